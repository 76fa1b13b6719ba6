// Measures what a change of a list costs: its entries against every traveller still to come, and one urgent entry.
// Run: npm run bench -- rescreening [--travellers N] [--list N] [--changed N]
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { rescreenList } from "../src/cases/rescreening.ts";
import {
  beginDemonstration,
  ensureMonths,
  manualClock,
  migrate,
  migrateJobs,
  newId,
  openDatabase,
  startPrivatePostgres,
  systemActor,
} from "../src/platform/api.ts";
import { applyPassengerList } from "../src/records/api.ts";
import { aListedTraveller, aPassengerList } from "../src/records/fixtures.ts";
import { openScreening } from "../src/screening/api.ts";
import { syntheticWatchlist } from "../src/simulation/api.ts";
import { euStrict } from "../src/vocabulary/api.ts";
import type { ListEntry } from "../src/watchlists/api.ts";
import { aList, aVersion } from "../src/watchlists/fixtures.ts";

const option = (name: string, byDefault: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? byDefault : Number(process.argv[at + 1]);
};
const travellers = option("travellers", 90_000);
const listed = option("list", 10_000);
const changed = option("changed", 1_000);
const perFlight = 180;
const actor = systemActor("bench");
const clock = manualClock(new Date("2026-11-21T10:00:00Z"));
const folder = mkdtempSync(join(tmpdir(), "openpiu-bench-"));

const postgres = await startPrivatePostgres({ dataFolder: folder, notice: () => undefined });
const database = openDatabase({ url: postgres.url, clock, connections: 6 });
try {
  await migrate(postgres.url);
  await migrateJobs(postgres.url);
  await database.transaction(systemActor("access"), beginDemonstration);
  await ensureMonths(
    database,
    ["records.flight", "records.leg", "records.traveller", "records.change"],
    clock.now(),
  );
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  console.log(
    `re-screening, durable (fsync on); commit ${commit}; ${cpus()[0]?.model}, ${cpus().length} cores shared by server and database; Node ${process.version}`,
  );
  await measure();
} finally {
  await database.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  const entries = [...syntheticWatchlist(1, listed + changed + 1)].map((entry) => ({
    ...entry,
    list: "BENCH",
  }));
  const listId = await database.transaction(actor, (tx) => aList(tx, entries.slice(0, listed), "BENCH"));
  await seed();
  const screening = openScreening({
    database,
    live: null,
    onProblem: (problem) => console.error(problem),
  });
  const built = await timed(() => screening.upToDate());
  console.log(
    `index of ${listed} entries read from the database and built in its thread: ${seconds(built.ms)}`,
  );

  await database.transaction(actor, (tx) => aVersion(tx, listId, entries.slice(0, listed + changed)));
  const followed = await timed(() => screening.upToDate());
  const change = await timed(() =>
    rescreenList({ database, screening, profile: euStrict }, { listId, from: 1 }),
  );
  const done = change.value;
  const rate = Math.round((done?.travellers ?? 0) / (change.ms / 1000));
  console.log(
    `${done?.entries} changed entries: in force for new messages after ${seconds(followed.ms)}; ${done?.travellers} travellers screened against them in ${seconds(change.ms)} (${rate} travellers/s, ${Math.round((change.processorMs * 1000) / (done?.travellers ?? 1))} µs of processor time each in the server; at this rate a million: ${seconds((1e6 / rate) * 1000)}, limit 60 s), ${done?.raised} alerts`,
  );

  const urgent = await timed(async () => {
    await database.transaction(actor, (tx) => aVersion(tx, listId, entries));
    await screening.upToDate();
  });
  const late = await timed(() =>
    rescreenList({ database, screening, profile: euStrict }, { listId, from: 2 }),
  );
  console.log(
    `one urgent entry: against new messages after ${seconds(urgent.ms)} (limit 5 s), against everyone still to come after ${seconds(urgent.ms + late.ms)}`,
  );
  await screening.close();
}

/** Travellers on flights of the coming two days, with names of the same kind as the list's. */
async function seed(): Promise<void> {
  const names: ListEntry[] = [...syntheticWatchlist(2, travellers)];
  for (let flight = 0; flight * perFlight < travellers; flight += 1) {
    const aboard = names.slice(flight * perFlight, (flight + 1) * perFlight).map((entry, at) => {
      const name = entry.names[0];
      const [dob] = entry.dobs;
      return aListedTraveller({
        surname: name?.surname ?? name?.full ?? "X",
        given: name?.given ?? null,
        birthDate: dob !== undefined && "date" in dob ? dob.date : null,
        sex: entry.sex,
        nationality: entry.nationalities[0] ?? null,
        documents: [
          { type: "P", number: `B${flight * perFlight + at + 10_000_000}`, issuer: "AZE", expires: null },
        ],
        locator: null,
      });
    });
    const day = flight % 2 === 0 ? "2026-11-22" : "2026-11-23";
    const leg = {
      from: "IST",
      to: "GYD",
      departs: `${day}T14:30`,
      arrives: `${day}T18:25`,
      border: true as const,
    };
    const list = aPassengerList(aboard, {
      flights: [{ carrier: "J2", number: String(flight + 1), suffix: null, legs: [leg] }],
    });
    await database.transaction(actor, (tx) =>
      applyPassengerList(tx, { receiptId: newId(tx.at), list, state: "AZ", sentOn: "2026-11-21" }),
    );
  }
}

/** Wall time, and the processor time of the server with its threads: the database's is not in it. */
async function timed<Value>(
  work: () => Promise<Value>,
): Promise<{ value: Value; ms: number; processorMs: number }> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, ms: performance.now() - started, processorMs: (user + system) / 1000 };
}

function seconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
