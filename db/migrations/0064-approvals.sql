-- Approvals by somebody outside the unit (Directive (EU) 2016/681 Art. 12(3); CJEU C-817/19, 222 to 227 and 237 to 247).
create schema approvals;
grant usage on schema approvals to openpiu_app;

create table approvals.request (
  request_id uuid primary key,
  kind text not null check (kind in ('unmask', 'disclosure', 'urgent-disclosure')),
  -- The one thing asked about, as the slice that asks names it ("person:<key>", "request:<id>").
  item text not null check (item ~ '^[a-z-]+:.+$'),
  state text not null check (state in ('asked', 'waiting', 'approved', 'refused', 'withdrawn', 'not-endorsed')),
  urgent boolean not null,
  asked_by text not null,
  -- The organisation that asks: it approves nothing of its own.
  asked_body text not null check (asked_body <> 'approver'),
  asked_at timestamptz not null,
  -- Purpose, offence, grounds and the other fields of roles.md 5.2.
  form jsonb not null,
  elements text[] not null check (cardinality(elements) > 0),
  hours integer not null check (hours between 1 and 72),
  -- What the approver sees of the record: as masked, frozen when it was asked.
  masked jsonb not null,
  -- The rows of the vault it is about: no others can be granted.
  subjects jsonb not null,
  -- SHA-256 over all of the above: a decision names it, so what was decided is what was read.
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  endorsed_by text,
  endorsed_at timestamptz,
  endorsement text,
  -- When the approver's time is over; nothing is approved by it.
  due_at timestamptz,
  reminded_at timestamptz,
  check (endorsed_by is null or endorsed_by <> asked_by),
  check (state in ('asked', 'withdrawn') or endorsed_by is not null),
  check (state in ('asked', 'withdrawn', 'not-endorsed') or due_at is not null)
);
create index request_state on approvals.request (state, asked_at desc);
create index request_asker on approvals.request (asked_by, asked_at desc);
create index request_item on approvals.request (item);

create table approvals.message (
  message_id uuid primary key,
  request_id uuid not null references approvals.request,
  at timestamptz not null,
  by_person text not null,
  side text not null check (side in ('approver', 'requester')),
  body text not null check (length(body) between 1 and 4000)
);
create index message_request on approvals.message (request_id, at);

create table approvals.decision (
  request_id uuid primary key references approvals.request,
  decided_by text not null,
  decided_at timestamptz not null,
  approved boolean not null,
  reasons text not null check (length(reasons) >= 10),
  -- Under which the court or body keeps it.
  reference text not null,
  fingerprint text not null,
  elements text[] not null,
  until_at timestamptz,
  check (approved = (until_at is not null)),
  check (until_at is null or (until_at > decided_at and until_at <= decided_at + interval '72 hours'))
);

-- The data protection officer is told in the transaction of the decision, and reviews it afterwards.
create table approvals.review (
  request_id uuid primary key references approvals.decision,
  told_at timestamptz not null,
  due_at timestamptz not null check (due_at > told_at and due_at <= told_at + interval '30 days'),
  reviewed_by text,
  reviewed_at timestamptz,
  outcome text check (outcome in ('lawful', 'not-lawful')),
  opinion text,
  reported_at timestamptz,
  check ((outcome is null) = (reviewed_by is null) and (outcome is null) = (reviewed_at is null)),
  -- What was not lawful goes to the supervisory authority.
  check ((outcome is not distinct from 'not-lawful') = (reported_at is not null))
);

create table approvals.approval_grant (
  grant_id uuid primary key,
  request_id uuid not null unique references approvals.decision,
  kind text not null,
  item text not null,
  -- Who may use it; null: the unit, once (a disclosure).
  person_id text,
  elements text[] not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  used_at timestamptz,
  closed_at timestamptz,
  -- No unmasking without the officer's task: without it this transaction cannot be committed.
  officer_task uuid references approvals.review deferrable initially deferred,
  check (kind <> 'unmask' or (officer_task = request_id and person_id is not null))
);

create table approvals.grant_subject (
  grant_id uuid not null references approvals.approval_grant,
  flight_date date not null,
  flight_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  primary key (flight_date, flight_id, subject_kind, subject_id, grant_id)
);

create table approvals.view (
  view_id uuid primary key,
  grant_id uuid not null references approvals.approval_grant,
  at timestamptz not null,
  by_person text not null
);
create index view_grant on approvals.view (grant_id, at);

