// Everyone still to come screened anew on the real database: what it is for, what comes of it, and that it goes on after a stop.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { manualClock, migrateJobs, newId, openDatabase, systemActor, type Database } from "#platform";
import { applyPassengerList, travellersOfFlight } from "#records";
import { ENGINE_VERSION, openScreening, STANDARD_PROFILE, type Screening } from "#screening";
import { euStrict } from "#vocabulary";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { aListedTraveller, aPassengerList } from "../records/fixtures.ts";
import { aList, anEntry, aVersion, closeThresholds, insertThresholds } from "../watchlists/fixtures.ts";
import { raiseAlerts } from "./raising.ts";
import { screenAllAgain } from "./rescreen-all.ts";
import { tryThresholds } from "./threshold-trial.ts";

const clock = manualClock(new Date("2026-11-21T10:00:00Z"));
const system = systemActor("test");
const key = new Uint8Array(32).fill(7);
let fresh: FreshDatabase;
let database: Database;
let screening: Screening;
let listId: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  await migrateJobs(fresh.url);
  database = openDatabase({ url: fresh.url, clock });
  listId = await database.transaction(system, (tx) =>
    aList(tx, [
      anEntry({ id: "TEST-1" }),
      anEntry({
        id: "TEST-2",
        names: [{ full: "Elchin Huseynov", type: "primary" }],
        dobs: [{ date: "1990-05-06" }],
      }),
      anEntry({
        id: "TEST-3",
        names: [{ full: "Vuqar Məmmədov", type: "primary" }],
        dobs: [],
        category: "alert",
      }),
    ]),
  );
  screening = openScreening({
    database,
    live: null,
    onProblem: (problem) => {
      throw problem;
    },
  });
  await screening.upToDate();
});
afterAll(async () => {
  await screening.close();
  await database.close();
  await fresh.drop();
});
beforeEach(() =>
  database.transaction(system, async (tx) => {
    await tx.query("update records.traveller set state = 'withdrawn'");
    await tx.query("update records.flight set state = 'cancelled'");
    await tx.query("update cases.rescreening set state = 'overtaken' where state = 'running'");
    await tx.query(
      `update cases.alert set state = 'withdrawn', withdrawn_at = $1, withdrawn_reason = 'withdrawn' where state = 'open'`,
      [tx.at],
    );
  }),
);

const aliyev = { surname: "ALIYEV", given: "RASHAD", birthDate: "1984-03-11" };
const huseynov = { surname: "GUSEINOV", given: "ELCHIN", birthDate: "1990-05-06" };
const mammadov = { surname: "MAMMADOV", given: "VUGAR", birthDate: "1966-06-07" };
const nobody = { surname: "LINDQVIST", given: "ASTRID", birthDate: "1971-01-30" };

let flightNumber = 300;
/** A flight with travellers as another engine left it: on record, with no alert raised. */
async function onRecord(
  travellers: readonly { surname: string; given: string; birthDate: string }[],
  times = { departs: "2026-11-21T14:30", arrives: "2026-11-21T18:25" },
) {
  flightNumber += 1;
  const number = String(flightNumber);
  const list = aPassengerList(
    travellers.map((traveller, at) =>
      aListedTraveller({
        ...traveller,
        documents: [{ type: "P", number: `A${number}${at}`, issuer: "AZE", expires: null }],
      }),
    ),
    {
      flights: [
        { carrier: "J2", number, suffix: null, legs: [{ from: "IST", to: "GYD", border: true, ...times }] },
      ],
    },
  );
  return database.transaction(system, async (tx) => {
    const change = await applyPassengerList(tx, {
      receiptId: newId(tx.at),
      list,
      state: "AZ",
      sentOn: "2026-11-20",
    });
    if (change === null) throw new Error("no flight");
    return change.flight;
  });
}
/** What everyone was screened by last, as far as anybody knows. */
const gone = (by: { engineVersion: string; profile?: object }) =>
  database.transaction(system, (tx) =>
    tx.query(
      `insert into cases.rescreening (rescreening_id, state, now, started_at, ended_at) values ($1, 'done', $2, $3, $3)`,
      [newId(tx.at), JSON.stringify({ profile: STANDARD_PROFILE, ...by }), tx.at],
    ),
  );
