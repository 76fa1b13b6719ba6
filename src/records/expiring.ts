// What of the records has its time: everything about a passenger, six months after the first receipt by default.
import type { ExpiringKind } from "#platform";

const about = {
  clock: "clock_start",
  after: { by: "initial" },
  grounds: true,
  masked: true,
  perStep: 10_000,
} as const;

export const recordsExpiring: readonly ExpiringKind[] = [
  { kind: "change", table: "records.change", id: "change_id", ...about },
  {
    kind: "traveller",
    table: "records.traveller",
    id: "traveller_id",
    ...about,
    takesAlong: ["records.document_use", "retention.vault"],
  },
  { kind: "booking", table: "records.booking", id: "booking_id", ...about, takesAlong: ["retention.vault"] },
];
