-- Whoever inspects the unit sees what waits for the bureau's word, as everything else that the officer sees.
alter policy seen on cases.awaiting_ncb using ((select platform.has_role('system', 'watch-officer', 'analyst',
  'protection-reviewer', 'supervisor', 'data-protection-officer', 'inspector')));
