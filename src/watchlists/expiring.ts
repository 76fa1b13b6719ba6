// Of the watchlists only forecasts are about travellers: whom a version would raise alerts on.
import type { ExpiringKind } from "#platform";

export const watchlistsExpiring: readonly ExpiringKind[] = [
  {
    kind: "expected-alert",
    table: "watchlists.expected_alert",
    id: "md5(forecast_id::text || flight_id || person_id || entry_id)::uuid",
    clock: "clock_start",
    after: { by: "initial" },
    grounds: false,
    perStep: 5000,
  },
];