const services = (over: Partial<Screening> = {}, recentPast: { hours: number } = { hours: 24 }) => ({
  database,
  key,
  screening: { ...screening, ...over },
  profile: { ...euStrict, recentPast },
});
type AlertLine = { surname: string; entry_id: string; flight_id: string; still_matches: boolean };
const open = () =>
  database.transaction(system, (tx) =>
    tx.query<AlertLine>(
      `select traveller ->> 'surname' as surname, entry_id, flight_id, still_matches from cases.alert
       where state = 'open' order by 3, 1, 2`,
    ),
  );
const lastEntry = async () => {
  const [row] = await database.transaction(system, (tx) =>
    tx.query<{ detail: Record<string, unknown> }>(
      "select body::jsonb -> 'detail' as detail from ledger.entry where action = 'screening.renewed' order by seq desc limit 1",
    ),
  );
  return row?.detail;
};

describe("another engine", () => {
  test("everyone still to come is screened by it, once, with the alerts that screening all from nothing gives", async () => {
    const flights = [
      await onRecord([aliyev, nobody, mammadov]),
      await onRecord([nobody]),
      await onRecord([huseynov, nobody]),
    ];
    await onRecord([aliyev], { departs: "2026-11-19T13:00", arrives: "2026-11-19T17:00" });
    await gone({ engineVersion: "0.0.1" });
    const done = await screenAllAgain(services());
    expect(done).toMatchObject({
      because: ["engineVersion"],
      flights: 3,
      travellers: 6,
      raised: 3,
      changed: 0,
    });
    const expected = await Promise.all(
      flights.map(async (flight) => {
        const travellers = await database.transaction(system, (tx) => travellersOfFlight(tx, flight));
        const { persons } = await screening.screen(travellers);
        return persons.flatMap(({ surname, matches }) =>
          matches
            .filter(({ decision }) => decision === "alert")
            .map(({ entryId }) => ({
              surname,
              entry_id: entryId,
              flight_id: flight.id,
              still_matches: true,
            })),
        );
      }),
    );
    expect(await open()).toEqual(
      expected.flat().toSorted((a, b) => (a.flight_id + a.surname < b.flight_id + b.surname ? -1 : 1)),
    );
    expect(await lastEntry()).toMatchObject({
      because: ["engineVersion"],
      before: { engineVersion: "0.0.1" },
      now: { engineVersion: ENGINE_VERSION },
      travellers: 6,
      raised: 3,
    });
    expect(await screenAllAgain(services())).toBeNull();
  });

  test("what was not known before is a change too; a first start with nobody on record tells nothing", async () => {
    await database.transaction(system, (tx) => tx.query("update cases.rescreening set state = 'overtaken'"));
    const entries = () =>
      database.transaction(system, (tx) =>
        tx.query("select seq from ledger.entry where action = 'screening.renewed'"),
      );
    const before = (await entries()).length;
    expect(await screenAllAgain(services())).toMatchObject({ because: [], travellers: 0 });
    expect(await entries()).toHaveLength(before);
    expect(await screenAllAgain(services())).toBeNull();
  });
});

test("the recent past is that of the legal profile: all of it, some, or none", async () => {
  // Landed an hour and a half ago, and thirty hours ago.
  await onRecord([aliyev], { departs: "2026-11-21T05:00", arrives: "2026-11-21T12:30" });
  await onRecord([aliyev], { departs: "2026-11-20T00:30", arrives: "2026-11-20T08:00" });
  await onRecord([aliyev]);
  for (const [hours, travellers] of [
    [0, 1],
    [24, 2],
    [48, 3],
  ] as const) {
    await gone({ engineVersion: "0.0.1" });
    expect(await screenAllAgain(services({}, { hours }))).toMatchObject({ travellers });
  }
  expect(await open()).toHaveLength(3);
});

