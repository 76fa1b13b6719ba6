// Unmasking through the front door: two persons of the unit, an approver outside it, one record, one person, a time, a review.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openKeyring, systemActor, type Keyring } from "#platform";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import {
  aMaskedPerson,
  clearPhone,
  clearSurname,
  type MaskedPerson,
} from "../../test/harness/masked-person.ts";
import type { Approval, Approvals, Unmasked } from "./contract.ts";
import { aForm, anUnmasking } from "./fixtures.ts";
import { approvalJobs } from "./jobs.ts";
import { approvalRoutes } from "./routes.ts";

type Somebody = Awaited<ReturnType<Desk["signIn"]>>;
const hour = 3_600_000;
let desk: Desk;
let keyring: Keyring;
let base = "";
let person: MaskedPerson;
let people: Record<"analyst" | "other" | "supervisor" | "judge" | "officer" | "admin" | "liaison", Somebody>;
let flights = 100;

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-11-23T12:00:00Z") });
  base = await mkdtemp(join(tmpdir(), "openpiu-approvals-"));
  keyring = await openKeyring({ firstKeyFile: join(base, "first.key"), folder: join(base, "keys") });
  approvalRoutes(desk.server, { database: desk.database, key: keyring, profile: euStrict });
  people = {
    analyst: await desk.signIn(["analyst"], "SERIOUS"),
    other: await desk.signIn(["analyst"], "SERIOUS"),
    supervisor: await desk.signIn(["supervisor"], "SERIOUS"),
    judge: await desk.signIn(["approver"], "SERIOUS"),
    officer: await desk.signIn(["data-protection-officer"], "OVERSIGHT"),
    admin: await desk.signIn(["administrator"]),
    liaison: await desk.signIn(["liaison"]),
  };
});
afterAll(async () => {
  await desk.close();
  await rm(base, { recursive: true });
});
beforeEach(async () => {
  desk.clock.set(new Date("2026-11-23T12:00:00Z"));
  flights += 1;
  person = await aMaskedPerson({ database: desk.database, keyring }, { number: String(flights) });
});

async function ask<Body = Approval>(
  who: Somebody,
  path: string,
  body?: object,
): Promise<{ status: number; body: Body & { code?: string } }> {
  // People stay signed in however far the clock is moved.
  await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query(
      "update access.session set last_seen_at = $1, expires_at = $1::timestamptz + interval '12 hours'",
      [tx.at],
    ),
  );
  const answer = await desk.server.inject({
    method: body === undefined ? "GET" : "POST",
    url: `/api/approvals${path}`,
    headers: who.headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json() };
}

async function asked(change: Parameters<typeof anUnmasking>[1] = {}): Promise<Approval> {
  const { status, body } = await ask(people.analyst, "/unmask", anUnmasking(person.key, change));
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}
async function endorsed(change: Parameters<typeof anUnmasking>[1] = {}): Promise<Approval> {
  const { id } = await asked(change);
  const { body } = await ask(people.supervisor, `/${id}/endorsement`, {
    endorse: true,
    reason: "Checked with the case file.",
  });
  return body;
}
const approval = (request: Approval, change: object = {}) => ({
  approve: true,
  fingerprint: request.fingerprint,
  reasons: "The grounds are concrete and the measure fits them.",
  reference: "2(103)-417/2026",
  elements: ["names"],
  hours: 24,
  ...change,
});
async function granted(change: object = {}): Promise<Approval> {
  const request = await endorsed();
  const { status, body } = await ask(people.judge, `/${request.id}/decision`, approval(request, change));
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}
const see = (who: Somebody, id: string) => ask<Unmasked>(who, `/${id}/view`, {});

