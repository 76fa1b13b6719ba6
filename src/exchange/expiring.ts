// What arrived from partners goes with its last day, with what is written about passing it on.
import type { ExpiringKind } from "#platform";

export const exchangeExpiring: readonly ExpiringKind[] = [
  {
    kind: "received",
    table: "exchange.received",
    id: "received_id",
    clock: "expires_at",
    after: { by: "instant" },
    grounds: false,
    perStep: 1000,
    takesAlong: ["exchange.onward"],
  },
  {
    // A check goes with the alert it was made of; what INTERPOL said goes within a day.
    kind: "interpol-check",
    table: "exchange.enquiry",
    id: "enquiry_id",
    clock: "asked_at",
    after: { by: "instant" },
    grounds: false,
    also: `not exists (select from cases.alert a where a.alert_id = x.alert_id)
      and not exists (select from cases.criterion_alert m where m.alert_id = x.alert_id)`,
    perStep: 1000,
    ofPerson: "x.flight_date = p.flight_date and x.flight_id = p.flight_id and x.person_id = p.person_id",
  },
];
