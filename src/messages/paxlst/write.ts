// Writes PAXLST: passenger and crew lists, changes, cancellations and close-outs, whole or in parts (paxlst.md §2).
import { compactDate, nearYear, referenceYearOf } from "../edifact/dates.ts";
import { layOut } from "../edifact/lay-out.ts";
import type { ElementContent, SegmentContent } from "../edifact/lay-out.ts";
import { partOf, partReference, shareOut, writeTransmission } from "../edifact/transmission.ts";
import type { TransmissionOptions } from "../edifact/transmission.ts";
import type { SegmentToWrite } from "../edifact/write.ts";
import { paxlst } from "../grammar/paxlst.ts";
import type { ListedFlight, ListedLeg, ListFunction, PassengerList } from "../passenger-list.ts";
import { parseDesignator } from "./flights.ts";
import { travellerSegments } from "./write-traveller.ts";
import type { ListSetting } from "./write-traveller.ts";

export type PaxlstOptions = TransmissionOptions & {
  /** Directory release, `05B` by default: `02B` to `24A`. */
  readonly release?: string;
  /** UNH 0057, `IATA` by default; "" for none. */
  readonly association?: string;
};

const segment = (tag: string, content: SegmentContent): SegmentToWrite =>
  layOut(paxlst.directory, tag, content);

const listCodes: Readonly<Record<ListFunction, string>> = {
  "passenger-list": "745",
  "crew-list": "250",
  "flight-status": "266",
  "master-crew-list": "336",
  "gate-pass": "655",
};

/** From D.15B on names and lines of addresses have 70 characters, before that 35 (paxlst.md §1). */
function longestIn(release: string): number {
  const year = Number(/^\d{2}/.exec(release)?.[0] ?? "5");
  return year >= 15 && year < 90 ? 70 : 35;
}

/**
 * A list as one message, in an interchange of its own: the bytes to send. Reading them gives the list again, but for the
 * ordinals of segments. The time of reporting is written where it is not that of the interchange.
 */
export function writePaxlst(list: PassengerList, options: PaxlstOptions): Uint8Array {
  const { before, persons, after } = partsOf(list, options);
  return writeTransmission(typeOf(options), [...before, ...persons.flat(), ...after], options);
}

/**
 * A list as a series of interchanges of at most `bytesMax` bytes each (more only where one traveller needs more), with S010
 * and a reference of its own each. Each part repeats the header and the totals of the whole list (edifact.md §2.4).
 */
export function writePaxlstParts(
  list: PassengerList,
  options: PaxlstOptions & { readonly bytesMax: number },
): Uint8Array[] {
  const { bytesMax, ...own } = options;
  const { before, persons, after } = partsOf(list, own);
  const parts = shareOut(persons, [...before, ...after], bytesMax);
  return parts.map((part, index) =>
    writeTransmission(typeOf(own), [...before, ...part.flat(), ...after], {
      ...own,
      part: partOf(index, parts.length),
      reference: partReference(own.reference, index, parts.length),
    }),
  );
}

function typeOf({ release = "05B", association = "IATA" }: PaxlstOptions): {
  readonly type: readonly string[];
  readonly groupVersion: readonly string[];
} {
  return { type: ["PAXLST", "D", release, "UN", association], groupVersion: ["UN", "D", release] };
}

type ListParts = {
  readonly before: readonly SegmentToWrite[];
  readonly persons: readonly (readonly SegmentToWrite[])[];
  readonly after: readonly SegmentToWrite[];
};

function partsOf(list: PassengerList, options: PaxlstOptions): ListParts {
  const { preparedAt, release = "05B" } = options;
  const { status, transaction, reportedAt, stated } = list;
  const year = referenceYearOf(preparedAt);
  const setting: ListSetting = {
    function: list.function,
    reference: compactDate(preparedAt),
    longest: longestIn(release),
  };
  const before = [
    segment("BGM", { C002: listCodes[list.function], ...(status !== null && { C106: status }) }),
  ];
  if (transaction !== null) {
    const { reference, revision } = transaction;
    const value = { "1153": "TN", "1154": reference, ...(revision !== null && { "1060": revision }) };
    before.push(segment("RFF", { C506: value }));
  }
  if (reportedAt !== null && reportedAt !== preparedAt) before.push(moment("137", reportedAt, NO_YEAR));
  before.push(...reporterSegments(list.reporter, options));
  for (const flight of list.flights) before.push(...flightSegments(flight, year));
  const totals = [
    ["42", stated.passengers],
    ["41", stated.crew],
  ] as const;
  return {
    before,
    persons: list.travellers.map((traveller) => travellerSegments(traveller, setting)),
    after: totals.flatMap(([qualifier, count]) =>
      count === null ? [] : [segment("CNT", { C270: { "6069": qualifier, "6066": String(count) } })],
    ),
  };
}

