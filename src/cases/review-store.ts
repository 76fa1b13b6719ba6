// All SQL that puts alerts before people: the queue, one alert, its decision.
import type { Transaction } from "#platform";
import type { Match, ScreenedBy, Traveller } from "#screening";
import type { ListEntry } from "#watchlists";
import type { AlertDecided, AlertState } from "./alert.ts";
import { listingsOf } from "./alert-store.ts";
import type { Outcome } from "./contract.ts";
import { resultUntil } from "./hit-store.ts";
import type { StoredListing } from "./listing.ts";

export type AlertLine = {
  alert_id: string;
  band: "strong" | "possible" | "weak";
  strength: number;
  list_code: string;
  also_listed: number;
  surname: string;
  given: string | null;
  birth_date: string | null;
  nationality: string | null;
  flight_date: string;
  flight_id: string;
  flight_designator: string;
  flight_origin: string;
  flight_destination: string;
  flight_direction: string;
  due_at: Date | null;
  raised_at: Date;
  state: AlertState;
  assigned_to: string | null;
  why: Match["why"];
  result_until: Date;
};

const lineColumns = `alert_id, band, strength, list_code, jsonb_array_length(others) as also_listed, traveller ->> 'surname' as surname, traveller ->> 'given' as given,
  traveller ->> 'birthDate' as birth_date, traveller ->> 'nationality' as nationality, flight_date, flight_id,
  flight_designator, flight_origin, flight_destination, flight_direction, due_at, raised_at, state, assigned_to,
  evidence -> 'why' as why, ${resultUntil} as result_until`;

/** The queue: open alerts by due time, then strength; alerts of another state newest first. */
export function alertLines(
  tx: Transaction,
  wanted: {
    readonly state: AlertState;
    readonly flight: { readonly date: string; readonly id: string } | null;
    readonly personId: string | null;
    readonly limit: number;
  },
): Promise<AlertLine[]> {
  const order = wanted.state === "open" ? "due_at, strength desc, alert_id" : "raised_at desc, alert_id";
  return tx.query<AlertLine>(
    `select ${lineColumns} from cases.alert
     where state = $1 and ($2::date is null or (flight_date = $2 and flight_id = $3))
       and ($4::uuid is null or person_id = $4)
     order by ${order} limit $5`,
    [wanted.state, wanted.flight?.date ?? null, wanted.flight?.id ?? null, wanted.personId, wanted.limit],
  );
}

export function alertLinesOfCase(tx: Transaction, caseId: string): Promise<AlertLine[]> {
  return tx.query<AlertLine>(
    `select ${lineColumns} from cases.alert join cases.case_alert using (alert_id)
     where case_id = $1 order by raised_at, alert_id`,
    [caseId],
  );
}

export async function openAlertCount(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ open: number }>(
    "select count(*)::int as open from cases.alert where state = 'open'",
  );
  return row?.open ?? 0;
}

export type AlertFull = AlertLine & {
  person_id: string;
  traveller_id: string;
  sources: string[];
  entry_id: string;
  list_version: number;
  entry_hash: Buffer;
  compared_hash: Buffer;
  engine_version: string;
  traveller: Traveller;
  entry: ListEntry;
  evidence: Match;
  others: StoredListing[];
  screened_by: ScreenedBy | null;
  cleared_before: string | null;
  feedback_at: Date | null;
  identity_keys: Buffer[];
  still_matches: boolean;
  withdrawn_at: Date | null;
  withdrawn_reason: string | null;
  version: number;
};

/** One alert with everything frozen with it; with `lock` nobody else changes it until this transaction ends. */
export async function alertById(tx: Transaction, alertId: string, lock = false): Promise<AlertFull | null> {
  const rows = await tx.query<AlertFull>(
    `select ${lineColumns}, person_id, traveller_id, sources, entry_id, list_version, entry_hash, compared_hash,
       engine_version, traveller, entry, evidence, others, screened_by, cleared_before, feedback_at, identity_keys, still_matches, withdrawn_at, withdrawn_reason, version
     from cases.alert where alert_id = $1 ${lock ? "for update" : ""}`,
    [alertId],
  );
  return rows[0] ?? null;
}

