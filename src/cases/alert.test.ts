// The decision on an alert as a pure function: what is accepted, what is refused and why.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ageAt, decideAlert, type AlertToDecide } from "./alert.ts";
import { confirmedReasons, noMatchReasons, type DecisionCommand } from "./contract.ts";

const alert: AlertToDecide = { id: "a", state: "open", version: 3 };
const officer = { id: "person:1", madeEntry: false };
const at = new Date("2026-11-21T10:00:00Z");
const command: DecisionCommand = {
  outcome: "no-match",
  reasonCode: "DISMISS-ID",
  reason: "  other father's name  ",
  version: 3,
};

describe("decideAlert", () => {
  test("accepts a person's decision on what they saw, with a reason of that outcome", () => {
    expect(decideAlert(alert, command, officer, at)).toEqual({
      decided: {
        alertId: "a",
        outcome: "no-match",
        reasonCode: "DISMISS-ID",
        reason: "other father's name",
        by: "person:1",
        at,
      },
    });
  });

  test.each([
    ["a closed alert", { ...alert, state: "confirmed" as const }, command, officer, "alert-not-open", 409],
    ["a changed alert", { ...alert, version: 4 }, command, officer, "alert-changed", 409],
    [
      "the system",
      alert,
      command,
      { id: "system:screening", madeEntry: false },
      "decision-needs-person",
      403,
    ],
    ["the maker of the entry", alert, command, { ...officer, madeEntry: true }, "own-entry", 403],
    [
      "a code of the other outcome",
      alert,
      { ...command, reasonCode: "ESCALATE" },
      officer,
      "reason-code-unknown",
      422,
    ],
    ["an unknown code", alert, { ...command, reasonCode: "BECAUSE" }, officer, "reason-code-unknown", 422],
    ["an empty reason", alert, { ...command, reason: "    " }, officer, "reason-missing", 422],
  ])("refuses %s", (_name, subject, wanted, by, code, status) => {
    expect(decideAlert(subject, wanted, by, at)).toMatchObject({ refused: { code, status } });
  });

  test("whatever is sent: decided only when open, of this version, by a person, with a code of the outcome (PNRD-6.5)", () => {
    const codes = [...noMatchReasons, ...confirmedReasons, "OTHER"];
    fc.assert(
      fc.property(
        fc.record({
          state: fc.constantFrom(
            "open" as const,
            "no-match" as const,
            "confirmed" as const,
            "withdrawn" as const,
          ),
          version: fc.integer({ min: 1, max: 3 }),
          seen: fc.integer({ min: 1, max: 3 }),
          outcome: fc.constantFrom("no-match" as const, "confirmed" as const),
          reasonCode: fc.constantFrom(...codes),
          reason: fc.string(),
          id: fc.constantFrom("person:1", "system:intake", ""),
          madeEntry: fc.boolean(),
        }),
        (given) => {
          const { outcome, reasonCode, reason } = given;
          const result = decideAlert(
            { ...alert, state: given.state, version: given.version },
            { outcome, reasonCode, reason, version: given.seen },
            { id: given.id, madeEntry: given.madeEntry },
            at,
          );
          const reasons: readonly string[] = outcome === "no-match" ? noMatchReasons : confirmedReasons;
          const lawful =
            given.state === "open" &&
            given.version === given.seen &&
            given.id === "person:1" &&
            !given.madeEntry &&
            reasons.includes(reasonCode) &&
            reason.trim().length >= 3;
          expect("decided" in result).toBe(lawful);
        },
      ),
    );
  });
});

test("age in full years, from whatever is known of the birth date", () => {
  expect(ageAt("1984-11-21", at)).toBe(42);
  expect(ageAt("1984-11-22", at)).toBe(41);
  expect(ageAt("1984-12", at)).toBe(41);
  expect(ageAt("1984", at)).toBe(42);
  expect(ageAt("2026-11-20", at)).toBe(0);
  expect(ageAt("2027-01-01", at)).toBeNull();
  expect(ageAt(null, at)).toBeNull();
  expect(ageAt("unknown", at)).toBeNull();
});
