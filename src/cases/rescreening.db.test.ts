// Re-screening on the real database with the real engine: exactly the alerts that a list's change calls for.
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  manualClock,
  migrateJobs,
  newId,
  openDatabase,
  openHttpServer,
  openJobs,
  systemActor,
  type Database,
} from "#platform";
import { openRunningRules } from "#criteria";
import { applyPassengerList } from "#records";
import { euStrict } from "#vocabulary";
import { openScreening, type Screening } from "#screening";
import type { ListEntry } from "#watchlists";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { aListedTraveller, aPassengerList } from "../records/fixtures.ts";
import { aList, anEntry, askToRescreen, aVersion, rollBack } from "../watchlists/fixtures.ts";

import { caseJobs } from "./jobs.ts";
import { raiseAlerts, withdrawAlerts } from "./raising.ts";
import { rescreenFlight, rescreenList } from "./rescreening.ts";

const clock = manualClock(new Date("2026-11-21T10:00:00Z"));
const system = systemActor("test");
let fresh: FreshDatabase;
let database: Database;
let screening: Screening;
let listId: string;
let lists = 0;
let code = "";
const problems: Error[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  await migrateJobs(fresh.url);
  database = openDatabase({ url: fresh.url, clock });
  screening = openScreening({ database, live: null, onProblem: (problem) => problems.push(problem) });
});
afterAll(async () => {
  await screening.close();
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  lists += 1;
  code = `L${lists}`;
  await database.transaction(system, async (tx) => {
    await tx.query("update watchlists.list set active_version = null");
    await tx.query("delete from records.traveller");
    await tx.query(
      `update cases.alert set state = 'withdrawn', withdrawn_at = $1, withdrawn_reason = 'withdrawn' where state = 'open'`,
      [tx.at],
    );
    listId = await aList(tx, [], code);
  });
});

const entry = (number: number, full: string, over: Partial<ListEntry> = {}) =>
  anEntry({ id: `${code}-${number}`, list: code, names: [{ full, type: "primary" }], ...over });
const version = (entries: readonly ListEntry[]) =>
  database.transaction(system, (tx) => aVersion(tx, listId, entries));

let flightNumber = 500;
/** Brings travellers in as a message does, screened by the version that the service holds. */
async function arrive(
  travellers: readonly { surname: string; given: string; birthDate?: string }[],
  leg: { departs?: string; arrives?: string } = {},
) {
  flightNumber += 1;
  const message = aPassengerList(
    travellers.map((traveller, at) =>
      aListedTraveller({
        ...traveller,
        documents: [{ type: "P", number: `D${flightNumber}${at}`, issuer: "AZE", expires: null }],
      }),
    ),
    {
      flights: [
        {
          carrier: "J2",
          number: String(flightNumber),
          suffix: null,
          legs: [
            {
              from: "IST",
              to: "GYD",
              departs: "2026-11-21T14:30",
              arrives: "2026-11-21T18:25",
              border: true,
              ...leg,
            },
          ],
        },
      ],
    },
  );
  return database.transaction(system, async (tx) => {
    const input = { receiptId: newId(tx.at), list: message, state: "AZ", sentOn: "2026-11-20" };
    const change = await applyPassengerList(tx, input);
    if (change === null) throw new Error("no flight");
    const { persons, by } = await screening.screen(change.toScreen);
    await raiseAlerts(tx, { flight: change.flight, receiptId: input.receiptId, persons, by });
    return change.flight;
  });
}
const aliyev = { surname: "ALIYEV", given: "RASHAD", birthDate: "1984-03-11" };
const huseynov = { surname: "HUSEYNOV", given: "ELCHIN", birthDate: "1990-05-06" };
const listedHuseynov = { dobs: [{ date: "1990-05-06" }] };

const alerts = (states = ["open", "withdrawn"]) =>
  database.transaction(system, async (tx) => {
    const rows = await tx.query<{
      entry_id: string;
      surname: string;
      state: string;
      still_matches: boolean;
      reason: string | null;
    }>(
      `select entry_id, traveller ->> 'surname' as surname, state, still_matches, withdrawn_reason as reason
       from cases.alert where list_code = $1 and state = any ($2::text[]) order by raised_at, alert_id`,
      [code, states],
    );
    return rows.map((row) => ({ ...row, entry_id: row.entry_id.slice(code.length + 1) }));
  });
