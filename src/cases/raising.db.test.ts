// Raising on the real database: one alert for a person, a flight and an entry, whatever arrives and however often.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { manualClock, openDatabase, systemActor, type Database } from "#platform";
import type { Match } from "#screening";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { aList, anEntry, aVersion } from "../watchlists/fixtures.ts";
import { aFlight, aMatch, aPerson, byVersion, testId } from "./fixtures.ts";
import type { StoredListing } from "./listing.ts";
import type { ScreenedPerson } from "./raising-plan.ts";
import { raiseAlerts, raiseCompared, withdrawAlerts, withdrawEntryAlerts } from "./raising.ts";

const clock = manualClock(new Date("2026-11-21T10:00:00Z"));
const intake = systemActor("intake");
let fresh: FreshDatabase;
let database: Database;
let listId: string;
let flightNumber = 0;
let flight = aFlight();

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, clock });
  const entries = ["TEST-1", "TEST-2", "TEST-3"].map((id) => anEntry({ id }));
  listId = await database.transaction(intake, (tx) => aList(tx, entries));
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(() => {
  flightNumber += 1;
  flight = aFlight({ id: testId(0xf000 + flightNumber) });
});

const raise = (persons: readonly ScreenedPerson[], version = 1, onFlight = flight) =>
  database.transaction(intake, (tx) =>
    raiseAlerts(tx, { flight: onFlight, receiptId: testId(1), persons, by: byVersion(version) }),
  );

type Row = {
  person_id: string;
  entry_id: string;
  entry_ids: string[];
  others: StoredListing[];
  state: string;
  strength: number;
  sources: string[];
  version: number;
  still_matches: boolean;
  due_at: Date;
  withdrawn_reason: string | null;
};
const alertsOn = (id = flight.id) =>
  database.transaction(intake, (tx) =>
    tx.query<Row>("select * from cases.alert where flight_id = $1 order by raised_at, entry_id, alert_id", [
      id,
    ]),
  );

describe("one alert for a person, a flight and an entry", () => {
  test("a match at the threshold is an alert, one below is not", async () => {
    const below = aMatch({ entryId: "TEST-2", decision: "none", band: "weak", score: 0.2 });
    const raised = await raise([
      aPerson({ personId: testId(10), matches: [aMatch({ entryId: "TEST-1" }), below] }),
    ]);
    expect(raised.raised).toHaveLength(1);
    expect(await alertsOn()).toMatchObject([
      { person_id: testId(10), entry_id: "TEST-1", state: "open", version: 1, due_at: flight.dueAt },
    ]);
  });

  test("the API row and the PNR row of one person share the alert; the stronger evidence is kept", async () => {
    const pnr = aPerson({
      personId: testId(10),
      travellerId: testId(11),
      source: "pnr",
      documents: [],
      birthDate: null,
      matches: [aMatch({ entryId: "TEST-1", score: 0.6 })],
    });
    await raise([pnr]);
    await raise([aPerson({ personId: testId(10), matches: [aMatch({ entryId: "TEST-1", score: 0.91 })] })]);
    await raise([pnr]);
    expect(await alertsOn()).toMatchObject([{ strength: 0.91, sources: ["api", "pnr"], version: 2 }]);
  });

  test("the same push again changes nothing and leaves no trace in the ledger", async () => {
    const person = aPerson({ personId: testId(10), matches: [aMatch({ entryId: "TEST-1" })] });
    await raise([person]);
    const again = await raise([person]);
    expect(again).toEqual({ raised: [], changed: [], suppressed: 0, rescreening: false });
    const [alert] = await alertsOn();
    expect(alert).toMatchObject({ version: 1 });
    const entries = await database.transaction(intake, (tx) =>
      tx.query("select from ledger.entry where action like 'alert.%' and body like $1", [`%${flight.id}%`]),
    );
    expect(entries).toHaveLength(1);
  });

  test("two messages at once raise it once, with the stronger evidence", async () => {
    const at = (score: number, travellerId: number) =>
      aPerson({
        personId: testId(10),
        travellerId: testId(travellerId),
        matches: [aMatch({ entryId: "TEST-1", score })],
      });
    await Promise.all([raise([at(0.7, 10)]), raise([at(0.8, 11)]), raise([at(0.75, 12)])]);
    expect(await alertsOn()).toMatchObject([{ strength: 0.8 }]);
  });

  test("a row found to be another person's takes its alerts along", async () => {
    const row = aPerson({
      personId: testId(11),
      source: "pnr",
      matches: [aMatch({ entryId: "TEST-1", score: 0.6 })],
    });
    await raise([row, aPerson({ personId: testId(10), matches: [aMatch({ entryId: "TEST-2" })] })]);
    await raise([{ ...row, personId: testId(10) }]);
    expect(await alertsOn()).toMatchObject([
      { entry_id: "TEST-1", person_id: testId(10), state: "open" },
      { entry_id: "TEST-2", person_id: testId(10), state: "open" },
    ]);
  });

  test("where both persons had the alert, one of the two is withdrawn", async () => {
    const row = aPerson({
      personId: testId(11),
      source: "pnr",
      matches: [aMatch({ entryId: "TEST-1", score: 0.6 })],
    });
    await raise([row, aPerson({ personId: testId(10), matches: [aMatch({ entryId: "TEST-1" })] })]);
    await raise([{ ...row, personId: testId(10) }]);
    const alerts = await alertsOn();
    expect(alerts.filter(({ state }) => state === "open")).toMatchObject([
      { strength: 0.91, sources: ["api", "pnr"] },
    ]);
    expect(alerts.filter(({ state }) => state === "withdrawn")).toMatchObject([
      { withdrawn_reason: "person-joined" },
    ]);
  });

  test("many persons take the same number of statements as one", async () => {
    const counted = async (persons: readonly ScreenedPerson[]) => {
      let statements = 0;
      await database.transaction(intake, (tx) => {
        const counting = {
          ...tx,
          query: ((...args) => ((statements += 1), tx.query(...args))) as typeof tx.query,
        };
        return raiseAlerts(counting, { flight, receiptId: null, persons, by: byVersion(1) });
      });
      return statements;
    };
    const many = Array.from({ length: 400 }, (_, index) =>
      aPerson({
        personId: testId(5000 + index),
        matches: [aMatch({ entryId: "TEST-1" }), aMatch({ entryId: "TEST-3" })],
      }),
    );
    const one = await counted([aPerson({ personId: testId(10), matches: [aMatch({ entryId: "TEST-1" })] })]);
    expect(await counted(many)).toBe(one);
    expect(await alertsOn()).toHaveLength(801);
    expect(await counted([aPerson({ personId: testId(9999), matches: [] })])).toBe(2);
  });
});

