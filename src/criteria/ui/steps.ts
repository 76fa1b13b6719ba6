// Which steps of a rule's life belong together, and when its text can still be written on.
import type { BackTest, CriterionDetail, CriterionState, NextStep } from "../contract.ts";

const writable: readonly CriterionState[] = ["proposed", "specified", "tested", "bias-tested", "opinion"];

/** Whether the newest version is not approved yet, and shown. */
export function isWritable({ shown, versions }: CriterionDetail): boolean {
  const newest = Math.max(...versions.map(({ version }) => version));
  return shown.version === newest && writable.includes(shown.state);
}

/** Steps that end or interrupt, which stand apart and in another colour. */
export const stops: readonly NextStep["step"][] = ["suspended", "retired"];

/** The states a version goes through, for the line that shows how far it has come. */
export const pipeline: readonly CriterionState[] = [
  "proposed",
  "specified",
  "tested",
  "bias-tested",
  "opinion",
  "approved",
  "shadow",
  "active",
];

/** Tests of the text as it stands that are done, the newest first. */
export function testsOf({ backTests, shown }: CriterionDetail): readonly BackTest[] {
  return backTests
    .filter(({ state, fingerprint }) => state === "done" && fingerprint === shown.fingerprint)
    .toSorted((one, other) => Date.parse(other.askedAt) - Date.parse(one.askedAt));
}
