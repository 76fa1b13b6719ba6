// The carrier's side over HTTP, on a running server: credentials, receipts, interactive answers, refusals.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandLine } from "#access";
import { addCarrier, issueToken, loadCarrierByCode, suspendCarrier, withdrawCredential } from "#carriers";
import { putOutgoing, wayTo } from "#intake";
import type { DeliveryReceipt } from "#intake/contract";
import { isRefusal, readConfig, systemActor } from "#platform";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { startServer, type RunningServer } from "./server.ts";

let fresh: FreshDatabase;
let running: RunningServer;
const folder = mkdtempSync(join(tmpdir(), "openpiu-push-"));
const list = readFileSync(new URL("../../samples/paxlst/one-flight.edi", import.meta.url));

beforeAll(async () => {
  fresh = await freshDatabase({ working: true });
  const reading = readConfig(
    { DATA_FOLDER: folder, LOG_LEVEL: "error", QUARANTINE_MESSAGES: "4" },
    { demonstration: false, workingFolder: folder },
  );
  if ("problems" in reading) throw new Error(reading.problems[0].text);
  running = await startServer({ ...reading.config, port: 0 }, { databaseUrl: fresh.url });
  await addCarrier(running.services, commandLine, {
    code: "J2",
    name: "A carrier",
    senderIds: [],
    fliesAs: ["J2"],
  });
  await addCarrier(running.services, commandLine, {
    code: "TK",
    name: "Another",
    senderIds: [],
    fliesAs: ["TK"],
  });
});
afterAll(async () => {
  await running.stop();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function token(code: string): Promise<{ token: string; credentialId: string }> {
  const issued = await issueToken(running.services, commandLine, { code, label: "test" });
  if (isRefusal(issued)) throw new Error(issued.refused.detail);
  return issued;
}
const push = (
  path: string,
  bearer: string,
  body: Buffer | string = list,
  headers: Record<string, string> = {},
) =>
  fetch(`${running.address}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${bearer}`, ...headers },
    body: typeof body === "string" ? body : new Uint8Array(body),
  });

test("a push is answered with its receipt; sent again, with the same receipt (EUAPI13-12.3) [transport.md §1 row HTTPS web service (REST or SOAP); §8 row transport accepted]", async () => {
  const { token: bearer } = await token("J2");
  const first = await push("/v1/messages", bearer);
  expect(first.status).toBe(202);
  const receipt = (await first.json()) as DeliveryReceipt;
  expect(receipt).toMatchObject({
    duplicateOf: null,
    messages: [{ kind: "PAXLST", state: "processed", travellers: 2 }],
  });
  const again = (await (await push("/v1/messages", bearer)).json()) as DeliveryReceipt;
  expect(again).toMatchObject({ duplicateOf: receipt.deliveryId, messages: receipt.messages });
  const asked = await fetch(`${running.address}/v1/receipts/${receipt.deliveryId}`, {
    headers: { authorization: `Bearer ${bearer}` },
  });
  expect(await asked.json()).toEqual(receipt);
});

test("another carrier sees none of it", async () => {
  const own = await token("J2");
  const { deliveryId } = (await (await push("/v1/messages", own.token)).json()) as DeliveryReceipt;
  const other = await token("TK");
  const asked = await fetch(`${running.address}/v1/receipts/${deliveryId}`, {
    headers: { authorization: `Bearer ${other.token}` },
  });
  expect(asked.status).toBe(404);
  const foreign = (await (await push("/v1/messages", other.token)).json()) as DeliveryReceipt;
  expect(foreign.messages[0]).toMatchObject({ state: "quarantined", travellers: 0 });
});

test("an interactive request is answered with the CUSRES itself; what cannot be answered, with its findings", async () => {
  const { token: bearer } = await token("J2");
  const answer = await push("/v1/iapi", bearer);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/edifact"]);
  expect(await answer.text()).toContain("CUSRES:D:05B:UN:IATA");
  const nonsense = await push("/v1/iapi", bearer, "no message at all");
  expect(nonsense.status).toBe(422);
  expect(((await nonsense.json()) as DeliveryReceipt).messages[0]?.findings[0]).toMatchObject({
    severity: "error",
  });
  const message = "UNH+K1+CUSRES:D:05B:UN:IATA'BGM+312'RFF+TN:U1'ERP+1'UNT+5+K1'";
  const confirmation = await push(
    "/v1/iapi",
    bearer,
    `UNB+UNOA:4+J2+AZPIU+261121:0801+K1'${message}UNZ+1+K1'`,
  );
  expect(confirmation.status).toBe(202);
  expect(((await confirmation.json()) as DeliveryReceipt).messages).toMatchObject([
    { kind: "CUSRES", state: "processed", answer: null },
  ]);
});

