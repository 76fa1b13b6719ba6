// Every table of the database against the register of what expires; runs that delete, stop, go on and certify.
import { Client } from "pg";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import {
  manualClock,
  newId,
  openDatabase,
  openDeletionJournal,
  openHorizon,
  openKeyring,
  strictlyKeptFrom,
  systemActor,
  type Database,
} from "#platform";
import { applyBookings, applyPassengerList } from "#records";
import { deleteExpired, reapplyDeletions, takeUpHorizon } from "#retention";
import { euStrict } from "#vocabulary";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { aBooking, aListedTraveller, aPassengerList } from "../records/fixtures.ts";
import { expiringKinds } from "./unit.ts";

const first = new Date("2026-11-20T10:00:00Z");
const due = new Date("2027-05-20T00:00:00Z");
const clock = manualClock(first);
let fresh: FreshDatabase;
let db: Database;
let admin: Client;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase({ url: fresh.url, clock, connections: 3, profile: () => "eu-strict 2026.1" });
  admin = new Client({ connectionString: fresh.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await db.close();
  await fresh.drop();
});
beforeEach(async () => {
  clock.set(first);
  await admin.query(
    "truncate records.traveller, records.booking, records.change, records.document_use, retention.deleted, retention.masking, retention.certificate, retention.run",
  );
});

const services = () => ({ database: db, profile: euStrict, expiring: expiringKinds });
const rows = async (text: string) => (await admin.query<Record<string, unknown>>(text)).rows;
const count = async (table: string) => Number((await rows(`select count(*) as n from ${table}`))[0]?.["n"]);

async function arrives(travellers: number): Promise<void> {
  await db.transaction(systemActor("test"), async (tx) => {
    const list = aPassengerList(
      Array.from({ length: travellers }, (_, at) =>
        aListedTraveller({
          surname: `PERSON${"ABCDEFGHIJ"[at % 10] ?? ""}${"ABCDEFGHIJ"[Math.floor(at / 10)] ?? ""}`,
          locator: `L${at}`,
          seat: `${at}A`,
          documents: [{ type: "P", number: `C${1_000_000 + at}`, issuer: "AZE", expires: null }],
        }),
      ),
    );
    await applyPassengerList(tx, { receiptId: newId(tx.at), list, state: "AZ", sentOn: "2026-11-20" });
    await applyBookings(tx, {
      receiptId: newId(tx.at),
      push: null,
      bookings: [aBooking({ locator: "ZZZ999" })],
      complete: false,
      full: true,
      state: "AZ",
    });
  });
}

