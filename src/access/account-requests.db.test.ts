// Accounts on request: asked for by one person, made by another, who never learns the secret; held also against plain SQL.
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessRoutes, actions, decide, type Role } from "#access";
import { isRefusal, systemActor, type Actor } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";

type Someone = Awaited<ReturnType<Desk["signIn"]>>;
let desk: Desk;
let supervisor: Someone;
let administrator: Someone;
let head: Someone;
let made = 0;

beforeAll(async () => {
  desk = await aDesk();
  accessRoutes(desk.server, { unit: "Unit", zone: "UTC", version: "0" });
  [supervisor, administrator, head] = await Promise.all([
    desk.signIn(["supervisor"]),
    desk.signIn(["administrator"]),
    desk.signIn(["head"]),
  ]);
});
afterAll(() => desk.close());

async function ask(who: Someone, method: "GET" | "POST" | "PUT", url: string, body?: object) {
  const answer = await desk.server.inject({
    method,
    url,
    headers: who.headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  return {
    status: answer.statusCode,
    text: answer.body,
    body: (answer.body === "" ? {} : answer.json()) as { id: string; code?: string; password?: string },
  };
}
const form = (roles: readonly Role[] = ["analyst"]) => {
  made += 1;
  return { kind: "account", signInName: `new${made}`, name: `New ${made}`, roles, reason: "joins the unit" };
};
const requests = "/api/people/requests";

/** Asked for by the supervisor, made by the administrator. */
async function anAccount(roles: readonly Role[] = ["analyst"]) {
  const asked = await ask(supervisor, "POST", requests, form(roles));
  expect(asked.status).toBe(201);
  const done = await ask(administrator, "POST", `${requests}/${asked.body.id}/execution`);
  expect(done).toMatchObject({ status: 204, text: "" });
  return asked.body.id;
}

test("an account is asked for, made by an administrator, and its secret is for who asked, once (F16, ANX9-9.25a)", async () => {
  const id = await anAccount();
  // Who made it learns no secret: not in an answer, not by asking for it.
  expect(await ask(administrator, "POST", `${requests}/${id}/secret`)).toMatchObject({ status: 403 });
  expect(await ask(head, "POST", `${requests}/${id}/secret`)).toMatchObject({
    status: 403,
    body: { code: "not-who-asked" },
  });
  const given = await ask(supervisor, "POST", `${requests}/${id}/secret`);
  expect(given).toMatchObject({ status: 201, body: { password: expect.any(String) } });
  expect((await ask(supervisor, "POST", `${requests}/${id}/secret`)).body.code).toBe(
    "account-request-closed",
  );
  const list = await ask(administrator, "GET", requests);
  expect(list.text).not.toContain(given.body.password);
  const entries = await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query<{ action: string; actor: string }>(
      "select action, actor from ledger.entry where subject_id in ($1, $2) order by seq",
      [id, given.body.id],
    ),
  );
  expect(entries).toEqual([
    { action: "account.asked", actor: supervisor.id },
    { action: "person.added", actor: administrator.id },
    { action: "enrolment.opened", actor: supervisor.id },
    { action: "account.handed-over", actor: supervisor.id },
  ]);
});

test("an administrator has no way to make, open or re-key an account alone (ANX9-9.25a)", async () => {
  expect(await ask(administrator, "POST", requests, form())).toMatchObject({ status: 403 });
  for (const [method, url] of [
    ["POST", "/api/people"],
    ["POST", `/api/people/${supervisor.id}/password`],
    ["PUT", `/api/people/${supervisor.id}/roles`],
  ] as const) {
    expect((await ask(administrator, method, url, form())).status).toBe(404);
  }
  const open = { closed: false };
  expect((await ask(administrator, "PUT", `/api/people/${supervisor.id}/state`, open)).status).toBe(400);
  expect(
    await ask(
      supervisor,
      "POST",
      `${requests}/${(await ask(supervisor, "POST", requests, form())).body.id}/execution`,
    ),
  ).toMatchObject({ status: 403 });
});

test("nobody asks for themselves, and no roles that may not be held together", async () => {
  const own = {
    kind: "roles",
    personId: supervisor.id,
    roles: ["supervisor", "analyst"],
    reason: "short of people",
  };
  expect((await ask(supervisor, "POST", requests, own)).body.code).toBe("own-account");
  expect((await ask(supervisor, "POST", requests, form(["administrator", "analyst"]))).body.code).toBe(
    "roles-conflict",
  );
  const about = { kind: "roles", personId: administrator.id, roles: ["analyst"], reason: "changes sides" };
  const asked = await ask(supervisor, "POST", requests, about);
  expect((await ask(administrator, "POST", `${requests}/${asked.body.id}/execution`)).body.code).toBe(
    "own-account",
  );
});

test("the unit neither makes, narrows nor ends the accounts of those who oversee it (PNRD-5.2)", async () => {
  const officer = await desk.signIn(["data-protection-officer"]);
  for (const kind of ["secret", "opening"]) {
    const asked = await ask(head, "POST", requests, {
      kind,
      personId: officer.id,
      reason: "no longer wanted",
    });
    expect(asked).toMatchObject({ status: 403, body: { code: "appointing-authority" } });
  }
  const narrowed = { kind: "roles", personId: officer.id, roles: [], reason: "no longer wanted" };
  expect((await ask(head, "POST", requests, narrowed)).body.code).toBe("appointing-authority");
  expect((await ask(head, "POST", requests, form(["data-protection-officer"]))).body.code).toBe(
    "appointing-authority",
  );
  const closing = await ask(administrator, "PUT", `/api/people/${officer.id}/state`, { closed: true });
  expect(closing).toMatchObject({ status: 403, body: { code: "appointing-authority" } });
});

const as = (who: Someone, role: Role): Actor => ({ id: who.id, roles: [role], purpose: null });
const sql = (actor: Actor, text: string, values: unknown[] = []) =>
  desk.database.transaction(actor, (tx) => tx.query(text, values));

test("against plain SQL the database holds the same: no role, account or secret by one hand (ANX9-9.25a)", async () => {
  const admin = as(administrator, "administrator");
  const grant = "insert into access.role_grant values ($1, 'analyst', now(), 'me')";
  await expect(sql(admin, grant, [administrator.id])).rejects.toThrow(/request of another person/);
  await expect(sql(admin, grant, [head.id])).rejects.toThrow(/request of another person/);
  const secret = "update access.person set password_hash = 'x' where person_id = $1";
  await expect(sql(admin, secret, [supervisor.id])).rejects.toThrow(/who asked for the account/);
  await expect(
    sql(
      admin,
      `insert into access.person (person_id, sign_in_name, display_name, created_at)
       values (gen_random_uuid(), 'ghost', 'Ghost', now())`,
    ),
  ).rejects.toThrow(/on the request of another person/);
  // Nor does a request of one's own help, in whatever role.
  const insert = `insert into access.account_request (request_id, kind, person_id, tenant, roles, reason, asked_by, asked_at)
    values (gen_random_uuid(), 'roles', $1, 'piu', '{analyst}', 'by hand', $2, now())`;
  await expect(sql(admin, insert, [head.id, administrator.id])).rejects.toThrow(/row-level security/);
  const boss = as(supervisor, "supervisor");
  await expect(sql(boss, insert, [head.id, administrator.id])).rejects.toThrow(/row-level security/);
  await expect(sql(boss, insert, [supervisor.id, supervisor.id])).rejects.toThrow(/check constraint/);
  await expect(
    sql(
      as(supervisor, "administrator"),
      `update access.account_request set state = 'executed',
    executed_by = $1, executed_at = now() where state = 'asked' and asked_by = $1`,
      [supervisor.id],
    ),
  ).rejects.toThrow(/check constraint/);
});

test("no role of an administrator permits an action that shows persons (ANX9-9.25a)", () => {
  for (const action of actions) {
    for (const purpose of ["TERR", "SERIOUS", "OVERSIGHT", "QUALITY", "RIGHTS"]) {
      for (const ground of ["case:1", "alert:1", "inquiry:OV-1", "offence:TERR", "receipt:1", "request:1"]) {
        const decision = decide({ id: "x", roles: ["administrator"], purpose, ground }, action, {
          demonstration: false,
        });
        expect(isRefusal(decision)).toBe(true);
      }
    }
  }
});