test("without a valid credential there is one answer, and it comes before the body is read", async () => {
  for (const bearer of ["", "x".repeat(43), "not a token"]) {
    const answer = await push("/v1/messages", bearer, Buffer.alloc(30_000_000));
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      401,
      expect.stringContaining("problem+json"),
    ]);
    expect(await answer.json()).toMatchObject({ code: "unknown-credential" });
  }
});

test("a withdrawn token and a suspended carrier are out at once, although they were just in use", async () => {
  const { token: bearer, credentialId } = await token("J2");
  expect((await push("/v1/messages", bearer)).status).toBe(202);
  await withdrawCredential(running.services, commandLine, credentialId);
  await expect.poll(async () => (await push("/v1/messages", bearer)).status).toBe(401);
  const second = await token("TK");
  expect((await push("/v1/messages", second.token)).status).toBe(202);
  await suspendCarrier(running.services, commandLine, { code: "TK", suspended: true });
  await expect.poll(async () => (await push("/v1/messages", second.token)).status).toBe(403);
});

test("an idempotency key stands for one transmission", async () => {
  const { token: bearer } = await token("J2");
  const key = { "idempotency-key": "K-1" };
  expect((await push("/v1/messages", bearer, `${list.toString()} `, key)).status).toBe(202);
  const reused = await push("/v1/messages", bearer, `${list.toString()}  `, key);
  expect([reused.status, await reused.json()]).toEqual([
    409,
    expect.objectContaining({ code: "idempotency-key-reused" }),
  ]);
  expect((await push("/v1/messages", bearer, list, { "idempotency-key": "x y" })).status).toBe(400);
});

test("who floods with what cannot be read gets a problem document with the faults, and is heard again with a good list (EUAPI13-11.2-4)", async () => {
  const flown = ["AY"];
  await addCarrier(running.services, commandLine, {
    code: "AY",
    name: "A third",
    senderIds: [],
    fliesAs: flown,
  });
  const flooding = await token("AY");
  for (let index = 0; index < 4; index += 1)
    expect((await push("/v1/messages", flooding.token, `junk ${index}`)).status).toBe(202);
  for (const path of ["/v1/messages", "/v1/iapi"]) {
    const answer = await push(path, flooding.token, `more junk for ${path}`);
    expect(answer.status).toBe(429);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(71 * 3_600);
    expect(await answer.json()).toMatchObject({
      code: "quarantine-full",
      fields: [{ field: "message", text: expect.stringMatching(/^CONTENT_UNKNOWN: /) }],
    });
  }
  const good = list.toString("latin1").replaceAll("J2", "AY");
  const taken = await push("/v1/messages", flooding.token, good);
  expect(((await taken.json()) as DeliveryReceipt).messages.map(({ state }) => state)).toEqual(["processed"]);
});

test("a carrier fetches what waits for it, its own alone, and says what it has taken", async () => {
  const { database, key } = running.services;
  await addCarrier(running.services, commandLine, {
    code: "AZ",
    name: "A third",
    senderIds: [],
    fliesAs: ["AZ"],
  });
  await database.transaction(systemActor("test"), async (tx) => {
    const carrier = await loadCarrierByCode(tx, "J2");
    if (carrier === undefined) throw new Error("no carrier");
    for (const reference of ["OWN1", "OWN2"]) {
      putOutgoing(tx, key, {
        ...(await wayTo(tx, carrier.id)),
        carrierId: carrier.id,
        kind: "CUSRES",
        flight: null,
        reference,
        bytes: Buffer.from(`RFF+TN:${reference}'`),
        expiresAt: new Date(tx.at.getTime() + 3_600_000),
      });
    }
  });
  const { token: own } = await token("J2");
  const { token: other } = await token("AZ");
  const box = (bearer: string) =>
    fetch(`${running.address}/v1/outbox`, { headers: { authorization: `Bearer ${bearer}` } });
  const taken = async (bearer: string, id: string | null) => {
    const answer = await fetch(`${running.address}/v1/outbox/${id}/taken`, {
      method: "POST",
      headers: { authorization: `Bearer ${bearer}` },
    });
    return answer.status;
  };
  expect((await box("stranger-of-nobody")).status).toBe(401);
  expect((await box(other)).status).toBe(204);
  const first = await box(own);
  const id = first.headers.get("outbox-message");
  expect(first.headers.get("outbox-waiting")).toBe("2");
  expect(await first.text()).toBe("RFF+TN:OWN1'");
  expect(await taken(other, id)).toBe(404);
  expect(await taken(own, id)).toBe(204);
  expect(await taken(own, id)).toBe(204);
  const second = await box(own);
  expect(await second.text()).toBe("RFF+TN:OWN2'");
  await taken(own, second.headers.get("outbox-message"));
  expect((await box(own)).status).toBe(204);
});
