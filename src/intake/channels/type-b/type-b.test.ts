// The Type B channel before a reception of the test's own: sessions, bounds, acknowledgements, and calls to a gateway.
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { manualClock, refuse, systemClock, type Database } from "#platform";
import type { ChannelServices, OpenChannel } from "../channel.ts";
import type { Delivery, Received } from "../../delivery.ts";
import { passengerList } from "../../fixtures.ts";
import { writeBatapMessage } from "./batap.ts";
import { codingOf } from "./coding.ts";
import { writeFramed } from "./framed.ts";
import { writeClose, writeConfirm, writeData, writeOpen } from "./matip.ts";
import { callTypeB, peerOn, type Peer } from "./peer.ts";
import { openTypeB } from "./type-b.ts";
import { usualWire, type WireLimits } from "./wire.ts";

const ascii = { coding: 4, protection: 2, caller: 0, hosts: null };
const telegram = (text: string, origin = "MUCKMTS", more = "") =>
  `QK GYDPIXS\r\n.${origin} 210801${more}\r\n${text}`;
const list = telegram(passengerList({ number: 401, reference: "T401" }));

let closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  closing = [];
});

type Options = {
  readonly limits?: Partial<WireLimits>;
  readonly settings?: Partial<Parameters<typeof openTypeB>[1]>;
  readonly connections?: { readonly connections: number; readonly ofOne: number };
  readonly take?: (delivery: Delivery) => ReturnType<ChannelServices["reception"]["take"]>;
};

/** A channel whose deliveries are answered by the test. */
async function aChannel(options: Options = {}) {
  const deliveries: Delivery[] = [];
  const notices: string[] = [];
  const answered = {
    deliveryId: "1",
    duplicateOf: null,
    receipts: [{ state: "processed", findings: [], answer }],
  } as unknown as Received;
  const services: ChannelServices = {
    // Nothing of these tests asks it.
    database: undefined as unknown as Database,
    clock: manualClock(new Date("2026-11-21T08:02:00Z")),
    feed: { subscribe: () => () => undefined },
    reception: {
      take: async (delivery) => {
        deliveries.push(delivery);
        return options.take === undefined ? answered : options.take(delivery);
      },
      load: () => ({ working: 0, waiting: 0, oldest: new Map() }),
    },
    gate: async (_, identity) =>
      identity === "XXXKMTS"
        ? refuse("unknown-credential", "The credential is unknown.", 401)
        : { id: identity, code: "J2", senderIds: [], fliesAs: ["J2"] },
    dataFolder: "",
    key: Buffer.alloc(32),
    host: "127.0.0.1",
    notice: (line) => notices.push(line),
    problem: (error) => notices.push(`problem: ${error.message}`),
  };
  const channel = await openTypeB(
    services,
    { typeBPort: 0, typeBAddress: "GYDPIXS", typeBLines: [], typeBPeers: [], ...options.settings },
    { connections: 50, ofOne: 50, ...options.connections, wire: { ...usualWire, ...options.limits } },
  );
  if (channel === undefined) throw new Error("the channel is not open");
  closing.push(() => channel.close());
  return { channel, deliveries, notices, answered };
}

/** A delivery that stays under way until the test ends, and is not taken then. */
function underWay(): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  closing.push(() => reject(new Error("the unit went down")));
  return promise;
}

const answer = "UNB+UNOA:4+AZPIU+J2+261121:0801+C0'UNZ+1+C0'";

async function aPeer(channel: OpenChannel, way?: "matip" | "framed"): Promise<Peer> {
  const peer = await callTypeB(channel.address, way);
  closing.push(() => void peer.socket.destroy());
  return peer;
}

/** A peer whose session is open. */
async function aSession(channel: OpenChannel): Promise<Peer> {
  const peer = await aPeer(channel);
  peer.send(writeOpen(ascii));
  expect(await peer.packet()).toEqual({ kind: "confirm", cause: 0 });
  return peer;
}

