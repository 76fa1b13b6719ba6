-- The life of a rule: versions with their steps and gates, back-tests, what it counts, and alerts that rest on it.
alter table access.role_grant drop constraint role_grant_role_check,
  add constraint role_grant_role_check check (role in ('watch-officer', 'analyst', 'supervisor', 'watchlist-manager',
    'carrier-desk', 'rules-manager', 'legal-adviser', 'data-protection-officer', 'administrator'));

create table criteria.rule (
  rule_id uuid primary key,
  code text not null unique check (code ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'),
  owner text not null check (owner not like 'system:%'),
  created_at timestamptz not null,
  -- Counts every change, so that nobody steps on what another has changed meanwhile.
  revision integer not null default 1
);

-- SHA-256 of a rule's printed text: what is tested, approved and asked.
create function criteria.fingerprint(printed text) returns bytea
  language sql immutable parallel safe
  return sha256(convert_to(printed, 'UTF8'));

-- Whether each field that a rule asks has its necessity stated.
create function criteria.necessity_stated(dossier jsonb, fields text[]) returns boolean
  language sql immutable parallel safe
  return not exists (
    select from unnest(fields) as f
    where not exists (select from jsonb_array_elements(dossier -> 'necessity') as n
                      where n ->> 'field' = f and length(btrim(n ->> 'why')) >= 10));

-- B2 or better on the 4x4 scale, or a second origin that says the same.
create function criteria.evidence_suffices(evidence jsonb) returns boolean
  language sql immutable parallel safe
  return coalesce(evidence ->> 'source' in ('A', 'B') and evidence ->> 'information' in ('1', '2'), false)
      or length(btrim(coalesce(evidence ->> 'corroboration', ''))) >= 10;

create table criteria.version (
  rule_id uuid not null references criteria.rule,
  version integer not null check (version > 0),
  state text not null check (state in ('proposed', 'specified', 'tested', 'bias-tested', 'opinion', 'approved', 'shadow',
    'active', 'suspended', 'retired')),
  outcome text not null check (outcome in ('suspect', 'protect')),
  -- The rule as printed, and its tree; null while none is written.
  text text,
  tree jsonb,
  fields text[] not null default '{}',
  fingerprint bytea generated always as (criteria.fingerprint(text)) stored,
  dossier jsonb not null,
  author text not null check (author not like 'system:%'),
  -- Everyone who wrote on it.
  authors text[] not null check (author = any (authors)),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  tested_by text, tested_at timestamptz, tested_text text, test_id uuid,
  bias_by text, bias_at timestamptz, bias_text text, bias_explanations jsonb,
  assent_by text, assent_at timestamptz, assent_text text,
  opinion text check (opinion in ('positive', 'negative')), opinion_by text, opinion_at timestamptz, opinion_text text,
  -- What each of the two approvers read.
  first_by text, first_at timestamptz, first_text text, first_fingerprint bytea,
  second_by text, second_at timestamptz, second_text text, second_fingerprint bytea,
  shadow_at timestamptz,
  active_at timestamptz,
  reviewed_at timestamptz,
  review_due timestamptz,
  sunset_at timestamptz,
  stopped_at timestamptz, stopped_by text, stopped_reason text, stopped_because jsonb,
  primary key (rule_id, version),
  constraint tester_is_no_author check (not (tested_by = any (authors))),
  constraint assent_is_anothers check (assent_by <> bias_by and not (assent_by = any (authors))),
  constraint opinion_is_anothers check (not (opinion_by = any (authors))),
  constraint approver_is_no_author check (not (first_by = any (authors)) and not (second_by = any (authors))),
  constraint approved_by_two check (first_by <> second_by),
  constraint approved_text check (first_fingerprint = fingerprint and second_fingerprint = fingerprint),
  constraint approved_in_person check (first_by not like 'system:%' and second_by not like 'system:%'),
  constraint specified_in_full check (state in ('proposed', 'retired') or (text is not null and tree is not null
    and jsonb_array_length(dossier -> 'offences') > 0 and jsonb_array_length(dossier -> 'exonerating') > 0
    and criteria.evidence_suffices(dossier -> 'evidence') and criteria.necessity_stated(dossier, fields))),
  constraint tested_before check (state not in ('tested', 'bias-tested', 'opinion', 'approved', 'shadow', 'active', 'suspended')
    or (tested_by is not null and tested_at is not null and test_id is not null)),
  constraint bias_tested_before check (state not in ('bias-tested', 'opinion', 'approved', 'shadow', 'active', 'suspended')
    or (bias_by is not null and assent_by is not null and assent_at is not null)),
  constraint opinion_before check (state not in ('opinion', 'approved', 'shadow', 'active', 'suspended')
    or (opinion = 'positive' and opinion_by is not null and opinion_at is not null)),
  constraint approved_before check (state not in ('approved', 'shadow', 'active', 'suspended')
    or (first_by is not null and second_by is not null and first_at is not null and second_at is not null
        and first_fingerprint is not null and second_fingerprint is not null)),
  -- Active only by steps that are no older than 90 days, with a review due and an end within twelve months of approval.
  constraint active_in_time check (state <> 'active' or coalesce(shadow_at is not null and active_at is not null
    and active_at - tested_at <= interval '90 days' and active_at - assent_at <= interval '90 days'
    and active_at - opinion_at <= interval '90 days' and active_at - second_at <= interval '90 days'
    and review_due <= greatest(active_at, coalesce(reviewed_at, active_at)) + interval '92 days'
    and sunset_at <= second_at + interval '366 days', false)),
  constraint stopped_with_reason check (state not in ('suspended', 'retired') or (stopped_at is not null and stopped_by is not null
    and (length(stopped_reason) >= 3 or stopped_because is not null)))
);
create unique index version_active on criteria.version (rule_id) where state = 'active';
create index version_running on criteria.version (state) where state in ('active', 'shadow');

-- Which state follows which; what was approved is not changed; who signs is who acts.
create function criteria.keep_order() returns trigger
  language plpgsql
  as $$
begin
  if new.state <> old.state and not (
       (old.state, new.state) in (('proposed', 'specified'), ('specified', 'tested'), ('tested', 'bias-tested'),
         ('bias-tested', 'opinion'), ('opinion', 'approved'), ('approved', 'shadow'), ('shadow', 'active'),
         ('active', 'suspended'), ('shadow', 'suspended'), ('suspended', 'active'))
       or (new.state = 'proposed' and old.state in ('specified', 'tested', 'bias-tested', 'opinion'))
       or (new.state = 'retired' and old.state <> 'retired')) then
    raise exception 'a rule does not go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  if old.state in ('approved', 'shadow', 'active', 'suspended', 'retired')
     and (new.text, new.tree, new.dossier, new.fields, new.authors, new.outcome)
       is distinct from (old.text, old.tree, old.dossier, old.fields, old.authors, old.outcome) then
    raise exception 'an approved rule is not changed: a new version is made' using errcode = 'check_violation';
  end if;
  if (new.tested_by is distinct from old.tested_by and new.tested_by <> platform.actor())
     or (new.bias_by is distinct from old.bias_by and new.bias_by <> platform.actor())
     or (new.assent_by is distinct from old.assent_by and new.assent_by <> platform.actor())
     or (new.opinion_by is distinct from old.opinion_by and new.opinion_by <> platform.actor())
     or (new.first_by is distinct from old.first_by and new.first_by <> platform.actor())
     or (new.second_by is distinct from old.second_by and new.second_by <> platform.actor()) then
    raise exception 'a step is signed by who takes it' using errcode = 'check_violation';
  end if;
  -- The text that is active was approved by two who did not write it; who activates it did not write it either.
  if new.state = 'active' and old.state <> 'active' and platform.actor() = any (new.authors) then
    raise exception 'an author does not activate the rule' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger version_order before update on criteria.version for each row execute function criteria.keep_order();

-- A version begins as a proposal: no other state is inserted.
create function criteria.begin_as_proposal() returns trigger
  language plpgsql
  as $$
begin
  if new.state <> 'proposed' or new.author <> platform.actor() or num_nonnulls(new.tested_by, new.bias_by, new.assent_by,
       new.opinion_by, new.first_by, new.second_by, new.shadow_at, new.active_at) > 0 then
    raise exception 'a rule begins as the proposal of who writes it' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger version_begins before insert on criteria.version for each row execute function criteria.begin_as_proposal();

-- What happened to each version, in order; never changed.
create table criteria.step (
  step_id uuid primary key,
  -- Their order, also of steps of one instant.
  place bigint generated always as identity,
  rule_id uuid not null,
  version integer not null,
  step text not null check (step in ('proposed', 'changed', 'specified', 'tested', 'bias-reported', 'bias-assented',
    'opinion-given', 'returned', 'first-approved', 'approved', 'shadow-started', 'activated', 'reviewed', 'suspended',
    'auto-suspended', 'resumed', 'retired')),
  at timestamptz not null,
  actor text not null check (actor = platform.actor()),
  reason text,
  because jsonb,
  fingerprint bytea not null,
  test_id uuid,
  foreign key (rule_id, version) references criteria.version
);
create index step_rule on criteria.step (rule_id, place);

-- Back-tests: figures alone, and the hashes by which a repeat is compared.
create table criteria.back_test (
  test_id uuid primary key,
  rule_id uuid not null,
  version integer not null,
  text text not null,
  tree jsonb not null,
  fingerprint bytea generated always as (criteria.fingerprint(text)) stored,
  from_day date not null,
  until_day date not null check (until_day >= from_day),
  repeats uuid references criteria.back_test,
  state text not null check (state in ('running', 'done', 'failed')),
  asked_by text not null,
  asked_at timestamptz not null,
  ended_at timestamptz,
  dataset bytea,
  hits bytea,
  result jsonb,
  failure jsonb,
  foreign key (rule_id, version) references criteria.version,
  check ((state = 'done') = (result is not null and dataset is not null and hits is not null))
);
create index back_test_rule on criteria.back_test (rule_id, asked_at desc);
create function criteria.keep_result() returns trigger
  language plpgsql
  as $$
begin
  if old.state <> 'running' then
    raise exception 'what a back-test has found is not changed' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger back_test_kept before update on criteria.back_test for each row execute function criteria.keep_result();

-- How many of a flight a version was asked of and how many it matched, as of the last push: no persons in it.
create table criteria.flight_count (
  rule_id uuid not null,
  version integer not null,
  flight_date date not null,
  flight_id uuid not null,
  shadow boolean not null,
  evaluated integer not null,
  matches integer not null,
  at timestamptz not null,
  primary key (rule_id, version, shadow, flight_date, flight_id)
);

-- How a person judged a match of a version: no persons in it.
create table criteria.review (
  alert_id uuid primary key,
  rule_id uuid not null,
  version integer not null,
  outcome text not null check (outcome in ('no-match', 'confirmed', 'cannot-tell')),
  at timestamptz not null
);
create index review_rule on criteria.review (rule_id, version);

grant select, insert, update on criteria.rule, criteria.version, criteria.back_test to openpiu_app;
grant select, insert on criteria.step, criteria.review to openpiu_app;
grant select, insert, update, delete on criteria.flight_count to openpiu_app;

do $$
declare t text;
begin
  foreach t in array array['rule', 'version', 'step', 'back_test', 'flight_count', 'review'] loop
    execute format('alter table criteria.%I enable row level security', t);
    execute format('alter table criteria.%I force row level security', t);
    execute format($policy$create policy seen on criteria.%I for select using ((select platform.has_role('system', 'analyst',
      'supervisor', 'rules-manager', 'legal-adviser', 'data-protection-officer')))$policy$, t);
  end loop;
  foreach t in array array['rule', 'version', 'step', 'back_test', 'flight_count'] loop
    execute format($policy$create policy worked on criteria.%I for all using ((select platform.has_role('system', 'analyst',
      'supervisor', 'rules-manager', 'legal-adviser', 'data-protection-officer')))$policy$, t);
  end loop;
end
$$;
-- Whoever decides an alert leaves the outcome to the figures of the rule.
create policy decided on criteria.review for insert
  with check ((select platform.has_role('watch-officer', 'analyst', 'supervisor')));

-- Alerts that rest on a rule, beside those on listed persons: everything the review needs is frozen with them.
create table cases.criterion_alert (
  alert_id uuid primary key,
  flight_date date not null,
  flight_id uuid not null,
  person_id uuid not null,
  flight_designator text not null,
  flight_origin text not null,
  flight_destination text not null,
  flight_direction text not null,
  -- Surname, given name, birth date, sex and nationality as the review sees them.
  traveller jsonb not null,
  rule_id uuid not null,
  rule_version integer not null,
  rule_code text not null,
  rule_title text not null,
  rule_authors text[] not null,
  outcome text not null check (outcome in ('suspect', 'protect')),
  fingerprint text not null,
  points integer not null,
  match_at integer not null,
  evidence jsonb not null,
  exonerating text[] not null,
  per_10000 double precision,
  still_matches boolean not null default true,
  state text not null check (state in ('open', 'no-match', 'confirmed', 'cannot-tell', 'withdrawn')),
  due_at timestamptz,
  raised_at timestamptz not null,
  assigned_to text,
  assigned_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_reason text check (withdrawn_reason in ('withdrawn', 'not-boarded', 'flight-cancelled', 'rule-stopped')),
  version integer not null default 1,
  case_id uuid references cases.case,
  decided_by text check (decided_by not like 'system:%'),
  decided_at timestamptz,
  reason_code text,
  reason text,
  -- Each innocent explanation, and what the reviewer found of it.
  checks jsonb,
  check ((state = 'withdrawn') = (withdrawn_reason is not null)),
  -- No match is anything without a person's review, and never that of who wrote the rule (R03).
  check (state in ('open', 'withdrawn') or (decided_by is not null and decided_at is not null and length(reason) >= 3
    and not (decided_by = any (rule_authors)) and jsonb_array_length(checks) >= cardinality(exonerating))),
  check (case_id is null or state = 'confirmed')
);
create unique index criterion_alert_once on cases.criterion_alert (flight_id, person_id, rule_id) where state = 'open';
create index criterion_alert_queue on cases.criterion_alert (due_at, points desc, alert_id) where state = 'open';
create index criterion_alert_flight on cases.criterion_alert (flight_date, flight_id);
create index criterion_alert_rule on cases.criterion_alert (rule_id, rule_version, raised_at desc);
create index criterion_alert_raised on cases.criterion_alert (raised_at desc);
create index criterion_alert_case on cases.criterion_alert (case_id) where case_id is not null;
grant select, insert, update, delete on cases.criterion_alert to openpiu_app;
alter table cases.criterion_alert enable row level security;
alter table cases.criterion_alert force row level security;
create policy seen on cases.criterion_alert for select using ((select platform.has_role('system', 'watch-officer', 'analyst',
  'supervisor', 'data-protection-officer')));
create policy worked on cases.criterion_alert for all using ((select platform.has_role('system', 'watch-officer', 'analyst',
  'supervisor')));
create policy forgotten on cases.criterion_alert as restrictive for delete using ((select platform.has_role('system')));
