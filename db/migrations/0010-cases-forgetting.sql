-- Alerts and clearings have their time: they go with the data they are about (PNRD-12.5a, 12.5b), by the server alone.
grant delete on cases.alert, cases.decision, cases.cleared_pair to openpiu_app;

do $$
declare t text;
begin
  foreach t in array array['alert', 'decision', 'cleared_pair'] loop
    execute format('create policy forgotten on cases.%I as restrictive for delete using ((select platform.has_role(''system'')))', t);
  end loop;
end
$$;

create index cleared_pair_end on cases.cleared_pair (valid_until);
create index cleared_pair_alert on cases.cleared_pair (alert_id);
