// Passkeys over HTTP in a working unit: the first one, further ones, signing in, proving anew; and every answer that must not hold.
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessRoutes, addPerson, commandLine, guarded, openEnrolment, type Role } from "#access";
import { isRefusal, systemActor } from "#platform";
import { anAuthenticator, type Authenticator, type Twist } from "../../test/harness/authenticator.ts";
import { aDesk, type Desk } from "../../test/harness/desk.ts";

let desk: Desk;
const here = { rpId: "localhost", origin: "http://localhost" };

beforeAll(async () => {
  desk = await aDesk();
  accessRoutes(desk.server, { unit: "Test unit", zone: "Asia/Baku", version: "0.0.0" });
  guarded(desk.server, { method: "GET", url: "/api/try", action: "view-board" }, async () => ({
    seen: true,
  }));
  guarded(
    desk.server,
    { method: "POST", url: "/api/weighty", action: "release-directive", stepUp: true },
    async () => ({ done: true }),
  );
});
afterAll(() => desk.close());

type Answer = { readonly status: number; readonly body: Record<string, unknown>; readonly cookie: string };

async function ask(
  method: "GET" | "POST" | "DELETE",
  url: string,
  cookie = "",
  payload?: object,
): Promise<Answer> {
  const answer = await desk.server.inject({
    method,
    url,
    headers: { cookie },
    ...(payload === undefined ? {} : { payload }),
  });
  const set = [answer.headers["set-cookie"] ?? []].flat();
  return {
    status: answer.statusCode,
    body: answer.body === "" || answer.statusCode === 204 ? {} : answer.json<Record<string, unknown>>(),
    cookie: set.map((one) => one.split(";")[0]).join("; "),
  };
}

