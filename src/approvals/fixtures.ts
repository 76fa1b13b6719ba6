// A request as an analyst would write it, without a person in it.
import type { UnmaskAsked } from "./contract.ts";

export function aForm(change: Partial<UnmaskAsked["form"]> = {}): UnmaskAsked["form"] {
  return {
    purpose: "SERIOUS",
    offence: { code: "A2-09", article: "Criminal Code, article 234", maxPenaltyYears: 8 },
    airLink: "The goods came as baggage on this flight.",
    caseReference: "C-41",
    grounds: "A courier arrested last week names the flight and the seat.",
    newCircumstances: "The statement was made five days ago, after masking.",
    objectiveEvidence: "Minutes of the interrogation, page 4; seizure record.",
    necessity: "The name is needed to compare it with the register of vehicles.",
    personCategory: "suspect",
    protection: [],
    legalBasis: "LB-UNM",
    legalText: "Directive (EU) 2016/681, Article 12(3)",
    urgency: null,
    ...change,
  };
}

export function anUnmasking(personKey: string, change: Partial<UnmaskAsked> = {}): UnmaskAsked {
  return { personKey, elements: ["names"], hours: 24, form: aForm(), ...change };
}
