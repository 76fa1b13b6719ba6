-- Whoever inspects the unit sees which mails about outages went out, as the officer does.
alter policy seen on intake.outage_mail using ((select platform.has_role('system', 'carrier-desk', 'supervisor',
  'administrator', 'data-protection-officer', 'inspector')));
