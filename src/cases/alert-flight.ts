// The flight of an alert on the wire.
import { Type } from "typebox";
import { closed, FlightKey, Instant, Nullable } from "#vocabulary";

export const AlertFlight = closed({
  key: FlightKey,
  designator: Type.String(),
  origin: Type.String(),
  destination: Type.String(),
  direction: Type.String(),
  dueAt: Nullable(Instant),
});
