// The segments of a person in the form that nearly all of them have, read straight from the bytes: LOC, DTM, ATT, NAT.
import { dateOfCompact } from "../edifact/dates.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import { sixDigitsAt } from "./digits.ts";
import type { DocumentReader } from "./documents.ts";
import { KIND } from "./kinds.ts";
import type { Person } from "./person.ts";
import { knownAirport, knownState, threeLettersAt } from "./places.ts";
import { Q } from "./tags.ts";

const { ATT, DTM, LOC, NAT } = KIND;
const { D174, D178, D179, D2, D22, D329, D36, D91 } = Q;

/** What a segment has said of a person, to be joined; nothing (0): it has another form than the usual one, and was not read. */
export const SAID = { something: 1, date: 2, ambiguousDate: 4, sex: 8, state: 16 } as const;
const { something: SOMETHING, date: DATE, ambiguousDate: AMBIGUOUS_DATE, sex: SEX, state: STATE } = SAID;
const NOTHING = 0;

/** Bytes of the longest form, with what is looked at behind it. */
const LOOKED_AT = 20;
/** A birth so long ago, as a difference of CCYYMMDD: somebody born a hundred years earlier may live too. */
const AMBIGUOUS_AGE = 200_000;

/** A birth date sent as YYMMDD: the latest that is not after the reference date (see birthYear in dates.ts). */
export function latestBirth(read: number, reference: number): number {
  const late = reference - (reference % 1_000_000) + read;
  return late <= reference ? late : late - 1_000_000;
}

/** Whether a birth date sent as YYMMDD may as well be that of somebody a hundred years older. */
export function isAmbiguousBirth(born: number, reference: number): boolean {
  return reference - born <= AMBIGUOUS_AGE;
}

/**
 * Reads a segment where it has its usual form and there is nothing to find in it. Whatever is not just so is left to the
 * general way (traveller.ts), which reads the same of these too: `LOC+178+GYD'`, `LOC+91+AZE'`, `NAT+2+AZE'`, `ATT+2++M'`,
 * `DTM+329:850312'`, `DTM+36:281204'`.
 */
export class UsualSegments {
  readonly #words: DataView;
  readonly #documents: DocumentReader;
  readonly #reference: number;
  readonly #element: number;
  readonly #component: number;
  /** `2+` and `2++`, with the message's separators. */
  readonly #two: number;
  readonly #twoAndNone: number;

  constructor(m: SegmentedMessage, documents: DocumentReader, reference: number) {
    this.#words = m.words;
    this.#documents = documents;
    this.#reference = reference;
    const { element, component } = m.characters;
    this.#element = element;
    this.#component = component;
    this.#two = (D2 << 8) | element;
    this.#twoAndNone = (this.#two << 8) | element;
  }

  /**
   * The segment of a kind from its tag at `start` to its terminator at `end`, which is not dirty. Answers what it has said
   * (`SAID`). Where the input ends without a terminator, what stands from `end` on is of another message: none of it is used.
   */
  take(kind: number, start: number, end: number, person: Person): number {
    const words = this.#words;
    const element = this.#element;
    if (start > words.byteLength - LOOKED_AT || words.getUint8(start + 3) !== element) return NOTHING;
    const four = words.getInt32(start + 4);
    switch (kind) {
      case LOC:
        if ((four & 0xff) === element) return this.#place(four >> 8, start + 8, end, person);
        return ((four >> 8) & 0xff) === element ? this.#place(four >> 16, start + 7, end, person) : NOTHING;
      case NAT:
        return four >> 16 === this.#two ? this.#nationality(start + 6, end, person) : NOTHING;
      case ATT:
        return four >> 8 === this.#twoAndNone && start + 8 === end ? this.#sex(four & 0xff, person) : NOTHING;
      case DTM:
        if (four >> 8 === D329 && (four & 0xff) === this.#component)
          return this.#birth(start + 8, end, person);
        if (four >> 16 !== D36 || ((four >> 8) & 0xff) !== this.#component) return NOTHING;
        if (start + 13 !== end) return NOTHING;
        return this.#documents.takeExpiry(sixDigitsAt(words, start + 7)) ? SOMETHING : NOTHING;
      default:
        return NOTHING;
    }
  }

  #place(qualifier: number, at: number, end: number, person: Person): number {
    const letters = at + 3 === end ? threeLettersAt(this.#words, at) : -1;
    if (letters < 0) return NOTHING;
    if (qualifier === D91) {
      const state = knownState(letters);
      return state !== null && this.#documents.takeIssuer(state) ? SOMETHING : NOTHING;
    }
    if (qualifier === D174) {
      const state = knownState(letters);
      if (state === null) return NOTHING;
      person.residence = state;
      return SOMETHING;
    }
    const airport = knownAirport(letters);
    if (airport === null) return NOTHING;
    if (qualifier === D178) person.embark = airport;
    else if (qualifier === D179 && airport !== person.embark) person.debark = airport;
    else if (qualifier === D22) person.clearance = airport;
    else return NOTHING;
    return SOMETHING;
  }

  #nationality(at: number, end: number, person: Person): number {
    const letters = at + 3 === end ? threeLettersAt(this.#words, at) : -1;
    const state = letters < 0 || person.nationality !== null ? null : knownState(letters);
    if (state === null) return NOTHING;
    person.nationality = state;
    return SOMETHING | STATE;
  }

  #sex(code: number, person: Person): number {
    if (code === 0x4d) person.sex = "M";
    else if (code === 0x46) person.sex = "F";
    else if (code === 0x58) person.sex = "X";
    else return NOTHING;
    return SOMETHING | SEX;
  }

  #birth(at: number, end: number, person: Person): number {
    const read = at + 6 === end ? sixDigitsAt(this.#words, at) : -1;
    if (read < 0) return NOTHING;
    const born = latestBirth(read, this.#reference);
    const date = dateOfCompact(born);
    if (date === null) return NOTHING;
    person.birthDate = date;
    return SOMETHING | DATE | (isAmbiguousBirth(born, this.#reference) ? AMBIGUOUS_DATE : NOTHING);
  }
}
