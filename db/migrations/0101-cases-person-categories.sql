-- Categories of persons on alerts and cases (LED-6): nothing adverse follows from an alert on somebody missing, a victim, a witness or
-- a contact; each link of a person to a case says who they are.

-- Each entry that an alert shows, with its category as it stands now.
create function cases.categories_of_alert(wanted uuid) returns table (entry_id text, category text)
  language sql stable
  begin atomic
    select a.entry_id, watchlists.person_category(a.entry_id, a.list_code, a.entry) from cases.alert a where a.alert_id = wanted
    union all
    select o ->> 'entryId', watchlists.person_category(o ->> 'entryId', o ->> 'list', o -> 'entry')
    from cases.alert a, jsonb_array_elements(a.others) as o where a.alert_id = wanted;
  end;

-- The category of an alert: of those of its entries the one that weighs most.
create function cases.category_of_alert(wanted uuid) returns text
  language sql stable
  return (select c.category from cases.categories_of_alert(wanted) c order by watchlists.adversity(c.category) desc, c.category limit 1);

alter table cases.case_alert
  add column person_category text check (watchlists.is_person_category(person_category)),
  -- A change that weighs more against the person waits here for a second one: category, by, at, reason.
  add column category_wanted jsonb;
alter table cases.criterion_alert
  add column person_category text check (watchlists.is_person_category(person_category)),
  add column category_wanted jsonb;
alter table cases.case_alert no force row level security;
alter table cases.criterion_alert no force row level security;
alter table cases.alert no force row level security;
alter table watchlists.entry no force row level security;
update cases.case_alert set person_category = coalesce(cases.category_of_alert(alert_id), 'other');
update cases.criterion_alert set person_category = case outcome when 'protect' then 'victim' else 'suspect' end where case_id is not null;
alter table watchlists.entry force row level security;
alter table cases.alert force row level security;
alter table cases.criterion_alert force row level security;
alter table cases.case_alert force row level security;
alter table cases.case_alert alter column person_category set not null;
alter table cases.criterion_alert add constraint linked_with_category check (case_id is null or person_category is not null);
grant update (person_category, category_wanted) on cases.case_alert to openpiu_app;

-- Who a change makes weigh more, two persons decide; and never against what the lists or the rule say of them.
create function cases.guard_category(was text, becomes text, wanted jsonb, most text) returns void
  language plpgsql
  as $$
begin
  if becomes is not distinct from was then
    return;
  end if;
  if not watchlists.is_protective(becomes) and watchlists.is_protective(most) then
    raise exception 'the list has this person as one to be helped or heard' using errcode = 'check_violation';
  end if;
  if watchlists.adversity(becomes) > watchlists.adversity(was) and (wanted is null or wanted ->> 'category' <> becomes
      or wanted ->> 'by' = platform.actor() or platform.actor() like 'system:%') then
    raise exception 'a category that weighs more against a person is decided by two persons' using errcode = 'check_violation';
  end if;
end
$$;
create function cases.link_category() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'INSERT' then
    new.person_category := coalesce(cases.category_of_alert(new.alert_id), 'other');
    new.category_wanted := null;
    return new;
  end if;
  if new.category_wanted is distinct from old.category_wanted and new.category_wanted is not null
     and new.category_wanted ->> 'by' is distinct from platform.actor() then
    raise exception 'whoever asks for a change says so in person' using errcode = 'check_violation';
  end if;
  perform cases.guard_category(old.person_category, new.person_category, old.category_wanted, cases.category_of_alert(new.alert_id));
  return new;
end
$$;
create trigger link_category before insert or update on cases.case_alert for each row execute function cases.link_category();
create function cases.match_category() returns trigger
  language plpgsql
  as $$
declare
  by_rule text := case new.outcome when 'protect' then 'victim' else 'suspect' end;
begin
  if new.case_id is null then
    new.person_category := null;
    new.category_wanted := null;
    return new;
  end if;
  if tg_op = 'INSERT' or old.case_id is null then
    new.person_category := by_rule;
    return new;
  end if;
  if new.category_wanted is distinct from old.category_wanted and new.category_wanted is not null
     and new.category_wanted ->> 'by' is distinct from platform.actor() then
    raise exception 'whoever asks for a change says so in person' using errcode = 'check_violation';
  end if;
  perform cases.guard_category(old.person_category, new.person_category, old.category_wanted, by_rule);
  return new;
end
$$;
create trigger match_category before insert or update of case_id, person_category, category_wanted on cases.criterion_alert
  for each row execute function cases.match_category();

