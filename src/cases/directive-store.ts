// All SQL of boarding directives and of what the duty officer must do by hand.
import type { Transaction } from "#platform";
import type { Directive, DirectiveProposal, Escalation } from "./contract.ts";
import type { DirectiveState, KnownIdentity, ReleasedDirective } from "./directive.ts";

type FlightColumns = {
  flight_date: string;
  flight_id: string;
  flight_designator: string;
  flight_origin: string;
  flight_destination: string;
};

export type DirectiveRow = FlightColumns & {
  directive_id: string;
  person_id: string;
  known: KnownIdentity[];
  surname: string;
  given: string | null;
  alert_id: string | null;
  directive: DirectiveProposal["directive"];
  ground: DirectiveProposal["ground"];
  authority: DirectiveProposal["authority"];
  ground_reference: string;
  reason: string;
  state: DirectiveState;
  proposed_by: string;
  proposed_at: Date;
  released_by: string | null;
  released_at: Date | null;
  ended_by: string | null;
  ended_at: Date | null;
  ended_why: string | null;
  told: NonNullable<Directive["told"]>["how"] | null;
  told_at: Date | null;
};

const columns = `directive_id, flight_date, flight_id, person_id, flight_designator, flight_origin, flight_destination, known,
  surname, given, alert_id, directive, ground, authority, ground_reference, reason, state, proposed_by, proposed_at,
  released_by, released_at, ended_by, ended_at, ended_why, told, told_at`;

export type NewDirective = Omit<DirectiveProposal, "person" | "alertId"> & {
  readonly id: string;
  readonly flight: {
    readonly date: string;
    readonly id: string;
    readonly designator: string;
    readonly origin: string;
    readonly destination: string;
  };
  readonly personId: string;
  readonly known: readonly KnownIdentity[];
  readonly surname: string;
  readonly given: string | null;
  readonly alertId: string | null;
};

/** False when the person has one on this flight already that may take effect. */
export async function insertDirective(tx: Transaction, row: NewDirective): Promise<boolean> {
  const rows = await tx.query(
    `insert into cases.directive (directive_id, flight_date, flight_id, person_id, flight_designator, flight_origin,
       flight_destination, known, surname, given, alert_id, directive, ground, authority, ground_reference, reason, state,
       proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'proposed', $17, $18)
     on conflict (flight_id, person_id) where state in ('proposed', 'released') do nothing returning directive_id`,
    [
      row.id,
      row.flight.date,
      row.flight.id,
      row.personId,
      row.flight.designator,
      row.flight.origin,
      row.flight.destination,
      JSON.stringify(row.known),
      row.surname,
      row.given,
      row.alertId,
      row.directive,
      row.ground,
      row.authority,
      row.reference,
      row.reason,
      tx.actor.id,
      tx.at,
    ],
  );
  return rows.length === 1;
}

export async function directiveById(tx: Transaction, id: string, lock = false): Promise<DirectiveRow | null> {
  const rows = await tx.query<DirectiveRow>(
    `select ${columns} from cases.directive where directive_id = $1 ${lock ? "for update" : ""}`,
    [id],
  );
  return rows[0] ?? null;
}

const shown = 100;

/** Newest first: of a flight or a person on it, of an alert, of a case's alerts, by id, or all that wait for a second person. */
export function directiveRows(
  tx: Transaction,
  of: {
    readonly flight?: { readonly date: string; readonly id: string; readonly person?: string };
    readonly alert?: string;
    readonly case?: string;
    readonly proposed?: boolean;
    readonly ids?: readonly string[];
  },
): Promise<DirectiveRow[]> {
  return tx.query<DirectiveRow>(
    `select ${columns} from cases.directive d
     where ($1::date is null or (flight_date = $1 and flight_id = $2 and ($3::uuid is null or person_id = $3)))
       and ($4::uuid is null or d.alert_id = $4 or exists (select from (
             select alert_id, flight_date, flight_id, person_id from cases.alert
             union all select alert_id, flight_date, flight_id, person_id from cases.criterion_alert) a
           where a.alert_id = $4 and (a.flight_date, a.flight_id, a.person_id) = (d.flight_date, d.flight_id, d.person_id)))
       and ($5::uuid is null or exists (select from (
             select case_id, flight_date, flight_id, person_id from cases.case_alert join cases.alert using (alert_id)
             union all select case_id, flight_date, flight_id, person_id from cases.criterion_alert) a
           where a.case_id = $5 and (a.flight_date, a.flight_id, a.person_id) = (d.flight_date, d.flight_id, d.person_id)))
       and (not $6 or state = 'proposed') and ($8::uuid[] is null or directive_id = any ($8))
     order by proposed_at desc, directive_id desc limit $7`,
    [
      of.flight?.date ?? null,
      of.flight?.id ?? null,
      of.flight?.person ?? null,
      of.alert ?? null,
      of.case ?? null,
      of.proposed ?? false,
      shown,
      of.ids ?? null,
    ],
  );
}

