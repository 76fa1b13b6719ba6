-- Masking has runs and certificates as deletion has; fewer indexes to keep, none of which grows with what is kept masked for years.
create table retention.masking (
  run_id uuid not null,
  kind text not null,
  class text not null check (class in ('GENERAL', 'LINKED')),
  id uuid not null,
  clock_start timestamptz not null
);
comment on table retention.masking is 'Ids that the open masking has masked so far: gone when its certificates are made.';
alter table retention.masking enable row level security;
alter table retention.masking force row level security;
create policy made on retention.masking for all using ((select platform.has_role('system:retention')));
grant select, insert, delete on retention.masking to openpiu_app;

-- That the run is there is asked once a statement, not once for each of a million ids. Nobody deletes a run.
alter table retention.deleted drop constraint deleted_run_id_fkey;
create function retention.need_run() returns trigger
  language plpgsql
  as $$
begin
  if exists (select from (select distinct n.run_id from noted n) as d
             where not exists (select from retention.run r where r.run_id = d.run_id)) then
    raise exception 'an id is noted for a run that is there' using errcode = 'foreign_key_violation';
  end if;
  return null;
end
$$;
create trigger run_is_there after insert on retention.deleted referencing new table as noted
  for each statement execute function retention.need_run();
create trigger run_is_there after insert on retention.masking referencing new table as noted
  for each statement execute function retention.need_run();

-- A masking and a deletion may each be taken up again after a stop.
drop index retention.run_open;
create unique index run_open on retention.run (job) where ended_at is null;

-- What is in clear is found by its clock, what is masked by its end: each row stands in one of the two.
drop index records.traveller_to_mask;
drop index records.booking_to_mask;
drop index records.change_to_mask;
drop index records.traveller_clock;
drop index records.booking_clock;
drop index records.change_clock;
drop index cases.alert_clock;
drop index cases.criterion_alert_clock;
drop index cases.directive_clock;
do $$
declare t text;
begin
  foreach t in array array['records.traveller', 'records.booking', 'records.change', 'cases.alert', 'cases.criterion_alert',
      'cases.directive'] loop
    execute format('create index %I on %s (clock_start) where masked_at is null', split_part(t, '.', 2) || '_in_clear', t);
    execute format('create index %I on %s (kept_until, clock_start) where masked_at is not null', split_part(t, '.', 2) || '_masked', t);
  end loop;
end
$$;

-- Masking takes the uses of documents away in one statement, not one for each traveller.
drop trigger document_use_changed on records.traveller;
create trigger document_use_changed after update of document_numbers on records.traveller for each row
  when (new.document_numbers is distinct from old.document_numbers and new.masked_at is null)
  execute function records.keep_document_use();

-- What falls due on the coming days is in clear still.
create or replace function retention.due_between(edges timestamptz[]) returns table (place integer, records bigint)
  language plpgsql volatile
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
begin
  perform set_config('openpiu.roles', 'system', true);
  return query select n - 1, (select count(*) from records.traveller t
      where t.clock_start >= edges[n] and t.clock_start < edges[n + 1] and t.masked_at is null)
    from generate_series(1, cardinality(edges) - 1) as n;
  perform set_config('openpiu.roles', roles, true);
end
$$;
