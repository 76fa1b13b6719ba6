// What persons decided about boarding reaches the carrier: in its next answer, or by a message of ours; and what the
// carrier says to that.
import { loadCarriers, type Carrier } from "#carriers";
import {
  directiveById,
  escalate,
  setTold,
  type DirectiveRow,
  type EscalationRaised,
  type ReleasedDirective,
} from "#cases";
import {
  answeredTo,
  changedAnswer,
  readBytes,
  resubmitIn,
  unsolicited,
  type MeantTraveller,
  type OutboundMap,
  type SaidNow,
} from "#messages";
import { newId, systemActor, type Database, type Transaction, type SealingKey } from "#platform";
import { flightById, holdFlight, travellerRows, type RecordsChange } from "#records";
import type { LegalProfile } from "#vocabulary";
import { answersOfFlight, setAnswerNow, type AnswerOnFlight } from "./answer-store.ts";
import { saidUnder, type Given } from "./answer.ts";
import {
  endUnconfirmed,
  holdOutgoing,
  setAcknowledged,
  setStep,
  type OutgoingRow,
} from "./outgoing-store.ts";
import type { SaidToOurs } from "./said-to-ours.ts";
import { putOutgoing } from "./outgoing.ts";
import { unseal } from "./seal.ts";

export type TellServices = {
  readonly database: Database;
  readonly key: SealingKey;
  readonly profile: LegalProfile;
};

const dayMs = 86_400_000;

/**
 * Tells the carrier of a directive that was released or withdrawn (cusres.md section 4): to where its latest request about the
 * traveller came from, unless it was told by an answer already, asks about them only later, or the flight has left: then the
 * duty officer is told. What a repeat of a former request is answered changes, too. Twice the same does no harm.
 */
export async function tellDirective(services: TellServices, directiveId: string): Promise<void> {
  await services.database.transaction(systemActor("intake"), async (tx) => {
    const directive = await directiveById(tx, directiveId);
    if (directive?.state !== "released" && directive?.state !== "withdrawn") return;
    const key = { date: directive.flight_date, id: directive.flight_id };
    // Answers under way are waited for: the last of them is the one that counts.
    const flight = await holdFlight(tx, key);
    if (flight === null) return;
    await endUnconfirmed(tx, [directiveId], "superseded");
    const rows = (await travellerRows(tx, key, directive.person_id)).filter(({ source }) => source === "api");
    const meant = meantBy(directive, rows);
    const how = await tell(tx, services, { directive, meant, flight, rows });
    setTold(tx, [directiveId], how);
    tx.announce("directive", directiveId);
  });
}

type Telling = {
  readonly directive: DirectiveRow;
  readonly meant: MeantTraveller;
  readonly flight: NonNullable<Awaited<ReturnType<typeof holdFlight>>>;
  readonly rows: readonly { readonly state: string }[];
};

async function tell(
  tx: Transaction,
  { key, profile }: TellServices,
  { directive, meant, flight, rows }: Telling,
): Promise<NonNullable<DirectiveRow["told"]>> {
  const answers = (await answersOfFlight(tx, key, { date: flight.flight_date, id: flight.flight_id }))
    .map((given) => ({ given, said: answeredTo(given.answer, meant) }))
    .filter(({ said }) => said !== null);
  const [latest] = answers;
  const carriers = new Map((await loadCarriers(tx)).map((carrier) => [carrier.id, carrier]));
  const inForce = directive.state === "released";
  const gone = hasLeft(flight, tx.at);
  const saying = ({ carrier_id: carrier, first }: AnswerOnFlight) => {
    const agreed = agreedWith(carriers, carrier);
    const now = sayingNow(directive, profile, tx.at);
    // Once nothing is decided any more, what was lacking before is lacking still.
    const errors = inForce ? null : resubmitIn(first, meant, agreed.codes);
    return { ...now, ...(errors === null ? {} : { directive: "RESUBMIT" as const, errors }), ...agreed };
  };
  for (const { given } of answers) {
    const changed = changedAnswer(given.answer, meant, saying(given));
    if (changed !== null && changed !== given.answer) setAnswerNow(tx, key, given.receipt_id, changed);
  }
  const raised = { ...aboutOf(directive), carrier: latest?.given.carrier ?? flight.carrier };
  if (gone) {
    if (inForce) await escalate(tx, { ...raised, kind: "departed" });
    return "departed";
  }
  if (latest === undefined) return nobodyToTell(tx, rows, inForce ? raised : null);
  const now = saying(latest.given);
  // Who was taken off the flight is told when they are booked again.
  if (!rows.some(({ state }) => state === "expected" || state === "boarded")) return "next-answer";
  if (latest.said !== null && isSaidBy(latest.said.codes, now)) return "answer";
  const reference = referenceOf(newId(tx.at));
  const bytes = unsolicited(latest.given.answer, meant, { ...now, reference });
  if (bytes === null || latest.given.carrier_id === null) {
    await escalate(tx, { ...raised, kind: "no-reference" });
    return "next-answer";
  }
  const resend = carriers.get(latest.given.carrier_id)?.agreement.confirmation;
  putOutgoing(tx, key, {
    carrierId: latest.given.carrier_id,
    kind: "CUSRES",
    flight: { date: flight.flight_date, id: flight.flight_id },
    reference,
    bytes,
    channel: latest.given.channel,
    replyTo: latest.given.reply_to,
    expiresAt: flight.departs_at ?? new Date(tx.at.getTime() + dayMs),
    confirmed: true,
    ...(resend === undefined ? {} : { resend }),
    about: directive.directive_id,
  });
  return "message";
}

