// The rules that need more than the message: who we are, when it came, what is agreed, what came before.
import { airport, toInstant } from "#vocabulary";
import type { Finding } from "#vocabulary";
import { FindingCollector } from "../findings.ts";
import type { ReadMessage } from "../message.ts";
import type { ListedTraveller } from "../passenger-list.ts";
import { countryOfPlace } from "../paxlst/places.ts";
import { differencesFrom, type ListedForComparison } from "./api-difference.ts";
import { SegmentPlaces } from "./places.ts";

/** Hours before the departure between which something is to be sent; negative ones are after it. */
export type SendingTime = { readonly from: number; readonly to: number };

/** What is known around a message. What is left out is not held against it. */
export type MessageContext = {
  /** The bytes that were delivered, for the exact places of findings. */
  readonly source?: Uint8Array;
  /** When it came. */
  readonly receivedAt?: Date;
  /** States (alpha-2) that we are competent for. */
  readonly states?: readonly string[];
  /** Kinds of lists that are agreed: BGM 1001. */
  readonly lists?: readonly string[];
  /** Types of documents that are accepted, beside visas: DOC 1001. */
  readonly documentTypes?: readonly string[];
  /** How a traveller is told apart in answers. */
  readonly identifiedBy?: "AVF" | "ABO" | "either";
  /** Whether a traveller of a change or cancellation is on a list of the flight that came before. */
  readonly isKnown?: (traveller: ListedTraveller, index: number) => boolean;
  /** When lists, or pushes, are to be sent. */
  readonly listTimes?: readonly SendingTime[];
  readonly pushTimes?: readonly SendingTime[];
  /** Whether a full push of the flight came before an update. */
  readonly fullPushSeen?: boolean;
  /** The travellers of the flight's passenger list (API), to hold bookings against. */
  readonly listed?: readonly ListedForComparison[];
};

const HOUR = 3_600_000;
const kinds = {
  "passenger-list": "745",
  "crew-list": "250",
  "flight-status": "266",
  "master-crew-list": "336",
  "gate-pass": "655",
} as const;

/**
 * Findings on a message that was read, by the rules of paxlst.md §6 and pnrgov.md §9 that need a context: PX01, PX03, PX18,
 * PX19, PX24, PN03, PN11, PN16, PN19 (of the envelope: `envelopeFindings`). Pure; in the order of the message.
 */
export function checkAgainst(message: ReadMessage, context: MessageContext): readonly Finding[] {
  const findings = new FindingCollector();
  const places = new SegmentPlaces(message, context.source ?? null);
  if (message.passengerList !== undefined) checkList(message, context, findings, places);
  if (message.push !== undefined) checkPush(message, context, findings, places);
  return findings.list();
}

function checkList(
  message: ReadMessage,
  context: MessageContext,
  findings: FindingCollector,
  places: SegmentPlaces,
): void {
  const list = message.passengerList;
  if (list === undefined) return;
  const legs = list.flights.flatMap((flight) => flight.legs);
  const code = kinds[list.function];
  if (context.lists !== undefined && !context.lists.includes(code)) {
    findings.add("LIST_NOT_AGREED", places.whole, { code, agreed: context.lists.join(", ") });
  }
  const { states } = context;
  const reached = legs.flatMap(({ from, to }) => [countryOfPlace(from), countryOfPlace(to)]);
  // Who flies over a State touches none of its airports.
  const overflies = list.flights.some(({ overflight }) => overflight === true);
  const isElsewhere = reached.length > 0 && !reached.includes(undefined) && !overflies;
  if (states !== undefined && isElsewhere && !reached.some((state) => states.includes(state!))) {
    findings.add("STATE_UNTOUCHED", places.whole, { states: states.join(", ") });
  }
  const first = legs.find(({ border }) => border === true) ?? legs[0];
  const isStatus = list.function === "flight-status" || list.status === "CLOB" || list.status === "CLNB";
  if (first !== undefined && !isStatus) {
    const off = outsideOf(context.listTimes, context.receivedAt, {
      from: first.from,
      departs: first.departs,
    });
    if (off !== null) findings.add("PX24", places.whole, off);
  }
  checkTravellers(message, context, findings, places);
}

