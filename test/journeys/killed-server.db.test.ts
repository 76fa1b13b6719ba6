// The server's process is killed (SIGKILL) in the midst of messages and background work, again and again, at seeded moments:
// nothing that was acknowledged is lost, nothing is there twice, and what it had taken on is done after the next start.
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addCarrier, issueToken } from "#carriers";
import { checkLedger, headsFileIn, openLedger } from "#oversight";
import { isRefusal, openDatabase, openKeyring, retentionActor, systemActor, systemClock } from "#platform";
import { readHeads } from "../../src/oversight/head.ts";
import { freshDatabase, type FreshDatabase } from "../harness/database.ts";
import { aMaskedPerson } from "../harness/masked-person.ts";
import { aServerProcess, configIn, type ServerProcess } from "../harness/server-process.ts";

const messages = 48;
const kills = 3;
const lanes = 3;

let fresh: FreshDatabase;
let folder: string;
let admin: Client;
let token: string;
let server: ServerProcess | undefined;

beforeAll(async () => {
  fresh = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), "openpiu-killed-"));
  await mkdir(join(folder, "tmp"));
  admin = new Client({ connectionString: fresh.adminUrl });
  await admin.connect();
  server = await aServerProcess(fresh.url, folder);
  const database = openDatabase({ url: fresh.url, clock: systemClock, connections: 1 });
  const actor = systemActor("test");
  await addCarrier({ database, clock: systemClock }, actor, {
    code: "J2",
    name: "Carrier J2",
    senderIds: [],
    fliesAs: ["J2"],
  });
  const issued = await issueToken({ database, clock: systemClock }, actor, { code: "J2", label: "test" });
  if (isRefusal(issued)) throw new Error(issued.refused.detail);
  token = issued.token;
  await database.close();
});
afterAll(async () => {
  await server?.kill();
  await admin?.end();
  await fresh?.drop();
  await rm(folder, { recursive: true, force: true });
});

const rows = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
  (await admin.query(text, [...values])).rows as Row[];
const count = async (text: string): Promise<number> => (await rows<{ n: number }>(text))[0]?.n ?? -1;

/** The same moments each time: a small generator of its own (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const letters = (number: number): string =>
  String.fromCodePoint(65 + Math.floor(number / 26), 65 + (number % 26));
const surnameOf = (number: number): string => `KILLEDQX${letters(number)}`;

/** A passenger list of tomorrow, of one invented person who stands in no other. */
function listOf(number: number): string {
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(2, 10).replaceAll("-", "");
  return [
    `UNB+UNOA:4+J2+AZ+${day}:1000+${number + 1}'UNH+1+PAXLST:D:02B:UN:IATA'BGM+745'TDT+20+J2${1000 + number}'LOC+125+IST'DTM+189:${day}1000:201'`,
    `LOC+87+GYD'DTM+232:${day}1500:201'NAD+FL+++${surnameOf(number)}:SOMEBODY'ATT+2++M'DTM+329:800101'DOC+P:110:111+K${10_000 + number}'`,
    `CNT+42:1'UNT+12+1'UNZ+1+${number + 1}'`,
  ].join("");
}

