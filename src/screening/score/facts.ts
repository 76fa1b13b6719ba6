// Evidence beside the name: birth date, sex, nationality, documents of one entry against one traveller.
import { NATIONALITY_SHARES } from "../background.ts";
import { countryNumber } from "../index/country-codes.ts";
import { DOCUMENT_SEEDS, type EntryColumns, type ListIndex } from "../index/list-index.ts";
import { NO_DATES, SEVERAL_DATES, unpackDate } from "../index/packed-date.ts";
import { hashOf, hashWithout } from "../index/hash-postings.ts";
import type { Relation } from "../match.ts";
import type { Query, QueryDocument } from "../query.ts";
import { slowDistance } from "../edit-pattern.ts";
import { compareDates, farBits, type DateEvidence, type PlainDate } from "./birth-date.ts";
import { areOneKind, DOCUMENT_KINDS, lookAlikeNumber, type DocumentKind } from "./document.ts";
import { BIRTH_DATE, DOCUMENT, PERSON } from "./model.ts";

export type BirthDateEvidence = DateEvidence & { readonly place: number };

/** The best of an entry's birth dates, less what many alternatives take from it; null when a side has none. */
export function birthDateEvidence(index: ListIndex, query: Query, entry: number): BirthDateEvidence | null {
  const { starts, values } = index.entries.dobs;
  const from = starts[entry] ?? 0;
  const to = starts[entry + 1] ?? 0;
  if (query.birthDate === null || from === to) return null;
  let best: DateEvidence | null = null;
  let place = from;
  for (let at = from; at < to; at++) {
    const evidence = compareDates(query.birthDate, unpackDate(values[at] ?? 0));
    if (best !== null && evidence.bits <= best.bits) continue;
    best = evidence;
    place = at;
  }
  return best === null ? null : { relation: best.relation, bits: amongDates(best.bits, to - from), place };
}

/** One of several listed dates agrees the more easily, the more there are. */
function amongDates(bits: number, dates: number): number {
  return dates === 1 || bits <= 0 ? bits : Math.max(0, bits - Math.log2(dates));
}

/** Bits of birth date, sex and nationality together, without their relations: what pruning needs. */
export function factBitsOf(index: ListIndex, query: Query, entry: number): number {
  const { starts, values } = index.entries.dobs;
  const from = starts[entry] ?? 0;
  const to = starts[entry + 1] ?? 0;
  let bits = 0;
  if (query.birthDate !== null && to > from) {
    let best = -Infinity;
    for (let at = from; at < to; at++) best = Math.max(best, dateBits(query.birthDate, values[at] ?? 0));
    bits = amongDates(best, to - from);
  }
  bits += sexBits(index, query, entry) ?? 0;
  bits += nationalityEvidence(index, query, entry)?.bits ?? 0;
  return bits + (birthPlaceBits(index, query, entry) ?? 0) + (minorBits(index, query, entry) ?? 0);
}

/** The most that facts of the person beside the birth date can be worth for a traveller. */
export function mostPersonFacts(query: Query): number {
  const place = query.birthCountry === 0 ? 0 : PERSON.birthPlace[1];
  return PERSON.sexEqual + PERSON.nationalityEqual + place;
}

/** Categories of entries that are for adults where they do not say otherwise; children are sought by notices of their own. */
export const ADULT_CATEGORIES: ReadonlySet<string> = new Set(["wanted", "entry-ban", "sanctions"]);

/** Bits of a minor against an entry for adults without a birth date; null for anyone else. */
export function minorBits(index: ListIndex, query: Query, entry: number): number | null {
  if (!query.minor || index.entries.adults[entry] === 0) return null;
  const { starts } = index.entries.dobs;
  return starts[entry] === starts[entry + 1] ? PERSON.minor : null;
}

/** Bits of a birth in a listed country; null where a side does not tell it or the entry has another: lists know few of them. */
export function birthPlaceBits(index: ListIndex, query: Query, entry: number): number | null {
  const { birthCountry, nationality } = query;
  if (birthCountry === 0 || !hasCountry(index.entries.birthCountries, entry, birthCountry)) return null;
  const [least, most] = PERSON.birthPlace;
  return birthCountry === nationality ? least : (BORN_IN.get(birthCountry) ?? most);
}

