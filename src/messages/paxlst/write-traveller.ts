// Writes one traveller of a list: the segments of group 4, in the order of the grammar (paxlst.md §2).
import { birthYear, compactDate, digitsAt, expiryYear, isBirthYearAmbiguous } from "../edifact/dates.ts";
import { layOut } from "../edifact/lay-out.ts";
import type { SegmentContent } from "../edifact/lay-out.ts";
import type { SegmentToWrite } from "../edifact/write.ts";
import { paxlst } from "../grammar/paxlst.ts";
import type {
  ListedTraveller,
  ListFunction,
  PostalAddress,
  TravelDocument,
  TravellerRole,
} from "../passenger-list.ts";
import { MAX_BAG_RUN } from "./bags.ts";

/** What a list of its release has room for, and what its travellers are told from. */
export type ListSetting = {
  readonly function: ListFunction;
  /** The date of the message as CCYYMMDD. */
  readonly reference: number;
  /** Longest name and longest line of an address: 35, from D.15B on 70. */
  readonly longest: number;
};

const segment = (tag: string, content: SegmentContent): SegmentToWrite =>
  layOut(paxlst.directory, tag, content);

const roleCodes: Readonly<Record<TravellerRole, string>> = {
  passenger: "FL",
  crew: "FM",
  "in-transit-passenger": "DDU",
  "in-transit-crew": "DDT",
};

/** All segments of a traveller, from NAD on. */
export function travellerSegments(traveller: ListedTraveller, setting: ListSetting): SegmentToWrite[] {
  const { sex, birthDate, verified, nationality, otherNationalities = [], crewFunction } = traveller;
  const segments: SegmentToWrite[] = [nameSegment(traveller, setting)];
  if (sex !== null) segments.push(segment("ATT", { "9017": "2", C956: sex }));
  if (birthDate !== null) segments.push(birthSegment(traveller, birthDate, setting.reference));
  segments.push(...measures(traveller.bags));
  if (verified !== null) segments.push(segment("GEI", { "9649": "4", C012: verified ? "173" : "174" }));
  segments.push(...bagTags(traveller.bags.tags), ...places(traveller));
  if (crewFunction !== undefined) segments.push(employment(crewFunction));
  for (const state of nationality === null ? [] : [nationality, ...otherNationalities]) {
    segments.push(segment("NAT", { "3493": "2", C042: state }));
  }
  segments.push(...references(traveller));
  for (const document of traveller.documents) segments.push(...documentSegments(document));
  return segments;
}

function nameSegment(traveller: ListedTraveller, setting: ListSetting): SegmentToWrite {
  const { surname, given, role, address } = traveller;
  const nameless = surname === "" && given === null;
  const byList: TravellerRole =
    setting.function === "crew-list" || setting.function === "master-crew-list" ? "crew" : "passenger";
  // Close-outs name persons by their references alone.
  const isReferenced = nameless && role === byList && setting.function === "flight-status";
  const givens = given === null ? [] : pieces(given, " ", setting.longest, 4);
  return segment("NAD", {
    "3035": isReferenced ? "ZZZ" : roleCodes[role],
    ...(!nameless && { C080: { "3036": [surname, ...givens] } }),
    ...(address !== null && addressContent(address, setting.longest, nameless ? null : (given ?? surname))),
  });
}

/** Longest code of a region; what is longer is its name. */
const LONGEST_REGION_CODE = 9;

/** Components of C059. */
const LINES = 4;

/** A value that ends in letters of a tag, and a next one that may be the code such a segment begins with: run together, to a reader. */
const TAG_AT_END = /(?:NAD|ATT|DTM|RFF)$/;
const LIKE_QUALIFIER = /^[A-Z0-9]{1,3}(?:, |$)/;

/** `after`: the last of the name before it; null where there is none. */
function addressContent(address: PostalAddress, longest: number, after: string | null): SegmentContent {
  const { line, city, region, postcode, country } = address;
  const lines = line === null ? [] : pieces(line, ", ", longest, 4);
  const isAlone = after === null && city === null && region === null && postcode === null && country === null;
  const isTaken = after !== null && TAG_AT_END.test(after) && LIKE_QUALIFIER.test(lines[0] ?? "");
  const takes = line !== null && TAG_AT_END.test(line) && LIKE_QUALIFIER.test(city ?? "");
  // Nothing before the street: no segment begins so, and no name that slipped into its place. A blank after it: no tag ends so.
  const [before, behind] = [isAlone || isTaken ? [""] : [], takes ? [" "] : []];
  const isRoom = before.length + lines.length + behind.length <= LINES;
  const street = [...before, ...(isRoom ? lines : [line ?? ""]), ...behind];
  const isCode = region !== null && region.length <= LONGEST_REGION_CODE && !region.includes(" ");
  return {
    ...(line !== null && { C059: { "3042": street } }),
    ...(city !== null && { "3164": city }),
    ...(region !== null && { C819: isCode ? { "3229": region } : { "3228": region } }),
    ...(postcode !== null && { "3251": postcode }),
    ...(country !== null && { "3207": country }),
  };
}

