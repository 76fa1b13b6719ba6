-- Bookings are never used for the control of borders (CJEU C-817/19, 230 to 236 and 288 to 291; obligations.md section 15.9):
-- whoever states that purpose sees what the passenger lists say and nothing that came from a booking, in whatever way it is
-- asked for. No profile opens this.
create function platform.for_bookings() returns boolean
  language sql stable parallel safe
  as $$ select coalesce(current_setting('openpiu.purpose', true), '') <> 'BORDER' $$;

create policy bookings_apart on records.booking as restrictive for select using ((select platform.for_bookings()));
create policy bookings_apart on records.traveller as restrictive for select
  using (source = 'api' or (select platform.for_bookings()));
-- What hangs on a traveller is seen with the traveller.
create policy bookings_apart on records.change as restrictive for select using ((select platform.for_bookings())
  or subject_kind = 'flight'
  or exists (select from records.traveller t where t.flight_date = change.flight_date and t.flight_id = change.flight_id
               and t.traveller_id = change.subject_id));
create policy bookings_apart on records.document_use as restrictive for select using ((select platform.for_bookings())
  or exists (select from records.traveller t where t.flight_date = document_use.flight_date
               and t.flight_id = document_use.flight_id and t.traveller_id = document_use.traveller_id));
-- Rules are asked of list and booking together: what they found is for the purposes of the assessment alone.
create policy bookings_apart on cases.criterion_alert as restrictive for select using ((select platform.for_bookings()));
create policy bookings_apart on intake.redacted_source as restrictive for select using ((select platform.for_bookings())
  or exists (select from intake.receipt r where r.receipt_id = redacted_source.receipt_id and r.kind = 'PAXLST'));

-- For the same reason a list that serves the control of borders alone is not compared with anybody here. Lists registered
-- before keep their row; it can be changed only into what the law has.
alter table watchlists.list add constraint for_assessment
  check (purposes = '{}' or purposes && array['TERR', 'SERIOUS', 'CHILD_PROTECTION']) not valid;
