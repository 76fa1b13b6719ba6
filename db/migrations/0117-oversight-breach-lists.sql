-- The list of those whom a breach concerns is kept while the breach is worked on, and as long after its end, or after a newer
-- count, as the legal profile keeps a record (retention.initial). Then it is unreadable, and deleted with a certificate; the
-- number, its hash and what was told stay with the breach (LED-5, LED-30).
set local lock_timeout = '60s';
create table oversight.breach_list (
  reach_id uuid primary key references oversight.breach_reach,
  -- When the breach was closed or dismissed, or counted anew; null: it is the list that is worked with.
  ended_at timestamptz
);
create index breach_list_ended on oversight.breach_list (ended_at) where ended_at is not null;
insert into oversight.breach_list (reach_id, ended_at)
  select r.reach_id, coalesce((select min(n.at) from oversight.breach_reach n where n.breach_id = r.breach_id and n.ordinal > r.ordinal),
    case b.state when 'closed' then b.closed_at when 'dismissed' then b.decided_at end)
  from oversight.breach_reach r join oversight.breach b using (breach_id);
alter table oversight.breach_affected drop constraint breach_affected_reach_id_fkey,
  add constraint breach_affected_list foreign key (reach_id) references oversight.breach_list on delete cascade;

grant select, insert, update (ended_at), delete on oversight.breach_list to openpiu_app;
alter table oversight.breach_list enable row level security;
alter table oversight.breach_list force row level security;
create policy seen on oversight.breach_list for select
  using ((select platform.has_role('data-protection-officer', 'inspector', 'head', 'auditor', 'system')));
create policy counted on oversight.breach_list for insert with check ((select oversight.is_officer()) and ended_at is null);
create policy ended on oversight.breach_list for update using ((select oversight.is_officer()) and ended_at is null)
  with check (ended_at = platform.at());
create policy forgotten on oversight.breach_list for delete using ((select platform.has_role('system')));
create policy unexpired on oversight.breach_list as restrictive for select using (
  ended_at is null or ended_at >= (select platform.kept_from()) or (select platform.has_role('system:retention')));
create policy unexpired on oversight.breach_affected as restrictive for select using (
  exists (select from oversight.breach_list l where l.reach_id = breach_affected.reach_id));

-- A list ends with its breach, or with the next count, and by nothing else.
create function oversight.begin_list() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  update oversight.breach_list l set ended_at = platform.at() from oversight.breach_reach r
  where r.reach_id = l.reach_id and r.breach_id = new.breach_id and l.ended_at is null;
  insert into oversight.breach_list (reach_id) values (new.reach_id);
  return null;
end
$$;
create trigger begins after insert on oversight.breach_reach for each row execute function oversight.begin_list();
create function oversight.end_lists() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  update oversight.breach_list l set ended_at = platform.at() from oversight.breach_reach r
  where r.reach_id = l.reach_id and r.breach_id = new.breach_id and l.ended_at is null;
  return null;
end
$$;
create trigger ends after update of state on oversight.breach for each row
  when (new.state in ('closed', 'dismissed') and new.state is distinct from old.state) execute function oversight.end_lists();
create function oversight.guard_list() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (select from oversight.breach_reach r join oversight.breach b using (breach_id) where r.reach_id = new.reach_id
      and (b.state in ('closed', 'dismissed') or exists (select from oversight.breach_reach n
        where n.breach_id = r.breach_id and n.ordinal > r.ordinal))) then
    raise exception 'a list ends with its breach or with the next count' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before update on oversight.breach_list for each row execute function oversight.guard_list();
