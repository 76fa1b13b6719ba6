// A conformance case: what a carrier is to send, and how it is seen whether it did. Pure.
import type { EffectiveAgreement } from "#carriers";
import type { ReadMessage } from "#messages";
import type { Reason } from "./reasons.ts";

/** What a case remembers of earlier transmissions to it: hashes and numbers only, never a name. */
export type CaseMemory = {
  /** SHA-256 of the bytes of each transmission that was right so far, in hexadecimal. */
  readonly transmissions: readonly string[];
  /** Part numbers that came, and keyed hashes of passenger references. */
  readonly parts: readonly number[];
  readonly references: readonly string[];
};

export const nothingYet: CaseMemory = { transmissions: [], parts: [], references: [] };

/** What is agreed with the carrier, as far as cases go by it. */
export type CaseAgreement = Pick<EffectiveAgreement, "lists" | "identifiedBy" | "interactiveTravellersMax">;

/** One transmission to a case. */
export type CaseAttempt = {
  /** With their findings as they count under the agreement. */
  readonly messages: readonly ReadMessage[];
  readonly agreement: CaseAgreement;
  readonly sha256: string;
  readonly memory: CaseMemory;
  /** A passenger reference as it is remembered: hashed with the installation's key. */
  readonly remembered: (reference: string) => string;
  /** RFF TN of the unsolicited message that the case sent, which its acknowledgement repeats. */
  readonly unsolicitedReference: string;
};

/** What became of an attempt. `passed` null: right so far, more is to come. */
export type CaseVerdict = {
  readonly passed: boolean | null;
  /** What is missing or wrong, or to be sent next; empty when it passed. */
  readonly reasons: readonly Reason[];
  readonly memory: CaseMemory;
};

/** What the test environment answers to a right request. */
export type CaseAnswer = {
  /** Directive of the first traveller; the others are OK. */
  readonly first?: "NOT_OK" | "SELECTEE";
  /** After the answer an unsolicited message takes the first traveller's OK back. */
  readonly thenUnsolicited?: true;
};

export type CaseGroup = "lists" | "interactive" | "bookings" | "delivery" | "volume";

export type ConformanceCase = {
  /** From 101: syntax and lists; from 201: interactive; from 301: bookings; from 401: delivery; 501: volume. */
  readonly number: number;
  readonly group: CaseGroup;
  readonly title: string;
  /** What to send, for whoever runs the case. */
  readonly send: string;
  /** Whether a certificate for its group needs it. */
  readonly needed: boolean;
  readonly answer?: CaseAnswer;
  /** The one kind of list (BGM 1001) that the case takes. */
  readonly list?: "745" | "250" | "266";
  readonly judge: (attempt: CaseAttempt) => CaseVerdict;
};

/** One condition on an attempt: null when it holds, else what is wrong. */
export type Condition = (attempt: CaseAttempt) => Reason | null;

/** A case that one transmission decides: every condition must hold. */
export function decidedBy(...conditions: readonly Condition[]): ConformanceCase["judge"] {
  return (attempt) => {
    const reasons = conditions.flatMap((condition) => condition(attempt) ?? []);
    const passed = reasons.length === 0;
    const transmissions = passed ? [attempt.sha256] : attempt.memory.transmissions;
    return { passed, reasons, memory: { ...attempt.memory, transmissions } };
  };
}
