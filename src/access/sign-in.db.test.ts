// Signing in over HTTP: what passes, what is slowed, what the ledger says, and what is never told.
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessRoutes, addPerson, commandLine, guarded, prepareAccounts, roles, type Role } from "#access";
import { isRefusal, StartupRefused } from "#platform";
import { standIn } from "./passwords.ts";
import { aDesk, type Desk } from "../../test/harness/desk.ts";

let desk: Desk;
const byPassword = {
  strength: "password",
  publicUrl: undefined,
  unit: "Test unit",
  singleSignOn: undefined,
} as const;
const facts = { unit: "Test unit", zone: "Asia/Baku", version: "0.0.0" };

beforeAll(async () => {
  desk = await aDesk({ signIn: byPassword });
  accessRoutes(desk.server, facts);
  guarded(desk.server, { method: "GET", url: "/api/try", action: "view-board" }, async () => ({
    seen: true,
  }));
});
afterAll(() => desk.close());

async function look(statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: desk.adminUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function aPerson(name: string, roles: readonly Role[] = ["analyst"]) {
  const added = await addPerson(desk, commandLine, { name, displayName: `Person ${name}`, roles });
  if (isRefusal(added)) throw new Error(added.refused.detail);
  await desk.letAct(added.id);
  return added;
}

async function post(name: string, password: string, headers: Record<string, string> = {}) {
  const answer = await desk.server.inject({
    method: "POST",
    url: "/api/session",
    headers,
    payload: { name, password },
  });
  const cookie = String(answer.headers["set-cookie"] ?? "");
  return {
    status: answer.statusCode,
    cookie,
    headers: answer.headers,
    body: answer.json<Record<string, unknown>>(),
  };
}

async function get(url: string, cookie: string) {
  const answer = await desk.server.inject({ url, headers: { cookie: cookie.split(";")[0] ?? "" } });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
}

async function choosePassword(cookie: string, current: string, next: string) {
  const answer = await desk.server.inject({
    method: "PUT",
    url: "/api/session/password",
    headers: { cookie: cookie.split(";")[0] ?? "" },
    payload: { current, next },
  });
  return {
    status: answer.statusCode,
    body: answer.body,
    cookie: String(answer.headers["set-cookie"] ?? ""),
  };
}

test("a one-time password opens nothing but the choice of an own one", async () => {
  const { password } = await aPerson("Nigar.A");
  const { status, cookie, body } = await post(" nigar.a ", password);
  expect(status).toBe(201);
  expect(cookie).toMatch(/^openpiu=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Expires=/);
  expect(body).toMatchObject({ passwordChangeNeeded: true, may: [] });
  expect(await get("/api/try", cookie)).toMatchObject({
    status: 403,
    body: { code: "password-change-needed" },
  });

  for (const weak of ["short", "aaaaaaaaaaaaaa", "xx-NIGAR.A-2026", password]) {
    expect((await choosePassword(cookie, password, weak)).status).toBe(400);
  }
  expect((await choosePassword(cookie, "wrong", "three small words")).status).toBe(403);
  const chosen = await choosePassword(cookie, password, "three small words");
  expect(chosen.status).toBe(200);
  // It goes on under another token; the one before is worth nothing.
  expect((await get("/api/session", cookie)).status).toBe(401);
  expect(await get("/api/try", chosen.cookie)).toEqual({ status: 200, body: { seen: true } });
  expect((await get("/api/session", chosen.cookie)).body).toMatchObject({
    passwordChangeNeeded: false,
    person: { name: "Person Nigar.A", roles: ["analyst"], locale: "en" },
    purposes: ["TERR", "SERIOUS", "BORDER", "CHILD_PROTECTION", "CRITERIA"],
    may: expect.arrayContaining(["view-person", "decide-alert"]),
  });
  expect((await post("nigar.a", password)).status).toBe(401);
});

test("a wrong password, an unknown name and a closed account get the same answer", async () => {
  const { password, id } = await aPerson("closed");
  await look(`update access.person set disabled_at = now() where person_id = '${id}'`);
  await aPerson("open");
  const answers = [
    await post("open", "wrong"),
    await post("nobody", "wrong"),
    await post("closed", password),
  ];
  for (const { status, body, cookie } of answers) {
    expect({ status, cookie, body: { ...body, reference: "" } }).toEqual({
      status: 401,
      cookie: "",
      body: {
        type: "urn:openpiu:problem:sign-in-failed",
        title: "Sign in failed",
        status: 401,
        code: "sign-in-failed",
        detail: "Name or password is wrong.",
        reference: "",
      },
    });
  }
});

test("an unknown name costs the same work as a known one", async () => {
  const added = await aPerson("costly");
  const [row] = await look(`select password_hash from access.person where person_id = '${added.id}'`);
  const cost = /^(\$argon2id\$v=19\$m=19456,t=2,p=1\$)/;
  expect(String(row?.["password_hash"])).toMatch(cost);
  expect(standIn).toMatch(cost);
});

test("guessing is slowed, also with many tries at once, and a right password then has to wait too (LED-29.2)", async () => {
  const { password } = await aPerson("guessed");
  const tries = await Promise.all(Array.from({ length: 12 }, () => post("guessed", "wrong")));
  expect(tries.filter(({ status }) => status === 401).length).toBe(5);
  const slowed = await post("guessed", password);
  expect(slowed.status).toBe(429);
  expect(slowed.body["code"]).toBe("sign-in-slowed");
  expect(Number(slowed.headers["retry-after"])).toBeGreaterThan(0);
  desk.clock.advance(60_000);
  expect((await post("guessed", password)).status).toBe(201);
  // Success clears the name's failures.
  expect((await post("guessed", "wrong")).status).toBe(401);
});

test("an address that tries many names is slowed", async () => {
  desk.clock.advance(20 * 60_000);
  const statuses: number[] = [];
  for (let n = 0; n < 31; n += 1) statuses.push((await post(`name-${n}`, "wrong")).status);
  expect(statuses.slice(0, 30).every((status) => status === 401)).toBe(true);
  expect(statuses[30]).toBe(429);
  desk.clock.advance(20 * 60_000);
  expect((await post("name-31", "wrong")).status).toBe(401);
});

test("signing out ends the session and takes the cookie; signing in again ends the one before", async () => {
  const { password } = await aPerson("twice");
  const first = (await post("twice", password)).cookie;
  const second = await post("twice", password, { cookie: first.split(";")[0] ?? "" });
  expect((await get("/api/session", first)).status).toBe(401);
  const out = await desk.server.inject({
    method: "DELETE",
    url: "/api/session",
    headers: { cookie: second.cookie.split(";")[0] ?? "" },
  });
  expect(out.statusCode).toBe(204);
  expect(String(out.headers["set-cookie"])).toMatch(/^openpiu=; .*Expires=Thu, 01 Jan 1970/);
  expect((await get("/api/session", second.cookie)).status).toBe(401);
});

test("the ledger knows who came, who failed and who went; no password or token is in the database", async () => {
  const { id, password } = await aPerson("remembered");
  await post("remembered", "a wrong secret");
  const { cookie } = await post("remembered", password);
  await desk.server.inject({
    method: "DELETE",
    url: "/api/session",
    headers: { cookie: cookie.split(";")[0] ?? "" },
  });
  const entries = await look(
    `select actor, action from ledger.entry where subject_id = '${id}' order by seq`,
  );
  expect(entries).toEqual([
    { actor: "system:command", action: "person.added" },
    { actor: "system:access", action: "sign-in.failed" },
    { actor: id, action: "session.opened" },
    { actor: "system:access", action: "session.closed" },
  ]);
  await post("remembered", password);
  await post("typed a secret as name", "x");
  const everything = JSON.stringify([
    await look("select * from ledger.entry"),
    await look("select * from access.person"),
    await look("select encode(token_hash, 'escape') as token from access.session"),
    await look("select * from access.failed_sign_in"),
  ]);
  for (const secret of [password, "a wrong secret", "typed a secret", cookie.slice(8, 51)]) {
    expect(everything).not.toContain(secret);
  }
  expect(desk.log.join("")).not.toContain("secret");
});

test("the sign-in page learns the unit, and no account outside a demonstration", async () => {
  expect((await get("/api/installation", "")).body).toEqual({ ...facts, demonstration: false, accounts: [] });
});

test("a demonstration has an account for every role; a working unit refuses its database and its accounts", async () => {
  const demo = await aDesk({ demonstration: true });
  try {
    accessRoutes(demo.server, facts);
    await prepareAccounts({ ...demo, demonstration: true });
    await prepareAccounts({ ...demo, demonstration: true });
    const shown = (await demo.server.inject("/api/installation")).json<{
      accounts: { name: string; password: string; roles: string[] }[];
    }>();
    expect(new Set(shown.accounts.map((account) => account.roles).flat())).toEqual(new Set(roles));
    for (const { name, password, roles } of shown.accounts) {
      const answer = await demo.server.inject({
        method: "POST",
        url: "/api/session",
        payload: { name, password },
      });
      expect(answer.json()).toMatchObject({ person: { roles }, passwordChangeNeeded: false });
    }
    await expect(prepareAccounts({ ...demo, demonstration: false })).rejects.toThrow(StartupRefused);
    await expect(prepareAccounts({ ...desk, demonstration: true })).rejects.toThrow(StartupRefused);
  } finally {
    await demo.close();
  }
});

test("an account of a demonstration does not sign in to a working unit", async () => {
  const { id, password } = await aPerson("ready-made");
  const { cookie } = await post("ready-made", password);
  await look(`update access.person set demonstration = true where person_id = '${id}'`);
  expect((await get("/api/session", cookie)).status).toBe(401);
  expect((await post("ready-made", password)).status).toBe(401);
});
