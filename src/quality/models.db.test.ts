// Calibrations on the real database with the real engine: fitted offline, put in force by another person, kept with each alert.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { raiseAlerts, replayAlert } from "#cases";
import {
  manualClock,
  migrateJobs,
  newId,
  openAside,
  openDatabase,
  systemActor,
  usualAside,
  type Actor,
  type Aside,
  type Database,
} from "#platform";
import {
  activeProfile,
  closeModel,
  ENGINE_VERSION,
  insertModel,
  lockModels,
  modelRows,
  openScreening,
  probabilityOf,
  takeModelBack,
  type Calibration,
  type ModelRow,
  type Screening,
} from "#screening";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { aFlight } from "../cases/fixtures.ts";
import { aList, anEntry } from "../watchlists/fixtures.ts";
import { anAlert } from "./fixtures.ts";
import { fitModel, gatherVotes, isRepeated } from "./models.ts";
import { lackingOf } from "./votes.ts";

const clock = manualClock(new Date("2026-11-21T10:00:00Z"));
const system = systemActor("test");
const proposer: Actor = { id: "person:rules", roles: ["rules-manager"], purpose: "CRITERIA" };
const approver: Actor = { id: "person:supervisor", roles: ["supervisor"], purpose: "QUALITY" };
const analyst: Actor = { id: "person:analyst", roles: ["analyst"], purpose: "TERR" };
const size = { perState: 3, perOrigin: 10 };
let fresh: FreshDatabase;
let database: Database;
let screening: Screening;
let aside: Aside;

beforeAll(async () => {
  fresh = await freshDatabase();
  await migrateJobs(fresh.url);
  database = openDatabase({ url: fresh.url, clock });
  const fail = (problem: Error): void => {
    throw problem;
  };
  aside = openAside(usualAside, fail);
  screening = openScreening({ database, live: null, onProblem: fail });
});
afterAll(async () => {
  await screening.close();
  await aside.close();
  await database.close();
  await fresh.drop();
});

const as = <Result>(who: Actor, work: Parameters<typeof database.transaction<Result>>[1]) =>
  database.transaction(who, work);

/** Decided alerts in which as many are the same person as the engine's own curve, moved by so many bits, says. */
async function decided(count: number, by: number, span = 10): Promise<void> {
  let owed = 0.5;
  for (let at = 0; at < count; at += 1) {
    const bits = Math.round((-16 + (span * at) / count) * 100) / 100;
    owed += probabilityOf(bits + by);
    const outcome = owed >= 1 ? "confirmed" : "no-match";
    if (outcome === "confirmed") owed -= 1;
    const alert = { bits, engineVersion: ENGINE_VERSION };
    await anAlert(database, clock.now(), { by: analyst, outcome }, alert);
  }
}

/** Has one proposed and fitted, by so many jobs at once. */
async function propose(jobs = 1): Promise<number> {
  const wanted = { engineVersion: ENGINE_VERSION, reason: "half a year of decisions" };
  const version = await as(proposer, (tx) => insertModel(tx, wanted));
  if (version === null) throw new Error("another one is open");
  const services = { database, clock, screening, aside };
  await Promise.all(Array.from({ length: jobs }, () => fitModel(services, version, size)));
  return version;
}
async function rowOf(version: number): Promise<ModelRow> {
  const row = (await as(proposer, (tx) => modelRows(tx, 9))).find((one) => one.version === version);
  if (row === undefined) throw new Error("no such model");
  return row;
}
const calibrationOf = ({ version, knots }: ModelRow): Calibration => ({ version, knots: knots ?? [] });
const approve = (who: Actor, version: number) =>
  as(who, (tx) => closeModel(tx, version, { approve: true, reason: "figures looked at" }));
const inForce = async () => (await as(system, activeProfile)).calibration?.version ?? null;

