// When a list changes, the travellers still to come are screened against what changed of it, and only that.
import { systemActor, type Database, type Transaction } from "#platform";
import { upcomingFlights, travellersOfFlight, type UpcomingTraveller } from "#records";
import type { Screened, Screening, ScreeningPart } from "#screening";
import { before, type LegalProfile } from "#vocabulary";
import { activeVersions, differingTexts, holdActiveVersions, type ActiveVersion } from "#watchlists";
import { flightsWithOpenAlerts } from "./alert-store.ts";
import { isAlert } from "./raising-plan.ts";
import { raiseAlerts, raiseCompared, withdrawEntryAlerts, withdrawGone } from "./raising.ts";
import { allDone, pagesOf } from "./rescreen-pages.ts";

export type RescreenServices = { readonly database: Database; readonly screening: Screening };
export type ListServices = RescreenServices & { readonly profile: Pick<LegalProfile, "recentPast"> };

/** What a list's change came to. */
export type Rescreened = {
  readonly version: number;
  readonly entries: number;
  readonly travellers: number;
  readonly raised: number;
  readonly changed: number;
  readonly withdrawn: number;
};

const actor = systemActor("screening");
const triesMax = 10;

/**
 * Screens the travellers of flights still to come (and of the recent past, as the legal profile says) against the entries that
 * the version in force has and `from` had not or otherwise (null: all), raises the alerts that makes, and withdraws open alerts on
 * entries that are gone (screening.md section 9). Begins anew when another version comes into force meanwhile; twice
 * the same does no harm. Null when the list has no version in force.
 */
export async function rescreenList(
  services: ListServices,
  change: { readonly listId: string; readonly from: number | null },
): Promise<Rescreened | null> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const lists = await services.database.transaction(actor, activeVersions);
    const list = lists.find((each) => each.listId === change.listId);
    if (list === undefined) return null;
    const done = await rescreenTo(services, list, change.from);
    if (done !== "overtaken") return done;
  }
  throw new Error("the list changes faster than it can be screened against");
}

async function rescreenTo(
  services: ListServices,
  list: ActiveVersion,
  from: number | null,
): Promise<Rescreened | "overtaken"> {
  const { database, screening } = services;
  const { entries, ids, removed } = await database.transaction(actor, (tx) =>
    differingTexts(tx, { id: list.listId, from, to: list.version }, null),
  );
  const withdrawn = await inForce(database, list, (tx) => withdrawEntryAlerts(tx, removed));
  if (withdrawn === "overtaken") return "overtaken";
  const sum = { travellers: 0, raised: 0, changed: 0 };
  if (entries.length > 0) {
    const part = await screening.part(entries, [{ code: list.code, version: String(list.version) }]);
    try {
      const walked = await walk(services, { list, part, compared: new Set(ids), sum });
      if (walked === "overtaken") return "overtaken";
    } finally {
      await part.close();
    }
  }
  const done = { version: list.version, entries: entries.length, ...sum, withdrawn: withdrawn.length };
  await database.transaction(actor, async (tx) => {
    const detail = { from, removed: removed.length, ...done };
    tx.record({ action: "list.rescreened", subjectKind: "list", subjectId: list.listId, detail });
  });
  return done;
}

type Walk = {
  readonly list: ActiveVersion;
  readonly part: ScreeningPart;
  readonly compared: ReadonlySet<string>;
  readonly sum: { travellers: number; raised: number; changed: number };
};

/** One page is read and another raised from while a third is screened: thread, database and server work side by side. */
async function walk({ database, profile }: ListServices, work: Walk): Promise<"overtaken" | null> {
  const { flights, withOpen } = await database.transaction(actor, async (tx) => {
    const [coming, open] = await Promise.all([
      upcomingFlights(tx, before(tx.at, profile.recentPast)),
      flightsWithOpenAlerts(tx, [...work.compared]),
    ]);
    return { flights: coming, withOpen: open };
  });
  let raising: Promise<"overtaken" | null> = Promise.resolve(null);
  for await (const { travellers } of pagesOf(database, flights)) {
    const screened = await work.part.screen(travellers);
    work.sum.travellers += travellers.length;
    if ((await raising) === "overtaken") return "overtaken";
    raising = raisePage(database, work, screened, withOpen);
    raising.catch(() => undefined);
  }
  return raising;
}

/**
 * Persons with a match, and all of a flight that has an open alert on a changed entry: it may match no more. One
 * transaction for the page: what a commit costs does not grow with the flights.
 */
async function raisePage(
  database: Database,
  work: Walk,
  { persons, by }: Screened<UpcomingTraveller>,
  withOpen: ReadonlySet<string>,
): Promise<"overtaken" | null> {
  const concerned = persons.filter(
    (person) => person.matches.some(isAlert) || withOpen.has(person.flight.id),
  );
  if (concerned.length === 0) return null;
  const flights = [...Map.groupBy(concerned, (person) => person.flight).entries()];
  const outcome = await inForce(database, work.list, (tx) =>
    allDone(
      flights.map(([flight, ofFlight]) =>
        raiseCompared(tx, { flight, receiptId: null, persons: ofFlight, by }, work.compared),
      ),
    ),
  );
  if (outcome === "overtaken") return outcome;
  for (const { raised, changed } of outcome) {
    work.sum.raised += raised.length;
    work.sum.changed += changed.length;
  }
  return null;
}

/** Does the work in a transaction in which the list's version in force is, and stays, the one compared. */
function inForce<Result>(
  database: Database,
  list: ActiveVersion,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result | "overtaken"> {
  return database.transaction(actor, async (tx) => {
    const active = await holdActiveVersions(tx);
    const same = active.some((each) => each.listId === list.listId && each.version === list.version);
    return same ? work(tx) : "overtaken";
  });
}

/**
 * Screens one flight against all lists in force: asked for when a message was screened by a version that had just been
 * replaced. Alerts on entries that are gone are withdrawn.
 */
export async function rescreenFlight(
  { database, screening }: RescreenServices,
  flight: { readonly date: string; readonly id: string },
): Promise<void> {
  await screening.upToDate();
  await database.transaction(actor, async (tx) => {
    const travellers = await travellersOfFlight(tx, flight);
    const { persons, by } = await screening.screen(travellers);
    const [first] = persons;
    if (first !== undefined) await raiseAlerts(tx, { flight: first.flight, receiptId: null, persons, by });
    await withdrawGone(tx, flight);
  });
}