describe("sessions", () => {
  test("a message is acknowledged after it was taken, and answered to its origin over the same session", async () => {
    const { channel, deliveries } = await aChannel();
    const peer = await aSession(channel);
    peer.message(list, 7);
    expect(await peer.unit()).toMatchObject({ kind: "message", serial: 1 });
    expect(await peer.unit()).toEqual({ kind: "acknowledged", serials: [7] });
    expect(deliveries).toMatchObject([{ channel: "type-b", replyTo: "MUCKMTS", sender: { code: "J2" } }]);
    expect(deliveries[0]?.bytes.toString()).toBe(list);
  });

  test("the answer has the priority received, our address and the time, and comes again until acknowledged", async () => {
    const { channel } = await aChannel({
      limits: { batap: { ...usualWire.batap, acknowledgedWithinMs: 5 } },
    });
    const peer = await aSession(channel);
    peer.message(list, 7);
    const answers = [];
    while (answers.length < 3) {
      const unit = await peer.unit();
      if (unit.kind === "message") answers.push(unit);
    }
    peer.acknowledge(1);
    expect(answers.map(({ serial, possibleDuplicate }) => [serial, possibleDuplicate])).toEqual([
      [1, false],
      [1, true],
      [1, true],
    ]);
    expect(answers[0]?.bytes.toString()).toBe(`QK MUCKMTS\r\n.GYDPIXS 210802\r\n${answer}\r\n`);
  });

  test("sessions without BATAP, in EBCDIC, and with host identifiers are taken; others are refused with the cause", async () => {
    const { channel, deliveries, notices } = await aChannel();
    const none = await aPeer(channel);
    none.send(writeOpen({ ...ascii, protection: 0, hosts: { sender: 1, recipient: 2 } }));
    none.send(writeData(Buffer.from(list)));
    expect(await none.packet()).toEqual({ kind: "confirm", cause: 0 });
    expect(await none.packet()).toMatchObject({ kind: "data" });

    const ebcdic = await aPeer(channel);
    const { encode, decode } = codingOf(6)!;
    ebcdic.send(writeOpen({ ...ascii, coding: 6 }));
    ebcdic.send(writeData(encode(writeBatapMessage(Buffer.from(list), 3, false))));
    expect(await ebcdic.packet()).toEqual({ kind: "confirm", cause: 0 });
    const [replied, taken] = [await ebcdic.packet(), await ebcdic.packet()];
    expect(replied.kind === "data" && decode(replied.payload).toString()).toMatch(/^QK MUCKMTS[^]* 001$/);
    expect(taken.kind === "data" && decode(taken.payload).toString()).toBe("IMA003");
    expect(deliveries.map(({ bytes }) => bytes.toString())).toEqual([list, list]);

    const refused = await aPeer(channel);
    refused.send(writeOpen({ ...ascii, coding: 0 }), writeOpen({ ...ascii, protection: 5 }));
    refused.send(Buffer.of(1, 0xfe, 0, 5, 4), writeOpen(ascii));
    const causes = [];
    for (let i = 0; i < 4; i++) causes.push(await refused.packet());
    expect(causes).toEqual([1, 3, 2, 0].map((cause) => ({ kind: "confirm", cause })));
    expect(notices.join("\n")).toMatch(/its coding is not spoken here/);
  });

  test("a session that brings no telegram of a carrier we know is closed; any other stays", async () => {
    const { channel, notices } = await aChannel({ limits: { strangerMs: 2_000 } });
    const carrier = await aSession(channel);
    carrier.message(list, 1);
    expect(await carrier.unit()).toMatchObject({ kind: "message" });
    expect(await carrier.unit()).toMatchObject({ kind: "acknowledged" });
    const silent = await aSession(channel);
    const stranger = await aSession(channel);
    stranger.message(telegram("HELLO", "XXXKMTS"), 1);
    expect(await stranger.unit()).toEqual({ kind: "acknowledged", serials: [1] });
    expect(await silent.packet()).toMatchObject({ kind: "close" });
    expect(await stranger.packet()).toMatchObject({ kind: "close" });
    await Promise.all([silent.closed, stranger.closed]);
    expect(notices.join("\n")).toMatch(/no telegram of a carrier that is known came within 2 s/);
    carrier.message(list, 2);
    expect(await carrier.unit()).toMatchObject({ kind: "message" });
  });

  test("a session closed and opened again goes on; one opened over an open one replaces it", async () => {
    const { channel, deliveries } = await aChannel();
    const peer = await aSession(channel);
    peer.send(writeClose(0), writeOpen(ascii));
    expect(await peer.packet()).toEqual({ kind: "confirm", cause: 0 });
    peer.send(writeOpen(ascii));
    expect(await peer.packet()).toEqual({ kind: "confirm", cause: 0 });
    peer.message(list, 1);
    await peer.unit();
    expect(deliveries).toHaveLength(1);
  });

  test("a message that is not taken is not acknowledged, and is taken when it comes again", async () => {
    let isDown = true;
    const { promise: tried, resolve: wasTried } = Promise.withResolvers<void>();
    const made = await aChannel({
      take: async () => {
        if (!isDown) return made.answered;
        wasTried();
        return underWay();
      },
    });
    const peer = await aSession(made.channel);
    peer.message(list, 9);
    await tried;
    // The unit goes down before the commit: the session ends without an acknowledgement.
    peer.socket.destroy();
    isDown = false;
    const again = await aSession(made.channel);
    again.message(list.replace("210801", "210801 PDM"), 9, true);
    expect(await again.unit()).toMatchObject({ kind: "message" });
    expect(await again.unit()).toEqual({ kind: "acknowledged", serials: [9] });
    expect(made.deliveries).toHaveLength(2);
  });

  test("while too much waits, a message is tried again and not lost", async () => {
    let busy = 2;
    const made = await aChannel({
      take: async () =>
        busy-- > 0
          ? refuse("too-much-at-once", "Too much waits.", 429, { retryAfterSeconds: 0.001 })
          : made.answered,
    });
    const peer = await aSession(made.channel);
    peer.message(list, 2);
    expect(await peer.unit()).toMatchObject({ kind: "message" });
    expect(made.deliveries).toHaveLength(3);
  });

  test("who is unknown is told why, once and for all; texts without an interchange are not answered", async () => {
    const { channel, deliveries, notices } = await aChannel();
    const peer = await aSession(channel);
    peer.message(list.replace("MUCKMTS", "XXXKMTS"), 1);
    const said = await peer.unit();
    expect(said.kind === "message" && said.bytes.toString()).toBe(
      "QK XXXKMTS\r\n.GYDPIXS 210802\r\nYOUR MESSAGE OF 210801 WAS NOT TAKEN\r\nTHE CREDENTIAL IS UNKNOWN.\r\n",
    );
    expect(await peer.unit()).toEqual({ kind: "acknowledged", serials: [1] });
    peer.message(telegram("PLEASE CALL", "XXXKMTS"), 2);
    expect(await peer.unit()).toEqual({ kind: "acknowledged", serials: [2] });
    peer.message("NO HEADER AT ALL", 3);
    expect(await peer.unit()).toEqual({ kind: "acknowledged", serials: [3] });
    expect(deliveries).toEqual([]);
    expect(notices.join("\n")).toMatch(/XXXKMTS was not taken[^]*no origin line/);
  });

  test("the reasons why nothing could be read go back in place of an answer", async () => {
    const { channel } = await aChannel({
      take: async () =>
        ({
          duplicateOf: null,
          receipts: [
            {
              state: "quarantined",
              answer: null,
              findings: [
                { severity: "error", code: "ED01", segment: 3, tag: "NAD" },
                { severity: "warning", code: "ED02", segment: 4, tag: "ATT" },
              ],
            },
          ],
        }) as unknown as Received,
    });
    const peer = await aSession(channel);
    peer.message(list, 1);
    const said = await peer.unit();
    expect(said.kind === "message" && said.bytes.toString()).toContain(
      "WAS NOT TAKEN\r\nED01 NAD SEGMENT 3\r\n",
    );
  });
});