async function asAdmin<Row extends Record<string, unknown>>(
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: desk.adminUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
const actionsOf = async (id: string) =>
  (
    await asAdmin<{ action: string }>("select action from ledger.entry where subject_id = $1 order by seq", [
      id,
    ])
  ).map(({ action }) => action);

test("asked, endorsed, approved outside, seen, reviewed: each step by another person and in the ledger (PNRD-12.3)", async () => {
  const request = await granted();
  expect(request).toMatchObject({ state: "approved", may: [], item: "", review: { outcome: null } });
  const seen = await see(people.analyst, request.id);
  expect(seen).toMatchObject({ status: 200 });
  expect(seen.body.values).toEqual([
    { element: "names", source: "pnr", field: "title", value: "MR" },
    { element: "names", source: "pnr", field: "surname", value: clearSurname },
    { element: "names", source: "pnr", field: "given", value: "IMAGINARY" },
  ]);
  expect(JSON.stringify(seen.body)).not.toContain(clearPhone);
  const list = await ask<Approvals>(people.officer, "");
  expect(list.body.approvals.find(({ id }) => id === request.id)).toMatchObject({
    may: ["review"],
    grant: { open: true, views: 1 },
    review: { dueAt: "2026-12-07T12:00:00.000Z", overdue: false },
  });
  const reviewed = await ask(people.officer, `/${request.id}/review`, {
    outcome: "lawful",
    opinion: "Grounds, scope and time fit the law.",
  });
  expect(reviewed.body.review).toMatchObject({ outcome: "lawful", reportedAt: null });
  expect(await actionsOf(request.id)).toEqual([
    "approval.asked",
    "approval.endorsed",
    "approval.granted",
    "officer.told",
    "unmasked.viewed",
    "unmasking.reviewed",
  ]);
});

test("a view closes by itself to the second, and never lasts longer than 72 hours (PNRD-12.3)", async () => {
  const request = await granted({ hours: 24 });
  expect(request.decision?.until).toBe("2026-11-24T12:00:00.000Z");
  desk.clock.set(new Date("2026-11-24T11:59:59.999Z"));
  expect((await see(people.analyst, request.id)).status).toBe(200);
  desk.clock.set(new Date("2026-11-24T12:00:00.000Z"));
  // By the policy, which asks whether a grant is in force, and by the vault's own row-level security.
  expect(await see(people.analyst, request.id)).toMatchObject({
    status: 403,
    body: { code: "grant-over", policies: ["masked-needs-grant"] },
  });
  const rows = await desk.database.transaction(
    {
      id: people.analyst.id,
      roles: ["analyst"],
      tenant: "piu",
      purpose: "SERIOUS",
      ground: "request:approval/1",
    },
    (tx) => tx.query("select from retention.vault"),
  );
  expect(rows).toEqual([]);
  expect(await ask(people.analyst, "/unmask", anUnmasking(person.key, { hours: 73 }))).toMatchObject({
    status: 400,
  });
});

test("nothing is unmasked without an identifiable case and what makes it necessary (ANX9-9.30c)", async () => {
  for (const change of [
    { caseReference: "" },
    { grounds: "" },
    { necessity: "" },
    { offence: { code: "", article: "", maxPenaltyYears: 8 } },
    { purpose: "BORDER" as never },
  ])
    expect(
      await ask(people.analyst, "/unmask", anUnmasking(person.key, { form: aForm(change) })),
    ).toMatchObject({
      status: 400,
    });
});

test("another person, another record and a role without the right see nothing (PNRD-12.3)", async () => {
  const request = await granted();
  // Another's grant is answered like one that there is not.
  const byPolicy = { status: 403, body: { code: "grant-over", policies: ["masked-needs-grant"] } };
  expect(await see(people.other, request.id)).toMatchObject(byPolicy);
  expect(await see(people.other, people.other.id)).toMatchObject(byPolicy);
  expect(await see(people.supervisor, request.id)).toMatchObject({ status: 403 });
  expect(await see(people.judge, request.id)).toMatchObject({ status: 403 });
  expect(await see(people.officer, request.id)).toMatchObject({ status: 403 });
  const second = await aMaskedPerson(
    { database: desk.database, keyring },
    { number: String((flights += 1)) },
  );
  const visible = await desk.database.transaction(
    {
      id: people.analyst.id,
      roles: ["analyst"],
      tenant: "piu",
      purpose: "SERIOUS",
      ground: "request:approval/1",
    },
    (tx) => tx.query<{ subject_id: string }>("select subject_id from retention.vault"),
  );
  const ids = visible.map(({ subject_id: id }) => id);
  expect(ids).toEqual(expect.arrayContaining([person.travellerId, person.bookingId]));
  for (const id of [second.travellerId, second.bookingId]) expect(ids).not.toContain(id);
});

describe("nobody but the approver's organisation decides (CJEU817-OP4)", () => {
  test("by the interface: every role of the unit, of an agency, the requester and the endorser are refused", async () => {
    const request = await endorsed();
    for (const who of [people.analyst, people.supervisor, people.officer, people.admin, people.liaison]) {
      expect(await ask(who, `/${request.id}/decision`, approval(request))).toMatchObject({ status: 403 });
    }
    expect((await ask(people.supervisor, `/${request.id}`)).body.state).toBe("waiting");
  });

  test("by SQL: whoever says to be the approver and has an account of the unit, or a second role, is refused", async () => {
    const request = await endorsed();
    await expect(desk.signIn(["approver", "analyst"])).rejects.toThrow(
      /none for an account of|not held together/,
    );
    // Nobody holds both; should the guard of roles fail, this one stands beside it.
    const both = await desk.signIn(["approver"]);
    await asAdmin("alter table access.role_grant disable trigger keep_roles_apart", []);
    await asAdmin("insert into access.role_grant values ($1, 'analyst', now(), 'by hand')", [both.id]);
    await asAdmin("alter table access.role_grant enable trigger keep_roles_apart", []);
    const insider = await desk.signIn(["supervisor"]);
    const inTenant = await desk.signIn(["approver"]);
    await asAdmin("update access.person set tenant = 'piu' where person_id = $1", [inTenant.id]);
    for (const id of [people.analyst.id, people.supervisor.id, insider.id, both.id, inTenant.id]) {
      const deciding = desk.database.transaction(
        { id, roles: ["approver"], tenant: "approver", purpose: null },
        (tx) =>
          tx.query(
            `insert into approvals.decision values ($1, $2, $3, true, 'because it is so', '1', $4, '{names}', $3::timestamptz + interval '1 hour')`,
            [request.id, id, tx.at, request.fingerprint],
          ),
      );
      await expect(deciding).rejects.toThrow(/approver's organisation|approves what they asked/);
    }
  });

  test("by SQL: no state becomes approved, and no grant is made, without the decision", async () => {
    const request = await endorsed();
    const asSystem = (sql: string, values: unknown[]) =>
      desk.database.transaction(
        { id: "system:test", roles: ["system"], tenant: "approver", purpose: null },
        (tx) => tx.query(sql, values),
      );
    await expect(
      asSystem("update approvals.request set state = 'approved' where request_id = $1", [request.id]),
    ).rejects.toThrow(/only a decision/);
    await expect(
      asSystem(
        `insert into approvals.approval_grant (grant_id, request_id, kind, item, person_id, elements, from_at, until_at, officer_task)
         select gen_random_uuid(), request_id, kind, item, asked_by, elements, now(), now() + interval '1 hour', request_id
         from approvals.request where request_id = $1`,
        [request.id],
      ),
    ).rejects.toThrow(/to the letter/);
  });
});

describe("a decision is about what was read, once", () => {
  test("an altered or replayed approval is refused", async () => {
    const request = await endorsed();
    const other = await endorsed();
    expect(await ask(people.judge, `/${request.id}/decision`, approval(other))).toMatchObject({
      status: 409,
      body: { code: "approval-altered" },
    });
    expect(await ask(people.judge, `/${request.id}/decision`, approval(request))).toMatchObject({
      status: 200,
    });
    expect(await ask(people.judge, `/${request.id}/decision`, approval(request))).toMatchObject({
      status: 409,
      body: { code: "approval-state-changed" },
    });
    const altering = desk.database.transaction(systemActor("test"), (tx) =>
      tx.query("update approvals.request set elements = '{names,contact}' where request_id = $1", [other.id]),
    );
    await expect(altering).rejects.toThrow(/cannot be altered/);
  });

  test("no more is granted than was asked: neither elements nor time", async () => {
    const request = await endorsed();
    for (const change of [{ elements: ["names", "contact"] }, { hours: 25 }, { elements: [] }]) {
      expect(await ask(people.judge, `/${request.id}/decision`, approval(request, change))).toMatchObject({
        status: 422,
        body: { code: "approval-too-wide" },
      });
    }
  });

  test("a refused unmasking leaves nothing: no grant, no task, no view", async () => {
    const request = await endorsed();
    const refused = await ask(people.judge, `/${request.id}/decision`, approval(request, { approve: false }));
    expect(refused.body).toMatchObject({
      state: "refused",
      grant: null,
      review: null,
      decision: { elements: [] },
    });
    expect((await see(people.analyst, request.id)).status).toBe(403);
    expect(await asAdmin("select from approvals.approval_grant where request_id = $1", [request.id])).toEqual(
      [],
    );
  });
});

test("without the officer's task the grant cannot be committed, and the task cannot be taken away (PNRD-12.3)", async () => {
  const request = await endorsed();
  const without = desk.database.transaction(
    { id: people.judge.id, roles: ["approver"], tenant: "approver", purpose: null },
    async (tx) => {
      await tx.query(
        `insert into approvals.decision values ($1, $2, $3, true, 'because it is so', '1', $4, '{names}', $3::timestamptz + interval '1 hour')`,
        [request.id, people.judge.id, tx.at, request.fingerprint],
      );
      await tx.query(
        `insert into approvals.approval_grant (grant_id, request_id, kind, item, person_id, elements, from_at, until_at, officer_task)
         values (gen_random_uuid(), $1, 'unmask', $2, $3, '{names}', $4, $4::timestamptz + interval '1 hour', $1)`,
        [request.id, `person:${person.key}`, people.analyst.id, tx.at],
      );
    },
  );
  await expect(without).rejects.toThrow(/officer_task/);
  expect((await ask(people.supervisor, `/${request.id}`)).body.state).toBe("waiting");
  const done = await granted();
  await expect(asAdmin("delete from approvals.review where request_id = $1", [done.id])).rejects.toThrow(
    /foreign key/,
  );
});

test("the officer's review is overdue after 14 days; what was not lawful is reported to the authority (PNRD-12.3)", async () => {
  const request = await granted();
  desk.clock.set(new Date("2026-12-07T11:59:59.999Z"));
  expect((await ask(people.officer, `/${request.id}`)).body.review?.overdue).toBe(false);
  desk.clock.set(new Date("2026-12-07T12:00:00.000Z"));
  expect((await ask(people.officer, `/${request.id}`)).body.review?.overdue).toBe(true);
  const said = { outcome: "not-lawful", opinion: "The grounds do not name an offence of the list." };
  expect(await ask(people.supervisor, `/${request.id}/review`, said)).toMatchObject({ status: 403 });
  const { body } = await ask(people.officer, `/${request.id}/review`, said);
  expect(body.review).toMatchObject({ outcome: "not-lawful", reportedAt: "2026-12-07T12:00:00.000Z" });
  expect(await actionsOf(request.id)).toContain("authority.told");
  expect(await ask(people.officer, `/${request.id}/review`, said)).toMatchObject({ status: 409 });
});

test("the approver has 24 hours, urgent 2; then they are reminded once, and nothing is approved by time", async () => {
  const [calm, urgent] = [
    await endorsed(),
    await endorsed({ form: aForm({ urgency: "A threat to life today." }) }),
  ];
  expect(calm.dueAt).toBe("2026-11-24T12:00:00.000Z");
  expect(urgent.dueAt).toBe("2026-11-23T14:00:00.000Z");
  const remind = () => approvalJobs[0]?.run({}, { database: desk.database, clock: desk.clock });
  desk.clock.advance(2 * hour);
  await remind();
  await remind();
  expect((await actionsOf(urgent.id)).filter((action) => action === "approval.overdue")).toHaveLength(1);
  expect(await actionsOf(calm.id)).not.toContain("approval.overdue");
  desk.clock.advance(1_000 * hour);
  await remind();
  expect((await ask(people.judge, `/${urgent.id}`)).body).toMatchObject({
    state: "waiting",
    overdue: true,
    grant: null,
  });
});

test("the approver sees the one request file, as masked, and neither asks, searches nor sees what is not endorsed", async () => {
  const hidden = await asked();
  expect(await ask(people.judge, `/${hidden.id}`)).toMatchObject({ status: 404 });
  const request = await endorsed();
  const file = await ask(people.judge, `/${request.id}`);
  expect(file.body).toMatchObject({ item: "", may: ["decide", "write"], masked: { from: "IST", to: "GYD" } });
  expect(JSON.stringify(file.body)).not.toContain(clearSurname);
  expect(JSON.stringify(file.body)).not.toContain(person.personId);
  const rows = await desk.database.transaction(
    { id: people.judge.id, roles: ["approver"], tenant: "approver", purpose: "SERIOUS" },
    (tx) => tx.query("select from records.traveller"),
  );
  expect(rows).toEqual([]);
  await ask(people.judge, `/${request.id}/messages`, { text: "Which page of the minutes?" });
  desk.clock.advance(1_000);
  const answered = await ask(people.analyst, `/${request.id}/messages`, { text: "Page 4." });
  expect(answered.body.messages.map(({ side, text }) => `${side}: ${text}`)).toEqual([
    "approver: Which page of the minutes?",
    "requester: Page 4.",
  ]);
});

test("who asks does not endorse; what is not masked needs no unmasking; a request taken back is over", async () => {
  const both = await desk.signIn(["analyst", "supervisor"], "SERIOUS");
  const own = await ask(both, "/unmask", anUnmasking(person.key));
  expect(
    await ask(both, `/${own.body.id}/endorsement`, { endorse: true, reason: "I say so myself." }),
  ).toMatchObject({
    status: 403,
  });
  const clear = await aMaskedPerson(
    { database: desk.database, keyring },
    { masked: false, number: String((flights += 1)) },
  );
  expect(await ask(people.analyst, "/unmask", anUnmasking(clear.key))).toMatchObject({
    status: 409,
    body: { code: "not-masked" },
  });
  const request = await endorsed();
  await ask(people.analyst, `/${request.id}/withdrawal`, { reason: "The case was closed." });
  expect(await ask(people.judge, `/${request.id}/decision`, approval(request))).toMatchObject({
    status: 409,
  });
});

test("a request of another State's unit goes the same way (PNRD-9.2b)", async () => {
  const { id } = await asked({ form: aForm({ legalBasis: "LB-PIU", caseReference: "GE-2026-118" }) });
  expect(await see(people.analyst, id)).toMatchObject({ status: 403, body: { code: "grant-over" } });
});

test("after masking no table and no log line has a value of it, asked for, granted or seen (PNRD-12.2)", async () => {
  const request = await granted();
  await see(people.analyst, request.id);
  const tables = await asAdmin<{ name: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
     where schemaname in ('records', 'retention', 'approvals', 'ledger', 'platform')`,
  );
  for (const { name } of tables) {
    const found = await asAdmin(
      `select from ${name} as each where each::text like $1 or each::text like $2`,
      [`%${clearSurname}%`, `%${Buffer.from(clearSurname).toString("hex")}%`],
    );
    expect({ name, found }).toEqual({ name, found: [] });
  }
  expect(desk.log.join()).not.toContain(clearSurname);
});

test("with the key of its period destroyed nobody sees it, grant or not (PNRD-12.4)", async () => {
  desk.clock.set(new Date("2027-03-10T12:00:00Z"));
  person = await aMaskedPerson({ database: desk.database, keyring }, { number: String((flights += 1)) });
  const request = await granted();
  expect((await see(people.analyst, request.id)).status).toBe(200);
  await keyring.periods.destroy("vault-2026-09", desk.clock.now());
  expect(await see(people.analyst, request.id)).toMatchObject({
    status: 410,
    body: { code: "vault-key-destroyed" },
  });
});
