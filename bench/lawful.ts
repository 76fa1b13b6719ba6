// Measures what the law costs: a person's request with gate and ledger beside the same without, and batch intake with the ledger beside
// the same without; both turn by turn in the same run, so that the load of the machine is the same for both.
// Run: npm run bench -- lawful [--requests N] [--flights N]
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
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
} from "../src/platform/api.ts";
import { openSubjectMarks, type SubjectMarks } from "../src/records/api.ts";
import { simulate } from "../src/simulation/api.ts";
import { euStrict } from "../src/vocabulary/api.ts";
import { groundBook } from "../src/app/ground-book.ts";

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
try {
  console.log(
    `the law's part, durable (fsync on); ${cpus()[0]?.model}, ${cpus().length} cores; Node ${process.version}; load ${loadavg()[0]?.toFixed(1)}`,
  );
  await migrate(postgres.url);
  await perRequest(openDatabase({ url: postgres.url, clock, profile: () => "eu-strict" }));
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

/** One request after the other over the server's own door, with and without gate and ledger in turn. */
async function perRequest(database: Database): Promise<void> {
  const server = openHttpServer({ clock, listensOnLoopback: true, logSink: { write: () => undefined } });
  openGate(server, { database, clock, demonstration: false, secureCookie: false, grounds: groundBook });
  const headers = await anOfficer(database);
  guarded(
    server,
    {
      method: "GET",
      url: "/api/lawful/:key",
      action: "view-person",
      purpose: "needed",
      shows: { kind: "person", param: "key" },
    },
    async (request, actor) =>
      database.transaction(actor, async (tx) => {
        await tx.query("select 1");
        tx.record({
          action: "person.viewed",
          subjectKind: "person",
          subjectId: (request.params as { readonly key: string }).key,
          about: [someone],
        });
        return { shown: true };
      }),
  );
  server.get("/api/lawless/:key", async () =>
    database.transaction(systemActor("bench"), async (tx) => {
      await tx.query("select 1");
      return { shown: true };
    }),
  );
  const key = `2026-11-23_${someone}_${someone}`;
  const times: Record<"lawful" | "lawless", number[]> = { lawful: [], lawless: [] };
  for (let n = 0; n < requests + 200; n += 1)
    for (const kind of ["lawless", "lawful"] as const) {
      const start = performance.now();
      const answer = await server.inject({ url: `/api/${kind}/${key}`, headers });
      const took = performance.now() - start;
      if (answer.statusCode !== 200) throw new Error(`${kind}: ${answer.statusCode} ${answer.body}`);
      if (n >= 200) times[kind].push(took);
    }
  const line = (kind: "lawful" | "lawless") =>
    `p50 ${p(times[kind], 0.5).toFixed(2)}, p99 ${p(times[kind], 0.99).toFixed(2)} ms`;
  const added = times.lawful.map((took, at) => took - (times.lawless[at] ?? 0));
  console.log(
    `request without gate and ledger (one query): ${line("lawless")}\nrequest with session, policy, ground, row-level security and one entry: ${line("lawful")}\nadded: p50 ${(p(times.lawful, 0.5) - p(times.lawless, 0.5)).toFixed(2)} ms, p99 ${(p(times.lawful, 0.99) - p(times.lawless, 0.99)).toFixed(2)} ms (limit 2 ms p99); request by request p50 ${p(added, 0.5).toFixed(2)}, p99 ${p(added, 0.99).toFixed(2)} ms`,
  );
  await server.close();
  await database.close();
}

/** A watch officer with a session as signed in by a passkey. */
async function anOfficer(database: Database): Promise<Record<string, string>> {
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
  return { cookie: `openpiu=${token}`, "x-purpose": "TERR", "x-ground": "offence:TERR" };
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
    await opened.transaction(systemActor("access"), beginDemonstration);
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
