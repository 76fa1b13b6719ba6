// Reads PNRGOV messages of every release by one grammar: a segment is understood by its tag and by where it stands.
import { isServiceTag, packTag, TAG_INVALID } from "../edifact/tags.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import type { TagOf } from "../grammar/grammar.ts";
import type { pnrgov } from "../grammar/pnrgov.ts";
import type { MessagePart, MessageReader, ReadContext } from "../reading.ts";
import { PLACE } from "./draft.ts";
import type { BookingDraft, PlaceInBooking } from "./draft.ts";
import {
  openBoarding,
  openCheckIn,
  readBags,
  readBoardingName,
  readBoardingSeat,
  readEquipment,
  readFlight,
  readOperatingCarrier,
  readStatus,
} from "./flight.ts";
import { readPushFlight, readPushFunction, readStatedBookings } from "./header.ts";
import {
  openHistory,
  openHistoryItem,
  readHistoryBags,
  readHistoryFlight,
  readHistoryLine,
  readHistoryTime,
  readHistoryTraveller,
} from "./history.ts";
import {
  readAddress,
  readAgency,
  readBookingDates,
  readFreeText,
  readFrequentFlyer,
  readLocator,
  readTravellers,
  readUniqueReference,
} from "./person.ts";
import { holds, withItem } from "./lists.ts";
import { jointsOf, readApart } from "./joined.ts";
import { PnrgovReading } from "./push.ts";
import type { PushFacts } from "./push.ts";
import { finishBooking } from "./resolve.ts";
import { readService } from "./service.ts";
import { readAmounts, readPayments, readTicket } from "./ticket.ts";

type Handler = (reading: PnrgovReading, s: number, booking: BookingDraft) => void;

const isHistory = (reading: PnrgovReading): boolean =>
  reading.place === PLACE.history || reading.place === PLACE.historyItem;
const inTraveller = (reading: PnrgovReading): boolean =>
  reading.place === PLACE.traveller || reading.place === PLACE.ticket || reading.place === PLACE.payment;
const inFlight = (reading: PnrgovReading): boolean =>
  reading.place === PLACE.flight || reading.place === PLACE.checkIn || reading.place === PLACE.boarding;

const TRAVELLER_ONLY = new Set(["FTI", "REF", "FAR", "TKT", "SSR", "IFT", "ADD", "EBD"].map(packTag));

/** Every segment of the grammar that a PNR may hold; ERC is sent although the grammar has it in ACKRES only. */
type HandledTag = Exclude<TagOf<typeof pnrgov>, "UNH" | "UNT" | "SRC"> | "ERC";

/** Segments of a PNR by tag (pnrgov.md §2, "Disambiguation"). */
const handlersByTag: Readonly<Record<HandledTag, Handler>> = {
  RCI: locator,
  SSR: readService,
  DAT: dates,
  IFT: freeText,
  ORG: origin,
  ADD: address,
  TIF: name,
  FTI: (reading, s) => readFrequentFlyer(reading, s, inTraveller(reading) ? reading.traveller : null),
  REF: (reading, s) => readUniqueReference(reading, s),
  TKT: ticket,
  MON: readAmounts,
  FOP: readPayments,
  TVL: travel,
  TRA: (reading, s) => void (inFlight(reading) && readOperatingCarrier(reading, s)),
  RPI: (reading, s) => void (inFlight(reading) && readStatus(reading, s)),
  APD: (reading, s) => void (inFlight(reading) && readEquipment(reading, s)),
  TRI: openBoarding,
  SSD: (reading, s, booking) => void (inFlight(reading) && readBoardingSeat(reading, s, booking)),
  TBD: bags,
  EQN: (reading) => leaveFlights(reading, PLACE.split),
  MSG: (reading) => leaveFlights(reading, PLACE.nonAir),
  ABI: (reading, s) => {
    openHistory(reading);
    keepCodes(reading, s);
  },
  SAC: (reading, s) => {
    openHistoryItem(reading, s);
    keepCodes(reading, s);
  },
  LTS: readHistoryLine,
  // Known, with nothing in them that the model holds: they stay in the source, but for texts.
  EBD: keepCodes,
  FAR: keepCodes,
  PTK: keepCodes,
  TXD: keepCodes,
  ERC: keepCodes,
};
const SLOTS = 256;
const slotOf = (tag: number, factor: number): number => Math.imul(tag, factor) >>> 24;

