-- Outages of channels and the channels that stand in for them (PNRD-8, EU 2025/13 Art. 16): which, approved by two persons before any
-- use; open only while the main channel is out; what came that way is deleted once the main channel has delivered it.
create table intake.fallback_channel (
  fallback_id uuid primary key,
  carrier_id uuid not null,
  -- What it stands in for, and by which channel.
  main_channel text not null check (main_channel in ('http', 'sftp', 'type-b', 'amqp', 'mail', 'folder')),
  channel text not null check (channel in ('http', 'sftp', 'type-b', 'amqp', 'mail', 'folder', 'portal')),
  -- How it is as secure as the main channel.
  security text not null check (length(btrim(security)) between 10 and 1000),
  valid_until timestamptz not null,
  state text not null check (state in ('proposed', 'in-force', 'refused', 'ended')),
  proposed_by text not null check (proposed_by not like 'system:%'),
  proposed_at timestamptz not null,
  decided_by text check (decided_by not like 'system:%'),
  decided_at timestamptz,
  decision text check (length(btrim(decision)) >= 3),
  ended_by text check (ended_by not like 'system:%'),
  ended_at timestamptz,
  check (main_channel <> channel),
  check (valid_until <= proposed_at + interval '2 years'),
  check ((state = 'proposed') = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (decision is null)),
  check ((state = 'ended') = (ended_by is not null)),
  -- F20: who runs the system proposes, a supervisor approves, before any use.
  check (decided_by is null or decided_by <> proposed_by)
);
create unique index fallback_standing on intake.fallback_channel (carrier_id, channel) where state in ('proposed', 'in-force');
create index fallback_of_carrier on intake.fallback_channel (carrier_id, channel, proposed_at desc);
grant select, insert, update on intake.fallback_channel to openpiu_app;
alter table intake.fallback_channel enable row level security;
alter table intake.fallback_channel force row level security;
create policy seen on intake.fallback_channel for select using ((select platform.has_role('system', 'watch-officer', 'analyst',
  'supervisor', 'carrier-desk', 'data-protection-officer', 'administrator', 'head', 'inspector')));
create policy proposed_in_person on intake.fallback_channel for insert with check (
  (select platform.has_role('administrator')) and proposed_by = platform.actor() and state = 'proposed');
create policy decided_in_person on intake.fallback_channel for update using ((select platform.has_role('supervisor', 'administrator')))
  with check (state = 'ended' and ended_by = platform.actor()
    or state in ('in-force', 'refused') and decided_by = platform.actor() and (select platform.has_role('supervisor')));
create function intake.guard_fallback() returns trigger
  language plpgsql
  as $$
begin
  if (new.carrier_id, new.main_channel, new.channel, new.security, new.valid_until, new.proposed_by, new.proposed_at) is distinct from
     (old.carrier_id, old.main_channel, old.channel, old.security, old.valid_until, old.proposed_by, old.proposed_at)
     or not (old.state = 'proposed' and new.state in ('in-force', 'refused') or old.state = 'in-force' and new.state = 'ended') then
    raise exception 'a fallback channel is decided once, and then ended' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard_fallback before update on intake.fallback_channel for each row execute function intake.guard_fallback();

-- A channel that takes nothing, of one carrier or of all: opened by the carrier desk, or by the intake itself.
create table intake.channel_outage (
  outage_id uuid primary key,
  carrier_id uuid,
  channels text[] not null check (cardinality(channels) > 0),
  -- not-taken: the intake could not take what came; stopped: the unit was away; reported: the carrier or the desk says so.
  kind text not null check (kind in ('not-taken', 'stopped', 'reported')),
  began_at timestamptz not null,
  ended_at timestamptz check (ended_at >= began_at),
  -- What carriers are told.
  text text not null check (length(btrim(text)) between 3 and 1000),
  opened_by text not null,
  opened_at timestamptz not null,
  ended_by text,
  check ((ended_at is null) = (ended_by is null)),
  check (kind = 'reported' or opened_by = 'system:intake')
);
create index channel_outage_recent on intake.channel_outage (began_at desc);
create unique index channel_outage_own on intake.channel_outage (channels) where ended_at is null and kind = 'not-taken';
grant select, insert on intake.channel_outage to openpiu_app;
grant update (ended_at, ended_by) on intake.channel_outage to openpiu_app;
alter table intake.channel_outage enable row level security;
alter table intake.channel_outage force row level security;
create policy seen on intake.channel_outage for select using ((select platform.has_role('system', 'watch-officer', 'analyst',
  'supervisor', 'carrier-desk', 'data-protection-officer', 'administrator', 'head', 'inspector')));
create policy opened on intake.channel_outage for insert with check ((select platform.has_role('system', 'carrier-desk', 'supervisor'))
  and opened_by = platform.actor());
create policy ended on intake.channel_outage for update using ((select platform.has_role('system', 'carrier-desk', 'supervisor')))
  with check (ended_by = platform.actor());

-- When the unit was last at work: a gap is an outage.
create table intake.last_at_work (
  only_row boolean primary key default true check (only_row),
  seen_at timestamptz not null
);
grant select, insert, update on intake.last_at_work to openpiu_app;

-- By which outage a delivery came over a fallback channel; what its main channel delivered since, and when its copy went.
alter table intake.delivery add column outage_id uuid references intake.channel_outage;
create index delivery_fallback on intake.delivery (outage_id) where outage_id is not null;
alter table intake.receipt
  add column fallback_confirmed_by uuid,
  add column fallback_deleted_at timestamptz,
  add constraint fallback_confirmed check ((fallback_confirmed_by is null) = (fallback_deleted_at is null));

-- A fallback channel takes nothing before it is approved, after its time, or while the main channel works.
create function intake.admit_fallback() returns trigger
  language plpgsql
  as $$
declare
  standing record;
begin
  if new.carrier_id is null then
    return new;
  end if;
  select state, main_channel, valid_until into standing from intake.fallback_channel f
  where f.carrier_id = new.carrier_id and f.channel = new.channel order by f.proposed_at desc, f.fallback_id desc limit 1;
  if not found or standing.state = 'ended' then
    return new;
  end if;
  if standing.state = 'in-force' and standing.valid_until > new.received_at then
    -- What was on its way when the main channel came back is still taken, for an hour.
    select outage_id into new.outage_id from intake.channel_outage o
    where (o.carrier_id is null or o.carrier_id = new.carrier_id) and standing.main_channel = any (o.channels)
      and o.began_at <= new.received_at and (o.ended_at is null or new.received_at < o.ended_at + interval '1 hour')
    order by o.began_at desc limit 1;
  end if;
  if new.outage_id is null then
    raise exception 'this channel stands in for another, and is not open' using errcode = 'check_violation',
      constraint = 'fallback_not_open';
  end if;
  return new;
end
$$;
create trigger admit_fallback before insert on intake.delivery for each row execute function intake.admit_fallback();
