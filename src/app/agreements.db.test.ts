// Data under an agreement: over to the second when the traveller has left, whoever knows of it first; longer only on prior review outside.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  manualClock,
  newId,
  openDatabase,
  openKeyring,
  systemActor,
  type Actor,
  type Database,
  type Keyring,
} from "#platform";
import { applyBookings, applyPassengerList, followAgreements, keepAgreementsAsProfileSays } from "#records";
import { deleteExpired, maskExpired } from "#retention";
import { euStrict, type PnrAgreement } from "#vocabulary";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { aBookedTraveller, aBooking, aListedTraveller, aPassengerList } from "../records/fixtures.ts";
import { expiringKinds } from "./unit.ts";

const first = new Date("2026-11-20T10:00:00Z");
const outOn = new Date("2026-12-01T06:00:00Z");
const clock = manualClock(first);
const folder = mkdtempSync(join(tmpdir(), "openpiu-agreements-"));
let fresh: FreshDatabase;
let db: Database;
let admin: Client;
let key: Keyring;
beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase({ url: fresh.url, clock, connections: 3, profile: () => "eu-strict 2026.1" });
  admin = new Client({ connectionString: fresh.adminUrl });
  await admin.connect();
  key = await openKeyring({ firstKeyFile: join(folder, "first.key"), folder: join(folder, "keys") });
});
afterAll(async () => {
  await admin.end();
  await db.close();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  clock.set(first);
  await admin.query(
    "truncate records.agreement, records.traveller, records.booking, records.change, records.document_use, records.flight, records.leg, retention.vault, retention.link, retention.deleted",
  );
  await under([agreement]);
});

const agreement: PnrAgreement = { name: "Agreement with TR", origins: ["state:TR"], stay: { days: 90 } };
let bound: readonly PnrAgreement[] = [];
async function under(agreements: readonly PnrAgreement[]): Promise<void> {
  bound = agreements;
  await keepAgreementsAsProfileSays(db, { agreements });
}
const services = (effect: "delete" | "mask" = "delete") => ({
  database: db,
  profile: { initial: { ...euStrict.initial, effect } },
  expiring: expiringKinds,
  key,
});
const as = (role: string): Actor => ({
  id: role,
  roles: [role],
  purpose: "TERR",
  ground: "offence:terrorism",
});
const rows = async (text: string, values: unknown[] = []) =>
  (await admin.query<Record<string, unknown>>(text, values)).rows;
const documents = [{ type: "P", number: "C7654321", issuer: "AZE", expires: null }];

/** By a booking and a list into Baku from Istanbul, as a message does. */
async function arrives(): Promise<void> {
  await db.transaction(systemActor("intake"), async (tx) => {
    const booked = await applyBookings(tx, {
      receiptId: newId(tx.at),
      push: null,
      bookings: [aBooking({ travellers: [aBookedTraveller({ ref: "1" })] })],
      complete: false,
      full: true,
      state: "AZ",
    });
    const listed = await applyPassengerList(tx, {
      receiptId: newId(tx.at),
      list: aPassengerList([aListedTraveller({ documents })]),
      state: "AZ",
      sentOn: "2026-11-20",
    });
    for (const change of [booked, listed])
      if (change !== null) await followAgreements(tx, change.flight, { agreements: bound });
  });
}
/** On a list of a flight out of Baku; `over` of the traveller. */
async function leaves(
  over: Partial<Parameters<typeof aListedTraveller>[0]> = {},
  departs = "2026-12-01T10:00",
): Promise<void> {
  await db.transaction(systemActor("intake"), async (tx) => {
    const list = aPassengerList([aListedTraveller({ documents, ...over })], {
      flights: [
        {
          carrier: "J2",
          number: "66",
          suffix: null,
          legs: [{ from: "GYD", to: "IST", departs, arrives: `${departs.slice(0, 10)}T23:00`, border: true }],
        },
      ],
    });
    const change = await applyPassengerList(tx, { receiptId: newId(tx.at), list, state: "AZ", sentOn: null });
    if (change === null) throw new Error("no flight");
    await followAgreements(tx, change.flight, { agreements: bound });
  });
}
const readable = (table = "records.traveller", where = "source = 'pnr'", role = "supervisor") =>
  db.transaction(as(role), async (tx) => (await tx.query(`select from ${table} where ${where}`)).length);
