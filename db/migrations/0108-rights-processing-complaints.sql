-- Complaints about the processing itself, by anybody: no identity is asked for, so none is confirmed, nothing is looked up
-- and nothing of anybody is told, changed or marked on one; it gets a decision in words, or none.
set local lock_timeout = '60s';
alter table rights.request drop constraint request_kind_check;
alter table rights.request drop constraint request_outcome_check;
alter table rights.request
  add constraint request_kind_check check (kind in ('access', 'rectification', 'erasure', 'restriction', 'objection', 'notation',
    'redress', 'complaint', 'processing')),
  add constraint request_outcome_check check (outcome in ('data-given', 'neutral', 'corrected', 'erased', 'restricted', 'noted',
    'redress-number', 'considered', 'upheld', 'not-upheld')),
  add constraint request_about_processing check (kind <> 'processing' or (state in ('received', 'answered')
    and identity_confirmed_by is null and limited_by is null and sealed_reasons is null)),
  add constraint request_decision_of_complaint check (outcome is null or (outcome in ('upheld', 'not-upheld')) = (kind = 'processing'));

-- What stands beside a person's record, or is done to it, follows from a request of that person only.
create function rights.refuse_without_person() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if exists (select from rights.request r where r.request_id = new.request_id and r.kind = 'processing') then
    raise exception 'a complaint about the processing is nobody''s: nothing is done to a record on it' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger of_person before insert or update of request_id on rights.mark for each row execute function rights.refuse_without_person();
create trigger of_person before insert or update of request_id on rights.redress for each row execute function rights.refuse_without_person();
create trigger of_person before insert or update of request_id on rights.execution for each row execute function rights.refuse_without_person();
create trigger of_person before insert or update of request_id on rights.limitation for each row execute function rights.refuse_without_person();
