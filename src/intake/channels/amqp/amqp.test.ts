// The AMQP channel before a broker in memory and a reception of the test's own.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import type { Message } from "rhea";
import { refuse, systemClock, type LiveEvent, type Transaction } from "#platform";
import type { Delivery, Received } from "../../delivery.ts";
import type { ChannelServices, OpenChannel } from "../channel.ts";
import { serverCertificate } from "../mail/certificate.ts";
import { openAmqp } from "./amqp.ts";
import { bytesOf } from "./body.ts";
import { openBroker, type ClientCertificate } from "./broker.ts";
import { answerQueueOf, backoutQueueOf, outQueueOf } from "./queues.ts";
import { callAmqp, openSmallBroker, type AmqpClient, type SmallBroker } from "./small-broker.ts";

let closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  closing = [];
});

const received = {
  deliveryId: "1",
  duplicateOf: null,
  receipts: [{ state: "processed", findings: [], answer: "UNB+CUSRES'" }],
} as unknown as Received;

type Options = {
  readonly queues?: string[];
  readonly take?: (delivery: Delivery) => Promise<Received | ReturnType<typeof refuse>>;
  readonly refused?: readonly string[];
};

async function aChannel(options: Options = {}) {
  const broker = await openSmallBroker({ refused: options.refused ?? [] });
  closing.push(() => broker.close());
  const queues = options.queues ?? ["J2.API.IN"];
  const deliveries: Delivery[] = [];
  const notices: string[] = [];
  const listeners = new Set<(event: LiveEvent) => void>();
  const state = { isDatabaseDown: false };
  const services: ChannelServices = {
    database: {
      transaction: async (_: unknown, work: (tx: Transaction) => Promise<unknown>) => {
        if (state.isDatabaseDown) throw new Error("the database is down");
        return work({
          query: async () => queues.map((queue) => ({ queue, carrier_id: `of ${queue}` })),
        } as unknown as Transaction);
      },
    } as unknown as ChannelServices["database"],
    clock: systemClock,
    feed: {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    reception: {
      take: async (delivery) => {
        deliveries.push(delivery);
        return options.take === undefined ? received : options.take(delivery);
      },
      load: () => ({ working: 0, waiting: 0, oldest: new Map() }),
    },
    gate: async (_, identity) =>
      queues.includes(identity)
        ? { id: identity, code: "J2", senderIds: [], fliesAs: ["J2"] }
        : refuse("unknown-credential", "The queue is not bound.", 401),
    dataFolder: "",
    key: Buffer.alloc(32),
    host: "127.0.0.1",
    notice: (line) => notices.push(line),
    problem: (error) => notices.push(`problem: ${error.message}`),
  };
  const channel = await openAmqp(services, broker.url, undefined, {
    credit: 4,
    patienceMs: 5_000,
    againMs: [5, 20],
  });
  if (channel === undefined) throw new Error("the channel is not open");
  closing.push(() => channel.close());
  const client = await aClient(broker);
  const changed = (): void => listeners.forEach((listener) => listener({ topic: "carrier", subject: "" }));
  return { broker, channel, client, deliveries, notices, queues, state, changed };
}

async function aClient(broker: SmallBroker): Promise<AmqpClient> {
  const client = await callAmqp(broker.url);
  closing.push(() => client.close());
  return client;
}

const text = (message: Message): string => bytesOf(message)?.toString() ?? "";

/** Waits until a send of ours gets through: the channel has connected. */
async function connected(channel: OpenChannel): Promise<void> {
  const sent = async () =>
    channel.send?.("PROBE", Buffer.from("?")).then(
      () => true,
      () => false,
    );
  await expect.poll(sent).toBe(true);
}

test("its links are the queues that give messages, by carrier; without the broker it is down [transport.md §16 row link state]", async () => {
  const { broker, channel, queues, changed } = await aChannel({ queues: ["J2.API.IN", "K7.API.IN"] });
  const both = new Map([
    ["of J2.API.IN", 1],
    ["of K7.API.IN", 1],
  ]);
  await expect.poll(() => channel.links?.()).toEqual({ isUp: true, open: 2, carriers: both });
  queues.pop();
  changed();
  await expect.poll(() => channel.links?.()).toMatchObject({ isUp: true, open: 1 });
  await broker.close();
  await expect.poll(() => channel.links?.()).toEqual({ isUp: false, open: 0, carriers: new Map() });
});

describe("messages", () => {
  test("are taken for the carrier of the queue, accepted afterwards, and answered by convention", async () => {
    const { broker, client, deliveries } = await aChannel();
    await client.send("J2.API.IN", { body: "UNB+PAXLST'", message_id: "m-1" });
    const answer = await client.take("J2.API.OUT");
    expect(text(answer)).toBe("UNB+CUSRES'");
    expect(answer).toMatchObject({
      body: "UNB+CUSRES'",
      correlation_id: "m-1",
      durable: true,
      content_type: "application/edifact",
    });
    expect(deliveries).toMatchObject([
      { channel: "amqp", replyTo: "J2.API.OUT", sender: { code: "J2" }, idempotencyKey: null },
    ]);
    expect(deliveries[0]?.bytes.toString()).toBe("UNB+PAXLST'");
    expect(broker.outcomes[0]).toBe("accepted");
  });

  test("are answered at their reply-to, in data for data, with the id they came with", async () => {
    const { client, deliveries } = await aChannel();
    const body = { typecode: 0x75, content: Buffer.from([0xff, 0x00, 0x41]) };
    await client.send("J2.API.IN", {
      body: Object.assign(Buffer.from([0xff, 0x00, 0x41]), {}),
      correlation_id: "c-9",
      reply_to: "temporary-7",
    });
    const answer = await client.take("temporary-7");
    expect(answer.correlation_id).toBe("c-9");
    expect(text(answer)).toBe("UNB+CUSRES'");
    expect(deliveries[0]?.bytes).toEqual(body.content);
  });

  test("a reply-to that is another carrier's queue, or one that is read here, is not followed", async () => {
    const { client, broker } = await aChannel({ queues: ["J2.API.IN", "K9.API.IN"] });
    for (const replyTo of ["K9.API.IN", "K9.API.OUT", "/queue/K9.BACKOUT", "J2.API.IN"]) {
      await client.send("J2.API.IN", { body: "UNB'", reply_to: replyTo });
      await client.take("J2.API.OUT");
    }
    expect(
      ["K9.API.IN", "K9.API.OUT", "/queue/K9.BACKOUT", "J2.API.IN"].map((queue) => broker.waiting(queue)),
    ).toEqual([0, 0, 0, 0]);
  });

  test.each([
    ["J2.API.IN", 31, true],
    ["J2.API.IN", 20, false],
    ["J2.PNR.IN", 301, true],
    ["J2.PNR.IN", 200, false],
  ])(
    "of %s one that is %d seconds old is told of: %s [transport.md §4 row depth/age alarms]",
    async (queue, seconds, isTold) => {
      const { client, notices } = await aChannel({ queues: [queue] });
      const creation_time = new Date(systemClock.now().getTime() - seconds * 1000);
      await client.send(queue, { body: "UNB'", creation_time });
      await client.take(outQueueOf(queue));
      const told = notices.filter((line) => /^a message of J2\.\w+\.IN was \d+ seconds old/.test(line));
      expect(told).toHaveLength(isTold ? 1 : 0);
    },
  );

  test("what nothing answers gets its findings", async () => {
    const { client } = await aChannel({
      take: async () =>
        ({
          deliveryId: "d-1",
          duplicateOf: null,
          receipts: [
            {
              state: "quarantined",
              answer: null,
              findings: [
                { severity: "error", code: "ED01", segment: 3, tag: "NAD", text: "Broken.", at: null },
              ],
            },
          ],
        }) as unknown as Received,
    });
    await client.send("J2.API.IN", { body: "nothing", message_id: "m-2" });
    const said = await client.take("J2.API.OUT");
    expect(text(said)).toBe("0;;REFUSED;delivery d-1\n3;NAD;ED01;Broken.\n");
    expect(said.correlation_id).toBe("m-2");
  });
});

describe("what cannot be taken", () => {
  test("goes back to the queue while too much waits, and is taken later", async () => {
    let busy = 3;
    const { client, broker, deliveries } = await aChannel({
      take: async () =>
        busy-- > 0
          ? refuse("too-much-at-once", "Too much waits.", 429, { retryAfterSeconds: 0.001 })
          : received,
    });
    await client.send("J2.API.IN", { body: "UNB'" });
    await client.take("J2.API.OUT");
    expect(deliveries).toHaveLength(4);
    expect(broker.outcomes.filter((outcome) => outcome === "released")).toHaveLength(3);
  });

  test("after three failures of its own it is set aside with the reason, and the next is taken", async () => {
    const { client, deliveries, notices } = await aChannel({
      take: async ({ bytes }) => {
        if (bytes.toString() === "poison") throw new Error("the reader stumbled");
        return received;
      },
    });
    await client.send("J2.API.IN", { body: "poison", message_id: "p-1", correlation_id: "c-1" });
    const aside = await client.take("J2.BACKOUT");
    expect(text(aside)).toBe("poison");
    expect(aside).toMatchObject({
      durable: true,
      message_id: "p-1",
      correlation_id: "c-1",
      message_annotations: {
        "x-opt-openpiu-reason": "it failed 3 times: the reader stumbled",
        "x-opt-openpiu-queue": "J2.API.IN",
      },
    });
    expect(deliveries).toHaveLength(3);
    await client.send("J2.API.IN", { body: "UNB'" });
    expect(text(await client.take("J2.API.OUT"))).toBe("UNB+CUSRES'");
    expect(notices.join("\n")).toMatch(/set aside: it failed 3 times/);
  });

  test("where no queue is for that, the broker is told to set it aside, and why", async () => {
    const made = await aChannel({
      refused: ["J2.BACKOUT"],
      take: async ({ bytes }) =>
        bytes.toString() === "full" ? refuse("quarantine-full", "It is full.", 429) : received,
    });
    await made.client.send("J2.API.IN", { body: "full" });
    await made.client.send("J2.API.IN", { body: { odd: "map" } });
    await made.client.send("J2.API.IN", { body: "UNB'" });
    await made.client.take("J2.API.OUT");
    await expect.poll(() => made.broker.rejected).toHaveLength(2);
    expect(made.broker.rejected.map(({ reason }) => reason).toSorted()).toEqual([
      "It is full.",
      "the body holds neither data nor text",
    ]);
  });

  test("nothing is set aside while the database is down: it all waits until it is back [transport.md §4 row persistence]", async () => {
    let tries = 0;
    const made = await aChannel({
      take: async () => {
        tries += 1;
        made.state.isDatabaseDown = tries < 6;
        if (tries < 6) throw new Error("the database is down");
        return received;
      },
    });
    made.state.isDatabaseDown = true;
    await made.client.send("J2.API.IN", { body: "UNB'" });
    await made.client.take("J2.API.OUT");
    expect(tries).toBe(6);
    expect(made.broker.waiting("J2.BACKOUT")).toBe(0);
  });

  test("messages of a queue that is not bound any more stay in it", async () => {
    const made = await aChannel();
    await connected(made.channel);
    made.queues.splice(0);
    await made.client.send("J2.API.IN", { body: "UNB'" });
    await expect.poll(() => made.broker.outcomes).toContain("released");
    made.changed();
    made.queues.push("J2.API.IN", "K9.API.IN");
    made.changed();
    await made.client.take("J2.API.OUT");
    expect(made.deliveries).toHaveLength(1);
  });
});

describe("the connection", () => {
  test("queues bound and withdrawn in the register are followed at once", async () => {
    const made = await aChannel({ queues: [] });
    await connected(made.channel);
    await made.client.send("K9.API.IN", { body: "UNB'" });
    made.queues.push("K9.API.IN");
    made.changed();
    await made.client.take("K9.API.OUT");
    made.queues.splice(0);
    made.changed();
    made.queues.push("J2.API.IN");
    made.changed();
    await made.client.send("J2.API.IN", { body: "UNB'" });
    await made.client.take("J2.API.OUT");
    await made.client.send("K9.API.IN", { body: "UNB'" });
    expect(made.deliveries).toHaveLength(2);
    expect(made.broker.waiting("K9.API.IN")).toBe(1);
  });

  test("is made again when it breaks; what was not accepted comes again [transport.md §4 row persistence]", async () => {
    let isFirst = true;
    const { promise: tried, resolve: wasTried } = Promise.withResolvers<void>();
    const { promise: broken, resolve: hasBroken } = Promise.withResolvers<void>();
    const made = await aChannel({
      take: async () => {
        if (!isFirst) return received;
        isFirst = false;
        wasTried();
        await broken;
        return received;
      },
    });
    await made.client.send("J2.API.IN", { body: "UNB'" });
    await tried;
    made.broker.breakOff();
    hasBroken();
    const again = await aClient(made.broker);
    expect(text(await again.take("J2.API.OUT"))).toBe("UNB+CUSRES'");
    expect(made.deliveries).toHaveLength(2);
  });

  test("a session that the broker ends is opened again", async () => {
    const { broker, client, notices } = await aChannel();
    await client.send("J2.API.IN", { body: "UNB'" });
    await client.take("J2.API.OUT");
    broker.endSessions("J2.API.IN");
    await client.send("J2.API.IN", { body: "UNB'" });
    expect(text(await client.take("J2.API.OUT"))).toBe("UNB+CUSRES'");
    expect(notices.join("\n")).toMatch(/no messages of J2\.API\.IN: something went wrong/);
  });

  test("messages of ours are done when the broker accepts them, and fail when it does not", async () => {
    const { channel, client } = await aChannel({ refused: ["X.OUT"] });
    await connected(channel);
    await channel.send?.("J2.API.OUT", Buffer.from("UNB+U'"));
    expect(text(await client.take("J2.API.OUT"))).toBe("UNB+U'");
    await expect(channel.send?.("X.OUT", Buffer.from("UNB'"))).rejects.toThrow(/X\.OUT/);
  });

  test("the channel closes after what is under way, and its address tells no password", async () => {
    const { promise: tried, resolve: wasTried } = Promise.withResolvers<void>();
    const { promise: committed, resolve: commit } = Promise.withResolvers<void>();
    const made = await aChannel({
      take: async () => {
        wasTried();
        await committed;
        return received;
      },
    });
    expect(made.channel.address).toBe(made.broker.url);
    await made.client.send("J2.API.IN", { body: "UNB'" });
    await tried;
    const closed = made.channel.close();
    commit();
    await closed;
    expect(text(await made.client.take("J2.API.OUT"))).toBe("UNB+CUSRES'");
    expect(made.broker.waiting("J2.API.IN")).toBe(0);
  });

  test("a broker that does not answer keeps no one from closing", async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    closing.push(() => void silent.close());
    const reached = new Promise<void>((resolve) => silent.once("connection", () => resolve()));
    const open = openBroker(`amqp://127.0.0.1:${(silent.address() as AddressInfo).port}`, {
      clock: systemClock,
      take: () => undefined,
      connected: () => undefined,
      notice: () => undefined,
      limits: { credit: 1, patienceMs: 600_000, againMs: [5, 20] },
    });
    await reached;
    await expect(open.send("J2.API.OUT", { body: "UNB'" })).rejects.toThrow(/not reached/);
    await expect(open.close()).resolves.toBeUndefined();
  });

  test("a broker whose certificate nobody vouches for is not spoken to [transport.md §4 row security]", async () => {
    const folder = mkdtempSync(join(tmpdir(), "openpiu-amqps-"));
    closing.push(() => rmSync(folder, { recursive: true }));
    const { key, cert } = await serverCertificate(folder, "localhost", new Date());
    const broker = await openSmallBroker({ tls: { key, cert } });
    closing.push(() => broker.close());
    expect(broker.url).toMatch(/^amqps:/);
    const { promise: refused, resolve: isRefused } = Promise.withResolvers<string>();
    const open = openBroker(broker.url, {
      clock: systemClock,
      take: () => undefined,
      connected: () => isRefused("it was spoken to"),
      notice: (_, line) => isRefused(line),
      limits: { credit: 1, patienceMs: 5_000, againMs: [5, 20] },
    });
    closing.push(() => open.close());
    expect(await refused).toMatch(/not reached: .*self.signed/);
  });

  test("a broker that asks who the unit is gets its certificate, and nobody in without one [transport.md §4 row security]", async () => {
    const folder = mkdtempSync(join(tmpdir(), "openpiu-amqps-"));
    closing.push(() => rmSync(folder, { recursive: true }));
    const [ours, theirs] = ["unit", "broker"].map((name) => join(folder, name)) as [string, string];
    mkdirSync(ours);
    mkdirSync(theirs);
    const { key, cert } = await serverCertificate(theirs, "localhost", new Date());
    const own = await serverCertificate(ours, "unit.example", new Date());
    const broker = await openSmallBroker({ tls: { key, cert, ca: own.cert } });
    closing.push(() => broker.close());
    const known = getCACertificates("default");
    setDefaultCACertificates([...known, cert]);
    closing.push(() => setDefaultCACertificates(known));
    const call = (certificate: ClientCertificate | undefined) => {
      const { promise, resolve } = Promise.withResolvers<string>();
      const open = openBroker(broker.url.replace("127.0.0.1", "localhost"), {
        clock: systemClock,
        take: () => undefined,
        connected: () => resolve("connected"),
        notice: (_, line) => resolve(line),
        limits: { credit: 1, patienceMs: 5_000, againMs: [5, 20] },
        certificate,
      });
      closing.push(() => open.close());
      return promise;
    };
    expect(await call({ cert: Buffer.from(own.cert), key: Buffer.from(own.key) })).toBe("connected");
    expect(await call(undefined)).toMatch(/not reached/);
    const stranger = { cert: Buffer.from(cert), key: Buffer.from(key) };
    expect(await call(stranger)).toMatch(/not reached/);
  });

  test("without an address there is no channel", async () => {
    expect(await openAmqp({} as ChannelServices, undefined)).toBeUndefined();
  });
});

test("names of queues by convention [transport.md §4 row one queue pair per partner and environment]", () => {
  expect(outQueueOf("J2.API.IN")).toBe("J2.API.OUT");
  expect(outQueueOf("lists")).toBe("lists.OUT");
  expect(backoutQueueOf("J2.PNR.IN")).toBe("J2.BACKOUT");
  expect(backoutQueueOf("lists")).toBe("lists.BACKOUT");
  expect(answerQueueOf("J2.API.IN", "/queue/J2.API.OUT", ["J2.API.IN"])).toBe("/queue/J2.API.OUT");
});
