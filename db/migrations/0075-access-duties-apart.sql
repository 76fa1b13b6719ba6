-- Separation of duties (roles.md section 3) as invariants of the database: which roles nobody holds together, which acts nobody
-- does on one thing; every act with a second person notes who took which part in it, and a part that is another's is refused.
set local lock_timeout = '20s';

-- "roles": no account holds both (hard). "acts": nobody does both on the same thing.
create table access.duty_pair (
  one text not null,
  other text not null,
  apart text not null check (apart in ('roles', 'acts')),
  primary key (one, other),
  check (one < other)
);
insert into access.duty_pair
  select least(a, b), greatest(a, b), 'acts' from (values
    ('watch-officer', 'analyst'), ('watch-officer', 'rules-manager'), ('watch-officer', 'watchlist-manager'),
    ('watch-officer', 'supervisor'), ('analyst', 'rules-manager'), ('analyst', 'watchlist-manager'), ('analyst', 'supervisor'),
    ('rules-manager', 'watchlist-manager'), ('rules-manager', 'supervisor'), ('rules-manager', 'legal-adviser'),
    ('watchlist-manager', 'supervisor'), ('watchlist-manager', 'legal-adviser'), ('supervisor', 'legal-adviser')) as pair (a, b);
-- Who oversees, administers or stands outside holds no other role at all (R06, R09, R10, R11, R14, R15).
insert into access.duty_pair
  select distinct least(a, b), greatest(a, b), 'roles'
  from unnest(array['data-protection-officer', 'administrator', 'auditor', 'approver', 'inspector', 'liaison']) a,
    unnest(array['watch-officer', 'analyst', 'supervisor', 'watchlist-manager', 'carrier-desk', 'rules-manager', 'legal-adviser',
      'data-protection-officer', 'administrator', 'protection-reviewer', 'head', 'auditor', 'approver', 'inspector', 'liaison']) b
  where a <> b;
grant select on access.duty_pair to openpiu_app;

-- Roles that one account does not hold together, whoever writes; and each role in its own organisation (CJEU817-OP4).
create function access.keep_roles_apart() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  organisation text;
  against text;
begin
  -- Two grants to one account at once count one after the other.
  select tenant into organisation from access.person where person_id = new.person_id for no key update;
  if not (case new.role when 'approver' then organisation = 'approver' when 'inspector' then organisation = 'authority'
      when 'liaison' then organisation like 'agency:%' else organisation = 'piu' end) then
    raise exception 'the role % is none for an account of %', new.role, organisation using errcode = '42501';
  end if;
  select g.role into against from access.role_grant g join access.duty_pair p
      on p.apart = 'roles' and p.one = least(g.role, new.role) and p.other = greatest(g.role, new.role)
    where g.person_id = new.person_id and g.role <> new.role limit 1;
  if found then
    raise exception 'the roles % and % are not held together', against, new.role using errcode = '42501';
  end if;
  return null;
end
$$;
create constraint trigger keep_roles_apart after insert or update on access.role_grant
  for each row execute function access.keep_roles_apart();

-- Who took which part in what: "analyst" where somebody did the work of that card, whatever roles they hold beside.
create table access.part (
  item_kind text not null,
  item_id text not null,
  person_id text not null,
  duty text not null,
  taken_at timestamptz not null,
  primary key (item_kind, item_id, person_id, duty)
);
create index part_person on access.part (person_id, taken_at desc);
alter table access.part enable row level security;
alter table access.part force row level security;
create policy seen on access.part for select
  using (person_id = platform.actor() or (select platform.has_role('system', 'supervisor', 'head', 'administrator', 'auditor',
    'data-protection-officer')));
-- Written by the triggers below (as the owner of the table) and by nobody else; parts of what is long over are forgotten.
create policy noted on access.part for insert to public with check (current_user <> 'openpiu_app');
create policy forgotten on access.part for delete using ((select platform.has_role('system')));
grant select, delete on access.part to openpiu_app;

-- Notes a part, or refuses it: the state DUTY1 is told as a refusal.
create function access.take_part(kind text, item text, person text, wanted text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  taken text;
begin
  -- Two acts of one person on one thing count one after the other.
  perform pg_advisory_xact_lock(hashtextextended('part ' || kind || ' ' || item || ' ' || person, 0));
  perform set_config('openpiu.roles', 'system', true);
  select p.duty into taken from access.part p join access.duty_pair d
      on d.one = least(p.duty, wanted) and d.other = greatest(p.duty, wanted)
    where p.item_kind = kind and p.item_id = item and p.person_id = person limit 1;
  if taken is null then
    insert into access.part values (kind, item, person, wanted,
        coalesce(nullif(current_setting('openpiu.at', true), '')::timestamptz, now())) on conflict do nothing;
  end if;
  perform set_config('openpiu.roles', roles, true);
  if taken is not null then
    raise exception 'duties apart: % on this % was done by the same person as %', wanted, kind, taken using errcode = 'DUTY1';
  end if;
end
$$;
revoke all on function access.take_part(text, text, text, text) from public;

-- Arguments: kind of thing, its column, then "column=duty" each; "column[]=duty" for several persons; "column=duty|duty" takes
-- the first that who acts holds.
create function access.note_parts() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  held text[] := string_to_array(coalesce(current_setting('openpiu.roles', true), ''), ',');
  after jsonb := to_jsonb(new);
  before jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}' end;
  field text;
  duties text[];
  duty text;
  person text;