function checkTravellers(
  message: ReadMessage,
  context: MessageContext,
  findings: FindingCollector,
  places: SegmentPlaces,
): void {
  const list = message.passengerList;
  const { identifiedBy, isKnown, documentTypes } = context;
  const { status } = list ?? {};
  const refersBack = status === "CP" || status === "XR" || status === "RP";
  if (identifiedBy === undefined && documentTypes === undefined && !refersBack) return;
  for (const [index, traveller] of (list?.travellers ?? []).entries()) {
    const { locator, travellerRef, segment } = traveller;
    const isNamed =
      identifiedBy === undefined ||
      (identifiedBy !== "ABO" && locator !== null) ||
      (identifiedBy !== "AVF" && travellerRef !== null);
    const isNew = refersBack && isKnown !== undefined && !isKnown(traveller, index);
    const others = documentTypes === undefined ? [] : otherTypes(traveller, documentTypes);
    if (isNamed && !isNew && others.length === 0) continue;
    const place = places.of(segment, "NAD");
    if (!isNamed) findings.add("PX18", place, { lacks: lackOf(identifiedBy) });
    if (isNew) findings.add("PX19", place, { status: status ?? "" });
    for (const type of others)
      findings.add("DOCUMENT_NOT_AGREED", place, { type, agreed: documentTypes?.join(", ") ?? "" });
  }
}

/** The types of a traveller's documents that are none of these, each once. A visa is no document to travel on. */
function otherTypes({ documents }: ListedTraveller, accepted: readonly string[]): readonly string[] {
  const others = documents.map(({ type }) => type).filter((type) => type !== "V" && !accepted.includes(type));
  return [...new Set(others)];
}

function lackOf(identifiedBy: "AVF" | "ABO" | "either") {
  if (identifiedBy === "AVF") return "no record locator (RFF AVF)" as const;
  return identifiedBy === "ABO"
    ? ("no passenger reference (RFF ABO)" as const)
    : ("neither RFF AVF nor RFF ABO" as const);
}

function checkPush(
  message: ReadMessage,
  context: MessageContext,
  findings: FindingCollector,
  places: SegmentPlaces,
): void {
  const { push, bookings = [] } = message;
  const flight = push?.flight ?? null;
  if (push?.update === true && context.fullPushSeen === false) findings.add("PN16", places.whole);
  const { states, listed } = context;
  if (flight !== null) {
    const { from, to } = flight;
    const reached = [countryOfPlace(from ?? ""), countryOfPlace(to ?? "")];
    if (
      states !== undefined &&
      !reached.includes(undefined) &&
      !reached.some((state) => states.includes(state!))
    ) {
      findings.add("PN03", places.whole, { from: from ?? "", to: to ?? "", states: states.join(", ") });
    }
    const off = outsideOf(context.pushTimes, context.receivedAt, {
      from: from ?? "",
      departs: flight.departs,
    });
    if (off !== null) findings.add("PN19", places.whole, off);
  }
  if (listed === undefined) return;
  const difference = differencesFrom(listed);
  for (const { travellers, segment } of bookings) {
    for (const traveller of travellers) {
      const differing = difference(traveller);
      if (differing.length > 0) findings.add("API_DIFFERS", places.of(segment, "SRC"), { differing });
    }
  }
}

/** How far from the departure something came that came at none of the times; null where it did or nothing can be told. */
function outsideOf(
  times: readonly SendingTime[] | undefined,
  receivedAt: Date | undefined,
  flight: { readonly from: string; readonly departs: string | null },
): { readonly hours: number; readonly when: "before" | "after" } | null {
  const zone = airport(flight.from)?.zone;
  if (times === undefined || receivedAt === undefined || zone === undefined || flight.departs?.length !== 16)
    return null;
  const hours = (toInstant(flight.departs, zone).getTime() - receivedAt.getTime()) / HOUR;
  if (times.some(({ from, to }) => hours <= Math.max(from, to) && hours >= Math.min(from, to))) return null;
  return { hours: Math.round(Math.abs(hours)), when: hours < 0 ? "after" : "before" };
}
