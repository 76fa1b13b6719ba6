// Turns of the reception: who floods waits for itself, and is told when it is too much.
import { afterEach, expect, test, vi } from "vitest";
import { usualAgreement } from "#carriers";
import { isRefusal } from "#platform";
import type { Delivery, Received } from "./delivery.ts";
import { openReception } from "./reception.ts";

type Waiting = { readonly answerSeconds?: 2 | 8; readonly channel?: Delivery["channel"] };
type UnderWay = { readonly carrier: string; readonly finish: () => void };

function aDelivery(carrier: string, bytes = 10): Delivery {
  const sender = { id: carrier, code: carrier, senderIds: [], fliesAs: [carrier] };
  return { bytes: Buffer.alloc(bytes), channel: "http", sender, idempotencyKey: null };
}

/** A reception whose deliveries stay under way until they are finished by hand. */
function held(limits: Partial<Parameters<typeof openReception>[1]> = {}) {
  const underWay: UnderWay[] = [];
  const done: string[] = [];
  const reception = openReception(
    async ({ sender, bytes }) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      underWay.push({ carrier: sender?.code ?? "", finish: resolve });
      await promise;
      done.push(sender?.code ?? "");
      if (bytes.length === 13) throw new Error("the disk is full");
      return { deliveryId: String(done.length) } as Received;
    },
    { together: 4, ofOne: 3, amongOthers: 3, waiting: 5, waitingBytes: 1_000, ...limits },
  );
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { reception, underWay, done, settle };
}

test("a carrier that floods leaves room for the others, and the turns go round", async () => {
  const { reception, underWay, settle } = held();
  const flood = Array.from({ length: 8 }, () => reception.take(aDelivery("F1")));
  const small = ["A1", "B1", "C1"].map((carrier) => reception.take(aDelivery(carrier)));
  await settle();
  expect(underWay.map(({ carrier }) => carrier)).toEqual(["F1", "F1", "F1", "A1"]);
  expect(reception.load()).toMatchObject({ working: 4, waiting: 7 });
  underWay[0]?.finish();
  await settle();
  underWay[1]?.finish();
  await settle();
  underWay[2]?.finish();
  await settle();
  // One of the flood for each of the others, not the whole flood first.
  expect(
    underWay
      .slice(4)
      .map(({ carrier }) => carrier)
      .toSorted(),
  ).toEqual(["B1", "C1", "F1"]);
  for (let next = 3; next < 11; next++) {
    underWay[next]?.finish();
    await settle();
  }
  expect((await Promise.all([...flood, ...small])).every((each) => !isRefusal(each))).toBe(true);
  expect(reception.load()).toMatchObject({ working: 0, waiting: 0 });
});

test("what is too much for one carrier is refused at once, with the time to come again; the others are not touched", async () => {
  const { reception, underWay, settle } = held();
  const taken = Array.from({ length: 8 }, () => reception.take(aDelivery("F1")));
  expect(await reception.take(aDelivery("F1"))).toMatchObject({
    refused: { code: "too-much-at-once", status: 429, retryAfterSeconds: 2 },
  });
  const other = reception.take(aDelivery("A1"));
  await settle();
  expect(underWay.map(({ carrier }) => carrier)).toContain("A1");
  for (let next = 0; next < 9; next++) {
    underWay[next]?.finish();
    await settle();
  }
  expect((await Promise.all([...taken, other])).some(isRefusal)).toBe(false);
});

test("waiting bytes are limited too, but a large delivery alone is always taken", async () => {
  const { reception, underWay, settle } = held({ ofOne: 1 });
  const first = reception.take(aDelivery("F1", 5_000));
  const second = reception.take(aDelivery("F1", 900));
  expect(await reception.take(aDelivery("F1", 200))).toMatchObject({ refused: { code: "too-much-at-once" } });
  await settle();
  underWay[0]?.finish();
  await settle();
  underWay[1]?.finish();
  expect((await Promise.all([first, second])).some(isRefusal)).toBe(false);
});

test("a delivery that fails gives its turn back", async () => {
  const { reception, underWay, settle } = held({ together: 1 });
  const failing = reception.take(aDelivery("F1", 13)).catch((problem: Error) => problem.message);
  const next = reception.take(aDelivery("A1"));
  await settle();
  underWay[0]?.finish();
  expect(await failing).toBe("the disk is full");
  await settle();
  underWay[1]?.finish();
  expect(isRefusal(await next)).toBe(false);
  expect(reception.load()).toMatchObject({ working: 0, waiting: 0 });
});

test("while others send too, less of one carrier is worked on at once; alone it has all its places again", async () => {
  const { reception, underWay, settle } = held({ amongOthers: 1, waiting: 1_000, waitingBytes: 100_000 });
  const finishAll = async (): Promise<void> => {
    for (const each of underWay.splice(0)) each.finish();
    await settle();
  };
  const other = reception.take(aDelivery("A1"));
  await settle();
  await finishAll();
  await other;
  const flood = Array.from({ length: 410 }, () => reception.take(aDelivery("F1")));
  await settle();
  const most: number[] = [];
  while (reception.load().working > 0) {
    most.push(underWay.length);
    await finishAll();
  }
  expect(most[0]).toBe(1);
  expect(Math.max(...most.slice(0, 300))).toBe(1);
  expect(Math.max(...most.slice(-5))).toBe(3);
  expect((await Promise.all(flood)).every((each) => !isRefusal(each))).toBe(true);
});

afterEach(() => void vi.useRealTimers());

test.each([
  ["as usual", {}, 3_000],
  ["as agreed", { answerSeconds: 8 }, 7_000],
  ["as agreed, but nobody waits", { answerSeconds: 2, channel: "sftp" }, 60_000],
] as const)(
  "who waits for an answer has it in time: %s",
  async (_name, { channel, ...agreed }: Waiting, ms) => {
    vi.useFakeTimers();
    const late = Promise.withResolvers<string>();
    const reception = openReception(
      async ({ deadline }) => {
        late.resolve(String(await deadline?.beat(new Promise(() => undefined))));
        return { deliveryId: "1" } as Received;
      },
      { together: 1, ofOne: 1, amongOthers: 1, waiting: 1, waitingBytes: 100 },
    );
    const { sender, ...delivery } = aDelivery("A1");
    if (sender === null) throw new Error("nobody sends");
    const agreement = { ...usualAgreement, ...agreed };
    let said = "";
    void late.promise.then((word) => (said = word));
    void reception.take({ ...delivery, channel: channel ?? "amqp", sender: { ...sender, agreement } });
    await vi.advanceTimersByTimeAsync(ms - 1);
    expect(said).toBe("");
    await vi.advanceTimersByTimeAsync(1);
    expect(said).toBe("late");
  },
);
