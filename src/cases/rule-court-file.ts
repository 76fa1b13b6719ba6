// Everything that was decided on one alert of a rule, and everything that it rests on, for a court: read as one, shown to nobody here.
import { displayNames } from "#access";
import {
  repeatMatch,
  ruleForCourt,
  type RepeatableMatch,
  type RepeatedMatch,
  type RuleForCourt,
} from "#criteria";
import { systemActor, type Database } from "#platform";
import { matchById, type CriterionAlertRecord } from "./criterion-alert-store.ts";
import type { ExoneratingCheck } from "./contract.ts";

export type RuleCourtFile = {
  readonly alert: string;
  readonly person: string;
  readonly state: string;
  readonly traveller: CriterionAlertRecord["traveller"];
  readonly flight: {
    readonly designator: string;
    readonly date: string;
    readonly origin: string;
    readonly destination: string;
  };
  readonly rule: { readonly id: string; readonly version: number } & (RuleForCourt | { readonly text: null });
  /** What it takes to ask the rule again. */
  readonly match: RepeatableMatch;
  /** Innocent explanations that the review had to look for. */
  readonly exonerating: readonly string[];
  readonly decisions: readonly {
    readonly outcome: string;
    readonly reasonCode: string;
    readonly reason: string;
    readonly checks: readonly ExoneratingCheck[];
    readonly by: { readonly id: string; readonly name: string };
    readonly at: string;
  }[];
};

type Actor = Parameters<Database["transaction"]>[0];

/** The file of an alert; null where there is none or the actor may not see it. The rule itself is read whoever asks. */
export async function ruleCourtFileOf(
  database: Database,
  actor: Actor,
  alertId: string,
): Promise<RuleCourtFile | null> {
  const alert = await database.transaction(actor, (tx) => matchById(tx, alertId));
  if (alert === null) return null;
  const {
    rule_id: ruleId,
    rule_version: version,
    decided_by: by,
    decided_at: at,
    reason_code: reasonCode,
  } = alert;
  const { rule, names } = await database.transaction(systemActor("evidence"), async (tx) => ({
    rule: await ruleForCourt(tx, { ruleId, version }),
    names: await displayNames(tx, by === null ? [] : [by]),
  }));
  return {
    alert: alertId,
    person: alert.person_id,
    state: alert.state,
    traveller: alert.traveller,
    flight: {
      designator: alert.flight_designator,
      date: alert.flight_date,
      origin: alert.flight_origin,
      destination: alert.flight_destination,
    },
    rule: { id: ruleId, version, ...(rule ?? { text: null }) },
    match: {
      text: rule?.text ?? null,
      read: alert.facts_read,
      engine: alert.engine_version,
      evidence: alert.evidence,
    },
    exonerating: alert.exonerating,
    decisions:
      by === null || at === null || alert.state === "open" || alert.state === "withdrawn"
        ? []
        : [
            {
              outcome: alert.state,
              reasonCode: reasonCode ?? "",
              reason: alert.reason ?? "",
              checks: alert.checks ?? [],
              by: { id: by, name: names.get(by) ?? by },
              at: at.toISOString(),
            },
          ],
  };
}

/** What came of asking the rule of an alert again, with which version of it. */
export type ReplayedMatch = {
  readonly code: string;
  readonly version: number;
  readonly engine: string | null;
} & RepeatedMatch;

/**
 * Asks the rule of an alert again from what was kept with it. Null: there is no such alert of a rule. `shown`: the evidence goes
 * to who asked, which the ledger keeps.
 */
export async function replayRuleAlert(
  database: Database,
  actor: Actor,
  alertId: string,
  shown: boolean,
): Promise<ReplayedMatch | null> {
  return database.transaction(actor, async (tx) => {
    const alert = await matchById(tx, alertId);
    if (alert === null) return null;
    const {
      rule_id: ruleId,
      rule_version: version,
      facts_read: read,
      engine_version: engine,
      evidence,
    } = alert;
    const rule = await ruleForCourt(tx, { ruleId, version });
    tx.record({
      action: "alert.replayed",
      subjectKind: "criterion-alert",
      subjectId: alertId,
      about: [alert.person_id],
      detail: { shown },
    });
    return {
      code: alert.rule_code,
      version,
      ...repeatMatch({ text: rule?.text ?? null, read, engine, evidence }),
      engine,
    };
  });
}
