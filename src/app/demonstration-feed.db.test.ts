// The demonstration's feed, stopped and started again: it goes on where it stopped, and says nothing twice.
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { manualClock } from "#platform";
import { liveTraffic } from "#simulation";
import { aUnit, type Unit } from "../../test/harness/unit.ts";
import { startFeed, type Feed } from "./demonstration-feed.ts";

const pauseMs = 30 * 60_000;
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
const feed = (over: Pick<Parameters<typeof startFeed>[1], "withheld"> = {}): Promise<Feed> =>
  startFeed(unit.running.services, {
    ...over,
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

/** Without repeats: what is cut off by a stop after it was taken is sent once more, and recognised. */
async function hashesDelivered(): Promise<readonly string[]> {
  const { rows } = await admin.query<{ hash: string }>(
    "select encode(sha256, 'hex') as hash from intake.delivery where duplicate_of is null order by hash",
  );
  return rows.map(({ hash }) => hash);
}

async function ledgerEntries(): Promise<number> {
  const { rows } = await admin.query<{ count: number }>("select count(*)::int from ledger.entry");
  return rows[0]?.count ?? 0;
}

/** What one feed without a break would have delivered, and when. */
const sent = (() => {
  const messages: { readonly at: number; readonly hash: string }[] = [];
  for (const { at, bytes } of liveTraffic({ ...world, ...sight, now: begun })) {
    if (at > begun + pauseMs) return messages;
    messages.push({ at, hash: createHash("sha256").update(bytes).digest("hex") });
  }
  return messages;
})();
const sentBy = (moment: number): readonly string[] =>
  sent
    .filter(({ at }) => at <= moment)
    .map(({ hash }) => hash)
    .sort();

// The simulator works out days of flights before its first message.
describe("a feed", () => {
  test("whose pushes the server cannot take tries again until it can, and says so once", async () => {
    // As when the disk is full: it answers 500.
    await admin.query("alter table intake.delivery add constraint full_disk check (false) not valid");
    // However fast it is, it has not delivered everything when it is stopped.
    const middle = sent.filter(({ at }) => at <= begun).at(-3)?.at ?? begun;
    const first = await feed({ withheld: ({ at }) => at >= middle });
    await expect.poll(() => problems).toHaveLength(1);
    expect(await hashesDelivered()).toEqual([]);
    await admin.query("alter table intake.delivery drop constraint full_disk");
    await expect.poll(async () => (await hashesDelivered()).length).toBeGreaterThan(5);
    await first.stop();
    expect(problems.splice(0)).toEqual([expect.stringMatching(/was answered 500; it is tried again/)]);
  });

  test("stopped in the middle and started again delivers what is left, and then nothing more", async () => {
    const due = sentBy(begun);
    expect((await hashesDelivered()).length).toBeLessThan(due.length);
    await feedUntilNow();
    expect(await hashesDelivered()).toEqual([...new Set(due)]);

    const entries = await ledgerEntries();
    await feedUntilNow();
    expect(await ledgerEntries()).toBe(entries);
    expect(problems).toEqual([]);
  });

  test("started again later delivers what came up meanwhile as if it had never stopped, with new tokens where they are refused", async () => {
    clock.advance(pauseMs);
    await admin.query("update carriers.credential set revoked_at = created_at");
    await feedUntilNow();
    expect(new Set(await hashesDelivered())).toEqual(new Set(sentBy(begun + pauseMs)));
    expect(problems).toEqual([]);
  });
});
