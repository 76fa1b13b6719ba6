// A boarding directive from its proposal to its end, and what is left for the duty officer to do by hand: each step one
// transaction with its ledger entry.
import { createHash } from "node:crypto";
import { newId, refuse, type Refusal, type Transaction } from "#platform";
import { flightById, flightKey, partsOfKey, travellerRows } from "#records";
import { awaitsNcb } from "./awaiting-ncb.ts";
import { caseById } from "./case-store.ts";
import { refuseAdverse } from "./categories.ts";
import type { DirectiveProposal, Escalation } from "./contract.ts";
import { matchById, type CriterionAlertRecord } from "./criterion-alert-store.ts";
import { ownRule } from "./criterion-review.ts";
import { endRefusal, releaseRefusal, ruleMatchRefusal } from "./directive.ts";
import {
  askToTell,
  directiveById,
  escalationById,
  insertDirective,
  insertEscalation,
  releasedOfProtected,
  setEnded,
  setHandled,
  setReleased,
  type DirectiveRow,
  type NewDirective,
} from "./directive-store.ts";
import { personProtected } from "./protection.ts";
import { isProtected } from "./protection-store.ts";
import { noSuchAlert, type Permitted } from "./review.ts";

export const noSuchDirective = refuse(
  "no-such-directive",
  "There is no such directive. Reload the page.",
  404,
);
const noSuchPerson = refuse(
  "unknown-person",
  "There is no such person on this flight, or the law has taken the record away.",
  404,
);
const directiveExists = refuse(
  "directive-exists",
  "There is a directive for this person on this flight already. Take that back or have it withdrawn first.",
);
const groundTooWeak = refuse(
  "ground-too-weak",
  "This ground asks for another look at the traveller; it keeps nobody from boarding. Give a confirmed fact.",
  422,
  { fields: [{ field: "ground", text: "a confirmed fact" }] },
);

/** The words may name persons: the ledger keeps that these and no others were written. */
const digest = (text: string) => createHash("sha256").update(text).digest("hex");

/** Proposes a directive; it takes no effect until another person releases it. Returns its id. */
export async function proposeDirective(
  tx: Transaction,
  proposal: DirectiveProposal,
  by: Permitted,
): Promise<string | Refusal> {
  if (proposal.directive === "NOT_OK" && proposal.ground === "identity-check") return groundTooWeak;
  const key = partsOfKey(proposal.person);
  const onRule = await groundOfRule(tx, proposal);
  if (onRule !== null && "refused" in onRule) return onRule;
  const flight = await flightById(tx, key);
  const rows = flight === null ? [] : await travellerRows(tx, key, key.person);
  const first = rows.find((row) => row.source === "api") ?? rows[0];
  if (flight === null || first === undefined) return noSuchPerson;
  if (await isProtected(tx, key)) return personProtected;
  const adverse = await refuseAdverse(tx, { alertId: proposal.alertId ?? null, person: key });
  if (adverse !== null) return adverse;
  const awaiting = await awaitsNcb(tx, { flight_date: key.date, flight_id: key.id, person_id: key.person });
  if (awaiting !== null) return awaiting;
  const { directive, ground, authority, reason, alertId = null } = proposal;
  const reference = onRule?.reference ?? proposal.reference;
  const id = newId(tx.at);
  const made = await insertDirective(tx, {
    id,
    flight: {
      ...key,
      designator: `${flight.carrier}${flight.number}${flight.suffix}`,
      origin: flight.origin,
      destination: flight.destination,
    },
    personId: key.person,
    known: rows.map((row) => ({
      nameKey: row.name_key,
      birthDate: row.birth_date,
      locator: row.locator,
      travellerRef: row.source === "api" ? row.traveller_ref : null,
      documentNumbers: row.document_numbers,
    })),
    surname: first.surname,
    given: first.given,
    alertId,
    directive,
    ground,
    authority,
    reference: reference.trim(),
    reason: reason.trim(),
  });
  if (!made) return directiveExists;
  const row = { directive_id: id, alert_id: alertId, flight_date: key.date, flight_id: key.id };
  note(tx, "directive.proposed", row, { directive, ground, reason: digest(reason), policies: by.policies });
  return id;
}

/**
 * What confirms a directive that is proposed on a match of a rule: its case. Null: it is not proposed on one. The database
 * holds to the same by itself.
 */
async function groundOfRule(
  tx: Transaction,
  { alertId, person, directive, ground }: DirectiveProposal,
): Promise<null | Refusal | { readonly reference: string }> {
  const match = alertId === undefined ? null : await matchById(tx, alertId);
  if (match === null) return ground === "rule-confirmed" ? noSuchAlert : null;
  const about = `${flightKey({ date: match.flight_date, id: match.flight_id })}_${match.person_id}`;
  if (about !== person) return noSuchAlert;
  const refusal = isAuthor(match, tx.actor.id) ? ownRule : ruleMatchRefusal(match, { directive, ground });
  if (refusal !== null) return refusal;
  const held = match.case_id === null ? null : await caseById(tx, match.case_id);
  return held === null ? noSuchAlert : { reference: held.reference };
}

