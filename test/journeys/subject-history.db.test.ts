// What the ledger tells of one person: from the first message to the deletion, after it, and no more once the month's key is gone.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openAlertCounts, openAlertsByPerson } from "#cases";
import { destroySubjectKeys, subjectRoutes } from "#oversight";
import { openKeyring, type Keyring } from "#platform";
import { openSubjectMarks, recordsRoutes } from "#records";
import { deleteExpired } from "#retention";
import { rightsRoutes, type HistoryServices } from "#rights";
import type { PersonActs } from "#rights/contract";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../harness/desk.ts";
import { intakeServices, registeredCarrier, sealingKey, sendText } from "../harness/intake.ts";
import { flightLandingIn, passengerList } from "./messages.ts";
import { expiringKinds } from "../../src/app/unit.ts";

const start = new Date("2026-11-21T08:00:00Z");
let desk: Desk;
let folder: string;
let keyring: Keyring;
let admin: Client;
let person: { flight: string; key: string };

const somebody = { surname: "QONAQ", given: "ILK", birthDate: "1980-05-17", document: "C1234567" };
const other = { surname: "BASQA", given: "VEFA", birthDate: "1971-03-03", document: "C7654321" };

beforeAll(async () => {
  desk = await aDesk({ at: start });
  folder = await mkdtemp(join(tmpdir(), "openpiu-subject-"));
  keyring = await openKeyring({ firstKeyFile: join(folder, "first.key"), folder: join(folder, "keys") });
  const services: HistoryServices = { subjects: openSubjectMarks(keyring.periods) };
  recordsRoutes(desk.server, {
    ...desk,
    profile: euStrict,
    about: {
      alertCounts: openAlertCounts,
      alertsByPerson: openAlertsByPerson,
      messages: async () => [],
    },
  });
  subjectRoutes(desk.server, { ...desk, ...services });
  rightsRoutes(desk.server, {
    ...desk,
    ...services,
    profile: euStrict,
    key: sealingKey,
    expiring: [],
    notice: async () => ({ unit: "", officer: null, authority: null, lists: 0, rules: 0, engine: "1" }),
  });
  admin = new Client({ connectionString: desk.adminUrl });
  await admin.connect();
  const intake = intakeServices(desk.database, { subjects: openSubjectMarks(keyring.periods) });
  const sender = await registeredCarrier(desk);
  await sendText(
    intake,
    sender,
    passengerList(flightLandingIn(5, "J2", "401", start.getTime()), [somebody, other]),
  );
  const { rows } = await admin.query<{ flight: string; key: string }>(
    `select flight_date::text || '_' || flight_id as flight, flight_date::text || '_' || flight_id || '_' || person_id as key
     from records.traveller where surname = 'QONAQ'`,
  );
  person = rows[0] ?? { flight: "", key: "" };
});
afterAll(async () => {
  await admin.end();
  await desk.close();
  await rm(folder, { recursive: true });
});

const asked = {
  surname: "Qonaq",
  given: "Ilk",
  birthDate: "1980-05-17",
  document: { number: "c 123 4567", issuer: "AZE" },
};
async function compile(
  change: object = {},
  roles: Parameters<Desk["signIn"]>[0] = ["data-protection-officer"],
) {
  const { headers } = await desk.signIn(roles, "OVERSIGHT");
  const answer = await desk.server.inject({
    method: "POST",
    url: "/api/ledger/subject",
    headers,
    payload: { ...asked, ...change },
  });
  return { status: answer.statusCode, body: answer.json<PersonActs>() };
}
const told = ({ body }: { body: PersonActs }) => body.acts.map(({ kind, action }) => `${kind} ${action}`);

