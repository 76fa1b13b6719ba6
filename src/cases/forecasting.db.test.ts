// The draft check on the real database with the real engine: the alerts foretold are those that then come.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { manualClock, migrateJobs, openDatabase, systemActor, type Database } from "#platform";
import { openScreening, type Screening } from "#screening";
import { euStrict } from "#vocabulary";
import type { ListEntry } from "#watchlists";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import {
  aFile,
  aList,
  anEntry,
  activateVersion,
  forecastOf,
  prepareVersion,
  propose,
  readTestList,
  testKey,
} from "../watchlists/fixtures.ts";
import { anArrival } from "./fixtures.ts";
import { forecastAlerts } from "./forecasting.ts";
import { rescreenList } from "./rescreening.ts";

const clock = manualClock(new Date("2026-11-21T10:00:00Z"));
const system = systemActor("test");
const manager = { id: "person:manager", roles: ["watchlist-manager"], purpose: null };
let fresh: FreshDatabase;
let database: Database;
let screening: Screening;

beforeAll(async () => {
  fresh = await freshDatabase();
  await migrateJobs(fresh.url);
  database = openDatabase({ url: fresh.url, clock });
  screening = openScreening({
    database,
    live: null,
    onProblem: (problem) => {
      throw problem;
    },
  });
});
afterAll(async () => {
  await screening.close();
  await database.close();
  await fresh.drop();
});

let flightNumber = 700;
const arrive = (travellers: Parameters<typeof anArrival>[2], times?: { departs: string; arrives: string }) =>
  anArrival({ database, screening }, String((flightNumber += 1)), travellers, times);

const aliyev = { surname: "ALIYEV", given: "RASHAD", birthDate: "1984-03-11" };
const huseynov = { surname: "HUSEYNOV", given: "ELCHIN", birthDate: "1990-05-06" };
const entry = (code: string, number: number, full: string, over: Partial<ListEntry> = {}) =>
  anEntry({ id: `${code}-${number}`, list: code, names: [{ full, type: "primary" }], ...over });

async function prepare(listId: string, code: string, entries: readonly ListEntry[]): Promise<number> {
  return database.transaction(manager, async (tx) => {
    const bytes = aFile(entries);
    const done = await prepareVersion(tx, {
      listId,
      bytes,
      key: testKey,
      reading: readTestList("un-xml", code, bytes),
      preparedBy: manager.id,
      removalsAccepted: true,
    });
    if (!("prepared" in done)) throw new Error(JSON.stringify(done));
    return done.prepared.version;
  });
}

const forecastIdOf = (of: { listId: string; version: number } | { listId: string; proposalId: string }) =>
  database.transaction(system, async (tx) => {
    const row = await forecastOf(tx, of);
    if (row === null) throw new Error("nothing was asked for");
    return row;
  });
const expected = (forecastId: string) =>
  database.transaction(system, (tx) =>
    tx.query<{ designator: string; coming: boolean; entry_id: string; category: string }>(
      `select designator, coming, entry_id, category from watchlists.expected_alert where forecast_id = $1
       order by designator, entry_id`,
      [forecastId],
    ),
  );
const openAlerts = (code: string) =>
  database.transaction(system, (tx) =>
    tx.query<{ designator: string; entry_id: string }>(
      `select flight_designator as designator, entry_id from cases.alert where list_code = $1 and state = 'open'
       order by designator, entry_id`,
      [code],
    ),
  );

