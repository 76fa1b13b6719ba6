// One message into the records, past the lists, and answered: within the transaction of its delivery.
import {
  askForKeys,
  raiseAlerts,
  releasedOfFlight,
  withdrawAlerts,
  type ReleasedDirective,
  type ScreenedBy,
  type ScreenedPerson,
} from "#cases";
import { askForCriteria } from "#criteria";
import { mayBeTaken } from "#law";
import type { PassengerList, ReadMessage } from "#messages";
import type { Transaction } from "#platform";
import {
  applyBookings,
  applyPassengerList,
  changesFlight,
  followAgreements,
  pushOfList,
  setIncomplete,
  type RecordsChange,
  type ScreenablePerson,
} from "#records";
import type { FailPolicy, Finding } from "#vocabulary";
import { answerTo, asksAbout, cancels, directivesGiven, isAnswered, type Given } from "./answer.ts";
import { intakeFinding } from "./codes.ts";
import { noDeadline } from "./deadline.ts";
import { endMessages, noteAnswered, reconcile, takeAcknowledgement } from "./directives.ts";
import { findingsAfter } from "./in-context.ts";
import { judge, noFlightFinding } from "./judge.ts";
import { queueForScreening } from "./outage.ts";
import { policyInForce } from "./outage-policy.ts";
import { isLeftUnscreened } from "./outage-store.ts";
import { isAskedFor, setAnswered } from "./push-request-store.ts";
import { isCut, isDamaged, isPartial, mayLackTravellers, takeIntoSeries } from "./reassembly.ts";
import { withFindings } from "./receipt.ts";
import { saysDay } from "./refusal-errors.ts";
import type { Delivery, IntakeServices, Taking } from "./delivery.ts";
import { saidToOurs, type SaidToOurs } from "./said-to-ours.ts";
import { travellerErrors } from "./told-errors.ts";
import { tooEarly } from "./too-early.ts";
import { hopsOf, notSelected } from "./not-selected.ts";
import { notWanted } from "./unwanted.ts";
import { flightOfTransaction, type Answered, type Concerned, type NewReceipt } from "./store.ts";

type Screened = { readonly persons: readonly ScreenedPerson[]; readonly by: ScreenedBy };

/**
 * Takes one message whose receipt is begun: judged, applied, screened, answered. What cannot be taken comes back as a
 * receipt that says so.
 */