/** The directives of a flight that were released, in force or withdrawn since: asked with each answer to a carrier. */
export async function releasedOfFlight(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
): Promise<ReleasedDirective[]> {
  const rows = await tx.query<
    Pick<DirectiveRow, "directive_id" | "person_id" | "directive" | "authority" | "known"> & {
      state: ReleasedDirective["state"];
    }
  >(
    {
      name: "cases-released-directives",
      text: `select directive_id, person_id, state, directive, authority, known from cases.directive
             where flight_date = $1 and flight_id = $2 and state in ('released', 'withdrawn')
             order by released_at desc`,
    },
    [flight.date, flight.id],
  );
  return rows.map(({ directive_id: id, person_id: personId, ...rest }) => ({ ...rest, id, personId }));
}

/** Whether something that was decided is in force about one of these flights of one of these days. */
export async function isDecidedOn(
  tx: Transaction,
  flights: { readonly designators: readonly string[]; readonly days: readonly string[] },
): Promise<boolean> {
  const rows = await tx.query(
    `select 1 as one from cases.directive
     where state = 'released' and flight_designator = any ($1) and flight_date = any ($2::date[]) limit 1`,
    [flights.designators, flights.days],
  );
  return rows.length > 0;
}

export function setReleased(tx: Transaction, id: string): void {
  tx.write(
    `update cases.directive set state = 'released', released_by = $2, released_at = $3, told = null, told_at = null
     where directive_id = $1`,
    [id, tx.actor.id, tx.at],
  );
}

export function setEnded(tx: Transaction, id: string, how: "retracted" | "withdrawn", why: string): void {
  tx.write(
    `update cases.directive set state = $2, ended_by = $3, ended_at = $4, ended_why = $5, told = null, told_at = null
     where directive_id = $1`,
    [id, how, tx.actor.id, tx.at, why],
  );
}

/** How the carrier came to know the present state of these. */
export function setTold(
  tx: Transaction,
  ids: readonly string[],
  how: NonNullable<DirectiveRow["told"]>,
): void {
  if (ids.length === 0) return;
  tx.write(
    {
      name: "cases-directives-told",
      text: "update cases.directive set told = $2, told_at = $3 where directive_id = any ($1::uuid[])",
    },
    [ids, how, tx.at],
  );
}

/**
 * Directives in force, of flights of these days, whose person is by now one to be helped or heard, and of which nobody was told
 * yet. Whoever was told and left it in force has decided so.
 */
export function releasedOfProtected(tx: Transaction, from: Date): Promise<DirectiveRow[]> {
  return tx.query<DirectiveRow>(
    `select ${columns} from cases.directive d
     where state = 'released' and flight_date >= $1::date
       and (cases.protects(alert_id) or cases.person_protected(flight_date, flight_id, person_id))
       and not exists (select from cases.escalation e where e.kind = 'protected-since' and e.directive_id = d.directive_id)
     order by directive_id`,
    [from.toISOString().slice(0, 10)],
  );
}

/** Asks for the carrier to be told, once this transaction is committed. */
export function askToTell(tx: Transaction, directiveId: string): void {
  tx.write("select platform.add_job('tell-directive', $1::json, $2)", [
    JSON.stringify({ directiveId }),
    `tell-directive:${directiveId}`,
  ]);
}

export type EscalationRow = FlightColumns & {
  escalation_id: string;
  kind: Escalation["kind"];
  directive_id: string | null;
  person_id: string | null;
  carrier: string | null;
  travellers: number;
  raised_at: Date;
  handled_at: Date | null;
};

const escalationColumns = `escalation_id, kind, flight_date, flight_id, flight_designator, flight_origin,
  flight_destination, directive_id, person_id, carrier, travellers, raised_at, handled_at`;

/** False when the same matter is open already. */
export async function insertEscalation(
  tx: Transaction,
  row: {
    readonly id: string;
    readonly kind: Escalation["kind"];
    readonly flight: NewDirective["flight"];
    readonly directiveId: string | null;
    readonly personId: string | null;
    readonly carrier: string | null;
    readonly travellers: number;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into cases.escalation (escalation_id, kind, flight_date, flight_id, flight_designator, flight_origin,
       flight_destination, directive_id, person_id, carrier, travellers, raised_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (flight_id, kind, directive_id) where handled_at is null do nothing returning escalation_id`,
    [
      row.id,
      row.kind,
      row.flight.date,
      row.flight.id,
      row.flight.designator,
      row.flight.origin,
      row.flight.destination,
      row.directiveId,
      row.personId,
      row.carrier,
      row.travellers,
      tx.at,
    ],
  );
  return rows.length === 1;
}

/** Those nobody has handled yet, oldest first. */
export function openEscalations(tx: Transaction): Promise<EscalationRow[]> {
  return tx.query<EscalationRow>(
    `select ${escalationColumns} from cases.escalation where handled_at is null order by raised_at, escalation_id limit $1`,
    [shown],
  );
}

export async function escalationById(tx: Transaction, id: string): Promise<EscalationRow | null> {
  const rows = await tx.query<EscalationRow>(
    `select ${escalationColumns} from cases.escalation where escalation_id = $1 for update`,
    [id],
  );
  return rows[0] ?? null;
}

export function setHandled(tx: Transaction, id: string, note: string): void {
  tx.write(
    `update cases.escalation set handled_by = $2, handled_at = $3, handled_note = $4 where escalation_id = $1`,
    [id, tx.actor.id, tx.at, note],
  );
}
