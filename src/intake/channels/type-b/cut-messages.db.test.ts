// One list cut over several telegrams, through raw sockets and a whole unit: joined in any order, once, or told what is missing.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import pg from "pg";
import { bindIdentity } from "#carriers";
import { isRefusal, manualClock, systemActor } from "#platform";
import { aUnit, type CarrierLine, type Unit } from "../../../../test/harness/unit.ts";
import { passengerList, pushOfBookings } from "../../fixtures.ts";
import { readOverdueParts } from "../../telegram-time-out.ts";
import { writeOpen } from "./matip.ts";
import { callTypeB, type Peer } from "./peer.ts";

let unit: Unit;
let admin: pg.Client;
let carrier: CarrierLine;
let other: CarrierLine;
let peer: Peer;
const clock = manualClock(new Date("2026-11-21T08:00:00Z"));

beforeAll(async () => {
  unit = await aUnit({ clock });
  admin = new pg.Client({ connectionString: unit.adminUrl });
  await admin.connect();
  carrier = await unit.carrier("J2");
  other = await unit.carrier("TK");
  for (const [code, identity] of [
    ["J2", "GYDKMJ2"],
    ["TK", "ISTKMTK"],
  ] as const) {
    const bound = await bindIdentity(unit.running.services, systemActor("test"), {
      code,
      kind: "type-b-address",
      identity,
    });
    if (isRefusal(bound)) throw new Error(bound.refused.detail);
  }
  peer = await called();
});

/** A session with the unit's Type B port. */
async function called(): Promise<Peer> {
  const open = unit.running.channels.open.find((each) => each.channel === "type-b");
  const session = await callTypeB(open?.address ?? "");
  session.send(writeOpen({ coding: 4, protection: 2, caller: 0, hosts: null }));
  expect(await session.packet()).toEqual({ kind: "confirm", cause: 0 });
  return session;
}
// Ids of one millisecond have no order: each test has a time of its own.
let since = clock.now();
beforeEach(() => {
  clock.advance(3 * 3_600_000);
  since = clock.now();
});
afterAll(async () => {
  peer.socket.destroy();
  await admin.end();
  await unit.close();
});

/** A list as so many telegrams; `numbered` as PART n/n, else with nothing but their headers. */
function telegrams(
  text: string,
  count: number,
  { numbered = true, more = "", sent = "210801", from = "GYDKMJ2" } = {},
): string[] {
  const flat = text.replaceAll("\n", "");
  const size = Math.ceil(flat.length / count);
  return Array.from({ length: count }, (_, i) => {
    const lines =
      flat
        .slice(i * size, (i + 1) * size)
        .match(/[^]{1,63}/g)
        ?.join("\r\n") ?? "";
    const part = numbered ? `PART ${i + 1}/${count}\r\n` : "";
    return `QU BAKPIXS\r\n.${from} ${sent}${more}\r\n${part}${lines}\r\n`;
  });
}

let serial = 0;
/** Sends a telegram; resolves with its answer where one comes ("" where it is acknowledged alone). */
async function send(text: string, answers: boolean, by: Peer = peer): Promise<string> {
  serial = (serial % 999) + 1;
  by.message(text, serial);
  let answer = "";
  let isTaken = false;
  while (!isTaken || (answers && answer === "")) {
    const unitOf = await by.unit();
    if (unitOf.kind === "message") {
      answer = unitOf.bytes.toString().split("\r\n").slice(2).join("");
      by.acknowledge(unitOf.serial ?? 0);
    } else isTaken = true;
  }
  return answer;
}

const receipts = async (where: string, value: string) =>
  (
    await admin.query<{
      state: string;
      kind: string;
      part: number | null;
      codes: string[];
      leads_to: string | null;
    }>(
      `select r.state, r.kind, r.part, array(select f ->> 'code' from jsonb_array_elements(r.findings) f) as codes,
              r.duplicate_of as leads_to
       from intake.receipt r join intake.delivery d using (delivery_id)
       where ${where} order by d.received_at, d.delivery_id, r.ordinal`,
      [value],
    )
  ).rows;
/** The receipts of the parts that came in this test, by their numbers. */
const parts = async () =>
  (await receipts("r.kind = 'PART' and r.received_at >= $1", since.toISOString())).toSorted(
    (a, b) => (a.part ?? 0) - (b.part ?? 0),
  );
const travellersOf = async (reference: string) =>
  (
    await admin.query<{ surname: string }>(
      `select distinct t.surname from records.traveller t join intake.receipt r using (flight_date, flight_id)
       where r.message = $1 order by 1`,
      [reference],
    )
  ).rows.map(({ surname }) => surname);
const sealedParts = async () =>
  (
    await admin.query<{ count: number }>(
      "select count(*)::int as count from intake.telegram_part where sealed is not null and expires_at > $1",
      [clock.now()],
    )
  ).rows[0]?.count;