/** A factor under which no two of the tags fall into one slot: so small a table stays in the processor's cache. */
function factorFor(tags: readonly number[]): number {
  let factor = 0x9e3779b1;
  while (new Set(tags.map((tag) => slotOf(tag, factor))).size < tags.length) factor += 2;
  return factor;
}

const FACTOR = factorFor(Object.keys(handlersByTag).map(packTag));
const tagOfSlot = new Int32Array(SLOTS);
const handlerOfSlot: (Handler | undefined)[] = Array.from({ length: SLOTS }, () => undefined);
for (const [tag, handler] of Object.entries(handlersByTag)) {
  const packed = packTag(tag);
  tagOfSlot[slotOf(packed, FACTOR)] = packed;
  handlerOfSlot[slotOf(packed, FACTOR)] = handler;
}

function handlerOf(tag: number): Handler | undefined {
  const slot = slotOf(tag, FACTOR);
  return tagOfSlot[slot] === tag ? handlerOfSlot[slot] : undefined;
}

function keepCodes({ message, filter }: PnrgovReading, s: number): void {
  filter.keepCodes(message, s, 1);
}

function locator(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  if (reading.place === PLACE.split) {
    const { message } = reading;
    for (let e = 1, count = message.elementCount(s); e <= count; e++) {
      const other = message.trimmed(s, e, 2);
      if (other !== "") booking.split.to = withItem(booking.split.to, other);
    }
  } else if (reading.place === PLACE.booking) {
    readLocator(reading, s, booking);
  } else if (!booking.locatorSeen) {
    reading.outOfOrder(s);
    readLocator(reading, s, booking);
  } else if (
    isHistory(reading)
      ? beginsBooking(reading.message, s, AFTER_HISTORY)
      : isLocatorOfAnother(reading, s, booking) && beginsBooking(reading.message, s, AFTER_FLIGHT)
  ) {
    finishBooking(reading);
    const next = reading.open(s);
    reading.outOfOrder(s);
    next.segments++;
    readLocator(reading, s, next);
  }
}

/** Segments looked at to tell whether an RCI begins another PNR that has lost its SRC. */
const MAX_LOOKED_AT = 50;

/** History knows no RCI, and its TIF stands after SAC. */
const AFTER_HISTORY: ReadonlySet<number> = new Set(["SRC", "SAC", "ABI"].map(packTag));
/** What follows the locator that a flight has with another carrier; TIF may stand there behind TRI only. */
const AFTER_FLIGHT: ReadonlySet<number> = new Set(
  "SRC SAC ABI TVL TRA RPI APD TRI SSD TBD EQN MSG RCI".split(" ").map(packTag),
);

/** Whether travellers follow the RCI at `s` before any segment of those. */
function beginsBooking(message: SegmentedMessage, s: number, others: ReadonlySet<number>): boolean {
  const end = Math.min(message.count, s + 1 + MAX_LOOKED_AT);
  for (let next = s + 1; next < end; next++) {
    const tag = message.tag(next);
    if (tag === TIF) return true;
    if (others.has(tag)) return false;
  }
  return false;
}

/** Whether an RCI has the locator of another PNR of the same host, or one with its own date; that of a flight has neither. */
function isLocatorOfAnother(
  { message }: PnrgovReading,
  s: number,
  { locator, carrier }: BookingDraft,
): boolean {
  const sent = message.trimmed(s, 1, 2);
  if (sent === "" || sent === locator) return false;
  return message.has(s, 1, 4) || message.trimmed(s, 1, 1) === carrier;
}

function dates(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  if (isHistory(reading)) readHistoryTime(reading, s);
  else if (inFlight(reading)) openCheckIn(reading, s);
  else if (reading.place !== PLACE.ticket && reading.place !== PLACE.payment) {
    if (reading.place === PLACE.traveller) reading.outOfOrder(s);
    readBookingDates(reading, s, booking);
  }
}