describe("plain telegrams", () => {
  test("telegrams between SOH and ETX are taken and answered alike, also where the caller sends no more", async () => {
    const { channel, deliveries } = await aChannel();
    const peer = await aPeer(channel, "framed");
    peer.send(writeFramed(Buffer.from(list)));
    expect(await peer.telegram()).toMatch(/^QK MUCKMTS\r\n\.GYDPIXS 210802\r\nUNB\+/);
    peer.socket.end(Buffer.from(list.replace("T401", "T402")));
    expect(await peer.telegram()).toMatch(/^QK MUCKMTS/);
    await peer.closed;
    expect(deliveries).toHaveLength(2);
  });
});

describe("bounds", () => {
  const impatient = { patienceMs: 20 };
  test.each<[string, Buffer, RegExp, Partial<WireLimits>]>([
    ["neither MATIP nor Type B", Buffer.of(0x16, 0x03, 0x01), /neither MATIP nor Type B/, {}],
    ["a malformed packet", Buffer.concat([writeOpen(ascii), Buffer.of(2, 0, 0, 9)]), /0x02/, {}],
    ["a message without a session", writeData(Buffer.from("A")), /without a session/, {}],
    ["a telegram without an end", Buffer.from("A".repeat(70_000)), /longer than 65531/, {}],
    ["a confirmation of nothing", writeConfirm(0), /not asked for/, {}],
    ["a connection without a byte", Buffer.alloc(0), /no session was opened/, impatient],
    ["a connection that stops at its first byte", Buffer.of(1), /no session was opened/, impatient],
    [
      "a packet that does not end",
      Buffer.concat([writeOpen(ascii), writeData(Buffer.alloc(900)).subarray(0, 500)]),
      /did not end/,
      impatient,
    ],
    ["a telegram that does not end", Buffer.from("QU GYDPIXS"), /did not end/, impatient],
  ])("%s ends the connection with a notice", async (_, bytes, notice, limits) => {
    const { channel, notices, deliveries } = await aChannel({ limits });
    const peer = await aPeer(channel);
    peer.send(bytes);
    await peer.closed;
    expect(notices.join("\n")).toMatch(notice);
    expect(deliveries).toEqual([]);
  });

  test("an idle session is closed in order", async () => {
    const { channel } = await aChannel({ limits: { idleMs: 20 } });
    const peer = await aSession(channel);
    expect(await peer.packet()).toEqual({ kind: "close", cause: 0 });
    await peer.closed;
  });

  test("connections beyond the bound, and of addresses that may not call, are turned away", async () => {
    const { channel, notices } = await aChannel({ connections: { connections: 50, ofOne: 1 } });
    const first = await aSession(channel);
    await (
      await aPeer(channel)
    ).closed;
    first.socket.destroy();
    await first.closed;
    expect(notices.join("\n")).toMatch(/too many are open/);

    const strict = await aChannel({ settings: { typeBPeers: ["10.0.0.0/8", "::2"] } });
    await (
      await aPeer(strict.channel)
    ).closed;
    expect(strict.notices.join("\n")).toMatch(/not among TYPE_B_PEERS/);
    const open = await aChannel({ settings: { typeBPeers: ["127.0.0.0/8"] } });
    await aSession(open.channel);
  });

  test("a session that floods is read no further than its share, and a quiet one beside it is served", async () => {
    const started: string[] = [];
    const { promise: full, resolve: isFull } = Promise.withResolvers<void>();
    const made = await aChannel({
      limits: { inHand: 4 },
      take: async (delivery) => {
        if (delivery.replyTo === "QUIKMTS") return made.answered;
        started.push(delivery.replyTo ?? "");
        if (started.length === 4) isFull();
        return underWay();
      },
    });
    const flood = await aSession(made.channel);
    flood.send(writeData(writeBatapMessage(Buffer.from(list), 1, false)));
    await new Promise((resolve) => setImmediate(resolve));
    for (let i = 2; i < 200; i++) flood.message(list, i);
    await full;
    const quiet = await aSession(made.channel);
    quiet.message(list.replace("MUCKMTS", "QUIKMTS"), 1);
    expect(await quiet.unit()).toMatchObject({ kind: "message" });
    expect(await quiet.unit()).toEqual({ kind: "acknowledged", serials: [1] });
    flood.socket.destroy();
  });

  test("floods of malformed connections leave one line each minute, and the channel open", async () => {
    const { channel, notices } = await aChannel();
    const peers = await Promise.all(Array.from({ length: 40 }, () => aPeer(channel)));
    for (const [i, peer] of peers.entries()) peer.send(Buffer.alloc(i + 1, i % 2 === 0 ? 0xff : 0x02));
    await Promise.all(peers.filter((_, i) => i % 2 === 0).map((peer) => peer.closed));
    expect(notices).toHaveLength(1);
    await aSession(channel);
  });
});