test("the history names who collected, read and searched, newest first; compiling it is an act about the person itself (LED-25.1, PNRD-13.6)", async () => {
  const officer = await desk.signIn(["watch-officer"], "TERR");
  for (const url of [`/api/flights/${person.flight}`, `/api/persons/${person.key}`])
    expect((await desk.server.inject({ url, headers: officer.headers })).statusCode).toBe(200);
  const found = await compile();
  expect(found.status).toBe(200);
  expect(told(found)).toEqual(["read person.viewed", "read flight.viewed", "collected message.processed"]);
  expect(found.body.acts[0]).toMatchObject({
    actor: { id: officer.id },
    purpose: "TERR",
    ground: "offence:TERR",
    recipient: null,
  });
  // Of the journey it says nothing, and whoever asked stands in it the next time.
  expect(JSON.stringify(found.body)).not.toContain(person.flight);
  expect(told(await compile())[0]).toBe("searched ledger.subject-compiled");
});

test("by name and birth date or by the document alone with either; not by half of it, nor for a namesake", async () => {
  const acts = async (change: object) => (await compile(change)).body.records;
  expect(await acts({ document: null })).toBe(1);
  expect(await acts({ surname: "Misspelt" })).toBe(1);
  expect(await acts({ surname: "Misspelt", document: null })).toBe(0);
  expect(await acts({ birthDate: "1981-05-17", document: null })).toBe(0);
  expect(await acts({ surname: "Basqa", given: "Vefa", birthDate: "1971-03-03", document: null })).toBe(1);
});

test("only the data protection officer and the supervisory authority compile it, with a purpose and a ground (LED-25.2)", async () => {
  for (const role of ["analyst", "supervisor", "auditor", "administrator"] as const)
    expect((await compile({}, [role])).status).toBe(403);
  expect((await compile({}, ["inspector"])).status).toBe(200);
  const { headers } = await desk.signIn(["data-protection-officer"], "OVERSIGHT", null);
  const answer = await desk.server.inject({
    method: "POST",
    url: "/api/ledger/subject",
    headers,
    payload: asked,
  });
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, "not-permitted"]);
});

test("it can be compiled after the record is deleted, and ends with the deletion; neither database nor ledger names the person (LED-12-18)", async () => {
  desk.clock.set(new Date("2027-05-22T08:00:00Z"));
  await deleteExpired({ database: desk.database, profile: euStrict, expiring: expiringKinds });
  expect((await admin.query("select 1 from records.traveller")).rows).toEqual([]);
  const found = await compile();
  expect(found.body.records).toBe(1);
  expect(told(found).filter((one) => !one.startsWith("searched"))).toEqual([
    "deleted person.deleted",
    "read person.viewed",
    "read flight.viewed",
    "collected message.processed",
  ]);
  const { rows } = await admin.query<{ body: string }>("select body from ledger.entry");
  expect(rows.filter(({ body }) => /QONAQ|1980-05-17|C1234567/i.test(body))).toEqual([]);
});

test("a database without the key finds nobody; when the ledger's period is over the key is destroyed, and nobody does for ever (PNRD-13.6)", async () => {
  const without = await openKeyring({
    firstKeyFile: join(folder, "other.key"),
    folder: join(folder, "others"),
  });
  await without.periods.need("subject-2026-11");
  const marks = await openSubjectMarks(without.periods).underEachKey(asked);
  const known = await admin.query<{ seq: string }>(
    "select set_config('openpiu.roles', 'system', false), array(select ledger.marked($1)) as seq",
    [marks],
  );
  expect(known.rows[0]?.seq).toEqual([]);
  const services = { database: desk.database, key: keyring, profile: euStrict };
  // Five years after the end of the month, to the millisecond.
  desk.clock.set(new Date("2031-11-30T23:59:59.999Z"));
  expect(await destroySubjectKeys(services)).toEqual([]);
  expect((await compile()).body.records).toBe(1);
  desk.clock.set(new Date("2031-12-01T00:00:00Z"));
  expect(await destroySubjectKeys(services)).toMatchObject([{ name: "subject-2026-11" }]);
  expect((await compile()).body).toMatchObject({ records: 0, acts: [] });
  const { rows } = await admin.query<{ subject_id: string }>(
    "select subject_id from ledger.entry where action = 'key.destroyed'",
  );
  expect(rows).toEqual([{ subject_id: "subject-2026-11" }]);
});