/** As compareDates, with the commonest case decided on the packed number. */
function dateBits(left: PlainDate, packed: number): number {
  if (isFarApart(left, packed)) return farBits(Math.abs(left.year - ((packed >>> 18) & 0xfff)));
  return compareDates(left, unpackDate(packed)).bits;
}

/**
 * Whether a packed listed date (0 for none) is full, exact, and more than two years off with neither the same nor the
 * exchanged day and month: then no relation joins it to the traveller's.
 */
export function isFarApart(left: PlainDate | null, packed: number): boolean {
  if (left === null || left.day === 0 || packed >>> 30 !== 0 || (packed & DAY) === 0) return false;
  const apart = Math.abs(left.year - ((packed >>> 18) & 0xfff));
  const month = (packed >>> 14) & 0xf;
  const day = (packed >>> 9) & 0x1f;
  if (apart <= 2 || apart > 500) return false;
  return !(left.day === day && left.month === month) && !(left.day === month && left.month === day);
}

const DAY = 0x1f << 9;

/**
 * The most that a date can be worth, from one number a name, for entries that `nearDates` does not name: what most
 * names fail by, without a look at anything else of the entry.
 */
export function mostDateBits(left: PlainDate | null, packed: number): number {
  if (left === null || packed === NO_DATES) return 0;
  if (packed === SEVERAL_DATES) return MOST_OTHER_DATE;
  const year = (packed >>> 18) & 0xfff;
  const kind = packed >>> 30;
  if (kind === 0 && left.day !== 0 && (packed & DAY) !== 0) {
    return isFarApart(left, packed) ? BIRTH_DATE.farYear : MOST_OTHER_DATE;
  }
  const past = kind === 2 ? left.year - year - (packed & 0x7f) : left.year - year;
  const apart = Math.max(year - left.year, past);
  return apart > MOST_YEARS_APART && apart < 500 ? BIRTH_DATE.farYear : MOST_OTHER_DATE;
}

/** Beyond this, years are far apart whatever their kind. */
const MOST_YEARS_APART = 4;

/** The most that dates are worth that are not near as `nearDates` understands it. */
export const MOST_OTHER_DATE = Math.max(
  BIRTH_DATE.yearEqual,
  BIRTH_DATE.slip,
  BIRTH_DATE.withinRange[0],
  BIRTH_DATE.circa[0],
  BIRTH_DATE.calendar,
);

/** Bits of equal or different sex; null when a side does not say. */
export function sexBits(index: ListIndex, query: Query, entry: number): number | null {
  const listed = index.entries.sex[entry] ?? 0;
  if (listed === 0 || query.sex === 0) return null;
  return listed === query.sex ? PERSON.sexEqual : PERSON.sexDifferent;
}

/** Agreement on each nationality by its number: the rarer it is among travellers, the more it says. */
const SAME_NATIONALITY: ReadonlyMap<number, { readonly relation: "equal"; readonly bits: number }> = new Map(
  Object.entries(NATIONALITY_SHARES).map(([code, share]) => [
    countryNumber(code),
    { relation: "equal", bits: Math.min(PERSON.nationalityEqual, -Math.log2(share)) },
  ]),
);
/** Birth in a country that is not one's nationality: the rarer the country among travellers, the more it says. */
const BORN_IN: ReadonlyMap<number, number> = new Map(
  Object.entries(NATIONALITY_SHARES).map(([code, share]) => [
    countryNumber(code),
    Math.max(PERSON.birthPlace[0], Math.min(PERSON.birthPlace[1], -Math.log2(share))),
  ]),
);

function hasCountry(rows: EntryColumns["nationalities"], entry: number, country: number): boolean {
  for (let at = rows.starts[entry] ?? 0; at < (rows.starts[entry + 1] ?? 0); at++) {
    if (rows.values[at] === country) return true;
  }
  return false;
}

const SAME_RARE_NATIONALITY = { relation: "equal", bits: PERSON.nationalityEqual } as const;
const BORN_THERE = { relation: "birth-country", bits: PERSON.birthCountryEqual } as const;
const OTHER_NATIONALITY = { relation: "different", bits: PERSON.nationalityDifferent } as const;

/** Bits of nationality against the entry's nationalities, else its countries of birth; null when a side does not say. */
export function nationalityEvidence(
  index: ListIndex,
  query: Query,
  entry: number,
): { readonly relation: Relation; readonly bits: number } | null {
  if (query.nationality === 0) return null;
  const { nationalities, birthCountries } = index.entries;
  if (hasCountry(nationalities, entry, query.nationality))
    return SAME_NATIONALITY.get(query.nationality) ?? SAME_RARE_NATIONALITY;
  if (hasCountry(birthCountries, entry, query.nationality)) return BORN_THERE;
  const known = (nationalities.starts[entry + 1] ?? 0) > (nationalities.starts[entry] ?? 0);
  return known ? OTHER_NATIONALITY : null;
}

