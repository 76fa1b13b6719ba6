// The vault on a real database: nothing in clear, nobody sees a row without a grant, nothing outlives its subject or its key.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  isRefusal,
  manualClock,
  newId,
  openDatabase,
  openKeyring,
  systemActor,
  type Database,
  type Keyring,
} from "#platform";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { destroyVaultKey, openFromVault, putInVault, type VaultGrant } from "./vault.ts";
import type { VaultSubject } from "./vault-store.ts";

const clock = manualClock(new Date("2026-11-23T12:00:00Z"));
const retention = systemActor("retention");
let fresh: FreshDatabase;
let database: Database;
let keyring: Keyring;
let base = "";
let flight = { date: "2026-05-20", id: "" };
beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, clock, connections: 3 });
  base = await mkdtemp(join(tmpdir(), "openpiu-vault-"));
  keyring = await openKeyring({ firstKeyFile: join(base, "first.key"), folder: join(base, "keys") });
  flight = { date: "2026-05-20", id: newId(clock.now()) };
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
  await rm(base, { recursive: true });
});

const subjectOf = (id: string): VaultSubject => ({
  kind: "traveller",
  flightDate: flight.date,
  flightId: flight.id,
  id,
});

async function asAdmin<Row extends Record<string, unknown>>(
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: fresh.adminUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

async function put(id: string, periodKey = "vault-2026-05"): Promise<void> {
  const elements = { names: { surname: "QWERTZ", given: "IMAGINARY" }, contact: { phones: ["+994 000"] } };
  const refused = await database.transaction(retention, (tx) =>
    putInVault(tx, keyring, [{ periodKey, subject: subjectOf(id), elements }]),
  );
  expect(refused).toBeUndefined();
}

const grantFor = (id: string, change: Partial<VaultGrant> = {}): VaultGrant => ({
  id: newId(clock.now()),
  personId: retention.id,
  subjects: [subjectOf(id)],
  elements: ["names"],
  until: new Date(clock.now().getTime() + 3_600_000),
  ...change,
});
const open = (grant: VaultGrant, id: string) =>
  database.transaction(retention, (tx) => openFromVault(tx, keyring, grant, subjectOf(id)));

test("only the approved elements of the one record, for the one person, to the second (PNRD-12.3)", async () => {
  const [id, other] = [newId(clock.now()), newId(clock.now())];
  await put(id);
  await put(other);
  expect(await open(grantFor(id), id)).toEqual({ names: { surname: "QWERTZ", given: "IMAGINARY" } });
  expect(await open(grantFor(id), other)).toMatchObject({ refused: { code: "grant-not-for-this" } });
  expect(await open(grantFor(id, { personId: newId(clock.now()) }), id)).toMatchObject({
    refused: { code: "grant-of-another" },
  });
  const until = clock.now();
  expect(await open(grantFor(id, { until }), id)).toMatchObject({ refused: { code: "grant-over" } });
  expect(isRefusal(await open(grantFor(id, { until: new Date(until.getTime() + 1) }), id))).toBe(false);
});

test("nothing is in clear in the table, and no role of people is shown a row (PNRD-12.2)", async () => {
  const id = newId(clock.now());
  await put(id);
  const rows = await asAdmin<{ sealed: Buffer; elements: string[] }>(
    "select sealed, elements from retention.vault where subject_id = $1",
    [id],
  );
  expect(rows[0]?.elements).toEqual(["names", "contact"]);
  expect(rows[0]?.sealed.toString("latin1")).not.toContain("QWERTZ");
  const roles = [
    "analyst",
    "supervisor",
    "watch-officer",
    "administrator",
    "data-protection-officer",
    "head",
  ];
  const seen = await database.transaction({ id: newId(clock.now()), roles, purpose: "TERR" }, (tx) =>
    tx.query("select from retention.vault"),
  );
  expect(seen).toEqual([]);
  await expect(
    database.transaction(systemActor("intake"), (tx) =>
      putInVault(tx, keyring, [
        { periodKey: "vault-2026-05", subject: subjectOf(newId(tx.at)), elements: { names: 1 } },
      ]),
    ),
  ).rejects.toThrow(/row-level security/);
  await expect(
    database.transaction(retention, (tx) => tx.query("update retention.vault set elements = '{}'")),
  ).rejects.toThrow(/permission denied/);
});

test("a row moved to another record, or altered, opens nothing", async () => {
  const [id, other] = [newId(clock.now()), newId(clock.now())];
  await put(id);
  await asAdmin("update retention.vault set subject_id = $2 where subject_id = $1", [id, other]);
  await expect(open(grantFor(other), other)).rejects.toThrow(/altered, or moved/);
});

test("a row dies with the traveller it was taken from, also when the traveller is deleted by SQL", async () => {
  const id = newId(clock.now());
  await put(id);
  const left = () => asAdmin("select from retention.vault where subject_id = $1", [id]);
  await asAdmin(
    `insert into records.traveller (flight_date, flight_id, traveller_id, person_id, source, role, state, surname, name_key,
       detail, content_hash, receipt_id, segment, first_received_at, last_received_at)
     values ($1, $2, $3, $3, 'pnr', 'passenger', 'boarded', '[masked]', '', '{}', '', $3, 1, now(), now())`,
    [flight.date, flight.id, id],
  );
  expect(await left()).toHaveLength(1);
  await asAdmin("delete from records.traveller where traveller_id = $1", [id]);
  expect(await left()).toEqual([]);
});

test("a key is destroyed only when no row needs it; then also a dump restored elsewhere opens nothing (PNRD-12.4)", async () => {
  const id = newId(clock.now());
  await put(id, "vault-2025-12");
  const { stdout } = await promisify(execFile)(
    "pg_dump",
    ["--data-only", "--table=retention.vault*", "--enable-row-security", "--inserts", fresh.adminUrl],
    { maxBuffer: 1 << 26, env: process.env },
  ).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return { stdout: "" };
    throw error;
  });
  const copy = await asAdmin<{ sealed: Buffer }>("select sealed from retention.vault where subject_id = $1", [
    id,
  ]);
  const destroy = () =>
    database.transaction(retention, (tx) => destroyVaultKey(tx, keyring, "vault-2025-12"));
  expect(await destroy()).toMatchObject({ refused: { code: "vault-not-empty" } });
  await asAdmin("delete from retention.vault where subject_id = $1", [id]);
  expect(await destroy()).toMatchObject({ name: "vault-2025-12", fingerprint: expect.any(String) });
  const [certificate] = await asAdmin<{ body: string }>(
    "select body from ledger.entry where action = 'key.destroyed' order by seq desc limit 1",
  );
  expect(JSON.parse(certificate?.body ?? "{}")).toMatchObject({ subjectId: "vault-2025-12" });
  // The backup comes back, from the dump where the machine has the program, else row by row.
  if (stdout === "") {
    await asAdmin(
      `insert into retention.vault values ($1, $2, 'traveller', $3, now(), 'vault-2025-12', '{names}', $4)`,
      [flight.date, flight.id, id, copy[0]?.sealed],
    );
  } else {
    await asAdmin("truncate retention.vault");
    const lines = stdout.split("\n").filter((line) => !line.startsWith("\\"));
    await asAdmin(`${lines.join("\n")}; reset all`);
  }
  expect(await open(grantFor(id), id)).toMatchObject({ refused: { code: "vault-key-destroyed" } });
  expect(
    await database.transaction(retention, (tx) =>
      putInVault(tx, keyring, [
        { periodKey: "vault-2025-12", subject: subjectOf(id), elements: { names: 1 } },
      ]),
    ),
  ).toMatchObject({ refused: { code: "vault-key-destroyed" } });
});

test("thousands a call", async () => {
  const items = Array.from({ length: 5_000 }, () => ({
    periodKey: "vault-2026-05",
    subject: subjectOf(newId(clock.now())),
    elements: { names: { surname: "A", given: "B" }, api: { detail: "x".repeat(400) } },
  }));
  await database.transaction(retention, (tx) => putInVault(tx, keyring, items));
  const last = items.at(-1)?.subject.id ?? "";
  expect(await open(grantFor(last), last)).toEqual({ names: { surname: "A", given: "B" } });
});
