// Emergency access (F17) through the front door and by SQL: two persons, one thing, an hour at most, told at once, reviewed after.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accessRoutes, actions, decide, guarded } from "#access";
import { isRefusal, systemActor } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { emergencyActions } from "./emergency.ts";
import type { Emergencies } from "./emergency-contract.ts";
import { showsPersons } from "./policies.ts";

type Someone = Awaited<ReturnType<Desk["signIn"]>>;
const start = new Date("2026-03-01T12:00:00Z");
const scope = "flight:2026-03-01_00000000-0000-7000-8000-000000000001";
let desk: Desk;
let user: Someone;
let second: Someone;
let head: Someone;
let officer: Someone;

beforeAll(async () => {
  desk = await aDesk({ at: start });
  accessRoutes(desk.server, { unit: "Unit", zone: "UTC", version: "0" });
  // What only a watch officer does, and what an analyst does: who acts is answered.
  for (const [url, action] of [
    ["/test/directive", "propose-directive"],
    ["/test/unmasked", "ask-approval"],
  ] as const)
    guarded(desk.server, { method: "POST", url, action }, async (_request, actor) => ({
      roles: actor.roles,
    }));
  user = await desk.signIn(["supervisor"]);
  second = await desk.signIn(["supervisor"]);
  head = await desk.signIn(["head"]);
  officer = await desk.signIn(["data-protection-officer"]);
});
afterAll(() => desk.close());
beforeEach(async () => {
  desk.clock.set(start);
  await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query(
      "update access.emergency set ended_at = $1 where ended_at is null and confirmed_by is not null and reviewed_by is null",
      [tx.at],
    ),
  );
});

async function ask(
  who: Someone,
  method: "GET" | "POST",
  url: string,
  body?: object,
  ground: string | null = null,
) {
  await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query(
      "update access.session set last_seen_at = $1, expires_at = $1::timestamptz + interval '1 hour'",
      [tx.at],
    ),
  );
  const answer = await desk.server.inject({
    method,
    url,
    headers: { ...who.headers, ...(ground === null ? {} : { "x-ground": ground, "x-purpose": "BORDER" }) },
    ...(body === undefined ? {} : { payload: body }),
  });
  return {
    status: answer.statusCode,
    body: answer.json<Emergencies & { code?: string; roles?: string[] }>(),
  };
}
const form = (over: object = {}) => ({
  scope,
  reason: "The watch officer fell ill, J2 401 lands in 20 minutes",
  minutes: 30,
  ...over,
});
const act = (who: Someone, ground: string | null = scope) => ask(who, "POST", "/test/directive", {}, ground);
/** Asked for by the user; its id. */
async function asked(over: object = {}): Promise<string> {
  const { status, body } = await ask(user, "POST", "/api/emergencies", form(over));
  expect(status).toBe(201);
  return body.emergencies.find(({ state }) => state === "asked")?.id ?? "";
}
const step = (who: Someone, id: string, path: string, body?: object) =>
  ask(who, "POST", `/api/emergencies/${id}/${path}`, body);
const review = { outcome: "justified", text: "The station was called and the ledger agrees." };
async function done(): Promise<void> {
  const { emergencies } = (await ask(officer, "GET", "/api/emergencies")).body;
  for (const { id } of emergencies.filter(({ state }) => state === "to-review")) {
    const { status } = await step(officer, id, "review", review);
    if (status !== 200) throw new Error(`not reviewed: ${status}`);
  }
}

test("it opens the work of the watch about one thing once a second person confirmed, and ends by itself, to the second (F17)", async () => {
  expect((await act(user)).body.code).toBe("not-permitted");
  const id = await asked();
  expect((await act(user)).status).toBe(403);
  expect((await step(user, id, "confirmation")).body.code).toBe("own-emergency");
  expect((await step(officer, id, "confirmation")).status).toBe(403);
  expect((await step(second, id, "confirmation")).status).toBe(200);
  // The data protection officer sees it now.
  expect((await ask(officer, "GET", "/api/emergencies")).body.emergencies[0]).toMatchObject({
    id,
    state: "in-force",
    overdue: false,
  });
  expect((await act(user)).body.roles).toEqual(["supervisor", "watch-officer"]);
  // Nobody else, nothing else.
  expect((await act(second)).status).toBe(403);
  expect((await act(user, null)).status).toBe(403);
  expect((await act(user, scope.replace(/1$/, "2"))).status).toBe(403);
  expect((await ask(user, "POST", "/test/unmasked", {}, scope)).status).toBe(403);
  desk.clock.set(new Date("2026-03-01T12:29:59.999Z"));
  expect((await act(user)).status).toBe(200);
  desk.clock.set(new Date("2026-03-01T12:30:00Z"));
  expect((await act(user)).status).toBe(403);
  const entries = await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query<{ action: string }>("select action from ledger.entry where subject_id = $1 order by seq", [id]),
  );
  expect(entries.map(({ action }) => action)).toEqual([
    "emergency.asked",
    "emergency.confirmed",
    "emergency.used",
    "emergency.used",
  ]);
  expect((await step(officer, id, "review", review)).body.emergencies[0]).toMatchObject({
    state: "reviewed",
    uses: 2,
  });
});

