// A rule asked of the lawful past: figures alone come out, and hashes by which a repeat is compared.
import { createHash, type Hash } from "node:crypto";
import { systemActor, type Database, type Transaction } from "#platform";
import { flightsOfDay } from "#records";
import {
  backTestById,
  failBackTest,
  finishBackTest,
  historyOfFlight,
  type BackTestRow,
  type HistoryRow,
} from "./back-test-store.ts";
import type { BackTestResult } from "./contract.ts";
import { disparityCounter } from "./disparity.ts";
import { stopForDisparity } from "./disparity-watch.ts";
import { dayMs } from "./gates.ts";
import type { Rule } from "./language/ast.ts";
import { share } from "./statistics.ts";
import { versionsIn } from "./store.ts";

/** Whom somebody has reviewed on the flights of a day, by "flight person": true where an alert was confirmed. */
export type ReviewedPersons = (tx: Transaction, day: string) => Promise<ReadonlyMap<string, boolean>>;

export type BackTestServices = { readonly database: Database; readonly reviewedPersons: ReviewedPersons };

const actor = systemActor("criteria");
/** Other rules whose overlap is counted. */
const othersMax = 30;

/** Carries out a back-test that was asked for; one that has ended already is left as it is. */
export async function runBackTest(services: BackTestServices, testId: string): Promise<void> {
  const { database } = services;
  const test = await database.transaction(actor, (tx) => backTestById(tx, testId));
  if (test === null || test.state !== "running") return;
  try {
    const found = await backTest(services, test);
    await end(database, test, "done", async (tx) => {
      finishBackTest(tx, testId, found);
      await stopForDisparity(tx, test, found.result);
    });
  } catch (problem) {
    // What the database says may repeat values of records: its code alone is kept.
    const code = problem instanceof Error && "code" in problem ? String(problem.code) : "unknown";
    await end(database, test, "failed", async (tx) =>
      failBackTest(tx, testId, { code: "back-test-failed", values: { code } }),
    );
  }
}

function end(
  database: Database,
  test: BackTestRow,
  state: "done" | "failed",
  write: (tx: Transaction) => Promise<void>,
): Promise<void> {
  return database.transaction(actor, async (tx) => {
    await write(tx);
    tx.record({
      action: "criterion.back-tested",
      subjectKind: "criterion",
      subjectId: test.rule_id,
      detail: {
        version: test.version,
        test: test.test_id,
        state,
        from: test.from_day,
        until: test.until_day,
        askedBy: test.asked_by,
      },
    });
    tx.announce("criterion", test.rule_id);
  });
}

/** The days from one to another, both of them. */
function daysBetween(from: string, until: string): readonly string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(until); at += dayMs)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** The Monday of the day's week. */
function weekOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
}

type Other = { readonly id: string; readonly code: string; readonly version: number; readonly rule: Rule };

/** Asks the rule of each day's travellers in turn: memory holds one day's. */
async function backTest(
  { database, reviewedPersons }: BackTestServices,
  test: BackTestRow,
): Promise<{ dataset: string; hits: string; result: BackTestResult }> {
  const others = await database.transaction(actor, (tx) => otherRules(tx, test.rule_id));
  const tally = new Tally(others);
  const rules = others.map(({ rule }) => rule);
  for (const day of daysBetween(test.from_day, test.until_day)) {
    // Flight by flight: what rules ask of former journeys costs milliseconds a traveller.
    const rows: HistoryRow[] = [];
    const reviewed = await database.transaction(actor, async (tx) => {
      for (const id of await flightsOfDay(tx, day))
        rows.push(...(await historyOfFlight(tx, { date: day, id }, test.tree, rules)));
      return reviewedPersons(tx, day);
    });
    tally.addDay(day, rows, reviewed);
  }
  return tally.end();
}