/** The open alert after this one in the queue that nobody else has taken; the first one when it is the last. */
export async function nextInQueue(
  tx: Transaction,
  after: { readonly id: string; readonly dueAt: Date | null; readonly strength: number },
): Promise<string | null> {
  const rows = await tx.query<{ alert_id: string }>(
    `select alert_id from cases.alert
     where state = 'open' and alert_id <> $1 and (assigned_to is null or assigned_to = $4)
     order by (coalesce(due_at, 'infinity'), -strength, alert_id) <= (coalesce($2::timestamptz, 'infinity'), -$3::float8, $1::uuid),
       due_at, strength desc, alert_id
     limit 1`,
    [after.id, after.dueAt, after.strength, tx.actor.id],
  );
  return rows[0]?.alert_id ?? null;
}

export type RelatedRow = {
  alert_id: string;
  state: AlertState;
  band: "strong" | "possible" | "weak";
  raised_at: Date;
  same: "person" | "identity" | "entry";
};

/** Other alerts of the same person on the flight, of the same travel document and name on any, or of the same entry. */
export function relatedAlerts(tx: Transaction, alert: AlertFull, limit: number): Promise<RelatedRow[]> {
  const columns = "alert_id, state, band, raised_at";
  const newest = "order by raised_at desc limit $6";
  return tx.query<RelatedRow>(
    `select distinct on (raised_at, alert_id) r.* from (
       (select ${columns}, 'person' as same, 1 as rank from cases.alert
        where flight_date = $2 and flight_id = $3 and person_id = $4 ${newest})
       union all
       (select ${columns}, 'identity', 2 from cases.alert where identity_keys && $5::bytea[] ${newest})
       union all
       (select ${columns}, 'entry', 3 from cases.alert where entry_ids && $7::text[] ${newest})
     ) r where alert_id <> $1 order by raised_at desc, alert_id, rank limit $6`,
    [
      alert.alert_id,
      alert.flight_date,
      alert.flight_id,
      alert.person_id,
      alert.identity_keys,
      limit,
      listingsOf(alert).map(({ entryId }) => entryId),
    ],
  );
}

export type DecisionRow = {
  outcome: Outcome;
  reason_code: string;
  reason: string;
  decided_by: string;
  decided_at: Date;
};

export function decisionsOf(tx: Transaction, alertId: string): Promise<DecisionRow[]> {
  return tx.query<DecisionRow>(
    "select outcome, reason_code, reason, decided_by, decided_at from cases.decision where alert_id = $1",
    [alertId],
  );
}

/** Closes an alert with the decision a person made. The alert must be locked. */
export async function saveDecision(
  tx: Transaction,
  decisionId: string,
  decided: AlertDecided,
): Promise<void> {
  await tx.query("update cases.alert set state = $2, version = version + 1 where alert_id = $1", [
    decided.alertId,
    decided.outcome,
  ]);
  await tx.query(
    `insert into cases.decision (decision_id, alert_id, outcome, reason_code, reason, decided_by, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      decisionId,
      decided.alertId,
      decided.outcome,
      decided.reasonCode,
      decided.reason,
      decided.by,
      decided.at,
    ],
  );
}

/** Open alerts by flight: of listed persons by band, and of rules. */
export async function openAlertsByFlight(
  tx: Transaction,
  flightIds: readonly string[],
): Promise<{ flight_id: string; strong: number; possible: number; weak: number; rules: number }[]> {
  return tx.query(
    {
      name: "cases-open-by-flight",
      text: `select flight_id, count(*) filter (where band = 'strong')::int as strong,
               count(*) filter (where band = 'possible')::int as possible, count(*) filter (where band = 'weak')::int as weak,
               count(*) filter (where band is null)::int as rules
             from (
               select flight_id, band from cases.alert where flight_id = any ($1::uuid[]) and state = 'open'
               union all
               select flight_id, null from cases.criterion_alert where flight_id = any ($1::uuid[]) and state = 'open'
             ) as a group by flight_id`,
    },
    [flightIds],
  );
}

/** Open alerts of one flight, strongest first. */
export async function openAlertsOfFlight(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
): Promise<{ person_id: string; alert_id: string; band: string; strength: number }[]> {
  return tx.query(
    `select person_id, alert_id, band, strength from cases.alert
     where flight_date = $1 and flight_id = $2 and state = 'open' order by strength desc`,
    [flight.date, flight.id],
  );
}
