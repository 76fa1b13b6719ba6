// Measures masking and deletion: records a second from the due instant to the certificates, beside what the database alone takes.
// Run: npm run bench -- retention [--travellers N]
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { Client } from "pg";
import { expiringKinds } from "../src/app/unit.ts";
import { monthlyTables } from "../src/app/housekeeping.ts";
import {
  ensureMonths,
  manualClock,
  migrate,
  openDatabase,
  openKeyring,
  startPrivatePostgres,
  type Database,
} from "../src/platform/api.ts";
import { deleteExpired, maskExpired } from "../src/retention/api.ts";
import { euStrict } from "../src/vocabulary/api.ts";

const given = process.argv.indexOf("--travellers");
const travellers = given < 0 ? 120_000 : Number(process.argv[given + 1]);
/** Each fourth traveller has a booking of three, each third an entry in the history. */
const perBooking = 3;
const limit = 20_000;
const received = new Date("2026-03-05T10:00:00Z");
const due = new Date("2026-09-05T00:00:00Z");
const clock = manualClock(received);
/** Of /proc, where there is one: a second has 100 ticks there. */
const ticks = 100;
/** Records a second that the database alone deletes. */
let alonePerSecond = 0;
const folder = mkdtempSync(join(tmpdir(), "openpiu-bench-"));
const postgres = await startPrivatePostgres({ dataFolder: folder, notice: () => undefined });
try {
  await migrate(postgres.url);
  await measure();
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  const database = openDatabase({ url: postgres.url, clock, connections: 4, profile: () => "bench" });
  const admin = new Client({
    connectionString: postgres.url.replace("//openpiu@/openpiu?", "//postgres@/openpiu?"),
  });
  await admin.connect();
  await ensureMonths(database, monthlyTables, clock.now());
  try {
    const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
    console.log(
      `masking and deletion, durable (fsync on); commit ${commit}; ${cpus()[0]?.model}, ${cpus().length} cores shared by server and database; Node ${process.version}; load ${loadavg()[0]?.toFixed(1)}`,
    );
    await fill(admin);
    await alone(admin);
    await masking(database, admin);
    await deletion(database, admin, "masked, with their places in the vault");
    await fill(admin);
    await deletion(database, admin, "in clear");
  } finally {
    await database.close();
    await admin.end();
  }
}

async function count(admin: Client): Promise<number> {
  const { rows } = await admin.query<{ n: string }>(
    "select (select count(*) from records.traveller) + (select count(*) from records.booking) + (select count(*) from records.change) as n",
  );
  return Number(rows[0]?.n);
}

/** A month of flights, 180 travellers each, with documents, contacts, payments and remarks of usual length. */
async function fill(admin: Client): Promise<void> {
  clock.set(received);
  const flights = Math.ceil(travellers / 180);
  await admin.query(
    `insert into records.flight (flight_date, flight_id, carrier, number, origin, destination, direction, departs_at, arrives_at,
       first_received_at, last_received_at)
     select date '2026-03-05' + n % 20, gen_random_uuid(), 'J2', n::text, 'IST', 'GYD', 'inbound', $1, $1, $1, $1
     from generate_series(1, $2::int) n on conflict do nothing`,
    [received, flights],
  );
  await admin.query(
    `create temp table one as
     select f.flight_date, f.flight_id, f.first_received_at + f.number::int * interval '1 second' as received, n,
       gen_random_uuid() as traveller_id, gen_random_uuid() as person_id,
       'NAME' || f.number || 'X' || n as surname, 'D' || f.number || n as document
     from records.flight f, generate_series(1, 180) n where f.carrier = 'J2' and f.number::int <= $1`,
    [flights],
  );
  await admin.query(
    `insert into records.booking (flight_date, flight_id, booking_id, locator, host, state, detail, content_hash, receipt_id,
       segment, first_received_at, last_received_at)
     select flight_date, flight_id, traveller_id, 'L' || substr(md5(surname), 1, 5) || n, 'J2', 'active', jsonb_build_object(
       'createdAt', '2026-02-01', 'segments', jsonb_build_array(jsonb_build_object('carrier', 'J2', 'number', '8', 'origin', 'IST')),
       'contacts', jsonb_build_object('phones', jsonb_build_array('+99450' || n), 'emails', jsonb_build_array(surname || '@example.invalid'), 'addresses', '[]'::jsonb),
       'payments', jsonb_build_array(jsonb_build_object('form', 'CC', 'amount', '100', 'currency', 'AZN', 'card', '400000XXXXXX' || n)),
       'remarks', jsonb_build_array('WINDOW SEAT PLEASE FOR ' || surname)), '', gen_random_uuid(), 1, received, received
     from one where n % $1 = 0`,
    [perBooking],
  );
  await admin.query(
    `insert into records.traveller (flight_date, flight_id, traveller_id, person_id, source, role, state, surname, given, name_key,
       sex, birth_date, nationality, locator, seat, document_numbers, detail, booking_id, content_hash, receipt_id, segment,
       first_received_at, last_received_at)
     select flight_date, flight_id, traveller_id, person_id, case when n % 2 = 0 then 'api' else 'pnr' end, 'passenger', 'boarded', surname, 'GIVEN' || n,
       'GIVEN' || n || ' ' || surname, 'F', '1980-01-01', 'AZE', 'L' || n, n || 'A', array[document], jsonb_build_object(
       'documents', jsonb_build_array(jsonb_build_object('type', 'P', 'number', document, 'issuer', 'AZE', 'expires', '2031-01-01')),
       'embark', 'IST', 'debark', 'GYD', 'residence', 'AZE', 'addresses', jsonb_build_array(jsonb_build_object('line', n || ' STREET', 'city', 'BAKU')),
       'bags', '[]'::jsonb, 'title', 'MS'), case when n % $1 = 0 then traveller_id end, '', gen_random_uuid(), 1, received, received
     from one`,
    [perBooking],
  );
  await admin.query(
    `insert into records.change (flight_date, flight_id, change_id, subject_kind, subject_id, version, at, what, receipt_id, fields)
     select flight_date, flight_id, gen_random_uuid(), 'traveller', traveller_id, 2, received, 'changed', gen_random_uuid(),
       '[{"field": "seat", "before": "1A", "after": "2A"}]' from one where n % $1 = 1`,
    [perBooking],
  );
  await admin.query("drop table one");
  await admin.query(
    "vacuum (analyze) records.traveller, records.booking, records.change, records.document_use",
  );
}

