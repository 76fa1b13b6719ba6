// A real disk without space under the database: no carrier is told that something was taken that is not kept, whoever watches over
// the server hears of it, and everything goes on by itself when there is space again.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addCarrier, issueToken } from "#carriers";
import { isRefusal, openDeletionJournal, systemActor } from "#platform";
import { checkLedger, openLedger } from "#oversight";
import { startServer, type RunningServer } from "../../src/app/server.ts";
import { freshDatabase, type FreshDatabase } from "../harness/database.ts";
import { configIn } from "../harness/server-process.ts";
import { aSmallDisk, type SmallDisk } from "../harness/small-disk.ts";

/** What a database of the unit takes, and room for some. */
const diskBytes = 160 * 1024 * 1024;
const disk: SmallDisk | undefined = aSmallDisk(diskBytes);
const title = disk === undefined ? " (skipped: this process may mount no file system)" : "";

let fresh: FreshDatabase;
let folder: string;
let admin: Client;
let running: RunningServer;
let token: string;

beforeAll(async () => {
  if (disk === undefined) return;
  fresh = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), "openpiu-filled-"));
  admin = new Client({ connectionString: fresh.adminUrl.replace(/@\/\w+\?/, "@/postgres?") });
  await admin.connect();
  const { rows } = await admin.query<{ folder: string }>(
    "select setting as folder from pg_settings where name = 'data_directory'",
  );
  disk.belongsTo(rows[0]?.folder ?? "");
  await admin.query(`create tablespace small location '${disk.folder}'`);
  const name = new URL(fresh.url.replace("@/", "@host/")).pathname.slice(1);
  await admin.query(`alter database ${name} set tablespace small`);
  running = await startServer(configIn(folder), {
    databaseUrl: fresh.url,
    logSink: { write: () => undefined },
    jobs: false,
  });
  const actor = systemActor("test");
  await addCarrier(running.services, actor, {
    code: "J2",
    name: "Carrier J2",
    senderIds: [],
    fliesAs: ["J2"],
  });
  const issued = await issueToken(running.services, actor, { code: "J2", label: "test" });
  if (isRefusal(issued)) throw new Error(issued.refused.detail);
  token = issued.token;
});
afterAll(async () => {
  if (disk === undefined) return;
  disk.empty();
  await running?.stop();
  await fresh?.drop();
  await admin?.query("drop tablespace small");
  await admin?.end();
  disk.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** A passenger list of tomorrow of a hundred invented persons, told apart by the number of its flight. */
function listOf(number: number): string {
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(2, 10).replaceAll("-", "");
  const persons = Array.from(
    { length: 100 },
    (_, at) =>
      `NAD+FL+++FULL${String.fromCodePoint(65 + (at % 26), 65 + Math.floor(at / 26))}:SOMEBODY'ATT+2++M'DTM+329:800101'DOC+P:110:111+F${number}${100 + at}'`,
  );
  return [
    `UNB+UNOA:4+J2+AZ+${day}:1000+${number}'UNH+1+PAXLST:D:02B:UN:IATA'BGM+745'TDT+20+J2${number}'LOC+125+IST'DTM+189:${day}1000:201'`,
    `LOC+87+GYD'DTM+232:${day}1500:201'${persons.join("")}CNT+42:100'UNT+${8 + 4 * 100}+1'UNZ+1+${number}'`,
  ].join("");
}
async function push(number: number) {
  const answer = await fetch(`${running.address}/v1/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/edifact" },
    body: listOf(number),
  });
  const said = (await answer.json()) as { code?: string };
  return { status: answer.status, code: said.code, retryAfter: answer.headers.get("retry-after") };
}
const health = async () => {
  const answer = await fetch(`${running.address}/api/health`);
  return [answer.status, await answer.json()];
};
const kept = (numbers: readonly number[]) =>
  running.services.database.transaction(systemActor("test"), (tx) =>
    tx.query<{ number: string; travellers: number }>(
      "select number, count(*)::int as travellers from records.flight f join records.traveller t using (flight_date, flight_id) where number = any($1) group by number order by number",
      [numbers.map(String)],
    ),
  );

test.skipIf(disk === undefined)(
  `a full disk is told to the carrier and to who watches, what was not taken is not there, and it goes on by itself${title} (PNRD-8, LED-29.2)`,
  async () => {
    expect(await push(1000)).toMatchObject({ status: 202 });
    expect(await health()).toEqual([200, { state: "ok" }]);
    disk?.fill();
    // What is free within the tables' own pages is still used: until nothing is.
    const taken: number[] = [1000];
    let refused: number | undefined;
    for (let number = 1001; refused === undefined && number < 1400; number += 1) {
      const { status, code, retryAfter } = await push(number);
      if (status === 202) {
        taken.push(number);
        continue;
      }
      expect({ status, code, retryAfter }).toEqual({ status: 503, code: "no-space", retryAfter: "60" });
      refused = number;
    }
    expect(refused).toBeDefined();
    expect(await health()).toEqual([503, { state: "degraded", because: "no-space" }]);
    expect(await kept([refused ?? 0])).toEqual([]);
    expect(await kept(taken)).toEqual(taken.map((number) => ({ number: String(number), travellers: 100 })));

    // Nobody does anything but make room.
    disk?.empty();
    expect(await push(refused ?? 0)).toMatchObject({ status: 202 });
    expect(await health()).toEqual([200, { state: "ok" }]);
    expect(await kept([refused ?? 0])).toEqual([{ number: String(refused), travellers: 100 }]);
    const source = await openLedger(fresh.url);
    expect((await checkLedger(source, [])).intact).toBe(true);
    await source.close();
  },
);

test.skipIf(disk === undefined)(
  `a deletion that cannot be noted on a full disk fails, and what was cut off of its note is no harm later${title} (PNRD-12.4)`,
  async () => {
    const place = join(disk?.folder ?? "", "notes");
    const journal = openDeletionJournal(place);
    const at = new Date();
    const ids = (count: number) =>
      Array.from({ length: count }, (_, n) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`);
    await journal.note({ kind: "traveller", at, ids: ids(1) });
    disk?.fill();
    // Longer than what is left of its page.
    await expect(journal.note({ kind: "traveller", at, ids: ids(4000) })).rejects.toThrow("ENOSPC");
    disk?.empty();
    await journal.note({ kind: "booking", at, ids: ids(2) });
    const noted = new Map((await journal.read()).map((note) => [note.kind, note.ids.length]));
    expect(noted).toEqual(
      new Map([
        ["traveller", 1],
        ["booking", 2],
      ]),
    );
    rmSync(place, { recursive: true });
  },
);
