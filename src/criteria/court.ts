// A version of a rule as a court is shown it: its text, why it exists, and every step that brought it into force.
import { displayNames } from "#access";
import type { Transaction } from "#platform";
import type { Dossier } from "./contract.ts";
import { ruleById, stepsOf, versionsOf } from "./store.ts";

type By = { readonly id: string; readonly name: string };

export type RuleForCourt = {
  readonly code: string;
  readonly title: string;
  /** As it was approved; what was matched by it bears its fingerprint. */
  readonly text: string | null;
  readonly fingerprint: string | null;
  readonly authors: readonly By[];
  readonly dossier: Dossier;
  readonly steps: readonly {
    readonly step: string;
    readonly at: string;
    readonly by: By;
    readonly reason: string | null;
    readonly fingerprint: string;
  }[];
};

/** The version with its history; null where it is not kept any more or the actor may not see rules. */
export async function ruleForCourt(
  tx: Transaction,
  of: { readonly ruleId: string; readonly version: number },
): Promise<RuleForCourt | null> {
  const rule = await ruleById(tx, of.ruleId);
  const version = (await versionsOf(tx, of.ruleId)).find((each) => each.version === of.version);
  if (rule === null || version === undefined) return null;
  const steps = (await stepsOf(tx, of.ruleId)).filter((step) => step.version === of.version);
  const names = await displayNames(tx, [...version.authors, ...steps.map(({ actor }) => actor)]);
  const by = (id: string): By => ({ id, name: names.get(id) ?? id });
  return {
    code: rule.code,
    title: version.dossier.title,
    text: version.text,
    fingerprint: version.fingerprint,
    authors: version.authors.map(by),
    dossier: version.dossier,
    steps: steps.map(({ step, at, actor, reason, fingerprint }) => ({
      step,
      at: at.toISOString(),
      by: by(actor),
      reason,
      fingerprint,
    })),
  };
}