describe("the draft check", () => {
  test("foretells the alerts of the next 72 hours that then come, and tells those of the last 7 days apart", async () => {
    const listId = await database.transaction(system, (tx) =>
      aList(tx, [entry("A", 1, "Elchin Huseynov", { dobs: [{ date: "1990-05-06" }] })], "A"),
    );
    await screening.upToDate();
    const soon = await arrive([aliyev, huseynov]);
    const past = await arrive([aliyev], { departs: "2026-11-17T13:00", arrives: "2026-11-17T17:00" });
    await arrive([aliyev], { departs: "2026-11-10T13:00", arrives: "2026-11-10T17:00" });
    await arrive([aliyev], { departs: "2026-11-29T13:00", arrives: "2026-11-29T17:00" });
    expect(await openAlerts("A")).toHaveLength(1);

    const version = await prepare(listId, "A", [
      entry("A", 2, "Rashad Aliyev", { category: "entry-ban" }),
      entry("A", 3, "Nobody Travelsso", { dobs: [{ date: "1971-01-02" }] }),
    ]);
    const { forecast_id: id, state } = await forecastIdOf({ listId, version });
    expect(state).toBe("waiting");
    await forecastAlerts({ database, screening }, id);
    expect(await forecastIdOf({ listId, version })).toMatchObject({
      state: "done",
      flights: 2,
      flights_done: 2,
      travellers: 3,
      suppressed: 0,
      withdrawn: 1,
    });
    expect(await expected(id)).toEqual([
      { designator: soon.designator, coming: true, entry_id: "A-2", category: "entry-ban" },
      { designator: past.designator, coming: false, entry_id: "A-2", category: "entry-ban" },
    ]);
    // It was a look: nothing was raised.
    expect((await openAlerts("A")).map(({ entry_id }) => entry_id)).toEqual(["A-1"]);

    await database.transaction(system, (tx) =>
      activateVersion(tx, { listId, version, by: "person:supervisor" }),
    );
    await screening.upToDate();
    await rescreenList({ database, screening, profile: euStrict }, { listId, from: 1 });
    const raised = await openAlerts("A");
    expect(raised).toContainEqual({ designator: soon.designator, entry_id: "A-2" });
    expect(raised.map(({ entry_id }) => entry_id)).not.toContain("A-1");
  });

  test("what is open already is not foretold again, and a decided version is not worked on", async () => {
    const listId = await database.transaction(system, (tx) =>
      aList(tx, [entry("B", 1, "Rashad Aliyev")], "B"),
    );
    await screening.upToDate();
    await arrive([aliyev]);
    const version = await prepare(listId, "B", [
      entry("B", 1, "Rashad Aliyev", { instructions: "Call the desk." }),
    ]);
    const { forecast_id: id } = await forecastIdOf({ listId, version });
    await forecastAlerts({ database, screening }, id);
    const foretold = await expected(id);
    const again = await openAlerts("B");
    expect(
      foretold.filter(({ designator }) => again.some((alert) => alert.designator === designator)),
    ).toEqual([]);
    await database.transaction(system, (tx) =>
      activateVersion(tx, { listId, version, by: "person:supervisor" }),
    );
    await database.transaction(system, (tx) =>
      tx.query("update watchlists.forecast set state = 'waiting' where forecast_id = $1", [id]),
    );
    await forecastAlerts({ database, screening }, id);
    expect(await forecastIdOf({ listId, version })).toMatchObject({ state: "waiting" });
  });

  test("a proposal is looked at as its entry would stand", async () => {
    const listId = await database.transaction(system, (tx) => aList(tx, [], "OWN-C", "own"));
    await screening.upToDate();
    const flight = await arrive([huseynov]);
    const proposal = await database.transaction(manager, (tx) =>
      propose(tx, listId, {
        act: "add",
        content: {
          names: [{ full: "Гусейнов Эльчин", type: "primary" }],
          dobs: [{ date: "1990-05-06" }],
          sex: "M",
          nationalities: [],
          birthCountries: [],
          documents: [],
          category: "wanted",
          personCategory: "wanted",
        },
        reason: "Court order 17/2026.",
      }),
    );
    if ("refused" in proposal) throw new Error(proposal.refused.detail);
    const of = { listId, proposalId: proposal.proposal_id };
    const { forecast_id: id } = await forecastIdOf(of);
    await forecastAlerts({ database, screening }, id);
    expect(await forecastIdOf(of)).toMatchObject({ state: "done" });
    expect(await expected(id)).toContainEqual({
      designator: flight.designator,
      coming: true,
      entry_id: proposal.entry_id,
      category: "wanted",
    });
  });
});
