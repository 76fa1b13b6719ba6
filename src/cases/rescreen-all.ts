// Everyone still to come is screened anew, once, when something else than a list has changed: the engine, the thresholds.
import { canonicalJson, systemActor, type Database, type LedgerValue, type Transaction } from "#platform";
import { upcomingFlights } from "#records";
import type { GoesBy, Screened, Screening } from "#screening";
import { before } from "#vocabulary";
import { isAlert } from "./raising-plan.ts";
import { isBehind, raiseCompared } from "./raising.ts";
import { allDone, pagesOf, type Page } from "./rescreen-pages.ts";
import {
  askToScreenAll,
  endRescreening,
  insertRescreening,
  lastGoneBy,
  notePage,
  runningRescreening,
  withOpenAlerts,
  type RescreeningRow,
} from "./rescreen-store.ts";
import { watchListKeys, type KeyServices } from "./watch-keys.ts";

export type RescreenAllServices = KeyServices & { readonly screening: Screening };

/** What it came to. `changed`: open alerts whose evidence changed or that fit no more. */
export type RescreenedAll = {
  readonly because: readonly string[];
  readonly flights: number;
  readonly travellers: number;
  readonly raised: number;
  readonly changed: number;
};

const actor = systemActor("screening");
/** Few at a time: messages are screened between them. */
const travellersAtOnce = 100;
const triesMax = 20;

/** Asks for it when a server starts: a new release may bring another engine. It does nothing when nothing has changed. */
export function askForRescreening(database: Database): Promise<void> {
  return database.transaction(actor, async (tx) => askToScreenAll(tx));
}

/**
 * Screens the travellers of all flights still to come against all lists by what screening goes by now, if that is not what
 * they were screened by; raises what that makes, and marks open alerts that fit no more. Goes on where one that was cut off
 * stopped. Null: nothing has changed, or another process is at it.
 */
export async function screenAllAgain(services: RescreenAllServices): Promise<RescreenedAll | null> {
  const { database, screening } = services;
  for (let tries = 0; tries < triesMax; tries += 1) {
    await screening.upToDate();
    const now = await screening.goesBy();
    const begun = await database.transaction(actor, (tx) => begin(tx, now));
    if (begun === null) return null;
    const outcome = await walk(services, begun);
    if (outcome === "elsewhere") return null;
    if (outcome === "overtaken") continue;
    await watchListKeys(services);
    return database.transaction(actor, (tx) => end(tx, begun.rescreening_id));
  }
  throw new Error("what screening goes by changes faster than everyone can be screened");
}

/** Takes up the one under way, unless something has changed again since it began: then everyone has to be screened anew. */
async function begin(tx: Transaction, now: GoesBy): Promise<RescreeningRow | null> {
  const running = await runningRescreening(tx);
  if (running !== null) {
    if (same(running.now, now)) return running;
    endRescreening(tx, running.rescreening_id, "overtaken");
    return insertRescreening(tx, { before: running.before, now });
  }
  const last = await lastGoneBy(tx);
  return last !== null && same(last, now) ? null : insertRescreening(tx, { before: last, now });
}

const plain = (value: GoesBy): LedgerValue => JSON.parse(JSON.stringify(value)) as LedgerValue;
const same = (one: GoesBy, other: GoesBy): boolean =>
  canonicalJson(plain(one)) === canonicalJson(plain(other));

async function walk(
  services: RescreenAllServices,
  run: RescreeningRow,
): Promise<"done" | "overtaken" | "elsewhere"> {
  const { database, profile } = services;
  const coming = await database.transaction(actor, (tx) =>
    upcomingFlights(tx, before(tx.at, profile.recentPast)),
  );
  const left = coming.filter(({ date, id }) => {
    const { after_date: day, after_id: after } = run;
    return day === null || after === null || date > day || (date === day && id > after);
  });
  let cursor = run.after_id;
  for await (const page of pagesOf(database, left)) {
    const outcome = await screenPage(services, run, cursor, page);
    if (outcome !== "done") return outcome;
    cursor = page.flights.at(-1)?.id ?? cursor;
  }
  return "done";
}

