// The carrier desk over HTTP: register, credentials, and agreements that take two persons.
import { afterAll, beforeAll, expect, test } from "vitest";
import { carrierByIdentity, carrierRoutes } from "#carriers";
import { systemActor } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";

let desk: Desk;
type Signed = Awaited<ReturnType<Desk["signIn"]>>;
let clerk: Signed;
let colleague: Signed;
let analyst: Signed;
beforeAll(async () => {
  desk = await aDesk();
  carrierRoutes(desk.server, { ...desk, findingCodes: ["IN08"] });
  clerk = await desk.signIn(["carrier-desk"]);
  colleague = await desk.signIn(["carrier-desk"]);
  analyst = await desk.signIn(["analyst"]);
});
afterAll(() => desk.close());

async function ask<Body>(who: Signed, method: "GET" | "POST", url: string, payload?: object) {
  const answer = await desk.server.inject({
    method,
    url,
    headers: who.headers,
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json<Body>() };
}

type Row = {
  id: string;
  code: string;
  suspendedAt: string | null;
  credentials: { id: string; revokedAt: string | null }[];
};
let carrier: Row;

test("a carrier is taken in by the desk, not by others [transport.md §10 row 1 registration]", async () => {
  const form = { code: "d1", name: "Desk One", country: "AZ", senderIds: ["d1"], fliesAs: [] };
  expect((await ask(analyst, "POST", "/api/carriers", form)).status).toBe(403);
  const made = await ask<Row>(clerk, "POST", "/api/carriers", form);
  expect(made).toMatchObject({ status: 201, body: { code: "D1", country: "AZE", senderIds: ["D1"] } });
  carrier = made.body;
  expect(await ask(clerk, "POST", "/api/carriers", form)).toMatchObject({
    status: 409,
    body: { code: "carrier-registered" },
  });
});

test("a token is told once, an identity is bound, and both can be taken out of use", async () => {
  const path = `/api/carriers/${carrier.id}/credentials`;
  const issued = await ask<{ credentialId: string; token: string }>(clerk, "POST", path, {
    kind: "http-token",
    label: "first",
    days: 30,
  });
  expect(issued.status).toBe(201);
  const whose = (token: string) =>
    desk.database.transaction(systemActor("intake"), (tx) => carrierByIdentity(tx, "http-token", token));
  expect(await whose(issued.body.token)).toMatchObject({ code: "D1" });
  const address = { kind: "type-b-address", identity: "muckmd1", label: "station" };
  expect(await ask(clerk, "POST", path, address)).toMatchObject({ status: 201, body: { token: null } });
  expect(await ask(clerk, "POST", path, { ...address, identity: "NOWHERE!" })).toMatchObject({
    status: 400,
    body: { code: "identity-malformed" },
  });
  const revoked = await ask<Row>(clerk, "POST", `${path}/${issued.body.credentialId}/revocation`);
  expect(
    revoked.body.credentials.find(({ id }) => id === issued.body.credentialId)?.revokedAt,
  ).not.toBeNull();
  expect(await whose(issued.body.token)).toBeUndefined();
  const foreign = `/api/carriers/00000000-0000-7000-8000-000000000000/credentials/${issued.body.credentialId}`;
  expect((await ask(clerk, "POST", `${foreign}/revocation`)).status).toBe(404);
});

test("a carrier is suspended and taken again", async () => {
  const path = `/api/carriers/${carrier.id}/suspension`;
  expect((await ask<Row>(clerk, "POST", path, { suspended: true })).body.suspendedAt).not.toBeNull();
  expect((await ask<Row>(clerk, "POST", path, { suspended: false })).body.suspendedAt).toBeNull();
});

test("an agreement comes into force by a second person, over the unit's own [transport.md §10 row 1 registration]", async () => {
  type Versions = { versions: { id: string; state: string; content: object }[] };
  const propose = (url: string, content: object) => {
    desk.clock.advance(60_000);
    return ask<Versions>(clerk, "POST", url, { content, reason: "as the carrier guide says" });
  };
  const decide = (who: Signed, id: string, inForce = true) =>
    ask<Versions & { code?: string }>(who, "POST", `/api/agreements/${id}/decision`, {
      inForce,
      reason: "checked",
    });

  const ofUnit = await propose("/api/agreements", {
    severities: { PX10: "error", PX12: "info" },
    required: { passengers: ["sex"] },
  });
  expect(ofUnit).toMatchObject({ status: 201, body: { versions: [{ state: "proposed" }] } });
  const [first] = ofUnit.body.versions;
  expect((await decide(clerk, first?.id ?? "")).status).toBe(403);
  expect((await decide(analyst, first?.id ?? "")).status).toBe(403);
  expect((await propose("/api/agreements", {})).body).toMatchObject({ code: "agreement-waits" });
  expect((await decide(colleague, first?.id ?? "")).body.versions[0]?.state).toBe("in-force");
  expect((await decide(colleague, first?.id ?? "")).body.code).toBe("agreement-decided");

  const path = `/api/carriers/${carrier.id}/agreements`;
  const own = await propose(path, { severities: { PX12: "off" }, directiveCodes: { OK: "0A" } });
  await decide(colleague, own.body.versions[0]?.id ?? "");
  const known = await desk.database.transaction(systemActor("intake"), (tx) =>
    carrierByIdentity(tx, "type-b-address", "MUCKMD1"),
  );
  expect(known?.agreement).toMatchObject({
    severities: { PX10: "error", PX12: "off" },
    required: { passengers: ["sex"], crew: [] },
    directiveCodes: { OK: "0A" },
  });

  const replaced = await propose(path, { severities: {} });
  await decide(colleague, replaced.body.versions[0]?.id ?? "");
  const all = await ask<Versions>(clerk, "GET", path);
  expect(all.body.versions.map(({ state }) => state)).toEqual(["in-force", "superseded"]);
});

test("what is no agreement is refused with the field that is wrong", async () => {
  const wrong = { content: { required: { passengers: ["shoe-size"] } }, reason: "why not" };
  expect(await ask(clerk, "POST", "/api/agreements", wrong)).toMatchObject({
    status: 400,
    body: { code: "request-invalid" },
  });
  const mistaken = { content: { directiveCodes: { ERROR: "1Z" } }, reason: "their host reads it so" };
  expect(await ask(clerk, "POST", "/api/agreements", mistaken)).toMatchObject({
    status: 422,
    body: { code: "directive-code-mistaken", fields: [{ field: "content.directiveCodes", text: "ERROR" }] },
  });
});

test("an error code that would be read as a directive is refused", async () => {
  for (const [code, directiveCodes] of [
    ["1", {}],
    ["1Z", {}],
    ["1Z9", {}],
    ["1ABCD", {}],
    ["777", { NOT_OK: "777" }],
  ] as const) {
    const content = { errorCodes: { PX07: code }, directiveCodes };
    const inhibits = await ask<{ detail: string }>(clerk, "POST", "/api/agreements", {
      content,
      reason: "their host reads it so",
    });
    expect(inhibits).toMatchObject({
      status: 422,
      body: { code: "error-code-inhibits", fields: [{ field: "content.errorCodes", text: "PX07" }] },
    });
    expect(inhibits.body.detail).toContain(
      `the code ${code} for PX07 as DO NOT BOARD. That is only ever what two`,
    );
  }
  const errors = { content: { errorCodes: { PX13: "3Z9" } }, reason: "their host reads it so" };
  expect(await ask(clerk, "POST", "/api/agreements", errors)).toMatchObject({
    status: 422,
    body: { code: "error-code-mistaken", fields: [{ field: "content.errorCodes", text: "PX13" }] },
  });
  const long = { content: { errorCodes: { PX13: "123456789" } }, reason: "nine characters" };
  expect(await ask(clerk, "POST", "/api/agreements", long)).toMatchObject({ status: 400 });
  const unknown = { content: { errorCodes: { PX31: "188" } }, reason: "mistyped" };
  expect(await ask(clerk, "POST", "/api/agreements", unknown)).toMatchObject({
    status: 422,
    body: {
      code: "finding-code-unknown",
      fields: [{ field: "content.errorCodes", text: expect.stringMatching(/^PX31 \(.*PX13/) }],
    },
  });
});

test("a finding code that does not exist is refused with those near it", async () => {
  const path = `/api/carriers/${carrier.id}/agreements`;
  const propose = (severities: object) => {
    desk.clock.advance(60_000);
    return ask<{ detail?: string }>(clerk, "POST", path, { content: { severities }, reason: "as agreed" });
  };
  const mistyped = await propose({
    PX100: "off",
    COUNT_INVALDI: "error",
    NOTHING_LIKE_IT: "info",
    PX12: "info",
  });
  expect(mistyped).toMatchObject({
    status: 422,
    body: {
      code: "finding-code-unknown",
      fields: [
        { field: "content.severities", text: expect.stringMatching(/^PX100 \(.*PX10\b.*\)$/) },
        { field: "content.severities", text: "COUNT_INVALDI (COUNT_INVALID)" },
        { field: "content.severities", text: "NOTHING_LIKE_IT" },
      ],
    },
  });
  expect(mistyped.body.detail).toContain("COUNT_INVALDI (COUNT_INVALID)");
  // Codes of the intake, and one of an earlier release that still counts for its successor.
  expect((await propose({ IN08: "warning", CHECK_DIGIT: "off" })).status).toBe(201);
});
