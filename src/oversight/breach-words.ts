// The words of the register of breaches, as types.
import type { breachExemptions, breachRecipients, breachRisks, breachStates } from "./breach-contract.ts";

export type BreachState = (typeof breachStates)[number];
export type BreachRisk = (typeof breachRisks)[number];
export type BreachRecipient = (typeof breachRecipients)[number];
export type BreachExemption = (typeof breachExemptions)[number];
