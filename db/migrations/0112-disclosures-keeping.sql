-- Requests and what was told on them: whom they name lies sealed, and all of it goes when its time is over, for readers at
-- that very instant (LED-5, LED-29.2, PNRD-12.1, CoE108-5).
set local lock_timeout = '20s';

-- How long they are kept after their end, as the legal profile in force says (retention.disclosure).
create table disclosures.keeping (
  one boolean primary key default true check (one),
  period interval not null check (period > interval '0' and period <= interval '5 years')
);
insert into disclosures.keeping (period) values (interval '6 months');
grant select, update on disclosures.keeping to openpiu_app;
alter table disclosures.keeping enable row level security;
alter table disclosures.keeping force row level security;
create policy seen on disclosures.keeping for select using (true);
create policy worked on disclosures.keeping for update using (platform.has_role('system'));

-- The first instant at which what ended then is read by nobody: 00:00:00 UTC of its due day, as for every period of the law.
create function disclosures.until(ended timestamptz) returns timestamptz
  language sql stable
  as $$ select (date_trunc('day', ended at time zone 'UTC') + (select k.period from disclosures.keeping k)) at time zone 'UTC' $$;

-- The form of a request: elements, protection and the State of origin stay readable by SQL; everything that may name a person
-- is in the sealed form. The marks tell, under a key of the installation, whether two forms say the same.
alter table disclosures.request
  add column sealed_form bytea,
  add column form_mark bytea,
  add column subjects_mark bytea,
  add column expires_at timestamptz;
-- Rows of before are sealed by the first start (system:disclosures); nothing is written in clear any more.
alter table disclosures.request add constraint request_sealed check (sealed_form is not null and form_mark is not null
  and subjects_mark is not null and fields - array['elements', 'protection', 'origin'] = '{}'::jsonb) not valid;
create index request_unsealed on disclosures.request (request_id) where sealed_form is null;
create index request_subjects on disclosures.request (authority_id, subjects_mark);

alter table disclosures.package add column expires_at timestamptz;
alter table disclosures.review add column expires_at timestamptz;
alter table disclosures.recall add column expires_at timestamptz;

create or replace function disclosures.guard_request() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  allowed text[];
  acting text := current_setting('openpiu.actor', true);
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'a request begins as a draft' using errcode = 'check_violation';
    end if;
    if new.approval <> 'none' then
      raise exception 'a request begins without an approval' using errcode = 'check_violation';
    end if;
    insert into disclosures.request_step values (new.request_id, 1, null, new.state, acting, new.step_role, new.step_reason,
      new.step_profile, new.step_at);
    return new;
  end if;
  if (new.type, new.direction, new.authority_id, new.tenant, new.reference, new.created_by) is distinct from
     (old.type, old.direction, old.authority_id, old.tenant, old.reference, old.created_by)
     -- What was asked is known by its mark; sealed anew after a rotation, and sealed at all where it was in clear before.
     or (old.state not in ('draft', 'incomplete') and old.sealed_form is not null
       and (new.fields, new.form_mark, new.subjects_mark) is distinct from (old.fields, old.form_mark, old.subjects_mark))
     or (old.state not in ('draft', 'incomplete') and new.sealed_form is distinct from old.sealed_form
       and not platform.has_role('system')) then
    raise exception 'what was asked is not changed' using errcode = 'check_violation';
  end if;
  if new.legal_by is distinct from old.legal_by and not (new.legal_by = acting and platform.has_role('legal-adviser'))
     or new.approved_by is distinct from old.approved_by and not (new.approved_by = acting and platform.has_role('supervisor'))
     or new.checked_by is distinct from old.checked_by and not (new.checked_by = acting and platform.has_role('supervisor'))
     or new.urgency_confirmed_by is distinct from old.urgency_confirmed_by
        and not (new.urgency_confirmed_by = acting and platform.has_role('supervisor')) then
    raise exception 'nobody checks in the name of another' using errcode = 'check_violation';
  end if;
  -- What the body outside decided is what stands with it, about this request and no other.
  if (new.approval, new.approval_id) is distinct from (old.approval, old.approval_id) and new.approval <> 'none'
     and not exists (select from approvals.request a left join approvals.decision d using (request_id)
       where a.request_id = new.approval_id and a.item = 'request:' || new.request_id
         and case new.approval when 'approved' then d.approved when 'refused' then a.state in ('refused', 'not-endorsed') else true end) then
    raise exception 'the body outside has decided nothing of the kind' using errcode = 'check_violation';
  end if;
  if new.state = old.state then return new; end if;
  select roles into allowed from disclosures.transition where from_state = old.state and to_state = new.state;
  if allowed is null then
    raise exception 'a request does not go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  if not platform.has_role(variadic allowed) then
    raise exception 'a request goes from % to % by others', old.state, new.state using errcode = 'check_violation';
  end if;
  if new.state in ('approved', 'searching') and (new.legal_by is null or not new.lawful) then
    raise exception 'nothing is approved without a legal check' using errcode = 'check_violation';
  end if;
  -- Prior review by a body outside the unit, or urgency called by one person and confirmed by another.
  if new.state in ('approved', 'searching', 'released') and (new.after_travel or new.masked) and new.approval <> 'approved'
     and not (new.state <> 'released' and new.urgency_confirmed_by is not null and new.approval <> 'refused') then
    raise exception 'the approval of the body outside the unit is lacking' using errcode = 'check_violation';
  end if;
  if new.state in ('released', 'urgent-released') and new.checked_by is null then
    raise exception 'nothing is released without a release check' using errcode = 'check_violation';
  end if;
  if old.state = 'approved' and new.state = 'released' and old.checked_by is null then
    raise exception 'only what was released urgently goes on from its approval' using errcode = 'check_violation';
  end if;
  if new.state = 'urgent-released' and new.urgency_confirmed_by is null then
    raise exception 'urgency needs two persons' using errcode = 'check_violation';
  end if;
  new.version := old.version + 1;
  insert into disclosures.request_step values (new.request_id, new.version, old.state, new.state, acting, new.step_role,
    new.step_reason, new.step_profile, new.step_at);
  return new;
