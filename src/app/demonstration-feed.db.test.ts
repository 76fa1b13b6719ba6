// The demonstration's feed, stopped and started again: it goes on where it stopped, and says nothing twice.
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { manualClock } from "#platform";
import { liveTraffic } from "#simulation";
import { aUnit, type Unit } from "../../test/harness/unit.ts";
import { startFeed, type Feed } from "./demonstration-feed.ts";

const HOUR = 3_600_000;
const begun = Date.parse("2026-11-21T12:00:00Z");
const world = { seed: 1, plantedPerFlight: 0 } as const;
/** A flight or two: enough to see, and soon told. */
const sight = { hoursBack: 0.2, hoursAhead: 0.1 };
const clock = manualClock(new Date(begun));
const folder = mkdtempSync(join(tmpdir(), "openpiu-feed-"));
let unit: Unit;
let admin: Client;

beforeAll(async () => {
  unit = await aUnit({ clock });
  admin = new Client({ connectionString: unit.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await unit.close();
  rmSync(folder, { recursive: true });
});

const problems: string[] = [];
const feed = (): Promise<Feed> =>
  startFeed(unit.running.services, {
    ...world,
    sight,
    address: unit.address,
    folder,
    onProblem: (line) => problems.push(line),
  });

async function feedUntilNow(): Promise<void> {
  const running = await feed();
  await running.caughtUp;
  await running.stop();
}

async function hashesDelivered(): Promise<readonly string[]> {
  const { rows } = await admin.query<{ hash: string }>(
    "select encode(sha256, 'hex') as hash from intake.delivery order by hash",
  );
  return rows.map(({ hash }) => hash);
}

async function ledgerEntries(): Promise<number> {
  const { rows } = await admin.query<{ count: number }>("select count(*)::int from ledger.entry");
  return rows[0]?.count ?? 0;
}

/** What one feed without a break would have delivered by a moment. */
function sentBy(moment: number): readonly string[] {
  const hashes: string[] = [];
  for (const message of liveTraffic({ ...world, ...sight, now: begun })) {
    if (message.at > moment) break;
    hashes.push(createHash("sha256").update(message.bytes).digest("hex"));
  }
  return hashes.sort();
}

// The simulator works out a whole day of flights before its first message.
describe("a feed", { timeout: 90_000 }, () => {
  test("stopped in the middle and started again it delivers what is left, and then nothing more", async () => {
    const first = await feed();
    await vi.waitFor(async () => expect((await hashesDelivered()).length).toBeGreaterThan(5), 60_000);
    await first.stop();
    const soFar = (await hashesDelivered()).length;
    const due = sentBy(begun);
    expect(soFar).toBeLessThan(due.length);

    await feedUntilNow();
    expect(new Set(await hashesDelivered())).toEqual(new Set(due));
    expect(await hashesDelivered()).toHaveLength(due.length);

    const entries = await ledgerEntries();
    await feedUntilNow();
    expect(await ledgerEntries()).toBe(entries);
    expect(problems).toEqual([]);
  });

  test("started again later it delivers what came up meanwhile, as if it had never stopped", async () => {
    clock.advance(0.5 * HOUR);
    await feedUntilNow();
    expect(new Set(await hashesDelivered())).toEqual(new Set(sentBy(begun + 0.5 * HOUR)));
    expect(problems).toEqual([]);
  });

  test("carriers whose tokens are refused get new ones", async () => {
    await admin.query("update carriers.credential set revoked_at = created_at");
    clock.advance(0.1 * HOUR);
    const before = (await hashesDelivered()).length;
    await feedUntilNow();
    expect((await hashesDelivered()).length).toBeGreaterThan(before);
    expect(problems).toEqual([]);
  });

  test("a push that the server cannot take is tried again until it can, and told of once", async () => {
    // As when the disk is full: it answers 500.
    await admin.query("alter table intake.delivery add constraint full_disk check (false) not valid");
    clock.advance(0.1 * HOUR);
    const before = (await hashesDelivered()).length;
    const running = await feed();
    await vi.waitFor(() => expect(problems).toHaveLength(1), 60_000);
    expect(await hashesDelivered()).toHaveLength(before);
    await admin.query("alter table intake.delivery drop constraint full_disk");
    await running.caughtUp;
    await running.stop();
    expect((await hashesDelivered()).length).toBeGreaterThan(before);
    expect(problems).toEqual([expect.stringMatching(/was answered 500; it is tried again/)]);
  });
});
