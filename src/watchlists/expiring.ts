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
    onFlight: true,
    ofPerson: "x.flight_date = p.flight_date and x.flight_id = p.flight_id and x.person_id = p.person_id",
    perStep: 5000,
  },
];
