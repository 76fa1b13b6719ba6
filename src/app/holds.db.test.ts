// Holds from deletion, what a person's page says of its retention, and what an address of the deleted answers: over HTTP.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId, openKeyring, retentionActor, systemActor, type Keyring } from "#platform";
import { applyPassengerList, recordsRoutes } from "#records";
import { deleteExpired, maskExpired, retentionRoutes } from "#retention";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { aListedTraveller, aPassengerList } from "../records/fixtures.ts";
import { expiringKinds } from "./unit.ts";

const first = new Date("2026-11-20T10:00:00Z");
const lastSecond = new Date("2027-05-19T23:59:59Z");
const due = new Date("2027-05-20T00:00:00Z");
const folder = mkdtempSync(join(tmpdir(), "openpiu-holds-"));
let desk: Desk;
let admin: Client;
let key: Keyring;
type Who = Awaited<ReturnType<Desk["signIn"]>>;
type Person = { readonly flightDate: string; readonly flightId: string; readonly personId: string };

beforeAll(async () => {
  desk = await aDesk({ at: first });
  admin = new Client({ connectionString: desk.adminUrl });
  await admin.connect();
  key = await openKeyring({ firstKeyFile: join(folder, "first.key"), folder: join(folder, "keys") });
  recordsRoutes(desk.server, {
    database: desk.database,
    clock: desk.clock,
    profile: euStrict,
    about: {
      alertCounts: async () => new Map(),
      alertsByPerson: async () => new Map(),
      messages: async () => [],
    },
  });
  retentionRoutes(desk.server, { database: desk.database, profile: euStrict });
});
afterAll(async () => {
  await admin.end();
  await desk.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  desk.clock.set(first);
  await admin.query(
    "truncate records.traveller, records.booking, records.change, retention.hold, retention.link, retention.deleted, retention.vault",
  );
});

async function arrives(birthDate = "1980-05-01"): Promise<Person> {
  await desk.database.transaction(systemActor("test"), (tx) =>
    applyPassengerList(tx, {
      receiptId: newId(tx.at),
      list: aPassengerList([aListedTraveller({ birthDate })]),
      state: "AZ",
      sentOn: "2026-11-20",
    }),
  );
  const { rows } = await admin.query<Person>(
    `select flight_date::text as "flightDate", flight_id as "flightId", person_id as "personId" from records.traveller`,
  );
  const [person] = rows;
  if (person === undefined) throw new Error("nobody arrived");
  return person;
}

const officer = () => desk.signIn(["data-protection-officer"], "OVERSIGHT");
const head = () => desk.signIn(["head"]);
const analyst = () => desk.signIn(["analyst"], "TERR");
const ask = (who: Who, method: "GET" | "POST", url: string, payload?: object) =>
  desk.server.inject({ method, url, headers: who.headers, ...(payload === undefined ? {} : { payload }) });
const holdOf = (person: Person, over: object = {}) => ({
  ...person,
  ground: "litigation",
  reference: "CASE 7/2026",
  reason: "a court hears a claim about this record",
  expiresOn: "2028-01-01",
  reviewOn: "2027-05-19",
  ...over,
});
const pageOf = (person: Person) => `/api/persons/${person.flightDate}_${person.flightId}_${person.personId}`;
const night = async () => {
  await maskExpired({ database: desk.database, profile: euStrict, key });
  await deleteExpired({ database: desk.database, profile: euStrict, expiring: expiringKinds });
};
const left = async () =>
  (await admin.query("select * from records.traveller")).rows as Record<string, unknown>[];

async function held(person: Person, over: object = {}): Promise<string> {
  const proposed = await ask(await officer(), "POST", "/api/retention/holds", holdOf(person, over));
  expect([proposed.statusCode, proposed.body]).toEqual([201, expect.anything()]);
  const { id } = proposed.json<{ id: string }>();
  const decided = await ask(await head(), "POST", `/api/retention/holds/${id}/decision`, { outcome: "held" });
  expect([decided.statusCode, decided.body]).toEqual([200, expect.anything()]);
  return id;
}

test("a hold of two persons keeps data from deletion, not from being unreadable at their second nor from being masked (PNRD-12.4, PNRD-12.2)", async () => {
  const person = await arrives();
  const id = await held(person);
  desk.clock.set(lastSecond);
  const page = await ask(await officer(), "GET", `${pageOf(person)}/retention`);
  expect(page.json()).toMatchObject({
    dueAt: due.toISOString(),
    class: "GENERAL",
    maskedAt: null,
    holds: [{ state: "held", ground: "litigation" }],
  });
  desk.clock.set(due);
  expect((await ask(await officer(), "GET", pageOf(person))).statusCode).toBe(404);
  await night();
  expect(await left()).toMatchObject([{ surname: "[masked]" }]);
  expect((await ask(await officer(), "GET", pageOf(person))).statusCode).toBe(404);
  // Not by SQL either, by whatever part of the server.
  await expect(
    desk.database.transaction(retentionActor("retention"), (tx) => tx.query("delete from records.traveller")),
  ).rejects.toMatchObject({ code: "23514" });
  await expect(
    desk.database.transaction(systemActor("x"), (tx) =>
      tx.query("update records.traveller set held_until = null"),
    ),
  ).resolves.toEqual([]);
  expect((await left())[0]?.["held_until"]).not.toBeNull();

  // Released: the deletion is asked for in the same transaction, and takes it.
  const released = await ask(await head(), "POST", `/api/retention/holds/${id}/decision`, {
    outcome: "released",
  });
  expect(released.statusCode).toBe(200);
  const { rows: jobs } = await admin.query(
    "select key from graphile_worker.jobs where key = 'delete-expired-now'",
  );
  expect(jobs).toHaveLength(1);
  await night();
  expect(await left()).toEqual([]);
  expect((await admin.query("select from retention.vault")).rowCount).toBe(0);
});

