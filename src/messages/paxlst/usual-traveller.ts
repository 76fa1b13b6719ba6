// One traveller in the form that nearly all have, read segment by segment straight from the bytes.
import { dateOfCompact } from "../edifact/dates.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import { packTag } from "../edifact/tags.ts";
import { emptyBags, isBagTag, tagsOfRun } from "./bags.ts";
import type { Bags } from "./bags.ts";
import { eightDigitsAt, sixDigitsAt } from "./digits.ts";
import { expiryOf } from "./documents.ts";
import type { OpenDocument } from "./documents.ts";
import { newPerson } from "./person.ts";
import type { Person } from "./person.ts";
import { knownAirport, knownState, threeLettersAt } from "./places.ts";
import { doubtfulNumber, isPlausibleBirth } from "./plausibility.ts";
import { isAmbiguousBirth, latestBirth, SAID } from "./usual-segments.ts";

// Constants of this file are compiled into its code; what is imported would be looked up at each use.
const { date: DATE, ambiguousDate: AMBIGUOUS_DATE, sex: SEX, state: NATIONALITY } = SAID;

/** Two, three or four characters as one number. */
function packed(text: string): number {
  return text.length < 4 ? packTag(text) : (packTag(text.slice(0, 3)) << 8) | text.charCodeAt(3);
}

const [NAD_, ATT_, DTM_, LOC_, NAT_] = [
  packed("NAD+"),
  packed("ATT+"),
  packed("DTM+"),
  packed("LOC+"),
  packed("NAT+"),
];
const [RFF_, DOC_, MEA_, GEI_, FTX_] = [
  packed("RFF+"),
  packed("DOC+"),
  packed("MEA+"),
  packed("GEI+"),
  packed("FTX+"),
];
const EMP_ = packed("EMP+");
const [FL_, FM_, BAG_, CT_, WT_, KGM_] = [
  packed("FL++"),
  packed("FM++"),
  packed("BAG+"),
  packed("CT++"),
  packed("WT++"),
  packed("KGM:"),
];
const [D178_, D179_, D174_] = [packed("178"), packed("179"), packed("174")];
const [D329_, D36_, D2_, D2__, D91_, D22_] = [
  packed("329:"),
  packed("36:"),
  packed("2+"),
  packed("2++"),
  packed("91"),
  packed("22"),
];
const [AVF_, ABO_, SEA_] = [packed("AVF:"), packed("ABO:"), packed("SEA:")];
const [VERIFIED, UNVERIFIED] = [packed("173'"), packed("174'")];
const PLUSES = 0x2b2b;
const [BLANK, QUOTE, PLUS, COLON] = [0x20, 0x27, 0x2b, 0x3a];

const LETTER = 1;
const DIGIT = 2;
const JOINT = 4;
const CODE = LETTER | DIGIT;
const NAME = LETTER | JOINT;
/** What the bytes of values are: capital letters, digits; in names the blank and the hyphen. Whatever else is there ends a value. */
const BYTES = new Uint8Array(256);
BYTES.fill(LETTER, 0x41, 0x5b).fill(DIGIT, 0x30, 0x3a);
BYTES[0x20] = JOINT;
BYTES[0x2d] = JOINT;

/** Bytes looked at from the beginning of a segment on without asking each time whether they are there. */
export const LOOKED_AT = 32;
const MOST_DOCUMENTS = 3;
/** Longest run of bag tags. */
const LONGEST_RUN = 99;

/**
 * Reads the segments of a traveller as long as each has its usual form and there is nothing to find in it. What the general
 * way (traveller.ts) would read of them is the same.
 */
export class UsualTravellerReader {
  #person: Person = newPerson("passenger", "", null, 0);
  /** What has been said of the traveller (SAID). */
  said = 0;
  /** When the first of the documents expires, as CCYYMMDD. */
  expires = NEVER;
  readonly #reference: number;
  #document: OpenDocument | null = null;
  #bags: Bags | null = null;

  /** `reference`: the date that birth dates are told by, as CCYYMMDD. */
  constructor(reference: number) {
    this.#reference = reference;
  }

