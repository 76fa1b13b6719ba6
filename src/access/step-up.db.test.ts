// Acts that weigh need a new proof of who one is: when it is asked for, what is accepted, and what a proof changes.
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessRoutes, guarded, prepareAccounts } from "#access";
import { aDesk, type Desk } from "../../test/harness/desk.ts";

let desk: Desk;

beforeAll(async () => {
  desk = await aDesk({ demonstration: true });
  accessRoutes(desk.server, { unit: "Test unit", zone: "Asia/Baku", version: "0.0.0" });
  await prepareAccounts({ ...desk, demonstration: true });
  guarded(
    desk.server,
    { method: "POST", url: "/api/weighty", action: "release-directive", stepUp: true },
    async () => ({ done: true }),
  );
});
afterAll(() => desk.close());

const minutes = (n: number): number => n * 60_000;

async function ask(method: "GET" | "POST", url: string, cookie: string, payload?: object) {
  const answer = await desk.server.inject({
    method,
    url,
    headers: { cookie },
    ...(payload === undefined ? {} : { payload }),
  });
  return {
    status: answer.statusCode,
    body: answer.json<Record<string, unknown>>(),
    cookie: String(answer.headers["set-cookie"] ?? "").split(";")[0] ?? "",
  };
}

const signIn = async (name: string) =>
  (await ask("POST", "/api/session", "", { name, password: "demonstration" })).cookie;

test("a proof older than five minutes is not enough, and the refusal says what is accepted (ANX9-9.25a)", async () => {
  const cookie = await signIn("supervisor");
  expect(await ask("POST", "/api/weighty", cookie)).toMatchObject({ status: 200, body: { done: true } });
  desk.clock.advance(minutes(5));
  expect((await ask("POST", "/api/weighty", cookie)).status).toBe(200);
  desk.clock.advance(1);
  expect(await ask("POST", "/api/weighty", cookie)).toMatchObject({
    status: 403,
    body: { code: "step-up-needed", accepts: ["password"] },
  });
  // What does not weigh goes on.
  expect((await ask("GET", "/api/session", cookie)).status).toBe(200);
});

test("a new proof goes with a new token; the old one opens nothing any more", async () => {
  const before = await signIn("supervisor");
  desk.clock.advance(minutes(6));
  const proved = await ask("POST", "/api/session/step-up", before, { password: "demonstration" });
  expect(proved).toMatchObject({ status: 200, body: { strength: "password" } });
  expect(proved.cookie).not.toBe(before);
  expect((await ask("GET", "/api/session", before)).status).toBe(401);
  expect((await ask("POST", "/api/weighty", before)).status).toBe(401);
  expect((await ask("POST", "/api/weighty", proved.cookie)).status).toBe(200);
});

test("who may not do it anyway is not asked to prove anything", async () => {
  const cookie = await signIn("carriers");
  desk.clock.advance(minutes(6));
  expect(await ask("POST", "/api/weighty", cookie)).toMatchObject({
    status: 403,
    body: { code: "not-permitted" },
  });
});

test("wrong passwords are counted by session: they are slowed, and nobody else is", async () => {
  const cookie = await signIn("supervisor");
  desk.clock.advance(minutes(6));
  for (let attempt = 0; attempt < 5; attempt += 1) {
    expect(await ask("POST", "/api/session/step-up", cookie, { password: "wrong" })).toMatchObject({
      status: 403,
      body: { code: "step-up-failed" },
    });
  }
  expect((await ask("POST", "/api/session/step-up", cookie, { password: "demonstration" })).status).toBe(429);
  expect(await signIn("supervisor")).toMatch(/^openpiu=/);
  desk.clock.advance(minutes(2));
  expect((await ask("POST", "/api/session/step-up", cookie, { password: "demonstration" })).status).toBe(200);
});
