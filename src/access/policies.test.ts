// Each role against each action, as the role cards say (roles.md section 2), and what no role may.
import { validate } from "@cedar-policy/cedar-wasm/nodejs";
import { describe, expect, test } from "vitest";
import { isRefusal } from "#platform";
import { purposes } from "#vocabulary";
import { actions, decide, purposesOf, roles, type Action, type Role } from "#access";
import { policySchema, policyTexts, showsPersons } from "./policies.ts";

const working = { demonstration: false };
const W = "watch-officer";
const A = "analyst";
const S = "supervisor";
const L = "watchlist-manager";
const C = "carrier-desk";
const R = "rules-manager";
const J = "legal-adviser";
const D = "data-protection-officer";
const X = "administrator";
const P = "protection-reviewer";
const H = "head";
const U = "auditor";
const V = "approver";
const I = "inspector";
const O = "liaison";
const E = "enforcement";

// Written from the cards, not from the policies: a slip in one shows against the other.
const matrix: Readonly<Record<Action, readonly Role[]>> = {
  "view-board": [W, A, S, D, P, I],
  "view-flight": [W, A, S, D, P, I],
  "view-person": [W, A, S, D, P, I],
  "view-alerts": [W, A, S, D, P, I],
  "view-alert": [W, A, S, D, P, I],
  "decide-alert": [W, A, S, P],
  "assign-alert": [W, A, S, P],
  "view-cases": [W, A, S, D, P, I],
  "work-case": [A, S, P],
  "view-clearings": [A, S, D, P, I],
  "search-clearings": [A, S, D, P, I],
  "manage-clearings": [S],
  "propose-directive": [W, A],
  "release-directive": [S],
  "withdraw-directive": [S],
  "handle-escalation": [W, A, S, P],
  "view-watchlists": [S, L, D, I],
  "propose-entry": [L],
  "decide-proposal": [S],
  "emergency-entry": [S, L],
  "import-list": [L],
  "activate-list": [S],
  "roll-back-list": [S, L],
  "view-criteria": [A, S, R, J, D, H, I],
  "write-criterion": [R],
  "test-criterion": [A, R],
  "advise-criterion": [J, D],
  "approve-criterion": [S, J],
  "stop-criterion": [S, R, D],
  "set-thresholds": [L],
  "decide-thresholds": [S],
  "view-statistics": [J, D, H, U, I],
  "view-evidence": [J, D, H, U, I],
  "make-document": [D, U, I],
  "make-dossier": [S, D, I],
  "prepare-assessment": [J, H],
  "sign-assessment": [D],
  "answer-consultation": [I],
  "advise-module": [D],
  "put-in-operation": [H],
  "stop-module": [D, H],
  "view-inspections": [D, H, U, I],
  "work-inspection": [I],
  "answer-inspection": [D, H],
  "refer-inspection": [D],
  "view-law": [S, J, D, H, I],
  "draft-profile": [J],
  "approve-profile": [D, H],
  "view-offences": [A, S, L, R, J, D, P, H, I],
  "propose-offence": [J],
  "decide-offence": [H],
  "view-flight-selection": [J, D, H, U, V, I],
  "propose-flight-selection": [J],
  "decide-flight-selection": [H],
  "judge-flight-selection": [V],
  "end-flight-selection": [D, H],
  "view-quality": [S, D, H, I],
  "draw-sample": [D],
  "review-sample": [A, S],
  "view-models": [S, R, D, H, I],
  "propose-model": [R],
  "approve-model": [S],
  "view-receipts": [W, A, S, C, D, X, P, I],
  "view-source": [A, S, C, D, I],
  "view-quarantine": [C],
  "view-carriers": [W, S, C, D, X, H, I],
  "manage-carriers": [C],
  "decide-agreement": [S, C],
  "manage-schedules": [C],
  "ask-for-push": [W, A, S],
  "decide-push-request": [S],
  "view-outages": [W, A, S, C, D, X, P, H, I],
  "set-outage-policy": [S],
  "propose-fallback": [X],
  "view-retention": [S, D, H, U, I],
  "propose-link": [A],
  "decide-link": [S],
  "countersign-deletions": [D],
  "propose-hold": [D],
  "decide-hold": [H],
  "view-ledger": [D, U, I],
  "view-subject-history": [D, I],
  "verify-ledger": [D, X, U, I],
  "view-rights-requests": [D, I],
  "view-rights-request": [D, I],
  "answer-rights-request": [D],
  "review-limitation": [I],
  "view-rights-executions": [S, D, I],
  "view-rights-execution": [S, D, I],
  "execute-rights": [S],
  "view-oversight": [D, I],
  "view-referrals": [D, I],
  "refer-reading": [D],
  "receive-referral": [I],
  "report-breach": [W, A, S, L, C, R, J, D, X, P, H, U],
  "view-breaches": [D, I, H, U],
  "decide-breach": [D],
  "view-people": [S, D, X, H, U, I],
  "manage-people": [X],
  "ask-for-account": [S, H],
  "confirm-command": [H, D, U],
  "record-vetting": [H],
  "record-training": [S, H],
  "second-staff": [H],
  "plan-shifts": [S, H],
  "review-access": [D, H],
  "ask-emergency": [S],
  "confirm-emergency": [S, H],
  "review-emergency": [D],
  "view-processors": [J, D, X, H, U, I],
  "register-processor": [J],
  "decide-processor": [H],
  "ask-support": [X],
  "approve-support": [D, H],
  "end-support": [D, X, H],
  "view-authorities": [W, A, S, J, D, P, H, I],
  "propose-authority": [J],
  "decide-authority": [S],
  "end-authority": [S, J, D],
  "view-requests": [W, A, S, J, D, P, I],
  "view-request": [W, A, S, J, D, P, I],
  "register-request": [W, A],
  "triage-request": [W],
  "check-request": [J],
  "approve-request": [S],
  "search-request": [A, P],
  "draft-package": [A, P],
  "release-package": [S],
  "agree-protection": [P],
  "override-block": [J, D, H],
  "view-notices": [D, I],
  "view-exchange": [W, A, S, J, D, P, H, I],
  "open-exchange": [W, A, S, P],
  "take-up-exchange": [W, A, P],
  "decide-onward": [S],
  "review-onward": [D],
  "propose-partner": [J],
  "decide-partner": [S],
  "view-own-requests": [O],
  "submit-request": [O],
  "open-package": [O],
  "view-penalties": [S, C, J, D, H, I],
  "work-penalty": [C],
  "decide-penalty-dispute": [S],
  "view-penalty-proposals": [S, C, J, D, H, I, E],
  "decide-penalty": [E],
  "view-approvals": [A, P, S, V, D, J, U, I],
  "ask-approval": [A, P],
  "endorse-approval": [S],
  "decide-approval": [V],
  "view-unmasked": [A, P],
  "review-unmasking": [D],
  "view-joint-decisions": [S, L, J, D, X, H, U, I],
  "decide-jointly": [S, J, D, X],
  "ask-release": [X],
  "view-releases": [S, D, X, H, U, I],
  "ask-outage-policy": [S, X],
  "be-signed-in": [W, A, S, L, C, R, J, D, X, P, H, U, V, I, O, E],
};

