-- What the supervisory authority does at the unit (Directive (EU) 2016/681 Art. 15, Convention 108+ Art. 15): inspections, referrals
-- of the data protection officer, complaints; in each demands, findings and orders until they are closed. The unit answers;
-- it opens, changes and closes nothing of the authority's, and nobody deletes any of it.
create schema inspections;
grant usage on schema inspections to openpiu_app;
create sequence inspections.number;
grant usage on sequence inspections.number to openpiu_app;

create table inspections.inspection (
  inspection_id uuid primary key,
  number text not null unique check (number ~ '^INS-20[0-9]{2}-[0-9]+$'),
  kind text not null check (kind in ('inspection', 'referral', 'complaint')),
  title text not null check (length(title) between 3 and 200),
  -- What is looked at, and on which legal basis; of a referral what the officer says.
  scope text not null check (length(scope) between 10 and 8000),
  basis text not null check (length(basis) between 3 and 300),
  -- The time that is looked at.
  from_day date not null,
  until_day date not null check (until_day >= from_day),
  -- The officer's document, of a referral: its hash stands in the ledger.
  document_id uuid references evidence.document,
  state text not null check (state in ('referred', 'open', 'closed')),
  opened_by text not null check (opened_by not like 'system:%'),
  opened_at timestamptz not null,
  taken_by text,
  taken_at timestamptz,
  closed_by text,
  closed_at timestamptz,
  conclusion text check (length(conclusion) between 10 and 8000),
  check ((state = 'closed') = (closed_by is not null) and (closed_by is null) = (closed_at is null)
    and (closed_by is null) = (conclusion is null)),
  check ((kind = 'referral') = (document_id is not null)),
  check ((state = 'referred') = (taken_by is null) and (taken_by is null) = (taken_at is null))
);
create index inspection_recent on inspections.inspection (opened_at desc);

create table inspections.matter (
  matter_id uuid primary key,
  inspection_id uuid not null references inspections.inspection,
  kind text not null check (kind in ('demand', 'finding', 'order')),
  -- Of an order what it orders.
  measure text check (measure in ('stop-processing', 'rectify', 'erase', 'restrict', 'warn', 'other')),
  text text not null check (length(text) between 10 and 8000),
  article text not null check (length(article) between 2 and 200),
  raised_by text not null check (raised_by not like 'system:%'),
  raised_at timestamptz not null,
  due_at timestamptz not null check (due_at > raised_at),
  state text not null check (state in ('open', 'answered', 'closed')),
  -- An order reaches the officer and the head: when each of them took it.
  officer_took_at timestamptz,
  officer_took_by text,
  head_took_at timestamptz,
  head_took_by text,
  overdue_at timestamptz,
  check ((kind = 'order') = (measure is not null))
);
create index matter_inspection on inspections.matter (inspection_id, raised_at);
create index matter_open on inspections.matter (due_at) where state = 'open';

-- What was said in a matter, in its order: answers of the unit, replies and the closing of the authority.
create table inspections.step (
  step_id uuid primary key,
  matter_id uuid not null references inspections.matter,
  at timestamptz not null,
  by_person text not null check (by_person not like 'system:%'),
  side text not null check (side in ('authority', 'unit')),
  step text not null check (step in ('answered', 'returned', 'closed')),
  text text not null check (length(text) between 3 and 8000),
  -- Documents of the unit that go with an answer.
  documents uuid[] not null default '{}'
);

create index step_matter on inspections.step (matter_id, at);

create function inspections.is_authority() returns boolean language sql stable
  as $$ select platform.has_role('inspector') $$;
create function inspections.is_unit() returns boolean language sql stable
  as $$ select platform.has_role('data-protection-officer', 'head') and not platform.has_role('inspector') $$;

