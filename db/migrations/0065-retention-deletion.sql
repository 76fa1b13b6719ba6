-- Deletion that can be shown: runs in steps, a certificate for each kind and class, and the ids of what is gone, so that a
-- restored backup loses it again (PNRD-12.4). Ids only; no value of a record stands here.
create table retention.run (
  run_id uuid primary key,
  started_at timestamptz not null,
  -- What was first received before has had its time; fixed for the run, also when it is taken up again after a stop.
  kept_from timestamptz not null,
  profile text not null,
  job text not null,
  -- What was due when it began, by kind, counted by itself.
  due jsonb not null,
  -- Due longer than 24 hours when it began: a breach of the period for the console (PNRD-12.2).
  late bigint not null,
  ended_at timestamptz
);
create unique index run_open on retention.run ((true)) where ended_at is null;
create index run_recent on retention.run (started_at desc);

create table retention.deleted (
  kind text not null,
  id uuid not null,
  run_id uuid not null references retention.run,
  class text not null check (class in ('GENERAL', 'LINKED')),
  at timestamptz not null,
  clock_start timestamptz not null,
  primary key (kind, id)
);
create index deleted_run on retention.deleted (run_id, kind, class);
create index deleted_id on retention.deleted (id);
create index deleted_at on retention.deleted (at);

create table retention.certificate (
  certificate_id uuid primary key,
  run_id uuid not null references retention.run,
  kind text not null,
  class text not null check (class in ('GENERAL', 'LINKED')),
  act text not null check (act in ('deleted', 'masked')),
  records bigint not null check (records > 0),
  first_received_from timestamptz not null,
  first_received_to timestamptz not null,
  -- SHA-256 over the sorted ids.
  ids_hash bytea not null,
  profile text not null,
  job text not null,
  made_at timestamptz not null,
  unique (run_id, kind, class, act)
);
create index certificate_recent on retention.certificate (made_at desc);

-- The data protection officer countersigns each month (roles.md F22).
create table retention.countersignature (
  month date primary key check (month = date_trunc('month', month)),
  certificates integer not null,
  records bigint not null,
  hash bytea not null,
  signed_by text not null check (signed_by not like 'system:%' and signed_by = platform.actor()),
  signed_at timestamptz not null
);

do $$
declare t text;
begin
  foreach t in array array['run', 'deleted', 'certificate', 'countersignature'] loop
    execute format('alter table retention.%I enable row level security', t);
    execute format('alter table retention.%I force row level security', t);
    execute format($policy$create policy seen on retention.%I for select using ((select platform.has_role('system',
      'data-protection-officer', 'supervisor', 'head', 'auditor')))$policy$, t);
  end loop;
  foreach t in array array['run', 'deleted', 'certificate'] loop
    execute format($policy$create policy made on retention.%I for all using ((select platform.has_role('system:retention')))$policy$, t);
  end loop;
end
$$;
create policy signed on retention.countersignature for insert
  with check ((select platform.has_role('data-protection-officer') and not platform.has_role('inspector')));
grant select, insert on retention.run, retention.deleted, retention.certificate, retention.countersignature to openpiu_app;
grant update (ended_at) on retention.run to openpiu_app;
-- The ids go when no backup can hold what they name any more.
grant delete on retention.deleted to openpiu_app;

-- What hangs on an alert or a case goes with it.
alter table cases.decision drop constraint decision_alert_id_fkey,
  add constraint decision_alert_id_fkey foreign key (alert_id) references cases.alert on delete cascade;
alter table cases.cleared_pair drop constraint cleared_pair_alert_id_fkey,
  add constraint cleared_pair_alert_id_fkey foreign key (alert_id) references cases.alert on delete cascade;
alter table cases.case_alert drop constraint case_alert_alert_id_fkey,
  add constraint case_alert_alert_id_fkey foreign key (alert_id) references cases.alert on delete cascade,
  drop constraint case_alert_case_id_fkey,
  add constraint case_alert_case_id_fkey foreign key (case_id) references cases.case on delete cascade;
alter table cases.case_event drop constraint case_event_case_id_fkey,
  add constraint case_event_case_id_fkey foreign key (case_id) references cases.case on delete cascade;

-- A case has the clock of its matches of rules too.
create function cases.case_clock_of_match() returns trigger
  language plpgsql
  as $$
begin
  update cases.case c set clock_start = greatest(c.clock_start, new.clock_start), kept_until = greatest(c.kept_until, new.kept_until)
  where c.case_id = new.case_id;
  return null;
end
$$;
create trigger clock_of_match after update of case_id on cases.criterion_alert for each row
  when (new.case_id is not null and new.case_id is distinct from old.case_id) execute function cases.case_clock_of_match();

-- Deleting a traveller takes the uses of the documents along in one statement, not one for each.
drop trigger document_use_removed on records.traveller;
create function records.drop_document_use() returns trigger
  language plpgsql
  as $$
begin
  delete from records.document_use d using gone g
  where d.traveller_id = g.traveller_id and cardinality(g.document_numbers) > 0;
  return null;
end
$$;
create trigger document_use_removed after delete on records.traveller referencing old table as gone
  for each statement execute function records.drop_document_use();

-- Ids of what is no more, for whoever comes by an old address: kind, dates and legal basis, nothing else.
create function retention.tombstone(of_id uuid) returns table (kind text, class text, at timestamptz, clock_start timestamptz, profile text)
  language plpgsql volatile
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
begin
  perform set_config('openpiu.roles', 'system', true);
  return query select d.kind, d.class, d.at, d.clock_start, r.profile
    from retention.deleted d join retention.run r using (run_id)
    where d.id = of_id order by d.at limit 1;
  perform set_config('openpiu.roles', roles, true);
end
$$;

-- The transport log (no passenger data in it) goes after its year, by the deletion alone.
grant delete on intake.receipt, intake.delivery to openpiu_app;
create function intake.keep_log() returns trigger
  language plpgsql
  as $$
begin
  if not platform.has_role('system:retention') then
    raise exception 'the log of messages is deleted by the retention alone' using errcode = 'insufficient_privilege';
  end if;
  return old;
end
$$;
create trigger log_kept before delete on intake.receipt for each row execute function intake.keep_log();
create trigger log_kept before delete on intake.delivery for each row execute function intake.keep_log();
create index delivery_received on intake.delivery (received_at);
create index delivery_first on intake.delivery (duplicate_of) where duplicate_of is not null;

-- What a receipt says of whom was told what goes with the answer.
create function intake.forget_answered() returns trigger
  language plpgsql
  as $$
begin
  update intake.receipt r set answered = null from gone g where r.receipt_id = g.receipt_id and r.answered is not null;
  return null;
end
$$;
create trigger answered_goes_along after delete on intake.answer referencing old table as gone
  for each statement execute function intake.forget_answered();