export async function takeMessage(
  tx: Transaction,
  services: IntakeServices,
  delivery: Taking,
  message: ReadMessage,
  base: NewReceipt,
): Promise<NewReceipt> {
  const judged = judge(message, delivery.sender);
  const { agreement } = delivery;
  if (!(await mayBeTaken(tx, hopsOf(message), services.profile)))
    return notSelected(tx, services.profile, { message, base, agreement, judged });
  const said = { at: tx.at, agreement };
  const notTaken = (state: NewReceipt["state"], why: readonly Finding[]): NewReceipt => {
    const receipt = { ...withFindings(base, why), state };
    return { ...receipt, answer: answerTo(message, { ...said, refused: receipt.findings }) };
  };
  if (judged.verdict !== "take")
    return notTaken(judged.verdict === "refuse" ? "refused" : "quarantined", judged.findings);
  const confirmation = saidToOurs(message);
  if (confirmation !== null) return takeConfirmation(tx, services, delivery, confirmation, base);
  const { interactive = false } = delivery;
  const unwanted = await notWanted(tx, message, { agreement, interactive, state: services.profile.state });
  if (unwanted !== null) {
    // Other findings may quote what is not to be kept.
    const receipt = { ...withFindings({ ...base, findings: [] }, [unwanted]), state: "refused" as const };
    return { ...receipt, answer: answerTo(message, { ...said, unwanted }) };
  }
  const early = tooEarly(message, services.profile, tx.at);
  if (early !== null) {
    // Other findings may quote what is not to be kept.
    const receipt = { ...withFindings({ ...base, findings: [] }, [early]), state: "refused" as const };
    return { ...receipt, answer: answerTo(message, { ...said, refused: receipt.findings }) };
  }
  const lacksParts = typeof delivery.joined?.missing === "string";
  const change = await intoRecords(tx, services, delivery, message, { ...base, lacksParts });
  if (change === null) return notTaken("quarantined", [noFlightFinding(message.kind)]);
  const told = await inRecords(tx, services, delivery, message, change);
  const about = { receiptId: base.receiptId, carrierId: delivery.sender?.id ?? null };
  const series = await takeIntoSeries(tx, message, change, about);
  if (lacksParts) notWhole(tx, message, change);
  if (message.kind === "PNRGOV" && series.whole && !lacksParts)
    setAnswered(tx, change.flight, base.receiptId);
  await followAgreements(tx, change.flight, services.profile);
  const moved = {
    ...change,
    leaving: [...change.leaving, ...series.leaving],
    toScreen: [...change.toScreen, ...series.toScreen],
  };
  const concerned = await concernedBy(services.subjects, moved, tx.at);
  const { directives, by, limited } = await screen(tx, services, delivery, message, moved, base.receiptId);
  tx.announce("flight", `${change.flight.date}_${change.flight.id}`);
  const given = await decided(tx, services, delivery, message, { change, directives, limited });
  const says = given === null ? { refused: base.findings } : { given };
  const found = asks(message) ? [] : await closedOut(tx, delivery, change, directives);
  return {
    ...withFindings(base, [...told, ...recordsFindings(message, change), ...series.findings, ...found]),
    flightDate: change.flight.date,
    flightId: change.flight.id,
    designator: change.flight.designator,
    travellers: change.travellers,
    bookings: change.bookings,
    firstReceived: change.firstReceived,
    answer: isAnswered(message, agreement, given) ? answerTo(message, { ...said, ...says }) : null,
    concerned,
    answered: message.kind === "PAXLST" ? restsOn(services, { given: given ?? [], by, limited }) : null,
  };
}

/** Whose data a message brought or altered; of those it brought, the pseudonyms too (LED-25.1). */
async function concernedBy(
  subjects: IntakeServices["subjects"],
  { toScreen, altered, leaving }: Pick<RecordsChange, "toScreen" | "altered" | "leaving">,
  at: Date,
): Promise<Concerned> {
  const marks = new Map<string, readonly string[]>();
  const made = await subjects.of(toScreen, at);
  for (const [index, { personId }] of toScreen.entries())
    marks.set(personId, [...new Set([...(marks.get(personId) ?? []), ...(made[index] ?? [])])]);
  for (const personId of [...altered, ...leaving.map((person) => person.personId)])
    if (!marks.has(personId)) marks.set(personId, []);
  return { about: [...marks.keys()], marks: [...marks.values()] };
}

/** A carrier's confirmation or refusal of a message of ours. */
async function takeConfirmation(
  tx: Transaction,
  { key }: IntakeServices,
  delivery: Delivery,
  said: SaidToOurs,
  base: NewReceipt,
): Promise<NewReceipt> {
  const { reference, repeats } = said;
  const confirmed = await takeAcknowledgement(tx, key, delivery.sender?.id ?? null, said);
  if (confirmed === null) return withFindings(base, [intakeFinding("IN12", { reference })]);
  const { row, sent } = confirmed;
  const receipt = { ...base, flightDate: row.flight_date, flightId: row.flight_id };
  if (sent === null) return receipt;
  return withFindings(receipt, [intakeFinding("IN21", { said: repeats.join(", "), sent })]);
}

