// What of the records has its time: everything about a passenger, six months after the first receipt by default.
import type { ExpiringKind } from "#platform";

const about = {
  clock: "clock_start",
  after: { by: "initial" },
  grounds: true,
  masked: true,
  perStep: 10_000,
  // What came under an agreement is over when the traveller has left.
  ends: { at: "leaves_at", basis: "AGR-CA-1/15" },
} as const;

export const recordsExpiring: readonly ExpiringKind[] = [
  {
    kind: "change",
    table: "records.change",
    id: "change_id",
    ...about,
    onFlight: true,
    ofPerson: `x.flight_date = p.flight_date and x.flight_id = p.flight_id
      and (x.subject_id = any (p.travellers) or x.subject_id = any (p.bookings))`,
  },
  {
    kind: "traveller",
    table: "records.traveller",
    id: "traveller_id",
    ...about,
    onFlight: true,
    ofPerson: "x.flight_date = p.flight_date and x.flight_id = p.flight_id and x.person_id = p.person_id",
    takesAlong: ["records.document_use", "retention.vault"],
  },
  {
    kind: "booking",
    table: "records.booking",
    id: "booking_id",
    ...about,
    onFlight: true,
    ofPerson:
      "x.flight_date = p.flight_date and x.flight_id = p.flight_id and x.booking_id = any (p.bookings)",
    takesAlong: ["retention.vault"],
  },
];
