// How the channels work now: what real carriers sent over HTTP and Type B to a whole unit, counted by carrier and channel.
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "#access";
import { bindIdentity, issueToken } from "#carriers";
import { isRefusal, manualClock, systemActor } from "#platform";
import { askAs, idOfCarrier } from "../../test/harness/unit-people.ts";
import { aUnit, type CarrierLine, type Unit } from "../../test/harness/unit.ts";
import { writeOpen } from "./channels/type-b/matip.ts";
import { callTypeB, type Peer } from "./channels/type-b/peer.ts";
import { passengerList, pushOfBookings } from "./fixtures.ts";
import type { Operation } from "./operation-contract.ts";
import { putOutgoing } from "./outgoing.ts";
import { noteLimited } from "./outage-store.ts";

let unit: Unit;
let j2: CarrierLine;
let peer: Peer;
let before: Operation;
const clock = manualClock(new Date("2026-11-21T08:00:20Z"));
const actor = systemActor("test");
const taken = createServer();

beforeAll(async () => {
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const sftpPort = (taken.address() as AddressInfo).port;
  unit = await aUnit({ clock, channels: { sftpPort } });
  j2 = await unit.carrier("J2");
  await unit.carrier("K7");
  before = await operation();
  await push();
  peer = await overTypeB();
});
afterAll(async () => {
  peer.socket.destroy();
  await unit.close();
  taken.close();
});

/** Lists asked about, one with an error, one that comes again, one of which a part is lacking, bookings, and what nobody can read. */
async function push(): Promise<void> {
  const list = passengerList({ number: 601, reference: "O601" });
  await j2.push({ path: "/v1/iapi", body: list });
  await j2.push({ path: "/v1/iapi", body: list });
  const lacking = passengerList({ number: 602, reference: "O602" }).replace("C01234567", "");
  await j2.push({ path: "/v1/iapi", body: lacking });
  const part = passengerList({ number: 603, reference: "O603" });
  await j2.push({
    body: part.replace(/(UNH\+[^+']+\+[^+']+)/, "$1+SERIES1+1:C").replace(/CNT\+42:\d+/, "CNT+42:9"),
  });
  await j2.push({ body: pushOfBookings({ number: 601, reference: "O604" }) });
  await j2.push({ body: "nothing that can be read" });
  clock.advance(90_000);
  await j2.push({ body: pushOfBookings({ number: 605, reference: "O605" }) });
}

async function overTypeB(): Promise<Peer> {
  const { running } = unit;
  const bound = await bindIdentity(running.services, actor, {
    code: "J2",
    kind: "type-b-address",
    identity: "GYDKMJ2",
  });
  if (isRefusal(bound)) throw new Error(bound.refused.detail);
  const channel = running.channels.open.find((each) => each.channel === "type-b");
  const own = await callTypeB(channel?.address ?? "");
  own.send(writeOpen({ coding: 4, protection: 2, caller: 0, hosts: null }));
  await own.packet();
  const text = passengerList({ number: 606, reference: "O606" });
  own.message(`QU BAKPIXS\r\n.GYDKMJ2 210801\r\n${text.match(/[^]{1,63}/g)?.join("\r\n")}\r\n`, 1);
  await own.unit();
  await own.unit();
  return own;
}

/** As the carrier desk sees it, some seconds later than the last look. */
async function operation(role: Role = "carrier-desk"): Promise<Operation> {
  clock.advance(6_000);
  const answer = await asked(role);
  expect(answer.status).toBe(200);
  return answer.body as Operation;
}

const asked = (role: Role) => askAs(unit, role, "/api/operation");
const idOf = (code: string) => idOfCarrier(unit, code);

const of = ({ carriers }: Operation, code: string) => carriers.find((one) => one.code === code);

test("before anything comes nothing is made up: no share, no answer time, no oldest", () => {
  const nothing = { answers: 0, p50: null, p95: null, p99: null, timeOuts: 0 };
  expect(of(before, "K7")).toMatchObject({
    traffic: { perMinute: 0, messages: 0, kinds: [], unreadable: null, faulty: null, repeats: null },
    answers: { hour: nothing, day: nothing },
    unprocessedSince: null,
    incomplete: { count: 0, oldest: null },
    unconfirmed: { count: 0, oldest: null },
    channels: [{ channel: "http", lastAt: null, links: null, credentials: 1 }],
  });
});

test("messages of the last hour by type, of the last minute, and the shares of unreadable, faulty and repeated [transport.md §16 row messages/min per partner and type; §16 row parse failure %, rule failure % by rule; §16 row duplicate %]", async () => {
  const now = await operation();
  const { traffic } = of(now, "J2") ?? {};
  expect(traffic).toMatchObject({
    messages: 8,
    perMinute: 2,
    kinds: [
      { kind: "PAXLST", messages: 5 },
      { kind: "PNRGOV", messages: 2 },
      { kind: "UNKNOWN", messages: 1 },
    ],
    unreadable: 1 / 8,
    repeats: 1 / 8,
  });
  expect(traffic?.faulty).toBeGreaterThan(0);
  expect(now.unit.traffic).toEqual(traffic);
  expect(of(now, "K7")?.traffic.messages).toBe(0);
});

