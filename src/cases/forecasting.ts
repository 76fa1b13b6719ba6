// What a version of a list or a proposal would come to on traffic, worked out before anybody decides on it: nothing is raised.
import { systemActor, type Database, type Transaction } from "#platform";
import { flightsBetween, travellersOfFlight, type UpcomingTraveller } from "#records";
import type { Screening, ScreeningPart } from "#screening";
import {
  addExpected,
  beginForecast,
  comparedHash,
  contentHash,
  noteForecast,
  type ExpectedAlert,
  type ForecastChange,
  type ListEntry,
} from "#watchlists";
import { countWithout } from "./alert-store.ts";
import { isAlert, type MatchedEntry, type Planned, type ScreenedPerson } from "./raising-plan.ts";
import { planCompared } from "./raising.ts";

export type ForecastServices = { readonly database: Database; readonly screening: Screening };

const actor = systemActor("screening");
const hour = 3_600_000;
/** Screened together: enough that common words are sought once, few enough that progress is seen. */
const flightsAPage = 25;
/** What is told of the progress, in parts of the whole: every message makes open screens ask again. */
const toldParts = 20;

/** Travellers still to come within so long, and those of so long ago (screening.md section 9). */
export const comingMs = 72 * hour;
export const pastMs = 7 * 24 * hour;

/**
 * Works out the alerts to be expected from what the forecast is about: those that raising would make anew, after clearings
 * and what is known already. Begins anew when asked twice; does nothing once it has been decided on.
 */
export async function forecastAlerts(services: ForecastServices, forecastId: string): Promise<void> {
  const { database } = services;
  const change = await database.transaction(actor, (tx) => beginForecast(tx, forecastId));
  if (change === null) return;
  try {
    await workOut(services, forecastId, change);
  } catch (problem) {
    await note(database, change, (tx) => noteForecast(tx, forecastId, { state: "failed" }));
    throw problem;
  }
  await note(database, change, (tx) => noteForecast(tx, forecastId, { state: "done" }));
}

/** Notes the progress and tells the screens that show the list. */
function note(
  database: Database,
  { listId }: ForecastChange,
  work: (tx: Transaction) => Promise<void>,
): Promise<void> {
  return database.transaction(actor, async (tx) => {
    await work(tx);
    tx.announce("watchlist", listId);
  });
}

async function workOut(
  { database, screening }: ForecastServices,
  forecastId: string,
  change: ForecastChange,
): Promise<void> {
  const flights = await database.transaction(actor, async (tx) => {
    const now = tx.at.getTime();
    const found = await flightsBetween(tx, new Date(now - pastMs), new Date(now + comingMs));
    const withdrawn = await countWithout(tx, change.removed);
    await noteForecast(tx, forecastId, { flights: found.length, withdrawn });
    return found;
  });
  if (change.entries.length === 0) {
    await database.transaction(actor, (tx) => noteForecast(tx, forecastId, { flightsMore: flights.length }));
    return;
  }
  const entries = matchedEntries(change.entries);
  const part = await screening.part(change.entries, [change.list]);
  try {
    let told = 0;
    for (let at = 0; at < flights.length; at += flightsAPage) {
      const page = flights.slice(at, at + flightsAPage);
      const looked = await look(database, { page, part, entries });
      const done = (at + page.length) / flights.length;
      await database.transaction(actor, async (tx) => {
        await addExpected(tx, forecastId, looked.expected);
        await noteForecast(tx, forecastId, {
          flightsMore: page.length,
          travellersMore: looked.travellers,
          suppressedMore: looked.suppressed,
        });
        if (done - told < 1 / toldParts) return;
        told = done;
        tx.announce("watchlist", change.listId);
      });
    }
  } finally {
    await part.close();
  }
}

type Flight = { readonly date: string; readonly id: string; readonly coming: boolean };

async function look(
  database: Database,
  work: {
    readonly page: readonly Flight[];
    readonly part: ScreeningPart;
    readonly entries: ReadonlyMap<string, MatchedEntry>;
  },
): Promise<{ expected: ExpectedAlert[]; suppressed: number; travellers: number }> {
  const travellers = await database.transaction(actor, async (tx) =>
    (await Promise.all(work.page.map((flight) => travellersOfFlight(tx, flight)))).flat(),
  );
  const { persons } = await work.part.screen(travellers);
  const matching = Map.groupBy(
    persons.filter((person) => person.matches.some(isAlert)),
    (person) => person.flight.id,
  );
  const expected: ExpectedAlert[] = [];
  let suppressed = 0;
  await database.transaction(actor, async (tx) => {
    for (const flight of work.page) {
      const rows = matching.get(flight.id) ?? [];
      if (rows.length === 0) continue;
      for (const plan of await planCompared(tx, flight, rows, work.entries)) {
        if (plan.kind === "suppress") suppressed += plan.entryIds.length;
        if (plan.kind === "raise") expected.push(expectedOf(plan, rows, flight.coming));
      }
    }
  });
  return { expected, suppressed, travellers: travellers.length };
}

function expectedOf(
  { personId, listings }: Extract<Planned, { kind: "raise" }>,
  rows: readonly (ScreenedPerson & UpcomingTraveller)[],
  coming: boolean,
): ExpectedAlert {
  const [shown] = listings;
  const row = rows.find(({ travellerId }) => travellerId === shown.travellerId);
  if (row === undefined) throw new Error("an alert was planned for a row that was not screened");
  const { date, id, designator, origin, destination, dueAt } = row.flight;
  return {
    flight: { date, id, designator, origin, destination, dueAt },
    coming,
    personId,
    entryId: shown.entryId,
    category: shown.entry.category ?? null,
    band: shown.band,
    strength: shown.strength,
  };
}

/** The entries of a change by id, as raising would find them in their version. */
function matchedEntries(texts: readonly string[]): ReadonlyMap<string, MatchedEntry> {
  return new Map(
    texts.map((text) => {
      const entry = JSON.parse(text) as ListEntry;
      return [entry.id, { entry, contentHash: contentHash(entry), comparedHash: comparedHash(entry) }];
    }),
  );
}
