// One traveller of a list: the segments of group 4 (NAD and what follows it) become a ListedTraveller.
import {
  ASSUMED_REFERENCE,
  birthYear,
  calendarDate,
  compactDate,
  dateOfCompact,
  digitsAt,
  isBirthYearAmbiguous,
  isRealDate,
} from "../edifact/dates.ts";
import { rowLayout } from "../edifact/segments.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import { unpackTag } from "../edifact/tags.ts";
import type { SourceFilter } from "../minimise/filter.ts";
import type { FindingCollector } from "../findings.ts";
import type { PostalAddress, TravellerRole } from "../passenger-list.ts";
import { readBagTags, readMeasure } from "./bags.ts";
import type { Bags } from "./bags.ts";
import { readDigits } from "./digits.ts";
import { DocumentReader } from "./documents.ts";
import type { OpenDocument } from "./documents.ts";
import { bookingOf } from "./header.ts";
import { KIND, kindOf } from "./kinds.ts";
import { addressLines, givenNames, isName, nameElement } from "./person-name.ts";
import { readAirport, readState } from "./places.ts";
import { dateProblem, incompleteDateProblem, isPlausibleBirth } from "./plausibility.ts";
import { readOldTraveller } from "./old-traveller.ts";
import { newPerson, sexOf } from "./person.ts";
import type { Person } from "./person.ts";
import { Q } from "./tags.ts";
import { isAmbiguousBirth, latestBirth, SAID, UsualSegments } from "./usual-segments.ts";
import type { UsualTraveller } from "./usual-travellers.ts";
import type { Phrase } from "../phrases.ts";

// Constants of this file are compiled into its code; what is imported would be looked up at each use.
const { ROW, ROW_START, ROW_ELEMENT, ROW_STATE } = rowLayout;
const { other: OTHER, ATT, DOC, DTM, EMP, FTX, GEI, LOC, MEA, NAT, RFF } = KIND;
const { ABO, AVF, BAG, SEA, ZZZ, D173, D174, D178, D179, D180, D182, D2, D22, D329, D36, D91 } = Q;

const { date: DATE, ambiguousDate: AMBIGUOUS_DATE, sex: SEX, state: STATE } = SAID;
const NOTHING = 0;
/** What must be said of everybody who is described. */
const ALL = DATE | SEX | STATE;

/** Most references and nationalities kept for one traveller: against hostile input. */
const MAX_REFERENCES = 100;

/** What a list asks of each traveller: a close-out or cancellation only names them, a list describes them. */
export type Expectation = {
  readonly described: boolean;
  /** The day of the first departure as CCYYMMDD (0: not known), for expiry dates. */
  readonly departs: number;
  /** The booking that the head of the list names for all, null when it names none. */
  readonly locator: string | null;
};

/** The date that the birth dates of a list are told by, as CCYYMMDD. */
export function referenceOf(preparedAt: string | null): number {
  return preparedAt === null ? ASSUMED_REFERENCE : compactDate(preparedAt);
}

/** Reads travellers one after the other from the segments it is given. */
export class TravellerReader {
  readonly travellers: Person[] = [];
  readonly #m: SegmentedMessage;
  readonly #findings: FindingCollector;
  readonly #filter: SourceFilter;
  readonly #reference: number;
  readonly #documents: DocumentReader;
  #expects: Expectation = { described: true, departs: 0, locator: null };
  #person: Person | null = null;
  #segment = 0;
  #identified = false;
  #bags: Bags | null = null;
  readonly #usual: UsualSegments;
  /** What has been said of the traveller, of `SAID`. */
  #said = NOTHING;

  constructor(
    m: SegmentedMessage,
    { findings, filter }: { readonly findings: FindingCollector; readonly filter: SourceFilter },
    preparedAt: string | null,
  ) {
    this.#m = m;
    this.#findings = findings;
    this.#filter = filter;
    this.#reference = referenceOf(preparedAt);
    this.#documents = new DocumentReader(m, findings);
    this.#usual = new UsualSegments(m, this.#documents, this.#reference);
  }

  /** Whether a traveller is open, to whom further segments belong. */
  get isOpen(): boolean {
    return this.#person !== null;
  }

