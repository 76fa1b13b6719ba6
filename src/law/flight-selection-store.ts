// All SQL over decisions on flights within the area: proposed, decided, reviewed; and the count of what was not selected.
import type { Transaction } from "#platform";
import type { FlightSelectionDraft } from "./contract.ts";
import type { ChosenPlace, FlightDecision, FlightStep } from "./flight-selection.ts";

export type FlightDecisionRow = {
  readonly decision_id: string;
  readonly kind: "threat" | "selection";
  readonly reference: string;
  readonly threat: string | null;
  readonly standing: "present" | "foreseeable" | null;
  readonly assessment: string | null;
  readonly necessity: string;
  readonly fairness: string;
  readonly review_body: string;
  readonly valid_from: Date;
  readonly valid_until: Date;
  readonly proposed_by: string;
  readonly proposed_at: Date;
  readonly places: readonly ChosenPlace[];
  readonly indications: FlightSelectionDraft["indications"];
  readonly steps: readonly (Pick<FlightStep, "step"> & {
    readonly by: string;
    readonly at: string;
    readonly reason: string;
  })[];
};

/** A row as the law reads it. */
export function decisionOf(row: FlightDecisionRow): FlightDecision {
  return {
    kind: row.kind,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    places: row.places,
    steps: row.steps.map(({ step, at }) => ({ step, at: new Date(at) })),
  };
}

const decisions = `select d.decision_id, d.kind, d.reference, d.threat, d.standing, d.assessment, d.necessity, d.fairness,
    d.review_body, d.valid_from, d.valid_until, d.proposed_by, d.proposed_at,
    coalesce((select jsonb_agg(jsonb_build_object('from', p.from_place, 'to', p.to_place) order by p.from_place, p.to_place)
      from law.flight_place p where p.decision_id = d.decision_id), '[]') as places,
    coalesce((select jsonb_agg(jsonb_build_object('indication', i.indication, 'source', i.source, 'observedOn', i.observed_on,
      'concerns', i.concerns) order by i.ordinal)
      from law.flight_indication i where i.decision_id = d.decision_id), '[]') as indications,
    coalesce((select jsonb_agg(jsonb_build_object('step', s.step, 'by', s.taken_by, 'at', s.taken_at, 'reason', s.reason)
      order by s.taken_at) from law.flight_step s where s.decision_id = d.decision_id), '[]') as steps
  from law.flight_decision d`;

/** Every decision, the newest first. */
export function flightDecisions(tx: Transaction): Promise<FlightDecisionRow[]> {
  return tx.query<FlightDecisionRow>(`${decisions} order by d.proposed_at desc, d.decision_id desc`);
}

/** Those that could take a flight at the instant, as far as their own period tells. */
export function decisionsAround(tx: Transaction, at: Date): Promise<FlightDecisionRow[]> {
  return tx.query<FlightDecisionRow>(
    {
      name: "law-flight-decisions-around",
      text: `${decisions} where d.valid_from <= $1 and d.valid_until > $1`,
    },
    [at],
  );
}

export async function insertFlightDecision(
  tx: Transaction,
  id: string,
  draft: FlightSelectionDraft,
): Promise<void> {
  await tx.query(
    `insert into law.flight_decision (decision_id, kind, reference, threat, standing, assessment, necessity, fairness,
       review_body, valid_from, valid_until, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      id,
      draft.kind,
      draft.reference,
      draft.threat,
      draft.standing,
      draft.assessment,
      draft.necessity,
      draft.fairness,
      draft.reviewBody,
      draft.validFrom,
      draft.validUntil,
      tx.actor.id,
      tx.at,
    ],
  );
  await tx.query(
    `insert into law.flight_place (decision_id, from_place, to_place)
     select $1, p."from", p."to" from jsonb_to_recordset($2::jsonb) as p ("from" text, "to" text)`,
    [id, JSON.stringify(draft.places)],
  );
  await tx.query(
    `insert into law.flight_indication (decision_id, ordinal, indication, source, observed_on, concerns)
     select $1, row_number() over (), i.indication, i.source, i."observedOn", i.concerns
     from jsonb_to_recordset($2::jsonb) as i (indication text, source text, "observedOn" date, concerns text[])`,
    [id, JSON.stringify(draft.indications)],
  );
}

export async function insertFlightStep(
  tx: Transaction,
  step: {
    readonly decisionId: string;
    readonly step: FlightStep["step"];
    readonly office: "head" | "data-protection-officer" | "approver";
    readonly reason: string;
  },
): Promise<void> {
  await tx.query(
    `insert into law.flight_step (decision_id, step, office, reason, taken_by, taken_at) values ($1, $2, $3, $4, $5, $6)`,
    [step.decisionId, step.step, step.office, step.reason, tx.actor.id, tx.at],
  );
}

/** Steps of one decision are taken one after the other, until the transaction ends. */
export async function holdFlightDecision(tx: Transaction, id: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('law.flight_decision ' || $1, 0))", [id]);
}

type NotSelected = {
  readonly kind: "PAXLST" | "PNRGOV";
  readonly travellers: number;
  readonly bookings: number;
};

/** Counts a message of a flight that is not selected: the day and the numbers, nothing of the flight (PNRD-2.3). */
export function countNotSelected(tx: Transaction, { kind, travellers, bookings }: NotSelected): void {
  tx.write(
    {
      name: "law-count-not-selected",
      text: `insert into law.flight_not_selected as c (day, kind, messages, travellers, bookings) values ($1, $2, 1, $3, $4)
             on conflict (day, kind) do update set messages = c.messages + 1,
               travellers = c.travellers + excluded.travellers, bookings = c.bookings + excluded.bookings`,
    },
    [tx.at.toISOString().slice(0, 10), kind, travellers, bookings],
  );
}

/** What was counted, the newest 60 rows first. */
export function notSelectedByDay(
  tx: Transaction,
): Promise<(NotSelected & { readonly day: string; readonly messages: number })[]> {
  return tx.query(
    `select day, kind, messages, travellers, bookings from law.flight_not_selected order by day desc, kind limit 60`,
  );
}
