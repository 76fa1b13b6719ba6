// Penalty cases have their time as the ledger's entries of them do: five years after their end; who stands in them are carriers.
import type { ExpiringKind } from "#platform";

export const penaltiesExpiring: readonly ExpiringKind[] = [
  {
    kind: "penalty-case",
    table: "penalties.penalty_case",
    id: "case_id",
    clock: "ended_at",
    after: { by: "period", period: { months: 60 } },
    grounds: false,
    perStep: 500,
    takesAlong: ["penalties.failure", "penalties.statement", "penalties.dispute", "penalties.proposal"],
  },
];
