-- The history of one person, found in the ledger when their record is gone too: entries that took a person in carry keyed
-- pseudonyms of them ("marks", under a key of the month outside the database). They stand in the entry's text; an index on
-- the text itself cannot be altered by itself, and needs no column that could.
set local lock_timeout = '20s';
-- Texts of lists are long and hardly compress: not tried.
alter table ledger.entry alter column body set storage external;
create function ledger.marks_in(body text) returns text[]
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp
  as $$ select array(select jsonb_array_elements_text(m) from jsonb_array_elements(body::jsonb -> 'marks') as m) $$;
-- Marks are random, and many at a time: put off and brought in together (each minute, ledger.settle_marks), not one by one
-- while the lock on the head is held. A search looks at those that wait as well.
create index entry_marks on ledger.entry using gin (ledger.marks_in(body))
  with (fastupdate = on, gin_pending_list_limit = 65536) where strpos(body, '"marks":[[') > 0;
-- Entries that took in somebody under one of these marks: for whoever may read the ledger.
create function ledger.marked(marks text[]) returns setof bigint
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if platform.has_role('system', 'data-protection-officer', 'auditor') then
    return query select seq from ledger.entry
                 where strpos(body, '"marks":[[') > 0 and ledger.marks_in(body) && marks;
  end if;
end
$$;
create function ledger.settle_marks() returns bigint
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$ select gin_clean_pending_list('ledger.entry_marks') $$;
revoke all on function ledger.marks_in(text), ledger.marked(text[]), ledger.settle_marks() from public;
grant execute on function ledger.marks_in(text), ledger.marked(text[]), ledger.settle_marks() to openpiu_app;