const onDisk = async () =>
  Number(
    (
      await rows("select count(*) as n from records.traveller where source = 'pnr' and agreement is not null")
    )[0]?.["n"],
  );

test("departure deletes: booking data are unreadable from the second in which the traveller leaves, whatever jobs do, and then deleted with a certificate (AGR-CA-1/15)", async () => {
  await arrives();
  expect(await rows("select distinct agreement from records.traveller where source = 'pnr'")).toEqual([
    { agreement: agreement.name },
  ]);
  await leaves();
  clock.set(new Date(outOn.getTime() - 1000));
  expect(await readable()).toBe(1);
  expect(await deleteExpired(services())).toEqual([]);
  clock.set(outOn);
  for (const role of ["watch-officer", "analyst", "supervisor", "data-protection-officer", "system"]) {
    expect(await readable("records.traveller", "source = 'pnr'", role)).toBe(0);
    expect(await readable("records.booking", "true", role)).toBe(0);
  }
  expect(await onDisk()).toBe(1);
  const certificates = await deleteExpired(services());
  expect(certificates.map(({ kind }) => kind).toSorted()).toEqual(
    expect.arrayContaining(["booking", "traveller"]),
  );
  expect(await onDisk()).toBe(0);
  expect(
    await rows("select distinct basis from retention.deleted where kind in ('traveller', 'booking')"),
  ).toEqual([{ basis: "AGR-CA-1/15" }]);
  // What the State of arrival has by its own law, the passenger list, stands.
  expect(await readable("records.traveller", "source = 'api'")).toBe(2);
});

test("where nobody saw the traveller leave, the permitted stay ends the data; the sooner of both counts (AGR-CA-1/15)", async () => {
  await arrives();
  clock.set(new Date("2027-02-18T23:59:59Z"));
  expect(await readable()).toBe(1);
  clock.set(new Date("2027-02-19T00:00:00Z"));
  expect(await readable()).toBe(0);
  await deleteExpired(services());
  expect(await onDisk()).toBe(0);
});

test("who did not board after all, another with the same number, or a flight called off is no departure (AGR-CA-1/15)", async () => {
  await arrives();
  const ends = async () =>
    (await rows("select leaves_at from records.traveller where source = 'pnr'"))[0]?.["leaves_at"];
  await leaves({ surname: "ANOTHER", given: "PERSON", birthDate: "1951-01-01" });
  expect(await ends()).toEqual(new Date("2027-02-19T00:00:00Z"));
  await leaves({}, "2026-12-02T10:00");
  expect(await ends()).toEqual(new Date("2026-12-02T06:00:00Z"));
  await admin.query("update records.flight set state = 'cancelled' where direction = 'outbound'");
  await db.transaction(systemActor("intake"), async (tx) => {
    const [flight] = await tx.query<{ flight_date: string; flight_id: string }>(
      "select flight_date, flight_id from records.flight where direction = 'outbound' order by flight_date desc limit 1",
    );
    await followAgreements(
      tx,
      { date: flight?.flight_date ?? "", id: flight?.flight_id ?? "" },
      { agreements: bound },
    );
  });
  expect(await ends()).toEqual(new Date("2027-02-19T00:00:00Z"));
});

