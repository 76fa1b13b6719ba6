// Measures the ledger: how long its lock costs a transaction, verification from outside, a person's history among many entries.
// Run: npm run bench -- ledger [--entries N]
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { Client } from "pg";
import { checkLedger, openLedger } from "../src/oversight/api.ts";
import {
  migrate,
  openDatabase,
  startPrivatePostgres,
  systemActor,
  systemClock,
} from "../src/platform/api.ts";

const given = process.argv.indexOf("--entries");
const entries = given < 0 ? 1_000_000 : Number(process.argv[given + 1]);
const folder = mkdtempSync(join(tmpdir(), "openpiu-bench-"));
const postgres = await startPrivatePostgres({ dataFolder: folder, notice: () => undefined });
try {
  await migrate(postgres.url);
  console.log(
    `ledger, durable (fsync on); ${cpus()[0]?.model}, ${cpus().length} cores; Node ${process.version}; load ${loadavg()[0]?.toFixed(1)}`,
  );
  await seal();
  await fill();
  await verification();
  await history();
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

function p(values: number[], part: number): string {
  const sorted = values.toSorted((one, other) => one - other);
  return `${(sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(2)} ms`;
}

/** What an entry costs a transaction: the same transaction with one, with one about 180 persons, and without. */
async function seal(): Promise<void> {
  const database = openDatabase({ url: postgres.url, clock: systemClock, connections: 2 });
  const persons = Array.from(
    { length: 180 },
    (_, n) => `01900000-0000-7000-8000-${String(n).padStart(12, "0")}`,
  );
  const kinds = { "no entry": null, "one entry": [] as string[], "one entry about 180 persons": persons };
  for (const [what, about] of Object.entries(kinds)) {
    const times: number[] = [];
    for (let n = 0; n < 1_200; n += 1) {
      const start = performance.now();
      await database.transaction(systemActor("bench"), async (tx) => {
        await tx.query("select 1");
        if (about !== null)
          tx.record({
            action: "flight.viewed",
            subjectKind: "flight",
            subjectId: "x",
            ...(about.length > 0 && { about }),
          });
      });
      if (n >= 200) times.push(performance.now() - start);
    }
    console.log(
      `transaction with ${what}: p50 ${p(times, 0.5)}, p99 ${p(times, 0.99)} (limit: 2 ms p99 of the request's time for the ledger)`,
    );
  }
  await database.close();
}

/** Entries as the program writes them, by the database's own function; each tenth is about a person. */
async function fill(): Promise<void> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  const start = performance.now();
  for (let from = 0; from < entries; from += 5_000) {
    await client.query(
      `select ledger.append(array_agg(format('{"about":["%s"],"action":"person.viewed","actor":"01900000-0000-7000-8000-%s","at":"2026-03-01T12:00:00.000Z","detail":{"n":%s,"policies":["analyst-works"]},"profile":"eu-strict 2026.1","purpose":"TERR","subjectId":"2026-03-01_%s","subjectKind":"person"}',
         '01900000-0000-7000-8001-' || lpad((n % ($2 / 20))::text, 12, '0'), lpad((n % 50)::text, 12, '0'), n, n)))
       from generate_series($1::int, $1::int + 4999) n`,
      [from, entries],
    );
  }
  console.log(
    `filled by ledger.append: ${Math.round(entries / ((performance.now() - start) / 1000))} entries/s`,
  );
  await client.query("analyze ledger.entry");
  await client.end();
}

async function verification(): Promise<void> {
  const source = await openLedger(postgres.url);
  const cpu = process.cpuUsage();
  const start = performance.now();
  const report = await checkLedger(source);
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  await source.close();
  const processor = (used.user + used.system) / 1e6;
  console.log(
    `verified ${report.entries} entries, ${report.intact ? "whole" : "NOT WHOLE"}: ${Math.round(report.entries / seconds)} entries/s, ${Math.round(report.entries / processor)} a second of processor time (limit 100000); memory ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`,
  );
}

async function history(): Promise<void> {
  const client = new Client({ connectionString: postgres.url, options: "-c openpiu.roles=system" });
  await client.connect();
  const times: number[] = [];
  let found = 0;
  for (let n = 0; n < 100; n += 1) {
    const person = `01900000-0000-7000-8001-${String(n * 7).padStart(12, "0")}`;
    const start = performance.now();
    const { rows } = await client.query(
      "select seq, body from ledger.entry where seq = any (array(select ledger.concerning(array[$1::uuid]))) order by seq",
      [person],
    );
    times.push(performance.now() - start);
    found += rows.length;
  }
  console.log(
    `history of a person (${found / 100} acts) among ${entries}: p50 ${p(times, 0.5)}, p99 ${p(times, 0.99)} (limit 1000 ms)`,
  );
  await client.end();
}