/** A text that is too long for one component in at most `most` pieces, cut where the reader joins them again. */
function pieces(text: string, separator: string, longest: number, most: number): readonly string[] {
  if (text.length <= longest) return [text];
  const cut: string[] = [];
  for (const word of text.split(separator)) {
    const last = cut.at(-1);
    if (last !== undefined && last.length + separator.length + word.length <= longest) {
      cut[cut.length - 1] = last + separator + word;
    } else cut.push(word);
  }
  const isWhole = cut.every((piece) => piece !== "" && piece === piece.trim());
  return isWhole && cut.length <= most ? cut : [text];
}

/** YYMMDD where the reader finds the same day (and the same doubt) in it, else CCYYMMDD; unknown days and months are 00. */
function birthSegment(traveller: ListedTraveller, date: string, reference: number): SegmentToWrite {
  const compact = date.replaceAll("-", "").padEnd(8, "0");
  const [year, month, day] = [digitsAt(compact, 0, 4), digitsAt(compact, 4, 2), digitsAt(compact, 6, 2)];
  const same = birthYear(year % 100, month, day, reference) === year;
  const doubtful = isBirthYearAmbiguous(year, month, day, reference);
  const isShort = date.length === 10 && same && doubtful === (traveller.birthYearAmbiguous === true);
  return segment("DTM", {
    C507: isShort
      ? { "2005": "329", "2380": compact.slice(2) }
      : { "2005": "329", "2380": compact, "2379": "102" },
  });
}

function measures({ count, weightKg }: ListedTraveller["bags"]): SegmentToWrite[] {
  const segments: SegmentToWrite[] = [];
  if (count !== null) segments.push(segment("MEA", { "6311": "CT", C174: { "6314": String(count) } }));
  if (weightKg !== null) {
    const weight = { "6411": "KGM", "6314": String(weightKg) };
    segments.push(segment("MEA", { "6311": "WT", C174: weight }));
  }
  return segments;
}

/** FTX BAG: each run of tags that count on from the first, with its length. */
function bagTags(tags: readonly string[]): SegmentToWrite[] {
  const segments: SegmentToWrite[] = [];
  for (let at = 0; at < tags.length;) {
    const first = tags[at]!;
    let length = 1;
    while (length < MAX_BAG_RUN && first.length > 5 && tags[at + length] === tagAfter(first, length))
      length++;
    // Of a short tag a number behind it would not be taken for the length of a run.
    const run = first.length > 5 ? [first, String(length)] : [first];
    segments.push(segment("FTX", { "4451": "BAG", C108: { "4440": run } }));
    at += length;
  }
  return segments;
}

/** The tag `steps` after one: the last six digits count on. */
function tagAfter(first: string, steps: number): string | null {
  const serial = /\d{1,6}$/.exec(first)?.[0];
  if (serial === undefined) return null;
  const modulus = 10 ** serial.length;
  const counted = String(modulus + ((Number(serial) + steps) % modulus)).slice(1);
  return first.slice(0, -serial.length) + counted;
}

function places(traveller: ListedTraveller): SegmentToWrite[] {
  const { clearance, residence, embark, debark, placeOfBirth } = traveller;
  const known = [
    ["22", clearance],
    ["174", residence],
    ["178", embark],
    ["179", debark],
  ] as const;
  const segments = known.flatMap(([qualifier, code]) =>
    code === null ? [] : [segment("LOC", { "3227": qualifier, C517: code })],
  );
  if (placeOfBirth !== null) {
    segments.push(segment("LOC", { "3227": "180", C517: { "3224": placeOfBirth } }));
  }
  return segments;
}

function employment(duty: string): SegmentToWrite {
  const ofList = /^CR\d$/.test(duty);
  return segment("EMP", {
    "9003": "1",
    C948: ofList ? { "9005": duty, "1131": "110", "3055": "111" } : duty,
  });
}

function references({
  locator,
  travellerRef,
  seat,
  references: others = [],
}: ListedTraveller): SegmentToWrite[] {
  const known = [
    { qualifier: "AVF", value: locator },
    { qualifier: "ABO", value: travellerRef },
    { qualifier: "SEA", value: seat },
    ...others,
  ];
  return known.flatMap(({ qualifier, value }) =>
    value === null ? [] : [segment("RFF", { C506: { "1153": qualifier, "1154": value } })],
  );
}

function documentSegments(document: TravelDocument): SegmentToWrite[] {
  const { type, number, expires, issued, issuer, issuePlace } = document;
  const typed = /^[A-Z]{1,2}$/.test(type) ? { "1001": type, "1131": "110", "3055": "111" } : type;
  const segments = [segment("DOC", { C002: typed, C503: number })];
  if (expires !== null) segments.push(documentDate("36", expires));
  if (issued !== undefined) segments.push(documentDate("182", issued));
  if (issuer !== null || issuePlace !== undefined) {
    const place = { "3225": issuer ?? "", ...(issuePlace !== undefined && { "3224": issuePlace }) };
    segments.push(segment("LOC", { "3227": "91", C517: place }));
  }
  return segments;
}

function documentDate(qualifier: string, date: string): SegmentToWrite {
  const compact = String(compactDate(date));
  const isShort = expiryYear(digitsAt(compact, 2, 2)) === digitsAt(compact, 0, 4);
  return segment("DTM", { C507: { "2005": qualifier, "2380": isShort ? compact.slice(2) : compact } });
}