async function look(statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: desk.adminUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

let people = 0;
async function aPerson(roles: readonly Role[] = ["supervisor"]) {
  people += 1;
  const added = await addPerson(desk, commandLine, {
    name: `p${people}`,
    displayName: `Person ${people}`,
    roles,
  });
  if (isRefusal(added)) throw new Error(added.refused.detail);
  await desk.letAct(added.id);
  return added;
}

const options = async (url: string, cookie = "") =>
  (await ask("POST", url, cookie)).body as { challenge: string; user?: { id: string } };

async function make(key: Authenticator, cookie: string, twist: Twist = {}): Promise<Answer> {
  const asked = await options("/api/session/passkeys/challenge", cookie);
  return ask("POST", "/api/session/passkeys", cookie, key.make(asked, twist));
}

async function signIn(key: Authenticator, twist: Twist = {}): Promise<Answer> {
  return ask(
    "POST",
    "/api/session/passkey",
    "",
    key.sign(await options("/api/session/passkey/challenge"), twist),
  );
}

/** Somebody with a passkey, signed in by it. */
async function withPasskey(roles?: readonly Role[]) {
  const person = await aPerson(roles);
  const key = anAuthenticator(here);
  const first = await ask("POST", "/api/session", "", { name: person.signInName, password: person.password });
  const made = await make(key, first.cookie);
  if (made.status !== 200) throw new Error(JSON.stringify(made.body));
  return { ...person, key, cookie: made.cookie };
}

test("in a working unit a password opens nothing but the making of a passkey, and goes with it (ANX9-9.25a)", async () => {
  const person = await aPerson();
  const given = { name: person.signInName, password: person.password };
  const entered = await ask("POST", "/api/session", "", given);
  expect(entered).toMatchObject({ status: 201, body: { passkeyNeeded: true, may: [] } });
  expect(await ask("GET", "/api/try", entered.cookie)).toMatchObject({
    status: 403,
    body: { code: "passkey-needed" },
  });
  const key = anAuthenticator(here);
  const made = await make(key, entered.cookie);
  expect(made).toMatchObject({ status: 200, body: { passkeyNeeded: false, strength: "passkey" } });
  expect((await ask("GET", "/api/try", entered.cookie)).status).toBe(401);
  expect((await ask("GET", "/api/try", made.cookie)).status).toBe(200);
  // The password is gone: it opens nothing any more.
  expect((await ask("POST", "/api/session", "", given)).status).toBe(401);
  const back = await signIn(key);
  expect(back).toMatchObject({ status: 201, body: { strength: "passkey", person: { id: person.id } } });
  expect((await ask("GET", "/api/try", back.cookie)).status).toBe(200);
});

test("a password that is set over a passkey opens nothing: whoever gives out passwords comes into no account (ANX9-9.25a)", async () => {
  const { id, signInName } = await withPasskey();
  const { hashPassword } = await import("./passwords.ts");
  const hash = await hashPassword("given out by somebody");
  await look(
    `update access.person set password_hash = '${hash}', password_once = true where person_id = '${id}'`,
  );
  const entered = await ask("POST", "/api/session", "", {
    name: signInName,
    password: "given out by somebody",
  });
  expect(entered).toMatchObject({ status: 401, body: { code: "sign-in-failed" } });
});

test("a challenge is good once, for two minutes, and for its own use", async () => {
  const { key, cookie } = await withPasskey();
  const asked = await options("/api/session/passkey/challenge");
  const signed = key.sign(asked);
  expect((await ask("POST", "/api/session/passkey", "", signed)).status).toBe(201);
  expect((await ask("POST", "/api/session/passkey", "", signed)).status).toBe(401);
  // Fresh signature, the same challenge.
  expect((await ask("POST", "/api/session/passkey", "", key.sign(asked))).status).toBe(401);

  const late = await options("/api/session/passkey/challenge");
  desk.clock.advance(120_000);
  expect((await ask("POST", "/api/session/passkey", "", key.sign(late))).status).toBe(401);

  const ofStepUp = await options("/api/session/step-up/challenge", cookie);
  expect((await ask("POST", "/api/session/passkey", "", key.sign(ofStepUp))).status).toBe(401);
  const invented = { challenge: Buffer.alloc(32, 7).toString("base64url") };
  expect((await ask("POST", "/api/session/passkey", "", key.sign(invented))).status).toBe(401);
  const [kept] = await look("select count(*)::int as n from access.challenge where use = 'step-up'");
  expect(kept).toEqual({ n: 1 });
});

const wrong: readonly (readonly [string, Twist])[] = [
  ["another origin", { origin: "https://evil.example" }],
  ["the same name at another port", { origin: "http://localhost:9999" }],
  ["another relying party", { rpId: "evil.example" }],
  ["no user verification", { userVerified: false }],
  ["another key", { forged: true }],
  ["another ceremony", { type: "webauthn.create" }],
  ["another person's handle", { userHandle: Buffer.alloc(16, 1).toString("base64url") }],
];

test.each(wrong)(
  "signing in with %s is refused, in the same words as an unknown passkey",
  async (_what, twist) => {
    const { key } = await withPasskey();
    const refused = await signIn(key, twist);
    const unknown = await signIn(anAuthenticator(here));
    expect(refused.status).toBe(401);
    expect({ ...refused.body, reference: "" }).toEqual({ ...unknown.body, reference: "" });
    expect(refused.cookie).toBe("");
  },
);

test.each(wrong.filter(([, twist]) => twist.forged === undefined && twist.userHandle === undefined))(
  "making a passkey with %s is refused",
  async (_what, twist) => {
    const { cookie } = await withPasskey();
    const answer = await make(anAuthenticator(here), cookie, {
      ...twist,
      ...(twist.type === undefined ? {} : { type: "webauthn.get" }),
    });
    expect(answer.status).toBe(400);
    expect(answer.body["code"]).toBe("passkey-not-made");
  },
);

test("a challenge of one session makes no passkey in another", async () => {
  const [mallory, victim] = [await withPasskey(), await withPasskey()];
  const asked = await options("/api/session/passkeys/challenge", mallory.cookie);
  const answer = await ask("POST", "/api/session/passkeys", victim.cookie, anAuthenticator(here).make(asked));
  expect(answer).toMatchObject({ status: 409, body: { code: "challenge-gone" } });
});

test("another person's passkey proves nothing, one's own does, and the token changes", async () => {
  const [me, other] = [await withPasskey(), await withPasskey()];
  desk.clock.advance(6 * 60_000);
  expect(await ask("POST", "/api/weighty", me.cookie)).toMatchObject({
    status: 403,
    body: { code: "step-up-needed", accepts: ["passkey"] },
  });
  const asked = await options("/api/session/step-up/challenge", me.cookie);
  const foreign = await ask("POST", "/api/session/step-up/passkey", me.cookie, other.key.sign(asked));
  expect(foreign).toMatchObject({ status: 403, body: { code: "passkey-refused" } });
  expect((await ask("POST", "/api/weighty", me.cookie)).status).toBe(403);
  const again = await options("/api/session/step-up/challenge", me.cookie);
  const proved = await ask("POST", "/api/session/step-up/passkey", me.cookie, me.key.sign(again));
  expect(proved.status).toBe(200);
  expect((await ask("POST", "/api/weighty", me.cookie)).status).toBe(401);
  expect((await ask("POST", "/api/weighty", proved.cookie)).status).toBe(200);
  // Where there is a passkey no password will do.
  expect(await ask("POST", "/api/session/step-up", proved.cookie, { password: me.password })).toMatchObject({
    status: 403,
    body: { code: "password-not-accepted" },
  });
});

test("a passkey whose counter goes back may have been copied: it opens nothing any more, and the ledger knows", async () => {
  const { key, id } = await withPasskey();
  expect((await signIn(key)).status).toBe(201);
  // A counter that nobody signed casts no suspicion.
  expect((await signIn(key, { forged: true, counter: 0 })).status).toBe(401);
  expect((await signIn(key)).status).toBe(201);
  expect((await signIn(key, { counter: 1 })).status).toBe(401);
  expect((await signIn(key)).status).toBe(401);
  const entries = await look(
    `select action from ledger.entry where subject_id = '${id}' and action like 'passkey.%' order by seq`,
  );
  expect(entries.map(({ action }) => action)).toEqual(["passkey.added", "passkey.suspected"]);
});

test("a passkey that does not count is no copy", async () => {
  const person = await aPerson();
  const key = anAuthenticator(here, { counts: false });
  const first = await ask("POST", "/api/session", "", { name: person.signInName, password: person.password });
  await make(key, first.cookie);
  expect([(await signIn(key)).status, (await signIn(key)).status]).toEqual([201, 201]);
});

test("several passkeys; a further one needs a new proof, the last one stays, and other sessions end with each change", async () => {
  const { key, cookie } = await withPasskey();
  const elsewhere = await signIn(key);
  desk.clock.advance(6 * 60_000);
  expect((await ask("POST", "/api/session/passkeys/challenge", cookie)).body["code"]).toBe("step-up-needed");
  const again = await options("/api/session/step-up/challenge", cookie);
  const proved = await ask("POST", "/api/session/step-up/passkey", cookie, key.sign(again));
  const second = anAuthenticator(here);
  const made = await make(second, proved.cookie);
  expect(made.status).toBe(200);
  expect((await ask("GET", "/api/session", elsewhere.cookie)).status).toBe(401);

  const ways = (await ask("GET", "/api/session/ways", made.cookie)).body as {
    passkeys: { id: string; name: string }[];
    sessions: { here: boolean }[];
  };
  expect(ways.passkeys).toHaveLength(2);
  expect(ways.sessions).toMatchObject([{ here: true }]);
  const removed = await ask("DELETE", `/api/session/passkeys/${ways.passkeys[0]?.id}`, made.cookie);
  expect(removed.status).toBe(200);
  expect((await signIn(key)).status).toBe(401);
  expect(await ask("DELETE", `/api/session/passkeys/${ways.passkeys[1]?.id}`, removed.cookie)).toMatchObject({
    status: 409,
    body: { code: "last-way-in" },
  });
  expect((await signIn(second)).status).toBe(201);
});

test("the database itself keeps the last way in, and lets nobody make one for another person", async () => {
  const { id } = await withPasskey();
  await expect(look(`delete from access.passkey where person_id = '${id}'`)).rejects.toThrow(/last way in/);
  const administrator = await aPerson(["administrator"]);
  const actor = { id: administrator.id, roles: ["administrator"], purpose: null };
  await expect(
    desk.database.transaction(actor, (tx) =>
      tx.query(
        `insert into access.passkey (passkey_id, person_id, credential_id, public_key, counter, transports, kind, backed_up,
           aaguid, name, added_at)
         values (gen_random_uuid(), $1, 'x', '\\x00', 0, '{}', 'singleDevice', false, '', 'mine', $2)`,
        [id, tx.at],
      ),
    ),
  ).rejects.toThrow(/row-level security/);
  const seen = await desk.database.transaction(actor, (tx) =>
    tx.query("select 1 from access.passkey where person_id = $1", [id]),
  );
  expect(seen).toEqual([]);
});

test("an administrator opens no enrolment, not by SQL either (ANX9-9.25a)", async () => {
  const { id } = await withPasskey();
  const administrator = await aPerson(["administrator"]);
  const actor = { id: administrator.id, roles: ["administrator"], purpose: null };
  await expect(desk.database.transaction(actor, (tx) => openEnrolment(tx, id))).rejects.toThrow(
    /row-level security/,
  );
});

test("an enrolment makes one passkey, in place of those that are lost; its secret is good once and for a day (ANX9-9.25a)", async () => {
  const { key, id, cookie } = await withPasskey();
  const open = () => desk.database.transaction(systemActor("test"), (tx) => openEnrolment(tx, id));
  const stale = await open();
  const secret = await open();
  // Until it is used, what opened the account still does.
  expect((await signIn(key)).status).toBe(201);
  expect((await ask("POST", "/api/session/enrolment", "", { secret: stale })).status).toBe(401);
  const entered = await ask("POST", "/api/session/enrolment", "", { secret });
  expect(entered).toMatchObject({
    status: 201,
    body: { passkeyNeeded: true, strength: "enrolment", may: [] },
  });
  expect((await ask("GET", "/api/try", entered.cookie)).body["code"]).toBe("passkey-needed");
  // A second visit with the same secret before it is used: only one of them comes to its end.
  const twice = await ask("POST", "/api/session/enrolment", "", { secret });
  const fresh = anAuthenticator(here);
  expect((await make(fresh, entered.cookie)).status).toBe(200);
  expect((await make(anAuthenticator(here), twice.cookie)).status).toBe(401);
  expect((await ask("POST", "/api/session/enrolment", "", { secret })).status).toBe(401);
  expect((await signIn(key)).status).toBe(401);
  expect((await ask("GET", "/api/session", cookie)).status).toBe(401);
  expect((await signIn(fresh)).status).toBe(201);

  const old = await open();
  desk.clock.advance(24 * 3_600_000);
  expect((await ask("POST", "/api/session/enrolment", "", { secret: old })).status).toBe(401);
  const everything = JSON.stringify(await look("select * from access.enrolment, ledger.entry"));
  for (const word of [stale, secret, old]) expect(everything + desk.log.join("")).not.toContain(word);
});

test("an enrolment that runs out on the way makes nothing and takes nothing away", async () => {
  const { key, id } = await withPasskey();
  const secret = await desk.database.transaction(systemActor("test"), (tx) => openEnrolment(tx, id));
  desk.clock.advance(24 * 3_600_000 - 1000);
  const entered = await ask("POST", "/api/session/enrolment", "", { secret });
  desk.clock.advance(2000);
  expect(await make(anAuthenticator(here), entered.cookie)).toMatchObject({
    status: 403,
    body: { code: "enrolment-ended" },
  });
  expect((await signIn(key)).status).toBe(201);
});

test("one's own sessions: seen, ended one by one and all at once; another person's are out of reach", async () => {
  const { key, cookie } = await withPasskey();
  const other = await withPasskey();
  const [second, third] = [await signIn(key), await signIn(key)];
  const list = async (of: string) =>
    ((await ask("GET", "/api/session/ways", of)).body as { sessions: { id: string; here: boolean }[] })
      .sessions;
  const mine = await list(cookie);
  expect(mine.filter(({ here }) => here)).toHaveLength(1);
  expect(mine).toHaveLength(3);
  const [foreign] = await list(other.cookie);
  expect((await ask("DELETE", `/api/session/list/${foreign?.id}`, cookie)).status).toBe(404);
  const [of2] = (await list(second.cookie)).filter(({ here }) => here);
  expect((await ask("DELETE", `/api/session/list/${of2?.id}`, cookie)).status).toBe(204);
  expect((await ask("GET", "/api/session", second.cookie)).status).toBe(401);
  expect((await ask("DELETE", "/api/session/list", cookie)).status).toBe(204);
  expect((await ask("GET", "/api/session", third.cookie)).status).toBe(401);
  expect((await ask("GET", "/api/session", cookie)).status).toBe(200);
});

test("a passkey opens no closed account", async () => {
  const { key, id } = await withPasskey();
  await look(`update access.person set disabled_at = now() where person_id = '${id}'`);
  expect((await signIn(key)).status).toBe(401);
});

test("very many challenges of one address are refused, and they run out", async () => {
  desk.clock.advance(10 * 60_000);
  const many = await Promise.all(
    Array.from({ length: 104 }, () => ask("POST", "/api/session/passkey/challenge")),
  );
  const refused = many.filter(({ status }) => status === 429).length;
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThanOrEqual(4);
  desk.clock.advance(120_000);
  expect((await ask("POST", "/api/session/passkey/challenge")).status).toBe(200);
  expect(await look("select count(*)::int as n from access.challenge")).toEqual([{ n: 1 }]);
});