async function intoRecords(
  tx: Transaction,
  services: IntakeServices,
  { sender }: Taking,
  message: ReadMessage,
  { receiptId, lacksParts }: { readonly receiptId: string; readonly lacksParts: boolean },
): Promise<RecordsChange | null> {
  const state = services.profile.state;
  const partial = lacksParts || isPartial(message) || isDamaged(message);
  const { passengerList: list, bookings, push } = message;
  if (list !== undefined) {
    const sentOn = list.reportedAt?.slice(0, 10) ?? null;
    const former = changesFlight(list) ? await formerFlight(tx, sender, list) : null;
    return applyPassengerList(tx, { receiptId, list, state, sentOn, partial, former });
  }
  // Of a push that was cut off, a last booking that says no more than its locator is no cancellation: the rest is missing.
  const pushed = (bookings ?? []).filter(
    ({ cancelled }, index, all) => !(cancelled && index === all.length - 1 && isCut(message)),
  );
  return applyBookings(tx, {
    receiptId,
    push: push?.flight ?? null,
    bookings: pushed,
    full: push?.update === false,
    complete: push?.update === false && !partial && push.statedBookings === pushed.length,
    damaged: mayLackTravellers(message),
    state,
    partial,
  });
}

/** Lists of a flight come from some days before it; a reference that is older than so many days is another's by now. */
const formerDays = 7;

/** The flight of the list whose reference a change of a flight's details repeats (paxlst.md section 3.2). */
function formerFlight(
  tx: Transaction,
  sender: Taking["sender"],
  { transaction }: PassengerList,
): Promise<{ date: string; id: string } | null> | null {
  if (transaction === null) return null;
  const since = new Date(tx.at.getTime() - formerDays * 86_400_000);
  return flightOfTransaction(tx, {
    carrierId: sender?.id ?? null,
    transaction: transaction.reference,
    since,
  });
}

/** What shows of a message beside the records; a push of bookings that was asked for comes at any time. */
async function inRecords(
  tx: Transaction,
  { profile }: IntakeServices,
  { sender, content: source }: Taking,
  message: ReadMessage,
  change: RecordsChange,
): Promise<readonly Finding[]> {
  const found = findingsAfter(message, { change, profile, plan: sender?.pushes ?? null, at: tx.at, source });
  if (!found.some(({ code }) => code === "PN19") || !(await isAskedFor(tx, change.flight))) return found;
  return found.filter(({ code }) => code !== "PN19");
}

/**
 * A flight that the carrier's schedule does not hold (PX05), bookings that something newer is known of (IN15), a close-out or
 * cancellation that does not say whom it means (IN19) or lost something on its way (IN20), a change of a flight not known (IN22).
 */
function recordsFindings(message: ReadMessage, change: RecordsChange): readonly Finding[] {
  const { scheduled, flight, olderBookings: bookings, unsure: travellers } = change;
  return [
    ...(scheduled === false ? [intakeFinding("PX05", { flight: flight.designator, day: flight.date })] : []),
    ...(bookings > 0 ? [intakeFinding("IN15", { bookings })] : []),
    ...(travellers > 0 ? [intakeFinding("IN19", { travellers })] : []),
    ...(isDamaged(message) ? [intakeFinding("IN20")] : []),
    ...(change.changesNothingKnown ? [intakeFinding("IN22", { days: formerDays })] : []),
  ];
}

/** The push stays expected: of its message telegrams are missing. */
function notWhole(tx: Transaction, { passengerList, push }: ReadMessage, { flight }: RecordsChange): void {
  const kind = passengerList !== undefined ? pushOfList(passengerList) : push === undefined ? null : "pnr";
  if (kind !== null) setIncomplete(tx, flight, kind);
}

/**
 * Screens persons while there is time for it; null when there is none left or screening is away. Nobody is lost by that: who
 * calls queues them.
 */
export async function screenInTime(
  services: IntakeServices,
  { deadline = noDeadline }: Delivery,
  persons: readonly ScreenablePerson[],
): Promise<Screened | null> {
  try {
    const screened = await deadline.beat(services.screening.screen(persons));
    return screened === "late" ? null : screened;
  } catch (problem) {
    services.problem?.(problem as Error, "screening travellers before their answer");
    return null;
  }
}

/**
 * Everyone new or changed against the active lists; who leaves takes the open alerts along. What persons decided about the
 * flight is asked together with its alerts. `limited`: by which policy the carrier is answered, since
 * some could not be screened.
 */
