// Messages of ours to carriers, by the clock: sent, sent again, escalated, fetched, expired.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { manualClock, openDatabase, systemActor, type Database } from "#platform";
import { deleteExpired } from "#retention";
import { intakeExpiring } from "./expiring.ts";
import { euStrict } from "#vocabulary";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { openOutgoing, type OutgoingLoop } from "./outgoing-loop.ts";
import { holdOutgoing, setAcknowledged, endUnconfirmed, waitingFor } from "./outgoing-store.ts";
import { noteSent, putOutgoing, wayTo, type OutgoingMessage } from "./outgoing.ts";

const start = new Date("2026-11-21T08:00:00Z");
const clock = manualClock(start);
const key = Buffer.alloc(32, 7);
const actor = systemActor("test");
const carrierId = "00000000-0000-7000-8000-000000000001";
let fresh: FreshDatabase;
let database: Database;
let loop: OutgoingLoop;
let sent: { to: string; text: string; at: string }[] = [];
let reachable = true;
let escalated: string[] = [];
let made = 0;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, clock, connections: 4 });
});
afterAll(async () => {
  await loop.stop();
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  await loop?.stop();
  await database.transaction(actor, (tx) => tx.query("delete from intake.outgoing"));
  sent = [];
  escalated = [];
  reachable = true;
  clock.set(start);
  loop = openOutgoing({
    database,
    key,
    feed: null,
    channels: [
      {
        channel: "type-b",
        send: async (to, bytes) => {
          if (!reachable) throw new Error("no line");
          sent.push({ to, text: Buffer.from(bytes).toString(), at: clock.now().toISOString().slice(11, 19) });
        },
      },
    ],
    escalate: async (_tx, row) => void escalated.push(row.reference),
    problem: () => undefined,
  });
});

const put = (over: Partial<OutgoingMessage> = {}) =>
  database.transaction(actor, async (tx) => {
    made += 1;
    return putOutgoing(tx, key, {
      carrierId,
      kind: "CUSRES",
      flight: null,
      reference: `OWN${made}`,
      bytes: Buffer.from("UNB+RFF+ABO:P1'"),
      channel: "type-b",
      replyTo: "HDQRMJ2",
      expiresAt: new Date(start.getTime() + 24 * 3_600_000),
      confirmed: true,
      ...over,
    });
  });
const rowOf = (id: string) => database.transaction(actor, (tx) => holdOutgoing(tx, carrierId, { id }));
/** Looks each second until so many seconds after the start. */
async function until(seconds: number): Promise<void> {
  while (clock.now().getTime() < start.getTime() + seconds * 1000) {
    clock.advance(1000);
    await loop.look();
  }
}

describe("a message that the carrier confirms", () => {
  test("is sent at once, again after 60 and 120 seconds, and escalated at 180", async () => {
    const id = await put();
    await loop.look();
    await until(179);
    expect(sent.map((each) => each.at)).toEqual(["08:00:00", "08:01:00", "08:02:00"]);
    expect(new Set(sent.map((each) => each.text)).size).toBe(1);
    expect(escalated).toEqual([]);
    await until(180);
    expect(escalated).toHaveLength(1);
    await until(400);
    expect(sent).toHaveLength(3);
    expect(await rowOf(id)).toMatchObject({ state: "escalated", tries: 3 });
  });

  test("is not sent again once it is confirmed", async () => {
    const id = await put();
    await loop.look();
    await until(59);
    await database.transaction(actor, async (tx) => setAcknowledged(tx, id));
    await until(300);
    expect(sent).toHaveLength(1);
    expect(escalated).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ state: "acknowledged" });
  });

  test("is not sent again once a newer answer has said it", async () => {
    const about = "00000000-0000-7000-8000-0000000000aa";
    await put({ about });
    await loop.look();
    await database.transaction(actor, (tx) => endUnconfirmed(tx, [about], "superseded"));
    await until(300);
    expect(sent).toHaveLength(1);
    expect(escalated).toEqual([]);
  });

  test("goes on its way when the line comes back, and counts the tries without it", async () => {
    reachable = false;
    await put();
    await loop.look();
    await until(30);
    reachable = true;
    await until(61);
    expect(sent.map((each) => each.at)).toEqual(["08:01:00"]);
  });

  test("waits to be fetched where the channel cannot send, and is offered again without confirmation", async () => {
    const id = await put({ channel: "http", replyTo: null });
    await loop.look();
    const box = () => database.transaction(actor, (tx) => waitingFor(tx, carrierId, 10));
    expect(await box()).toHaveLength(1);
    clock.advance(10_000);
    await database.transaction(actor, async (tx) =>
      noteSent(tx, { outgoing_id: id, confirmed: true, resend_seconds: 60 }, "fetched"),
    );
    expect(await box()).toEqual([]);
    await until(69);
    expect(await box()).toEqual([]);
    await until(70);
    expect(await box()).toHaveLength(1);
    await until(190);
    expect(escalated).toHaveLength(1);
    expect(await box()).toEqual([]);
  });

  test("by two servers at once is sent once", async () => {
    await put();
    const second = openOutgoing({
      database,
      key,
      feed: null,
      channels: [{ channel: "type-b", send: async (to) => void sent.push({ to, text: "", at: "" }) }],
      escalate: async () => undefined,
      problem: () => undefined,
    });
    await Promise.all([loop.look(), second.look()]);
    await second.stop();
    expect(sent).toHaveLength(1);
  });
});