const usualPurpose: Readonly<Record<Role, string | null>> = {
  [W]: "TERR",
  [A]: "TERR",
  [S]: "TERR",
  [P]: "TERR",
  [H]: null,
  [U]: null,
  [V]: "TERR",
  [I]: "OVERSIGHT",
  [O]: "TERR",
  [E]: null,
  [L]: "TERR",
  [C]: "QUALITY",
  [R]: "CRITERIA",
  [J]: "SERIOUS",
  [D]: "OVERSIGHT",
  [X]: null,
};

/** What somebody of the role has at hand when they look at a person in the ordinary way. */
const usualGround: Readonly<Record<Role, string>> = {
  [W]: "offence:TERR",
  [A]: "case:1",
  [S]: "case:1",
  [P]: "case:1",
  [H]: "inquiry:QA-1",
  [U]: "inquiry:OV-1",
  [V]: "request:1",
  [I]: "inquiry:OV-1",
  [O]: "request:1",
  [E]: "case:1",
  [L]: "case:1",
  [C]: "receipt:1",
  [R]: "case:1",
  [J]: "request:1",
  [D]: "inquiry:OV-1",
  [X]: "case:1",
};

describe("role by action", () => {
  for (const role of roles) {
    test.each(actions)(`${role}: %s`, (action) => {
      const ground = action === "view-unmasked" ? "request:1" : usualGround[role];
      const actor = { id: "p", roles: [role], purpose: usualPurpose[role], ground };
      const decision = decide(actor, action, working);
      const allowed = { action, policies: expect.arrayContaining([expect.any(String)]) };
      const refused = { refused: { code: "not-permitted", status: 403 } };
      expect(decision).toMatchObject(matrix[action].includes(role) ? allowed : refused);
    });
  }
});

test("without a role nothing but being signed in is possible", () => {
  const nobody = { id: "p", roles: [], purpose: "TERR" };
  for (const action of actions) {
    const decision = decide({ ...nobody, purpose: null }, action, working);
    expect(isRefusal(decision)).toBe(action !== "be-signed-in");
  }
});

test("a person's data need a purpose, whatever the route forgot (PNRD-1.2)", () => {
  for (const action of ["view-flight", "view-person", "view-alert", "view-source"] as const) {
    const decision = decide({ id: "p", roles: [A], purpose: null }, action, working);
    expect(decision).toMatchObject({
      refused: { policies: expect.arrayContaining(["person-needs-purpose"]) },
    });
  }
});