-- What was asked never changes; each step is taken once and in order.
create function approvals.keep_request() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if (new.request_id, new.kind, new.item, new.urgent, new.asked_by, new.asked_body, new.asked_at, new.form, new.elements, new.hours,
      new.masked, new.subjects, new.fingerprint)
     is distinct from
     (old.request_id, old.kind, old.item, old.urgent, old.asked_by, old.asked_body, old.asked_at, old.form, old.elements, old.hours,
      old.masked, old.subjects, old.fingerprint) then
    raise exception 'what was asked for approval cannot be altered' using errcode = 'check_violation';
  end if;
  if old.endorsed_by is not null
     and (new.endorsed_by, new.endorsed_at, new.endorsement) is distinct from (old.endorsed_by, old.endorsed_at, old.endorsement) then
    raise exception 'an endorsement is given once' using errcode = 'check_violation';
  end if;
  if new.state <> old.state and not (old.state, new.state) in
     (('asked', 'waiting'), ('asked', 'not-endorsed'), ('asked', 'withdrawn'),
      ('waiting', 'approved'), ('waiting', 'refused'), ('waiting', 'withdrawn')) then
    raise exception 'a request does not go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  if new.state <> old.state and new.state in ('approved', 'refused')
     and not exists (select from approvals.decision d
                     where d.request_id = new.request_id and d.approved = (new.state = 'approved')) then
    raise exception 'only a decision of the approver approves or refuses' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger keep_request before update on approvals.request for each row execute function approvals.keep_request();

-- CJEU C-817/19, 245: the unit is no approver. Who decides has an account of the approver's organisation and no other role,
-- took no part in the request, and decides on exactly what was asked.
create function approvals.guard_decision() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  asked approvals.request;
begin
  select * into strict asked from approvals.request r where r.request_id = new.request_id for update;
  if new.decided_by is distinct from platform.actor() or platform.tenant() <> 'approver' then
    raise exception 'the approver decides in person' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from access.person p
                 where p.person_id::text = new.decided_by and p.tenant = 'approver' and p.disabled_at is null)
     or not exists (select from access.role_grant g where g.person_id::text = new.decided_by and g.role = 'approver')
     or exists (select from access.role_grant g where g.person_id::text = new.decided_by and g.role <> 'approver') then
    raise exception 'who decides belongs to the approver''s organisation and to no other' using errcode = 'insufficient_privilege';
  end if;
  if new.decided_by in (asked.asked_by, asked.endorsed_by) or asked.asked_body = 'approver' then
    raise exception 'nobody approves what they asked for' using errcode = 'insufficient_privilege';
  end if;
  if asked.state <> 'waiting' then
    raise exception 'this request does not wait for a decision' using errcode = 'check_violation';
  end if;
  if new.fingerprint <> asked.fingerprint or not new.elements <@ asked.elements
     or new.until_at > new.decided_at + make_interval(hours => asked.hours) then
    raise exception 'a decision is about what was asked and grants no more' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard_decision before insert on approvals.decision for each row execute function approvals.guard_decision();

-- A grant follows a decision to the letter.
create function approvals.guard_grant() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if tg_op = 'INSERT' then
    if not exists (
      select from approvals.decision d join approvals.request r using (request_id)
      where d.request_id = new.request_id and d.approved and r.kind = new.kind and r.item = new.item
        and new.elements <@ d.elements and new.until_at <= d.until_at and new.from_at >= d.decided_at
        and new.person_id is not distinct from case when r.kind = 'unmask' then r.asked_by end) then
      raise exception 'a grant follows a decision to the letter' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if (new.grant_id, new.request_id, new.kind, new.item, new.person_id, new.elements, new.from_at, new.officer_task)
     is distinct from
     (old.grant_id, old.request_id, old.kind, old.item, old.person_id, old.elements, old.from_at, old.officer_task)
     or new.until_at <> old.until_at
     or (old.used_at is not null and new.used_at is distinct from old.used_at)
     or (old.closed_at is not null and new.closed_at is distinct from old.closed_at) then
    raise exception 'a grant is only used or closed, once' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard_grant before insert or update on approvals.approval_grant
  for each row execute function approvals.guard_grant();