  /** NAD at segment `s`: a traveller begins. */
  open(s: number, role: TravellerRole, expects: Expectation): void {
    this.close();
    const m = this.#m;
    this.#expects = expects;
    this.#segment = s;
    this.#identified = m.code(s, 1, 1) === ZZZ;
    this.#said = NOTHING;
    const nameAt = nameElement(m, s);
    const components = m.componentCount(s, nameAt);
    const surnameAt = m.component(s, nameAt, 1);
    const surname = m.textAt(s, surnameAt);
    this.#person = newPerson(role, surname, givenNames(m, s, surnameAt, components), m.ordinal(s));
    if (m.elementCount(s) > 4 && nameAt < 5) this.#person.address = this.#address(s);
    if (surname !== "" && !isName(m, s, surnameAt, components)) {
      this.#findings.add("PX08", m.place(s, nameAt));
    }
    if (nameAt !== 4) this.#findings.add("NAME_MISPLACED", m.place(s, nameAt), { position: nameAt });
  }

  #address(s: number): PostalAddress | null {
    const lines = addressLines(this.#m, s);
    const countryAt = this.#m.component(s, 9, 1);
    const country = this.#country(s, 9, countryAt, "NAD");
    if (lines === null && country === null) return null;
    const { line = null, city = null, region = null, postcode = null } = lines ?? {};
    return { line, city, region, postcode, country };
  }

  /** A country that is not a nationality or issuer: kept as sent, with a warning when it is none. */
  #country(s: number, e: number, k: number, qualifier: string): string | null {
    const state = readState(this.#m, s, k);
    if (state === null) return null;
    const { text, known, alpha2, small } = state;
    if (alpha2 !== "") this.#twoLetters(s, e, alpha2, text);
    else if (small !== "")
      this.#findings.add("CODE_SMALL", this.#m.place(s, e), { code: small, taken: text });
    else if (!known) this.#findings.add("LOC_COUNTRY", this.#m.place(s, e), { qualifier, code: text });
    return text;
  }