async function screen(
  tx: Transaction,
  services: IntakeServices,
  delivery: Delivery,
  message: ReadMessage,
  change: RecordsChange,
  receiptId: string,
): Promise<{
  readonly directives: readonly ReleasedDirective[];
  readonly by: ScreenedBy | null;
  readonly limited: FailPolicy | null;
}> {
  const { flight, toScreen, leaving } = change;
  const needed = toScreen.length > 0 || change.timesChanged;
  const screened = needed ? await screenInTime(services, delivery, toScreen) : null;
  const isAway = needed && screened === null;
  const asks = message.kind === "PAXLST";
  // Asked at once: one round trip.
  const [, directives, isLeft] = await Promise.all([
    screened === null ? null : raiseAlerts(tx, { flight, receiptId, ...screened }),
    asks ? releasedOfFlight(tx, flight) : [],
    // Who was answered for unscreened before, and is asked about again unchanged, is unscreened still.
    asks && !isAway ? isLeftUnscreened(tx, flight) : false,
    message.bookings === undefined ? null : askForKeys(tx, flight),
    // What only repeats what is known asks nothing new of the rules.
    needed || leaving.length > 0 || message.bookings !== undefined ? askForCriteria(tx, flight) : null,
  ]);
  const limited = isAway || isLeft ? await policyInForce(tx, services.profile) : null;
  if (isAway && limited !== null)
    await queueForScreening(tx, flight, { travellers: toScreen.length, policy: limited });
  if (change.flightCancelled) {
    await withdrawAlerts(tx, { flight, persons: "all", reason: "flight-cancelled" });
  } else {
    for (const [reason, who] of Map.groupBy(leaving, (each) => each.reason))
      await withdrawAlerts(tx, { flight, persons: who.map((each) => each.personId), reason });
  }
  return { directives, by: screened?.by ?? null, limited };
}

/** What each traveller of a request is told, null where its day cannot be told; nobody is told anything by other messages. */
async function decided(
  tx: Transaction,
  { profile }: IntakeServices,
  { sender, agreement }: Taking,
  message: ReadMessage,
  known: {
    readonly change: RecordsChange;
    readonly directives: readonly ReleasedDirective[];
    readonly limited: FailPolicy | null;
  },
): Promise<readonly Given[] | null> {
  const list = message.passengerList;
  if (list === undefined || asksAbout(list) === "nobody") return [];
  if (!saysDay(list)) return null;
  const { change, directives, limited } = known;
  const given = directivesGiven(change.listed, {
    directives,
    provisional: profile.provisionalDirective,
    limited,
    cancels: cancels(list),
    errors: travellerErrors(message, agreement),
  });
  if (directives.length > 0) await noteAnswered(tx, change, given, sender?.code ?? null);
  return given;
}

/** Whether it asks about travellers; whatever else is no close-out either. */
function asks({ passengerList: list }: ReadMessage): boolean {
  return list === undefined || asksAbout(list) === "travellers";
}

/** What a close-out shows of those on board, as findings for the carrier; nothing more is said to it about the flight. */
async function closedOut(
  tx: Transaction,
  { sender }: Delivery,
  change: RecordsChange,
  directives: readonly ReleasedDirective[],
): Promise<Finding[]> {
  const carrier = sender?.code ?? null;
  await endMessages(tx, change, directives, carrier);
  const { against, unasked } = await reconcile(tx, change, directives, carrier);
  return [
    ...(against > 0 ? [intakeFinding("IN14", { travellers: against })] : []),
    ...(unasked > 0 ? [intakeFinding("IN13", { travellers: unasked })] : []),
  ];
}

function restsOn(
  { profile }: IntakeServices,
  rests: {
    readonly given: readonly Given[];
    readonly by: ScreenedBy | null;
    readonly limited: FailPolicy | null;
  },
): Answered {
  return {
    policy: rests.limited ?? "screened",
    profile: `${profile.name} ${profile.version}`,
    by: rests.by,
    decisions: rests.given.flatMap(({ directive, decision }, traveller) =>
      decision === null ? [] : [{ traveller, directive, decision }],
    ),
  };
}