const isAuthor = (match: CriterionAlertRecord, who: string) => match.rule_authors.includes(who);

/** Releases a proposal as the second person; the carrier is told after the commit. */
export async function releaseDirective(tx: Transaction, id: string, by: Permitted): Promise<null | Refusal> {
  const row = await directiveById(tx, id, true);
  if (row === null) return noSuchDirective;
  const refusal = releaseRefusal({ state: row.state, proposedBy: row.proposed_by }, tx.actor.id);
  if (refusal !== null) return refusal;
  const match = row.alert_id === null ? null : await matchById(tx, row.alert_id);
  if (match !== null && isAuthor(match, tx.actor.id)) return ownRule;
  const awaiting = await awaitsNcb(tx, row);
  if (awaiting !== null) return awaiting;
  setReleased(tx, id);
  askToTell(tx, id);
  note(tx, "directive.released", row, {
    directive: row.directive,
    ground: row.ground,
    proposedBy: row.proposed_by,
    policies: by.policies,
  });
  return null;
}

/** Takes back a proposal, or withdraws a released directive; of that the carrier is told after the commit. */
export async function endDirective(
  tx: Transaction,
  id: string,
  how: "retracted" | "withdrawn",
  why: string,
  by: Permitted,
): Promise<null | Refusal> {
  const row = await directiveById(tx, id, true);
  if (row === null) return noSuchDirective;
  const refusal = endRefusal({ state: row.state, proposedBy: row.proposed_by }, how, tx.actor.id);
  if (refusal !== null) return refusal;
  setEnded(tx, id, how, why.trim());
  if (how === "withdrawn") askToTell(tx, id);
  note(tx, how === "withdrawn" ? "directive.withdrawn" : "directive.retracted", row, {
    directive: row.directive,
    why: digest(why),
    policies: by.policies,
  });
  return null;
}

function note(
  tx: Transaction,
  action: string,
  row: Pick<DirectiveRow, "directive_id" | "alert_id" | "flight_date" | "flight_id">,
  detail: Readonly<Record<string, string | readonly string[]>>,
): void {
  const flight = flightKey({ date: row.flight_date, id: row.flight_id });
  tx.record({
    action,
    subjectKind: "directive",
    subjectId: row.directive_id,
    detail: { ...detail, flight },
  });
  tx.announce("directive", row.directive_id);
  tx.announce("flight", flight);
}

export type EscalationRaised = {
  readonly kind: Escalation["kind"];
  readonly flight: NewDirective["flight"];
  readonly directiveId?: string | null;
  readonly personId?: string | null;
  /** The carrier to be called, as its code. */
  readonly carrier: string | null;
  readonly travellers?: number;
};

/** Brings a matter before the duty officer; one that is open already is not brought again. */
export async function escalate(tx: Transaction, raised: EscalationRaised): Promise<void> {
  const { kind, flight, directiveId = null, personId = null, carrier, travellers = 1 } = raised;
  const id = newId(tx.at);
  if (!(await insertEscalation(tx, { id, kind, flight, directiveId, personId, carrier, travellers }))) return;
  tx.record({
    action: "escalation.raised",
    subjectKind: "escalation",
    subjectId: id,
    detail: { kind, flight: flightKey(flight), directive: directiveId, carrier, travellers },
  });
  tx.announce("escalation", id);
}

/** A person says what they did about a matter. */
export async function handleEscalation(
  tx: Transaction,
  id: string,
  text: string,
  by: Permitted,
): Promise<null | Refusal> {
  const row = await escalationById(tx, id);
  if (row === null) {
    return refuse("no-such-escalation", "There is no such matter. Reload the page.", 404);
  }
  if (row.handled_at !== null) {
    return refuse("escalation-handled", "Somebody has dealt with this already. Reload the page.");
  }
  setHandled(tx, id, text.trim());
  tx.record({
    action: "escalation.handled",
    subjectKind: "escalation",
    subjectId: id,
    detail: { kind: row.kind, note: digest(text), policies: by.policies },
  });
  tx.announce("escalation", id);
  return null;
}

const day = 86_400_000;

/**
 * Puts every directive in force before the duty officer again whose person a list or a case has turned out to protect since
 * (LED-6): a person withdraws it, never the system. Returns how many.
 */
export async function askAgainOfProtected(tx: Transaction): Promise<number> {
  const rows = await releasedOfProtected(tx, new Date(tx.at.getTime() - day));
  for (const row of rows) {
    await escalate(tx, {
      kind: "protected-since",
      flight: {
        date: row.flight_date,
        id: row.flight_id,
        designator: row.flight_designator,
        origin: row.flight_origin,
        destination: row.flight_destination,
      },
      directiveId: row.directive_id,
      personId: row.person_id,
      carrier: row.flight_designator.slice(0, 2),
    });
  }
  return rows.length;
}