test.each([
  ["in order", [0, 1, 2], 801],
  ["last first", [2, 1, 0], 802],
  ["middle last", [0, 2, 1], 803],
] as const)("parts are held, and read once the last has come: %s", async (_, order, number) => {
  const reference = `P${number}`;
  const text = telegrams(passengerList({ number, reference }), 3);
  const [a, b, c] = order;
  expect(await send(text[a] ?? "", false)).toBe("");
  expect(await send(text[b] ?? "", false)).toBe("");
  expect(await receipts("r.message = $1", reference)).toEqual([]);
  expect(await send(text[c] ?? "", true)).toContain("CUSRES");
  expect(await receipts("r.message = $1", reference)).toMatchObject([
    { state: "processed", codes: expect.arrayContaining(["IN17"]) },
  ]);
  expect(await travellersOf(reference)).toEqual(["MUSTERI", "QONAQ"]);
  // The receipts of the parts lead to that of the message; of their texts nothing is kept.
  const kept = await parts();
  expect(kept).toHaveLength(2);
  for (const part of kept)
    expect(part).toMatchObject({ state: "part", codes: ["IN16"], leads_to: expect.any(String) });
  expect(await sealedParts()).toBe(0);
});

test("repetitions change nothing: of a part that waits, of one that was joined, of the last with its answer", async () => {
  const list = passengerList({ number: 804, reference: "P804" });
  const [first, second] = telegrams(list, 2) as [string, string];
  const [firstAgain, secondAgain] = telegrams(list, 2, { more: " PDM" }) as [string, string];
  await send(first, false);
  await send(first, false);
  await send(firstAgain, false);
  const answer = await send(second, true);
  expect(await send(secondAgain, true)).toBe(answer);
  await send(firstAgain, false);
  expect((await receipts("r.message = $1", "P804")).map(({ state }) => state)).toEqual(["processed"]);
  expect(await travellersOf("P804")).toEqual(["MUSTERI", "QONAQ"]);
  expect(await sealedParts()).toBe(0);
});

test("sent again whole under a new time it is the same message", async () => {
  const list = passengerList({ number: 805, reference: "P805" });
  const [first = "", second = ""] = telegrams(list, 2);
  await send(first, false);
  const answer = await send(second, true);
  const [later = "", last = ""] = telegrams(list, 2, { sent: "210815" });
  clock.advance(14 * 60_000);
  await send(later, false);
  expect(await send(last, true)).toBe(answer);
  expect((await receipts("r.message = $1", "P805")).map(({ state }) => state)).toEqual([
    "processed",
    "duplicate",
  ]);
});

test("parts without numbers, cut inside of names and between segments", async () => {
  const text = telegrams(passengerList({ number: 806, reference: "P806" }), 3, { numbered: false });
  await send(text[0] ?? "", false);
  await send(text[1] ?? "", false);
  expect(await send(text[2] ?? "", true)).toContain("CUSRES");
  expect(await travellersOf("P806")).toEqual(["MUSTERI", "QONAQ"]);
});

test("all parts at once, over the session's eight places", async () => {
  const text = telegrams(passengerList({ number: 807, reference: "P807" }), 6);
  for (const [i, each] of text.entries()) peer.message(each, 500 + i);
  let [acknowledged, answers] = [0, 0];
  while (acknowledged < 6 || answers < 1) {
    const unitOf = await peer.unit();
    if (unitOf.kind === "message") {
      answers += 1;
      peer.acknowledge(unitOf.serial ?? 0);
    } else acknowledged += unitOf.kind === "acknowledged" ? unitOf.serials.length : 0;
  }
  expect(await travellersOf("P807")).toEqual(["MUSTERI", "QONAQ"]);
});

test("a part that never comes is told, what came is read, and the push stays incomplete", async () => {
  // Of the three the second holds the second traveller.
  const [head = "", rest = ""] = passengerList({ number: 808, reference: "P808" }).split("ELSEVER");
  const [, last = ""] = rest.split("CNT+42");
  const text = [`${head}ELS`, `EVER${rest.slice(0, rest.indexOf("CNT+42"))}CN`, `T+42${last}`].map(
    (each, i) => `QU BAKPIXS\r\n.GYDKMJ2 210801\r\nPART ${i + 1}/3\r\n${each.replaceAll("\n", "")}\r\n`,
  );
  await send(text[0] ?? "", false);
  await send(text[2] ?? "", false);
  clock.advance(4 * 60_000);
  await readOverdueParts(unit.running.services);
  expect(await receipts("r.message = $1", "P808")).toEqual([]);
  clock.advance(60_000);
  await readOverdueParts(unit.running.services);
  const [read, ...others] = await receipts("r.message = $1", "P808");
  expect(others).toEqual([]);
  expect(read).toMatchObject({ state: "processed" });
  expect(read?.codes).toContain("IN18");
  expect(await travellersOf("P808")).toEqual(["MUSTERI", "QONAQ"]);
  expect(await parts()).toMatchObject([
    { state: "part", codes: ["IN16", "IN18"] },
    { state: "part", codes: ["IN16", "IN18"] },
  ]);
  // What was read is answered over the carrier's session.
  const answer = await peer.unit();
  expect(answer.kind === "message" && answer.bytes.toString()).toContain("CUSRES");
  if (answer.kind === "message") peer.acknowledge(answer.serial ?? 0);

  // Read once, however often the job runs; the part that comes late makes it whole.
  clock.advance(10 * 60_000);
  await readOverdueParts(unit.running.services);
  expect(await receipts("r.message = $1", "P808")).toHaveLength(1);
  expect(await send(text[1] ?? "", true)).toContain("CUSRES");
  expect((await receipts("r.message = $1", "P808")).at(-1)?.codes).not.toContain("IN18");
  expect(await travellersOf("P808")).toEqual(["MUSTERI", "QONAQ"]);
  expect(await sealedParts()).toBe(0);
});

