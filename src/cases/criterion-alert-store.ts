// All SQL over alerts that rest on a rule: raising, withdrawing, the queue, one alert, its decision.
import type { FactsRead } from "#criteria";
import type { Evidence } from "#criteria/contract";
import type { Transaction } from "#platform";
import type { AlertFlight } from "./alert-store.ts";
import type { AlertState } from "./alert.ts";
import type { ExoneratingCheck, Outcome } from "./contract.ts";
import { resultUntil } from "./hit-store.ts";
import { byIds, ofPersons, withdrawOpen, type WithdrawnRow } from "./standing-store.ts";

/** Who the alert is about, as the review sees it. */
export type MatchedTraveller = {
  readonly surname: string;
  readonly given: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly nationality: string | null;
};

export type CriterionAlertRecord = {
  alert_id: string;
  flight_date: string;
  flight_id: string;
  person_id: string;
  flight_designator: string;
  flight_origin: string;
  flight_destination: string;
  flight_direction: string;
  traveller: MatchedTraveller;
  rule_id: string;
  rule_version: number;
  rule_code: string;
  rule_title: string;
  rule_authors: string[];
  outcome: "suspect" | "protect";
  fingerprint: string;
  points: number;
  match_at: number;
  evidence: Evidence;
  /** What the rule read, and by which engine; null: raised before that was kept, or masked since. */
  facts_read: FactsRead | null;
  engine_version: string | null;
  exonerating: string[];
  per_10000: number | null;
  still_matches: boolean;
  state: AlertState;
  due_at: Date | null;
  raised_at: Date;
  assigned_to: string | null;
  withdrawn_at: Date | null;
  withdrawn_reason: string | null;
  version: number;
  case_id: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  reason_code: string | null;
  reason: string | null;
  checks: ExoneratingCheck[] | null;
  feedback_at: Date | null;
  result_until: Date;
};

const columns = `alert_id, flight_date, flight_id, person_id, flight_designator, flight_origin, flight_destination,
  flight_direction, traveller, rule_id, rule_version, rule_code, rule_title, rule_authors, outcome, fingerprint, points,
  match_at, evidence, facts_read, engine_version, exonerating, per_10000, still_matches, state, due_at, raised_at, assigned_to, withdrawn_at,
  withdrawn_reason, version, case_id, decided_by, decided_at, reason_code, reason, checks, feedback_at, ${resultUntil} as result_until`;

/** Alerts of a flight that are open or decided, locked. */
export function knownMatches(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
): Promise<CriterionAlertRecord[]> {
  return tx.query<CriterionAlertRecord>(
    {
      name: "cases-known-matches",
      text: `select ${columns} from cases.criterion_alert
             where flight_date = $1 and flight_id = $2 and state <> 'withdrawn' order by alert_id for update`,
    },
    [flight.date, flight.id],
  );
}

export type NewMatch = {
  readonly id: string;
  readonly personId: string;
  readonly traveller: MatchedTraveller;
  readonly ruleId: string;
  readonly version: number;
  readonly code: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly outcome: "suspect" | "protect";
  readonly fingerprint: string;
  readonly points: number;
  readonly matchAt: number;
  readonly evidence: Evidence;
  readonly read: FactsRead;
  readonly engine: string;
  readonly exonerating: readonly string[];
  readonly per10000: number | null;
};