end
$$;

-- A package is kept for as long as its recipient may keep it, so that a correction or a recall still reaches them (LED-7.3);
-- what never left goes with its time after the draft.
create function disclosures.keep_package() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if tg_op = 'INSERT' then
    new.expires_at := disclosures.until(new.drafted_at);
  elsif new.state is distinct from old.state and new.state in ('draft', 'release-check', 'refused') then
    new.expires_at := disclosures.until(greatest(new.drafted_at, platform.at()));
  elsif new.state is distinct from old.state and new.state = 'released' then
    new.expires_at := least((new.retention_until + 1)::timestamp at time zone 'UTC', platform.ceiling(new.released_at));
  elsif new.expires_at is distinct from old.expires_at and not (new.expires_at < old.expires_at and platform.has_role('system')) then
    raise exception 'a package is not kept longer than its time' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
-- A request that ended, or that nobody went on with, is kept for its time after that and not shorter than its packages; an
-- open one never outlasts five years.
create function disclosures.keep_request() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if tg_op = 'INSERT' or new.state is distinct from old.state then
    new.expires_at := least(platform.ceiling(new.created_at), case
      when new.state in ('draft', 'incomplete', 'refused', 'closed', 'withdrawn', 'recalled')
      then greatest(disclosures.until(new.step_at),
        (select max(p.expires_at) from disclosures.package p where p.request_id = new.request_id and p.released_at is not null))
      else platform.ceiling(new.created_at) end);
  elsif new.expires_at is distinct from old.expires_at and not (new.expires_at < old.expires_at and platform.has_role('system')) then
    raise exception 'a request is not kept longer than its time' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create function disclosures.keep_review() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  new.expires_at := disclosures.until(new.decided_at);
  return new;
end
$$;
create function disclosures.keep_recall() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  new.expires_at := case when new.acknowledged_at is null then platform.ceiling(new.made_at)
    else disclosures.until(new.acknowledged_at) end;
  return new;
end
$$;

-- What stands already is given its time; the first start tightens it where the profile says so.
do $$
declare t text;
begin
  foreach t in array array['request', 'package', 'review', 'recall'] loop
    execute format('alter table disclosures.%I disable trigger user', t);
    execute format('alter table disclosures.%I no force row level security', t);
  end loop;
end
$$;
update disclosures.package set expires_at = case when released_at is null then disclosures.until(drafted_at)
  else least((retention_until + 1)::timestamp at time zone 'UTC', platform.ceiling(released_at)) end;
