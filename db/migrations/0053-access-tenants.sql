-- Accounts belong to an organisation: the unit itself, the approver, the supervisory authority, or an agency.
alter table access.person add column tenant text not null default 'piu'
  check (tenant ~ '^(piu|approver|authority|agency:[a-z0-9-]{1,40})$');
alter table access.role_grant drop constraint role_grant_role_check,
  add constraint role_grant_role_check check (role in ('watch-officer', 'analyst', 'supervisor', 'watchlist-manager',
    'carrier-desk', 'rules-manager', 'legal-adviser', 'data-protection-officer', 'administrator',
    'protection-reviewer', 'head', 'auditor', 'approver', 'inspector', 'liaison'));

-- The organisation of who acts in this transaction.
create function platform.tenant() returns text
  language sql stable parallel safe
  as $$ select coalesce(current_setting('openpiu.tenant', true), 'piu') $$;

-- Who reviews for persons in need of protection reads and works what an analyst does (R02s); the inspector of the
-- supervisory authority reads what the data protection officer reads (R15). What they may do beside it, the server decides.
create or replace function platform.has_role(variadic wanted text[]) returns boolean
  language sql stable parallel safe
  as $$ select string_to_array(coalesce(current_setting('openpiu.roles', true), ''), ',') && (wanted
    || case when 'analyst' = any (wanted) then array['protection-reviewer'] else '{}' end
    || case when 'data-protection-officer' = any (wanted) then array['inspector'] else '{}' end) $$;

-- Internal audit reads the ledger (R11).
drop policy oversight_reads on ledger.entry;
create policy oversight_reads on ledger.entry for select
  using ((select platform.has_role('system', 'data-protection-officer', 'auditor')));