describe("messages of ours", () => {
  test("go over the session on which the carrier was last heard, and are done when acknowledged", async () => {
    const { channel } = await aChannel();
    await expect(channel.send?.("MUCKMTS", Buffer.from("UNB'"))).rejects.toThrow(/no Type B session/);
    const peer = await aSession(channel);
    peer.message(list, 1);
    await peer.unit();
    await peer.unit();
    peer.acknowledge(1);
    const sent = channel.send?.("MUCKMTS", Buffer.from("UNB+UNOA:4+Ş'"));
    const unit = await peer.unit();
    expect(unit.kind === "message" && unit.bytes.toString()).toBe(
      "QU MUCKMTS\r\n.GYDPIXS 210802\r\nUNB+UNOA:4+S'\r\n",
    );
    peer.acknowledge(2);
    await expect(sent).resolves.toBeUndefined();
    const lost = channel.send?.("MUCKMTS", Buffer.from("UNB'"));
    await peer.unit();
    peer.socket.destroy();
    await expect(lost).rejects.toThrow(/hung up|has ended/);
  });

  test("what nobody acknowledges is given up after the tries", async () => {
    const batap = { window: 1, acknowledgedWithinMs: 2, tries: 2, waiting: 1 };
    const { channel } = await aChannel({ limits: { batap } });
    const peer = await aSession(channel);
    peer.message(list, 1);
    const sends = [1, 2, 3].map(async () => channel.send?.("MUCKMTS", Buffer.from("UNB'")));
    const results = await Promise.allSettled(sends);
    expect(results.every(({ status }) => status === "rejected")).toBe(true);
  });
});

