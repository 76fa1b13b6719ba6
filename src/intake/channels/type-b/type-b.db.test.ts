// Type B in a whole unit: raw sockets send lists, the database holds them, and the answers come back.
import { afterAll, beforeAll, expect, test } from "vitest";
import pg from "pg";
import { bindIdentity } from "#carriers";
import { joinTelegramParts, readTelegramPart } from "#messages";
import { isRefusal, systemActor } from "#platform";
import { aUnit, type Unit } from "../../../../test/harness/unit.ts";
import { openAnswer } from "../../answer-store.ts";
import { passengerList } from "../../fixtures.ts";
import { writeFramed } from "./framed.ts";
import { writeClose, writeOpen } from "./matip.ts";
import { callTypeB, type Peer } from "./peer.ts";

let unit: Unit;
let admin: pg.Client;
const peers: Peer[] = [];

beforeAll(async () => {
  unit = await aUnit();
  admin = new pg.Client({ connectionString: unit.adminUrl });
  await admin.connect();
  for (const [code, address] of [
    ["J2", "GYDKMJ2"],
    ["K9", "GYDKMK9"],
  ] as const) {
    await unit.carrier(code);
    const wanted = { code, kind: "type-b-address" as const, identity: address };
    const bound = await bindIdentity(unit.running.services, systemActor("test"), wanted);
    if (isRefusal(bound)) throw new Error(bound.refused.detail);
  }
});
afterAll(async () => {
  for (const peer of peers) peer.socket.destroy();
  await admin.end();
  await unit.close();
});

function channel() {
  const open = unit.running.channels.open.find((each) => each.channel === "type-b");
  if (open === undefined) throw new Error("Type B is not open");
  return open;
}

async function aPeer(way?: "matip" | "framed"): Promise<Peer> {
  const peer = await callTypeB(channel().address, way);
  peers.push(peer);
  return peer;
}

async function aSession(): Promise<Peer> {
  const peer = await aPeer();
  peer.send(writeOpen({ coding: 4, protection: 2, caller: 0, hosts: null }));
  expect(await peer.packet()).toEqual({ kind: "confirm", cause: 0 });
  return peer;
}

/** What comes back for a message, in whichever order: its answer, and the serials acknowledged. */
async function exchange(peer: Peer, text: string, serial: number, possibleDuplicate = false) {
  peer.message(text, serial, possibleDuplicate);
  const units = [await peer.unit(), await peer.unit()];
  const answer = units.find((unit) => unit.kind === "message");
  return {
    answer: answer?.bytes.toString() ?? "",
    answerSerial: answer?.serial ?? -1,
    serials: units.find((unit) => unit.kind === "acknowledged")?.serials,
  };
}

