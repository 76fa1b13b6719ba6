-- Figures that name nobody, counted from the ledger: a day is counted once it is over, and can be counted again from the
-- ledger at any time (PNRD-20). Nothing here is a source: these tables may be emptied and come back the same.
create schema evidence;
grant usage on schema evidence to openpiu_app;

create table evidence.day (
  day date primary key,
  -- Which rules it was counted by: where they change, it is counted anew.
  rules text not null check (rules ~ '^[0-9a-f]{64}$'),
  -- Entries of the ledger on that day (UTC), and the number of the last of them; null where there were none.
  entries bigint not null check (entries >= 0),
  last_seq bigint,
  counted_at timestamptz not null
);
create table evidence.day_figure (
  day date not null references evidence.day on delete cascade,
  figure text not null,
  -- Of what: an outcome, a recipient, a kind; '' where the figure has no parts.
  part text not null,
  amount bigint not null,
  primary key (day, figure, part)
);
alter table evidence.day enable row level security;
alter table evidence.day force row level security;
alter table evidence.day_figure enable row level security;
alter table evidence.day_figure force row level security;
create policy of_system on evidence.day using ((select platform.has_role('system')))
  with check ((select platform.has_role('system')));
create policy of_system on evidence.day_figure using ((select platform.has_role('system')))
  with check ((select platform.has_role('system')));
grant select, insert, delete on evidence.day, evidence.day_figure to openpiu_app;
