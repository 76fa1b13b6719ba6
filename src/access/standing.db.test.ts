// What lets people act: vetting, training, watch and secondment, each to the second by the server's clock, through the front door and by SQL.
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accessRoutes, guarded, type Role } from "#access";
import { systemActor, type Actor } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import type { Session } from "./contract.ts";
import type { People, Shift, Shifts } from "./standing-contract.ts";

type Someone = Awaited<ReturnType<Desk["signIn"]>>;
const start = new Date("2026-03-01T12:00:00Z");
let desk: Desk;
let head: Someone;
let supervisor: Someone;
let admin: Client;

beforeAll(async () => {
  desk = await aDesk({ at: start });
  accessRoutes(desk.server, { unit: "Unit", zone: "UTC", version: "0" });
  // An act of each kind that the roles of the tests do: it answers who acts in which roles.
  for (const [url, action] of [
    ["/test/board", "view-board"],
    ["/test/case", "work-case"],
    ["/test/proposal", "propose-entry"],
  ] as const) {
    guarded(desk.server, { method: "POST", url, action }, async (_request, actor) => ({
      roles: actor.roles,
    }));
  }
  guarded(
    desk.server,
    {
      method: "POST",
      url: "/test/person",
      action: "view-person",
      shows: { kind: "search" },
      purpose: "needed",
    },
    async (_request, actor) => ({ purpose: actor.purpose }),
  );
  admin = new Client({ connectionString: desk.adminUrl });
  await admin.connect();
  head = await desk.signIn(["head"]);
  supervisor = await desk.signIn(["supervisor"]);
});
afterAll(async () => {
  await admin.end();
  await desk.close();
});
beforeEach(() => desk.clock.set(start));