const telegram = (text: string, more = "") =>
  `QU BAKPIXS\r\n.GYDKMJ2 210801${more}\r\n${text.match(/[^]{1,63}/g)?.join("\r\n")}\r\n`;

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
       where r.message = $1 order by d.received_at, r.ordinal`,
      [reference],
    )
  ).rows.map(({ receipt_id: id, sealed, ...row }) => ({
    ...row,
    answer: openAnswer(unit.running.services.key, id, sealed),
  }));

test("a wrapped list is taken, acknowledged after the commit, and answered in lines of 63 characters [transport.md §1 row Type B over MATIP / SITATEX / host queue; §8 row transport accepted]", async () => {
  const peer = await aSession();
  const list = telegram(passengerList({ number: 501, reference: "B501" }));
  const { answer, answerSerial, serials } = await exchange(peer, list, 12);
  expect([serials, answerSerial]).toEqual([[12], 1]);
  const lines = answer.split("\r\n");
  expect(lines[0]).toBe("QU GYDKMJ2");
  expect(lines[1]).toMatch(/^\.BAKPIXS \d{6}$/);
  expect(Math.max(...lines.map(({ length }) => length))).toBe(63);
  const [receipt] = await receipts("B501");
  expect(receipt).toMatchObject({ state: "processed", channel: "type-b", reply_to: "GYDKMJ2" });
  expect(lines.slice(2).join("")).toBe(receipt?.answer?.replace(/\r?\n/g, ""));
  expect(receipt?.answer).toContain("CUSRES");
  peer.acknowledge(1);
  peer.send(writeClose(0));
});

test("sent again it changes nothing and gets the same answer: with PDM, and byte by byte [transport.md §8 row Sender retry]", async () => {
  const peer = await aSession();
  const list = passengerList({ number: 502, reference: "B502" });
  const answers: string[] = [];
  for (const [text, possibleDuplicate] of [
    [telegram(list), false],
    [telegram(list, " PDM"), true],
    [telegram(list), true],
  ] as const) {
    const { answer, serials } = await exchange(peer, text, 1, possibleDuplicate);
    expect(serials).toEqual([1]);
    answers.push(answer.replace(/^\..*$/m, ""));
  }
  expect(new Set(answers).size).toBe(1);
  expect((await receipts("B502")).map(({ state }) => state)).toEqual(["processed", "duplicate"]);
  const travellers = await admin.query<{ surname: string }>(
    `select t.surname from records.traveller t join intake.receipt r using (flight_date, flight_id)
     where r.message = 'B502' and r.state = 'processed' order by 1`,
  );
  expect(travellers.rows.map(({ surname }) => surname)).toEqual(["MUSTERI", "QONAQ"]);
});

test("a telegram between SOH and ETX is taken and answered in the same way", async () => {
  const peer = await aPeer("framed");
  const text = telegram(passengerList({ number: 503, reference: "B503" }));
  peer.socket.end(writeFramed(Buffer.from(text)));
  expect(await peer.telegram()).toMatch(/^QU GYDKMJ2\r\n\.BAKPIXS \d{6}\r\nUNB/);
  await peer.closed;
  expect(await receipts("B503")).toMatchObject([{ state: "processed" }]);
});

test("an address may only speak for its own carrier", async () => {
  const peer = await aSession();
  const stranger = telegram(passengerList({ number: 504, reference: "B504", carrier: "K9", sender: "K9" }));
  await exchange(peer, stranger, 1);
  expect(await receipts("B504")).toMatchObject([{ state: "quarantined" }]);
});

test("messages of ours reach the carrier over its session [transport.md §1 row Type B over MATIP / SITATEX / host queue]", async () => {
  const peer = await aSession();
  await exchange(peer, telegram(passengerList({ number: 505, reference: "B505" })), 1);
  const sent = channel().send?.("GYDKMJ2", Buffer.from("UNB+UNOA:4+AZPIU+J2+261121:0801+U1'UNZ+0+U1'"));
  const unit = await peer.unit();
  expect(unit.kind === "message" && unit.bytes.toString()).toMatch(/^QU GYDKMJ2\r\n\.BAKPIXS \d{6}\r\nUNB/);
  peer.acknowledge(unit.kind === "message" ? (unit.serial ?? 0) : 0);
  await sent;
});

/** A list of so many travellers, each with a reference of its own. */
function longList(travellers: number, number: number, reference: string): string {
  const list = passengerList({ number, reference }).replaceAll("\n", "");
  const [head = "", first = ""] = list.split("NAD+FL");
  const tail = list.slice(list.indexOf("CNT+42"));
  const persons = Array.from({ length: travellers }, (_, i) => {
    const name = `SERNISIN${String.fromCharCode(65 + Math.floor(i / 26), 65 + (i % 26))}`;
    return `NAD+FL${first}`
      .replace("MUSTERI", name)
      .replace("ABC123", `ABC${1000 + i}`)
      .replace("C0123", `C${1000 + i}`);
  });
  return `${head}${persons.join("")}${tail}`
    .replace("CNT+42:2", `CNT+42:${travellers}`)
    .replace("UNT+33", `UNT+${11 + travellers * 11}`);
}

test("an answer too long for one telegram comes in numbered parts, each acknowledged before the next", async () => {
  const peer = await aSession();
  const long = await exchange(peer, telegram(longList(150, 951, "T951")), 51);
  expect(long.serials).toEqual([51]);
  // Nothing follows before it is acknowledged: what is sent meanwhile is answered first.
  const short = await exchange(peer, telegram(passengerList({ number: 952, reference: "T952" })), 52);
  expect(short.answer).toContain("CUSRES");
  expect(short.answer).not.toContain("PART");
  peer.acknowledge(short.answerSerial);
  const parts: Uint8Array[] = [Buffer.from(long.answer)];
  peer.acknowledge(long.answerSerial);
  const of = readTelegramPart(Buffer.from(long.answer))?.of ?? 0;
  expect(of).toBeGreaterThan(2);
  while (parts.length < of) {
    const part = await peer.unit();
    if (part.kind !== "message") throw new Error("not a part");
    parts.push(part.bytes);
    peer.acknowledge(part.serial ?? -1);
  }
  expect(parts.map((bytes) => readTelegramPart(bytes)?.number)).toEqual(parts.map((_, i) => i + 1));
  expect(Math.max(...parts.map((bytes) => bytes.length))).toBeLessThanOrEqual(3_500);
  const whole = joinTelegramParts(parts.flatMap((bytes) => readTelegramPart(bytes) ?? []));
  const [kept] = await receipts("T951");
  // Addresses, origin and number stand before the text.
  expect(whole.toString().split("\r\n").slice(3).join("") === kept?.answer).toBe(true);
});

test("a part that is not acknowledged is sent again; when the session ends the rest is not sent into another", async () => {
  const peer = await aSession();
  const long = Buffer.from(longList(80, 953, "T953"));
  await exchange(peer, telegram(passengerList({ number: 954, reference: "T954" })), 61);
  const sending = channel().send?.("GYDKMJ2", long);
  const refused = sending?.then(
    () => "sent",
    (problem: Error) => problem.message,
  );
  let unitOf = await peer.unit();
  while (unitOf.kind !== "message" || !unitOf.bytes.includes("PART 1/")) unitOf = await peer.unit();
  peer.acknowledge(unitOf.serial ?? -1);
  expect((await peer.unit()).kind).toBe("message");
  peer.socket.destroy();
  expect(await refused).toMatch(/connection|hung up/);
  // Whoever is to be told is told from the first part on.
  const again = await aSession();
  await exchange(again, telegram(passengerList({ number: 955, reference: "T955" })), 62);
  const sent = channel().send?.("GYDKMJ2", long);
  for (let number = 1, of = 1; number <= of;) {
    const part = await again.unit();
    if (part.kind !== "message") continue;
    again.acknowledge(part.serial ?? -1);
    const read = readTelegramPart(part.bytes);
    if (read === null) continue;
    expect(read.number).toBe(number);
    number += 1;
    of = read.of ?? 0;
  }
  await sent;
});

test("on a line without acknowledgements the parts follow each other", async () => {
  const peer = await aPeer("framed");
  peer.send(writeFramed(Buffer.from(telegram(longList(120, 956, "T956")))));
  const first = await peer.telegram();
  const count = readTelegramPart(Buffer.from(first))?.of ?? 0;
  expect(count).toBeGreaterThan(1);
  const numbers = [1];
  while (numbers.length < count)
    numbers.push(readTelegramPart(Buffer.from(await peer.telegram()))?.number ?? 0);
  expect(numbers).toEqual(Array.from({ length: count }, (_, i) => i + 1));
});
