// What carriers are told while screening is away: the profile's usual, what a supervisor sets for a threat level, and the
// answers that follow from it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approvalRoutes } from "#approvals";
import { readBytes } from "#messages";
import { isRefusal, migrateJobs } from "#platform";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { intakeServices } from "../../test/harness/intake.ts";
import { interactiveRequest, sender, type Asked } from "./fixtures.ts";
import type { OutagePolicy, Outages } from "./outage-contract.ts";
import { outagePolicyAgreed, settingInForce } from "./outage-policy.ts";
import { outageRoutes } from "./outage-routes.ts";
import type { IntakeServices } from "./delivery.ts";
import { receive } from "./receive.ts";

let desk: Desk;
let services: IntakeServices;
let supervisor: Awaited<ReturnType<Desk["signIn"]>>;
let watch: Awaited<ReturnType<Desk["signIn"]>>;
let administrator: Awaited<ReturnType<Desk["signIn"]>>;

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-11-21T08:00:00Z") });
  await migrateJobs(desk.url);
  outageRoutes(desk.server, { database: desk.database, profile: euStrict });
  const key = { periods: [] } as never;
  approvalRoutes(desk.server, {
    database: desk.database,
    key,
    profile: euStrict,
    follows: [outagePolicyAgreed(euStrict)],
  });
  supervisor = await desk.signIn(["supervisor"]);
  watch = await desk.signIn(["watch-officer"]);
  administrator = await desk.signIn(["administrator"]);
  const screen = async () => {
    throw new Error("the thread is gone");
  };
  services = intakeServices(desk.database, { screening: { screen } });
});
afterAll(() => desk.close());

