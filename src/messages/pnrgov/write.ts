// Writes PNRGOV: full and update pushes of bookings, whole or in parts (pnrgov.md §2 to §4).
import type { BookedTraveller, Booking, ReportedFlight } from "../booking.ts";
import { partOf, partReference, shareOut, writeTransmission } from "../edifact/transmission.ts";
import type { MessageType, TransmissionOptions } from "../edifact/transmission.ts";
import type { SegmentToWrite } from "../edifact/write.ts";
import { readEmail } from "./contact.ts";
import { historySegments } from "./write-history.ts";
import { itinerarySegments, nameSegment } from "./write-itinerary.ts";
import { payTickets, ticketSegments } from "./write-payments.ts";
import type { PaidTicket } from "./write-payments.ts";
import { placeServices } from "./write-services.ts";
import { addressSegment, dayAndTime, informationSegment, segment, times } from "./write-setting.ts";
import type { PushSetting } from "./write-setting.ts";

/** A push: what stands before its first booking, and the bookings. */
export type PushToWrite = {
  readonly update: boolean;
  readonly flight: ReportedFlight | null;
  /** EQN: bookings of the whole push. */
  readonly statedBookings: number | null;
  readonly bookings: readonly Booking[];
};

export type PnrgovOptions = TransmissionOptions & {
  /** `["11", "1"]` by default: 10:1 to 18:1. */
  readonly release?: readonly [version: string, release: string];
  /** UNH 0051, `IA` by default. */
  readonly agency?: string;
  /** ORG of the push: airline or host and its place; the flight's carrier by default. */
  readonly originator?: readonly string[];
};

/**
 * A push as one message, in an interchange of its own: the bytes to send. Reading them gives the push again, but for the
 * ordinals of segments. Cancelled bookings are written in the short form (pnrgov.md §4). Card numbers are written masked.
 */
export function writePnrgov(push: PushToWrite, options: PnrgovOptions): Uint8Array {
  const setting = settingOf(push, options);
  const bookings = push.bookings.flatMap((booking) => bookingSegments(booking, setting));
  return writeTransmission(typeOf(options), [...levelZero(push, setting, options), ...bookings], {
    syntax: IATA,
    ...options,
  });
}

/**
 * A push as a series of interchanges of at most `bytesMax` bytes each (more only where one booking needs more), with S010
 * and a reference of its own each. EQN counts the bookings of all parts in each (pnrgov.md §4).
 */
export function writePnrgovParts(
  push: PushToWrite,
  options: PnrgovOptions & { readonly bytesMax: number },
): Uint8Array[] {
  const { bytesMax, ...own } = options;
  const setting = settingOf(push, own);
  const before = levelZero(push, setting, own);
  const parts = shareOut(
    push.bookings.map((booking) => bookingSegments(booking, setting)),
    before,
    bytesMax,
  );
  return parts.map((part, index) =>
    writeTransmission(typeOf(own), [...before, ...part.flat()], {
      syntax: IATA,
      ...own,
      part: partOf(index, parts.length),
      reference: partReference(own.reference, index, parts.length),
    }),
  );
}

const IATA: readonly string[] = ["IATA", "1"];

function typeOf({ release = ["11", "1"], agency = "IA" }: PnrgovOptions): MessageType {
  return { type: ["PNRGOV", ...release, agency], groupVersion: [agency, ...release] };
}

function settingOf(
  { flight }: PushToWrite,
  { preparedAt, release = ["11", "1"] }: PnrgovOptions,
): PushSetting {
  return { carrier: flight?.carrier ?? "", preparedAt, flight, version: Number(release[0]) };
}

/** MSG, ORG, TVL, EQN: what every part repeats. */
function levelZero(push: PushToWrite, setting: PushSetting, options: PnrgovOptions): SegmentToWrite[] {
  const { update, flight, statedBookings } = push;
  const [system = "", place = ""] = options.originator ?? [setting.carrier];
  const segments = [
    segment("MSG", { C302: { "1225": update ? "141" : "22" } }),
    segment("ORG", { C336: { "3127": system, "3225": place } }),
  ];
  if (flight !== null) {
    const { from, to, carrier, number } = flight;
    segments.push(
      segment("TVL", {
        C310: times(flight, setting),
        C328: [from ?? "", to ?? ""],
        C306: carrier,
        C308: number,
      }),
    );
  }
  if (statedBookings !== null) segments.push(segment("EQN", { C523: String(statedBookings) }));
  return segments;
}