/** Whether these codes say a directive already. */
function isSaidBy(
  said: readonly string[],
  now: Pick<SaidNow, "directive" | "errors"> & { readonly codes: OutboundMap },
): boolean {
  if (now.directive !== "RESUBMIT") return said[0] === now.codes[now.directive].code;
  const { errors = [] } = now;
  return said.slice(-errors.length).join() === errors.map(({ code }) => code).join();
}

/** Closed, called off, or past its time of departure. */
function hasLeft(flight: Pick<Telling["flight"], "state" | "departs_at">, at: Date): boolean {
  return flight.state !== "open" || (flight.departs_at !== null && flight.departs_at <= at);
}

/** No answer names the traveller: either none was given yet, or by references that are not the traveller's own. */
async function nobodyToTell(
  tx: Transaction,
  rows: Telling["rows"],
  raised: Omit<EscalationRaised, "kind"> | null,
): Promise<"next-answer"> {
  if (rows.length > 0 && raised !== null) await escalate(tx, { ...raised, kind: "no-reference" });
  return "next-answer";
}

function sayingNow(directive: DirectiveRow, profile: LegalProfile, at: Date) {
  const inForce = directive.state === "released";
  return {
    directive: inForce ? directive.directive : profile.provisionalDirective,
    authority: inForce ? directive.authority : ("NOT_APPLICABLE" as const),
    at: at.toISOString(),
  };
}

/** By the references of the records as they are; of one that is gone, by those the directive was proposed with. */
function meantBy(
  directive: DirectiveRow,
  rows: readonly { readonly traveller_ref: string | null; readonly locator: string | null }[],
): MeantTraveller {
  const known = [
    ...rows.map((row) => ({ travellerRef: row.traveller_ref, locator: row.locator })),
    ...directive.known,
  ];
  const present = (values: readonly (string | null)[]) => [
    ...new Set(values.filter((value) => value !== null)),
  ];
  return {
    travellerRefs: present(known.map(({ travellerRef }) => travellerRef)),
    locators: present(known.map(({ locator }) => locator)),
  };
}

/** What is agreed of every message to a carrier. */
function agreedWith(carriers: ReadonlyMap<string, Carrier>, carrierId: string | null) {
  return saidUnder(carrierId === null ? undefined : carriers.get(carrierId)?.agreement);
}

/** A transaction number of our own, that serves as control reference as well: at most 14 characters. */
function referenceOf(id: string): string {
  return `U${id.replaceAll("-", "").slice(-13).toUpperCase()}`;
}

function aboutOf(row: DirectiveRow): Pick<EscalationRaised, "flight" | "directiveId" | "personId"> {
  return {
    flight: {
      date: row.flight_date,
      id: row.flight_id,
      designator: row.flight_designator,
      origin: row.flight_origin,
      destination: row.flight_destination,
    },
    directiveId: row.directive_id,
    personId: row.person_id,
  };
}

/**
 * Brings a message that no carrier confirmed in time before the duty officer: telephone the station. Once the flight has left it is
 * a matter of the arrival, and none any more where the directive was withdrawn.
 */
export async function escalateUnconfirmed(
  tx: Transaction,
  row: Pick<OutgoingRow, "about" | "carrier_id">,
  kind: "unconfirmed" | "not-matched" = "unconfirmed",
): Promise<void> {
  const directive = row.about === null ? null : await directiveById(tx, row.about);
  if (directive === null) return;
  const about = aboutOf(directive);
  const flight = await flightById(tx, about.flight);
  const gone = flight === null || hasLeft(flight, tx.at);
  if (gone && directive.state !== "released") return;
  const carrier = (await loadCarriers(tx)).find(({ id }) => id === row.carrier_id)?.code ?? null;
  await escalate(tx, { ...about, kind: gone ? "departed" : kind, carrier });
}

/**
 * What a carrier says to a message of ours, found by the reference it repeats: CUSRES 312 confirms it, with an error code (118)
 * where the host could not match the traveller; CONTRL and ACKRES say that it came in or was rejected. What must be
 * confirmed is not so by having come in, nor by a directive other than ours (`sent` is what ours was then). A refusal comes
 * before the duty officer. Null when no message of ours to this carrier has the reference.
 */
