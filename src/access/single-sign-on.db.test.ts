// Single sign-on against a provider that is really there: linking, coming in, proving anew; and every answer that must not hold.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { accessRoutes, addPerson, commandLine, guarded, openEnrolment } from "#access";
import { isRefusal, systemActor } from "#platform";
import { isStrong, mayBeAsked } from "./provider.ts";
import { isOwnPath } from "./single-sign-on.ts";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { aProvider, type Provider } from "../../test/harness/provider.ts";

let desk: Desk;
let provider: Provider;

beforeAll(async () => {
  provider = await aProvider();
  const { issuer, clientId, clientSecret } = provider;
  desk = await aDesk({
    at: new Date(),
    signIn: {
      strength: "strong",
      publicUrl: undefined,
      unit: "Test unit",
      singleSignOn: { issuer, clientId, clientSecret, label: "the ministry", strongAcr: [] },
    },
  });
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
afterAll(async () => {
  await desk.close();
  await provider.close();
});
afterEach(() => {
  provider.fault = {};
});

async function ask(method: "GET" | "POST" | "DELETE", url: string, cookie = "", payload?: object) {
  const answer = await desk.server.inject({
    method,
    url,
    headers: { cookie, host: "localhost" },
    ...(payload === undefined ? {} : { payload }),
  });
  const set = [answer.headers["set-cookie"] ?? []].flat().map((one) => one.split(";")[0] ?? "");
  const isJson = String(answer.headers["content-type"]).includes("json");
  return {
    status: answer.statusCode,
    body: isJson ? answer.json<Record<string, unknown>>() : {},
    location: String(answer.headers["location"] ?? ""),
    cookie: set.filter((one) => !one.endsWith("=")).join("; "),
    set: [answer.headers["set-cookie"] ?? []].flat(),
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

type Use = "sign-in" | "step-up" | "link";

async function begin(use: Use, cookie = "", to = "/flights") {
  const begun = await ask("POST", "/api/session/single-sign-on", cookie, { use, to });
  const { address } = begun.body as { address?: string };
  return { ...begun, address: address ?? "" };
}

const pathOf = (address: string): string => address.slice(new URL(address).origin.length);

/** The whole trip; `cookie` is that of the session it begins in. */
async function trip(use: Use, cookie = "", to?: string) {
  const begun = await begin(use, cookie, to);
  const back = await provider.visit(begun.address);
  return ask("GET", pathOf(back), begun.cookie);
}

let people = 0;
/** Somebody whose account is linked to `subject`, by an enrolment. */
async function aLinkedPerson() {
  people += 1;
  const subject = `subject-${people}`;
  const added = await addPerson(desk, commandLine, {
    name: `s${people}`,
    displayName: `Person ${people}`,
    roles: ["supervisor"],
  });
  if (isRefusal(added)) throw new Error(added.refused.detail);
  await desk.letAct(added.id);
  const secret = await desk.database.transaction(systemActor("test"), (tx) => openEnrolment(tx, added.id));
  const entered = await ask("POST", "/api/session/enrolment", "", { secret });
  provider.who = { subject, amr: ["pwd", "otp", "mfa"] };
  const linked = await trip("link", entered.cookie, "/");
  return { ...added, subject, cookie: linked.cookie, linked };
}

test("an identity is linked in an enrolment, and from then on comes in without a password (ANX9-9.25a)", async () => {
  const { id, linked, cookie } = await aLinkedPerson();
  expect(linked).toMatchObject({ status: 303, location: "/" });
  expect(await ask("GET", "/api/session", cookie)).toMatchObject({
    body: { strength: "single-sign-on", passkeyNeeded: false, person: { id } },
  });
  const entered = await trip("sign-in", "", "/alerts?state=open");
  expect(entered).toMatchObject({ status: 303, location: "/alerts?state=open" });
  expect((await ask("GET", "/api/try", entered.cookie)).status).toBe(200);
  expect(entered.set.find((one) => one.startsWith("openpiu="))).toMatch(/HttpOnly; SameSite=Strict/);
});

test("who is linked to nobody is not let in, and no account is made of them", async () => {
  const before = await look("select count(*) from access.person");
  provider.who = { subject: "a stranger", amr: ["mfa"] };
  const entered = await trip("sign-in");
  expect(entered.location).toBe("/sign-in?refused=identity-unknown&to=%2Fflights");
  expect(entered.cookie).toBe("");
  expect(await look("select count(*) from access.person")).toEqual(before);
});

test("one factor over there is too few here", async () => {
  const { subject } = await aLinkedPerson();
  provider.who = { subject, amr: ["pwd"] };
  expect((await trip("sign-in")).location).toContain("refused=identity-weak");
});

test("one identity opens one account: linking it to a second is refused", async () => {
  const first = await aLinkedPerson();
  const second = await aLinkedPerson();
  provider.who = { subject: first.subject, amr: ["mfa"] };
  const linked = await trip("link", second.cookie, "/me/access");
  expect(linked.location).toBe("/me/access?refused=identity-taken");
});

test("proving anew: the same person, lately, and the token changes", async () => {
  const person = await aLinkedPerson();
  desk.clock.advance(6 * 60_000);
  expect(await ask("POST", "/api/weighty", person.cookie)).toMatchObject({
    status: 403,
    body: { code: "step-up-needed", accepts: ["single-sign-on"] },
  });
  const begun = await begin("step-up", person.cookie);
  expect(begun.address).toContain("prompt=login");
  expect(begun.address).toContain("max_age=0");

  const other = await aLinkedPerson();
  expect((await trip("step-up", person.cookie)).location).toContain("refused=single-sign-on-refused");
  provider.who = { subject: person.subject, amr: ["mfa"] };
  provider.fault = { claims: { auth_time: Math.floor(Date.now() / 1000) - 3600 } };
  expect((await trip("step-up", person.cookie)).location).toContain("refused=single-sign-on-refused");
  provider.fault = {};
  const proved = await trip("step-up", person.cookie, "/flights");
  expect(proved.location).toBe("/flights");
  expect((await ask("GET", "/api/session", person.cookie)).status).toBe(401);
  expect((await ask("POST", "/api/weighty", proved.cookie)).status).toBe(200);
  expect((await ask("GET", "/api/session", other.cookie)).status).toBe(200);
});

const wrongTokens: readonly (readonly [string, Provider["fault"]])[] = [
  ["another nonce", { claims: { nonce: "of another trip" } }],
  ["another audience", { claims: { aud: "another client" } }],
  ["several audiences without us as its party", { claims: { aud: ["openpiu", "x"], azp: "x" } }],
  ["another issuer", { claims: { iss: "https://evil.example" } }],
  ["no signature (alg none)", { unsigned: true }],
  ["a signature of other keys", { forged: true }],
  ["its time run out", { expired: true }],
  ["no subject", { claims: { sub: undefined } as never }],
];

test.each(wrongTokens)("a token with %s opens nothing", async (_what, fault) => {
  const { subject } = await aLinkedPerson();
  provider.who = { subject, amr: ["mfa"] };
  provider.fault = fault;
  const entered = await trip("sign-in");
  expect(entered.location).toContain("refused=single-sign-on-refused");
  expect(entered.cookie).toBe("");
});

test("a way back is good once, in the browser that went, and as it was given", async () => {
  const { subject } = await aLinkedPerson();
  provider.who = { subject, amr: ["mfa"] };
  const begun = await begin("sign-in");
  const back = await provider.visit(begun.address);
  const refused = expect.stringContaining("refused=single-sign-on-refused") as unknown;
  // Another browser (login forced on somebody), or none of ours.
  const stranger = await begin("sign-in");
  expect((await ask("GET", pathOf(back), stranger.cookie)).location).toEqual(refused);
  expect((await ask("GET", pathOf(back), "")).location).toEqual(refused);
  expect((await ask("GET", pathOf(back), begun.cookie)).location).toBe("/flights");
  const asked = provider.asked;
  expect((await ask("GET", pathOf(back), begun.cookie)).location).toEqual(refused);
  expect(provider.asked).toBe(asked);

  // A code of another trip, an answer of another issuer (mix-up), an altered state, a state of another wish.
  const [first, second] = [await begin("sign-in"), await begin("sign-in")];
  const foreign = new URL(await provider.visit(first.address));
  const own = new URL(await provider.visit(second.address));
  own.searchParams.set("code", foreign.searchParams.get("code") ?? "");
  expect((await ask("GET", pathOf(own.href), second.cookie)).location).toEqual(refused);
  for (const alter of [
    (url: URL) => url.searchParams.set("iss", "https://evil.example"),
    (url: URL) => url.searchParams.delete("iss"),
    (url: URL) => url.searchParams.set("state", `${url.searchParams.get("state")}x`),
    (url: URL) => {
      const evil = Buffer.from(JSON.stringify(["sign-in", "/elsewhere"])).toString("base64url");
      url.searchParams.set("state", `${evil}.${url.searchParams.get("state")?.split(".")[1]}`);
    },
    (url: URL) => url.searchParams.set("error", "access_denied"),
    (url: URL) => url.searchParams.delete("code"),
  ]) {
    const once = await begin("sign-in");
    const altered = new URL(await provider.visit(once.address));
    alter(altered);
    expect((await ask("GET", pathOf(altered.href), once.cookie)).location).toEqual(refused);
  }
});

test("a trip takes ten minutes at most", async () => {
  const { subject } = await aLinkedPerson();
  provider.who = { subject, amr: ["mfa"] };
  const begun = await begin("sign-in");
  const back = await provider.visit(begun.address);
  desk.clock.advance(10 * 60_000);
  expect((await ask("GET", pathOf(back), begun.cookie)).location).toContain("refused=single-sign-on-refused");
});

test("the way back leads to pages of this server only", async () => {
  for (const to of [
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "\\evil",
    "evil",
    "/%0d%0a\r\nx",
    "",
  ]) {
    expect(await begin("sign-in", "", to)).toMatchObject({
      status: 400,
      body: { code: "return-address-foreign" },
    });
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      const origin = "https://piu.example";
      const leads = URL.canParse(text, origin) ? new URL(text, origin).origin : "nowhere";
      expect(isOwnPath(text, origin) && leads !== origin).toBe(false);
    }),
  );
});

test("proving and linking need somebody who is signed in; linking needs a proof of the last minutes", async () => {
  expect((await begin("step-up")).status).toBe(401);
  expect((await begin("link")).status).toBe(401);
  const { cookie } = await aLinkedPerson();
  desk.clock.advance(6 * 60_000);
  expect((await begin("link", cookie)).body["code"]).toBe("step-up-needed");
});

test("the last identity is not unlinked", async () => {
  const { cookie } = await aLinkedPerson();
  const ways = (await ask("GET", "/api/session/ways", cookie)).body as { identities: { id: string }[] };
  expect(await ask("DELETE", `/api/session/identities/${ways.identities[0]?.id}`, cookie)).toMatchObject({
    status: 409,
    body: { code: "last-way-in" },
  });
});

test("whoever the provider names is not asked inside: not this machine, not a number, not another port", async () => {
  let reached = 0;
  const inside = createServer((_request, response) => {
    reached += 1;
    response.end("{}");
  });
  await new Promise<void>((listening) => inside.listen(0, "127.0.0.1", listening));
  const { port } = inside.address() as AddressInfo;
  const { subject } = await aLinkedPerson();
  provider.who = { subject, amr: ["mfa"] };
  for (const host of ["127.0.0.1", "localhost"]) {
    // What the provider says of itself is asked anew after ten minutes.
    desk.clock.advance(11 * 60_000);
    provider.fault = { tokenEndpoint: `http://${host}:${port}/token` };
    expect((await trip("sign-in")).location).toContain("refused=single-sign-on-refused");
  }
  expect(reached).toBe(0);
  await new Promise((closed) => inside.close(closed));
  desk.clock.advance(11 * 60_000);

  const issuer = new URL("https://login.example.gov");
  const refused = [
    "http://login.example.gov",
    "https://169.254.169.254",
    "https://[::1]",
    "https://localhost",
    "https://db",
  ];
  for (const address of refused) expect(mayBeAsked(new URL(address), issuer)).toBe(false);
  for (const address of ["https://login.example.gov/t", "https://keys.example.gov/jwks"])
    expect(mayBeAsked(new URL(address), issuer)).toBe(true);
});

test("what counts as several factors", () => {
  expect(isStrong({ amr: ["pwd", "mfa"] }, [])).toBe(true);
  expect(isStrong({ amr: ["pwd"] }, [])).toBe(false);
  expect(isStrong({ amr: "mfa" }, [])).toBe(false);
  expect(isStrong({ acr: "high", amr: ["mfa"] }, ["substantial"])).toBe(false);
  expect(isStrong({ acr: "high" }, ["substantial", "high"])).toBe(true);
});

test("no secret and no subject stands in the log or the ledger", async () => {
  const entries = await look("select body from ledger.entry");
  expect(entries.length).toBeGreaterThan(20);
  const told = JSON.stringify(entries) + desk.log.join("");
  for (const word of ["the client's secret", "subject-", "code=", "id_token"])
    expect(told).not.toContain(word);
});