  /** The traveller, complete; null where something of a document is missing. */
  end(): Person | null {
    const person = this.#person;
    if (!isWhole(this.#document)) return null;
    if (this.#bags !== null) person.bags = this.#bags;
    return person;
  }

  /** A further segment at `at`, `tag` with the separator behind it. Answers where its terminator is, -1 when it is not usual. */
  segment(m: SegmentedMessage, tag: number, at: number, to: number): number {
    const person = this.#person;
    switch (tag) {
      case LOC_:
        return this.#place(m.words, at, person);
      case RFF_:
        return this.#referred(m, at, to, person);
      case DTM_:
        return this.#date(m.words, at, person);
      case ATT_:
        return this.#sex(m.words, at, person);
      case NAT_:
        return this.#nationality(m.words, at, person);
      case DOC_:
        return this.#openDocument(m, at, to, person);
      case MEA_:
        return this.#measure(m, at);
      case GEI_:
        return verification(m, at, person);
      case FTX_:
        return this.#bagTags(m, at, to);
      case EMP_:
        return duty(m, at, to, person);
      default:
        return -1;
    }
  }

  /** The first segment: `NAD+FL+++SURNAME:GIVEN:FURTHER'`. Answers as `segment`. */
  begin(m: SegmentedMessage, at: number, to: number): number {
    const { words, bytes } = m;
    const qualifier = words.getInt32(at + 4);
    if (words.getInt32(at) !== NAD_ || words.getUint8(at + 8) !== PLUS) return -1;
    if (qualifier !== FL_ && qualifier !== FM_) return -1;
    const surnameAt = at + 9;
    let p = endOfName(bytes, surnameAt, to);
    if (p < 0) return -1;
    const surname = m.plainText(surnameAt, p, to);
    let given: string | null = null;
    while (bytes[p] === COLON) {
      const givenAt = p + 1;
      p = endOfName(bytes, givenAt, to);
      if (p < 0) return -1;
      const name = m.plainText(givenAt, p, to);
      given = given === null ? name : `${given} ${name}`;
    }
    if (bytes[p] !== QUOTE) return -1;
    this.#person = newPerson(qualifier === FL_ ? "passenger" : "crew", surname, given, m.ordinal(m.count));
    this.#document = null;
    this.#bags = null;
    this.said = 0;
    this.expires = NEVER;
    return p;
  }

  /** `LOC+178+GYD'`, `LOC+91+AZE'` */
  #place(words: DataView, at: number, person: Person): number {
    const beginning = words.getInt32(at + 4);
    if ((beginning & 0xff) === PLUS) {
      const end = at + 11;
      const letters = words.getUint8(end) === QUOTE ? threeLettersAt(words, at + 8) : -1;
      if (letters < 0) return -1;
      const qualifier = beginning >> 8;
      if (qualifier === D174_) {
        const state = knownState(letters);
        if (state === null) return -1;
        person.residence = state;
        return end;
      }
      const airport = knownAirport(letters);
      if (airport === null) return -1;
      if (qualifier === D178_) person.embark = airport;
      else if (qualifier === D179_ && airport !== person.embark) person.debark = airport;
      else return -1;
      return end;
    }
    const end = at + 10;
    const letters =
      ((beginning >> 8) & 0xff) === PLUS && words.getUint8(end) === QUOTE
        ? threeLettersAt(words, at + 7)
        : -1;
    if (letters < 0) return -1;
    const document = this.#document;
    if (beginning >> 16 === D91_ && document !== null) {
      document.issuer = knownState(letters);
      return document.issuer === null ? -1 : end;
    }
    if (beginning >> 16 !== D22_) return -1;
    const airport = knownAirport(letters);
    if (airport === null) return -1;
    person.clearance = airport;
    return end;
  }

  /** `RFF+AVF:QX7K2M'` */
  #referred(m: SegmentedMessage, at: number, to: number, person: Person): number {
    const end = endOfCode(m.bytes, at + 8, to);
    if (end < 0 || m.bytes[end] !== QUOTE) return -1;
    switch (m.words.getInt32(at + 4)) {
      case AVF_:
        if (person.locator !== null) return -1;
        person.locator = m.plainText(at + 8, end, to);
        return end;
      case ABO_:
        if (person.travellerRef !== null) return -1;
        person.travellerRef = m.plainText(at + 8, end, to);
        return end;
      case SEA_:
        if (person.seat !== null) return -1;
        person.seat = m.plainText(at + 8, end, to);
        return end;
      default:
        return -1;
    }
  }

  #date(words: DataView, at: number, person: Person): number {
    const beginning = words.getInt32(at + 4);
    if (beginning === D329_) return this.#birth(words, at + 8, person);
    return beginning >> 8 === D36_ ? this.#expiry(words, at + 7) : -1;
  }