-- Only rows that the request named, and only when the grant is made.
create function approvals.guard_subject() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (
    select from approvals.approval_grant g join approvals.request r using (request_id)
    cross join lateral jsonb_to_recordset(r.subjects) as s ("kind" text, "flightDate" date, "flightId" uuid, "id" uuid)
    where g.grant_id = new.grant_id and s."kind" = new.subject_kind and s."flightDate" = new.flight_date
      and s."flightId" = new.flight_id and s."id" = new.subject_id) then
    raise exception 'a grant is for the record that was asked about' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard_subject before insert on approvals.grant_subject for each row execute function approvals.guard_subject();

-- A review is written once.
create function approvals.keep_review() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if old.outcome is not null or (new.request_id, new.told_at, new.due_at) is distinct from (old.request_id, old.told_at, old.due_at)
  then
    raise exception 'a review is written once' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger keep_review before update on approvals.review for each row execute function approvals.keep_review();

grant select, insert, update on approvals.request, approvals.approval_grant, approvals.review to openpiu_app;
grant select, insert on approvals.message, approvals.decision, approvals.grant_subject, approvals.view to openpiu_app;

-- Who sees a request: who asked, those of the unit who endorse or oversee, and the approver once it was endorsed.
create function approvals.may_see(asker text, in_state text) returns boolean
  language sql stable parallel safe
  as $$ select platform.has_role('system')
            or (platform.tenant() <> 'approver'
                and (asker = platform.actor()
                     or platform.has_role('supervisor', 'legal-adviser', 'data-protection-officer', 'auditor')))
            or (platform.tenant() = 'approver' and platform.has_role('approver') and in_state not in ('asked', 'not-endorsed')) $$;

alter table approvals.request enable row level security;
alter table approvals.message enable row level security;
alter table approvals.decision enable row level security;
alter table approvals.review enable row level security;
alter table approvals.approval_grant enable row level security;
alter table approvals.grant_subject enable row level security;
alter table approvals.view enable row level security;
create policy seen on approvals.request for select using (approvals.may_see(asked_by, state));
create policy asked on approvals.request for insert with check (asked_by = platform.actor() and asked_body = platform.tenant()
  or (select platform.has_role('system')));
create policy goes_on on approvals.request for update using (approvals.may_see(asked_by, state)) with check (true);
create policy seen on approvals.message for select
  using (exists (select from approvals.request r where r.request_id = message.request_id));
create policy said on approvals.message for insert
  with check (by_person = platform.actor() and (side = 'approver') = (platform.tenant() = 'approver')
              and exists (select from approvals.request r where r.request_id = message.request_id));
create policy seen on approvals.decision for select
  using (exists (select from approvals.request r where r.request_id = decision.request_id));
create policy decided on approvals.decision for insert with check (platform.tenant() = 'approver');
create policy seen on approvals.review for select
  using (exists (select from approvals.request r where r.request_id = review.request_id));
create policy told on approvals.review for insert with check (platform.tenant() = 'approver');
create policy reviewed on approvals.review for update
  using ((select platform.has_role('data-protection-officer') and platform.tenant() = 'piu'))
  with check (reviewed_by = platform.actor());
create policy seen on approvals.approval_grant for select
  using (exists (select from approvals.request r where r.request_id = approval_grant.request_id));
create policy granted on approvals.approval_grant for insert with check (platform.tenant() = 'approver');
create policy used on approvals.approval_grant for update
  using (platform.tenant() <> 'approver' and (person_id is null or person_id = platform.actor())) with check (true);
create policy seen on approvals.grant_subject for select
  using (exists (select from approvals.approval_grant g where g.grant_id = grant_subject.grant_id));
create policy granted on approvals.grant_subject for insert with check (platform.tenant() = 'approver');
create policy seen on approvals.view for select
  using (exists (select from approvals.approval_grant g where g.grant_id = view.grant_id));
create policy viewed on approvals.view for insert with check (by_person = platform.actor());

-- A row of the vault is shown to the one person a grant names, while its time runs, by the server's clock.
create function approvals.granted(on_date date, of_flight uuid, of_kind text, of_subject uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select exists (
          select from approvals.grant_subject s join approvals.approval_grant g using (grant_id)
          where s.flight_date = on_date and s.flight_id = of_flight and s.subject_kind = of_kind and s.subject_id = of_subject
            and g.kind = 'unmask' and g.person_id = platform.actor() and g.closed_at is null
            and g.from_at <= platform.at() and platform.at() < g.until_at) $$;
create policy granted_sees on retention.vault for select
  using ((select platform.has_purpose()) and approvals.granted(flight_date, flight_id, subject_kind, subject_id));
