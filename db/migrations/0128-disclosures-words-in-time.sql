-- A second person's word opens what it was given for as long as it stands, and not a second longer, by SQL either: the approval of the
-- body outside (F08), and the urgency that two persons called, which waits 48 hours for that body (F12).
set local lock_timeout = '20s';

create function disclosures.word_stands(asked disclosures.request) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  own text := coalesce(current_setting('openpiu.roles', true), '');
  answer boolean;
begin
  perform set_config('openpiu.roles', 'system', true);
  answer := case
    when asked.approval = 'approved' then
      exists (select from approvals.decision d where d.request_id = asked.approval_id and d.approved and platform.at() < d.until_at)
    when asked.approval = 'refused' then false
    else coalesce(asked.urgency_confirmed_by is not null and platform.at() < asked.urgency_until, false) end;
  perform set_config('openpiu.roles', own, true);
  return answer;
end
$$;

create function disclosures.guard_word_of_package() returns trigger
  language plpgsql
  as $$
declare
  asked disclosures.request%rowtype;
begin
  select * into asked from disclosures.request r where r.request_id = new.request_id;
  if (new.after_travel or asked.masked) and not disclosures.word_stands(asked) then
    raise exception 'the word of the body outside, or the urgency, has had its time' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger bound_word before update of state on disclosures.package for each row
  when (new.state = 'released' and old.state is distinct from 'released' and new.request_id is not null)
  execute function disclosures.guard_word_of_package();

create function disclosures.guard_word_of_request() returns trigger
  language plpgsql
  as $$
begin
  if new.approval <> 'approved' and not disclosures.word_stands(new) then
    raise exception 'the approval of the body outside is lacking, and no urgency stands any more' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger bound_word before update of state on disclosures.request for each row
  when (new.state in ('approved', 'searching') and new.state is distinct from old.state and (new.after_travel or new.masked))
  execute function disclosures.guard_word_of_request();