/** Elements of one COM. */
const CONTACTS_IN_SEGMENT = 3;

function reporterSegments(reporter: PassengerList["reporter"], options: PaxlstOptions): SegmentToWrite[] {
  const { name, phones, emails, faxes = [] } = reporter;
  const hasAt = !WITHOUT_AT.has(options.syntax?.[0] ?? "UNOA");
  const contacts: ElementContent[] = [
    ...phones.map((phone) => ({ "3148": phone, "3155": "TE" })),
    ...faxes.map((fax) => ({ "3148": fax, "3155": "FX" })),
    ...emails.map((email) => ({ "3148": hasAt ? email : withoutAt(email), "3155": "EM" })),
  ];
  if (name === "" && contacts.length === 0) return [];
  const segments = [segment("NAD", { "3035": "MS", ...(name !== "" && { C080: name }) })];
  for (let at = 0; at < contacts.length; at += CONTACTS_IN_SEGMENT) {
    segments.push(segment("COM", { C076: contacts.slice(at, at + CONTACTS_IN_SEGMENT) }));
  }
  return segments;
}

/** Repertoires without @ (edifact.md §1.5). */
const WITHOUT_AT: ReadonlySet<string> = new Set(["UNOA", "UNOB", "IATA", "IATB", "SIRE"]);

/** Levels A and B have no @; the reader knows `//` for it where there is no other. */
function withoutAt(email: string): string {
  const isPlain = email.split("@").length === 2 && !/\/\/|\.\.|\.\/|\.AT\./i.test(email);
  return isPlain ? email.replace("@", "//") : email;
}

/** TDT 8067. */
const modeCodes: Readonly<Record<NonNullable<ListedFlight["mode"]>, string>> = {
  sea: "1",
  rail: "2",
  road: "3",
};

function flightSegments(flight: ListedFlight, year: number): SegmentToWrite[] {
  const { carrier, number, suffix, mode, vehicle } = flight;
  const designator =
    mode === undefined ? (flight.designator ?? `${carrier}${number}${suffix ?? ""}`) : number;
  // The carrier is said again, unless it would make the reader take the designator for another flight.
  const read = parseDesignator(designator, carrier);
  const isSame =
    mode !== undefined || (read.carrier === carrier && read.number === number && read.suffix === suffix);
  const segments = [
    segment("TDT", {
      "8051": flight.overflight === true ? "34" : "20",
      "8028": designator,
      ...(mode !== undefined && { C220: modeCodes[mode] }),
      ...(isSame && carrier !== "" && { C040: carrier }),
      ...(vehicle !== undefined && { C222: vehicle }),
    }),
  ];
  let previous: ListedLeg | null = null;
  for (const leg of flight.legs) {
    segments.push(...legSegments(leg, previous, year));
    previous = leg;
  }
  return segments;
}

type Ends = readonly [from: string, to: string];

const endsOf = ({ qualifiers, border }: ListedLeg): Ends =>
  qualifiers ?? (border === true ? ["125", "87"] : ["92", "92"]);

/** Qualifiers of an arrival: as the beginning of a leg such an airport stands once, with both its times. */
const arrivals = new Set(["87", "130", "8", "61", "172"]);

function legSegments(leg: ListedLeg, previous: ListedLeg | null, year: number): SegmentToWrite[] {
  const [from, to] = endsOf(leg);
  const isFiling = from === "188" || to === "172";
  const segments: SegmentToWrite[] = [];
  const continues =
    previous !== null && arrivals.has(from) && previous.to === leg.from && endsOf(previous)[1] === from;
  if (!continues) segments.push(segment("LOC", { "3227": from, C517: leg.from }));
  if (leg.departs !== null) segments.push(moment(isFiling ? "554" : "189", leg.departs, year));
  segments.push(segment("LOC", { "3227": to, C517: leg.to }));
  if (leg.arrives !== null) segments.push(moment(isFiling ? "554" : "232", leg.arrives, year));
  return segments;
}

/** No year is near to it: all four digits are written. */
const NO_YEAR = 0;

/** DTM with the format that the century needs: YYMMDDHHMM (201), or with four digits of the year (203); 101 and 102 for days. */
function moment(qualifier: string, at: string, referenceYear: number): SegmentToWrite {
  const year = Number(at.slice(0, 4));
  const isShort = nearYear(year % 100, referenceYear) === year;
  const digits = at.replace(/[-:T]/g, "");
  const format = at.length > 10 ? (isShort ? "201" : "203") : isShort ? "101" : "102";
  return segment("DTM", {
    C507: { "2005": qualifier, "2380": isShort ? digits.slice(2) : digits, "2379": format },
  });
}
