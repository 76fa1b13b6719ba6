-- Former journeys by document number, found by an index that row-level security lets be used: to overlap arrays is no
-- operation PostgreSQL trusts not to tell of rows that a policy hides, so that the index of the array itself is passed over.
create table records.document_use (
  number text not null,
  flight_date date not null,
  flight_id uuid not null,
  traveller_id uuid not null,
  primary key (number, flight_date, flight_id, traveller_id)
);
-- Not by the day first: the numbers of a traveller lead to fewer rows than any span of days.
create index document_use_traveller on records.document_use (traveller_id);
grant select, insert, delete on records.document_use to openpiu_app;

create function records.keep_document_use() returns trigger
  language plpgsql
  as $$
begin
  if tg_op <> 'INSERT' then
    delete from records.document_use d
    where d.flight_date = old.flight_date and d.flight_id = old.flight_id and d.traveller_id = old.traveller_id;
  end if;
  if tg_op <> 'DELETE' then
    insert into records.document_use (number, flight_date, flight_id, traveller_id)
    select distinct n, new.flight_date, new.flight_id, new.traveller_id from unnest(new.document_numbers) as n;
  end if;
  return null;
end
$$;
create trigger document_use_added after insert on records.traveller for each row
  when (cardinality(new.document_numbers) > 0) execute function records.keep_document_use();
create trigger document_use_changed after update of document_numbers on records.traveller for each row
  when (new.document_numbers is distinct from old.document_numbers) execute function records.keep_document_use();
create trigger document_use_removed after delete on records.traveller for each row
  when (cardinality(old.document_numbers) > 0) execute function records.keep_document_use();

alter table records.traveller no force row level security;
insert into records.document_use (number, flight_date, flight_id, traveller_id)
select distinct n, t.flight_date, t.flight_id, t.traveller_id from records.traveller t, unnest(t.document_numbers) as n;
alter table records.traveller force row level security;

alter table records.document_use enable row level security;
alter table records.document_use force row level security;
create policy seen on records.document_use for select using ((select records.may_see_persons()));
create policy kept on records.document_use for all using ((select platform.has_role('system')));

