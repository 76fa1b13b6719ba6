// AMQP in a whole unit: before a broker in memory, and before RabbitMQ where Debian's package is installed.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import pg from "pg";
import { bindIdentity, withdrawCredential } from "#carriers";
import { readBytes } from "#messages";
import { isRefusal, systemActor, systemClock } from "#platform";
import { hasRabbitMq, startRabbitMq } from "../../../../test/harness/rabbitmq.ts";
import { aUnit, type Unit } from "../../../../test/harness/unit.ts";
import { openAnswer } from "../../answer-store.ts";
import { passengerList } from "../../fixtures.ts";
import { bytesOf } from "./body.ts";
import { openBroker, usualBroker, type Incoming } from "./broker.ts";
import { callAmqp, openSmallBroker, type AmqpClient } from "./small-broker.ts";
import { takeFrom } from "./take.ts";

const brokers = [
  {
    name: "a broker in memory",
    isThere: true,
    start: async () => {
      const broker = await openSmallBroker();
      return { url: broker.url, stop: () => broker.close() };
    },
  },
  { name: "RabbitMQ", isThere: hasRabbitMq, start: startRabbitMq },
];

describe.each(brokers)("$name", ({ isThere, start }) => {
  let unit: Unit;
  let admin: pg.Client;
  let client: AmqpClient;
  let url: string;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    if (!isThere) return;
    const broker = await start();
    url = broker.url;
    stop = () => broker.stop();
    unit = await aUnit({ channels: { amqpUrl: broker.url } });
    admin = new pg.Client({ connectionString: unit.adminUrl });
    await admin.connect();
    await unit.carrier("J2");
    client = await callAmqp(broker.url);
  });
  afterAll(async () => {
    if (!isThere) return;
    await client.close();
    await admin.end();
    await unit.close();
    await stop();
  });

  const bind = async (queue: string): Promise<string> => {
    const wanted = { code: "J2", kind: "amqp-queue" as const, identity: queue };
    const bound = await bindIdentity(unit.running.services, systemActor("test"), wanted);
    if (isRefusal(bound)) throw new Error(bound.refused.detail);
    return bound.credentialId;
  };
  const receipts = async (reference: string) =>
    (
      await admin.query<{
        receipt_id: string;
        state: string;
        channel: string;
        reply_to: string;
        sealed: Buffer | null;
      }>(
        `select receipt_id, r.state, d.channel, d.reply_to, sealed
         from intake.receipt r join intake.delivery d using (delivery_id) left join intake.answer using (receipt_id)
         where r.message = $1 order by d.received_at`,
        [reference],
      )
    ).rows.map(({ receipt_id: id, sealed, ...row }) => ({
      ...row,
      answer: openAnswer(unit.running.services.key, id, sealed),
    }));

  test.skipIf(!isThere)(
    "a list is taken from its queue, stored, and answered by convention [transport.md §1 row IBM MQ (client or server channel); §4 row one queue pair per partner and environment]",
    async () => {
      await bind("J2.API.IN");
      const list = passengerList({ number: 601, reference: "Q601" });
      await client.send("J2.API.IN", { body: list, message_id: "m-601", durable: true });
      const answer = await client.take("J2.API.OUT");
      const [receipt] = await receipts("Q601");
      expect(receipt).toMatchObject({ state: "processed", channel: "amqp", reply_to: "J2.API.OUT" });
      expect(bytesOf(answer)?.toString()).toBe(receipt?.answer);
      expect(receipt?.answer).toContain("CUSRES");
      expect(answer.correlation_id).toBe("m-601");
    },
  );

  test.skipIf(!isThere).each([
    ["outlive the broker", 2, 611],
    ["end with the broker", 0, 612],
  ] as const)("queues that %s serve alike", async (_name, durable, number) => {
    const own = await callAmqp(url, durable);
    // They are there, as the carrier made them, before the unit asks for them.
    const [into, out] = [`J2.K${durable}.IN`, `J2.K${durable}.OUT`];
    for (const queue of [into, out])
      await own.send(queue, { body: `no message ${number}`, message_id: "made" });
    expect((await own.take(out)).message_id).toBe("made");
    await bind(into);
    await own.send(into, { body: passengerList({ number, reference: `Q${number}` }), message_id: "asked" });
    const answers = [await own.take(out), await own.take(out)];
    expect(new Set(answers.map((answer) => answer.correlation_id))).toEqual(new Set(["asked", "made"]));
    await own.close();
  });

  test.skipIf(!isThere)(
    "its reply-to is followed, and the same bytes get the same answer [transport.md §4 row correlation]",
    async () => {
      const body = Buffer.from(passengerList({ number: 602, reference: "Q602" }));
      const answers = [];
      for (const id of ["m-1", "m-2"]) {
        await client.send("J2.API.IN", { body, message_id: id, reply_to: "desk-7" });
        answers.push(await client.take("desk-7"));
      }
      expect(answers.map(({ correlation_id }) => correlation_id)).toEqual(["m-1", "m-2"]);
      expect(new Set(answers.map((answer) => bytesOf(answer)?.toString())).size).toBe(1);
      expect(await receipts("Q602")).toHaveLength(1);
    },
  );

  test.skipIf(!isThere)(
    "bytes are taken as they are, whatever their code page and separators, and need no ids [transport.md §4 row message format; §4 row correlation]",
    async () => {
      // Latin-1 (CCSID 819), with separators that no text survives when somebody converts it.
      const list = passengerList({ number: 605, reference: "Q605" })
        .replaceAll("'\n", "\x1c")
        .replaceAll("+", "\x1d")
        .replaceAll(":", "\x1f")
        .replace(/'$/, "\x1c")
        .replace("UNOA", "UNOC")
        .replace("MUSTERI", "M\u00dcST\u00c9RI");
      const bytes = Buffer.from(`UNA\x1f\x1d.? \x1c${list}`, "latin1");
      await client.send("J2.API.IN", { body: bytes, durable: true });
      const answer = await client.take("J2.API.OUT");
      const [receipt] = await receipts("Q605");
      expect([receipt?.state, bytesOf(answer)?.toString("latin1")]).toEqual(["processed", receipt?.answer]);
      // Without ids of the queue's the answer is known by the references in it, and outlives the broker as the request.
      expect([answer.correlation_id, answer.durable]).toEqual([undefined, true]);
      const [said] = readBytes(bytesOf(answer) ?? Buffer.alloc(0));
      expect(said).toMatchObject({ kind: "CUSRES", control: { interchange: "Q605" } });
      const kept = await admin.query<{ sha256: Buffer }>(
        "select d.sha256 from intake.delivery d join intake.receipt r using (delivery_id) where r.message = 'Q605'",
      );
      expect(kept.rows[0]?.sha256.equals(createHash("sha256").update(bytes).digest())).toBe(true);
      const named = await admin.query("select 1 from records.traveller where surname = 'M\u00dcST\u00c9RI'");
      expect(named.rowCount).toBe(1);
    },
  );

  test.skipIf(!isThere)(
    "of several messages at once none is lost that goes to a queue which ends with the broker",
    async () => {
      const own = await callAmqp(url, 0);
      await own.send("K3.OUT", { body: "made" });
      await own.take("K3.OUT");
      const channel = unit.running.channels.open.find((each) => each.channel === "amqp");
      const sent = ["K3.OUT", "K3.OUT", "K4.OUT", "K3.OUT"].map(async (to, number) =>
        channel?.send?.(to, Buffer.from(`${to} ${number}`)),
      );
      await Promise.all(sent);
      const bodies = new Set();
      for (let i = 0; i < 3; i++) bodies.add(bytesOf(await own.take("K3.OUT"))?.toString());
      expect(bodies).toEqual(new Set(["K3.OUT 0", "K3.OUT 1", "K3.OUT 3"]));
      // Of one that was under way to another queue it is not known whether it arrived: it may come twice.
      expect(bytesOf(await client.take("K4.OUT"))?.toString()).toBe("K4.OUT 2");
      await own.close();
    },
  );

  test.skipIf(!isThere)("a body that is no text or data is set aside with the reason", async () => {
    await client.send("J2.API.IN", { body: { a: 1 }, message_id: "m-odd" });
    const aside = await client.take("J2.BACKOUT");
    expect(aside.application_properties?.["reason"]).toBe("the body holds neither data nor text");
    expect(aside.message_id).toBe("m-odd");
  });

  test.skipIf(!isThere)(
    "what fails goes back to its queue, and is set aside after three times [transport.md §4 row poison]",
    async () => {
      let tries = 0;
      let take: (incoming: Incoming) => Promise<void>;
      const own = openBroker(url, {
        clock: systemClock,
        take: (incoming) => void take(incoming),
        connected: () => undefined,
        notice: () => undefined,
        limits: usualBroker,
      });
      take = takeFrom(
        {
          ...unit.running.services,
          gate: async () => ({ id: "", code: "K9", senderIds: [], fliesAs: ["K9"] }),
          reception: {
            take: () => {
              tries += 1;
              return Promise.reject(new Error("the reader stumbled"));
            },
            load: () => ({ working: 0, waiting: 0, oldest: new Map() }),
          },
          problem: () => undefined,
          notice: () => undefined,
          bound: () => [],
        },
        own.send,
        usualBroker.againMs,
      );
      own.listen(["K9.API.IN"]);
      await client.send("K9.API.IN", { body: "poison", message_id: "p-1" });
      const aside = await client.take("K9.BACKOUT");
      expect(aside.application_properties?.["reason"]).toBe("it failed 3 times: the reader stumbled");
      expect([tries, bytesOf(aside)?.toString()]).toEqual([3, "poison"]);
      await own.close();
    },
  );

  test.skipIf(!isThere)("messages of ours arrive; a queue withdrawn is not read any more", async () => {
    const credentialId = await bind("J2.PNR.IN");
    await client.send("J2.PNR.IN", { body: passengerList({ number: 603, reference: "Q603" }) });
    await client.take("J2.PNR.OUT");
    const heard = new Promise<void>((resolve) => {
      unit.running.services.feed.subscribe(({ topic }) => {
        if (topic === "carrier") resolve();
      });
    });
    const withdrawn = await withdrawCredential(unit.running.services, systemActor("test"), credentialId);
    expect(isRefusal(withdrawn)).toBe(false);
    await heard;
    await client.send("J2.PNR.IN", { body: passengerList({ number: 604, reference: "Q604" }) });
    const channel = unit.running.channels.open.find((each) => each.channel === "amqp");
    expect(channel?.address).not.toContain("guest");
    await channel?.send?.("J2.API.OUT", Buffer.from("UNB+\u00d6URS\x1c", "latin1"));
    expect(bytesOf(await client.take("J2.API.OUT"))?.toString("latin1")).toBe("UNB+\u00d6URS\x1c");
    // It is still there for whoever reads the queue.
    expect(bytesOf(await client.take("J2.PNR.IN"))?.toString()).toContain("Q604");
    expect(await receipts("Q604")).toEqual([]);
  });
});
