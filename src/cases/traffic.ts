// Screens the travellers of a span of flights again, to count what something proposed would come to; nobody is alerted by it.
import { systemActor, type Database } from "#platform";
import { flightsBetween, travellersOfFlight, type UpcomingTraveller } from "#records";
import type { Match, Screening } from "#screening";

const actor = systemActor("screening");
const flightsAPage = 25;
/** Few at a time: messages are screened between them. */
const travellersAtOnce = 250;

export type ScreenedTraveller = UpcomingTraveller & { readonly matches: readonly Match[] };

/** Gives each traveller with all matches that anybody could be shown to `each`, and tells how far it has come. */
export async function screenTraffic(
  { database, screening }: { readonly database: Database; readonly screening: Screening },
  { from, until }: { readonly from: Date; readonly until: Date },
  each: (persons: readonly ScreenedTraveller[]) => Promise<void> | void,
  progress: (come: {
    readonly flights: number;
    readonly flightsDone: number;
    readonly travellers: number;
  }) => Promise<void>,
): Promise<void> {
  await screening.upToDate();
  const flights = await database.transaction(actor, (tx) => flightsBetween(tx, from, until));
  let travellers = 0;
  await progress({ flights: flights.length, flightsDone: 0, travellers });
  for (let at = 0; at < flights.length; at += flightsAPage) {
    const page = flights.slice(at, at + flightsAPage);
    const rows = await database.transaction(actor, async (tx) =>
      (await Promise.all(page.map((flight) => travellersOfFlight(tx, flight)))).flat(),
    );
    for (let first = 0; first < rows.length; first += travellersAtOnce) {
      const { persons } = await screening.screen(rows.slice(first, first + travellersAtOnce));
      await each(persons);
    }
    travellers += rows.length;
    await progress({ flights: flights.length, flightsDone: at + page.length, travellers });
  }
}
