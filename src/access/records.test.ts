// Each role against each class of record in each state of masking, as the role cards say what a role sees (roles.md section 2).
import { describe, expect, test } from "vitest";
import { isRefusal } from "#platform";
import {
  actions,
  decide,
  maskings,
  recordClasses,
  roles,
  type Masking,
  type RecordClass,
  type Role,
} from "#access";
import { showsPersons } from "./policies.ts";
import { recordShown } from "./record-classes.ts";
import type { Shown } from "./ground.ts";

const reviewed: readonly RecordClass[] = [
  "traveller-list",
  "traveller",
  "alert",
  "case",
  "clearing",
  "message",
  "sample",
  "request",
  "package",
  "exchange",
];
const overseen: readonly RecordClass[] = [
  ...reviewed.filter((record) => record !== "sample"),
  "rights-file",
  "history",
];

/** What persons each role is shown, and on which purpose and ground it usually is; written from the cards, not from the policies. */
const sees: Readonly<
  Record<
    Role,
    { readonly as: readonly [string | null, string | null]; readonly persons: readonly RecordClass[] }
  >
> = {
  "watch-officer": {
    as: ["TERR", "alert:1"],
    persons: ["traveller-list", "traveller", "alert", "message", "request", "package", "exchange"],
  },
  analyst: { as: ["TERR", "request:1"], persons: reviewed },
  "protection-reviewer": { as: ["SERIOUS", "request:1"], persons: reviewed },
  supervisor: { as: ["TERR", "alert:1"], persons: [...reviewed, "rights-file"] },
  "carrier-desk": { as: ["QUALITY", "receipt:1"], persons: ["message", "quarantine"] },
  "legal-adviser": { as: ["SERIOUS", "request:1"], persons: ["request", "package"] },
  "data-protection-officer": { as: ["OVERSIGHT", "inquiry:OV-1"], persons: overseen },
  inspector: { as: ["RIGHTS", "inquiry:OV-1"], persons: overseen },
  // R03, R04, R09, R10, R11 and R14 are shown no traveller, in whatever state.
  "rules-manager": { as: ["CRITERIA", null], persons: [] },
  "watchlist-manager": { as: ["TERR", null], persons: [] },
  administrator: { as: [null, null], persons: [] },
  enforcement: { as: [null, null], persons: [] },
  liaison: { as: ["TERR", "request:1"], persons: [] },
  auditor: { as: ["OVERSIGHT", "inquiry:OV-1"], persons: [] },
  approver: { as: ["TERR", "request:1"], persons: [] },
  // The package whose block is lifted or stays (F11), and nobody else.
  head: { as: ["QUALITY", null], persons: ["package"] },
};

/** Who opens what is masked, under a grant. */
const opens: readonly Role[] = ["analyst", "protection-reviewer"];

const asks = (
  roles: readonly Role[],
  [purpose, ground]: readonly [string | null, string | null],
  shown: { readonly record: RecordClass; readonly masking: Masking },
) =>
  decide(
    { id: "p", roles, purpose, ...(ground === null ? {} : { ground }) },
    "be-signed-in",
    { demonstration: false },
    { kind: "unit", id: "any", shown },
  );

describe("role by class of record by state of masking (PNRD-13.6)", () => {
  for (const role of roles) {
    test.each(recordClasses)(`${role}: %s`, (record) => {
      for (const masking of maskings.filter((one) => one !== "none")) {
        const wanted =
          record === "vault"
            ? masking === "granted" && opens.includes(role)
            : masking !== "granted" && sees[role].persons.includes(record);
        expect([masking, !isRefusal(asks([role], sees[role].as, { record, masking }))]).toEqual([
          masking,
          wanted,
        ]);
      }
    });
  }
});

test("what is masked is opened with a grant only, for terrorism and serious crime, on its request (PNRD-12.3)", () => {
  const granted = { record: "vault", masking: "granted" } as const;
  const refused = { refused: { code: "grant-over", policies: ["masked-needs-grant"] } };
  for (const role of opens) {
    expect(asks([role], ["SERIOUS", "request:1"], granted)).toMatchObject({ action: "be-signed-in" });
    for (const masking of ["clear", "masked", "as-kept"] as const)
      expect(asks([role], ["SERIOUS", "request:1"], { record: "vault", masking })).toMatchObject(refused);
    for (const [purpose, ground] of [
      ["BORDER", "request:1"],
      ["CHILD_PROTECTION", "request:1"],
      ["SERIOUS", "case:1"],
      ["SERIOUS", null],
      [null, null],
    ] as const)
      expect(isRefusal(asks([role], [purpose, ground], granted))).toBe(true);
  }
  // Many roles in one hand open no more.
  const others = roles.filter((role) => !opens.includes(role) && role !== "administrator");
  expect(isRefusal(asks(others, ["SERIOUS", "request:1"], granted))).toBe(true);
});

test("on the ground of the shift nothing masked is seen; nobody sees persons of whom no state is said", () => {
  const masked = { record: "traveller", masking: "masked" } as const;
  expect(asks(["watch-officer"], ["SERIOUS", "offence:SC04"], masked)).toMatchObject({
    refused: { code: "not-permitted", policies: ["window-shows-clear"] },
  });
  expect(isRefusal(asks(["watch-officer"], ["SERIOUS", "alert:1"], masked))).toBe(false);
  for (const action of actions.filter(showsPersons)) {
    const unsaid = { kind: "unit", id: "any", shown: { record: "traveller", masking: "none" } } as const;
    const asked = { id: "p", roles, purpose: "TERR", ground: "alert:1" };
    expect(decide(asked, action, { demonstration: false }, unsaid)).toMatchObject({
      refused: { policies: expect.arrayContaining(["persons-state-masking"]) },
    });
  }
});

test("a route is held to what it shows, whatever its action is called", () => {
  const traveller: Shown = { kind: "person", id: "x" };
  expect(recordShown("view-carriers", traveller, "clear")).toEqual({ record: "traveller", masking: "clear" });
  expect(recordShown("view-carriers", null, undefined)).toEqual({ record: "carrier", masking: "none" });
  expect(recordShown("view-quarantine", { kind: "receipt", id: "x" }, undefined)).toEqual({
    record: "quarantine",
    masking: "as-kept",
  });
  // Without a word on the grant a view of the vault is one without a grant.
  expect(recordShown("view-unmasked", { kind: "approval", id: "x" }, undefined)).toEqual({
    record: "vault",
    masking: "masked",
  });
  const shown = recordShown("view-carriers", traveller, "clear");
  expect(
    decide(
      { id: "p", roles: ["carrier-desk"], purpose: "QUALITY", ground: "receipt:1" },
      "view-carriers",
      { demonstration: false },
      { kind: "unit", id: "any", shown },
    ),
  ).toMatchObject({ refused: { policies: ["records-fit-role"] } });
});