async function waitingJobs(): Promise<string[]> {
  const client = new Client({ connectionString: fresh.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ key: string }>("select key from graphile_worker.jobs");
    return rows.map((row) => row.key);
  } finally {
    await client.end();
  }
}
const rescreen = (from: number | null) =>
  rescreenList({ database, screening, profile: euStrict }, { listId, from });

describe("a version comes into force", () => {
  test("an added entry raises alerts on everyone it fits who is still to come, and on nobody else (UNSCR2396-13, OSCE-6/16-5)", async () => {
    await screening.upToDate();
    await arrive([aliyev, huseynov]);
    await arrive([aliyev], { departs: "2026-11-20T13:00", arrives: "2026-11-20T17:00" });
    await arrive([aliyev], { departs: "2026-11-18T13:00", arrives: "2026-11-18T17:00" });
    await version([entry(1, "Rashad Aliyev")]);
    expect(await rescreen(1)).toMatchObject({
      version: 2,
      entries: 1,
      travellers: 3,
      raised: 2,
      withdrawn: 0,
    });
    expect(await alerts()).toMatchObject([
      { entry_id: "1", surname: "ALIYEV", state: "open" },
      { entry_id: "1", surname: "ALIYEV", state: "open" },
    ]);
  });

  test("of the recent past those are screened whom the legal profile admits", async () => {
    await screening.upToDate();
    await arrive([aliyev], { departs: "2026-11-21T05:00", arrives: "2026-11-21T12:30" });
    await arrive([aliyev], { departs: "2026-11-20T00:30", arrives: "2026-11-20T08:00" });
    await version([entry(1, "Rashad Aliyev")]);
    for (const [recentPast, travellers] of [
      [{ hours: 0 }, 0],
      [{ hours: 24 }, 1],
      [{ days: 2 }, 2],
    ] as const) {
      const services = { database, screening, profile: { ...euStrict, recentPast } };
      expect(await rescreenList(services, { listId, from: 1 })).toMatchObject({ travellers });
    }
    expect(await alerts()).toHaveLength(2);
  });

  test("twice the same does nothing more", async () => {
    await screening.upToDate();
    await arrive([aliyev]);
    await version([entry(1, "Rashad Aliyev")]);
    await rescreen(1);
    expect(await rescreen(1)).toMatchObject({ raised: 0, changed: 0, withdrawn: 0 });
    expect(await alerts()).toHaveLength(1);
  });

  test("a removed entry takes its open alerts along, with the reason; others stay (WL-2)", async () => {
    await version([entry(1, "Rashad Aliyev"), entry(2, "Elchin Huseynov", listedHuseynov)]);
    await screening.upToDate();
    await arrive([aliyev, huseynov]);
    expect(await alerts(["open"])).toHaveLength(2);
    await version([entry(2, "Elchin Huseynov", listedHuseynov)]);
    expect(await rescreen(2)).toMatchObject({ entries: 0, raised: 0, withdrawn: 1 });
    expect(await alerts()).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ entry_id: "1", state: "withdrawn", reason: "entry-withdrawn" }),
        expect.objectContaining({ entry_id: "2", state: "open" }),
      ]),
    );
  });

  test("a changed entry: who matches now is alerted, who no longer does is marked, unchanged ones are left alone", async () => {
    await version([entry(1, "Rashad Aliyev"), entry(2, "Elchin Huseynov", listedHuseynov)]);
    await screening.upToDate();
    await arrive([aliyev, huseynov, { surname: "MAMMADOV", given: "VUGAR", birthDate: "1979-01-30" }]);
    await version([
      entry(1, "Vugar Mammadov", { dobs: [{ date: "1979-01-30" }] }),
      entry(2, "Elchin Huseynov", listedHuseynov),
    ]);
    expect(await rescreen(2)).toMatchObject({ entries: 1, raised: 1, changed: 1, withdrawn: 0 });
    expect(
      (await alerts(["open"])).map((alert) => [alert.entry_id, alert.surname, alert.still_matches]),
    ).toEqual(
      expect.arrayContaining([
        ["1", "ALIYEV", false],
        ["2", "HUSEYNOV", true],
        ["1", "MAMMADOV", true],
      ]),
    );
  });

  test("a roll-back brings removed entries back and takes added ones away", async () => {
    await version([entry(1, "Rashad Aliyev")]);
    await screening.upToDate();
    await arrive([aliyev, huseynov]);
    await version([entry(2, "Elchin Huseynov", listedHuseynov)]);
    await rescreen(2);
    await database.transaction(system, (tx) => rollBack(tx, { listId, reason: "wrong file" }));
    expect(await rescreen(3)).toMatchObject({ version: 2, raised: 1, withdrawn: 1 });
    expect((await alerts(["open"])).map((alert) => alert.surname)).toEqual(["ALIYEV"]);
  });

  test("what was overtaken by a newer version is screened as that one", async () => {
    await screening.upToDate();
    await arrive([aliyev, huseynov]);
    await version([entry(1, "Rashad Aliyev")]);
    await version([entry(2, "Elchin Huseynov", listedHuseynov)]);
    // The job of the first change runs late: it finds the second in force.
    expect(await rescreen(1)).toMatchObject({ version: 3, raised: 1 });
    expect((await alerts(["open"])).map((alert) => alert.surname)).toEqual(["HUSEYNOV"]);
  });

  test("who no longer travels is not alerted", async () => {
    await screening.upToDate();
    const flight = await arrive([aliyev]);
    await database.transaction(system, async (tx) => {
      await tx.query("update records.traveller set state = 'not-boarded' where flight_id = $1", [flight.id]);
      await withdrawAlerts(tx, { flight, persons: "all", reason: "not-boarded" });
    });
    await version([entry(1, "Rashad Aliyev")]);
    expect(await rescreen(1)).toMatchObject({ raised: 0 });
  });
});

