-- Packages say who somebody is by the same eight categories as lists and cases (LED-6). As of an offender nothing is told of
-- whoever is to be helped or heard, nor of a child by a rule (HR-CHILD-2, HR-VOT).
set local lock_timeout = '20s';
do $$
declare name text;
begin
  for name in select c.conname from pg_constraint c where c.conrelid = 'disclosures.package'::regclass and c.contype = 'c'
    and pg_get_constraintdef(c.oid) like '%category%' loop
    execute format('alter table disclosures.package drop constraint %I', name);
  end loop;
end
$$;
create function disclosures.accuses(category text) returns boolean
  language sql immutable parallel safe
  return category in ('suspect', 'convicted', 'wanted');
alter table disclosures.package
  add constraint package_category_known check (watchlists.is_person_category(category)),
  add constraint package_child_by_rule check (not (child and by_rule) or not disclosures.accuses(category)),
  add constraint package_victim_category check (not victim or not disclosures.accuses(category));
create or replace function disclosures.keep_from_adverse() returns trigger
  language plpgsql
  as $$
begin
  if new.state in ('draft', 'release-check', 'released') and cases.person_protected(new.flight_date, new.flight_id, new.person_id)
     and (disclosures.accuses(new.category) or new.measure not in ('INFORM-ONLY', 'CONTACT-AUTHORITY', 'PROTECTION-REFERRAL')
       or exists (select from disclosures.review r where r.review_id = new.review_id and cases.adverse_wording(r.statement))) then
    raise exception 'of somebody to be helped or heard nothing adverse is told' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
