// An alert's screening is repeated from what was kept; thresholds by two persons, tried, and kept with each alert.
import { afterAll, beforeAll, expect, test } from "vitest";
import { manualClock, migrateJobs, openDatabase, systemActor, type Database } from "#platform";
import { openScreening, STANDARD_PROFILE, type Screening } from "#screening";
import { euStrict } from "#vocabulary";
import type { ListEntry } from "#watchlists";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import {
  aList,
  anEntry,
  aVersion,
  closeThresholds,
  insertThresholds,
  thresholdsOf,
} from "../watchlists/fixtures.ts";
import { anArrival } from "./fixtures.ts";
import { replayAlert } from "./replay.ts";
import { rescreenFlight, rescreenList } from "./rescreening.ts";
import { tryThresholds } from "./threshold-trial.ts";

const clock = manualClock(new Date("2026-11-21T10:00:00Z"));
const system = systemActor("test");
let fresh: FreshDatabase;
let database: Database;
let screening: Screening;
let listId: string;

const entry = (number: number, full: string, over: Partial<ListEntry> = {}) =>
  anEntry({ id: `R-${number}`, list: "R", names: [{ full, type: "primary" }], ...over });
const first = [
  entry(1, "Toghrul Isgandarzade", { dobs: [{ date: "1975-02-11" }] }),
  entry(2, "Rashad Aliyev", { dobs: [], category: "alert" }),
];

beforeAll(async () => {
  fresh = await freshDatabase();
  await migrateJobs(fresh.url);
  database = openDatabase({ url: fresh.url, clock });
  listId = await database.transaction(system, (tx) => aList(tx, first, "R"));
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

const alerts = () =>
  database.transaction(system, (tx) =>
    tx.query<{
      alert_id: string;
      entry_id: string;
      screened_by: { profile?: { name: string; version: string } } | null;
    }>("select alert_id, entry_id, screened_by from cases.alert order by raised_at, entry_id"),
  );
const alertOn = async (entryId: string) => {
  const found = (await alerts()).find((alert) => alert.entry_id === entryId);
  if (found === undefined) throw new Error(`no alert on ${entryId}`);
  return found;
};
const replay = async (entryId: string) =>
  replayAlert(database, system, (await alertOn(entryId)).alert_id, false);

test("from the index, from entries brought beside it, and from a re-screening: the same bytes (CJEU817-194)", async () => {
  await anArrival({ database, screening }, "901", [
    { surname: "ISGANDARZADE", given: "TOGRUL", birthDate: "1975-02-11" },
  ]);
  expect(await replay("R-1")).toMatchObject([
    { outcome: "same", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);

  const beside = [...first, entry(3, "Elchin Huseynov", { dobs: [{ date: "1990-05-06" }] })];
  await database.transaction(system, (tx) => aVersion(tx, listId, beside));
  await screening.upToDate();
  await anArrival({ database, screening }, "902", [
    { surname: "GUSEINOV", given: "ELCHIN", birthDate: "1990-05-06" },
    { surname: "MAMMADOV", given: "VUGAR", birthDate: "1966-06-07" },
  ]);
  expect(await replay("R-3")).toMatchObject([{ outcome: "same", listVersion: 2 }]);

  await database.transaction(system, (tx) =>
    aVersion(tx, listId, [...beside, entry(4, "Vuqar Məmmədov", { dobs: [{ date: "1966-06-07" }] })]),
  );
  await screening.upToDate();
  await rescreenList({ database, screening, profile: euStrict }, { listId, from: 2 });
  expect(await replay("R-4")).toMatchObject([{ outcome: "same", listVersion: 3 }]);
});

test("it is said plainly when evidence was altered, the engine is another, or a version is gone", async () => {
  const alter = (column: string, path: string, value: string) =>
    database.transaction(system, async (tx) => {
      const { alert_id: id } = await alertOn("R-1");
      await tx.query(
        `update cases.alert set ${column} = jsonb_set(${column}, '${path}', '${value}') where alert_id = $1`,
        [id],
      );
    });
  await alter("evidence", "{bits}", "99");
  expect(await replay("R-1")).toMatchObject([{ outcome: "differs" }]);
  await alter("screened_by", "{basis}", '[{"code": "R", "version": "77"}]');
  expect(await replay("R-1")).toMatchObject([{ outcome: "list-gone", gone: "R 77" }]);
  await alter("screened_by", "{engineVersion}", '"0.0.1"');
  expect(await replay("R-1")).toMatchObject([{ outcome: "other-engine" }]);
  await database.transaction(system, (tx) => tx.query("update cases.alert set screened_by = null"));
  expect(await replay("R-1")).toMatchObject([{ outcome: "not-kept" }]);
  expect(await replayAlert(database, system, "00000000-0000-7000-8000-000000000000", false)).toBeNull();
});

test("thresholds are tried on traffic, hold for those still to come, and stand with the alerts they made", async () => {
  const flight = await anArrival({ database, screening }, "903", [{ surname: "ALIEV", given: "RASHAD" }]);
  expect((await alertOn("R-2")).screened_by?.profile).toMatchObject({ name: "standard" });
  const manager = { id: "person:manager", roles: ["watchlist-manager"], purpose: null };
  const wanted = {
    alert: STANDARD_PROFILE.alert,
    byCategory: { alert: 0.99 },
    reason: "Names alone are enough for nobody.",
  };
  const version = await database.transaction(manager, (tx) => insertThresholds(tx, wanted));
  expect(version).toBe(1);
  expect(await database.transaction(manager, (tx) => insertThresholds(tx, wanted))).toBeNull();
  await tryThresholds({ database, screening }, 1);
  const tried = await database.transaction(system, (tx) => thresholdsOf(tx, 1));
  expect(tried).toMatchObject({ trial_state: "done", trial_flights: 3, trial_travellers: 4 });
  expect(tried?.trial).toEqual([
    { category: "wanted", now: 3, proposed: 3 },
    { category: "alert", now: 1, proposed: 0 },
  ]);

  await database.transaction({ id: "person:supervisor", roles: ["supervisor"], purpose: null }, (tx) =>
    closeThresholds(tx, 1, { state: "active", reason: "As tried." }),
  );
  await rescreenFlight({ database, screening }, flight);
  const fits = await database.transaction(system, (tx) =>
    tx.query<{ still_matches: boolean }>("select still_matches from cases.alert where entry_id = 'R-2'"),
  );
  // Nothing that was raised is taken from the officers; it says that it would not be raised now.
  expect(fits).toEqual([{ still_matches: false }]);
  await anArrival({ database, screening }, "904", [
    { surname: "ALIYEV", given: "RASHAD" },
    { surname: "HUSEYNOV", given: "ELCHIN", birthDate: "1990-05-06" },
  ]);
  const raised = (await alerts()).filter(
    ({ screened_by: by }) => by?.profile?.version === "1" && by.profile.name === "unit",
  );
  expect(raised).toMatchObject([{ entry_id: "R-3" }]);
  expect(await replayAlert(database, system, raised[0]?.alert_id ?? "", false)).toMatchObject([
    { outcome: "same" },
  ]);
});