test("a person's data need a case, an alert, a request or an offence beside the purpose (PNRD-1.2)", () => {
  for (const role of roles) {
    for (const action of actions.filter(showsPersons)) {
      const decision = decide({ id: "p", roles: [role], purpose: usualPurpose[role] }, action, working);
      expect(decision).toMatchObject({ refused: { status: 403 } });
    }
  }
  const asked = (role: Role, purpose: string, ground: string, action: Action = "view-person") =>
    isRefusal(decide({ id: "p", roles: [role], purpose, ground }, action, working));
  // Who reviews has no licence to look around: an offence alone is none, and no search without a case or a request.
  expect(asked(A, "TERR", "offence:TERR")).toBe(true);
  expect(asked(A, "TERR", "alert:1", "search-clearings")).toBe(true);
  expect(asked(A, "TERR", "case:1", "search-clearings")).toBe(false);
  // The offence goes with the purpose.
  expect(asked(W, "SERIOUS", "offence:TERR")).toBe(true);
  expect(asked(W, "SERIOUS", "offence:SC04")).toBe(false);
  expect(asked(W, "BORDER", "offence:SC04")).toBe(true);
  // Oversight goes by files, not by alerts.
  expect(asked(D, "OVERSIGHT", "alert:1")).toBe(true);
  expect(asked(I, "RIGHTS", "inquiry:DSR-2026-14")).toBe(false);
  // Nobody is looked at for work on criteria.
  expect(asked(A, "CRITERIA", "case:1")).toBe(true);
});

test.each<[Role, readonly string[]]>([
  [W, ["TERR", "SERIOUS", "BORDER", "CHILD_PROTECTION"]],
  [A, ["TERR", "SERIOUS", "BORDER", "CHILD_PROTECTION", "CRITERIA"]],
  [S, ["TERR", "SERIOUS", "BORDER", "CHILD_PROTECTION", "QUALITY"]],
  [L, ["TERR", "SERIOUS", "QUALITY"]],
  [C, ["QUALITY"]],
  [R, ["CRITERIA"]],
  [J, ["TERR", "SERIOUS", "BORDER", "CHILD_PROTECTION"]],
  [D, ["RIGHTS", "OVERSIGHT"]],
  [X, []],
  [P, ["TERR", "SERIOUS", "BORDER", "CHILD_PROTECTION"]],
  [H, ["QUALITY"]],
  [U, ["OVERSIGHT"]],
  [V, ["TERR", "SERIOUS"]],
  [I, ["RIGHTS", "OVERSIGHT"]],
  [O, ["TERR", "SERIOUS", "BORDER"]],
])("%s may state the purposes %j, and TEST with synthetic data only", (role, wanted) => {
  const actor = { id: "p", roles: [role], purpose: null };
  expect(purposesOf(actor, working)).toEqual(wanted);
  expect(purposesOf(actor, { demonstration: true })).toEqual(
    purposes.filter((purpose) => purpose === "TEST" || wanted.includes(purpose)),
  );
});

test("nobody approves what they prepared themselves, in whatever roles (ANX9-9.25a)", () => {
  const both = { id: "anna", roles: [S, L], purpose: null };
  for (const action of [
    "decide-proposal",
    "activate-list",
    "decide-thresholds",
    "approve-model",
    "release-directive",
  ] as const) {
    expect(decide(both, action, working, { kind: "proposal", id: "1", preparedBy: "anna" })).toMatchObject({
      refused: { policies: ["four-eyes"], detail: expect.stringContaining("another person") },
    });
    expect(decide(both, action, working, { kind: "proposal", id: "1", preparedBy: "bela" })).toEqual({
      action,
      policies: ["supervisor"],
    });
  }
});

test("a refusal says who may instead", () => {
  const decision = decide({ id: "p", roles: [C], purpose: null }, "view-ledger", working);
  expect(decision).toMatchObject({
    refused: {
      detail: expect.stringContaining("It belongs to: data-protection-officer, auditor, inspector."),
    },
  });
});

test("the policies fit their schema, and the schema knows exactly our actions", () => {
  const answer = validate({ schema: policySchema(), policies: { staticPolicies: policyTexts() } });
  expect(answer).toMatchObject({ type: "success", validationErrors: [], validationWarnings: [] });
  const named = [...policySchema().matchAll(/"([a-z-]+)"/g)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set([...actions, "shows-persons", "reads"]));
});

test("an answer that is remembered is the answer to exactly that question", () => {
  const officer = { id: "anna", roles: [W], purpose: "TERR", ground: "offence:TERR", tenant: "piu" };
  const first = decide(officer, "view-person", working);
  expect(isRefusal(first)).toBe(false);
  // Whoever differs in one thing asks anew, also right after.
  const others = [
    { ...officer, roles: [] },
    { ...officer, roles: [X] },
    { ...officer, purpose: "BORDER" },
    { ...officer, ground: "offence:SC01" },
    { id: officer.id, roles: officer.roles, purpose: officer.purpose },
  ];
  expect(others.map((other) => isRefusal(decide(other, "view-person", working)))).toEqual(
    others.map(() => true),
  );
  expect(
    isRefusal(decide({ ...officer, purpose: "TEST", ground: "test:synthetic" }, "view-person", working)),
  ).toBe(true);
  expect(decide(officer, "view-person", working)).toEqual(first);
});
