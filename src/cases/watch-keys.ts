// Bookings against what is watched for beside names: after each push of a flight's bookings, and when a list changes.
import { hkdfSync } from "node:crypto";
import { systemActor, type Database, type Transaction, type SealingKey, rootOf } from "#platform";
import {
  bookedTravellers,
  flightsStillToCome,
  standingBookings,
  travellersOfFlight,
  type UpcomingTraveller,
} from "#records";
import { ENGINE_VERSION, isKeyMatch, keyIndex, matchBookings, type KeyIndex } from "#screening";
import { before, type LegalProfile } from "#vocabulary";
import { hasKeyedEntries, holdActiveVersions, keyedEntries } from "#watchlists";
import { askToWatchKeys, knownAlerts } from "./alert-store.ts";
import { raiseByKeys, type Raised } from "./raising.ts";

const actor = systemActor("screening");

export type WatchServices = {
  readonly database: Database;
  /** The installation's key, from which the one by which cards are compared is derived. */
  readonly key: SealingKey;
};
export type KeyServices = WatchServices & { readonly profile: Pick<LegalProfile, "recentPast"> };

const saltOf = (key: SealingKey): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", rootOf(key), Buffer.alloc(0), "openpiu watched cards", 32));

const flightsAPage = 100;

/** Asks, in the transaction of a push, for the flight's bookings to be compared; nothing is asked while no entry watches keys. */
export async function askForKeys(tx: Transaction, flight: { date: string; id: string }): Promise<void> {
  if (await hasKeyedEntries(tx)) askToWatchKeys(tx, flight);
}

/**
 * Compares the bookings of one flight with the keys of the lists in force and raises, strengthens or marks alerts for all
 * persons of the bookings that share one. What alerts say by names is left as it is. Null: nothing to compare.
 */
export function watchFlightKeys(
  { database, key }: WatchServices,
  flight: { readonly date: string; readonly id: string },
): Promise<Omit<Raised, "rescreening"> | null> {
  return database.transaction(actor, async (tx) => {
    const lists = await holdActiveVersions(tx);
    const index = keyIndex(await keyedEntries(tx), saltOf(key));
    const by = {
      engineVersion: ENGINE_VERSION,
      lists: lists.map(({ code, version }) => ({ code, version: String(version) })),
    };
    return compare(tx, flight, index, by);
  });
}

async function compare(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
  index: KeyIndex,
  by: Parameters<typeof raiseByKeys>[1]["by"],
): Promise<Omit<Raised, "rescreening"> | null> {
  const bookings = (await standingBookings(tx, flight)).map(({ contacts, payments, ...booking }) => ({
    ...booking,
    contacts: contacts ?? { phones: [], emails: [], addresses: [] },
    payments: payments ?? [],
  }));
  const found = matchBookings(index, bookings);
  const known = await knownAlerts(tx, flight);
  const shown = known
    .filter(({ state }) => state === "open")
    .flatMap(({ listings }) => listings.filter(({ match }) => isKeyMatch(match)));
  if (found.size === 0 && shown.length === 0) return null;
  const [travellers, locators] = await Promise.all([
    travellersOfFlight(tx, flight),
    bookedTravellers(tx, flight),
  ]);
  const concerned = new Set(shown.map(({ travellerId }) => travellerId));
  const persons = travellers.flatMap((traveller) => {
    const matches = found.get(locators.get(traveller.travellerId) ?? "") ?? [];
    return matches.length === 0 && !concerned.has(traveller.travellerId) ? [] : [{ ...traveller, matches }];
  });
  const [first] = persons;
  if (first === undefined) return null;
  const entries = new Set([...index.entryIds, ...shown.map(({ entryId }) => entryId)]);
  return raiseByKeys(tx, { flight: flightOf(first), receiptId: null, persons, by }, entries);
}

const flightOf = ({ flight }: UpcomingTraveller) => flight;

/** After a list's change: the bookings of all flights still to come, where any entry watches keys. Returns the flights compared. */
export async function watchListKeys(services: KeyServices): Promise<number> {
  const { database, profile } = services;
  if (!(await database.transaction(actor, hasKeyedEntries))) return 0;
  let flights = 0;
  let after: { date: string; id: string } | null = null;
  for (;;) {
    const from = after;
    const page: { date: string; id: string }[] = await database.transaction(actor, (tx) =>
      flightsStillToCome(tx, before(tx.at, profile.recentPast), from, {
        limit: flightsAPage,
        booked: true,
      }),
    );
    for (const flight of page) await watchFlightKeys(services, flight);
    flights += page.length;
    after = page.at(-1) ?? null;
    if (page.length < flightsAPage) return flights;
  }
}
