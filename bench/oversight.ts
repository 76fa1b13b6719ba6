// Measures oversight over a filled ledger: a year's figures counted and counted again, and the officer's console.
// Run: npm run bench -- oversight [--entries N] (two million without it)
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { Client } from "pg";
import { openGate } from "../src/access/api.ts";
import { countDays, statisticsRoutes } from "../src/evidence/api.ts";
import { consoleRoutes } from "../src/oversight/api.ts";
import {
  migrate,
  newId,
  newSecret,
  openDatabase,
  openHttpServer,
  startPrivatePostgres,
  systemActor,
  systemClock,
  type Database,
} from "../src/platform/api.ts";

const given = process.argv.indexOf("--entries");
const entries = given < 0 ? 2_000_000 : Number(process.argv[given + 1]);
/** So many people work in the unit; each day has the same number of entries, the last is today. */
const people = 60;
const days = 365;
const clock = systemClock;
const folder = mkdtempSync(join(tmpdir(), "openpiu-bench-"));
const postgres = await startPrivatePostgres({ dataFolder: folder, notice: () => undefined });
try {
  await migrate(postgres.url);
  console.log(
    `oversight of ${entries} entries of a year; ${cpus()[0]?.model}, ${cpus().length} cores; Node ${process.version}; load ${loadavg()[0]?.toFixed(1)}`,
  );
  await fill();
  const database = openDatabase({ url: postgres.url, clock, profile: () => "eu-strict" });
  await measure(database);
  await database.close();
  console.log(`load at the end ${loadavg()[0]?.toFixed(1)}`);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Rows as the ledger has them, put in by one statement a hundred thousand; what is measured reads no hashes. */
async function fill(): Promise<void> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  const start = performance.now();
  const { rows } = await client.query<{ indexdef: string; name: string }>(
    "select indexdef, indexname as name from pg_indexes where schemaname = 'ledger' and tablename = 'entry' and indexname <> 'entry_pkey'",
  );
  for (const { name } of rows) await client.query(`drop index ledger.${name}`);
  for (let from = 1; from <= entries; from += 100_000)
    await client.query(
      `insert into ledger.entry (seq, at, actor, action, subject_kind, subject_id, purpose, about, body, hash)
       select n, at, actor, action, kind, subject, 'TERR', null, format(
           '{"action":"%s","actor":"%s","at":"%s","detail":%s,"profile":"eu-strict","purpose":"TERR","subjectId":"%s","subjectKind":"%s"}',
           action, actor, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), detail, subject, kind), '\\x00'
       from (select n, now() - ($3 - n) * interval '1 second' * (86400.0 * $4 / $3) as at,
           case when n % 4 = 0 then 'system:intake' else '01900000-0000-7000-8000-' || lpad((n % $5)::text, 12, '0') end as actor,
           case when n % 4 = 0 then 'message.processed' when n % 4 = 1 then 'person.viewed'
             when n % 40 = 2 then 'alert.decided' when n % 4 = 2 then 'alert.viewed' else 'flight.viewed' end as action,
           case when n % 4 = 0 then 'receipt' when n % 4 = 1 then 'person' when n % 4 = 2 then 'alert' else 'flight' end as kind,
           'subject-' || n / 12 as subject,
           case when n % 4 = 0 then '{"firstReceived":180,"sensitive":2,"notAdmitted":5,"cards":1}'
             when n % 40 = 2 then '{"outcome":"no-match"}' else '{}' end as detail
         from generate_series($1::bigint, $2::bigint) n) e`,
      [from, Math.min(entries, from + 99_999), entries, days, people],
    );
  for (const { indexdef } of rows) await client.query(indexdef);
  // New entries go behind these: a subtree of whatever hash for each bit of their number.
  const peaks = entries.toString(2).replaceAll("0", "").length;
  await client.query("update ledger.head set size = $1, peaks = $2", [entries, Buffer.alloc(32 * peaks)]);
  await client.query("vacuum (analyze) ledger.entry");
  console.log(`filled with its indexes in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  await client.end();
}

/** What the data protection officer asks of the server, each a number of times. */
async function measure(database: Database): Promise<void> {
  const server = openHttpServer({ clock, listensOnLoopback: true, logSink: { write: () => undefined } });
  openGate(server, { database, clock, demonstration: false, secureCookie: false });
  statisticsRoutes(server, { database, unit: "Bench" });
  consoleRoutes(server, { database, key: Buffer.alloc(32, 7), zone: "Asia/Baku" });
  const headers = { cookie: `openpiu=${await anOfficer(database)}` };
  const ask = async (what: string, url: string, times: number): Promise<unknown> => {
    const took: number[] = [];
    let body: unknown;
    for (let n = 0; n < times; n += 1) {
      const start = performance.now();
      const answer = await server.inject({ url, headers });
      took.push(performance.now() - start);
      assert.equal(answer.statusCode, 200, answer.body);
      body = answer.json();
    }
    const sorted = took.toSorted((one, other) => one - other);
    const p = (part: number): string => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(0);
    console.log(
      `${what}: ${times === 1 ? `${p(0)} ms` : `p50 ${p(0.5)}, p95 ${p(0.95)} ms (${times} times)`}`,
    );
    return body;
  };
  const day = (before: number): string =>
    new Date(clock.now().getTime() - before * 86_400_000).toISOString().slice(0, 10);
  const year = `/api/statistics?from=${day(days)}&until=${day(-1)}`;
  await ask("a year's figures, no day of it counted before", year, 1);
  const start = performance.now();
  const counted = await countDays({ database });
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${counted} days counted and kept in ${seconds.toFixed(1)} s: ${Math.round(entries / seconds)} entries/s, ${((seconds * 1000) / counted).toFixed(0)} ms a day`,
  );
  await ask("a year's figures, its days counted", year, 20);
  await ask("the years as the public is told of them", "/api/public/statistics", 20);
  for (const period of [7, 30])
    await ask(`the officer's console over ${period} days`, `/api/oversight?days=${period}`, 20);
  await server.close();
}

/** A session of a data protection officer; returns its token. */
async function anOfficer(database: Database): Promise<string> {
  const token = newSecret();
  await database.transaction(systemActor("bench"), async (tx) => {
    const person = newId(tx.at);
    await tx.query(
      "insert into access.person (person_id, sign_in_name, display_name, created_at) values ($1, 'bench', 'Bench', $2)",
      [person, tx.at],
    );
    await tx.query(
      "insert into access.role_grant values ($1, 'data-protection-officer', $2, 'system:bench')",
      [person, tx.at],
    );
    await tx.query(
      `insert into access.session (session_id, token_hash, person_id, created_at, last_seen_at, expires_at, strength, authenticated_at)
       values ($1, $2, $3, $4, $4, $4::timestamptz + interval '12 hours', 'passkey', $4)`,
      [newId(tx.at), createHash("sha256").update(token).digest(), person, tx.at],
    );
  });
  return token;
}
