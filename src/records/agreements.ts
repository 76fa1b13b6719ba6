// Data under an agreement with another State: who comes under one, and that they are over once the traveller has left (AGR-CA-1/15).
import { systemActor, type Database, type Job, type Services, type Transaction } from "#platform";
import { airport, type LegalProfile, type PnrAgreement } from "#vocabulary";
import { comeUnder, flightsFrom, keepAgreements, noteDepartures } from "./agreement-store.ts";
import { flightById } from "./read-store.ts";

type OfFlight = { readonly carrier: string; readonly origin: string };

/** The agreement under which the data of a flight into this State come, by its State of departure or its carrier; the first that says so. */
export function agreementOf(
  agreements: readonly PnrAgreement[],
  { carrier, origin }: OfFlight,
): PnrAgreement | undefined {
  const state = airport(origin)?.country;
  return agreements.find(({ origins }) =>
    origins.some((one) => one === `carrier:${carrier}` || (state !== undefined && one === `state:${state}`)),
  );
}

/**
 * After a message about a flight: whoever came by booking data on a flight into this State comes under the agreement there is, and
 * whoever leaves on a flight out of it has left with it, or has not after all, also under an agreement that binds no more.
 */
export async function followAgreements(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
  { agreements }: Pick<LegalProfile, "agreements">,
): Promise<void> {
  noteDepartures(tx, flight);
  if (agreements.length === 0) return;
  const row = await flightById(tx, flight);
  if (row?.direction !== "inbound") return;
  const under = agreementOf(agreements, row);
  if (under !== undefined) await comeUnder(tx, flight, under.name);
}

/**
 * Puts the agreements of the profile in force down for the database, and has the flights that are kept come under them. What came under
 * one before stays under it. Twice does no harm.
 */
export async function keepAgreementsAsProfileSays(
  database: Database,
  { agreements }: Pick<LegalProfile, "agreements">,
): Promise<void> {
  const changed = await database.transaction(systemActor("records"), async (tx) => {
    const names = await keepAgreements(tx, agreements);
    if (names === null) return false;
    tx.record({
      action: "agreements.kept",
      subjectKind: "store",
      subjectId: "records",
      detail: { agreements: names },
    });
    return true;
  });
  if (!changed || agreements.length === 0) return;
  for (let after = ""; ;) {
    const last = await database.transaction(systemActor("records"), async (tx) => {
      const flights = await flightsFrom(tx, after, flightsAtOnce);
      for (const flight of flights) {
        const under = agreementOf(agreements, flight);
        if (under !== undefined)
          await comeUnder(tx, { date: flight.flight_date, id: flight.flight_id }, under.name);
      }
      return flights.at(-1)?.flight_id;
    });
    if (last === undefined) return;
    after = last;
  }
}
const flightsAtOnce = 100;

/** Agreements of a profile that came into force meanwhile. */
export const agreementJobs: readonly Job<Services & { readonly profile: LegalProfile }>[] = [
  {
    name: "agreements-keeping",
    cron: "*/10 * * * *",
    run: async (_payload, { database, profile }) => {
      await keepAgreementsAsProfileSays(database, profile);
    },
  },
];
