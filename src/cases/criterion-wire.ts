// Alerts that rest on a rule as they go over the wire: masked in the queue, in clear in the detail.
import { displayNames } from "#access";
import type { Transaction } from "#platform";
import { flightKey, travellerRows } from "#records";
import { maskName } from "#vocabulary";
import { ageAt, endOf } from "./alert.ts";
import { wireAwaiting } from "./awaiting-ncb.ts";
import { caseById } from "./case-store.ts";
import type { CriterionAlertDetail, CriterionAlertRow } from "./contract.ts";
import { judgedOfRule, nextMatch, type CriterionAlertRecord } from "./criterion-alert-store.ts";

type Names = ReadonlyMap<string, string>;
const person = (names: Names, id: string | null) => (id === null ? null : { id, name: names.get(id) ?? id });
const ruleOf = (alert: CriterionAlertRecord): CriterionAlertRow["rule"] => ({
  id: alert.rule_id,
  code: alert.rule_code,
  title: alert.rule_title,
  version: alert.rule_version,
  outcome: alert.outcome,
});
const flightOf = (alert: CriterionAlertRecord): CriterionAlertRow["flight"] => ({
  key: flightKey({ date: alert.flight_date, id: alert.flight_id }),
  designator: alert.flight_designator,
  origin: alert.flight_origin,
  destination: alert.flight_destination,
  direction: alert.flight_direction,
  dueAt: alert.due_at?.toISOString() ?? null,
});

/** Lines of the queue, or of a case; who the person is stays masked. */
export async function wireMatches(
  tx: Transaction,
  alerts: readonly CriterionAlertRecord[],
): Promise<CriterionAlertRow[]> {
  const names = await displayNames(
    tx,
    alerts.flatMap((alert) => (alert.assigned_to === null ? [] : [alert.assigned_to])),
  );
  return alerts.map((alert) => ({
    id: alert.alert_id,
    rule: ruleOf(alert),
    points: alert.points,
    matchAt: alert.match_at,
    maskedName: maskName(alert.traveller.surname, alert.traveller.given),
    age: ageAt(alert.traveller.birthDate, tx.at),
    flight: flightOf(alert),
    raisedAt: alert.raised_at.toISOString(),
    ...endOf(alert, tx.at),
    state: alert.state,
    assignedTo: person(names, alert.assigned_to),
    because: alert.evidence.because.map(({ text }) => text),
  }));
}

/** One alert in clear. The caller has a purpose and records the view. */
export async function wireMatch(tx: Transaction, alert: CriterionAlertRecord): Promise<CriterionAlertDetail> {
  const names = await displayNames(
    tx,
    [alert.assigned_to, alert.decided_by].filter((id) => id !== null),
  );
  const flight = { date: alert.flight_date, id: alert.flight_id };
  const rows = await travellerRows(tx, flight, alert.person_id);
  const { because, adds, lowers } = alert.evidence;
  return {
    id: alert.alert_id,
    state: alert.state,
    version: alert.version,
    rule: ruleOf(alert),
    fingerprint: alert.fingerprint,
    points: alert.points,
    matchAt: alert.match_at,
    raisedAt: alert.raised_at.toISOString(),
    ...endOf(alert, tx.at),
    feedbackAt: alert.feedback_at?.toISOString() ?? null,
    stillMatches: alert.still_matches,
    withdrawn:
      alert.withdrawn_at === null
        ? null
        : { at: alert.withdrawn_at.toISOString(), reason: alert.withdrawn_reason ?? "" },
    flight: flightOf(alert),
    personKey: `${flightKey(flight)}_${alert.person_id}`,
    traveller: {
      ...alert.traveller,
      seat: rows.find((row) => row.seat !== null)?.seat ?? null,
      locator: rows.find((row) => row.locator !== null)?.locator ?? null,
    },
    because: because.map((statement) => ({
      ...statement,
      values: statement.values.map((value) => ({ ...value })),
    })),
    adds: adds.map((weight) => ({ ...weight })),
    lowers: lowers.map((weight) => ({ ...weight })),
    exonerating: alert.exonerating,
    baseRate: { per10000: alert.per_10000, ...(await judgedOfRule(tx, alert.rule_id)) },
    decision: decisionOf(alert, names),
    awaitingNcb: await wireAwaiting(tx, alert),
    assignedTo: person(names, alert.assigned_to),
    caseId: alert.case_id,
    caseReference: alert.case_id === null ? null : ((await caseById(tx, alert.case_id))?.reference ?? null),
    next: await nextMatch(tx, { id: alert.alert_id, dueAt: alert.due_at, points: alert.points }),
  };
}

function decisionOf(alert: CriterionAlertRecord, names: Names): CriterionAlertDetail["decision"] {
  const { state, decided_at: at } = alert;
  const by = person(names, alert.decided_by);
  if (by === null || at === null || state === "open" || state === "withdrawn") return null;
  return {
    outcome: state,
    reasonCode: alert.reason_code ?? "",
    reason: alert.reason ?? "",
    checks: alert.checks ?? [],
    by,
    at: at.toISOString(),
  };
}