async function ask<Body>(who: typeof watch, url: string, payload?: object) {
  const method = payload === undefined ? "GET" : "POST";
  const answer = await desk.server.inject({ method, url, headers: who.headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.json<Body & { code?: string; detail?: string }>() };
}
const policy = async () => (await ask<OutagePolicy>(watch, "/api/outage-policy")).body;
const set = (who: typeof watch, over: object) =>
  ask<OutagePolicy>(who, "/api/outage-policy", {
    basedOn: null,
    level: "normal",
    policies: { normal: "board", heightened: "board", severe: "check-documents" },
    reason: "by order of the day",
    ...over,
  });
type Joint = { readonly decisions: readonly { readonly id: string; readonly fingerprint: string }[] };
/** The word of a second person on what waits. */
async function agree(who: typeof watch) {
  const url = "/api/joint-decisions";
  const { body } = await ask<Joint>(who, `${url}?of=setting:outage-policy`);
  const [{ id, fingerprint } = { id: "", fingerprint: "" }] = body.decisions;
  return ask(who, `${url}/${id}/step`, { approve: true, fingerprint, reason: "as ordered" });
}
let references = 0;
const anna = { surname: "QONAQ", given: "ANNA", ref: "P1", locator: null, born: "800101", document: "C1" };
/** Code and text that the agent at the counter reads. */
async function answer(asked: Asked) {
  references += 1;
  const text = interactiveRequest({
    number: 800,
    reference: `R${references}`,
    travellers: [asked],
  });
  const bytes = Buffer.from(text, "latin1");
  const received = await receive(services, { bytes, channel: "http", sender, idempotencyKey: null });
  if (isRefusal(received)) throw new Error(received.refused.detail);
  const [receipt] = received.receipts;
  const [result] = readBytes(Buffer.from(receipt?.answer ?? ""))[0]?.response?.results ?? [];
  return [result?.codes[0], result?.texts[0], receipt?.answered?.policy];
}
const ledger = async (action: string) =>
  desk.database.transaction({ id: "system:test", roles: ["system"], purpose: null }, (tx) =>
    tx.query<{ actor: string }>("select actor from ledger.entry where action = $1 order by seq", [action]),
  );

test("before anybody sets anything the profile's usual counts, at the normal level", async () => {
  expect(await policy()).toMatchObject({
    level: "normal",
    inForce: "board",
    policies: { normal: "board", heightened: "board", severe: "check-documents" },
    profile: { permitted: { normal: ["board"], severe: ["board", "check-documents"] } },
    versions: [],
    away: null,
  });
  expect(await answer(anna)).toEqual(["0Z", "BOARD - SYSTEM LIMITED", "board"]);
});

test("a supervisor asks for the level and its policy, an administrator agrees; the next answer follows it [cusres.md §6 row screening down, F14]", async () => {
  expect(await set(watch, {})).toMatchObject({ status: 403 });
  expect(await set(supervisor, { reason: "x" })).toMatchObject({ status: 400 });
  expect(await set(supervisor, { level: "severe" })).toMatchObject({
    status: 200,
    body: { level: "normal", versions: [], waiting: { level: "severe", askedBy: { id: supervisor.id } } },
  });
  expect((await set(administrator, { level: "heightened" })).body.code).toBe("joint-asked");
  // Nor by another supervisor alone: who runs the system has a word in it.
  expect((await agree(await desk.signIn(["supervisor"]))).status).toBe(403);
  expect((await agree(administrator)).status).toBe(200);
  expect({ status: 200, body: await policy() }).toMatchObject({
    status: 200,
    body: {
      level: "severe",
      inForce: "check-documents",
      versions: [
        {
          level: "severe",
          reason: "by order of the day",
          setBy: { id: supervisor.id },
          agreedBy: { id: administrator.id },
        },
      ],
      waiting: null,
      // Screening is away while it is set: everyone sees so, too.
      away: { flights: 1, travellers: 1, left: 1, policies: ["board"] },
    },
  });
  const other = { ...anna, surname: "MUSTERI", ref: "P2", document: "C2" };
  const told = ["0B", "BOARD IF DOCUMENTS OK - SYSTEM LIMITED", "check-documents"];
  expect(await answer(other)).toEqual(told);
  // Nothing is new about her, and she is as little screened as before.
  expect(await answer(anna)).toEqual(told);
  expect((await policy()).away?.policies).toEqual(["board", "check-documents"]);
  expect(await ledger("outage-policy.set")).toMatchObject([{ actor: administrator.id }]);
});

describe("refused are", () => {
  test("a policy that the profile does not permit at a level", async () => {
    const basedOn = (await policy()).versions[0]?.id ?? null;
    const policies = { normal: "check-documents", heightened: "board", severe: "board" };
    expect(await set(supervisor, { basedOn, policies })).toMatchObject({
      status: 422,
      body: { code: "outage-policy-not-permitted", detail: expect.stringContaining("at the level normal") },
    });
  });

  test("one that keeps people from boarding: none such exists", async () => {
    const policies = { normal: "do-not-board", heightened: "board", severe: "board" };
    expect((await set(supervisor, { policies })).status).toBe(400);
  });

  test("a form that was filled in before another was set", async () => {
    expect(await set(supervisor, { basedOn: null })).toMatchObject({
      status: 409,
      body: { code: "outage-policy-changed" },
    });
  });

  test("a name lent by a statement", async () => {
    const lent = desk.database.transaction({ id: watch.id, roles: ["watch-officer"], purpose: null }, (tx) =>
      tx.query(
        `insert into intake.outage_policy (policy_id, threat_level, policies, reason, set_by, set_at)
         values ('00000000-0000-7000-8000-000000000009', 'normal', '{}', 'lent', $1, now())`,
        [supervisor.id],
      ),
    );
    await expect(lent).rejects.toThrow(/agreed by a second person first/);
  });
});

test("what a newer profile does not permit any more gives way to its usual", () => {
  const kept = {
    threat_level: "severe" as const,
    policies: { normal: "check-documents", heightened: "board", severe: "board" } as const,
  };
  expect(settingInForce(euStrict, kept)).toEqual({
    level: "severe",
    policies: { normal: "board", heightened: "board", severe: "board" },
  });
});

test("the log: each outage with its flights, and what they were told [cusres.md §6, the log by month]", async () => {
  const { body } = await ask<Outages>(watch, "/api/outages?from=2026-11-01&to=2026-11-30");
  expect(body.outages).toMatchObject([
    { startedAt: "2026-11-21T08:00:00.000Z", endedAt: null, flights: 1, travellers: 2, answers: 2, left: 1 },
  ]);
  expect(await ask(watch, `/api/outages/${body.outages[0]?.id}/flights`)).toMatchObject({
    body: { flights: [{ designator: "J2800", travellers: 2, policies: ["board", "check-documents"] }] },
  });
  expect((await ask(watch, "/api/outages?from=2026-11-30&to=2026-11-01")).body.code).toBe("period-malformed");
  expect((await ask<Outages>(watch, "/api/outages?from=2026-10-01&to=2026-10-31")).body.outages).toEqual([]);
});
