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
];