describe("a calibration", () => {
  let first = 0;

  test("comes of too few decisions not at all, and says what is missing", async () => {
    await decided(20, 2);
    // By another engine, and by keys of bookings: not counted.
    await anAlert(database, clock.now(), { by: analyst, outcome: "confirmed" });
    const { told } = await as(system, gatherVotes);
    expect(told).toMatchObject({ decided: 21, votes: 20, otherEngine: 1 });
    expect(lackingOf(told)).toMatchObject({ votes: 40 });
    const version = await propose();
    expect(await rowOf(version)).toMatchObject({
      state: "failed",
      hindered_by: ["too-few"],
      knots: null,
    });
    expect(await inForce()).toBeNull();
  });

  test("is not fitted to what a person may not read: who proposes sees no alert", async () => {
    expect((await as(proposer, gatherVotes)).votes).toEqual([]);
  });

  test("of decisions that planted two bits more moves up, waits, and holds no name; fitted once, though two jobs were at it", async () => {
    await decided(110, 2);
    first = await propose(2);
    const told = await as(
      { id: "person:officer", roles: ["data-protection-officer"], purpose: "OVERSIGHT" },
      (tx) =>
        tx.query("select from ledger.entry where action = 'model.fitted' and subject_id = $1", [
          String(first),
        ]),
    );
    expect(told).toHaveLength(1);
    const row = await rowOf(first);
    expect(row).toMatchObject({ state: "waiting", engine_version: ENGINE_VERSION, hindered_by: [] });
    for (const bits of [-14, -12.5, -11])
      expect(probabilityOf(bits, calibrationOf(row))).toBeGreaterThan(probabilityOf(bits) + 0.05);
    const kept = await as(approver, (tx) => lockModels(tx, first));
    const votes = kept?.data_set as readonly object[];
    expect(votes).toHaveLength(130);
    expect(new Set(votes.flatMap((vote) => Object.keys(vote)))).toEqual(
      new Set(["bits", "same", "band", "list"]),
    );
    expect(JSON.stringify(kept)).not.toMatch(/ALIYEV|C1234567|1984/);
    expect(kept !== null && isRepeated(kept, undefined)).toBe(true);
    expect(await inForce()).toBeNull();
  });

  test("is changed by nobody once it was fitted, and put in force by nobody who proposed it", async () => {
    await expect(approve(proposer, first)).rejects.toThrow(/check constraint/);
    await expect(approve({ ...approver, id: proposer.id }, first)).rejects.toThrow(/check constraint/);
    await expect(
      as(approver, (tx) =>
        tx.query("update screening.model set knots = '[[-17,-5.5],[0,40]]' where version = $1", [first]),
      ),
    ).rejects.toThrow(/stays as it is/);
    await expect(
      as(approver, (tx) => tx.query("update screening.model set proposed_by = 'person:nobody'")),
    ).rejects.toThrow(/permission denied/);
    expect(await inForce()).toBeNull();
  });

  test("in force is what screening goes by, what an alert keeps, and what it is replayed by", async () => {
    const entries = [anEntry({ id: "CAL-1", list: "CAL" })];
    await as(system, (tx) => aList(tx, entries, "CAL"));
    await screening.upToDate();
    const traveller = {
      personId: newId(clock.now()),
      travellerId: newId(clock.now()),
      source: "api" as const,
      surname: "ALIYEV",
      given: "RASHAD",
      birthDate: null,
      sex: "M" as const,
      nationality: "AZE",
      documents: [],
    };
    const raise = async () => {
      const { persons, by } = await screening.screen([{ ...traveller, personId: newId(clock.now()) }]);
      const flight = aFlight({ id: newId(clock.now()) });
      const done = await as(systemActor("intake"), (tx) =>
        raiseAlerts(tx, { flight, receiptId: null, persons, by }),
      );
      const match = persons[0]?.matches.find(({ entryId }) => entryId === "CAL-1");
      return { ...done, by, match };
    };
    const before = await raise();
    await approve(approver, first);
    // Screened by the one before: the flight is screened again.
    const between = await raise();
    expect(between.rescreening).toBe(true);
    await screening.upToDate();
    const after = await raise();
    expect(after.rescreening).toBe(false);
    expect(before.by.profile?.calibration).toBeUndefined();
    expect(after.by.profile?.calibration).toEqual(calibrationOf(await rowOf(first)));
    expect(after.match?.bits).toBe(before.match?.bits);
    expect(after.match?.score).toBeGreaterThan(before.match?.score ?? 1);
    for (const raised of [before, after]) {
      const replayed = await replayAlert(database, approver, raised.raised[0] ?? "", false);
      expect(replayed).toMatchObject([{ outcome: "same" }]);
      expect(replayed?.[0]?.by?.profile?.calibration?.version).toBe(raised.by.profile?.calibration?.version);
    }
  });

  test("that finds fewer, or gains nothing, cannot be put in force at all", async () => {
    // The same person only where nearly everything agrees: the curve in force promised much more.
    await decided(330, -50, 60);
    const version = await propose();
    const row = await rowOf(version);
    expect(row).toMatchObject({ state: "waiting", fitted_on: first });
    expect(row.hindered_by).toContain("finds-fewer");
    await expect(approve(approver, version)).rejects.toThrow(/check constraint/);
    await as(approver, (tx) =>
      closeModel(tx, version, { approve: false, reason: "it misses listed persons" }),
    );
    expect(await rowOf(version)).toMatchObject({ state: "refused" });
    expect(await inForce()).toBe(first);
  });

  test("is taken back in one step, and what was before it is in force again", async () => {
    const row = await as(approver, (tx) => lockModels(tx, first));
    if (row === null) throw new Error("no such model");
    await as(approver, (tx) => takeModelBack(tx, row, "more alerts than were foreseen"));
    expect(await rowOf(first)).toMatchObject({ state: "withdrawn", withdrawn_by: approver.id });
    expect(await inForce()).toBeNull();
    await screening.upToDate();
    const { by } = await screening.screen([]);
    expect(by.profile?.calibration).toBeUndefined();
    await expect(approve(approver, first)).rejects.toThrow(/decided on already|stays so/);
  });
});