export async function takeAcknowledgement(
  tx: Transaction,
  key: SealingKey,
  carrierId: string | null,
  { reference, refused, confirms, repeats }: SaidToOurs,
): Promise<{ readonly row: OutgoingRow; readonly sent: string | null } | null> {
  const row = reference === "" ? null : await holdOutgoing(tx, carrierId, { reference });
  if (row === null) return null;
  if (row.state === "superseded" || row.state === "acknowledged") return { row, sent: null };
  const sent = repeats.length === 0 ? [] : directivesIn(key, row);
  if (sent.length > 0 && !repeats.some((code) => sent.includes(code))) return { row, sent: sent.join(", ") };
  if (refused) {
    setStep(tx, row.outgoing_id, { state: "escalated", tries: row.tries, nextTryAt: null });
    await escalateUnconfirmed(tx, row, "not-matched");
  } else if (row.confirmed && !confirms) {
    return { row, sent: null };
  } else {
    setAcknowledged(tx, row.outgoing_id);
  }
  const refusal = confirms ? "outgoing.not-matched" : "outgoing.rejected";
  tx.record({
    action: refused ? refusal : "outgoing.acknowledged",
    subjectKind: "outgoing",
    subjectId: row.outgoing_id,
    detail: { reference, about: row.about },
  });
  tx.announce("outgoing", row.outgoing_id);
  if (row.about !== null) tx.announce("directive", row.about);
  return { row, sent: null };
}

/** The codes that a CUSRES of ours tells; none of what cannot be opened or is none. */
function directivesIn(key: SealingKey, { outgoing_id: id, sealed }: OutgoingRow): readonly string[] {
  const bytes = unseal(key, id, sealed);
  if (bytes === null) return [];
  return readBytes(bytes).flatMap(({ response }) => response?.results.flatMap(({ codes }) => codes) ?? []);
}

/**
 * Notes which directives an answer has told, so that no message of ours says the same or older; and tells the duty officer of
 * those whom the carrier cannot be told about, since it named them by no reference.
 */
export async function noteAnswered(
  tx: Transaction,
  change: Pick<RecordsChange, "flight" | "listed">,
  given: readonly Given[],
  carrier: string | null,
): Promise<void> {
  const told: string[] = [];
  for (const [index, { decision, ended }] of given.entries()) {
    const person = change.listed[index];
    const nameless = person?.locator === null && person.travellerRef === null;
    if (!nameless) told.push(...ended);
    if (decision === null) continue;
    if (!nameless) told.push(decision);
    else {
      await escalate(tx, {
        kind: "no-reference",
        flight: change.flight,
        directiveId: decision,
        personId: person.personId,
        carrier,
      });
    }
  }
  if (told.length === 0) return;
  await endUnconfirmed(tx, told, "superseded");
  setTold(tx, told, "answer");
  for (const id of told) tx.announce("directive", id);
}

/**
 * Once a flight is closed or called off (else this does nothing) nothing is sent about it any more (cusres.md section 4). Whoever may be on board although the
 * carrier never confirmed what was decided about them is awaited on arrival; of those on board against a directive `reconcile` tells.
 */
export async function endMessages(
  tx: Transaction,
  { flight, closeOut, flightCancelled }: Pick<RecordsChange, "flight" | "closeOut" | "flightCancelled">,
  directives: readonly ReleasedDirective[],
  carrier: string | null,
): Promise<void> {
  if (directives.length === 0 || (await flightById(tx, flight))?.state === "open") return;
  const ended = await endUnconfirmed(
    tx,
    directives.map(({ id }) => id),
    "expired",
  );
  for (const { id: directiveId, state, directive, personId } of directives) {
    if (!ended.has(directiveId)) continue;
    tx.announce("directive", directiveId);
    const mayBeOnBoard = closeOut === null ? !flightCancelled : closeOut.onBoard.has(personId);
    const isTold = closeOut !== null && directive === "NOT_OK";
    if (state === "released" && mayBeOnBoard && !isTold)
      await escalate(tx, { kind: "departed", flight, directiveId, personId, carrier });
  }
}

/**
 * A close-out against what was decided and asked (cusres.md section 5): who is on board although told not to be, and how
 * many were never asked about. Both come before the duty officer.
 */
export async function reconcile(
  tx: Transaction,
  { flight, closeOut }: Pick<RecordsChange, "flight" | "closeOut">,
  directives: readonly ReleasedDirective[],
  carrier: string | null,
): Promise<{ readonly against: number; readonly unasked: number }> {
  if (closeOut === null) return { against: 0, unasked: 0 };
  const against = directives.filter(
    ({ state, directive, personId }) =>
      state === "released" && directive === "NOT_OK" && closeOut.onBoard.has(personId),
  );
  for (const { id: directiveId, personId } of against)
    await escalate(tx, { kind: "boarded-against", flight, directiveId, personId, carrier });
  const { unasked } = closeOut;
  if (unasked > 0) await escalate(tx, { kind: "boarded-unasked", flight, carrier, travellers: unasked });
  return { against: against.length, unasked };
}