-- The view of what rules may ask, as it was but for how former journeys are found.
create or replace view criteria.subject with (security_invoker = true) as
select
  s.flight_date, s.flight_id, s.person_id,
  s.carrier as flight_carrier, s.number as flight_number, s.carrier || s.number || s.suffix as flight_designator,
  s.origin as flight_origin, s.destination as flight_destination, s.origin || '-' || s.destination as flight_route,
  (select p.country from criteria.place p where p.code = s.origin) as flight_origin_country, (select p.country from criteria.place p where p.code = s.destination) as flight_destination_country,
  nullif(s.direction, 'unknown') as flight_direction,
  extract(isodow from s.flight_date)::double precision as flight_weekday,
  extract(hour from s.departs_local)::double precision as flight_departure_hour,
  s.departs_at as flight_departs_at, s.arrives_at as flight_arrives_at,
  s.role as traveller_role, s.booked ->> 'type' as traveller_type,
  criteria.age(s.birth_date, s.flight_date) as traveller_age, s.sex as traveller_sex,
  (select z.alpha3 from criteria.country z where z.code = s.nationality) as traveller_nationality, (select z.alpha3 from criteria.country z where z.code = s.listed ->> 'residence') as traveller_residence,
  s.state as traveller_state, s.listed ->> 'embark' as traveller_embark, s.listed ->> 'debark' as traveller_debark,
  s.listed ->> 'clearance' as traveller_clearance, s.seat is not null as traveller_seated,
  criteria.seat_row(s.seat) as traveller_seat_row, (s.listed ->> 'verified')::boolean as traveller_verified,
  (select count(*)::double precision from criteria.items(s.booked -> 'frequentFlyer') where s.booked is not null)
    * case when s.booked is null then null else 1 end as traveller_loyalty_cards,
  s.listed is not null as record_listed, s.booked is not null as record_booked,
  (select count(*)::double precision from records.change c where c.flight_date = s.flight_date and c.flight_id = s.flight_id
     and c.subject_id in (s.traveller_id, s.other_id) and c.what = 'changed') as record_changes,
  (select count(*)::double precision from records.change c where c.flight_date = s.flight_date and c.flight_id = s.flight_id
     and c.subject_id in (s.traveller_id, s.other_id) and c.what = 'changed' and c.fields @> '[{"field": "documents"}]')
    as record_document_changes,
  not (s.birth_date_1 like s.birth_date_2 || '%' or s.birth_date_2 like s.birth_date_1 || '%') as record_birth_date_differs,
  (select z.alpha3 from criteria.country z where z.code = s.nationality_1) <> (select z.alpha3 from criteria.country z where z.code = s.nationality_2) as record_nationality_differs,
  s.sex_1 <> s.sex_2 as record_sex_differs,
  case when cardinality(s.numbers_1) > 0 and cardinality(s.numbers_2) > 0
       then not (s.numbers_1 && s.numbers_2) end as record_documents_differ,
  b.state as booking_state, nullif(b.host, '') as booking_host, criteria.instant(b.detail ->> 'createdAt') as booking_created_at,
  floor(extract(epoch from s.departs_at - criteria.instant(b.detail ->> 'createdAt')) / 3600)::double precision as booking_lead_hours,
  case when b.booking_id is not null then (select count(*)::double precision from records.traveller c
     where c.flight_date = s.flight_date and c.flight_id = s.flight_id and c.booking_id = b.booking_id and c.source = 'pnr'
       and c.state <> 'withdrawn') end as booking_party_size,
  case when b.booking_id is not null then b.detail #>> '{split,from}' is not null
     or exists (select from criteria.items(b.detail #> '{split,to}')) end as booking_divided,
  jsonb_array_length(b.detail #> '{contacts,phones}')::double precision as booking_phones,
  jsonb_array_length(b.detail #> '{contacts,emails}')::double precision as booking_emails,
  jsonb_array_length(b.detail #> '{contacts,addresses}')::double precision as booking_addresses,
  case when b.booking_id is not null then (select count(*)::double precision from records.booking x
     where x.flight_date = s.flight_date and x.flight_id = s.flight_id and x.booking_id <> b.booking_id and x.state = 'active'
       and (x.detail #> '{contacts,phones}' ?| (select array_agg(form) from criteria.items(b.detail #> '{contacts,phones}') as phone
              cross join lateral (values (phone #>> '{}'), (regexp_replace(phone #>> '{}', '[^0-9]', '', 'g')),
                ('+' || regexp_replace(phone #>> '{}', '[^0-9]', '', 'g'))) as forms (form) where length(form) >= 7)
         or x.detail #> '{contacts,emails}' ?| (select array_agg(email #>> '{}') from criteria.items(b.detail #> '{contacts,emails}') as email)
       )) end as booking_shared_contact,
  case when b.booking_id is not null then (select count(*)::double precision from records.booking x
     where x.flight_date = s.flight_date and x.flight_id = s.flight_id and x.booking_id <> b.booking_id and x.state = 'active'
       and exists (select from criteria.items(b.detail -> 'payments') as g
         where length(regexp_replace(g #>> '{card,masked}', '[^0-9]', '', 'g')) >= 8
           and x.detail @> jsonb_build_object('payments', jsonb_build_array(jsonb_build_object('card',
                 jsonb_build_object('masked', g #>> '{card,masked}'))))
       )) end as booking_shared_card,
  b.detail #>> '{agency,iata}' as agency_iata, b.detail #>> '{agency,city}' as agency_city,
  (select z.alpha3 from criteria.country z where z.code = b.detail #>> '{agency,country}') as agency_country,
  b.detail #>> '{segments,0,from}' as itinerary_start, b.detail #>> '{segments,-1,to}' as itinerary_end,
  (select p.country from criteria.place p where p.code = b.detail #>> '{segments,0,from}') as itinerary_start_country,
  (select p.country from criteria.place p where p.code = b.detail #>> '{segments,-1,to}') as itinerary_end_country,
  (select p.country from criteria.place p where p.code = b.detail #>> '{segments,0,from}') = (select p.country from criteria.place p where p.code = b.detail #>> '{segments,-1,to}') as itinerary_returns,
  (select min(criteria.day(g ->> 'departs') - s.flight_date)::double precision from criteria.items(b.detail -> 'segments') as g
     where g ->> 'from' = s.destination and criteria.day(g ->> 'departs') >= s.flight_date) as itinerary_stay_days,
  coalesce(criteria.amount(s.listed #>> '{bags,count}'),
    (select sum(criteria.amount(g ->> 'pieces')) from criteria.items(s.booked -> 'bags') as g)) as baggage_pieces,
  coalesce(criteria.amount(s.listed #>> '{bags,weightKg}'),
    (select sum(criteria.amount(g ->> 'weightKg')) from criteria.items(s.booked -> 'bags') as g)) as baggage_weight_kg,
  (select case when bool_or(criteria.is_refuge(d)) then null
               when count(*) > 0 or s.listed is not null then coalesce(jsonb_agg(jsonb_build_object(
                 'type', d ->> 'type', 'issuer', (select z.alpha3 from criteria.country z where z.code = d ->> 'issuer'),
                 'expires', criteria.day(d ->> 'expires'), 'issued', criteria.day(d ->> 'issued')) order by place), '[]') end
   from criteria.items(coalesce(nullif(s.listed -> 'documents', '[]'), s.booked -> 'documents')) with ordinality as f (d, place))
    as document,
  case when b.booking_id is not null then (select coalesce(jsonb_agg(jsonb_build_object(
       'carrier', g ->> 'carrier', 'number', g ->> 'number', 'operating', g ->> 'operating', 'from', g ->> 'from', 'to', g ->> 'to',
       'from_country', (select p.country from criteria.place p where p.code = g ->> 'from'), 'to_country', (select p.country from criteria.place p where p.code = g ->> 'to'), 'status', g ->> 'status',
       'class', g ->> 'class', 'departs', criteria.day(g ->> 'departs'),
       'days_after', criteria.day(g ->> 'departs') - s.flight_date) order by place), '[]')
     from criteria.items(b.detail -> 'segments') with ordinality as f (g, place)) end as segment,
  case when b.booking_id is not null then (select coalesce(jsonb_agg(jsonb_build_object(
       'form', g ->> 'form', 'amount', criteria.amount(g ->> 'amount'), 'currency', g ->> 'currency',
       'card_vendor', g #>> '{card,vendor}', 'billing_country', g #>> '{billing,country}',
       'third_party', not (string_to_array(regexp_replace(upper(g #>> '{card,holder}'), '[^[:alpha:]]+', ' ', 'g'), ' ') && (
         select array_agg(word) from records.traveller c cross join unnest(string_to_array(c.name_key, ' ')) as word
         where c.flight_date = s.flight_date and c.flight_id = s.flight_id and c.booking_id = b.booking_id and length(word) > 2))) order by place), '[]')
     from criteria.items(b.detail -> 'payments') with ordinality as f (g, place)) end as payment,
  case when s.booked is not null then (select coalesce(jsonb_agg(jsonb_build_object(
       'airline', substring(g ->> 'number' from '^[0-9]{3}'), 'amount', criteria.amount(g ->> 'amount'),
       'currency', g ->> 'currency') order by place), '[]')
     from criteria.items(s.booked -> 'tickets') with ordinality as f (g, place)) end as ticket,
  case when s.booked is not null then (select coalesce(jsonb_agg(jsonb_build_object(
       'carrier', g ->> 'carrier', 'to', g ->> 'to', 'pieces', criteria.amount(g ->> 'pieces'),
       'weight_kg', criteria.amount(g ->> 'weightKg')) order by place), '[]')
     from criteria.items(s.booked -> 'bags') with ordinality as f (g, place)) end as bag,
  case when b.booking_id is not null then (select coalesce(jsonb_agg(jsonb_build_object(
       'code', g ->> 'code', 'status', g ->> 'status') order by place), '[]')
     from criteria.items(b.detail -> 'services') with ordinality as f (g, place)
     -- Asked for this traveller, or for all.
     where g -> 'travellers' @> to_jsonb(s.reference)
        or (jsonb_array_length(g -> 'travellers') = 0 and g -> 'concerns' is null)) end as service,
  case when b.booking_id is not null then (select coalesce(jsonb_agg(jsonb_build_object(
       'action', g ->> 'action', 'days_before', s.flight_date - criteria.day(g ->> 'at')) order by place), '[]')
     from criteria.items(b.detail -> 'history') with ordinality as f (g, place)) end as event,
  case when b.booking_id is not null then (select coalesce(jsonb_agg(jsonb_build_object(
       'age', criteria.age(coalesce(l.birth_date, c.birth_date), s.flight_date), 'type', c.detail ->> 'type',
       'sex', coalesce(l.sex, c.sex), 'nationality', (select z.alpha3 from criteria.country z where z.code = coalesce(l.nationality, c.nationality)),
       'state', coalesce(l.state, c.state), 'same_surname', upper(c.surname) = upper(s.booked_surname),
       'seat_row', criteria.seat_row(coalesce(l.seat, c.seat))) order by c.traveller_id), '[]')
     from records.traveller c
     left join records.traveller l on l.flight_date = c.flight_date and l.flight_id = c.flight_id and l.person_id = c.person_id
       and l.source = 'api' and l.state <> 'withdrawn'
     where c.flight_date = s.flight_date and c.flight_id = s.flight_id and c.booking_id = b.booking_id and c.source = 'pnr'
       and c.state <> 'withdrawn' and c.person_id <> s.person_id) end as companion,
  case when cardinality(s.numbers) > 0 then (select coalesce(jsonb_agg(jsonb_build_object(
       'days_before', s.flight_date - h.flight_date, 'carrier', h.carrier, 'origin', h.origin, 'destination', h.destination,
       'origin_country', (select p.country from criteria.place p where p.code = h.origin), 'destination_country', (select p.country from criteria.place p where p.code = h.destination),
       'direction', nullif(h.direction, 'unknown'), 'state', h.state) order by h.flight_date desc, h.flight_id), '[]')
     from (select distinct on (e.flight_date, e.flight_id) e.flight_date, e.flight_id, g.carrier, g.origin, g.destination,
                  g.direction, e.state
           -- One by one: of a comparison with the array as it is put together here PostgreSQL would not know either.
           from unnest(s.numbers) as x (number)
           join records.document_use d on d.number = x.number
           join records.traveller e on e.flight_date = d.flight_date and e.flight_id = d.flight_id and e.traveller_id = d.traveller_id
           join records.flight g on g.flight_date = e.flight_date and g.flight_id = e.flight_id
           where d.flight_date < s.flight_date
             and d.flight_date >= (s.flight_date - interval '6 months')::date and e.state <> 'withdrawn' and e.role <> 'gate-pass'
             and (e.birth_date is null or s.birth_date is null or e.birth_date = s.birth_date)
           order by e.flight_date, e.flight_id, e.source) as h) end as trip
from (
  select t.flight_date, t.flight_id, t.person_id, t.traveller_id, o.traveller_id as other_id,
         f.carrier, f.number, f.suffix, f.origin, f.destination, f.direction, f.departs_local, f.departs_at, f.arrives_at,
         t.role, t.state, coalesce(t.seat, o.seat) as seat, coalesce(t.birth_date, o.birth_date) as birth_date,
         coalesce(t.sex, o.sex) as sex, coalesce(t.nationality, o.nationality) as nationality,
         t.birth_date as birth_date_1, o.birth_date as birth_date_2, t.nationality as nationality_1, o.nationality as nationality_2,
         t.sex as sex_1, o.sex as sex_2, t.document_numbers as numbers_1, o.document_numbers as numbers_2,
         t.document_numbers || coalesce(o.document_numbers, '{}') as numbers,
         case when t.source = 'api' then t.detail end as listed,
         case when t.source = 'pnr' then t.detail else o.detail end as booked,
         case when t.source = 'pnr' then t.surname else o.surname end as booked_surname,
         case when t.source = 'pnr' then t.traveller_ref else o.traveller_ref end as reference,
         case when t.source = 'pnr' then t.booking_id else o.booking_id end as booking_id
  from records.traveller t
  join records.flight f on f.flight_date = t.flight_date and f.flight_id = t.flight_id
  left join records.traveller o on o.flight_date = t.flight_date and o.flight_id = t.flight_id and o.person_id = t.person_id
    and o.source <> t.source and o.state <> 'withdrawn'
  where t.state <> 'withdrawn' and t.role <> 'gate-pass' and (t.source = 'api' or o.traveller_id is null)) as s
left join records.booking b on b.flight_date = s.flight_date and b.flight_id = s.flight_id and b.booking_id = s.booking_id;
