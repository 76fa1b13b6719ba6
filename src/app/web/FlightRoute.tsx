// The flight's page with what was asked of its carrier: the two slices meet here.
import { PushRequestsOfFlight } from "#intake/ui";
import { FlightScreen } from "#records/ui";

export function FlightRoute() {
  return <FlightScreen requests={(flightKey) => <PushRequestsOfFlight flightKey={flightKey} />} />;
}