/** One page, again when a list has changed between its screening and its transaction. */
async function screenPage(
  services: RescreenAllServices,
  run: RescreeningRow,
  cursor: string | null,
  page: Page,
): Promise<"done" | "overtaken" | "elsewhere"> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const screened = await inPortions(services.screening, page);
    const outcome = await services.database.transaction(actor, (tx) =>
      raisePage(tx, run, { cursor, page, screened }),
    );
    if (outcome !== "behind") return outcome;
    await services.screening.upToDate();
    if (!same(await services.screening.goesBy(), run.now)) return "overtaken";
  }
  throw new Error("lists change faster than travellers can be screened");
}

/** Null: lists or thresholds have changed between two portions. */
async function inPortions(
  screening: Screening,
  { travellers }: Page,
): Promise<Screened<Page["travellers"][number]> | null> {
  const persons: Screened<Page["travellers"][number]>["persons"][number][] = [];
  let by: Screened<Page["travellers"][number]>["by"] | null = null;
  for (let at = 0; at < travellers.length || by === null; at += travellersAtOnce) {
    const portion = await screening.screen(travellers.slice(at, at + travellersAtOnce));
    if (by !== null && JSON.stringify(by) !== JSON.stringify(portion.by)) return null;
    ({ by } = portion);
    persons.push(...portion.persons);
  }
  return { persons, by };
}

/** Persons with a match, and everyone on a flight with open alerts, which may fit no more; one transaction for the page. */
async function raisePage(
  tx: Transaction,
  run: RescreeningRow,
  work: {
    readonly cursor: string | null;
    readonly page: Page;
    readonly screened: Awaited<ReturnType<typeof inPortions>>;
  },
): Promise<"done" | "behind" | "elsewhere"> {
  const running = await runningRescreening(tx);
  if (running?.rescreening_id !== run.rescreening_id || running.after_id !== work.cursor) return "elsewhere";
  const { page, screened } = work;
  if (screened === null || (await isBehind(tx, screened))) return "behind";
  const { persons, by } = screened;
  const open = await withOpenAlerts(tx, page.flights);
  const concerned = persons.filter(({ matches, flight }) => matches.some(isAlert) || open.has(flight.id));
  const outcomes = await allDone(
    [...Map.groupBy(concerned, ({ flight }) => flight)].map(([flight, ofFlight]) =>
      raiseCompared(tx, { flight, receiptId: null, persons: ofFlight, by }, "all"),
    ),
  );
  const last = page.flights.at(-1);
  if (last === undefined) return "done";
  notePage(tx, run.rescreening_id, {
    after: last,
    flights: page.flights.length,
    travellers: page.travellers.length,
    raised: outcomes.reduce((sum, { raised }) => sum + raised.length, 0),
    changed: outcomes.reduce((sum, { changed }) => sum + changed.length, 0),
  });
  return "done";
}

async function end(tx: Transaction, id: string): Promise<RescreenedAll | null> {
  const row = await runningRescreening(tx);
  if (row?.rescreening_id !== id) return null;
  endRescreening(tx, id, "done");
  const { flights, travellers, raised, changed } = row;
  const done = { because: differences(row), flights, travellers, raised, changed };
  // A first start has nobody to screen, and nothing to tell.
  if (row.before !== null || travellers > 0) {
    tx.record({
      action: "screening.renewed",
      subjectKind: "screening",
      subjectId: id,
      detail: { ...done, before: row.before === null ? null : plain(row.before), now: plain(row.now) },
    });
  }
  return done;
}

/** What has changed, by the names under which screening tells it; nothing where it is not known. */
function differences({ before: former, now }: RescreeningRow): string[] {
  if (former === null) return [];
  const [one, other] = [new Map(Object.entries(former)), new Map(Object.entries(now))];
  const text = (value: unknown): string => canonicalJson((value ?? null) as LedgerValue);
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    (key) => text(one.get(key)) !== text(other.get(key)),
  );
}