test("it is reviewed by the officer, once and when it is over; while a review is overdue there is no other (F17)", async () => {
  const id = await asked();
  await step(head, id, "confirmation");
  expect((await step(officer, id, "review", review)).body.code).toBe("emergency-moved");
  expect((await step(user, id, "ending")).status).toBe(200);
  expect((await act(user)).status).toBe(403);
  expect((await step(head, id, "review", review)).status).toBe(403);
  const waiting = await asked();
  // Fourteen days later, to the second.
  desk.clock.set(new Date("2026-03-15T11:59:59.999Z"));
  expect(
    (await ask(officer, "GET", "/api/emergencies")).body.emergencies.some(({ overdue }) => overdue),
  ).toBe(false);
  desk.clock.set(new Date("2026-03-15T12:00:00Z"));
  expect(
    (await ask(officer, "GET", "/api/emergencies")).body.emergencies.find((one) => one.id === id)?.overdue,
  ).toBe(true);
  expect((await step(second, waiting, "confirmation")).body.code).toBe("emergency-review-overdue");
  expect((await ask(second, "POST", "/api/emergencies", form())).body.code).toBe("emergency-review-overdue");
  await done();
  expect((await step(officer, id, "review", review)).body.code).toBe("emergency-moved");
  expect((await step(second, waiting, "confirmation")).status).toBe(200);
  await step(user, waiting, "ending");
  await done();
});

test.each([
  ["more than an hour", { minutes: 61 }],
  ["everything", { scope: "flight:" }],
  ["an offence", { scope: "offence:TERR" }],
  ["no reason", { reason: "hurry" }],
])("not for %s", async (_what, over) => {
  expect((await ask(user, "POST", "/api/emergencies", form(over))).body.code).toBe("request-invalid");
});

test("it is for supervisors only, and never opens what is masked, a search, a package, or anything to an administrator (F17, ANX9-9.25a)", async () => {
  for (const role of ["administrator", "head", "analyst", "auditor", "watch-officer"] as const) {
    const other = await desk.signIn([role]);
    expect((await ask(other, "POST", "/api/emergencies", form())).status).toBe(403);
  }
  const never = [
    "view-unmasked",
    "ask-approval",
    "view-source",
    "view-quarantine",
    "search-request",
    "search-clearings",
    "draft-package",
    "release-package",
    "view-request",
  ];
  expect(never.filter((action) => (emergencyActions as ReadonlySet<string>).has(action))).toEqual([]);
  // Whatever it opens, a watch officer does anyway: it is no way round the policies.
  const watch = { id: "x", roles: ["watch-officer"], purpose: "BORDER", ground: scope };
  for (const action of actions.filter((one) => emergencyActions.has(one)))
    expect([action, isRefusal(decide(watch, action, { demonstration: false }))]).toEqual([action, false]);
  expect([...emergencyActions].filter(showsPersons)).toEqual(["view-flight", "view-person", "view-alert"]);
});

test("by SQL: nobody confirms or reviews their own, makes it longer, takes it back, or opens one while a review is overdue (F17)", async () => {
  const id = await asked();
  const as = (who: Someone, role: string, text: string) =>
    desk.database.transaction({ id: who.id, roles: [role], purpose: null }, (tx) => tx.query(text));
  const confirm = (by: Someone, minutes: number) =>
    `update access.emergency set confirmed_by = '${by.id}', confirmed_at = platform.at(), expires_at = platform.at() + interval '${minutes} minutes',
       review_due_at = platform.at() + interval '14 days' where emergency_id = '${id}'`;
  await expect(as(user, "supervisor", confirm(user, 30))).rejects.toThrow(
    /row-level security|check constraint/,
  );
  await expect(as(second, "supervisor", confirm(second, 31))).rejects.toThrow(/check constraint/);
  await expect(as(second, "supervisor", confirm(head, 30))).rejects.toThrow(/row-level security/);
  await as(second, "supervisor", confirm(second, 30));
  const longer = `update access.emergency set expires_at = expires_at + interval '1 second' where emergency_id = '${id}'`;
  for (const [who, role] of [
    [user, "supervisor"],
    [officer, "data-protection-officer"],
  ] as const)
    await expect(as(who, role, longer)).rejects.toThrow(/row-level security|stays as it was/);
  await expect(as(user, "supervisor", "delete from access.emergency")).rejects.toThrow(/permission denied/);
  const own = `insert into access.emergency (emergency_id, person_id, scope, reason, minutes, asked_at)
    values (gen_random_uuid(), '${user.id}', '${scope}', 'by hand and alone', 60, now())`;
  await expect(as(user, "administrator", own)).rejects.toThrow(/row-level security/);
  desk.clock.set(new Date("2026-03-20T12:00:00Z"));
  await expect(as(user, "supervisor", own)).rejects.toThrow(/overdue/);
  await done();
});