function bookingSegments(booking: Booking, setting: PushSetting): SegmentToWrite[] {
  const head = [segment("SRC"), locatorSegment(booking, setting)];
  if (booking.cancelled) return [...head, segment("ORG")];
  const services = placeServices(booking, setting);
  const { ofTravellers, others } = payTickets(booking);
  const travellers = booking.travellers.flatMap((traveller, index) => {
    return travellerSegments(booking, traveller, {
      services: services.ofTravellers[index] ?? [],
      addresses: services.addresses[index] ?? [],
      tickets: ofTravellers[index] ?? [],
    });
  });
  return [
    ...head,
    ...services.ofBooking,
    ...(booking.sentAt === null ? [] : [changeSegment(booking.sentAt, setting)]),
    ...contactSegments(booking, setting),
    ...booking.remarks.map((remark) => informationSegment(remark, setting)),
    agencySegment(booking, setting),
    ...booking.contacts.addresses.map((address) => addressSegment(address)),
    ...others.flatMap((group) => ticketSegments(group)),
    ...travellers,
    ...itinerarySegments(booking, services, setting),
    ...splitSegments(booking),
    ...historySegments(booking, setting),
  ];
}

function locatorSegment({ carrier, locator, createdAt }: Booking, setting: PushSetting): SegmentToWrite {
  const [day, time] = createdAt === null ? ["", ""] : dayAndTime(createdAt, setting);
  return segment("RCI", {
    C330: { "9906": carrier ?? "", "9956": locator ?? "", "9916": day, "9918": time },
  });
}

function changeSegment(sentAt: string, setting: PushSetting): SegmentToWrite {
  const [day, time] = dayAndTime(sentAt, setting);
  return segment("DAT", { C688: { "2005": "700", "9916": day, "9918": time } });
}

function contactSegments({ contacts }: Booking, setting: PushSetting): SegmentToWrite[] {
  return [
    ...contacts.phones.map((phone) => informationSegment(`CTCM ${phone}`, setting)),
    ...contacts.emails.map((email) => informationSegment(`CTCE ${airimpEmail(email)}`, setting)),
  ];
}

/** An e-mail address as AIRIMP writes it: `//` for @, `..` for _, `./` for -; as it is where that would be read as another. */
function airimpEmail(email: string): string {
  const text = email.replace("@", "//").replaceAll("_", "..").replaceAll("-", "./");
  return readEmail(text) === email ? text : email;
}

/** ORG of the booking. It is never empty: that says that a booking was cancelled. */
function agencySegment({ agency, carrier }: Booking, setting: PushSetting): SegmentToWrite {
  return segment("ORG", {
    C336: [carrier ?? (setting.carrier === "" ? "YY" : setting.carrier), ""],
    C300: agency?.iata ?? "",
    C328: agency?.city ?? "",
    C354: agency?.country ?? "",
  });
}

type OfTraveller = {
  readonly services: readonly SegmentToWrite[];
  readonly addresses: BookedTraveller["addresses"];
  readonly tickets: readonly PaidTicket[];
};

/** Frequent flyer numbers of one FTI. */
const CARDS_IN_SEGMENT = 9;

/** GR.2: one traveller with all that is said of him. */
function travellerSegments(booking: Booking, traveller: BookedTraveller, own: OfTraveller): SegmentToWrite[] {
  const { ref, frequentFlyer, uniqueReference } = traveller;
  const accompanied = ref !== null && booking.travellers.some(({ infantOf }) => infantOf === ref);
  const segments = [nameSegment(traveller, accompanied)];
  for (let at = 0; at < frequentFlyer.length; at += CARDS_IN_SEGMENT) {
    const cards = frequentFlyer.slice(at, at + CARDS_IN_SEGMENT);
    segments.push(
      segment("FTI", {
        C326: cards.map(({ carrier, number }) => ({ "9906": carrier ?? "", "9948": number })),
      }),
    );
  }
  if (uniqueReference !== undefined) segments.push(segment("REF", { C653: { "1154": uniqueReference } }));
  return [
    ...segments,
    ...own.services,
    ...own.addresses.map((address) => addressSegment(address)),
    ...own.tickets.flatMap((group) => ticketSegments(group)),
  ];
}

/** Record locators of one RCI. */
const LOCATORS_IN_SEGMENT = 9;

/** GR.8: the records that the booking was divided into, or came from. */
function splitSegments({ split, carrier }: Booking): SegmentToWrite[] {
  const locators = [...(split.from === null ? [] : [split.from]), ...split.to];
  const segments: SegmentToWrite[] = [];
  for (let at = 0; at < locators.length; at += LOCATORS_IN_SEGMENT) {
    const content = locators.slice(at, at + LOCATORS_IN_SEGMENT);
    segments.push(
      segment("EQN"),
      segment("RCI", { C330: content.map((locator) => ({ "9906": carrier ?? "", "9956": locator })) }),
    );
  }
  return segments;
}