describe("a message screened by a version just replaced", () => {
  test("asks for its flight to be screened again, which finds what the new version has and drops what it has not", async () => {
    await version([entry(1, "Rashad Aliyev")]);
    await screening.upToDate();
    await version([entry(2, "Elchin Huseynov", listedHuseynov)]);
    // The service has not followed yet, and the job of the change ran before this message was committed.
    await rescreen(2);
    const flight = await arrive([aliyev, huseynov]);
    expect((await alerts(["open"])).map((alert) => alert.surname)).toEqual(["ALIYEV"]);
    expect(await waitingJobs()).toContain(`rescreen-flight:${flight.id}`);
    await rescreenFlight({ database, screening }, flight);
    expect((await alerts(["open"])).map((alert) => alert.surname)).toEqual(["HUSEYNOV"]);
    expect((await alerts(["withdrawn"])).at(-1)).toMatchObject({
      surname: "ALIYEV",
      reason: "entry-withdrawn",
    });
  });
});

test("an activation starts it by itself, through the queue", async () => {
  const server = openHttpServer({ clock, listensOnLoopback: true, logSink: { write: () => undefined } });
  const key = new Uint8Array(32).fill(7);
  const services = { database, clock, screening, profile: euStrict, rules: openRunningRules(), key };
  const jobs = await openJobs({ url: fresh.url, jobs: caseJobs, services, log: server.log });
  try {
    await screening.upToDate();
    await arrive([aliyev]);
    await database.transaction(system, async (tx) => {
      const added = await aVersion(tx, listId, [entry(1, "Rashad Aliyev")]);
      await askToRescreen(tx, { listId, from: 1, to: added });
    });
    await expect.poll(() => alerts(["open"])).toMatchObject([{ surname: "ALIYEV" }]);
    await database.transaction(system, (tx) => rollBack(tx, { listId, reason: "a mistake" }));
    await expect.poll(() => alerts(["withdrawn"])).toMatchObject([{ reason: "entry-withdrawn" }]);
  } finally {
    await jobs.stop();
    await server.close();
  }
});