describe("any other message", () => {
  test("is done when it was sent", async () => {
    const id = await put({ kind: "GOVREQ", confirmed: false });
    await loop.look();
    await until(300);
    expect(sent).toHaveLength(1);
    expect(await rowOf(id)).toMatchObject({ state: "sent", tries: 1 });
  });

  test("is tried again after 1, 2, 4 .. minutes, and expires [transport.md §8 row Sender retry]", async () => {
    reachable = false;
    const id = await put({
      kind: "GOVREQ",
      confirmed: false,
      expiresAt: new Date(start.getTime() + 600_000),
    });
    await loop.look();
    for (const [minute, tries] of [
      [1, 2],
      [2, 2],
      [3, 3],
      [6, 3],
      [7, 4],
      [9, 4],
    ] as const) {
      clock.set(new Date(start.getTime() + minute * 60_000));
      await loop.look();
      expect(await rowOf(id)).toMatchObject({ state: "waiting", tries });
    }
    clock.set(new Date(start.getTime() + 15 * 60_000));
    await loop.look();
    expect(await rowOf(id)).toMatchObject({ state: "expired", tries: 4 });
  });
});

describe("a carrier whose side acknowledges nothing", () => {
  const slow = "SLOWMXX";
  const refused: ((problem: Error) => void)[] = [];
  // No other loop takes what is put down here.
  beforeEach(() => loop.stop());
  const hanging = () =>
    openOutgoing(
      {
        database,
        key,
        feed: null,
        channels: [
          {
            channel: "type-b",
            send: (to, bytes) => {
              sent.push({ to, text: Buffer.from(bytes).toString(), at: "" });
              return to === slow ? new Promise((_, reject) => void refused.push(reject)) : Promise.resolve();
            },
          },
        ],
        escalate: async (_tx, row) => void escalated.push(row.reference),
        problem: () => undefined,
      },
      { links: 2, finishMs: 1 },
    );
  /** Until nothing more is to be seen of this. */
  const seen = async (what: () => unknown): Promise<void> => {
    await expect.poll(what).toBe(true);
  };
  const toOthers = () => sent.filter(({ to }) => to !== slow).map(({ text }) => text);

  test("keeps no message to others, and no escalation, waiting", async () => {
    const own = hanging();
    const id = await put({ replyTo: slow });
    const second = await put({ replyTo: slow });
    void own.look();
    await seen(() => sent.length === 1);
    const texts = ["A", "B", "C"];
    for (const text of texts) await put({ confirmed: false, bytes: Buffer.from(text) });
    void own.look();
    await seen(() => toOthers().length === 3);
    expect(toOthers()).toEqual(texts);
    for (const seconds of [60, 120, 180]) {
      clock.set(new Date(start.getTime() + seconds * 1000));
      void own.look();
      await seen(async () => (await rowOf(id))?.tries === Math.min(seconds / 60 + 1, 3));
    }
    await seen(() => escalated.length === 2);
    expect(await rowOf(id)).toMatchObject({ state: "escalated" });
    expect(await rowOf(second)).toMatchObject({ state: "escalated" });
    // One was given to its side once; the other is not sent any more when its turn comes.
    refused.splice(0).forEach((reject) => reject(new Error("not acknowledged")));
    await own.stop();
    expect(sent.filter(({ to }) => to === slow)).toHaveLength(1);
  });

  test("holds its own link alone, however many such there are over time", async () => {
    const own = hanging();
    await put({ replyTo: slow, confirmed: false });
    const looked = own.look();
    await seen(() => sent.length === 1);
    for (const to of ["AAA", "BBB", "CCC", "AAA"]) await put({ replyTo: to, confirmed: false });
    expect(await own.look()).toBe(4);
    expect(
      sent
        .map(({ to }) => to)
        .slice(1)
        .toSorted(),
    ).toEqual(["AAA", "AAA", "BBB", "CCC"]);
    refused.splice(0).forEach((reject) => reject(new Error("not acknowledged")));
    expect(await looked).toBe(0);
    await own.stop();
  });

  test("does not keep the server from stopping: what it has not taken is due again", async () => {
    const own = hanging();
    const ids = [await put({ replyTo: slow }), await put({ replyTo: slow, confirmed: false })];
    void own.look();
    await seen(() => sent.length === 1);
    await own.stop();
    for (const id of ids) expect(await rowOf(id)).toMatchObject({ state: "waiting", tries: 0 });
    sent = [];
    refused.splice(0).forEach((reject) => reject(new Error("the channel is closing")));
    const next = hanging();
    void next.look();
    await seen(() => sent.length === 1);
    refused.splice(0).forEach((reject) => reject(new Error("not acknowledged")));
    await seen(() => sent.length === 2);
    await next.stop();
  });
});

test("the bytes are kept sealed, and go with the records of their flight", async () => {
  const id = await put();
  expect((await rowOf(id))?.sealed.toString("latin1")).not.toContain("ABO");
  const tidyUp = () => deleteExpired({ database, profile: euStrict, expiring: intakeExpiring });
  clock.set(new Date("2027-05-20T23:59:59Z"));
  await tidyUp();
  expect(await rowOf(id)).not.toBeNull();
  clock.set(new Date("2027-05-21T00:00:00Z"));
  await tidyUp();
  expect(await rowOf(id)).toBeNull();
});

test("the way to a carrier that sent nothing lately is the outbox", async () => {
  expect(await database.transaction(actor, (tx) => wayTo(tx, carrierId))).toEqual({
    channel: "http",
    replyTo: null,
  });
});
