// The door for disclosures: asked there, decided by the approver, acted upon once.
import { afterAll, beforeAll, expect, test } from "vitest";
import { isRefusal, type Actor } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { approvalState, askApproval, requireApproval } from "./asking.ts";
import { usualClocks } from "./clocks.ts";
import { decideRequest } from "./deciding.ts";
import { aForm } from "./fixtures.ts";
import { requestById } from "./store.ts";

let desk: Desk;
let analyst: Actor;
let lawyer: Actor;
let judge: Actor;
beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-11-23T12:00:00Z") });
  const actor = async (role: "analyst" | "legal-adviser" | "approver"): Promise<Actor> => ({
    id: (await desk.signIn([role])).id,
    roles: [role],
    tenant: role === "approver" ? "approver" : "piu",
    purpose: null,
  });
  [analyst, lawyer, judge] = await Promise.all([actor("analyst"), actor("legal-adviser"), actor("approver")]);
});
afterAll(() => desk.close());

async function asked(kind: "disclosure" | "urgent-disclosure", item: string): Promise<string> {
  const id = await desk.database.transaction(analyst, (tx) =>
    askApproval(tx, {
      kind,
      item,
      form: aForm({ legalBasis: "LB-CASE" }),
      elements: ["1-locator", "4-names"],
      hours: 48,
      endorsed: { by: lawyer.id, reason: "The legal basis fits." },
    }),
  );
  if (isRefusal(id)) throw new Error(id.refused.detail);
  return id;
}

function decided(id: string, approve: boolean) {
  return desk.database.transaction(judge, async (tx) => {
    const fingerprint = (await requestById(tx, id))?.fingerprint ?? "";
    const reasons = "As the law requires it.";
    return decideRequest(tx, usualClocks, id, {
      approve,
      fingerprint,
      reasons,
      reference: "1",
      elements: approve ? ["4-names"] : [],
      hours: 24,
    });
  });
}
const require = (id: string, item: string) =>
  desk.database.transaction(analyst, (tx) => requireApproval(tx, { id, kind: "disclosure", item }));

test("a disclosure waits for the approver, is made once, for that item, within its time (CJEU817-222-227)", async () => {
  const id = await asked("disclosure", "request:1");
  expect(await require(id, "request:1")).toMatchObject({ refused: { code: "approval-missing" } });
  expect(await decided(id, true)).toBeUndefined();
  expect(await require(id, "request:2")).toMatchObject({ refused: { code: "approval-for-another" } });
  expect(await require(id, "request:1")).toMatchObject({ elements: ["4-names"], approvedBy: judge.id });
  expect(await require(id, "request:1")).toMatchObject({ refused: { code: "approval-used" } });
  const late = await asked("disclosure", "request:3");
  await decided(late, true);
  desk.clock.advance(24 * 3_600_000);
  expect(await require(late, "request:3")).toMatchObject({ refused: { code: "grant-over" } });
});

test("refused is refused; an urgent one is reviewed within 48 hours (CJEU817-222-227)", async () => {
  const id = await asked("disclosure", "request:4");
  await decided(id, false);
  expect(await require(id, "request:4")).toMatchObject({ refused: { code: "approval-refused" } });
  const urgent = await asked("urgent-disclosure", "request:5");
  const standing = await desk.database.transaction(analyst, (tx) => approvalState(tx, urgent));
  expect(standing).toMatchObject({ state: "waiting", overdue: false, decision: null });
  expect(standing?.dueAt?.getTime()).toBe(desk.clock.now().getTime() + 48 * 3_600_000);
});

test("who asks cannot be who endorsed", async () => {
  const self = await desk.database.transaction(analyst, (tx) =>
    askApproval(tx, {
      kind: "disclosure",
      item: "request:6",
      form: aForm(),
      elements: ["4-names"],
      hours: 1,
      endorsed: { by: analyst.id, reason: "I say so myself." },
    }),
  );
  expect(self).toMatchObject({ refused: { code: "endorsed-by-self" } });
});
