// Passenger data that come before the law lets them be sent: nothing of them is kept (Regulation (EU) 2025/13 Art. 5(3)).
import type { ReadMessage } from "#messages";
import { airport, toInstant, type Finding, type LegalProfile } from "#vocabulary";
import { kindOf } from "./agreed.ts";
import { intakeFinding } from "./codes.ts";

const MINUTE_MS = 60_000;
const MINUTES_AN_HOUR = 60;

/**
 * Why nothing of a list or request of passengers is taken that comes at `at`, before the earliest window of the profile opens;
 * null: it is in time, it is about crew or about who is on board, or no time can be told. By profiles of the EU only: elsewhere
 * no rule of law forbids to be early.
 */
export function tooEarly(
  { passengerList: list }: Pick<ReadMessage, "passengerList">,
  { family, pushes }: Pick<LegalProfile, "family" | "pushes">,
  at: Date,
): Finding | null {
  if (list === undefined || family === "icao-baseline") return null;
  const kind = kindOf(list);
  if (kind !== "passengers" && kind !== "interactive") return null;
  const opens = pushes.filter((push) => push.kind === "api").map((push) => push.opens);
  const departures = list.flights.flatMap(({ legs }) => {
    const leg = legs.find(({ border }) => border === true) ?? legs[0];
    const zone = airport(leg?.from ?? "")?.zone;
    return zone === undefined || leg?.departs?.length !== 16 ? [] : [toInstant(leg.departs, zone)];
  });
  if (opens.length === 0 || departures.length === 0) return null;
  const earliest = Math.min(...opens);
  const minutes = Math.min(...departures.map((departs) => (at.getTime() - departs.getTime()) / MINUTE_MS));
  if (minutes >= earliest) return null;
  return intakeFinding("API_TOO_EARLY", {
    hours: Math.round(-minutes / MINUTES_AN_HOUR),
    from: Math.round(-earliest / MINUTES_AN_HOUR),
  });
}
