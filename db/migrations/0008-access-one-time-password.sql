-- A password that was given out by an administrator is good for choosing an own one, and nothing else.
alter table access.person add column password_once boolean not null default false;

-- Failures are kept without the name that was typed: people type passwords there. sign_in_name holds its hash.
comment on column access.failed_sign_in.sign_in_name is 'SHA-256, hexadecimal, of the name as it is compared';
