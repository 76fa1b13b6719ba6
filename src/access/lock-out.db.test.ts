// Guessing is slowed and shuts nobody out; and whoever guesses learns nothing from the work that is done.
import { createRequire } from "node:module";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { accessRoutes, addPerson, commandLine } from "#access";
import { isRefusal, type Database } from "#platform";
import { signIn } from "./sign-in.ts";
import { aDesk, type Desk } from "../../test/harness/desk.ts";

// The real hashing is carried out; that it was is counted.
const argon2 = createRequire(import.meta.url)("@node-rs/argon2") as {
  verify: (...given: never[]) => unknown;
};
const hashings = vi.spyOn(argon2, "verify");

let desk: Desk;
const byPassword = {
  strength: "password",
  publicUrl: undefined,
  unit: "Test unit",
  singleSignOn: undefined,
} as const;

beforeAll(async () => {
  desk = await aDesk({ signIn: byPassword });
  accessRoutes(desk.server, { unit: "Test unit", zone: "Asia/Baku", version: "0.0.0" });
});
afterAll(async () => {
  hashings.mockRestore();
  await desk.close();
});
beforeEach(() => desk.clock.advance(60 * 60_000));

let people = 0;
async function aPerson() {
  people += 1;
  const name = `owner${people}`;
  const added = await addPerson(desk, commandLine, { name, displayName: name, roles: ["analyst"] });
  if (isRefusal(added)) throw new Error(added.refused.detail);
  return added;
}

async function post(name: string, password: string, { device = "", address = "10.0.0.1" } = {}) {
  const answer = await desk.server.inject({
    method: "POST",
    url: "/api/session",
    remoteAddress: address,
    headers: { cookie: device },
    payload: { name, password },
  });
  const cookies = [answer.headers["set-cookie"] ?? []].flat();
  return {
    status: answer.statusCode,
    device: cookies.find((one) => one.startsWith("openpiu-device="))?.split(";")[0] ?? "",
    cookies,
  };
}

test("a stranger who keeps failing on a name does not keep its owner out of a browser they are known by", async () => {
  const { signInName, password } = await aPerson();
  const { device } = await post(signInName, password);
  expect(device).toMatch(/^openpiu-device=[\w-]{43}$/);
  for (let n = 0; n < 12; n += 1) await post(signInName, "guess", { address: `10.9.0.${n}` });
  // At a browser that nobody knows one has to wait, whoever one is.
  expect((await post(signInName, password, { address: "10.2.0.1" })).status).toBe(429);
  const entered = await post(signInName, password, { device });
  expect(entered.status).toBe(201);
  // The owner's success does not free the stranger.
  expect((await post(signInName, "guess", { address: "10.9.1.1" })).status).toBe(429);
});

test("a known browser is counted by itself: guessing in it is slowed, and only there", async () => {
  const { signInName, password } = await aPerson();
  const { device } = await post(signInName, password);
  const statuses: number[] = [];
  for (let n = 0; n < 6; n += 1) statuses.push((await post(signInName, "guess", { device })).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  expect((await post(signInName, password, { address: "10.3.0.1" })).status).toBe(201);
});

test("a browser known for one person is known for nobody else", async () => {
  const [mallory, victim] = [await aPerson(), await aPerson()];
  const { device } = await post(mallory.signInName, mallory.password);
  for (let n = 0; n < 5; n += 1) await post(victim.signInName, "guess", { device, address: `10.4.0.${n}` });
  expect((await post(victim.signInName, "guess", { device, address: "10.4.1.1" })).status).toBe(429);
});

test("the device's cookie is out of reach of scripts and other sites, and only its hash is kept", async () => {
  const { signInName, password } = await aPerson();
  const { cookies, device } = await post(signInName, password);
  expect(cookies.find((one) => one.startsWith("openpiu-device="))).toMatch(
    /HttpOnly; SameSite=Strict; Expires=/,
  );
  const rows = await desk.database.transaction(
    { id: "system:test", roles: ["system"], purpose: null },
    (tx) =>
      tx.query<{ token: string }>("select encode(token_hash, 'escape') as token from access.known_device"),
  );
  expect(JSON.stringify(rows)).not.toContain(device.split("=")[1]);
});

/** The same database, with the statements noted that go through it. */
function noting(database: Database): { readonly database: Database; readonly statements: string[] } {
  const statements: string[] = [];
  return {
    statements,
    database: {
      ...database,
      transaction: (actor, work) =>
        database.transaction(actor, (tx) =>
          work({
            ...tx,
            query: (statement, values) => {
              statements.push(typeof statement === "string" ? statement : statement.text);
              return tx.query(statement, values);
            },
            record: (entry) => {
              statements.push(`record ${entry.action}`);
              tx.record(entry);
            },
          }),
        ),
    },
  };
}

test("an unknown name, a wrong password and a closed account cost the same: the same statements, one hashing each", async () => {
  const [known, closed] = [await aPerson(), await aPerson()];
  await desk.database.transaction({ id: "system:test", roles: ["system"], purpose: null }, (tx) =>
    tx.query("update access.person set disabled_at = $2 where person_id = $1", [closed.id, tx.at]),
  );
  const work = async (name: string, password: string) => {
    const { database, statements } = noting(desk.database);
    hashings.mockClear();
    const services = { database, clock: desk.clock, demonstration: false, signIn: byPassword };
    const visitor = { address: "10.5.0.1", label: "", device: undefined };
    const outcome = await signIn(services, { name, password, visitor });
    return { outcome, statements, hashed: hashings.mock.calls.length };
  };
  const unknown = await work("nobody-here", "guess");
  expect(unknown.hashed).toBe(1);
  expect(unknown.statements.length).toBeGreaterThan(4);
  expect(await work(known.signInName, "guess")).toEqual(unknown);
  expect(await work(closed.signInName, closed.password)).toEqual(unknown);
});