async function otherRules(tx: Transaction, ruleId: string): Promise<readonly Other[]> {
  const rows = await versionsIn(tx, ["active", "shadow"]);
  return rows
    .filter((row) => row.rule_id !== ruleId)
    .slice(0, othersMax)
    .flatMap(({ rule_id: id, code, version, tree }) =>
      tree === null ? [] : [{ id, code, version, rule: tree }],
    );
}

class Tally {
  readonly #others: readonly Other[];
  readonly #both: number[];
  readonly #dataset: Hash = createHash("sha256");
  readonly #hits: Hash = createHash("sha256");
  readonly #disparity = disparityCounter();
  readonly #weeks = new Map<string, { travellers: number; matches: number }>();
  #travellers = 0;
  #flights = 0;
  #matches = 0;
  #undecided = 0;
  #mostPerFlight = 0;
  #mostPerDay = 0;
  readonly #reviewed = { hits: 0, confirmedHits: 0, confirmed: 0 };

  constructor(others: readonly Other[]) {
    this.#others = others;
    this.#both = others.map(() => 0);
  }

  addDay(day: string, rows: readonly HistoryRow[], reviewed: ReadonlyMap<string, boolean>): void {
    const perFlight = new Map<string, number>();
    let matches = 0;
    for (const row of rows) {
      const { flight_id: flight, person_id: person } = row;
      this.#dataset.update(`${day} ${flight} ${person} ${row.digest}\n`);
      const hit = row.hit === true;
      perFlight.set(flight, (perFlight.get(flight) ?? 0) + (hit ? 1 : 0));
      if (row.hit === null) this.#undecided += 1;
      const { nationality, age, sex, route } = row;
      this.#disparity.add({ nationality, age, sex, route, hit });
      const judged = reviewed.get(`${flight} ${person}`);
      if (judged === true) this.#reviewed.confirmed += 1;
      if (!hit) continue;
      matches += 1;
      this.#hits.update(`${day} ${flight} ${person}\n`);
      if (judged !== undefined) this.#reviewed.hits += 1;
      if (judged === true) this.#reviewed.confirmedHits += 1;
      for (const [at, also] of row.others.entries()) if (also) this.#both[at] = (this.#both[at] ?? 0) + 1;
    }
    this.#travellers += rows.length;
    this.#flights += perFlight.size;
    this.#matches += matches;
    this.#mostPerDay = Math.max(this.#mostPerDay, matches);
    this.#mostPerFlight = Math.max(this.#mostPerFlight, ...perFlight.values());
    const week = this.#weeks.get(weekOf(day)) ?? { travellers: 0, matches: 0 };
    this.#weeks.set(weekOf(day), {
      travellers: week.travellers + rows.length,
      matches: week.matches + matches,
    });
  }

  end(): { dataset: string; hits: string; result: BackTestResult } {
    const rate = share(this.#matches, this.#travellers);
    const per = (value: number | null) => (value === null ? null : value * 10_000);
    const disparity = this.#disparity.lines();
    const { hits, confirmedHits, confirmed } = this.#reviewed;
    return {
      dataset: this.#dataset.digest("hex"),
      hits: this.#hits.digest("hex"),
      result: {
        travellers: this.#travellers,
        flights: this.#flights,
        matches: this.#matches,
        undecided: this.#undecided,
        per10000: per(rate.value),
        low: per(rate.low),
        high: per(rate.high),
        mostPerFlight: this.#mostPerFlight,
        mostPerDay: this.#mostPerDay,
        precision: share(confirmedHits, hits),
        recall: share(confirmedHits, confirmed),
        overlap: this.#others.map(({ id, code, version }, at) => ({
          id,
          code,
          version,
          both: this.#both[at] ?? 0,
          share: share(this.#both[at] ?? 0, this.#matches),
        })),
        disparity: [...disparity],
        alarms: disparity.filter(({ verdict }) => verdict === "alarm").length,
        weeks: [...this.#weeks].map(([from, sums]) => ({ from, ...sums })),
      },
    };
  }
}
