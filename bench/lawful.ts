// Measures what the law costs: a person's request with gate and ledger beside the same without, and batch intake with the ledger beside
// the same without; both turn by turn in the same run, so that the load of the machine is the same for both.
// Run: npm run bench -- lawful [--requests N] [--flights N]
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { guarded, openGate } from "../src/access/api.ts";
import { receive } from "../src/intake/api.ts";
import {
  beginDemonstration,
  ensureMonths,
  isRefusal,
  migrate,
  newId,
  newSecret,
  openDatabase,
  openHttpServer,
  openKeyring,
  startPrivatePostgres,
  systemActor,
  systemClock,
  type Database,
  type Transaction,
} from "../src/platform/api.ts";
import { openSubjectMarks, type SubjectMarks } from "../src/records/api.ts";
import { simulate } from "../src/simulation/api.ts";
import { euStrict } from "../src/vocabulary/api.ts";
import { groundBook, keptBook } from "../src/app/ground-book.ts";

const option = (name: string, byDefault: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? byDefault : Number(process.argv[at + 1]);
};
const requests = option("requests", 2_000);
const flights = option("flights", 40);
const folder = mkdtempSync(join(tmpdir(), "openpiu-bench-"));
const postgres = await startPrivatePostgres({ dataFolder: folder, notice: () => undefined });
const clock = systemClock;
const someone = "01900000-0000-7000-8000-000000000001";
/** What is asked: a reading, or an act that writes a row; each by the law and without it. */
const kinds = ["plain reading", "lawful reading", "plain act", "lawful act"] as const;
type Kind = (typeof kinds)[number];
const today = new Date().toISOString().slice(0, 10);
try {
  console.log(
    `the law's part, durable (fsync on); ${cpus()[0]?.model}, ${cpus().length} cores; Node ${process.version}; load ${loadavg()[0]?.toFixed(1)}`,
  );
  await migrate(postgres.url);
  const database = openDatabase({ url: postgres.url, clock, profile: () => "eu-strict" });
  // Before anybody has an account: who is invented is screened without an assessment.
  await database.transaction(systemActor("access"), beginDemonstration);
  await perRequest(database);
  await perPassenger();
  console.log(`load at the end ${loadavg()[0]?.toFixed(1)}`);
} catch (problem) {
  console.error(problem);
  process.exitCode = 1;
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** The value that this part of all values does not exceed, in milliseconds. */
function p(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

/**
 * One request after the other over the server's own door, by turns. The plain ones are of the same shape: over the same server, of
 * somebody signed in, whose session is looked up; without what lets a role act, policies, ground, row-level security by
 * purpose and the ledger.
 */
async function perRequest(database: Database): Promise<void> {
  const server = openHttpServer({ clock, listensOnLoopback: true, logSink: { write: () => undefined } });
  openGate(server, {
    database,
    clock,
    demonstration: false,
    secureCookie: false,
    grounds: groundBook,
    kept: keptBook,
  });
  const { headers, token } = await anOfficer(database);
  await somethingToActOn(database);
  const read = { name: "bench-read", text: "select 1" };
  const write = {
    name: "bench-write",
    text: "insert into bench.act values ($1, $2)",
  };
  for (const [part, act] of [
    ["reading", false],
    ["act", true],
  ] as const) {
    const carryOut = (tx: Transaction) => (act ? tx.query(write, [newId(tx.at), tx.at]) : tx.query(read));
    guarded(
      server,
      {
        method: "GET",
        url: `/api/lawful/${part}/:key`,
        action: "view-person",
        purpose: "needed",
        shows: { kind: "person", param: "key" },
      },
      async (request, actor) =>
        database.transaction(actor, async (tx) => {
          await carryOut(tx);
          tx.record({
            action: "person.viewed",
            subjectKind: "person",
            subjectId: (request.params as { readonly key: string }).key,
            about: [someone],
          });
          return { shown: true };
        }),
    );
    server.get(`/api/plain/${part}/:key`, async (request) => {
      const hash = createHash("sha256").update(token).digest();
      assert(request.headers.cookie?.includes(token));
      const [session] = await database.look(systemActor("bench"), (tx) =>
        tx.query(
          {
            name: "bench-session",
            text: `select p.person_id, p.display_name, s.session_id, s.expires_at from access.session s join access.person p using (person_id)
                   where s.token_hash = $1 and s.expires_at > $2 and p.disabled_at is null`,
          },
          [hash, tx.at],
        ),
      );
      assert(session !== undefined);
      return database.transaction(systemActor("bench"), async (tx) => {
        await carryOut(tx);
        return { shown: true };
      });
    });
  }
  const key = `${today}_${someone}_${someone}`;
  const times: Record<Kind, number[]> = {
    "plain reading": [],
    "lawful reading": [],
    "plain act": [],
    "lawful act": [],
  };
  const processor: Record<Kind, number> = {
    "plain reading": 0,
    "lawful reading": 0,
    "plain act": 0,
    "lawful act": 0,
  };
  for (let n = 0; n < requests + 200; n += 1)
    for (const kind of kinds) {
      const cpu = process.cpuUsage();
      const start = performance.now();
      const answer = await server.inject({ url: `/api/${kind.replace(" ", "/")}/${key}`, headers });
      const took = performance.now() - start;
      const used = process.cpuUsage(cpu);
      if (answer.statusCode !== 200) throw new Error(`${kind}: ${answer.statusCode} ${answer.body}`);
      if (n < 200) continue;
      times[kind].push(took);
      processor[kind] += used.user + used.system;
    }
  for (const kind of kinds)
    console.log(
      `${kind.padEnd(15)} p50 ${p(times[kind], 0.5).toFixed(2)}, p90 ${p(times[kind], 0.9).toFixed(2)}, p99 ${p(times[kind], 0.99).toFixed(2)} ms; ${(processor[kind] / requests / 1000).toFixed(2)} ms of the server's processor`,
    );
  for (const part of ["reading", "act"] as const) {
    const [lawful, plain] = [times[`lawful ${part}`], times[`plain ${part}`]];
    const more = (of: number) => (p(lawful, of) - p(plain, of)).toFixed(2);
    console.log(
      `law adds to a ${part}: p50 ${more(0.5)}, p90 ${more(0.9)}, p99 ${more(0.99)} ms (limit 2 ms p99)${part === "reading" ? "; of it the commit to disk that the entry of a reading needs and a plain reading does not" : ""}`,
    );
  }
  await server.close();
  await database.close();
}

/** A table to write to, and a flight on its way, which the ground of the shift is asked about. */
async function somethingToActOn(database: Database): Promise<void> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(
    `create schema bench; create table bench.act (id uuid primary key, at timestamptz not null);
     grant usage on schema bench to openpiu_app; grant insert on bench.act to openpiu_app`,
  );
  await client.end();
  await ensureMonths(database, ["records.flight"], new Date());
  await database.transaction(systemActor("bench"), (tx) =>
    tx.query(
      `insert into records.flight (flight_date, flight_id, carrier, number, origin, destination, direction, departs_at, arrives_at,
         first_received_at, last_received_at)
       values ($1, $2, 'J2', '8', 'IST', 'GYD', 'inbound', $3, $3::timestamptz + interval '3 hours', $3, $3)`,
      [today, someone, tx.at],
    ),
  );
}

/** A watch officer with a session as signed in by a passkey. */
async function anOfficer(
  database: Database,
): Promise<{ readonly token: string; readonly headers: Record<string, string> }> {
  const token = newSecret();
  await database.transaction(systemActor("bench"), async (tx) => {
    const person = newId(tx.at);
    await tx.query(
      "insert into access.person (person_id, sign_in_name, display_name, created_at) values ($1, 'bench', 'Bench', $2)",
      [person, tx.at],
    );
    await tx.query("insert into access.role_grant values ($1, 'watch-officer', $2, 'system:bench')", [
      person,
      tx.at,
    ]);
    // Vetted, trained and on watch: else the role does not act.
    await tx.query(
      `insert into access.vetting (vetting_id, person_id, authority, reference, vetted_at, expires_at, recorded_by, recorded_at)
       values (gen_random_uuid(), $1, 'bench', 'bench', $2::timestamptz - interval '1 day', $2::timestamptz + interval '1 year', 'system:bench', $2)`,
      [person, tx.at],
    );
    await tx.query(
      `insert into access.certificate (certificate_id, person_id, course, issuer, reference, issued_at, expires_at, recorded_by, recorded_at)
       select gen_random_uuid(), $1::uuid, course, 'bench', 'bench', $2::timestamptz - interval '1 day', $2::timestamptz + interval '1 year',
         'system:bench', $2
       from (select role from access.role_condition union select 'human-rights') as c (course)`,
      [person, tx.at],
    );
    await tx.query(
      `insert into access.shift (shift_id, person_id, role, starts_at, planned_by, planned_at, taken_at)
       values (gen_random_uuid(), $1, 'watch-officer', $2::timestamptz - interval '1 hour', 'system:bench', $2,
         $2::timestamptz - interval '1 hour')`,
      [person, tx.at],
    );
    await tx.query(
      `insert into access.session (session_id, token_hash, person_id, created_at, last_seen_at, expires_at, strength, authenticated_at)
       values ($1, $2, $3, $4, $4, $4::timestamptz + interval '12 hours', 'passkey', $4)`,
      [newId(tx.at), createHash("sha256").update(token).digest(), person, tx.at],
    );
  });
  return {
    token,
    headers: { cookie: `openpiu=${token}`, "x-purpose": "TERR", "x-ground": "offence:TERR" },
  };
}

/** The lists and pushes of whole flights into two databases in turn: one keeps the ledger, in the other nothing is recorded. */
async function perPassenger(): Promise<void> {
  const keys = await openKeyring({ firstKeyFile: join(folder, "bench.key"), folder: join(folder, "keys") });
  const other = mkdtempSync(join(tmpdir(), "openpiu-bench-"));
  const second = await startPrivatePostgres({ dataFolder: other, notice: () => undefined });
  await migrate(second.url);
  const databases: Database[] = [];
  const intakeOf = async (lawful: boolean) => {
    const { url } = lawful ? postgres : second;
    const opened = openDatabase({ url, clock, profile: () => "eu-strict", connections: 4 });
    databases.push(opened);
    if (!lawful) await opened.transaction(systemActor("access"), beginDemonstration);
    await ensureMonths(
      opened,
      ["records.flight", "records.leg", "records.booking", "records.traveller", "records.change"],
      new Date(),
    );
    const silent: Database = {
      ...opened,
      transaction: (actor, work) =>
        opened.transaction(actor, (tx) => work({ ...tx, record: () => undefined })),
    };
    const nobody: Pick<SubjectMarks, "of"> = { of: async (persons) => persons.map(() => []) };
    return {
      database: lawful ? opened : silent,
      subjects: lawful ? openSubjectMarks(keys.periods) : nobody,
      screening: {
        screen: async (persons: readonly object[]) => ({
          persons: persons.map((person) => ({ ...person, matches: [] })),
          by: { engineVersion: "bench", lists: [] },
        }),
      } as unknown as Parameters<typeof receive>[0]["screening"],
      profile: euStrict,
      key: Buffer.alloc(32, 7),
      quarantine: {
        carrier: { messages: 1_000, bytes: 100_000_000 },
        stranger: { messages: 1_000, bytes: 100_000_000 },
      },
    };
  };
  const services = { lawful: await intakeOf(true), lawless: await intakeOf(false) };
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const single = new Set(["api-request", "api-change", "api-cancel"]);
  const took = { lawful: 0, lawless: 0 };
  let passengers = 0;
  let turn = 0;
  for (const { messages } of simulate({ seed: 7, flights: flights + 5, day })) {
    turn += 1;
    for (const message of messages.filter(({ purpose }) => !single.has(purpose))) {
      // Whoever comes second finds the processor warm: they take turns in that too.
      const order = turn % 2 === 0 ? (["lawful", "lawless"] as const) : (["lawless", "lawful"] as const);
      for (const kind of order) {
        const start = performance.now();
        const received = await receive(services[kind], {
          bytes: Buffer.from(message.bytes),
          channel: "http",
          sender: null,
          idempotencyKey: null,
        });
        if (isRefusal(received)) throw new Error(received.refused.detail);
        // The first flights warm up.
        if (turn > 5) took[kind] += performance.now() - start;
      }
      if (turn > 5) passengers += message.expected.travellers;
    }
  }
  const rate = (kind: "lawful" | "lawless") => Math.round(passengers / (took[kind] / 1000));
  console.log(
    `batch intake, one at a time, ${passengers} passengers, without screening (which would make the share smaller): ${rate("lawless")} passengers/s without the ledger, ${rate("lawful")} with entries, persons and pseudonyms: ${((took.lawful / took.lawless - 1) * 100).toFixed(1)} % more time (limit 15 %)`,
  );
  for (const database of databases) await database.close();
  await second.stop();
  rmSync(other, { recursive: true, force: true });
}
