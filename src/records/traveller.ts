// A traveller as one message states it: the row the records keep, with the keys it is found and joined by.
import { createHash } from "node:crypto";
import type { BookedTraveller, ListedTraveller, PassengerList, TravelDocument } from "#messages";

export type Source = "api" | "pnr";
export type TravellerState = "expected" | "boarded" | "not-boarded" | "withdrawn";

/** Everything kept of a traveller beyond the columns that are searched: as read and filtered. */
export type TravellerDetail = {
  readonly documents: readonly TravelDocument[];
  readonly [fact: string]: unknown;
};

/** Who goes with somebody to the gate (BGM 655): asked about like a traveller, but travels on no flight. */
const visitorRole = "gate-pass";

export const isVisitor = ({ role }: { readonly role: string }): boolean => role === visitorRole;

/** What one message says of one traveller. `nameKey` and `documentNumbers` are normal forms for search and joining. */
export type StatedTraveller = {
  readonly source: Source;
  readonly role: ListedTraveller["role"] | typeof visitorRole;
  readonly surname: string;
  readonly given: string | null;
  readonly nameKey: string;
  readonly sex: string | null;
  readonly birthDate: string | null;
  readonly nationality: string | null;
  readonly locator: string | null;
  readonly travellerRef: string | null;
  readonly seat: string | null;
  readonly documentNumbers: readonly string[];
  readonly detail: TravellerDetail;
  readonly contentHash: Buffer;
  /** Ordinal of the segment that named the traveller: its provenance within the message. */
  readonly segment: number;
  /** pnr: which booking of the push it stands in. */
  readonly booking: number | null;
};

/** Name words folded to A-Z, sorted: equal for the same words in any order. Letters without a Latin base are kept. */
export function nameKey(surname: string, given: string | null): string {
  const words = `${surname} ${given ?? ""}`
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .replace(/Ə/g, "A")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .split(" ");
  return words.toSorted().join(" ");
}

/** Letters and digits in upper case; "" where nothing is left. */
export function documentNumber(number: string): string {
  return number.toUpperCase().replace(/[^A-Z0-9]+/g, "");
}

function numbersOf(documents: readonly TravelDocument[]): string[] {
  return [
    ...new Set(
      documents.map((document) => documentNumber(document.number)).filter((number) => number.length >= 4),
    ),
  ];
}

function hashOf(content: unknown): Buffer {
  return createHash("sha1").update(JSON.stringify(content)).digest();
}

/** A person of a PAXLST: of a gate pass request a visitor, whatever NAD says. */
export function listedTraveller(listed: ListedTraveller, list?: PassengerList["function"]): StatedTraveller {
  const { segment, ...said } = listed;
  const { documents, residence, embark, debark, clearance, bags, address, placeOfBirth, verified } = listed;
  return {
    source: "api",
    role: list === "gate-pass" ? visitorRole : listed.role,
    surname: listed.surname,
    given: listed.given,
    nameKey: nameKey(listed.surname, listed.given),
    sex: listed.sex,
    birthDate: listed.birthDate,
    nationality: listed.nationality,
    locator: listed.locator,
    travellerRef: listed.travellerRef,
    seat: listed.seat,
    documentNumbers: numbersOf(documents),
    detail: {
      documents,
      residence,
      embark,
      debark,
      clearance,
      bags,
      address,
      placeOfBirth,
      verified,
      // whoever compares dates of birth tries both centuries (decision 0010)
      ...(listed.birthYearAmbiguous === true ? { birthYearAmbiguous: true } : {}),
    },
    contentHash: hashOf(said),
    segment,
    booking: null,
  };
}

/** A person of a PNR. `flight` is the leg reported on: the seat is the one on it. */
export function bookedTraveller(
  booked: BookedTraveller,
  booking: { index: number; locator: string | null; segment: number; from: string | null; to: string | null },
): StatedTraveller {
  const { type, title, addresses, seats, tickets, frequentFlyer, bags, documents } = booked;
  const seat = seats.find((each) => each.from === booking.from || each.from === null) ?? seats[0];
  return {
    source: "pnr",
    role: "passenger",
    surname: booked.surname,
    given: booked.given,
    nameKey: nameKey(booked.surname, booked.given),
    sex: booked.sex,
    birthDate: booked.birthDate,
    nationality: booked.nationality,
    locator: booking.locator,
    travellerRef: booked.ref,
    seat: seat?.seat ?? null,
    documentNumbers: numbersOf(documents),
    detail: { documents, type, title, addresses, seats, tickets, frequentFlyer, bags },
    contentHash: hashOf(booked),
    segment: booking.segment,
    booking: booking.index,
  };
}
