-- An enrolment is opened by who asked for the account or for its new secret, once another person has carried that out (F16);
-- it is used up by the person whom it lets in.
alter table access.enrolment enable row level security;
create policy seen on access.enrolment for select
  using ((select platform.has_role('system')) or person_id::text = platform.actor() or opened_by = platform.actor()
    or exists (select from access.account_request r where r.person_id = enrolment.person_id and r.state = 'executed'
      and r.kind in ('account', 'secret') and r.asked_by = platform.actor()));
create policy used on access.enrolment for update
  using ((select platform.has_role('system')) or person_id::text = platform.actor());
create policy opened on access.enrolment for insert
  with check ((select platform.has_role('system')) or (opened_by = platform.actor() and exists (
    select from access.account_request r where r.person_id = enrolment.person_id and r.state = 'executed'
      and r.kind in ('account', 'secret') and r.asked_by = platform.actor())));
create policy closed on access.enrolment for delete
  using ((select platform.has_role('system')) or exists (
    select from access.account_request r where r.person_id = enrolment.person_id and r.state = 'executed'
      and r.kind in ('account', 'secret') and r.asked_by = platform.actor()));