create function inspections.guard_inspection() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'INSERT' then
    if new.opened_by <> platform.actor() then raise exception 'nobody opens an inspection in another''s name'; end if;
    if new.kind = 'referral' then
      if not platform.has_role('data-protection-officer') or inspections.is_authority() or new.state <> 'referred' then
        raise exception 'the data protection officer refers, and the authority takes it up';
      end if;
    elsif not inspections.is_authority() or new.state <> 'open' then
      raise exception 'only the supervisory authority opens an inspection';
    end if;
    return new;
  end if;
  if not inspections.is_authority() then raise exception 'the unit changes and closes no inspection of the authority'; end if;
  if (old.inspection_id, old.number, old.kind, old.title, old.scope, old.basis, old.from_day, old.until_day, old.document_id,
      old.opened_by, old.opened_at) is distinct from (new.inspection_id, new.number, new.kind, new.title, new.scope, new.basis,
      new.from_day, new.until_day, new.document_id, new.opened_by, new.opened_at) or old.state = 'closed' then
    raise exception 'what was opened stays as it was, and what was closed stays closed';
  end if;
  if new.state = 'closed' then
    if new.closed_by <> platform.actor() then raise exception 'nobody closes an inspection in another''s name'; end if;
    if exists (select from inspections.matter m where m.inspection_id = new.inspection_id and m.state <> 'closed') then
      raise exception 'an inspection is closed when everything in it is';
    end if;
  end if;
  return new;
end
$$;
create trigger guard before insert or update on inspections.inspection
  for each row execute function inspections.guard_inspection();

create function inspections.guard_matter() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'INSERT' then
    if not inspections.is_authority() or new.raised_by <> platform.actor() or new.state <> 'open' then
      raise exception 'only the supervisory authority demands, finds and orders';
    end if;
    if not exists (select from inspections.inspection i where i.inspection_id = new.inspection_id and i.state = 'open') then
      raise exception 'the inspection is not open';
    end if;
    return new;
  end if;
  if (old.matter_id, old.inspection_id, old.kind, old.measure, old.text, old.article, old.raised_by, old.raised_at)
     is distinct from (new.matter_id, new.inspection_id, new.kind, new.measure, new.text, new.article, new.raised_by, new.raised_at)
     or old.state = 'closed' then
    raise exception 'what the authority raised stays as it was';
  end if;
  if new.due_at <> old.due_at and not inspections.is_authority() then raise exception 'the authority sets the time'; end if;
  if new.state <> old.state then
    if new.state = 'answered' and not inspections.is_unit() then raise exception 'the unit answers'; end if;
    if new.state in ('open', 'closed') and not inspections.is_authority() then
      raise exception 'the unit closes nothing of the authority';
    end if;
  end if;
  if (old.officer_took_at, old.head_took_at) is distinct from (new.officer_took_at, new.head_took_at)
     and not inspections.is_unit() then
    raise exception 'the officer and the head take an order by themselves';
  end if;
  return new;
end
$$;
create trigger guard before insert or update on inspections.matter
  for each row execute function inspections.guard_matter();

create function inspections.guard_step() returns trigger
  language plpgsql
  as $$
begin
  if new.by_person <> platform.actor() or (new.side = 'unit') <> (new.step = 'answered')
     or (new.side = 'authority' and not inspections.is_authority()) or (new.side = 'unit' and not inspections.is_unit()) then
    raise exception 'each side speaks for itself';
  end if;
  return new;
end
$$;
create trigger guard before insert on inspections.step for each row execute function inspections.guard_step();

do $$
declare t text;
begin
  foreach t in array array['inspection', 'matter', 'step'] loop
    execute format('alter table inspections.%I enable row level security', t);
    execute format('alter table inspections.%I force row level security', t);
    execute format($policy$create policy seen on inspections.%I for select using ((select platform.has_role('system',
      'data-protection-officer', 'head', 'auditor')))$policy$, t);
    execute format('create policy made on inspections.%I for insert with check (true)', t);
  end loop;
end
$$;
create policy changed on inspections.inspection for update using ((select platform.has_role('inspector')));
create policy changed on inspections.matter for update
  using ((select platform.has_role('inspector', 'data-protection-officer', 'head', 'system')));
grant select, insert on inspections.inspection, inspections.matter, inspections.step to openpiu_app;
grant update on inspections.inspection, inspections.matter to openpiu_app;

-- The officer's referral is a document too: sealed by its hash in the ledger.
alter table evidence.document drop constraint document_kind_check, add constraint document_kind_check
  check (kind in ('yearly-report', 'processing-records', 'annex9-pack', 'directive-pack', 'impact-assessment', 'referral'));
