// One traveller of a list: the segments of group 4 (NAD and what follows it) become a ListedTraveller.
import {
  ASSUMED_REFERENCE,
  birthYear,
  calendarDate,
  compactDate,
  digitsAt,
  expiryYear,
  isBirthYearAmbiguous,
  isRealDate,
} from "../edifact/dates.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import { unpackTag } from "../edifact/tags.ts";
import type { FindingCollector } from "../findings.ts";
import type {
  ListedTraveller,
  PostalAddress,
  Sex,
  TravelDocument,
  TravellerRole,
} from "../passenger-list.ts";
import { NO_BAGS, readBagTags, readMeasure } from "./bags.ts";
import type { Bags } from "./bags.ts";
import { dateProblem, doubtfulNumber, isNameText, isPlainName } from "./plausibility.ts";
import { readAirport, readState } from "./places.ts";
import * as T from "./tags.ts";
import { Q } from "./tags.ts";

type Building<Type> = { -readonly [Key in keyof Type]: Type[Key] };
type Person = Building<ListedTraveller> & { documents: Building<TravelDocument>[] };

/** Most documents, references and nationalities kept for one traveller: against hostile input. */
const MAX_DOCUMENTS = 50;
const MAX_REFERENCES = 100;

/** What a list asks of each traveller: a close-out or cancellation only names them, a list describes them. */
export type Expectation = {
  readonly described: boolean;
  /** The first departure, `YYYY-MM-DD...`, for expiry dates. */
  readonly departs: string | null;
};

/** Reads travellers one after the other from the segments it is given. */
export class TravellerReader {
  readonly travellers: Person[] = [];
  readonly #m: SegmentedMessage;
  readonly #findings: FindingCollector;
  readonly #reference: number;
  #expects: Expectation = { described: true, departs: null };
  #person: Person | null = null;
  #segment = 0;
  #identified = false;
  #bags: Bags | null = null;
  #hasDate = false;
  #hasSex = false;
  #hasState = false;
  /** The document group that is open; `document` stays null in an empty placeholder (`DOC++`). */
  #inDocument = false;
  #document: Building<TravelDocument> | null = null;
  #documentSegment = 0;

  constructor(m: SegmentedMessage, findings: FindingCollector, preparedAt: string | null) {
    this.#m = m;
    this.#findings = findings;
    this.#reference = preparedAt === null ? ASSUMED_REFERENCE : compactDate(preparedAt);
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
    this.#identified = m.code(s, 1, 1) === Q.ZZZ;
    this.#hasDate = this.#hasSex = this.#hasState = false;
    const nameAt = m.has(s, 4, 1) || m.has(s, 4, 2) || !m.has(s, 3, 1) ? 4 : 3;
    const surname = m.trimmed(s, nameAt, 1);
    const elements = m.elementCount(s);
    this.#person = {
      role,
      surname,
      given: this.#given(s, nameAt),
      sex: null,
      birthDate: null,
      nationality: null,
      residence: null,
      embark: null,
      debark: null,
      clearance: null,
      locator: null,
      travellerRef: null,
      seat: null,
      bags: NO_BAGS,
      documents: [],
      address: elements > 4 ? this.#address(s) : null,
      placeOfBirth: null,
      verified: null,
      segment: m.ordinal(s),
    };
    if (surname !== "" && !this.#isName(s, nameAt)) this.#findings.add("PX08", m.place(s, nameAt));
  }