/** Tables without personal data of travellers, each with what it holds instead. */
const withoutTravellers: Readonly<Record<string, string>> = {
  "access.": "staff and their sessions",
  "carriers.": "carriers",
  "certification.": "conformance tests: hashes and codes",
  "criteria.": "rules, figures and results without persons",
  "graphile_worker.": "ids of flights and lists",
  "law.": "the legal profile",
  "ledger.": "ids, kept for retention.audit",
  "public.": "migrations",
  "releases.": "versions and settings of the software",
  "quality.": "alerts by number, counts",
  "retention.": "runs, certificates and ids of what is gone; the vault goes with its record",
  "oversight.":
    "breaches and referrals: papers of the officer, sealed, without travellers' data of their own",
  "screening.": "models without persons",
  "platform.": "ids for live screens, 48 hours",
  "approvals.":
    "requests of the unit to the approver and their decisions: ids, views and reviews (PNRD-12.3)",
  "disclosures.authority": "authorities",
  "disclosures.transition": "which state follows which",
  "disclosures.keeping": "a period",
  "disclosures.notice": "references and figures, for the data protection officer",
  "evidence.": "figures by day, and documents about the unit without travellers' data",
  "inspections.": "the supervisory authority's papers about the unit, and the unit's answers",
  "exchange.partner": "units of other States",
  "exchange.announced_key": "public keys of units",
  "exchange.told_key": "thumbprints of this unit's keys, and whom it told of them",
  "exchange.withdrawn_certificate": "fingerprints of partners' certificates, by whom they were withdrawn",
  "exchange.outgoing":
    "ids and hashes; the words of a message go when it is delivered, or after 30 days, by exchange-send",
  "exchange.heard": "ids, a quarter of an hour",
  "exchange.line": "partners: failures in a row and how far a mailbox was read",
  "exchange.offence_class": "classes of offences",
  "exchange.incoming": "ids and codes",
  "watchlists.": "listed persons, by the lists' own review and expiry",
  "records.flight": "flights",
  "records.leg": "flights",
  "records.expected_push": "flights",
  "records.agreement": "agreements",
  "records.at_work": "the unit",
  "cases.protection_service": "services that help, and how they are reached",
  "cases.rescreening": "counts",
  "cases.suppressed_day": "counts",
  "cases.keeping": "periods",
  "cases.judged": "counts of results that are gone",
  "intake.answer_time": "counts",
  "intake.channel_seen": "carriers",
  "intake.carrier_file": "deleted with its expires_at by delete-expired-sources",
  "intake.telegram_part": "deleted with its expires_at by delete-expired-sources",
  "intake.series": "ids of rows, deleted by its own job within days",
  "intake.outage": "flights",
  "intake.channel_outage": "channels of carriers",
  "intake.outage_mail": "mailboxes of carriers",
  "intake.fallback_channel": "channels of carriers",
  "intake.last_at_work": "the unit",
  "intake.planned_stop": "the unit",
  "intake.push_request": "flights",
  "intake.quality": "counts",
  "intake.quarantine_refusal": "counts",
};

