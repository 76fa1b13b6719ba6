// Every flight still to come is screened again, each in its turn: when what makes a match an alert has changed.
import { systemActor, type Database } from "#platform";
import { flightsBetween } from "#records";
import { askToScreenFlight } from "./alert-store.ts";

const hour = 3_600_000;
/** Flights landed or departed so lately count as still to come, as in re-screening by names. */
const stillToComeMs = 24 * hour;
/** Bookings are made a year ahead. */
const aheadMs = 400 * 24 * hour;

/** Asks for it, flight by flight; asking twice does no harm. Returns how many flights. */
export function screenAllAgain(database: Database): Promise<number> {
  return database.transaction(systemActor("screening"), async (tx) => {
    const now = tx.at.getTime();
    const flights = await flightsBetween(tx, new Date(now - stillToComeMs), new Date(now + aheadMs));
    for (const flight of flights) askToScreenFlight(tx, flight);
    return flights.length;
  });
}
