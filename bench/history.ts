// Measures how long one person's history takes among many entries, by pseudonyms and from the ledger alone.
// Run: npm run bench -- history [--entries N] (a million without it; the limit is set for ten million)
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { Client } from "pg";
import {
  historyOf,
  migrate,
  openDatabase,
  startPrivatePostgres,
  systemActor,
  systemClock,
} from "../src/platform/api.ts";

const given = process.argv.indexOf("--entries");
const entries = given < 0 ? 1_000_000 : Number(process.argv[given + 1]);
/** Each so many entries there is a message that brought 180 persons; the others are views of one of them, or of nobody. */
const perMessage = 200;
const persons = 180;
const asked = 200;
const folder = mkdtempSync(join(tmpdir(), "openpiu-bench-"));
const postgres = await startPrivatePostgres({ dataFolder: folder, notice: () => undefined });
try {
  await migrate(postgres.url);
  console.log(
    `history of a person among ${entries} entries; ${cpus()[0]?.model}, ${cpus().length} cores; Node ${process.version}; load ${loadavg()[0]?.toFixed(1)}`,
  );
  await fill();
  await ask();
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
  await client.query(`create function pg_temp.person(n bigint) returns uuid language sql immutable as
    $$ select ('01900000-0000-7000-8001-' || lpad(n::text, 12, '0'))::uuid $$`);
  // A traveller comes again: each name stands on a dozen journeys, each under an id of its own.
  await client.query(`create function pg_temp.mark(n bigint) returns text language sql immutable as
    $$ select substr(md5('mark' || n % ${Math.max(1, Math.floor((entries / perMessage) * (persons / 12)))}), 1, 16) $$`);
  for (let from = 1; from <= entries; from += 100_000) {
    await client.query(
      `insert into ledger.entry (seq, at, actor, action, subject_kind, subject_id, purpose, about, body, hash)
       select n, at, actor, action, kind, subject, 'TERR', about, body, '\\x00'
       from (select n, timestamptz '2026-01-01 00:00Z' + n * interval '1 second' as at,
               case when n % $3 = 0 then 'system:intake' else 'officer-' || n % 50 end as actor,
               case when n % $3 = 0 then 'message.processed' else 'person.viewed' end as action,
               case when n % $3 = 0 then 'receipt' else 'person' end as kind, 'subject-' || n as subject,
               case when n % $3 = 0
                 then array(select pg_temp.person(n / $3 * $4 + k) from generate_series(0, $4 - 1) k)
                 else array[pg_temp.person((n * 7919) % (n / $3 * $4 + 1))] end as about
             from generate_series($1::bigint, $2::bigint) n) e,
       lateral (select case when n % $3 = 0
         then format('{"about":%s,"action":"message.processed","actor":"system:intake","detail":{},"marks":[%s],"profile":"eu-strict","purpose":null,"subjectId":"%s","subjectKind":"receipt"}',
           array_to_json(about), (select string_agg('["' || pg_temp.mark(n / $3 * $4 + k) || '"]', ',' order by k) from generate_series(0, $4 - 1) k), subject)
         else format('{"about":%s,"action":"person.viewed","actor":"%s","detail":{"sources":2},"ground":"offence:TERR","profile":"eu-strict","purpose":"TERR","subjectId":"%s","subjectKind":"person"}',
           array_to_json(about), actor, subject) end as body) b`,
      [from, Math.min(entries, from + 99_999), perMessage, persons],
    );
  }
  const filled = performance.now();
  for (const { indexdef } of rows) await client.query(indexdef);
  await client.query("analyze ledger.entry");
  const { rows: size } = await client.query<{ size: string }>(
    "select pg_size_pretty(pg_total_relation_size('ledger.entry')) as size",
  );
  console.log(
    `filled in ${((filled - start) / 1000).toFixed(0)} s, indexes in ${((performance.now() - filled) / 1000).toFixed(0)} s, ${size[0]?.size}`,
  );
  await client.end();
}

async function ask(): Promise<void> {
  const database = openDatabase({ url: postgres.url, clock: systemClock, connections: 1 });
  const times: number[] = [];
  let [acts, ids] = [0, 0];
  const { createHash } = await import("node:crypto");
  for (let n = 0; n < asked; n += 1) {
    const mark = createHash("md5")
      .update(`mark${n * 37}`)
      .digest("hex")
      .slice(0, 16);
    // As many keys of months as there ever are, three marks each: all but one find nobody.
    const others = Array.from({ length: 182 }, (_, at) =>
      createHash("md5").update(`other${n} ${at}`).digest("hex").slice(0, 16),
    );
    const start = performance.now();
    const found = await database.transaction(systemActor("bench"), (tx) =>
      historyOf(tx, { marks: [mark, ...others], persons: [] }),
    );
    times.push(performance.now() - start);
    acts += found.acts.length;
    ids += found.persons.length;
  }
  const sorted = times.toSorted((one, other) => one - other);
  const p = (part: number): string => `${(sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(1)} ms`;
  console.log(
    `a person on ${(ids / asked).toFixed(0)} journeys with ${(acts / asked).toFixed(0)} acts, sought under 183 pseudonyms: p50 ${p(0.5)}, p99 ${p(0.99)}, first ${times[0]?.toFixed(1)} ms (limit 1000 ms among 10,000,000 entries); load at the end ${loadavg()[0]?.toFixed(1)}`,
  );
  await database.close();
}