describe("lines that are called", () => {
  /** A gateway that is called, with the connections it got. */
  async function aGateway(): Promise<{ readonly line: string; readonly next: () => Promise<Peer> }> {
    const came: Socket[] = [];
    const waiting: ((socket: Socket) => void)[] = [];
    const server: Server = createServer((socket) => {
      closing.push(() => void socket.destroy());
      const next = waiting.shift();
      if (next === undefined) came.push(socket);
      else next(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(() => void server.close());
    const next = async (): Promise<Peer> =>
      peerOn(came.shift() ?? (await new Promise<Socket>((resolve) => waiting.push(resolve))));
    return { line: `127.0.0.1:${(server.address() as AddressInfo).port}`, next };
  }

  test("a session is opened over them, messages are taken, and ours go out to any address", async () => {
    const gateway = await aGateway();
    const { channel, deliveries } = await aChannel({
      settings: { typeBPort: undefined, typeBLines: [gateway.line] },
    });
    const peer = await gateway.next();
    expect(await peer.packet()).toEqual({ kind: "open", open: ascii });
    peer.send(writeConfirm(0));
    peer.message(list, 5);
    expect(await peer.unit()).toMatchObject({ kind: "message", serial: 1 });
    expect(deliveries).toHaveLength(1);
    peer.acknowledge(1);
    expect(await peer.unit()).toEqual({ kind: "acknowledged", serials: [5] });
    const sent = channel.send?.("LONPPXS", Buffer.from("UNB'"));
    expect(await peer.unit()).toMatchObject({ kind: "message", serial: 2 });
    peer.acknowledge(2);
    await sent;
  });

  test("when both sides open at once, one session stands", async () => {
    const gateway = await aGateway();
    const { deliveries } = await aChannel({ settings: { typeBPort: undefined, typeBLines: [gateway.line] } });
    const peer = await gateway.next();
    await peer.packet();
    peer.send(writeOpen(ascii));
    // Both addresses are the same: the higher port is the higher side.
    const ours = (peer.socket.remotePort ?? 0) > (peer.socket.localPort ?? 0);
    if (ours) peer.send(writeConfirm(0));
    else await peer.packet();
    peer.message(list, 5);
    await peer.unit();
    expect(deliveries).toHaveLength(1);
  });

  test("a line that cannot be reached is told, and keeps no one from closing [transport.md §16 row link state]", async () => {
    const { channel, notices } = await aChannel({
      // Nobody listens at port 1; an address of a documentation network never answers.
      settings: { typeBPort: undefined, typeBLines: ["127.0.0.1:1", "192.0.2.1:351"] },
    });
    while (notices.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(notices[0]).toMatch(/the Type B line .* cannot be reached/);
    await channel.close();
  });

  test("a line that is refused or breaks is called again", async () => {
    const gateway = await aGateway();
    const { notices } = await aChannel({ settings: { typeBPort: undefined, typeBLines: [gateway.line] } });
    const first = await gateway.next();
    await first.packet();
    first.send(writeConfirm(1));
    await first.closed;
    expect(notices.join("\n")).toMatch(/refuses the session, cause 1/);
    const second = await gateway.next();
    expect(await second.packet()).toMatchObject({ kind: "open" });
  });
});

test("without a port and without lines there is no channel", async () => {
  const settings = { typeBPort: undefined, typeBAddress: undefined, typeBLines: [], typeBPeers: [] };
  expect(await openTypeB({ clock: systemClock } as ChannelServices, settings)).toBeUndefined();
});