async function link(decidedBy: "supervisor" | "approver"): Promise<void> {
  const [person] = await rows(
    "select flight_date::text, flight_id, person_id from records.traveller where source = 'pnr'",
  );
  await db.transaction(as("analyst"), (tx) =>
    tx.query(
      `insert into retention.link (link_id, flight_date, flight_id, person_id, ground, ground_reference, reason, clock_start, child,
         review_at, state, proposed_by, proposed_at)
       values ($1, $2, $3, $4, 'concrete-grounds', 'FILE-7', 'objective material shows a risk', $5, false, '2027-03-01', 'proposed', 'analyst', $5)`,
      [newId(tx.at), person?.["flight_date"], person?.["flight_id"], person?.["person_id"], tx.at],
    ),
  );
  await db.transaction(as(decidedBy), (tx) =>
    tx.query(
      "update retention.link set state = 'kept', decided_by = $2, decided_at = $1 where state = 'proposed'",
      [tx.at, decidedBy],
    ),
  );
}

test("after the departure they are kept on objective grounds alone, which the approver outside has reviewed before (AGR-CA-1/15)", async () => {
  await arrives();
  await leaves();
  await expect(link("supervisor")).rejects.toMatchObject({ code: "23514" });
  await admin.query("delete from retention.link");
  await link("approver");
  clock.set(outOn);
  await deleteExpired(services());
  expect(await readable()).toBe(1);
  clock.set(new Date("2027-03-01T00:00:00Z"));
  expect(await readable()).toBe(0);
  await deleteExpired(services());
  expect(await onDisk()).toBe(0);
});

test("it only tightens: nobody lengthens it by hand, what came under it stays so, and where everybody is masked it ends them too (AGR-CA-1/15, PNRD-12.1)", async () => {
  await arrives();
  await expect(
    db.transaction(systemActor("intake"), (tx) =>
      tx.query("update records.traveller set leaves_at = '2030-01-01' where source = 'pnr'"),
    ),
  ).rejects.toMatchObject({ code: "42501" });
  await expect(
    db.transaction(systemActor("intake"), (tx) =>
      tx.query("update records.traveller set agreement = null, leaves_at = null where source = 'pnr'"),
    ),
  ).rejects.toMatchObject({ code: "23514" });
  // The agreement ends, and what came under it is held to it still.
  await under([]);
  expect(await rows("select agreement, leaves_at from records.traveller where source = 'pnr'")).toEqual([
    { agreement: agreement.name, leaves_at: new Date("2027-02-19T00:00:00Z") },
  ]);
  await leaves();
  expect(await rows("select leaves_at from records.traveller where source = 'pnr'")).toEqual([
    { leaves_at: outOn },
  ]);
  await leaves({}, "2026-12-01T10:00");
  await admin.query("update records.traveller set state = 'not-boarded' where flight_date = '2026-12-01'");
  // A stay longer than the general period lengthens nothing.
  await under([{ ...agreement, stay: { days: 3650 } }]);
  clock.set(new Date("2027-05-20T00:00:00Z"));
  expect(await readable()).toBe(0);
  // Masked by the profile, then over with the stay.
  await under([{ ...agreement, stay: { days: 400 } }]);
  await maskExpired(services("mask"));
  await deleteExpired(services("mask"));
  clock.set(new Date("2027-12-25T23:59:59Z"));
  expect(await readable()).toBe(1);
  clock.set(new Date("2027-12-26T00:00:00Z"));
  expect(await readable()).toBe(0);
  await deleteExpired(services("mask"));
  expect(await onDisk()).toBe(0);
});

test("an agreement that comes into force later binds what is kept; where none binds nothing is marked (AGR-CA-1/15)", async () => {
  await under([]);
  await arrives();
  await leaves();
  expect(await onDisk()).toBe(0);
  expect(await rows("select from records.traveller where leaves_at is not null")).toEqual([]);
  await under([agreement]);
  expect(
    await rows("select leaves_at from records.traveller where source = 'pnr' and agreement is not null"),
  ).toEqual([{ leaves_at: outOn }]);
  const entries = await rows("select from ledger.entry where action = 'agreements.kept'");
  expect(entries.length).toBeGreaterThan(1);
});
