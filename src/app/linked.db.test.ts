// Class LINKED: kept by two persons on grounds, masked at six months, general again when the review lapses, its keys destroyed.
import { Client } from "pg";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
import { applyBookings, applyPassengerList } from "#records";
import { deleteExpired, destroyEmptyKeys, maskExpired } from "#retention";
import { euStrict } from "#vocabulary";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { aBookedTraveller, aBooking, aListedTraveller, aPassengerList } from "../records/fixtures.ts";
import { expiringKinds } from "./unit.ts";

const first = new Date("2026-11-20T10:00:00Z");
const lastSecond = new Date("2027-05-19T23:59:59Z");
const due = new Date("2027-05-20T00:00:00Z");
const review = "2027-11-20T00:00:00Z";
const clock = manualClock(first);
const folder = mkdtempSync(join(tmpdir(), "openpiu-linked-"));
let fresh: FreshDatabase;
let db: Database;
let admin: Client;
let key: Keyring;
let number = 0;

const as = (role: string, id = role): Actor => ({
  id,
  roles: [role],
  purpose: "TERR",
  ground: "offence:terrorism",
});
const analyst = as("analyst");
const supervisor = as("supervisor");

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
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  clock.set(first);
  number += 1;
  key = await openKeyring({
    firstKeyFile: join(folder, "first.key"),
    folder: join(folder, `keys-${number}`),
  });
  await admin.query(
    "truncate records.traveller, records.booking, records.change, retention.vault, retention.link",
  );
});

const services = (effect: "delete" | "mask" = "delete") => ({
  database: db,
  profile: { initial: { ...euStrict.initial, effect } },
  expiring: expiringKinds,
  key,
});
const rows = async (text: string) => (await admin.query<Record<string, unknown>>(text)).rows;
const night = async (effect?: "delete" | "mask") => {
  await maskExpired(services(effect));
  await deleteExpired(services(effect));
};

type Person = { readonly flight_date: string; readonly flight_id: string; readonly person_id: string };

/** Two passengers of one booking, on a list too; returns the first one's key. */
async function arrives(birthDate = "1980-05-01"): Promise<Person> {
  await db.transaction(systemActor("test"), async (tx) => {
    await applyBookings(tx, {
      receiptId: newId(tx.at),
      push: null,
      bookings: [
        aBooking({
          contacts: { phones: ["+994501234567"], emails: [], addresses: [] },
          travellers: [
            aBookedTraveller({
              ref: "1",
              birthDate,
              frequentFlyer: [{ carrier: "J2", number: "FF778899" }] as never,
            }),
            aBookedTraveller({ ref: "2", surname: "BEGLEITER", given: "RENA" }),
          ],
        }),
      ],
      complete: false,
      full: true,
      state: "AZ",
    });
    await applyPassengerList(tx, {
      receiptId: newId(tx.at),
      list: aPassengerList([
        aListedTraveller({
          birthDate,
          documents: [{ type: "P", number: "C7654321", issuer: "AZE", expires: null }],
        }),
      ]),
      state: "AZ",
      sentOn: "2026-11-20",
    });
  });
  const found = await admin.query<Person>(
    "select flight_date::text, flight_id, person_id from records.traveller where surname = 'MUSTERI' and source = 'api'",
  );
  const person = found.rows[0];
  if (person === undefined) throw new Error("nobody arrived");
  return person;
}

async function propose(
  person: Person,
  over: { by?: Actor; ground?: string; until?: string; child?: boolean } = {},
) {
  const { by = analyst, ground = "concrete-grounds", until = review, child = false } = over;
  return db.transaction(by, async (tx) => {
    const id = newId(tx.at);
    await tx.query(
      `insert into retention.link (link_id, flight_date, flight_id, person_id, ground, ground_reference, reason, clock_start,
         child, review_at, state, proposed_by, proposed_at)
       values ($1, $2, $3, $4, $5, 'FILE-7', 'objective material shows a risk', $6, $7, $8, 'proposed', $9, $6)`,
      [id, person.flight_date, person.flight_id, person.person_id, ground, tx.at, child, until, by.id],
    );
    return id;
  });
}
const decide = (id: string, by: Actor = supervisor) =>
  db.transaction(by, (tx) =>
    tx.query(
      "update retention.link set state = 'kept', decided_by = $2, decided_at = $3 where link_id = $1 returning link_id",
      [id, by.id, tx.at],
    ),
  );
const readable = (actor: Actor = analyst) =>
  db.transaction(actor, (tx) => tx.query("select * from records.traveller order by source"));

test("kept on grounds by two persons: in clear until the last second, unreadable until masked, then masked (PNRD-12.2, CJEU817-257-262, ANX9-9.30b)", async () => {
  const person = await arrives();
  expect(await decide(await propose(person))).toHaveLength(1);
  clock.set(lastSecond);
  expect((await readable()).length).toBe(3);
  clock.set(due);
  expect(await readable()).toEqual([]);
  await night();
  const kept = await readable();
  expect(kept.map(({ source }) => source)).toEqual(["api", "pnr"]);
  const text = JSON.stringify([
    kept,
    await rows("select * from records.booking"),
    await rows("select * from records.change"),
    await rows("select * from records.document_use"),
  ]);
  for (const clear of [
    "MUSTERI",
    "ANAR",
    "C7654321",
    "1980",
    "994501234567",
    "FF778899",
    "BEGLEITER",
    "RENA",
  ])
    expect(text).not.toContain(clear);
  for (const clear of ["MUSTERI", "C7654321"])
    expect(
      await db.transaction(analyst, (tx) =>
        tx.query(
          "select from records.traveller where surname = $1 or name_key like '%' || $1 || '%' or document_numbers && array[$1]",
          [clear],
        ),
      ),
    ).toEqual([]);
  expect(
    (await rows("select count(*)::int as n from retention.vault where subject_kind = 'traveller'"))[0],
  ).toEqual({ n: 2 });
  await night();
  expect(await readable()).toHaveLength(2);
});