  #twoLetters(s: number, e: number, code: string, taken: string): void {
    this.#findings.add("COUNTRY_ALPHA2", this.#m.place(s, e), { code, taken });
  }

  /**
   * Takes segments from `from` on for the open traveller, up to the first that belongs to no traveller; answers which one
   * that is. The inner loop of reading: positions are looked up once, values are made only where they are kept.
   */
  takeFrom(from: number): number {
    const person = this.#person;
    if (person === null) return from;
    const m = this.#m;
    const { rows, elemComp, compStart, count } = m;
    const usual = this.#usual;
    for (let s = from; s < count; s++) {
      const row = s * ROW;
      const kind = kindOf(rows[row]!);
      if (kind === OTHER) return s;
      const element = rows[row + ROW_ELEMENT]!;
      const last = rows[row + ROW + ROW_ELEMENT]! - 1;
      if (element === last) continue; // a tag alone
      if (kind <= NAT && rows[row + ROW_STATE] === 0) {
        const said = usual.take(kind, rows[row + ROW_START]!, compStart[elemComp[last]!]! - 1, person);
        if (said !== NOTHING) {
          this.#said |= said;
          continue;
        }
      }
      const first = elemComp[element]!;
      const second = element + 1 < last ? elemComp[element + 1]! : -1;
      const inFirst = first + 1 < elemComp[element + 1]! ? first + 1 : -1;
      switch (kind) {
        case LOC:
          if (!this.#location(s, m.codeAt(s, first), second, person)) return s;
          break;
        case RFF:
          this.#reference1(s, first, inFirst, person);
          break;
        case DTM:
          this.#date(s, m.codeAt(s, first), inFirst, person);
          break;
        case ATT:
          if (element + 2 < last) this.#sex(s, m.codeAt(s, first), elemComp[element + 2]!, person);
          break;
        case NAT:
          this.#nationality(s, m.codeAt(s, first), second, person);
          break;
        case DOC:
          this.#documents.close(this.#expects.described, this.#expects.departs);
          this.#documents.open(s, first, second, person);
          break;
        case FTX:
          if (m.codeAt(s, first) !== BAG) return s;
          this.#bags = readBagTags(m, s, this.#bags, { findings: this.#findings, filter: this.#filter });
          break;
        case GEI:
          this.#verified(m.codeAt(s, second), person);
          break;
        case MEA:
          this.#bags = readMeasure(m, s, this.#bags, this.#findings);
          break;
        case EMP: {
          const duty = m.textAt(s, second);
          if (duty !== "") person.crewFunction = duty;
          break;
        }
        default: // COM, the traveller's own telephone: no element of the list that may be kept
          break;
      }
    }
    return count;
  }

  #verified(code: number, person: Person): void {
    if (code === D173) person.verified = true;
    else if (code === D174) person.verified = false;
  }

  #location(s: number, qualifier: number, k: number, person: Person): boolean {
    switch (qualifier) {
      case D91:
        this.#documents.issuer(s, k);
        return true;
      case D178:
        person.embark = this.#airport(s, k, "origin") ?? person.embark;
        return true;
      case D179:
        person.debark = this.#airport(s, k, "destination") ?? person.debark;
        if (person.debark !== null && person.debark === person.embark && isPassenger(person.role)) {
          const values = { what: "destination", value: person.debark, reason: "is its origin too" } as const;
          this.#findings.add("PX21", this.#m.place(s, 2), values);
        }
        return true;
      case D22:
        person.clearance = this.#airport(s, k, "place of clearance") ?? person.clearance;
        return true;
      case D174:
        person.residence = this.#country(s, 2, k, "174") ?? person.residence;
        return true;
      case D180:
        person.placeOfBirth = this.#birthPlace(s) ?? person.placeOfBirth;
        return true;
      default:
        return false;
    }
  }

  #airport(s: number, k: number, what: Phrase<"what">): string | null {
    const code = readAirport(this.#m, s, k);
    if (code === null) return null;
    if (!code.known) {
      this.#findings.add("PX21", this.#m.place(s, 2), {
        what,
        value: code.text,
        reason: "is no known airport",
      });
    }
    return code.text;
  }

  #birthPlace(s: number): string | null {
    const m = this.#m;
    const country = m.trimmed(s, 2, 1);
    const city = m.trimmed(s, 2, 4);
    const region = m.trimmed(s, 3, 4) || m.trimmed(s, 3, 1);
    if (country === "" && region === "") return city === "" ? null : city;
    return [city, region, country].filter((part) => part !== "").join(" ");
  }

  #reference1(s: number, qualifierAt: number, valueAt: number, person: Person): void {
    const m = this.#m;
    const value = m.textAt(s, valueAt);
    if (value === "") return;
    const qualifier = m.codeAt(s, qualifierAt);
    if (qualifier === AVF) {
      const locator = mayNameCarrier(m, s, valueAt) ? bookingOf(value) : value;
      person.locator ??= locator;
      if (person.locator === locator) return;
    } else if (qualifier === ABO) {
      person.travellerRef ??= value;
      if (person.travellerRef === value) return;
    } else if (qualifier === SEA) {
      person.seat ??= value;
      if (person.seat === value) return;
    }
    const known = person.references ?? [];
    if (known.length >= MAX_REFERENCES) {
      this.#findings.add("LIMIT_REACHED", m.place(s), { limit: MAX_REFERENCES, what: "references" });
      return;
    }
    person.references = [...known, { qualifier: m.textAt(s, qualifierAt), value }];
  }

  #sex(s: number, qualifier: number, k: number, person: Person): void {
    const code = qualifier === D2 ? this.#m.codeAt(s, k) : 0;
    if (code === 0) return;
    this.#said |= SEX;
    const sex = sexOf(code);
    if (sex === undefined) {
      this.#findings.add("PX10", this.#m.place(s, 3), {
        reason: "is given as {sent}",
        sent: this.#m.textAt(s, k),
      });
    } else {
      person.sex = sex;
      if ((code & 0xff) > 0x60) {
        const sent = this.#m.textAt(s, k);
        this.#findings.add("CODE_SMALL", this.#m.place(s, 3), { code: sent, taken: sent.toUpperCase() });
      }
    }
  }

  #nationality(s: number, qualifier: number, k: number, person: Person): void {
    if (qualifier !== D2 && qualifier !== 0) return;
    const state = readState(this.#m, s, k);
    if (state === null) return;
    this.#said |= STATE;
    const { text, known, alpha2, small } = state;
    if (alpha2 !== "") this.#twoLetters(s, 2, alpha2, text);
    else if (small !== "")
      this.#findings.add("CODE_SMALL", this.#m.place(s, 2), { code: small, taken: text });
    else if (!known) {
      const values = { what: "nationality", reason: "{sent} is not known", sent: text } as const;
      this.#findings.add("PX13", this.#m.place(s, 2), values);
    }
    if (person.nationality === null) person.nationality = text;
    else if (person.nationality !== text && (person.otherNationalities?.length ?? 0) < MAX_REFERENCES) {
      person.otherNationalities = [...(person.otherNationalities ?? []), text];
    }
  }

  #date(s: number, qualifier: number, k: number, person: Person): void {
    if (qualifier === D329) this.#birth(s, k, person);
    else if (qualifier === D36) this.#documents.expiry(s, k);
    else if (qualifier === D182) this.#documents.issue(s, k);
  }

  /** DTM 329: YYMMDD or CCYYMMDD; `#looseBirth` sees to whatever is not simply that. */
  #birth(s: number, k: number, person: Person): void {
    const read = readDigits(this.#m, s, k);
    if (read >= 1_000_000) {
      const date = isPlausibleBirth(read, this.#reference) ? dateOfCompact(read) : null;
      if (date !== null) {
        this.#said |= DATE;
        person.birthDate = date;
        return;
      }
    } else if (read >= 0) {
      const born = latestBirth(read, this.#reference);
      const date = dateOfCompact(born);
      if (date !== null) {
        this.#said |= DATE;
        person.birthDate = date;
        if (isAmbiguousBirth(born, this.#reference)) this.#said |= AMBIGUOUS_DATE;
        return;
      }
    }
    this.#looseBirth(s, k, person);
  }

  #setBirth(
    s: number,
    person: Person,
    date: {
      readonly sent: number;
      readonly month: number;
      readonly day: number;
      readonly shortYear: boolean;
    },
  ): void {
    const { sent, month, day, shortYear } = date;
    this.#said |= DATE;
    const year = shortYear ? birthYear(sent, month, day, this.#reference) : sent;
    person.birthDate = calendarDate(year, month, day);
    const problem = dateProblem(year, month, day, this.#reference);
    if (problem !== null) this.#findings.add("PX09", this.#m.place(s, 1, 2), { reason: problem });
    else if (shortYear && isBirthYearAmbiguous(year, month, day, this.#reference)) {
      this.#said |= AMBIGUOUS_DATE;
    }
  }

  /** A birth date with blanks, fillers or hyphens, or with month or day 00 where the document leaves them open. */
  #looseBirth(s: number, k: number, person: Person): void {
    const sentText = this.#m.textAt(s, k);
    if (sentText === "") return;
    this.#said |= DATE;
    // A blank or filler stands for an unknown digit, unless it is one too many.
    const spaced = sentText.replaceAll("-", "");
    const isWhole = spaced.length === 6 || spaced.length === 8;
    const text = spaced.replace(/[ <]/g, isWhole ? "0" : "");
    const yearDigits = text.length - 4;
    const sent = yearDigits === 2 || yearDigits === 4 ? digitsAt(text, 0, yearDigits) : -1;
    const month = sent < 0 ? -1 : digitsAt(text, yearDigits, 2);
    const day = sent < 0 ? -1 : digitsAt(text, yearDigits + 2, 2);
    if (sent < 0 || month < 0 || month > 12 || day < 0 || (sent === 0 && month === 0)) {
      this.#findings.add("PX09", this.#m.place(s, 1, 2), { reason: "is no date" });
      return;
    }
    const shortYear = yearDigits === 2;
    if (month > 0 && day > 0) {
      this.#setBirth(s, person, { sent, month, day, shortYear });
      return;
    }
    const year = shortYear ? birthYear(sent, month, day, this.#reference) : sent;
    const problem = incompleteDateProblem(year, month, this.#reference);
    if (problem !== null) this.#findings.add("PX09", this.#m.place(s, 1, 2), { reason: problem });
    if (!isRealDate(year, month || 1, 1)) return;
    person.birthDate = month === 0 ? String(year) : `${year}-${String(month).padStart(2, "0")}`;
  }

  /** The traveller is complete: what is missing is said now. */
  close(): void {
    const person = this.#person;
    if (person === null) return;
    const { described, departs } = this.#expects;
    this.#documents.end(described, departs);
    if (this.#bags !== null) {
      person.bags = this.#bags;
      this.#bags = null;
    }
    this.#complete(person, this.#expects);
  }

  /** A traveller that was read before it was cut, its NAD at segment `s`. */
  take({ person, said, row, expires }: UsualTraveller, expects: Expectation): void {
    this.close();
    this.#expects = expects;
    this.#segment = row;
    this.#identified = false;
    this.#said = said;
    if (expires < expects.departs) this.#expired(row, person, expects.departs);
    this.#complete(person, expects);
  }

  #expired(s: number, { documents }: Person, departs: number): void {
    let at = s;
    for (const { type, expires } of documents) {
      do at++;
      while (kindOf(this.#m.tag(at)) !== DOC);
      if (expires === null || compactDate(expires) >= departs) continue;
      this.#findings.add(type === "V" ? "VISA_EXPIRED" : "PX14", this.#m.place(at), { date: expires });
    }
  }

  #complete(person: Person, { described, locator }: Expectation): void {
    if (locator !== null) person.locator ??= locator;
    // Only now: with it a traveller has another shape, and all are read as one shape.
    if ((this.#said & AMBIGUOUS_DATE) !== 0) person.birthYearAmbiguous = true;
    this.#person = null;
    this.travellers.push(person);
    if (person.surname === "") this.#nameless(person);
    if (!described || this.#identified) return;
    if ((this.#said & ALL) !== ALL) this.#missing();
    if (!hasIdentityDocument(person.documents)) this.#findings.add("PX11", this.#m.place(this.#segment));
  }

  #nameless(person: Person): void {
    const referenced = person.travellerRef !== null || person.locator !== null;
    const mayBe = this.#identified || !this.#expects.described;
    if (!(referenced && mayBe)) this.#findings.add("PX07", this.#m.place(this.#segment));
  }

  #missing(): void {
    const place = this.#m.place(this.#segment);
    if ((this.#said & DATE) === 0) this.#findings.add("PX09", place, { reason: "is missing" });
    if ((this.#said & SEX) === 0) this.#findings.add("PX10", place, { reason: "is missing" });
    if ((this.#said & STATE) === 0)
      this.#findings.add("PX13", place, { what: "nationality", reason: "is missing (NAT)" });
  }

  /** PDT at segment `s`, a whole traveller of the lists before 2003. */
  takeOld(s: number, expects: Expectation): void {
    this.close();
    this.#expects = expects;
    this.#segment = s;
    const person = readOldTraveller(this.#m, s, this.#reference);
    this.#identified = false;
    // PDT has no nationality: the issuer of the document is all there is.
    this.#said = STATE | (person.birthDate === null ? NOTHING : DATE) | (person.sex === null ? NOTHING : SEX);
    this.#person = person;
    this.close();
  }
}

const SLASH = 0x2f;

/** Whether a record locator may have the carrier behind it. */
function mayNameCarrier(m: SegmentedMessage, s: number, k: number): boolean {
  const { bytes, compStart } = m;
  const end = compStart[k + 1]! - 1;
  for (let p = compStart[k]!; p < end; p++) if (bytes[p] === SLASH) return true;
  return m.isDirty(s);
}

/** Crew end where they began: their journey is no mistake. */
function isPassenger(role: TravellerRole): boolean {
  return role === "passenger" || role === "in-transit-passenger";
}

function hasIdentityDocument(documents: readonly OpenDocument[]): boolean {
  for (const document of documents) if (document.type !== "V" && document.number !== "") return true;
  return false;
}

/** The qualifier of NAD as text, for findings. */
export function roleText(code: number): string {
  return code > 0 ? unpackTag(code) : "";
}