/** Inserts open alerts; returns the ids of those that another transaction had not raised already. */
export async function insertMatches(
  tx: Transaction,
  flight: AlertFlight,
  alerts: readonly NewMatch[],
): Promise<ReadonlySet<string>> {
  if (alerts.length === 0) return new Set();
  const rows = await tx.query<{ alert_id: string }>(
    `insert into cases.criterion_alert (alert_id, flight_date, flight_id, person_id, flight_designator, flight_origin,
       flight_destination, flight_direction, traveller, rule_id, rule_version, rule_code, rule_title, rule_authors, outcome,
       fingerprint, points, match_at, evidence, facts_read, engine_version, exonerating, per_10000, state, due_at, raised_at)
     select a.id, $2, $3, a."personId", $4, $5, $6, $7, a.traveller, a."ruleId", a.version, a.code, a.title, a.authors,
       a.outcome, a.fingerprint, a.points, a."matchAt", a.evidence, a.read, a.engine, a.exonerating, a."per10000", 'open', $8, $9
     from jsonb_to_recordset($1::jsonb) as a (id uuid, "personId" uuid, traveller jsonb, "ruleId" uuid, version integer,
       code text, title text, authors text[], outcome text, fingerprint text, points integer, "matchAt" integer,
       evidence jsonb, read jsonb, engine text, exonerating text[], "per10000" double precision)
     on conflict (flight_id, person_id, rule_id) where state = 'open' do nothing
     returning alert_id`,
    [
      JSON.stringify(alerts),
      flight.date,
      flight.id,
      flight.designator,
      flight.origin,
      flight.destination,
      flight.direction,
      flight.dueAt,
      tx.at,
    ],
  );
  return new Set(rows.map((row) => row.alert_id));
}

/** Gives an open alert new evidence, also of a newer version of its rule. */
export function replaceMatch(tx: Transaction, alertId: string, match: NewMatch): void {
  tx.write(
    `update cases.criterion_alert set traveller = $2, rule_version = $3, rule_title = $4, rule_authors = $5, outcome = $6,
       fingerprint = $7, points = $8, match_at = $9, evidence = $10, exonerating = $11, per_10000 = $12,
       facts_read = $13, engine_version = $14,
       still_matches = true, version = version + 1
     where alert_id = $1 and state = 'open'`,
    [
      alertId,
      JSON.stringify(match.traveller),
      match.version,
      match.title,
      match.authors,
      match.outcome,
      match.fingerprint,
      match.points,
      match.matchAt,
      JSON.stringify(match.evidence),
      match.exonerating,
      match.per10000,
      JSON.stringify(match.read),
      match.engine,
    ],
  );
}

export type MatchWithdrawal = "withdrawn" | "not-boarded" | "flight-cancelled" | "rule-stopped";

/** Which open alerts are withdrawn: of persons on a flight (null: of everyone), of a version of a rule, or by their ids. */
export type Withdrawing =
  | {
      readonly flight: { readonly date: string; readonly id: string };
      readonly persons: readonly string[] | null;
    }
  | { readonly ruleId: string; readonly version: number }
  | { readonly ids: readonly string[] };

export function withdrawMatches(
  tx: Transaction,
  which: Withdrawing,
  reason: MatchWithdrawal,
): Promise<(WithdrawnRow & { rule_id: string })[]> {
  const chosen =
    "ids" in which
      ? byIds(which.ids)
      : "flight" in which
        ? ofPersons(which.flight, which.persons)
        : { where: "rule_id = $3 and rule_version = $4", values: [which.ruleId, which.version] };
  return withdrawOpen<{ rule_id: string }>(
    tx,
    "cases.criterion_alert",
    { ...chosen, more: "rule_id" },
    reason,
  );
}

/** The queue: open alerts by due time, then points; alerts of another state newest first. */
export function matchLines(
  tx: Transaction,
  wanted: {
    readonly state: AlertState;
    readonly flight: { readonly date: string; readonly id: string } | null;
    readonly personId: string | null;
    readonly ruleId: string | null;
    readonly limit: number;
  },
): Promise<CriterionAlertRecord[]> {
  const order = wanted.state === "open" ? "due_at, points desc, alert_id" : "raised_at desc, alert_id";
  return tx.query<CriterionAlertRecord>(
    `select ${columns} from cases.criterion_alert
     where state = $1 and ($2::date is null or (flight_date = $2 and flight_id = $3))
       and ($4::uuid is null or person_id = $4) and ($5::uuid is null or rule_id = $5)
     order by ${order} limit $6`,
    [
      wanted.state,
      wanted.flight?.date ?? null,
      wanted.flight?.id ?? null,
      wanted.personId,
      wanted.ruleId,
      wanted.limit,
    ],
  );
}

