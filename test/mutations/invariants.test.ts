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
    invariant: 10,
    says: "a rule makes a suspect of a child",
    file: "src/criteria/run/compile.ts",
    find: 'if (typeof age === "number") return truth(age >= ADULT);',
    put: 'if (typeof age === "number") return truth(age >= 0);',
    guard: { file: "src/criteria/run/compile.test.ts", named: "no rule makes a suspect of anybody under 18" },
  },
];

describe("broken on purpose", () => {
  test.each(mutations)(
    "invariant $invariant: $says",
    async (mutation) => {
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
    },
    120_000,
  );
});