function freeText(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  readFreeText(reading, s, booking);
}

function origin(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  if (booking.originSeen || inFlight(reading) || isHistory(reading)) return;
  if (reading.place !== PLACE.booking) reading.outOfOrder(s);
  readAgency(reading, s, booking);
}

function address(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  if (isHistory(reading)) return;
  if (inFlight(reading)) reading.outOfOrder(s);
  readAddress(reading, s, booking);
}

function ticket(reading: PnrgovReading, s: number): void {
  if (!inTraveller(reading)) reading.outOfOrder(s);
  readTicket(reading, s);
}

function bags(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  if (isHistory(reading)) readHistoryBags(reading, booking);
  else readBags(reading, s, booking);
}

function travel(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  if (reading.place === PLACE.nonAir) return;
  if (isHistory(reading)) readHistoryFlight(reading, s, booking);
  else readFlight(reading, s, booking);
}

/** Where a division or what is no flight begins: what follows is not of the last flight. */
function leaveFlights(reading: PnrgovReading, place: PlaceInBooking): void {
  reading.place = place;
  reading.flight = null;
  reading.boarding = null;
}

/** TIF: a traveller of the booking, the one who checked in, or the subject of a change. */
function name(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  if (isHistory(reading)) {
    readHistoryTraveller(reading, s, booking);
    return;
  }
  const { boarding, place } = reading;
  if ((place === PLACE.boarding || place === PLACE.checkIn) && !opensTraveller(reading.message, s)) {
    const isAwaited = place === PLACE.boarding && boarding?.named === false;
    if (isAwaited || isListed(reading, s, booking)) {
      if (!isAwaited) reading.boarding = null;
      readBoardingName(reading, s, booking);
      return;
    }
  }
  if (booking.flightSeen) reading.outOfOrder(s);
  readTravellers(reading, s, booking);
}

/** Whether what follows the TIF at `s` stands under travellers only. */
function opensTraveller(message: SegmentedMessage, s: number): boolean {
  return s + 1 < message.count && TRAVELLER_ONLY.has(message.tag(s + 1));
}

function isListed(reading: PnrgovReading, s: number, booking: BookingDraft): boolean {
  const surname = reading.message.trimmed(s, 1, 1);
  const ref = reading.message.trimmed(s, 2, 3);
  return holds(
    booking.travellers,
    (traveller) => traveller.surname === surname && (traveller.ref ?? "") === ref,
  );
}

const UNT = packTag("UNT");
const SRC = packTag("SRC");
const RCI = packTag("RCI");
const TIF = packTag("TIF");
const MSG = packTag("MSG");
const ORG = packTag("ORG");
const TVL = packTag("TVL");
const EQN = packTag("EQN");

function readSegment(reading: PnrgovReading, s: number): void {
  const tag = reading.message.tag(s);
  if (tag === SRC) {
    finishBooking(reading);
    reading.open(s);
    return;
  }
  if (isServiceTag(tag)) return;
  const { booking } = reading;
  if (booking === null) {
    readHeaderSegment(reading, s, tag);
    return;
  }
  booking.segments++;
  const handler = handlerOf(tag);
  if (handler !== undefined) handler(reading, s, booking);
  else if (isNameByShape(reading.message, s)) {
    reading.add("NAME_TAG", s);
    reading.filter.mayKeepTag(reading.message, s);
    name(reading, s, booking);
  } else unknownSegment(reading, s);
}

const [INDIVIDUAL, GROUP] = [packTag("I"), packTag("G")];

/** Whether a segment whose tag is damaged is a TIF: a surname with its qualifier, a given name with type or reference. */
function isNameByShape(message: SegmentedMessage, s: number): boolean {
  const qualifier = message.code(s, 1, 2);
  if ((qualifier !== INDIVIDUAL && qualifier !== GROUP) || message.componentCount(s, 1) !== 2) return false;
  return message.elementCount(s) === 2 && message.has(s, 1, 1) && message.componentCount(s, 2) > 1;
}