/** Sends as a carrier does: until there is an answer that says that it was taken. False: there was none. */
async function taken(address: string, number: number): Promise<boolean> {
  try {
    const answer = await fetch(`${address}/v1/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/edifact" },
      body: listOf(number),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    // The server was killed before it answered.
    return false;
  }
}

const ask = (job: string) => rows("select platform.add_job($1, '{}', $1)", [job]);

/** Persons whose time in clear is over, and persons whose time is. */
async function dueToMaskAndDelete(): Promise<{ masked: string[]; deleted: string[] }> {
  const config = configIn(folder);
  const keyring = await openKeyring({ firstKeyFile: config.keyFile, folder: config.keyFolder });
  const database = openDatabase({ url: fresh.url, clock: systemClock, connections: 4 });
  const due = { masked: [] as string[], deleted: [] as string[] };
  for (let at = 0; at < 6; at += 1) {
    const made = await aMaskedPerson({ database, keyring }, { masked: false, number: String(700 + at) });
    due[at % 2 === 0 ? "masked" : "deleted"].push(made.travellerId);
    await database.transaction(retentionActor("retention"), async (tx) => {
      const until = new Date(tx.at.getTime() + (at % 2 === 0 ? 1 : 0) * 1000 * 86_400_000);
      await tx.query("select retention.keep_until($1, $2, $3, $4)", [
        made.date,
        made.flightId,
        made.personId,
        until,
      ]);
      for (const [table, key, id] of [
        ["traveller", "traveller_id", made.travellerId],
        ["booking", "booking_id", made.bookingId],
      ] as const)
        await tx.query(
          `update records.${table} set clock_start = clock_start - interval '7 months' where ${key} = $1`,
          [id],
        );
    });
  }
  await database.close();
  return due;
}

/** How often work of this name waits or is done. Its pause, which grows with each failure, is not what is looked at. */
async function left(name: string): Promise<number> {
  await rows(
    "update graphile_worker._private_jobs set run_at = now() where locked_by is null and run_at > now()",
  );
  return count(
    `select count(*)::int as n from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = '${name}'`,
  );
}

test(`${kills} times killed while ${lanes} lanes send and data are masked and deleted: acknowledged is kept, once, and the ledger holds (LED-29.2, PNRD-12.4)`, async () => {
  const chance = seeded(20_261_123);
  const due = await dueToMaskAndDelete();
  const open = new Set(Array.from({ length: messages }, (_, number) => number));
  let acknowledged = 0;
  for (let round = 0; round <= kills; round += 1) {
    server ??= await aServerProcess(fresh.url, folder);
    const { address } = server;
    // The last server lives until all is there.
    const until = round === kills ? messages : acknowledged + 1 + Math.floor(chance() * 12);
    const turn = [...open];
    let dead: Promise<void> | undefined;
    const lane = async (): Promise<void> => {
      for (let next = turn.shift(); next !== undefined && dead === undefined; next = turn.shift()) {
        if (!(await taken(address, next))) continue;
        open.delete(next);
        acknowledged += 1;
        if (acknowledged >= until && round < kills) dead ??= server?.kill();
      }
    };
    await ask("delete-expired");
    await Promise.all(Array.from({ length: lanes }, lane));
    await dead;
    if (dead !== undefined) server = undefined;
  }
  expect([...open]).toEqual([]);

  // Whoever was acknowledged is there, once; whoever was sent again is there once as well.
  const there = await rows<{ surname: string; n: number }>(
    "select surname, count(*)::int as n from records.traveller where surname like 'KILLEDQX%' group by surname order by 1",
  );
  expect(there).toEqual(
    Array.from({ length: messages }, (_, number) => ({ surname: surnameOf(number), n: 1 })).toSorted((a, b) =>
      a.surname < b.surname ? -1 : 1,
    ),
  );
  expect(
    await count(
      "select count(*)::int as n from records.traveller t where surname like 'KILLEDQX%' and not exists (select from intake.receipt r where r.receipt_id = t.receipt_id)",
    ),
  ).toBe(0);

  // Background work that was cut off is taken up again and ended.
  await ask("delete-expired");
  await expect.poll(() => left("delete-expired")).toBe(0);
  const clear = (ids: string[]) =>
    rows("select from records.traveller where traveller_id = any($1) and surname = 'VISIBLE'", [ids]);
  const kept = (ids: string[]) => rows("select from records.traveller where traveller_id = any($1)", [ids]);
  expect([(await clear(due.masked)).length, (await kept(due.masked)).length]).toEqual([0, due.masked.length]);
  expect(await kept(due.deleted)).toEqual([]);
  expect(await rows("select from retention.vault where subject_id = any($1)", [due.masked])).toHaveLength(
    due.masked.length,
  );
  const written = await rows("select from retention.deleted where kind = 'traveller' and id = any($1)", [
    due.deleted,
  ]);
  expect(written).toHaveLength(due.deleted.length);
  expect(await count("select count(*)::int as n from retention.run where ended_at is null")).toBe(0);

  // The ledger is whole, also against the heads that were published on the way.
  const source = await openLedger(fresh.url);
  const { heads, badLine } = readHeads(await readFile(headsFileIn(folder), "utf8").catch(() => ""));
  expect(badLine).toBeUndefined();
  const report = await checkLedger(
    source,
    heads.map((head) => ({ size: head.size, root: Buffer.from(head.root, "hex") })),
  );
  await source.close();
  expect(report.intact).toBe(true);

  // Nothing of anybody lies in a file that was left behind.
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    expect([entry.name, bytes.includes("KILLEDQX"), bytes.includes("VISIBLE")]).toEqual([
      entry.name,
      false,
      false,
    ]);
  }
});

test("what a killed server had taken from the queue is done soon after the next start, not when a lease of hours has run out", async () => {
  server ??= await aServerProcess(fresh.url, folder);
  // A job that asked once and comes by no clock, held in its midst.
  const holder = new Client({ connectionString: fresh.adminUrl });
  await holder.connect();
  await holder.query("begin; lock table retention.deleted in access exclusive mode");
  await ask("note-erasures");
  const job = () =>
    rows<{ held: boolean }>(
      "select j.locked_by is not null as held from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'note-erasures'",
    );
  await expect.poll(job).toEqual([{ held: true }]);
  await server.kill();
  server = undefined;
  await holder.query("rollback");
  await holder.end();
  expect(await job()).toEqual([{ held: true }]);
  server = await aServerProcess(fresh.url, folder);
  await expect.poll(() => left("note-erasures")).toBe(0);
});

test("the queue that could not write down that its work was done, as the disk was full, works on by itself when there is space", async () => {
  server ??= await aServerProcess(fresh.url, folder);
  const { said } = server;
  await rows(`create function public.no_space() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$`);
  await rows(
    "create trigger no_space before delete on graphile_worker._private_jobs for each row execute function public.no_space()",
  );
  await ask("note-erasures");
  await expect.poll(said).toContain("background work ended");
  await rows("drop trigger no_space on graphile_worker._private_jobs");
  await expect.poll(() => left("note-erasures")).toBe(0);
});