test("who waits for answers is counted by how soon they came, over HTTP and Type B [transport.md §16 row answer latency p50/p95/p99 and time-outs]", async () => {
  const { answers } = of(await operation(), "J2") ?? {};
  // Three over HTTP, of which the repeat was answered with the first one's answer, and one over Type B.
  expect(answers?.hour).toMatchObject({ answers: 3, timeOuts: 0 });
  expect(answers?.hour.p99).toBeLessThanOrEqual(4_000);
  expect(answers?.day).toEqual(answers?.hour);
});

test("links, last use and keys of each channel, and a channel that could not be opened [transport.md §16 row link state; §16 row certificate expiry]", async () => {
  const issued = await issueToken(unit.running.services, actor, { code: "K7", label: "short", days: 20 });
  if (isRefusal(issued)) throw new Error(issued.refused.detail);
  const now = await operation();
  expect(now.channels.find(({ channel }) => channel === "type-b")).toMatchObject({
    state: "open",
    links: 1,
    messages: 1,
    address: expect.stringContaining("matip://"),
  });
  expect(now.channels.find(({ channel }) => channel === "sftp")).toMatchObject({
    state: "failed",
    reason: expect.stringMatching(/^SFTP_PORT \d+ is taken/),
  });
  expect(of(now, "J2")?.channels).toMatchObject([
    { channel: "http", links: null, messages: 7, lastAt: expect.any(String) },
    { channel: "type-b", links: 1, messages: 1, credentials: 1, expiresAt: null },
  ]);
  const expiresAt = new Date(clock.now().getTime() - 6_000 + 20 * 86_400_000).toISOString();
  expect(of(now, "K7")?.channels).toMatchObject([{ channel: "http", credentials: 2, expiresAt }]);
  peer.socket.destroy();
  await peer.closed;
  await expect.poll(async () => of(await operation(), "J2")?.channels[1]?.links).toBe(0);
});

test("files that wait in watched folders and uploads are counted for their carrier [transport.md §16 row oldest unprocessed age]", async () => {
  const bound = await bindIdentity(unit.running.services, actor, {
    code: "K7",
    kind: "watched-folder",
    identity: "k7",
  });
  if (isRefusal(bound)) throw new Error(bound.refused.detail);
  const folder = unit.running.channels.open.find(({ channel }) => channel === "folder")?.address ?? "";
  mkdirSync(join(folder, "k7"), { recursive: true });
  const before = of(await operation(), "K7");
  expect(before?.files).toEqual({ count: 0, oldest: null });
  // Under the names of unfinished files nothing takes them.
  for (const name of ["first.tmp", "second.tmp"]) writeFileSync(join(folder, "k7", name), "UNB");
  const now = await operation();
  expect(of(now, "K7")).toMatchObject({
    files: { count: 2, oldest: expect.any(String) },
    channels: [
      { channel: "folder", files: 2 },
      { channel: "http", files: null },
    ],
  });
  expect(of(now, "J2")?.files.count).toBe(0);
  expect(now).toMatchObject({ server: hostname(), unit: { files: { count: 2 } } });
});

test("what lacks parts, what is not confirmed, and whether screening is away [transport.md §16 row part series incomplete; §16 row UMM unacknowledged; §16 row fallback use]", async () => {
  const { database, key } = unit.running.services;
  const carrierId = await idOf("K7");
  const madeAt = clock.now().toISOString();
  await database.transaction(actor, async (tx) => {
    putOutgoing(tx, key, {
      carrierId,
      kind: "CUSRES",
      flight: null,
      reference: "OURS1",
      bytes: Buffer.from("UNB"),
      channel: "http",
      replyTo: null,
      confirmed: true,
      expiresAt: new Date(tx.at.getTime() + 3_600_000),
    });
    const flight = { date: "2026-11-21", id: "00000000-0000-7000-8000-000000000009" };
    await noteLimited(tx, "00000000-0000-7000-8000-000000000008", { policy: "board", flight, travellers: 2 });
  });
  expect(of(await operation(), "K7")?.unsent.count).toBe(0);
  clock.advance(60_000);
  const now = await operation();
  expect(of(now, "K7")?.unsent).toEqual({ count: 1, oldest: madeAt });
  expect(of(now, "J2")?.incomplete).toEqual({ count: 1, oldest: expect.any(String) });
  expect(of(now, "K7")?.unconfirmed).toEqual({ count: 1, oldest: madeAt });
  expect(now.unit).toMatchObject({
    incomplete: { count: 1 },
    unconfirmed: { count: 1 },
    awaySince: madeAt,
    outages: 1,
  });
});

test("an hour later the figures of the hour are over, those of the day are not, and a restart forgets nothing", async () => {
  clock.advance(3_900_000);
  await unit.restart();
  const own = of(await operation(), "J2");
  expect(own?.traffic.messages).toBe(0);
  expect(own?.answers.hour.answers).toBe(0);
  expect(own?.answers.day.answers).toBe(3);
  expect(own?.channels[0]?.lastAt).toBe("2026-11-21T08:01:56.000Z");
});

test("it is for those who may see carriers, and names no traveller", async () => {
  expect((await asked("analyst")).status).toBe(403);
  expect(JSON.stringify(await operation("watch-officer"))).not.toMatch(/MUSTERI|QONAQ|C07654321/);
});
