-- Whom or what each list is about: the only sources that travellers are compared with (CJEU C-817/19, 182 to 192).
alter table watchlists.list add column alert_basis text
  check (alert_basis in ('persons-sought', 'persons-under-alert', 'objects-sought'));
-- Lists that were made before were of persons under an alert, notices of persons sought; whoever keeps them may say it more exactly.
update watchlists.list set alert_basis =
  case when format = 'interpol-json' then 'persons-sought' else 'persons-under-alert' end;
alter table watchlists.list alter column alert_basis set not null;
