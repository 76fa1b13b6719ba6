-- A unit that replaces its keys tells every partner by the key of before; there two persons enter the new one in the register, as ever, and
-- the other side learns that it was accepted. What no partner accepted is told of until it is.
set local lock_timeout = '20s';

alter table exchange.outgoing drop constraint outgoing_kind_check,
  add constraint outgoing_kind_check check (kind in ('request', 'adhoc-push', 'package', 'answer', 'acknowledgement', 'outcome',
    'recall', 'recall-acknowledged', 'onward-notice', 'document-check', 'person-check', 'confirmation', 'protected-person',
    'new-key', 'new-key-accepted'));

-- What a partner announced: nothing is believed by it before the register has it.
create table exchange.announced_key (
  authority_id uuid not null,
  print text not null check (print ~ '^[A-Za-z0-9_-]{43}$'),
  signing_key jsonb not null,
  encryption_key jsonb not null,
  valid_from timestamptz not null,
  old_until timestamptz not null check (old_until > valid_from),
  announced_at timestamptz not null,
  accepted_at timestamptz,
  primary key (authority_id, print)
);
-- Whom this unit told of a key of its own.
create table exchange.told_key (
  authority_id uuid not null,
  print text not null check (print ~ '^[A-Za-z0-9_-]{43}$'),
  message_id uuid not null,
  old_until timestamptz not null,
  told_at timestamptz not null,
  accepted_at timestamptz,
  reminded_at timestamptz,
  primary key (authority_id, print)
);
grant select, insert, update on exchange.announced_key, exchange.told_key to openpiu_app;

create function exchange.guard_announced() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if (new.authority_id, new.print, new.signing_key, new.encryption_key, new.valid_from, new.old_until, new.announced_at)
     is distinct from (old.authority_id, old.print, old.signing_key, old.encryption_key, old.valid_from, old.old_until, old.announced_at) then
    raise exception 'what a partner announced is not changed' using errcode = 'check_violation';
  end if;
  -- Accepted is what the register has, by its two persons.
  if new.accepted_at is not null and old.accepted_at is null and not exists (select from disclosures.authority a
      where a.authority_id = new.authority_id and a.state = 'in-force' and a.signing_key = new.signing_key) then
    raise exception 'a key is accepted by the register of authorities' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before update on exchange.announced_key for each row execute function exchange.guard_announced();

do $$
declare t text;
begin
  foreach t in array array['announced_key', 'told_key'] loop
    execute format('alter table exchange.%I enable row level security, force row level security', t);
    execute format('create policy seen on exchange.%I for select using (exchange.may_see())', t);
    execute format('create policy worked on exchange.%I for insert with check (platform.has_role(''system''))', t);
    execute format('create policy changed on exchange.%I for update using (platform.has_role(''system''))', t);
  end loop;
end
$$;

alter table disclosures.notice drop constraint notice_kind_check;
alter table disclosures.notice add constraint notice_kind_check check (kind in ('third-country-transfer', 'europol', 'enumeration',
  'urgent-release', 'override', 'after-travel', 'partner-transfer', 'without-consent', 'partner-key', 'own-key-unaccepted'));