describe("entries of one cluster are one listed person", () => {
  const one = (over: Partial<Match> = {}) => aMatch({ entryId: "TEST-1", cluster: "C-7", ...over });
  const two = (over: Partial<Match> = {}) =>
    aMatch({ entryId: "TEST-2", cluster: "C-7", score: 0.8, ...over });
  const person = (matches: readonly Match[]) => aPerson({ personId: testId(10), matches });
  const shown = async () =>
    (await alertsOn()).map(({ state, entry_ids, withdrawn_reason }) => [state, entry_ids, withdrawn_reason]);

  test("one alert shows them all, the strongest first, each with its evidence", async () => {
    const raised = await raise([person([two(), one(), aMatch({ entryId: "TEST-3" })])]);
    expect(raised.raised).toHaveLength(2);
    const [alert, other] = await alertsOn();
    expect(alert).toMatchObject({ entry_id: "TEST-1", entry_ids: ["TEST-1", "TEST-2"], strength: 0.91 });
    expect(alert?.others).toMatchObject([{ entryId: "TEST-2", strength: 0.8, match: { entryId: "TEST-2" } }]);
    expect(other).toMatchObject({ entry_ids: ["TEST-3"] });
    expect(await raise([person([two(), one(), aMatch({ entryId: "TEST-3" })])])).toMatchObject({
      raised: [],
      changed: [],
    });
  });

  test("an entry that comes later joins the open alert, and may become the one it is shown by", async () => {
    await raise([person([two()])]);
    expect(await raise([person([two(), one()])])).toMatchObject({
      raised: [],
      changed: [expect.any(String)],
    });
    expect(await alertsOn()).toMatchObject([
      { entry_id: "TEST-1", entry_ids: ["TEST-1", "TEST-2"], version: 2 },
    ]);
  });

  test("an entry whose evidence no longer holds leaves the alert; the last one stays, marked", async () => {
    await raise([person([one(), two()])]);
    await raise([person([two()])]);
    expect(await alertsOn()).toMatchObject([{ entry_ids: ["TEST-2"], others: [], still_matches: true }]);
    await raise([person([])]);
    expect(await alertsOn()).toMatchObject([{ entry_ids: ["TEST-2"], still_matches: false }]);
  });

  test("two alerts whose entries turn out to be one person become one", async () => {
    await raise([person([one({ cluster: null }), two({ cluster: null })])]);
    expect(await alertsOn()).toHaveLength(2);
    await raise([person([one(), two()])]);
    expect(await shown()).toEqual([
      ["open", ["TEST-1", "TEST-2"], null],
      ["withdrawn", ["TEST-2"], "listings-joined"],
    ]);
  });

  test("a delisted entry leaves the alert, another of the person keeps it; with the last it is withdrawn", async () => {
    const [alertId] = (await raise([person([one(), two()])])).raised;
    const withdraw = (entryId: string) =>
      database.transaction(intake, (tx) => withdrawEntryAlerts(tx, [entryId]));
    expect(await withdraw("TEST-1")).not.toContain(alertId);
    expect(await alertsOn()).toMatchObject([
      { state: "open", entry_id: "TEST-2", entry_ids: ["TEST-2"], strength: 0.8, version: 2 },
    ]);
    expect(await withdraw("TEST-2")).toContain(alertId);
    expect(await shown()).toEqual([["withdrawn", ["TEST-2"], "entry-withdrawn"]]);
  });

  test("a re-screening of one entry leaves what the alert shows of the other", async () => {
    await raise([person([one(), two()])]);
    await database.transaction(intake, async (tx) => {
      await raiseCompared(
        tx,
        { flight, receiptId: null, persons: [person([])], by: byVersion(1) },
        new Set(["TEST-1"]),
      );
    });
    expect(await alertsOn()).toMatchObject([{ entry_ids: ["TEST-2"], still_matches: true }]);
  });

  test("two messages at once, each with another entry, make one alert that shows both", async () => {
    await Promise.all([
      raise([person([one()])]),
      raise([aPerson({ personId: testId(10), travellerId: testId(11), matches: [two()] })]),
    ]);
    expect(await alertsOn()).toMatchObject([{ state: "open", entry_ids: ["TEST-1", "TEST-2"] }]);
  });
});

