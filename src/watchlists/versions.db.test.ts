// Versions of an imported list on the real database: two persons, differences, refusals, roll-back, fetching.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { manualClock, migrateJobs, openDatabase, systemActor, type Actor, type Database } from "#platform";
import { connectSource } from "../../test/harness/connected-list.ts";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { differingEntries, entriesOfVersion } from "./entry-store.ts";
import { beginForecast, forecastOf } from "./forecast-store.ts";
import { fetchDueLists, fetchList } from "./fetching.ts";
import { aFile, anEntry, readTestList, someEntries, testKey } from "./fixtures.ts";
import { insertList, listById, versionOf, versionsOf } from "./store.ts";
import { activateVersion, prepareVersion, rollBack } from "./versions.ts";

const clock = manualClock(new Date("2026-11-20T10:00:00Z"));
const manager: Actor = { id: "person:manager", roles: ["watchlist-manager"], purpose: null };
const supervisor: Actor = { id: "person:supervisor", roles: ["supervisor"], purpose: null };
let fresh: FreshDatabase;
let database: Database;
let folder: string;
let number = 0;
let listId: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  await migrateJobs(fresh.url);
  database = openDatabase({ url: fresh.url, clock });
  folder = await mkdtemp(join(tmpdir(), "openpiu-lists-"));
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  number += 1;
  listId = `00000000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
  await database.transaction(manager, (tx) =>
    insertList(tx, {
      id: listId,
      code: `LIST-${number}`,
      title: "Synthetic list",
      authority: "Unit",
      legalBasis: "Tests",
      alertBasis: "persons-sought",
      persons: "wanted",
      kind: "imported",
      format: "test",
      address: "file:list.txt",
      fetchEveryHours: 6,
    }),
  );
  await connectSource(database, listId, manager.id);
});

const prepare = (bytes: Uint8Array, over: { by?: Actor; removalsAccepted?: boolean } = {}) =>
  database.transaction(over.by ?? manager, (tx) =>
    prepareVersion(tx, {
      listId,
      bytes,
      key: testKey,
      reading: readTestList("test", `LIST-${number}`, bytes),
      preparedBy: (over.by ?? manager).id,
      removalsAccepted: over.removalsAccepted ?? false,
    }),
  );
const activate = (version: number, by = supervisor) =>
  database.transaction(by, (tx) => activateVersion(tx, { listId, version, by: by.id }));
const inForce = () =>
  database.transaction(supervisor, async (tx) => {
    const list = await listById(tx, listId);
    const version = list?.active_version ?? null;
    if (version === null) return null;
    const entries = await entriesOfVersion(tx, { id: listId, version }, "", 10_000);
    return { version, ids: entries.map((entry) => entry.id) };
  });
const ids = (count: number) =>
  someEntries(count)
    .map((entry) => ofList(entry.id))
    .sort();
const ofList = (id: string) => id.replace("TEST", `LIST-${number}`);
/** The first version with so many entries, in force. */
async function inForceWith(count: number): Promise<void> {
  await prepare(aFile(someEntries(count)));
  await activate(1);
}

describe("a draft", () => {
  test("is in force only when a second person says so", async () => {
    await prepare(aFile(someEntries(3)));
    expect(await inForce()).toBeNull();
    expect(await activate(1, { ...supervisor, id: manager.id })).toMatchObject({
      refused: { code: "four-eyes", status: 403 },
    });
    expect(await inForce()).toBeNull();
    expect(await activate(1)).toMatchObject({
      state: "active",
      prepared_by: manager.id,
      activated_by: supervisor.id,
    });
    expect(await inForce()).toEqual({ version: 1, ids: ids(3) });
  });

  test("cannot be activated by its preparer in the database either", async () => {
    await prepare(aFile(someEntries(3)));
    const byHand = database.transaction(manager, (tx) =>
      tx.query(
        "update watchlists.version set state = 'active', activated_by = prepared_by where list_id = $1",
        [listId],
      ),
    );
    await expect(byHand).rejects.toMatchObject({ code: "23514" });
  });

  test("tells what is added, changed and removed, by content", async () => {
    await inForceWith(100);
    const next = someEntries(102).filter((entry) => !["TEST-7", "TEST-9"].includes(entry.id));
    const changed = next.map((entry) => (entry.id === "TEST-5" ? { ...entry, sex: "F" as const } : entry));
    expect(await prepare(aFile(changed.toReversed()))).toMatchObject({
      prepared: {
        version: 2,
        state: "draft",
        base_version: 1,
        entries: 100,
        added: 2,
        changed: 1,
        removed: 2,
      },
    });
    const differing = await database.transaction(manager, (tx) =>
      differingEntries(tx, { id: listId, from: 1, to: 2 }, null),
    );
    expect(differing.map(({ entryId, kind }) => `${kind} ${entryId}`)).toEqual(
      ["added TEST-101", "added TEST-102", "changed TEST-5", "removed TEST-7", "removed TEST-9"].map(ofList),
    );
  });

  test("is superseded by a newer one, and is void when another version came into force meanwhile", async () => {
    await inForceWith(40);
    await prepare(aFile(someEntries(41)));
    await prepare(aFile(someEntries(42)));
    expect(await activate(2)).toMatchObject({ refused: { code: "version-not-draft" } });
    await activate(3);
    await prepare(aFile(someEntries(43)));
    await database.transaction(supervisor, (tx) => rollBack(tx, { listId, reason: "entries were wrong" }));
    expect(await activate(4)).toMatchObject({ refused: { code: "draft-outdated" } });
  });

  test("of the same content is not made", async () => {
    await inForceWith(3);
    expect(await prepare(aFile(someEntries(3).toReversed()))).toEqual({ unchanged: 1 });
  });

  test("reports rows not understood and identifiers that occur twice", async () => {
    const entries = [...someEntries(20), anEntry({ id: "TEST-1" })];
    expect(await prepare(aFile(entries, "what is this\n"))).toMatchObject({
      prepared: {
        entries: 20,
        not_understood: [
          { code: "not-json", reason: "The line is not a JSON object." },
          { row: ofList("TEST-1") },
        ],
      },
    });
  });
});

describe("a file that must not come into force", () => {
  test.each([
    ["cannot be read", Buffer.from("BROKEN"), "ends before"],
    ["is empty", aFile([]), "no entry"],
    ["is mostly not understood", aFile(someEntries(4), "x\n"), "not understood"],
    ["removes more than a twentieth", aFile(someEntries(37)), "remove 3 of 40"],
  ])(
    "that %s is kept as refused with its reason, and the old version stays",
    async (_name, bytes, reason) => {
      await inForceWith(40);
      const outcome = await prepare(bytes);
      expect(outcome).toMatchObject({ refusedVersion: { version: 2, state: "refused" } });
      expect("refusedVersion" in outcome && outcome.refusedVersion.refusal).toContain(reason);
      expect(await activate(2)).toMatchObject({ refused: { code: "version-not-draft" } });
      expect(await inForce()).toEqual({ version: 1, ids: ids(40) });
      expect(await prepare(aFile(someEntries(41)))).toMatchObject({
        prepared: { version: 3, added: 1, removed: 0 },
      });
    },
  );

  test("removals that a person accepts become a draft for the second person", async () => {
    await inForceWith(40);
    expect(await prepare(aFile(someEntries(10)), { removalsAccepted: true })).toMatchObject({
      prepared: { removed: 30 },
    });
    await activate(2);
    expect(await inForce()).toEqual({ version: 2, ids: ids(10) });
  });
});

describe("roll-back", () => {
  test("puts the version before back in force in one step, with its reason in the ledger", async () => {
    await inForceWith(40);
    await prepare(aFile(someEntries(41)));
    await activate(2);
    const back = await database.transaction(manager, (tx) =>
      rollBack(tx, { listId, reason: "entry 41 is a mistake" }),
    );
    expect(back).toMatchObject({ version: 1, state: "active", activated_by: supervisor.id });
    expect(await inForce()).toEqual({ version: 1, ids: ids(40) });
    const second = await database.transaction(manager, (tx) => versionOf(tx, listId, 2));
    expect(second).toMatchObject({ state: "rolled-back" });
    const [entry] = await database.transaction(
      { id: "system:test", roles: ["system"], purpose: null },
      (tx) =>
        tx.query<{ body: string }>(
          "select body from ledger.entry where subject_id = $1 and action = 'list.rolled-back'",
          [listId],
        ),
    );
    expect(entry?.body).toContain("entry 41 is a mistake");
  });

  test("skips what was itself taken back, and the next import counts from what is in force", async () => {
    await inForceWith(40);
    for (const count of [41, 42]) {
      await prepare(aFile(someEntries(count)));
      await activate(count - 39);
    }
    const back = () => database.transaction(manager, (tx) => rollBack(tx, { listId, reason: "wrong" }));
    expect(await back()).toMatchObject({ version: 2 });
    await prepare(aFile(someEntries(45)));
    expect(await activate(4)).toMatchObject({ version: 4, added: 4, base_version: 2 });
    expect(await inForce()).toEqual({ version: 4, ids: ids(45) });
    expect(await back()).toMatchObject({ version: 2 });
    expect(await back()).toMatchObject({ version: 1 });
    expect(await back()).toMatchObject({ refused: { code: "nothing-before" } });
    expect(await inForce()).toEqual({ version: 1, ids: ids(40) });
  });
});

describe("fetching by address", () => {
  const limits = () => ({ folder, timeoutMs: 1000, bytesMax: 1_000_000 });
  const services = () => ({ database, sources: limits(), readList: readTestList, key: testKey });
  const publish = (bytes: Uint8Array) => writeFile(join(folder, "list.txt"), bytes);
  const fetchNow = () => fetchList(services(), { listId, askedBy: null });

  test("the first version waits for a person, later small changes come into force by themselves", async () => {
    await publish(aFile(someEntries(40)));
    expect(await fetchNow()).toMatchObject({ outcome: "version 1 waits for a person" });
    expect(await fetchNow()).toMatchObject({
      outcome: "version 1 waits for a person",
      version: { version: 1 },
    });
    await activate(1);
    expect(await fetchNow()).toMatchObject({ outcome: "unchanged: version 1" });
    await publish(aFile(someEntries(42)));
    expect(await fetchNow()).toMatchObject({ outcome: "version 2 in force" });
    const version = await database.transaction(manager, (tx) => versionOf(tx, listId, 2));
    expect(version).toMatchObject({ prepared_by: "system:watchlists", activated_by: "system:watchlists" });
  });

  test("a large change waits for a person", async () => {
    await inForceWith(40);
    await publish(aFile(someEntries(43)));
    expect(await fetchNow()).toMatchObject({ outcome: "version 2 waits for a person" });
    expect(await inForce()).toMatchObject({ version: 1 });
    expect(await activate(2)).toMatchObject({ state: "active" });
  });

  test("failures and refusals are kept with the list; the same bad file is kept once", async () => {
    await inForceWith(40);
    await publish(aFile(someEntries(20)));
    expect(await fetchNow()).toMatchObject({
      outcome: expect.stringContaining("refused: It would remove 20 of 40"),
    });
    await fetchNow();
    expect(await database.transaction(manager, (tx) => versionsOf(tx, listId, 10))).toHaveLength(2);
    await rm(join(folder, "list.txt"));
    expect(await fetchNow()).toMatchObject({ version: null, outcome: "failed: there is no such file" });
    const list = await database.transaction(manager, (tx) => listById(tx, listId));
    expect(list).toMatchObject({ last_fetch_outcome: "failed: there is no such file", active_version: 1 });
  });

  test("a fetched version that waits has its expected alerts worked out, and again while it waits; one in force has none", async () => {
    const forecast = (version: number) =>
      database.transaction(manager, (tx) => forecastOf(tx, { listId, version }));
    await publish(aFile(someEntries(100)));
    await fetchList(services(), { listId, askedBy: null });
    const asked = await forecast(1);
    expect(asked).toMatchObject({ state: "waiting" });
    clock.advance(11 * 3_600_000);
    await fetchList(services(), { listId, askedBy: null });
    expect((await forecast(1))?.asked_at).toEqual(asked?.asked_at);
    clock.advance(2 * 3_600_000);
    await fetchList(services(), { listId, askedBy: null });
    expect((await forecast(1))?.asked_at).not.toEqual(asked?.asked_at);
    const begun = await database.transaction(systemActor("test"), (tx) =>
      beginForecast(tx, asked?.forecast_id ?? ""),
    );
    expect(begun?.entries).toHaveLength(100);
    await database.transaction(supervisor, (tx) =>
      activateVersion(tx, { listId, version: 1, by: supervisor.id }),
    );
    expect(await forecast(1)).toMatchObject({ state: "running" });
    await publish(aFile(someEntries(102)));
    expect(await fetchList(services(), { listId, askedBy: null })).toMatchObject({
      outcome: "version 2 in force",
    });
    expect(await forecast(2)).toBeNull();
  });

  test("the schedule takes only what is due", async () => {
    await publish(aFile(someEntries(5)));
    const mine = async () => (await fetchDueLists(services())).filter((each) => each.listId === listId);
    expect(await mine()).toHaveLength(1);
    clock.advance(5 * 3_600_000);
    expect(await mine()).toHaveLength(0);
    clock.advance(3_600_000);
    expect(await mine()).toHaveLength(1);
  });
});
