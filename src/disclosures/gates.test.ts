// Each gate by itself: pure.
import { expect, test } from "vitest";
import { passGates, type Leaving } from "./gates.ts";

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