export function matchLinesOfCase(tx: Transaction, caseId: string): Promise<CriterionAlertRecord[]> {
  return tx.query<CriterionAlertRecord>(
    `select ${columns} from cases.criterion_alert where case_id = $1 order by raised_at, alert_id`,
    [caseId],
  );
}

/** Open alerts of one flight, those of most points first. */
export function openMatchesOfFlight(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
): Promise<{ person_id: string; alert_id: string; rule_title: string }[]> {
  return tx.query(
    `select person_id, alert_id, rule_title from cases.criterion_alert
     where flight_date = $1 and flight_id = $2 and state = 'open' order by points desc, alert_id`,
    [flight.date, flight.id],
  );
}

export async function openMatchCount(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ open: number }>(
    "select count(*)::int as open from cases.criterion_alert where state = 'open'",
  );
  return row?.open ?? 0;
}

/** One alert; with `lock` nobody else changes it until this transaction ends. */
export async function matchById(
  tx: Transaction,
  alertId: string,
  lock = false,
): Promise<CriterionAlertRecord | null> {
  const rows = await tx.query<CriterionAlertRecord>(
    `select ${columns} from cases.criterion_alert where alert_id = $1 ${lock ? "for update" : ""}`,
    [alertId],
  );
  return rows[0] ?? null;
}

/** The open alert after this one in the queue that nobody else has taken; the first one when it is the last. */
export async function nextMatch(
  tx: Transaction,
  after: { readonly id: string; readonly dueAt: Date | null; readonly points: number },
): Promise<string | null> {
  const rows = await tx.query<{ alert_id: string }>(
    `select alert_id from cases.criterion_alert
     where state = 'open' and alert_id <> $1 and (assigned_to is null or assigned_to = $4)
     order by (coalesce(due_at, 'infinity'), -points, alert_id) <= (coalesce($2::timestamptz, 'infinity'), -$3::integer, $1::uuid),
       due_at, points desc, alert_id
     limit 1`,
    [after.id, after.dueAt, after.points, tx.actor.id],
  );
  return rows[0]?.alert_id ?? null;
}

/** How persons judged the matches of a rule so far, also those that are gone. */
export async function judgedOfRule(
  tx: Transaction,
  ruleId: string,
): Promise<{ reviewed: number; confirmed: number }> {
  const [row] = await tx.query<{ reviewed: number; confirmed: number }>(
    "select reviewed, confirmed from criteria.judged($1)",
    [ruleId],
  );
  return row ?? { reviewed: 0, confirmed: 0 };
}

/** Closes an alert with the decision a person made. The alert must be locked. */
export async function saveMatchDecision(
  tx: Transaction,
  decided: {
    readonly alertId: string;
    readonly outcome: Outcome;
    readonly reasonCode: string;
    readonly reason: string;
    readonly checks: readonly ExoneratingCheck[];
    readonly caseId: string | null;
  },
): Promise<void> {
  await tx.query(
    `update cases.criterion_alert set state = $2, reason_code = $3, reason = $4, checks = $5, case_id = $6, decided_by = $7,
       decided_at = $8, version = version + 1
     where alert_id = $1`,
    [
      decided.alertId,
      decided.outcome,
      decided.reasonCode,
      decided.reason,
      JSON.stringify(decided.checks),
      decided.caseId,
      tx.actor.id,
      tx.at,
    ],
  );
}

/** Whom somebody has reviewed and decided on the flights of a day, whatever raised the alert. */
export function reviewedOfDay(
  tx: Transaction,
  day: string,
): Promise<{ flight_id: string; person_id: string; confirmed: boolean }[]> {
  return tx.query(
    `select flight_id, person_id, bool_or(state = 'confirmed') as confirmed from (
       select flight_id, person_id, state from cases.alert where flight_date = $1 and state in ('no-match', 'confirmed')
       union all
       select flight_id, person_id, state from cases.criterion_alert
       where flight_date = $1 and state in ('no-match', 'confirmed')) as r
     group by flight_id, person_id`,
    [day],
  );
}