test("thresholds of two persons raise what they make an alert, and mark what is one no more", async () => {
  const flight = await onRecord([aliyev, mammadov]);
  await gone({ engineVersion: ENGINE_VERSION });
  expect(await screenAllAgain(services())).toBeNull();
  await database.transaction(system, async (tx) => {
    const { persons, by } = await screening.screen(await travellersOfFlight(tx, flight));
    await raiseAlerts(tx, {
      flight,
      receiptId: null,
      persons: persons.filter(({ surname }) => surname === "MAMMADOV"),
      by,
    });
  });
  const wanted = { alert: 0.35, byCategory: { alert: 0.99 }, reason: "Names alone are enough for nobody." };
  const version = await database.transaction(
    { id: "person:manager", roles: ["watchlist-manager"], purpose: null },
    (tx) => insertThresholds(tx, wanted),
  );
  await tryThresholds({ database, screening }, version ?? 0);
  await database.transaction({ id: "person:supervisor", roles: ["supervisor"], purpose: null }, (tx) =>
    closeThresholds(tx, version ?? 0, { state: "active", reason: "As tried." }),
  );
  const done = await screenAllAgain(services());
  expect(done).toMatchObject({ because: ["profile"], travellers: 2, raised: 1, changed: 1 });
  expect(await open()).toMatchObject([
    { surname: "ALIYEV", still_matches: true },
    { surname: "MAMMADOV", still_matches: false },
  ]);
  await database.transaction(system, (tx) =>
    tx.query("update watchlists.thresholds set state = 'superseded'"),
  );
  await screening.upToDate();
});

describe("cut off", () => {
  /** Every flight a page of its own. */
  const inPages = () =>
    database.transaction(system, (tx) =>
      tx.query("update records.flight set travellers = 5000 where state <> 'cancelled'"),
    );

  test("it goes on with the flight where it stopped", async () => {
    for (const traveller of [aliyev, huseynov, aliyev]) await onRecord([traveller]);
    await inPages();
    await gone({ engineVersion: "0.0.1" });
    let asked = 0;
    const dying: Screening["screen"] = (persons) => {
      asked += 1;
      return asked === 3 ? Promise.reject(new Error("the power went")) : screening.screen(persons);
    };
    await expect(screenAllAgain(services({ screen: dying }))).rejects.toThrow("the power went");
    expect(await open()).toHaveLength(2);
    const again: number[] = [];
    const counting: Screening["screen"] = (persons) => {
      again.push(persons.length);
      return screening.screen(persons);
    };
    expect(await screenAllAgain(services({ screen: counting }))).toMatchObject({
      flights: 3,
      travellers: 3,
      raised: 3,
    });
    expect(again).toEqual([1]);
    expect(await screenAllAgain(services())).toBeNull();
  });

  test("when what is gone by changes meanwhile, everyone is screened anew, and nothing twice by the same", async () => {
    for (const traveller of [aliyev, huseynov]) await onRecord([traveller]);
    await inPages();
    await gone({ engineVersion: "0.0.1" });
    const dying: Screening["screen"] = () => Promise.reject(new Error("the power went"));
    await expect(screenAllAgain(services({ screen: dying }))).rejects.toThrow("the power went");
    const other = async () => ({ engineVersion: "9.9.9", profile: STANDARD_PROFILE });
    expect(await screenAllAgain(services({ goesBy: other }))).toMatchObject({ travellers: 2, raised: 2 });
    expect(await lastEntry()).toMatchObject({
      before: { engineVersion: "0.0.1" },
      now: { engineVersion: "9.9.9" },
    });
    const states = await database.transaction(system, (tx) =>
      tx.query<{ state: string }>("select state from cases.rescreening order by number desc limit 2"),
    );
    expect(states.map(({ state }) => state)).toEqual(["done", "overtaken"]);
  });

  test("two at once do it once", async () => {
    for (const traveller of [aliyev, huseynov, mammadov]) await onRecord([traveller]);
    await inPages();
    await gone({ engineVersion: "0.0.1" });
    const outcomes = await Promise.all([screenAllAgain(services()), screenAllAgain(services())]);
    expect(outcomes.filter((one) => one !== null)).toMatchObject([{ travellers: 3, raised: 3 }]);
  });

  test("a list that changes between two pages is gone by at once", async () => {
    for (const traveller of [aliyev, nobody]) await onRecord([traveller]);
    await inPages();
    await gone({ engineVersion: "0.0.1" });
    let changed = false;
    const changing: Screening["screen"] = async (persons) => {
      const screened = await screening.screen(persons);
      if (!changed) {
        changed = true;
        await database.transaction(system, (tx) =>
          aVersion(tx, listId, [
            anEntry({
              id: "TEST-9",
              names: [{ full: "Astrid Lindqvist", type: "primary" }],
              dobs: [{ date: "1971-01-30" }],
            }),
          ]),
        );
      }
      return screened;
    };
    expect(await screenAllAgain(services({ screen: changing }))).toMatchObject({ travellers: 2, raised: 1 });
    expect(await open()).toMatchObject([{ surname: "LINDQVIST", entry_id: "TEST-9" }]);
  });
});