/** What the database takes to lose the same rows in one statement, undone: no vault, no certificate, no steps. */
async function alone(admin: Client): Promise<void> {
  const records = await count(admin);
  await admin.query("begin");
  await admin.query("set local session_replication_role = replica");
  const start = used();
  for (const table of ["change", "traveller", "booking"]) await admin.query(`delete from records.${table}`);
  alonePerSecond = tell("database alone, one statement a table, nothing kept of it", records, start);
  await admin.query("rollback");
  await admin.query("vacuum (analyze) records.traveller, records.booking, records.change");
}

type Used = { readonly at: number; readonly server: number; readonly database: number };

/** Seconds of the clock, and of processor time by this process and by the database with all its processes (on Linux). */
function used(): Used {
  const { user, system } = process.cpuUsage();
  return { at: performance.now() / 1000, server: (user + system) / 1e6, database: databaseSeconds() };
}

function databaseSeconds(): number {
  const file = readdirSync(folder, { recursive: true, encoding: "utf8" }).find((name) =>
    name.endsWith("postmaster.pid"),
  );
  if (file === undefined || !existsSync("/proc/self/stat")) return 0;
  const postmaster = Number(readFileSync(join(folder, file), "utf8").split("\n")[0]);
  let sum = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const stat = statOf(pid);
    // After the name in brackets: state, parent, …; the 12th to the 15th are its own time and that of its ended children.
    const fields =
      stat
        ?.slice(stat.lastIndexOf(")") + 2)
        .split(" ")
        .map(Number) ?? [];
    if (Number(pid) === postmaster) sum += fields.slice(11, 15).reduce((one, other) => one + other, 0);
    else if (fields[1] === postmaster) sum += (fields[11] ?? 0) + (fields[12] ?? 0);
  }
  return sum / ticks;
}

/** Null where the process has ended meanwhile. */
function statOf(pid: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return null;
  }
}

function tell(what: string, records: number, from: Used): number {
  const to = used();
  const rate = records / (to.at - from.at);
  const [server, database] = [to.server - from.server, to.database - from.database];
  const peer = alonePerSecond === 0 ? "" : `; ×${(rate / alonePerSecond).toFixed(2)} of the database alone`;
  console.log(
    `${what}: ${records} records, ${Math.round(rate)} records/s (limit ${limit}: ×${(rate / limit).toFixed(2)}${peer}); processor time: server ${server.toFixed(1)} s, database ${database.toFixed(1)} s, ${Math.round(records / (server + database))} records a second of one core`,
  );
  return rate;
}

async function masking(database: Database, admin: Client): Promise<void> {
  clock.set(due);
  const key = await openKeyring({ firstKeyFile: join(folder, "first.key"), folder: join(folder, "keys") });
  const profile = { initial: { ...euStrict.initial, effect: "mask" as const } };
  const records = await count(admin);
  const start = used();
  const masked = await maskExpired({ database, profile, key });
  tell("masking into the vault", records, start);
  if (masked !== records) throw new Error(`masked ${masked} of ${records}`);
  await admin.query("vacuum (analyze) records.traveller, records.booking, records.change, retention.vault");
}

async function deletion(database: Database, admin: Client, what: string): Promise<void> {
  const records = await count(admin);
  clock.set(what === "in clear" ? due : new Date("2031-03-05T00:00:00Z"));
  const effect = what === "in clear" ? ("delete" as const) : ("mask" as const);
  const profile = { initial: { ...euStrict.initial, effect } };
  const start = used();
  const certificates = await deleteExpired({ database, profile, expiring: expiringKinds });
  tell(`deletion, ${what}`, records, start);
  const certified = certificates.reduce((sum, one) => sum + one.records, 0);
  if (certified !== records || (await count(admin)) !== 0)
    throw new Error(`certified ${certified} of ${records}`);
}
