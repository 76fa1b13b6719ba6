// The console's figures over many alerts are counted by the database: nothing grows with them but the counts.
import { afterAll, beforeAll, expect, test } from "vitest";
import { alertsByWeek, costliestEntries, decidedCounts, decisionsByWeek, hoursAtRanks } from "#cases";
import { manualClock, migrateJobs, openDatabase, systemActor, type Actor, type Database } from "#platform";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { cannotTellOf, hourRanks, precisionOf, strengthEdges, timeOf } from "./figures.ts";
import { anAlert } from "./fixtures.ts";

const clock = manualClock(new Date("2026-11-21T10:00:00Z"));
const analyst: Actor = { id: "person:analyst", roles: ["analyst"], purpose: "TERR" };
const since = new Date("2026-11-01T00:00:00Z");
const copies = 8000;
let fresh: FreshDatabase;
let database: Database;

/** One alert, decided as others are, and so many more like it: strengths, hours, outcomes and days by their number. */
beforeAll(async () => {
  fresh = await freshDatabase();
  await migrateJobs(fresh.url);
  database = openDatabase({ url: fresh.url, clock });
  const id = await anAlert(database, clock.now(), { by: analyst, outcome: "no-match" });
  await database.transaction(systemActor("test"), async (tx) => {
    await tx.query(
      `insert into cases.alert
       select (jsonb_populate_record(a, jsonb_build_object('alert_id', md5('a' || n)::uuid, 'person_id', md5('p' || n)::uuid,
         'strength', (n % 100) / 100.0, 'band', case when n % 4 = 0 then 'strong' else 'possible' end,
         'raised_at', timestamptz '2026-11-10T00:00:00Z', 'list_code', 'L' || n % 3,
         'flight_date', date '2026-11-02' + n % 14))).*
       from cases.alert a, generate_series(1, $2) n where a.alert_id = $1`,
      [id, copies],
    );
    await tx.query(
      `insert into cases.decision
       select (jsonb_populate_record(d, jsonb_build_object('decision_id', md5('d' || n)::uuid, 'alert_id', md5('a' || n)::uuid,
         'outcome', case when n % 10 = 0 then 'cannot-tell' when n % 3 = 0 then 'confirmed' else 'no-match' end,
         'decided_at', timestamptz '2026-11-10T00:00:00Z'
           + case when n <= 240 then interval '1 hour' * n else interval '1 minute' * (n % 100) end))).*
       from cases.decision d, generate_series(1, $2) n where d.alert_id = $1`,
      [id, copies],
    );
    await tx.query("delete from cases.decision where alert_id = $1", [id]);
  });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const numbers = Array.from({ length: copies }, (_, at) => at + 1);
const count = (test: (n: number) => boolean): number => numbers.filter(test).length;

test("precision, by list too, and what nobody could tell", async () => {
  const decided = await database.transaction(analyst, (tx) => decidedCounts(tx, since));
  expect(decided.length).toBeLessThan(60);
  const told = (n: number): boolean => n % 10 !== 0;
  const { all, byBand, byList } = precisionOf(decided);
  expect(all).toMatchObject({ count: count((n) => told(n) && n % 3 === 0), of: count(told) });
  expect(byBand.shown[1]).toMatchObject({ group: "strong", of: count((n) => told(n) && n % 4 === 0) });
  expect(byList.shown.map(({ share }) => share)).toEqual([1, 0, 0]);
  expect(cannotTellOf(decided)).toMatchObject({ count: copies / 10, of: copies });
});

test("time to decision, from a handful of places in the order", async () => {
  const time = await database.transaction(analyst, async (tx) => {
    const decided = await decidedCounts(tx, since);
    const ranks = hourRanks(decided);
    expect(ranks.length).toBeLessThan(20);
    return timeOf(decided, await hoursAtRanks(tx, since, ranks));
  });
  const hours = numbers.map((n) => (n <= 240 ? n : (n % 100) / 60)).toSorted((a, b) => a - b);
  expect(time.all.count).toBe(copies);
  expect(time.all.median).toBeCloseTo(((hours[copies / 2 - 1] ?? 0) + (hours[copies / 2] ?? 0)) / 2, 6);
  expect(time.all.ninetieth).toBeCloseTo(hours[copies * 0.9 - 1] ?? 0, 6);
  expect(time.byBand.map(({ band }) => band)).toEqual(["strong", "possible"]);
});

test("alerts and decisions by week", async () => {
  const [alerts, decisions] = await database.transaction(analyst, (tx) =>
    Promise.all([alertsByWeek(tx, "2026-11-02", strengthEdges), decisionsByWeek(tx, since)]),
  );
  const ofWeek = (week: string) => alerts.filter((one) => one.week === week);
  expect(ofWeek("2026-11-02").reduce((sum, one) => sum + one.count, 0)).toBe(count((n) => n % 14 < 7));
  expect(ofWeek("2026-11-09").find(({ bin }) => bin === 6)?.count).toBe(
    count((n) => n % 14 >= 7 && n % 100 === 99),
  );
  expect(decisions.reduce((sum, { decided }) => sum + decided, 0)).toBe(copies);
});

test("the entries that cost most reviews, without a traveller", async () => {
  const entries = await database.transaction(analyst, (tx) => costliestEntries(tx, since, 10));
  expect(entries).toHaveLength(3);
  expect(entries[0]).toMatchObject({
    list: "L1",
    same: 0,
    cannotTell: count((n) => n % 3 === 1 && n % 10 === 0),
  });
  expect(JSON.stringify(entries)).not.toMatch(/C1234567|ALIYEV/);
});
