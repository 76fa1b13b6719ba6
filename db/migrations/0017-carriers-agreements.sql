-- What a carrier is held to (severities, required elements, codes, answers): versions that two persons bring into force.
create table carriers.agreement (
  agreement_id uuid primary key,
  -- Null: the unit's own, for every carrier.
  carrier_id uuid references carriers.carrier,
  content jsonb not null,
  reason text not null,
  state text not null check (state in ('proposed', 'in-force', 'superseded', 'refused')),
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decision_reason text,
  check ((state = 'proposed') = (decided_by is null)),
  -- Two persons: nobody approves an own proposal.
  check (decided_by is distinct from proposed_by)
);
create unique index agreement_in_force on carriers.agreement (carrier_id) nulls not distinct where state = 'in-force';
create unique index agreement_proposed on carriers.agreement (carrier_id) nulls not distinct where state = 'proposed';
create index agreement_history on carriers.agreement (carrier_id, proposed_at desc);
grant select, insert, update on carriers.agreement to openpiu_app;
