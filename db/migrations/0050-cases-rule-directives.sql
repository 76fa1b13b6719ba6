-- A match of a rule that a person has confirmed may ask for another check of the traveller; it keeps nobody from boarding,
-- and its author has no part in it.
alter table cases.directive drop constraint directive_ground_check,
  add constraint directive_ground_check check (ground in ('document-reported-lost', 'entry-ban-confirmed', 'no-visa',
    'court-order', 'authority-order', 'identity-check', 'rule-confirmed')),
  add constraint directive_rule_check check (ground <> 'rule-confirmed' or (directive = 'SELECTEE' and alert_id is not null));

-- Whatever proposes: on a match of a rule there is this ground and no other, and the ground on no other alert.
create function cases.guard_rule_ground() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  match record;
begin
  select state, outcome, rule_authors, flight_date, flight_id, person_id into match
  from cases.criterion_alert where alert_id = new.alert_id;
  if not found then
    if new.ground = 'rule-confirmed' then
      raise exception 'this ground needs a match of a rule' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if tg_op = 'INSERT' and (new.ground <> 'rule-confirmed' or match.state <> 'confirmed' or match.outcome <> 'suspect'
      or (match.flight_date, match.flight_id, match.person_id) <> (new.flight_date, new.flight_id, new.person_id)) then
    raise exception 'a match of a rule leads to another check, once a person has confirmed it' using errcode = 'check_violation';
  end if;
  if new.proposed_by = any (match.rule_authors) or new.released_by = any (match.rule_authors) then
    raise exception 'who wrote the rule has no part in the directive' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard_rule before insert or update of released_by on cases.directive
  for each row execute function cases.guard_rule_ground();