async function ask<Body = { code?: string; detail?: string }>(
  who: Someone,
  method: "GET" | "POST",
  url: string,
  body?: object,
): Promise<{ status: number; body: Body & { code?: string; detail?: string } }> {
  // However late it is by then: who is signed in stays so.
  await admin.query(
    "update access.session set last_seen_at = $1, expires_at = $1::timestamptz + interval '1 hour'",
    [desk.clock.now()],
  );
  const answer = await desk.server.inject({
    method,
    url,
    headers: who.headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, body: answer.body === "" ? ({} as never) : answer.json() };
}
const session = async (who: Someone) => (await ask<Session>(who, "GET", "/api/session")).body;
const at = (instant: string): void => desk.clock.set(new Date(instant));

/** Somebody of whom nothing is recorded yet. */
async function newcomer(roles: readonly Role[], purpose?: string, ground?: string): Promise<Someone> {
  const person = await desk.signIn(roles, purpose, ground);
  for (const table of ["vetting", "certificate", "shift"])
    await admin.query(`delete from access.${table} where person_id = $1`, [person.id]);
  return person;
}
const vetting = (over: object = {}) => ({
  authority: "Security service",
  reference: "V-1/2026",
  vettedAt: "2026-02-01T00:00:00Z",
  expiresAt: "2027-02-01T00:00:00Z",
  ...over,
});
const certificate = (course: string, over: object = {}) => ({
  course,
  issuer: "Border Guard School",
  reference: "T-1/2026",
  issuedAt: "2026-02-15T08:00:00Z",
  ...over,
});
async function made(who: Someone, roles: readonly string[]): Promise<void> {
  expect((await ask(head, "POST", `/api/people/${who.id}/vetting`, vetting())).status).toBe(204);
  for (const course of [...roles, "human-rights"])
    expect(
      (await ask(supervisor, "POST", `/api/people/${who.id}/certificates`, certificate(course))).status,
    ).toBe(204);
}

describe("vetting and training", () => {
  test("a role acts only with a valid vetting and valid certificates, and says what is lacking (EUAPI12-14.4, HR-OHCHR-3)", async () => {
    const analyst = await newcomer(["analyst"]);
    const refused = await ask(analyst, "POST", "/test/case");
    expect(refused).toMatchObject({ status: 403, body: { code: "role-asleep" } });
    expect(refused.body.detail).toMatch(/vetting.*head.*certificate of training.*human rights/);
    expect(await session(analyst)).toMatchObject({
      may: ["be-signed-in"],
      asleep: [{ role: "analyst", lacks: ["vetting", "certificate", "human-rights"] }],
    });
    await ask(head, "POST", `/api/people/${analyst.id}/vetting`, vetting());
    await ask(supervisor, "POST", `/api/people/${analyst.id}/certificates`, certificate("analyst"));
    expect((await session(analyst)).asleep).toEqual([{ role: "analyst", lacks: ["human-rights"] }]);
    expect((await ask(analyst, "POST", "/test/case")).body.code).toBe("role-asleep");
    await ask(supervisor, "POST", `/api/people/${analyst.id}/certificates`, certificate("human-rights"));
    expect(await ask(analyst, "POST", "/test/case")).toMatchObject({
      status: 200,
      body: { roles: ["analyst"] },
    });
  });

  test("an expired certificate blocks access in its last second's next, and so does an expired vetting (EUAPI12-14.4, HR-OHCHR-3)", async () => {
    const analyst = await newcomer(["analyst"]);
    await made(analyst, ["analyst"]);
    at("2027-01-31T23:59:59.999Z");
    expect((await ask(analyst, "POST", "/test/case")).status).toBe(200);
    at("2027-02-01T00:00:00Z");
    expect((await session(analyst)).asleep).toEqual([{ role: "analyst", lacks: ["vetting"] }]);
    await ask(
      head,
      "POST",
      `/api/people/${analyst.id}/vetting`,
      vetting({ vettedAt: "2027-01-20T00:00:00Z", expiresAt: "2029-01-01T00:00:00Z" }),
    );
    // Twelve months after the course (training.validity).
    at("2027-02-15T07:59:59.999Z");
    expect((await ask(analyst, "POST", "/test/case")).status).toBe(200);
    at("2027-02-15T08:00:00Z");
    expect(await ask(analyst, "POST", "/test/case")).toMatchObject({
      status: 403,
      body: { code: "role-asleep" },
    });
    // One renewed alone does not do: human rights is needed as well.
    await ask(
      supervisor,
      "POST",
      `/api/people/${analyst.id}/certificates`,
      certificate("analyst", { issuedAt: "2027-02-10T08:00:00Z" }),
    );
    expect((await session(analyst)).asleep).toEqual([{ role: "analyst", lacks: ["human-rights"] }]);
  });

  test("every role that works on travellers needs them; those who oversee, administer or lead do not (EUAPI12-14.4)", async () => {
    const needing = [
      "watch-officer",
      "analyst",
      "protection-reviewer",
      "rules-manager",
      "watchlist-manager",
      "supervisor",
    ];
    for (const role of [
      "carrier-desk",
      "legal-adviser",
      "data-protection-officer",
      "administrator",
      "head",
      "auditor",
      "approver",
      "inspector",
      "liaison",
      ...needing,
    ] as Role[]) {
      const { asleep } = await session(await newcomer([role]));
      expect([role, asleep.length]).toEqual([role, needing.includes(role) ? 1 : 0]);
    }
  });

  test("of two roles the one that stands goes on acting", async () => {
    const both = await newcomer(["analyst", "watchlist-manager"]);
    await made(both, ["watchlist-manager"]);
    expect((await ask(both, "POST", "/test/proposal")).body).toEqual({ roles: ["watchlist-manager"] });
    expect((await ask(both, "POST", "/test/case")).body.code).toBe("role-asleep");
  });

  test("a vetting taken back ends at once what it let somebody do", async () => {
    const analyst = await newcomer(["analyst"]);
    await made(analyst, ["analyst"]);
    const back = (who: Someone) =>
      ask(who, "POST", `/api/people/${analyst.id}/vetting-withdrawal`, { reason: "under inquiry" });
    expect((await back(supervisor)).status).toBe(403);
    expect((await back(head)).status).toBe(204);
    expect((await ask(analyst, "POST", "/test/case")).body.code).toBe("role-asleep");
    expect((await back(head)).body.code).toBe("no-vetting");
  });

  test.each([
    ["vetting", vetting({ vettedAt: "2026-03-02T00:00:00Z" }), "vetting-dates"],
    ["vetting", vetting({ expiresAt: "2026-03-01T12:00:00Z" }), "vetting-dates"],
    ["vetting", vetting({ expiresAt: "2031-03-01T00:00:00Z" }), "vetting-dates"],
    ["certificates", certificate("analyst", { issuedAt: "2025-02-01T00:00:00Z" }), "certificate-dates"],
    ["certificates", certificate("analyst", { issuedAt: "2026-03-02T00:00:00Z" }), "certificate-dates"],
    ["certificates", certificate("cooking"), "request-invalid"],
    ["vetting", { ...vetting(), reference: "" }, "request-invalid"],
  ])("%s with dates or words that cannot be: refused (%#)", async (what, body, code) => {
    const analyst = await newcomer(["analyst"]);
    expect((await ask(head, "POST", `/api/people/${analyst.id}/${what}`, body)).body.code).toBe(code);
  });

  test("nobody records what lets themselves act, not by SQL either, nor for longer than it may last", async () => {
    const own = await ask(
      supervisor,
      "POST",
      `/api/people/${supervisor.id}/certificates`,
      certificate("supervisor"),
    );
    expect(own).toMatchObject({ status: 403, body: { code: "own-account" } });
    const as = (who: Someone, role: Role, text: string, values: unknown[]) =>
      desk.database.transaction({ id: who.id, roles: [role], purpose: null } satisfies Actor, (tx) =>
        tx.query(text, values),
      );
    const insert = `insert into access.certificate (certificate_id, person_id, course, issuer, reference, issued_at, expires_at,
      recorded_by, recorded_at) values (gen_random_uuid(), $1, 'analyst', 'xx', 'xx', now(), now() + $3::interval, $2, now())`;
    await expect(
      as(supervisor, "supervisor", insert, [supervisor.id, supervisor.id, "1 year"]),
    ).rejects.toThrow(/check constraint/);
    await expect(as(supervisor, "supervisor", insert, [head.id, head.id, "1 year"])).rejects.toThrow(
      /row-level security/,
    );
    await expect(as(supervisor, "supervisor", insert, [head.id, supervisor.id, "3 years"])).rejects.toThrow(
      /24 months/,
    );
    const vet = `insert into access.vetting values (gen_random_uuid(), $1, 'xx', 'xx', now(), now() + interval '1 year', $2, now())`;
    await expect(as(supervisor, "supervisor", vet, [head.id, supervisor.id])).rejects.toThrow(
      /row-level security/,
    );
    await expect(as(supervisor, "administrator", vet, [head.id, supervisor.id])).rejects.toThrow(
      /row-level security/,
    );
    await expect(
      as(head, "head", "update access.vetting set expires_at = now() + interval '9 years'", []),
    ).rejects.toThrow(/permission denied/);
    await expect(as(head, "head", "delete from access.certificate", [])).rejects.toThrow(/permission denied/);
    await expect(as(head, "head", "update access.role_condition set vetting = false", [])).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe("the watch", () => {
  const plan = (who: Someone, person: Someone, from: string, until: string) =>
    ask<Shifts>(who, "POST", "/api/shifts", {
      personId: person.id,
      role: "watch-officer",
      startsAt: from,
      endsAt: until,
    });
  const step = (who: Someone, shift: Shift | undefined, path: string, body?: object) =>
    ask<Shifts>(who, "POST", `/api/shifts/${shift?.id}/${path}`, body);
  const planned = async (person: Someone, from = "2026-03-01T14:00:00Z", until = "2026-03-01T22:00:00Z") => {
    const { status, body } = await plan(supervisor, person, from, until);
    expect(status).toBe(201);
    return body.shifts.find(({ personId, state }) => personId === person.id && state === "planned");
  };

  test("a watch officer acts during the watch only, from taking it until it ends, to the second (EUAPI12-14.4)", async () => {
    const officer = await newcomer(["watch-officer"]);
    await made(officer, ["watch-officer"]);
    expect((await ask(officer, "POST", "/test/board")).body).toMatchObject({
      code: "role-asleep",
      detail: expect.stringContaining("take the watch"),
    });
    const shift = await planned(officer);
    at("2026-03-01T13:29:59.999Z");
    expect((await step(officer, shift, "start")).body.code).toBe("shift-not-now");
    at("2026-03-01T13:30:00Z");
    expect((await step(officer, shift, "start")).status).toBe(200);
    expect((await ask(officer, "POST", "/test/board")).status).toBe(200);
    at("2026-03-01T21:59:59.999Z");
    expect((await ask(officer, "POST", "/test/board")).status).toBe(200);
    at("2026-03-01T22:00:00Z");
    expect((await ask(officer, "POST", "/test/board")).body.code).toBe("role-asleep");
    // What ran over without a handover says so, and another watch can be taken.
    const next = await planned(officer, "2026-03-01T22:00:00Z", "2026-03-02T06:00:00Z");
    expect((await step(officer, next, "start")).status).toBe(200);
    expect(
      (await ask<Shifts>(officer, "GET", "/api/shifts")).body.shifts.map(({ state, handover }) => [
        state,
        handover,
      ]),
    ).toEqual(expect.arrayContaining([["handed-over", "ran out without a handover"]]));
  });

  test("it is handed over to who has taken the watch, with what they have to know, and ends then", async () => {
    const [first, second] = [await newcomer(["watch-officer"]), await newcomer(["watch-officer"])];
    await made(first, ["watch-officer"]);
    await made(second, ["watch-officer"]);
    const [early, late] = [
      await planned(first, "2026-03-01T12:00:00Z", "2026-03-01T20:00:00Z"),
      await planned(second, "2026-03-01T12:10:00Z", "2026-03-01T22:00:00Z"),
    ];
    await step(first, early, "start");
    const over = { text: "J2 401 still owes its closing list", relievedBy: second.id };
    expect((await step(first, early, "handover", over)).body.code).toBe("relief-not-on-watch");
    expect((await step(second, early, "handover", over)).body.code).toBe("no-such-shift");
    expect((await step(second, late, "start")).status).toBe(200);
    expect((await step(first, early, "handover", over)).status).toBe(200);
    expect((await ask(first, "POST", "/test/board")).body.code).toBe("role-asleep");
    expect((await ask(second, "POST", "/test/board")).status).toBe(200);
    expect((await step(first, early, "start")).body.code).toBe("shift-closed");
    expect((await step(supervisor, late, "cancellation")).body.code).toBe("shift-closed");
  });

  test("who plans is another; a shift is of who holds the role, in a time that can be, one at a time", async () => {
    const officer = await newcomer(["watch-officer"]);
    const analyst = await newcomer(["analyst"]);
    const hours = ["2026-03-01T14:00:00Z", "2026-03-01T22:00:00Z"] as const;
    expect((await plan(officer, officer, ...hours)).status).toBe(403);
    expect((await plan(supervisor, supervisor, ...hours)).body.code).toBe("own-account");
    expect((await plan(supervisor, analyst, ...hours)).body.code).toBe("not-of-this-role");
    expect(
      (await plan(supervisor, officer, "2026-03-01T14:00:00Z", "2026-03-02T04:00:00.001Z")).body.code,
    ).toBe("shift-times");
    expect((await plan(supervisor, officer, "2026-02-01T14:00:00Z", "2026-02-01T22:00:00Z")).body.code).toBe(
      "shift-times",
    );
    const shift = await planned(officer);
    expect((await plan(supervisor, officer, "2026-03-01T21:00:00Z", "2026-03-02T02:00:00Z")).body.code).toBe(
      "shift-overlaps",
    );
    expect((await step(analyst, shift, "start")).body.code).toBe("no-such-shift");
    expect((await step(supervisor, shift, "cancellation")).status).toBe(200);
    at("2026-03-01T14:00:00Z");
    expect((await step(officer, shift, "start")).body.code).toBe("shift-closed");
  });

  test("by SQL: nobody puts themselves on watch, makes a watch longer, or takes one out of its time", async () => {
    const officer = await newcomer(["watch-officer"]);
    await planned(officer);
    const as = (role: Role, text: string) =>
      desk.database.transaction({ id: officer.id, roles: [role], purpose: null }, (tx) => tx.query(text));
    const insert = (
      hours: number,
      taken: string,
    ) => `insert into access.shift (shift_id, person_id, role, starts_at, ends_at, planned_by,
      planned_at, taken_at) values (gen_random_uuid(), '${officer.id}', 'watch-officer', now(), now() + interval '${hours} hours',
      '${officer.id}', now(), ${taken})`;
    await expect(as("watch-officer", insert(8, "now()"))).rejects.toThrow(/row-level security/);
    await expect(as("supervisor", insert(8, "null"))).rejects.toThrow(/row-level security/);
    await expect(as("watch-officer", "update access.shift set taken_at = platform.at()")).rejects.toThrow(
      /in its time/,
    );
    await expect(
      as("watch-officer", "update access.shift set ends_at = now() + interval '3 days'"),
    ).rejects.toThrow(/permission denied/);
  });
});

describe("secondment", () => {
  const secondment = (over: object = {}) => ({
    home: "agency:police",
    reference: "Order 7/2026",
    purposes: ["SERIOUS"],
    from: "2026-03-01T00:00:00Z",
    until: "2026-06-01T00:00:00Z",
    ...over,
  });
  const second = (who: Someone, body: object = {}, by = head) =>
    ask(by, "POST", `/api/people/${who.id}/secondment`, secondment(body));

  test("who is seconded acts in the unit for the time and the purposes of it, and the account at home rests meanwhile (PNRD-4.3)", async () => {
    const home = await desk.signIn(["liaison"]);
    const analyst = await desk.signIn(["analyst"]);
    expect((await second(analyst, { homePersonId: home.id })).status).toBe(204);
    expect((await ask(analyst, "POST", "/test/case")).status).toBe(200);
    expect((await session(analyst)).purposes).toEqual(["SERIOUS"]);
    // Another purpose than those of the order is none of theirs.
    const other = {
      ...analyst,
      headers: { ...analyst.headers, "x-purpose": "TERR", "x-ground": `case:${home.id}` },
    };
    expect((await ask(other, "POST", "/test/person")).body.code).toBe("purpose-not-seconded");
    // At home nothing acts while the secondment lasts, and again from its end, to the second.
    expect((await session(home)).asleep).toEqual([{ role: "liaison", lacks: ["home-rests"] }]);
    at("2026-05-31T23:59:59.999Z");
    expect((await ask(analyst, "POST", "/test/case")).status).toBe(200);
    expect((await session(home)).may).toEqual(["be-signed-in"]);
    at("2026-06-01T00:00:00Z");
    expect((await session(analyst)).asleep).toEqual([{ role: "analyst", lacks: ["secondment"] }]);
    expect((await session(home)).asleep).toEqual([]);
  });

  test("one account never combines the role of the unit with that at home: not on request, not by SQL (PNRD-4.3)", async () => {
    const analyst = await desk.signIn(["analyst"]);
    await second(analyst);
    const body = { kind: "roles", personId: analyst.id, roles: ["analyst", "liaison"], reason: "keeps both" };
    expect((await ask(supervisor, "POST", "/api/people/requests", body)).body.code).toBe(
      "role-of-another-organisation",
    );
    await expect(
      admin.query("insert into access.role_grant values ($1, 'liaison', now(), 'by hand')", [analyst.id]),
    ).rejects.toThrow(/none for an account of piu|not held together/);
  });

  test("it is ended at once by the head, and nobody seconds themselves, for ever, or an account of elsewhere (PNRD-4.3)", async () => {
    const analyst = await desk.signIn(["analyst"]);
    const liaison = await desk.signIn(["liaison"]);
    expect((await second(analyst, {}, supervisor)).status).toBe(403);
    expect((await second(head)).body.code).toBe("own-account");
    expect((await second(liaison)).body.code).toBe("not-of-the-unit");
    expect((await second(analyst, { until: "2030-01-01T00:00:00Z" })).body.code).toBe("secondment-dates");
    expect((await second(analyst, { home: "agency:customs", homePersonId: liaison.id })).body.code).toBe(
      "home-account-unknown",
    );
    expect((await second(analyst)).status).toBe(204);
    const end = () =>
      ask(head, "POST", `/api/people/${analyst.id}/secondment-ending`, { reason: "called back" });
    expect((await end()).status).toBe(204);
    expect((await ask(analyst, "POST", "/test/case")).body.code).toBe("role-asleep");
    expect((await end()).body.code).toBe("not-seconded");
  });
});

test("access is reviewed each quarter by the head or the officer, never one's own; what is due is shown", async () => {
  const analyst = await desk.signIn(["analyst"]);
  const officer = await desk.signIn(["data-protection-officer"]);
  const listed = async () =>
    (await ask<People>(head, "GET", "/api/people")).body.people.find(({ id }) => id === analyst.id);
  expect(await listed()).toMatchObject({
    reviewedAt: null,
    reviewDueAt: "2026-06-01T12:00:00.000Z",
    asleep: [],
  });
  const review = (who: Someone, person = analyst) =>
    ask(who, "POST", `/api/people/${person.id}/review`, { outcome: "keep", reason: "still reviews alerts" });
  expect((await review(supervisor)).status).toBe(403);
  expect((await review(officer, officer)).body.code).toBe("own-account");
  at("2026-05-20T12:00:00Z");
  expect((await review(officer)).status).toBe(204);
  expect(await listed()).toMatchObject({
    reviewedAt: "2026-05-20T12:00:00.000Z",
    reviewDueAt: "2026-08-20T12:00:00.000Z",
    vetting: { authority: "test" },
  });
  const entries = await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query<{ action: string }>(
      "select action from ledger.entry where subject_id = $1 and action = 'access.reviewed'",
      [analyst.id],
    ),
  );
  expect(entries).toHaveLength(1);
});
