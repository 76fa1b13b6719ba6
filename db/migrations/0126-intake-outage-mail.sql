-- Mail about outages of channels, to carriers concerned and to the unit (EU 2025/13 Art. 16: parties are told automatically): put down with
-- what leads to it, sent after the commit, one at the begin and one at the end for each address, never twice.
set local lock_timeout = '60s';
create table intake.outage_mail (
  mail_id uuid primary key,
  outage_id uuid not null references intake.channel_outage,
  occasion text not null check (occasion in ('begun', 'ended')),
  -- "unit", or "carrier:<id>".
  party text not null check (party = 'unit' or party like 'carrier:%'),
  address text not null check (address ~ '^[^\s@<>",;]+@[^\s@<>",;]+$'),
  -- sending: handed to the mail server; unknown: nobody knows whether it took it, and so it is not sent again.
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed', 'unknown')),
  tries integer not null default 0,
  next_try_at timestamptz not null,
  created_at timestamptz not null,
  unique (outage_id, occasion, address)
);
create index outage_mail_due on intake.outage_mail (next_try_at) where state in ('waiting', 'sending');
grant select, insert on intake.outage_mail to openpiu_app;
grant update (state, tries, next_try_at) on intake.outage_mail to openpiu_app;
alter table intake.outage_mail enable row level security;
alter table intake.outage_mail force row level security;
create policy seen on intake.outage_mail for select using ((select platform.has_role('system', 'carrier-desk', 'supervisor',
  'administrator', 'data-protection-officer')));
create policy put on intake.outage_mail for insert with check ((select platform.has_role('system', 'carrier-desk', 'supervisor')));
create policy goes_on on intake.outage_mail for update using ((select platform.has_role('system')));
create function intake.guard_outage_mail() returns trigger
  language plpgsql
  as $$
begin
  if not (old.state = 'waiting' and new.state in ('sending', 'failed') or old.state = 'sending' and new.state in ('waiting', 'sent', 'unknown')) then
    raise exception 'a mail that was sent is not sent again' using errcode = 'check_violation', constraint = 'outage_mail_once';
  end if;
  return new;
end
$$;
create trigger guard before update on intake.outage_mail for each row execute function intake.guard_outage_mail();