test("masking is certified by kind and class, also when it was stopped and taken up again (PNRD-12.2)", async () => {
  const person = await arrives();
  await decide(await propose(person));
  clock.set(due);
  let left = 2;
  const dying: Database = {
    ...db,
    transaction: (actor, work) => {
      left -= 1;
      return left < 0 ? Promise.reject(new Error("killed")) : db.transaction(actor, work);
    },
  };
  await expect(maskExpired({ ...services(), database: dying })).rejects.toThrow("killed");
  clock.set(new Date(due.getTime() + 3_600_000));
  expect(await maskExpired(services())).toBeGreaterThan(2);
  const certificates = await rows(
    "select kind, class, records::int, run_id from retention.certificate where act = 'masked' and made_at > '2027-05-20T00:30:00Z' order by kind",
  );
  expect(certificates).toContainEqual(
    expect.objectContaining({ kind: "traveller", class: "LINKED", records: 2 }),
  );
  expect(new Set(certificates.map((one) => one["run_id"])).size).toBe(1);
  expect(await rows("select count(*)::int as n from retention.masking")).toEqual([{ n: 0 }]);
});

test("a vault that cannot be written (a full disk) leaves the rows as they were, read by nobody, and tells (PNRD-12.2)", async () => {
  await decide(await propose(await arrives()));
  clock.set(due);
  await admin.query(`create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = '53100'; end $$;
    create trigger full_disk before insert on retention.vault for each row execute function full_disk()`);
  try {
    await expect(maskExpired(services())).rejects.toMatchObject({ code: "53100" });
  } finally {
    await admin.query("drop trigger full_disk on retention.vault; drop function full_disk()");
  }
  expect(await readable()).toEqual([]);
  expect(await rows("select count(*)::int as n from records.traveller where masked_at is not null")).toEqual([
    { n: 0 },
  ]);
  await night();
  expect(await readable()).toHaveLength(2);
});

test("the co-traveller nobody linked is deleted, not masked (CJEU817-257-262)", async () => {
  const person = await arrives();
  await decide(await propose(person));
  clock.set(due);
  await night();
  expect(await rows("select count(*)::int as n from records.traveller")).toEqual([{ n: 2 }]);
  expect(await rows("select count(*)::int as n from records.booking")).toEqual([{ n: 1 }]);
});

test("when the review lapses it is general again: unreadable at the second, deleted with its place in the vault at the next run (ANX9-9.30d)", async () => {
  const person = await arrives();
  await decide(await propose(person));
  clock.set(due);
  await night();
  clock.set(new Date("2027-11-19T23:59:59Z"));
  expect(await readable()).toHaveLength(2);
  clock.set(new Date(review));
  expect(await readable()).toEqual([]);
  await deleteExpired(services());
  for (const table of ["records.traveller", "records.booking", "records.change", "retention.vault"])
    expect(await rows(`select count(*)::int as n from ${table}`)).toEqual([{ n: 0 }]);
  const [certificate] = await rows(
    "select class, records::int from retention.certificate where kind = 'traveller' and class = 'LINKED' order by made_at desc limit 1",
  );
  expect(certificate).toEqual({ class: "LINKED", records: 2 });
  const destroyed = await destroyEmptyKeys(services());
  expect(destroyed).toContain("vault-2026-11");
  expect(await key.periods.find("vault-2026-11")).toBe("destroyed");
});

test("without two persons, without a ground, beyond five years, after its time or for a child by a supervisor nothing is kept (PNRD-12.1, HR-CHILD-3)", async () => {
  const person = await arrives();
  const refused = { code: "23514" };
  const self = await propose(person, { by: supervisor });
  await expect(decide(self)).rejects.toMatchObject(refused);
  await admin.query("delete from retention.link");
  await expect(propose(person, { ground: "open-case" })).rejects.toMatchObject(refused);
  await expect(propose(person, { ground: "verified-positive" })).rejects.toMatchObject(refused);
  await expect(propose(person, { until: "2031-11-20T00:00:01Z" })).rejects.toMatchObject(refused);
  await expect(propose(person, { by: as("watch-officer") })).rejects.toMatchObject({ code: "42501" });
  const child = await propose(person, { child: true, until: "2027-05-19T00:00:00Z" });
  await expect(decide(child)).rejects.toMatchObject(refused);
  expect(await decide(child, as("approver"))).toHaveLength(1);
  await admin.query("delete from retention.link");
  const late = await propose(person);
  clock.set(due);
  await expect(decide(late)).rejects.toMatchObject(refused);
  await expect(propose(person, { by: as("analyst", "another") })).rejects.toMatchObject(refused);
});

test("under a profile that masks everyone is masked at six months and deleted at five years (PNRD-12.1, ANX9-9.31, ANX9-9.32)", async () => {
  await arrives();
  clock.set(due);
  await night("mask");
  expect(await readable()).toHaveLength(3);
  expect(JSON.stringify(await readable())).not.toContain("MUSTERI");
  clock.set(new Date("2031-11-19T23:59:59Z"));
  await night("mask");
  expect(await readable()).toHaveLength(3);
  clock.set(new Date("2031-11-20T00:00:00Z"));
  expect(await readable()).toEqual([]);
  await deleteExpired(services("mask"));
  expect(await rows("select count(*)::int as n from records.traveller")).toEqual([{ n: 0 }]);
});
