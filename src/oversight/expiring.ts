// What of oversight has its time: the lists of those whom a breach concerned, from the end of the breach or the next count on.
import type { ExpiringKind } from "#platform";

export const oversightExpiring: readonly ExpiringKind[] = [
  {
    kind: "breach-list",
    table: "oversight.breach_list",
    id: "reach_id",
    clock: "ended_at",
    after: { by: "initial" },
    grounds: false,
    perStep: 5,
    takesAlong: ["oversight.breach_affected"],
  },
];
