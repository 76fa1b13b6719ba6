-- What is told of somebody to be helped or heard (LED-6): never as of a suspect, never asking for coercion, in no accusing words.
create function disclosures.keep_from_adverse() returns trigger
  language plpgsql
  as $$
begin
  if new.state in ('draft', 'release-check', 'released') and cases.person_protected(new.flight_date, new.flight_id, new.person_id)
     and (new.category = 'suspect' or new.measure not in ('INFORM-ONLY', 'CONTACT-AUTHORITY', 'PROTECTION-REFERRAL')
       or exists (select from disclosures.review r where r.review_id = new.review_id and cases.adverse_wording(r.statement))) then
    raise exception 'of somebody to be helped or heard nothing adverse is told' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger package_category before insert or update of state, category, measure on disclosures.package
  for each row execute function disclosures.keep_from_adverse();
