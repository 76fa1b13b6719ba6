-- What falls due on the coming days, counted for those who see no person: edges of first receipt, one a day.
create function retention.due_between(edges timestamptz[]) returns table (place integer, records bigint)
  language plpgsql volatile
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
begin
  perform set_config('openpiu.roles', 'system', true);
  return query select n - 1, (select count(*) from records.traveller t
      where t.clock_start >= edges[n] and t.clock_start < edges[n + 1])
    from generate_series(1, cardinality(edges) - 1) as n;
  perform set_config('openpiu.roles', roles, true);
end
$$;

-- Whether a passenger was under 18 on the day of the flight by any of the copies: the database finds out by itself. An unknown
-- birth date is no child's.
create function retention.find_child() returns trigger
  language plpgsql
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
begin
  perform set_config('openpiu.roles', 'system', true);
  new.child := new.child or exists (
    select from records.traveller t
    where t.flight_date = new.flight_date and t.flight_id = new.flight_id and t.person_id = new.person_id
      and t.birth_date ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
      and t.birth_date > to_char(new.flight_date - interval '18 years', 'YYYY-MM-DD'));
  perform set_config('openpiu.roles', roles, true);
  return new;
end
$$;
create trigger child_found before insert on retention.link for each row execute function retention.find_child();
