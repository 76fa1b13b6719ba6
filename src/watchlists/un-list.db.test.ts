// The published list of the UN Security Council from its file into force, where the file is at hand.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { manualClock, migrateJobs, openDatabase, type Actor, type Database } from "#platform";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { activeEntriesById } from "./entry-store.ts";
import { testKey } from "./fixtures.ts";
import { readListFile } from "./list-files.ts";
import { insertList } from "./store.ts";
import { activateVersion, prepareVersion } from "./versions.ts";

const path = fileURLToPath(
  new URL("../../../shared/data/lists/un-consolidated-2026-02-27.xml", import.meta.url),
);
const manager: Actor = { id: "person:manager", roles: ["watchlist-manager"], purpose: null };
const supervisor: Actor = { id: "person:supervisor", roles: ["supervisor"], purpose: null };
const listId = "00000000-0000-7000-8000-0000000000aa";

describe.skipIf(!existsSync(path))("the consolidated list", () => {
  let fresh: FreshDatabase;
  let database: Database;
  beforeAll(async () => {
    fresh = await freshDatabase();
    await migrateJobs(fresh.url);
    database = openDatabase({ url: fresh.url, clock: manualClock(new Date("2026-03-01T10:00:00Z")) });
    await database.transaction(manager, (tx) =>
      insertList(tx, {
        id: listId,
        code: "UN",
        title: "UN Security Council Consolidated List",
        authority: "UN Security Council",
        legalBasis: "Chapter VII of the Charter",
        alertBasis: "persons-sought",
        persons: "wanted",
        kind: "imported",
        format: "un-xml",
        address: null,
        fetchEveryHours: null,
      }),
    );
  });
  afterAll(async () => {
    await database.close();
    await fresh.drop();
  });

  const prepare = (bytes: Uint8Array) =>
    database.transaction(manager, (tx) =>
      prepareVersion(tx, {
        listId,
        bytes,
        key: testKey,
        reading: readListFile("un-xml", "UN", bytes),
        preparedBy: manager.id,
        removalsAccepted: false,
      }),
    );

  test("comes into force whole, is unchanged when sent again, and a cut file does not replace it", async () => {
    const bytes = readFileSync(path);
    const prepared = await prepare(bytes);
    if (!("prepared" in prepared)) throw new Error(JSON.stringify(prepared));
    const { entries, added, published_at, not_understood } = prepared.prepared;
    expect({ entries, added, published_at }).toEqual({
      entries: bytes.toString().split("<INDIVIDUAL>").length - 1,
      added: entries,
      published_at: new Date("2026-02-27T00:00:09.554Z"),
    });
    expect(not_understood.length / entries).toBeLessThan(0.5);
    await database.transaction(supervisor, (tx) =>
      activateVersion(tx, { listId, version: 1, by: supervisor.id }),
    );
    expect(await prepare(bytes)).toEqual({ unchanged: 1 });
    expect(await prepare(bytes.subarray(0, bytes.length - 50_000))).toMatchObject({
      refusedVersion: { state: "refused", refusal: expect.stringContaining("could not be read") },
    });
    const without = bytes.toString().replace(/<INDIVIDUAL>.*?<\/INDIVIDUAL>/s, "");
    expect(await prepare(Buffer.from(without))).toMatchObject({
      prepared: { added: 0, changed: 0, removed: 1 },
    });
    const [first] = await database.transaction(manager, (tx) => activeEntriesById(tx, ["UN-6907993"]));
    expect(first?.entry.names[0]?.full).toContain("BADEGE");
  });
});
