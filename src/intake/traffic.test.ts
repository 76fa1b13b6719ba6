// The traffic counted in memory: written down once, kept while the database is away, and never in the way of a delivery.
import { expect, test } from "vitest";
import { manualClock, refuse, type Database, type Transaction } from "#platform";
import { never } from "./answer-times.ts";
import type { Delivery, Received } from "./delivery.ts";
import { openReception } from "./reception.ts";
import { openTraffic } from "./traffic.ts";

type Written = { readonly text: string; readonly values: readonly unknown[] };

function counting() {
  const clock = manualClock(new Date("2026-11-21T08:03:00Z"));
  const written: Written[] = [];
  const problems: string[] = [];
  const state = { isAway: false };
  const tx = {
    write: (text: string, values: readonly unknown[]) => void written.push({ text, values }),
    // No channel is out.
    query: async () => [],
  };
  const database = {
    transaction: async (_actor: unknown, work: (tx: Transaction) => Promise<unknown>) => {
      if (state.isAway) throw new Error("the database is away");
      return work(tx as unknown as Transaction);
    },
  } as unknown as Database;
  const traffic = openTraffic({ database, clock, problem: (_error, what) => void problems.push(what) });
  return { clock, written, problems, state, traffic };
}

const delivery = (waitedFor: boolean) =>
  ({
    channel: "http",
    sender: { id: "00000000-0000-7000-8000-000000000001" },
    interactive: waitedFor,
    bytes: Buffer.alloc(1),
    idempotencyKey: null,
  }) as unknown as Delivery;
const answered = { receipts: [{ answer: "UNB" }] } as unknown as Received;
const steps = ({ values }: Written): unknown => [values[3], values[4]];

test("answers of those who wait are added up by step, and written down once", async () => {
  const { clock, written, traffic } = counting();
  const reception = openReception(
    async () => {
      clock.advance(25);
      return answered;
    },
    { together: 1, ofOne: 1, amongOthers: 1, waiting: 5, waitingBytes: 100 },
    traffic.watch,
  );
  await reception.take(delivery(true));
  await reception.take(delivery(true));
  await reception.take(delivery(false));
  await traffic.flush();
  await traffic.flush();
  expect(written).toHaveLength(2);
  expect(written.slice(0, 1).map(steps)).toEqual([[[30], [2]]]);
  expect(written[0]?.values[0]).toEqual([new Date("2026-11-21T08:00:00Z")]);
  expect(written[1]?.values[2]).toEqual([new Date("2026-11-21T08:03:00.075Z")]);
  await traffic.close();
});

test("what cannot be written down is kept, and added to what comes after", async () => {
  const { written, problems, state, traffic } = counting();
  const over = (outcome: Received | null, ms: number) =>
    traffic.watch.over({ ...delivery(true), waitedFor: true }, outcome, ms);
  state.isAway = true;
  over(answered, 8);
  await traffic.flush();
  expect(problems).toEqual(["the traffic could not be counted"]);
  state.isAway = false;
  over(answered, 9);
  over(null, 9);
  await traffic.close();
  expect(written.slice(0, 1).map(steps)).toEqual([
    [
      [10, never],
      [2, 1],
    ],
  ]);
});

test("who is refused, or nobody knows, is not among those who were answered", async () => {
  const { written, traffic } = counting();
  traffic.watch.over({ ...delivery(true), waitedFor: true }, refuse("no", "No.", 429), 1);
  traffic.watch.over({ ...delivery(true), sender: null, waitedFor: true }, answered, 1);
  await traffic.close();
  expect(written.slice(0, 1).map(steps)).toEqual([[[], []]]);
});

test("since when the oldest is here is told by carrier until it is through", async () => {
  const { clock } = counting();
  const { promise, resolve } = Promise.withResolvers<Received>();
  const reception = openReception(
    () => promise,
    { together: 1, ofOne: 1, amongOthers: 1, waiting: 5, waitingBytes: 100 },
    { now: () => clock.now().getTime(), over: () => undefined },
  );
  const first = reception.take(delivery(false));
  clock.advance(1_000);
  const second = reception.take(delivery(false));
  const since = Date.parse("2026-11-21T08:03:00Z");
  expect(reception.load()).toEqual({
    working: 1,
    waiting: 1,
    oldest: new Map([["00000000-0000-7000-8000-000000000001", since]]),
  });
  resolve(answered);
  await Promise.all([first, second]);
  expect(reception.load().oldest.size).toBe(0);
});