-- Whether nothing adverse may follow from an alert: every entry it shows is of somebody to be helped or heard, or its case says so.
create function cases.protects(wanted uuid) returns boolean
  language sql stable
  return coalesce((select bool_and(watchlists.is_protective(c.category)) from cases.categories_of_alert(wanted) c), false)
    or exists (select from cases.case_alert l where l.alert_id = wanted and watchlists.is_protective(l.person_category))
    or exists (select from cases.criterion_alert m where m.alert_id = wanted
      and (m.outcome = 'protect' or watchlists.is_protective(m.person_category)));

-- Whether somebody of a flight is known as one to be helped or heard, and no confirmed alert says otherwise. Answers yes or no to those
-- who may not read alerts.
create function cases.person_protected(on_date date, on_flight uuid, wanted uuid) returns boolean
  language plpgsql volatile set search_path = pg_catalog, pg_temp
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  found boolean;
begin
  perform set_config('openpiu.roles', 'system', true);
  found := exists (select from cases.alert a where a.flight_date = on_date and a.flight_id = on_flight and a.person_id = wanted
             and a.state in ('open', 'confirmed', 'cannot-tell') and cases.protects(a.alert_id))
           or exists (select from cases.criterion_alert m where m.flight_date = on_date and m.flight_id = on_flight
             and m.person_id = wanted and m.state in ('open', 'confirmed', 'cannot-tell') and cases.protects(m.alert_id));
  if found then
    found := not exists (select from cases.alert a where a.flight_date = on_date and a.flight_id = on_flight and a.person_id = wanted
               and a.state = 'confirmed' and not cases.protects(a.alert_id))
             and not exists (select from cases.criterion_alert m where m.flight_date = on_date and m.flight_id = on_flight
               and m.person_id = wanted and m.state = 'confirmed' and not cases.protects(m.alert_id));
  end if;
  perform set_config('openpiu.roles', roles, true);
  return found;
end
$$;
revoke all on function cases.person_protected(date, uuid, uuid) from public;
grant execute on function cases.person_protected(date, uuid, uuid) to openpiu_app;

-- Words that make somebody out to be a suspect or ask for coercion: in what is written of persons to be helped or heard they have no
-- place, whatever is meant by them.
create function cases.adverse_wording(said text) returns boolean
  language sql immutable parallel safe
  return lower(said) ~ ('\m(suspect(s|ed)?|perpetrators?|offenders?|criminals?|culprits?|smugglers?|traffickers?|terrorists?|arrest(s|ed)?|'
    || 'detain(s|ed)?|detention|deport(s|ed|ation)?|prosecut(e|ed|ion)|handcuff(s|ed)?|inadmissible|(deny|denied|refuse[d]?) (entry|boarding)|'
    || 'suspecte?s?|auteurs? présumés?|criminel(le)?s?|arrêt(er|ée?|ez)|détenir|expuls(er|ion|ée?)|refuser l.entrée|'
    || 'şübhəli(dir)?|cinayətkar|həbs|saxlanılsın|deportasiya|подозреваем[а-яё]*|преступник[а-яё]*|арест[а-яё]*|задерж[а-яё]*|'
    || 'депорт[а-яё]*|отказать во въезде)\M')
    or said ~ 'مشتبه|مجرم|اعتقال|توقيف|احتجاز|ترحيل|منع الدخول';

create function cases.keep_from_adverse() returns trigger
  language plpgsql
  as $$
begin
  if new.outcome = 'confirmed' and new.reason_code <> 'PROTECT' and cases.protects(new.alert_id) then
    raise exception 'from an alert on somebody to be helped or heard nothing adverse follows' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger decision_protective before insert on cases.decision for each row execute function cases.keep_from_adverse();

create function cases.keep_from_directive() returns trigger
  language plpgsql
  as $$
begin
  if new.state in ('proposed', 'released') and (cases.protects(new.alert_id)
      or cases.person_protected(new.flight_date, new.flight_id, new.person_id)) then
    raise exception 'somebody to be helped or heard is kept from no journey' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger directive_category before insert or update of state on cases.directive
  for each row execute function cases.keep_from_directive();

create function cases.keep_referral_kind() returns trigger
  language plpgsql
  as $$
begin
  if new.kind = 'protection-referral' and cases.adverse_wording(new.text) then
    raise exception 'a referral to protection accuses nobody' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger referral_wording before insert on cases.case_event for each row execute function cases.keep_referral_kind();