update disclosures.request r set expires_at = least(platform.ceiling(created_at), case
  when state in ('draft', 'incomplete', 'refused', 'closed', 'withdrawn', 'recalled')
  then greatest(disclosures.until(step_at), (select max(p.expires_at) from disclosures.package p
    where p.request_id = r.request_id and p.released_at is not null))
  else platform.ceiling(created_at) end);
update disclosures.review set expires_at = disclosures.until(decided_at);
update disclosures.recall set expires_at = case when acknowledged_at is null then platform.ceiling(made_at)
  else disclosures.until(acknowledged_at) end;
do $$
declare t text;
begin
  foreach t in array array['request', 'package', 'review', 'recall'] loop
    execute format('alter table disclosures.%I alter column expires_at set not null', t);
    execute format('alter table disclosures.%I enable trigger user', t);
    execute format('alter table disclosures.%I force row level security', t);
    execute format('create index %I on disclosures.%I (expires_at)', t || '_expires', t);
    execute format('grant delete on disclosures.%I to openpiu_app', t);
    execute format('create policy gone on disclosures.%I for delete using (platform.has_role(''system:retention''))', t);
    execute format('create trigger keep before insert or update on disclosures.%I for each row execute function disclosures.keep_%s()', t, t);
  end loop;
end
$$;
-- Only the deletion of what expired deletes, whatever another policy would allow.
do $$
declare t text;
begin
  foreach t in array array['request', 'package', 'review', 'recall'] loop
    execute format('create policy gone_only on disclosures.%I as restrictive for delete using (platform.has_role(''system:retention''))', t);
  end loop;
end
$$;
-- What has had its time is hidden from everybody but who deletes it.
create policy still_kept on disclosures.request as restrictive for select
  using (expires_at > platform.at() or platform.has_role('system:retention'));
create policy still_kept on disclosures.package as restrictive for select
  using (expires_at > platform.at() or platform.has_role('system:retention'));
create policy still_kept on disclosures.recall as restrictive for select
  using (expires_at > platform.at() or platform.has_role('system:retention'));
create policy still_kept on disclosures.review as restrictive for select
  using (platform.has_role('system:retention') or expires_at > platform.at()
    or exists (select from disclosures.request r where r.request_id = review.request_id)
    or exists (select from disclosures.package p where p.review_id = review.review_id));
create policy still_kept on disclosures.search as restrictive for select
  using (platform.has_role('system:retention') or exists (select from disclosures.request r where r.request_id = search.request_id));
create policy still_kept on disclosures.search_hit as restrictive for select
  using (platform.has_role('system:retention') or exists (select from disclosures.search s where s.search_id = search_hit.search_id));

-- Steps, searches, whom they found and reviews go with their request; what the officer was told stays without it.
alter table disclosures.request_step drop constraint request_step_request_id_fkey,
  add constraint request_step_request_id_fkey foreign key (request_id) references disclosures.request on delete cascade
    deferrable initially deferred;
alter table disclosures.search drop constraint search_request_id_fkey,
  add constraint search_request_id_fkey foreign key (request_id) references disclosures.request on delete cascade;
alter table disclosures.search_hit drop constraint search_hit_search_id_fkey,
  add constraint search_hit_search_id_fkey foreign key (search_id) references disclosures.search on delete cascade;
alter table disclosures.review drop constraint review_request_id_fkey,
  add constraint review_request_id_fkey foreign key (request_id) references disclosures.request on delete cascade;
alter table disclosures.notice drop constraint notice_package_id_fkey,
  add constraint notice_package_id_fkey foreign key (package_id) references disclosures.package on delete set null;
alter table disclosures.notice drop constraint notice_request_id_fkey,
  add constraint notice_request_id_fkey foreign key (request_id) references disclosures.request on delete set null;
create function disclosures.take_along() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  delete from exchange.dialogue d where d.request_id = old.request_id;
  return null;
end
$$;
create trigger take_along after delete on disclosures.request for each row execute function disclosures.take_along();

-- What came from a partner and is not used, or was called back, goes with its own time, not with the day that was agreed on.
create function exchange.keep_received() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.state is distinct from old.state and new.state in ('not-used', 'recalled') then
    new.expires_at := least(new.expires_at, disclosures.until(platform.at()));
  end if;
  return new;
end
$$;
create trigger keep before update on exchange.received for each row execute function exchange.keep_received();
