// Statistics from the ledger: days that are over stand counted, the others are counted when asked; all of it can be counted again.
import { systemActor, type Database, type Transaction } from "#platform";
import {
  countedDays,
  countLedger,
  entriesOf,
  firstDay,
  keepDay,
  keptFigures,
  keptOfDay,
  type Days,
} from "./count-store.ts";
import { added, type Amount } from "./figures.ts";
import { published, publishedSoFar, type PublishedFigure } from "./publishing.ts";

const counter = systemActor("evidence");
const dayMs = 86_400_000;
/** A transaction that began before midnight may end after it; it never takes so long (the database ends it). */
const settledMs = 10 * 60_000;

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
const dayAfter = (day: string): string => dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + dayMs));

/** The first day (YYYY-MM-DD, UTC) that is not over yet, or only just. */
export function openDay(at: Date): string {
  return dayOf(new Date(at.getTime() - settledMs));
}

/** Days of a period, one by one. */
export function eachDay({ from, until }: Days): readonly string[] {
  const days: string[] = [];
  for (let day = from; day < until; day = dayAfter(day)) days.push(day);
  return days;
}

async function countDay(tx: Transaction, day: string) {
  const days = { from: day, until: dayAfter(day) };
  return { ...(await entriesOf(tx, days)), amounts: added(await countLedger(tx, days)) };
}

/** Counts every day that is over and does not stand counted, each in a transaction of its own; returns how many. */
export async function countDays({ database }: { readonly database: Database }): Promise<number> {
  const missing = await database.transaction(counter, async (tx) => {
    const first = await firstDay(tx);
    if (first === null) return [];
    const days = { from: first, until: openDay(tx.at) };
    const known = new Set((await countedDays(tx, days)).map(({ day }) => day));
    return eachDay(days).filter((day) => !known.has(day));
  });
  for (const day of missing) {
    await database.transaction(counter, async (tx) => keepDay(tx, day, await countDay(tx, day)));
  }
  return missing.length;
}

export type Counted = {
  readonly amounts: readonly Amount[];
  /** Entries of the ledger that it rests on. */
  readonly entries: number;
  /** Days taken as they stood counted, and days counted just now. */
  readonly kept: number;
  readonly fresh: number;
};

/** The figures of a period (days in UTC, `until` not among them). The transaction is the server's own. */
export async function figuresOf(tx: Transaction, period: Days): Promise<Counted> {
  const known = await countedDays(tx, period);
  const amounts: Amount[] = await keptFigures(tx, period);
  let entries = known.reduce((sum, day) => sum + day.entries, 0);
  const first = await firstDay(tx);
  const lastDay = dayAfter(dayOf(tx.at));
  const within = {
    from: first !== null && first > period.from ? first : period.from,
    until: lastDay < period.until ? lastDay : period.until,
  };
  const there = new Set(known.map(({ day }) => day));
  const missing = first === null ? [] : eachDay(within).filter((day) => !there.has(day));
  for (const days of runsOf(missing)) {
    amounts.push(...(await countLedger(tx, days)));
    entries += (await entriesOf(tx, days)).entries;
  }
  return { amounts: added(amounts), entries, kept: known.length, fresh: missing.length };
}

/** Days that follow each other, together. */
function runsOf(days: readonly string[]): readonly Days[] {
  const runs: { from: string; until: string }[] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last?.until === day) last.until = dayAfter(day);
    else runs.push({ from: day, until: dayAfter(day) });
  }
  return runs;
}

/** A day whose kept figure is not what the ledger says. */
export type Difference = {
  readonly day: string;
  readonly figure: string;
  readonly part: string;
  readonly kept: number;
  readonly ledger: number;
};

/** Counts a period again from the ledger and compares it with what stood counted; what differs is put right and told. */
export async function recount(
  database: Database,
  period: Days,
): Promise<{ readonly days: number; readonly differences: readonly Difference[] }> {
  const days = await database.transaction(counter, (tx) => countedDays(tx, period));
  const differences: Difference[] = [];
  for (const { day, entries } of days) {
    await database.transaction(counter, async (tx) => {
      const counted = await countDay(tx, day);
      const found = differing(day, await keptOfDay(tx, day), counted.amounts);
      if (counted.entries !== entries)
        found.push({ day, figure: "entries", part: "", kept: entries, ledger: counted.entries });
      differences.push(...found);
      if (found.length > 0) await keepDay(tx, day, counted);
    });
  }
  return { days: days.length, differences };
}

function differing(day: string, kept: readonly Amount[], ledger: readonly Amount[]): Difference[] {
  const at = ({ figure, part }: Amount): string => `${figure} ${part}`;
  const [was, is] = [kept, ledger].map((all) => new Map(all.map((one) => [at(one), one.amount])));
  const places = new Map([...kept, ...ledger].map((one) => [at(one), one]));
  return [...places].flatMap(([place, { figure, part }]) => {
    const difference = { day, figure, part, kept: was?.get(place) ?? 0, ledger: is?.get(place) ?? 0 };
    return difference.kept === difference.ledger ? [] : [difference];
  });
}

/** A year as the public is told of it. */
export type PublicYear = {
  readonly year: number;
  /** The last day that is counted in it. */
  readonly until: string;
  /** It is over and every day of it is counted; else its figures are whole tens. */
  readonly whole: boolean;
  readonly figures: readonly PublishedFigure[];
};

/** The last years, newest first, from the days that stand counted alone: asking costs the same whatever the ledger. */
export async function publicYears(tx: Transaction, years: number): Promise<readonly PublicYear[]> {
  const thisYear = tx.at.getUTCFullYear();
  const first = await firstDay(tx);
  if (first === null) return [];
  const shown: PublicYear[] = [];
  for (let year = thisYear; year > thisYear - years && String(year) >= first.slice(0, 4); year -= 1) {
    const period = { from: `${year}-01-01`, until: `${year + 1}-01-01` };
    const days = await countedDays(tx, period);
    const last = days.at(-1);
    if (last === undefined) continue;
    const due = eachDay({ from: first > period.from ? first : period.from, until: period.until });
    const whole = period.until <= openDay(tx.at) && days.length >= due.length;
    const amounts = added(await keptFigures(tx, period));
    const open = amounts.filter(({ figure }) => !withheld.includes(figure));
    shown.push({ year, until: last.day, whole, figures: whole ? published(open) : publishedSoFar(open) });
  }
  return shown;
}

/** Of use to those who oversee, and telling of how the unit works rather than of what it does with people's data. */
const withheld: readonly string[] = ["views", "disclosures-by-basis"];
