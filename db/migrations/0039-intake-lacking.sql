-- How many of a message's travellers and bookings lack something required: findings do not tell, one person can have several.
alter table intake.receipt add column lacking integer;
alter table intake.quality_day
  add column lacking integer not null default 0,
  -- Messages of which that was not written down: each finding of completeness counts as one who lacks something.
  add column by_findings integer not null default 0;
-- The days counted so far keep their shares: the findings of a day are put to the kind with most travellers and bookings.
update intake.quality_day set by_findings = messages - duplicates where travellers + bookings > 0;
update intake.quality_day d set lacking = r.findings
from (select carrier_id, day, sum(findings)::integer as findings from intake.quality_rule_day
      where code in ('PX07', 'PX09', 'PX10', 'PX11', 'PX13', 'PX15', 'PX18', 'PX23', 'PN04', 'PN05', 'PN06', 'IN08', 'IN10')
      group by carrier_id, day) r
where r.carrier_id = d.carrier_id and r.day = d.day
  and d.kind = (select k.kind from intake.quality_day k where k.carrier_id = d.carrier_id and k.day = d.day
                order by k.travellers + k.bookings desc, k.kind limit 1);
