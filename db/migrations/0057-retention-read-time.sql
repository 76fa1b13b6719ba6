-- What has had its time is unreadable at once, whatever jobs do (obligations.md section 15.6): each row about a person bears
-- the start of its clock, and row-level security compares it with the day, for every role. Only the part of the server that
-- deletes what has expired ("system:retention") still sees it.
set local lock_timeout = '60s';

-- The one instant of this transaction, by the server's clock. Without it nothing is left to read.
create or replace function platform.at() returns timestamptz
  language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('openpiu.at', true), '')::timestamptz, 'infinity') $$;

-- What was first received before this instant has had its time (PNRD-12.1, CJEU C-817/19 251 to 262).
create function platform.kept_from() returns timestamptz
  language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('openpiu.kept_from', true), '')::timestamptz, 'infinity') $$;

-- The last instant, exclusive, at which anything first received then may be kept: five years, to the day (PNRD-12.1).
create function platform.ceiling(clock_start timestamptz) returns timestamptz
  language sql immutable parallel safe
  return (date_trunc('day', clock_start at time zone 'UTC') + interval '5 years') at time zone 'UTC';

-- clock_start: when the unit first received anything of this passenger on this flight. kept_until: set only for what is kept
-- longer, masked, on a person's recorded grounds (class LINKED) or by a profile that masks instead of deleting.
do $$
declare t text;
begin
  foreach t in array array['records.booking', 'records.traveller', 'records.change', 'cases.alert', 'cases.criterion_alert',
      'cases.directive'] loop
    execute format('alter table %s add column clock_start timestamptz, add column kept_until timestamptz,
      add column if not exists masked_at timestamptz', t);
  end loop;
  foreach t in array array['records.document_use', 'cases.escalation', 'watchlists.expected_alert'] loop
    execute format('alter table %s add column clock_start timestamptz', t);
  end loop;
  foreach t in array array['records.booking', 'records.traveller', 'records.change', 'records.document_use', 'cases.alert',
      'cases.criterion_alert', 'cases.directive', 'cases.escalation', 'cases.case', 'cases.case_alert',
      'watchlists.expected_alert'] loop
    execute format('alter table %s no force row level security', t);
  end loop;
end
$$;

-- The copies of one passenger in lists and bookings follow the earlier date.
update records.traveller t set clock_start = p.start
from (select flight_date, flight_id, person_id, min(first_received_at) as start from records.traveller group by 1, 2, 3) as p
where t.flight_date = p.flight_date and t.flight_id = p.flight_id and t.person_id = p.person_id;
update records.booking b set clock_start = least(b.first_received_at, (select min(t.clock_start) from records.traveller t
  where t.flight_date = b.flight_date and t.flight_id = b.flight_id and t.booking_id = b.booking_id));
update records.change c set clock_start = least(c.at,
  (select t.clock_start from records.traveller t
   where t.flight_date = c.flight_date and t.flight_id = c.flight_id and t.traveller_id = c.subject_id),
  (select b.clock_start from records.booking b
   where b.flight_date = c.flight_date and b.flight_id = c.flight_id and b.booking_id = c.subject_id));
update records.document_use d set clock_start = t.clock_start from records.traveller t
where t.flight_date = d.flight_date and t.flight_id = d.flight_id and t.traveller_id = d.traveller_id;
update cases.alert a set clock_start = least(a.raised_at, (select min(t.clock_start) from records.traveller t
  where t.flight_date = a.flight_date and t.flight_id = a.flight_id and t.person_id = a.person_id));
update cases.criterion_alert a set clock_start = least(a.raised_at, (select min(t.clock_start) from records.traveller t
  where t.flight_date = a.flight_date and t.flight_id = a.flight_id and t.person_id = a.person_id));
update cases.directive a set clock_start = least(a.proposed_at, (select min(t.clock_start) from records.traveller t
  where t.flight_date = a.flight_date and t.flight_id = a.flight_id and t.person_id = a.person_id));
update cases.escalation a set clock_start = least(a.raised_at, (select min(t.clock_start) from records.traveller t
  where t.flight_date = a.flight_date and t.flight_id = a.flight_id and t.person_id = a.person_id));
update watchlists.expected_alert a set clock_start = least((select asked_at from watchlists.forecast f where f.forecast_id = a.forecast_id),
  (select min(t.clock_start) from records.traveller t
   where t.flight_date = a.flight_date and t.flight_id = a.flight_id and t.person_id = a.person_id));
delete from records.document_use where clock_start is null;

-- A case ends with the data it is about.
alter table cases.case add column clock_start timestamptz, add column kept_until timestamptz;
update cases.case c set clock_start = coalesce((select max(a.clock_start) from cases.case_alert l join cases.alert a using (alert_id)
  where l.case_id = c.case_id), c.opened_at);

do $$
declare t text;
begin
  foreach t in array array['records.booking', 'records.traveller', 'records.change', 'records.document_use', 'cases.alert',
      'cases.criterion_alert', 'cases.directive', 'cases.escalation', 'cases.case', 'watchlists.expected_alert'] loop
    execute format('alter table %s alter column clock_start set not null', t);
  end loop;
  foreach t in array array['booking', 'traveller', 'change'] loop
    execute format('alter table records.%I add constraint kept_at_most check (kept_until is null or kept_until <= platform.ceiling(clock_start))', t);
  end loop;
  foreach t in array array['alert', 'criterion_alert', 'directive', 'case'] loop
    execute format('alter table cases.%I add constraint kept_at_most check (kept_until is null or kept_until <= platform.ceiling(clock_start))', t);
  end loop;
  foreach t in array array['records.booking', 'records.traveller', 'records.change', 'records.document_use', 'cases.alert',
      'cases.criterion_alert', 'cases.directive', 'cases.escalation', 'cases.case', 'cases.case_alert',
      'watchlists.expected_alert'] loop
    execute format('alter table %s force row level security', t);
  end loop;
end
$$;

-- In clear until the day it is due; longer only what is masked and kept for a reason that has not ended.
do $$
declare t text;
begin
  foreach t in array array['records.booking', 'records.traveller', 'records.change', 'cases.alert', 'cases.criterion_alert',
      'cases.directive'] loop
    execute format($policy$create policy unexpired on %s as restrictive for all using (
      clock_start >= (select platform.kept_from())
      or (masked_at is not null and kept_until > (select platform.at()))
      or (select platform.has_role('system:retention')))$policy$, t);
  end loop;
  foreach t in array array['records.document_use', 'cases.escalation', 'watchlists.expected_alert'] loop
    execute format($policy$create policy unexpired on %s as restrictive for all using (
      clock_start >= (select platform.kept_from()) or (select platform.has_role('system:retention')))$policy$, t);
  end loop;
  create policy unexpired on cases.case as restrictive for all using (
    clock_start >= (select platform.kept_from()) or kept_until > (select platform.at())
    or (select platform.has_role('system:retention')));
  -- What hangs on an alert or a case goes out of sight with it.
  foreach t in array array['decision', 'cleared_pair'] loop
    execute format($policy$create policy unexpired on cases.%I as restrictive for select using (
      exists (select from cases.alert a where a.alert_id = %I.alert_id))$policy$, t, t);
  end loop;
  foreach t in array array['case_event', 'case_alert'] loop
    execute format($policy$create policy unexpired on cases.%I as restrictive for select using (
      exists (select from cases."case" c where c.case_id = %I.case_id))$policy$, t, t);
  end loop;
  -- What ends at an instant of its own.
  foreach t in array array['redacted_source', 'quarantine'] loop
    execute format($policy$create policy unexpired on intake.%I as restrictive for all using (
      expires_at > (select platform.at()) or (select platform.has_role('system:retention')))$policy$, t);
  end loop;
  create policy unexpired on intake.answer as restrictive for all using (
    given_at >= (select platform.kept_from()) or (select platform.has_role('system:retention')));
  create policy unexpired on intake.outgoing as restrictive for all using (
    created_at >= (select platform.kept_from()) or (select platform.has_role('system:retention')));
end
$$;

-- One clock for a passenger on a flight: nothing that comes later restarts it.
create function records.keep_clock() returns trigger
  language plpgsql
  as $$
begin
  if new.first_received_at <> old.first_received_at then
    raise exception 'when data were first received does not change' using errcode = 'check_violation';
  end if;
  if new.clock_start > old.clock_start then
    raise exception 'the clock of a passenger on a flight is not restarted' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger clock_kept before update of first_received_at, clock_start on records.traveller for each row
  when (new.first_received_at is distinct from old.first_received_at or new.clock_start is distinct from old.clock_start)
  execute function records.keep_clock();
create trigger clock_kept before update of first_received_at, clock_start on records.booking for each row
  when (new.first_received_at is distinct from old.first_received_at or new.clock_start is distinct from old.clock_start)
  execute function records.keep_clock();

-- Whoever writes a row without saying so means its first receipt.
create function records.begin_clock() returns trigger
  language plpgsql
  as $$
begin
  new.clock_start := case tg_argv[0] when 'change' then (to_jsonb(new) ->> 'at')::timestamptz
    else (to_jsonb(new) ->> 'first_received_at')::timestamptz end;
  return new;
end
$$;
create trigger clock_begins before insert on records.traveller for each row when (new.clock_start is null) execute function records.begin_clock('');
create trigger clock_begins before insert on records.booking for each row when (new.clock_start is null) execute function records.begin_clock('');
create trigger clock_begins before insert on records.change for each row when (new.clock_start is null) execute function records.begin_clock('change');

-- A booking follows the earliest of its travellers.
create function records.lead_clock() returns trigger
  language plpgsql
  as $$
begin
  update records.booking b set clock_start = new.clock_start
  where b.flight_date = new.flight_date and b.flight_id = new.flight_id and b.booking_id = new.booking_id
    and b.clock_start > new.clock_start;
  return null;
end
$$;
create trigger clock_leads after insert on records.traveller for each row
  when (new.booking_id is not null and new.clock_start < new.first_received_at) execute function records.lead_clock();

-- When two copies turn out to be one passenger, everything about that passenger follows the earlier date.
create function records.spread_clock() returns trigger
  language plpgsql
  as $$
begin
  update records.change c set clock_start = new.clock_start
  where c.flight_date = new.flight_date and c.flight_id = new.flight_id and c.subject_id = new.traveller_id
    and c.clock_start > new.clock_start;
  update records.document_use d set clock_start = new.clock_start
  where d.traveller_id = new.traveller_id and d.clock_start > new.clock_start;
  update records.booking b set clock_start = new.clock_start
  where b.flight_date = new.flight_date and b.flight_id = new.flight_id and b.booking_id = new.booking_id
    and b.clock_start > new.clock_start;
  update cases.alert a set clock_start = new.clock_start
  where a.flight_date = new.flight_date and a.flight_id = new.flight_id and a.person_id = new.person_id
    and a.clock_start > new.clock_start;
  update cases.directive a set clock_start = new.clock_start
  where a.flight_date = new.flight_date and a.flight_id = new.flight_id and a.person_id = new.person_id
    and a.clock_start > new.clock_start;
  update cases.criterion_alert a set clock_start = new.clock_start
  where a.flight_date = new.flight_date and a.flight_id = new.flight_id and a.person_id = new.person_id
    and a.clock_start > new.clock_start;
  return null;
end
$$;
create trigger clock_spreads after update of clock_start on records.traveller for each row
  when (new.clock_start < old.clock_start) execute function records.spread_clock();

-- What is made about a passenger has the passenger's clock.
create function records.take_clock() returns trigger
  language plpgsql
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
begin
  perform set_config('openpiu.roles', 'system,system:retention', true);
  new.clock_start := coalesce(
    (select min(t.clock_start) from records.traveller t
     where t.flight_date = new.flight_date and t.flight_id = new.flight_id and t.person_id = new.person_id),
    nullif(platform.at(), 'infinity'), now());
  perform set_config('openpiu.roles', roles, true);
  return new;
end
$$;
create trigger clock_taken before insert on cases.alert for each row when (new.clock_start is null) execute function records.take_clock();
create trigger clock_taken before insert on cases.criterion_alert for each row when (new.clock_start is null) execute function records.take_clock();
create trigger clock_taken before insert on cases.directive for each row when (new.clock_start is null) execute function records.take_clock();
create trigger clock_taken before insert on cases.escalation for each row when (new.clock_start is null) execute function records.take_clock();
create trigger clock_taken before insert on watchlists.expected_alert for each row when (new.clock_start is null) execute function records.take_clock();

-- A case has the clock of the latest data in it.
create function cases.begin_clock() returns trigger
  language plpgsql
  as $$
begin
  new.clock_start := new.opened_at;
  return new;
end
$$;
create trigger clock_begins before insert on cases.case for each row when (new.clock_start is null) execute function cases.begin_clock();
create function cases.case_clock() returns trigger
  language plpgsql
  as $$
begin
  update cases.case c set clock_start = greatest(c.clock_start, a.clock_start), kept_until = greatest(c.kept_until, a.kept_until)
  from cases.alert a where a.alert_id = new.alert_id and c.case_id = new.case_id;
  return null;
end
$$;
create trigger clock_of_alert after insert on cases.case_alert for each row execute function cases.case_clock();

create or replace function records.keep_document_use() returns trigger
  language plpgsql
  as $$
begin
  if tg_op <> 'INSERT' then
    delete from records.document_use d
    where d.flight_date = old.flight_date and d.flight_id = old.flight_id and d.traveller_id = old.traveller_id;
  end if;
  if tg_op <> 'DELETE' then
    insert into records.document_use (number, flight_date, flight_id, traveller_id, clock_start)
    select distinct n, new.flight_date, new.flight_id, new.traveller_id, new.clock_start from unnest(new.document_numbers) as n;
  end if;
  return null;
end
$$;

grant update (clock_start) on records.document_use to openpiu_app;
grant update (clock_start, kept_until, masked_at, surname, given, known) on cases.directive to openpiu_app;

-- Jobs find what is due by these.
create index traveller_clock on records.traveller (clock_start);
create index booking_clock on records.booking (clock_start);
create index change_clock on records.change (clock_start);
create index document_use_clock on records.document_use (clock_start);
create index alert_clock on cases.alert (clock_start);
create index criterion_alert_clock on cases.criterion_alert (clock_start);
create index directive_clock on cases.directive (clock_start);
create index escalation_clock on cases.escalation (clock_start);
create index expected_alert_clock on watchlists.expected_alert (clock_start);

-- A case and its events go with their data, by the server's deletion alone.
grant delete on cases.case, cases.case_alert, cases.case_event to openpiu_app;
create policy forgotten on cases.case as restrictive for delete using ((select platform.has_role('system:retention')));
create policy forgotten on cases.case_alert as restrictive for delete using ((select platform.has_role('system:retention')));
create policy forgotten on cases.case_event as restrictive for delete using ((select platform.has_role('system:retention')));

-- The latest day up to which data have expired: a clock that jumps back brings nothing back.
create table retention.horizon (
  one boolean primary key default true check (one),
  kept_from timestamptz not null
);
grant select, insert, update on retention.horizon to openpiu_app;
create function retention.never_back() returns trigger
  language plpgsql
  as $$
begin
  if new.kept_from < old.kept_from then new.kept_from := old.kept_from; end if;
  return new;
end
$$;
create trigger never_back before update on retention.horizon for each row execute function retention.never_back();