test("every table is in the register of what expires, or holds no traveller (LED-5, CoE108-5)", async () => {
  const tables =
    await rows(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`);
  const covered = new Set(
    expiringKinds.flatMap(({ table, takesAlong = [] }) => [table.replaceAll('"', ""), ...takesAlong]),
  );
  const missing = tables
    .map(({ name }) => String(name))
    .filter(
      (name) => !covered.has(name) && !Object.keys(withoutTravellers).some((known) => name.startsWith(known)),
    );
  expect(missing).toEqual([]);
});

test("each kind's rows are deletable and countable as the register says", async () => {
  for (const { table, id, clock: column } of expiringKinds) {
    const { fields } = await admin.query(`select ${id}, ${column} from ${table} limit 0`);
    expect(fields).toHaveLength(2);
  }
});

test("certificates count what was due, name its hash, and nothing is left (PNRD-12.4, CJEU817-257-262)", async () => {
  await arrives(25);
  clock.set(new Date(due.getTime() - 1000));
  expect(await deleteExpired(services())).toEqual([]);
  expect(await count("records.traveller")).toBe(26);
  clock.set(due);
  const independent = {
    traveller: await count("records.traveller"),
    booking: await count("records.booking"),
    change: await count("records.change"),
  };
  const ids = (await rows("select traveller_id from records.traveller order by 1")).map((row) =>
    String(row["traveller_id"]),
  );
  const certificates = await deleteExpired(services());
  for (const [kind, records] of Object.entries(independent).filter(([, n]) => n > 0))
    expect(certificates.find((each) => each.kind === kind)).toMatchObject({ records, class: "GENERAL" });
  const bytes = Buffer.concat(ids.map((id) => Buffer.from(id.replaceAll("-", ""), "hex")));
  expect(certificates.find((each) => each.kind === "traveller")?.idsHash).toBe(
    createHash("sha256").update(bytes).digest("hex"),
  );
  for (const table of ["traveller", "booking", "change", "document_use"])
    expect(await count(`records.${table}`)).toBe(0);
  expect(await deleteExpired(services())).toEqual([]);
  const [run] = await rows("select due, late, profile from retention.run");
  expect(run).toMatchObject({ due: { traveller: 26, booking: 1 }, late: 0, profile: "eu-strict 2026.1" });
});

test("a run that was stopped after any step is taken up again, and its certificates say all of it", async () => {
  await arrives(12);
  clock.set(due);
  const steps = { database: failingAfter(3), profile: euStrict, expiring: expiringKinds };
  await expect(deleteExpired(steps)).rejects.toThrow("killed");
  clock.set(new Date(due.getTime() + 3_600_000));
  const certificates = await deleteExpired(services());
  expect(certificates.find((each) => each.kind === "traveller")?.records).toBe(13);
  expect(await rows("select count(*)::int as n from retention.run")).toEqual([{ n: 1 }]);
  expect(await count("records.traveller")).toBe(0);
});

test("a run that comes more than a day late says how much was late", async () => {
  await arrives(4);
  clock.set(new Date(due.getTime() + 86_400_000 * 2));
  await deleteExpired(services());
  const [run] = await rows("select late from retention.run");
  expect(Number(run?.["late"])).toBeGreaterThanOrEqual(5);
});

test("what a copy of an earlier day brings back is deleted again by the journal outside, old addresses keep a tombstone (PNRD-12.4)", async () => {
  await arrives(6);
  const folder = await mkdtemp(join(tmpdir(), "openpiu-journal-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const outside = {
    deletions: openDeletionJournal(join(folder, "deletions")),
    key: await openKeyring({ firstKeyFile: join(folder, "first.key"), folder }),
  };
  await admin.query("create table backup as select * from records.traveller");
  clock.set(due);
  await deleteExpired({ ...services(), deletions: outside.deletions });
  expect(await reapplyDeletions(db, expiringKinds, outside)).toBeNull();
  // The database of the day before knows of no deletion.
  await admin.query("truncate retention.deleted");
  await admin.query("insert into records.traveller select * from backup");
  expect(await count("records.traveller")).toBe(7);
  expect(await reapplyDeletions(db, expiringKinds, outside)).toMatchObject({ traveller: 7 });
  expect(await count("records.traveller")).toBe(0);
  const [gone] = await rows("select traveller_id from backup limit 1");
  const found = await db.transaction({ id: "someone", roles: ["watch-officer"], purpose: null }, (tx) =>
    tx.query("select * from retention.tombstone($1)", [gone?.["traveller_id"]]),
  );
  expect(found).toMatchObject([{ kind: "traveller", class: "GENERAL", profile: "eu-strict 2026.1" }]);
  await admin.query("drop table backup");
});

test("where the journal cannot be written nothing is deleted, and what is due stays unreadable", async () => {
  await arrives(3);
  clock.set(due);
  const full = {
    note: () => Promise.reject(new Error("ENOSPC")),
    read: async () => [],
    forget: async () => 0,
  };
  await expect(deleteExpired({ ...services(), deletions: full })).rejects.toThrow("ENOSPC");
  expect(await count("records.traveller")).toBe(4);
  const seen = await db.transaction(systemActor("test"), (tx) => tx.query("select from records.traveller"));
  expect(seen).toEqual([]);
});

test("a deletion killed by the machine in the midst of its steps is ended by the next, every row once (PNRD-12.4)", async () => {
  await arrives(40);
  await admin.query(`update records.traveller t set clock_start = clock_start - o.n * interval '1 second'
    from (select traveller_id, row_number() over () as n from records.traveller) o where o.traveller_id = t.traveller_id`);
  const [before] = await rows("select count(*)::int as n from records.traveller");
  clock.set(due);
  const kinds = JSON.stringify(["traveller", "booking", "change"]);
  const dying = spawn(process.execPath, [
    fileURLToPath(new URL("retention-dying.ts", import.meta.url)),
    fresh.url,
    due.toISOString(),
    kinds,
  ]);
  onTestFinished(() => void dying.kill("SIGKILL"));
  let told = "";
  await new Promise<void>((ended) => {
    dying.stdout.on("data", (chunk: Buffer) => {
      told += chunk.toString();
      // It has deleted some and holds its next step open.
      if (told.includes("step 2")) dying.kill("SIGKILL");
    });
    dying.once("close", () => ended());
  });
  expect(told).toContain("step 2");
  const left = await count("records.traveller");
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(Number(before?.["n"]));
  expect(
    await db.transaction(systemActor("test"), (tx) => tx.query("select from records.traveller")),
  ).toEqual([]);
  const certificates = await deleteExpired(services());
  expect(certificates.find(({ kind }) => kind === "traveller")?.records).toBe(before?.["n"]);
  expect(await count("records.traveller")).toBe(0);
});

test("a database lost in the midst of a step loses that step whole", async () => {
  await arrives(5);
  clock.set(due);
  const losing: Database = {
    ...db,
    transaction: (actor, work) =>
      db.transaction(actor, async (tx) => {
        const done = await work(tx);
        const [there] = await tx.query<{ n: number }>("select count(*) as n from records.traveller");
        if (there?.n === 0)
          await admin.query(
            "select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and datname = current_database()",
          );
        return done;
      }),
  };
  await expect(deleteExpired({ ...services(), database: losing })).rejects.toThrow(
    /terminat|connection|EPIPE|ECONNRESET/i,
  );
  expect(await count("records.traveller")).toBe(6);
  const certificates = await deleteExpired(services());
  expect(certificates.find(({ kind }) => kind === "traveller")?.records).toBe(6);
});

test("a server's clock behind the database's, or gone back, reads nothing that has expired (PNRD-12.1)", async () => {
  await arrives(2);
  clock.set(due);
  await deleteExpired({ ...services(), expiring: [] });
  const horizon = openHorizon(strictlyKeptFrom);
  const behind = manualClock(new Date(first.getTime() + 1000));
  const other = openDatabase({ url: fresh.url, clock: behind, connections: 1, keptFrom: horizon.keptFrom });
  await other.transaction(systemActor("test"), (tx) => takeUpHorizon(tx, horizon));
  expect(
    await other.transaction(systemActor("test"), (tx) => tx.query("select from records.traveller")),
  ).toEqual([]);
  await other.close();
  // A connection that says no time at all sees nothing either.
  const bare = new Client({
    connectionString: fresh.url,
    options: "-c role=openpiu_app -c openpiu.roles=system",
  });
  await bare.connect();
  expect((await bare.query("select from records.traveller")).rowCount).toBe(0);
  await bare.end();
});

test("nobody but the retention deletes a receipt of the log of transport, and it does after a year (EUAPI13-17)", async () => {
  await db.transaction(systemActor("test"), async (tx) => {
    const id = newId(tx.at);
    await tx.query(
      "insert into intake.delivery (delivery_id, channel, received_at, bytes, sha256) values ($1, 'http', $2, 1, '\\x00')",
      [id, tx.at],
    );
    await tx.query(
      "insert into intake.receipt (receipt_id, delivery_id, ordinal, received_at, kind, state, sha256) values ($1, $1, 0, $2, 'PAXLST', 'processed', '\\x00')",
      [id, tx.at],
    );
  });
  await expect(
    db.transaction(systemActor("test"), (tx) => tx.query("delete from intake.receipt")),
  ).rejects.toMatchObject({ code: "42501" });
  clock.set(new Date("2027-11-19T23:59:59Z"));
  await deleteExpired(services());
  expect(await count("intake.receipt")).toBe(1);
  clock.set(new Date("2027-11-20T00:00:00Z"));
  expect((await deleteExpired(services())).map(({ kind }) => kind).toSorted()).toEqual([
    "delivery",
    "receipt",
  ]);
  expect(await count("intake.delivery")).toBe(0);
});

/** A database whose work ends after so many transactions, as if the process were killed. */
function failingAfter(steps: number): Database {
  let left = steps;
  return {
    ...db,
    transaction: (actor, work) => {
      left -= 1;
      return left < 0 ? Promise.reject(new Error("killed")) : db.transaction(actor, work);
    },
  };
}
