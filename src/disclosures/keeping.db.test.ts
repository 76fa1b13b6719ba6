// Requests and packages for their time and no longer: to the second for readers, off the disk with certificates, sealed while they are there.
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { deleteExpired } from "#retention";
import { euStrict } from "#vocabulary";
import { aDisclosureDesk, aForm, start, type DisclosureDesk } from "../../test/harness/disclosure-desk.ts";
import type { OwnRequest, OwnRequests, RequestDetail } from "./contract.ts";
import { disclosuresExpiring } from "./expiring.ts";
import { keepAsProfileSays, sealForms } from "./keeping.ts";

let desk: DisclosureDesk;
let admin: Client;
beforeAll(async () => {
  desk = await aDisclosureDesk();
  admin = new Client({ connectionString: desk.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await desk.close();
});
beforeEach(() => {
  desk.clock.set(start);
});

const second = 1000;
let documents = 0;
const ownDocument = () => `K${String((documents += 1)).padStart(8, "0")}`;
async function asked(): Promise<{ readonly id: string; readonly document: string }> {
  const document = ownDocument();
  await desk.fly([{ documents: [{ type: "P", number: document, issuer: "AZE", expires: "2031-01-01" }] }]);
  const fields = aForm({
    subjects: [{ document }, { name: { surname: "Imaginary", given: "Somebody" }, birthDate: "1980-01-01" }],
  });
  return { id: await desk.submit(desk.people.police, desk.register.police, fields), document };
}
const whole = async (table: string) =>
  (await admin.query<{ text: string }>(`select to_jsonb(t)::text as text from ${table} t`)).rows
    .map(({ text }) => text)
    .join("\n");
const remove = () =>
  deleteExpired({ database: desk.database, profile: euStrict, expiring: disclosuresExpiring });
const ownView = (id: string) => desk.ask(desk.people.police, "GET", `/api/own-requests/${id}`);
const seen = async (table: string, key: string, id: string) =>
  (await desk.rows(`select from disclosures.${table} where ${key} = $1`, [id])).length;

test("whom a request names lies in no column in clear, and is read and searched as before; the same asked twice is known all the same (LED-29.2, PNRD-6.2b)", async () => {
  const { id, document } = await asked();
  for (const table of ["disclosures.request", "disclosures.request_step"]) {
    expect(await whole(table)).not.toMatch(new RegExp(`${document}|Imaginary|courier|K-77`, "i"));
  }
  const own = await desk.well<OwnRequest>(desk.people.police, "GET", `/api/own-requests/${id}`);
  expect(own.fields.subjects?.[0]).toEqual({ document });
  const again = await desk.ask(desk.people.police, "POST", "/api/own-requests", {
    type: "RQ-CA",
    authorityId: desk.register.police,
    urgent: false,
    submit: true,
    fields: aForm({ subjects: own.fields.subjects ?? [] }),
  });
  expect(again).toMatchObject({ status: 409, body: { code: "request-duplicate" } });
  const { found } = await desk.toReview(id);
  expect(found).toHaveLength(1);
  // Nothing in clear is written by SQL either, nor another form put in its place.
  const analyst = { id: desk.people.analyst.id, roles: ["analyst"], tenant: "piu", purpose: "SERIOUS" };
  const write = (set: string) =>
    desk.database.transaction(analyst, (tx) =>
      tx.query(`update disclosures.request set ${set} where request_id = $1`, [id]),
    );
  await expect(write(`fields = '{"subjects": [{"document": "X1"}]}'`)).rejects.toThrow(
    /what was asked|sealed/,
  );
  await expect(write("sealed_form = sealed_form || '\\x00'")).rejects.toThrow(/what was asked/);
  await expect(write("form_mark = '\\x00'")).rejects.toThrow(/what was asked/);
});

test("forms that lay in clear before are sealed at the start, twice does no harm, and say the same afterwards (LED-29.2)", async () => {
  const { id, document } = await asked();
  const before = await desk.well<OwnRequest>(desk.people.police, "GET", `/api/own-requests/${id}`);
  // As an installation of before has it.
  await admin.query("alter table disclosures.request drop constraint request_sealed");
  await admin.query("alter table disclosures.request disable trigger user");
  await admin.query(
    "update disclosures.request set fields = $2, sealed_form = null, form_mark = null, subjects_mark = null where request_id = $1",
    [id, before.fields],
  );
  await admin.query("alter table disclosures.request enable trigger user");
  await admin.query(
    "alter table disclosures.request add constraint request_sealed check (sealed_form is not null) not valid",
  );
  expect(await whole("disclosures.request")).toContain(document);
  await sealForms(desk.database, desk.services.key);
  await sealForms(desk.database, desk.services.key);
  expect(await whole("disclosures.request")).not.toContain(document);
  expect(await desk.well<OwnRequest>(desk.people.police, "GET", `/api/own-requests/${id}`)).toEqual(before);
  const entries = await desk.rows("select from ledger.entry where action = 'requests.sealed'");
  expect(entries).toHaveLength(1);
  // It goes on as any other.
  expect((await desk.toReview(id)).found).toHaveLength(1);
});

test("a request that ended is read by nobody from 00:00:00 UTC of its due day, not a second longer, and goes with all that was made for it, certified (LED-5, CoE108-5)", async () => {
  const { id } = await asked();
  await desk.toReview(id);
  await desk.well<RequestDetail>(desk.people.police, "POST", `/api/own-requests/${id}/withdrawal`, {
    reason: "The case was closed.",
  });
  const due = new Date("2027-05-20T00:00:00Z");
  desk.clock.set(new Date(due.getTime() - second));
  expect((await ownView(id)).status).toBe(200);
  expect(await remove()).toEqual([]);
  desk.clock.set(due);
  // Unread before any job has run.
  expect((await ownView(id)).status).toBe(404);
  const { requests } = await desk.well<OwnRequests>(desk.people.police, "GET", "/api/own-requests");
  expect(requests.map((each) => each.id)).not.toContain(id);
  for (const table of ["request", "request_step", "search", "review"])
    expect([table, await seen(table, "request_id", id)]).toEqual([table, 0]);
  expect(
    await desk.rows(
      "select from disclosures.search_hit h join disclosures.search s using (search_id) where s.request_id = $1",
      [id],
    ),
  ).toEqual([]);
  const certificates = await remove();
  expect(certificates.map(({ kind }) => kind)).toContain("request");
  const left = await admin.query(
    `select from disclosures.request where request_id = $1 union all select from disclosures.request_step where request_id = $1
     union all select from disclosures.search where request_id = $1`,
    [id],
  );
  expect(left.rowCount).toBe(0);
  // That it was asked stays in the ledger.
  expect(
    (await desk.rows("select from ledger.entry where subject_id = $1 and action = 'request.moved'", [id]))
      .length,
  ).toBeGreaterThan(2);
});

test("a package is there for as long as its recipient may keep it, to the second; its request not shorter; nobody keeps either longer, by SQL either (LED-5, LED-7.3)", async () => {
  const { id } = await asked();
  const { packages } = await desk.toCheck(id, { keepDays: 300 });
  const packageId = packages[0]?.id ?? "";
  expect((await desk.release(id)).status).toBe(200);
  await desk.well(desk.people.police, "POST", `/api/own-packages/${packageId}/acknowledgement`, {
    conditionsAccepted: true,
  });
  await desk.well(desk.people.police, "POST", `/api/own-packages/${packageId}/outcome`, {
    code: "CLEARED",
    text: "Nothing was found.",
  });
  const [row] = await desk.rows<{ last: string; until: Date; state: string; ends: Date }>(
    `select p.retention_until as last, p.expires_at as until, r.state, r.expires_at as ends
     from disclosures.package p join disclosures.request r using (request_id) where p.package_id = $1`,
    [packageId],
  );
  const until = row?.until ?? new Date(0);
  expect(until.toISOString()).toBe(new Date(Date.parse(`${row?.last}T00:00:00Z`) + 86_400_000).toISOString());
  expect(row).toMatchObject({ state: "closed", ends: until });
  await expect(
    desk.rows(
      "update disclosures.package set expires_at = expires_at + interval '1 second' where package_id = $1",
      [packageId],
    ),
  ).rejects.toThrow(/not kept longer/);
  await expect(
    desk.rows(
      "update disclosures.request set expires_at = expires_at + interval '1 second' where request_id = $1",
      [id],
    ),
  ).rejects.toThrow(/not kept longer/);
  const gone = await desk.rows("delete from disclosures.package where package_id = $1 returning package_id", [
    packageId,
  ]);
  expect(gone).toEqual([]);
  const content = () => desk.ask(desk.people.police, "GET", `/api/own-packages/${packageId}/content`);
  desk.clock.set(new Date(until.getTime() - second));
  expect((await content()).status).toBe(200);
  desk.clock.set(until);
  expect((await content()).status).toBe(404);
  const kinds = (await remove()).map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(["package", "request"]));
  expect(
    (await admin.query("select from disclosures.package where package_id = $1", [packageId])).rowCount,
  ).toBe(0);
  expect((await admin.query("select from disclosures.request where request_id = $1", [id])).rowCount).toBe(0);
});

test("a profile with a shorter time takes effect on what stands, with an entry; the table takes no more than five years (LED-5, PNRD-12.1)", async () => {
  const { id } = await asked();
  await desk.well(desk.people.police, "POST", `/api/own-requests/${id}/withdrawal`, {
    reason: "Not needed.",
  });
  const shorter = { retention: { ...euStrict.retention, disclosure: { days: 30 } } };
  await keepAsProfileSays(desk.database, shorter);
  await keepAsProfileSays(desk.database, shorter);
  const entries = await desk.rows("select from ledger.entry where action = 'disclosures.keeping'");
  expect(entries).toHaveLength(1);
  desk.clock.set(new Date("2026-12-19T23:59:59Z"));
  expect((await ownView(id)).status).toBe(200);
  desk.clock.set(new Date("2026-12-20T00:00:00Z"));
  expect((await ownView(id)).status).toBe(404);
  await expect(desk.rows("update disclosures.keeping set period = interval '61 months'")).rejects.toThrow(
    /keeping_period_check/,
  );
  await keepAsProfileSays(desk.database, euStrict);
});
