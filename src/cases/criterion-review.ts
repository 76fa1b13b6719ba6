// A person's review of an alert that rests on a rule: one at a time, innocent explanations answered, never by the rule's author.
import { createHash } from "node:crypto";
import { noteReview } from "#criteria";
import { refuse, type Refusal, type Transaction } from "#platform";
import { flightKey } from "#records";
import { maskName } from "#vocabulary";
import { decideAlert } from "./alert.ts";
import { awaitsNcb } from "./awaiting-ncb.ts";
import type { CriterionDecision, ExoneratingCheck, Outcome } from "./contract.ts";
import {
  matchById,
  nextMatch,
  saveMatchDecision,
  type CriterionAlertRecord,
} from "./criterion-alert-store.ts";
import { bringIntoCase } from "./into-case.ts";
import { noSuchAlert, type Permitted } from "./review.ts";

/** Decides one alert. "confirmed" brings it into a case. Returns the case and the next alert of the queue. */
export async function decideMatch(
  tx: Transaction,
  alertId: string,
  command: CriterionDecision,
  by: Permitted,
): Promise<{ state: Outcome; caseId: string | null; next: string | null } | Refusal> {
  const alert = await matchById(tx, alertId, true);
  if (alert === null) return noSuchAlert;
  if (alert.rule_authors.includes(tx.actor.id)) return ownRule;
  const { checks, ...plain } = command;
  const outcome = decideAlert(
    { id: alertId, state: alert.state, version: alert.version },
    plain,
    { id: tx.actor.id, madeEntry: false },
    tx.at,
  );
  if ("refused" in outcome) return outcome;
  const unanswered = alert.exonerating.filter((text) => !checks.some((check) => check.text === text));
  if (unanswered.length > 0) return notAnswered(unanswered);
  const { decided } = outcome;
  const adverse = decided.outcome === "confirmed" && decided.reasonCode !== "PROTECT";
  const awaiting = adverse ? await awaitsNcb(tx, alert) : null;
  if (awaiting !== null) return awaiting;
  const caseId = decided.outcome === "confirmed" ? await intoCase(tx, alert, command.caseId ?? null) : null;
  if (caseId !== null && typeof caseId !== "string") return caseId;
  await saveMatchDecision(tx, {
    alertId,
    outcome: decided.outcome,
    reasonCode: decided.reasonCode,
    reason: decided.reason,
    checks: answersTo(alert, checks),
    caseId,
  });
  noteReview(tx, {
    alertId,
    ruleId: alert.rule_id,
    version: alert.rule_version,
    outcome: decided.outcome,
  });
  tx.record({
    action: "criterion-alert.decided",
    subjectKind: "criterion-alert",
    subjectId: alertId,
    about: [alert.person_id],
    detail: {
      outcome: decided.outcome,
      reasonCode: decided.reasonCode,
      reason: createHash("sha256").update(decided.reason).digest("hex"),
      rule: alert.rule_id,
      ruleVersion: alert.rule_version,
      fingerprint: alert.fingerprint,
      version: alert.version,
      case: caseId,
      policies: by.policies,
    },
  });
  tx.announce("criterion-alert", alertId);
  tx.announce("flight", flightKey({ date: alert.flight_date, id: alert.flight_id }));
  const next = await nextMatch(tx, { id: alertId, dueAt: alert.due_at, points: alert.points });
  return { state: decided.outcome, caseId, next };
}

export const ownRule = refuse(
  "own-rule",
  "You wrote this rule, so another officer reviews its matches. Leave it in the queue.",
  403,
);

const notAnswered = (texts: readonly string[]): Refusal =>
  refuse(
    "exonerating-unanswered",
    `Say of each innocent explanation what you found: ${texts.join("; ")}.`,
    422,
    { fields: [{ field: "checks", text: texts.join("; ") }] },
  );

/** One answer to each explanation, in their order; what was not asked is not kept. */
function answersTo(alert: CriterionAlertRecord, checks: readonly ExoneratingCheck[]): ExoneratingCheck[] {
  return alert.exonerating.flatMap((text) => checks.find((check) => check.text === text) ?? []);
}

function intoCase(
  tx: Transaction,
  alert: CriterionAlertRecord,
  named: string | null,
): Promise<string | Refusal> {
  const { surname, given } = alert.traveller;
  return bringIntoCase(tx, {
    alertId: alert.alert_id,
    flight: { date: alert.flight_date, id: alert.flight_id },
    personId: alert.person_id,
    subject: `${alert.rule_code}, ${alert.flight_designator} ${alert.flight_date}: ${maskName(surname, given)}`,
    named,
    // The decision itself ties it to the case.
    add: () => Promise.resolve(),
  });
}