/** Level 0: everything before the first SRC. */
function readHeaderSegment(reading: PnrgovReading, s: number, tag: number): void {
  if (tag === MSG) readPushFunction(reading, s);
  else if (tag === TVL) readPushFlight(reading, s);
  else if (tag === EQN) readStatedBookings(reading, s);
  else if (tag === ORG) return;
  else if (tag === RCI || tag === TIF) {
    // The trigger SRC is missing: the booking is read all the same.
    const booking = reading.open(s);
    reading.outOfOrder(s);
    booking.segments++;
    handlerOf(tag)?.(reading, s, booking);
  } else unknownSegment(reading, s);
}

function unknownSegment(reading: PnrgovReading, s: number): void {
  const { message, filter } = reading;
  const tag = message.tag(s);
  // What has no tag at all is said of already.
  if (tag !== TAG_INVALID) {
    const known = handlerOf(tag) !== undefined;
    reading.add("PN20", s, {
      tag: message.tagText(s),
      reason: known ? "stands outside of any PNR" : "does not belong to PNRGOV",
    });
  }
  filter.cutUnread(message, s);
}

type Carried = { readonly facts: PushFacts };

function firstFacts(): PushFacts {
  return {
    functionSeen: false,
    update: false,
    accepted: true,
    flight: null,
    flightSeen: false,
    stated: null,
    bookings: 0,
    locators: new Set(),
  };
}

/** Releases 10.1 to 21.1 of the guide; another is read by the same grammar. */
function checkVersion(message: SegmentedMessage, context: ReadContext): void {
  const { version, release } = context.version;
  if (context.previous !== null || (release === "1" && /^(?:1\d|2[01])$/.test(version))) return;
  context.findings.add("VERSION_UNKNOWN", message.place(0, 2, 2), { version: `${version}.${release}` });
}

function read(message: SegmentedMessage, context: ReadContext): MessagePart {
  checkVersion(message, context);
  const carried = context.previous?.carried as Carried | undefined;
  const facts = carried?.facts ?? firstFacts();
  const reading = new PnrgovReading(message, context, facts);
  const isWhole = countsAgree(message);
  for (let s = 0; s < message.count; s++) {
    const joints = isWhole ? null : jointsOf(message, s);
    if (joints === null) readSegment(reading, s);
    else readApart(reading, s, joints, (at) => readSegment(reading, at));
  }
  finishBooking(reading);
  if (context.last) checkWhole(reading);
  const { accepted, update, flight, stated } = facts;
  return {
    accepted,
    cuts: reading.filter.finish(context.findings),
    bookings: reading.bookings,
    push: { update, flight, statedBookings: stated },
    carried: { facts } satisfies Carried,
  };
}

/** Whether UNT counts the segments there are: then none have run together. */
function countsAgree(message: SegmentedMessage): boolean {
  const last = message.count - 1;
  if (last < 0 || message.tag(last) !== UNT) return false;
  return Number(message.trimmed(last, 1, 1)) === message.ordinal(last);
}

/** What can only be said of the whole message: PN01 and PN02 where nothing was sent, PN04. */
function checkWhole(reading: PnrgovReading): void {
  const { facts, message, context } = reading;
  const { control } = context;
  const last = Math.max(0, message.count - 1);
  if (!facts.functionSeen) {
    facts.accepted = false;
    reading.add("PN01", last, { function: "" });
  }
  if (!facts.flightSeen) {
    facts.accepted = false;
    reading.add("PN02", last, { missing: "the segment TVL" });
  }
  const single = control.part === null || (control.part === 1 && control.final);
  if (single && facts.stated !== null && facts.stated !== facts.bookings) {
    reading.add("PN04", last, { stated: facts.stated, found: facts.bookings });
  }
}

/** The reader of PNRGOV; a very long message is cut before an SRC. */
export const pnrgovReader: MessageReader = {
  read,
  pieces: { tag: "SRC", bytes: 512 * 1024, segments: 20_000, items: 500 },
};