export type DocumentEvidence = {
  readonly relation: Relation;
  readonly bits: number;
  readonly left: string;
  readonly right: string;
  /** Counts only when the name agrees for this many bits. */
  readonly needsNameBits: number;
};

/** Every entry with a document near one of the traveller's, with its best evidence. */
export function documentEvidence(index: ListIndex, query: Query): ReadonlyMap<number, DocumentEvidence> {
  const best = new Map<number, DocumentEvidence>();
  const found: number[] = [];
  for (const document of query.documents) {
    const { number } = document;
    let count = index.documents.collect(hashOf(number, DOCUMENT_SEEDS.number), found, 0);
    count = index.documents.collect(hashOf(lookAlikeNumber(number), DOCUMENT_SEEDS.lookAlike), found, count);
    if (document.country > 0) {
      count = index.documents.collect(hashOf(number, DOCUMENT_SEEDS.shortened), found, count);
      for (let skip = 0; skip < number.length; skip++) {
        count = index.documents.collect(
          hashWithout(number, skip, -1, DOCUMENT_SEEDS.shortened),
          found,
          count,
        );
      }
    }
    for (let at = 0; at < count; at++) {
      const place = found[at] ?? 0;
      const evidence = compareDocuments(document, {
        number: index.documentNumbers[place] ?? "",
        country: index.documentCountry[place] ?? 0,
        kind: DOCUMENT_KINDS[index.documentKind[place] ?? 0] ?? "unknown",
      });
      const entry = index.documentEntry[place] ?? 0;
      if (evidence !== null && evidence.bits > (best.get(entry)?.bits ?? 0)) best.set(entry, evidence);
    }
  }
  return best;
}

/** A listed document: its normalised number, the number of its State (0 unknown), its kind. */
export type ListedDocument = {
  readonly number: string;
  readonly country: number;
  readonly kind: DocumentKind;
};

/** Relations of a document that is the traveller's own, as it is listed. */
const SAME_DOCUMENT: ReadonlySet<Relation> = new Set(["number-equal", "personal-number-equal"]);

export const isSameDocument = (relation: Relation | undefined): boolean =>
  relation !== undefined && SAME_DOCUMENT.has(relation);

/** Compares a traveller's document with a listed one; null when they say nothing. */
export function compareDocuments(left: QueryDocument, right: ListedDocument): DocumentEvidence | null {
  const make = (relation: Relation, bits: number, needsNameBits = -Infinity): DocumentEvidence => ({
    relation,
    bits,
    left: left.raw,
    right: right.number,
    needsNameBits,
  });
  const bothCountries = left.country > 0 && right.country > 0;
  const sameCountry = bothCountries && left.country === right.country;
  const oneKind = areOneKind(left.kind, right.kind);
  if (left.number === right.number) {
    if (sameCountry && !oneKind) return make("number-type-differs", DOCUMENT.typeDiffers);
    if (sameCountry)
      return make(right.kind === "personal" ? "personal-number-equal" : "number-equal", DOCUMENT.equal);
    if (bothCountries) return make("number-country-differs", DOCUMENT.countryDiffers);
    const bits = DOCUMENT.countryUnknown[Math.min(8, right.number.length)] ?? 0;
    return bits > 0 ? make("number-country-unknown", bits) : null;
  }
  // A number whose check digit is right was not misread; a number of another kind is another number.
  if (!sameCountry || !oneKind || left.checked) return null;
  return slippedNumber(left.number, right.number, make);
}

function slippedNumber(
  left: string,
  right: string,
  make: (relation: Relation, bits: number, needsNameBits?: number) => DocumentEvidence,
): DocumentEvidence | null {
  if (lookAlikeNumber(left) === lookAlikeNumber(right)) return make("number-look-alike", DOCUMENT.lookAlike);
  if (right.length < 6 || Math.abs(left.length - right.length) > 1) return null;
  return slowDistance(left, right, true) <= 1
    ? make("number-one-edit", DOCUMENT.oneEdit, DOCUMENT.oneEditNameBits)
    : null;
}
