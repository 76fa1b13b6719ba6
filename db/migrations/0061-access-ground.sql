-- A view of a person needs a purpose and a ground within it (PNRD-1.2, PNRD-13.6): without both no row of a person is
-- visible to anybody but the server's own work.
create or replace function platform.has_purpose() returns boolean
  language sql stable parallel safe
  as $$ select coalesce(current_setting('openpiu.purpose', true), '') <> ''
           and coalesce(current_setting('openpiu.ground', true), '') ~ '^[a-z]+:.+' $$;