  /** `DTM+329:850312'`, `DTM+329:19850312'` from the digits on. */
  #birth(words: DataView, at: number, person: Person): number {
    if (person.birthDate !== null) return -1;
    const reference = this.#reference;
    if (words.getUint8(at + 6) === QUOTE) {
      const read = sixDigitsAt(words, at);
      if (read < 0) return -1;
      const born = latestBirth(read, reference);
      person.birthDate = dateOfCompact(born);
      this.said |= isAmbiguousBirth(born, reference) ? DATE | AMBIGUOUS_DATE : DATE;
      return person.birthDate === null ? -1 : at + 6;
    }
    const born = words.getUint8(at + 8) === QUOTE ? eightDigitsAt(words, at) : -1;
    if (born < 0 || !isPlausibleBirth(born, reference)) return -1;
    person.birthDate = dateOfCompact(born);
    this.said |= DATE;
    return person.birthDate === null ? -1 : at + 8;
  }

  /** `DTM+36:281204'`, `DTM+36:20281204'` from the digits on. */
  #expiry(words: DataView, at: number): number {
    const document = this.#document;
    if (document === null || document.expires !== null) return -1;
    const isShort = words.getUint8(at + 6) === QUOTE;
    const read = isShort
      ? sixDigitsAt(words, at)
      : words.getUint8(at + 8) === QUOTE
        ? eightDigitsAt(words, at)
        : -1;
    if (read < 0) return -1;
    const expires = isShort ? expiryOf(read) : read;
    document.expires = dateOfCompact(expires);
    if (expires < this.expires) this.expires = expires;
    return document.expires === null ? -1 : at + (isShort ? 6 : 8);
  }

  /** `ATT+2++M'` */
  #sex(words: DataView, at: number, person: Person): number {
    const beginning = words.getInt32(at + 4);
    const end = at + 8;
    if (beginning >> 8 !== D2__ || words.getUint8(end) !== QUOTE) return -1;
    const code = beginning & 0xff;
    if (code === 0x4d) person.sex = "M";
    else if (code === 0x46) person.sex = "F";
    else if (code === 0x58) person.sex = "X";
    else return -1;
    this.said |= SEX;
    return end;
  }

  /** `NAT+2+AZE'` */
  #nationality(words: DataView, at: number, person: Person): number {
    const end = at + 9;
    const letters =
      words.getInt16(at + 4) === D2_ && words.getUint8(end) === QUOTE ? threeLettersAt(words, at + 6) : -1;
    if (letters < 0 || person.nationality !== null) return -1;
    person.nationality = knownState(letters);
    this.said |= NATIONALITY;
    return person.nationality === null ? -1 : end;
  }

  /** `DOC+P:110:111+C1234567'` */
  #openDocument(m: SegmentedMessage, at: number, to: number, person: Person): number {
    const { bytes } = m;
    const typeAt = at + 4;
    const typeEnd = endOfCode(bytes, typeAt, to);
    if (typeEnd < 0 || !isWhole(this.#document) || person.documents.length === MOST_DOCUMENTS) return -1;
    let p = endOfCodes(bytes, typeEnd, to);
    if (p === to || bytes[p] !== PLUS) return -1;
    const numberAt = ++p;
    let kinds = 0;
    for (let kind; p < to && ((kind = BYTES[bytes[p]!]!) & CODE) !== 0; p++) kinds |= kind;
    if (p === to || bytes[p] !== QUOTE || p === numberAt) return -1;
    const number = m.plainText(numberAt, p, to);
    const isPlain = kinds === CODE && p - numberAt >= 5 && p - numberAt <= 20;
    if (!isPlain && doubtfulNumber(number, person.surname) !== null) return -1;
    const type = m.plainText(typeAt, typeEnd, to);
    const document: OpenDocument = { type, number, issuer: null, expires: null };
    this.#document = document;
    // One document is the rule; an array that grows would take room for seventeen.
    person.documents = person.documents.length === 0 ? [document] : [...person.documents, document];
    return p;
  }

  /** `MEA+CT++:2'`, `MEA+WT++KGM:23'` */
  #measure({ words, bytes }: SegmentedMessage, at: number): number {
    const isCount = words.getInt32(at + 4) === CT_ && words.getUint8(at + 8) === COLON;
    if (!isCount && (words.getInt32(at + 4) !== WT_ || words.getInt32(at + 8) !== KGM_)) return -1;
    const start = at + (isCount ? 9 : 12);
    const end = endOfDigits(bytes, start);
    if (end < 0) return -1;
    this.#bags ??= emptyBags();
    if (isCount) this.#bags.count = numberAt(bytes, start, end);
    else this.#bags.weightKg = numberAt(bytes, start, end);
    return end;
  }

  /** `FTX+BAG+++J2258538:2'` */
  #bagTags(m: SegmentedMessage, at: number, to: number): number {
    const { words, bytes } = m;
    if (words.getInt32(at + 4) !== BAG_ || words.getInt16(at + 8) !== PLUSES) return -1;
    const tagAt = at + 10;
    const tagEnd = endOfCode(bytes, tagAt, to);
    if (tagEnd > to - LOOKED_AT || !isBagTag(bytes, tagAt, tagEnd)) return -1;
    const end = bytes[tagEnd] === COLON ? endOfDigits(bytes, tagEnd + 1) : tagEnd;
    if (end < 0 || bytes[end] !== QUOTE) return -1;
    const count = end === tagEnd ? 1 : Math.max(1, numberAt(bytes, tagEnd + 1, end));
    this.#bags ??= emptyBags();
    if (count > LONGEST_RUN || this.#bags.tags.length > 0) return -1;
    this.#bags.tags = tagsOfRun(m.plainText(tagAt, tagEnd, to), count);
    return this.#bags.tags.length === count ? end : -1;
  }
}

