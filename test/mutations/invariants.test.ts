// Each of the ten invariants (obligations.md section 15) is broken on purpose in a copy of the program; the test that guards it must turn red there.
import { describe, expect, test } from "vitest";
import { mutatedCopy, verdictsIn, type Mutation } from "./mutated-copy.ts";

type Guarded = Mutation & {
  readonly invariant: number;
  /** What the damage makes possible. */
  readonly says: string;
  readonly guard: { readonly file: string; readonly named: string };
};

const mutations: readonly Guarded[] = [
  {
    invariant: 1,
    says: "a directive not to board leaves without a second person's decision",
    file: "db/migrations/0026-cases-directives.sql",
    find: "and not (new.released_by = current_setting('openpiu.actor', true) and platform.has_role('supervisor')) then",
    put: "and false then",
    guard: {
      file: "src/cases/directives.db.test.ts",
      named: "lets nobody release their own, in another's name, or as the system",
    },
  },
  {
    invariant: 2,
    says: "somebody of the unit approves an unmasking",
    file: "db/migrations/0064-approvals.sql",
    find: " or exists (select from access.role_grant g where g.person_id::text = new.decided_by and g.role <> 'approver') then",
    put: " then",
    guard: { file: "src/approvals/unmasking.db.test.ts", named: "by SQL: whoever says to be the approver" },
  },
  {
    invariant: 3,
    says: "a field that the law does not list is kept",
    file: "src/messages/minimise/closed-list.ts",
    find: 'if (basis !== "beyond" && (typeof value !== "string" || shape.fits(value))) {',
    put: 'if (basis !== "" || shape.fits("")) {',
    guard: { file: "src/messages/minimise/closed-list.test.ts", named: "which no list of the law has" },
  },
  {
    invariant: 4,
    says: "chance plays a part in what a match is",
    file: "src/screening/explain.ts",
    find: "const score = probabilityOf(bits, profile.calibration);",
    put: "const score = probabilityOf(bits, profile.calibration) * (1 - Math.random() / 1e6);",
    guard: { file: "src/cases/replay.db.test.ts", named: "from the index, from entries brought beside it" },
  },
  {
    invariant: 5,
    says: "an alert is opened and the ledger does not know",
    file: "src/cases/routes.ts",
    find: 'action: "alert.viewed",',
    put: 'action: "alert.listed",',
    guard: { file: "src/cases/routes.db.test.ts", named: "each view is in the ledger" },
  },
  {
    invariant: 6,
    says: "expired data are read while the deletion does not run",
    file: "db/migrations/0057-retention-read-time.sql",
    find: "as $$ select coalesce(nullif(current_setting('openpiu.kept_from', true), '')::timestamptz, 'infinity') $$;",
    put: "as $$ select '-infinity'::timestamptz $$;",
    guard: { file: "src/records/expiry.db.test.ts", named: "not at midnight, for every role" },
  },
  {
    invariant: 7,
    says: "a recipient is not told that what it was given is wrong",
    file: "src/disclosures/recall.ts",
    find: "if (said !== undefined && said.says !== of.told)",
    put: "if (said !== undefined && said.says === of.told)",
    guard: { file: "src/disclosures/recall.test.ts", named: "whatever was told and corrected" },
  },
  {
    invariant: 8,
    says: "a profile loosens a hard limit",
    file: "src/law/validator.ts",
    find: "if (limit === undefined || limit.admits(value)) continue;",
    put: 'if (limit === undefined || limit.admits(value) || key.startsWith("retention")) continue;',
    guard: { file: "src/law/validator.test.ts", named: "any single loosening beyond a limit" },
  },
  {
    invariant: 9,
    says: "bookings are seen for the control of borders",
    file: "db/migrations/0095-records-bookings-apart.sql",
    find: "<> 'BORDER' $$;",
    put: "is not null $$;",
    guard: { file: "src/records/bookings-apart.db.test.ts", named: "nothing of a booking by SQL" },
  },
  {
    invariant: 10,
    says: "a rule makes a suspect of a child",
    file: "src/criteria/run/compile.ts",
    find: 'if (typeof age === "number") return truth(age >= ADULT);',
    put: 'if (typeof age === "number") return truth(age >= 0);',
    guard: { file: "src/criteria/run/compile.test.ts", named: "no rule makes a suspect of anybody under 18" },
  },
];

describe("broken on purpose", () => {
  test.each(mutations)("invariant $invariant: $says", async (mutation) => {
    const copy = mutatedCopy(mutation);
    try {
      const verdicts = await verdictsIn(copy.folder, mutation.guard);
      // Red for its own reason: the guard ran and an expectation of it failed.
      expect(verdicts.map(({ status }) => status)).toContain("failed");
      expect(verdicts.find(({ status }) => status === "failed")?.why).toMatch(
        /AssertionError|Property failed|instead of rejecting/,
      );
    } finally {
      copy.remove();
    }
  });
});
