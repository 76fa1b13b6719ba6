// The flight's page with what was asked of its carrier and what the carrier is told: the slices meet here.
import { FlightDirectives } from "#cases/ui";
import { PushRequestsOfFlight } from "#intake/ui";
import { FlightScreen } from "#records/ui";

export function FlightRoute() {
  return (
    <FlightScreen
      requests={(flightKey) => <PushRequestsOfFlight flightKey={flightKey} />}
      notices={(flightKey) => <FlightDirectives flightKey={flightKey} />}
    />
  );
}