/** Later than any date, as CCYYMMDD. */
const NEVER = 99_999_999;

/** Whether there is no document, or one of which nothing is missing. */
function isWhole(document: OpenDocument | null): boolean {
  return document === null || (document.issuer !== null && document.expires !== null);
}

/** `GEI+4+173'` */
function verification({ words, bytes }: SegmentedMessage, at: number, person: Person): number {
  const code = words.getInt32(at + 6);
  if ((BYTES[bytes[at + 4]!]! & CODE) === 0 || words.getUint8(at + 5) !== PLUS) return -1;
  if (code !== VERIFIED && code !== UNVERIFIED) return -1;
  person.verified = code === VERIFIED;
  return at + 9;
}

/** `EMP+1+CR1:110:111'` */
function duty(m: SegmentedMessage, at: number, to: number, person: Person): number {
  const { bytes } = m;
  if ((BYTES[bytes[at + 4]!]! & CODE) === 0 || bytes[at + 5] !== PLUS) return -1;
  const end = endOfCode(bytes, at + 6, to);
  if (end < 0) return -1;
  person.crewFunction = m.plainText(at + 6, end, to);
  const last = endOfCodes(bytes, end, to);
  return last < to && bytes[last] === QUOTE && bytes[last - 1] !== COLON ? last : -1;
}

/** Where components of letters and digits end that go on at `start`; `to` where they do not end before. */
function endOfCodes(bytes: Uint8Array, start: number, to: number): number {
  let p = start;
  while (p < to && (bytes[p] === COLON || (BYTES[bytes[p]!]! & CODE) !== 0)) p++;
  return p;
}

/** Where a name that begins at `start` ends, -1 where there is none, blanks stand around it, or it does not end before `to`. */
function endOfName(bytes: Uint8Array, start: number, to: number): number {
  let p = start;
  while (p < to && (BYTES[bytes[p]!]! & NAME) !== 0) p++;
  return p === to || p === start || bytes[start] === BLANK || bytes[p - 1] === BLANK ? -1 : p;
}

/** Where letters and digits that begin at `start` end, -1 where there are none, or they do not end before `to`. */
function endOfCode(bytes: Uint8Array, start: number, to: number): number {
  let p = start;
  while (p < to && (BYTES[bytes[p]!]! & CODE) !== 0) p++;
  return p === to || p === start ? -1 : p;
}

/** Where one to four digits end, with the terminator; -1 where there are none. */
function endOfDigits(bytes: Uint8Array, start: number): number {
  let p = start;
  while (p < start + 4 && BYTES[bytes[p]!] === DIGIT) p++;
  return p > start && bytes[p] === QUOTE ? p : -1;
}

function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let n = 0;
  for (let p = start; p < end; p++) n = n * 10 + bytes[p]! - 0x30;
  return n;
}

/** Whether a separator is none of the bytes that values are made of here. */
export function isNoValue(character: number): boolean {
  return character < 0 || BYTES[character] === 0;
}