begin
  for i in 2 .. tg_nargs - 1 loop
    field := replace(split_part(tg_argv[i], '=', 1), '[]', '');
    duties := string_to_array(split_part(tg_argv[i], '=', 2), '|');
    select d into duty from unnest(duties) with ordinality as u (d, n)
      order by d = any (held) desc, n limit 1;
    for person in
      select value from jsonb_array_elements_text(case when jsonb_typeof(after -> field) = 'array' then after -> field
        else jsonb_build_array(after -> field) end) as value
      where value is not null and value not like 'system:%'
        and not case when jsonb_typeof(before -> field) = 'array' then before -> field ? value
          else coalesce(before ->> field = value, false) end
    loop
      perform access.take_part(tg_argv[0], after ->> tg_argv[1], person, duty);
    end loop;
  end loop;
  return null;
end
$$;

-- The points of two persons that stand (roles.md section 4): each thing with its parts.
create trigger parts after insert or update on cases.directive for each row
  execute function access.note_parts('directive', 'directive_id', 'proposed_by=watch-officer', 'released_by=supervisor');
create trigger parts after insert on watchlists.proposal for each row
  execute function access.note_parts('proposal', 'proposal_id', 'proposed_by=watchlist-manager');
create trigger parts_decided after insert or update on watchlists.proposal for each row
  when (new.act <> 'remove' and new.state in ('approved', 'refused'))
  execute function access.note_parts('proposal', 'proposal_id', 'decided_by=supervisor');
-- Who made an entry reviews no match on it (R04).
create trigger parts_entry after insert or update on watchlists.proposal for each row
  when (new.act <> 'remove' and new.state = 'approved')
  execute function access.note_parts('entry', 'entry_id', 'proposed_by=watchlist-manager');
create function access.note_review() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  entry text;
begin
  perform set_config('openpiu.roles', 'system', true);
  select a.entry_id into entry from cases.alert a where a.alert_id = new.alert_id;
  perform set_config('openpiu.roles', roles, true);
  if entry is not null and new.decided_by not like 'system:%' then
    perform access.take_part('entry', entry, new.decided_by, case when 'watch-officer' = any (string_to_array(roles, ','))
      and not string_to_array(roles, ',') && array['analyst', 'supervisor', 'protection-reviewer'] then 'watch-officer' else 'analyst' end);
  end if;
  return null;
end
$$;
create trigger parts after insert on cases.decision for each row execute function access.note_review();
create trigger parts after insert or update on watchlists.thresholds for each row when (new.state <> 'withdrawn')
  execute function access.note_parts('thresholds', 'version', 'proposed_by=watchlist-manager', 'decided_by=supervisor');
create trigger parts after insert or update on criteria.version for each row
  execute function access.note_parts('rule', 'rule_id', 'authors[]=rules-manager', 'assent_by=legal-adviser|data-protection-officer',
    'first_by=supervisor|legal-adviser', 'second_by=supervisor|legal-adviser');
create trigger parts after insert or update on cases.criterion_alert for each row
  when (new.decided_by is not null)
  execute function access.note_parts('rule-alert', 'alert_id', 'rule_authors[]=rules-manager', 'decided_by=analyst|watch-officer');
create trigger parts after insert or update on screening.model for each row when (new.state <> 'withdrawn')
  execute function access.note_parts('model', 'version', 'proposed_by=rules-manager', 'decided_by=supervisor');
create trigger parts after insert or update on cases.cleared_pair for each row
  execute function access.note_parts('clearing', 'clearing_id', 'cleared_by=analyst', 'approved_by=supervisor');
create trigger parts after insert or update on intake.push_request for each row
  execute function access.note_parts('push-request', 'request_id', 'asked_by=watch-officer', 'decided_by=supervisor');
create trigger parts after insert or update on disclosures.request for each row
  execute function access.note_parts('request', 'request_id', 'legal_by=legal-adviser', 'approved_by=supervisor',
    'checked_by=supervisor', 'urgency_by=watch-officer|analyst', 'urgency_confirmed_by=supervisor');
create trigger parts after insert on disclosures.search for each row
  execute function access.note_parts('request', 'request_id', 'searched_by=analyst');
create trigger parts after insert on disclosures.review for each row when (new.request_id is not null)
  execute function access.note_parts('request', 'request_id', 'decided_by=analyst|watch-officer');
create trigger parts after insert or update on disclosures.package for each row
  execute function access.note_parts('package', 'package_id', 'drafted_by=analyst', 'reviewed_by=analyst', 'second_by=supervisor');
create trigger parts after insert or update on approvals.request for each row
  execute function access.note_parts('approval', 'request_id', 'asked_by=analyst', 'endorsed_by=supervisor');
create trigger parts after insert or update on retention.link for each row
  execute function access.note_parts('link', 'link_id', 'proposed_by=analyst', 'decided_by=supervisor');

-- What is to be known before a request for roles is carried out: pairs of acts that are kept apart on one thing.
alter table access.account_request add column flags text[] not null default '{}';
