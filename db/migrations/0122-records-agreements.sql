-- Data that come under an agreement with another State (Opinion 1/15 of the Court of Justice, EU–UK Trade and Cooperation Agreement Art. 542
-- to 562): booking data of a traveller who has left this State are read by nobody from that second and deleted, unless they are kept on
-- objective grounds that the approver outside the unit has reviewed. An agreement only tightens: what ends sooner by the general period does.
set local lock_timeout = '60s';

-- The agreements of the legal profile in force, where the database goes by them. What came under one that ended stays under it.
create table records.agreement (
  name text primary key check (length(name) between 2 and 60),
  origins text[] not null check (cardinality(origins) > 0),
  -- The longest stay it permits: when nobody saw the traveller leave, they have left by then.
  stay interval check (stay >= interval '0'),
  -- No more: nothing comes under it any longer, and what did is held to it still.
  ended boolean not null default false
);
grant select, insert, update on records.agreement to openpiu_app;
alter table records.agreement enable row level security;
alter table records.agreement force row level security;
create policy seen on records.agreement for select using (true);
create policy worked on records.agreement for all using (platform.has_role('system'));

do $$
declare t text;
begin
  foreach t in array array['records.traveller', 'records.booking', 'records.change'] loop
    execute format('alter table %s add column agreement text, add column leaves_at timestamptz,
      add constraint leaves_under_agreement check (leaves_at is null or agreement is not null)', t);
    execute format('drop policy unexpired on %s', t);
    execute format($policy$create policy unexpired on %s as restrictive for all using (
      (clock_start >= (select platform.kept_from())
        and (leaves_at is null or leaves_at > (select platform.at()) or kept_until > (select platform.at())))
      or (masked_at is not null and kept_until > (select platform.at()))
      or (select platform.has_role('system:retention')))$policy$, t);
    execute format('create index %I on %s (leaves_at) where leaves_at is not null and masked_at is null', split_part(t, '.', 2) || '_leaves', t);
  end loop;
  foreach t in array array['cases.alert', 'cases.criterion_alert'] loop
    execute format('alter table %s add column leaves_at timestamptz', t);
  end loop;
end
$$;
alter table records.document_use add column leaves_at timestamptz;
grant update (leaves_at) on records.document_use to openpiu_app;
drop policy unexpired on records.document_use;
create policy unexpired on records.document_use as restrictive for all using (
  (clock_start >= (select platform.kept_from()) and (leaves_at is null or leaves_at > (select platform.at())))
  or (select platform.has_role('system:retention')));

-- Once under an agreement, always: and no later end than the stay it permits is ever written by hand.
create function records.keep_agreement() returns trigger
  language plpgsql
  as $$
begin
  if old.agreement is not null and new.agreement is distinct from old.agreement then
    raise exception 'what came under an agreement stays under it' using errcode = 'check_violation';
  end if;
  if new.leaves_at is distinct from old.leaves_at and not platform.has_role('system:retention') then
    raise exception 'only a departure, or the stay that the agreement permits, says when a traveller has left' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
do $$
declare t text;
begin
  foreach t in array array['records.traveller', 'records.booking', 'records.change'] loop
    execute format('create trigger agreement_kept before update of agreement, leaves_at on %s for each row
      when (new.agreement is distinct from old.agreement or new.leaves_at is distinct from old.leaves_at)
      execute function records.keep_agreement()', t);
  end loop;
end
$$;

-- Where everybody is masked, what is masked under an agreement is kept until the traveller has left; grounds keep it as they say.
create function records.masked_until(masked timestamptz, kept timestamptz, left_before timestamptz, clock timestamptz, ends timestamptz)
  returns timestamptz
  language sql immutable
  as $$ select case when masked is not null and kept in (platform.ceiling(clock), left_before) then least(ends, platform.ceiling(clock)) else kept end $$;

-- When a traveller who came under an agreement has left: with the first later flight out of this State that they are on, at the end of the
-- permitted stay at the latest. Where nobody is left who could be read, nothing is written.
create function records.settle_leaving(of_date date, of_flight uuid, of_person uuid) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  under text;
  came timestamptz;
  ends timestamptz;
  numbers text[];
  born text;
  named text;
begin
  perform set_config('openpiu.roles', 'system,system:retention', true);
  select min(t.agreement) into under from records.traveller t
  where t.flight_date = of_date and t.flight_id = of_flight and t.person_id = of_person and t.agreement is not null;
  if under is not null then
    select coalesce(f.arrives_at, f.departs_at, f.flight_date::timestamp at time zone 'UTC') into came from records.flight f
    where f.flight_date = of_date and f.flight_id = of_flight;
    select (date_trunc('day', came at time zone 'UTC') + a.stay) at time zone 'UTC' into ends from records.agreement a where a.name = under;
    select array_agg(distinct n), max(t.birth_date), max(t.name_key) into numbers, born, named
    from records.traveller t left join lateral unnest(t.document_numbers) as n on true
    where t.flight_date = of_date and t.flight_id = of_flight and t.person_id = of_person;
    select least(ends, min(f.departs_at)) into ends
    from records.document_use d
    join records.traveller o on o.flight_date = d.flight_date and o.flight_id = d.flight_id and o.traveller_id = d.traveller_id
    join records.flight f on f.flight_date = o.flight_date and f.flight_id = o.flight_id
    where d.number = any (numbers) and f.direction = 'outbound' and f.state <> 'cancelled' and f.departs_at > came
      and o.state in ('expected', 'boarded')
      -- The same number is another's document where neither name nor birth date is the same.
      and (o.birth_date is null or born is null or o.birth_date = born or o.name_key = named);
    update records.traveller t set leaves_at = ends,
      kept_until = records.masked_until(t.masked_at, t.kept_until, t.leaves_at, t.clock_start, ends)
    where t.flight_date = of_date and t.flight_id = of_flight and t.person_id = of_person and t.agreement is not null
      and t.leaves_at is distinct from ends;
    update records.document_use d set leaves_at = t.leaves_at from records.traveller t
    where d.flight_date = of_date and d.flight_id = of_flight and d.traveller_id = t.traveller_id and t.flight_date = of_date
      and t.flight_id = of_flight and t.person_id = of_person and d.leaves_at is distinct from t.leaves_at;
    -- A booking has left when the last of its travellers has.
    update records.booking b set agreement = coalesce(b.agreement, under), leaves_at = w.ends,
      kept_until = records.masked_until(b.masked_at, b.kept_until, b.leaves_at, b.clock_start, w.ends)
    from (select t.booking_id, case when bool_and(t.leaves_at is not null) then max(t.leaves_at) end as ends from records.traveller t
      where t.flight_date = of_date and t.flight_id = of_flight and t.booking_id in (select m.booking_id from records.traveller m
        where m.flight_date = of_date and m.flight_id = of_flight and m.person_id = of_person)
      group by 1) w
    where b.flight_date = of_date and b.flight_id = of_flight and b.booking_id = w.booking_id
      and (b.agreement is null or b.leaves_at is distinct from w.ends);
    update records.change c set agreement = coalesce(c.agreement, under), leaves_at = w.ends,
      kept_until = records.masked_until(c.masked_at, c.kept_until, c.leaves_at, c.clock_start, w.ends)
    from (select t.traveller_id as id, t.leaves_at as ends from records.traveller t where t.flight_date = of_date and t.flight_id = of_flight
        and t.person_id = of_person and t.agreement is not null
      union all select b.booking_id, b.leaves_at from records.booking b where b.flight_date = of_date and b.flight_id = of_flight
        and b.agreement is not null and b.booking_id in (select m.booking_id from records.traveller m
          where m.flight_date = of_date and m.flight_id = of_flight and m.person_id = of_person)) w
    where c.flight_date = of_date and c.flight_id = of_flight and c.subject_id = w.id
      and (c.agreement is null or c.leaves_at is distinct from w.ends);
    -- What screening and rules made of booking data goes with them.
    update cases.alert a set leaves_at = ends, hit_until = least(cases.hit_end(a.raised_at, a.feedback_at), ends)
    where a.flight_date = of_date and a.flight_id = of_flight and a.person_id = of_person and 'pnr' = any (a.sources)
      and a.leaves_at is distinct from ends;
    update cases.criterion_alert a set leaves_at = ends, hit_until = least(cases.hit_end(a.raised_at, a.feedback_at), ends)
    where a.flight_date = of_date and a.flight_id = of_flight and a.person_id = of_person and a.leaves_at is distinct from ends;
  end if;
  perform set_config('openpiu.roles', roles, true);
end
$$;

-- Whoever came on this flight by booking data, under the agreement named; those that are under one already stay under it.
create function records.come_under(of_date date, of_flight uuid, under text) returns integer
  language plpgsql volatile set search_path = pg_catalog, pg_temp
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  person uuid;
  came integer := 0;
begin
  perform set_config('openpiu.roles', 'system,system:retention', true);
  update records.traveller t set agreement = under
  where t.flight_date = of_date and t.flight_id = of_flight and t.source = 'pnr' and t.agreement is null and t.masked_at is null;
  for person in select distinct t.person_id from records.traveller t
    where t.flight_date = of_date and t.flight_id = of_flight and t.agreement is not null
  loop
    perform records.settle_leaving(of_date, of_flight, person);
    came := came + 1;
  end loop;
  perform set_config('openpiu.roles', roles, true);
  return came;
end
$$;

-- Whoever leaves on this flight, or does not after all: those who came under an agreement with the same documents are settled anew. Asked
-- after each message; where no agreement ever bound, or the flight does not leave this State, nothing is looked for.
create function records.note_departures(of_date date, of_flight uuid) returns integer
  language plpgsql volatile set search_path = pg_catalog, pg_temp
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  who record;
  left_ integer := 0;
begin
  if not exists (select from records.agreement) or not exists (select from records.flight f
      where f.flight_date = of_date and f.flight_id = of_flight and f.direction = 'outbound') then
    return 0;
  end if;
  perform set_config('openpiu.roles', 'system,system:retention', true);
  for who in select distinct i.flight_date, i.flight_id, i.person_id
    from records.traveller o cross join lateral unnest(o.document_numbers) as n
    join records.document_use d on d.number = n
    join records.traveller i on i.flight_date = d.flight_date and i.flight_id = d.flight_id and i.traveller_id = d.traveller_id
    join records.flight f on f.flight_date = i.flight_date and f.flight_id = i.flight_id and f.direction = 'inbound'
    where o.flight_date = of_date and o.flight_id = of_flight
  loop
    perform records.settle_leaving(who.flight_date, who.flight_id, who.person_id);
    left_ := left_ + 1;
  end loop;
  perform set_config('openpiu.roles', roles, true);
  return left_;
end
$$;

-- An alert that is raised later has the end of the data it is about; feedback puts it off no more than they do.
create or replace function cases.begin_hit() returns trigger
  language plpgsql
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
begin
  new.feedback_at := null;
  new.leaves_at := null;
  if exists (select from records.agreement) then
    perform set_config('openpiu.roles', 'system,system:retention', true);
    select min(t.leaves_at) into new.leaves_at from records.traveller t
    where t.flight_date = new.flight_date and t.flight_id = new.flight_id and t.person_id = new.person_id;
    perform set_config('openpiu.roles', roles, true);
  end if;
  new.hit_until := least(cases.hit_end(new.raised_at, null), new.leaves_at);
  return new;
end
$$;
create or replace function cases.settle_hit(wanted uuid) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  told timestamptz;
begin
  perform set_config('openpiu.roles', 'system,system:retention', true);
  told := cases.feedback_of(wanted);
  -- Masked, it is kept by its end of before, or by grounds.
  update cases.alert a set feedback_at = told, hit_until = w.until,
    kept_until = case when a.masked_at is not null and a.kept_until = a.hit_until then w.until else a.kept_until end
  from (select least(cases.hit_end(b.raised_at, told), b.leaves_at) as until from cases.alert b where b.alert_id = wanted) w
  where a.alert_id = wanted and (a.feedback_at is distinct from told or a.hit_until is distinct from w.until);
  update cases.criterion_alert a set feedback_at = told, hit_until = w.until,
    kept_until = case when a.masked_at is not null and a.kept_until = a.hit_until then w.until else a.kept_until end
  from (select least(cases.hit_end(b.raised_at, told), b.leaves_at) as until from cases.criterion_alert b where b.alert_id = wanted) w
  where a.alert_id = wanted and (a.feedback_at is distinct from told or a.hit_until is distinct from w.until);
  perform set_config('openpiu.roles', roles, true);
end
$$;

-- Prior review: what came under an agreement is kept longer only on the word of the approver outside the unit, as for a child.
alter table retention.link add column agreement text;
create or replace function retention.find_child() returns trigger
  language plpgsql
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
begin
  perform set_config('openpiu.roles', 'system', true);
  new.child := new.child or exists (
    select from records.traveller t
    where t.flight_date = new.flight_date and t.flight_id = new.flight_id and t.person_id = new.person_id
      and t.birth_date ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
      and t.birth_date > to_char(new.flight_date - interval '18 years', 'YYYY-MM-DD'));
  new.agreement := (select min(t.agreement) from records.traveller t
    where t.flight_date = new.flight_date and t.flight_id = new.flight_id and t.person_id = new.person_id);
  perform set_config('openpiu.roles', roles, true);
  return new;
end
$$;
create or replace function retention.guard_link() returns trigger
  language plpgsql
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  found_clock timestamptz;
  grounded boolean := true;
begin
  if tg_op = 'UPDATE' and old.state not in ('proposed', 'kept') then
    raise exception 'what has ended does not change' using errcode = 'check_violation';
  end if;
  if tg_op = 'INSERT' or (new.state = 'kept' and old.state = 'proposed') then
    perform set_config('openpiu.roles', 'system', true);
    select min(t.clock_start) into found_clock from records.traveller t
    where t.flight_date = new.flight_date and t.flight_id = new.flight_id and t.person_id = new.person_id;
    if new.ground = 'verified-positive' then
      -- Each confirmed match is in a case, whose person stays known when the match is gone.
      grounded := exists (select from cases.case_person p where p.flight_date = new.flight_date and p.flight_id = new.flight_id
          and p.person_id = new.person_id)
        or exists (select from cases.alert a where a.flight_date = new.flight_date and a.flight_id = new.flight_id
          and a.person_id = new.person_id and a.state = 'confirmed')
        or exists (select from cases.criterion_alert a where a.flight_date = new.flight_date and a.flight_id = new.flight_id
          and a.person_id = new.person_id and a.state = 'confirmed');
    elsif new.ground = 'open-case' then
      grounded := exists (select from cases.case c join cases.case_person p using (case_id) where c.reference = new.ground_reference
        and c.state = 'open' and p.flight_id = new.flight_id and p.person_id = new.person_id);
    end if;
    perform set_config('openpiu.roles', roles, true);
    if found_clock is null then
      raise exception 'there is nothing left of this passenger to keep' using errcode = 'check_violation';
    end if;
    if not grounded then
      raise exception 'there is no such ground for this passenger' using errcode = 'check_violation';
    end if;
    if new.review_at <= platform.at() then
      raise exception 'the review lies in the past' using errcode = 'check_violation';
    end if;
    new.clock_start := found_clock;
  end if;
  if tg_op = 'UPDATE' and new.state in ('kept', 'refused') and old.state = 'proposed' then
    if new.decided_by <> platform.actor() or not platform.has_role(case when new.child or new.agreement is not null then 'approver' else 'supervisor' end) then
      raise exception 'this is decided in person by a supervisor, for a child and for data under an agreement by the approver' using errcode = 'check_violation';
    end if;
  end if;
  if tg_op = 'UPDATE' and new.state = 'ended' and new.ended_by <> platform.actor() then
    raise exception 'this is ended in person' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

alter table retention.deleted drop constraint deleted_basis_check,
  add constraint deleted_basis_check check (basis in ('PNRD-12.4', 'PNRD-12.5a', 'AGR-CA-1/15'));