  #given(s: number, e: number): string | null {
    const m = this.#m;
    let components = m.componentCount(s, e);
    if (components < 2) return null;
    // 3045 name format: a lone digit in the last component.
    if (components > 3 && m.code(s, e, components) >= 0x30 && m.code(s, e, components) <= 0x39) components--;
    let given = m.trimmed(s, e, 2);
    for (let c = 3; c <= components; c++) {
      const further = m.trimmed(s, e, c);
      if (further !== "") given = given === "" ? further : `${given} ${further}`;
    }
    return given === "" ? null : given;
  }

  #isName(s: number, e: number): boolean {
    const m = this.#m;
    if (m.dirty[s] === 0) {
      const first = m.component(s, e, 1);
      const last = m.component(s, e, Math.min(2, m.componentCount(s, e)));
      return isPlainName(m.bytes, m.compStart[first]!, m.compStart[last + 1]! - 1, m.characters.component);
    }
    return isNameText(m.trimmed(s, e, 1)) && isNameText(m.trimmed(s, e, 2));
  }

  #address(s: number): PostalAddress | null {
    const m = this.#m;
    let line: string | null = null;
    const lines = m.componentCount(s, 5);
    for (let c = 1; c <= lines; c++) {
      const text = m.trimmed(s, 5, c);
      if (text !== "") line = line === null ? text : `${line}, ${text}`;
    }
    const city = m.trimmed(s, 6, 1) || null;
    const region = m.trimmed(s, 7, 4) || m.trimmed(s, 7, 1) || null;
    const postcode = m.trimmed(s, 8, 1) || null;
    const country = m.has(s, 9, 1) ? this.#country(s, 9, 1, "NAD") : null;
    if (line === null && city === null && region === null && postcode === null && country === null)
      return null;
    return { line, city, region, postcode, country };
  }

  /** A country that is not a nationality or issuer: kept as sent, with a warning when it is none. */
  #country(s: number, e: number, c: number, qualifier: string): string | null {
    const state = readState(this.#m, s, e, c);
    if (state === null) return null;
    if (state.alpha2 !== "") this.#twoLetters(s, e, state.alpha2, state.text);
    else if (!state.known)
      this.#findings.add("LOC_COUNTRY", this.#m.place(s, e, c), { qualifier, code: state.text });
    return state.text;
  }

  #twoLetters(s: number, e: number, code: string, taken: string): void {
    this.#findings.add("COUNTRY_ALPHA2", this.#m.place(s, e), { code, taken });
  }

  /** A segment of the open traveller. Answers false when it belongs to no traveller. */
  take(s: number, tag: number): boolean {
    const person = this.#person;
    if (person === null) return false;
    switch (tag) {
      case T.LOC:
        return this.#location(s, person);
      case T.RFF:
        this.#reference1(s, person);
        return true;
      case T.DTM:
        this.#date(s, person);
        return true;
      case T.ATT:
        this.#sex(s, person);
        return true;
      case T.DOC:
        this.#openDocument(s, person);
        return true;
      case T.NAT:
        this.#nationality(s, person);
        return true;
      case T.GEI: {
        const code = this.#m.code(s, 2, 1);
        if (code === Q.D173) person.verified = true;
        else if (code === Q.D174) person.verified = false;
        return true;
      }
      case T.FTX:
        this.#bags = readBagTags(this.#m, s, this.#bags, this.#findings);
        return true;
      case T.MEA:
        this.#bags = readMeasure(this.#m, s, this.#bags, this.#findings);
        return true;
      case T.EMP: {
        const duty = this.#m.trimmed(s, 2, 1);
        if (duty !== "") person.crewFunction = duty;
        return true;
      }
      case T.COM:
        return true; // the traveller's own telephone: no element of the list that may be kept
      default:
        return false;
    }
  }

  #location(s: number, person: Person): boolean {
    const m = this.#m;
    switch (m.code(s, 1, 1)) {
      case Q.D178:
        person.embark = this.#airport(s, "origin") ?? person.embark;
        return true;
      case Q.D179:
        person.debark = this.#airport(s, "destination") ?? person.debark;
        if (person.debark !== null && person.debark === person.embark) {
          const values = { what: "destination", value: person.debark, reason: "is its origin too" };
          this.#findings.add("PX21", m.place(s, 2), values);
        }
        return true;
      case Q.D22:
        person.clearance = this.#airport(s, "place of clearance") ?? person.clearance;
        return true;
      case Q.D174:
        person.residence = this.#country(s, 2, 1, "174") ?? person.residence;
        return true;
      case Q.D180:
        person.placeOfBirth = this.#birthPlace(s) ?? person.placeOfBirth;
        return true;
      case Q.D91:
        this.#issuer(s);
        return true;
      default:
        return false;
    }
  }

  #airport(s: number, what: string): string | null {
    const code = readAirport(this.#m, s, 2, 1);
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

  #reference1(s: number, person: Person): void {
    const m = this.#m;
    const qualifier = m.code(s, 1, 1);
    const value = m.trimmed(s, 1, 2);
    if (value === "") return;
    if (qualifier === Q.AVF) {
      const slash = value.indexOf("/");
      person.locator ??= slash > 0 ? value.slice(0, slash) : value;
    } else if (qualifier === Q.ABO) {
      person.travellerRef ??= value;
    } else if (qualifier === Q.SEA) {
      person.seat ??= value;
    } else {
      const known = person.references ?? [];
      if (known.length >= MAX_REFERENCES) return;
      person.references = [...known, { qualifier: m.trimmed(s, 1, 1), value }];
    }
  }

  #sex(s: number, person: Person): void {
    const m = this.#m;
    if (m.code(s, 1, 1) !== Q.D2) return;
    const code = m.code(s, 3, 1);
    if (code === 0) return;
    this.#hasSex = true;
    const sex = sexOf(code);
    if (sex === undefined) {
      this.#findings.add("PX10", m.place(s, 3), { reason: `is given as ${m.trimmed(s, 3, 1)}` });
    } else {
      person.sex = sex;
    }
  }

  #nationality(s: number, person: Person): void {
    const m = this.#m;
    const kind = m.code(s, 1, 1);
    if (kind !== Q.D2 && kind !== 0) return;
    const state = readState(m, s, 2, 1);
    if (state === null) return;
    this.#hasState = true;
    const { text, known, alpha2 } = state;
    if (alpha2 !== "") this.#twoLetters(s, 2, alpha2, text);
    else if (!known) {
      this.#findings.add("PX13", m.place(s, 2), { what: "nationality", reason: `${text} is not known` });
    }
    if (person.nationality === null) person.nationality = text;
    else if (person.nationality !== text && (person.otherNationalities?.length ?? 0) < MAX_DOCUMENTS) {
      person.otherNationalities = [...(person.otherNationalities ?? []), text];
    }
  }

  #date(s: number, person: Person): void {
    const qualifier = this.#m.code(s, 1, 1);
    if (qualifier === Q.D329) this.#birth(s, person);
    else if (qualifier === Q.D36) this.#expiry(s);
    else if (qualifier === Q.D182 && this.#document !== null) {
      const issued = this.#documentDate(s, "182");
      if (issued !== null) this.#document.issued = issued;
    }
  }

  /** DTM 329: YYMMDD or CCYYMMDD, with month or day 00 (or blank) where the document leaves them open. */
  #birth(s: number, person: Person): void {
    const m = this.#m;
    let text = m.trimmed(s, 1, 2);
    if (text === "") return;
    this.#hasDate = true;
    if (text.includes(" ") || text.includes("<") || text.includes("-")) {
      text = text.replace(/[ <](?=[ <\d])|[ <]$/g, "0").replaceAll("-", "");
    }
    const length = text.length;
    const yearDigits = length - 4;
    const sent = yearDigits === 2 || yearDigits === 4 ? digitsAt(text, 0, yearDigits) : -1;
    const month = sent < 0 ? -1 : digitsAt(text, yearDigits, 2);
    const day = sent < 0 ? -1 : digitsAt(text, yearDigits + 2, 2);
    if (sent < 0 || month < 0 || day < 0 || (sent === 0 && month === 0)) {
      this.#findings.add("PX09", m.place(s, 1, 2), { reason: "is no date" });
      return;
    }
    const year = yearDigits === 4 ? sent : birthYear(sent, month, day, this.#reference);
    if (month === 0 || day === 0) {
      person.birthDate = month === 0 ? String(year) : partialDate(year, month);
      if (month > 12) this.#findings.add("PX09", m.place(s, 1, 2), { reason: "is no date" });
      return;
    }
    person.birthDate = calendarDate(year, month, day);
    const problem = dateProblem(year, month, day, this.#reference);
    if (problem !== null) this.#findings.add("PX09", m.place(s, 1, 2), { reason: problem });
    else if (yearDigits === 2 && isBirthYearAmbiguous(year, month, day, this.#reference)) {
      person.birthYearAmbiguous = true;
    }
  }

  #openDocument(s: number, person: Person): void {
    this.#closeDocument();
    this.#inDocument = true;
    this.#documentSegment = s;
    const m = this.#m;
    const type = m.trimmed(s, 1, 1);
    const number = this.#number(s, person);
    if ((type === "" && number === "") || person.documents.length >= MAX_DOCUMENTS) return;
    this.#document = { type, number, issuer: null, expires: null };
    person.documents.push(this.#document);
  }

  #number(s: number, person: Person): string {
    const m = this.#m;
    let number = m.trimmed(s, 2, 1);
    if (number === "") return number;
    if (number.includes("<")) {
      number = number.replaceAll("<", "");
      this.#findings.add("NUMBER_FILLED", m.place(s, 2));
    }
    const doubt = doubtfulNumber(number, person.surname);
    if (doubt !== null) this.#findings.add("PX12", m.place(s, 2), { reason: doubt });
    return number;
  }

  #documentDate(s: number, qualifier: string): string | null {
    const m = this.#m;
    let text = m.trimmed(s, 1, 2);
    if (text === "") return null;
    if (text.includes(" ")) text = text.replaceAll(" ", "");
    const yearDigits = text.length - 4;
    const sent = yearDigits === 2 || yearDigits === 4 ? digitsAt(text, 0, yearDigits) : -1;
    const year = yearDigits === 2 && sent >= 0 ? expiryYear(sent) : sent;
    const month = digitsAt(text, yearDigits, 2);
    const day = digitsAt(text, yearDigits + 2, 2);
    const date = year < 0 ? null : calendarDate(year, month, day);
    if (date === null) this.#findings.add("DTM_INVALID", m.place(s, 1, 2), { qualifier, value: text });
    return date;
  }

  #expiry(s: number): void {
    if (!this.#inDocument) {
      const values = { tag: "DTM", qualifier: "36" };
      this.#findings.add("SEGMENT_OUT_OF_PLACE", this.#m.place(s), values);
      return;
    }
    const document = this.#document;
    const expires = this.#documentDate(s, "36");
    if (document === null || expires === null) return;
    if (document.expires !== null) this.#findings.add("EXPIRY_TWICE", this.#m.place(s));
    document.expires = expires;
  }

  #issuer(s: number): void {
    const m = this.#m;
    if (!this.#inDocument) {
      this.#findings.add("SEGMENT_OUT_OF_PLACE", m.place(s), { tag: "LOC", qualifier: "91" });
      return;
    }
    const document = this.#document;
    if (document === null) return;
    const state = readState(m, s, 2, 1);
    if (state !== null) {
      const { text, known, alpha2 } = state;
      if (alpha2 !== "") this.#twoLetters(s, 2, alpha2, text);
      else if (!known) {
        this.#findings.add("PX13", m.place(s, 2), { what: "issuing State", reason: `${text} is not known` });
      }
      document.issuer = text;
    }
    if (m.has(s, 2, 4)) document.issuePlace = m.trimmed(s, 2, 4);
  }

  #closeDocument(): void {
    this.#inDocument = false;
    const document = this.#document;
    if (document === null) return;
    this.#document = null;
    const isVisa = document.type === "V";
    if (document.issuer === null && !isVisa && this.#expects.described) {
      const values = { what: "issuing State", reason: "is missing (LOC 91)" };
      this.#findings.add("PX13", this.#m.place(this.#documentSegment), values);
    }
    if (document.expires === null) {
      if (document.type === "P") this.#findings.add("PX15", this.#m.place(this.#documentSegment));
      return;
    }
    const { departs } = this.#expects;
    if (departs !== null && document.expires < departs.slice(0, 10)) {
      this.#findings.add("PX14", this.#m.place(this.#documentSegment), { date: document.expires });
    }
  }

  /** The traveller is complete: what is missing is said now. */
  close(): void {
    const person = this.#person;
    if (person === null) return;
    this.#closeDocument();
    if (this.#bags !== null) {
      person.bags = this.#bags;
      this.#bags = null;
    }
    this.#person = null;
    this.travellers.push(person);
    const referenced = person.travellerRef !== null || person.locator !== null;
    if (person.surname === "" && !(referenced && (this.#identified || !this.#expects.described))) {
      this.#findings.add("PX07", this.#m.place(this.#segment));
    }
    if (!this.#expects.described || this.#identified) return;
    if (!this.#hasDate || !this.#hasSex || !this.#hasState) this.#missing();
    if (!person.documents.some((document) => document.type !== "V" && document.number !== "")) {
      this.#findings.add("PX11", this.#m.place(this.#segment));
    }
  }

  #missing(): void {
    const place = this.#m.place(this.#segment);
    if (!this.#hasDate) this.#findings.add("PX09", place, { reason: "is missing" });
    if (!this.#hasSex) this.#findings.add("PX10", place, { reason: "is missing" });
    if (!this.#hasState)
      this.#findings.add("PX13", place, { what: "nationality", reason: "is missing (NAT)" });
  }

  /** PDT of the lists before 2003: a whole traveller in one segment (paxlst.md 1). */
  takeOldTraveller(s: number, expects: Expectation): void {
    const m = this.#m;
    const crew = m.trimmed(s, 3, 1).startsWith("CR");
    this.open(s, crew ? "crew" : "passenger", expects);
    const person = this.#person;
    if (person === null) return;
    person.surname = m.trimmed(s, 2, 1);
    person.given = [m.trimmed(s, 2, 2), m.trimmed(s, 2, 3)].filter((part) => part !== "").join(" ") || null;
    const birth = m.trimmed(s, 2, 4);
    const [month, day] = [digitsAt(birth, 2, 2), digitsAt(birth, 4, 2)];
    if (birth.length === 6 && digitsAt(birth, 0, 2) >= 0) {
      const year = birthYear(digitsAt(birth, 0, 2), month, day, this.#reference);
      person.birthDate = calendarDate(year, month, day);
      this.#hasDate = isRealDate(year, month, day);
    }
    person.sex = sexOf(m.code(s, 2, 5)) ?? null;
    this.#hasSex = person.sex !== null;
    this.#oldDocument(s, person);
    person.embark = m.trimmed(s, 4, 1).slice(-3) || null;
    person.debark = m.trimmed(s, 4, 2).slice(-3) || null;
    this.#hasState = true; // PDT has no nationality: the issuer of the document is all there is
    this.close();
  }

  #oldDocument(s: number, person: Person): void {
    const m = this.#m;
    const [type = "", number = ""] = m.trimmed(s, 1, 1).split("/");
    if (number === "") return;
    const expiry = m.trimmed(s, 1, 2);
    const issuer = this.#country(s, 1, 3, "PDT");
    const year = expiry.length === 6 ? digitsAt(expiry, 0, 2) : -1;
    const expires =
      year < 0 ? null : calendarDate(expiryYear(year), digitsAt(expiry, 2, 2), digitsAt(expiry, 4, 2));
    person.documents.push({ type, number, issuer, expires });
  }
}

function partialDate(year: number, month: number): string | null {
  return month > 12 ? null : `${year}-${month < 10 ? "0" : ""}${month}`;
}

/** M, F, X; MI and FI (infants) as M and F; null for U (unknown to the carrier); undefined for anything else. */
function sexOf(code: number): Sex | null | undefined {
  switch (code) {
    case 0x4d:
    case 0x4d49:
      return "M";
    case 0x46:
    case 0x4649:
      return "F";
    case 0x58:
    case 0x3c:
      return "X";
    case 0x55:
      return null;
    default:
      return undefined;
  }
}

/** The qualifier of NAD as text, for findings. */
export function roleText(code: number): string {
  return code > 0 ? unpackTag(code) : "(none)";
}
