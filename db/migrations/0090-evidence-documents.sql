-- Documents the unit makes of itself (processing records, compliance packs, yearly reports, impact assessments) and the
-- impact assessment's own life. No passenger data: figures, settings and names of bodies only.
create table evidence.document (
  document_id uuid primary key,
  kind text not null check (kind in ('yearly-report', 'processing-records', 'annex9-pack', 'directive-pack', 'impact-assessment')),
  -- What it is about beside its kind: a year, the number of an assessment; '' else.
  about text not null,
  made_at timestamptz not null,
  made_by text not null check (made_by not like 'system:%'),
  -- Canonical JSON (RFC 8785), byte for byte what the hash in the ledger is of.
  content text not null,
  sha256 bytea not null check (sha256 = sha256(convert_to(content, 'UTF8')))
);
create index document_recent on evidence.document (made_at desc);
alter table evidence.document enable row level security;
alter table evidence.document force row level security;
create policy seen on evidence.document for select
  using ((select platform.has_role('system', 'data-protection-officer', 'auditor', 'head', 'legal-adviser')));
create policy made on evidence.document for insert
  with check ((select platform.has_role('data-protection-officer', 'auditor'))
    and made_by = (select platform.actor()));
-- What was made stays as it was made: there is no grant to change or delete it.
grant select, insert on evidence.document to openpiu_app;

-- The assessment of the processing's impact on people (LED-27, LED-28): prepared by one, signed by the officer, who is another.
create table evidence.assessment (
  number integer primary key check (number >= 1),
  state text not null check (state in ('prepared', 'signed', 'sent-back')),
  -- Why the processing is necessary and proportionate, in the unit's own words.
  necessity text not null check (length(necessity) between 50 and 20000),
  -- Risks by code with what is left of each and what more is done.
  risks jsonb not null,
  -- The figures and facts as they stood when it was prepared.
  facts jsonb not null,
  prepared_by text not null check (prepared_by not like 'system:%'),
  prepared_at timestamptz not null,
  opinion text,
  decided_by text check (decided_by not like 'system:%' and decided_by <> prepared_by),
  decided_at timestamptz,
  -- High risk that is left goes before the supervisory authority first (LED-28): asked when, answer due when, what it said.
  consultation text not null default 'not-needed' check (consultation in ('not-needed', 'asked', 'answered')),
  consulted_at timestamptz,
  answer_due timestamptz,
  answer text,
  answered_at timestamptz,
  -- From when it is looked at again.
  review_on date,
  check ((state = 'prepared') = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (opinion is null)),
  check ((state = 'signed') = (review_on is not null)),
  check ((consultation = 'not-needed') = (consulted_at is null) and (consulted_at is null) = (answer_due is null)),
  check ((consultation = 'answered') = (answered_at is not null) and (answer is null) = (answered_at is null)),
  -- With a high risk left nothing is signed before the authority has answered.
  check (state <> 'signed' or consultation <> 'asked')
);
create unique index assessment_waiting on evidence.assessment (state) where state = 'prepared';

create function evidence.guard_assessment() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'prepared' or new.consultation <> 'not-needed' then
      raise exception 'an assessment begins as prepared';
    end if;
    if not platform.has_role('legal-adviser', 'head') or new.prepared_by <> platform.actor() then
      raise exception 'an assessment is prepared by the legal adviser or the head, in their own name';
    end if;
    return new;
  end if;
  if (old.number, old.necessity, old.risks, old.facts, old.prepared_by, old.prepared_at)
     is distinct from (new.number, new.necessity, new.risks, new.facts, new.prepared_by, new.prepared_at) or old.state <> 'prepared' then
    raise exception 'an assessment that was prepared is not changed, and one that was decided stays';
  end if;
  if new.state <> 'prepared' and (not platform.has_role('data-protection-officer') or platform.has_role('inspector')
     or new.decided_by <> platform.actor()) then
    raise exception 'an assessment is signed by the data protection officer, in their own name';
  end if;
  if new.consultation = 'answered' and old.consultation = 'asked' and not platform.has_role('inspector') then
    raise exception 'the supervisory authority answers by itself';
  end if;
  if new.state = 'signed' and new.consultation = 'not-needed'
     and jsonb_path_exists(new.risks, '$[*] ? (@.left == "high")') then
    raise exception 'a high risk that is left goes before the supervisory authority first';
  end if;
  return new;
end
$$;
create trigger guard before insert or update on evidence.assessment
  for each row execute function evidence.guard_assessment();
alter table evidence.assessment enable row level security;
alter table evidence.assessment force row level security;
create policy seen on evidence.assessment for select
  using ((select platform.has_role('system', 'data-protection-officer', 'auditor', 'head', 'legal-adviser')));
create policy made on evidence.assessment for insert with check (true);
create policy changed on evidence.assessment for update
  using ((select platform.has_role('data-protection-officer', 'inspector')));
grant select, insert, update on evidence.assessment to openpiu_app;