test("a beginning that never came leaves the rest in quarantine for the carrier desk", async () => {
  const [, second = ""] = telegrams(passengerList({ number: 809, reference: "P809" }), 2);
  await send(second, false);
  clock.advance(5 * 60_000);
  await readOverdueParts(unit.running.services);
  const [last] = (
    await admin.query<{ state: string; codes: string[] }>(
      `select state, array(select f ->> 'code' from jsonb_array_elements(findings) f) as codes
       from intake.receipt where state = 'quarantined' order by received_at desc limit 1`,
    )
  ).rows;
  expect(last?.codes).toContain("IN18");
});

test("bookings are put together too, and parts over different channels", async () => {
  const [first = "", second = ""] = telegrams(pushOfBookings({ number: 810, reference: "P810" }), 2);
  await send(first, false);
  const answered = await carrier.push({ body: second });
  expect(answered.status).toBe(202);
  expect(await answered.json()).toMatchObject({
    messages: [{ kind: "PNRGOV", state: "processed", bookings: 1 }],
  });
});

test("over HTTPS a part is received, and its receipt says that it waits", async () => {
  const [first = "", second = ""] = telegrams(passengerList({ number: 811, reference: "P811" }), 2);
  const answered = await carrier.push({ body: first });
  expect(await answered.json()).toMatchObject({
    messages: [{ kind: "PART", state: "part", answer: null, findings: [{ code: "IN16" }] }],
  });
  expect(await (await carrier.push({ body: second })).json()).toMatchObject({
    messages: [{ kind: "PAXLST", state: "processed", travellers: 2 }],
  });
});

test("two carriers at once with the same times and numbers: each has its own persons", async () => {
  const list = (code: string, number: number, reference: string) =>
    passengerList({ number, reference, carrier: code, sender: code });
  const mine = telegrams(list("J2", 812, "P812"), 4);
  const theirs = telegrams(
    list("TK", 813, "P813").replaceAll("MUSTERI", "SERNISIN").replaceAll("QONAQ", "YOLCU"),
    4,
    { from: "ISTKMTK" },
  );
  const session = await called();
  const sendAll = async ([a = "", b = "", c = "", d = ""]: readonly string[], by: Peer) => {
    for (const each of [a, d, b]) await send(each, false, by);
    return send(c, true, by);
  };
  const answers = await Promise.all([sendAll(mine, peer), sendAll(theirs, session)]);
  expect(answers).toEqual([expect.stringContaining("CUSRES"), expect.stringContaining("CUSRES")]);
  expect(await travellersOf("P812")).toEqual(["MUSTERI", "QONAQ"]);
  expect(await travellersOf("P813")).toEqual(["SERNISIN", "YOLCU"]);
  session.socket.destroy();
  expect(await sealedParts()).toBe(0);
});

test("a part of another carrier under the same header is none of this one's", async () => {
  const [first = "", second = ""] = telegrams(passengerList({ number: 814, reference: "P814" }), 2);
  expect((await other.push({ body: first })).status).toBe(202);
  expect(await (await carrier.push({ body: second })).json()).toMatchObject({
    messages: [{ kind: "PART", state: "part" }],
  });
  expect(await (await carrier.push({ body: first })).json()).toMatchObject({
    messages: [{ kind: "PAXLST", state: "processed", travellers: 2 }],
  });
  clock.advance(6 * 60_000);
  await readOverdueParts(unit.running.services);
  expect(await sealedParts()).toBe(1);
});

test("parts that came before a restart of the server wait through it, joined or told after it", async () => {
  const [a = "", b = "", c = ""] = telegrams(passengerList({ number: 815, reference: "P815" }), 3);
  const [lost = ""] = telegrams(passengerList({ number: 816, reference: "P816" }), 2, { sent: "211100" });
  await send(c, false);
  await send(a, false);
  await send(lost, false);
  peer.socket.destroy();
  await unit.restart();
  peer = await called();
  expect(await send(b, true)).toContain("CUSRES");
  expect(await travellersOf("P815")).toEqual(["MUSTERI", "QONAQ"]);
  clock.advance(6 * 60_000);
  await readOverdueParts(unit.running.services);
  expect(await receipts("r.message = $1", "P816")).toMatchObject([
    { state: "processed", codes: expect.arrayContaining(["IN18"]) },
  ]);
});
