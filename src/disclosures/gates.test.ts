// Each gate by itself: pure.
import fc from "fast-check";
import { expect, test } from "vitest";
import { accusingCategories, personCategories } from "./code-lists.ts";
import { isChild, passGates, type Leaving } from "./gates.ts";

function leaving(over: Partial<Leaving> = {}): Leaving {
  return {
    recipient: {
      kind: "national",
      service: "police",
      country: "AZ",
      purposes: ["SERIOUS"],
      offences: ["drug-trafficking"],
      deathPenalty: false,
      tortureRisk: false,
      usable: true,
      protects: true,
    },
    purpose: "SERIOUS",
    offence: "drug-trafficking",
    measure: "INFORM-ONLY",
    category: "contact",
    bookings: false,
    afterTravel: false,
    approved: null,
    child: false,
    claimant: false,
    victim: false,
    helped: false,
    byRule: false,
    nationalities: ["AZ"],
    transfer: null,
    specialist: false,
    protectionConsent: false,
    overridden: false,
    interpol: "not-needed",
    ...over,
  };
}

test("each gate closes by its own fault alone, and by no other (PNRD-6.6, PNRD-11.1, HR-NR-1, HR-CHILD-1)", () => {
  const base = leaving();
  const faults: readonly (readonly [string, Partial<Leaving>])[] = [
    ["register", { recipient: { ...base.recipient, usable: false } }],
    ["entitlement", { offence: "sabotage" }],
    ["bookings", { bookings: true, recipient: { ...base.recipient, service: "migration" } }],
    ["after-travel", { afterTravel: true, approved: false }],
    [
      "refoulement",
      {
        claimant: true,
        protectionConsent: true,
        recipient: { ...base.recipient, kind: "partner-unit", country: "AZ" },
      },
    ],
    ["comparable-protection", { recipient: { ...base.recipient, protects: false } }],
    ["assurance", { recipient: { ...base.recipient, deathPenalty: true } }],
    ["transfer", { recipient: { ...base.recipient, kind: "third-country", country: "GE" } }],
    ["child", { child: true, protectionConsent: true }],
    ["victim", { victim: true, protectionConsent: true, category: "suspect" }],
    ["protection-contact", { victim: true }],
    ["interpol", { interpol: "stale" }],
  ];
  expect(passGates(base).every(({ passed }) => passed)).toBe(true);
  for (const [gate, over] of faults) {
    expect(
      passGates(leaving(over))
        .filter(({ passed }) => !passed)
        .map((each) => each.gate),
    ).toEqual([gate]);
  }
});

test("a child is never a suspect by a rule, whatever else holds (HR-CHILD-2)", () => {
  const any = fc.record({
    category: fc.constantFrom(...personCategories),
    measure: fc.constantFrom("INFORM-ONLY", "SECOND-LINE", "PROTECTION-REFERRAL", "DISCREET-CHECK"),
    specialist: fc.boolean(),
    overridden: fc.boolean(),
    victim: fc.boolean(),
  });
  fc.assert(
    fc.property(any, (over) => {
      const gates = passGates(leaving({ ...(over as Partial<Leaving>), child: true, byRule: true }));
      const passed = gates.find(({ gate }) => gate === "child")?.passed;
      return !accusingCategories.includes(over.category) || passed === false;
    }),
  );
  expect(accusingCategories).toEqual(["suspect", "convicted", "wanted"]);
  for (const category of accusingCategories) {
    const gates = passGates(leaving({ child: true, byRule: true, category }));
    expect(gates.find(({ gate }) => gate === "child")?.passed).toBe(false);
  }
});

test("of a partial birth date the youngest age counts (HR-CHILD-2)", () => {
  expect(isChild("2008-11-21", "2026-11-21")).toBe(false);
  expect(isChild("2008-11-22", "2026-11-21")).toBe(true);
  expect(isChild("2008", "2026-11-21")).toBe(true);
  expect(isChild(null, "2026-11-21")).toBeNull();
});
