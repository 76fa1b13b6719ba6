// The carrier register: who is taken in, whose a token is, and what never leaves.
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandLine } from "#access";
import {
  addCarrier,
  bindIdentity,
  carrierByIdentity,
  carrierForSender,
  carrierRoutes,
  isOwnSender,
  issueToken,
  mayFlyAs,
  suspendCarrier,
  watchedFolders,
  withdrawCredential,
  type Carrier,
  type Issued,
} from "#carriers";
import { isRefusal, systemActor, type Refusal } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await aDesk();
  carrierRoutes(desk.server, { ...desk, findingCodes: [] });
});
afterAll(() => desk.close());

function expected<Value extends object>(result: Value | Refusal): Value {
  if (isRefusal(result)) throw new Error(result.refused.detail);
  return result;
}

function inRegister(code: string, senderIds: readonly string[] = []): Promise<Carrier | Refusal> {
  return addCarrier(desk, commandLine, { code, name: `Carrier ${code}`, senderIds, fliesAs: [] });
}

async function whose(token: string): Promise<Carrier | undefined> {
  return desk.database.transaction(systemActor("intake"), (tx) => carrierByIdentity(tx, "http-token", token));
}

test("a token belongs to its carrier until it runs out or is revoked; only its hash is kept", async () => {
  expected(await inRegister("Q1"));
  const issued: Issued = expected(
    await issueToken(desk, commandLine, { code: "q1", label: "first", days: 10 }),
  );
  expect(await whose(issued.token)).toMatchObject({ code: "Q1", suspendedAt: null });
  for (const wrong of ["", "x", `${issued.token}x`, "A".repeat(43), "' or true --"]) {
    expect(await whose(wrong)).toBeUndefined();
  }
  desk.clock.advance(10 * 86_400_000);
  expect(await whose(issued.token)).toBeUndefined();

  const second = expected(await issueToken(desk, commandLine, { code: "Q1", label: "second" }));
  expect(await whose(second.token)).toMatchObject({ code: "Q1" });
  expect(await withdrawCredential(desk, commandLine, second.credentialId)).toBeUndefined();
  expect(await whose(second.token)).toBeUndefined();
  expect(await withdrawCredential(desk, commandLine, second.credentialId)).toMatchObject({
    refused: { code: "no-such-credential" },
  });

  const client = new Client({ connectionString: desk.adminUrl });
  await client.connect();
  const { rows } = await client.query(
    "select k.*, encode(secret, 'escape') as text from carriers.credential k",
  );
  const ledger = await client.query("select body from ledger.entry");
  await client.end();
  expect(JSON.stringify([rows, ledger.rows])).not.toContain(second.token);
});

test("a sender identity has one carrier, in whatever capitals it is sent", async () => {
  const carrier = expected(await inRegister("Q2", ["q2-api ", "Q2PNR"]));
  expect(carrier.senderIds).toEqual(["Q2-API", "Q2PNR"]);
  const find = (sender: string) =>
    desk.database.transaction(systemActor("intake"), (tx) => carrierForSender(tx, sender));
  expect(await find(" Q2pnr")).toMatchObject({ code: "Q2" });
  expect(await find("Q2")).toBeUndefined();
  expect([isOwnSender(carrier, "q2-API"), isOwnSender(carrier, "Q3PNR")]).toEqual([true, false]);
  expect(await inRegister("Q3", ["q2pnr"])).toMatchObject({ refused: { code: "sender-taken" } });
  expect(await inRegister("Q3", ["Q3PNR"])).toMatchObject({ code: "Q3" });
});

test("designators are two characters or three letters; one carrier is registered once", async () => {
  for (const code of ["A", "ABCD", "A1B", "Q-", ""]) {
    expect(await inRegister(code)).toMatchObject({
      refused: { code: "carrier-code-malformed", status: 400 },
    });
  }
  expect(await inRegister("Q1")).toMatchObject({ refused: { code: "carrier-registered", status: 409 } });
  const carrier = expected(
    await addCarrier(desk, commandLine, {
      code: "qqa",
      name: "A",
      country: "az",
      senderIds: [],
      fliesAs: ["q9"],
    }),
  );
  expect(carrier).toMatchObject({ code: "QQA", country: "AZE", fliesAs: ["QQA", "Q9"] });
  expect([mayFlyAs(carrier, "q9"), mayFlyAs(carrier, "Q8")]).toEqual([true, false]);
  const nowhere = { code: "QQB", name: "B", country: "QQ", senderIds: [], fliesAs: [] };
  expect(await addCarrier(desk, commandLine, nowhere)).toMatchObject({
    refused: { code: "country-unknown" },
  });
});

test("a watched folder belongs to one carrier and cannot lead elsewhere", async () => {
  expected(await inRegister("Q4"));
  const kind = "watched-folder";
  expected(await bindIdentity(desk, commandLine, { code: "Q4", kind, identity: "q4-push" }));
  expect(await bindIdentity(desk, commandLine, { code: "Q1", kind, identity: "q4-push" })).toMatchObject({
    refused: { code: "identity-taken" },
  });
  for (const identity of ["..", "a/b", "/etc", "", ".hidden", "x".repeat(65)]) {
    expect(await bindIdentity(desk, commandLine, { code: "Q4", kind, identity })).toMatchObject({
      refused: { code: "identity-malformed" },
    });
  }
  await desk.database.transaction(systemActor("intake"), async (tx) => {
    expect(await carrierByIdentity(tx, kind, "q4-push")).toMatchObject({ code: "Q4" });
    expect(await carrierByIdentity(tx, kind, "other")).toBeUndefined();
    expect(await watchedFolders(tx)).toMatchObject([{ folder: "q4-push", carrier: { code: "Q4" } }]);
  });
});

test("a suspended carrier is still known by its token, as suspended", async () => {
  expected(await inRegister("Q5"));
  const { token } = expected(await issueToken(desk, commandLine, { code: "Q5", label: "t" }));
  await suspendCarrier(desk, commandLine, { code: "Q5", suspended: true });
  expect((await whose(token))?.suspendedAt).toBeInstanceOf(Date);
  await suspendCarrier(desk, commandLine, { code: "Q5", suspended: false });
  expect((await whose(token))?.suspendedAt).toBeNull();
  expect(await suspendCarrier(desk, commandLine, { code: "ZZ", suspended: true })).toMatchObject({
    refused: { code: "no-such-carrier", status: 404 },
  });
});

test("the carrier desk sees the register without secrets; the analyst does not see it", async () => {
  const clerk = await desk.signIn(["carrier-desk"]);
  const answer = await desk.server.inject({ url: "/api/carriers", headers: clerk.headers });
  const { carriers } = answer.json<{ carriers: { code: string; credentials: object[] }[] }>();
  expect(carriers.map(({ code }) => code)).toEqual(["Q1", "Q2", "Q3", "Q4", "Q5", "QQA"]);
  expect(Object.keys(carriers[0]?.credentials[0] ?? {})).toEqual([
    "id",
    "kind",
    "label",
    "createdAt",
    "expiresAt",
    "revokedAt",
  ]);
  const analyst = await desk.signIn(["analyst"]);
  expect((await desk.server.inject({ url: "/api/carriers", headers: analyst.headers })).statusCode).toBe(403);
});
