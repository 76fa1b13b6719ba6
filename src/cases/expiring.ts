// What of the cases has its time: alerts with their decisions and clearings, directives, escalations, and cases with their data.
import type { ExpiringKind } from "#platform";

const person = "x.flight_date = p.flight_date and x.flight_id = p.flight_id and x.person_id = p.person_id";
/** What screening came to has an end of its own, and nobody loses an undecided one in silence (PNRD-12.5a). */
const result = {
  onFlight: true,
  ofPerson: person,
  ends: { at: "hit_until", basis: "PNRD-12.5a" },
} as const;
const lapses = {
  open: "x.state = 'open'",
  set: "state = 'withdrawn', withdrawn_at = platform.at(), withdrawn_reason = 'lapsed', version = version + 1",
  about: "person_id",
} as const;
const about = {
  clock: "clock_start",
  after: { by: "initial" },
  grounds: true,
  masked: true,
  perStep: 5000,
} as const;

export const casesExpiring: readonly ExpiringKind[] = [
  {
    // What a hit stops, it stops for as long as there is an alert to decide.
    kind: "ncb-confirmation",
    table: "cases.awaiting_ncb",
    id: "check_id",
    clock: "since",
    after: { by: "instant" },
    grounds: false,
    also: `not exists (select from cases.alert a where a.alert_id = x.alert_id)
      and not exists (select from cases.criterion_alert m where m.alert_id = x.alert_id)`,
    perStep: 1000,
    ofPerson: person,
  },
  {
    kind: "directive",
    table: "cases.directive",
    id: "directive_id",
    ...about,
    onFlight: true,
    ofPerson: person,
  },
  {
    kind: "escalation",
    table: "cases.escalation",
    id: "escalation_id",
    ...about,
    grounds: false,
    masked: false,
    onFlight: true,
    ofPerson: person,
  },
  {
    kind: "rule-match",
    table: "cases.criterion_alert",
    id: "alert_id",
    ...about,
    ...result,
    lapses: { ...lapses, action: "criterion-alert.lapsed", subjectKind: "criterion-alert" },
  },
  {
    kind: "clearing",
    table: "cases.cleared_pair",
    id: "cleared_pair_id",
    clock: "valid_until",
    after: { by: "instant" },
    grounds: false,
    perStep: 5000,
  },
  {
    // A reviewed negative is remembered while the data it is about are kept, and not longer (PNRD-12.5b).
    kind: "clearing-of-data",
    table: "cases.cleared_pair",
    id: "cleared_pair_id",
    ...about,
    onFlight: true,
    ofPerson: person,
  },
  {
    kind: "alert",
    table: "cases.alert",
    id: "alert_id",
    ...about,
    ...result,
    // Screening results with their review.
    takesAlong: ["cases.decision", "cases.case_alert"],
    lapses: { ...lapses, action: "alert.lapsed", subjectKind: "alert" },
  },
  {
    kind: "case",
    table: 'cases."case"',
    id: "case_id",
    ...about,
    masked: false,
    // A case ends with its data: the last match must be gone.
    also: `not exists (select from cases.case_alert l where l.case_id = x.case_id)
      and not exists (select from cases.criterion_alert m where m.case_id = x.case_id)`,
    // A case about nobody else.
    ofPerson: `exists (select from cases.case_person c where c.case_id = x.case_id and c.flight_id = p.flight_id
        and c.person_id = p.person_id)
      and not exists (select from cases.case_person c where c.case_id = x.case_id
        and (c.flight_id, c.person_id) <> (p.flight_id, p.person_id))`,
    takesAlong: ["cases.case_event", "cases.case_person"],
  },
];