describe("what changes afterwards", () => {
  test("data that no longer match are marked, and the alert stays for a person to decide", async () => {
    await raise([aPerson({ personId: testId(10), matches: [aMatch({ entryId: "TEST-1" })] })]);
    const corrected = aPerson({ personId: testId(10), birthDate: "1990-01-02", matches: [] });
    expect((await raise([corrected])).changed).toHaveLength(1);
    expect(await alertsOn()).toMatchObject([{ state: "open", still_matches: false, version: 2 }]);
    await raise([corrected]);
    expect(await alertsOn()).toMatchObject([{ version: 2 }]);
    await raise([aPerson({ personId: testId(10), matches: [aMatch({ entryId: "TEST-1" })] })]);
    expect(await alertsOn()).toMatchObject([{ still_matches: true, version: 3 }]);
  });

  test("the row's newer data replace its older ones, though they match less well", async () => {
    await raise([aPerson({ personId: testId(10), matches: [aMatch({ entryId: "TEST-1" })] })]);
    await raise([
      aPerson({
        personId: testId(10),
        birthDate: "1984-03-12",
        matches: [aMatch({ entryId: "TEST-1", score: 0.7 })],
      }),
    ]);
    expect(await alertsOn()).toMatchObject([{ strength: 0.7, version: 2 }]);
  });

  test("the due time follows the flight", async () => {
    await raise([aPerson({ personId: testId(10), matches: [aMatch({ entryId: "TEST-1" })] })]);
    const delayed = { ...flight, dueAt: new Date("2026-11-21T19:05:00Z") };
    await raise([], 1, delayed);
    expect(await alertsOn()).toMatchObject([{ due_at: delayed.dueAt, version: 1 }]);
  });

  test("who does not travel loses the alert with its reason, and gets a new one on coming back", async () => {
    const persons = [10, 11].map((id) =>
      aPerson({ personId: testId(id), matches: [aMatch({ entryId: "TEST-1" })] }),
    );
    await raise(persons);
    await database.transaction(intake, (tx) =>
      withdrawAlerts(tx, { flight, persons: [testId(10)], reason: "not-boarded" }),
    );
    expect((await alertsOn()).map(({ state, withdrawn_reason }) => [state, withdrawn_reason])).toEqual(
      expect.arrayContaining([
        ["withdrawn", "not-boarded"],
        ["open", null],
      ]),
    );
    expect((await raise(persons)).raised).toHaveLength(1);
    const all = await database.transaction(intake, (tx) =>
      withdrawAlerts(tx, { flight, persons: "all", reason: "flight-cancelled" }),
    );
    expect(all).toHaveLength(2);
  });
});

test("persons screened by a version that is no longer active are screened again by a job", async () => {
  const person = aPerson({ personId: testId(10), matches: [aMatch({ entryId: "TEST-1" })] });
  await database.transaction(intake, (tx) => aVersion(tx, listId, [anEntry({ id: "TEST-1" })]));
  await database.transaction(intake, async (tx) => {
    const asked: unknown[] = [];
    const write: typeof tx.write = (statement, values) => {
      if (typeof statement === "string" && statement.includes("platform.add_job")) asked.push(values);
      else tx.write(statement, values);
    };
    const raised = await raiseAlerts(
      { ...tx, write },
      { flight, receiptId: null, persons: [person], by: byVersion(1) },
    );
    expect(raised.rescreening).toBe(true);
    expect(raised.raised).toHaveLength(1);
    expect(asked).toEqual([
      [JSON.stringify({ date: flight.date, id: flight.id }), `rescreen-flight:${flight.id}`],
    ]);
  });
});
