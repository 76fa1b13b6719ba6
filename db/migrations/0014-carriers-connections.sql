-- Carriers connect over more than one channel: each credential is one identity on one kind of channel.
alter table carriers.credential drop constraint credential_kind_check;
alter table carriers.credential add constraint credential_kind_check check (kind in
  ('http-token', 'client-certificate', 'watched-folder', 'ssh-key', 'type-b-address', 'amqp-queue', 'mail-sender'));
-- The same identity may mean one thing on one channel and another on the next; one taken out of use may be given again.
alter table carriers.credential drop constraint credential_secret_key;
create unique index credential_identity on carriers.credential (kind, secret) where revoked_at is null;
comment on column carriers.credential.secret is
  'http-token: sha-256 of the token; client-certificate: sha-256 of it as DER; ssh-key: sha-256 of the public key blob; '
  'watched-folder, type-b-address, amqp-queue, mail-sender: the name or address itself, as UTF-8';

alter table intake.delivery drop constraint delivery_channel_check;
alter table intake.delivery add constraint delivery_channel_check check (channel in
  ('http', 'folder', 'command', 'sftp', 'type-b', 'amqp', 'mail', 'portal'));
-- Where an answer goes on that channel when the connection itself does not tell: a Type B address, a queue, a mailbox.
alter table intake.delivery add column reply_to text;