test("a hold ends at its second, and never lies beyond five years after first receipt (PNRD-12.1)", async () => {
  const person = await arrives();
  const who = await officer();
  for (const over of [
    { expiresOn: "2031-11-21" },
    { reviewOn: "2027-05-21" },
    { reviewOn: "2028-02-01" },
    { expiresOn: "2026-11-20" },
    { personId: newId(first) },
  ])
    expect((await ask(who, "POST", "/api/retention/holds", holdOf(person, over))).json()).toMatchObject({
      code: "not-to-be-held",
    });
  expect((await ask(await analyst(), "POST", "/api/retention/holds", holdOf(person))).statusCode).toBe(403);
  await held(person, { expiresOn: "2027-06-01" });
  desk.clock.set(new Date("2027-05-31T23:59:59Z"));
  await night();
  expect(await left()).toHaveLength(1);
  desk.clock.set(new Date("2027-06-01T00:00:00Z"));
  await night();
  expect(await left()).toEqual([]);
});

test("what has expired cannot be held any more, nor decided by who proposed it (roles.md section 4)", async () => {
  const person = await arrives();
  const who = await officer();
  const proposed = await ask(who, "POST", "/api/retention/holds", holdOf(person));
  const { id } = proposed.json<{ id: string }>();
  expect(
    (await ask(who, "POST", `/api/retention/holds/${id}/decision`, { outcome: "held" })).statusCode,
  ).toBe(403);
  // By SQL: the officer, and whoever says to be the head and proposed it.
  for (const roles of [["data-protection-officer"], ["head"], ["data-protection-officer", "head"]])
    await expect(
      desk.database.transaction({ id: who.id, roles, purpose: null }, (tx) =>
        tx.query(
          "update retention.hold set state = 'held', decided_by = $2, decided_at = $3 where hold_id = $1",
          [id, who.id, tx.at],
        ),
      ),
    ).rejects.toMatchObject({ code: "23514" });
  desk.clock.set(due);
  expect(
    (await ask(await head(), "POST", `/api/retention/holds/${id}/decision`, { outcome: "held" })).json(),
  ).toMatchObject({ code: "not-to-be-held" });
  expect((await ask(await officer(), "GET", "/api/retention")).json()).toMatchObject({
    holds: [{ state: "proposed", reference: "CASE 7/2026" }],
  });
});

test("grounds to keep a child's data are reviewed within six months (HR-CHILD-3)", async () => {
  const person = await arrives("2015-05-01");
  const link = {
    ...person,
    ground: "concrete-grounds",
    reference: "FILE-7",
    reason: "objective material shows a risk",
  };
  const who = await analyst();
  expect(
    (await ask(who, "POST", "/api/retention/links", { ...link, reviewOn: "2027-05-21" })).json(),
  ).toMatchObject({ code: "not-to-be-kept" });
  expect(
    (await ask(who, "POST", "/api/retention/links", { ...link, reviewOn: "2027-05-20" })).statusCode,
  ).toBe(201);
});

test("the address of a deleted record answers with the certificate and not a word of it; of none, that there is none (PNRD-12.4)", async () => {
  const person = await arrives();
  desk.clock.set(due);
  await night();
  const gone = await ask(await officer(), "GET", pageOf(person));
  expect(gone.statusCode).toBe(410);
  const { rows } = await admin.query<{ id: string }>(
    `select c.certificate_id as id from retention.certificate c join retention.deleted d using (run_id, kind, class)
     where d.kind = 'traveller' and c.act = 'deleted'`,
  );
  expect(gone.json()).toMatchObject({ code: "record-deleted", status: 410 });
  expect(gone.json<{ detail: string }>().detail).toContain(rows[0]?.id ?? "?");
  expect(gone.body).not.toMatch(/MUSTERI|ANAR|1980/);
  const never = await ask(await officer(), "GET", pageOf({ ...person, personId: newId(first) }));
  expect([never.statusCode, never.json<{ code: string }>().code]).toEqual([404, "unknown-person"]);
  const desks = await desk.signIn(["carrier-desk"]);
  expect((await ask(desks, "GET", pageOf(person))).statusCode).toBe(400);
});
