// The document groups of a person (SG5): DOC, its dates, its issuing State.
import { calendarDate, compactDate, dateOfCompact, digitsAt, expiryYear } from "../edifact/dates.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import type { FindingCollector } from "../findings.ts";
import type { TravelDocument } from "../passenger-list.ts";
import { readDigits } from "./digits.ts";
import { readState } from "./places.ts";
import { doubtfulNumber, isPlainNumber } from "./plausibility.ts";

export type OpenDocument = { -readonly [Key in keyof TravelDocument]: TravelDocument[Key] };

/** Most documents kept for one traveller: against hostile input. */
const MAX_DOCUMENTS = 50;
/** Most segments kept for the first document: against hostile input. */
const MAX_EARLY = 20;

/** Segment `s`, its value at component `k`, by what reads it. */
type Early = { readonly kind: "expiry" | "issue" | "issuer"; readonly s: number; readonly k: number };

export class DocumentReader {
  readonly #m: SegmentedMessage;
  readonly #findings: FindingCollector;
  /** The group that is open; `document` stays null in an empty placeholder (`DOC++`). */
  #isOpen = false;
  #document: OpenDocument | null = null;
  #segment = 0;
  /** Its date of expiry as CCYYMMDD. */
  #expires = 0;
  /** What stands before the first document of a traveller: it belongs to that. */
  #early: readonly Early[] = [];

  constructor(m: SegmentedMessage, findings: FindingCollector) {
    this.#m = m;
    this.#findings = findings;
  }

  /** DOC at segment `s`, its type at component `typeAt`, its number at `numberAt` (-1: not there). */
  open(
    s: number,
    typeAt: number,
    numberAt: number,
    person: { documents: readonly TravelDocument[]; readonly surname: string },
  ): void {
    this.#isOpen = true;
    this.#segment = s;
    const m = this.#m;
    const type = m.textAt(s, typeAt);
    let number = m.textAt(s, numberAt);
    if (type === "" && number === "") return;
    if (person.documents.length >= MAX_DOCUMENTS) {
      this.#findings.add("LIMIT_REACHED", m.place(s), { limit: MAX_DOCUMENTS, what: "documents" });
      return;
    }
    if (number !== "" && !this.#isPlain(s, numberAt)) {
      const doubt = doubtfulNumber(number, person.surname);
      if (doubt !== null) number = this.#doubted(s, number, person.surname);
    }
    const document = { type, number, issuer: null, expires: null };
    this.#document = document;
    // One document is the rule; an array that grows would take room for seventeen.
    person.documents = person.documents.length === 0 ? [document] : [...person.documents, document];
    if (this.#early.length > 0) this.#takeEarly();
  }

  #takeEarly(): void {
    const early = this.#early;
    this.#early = [];
    for (const { kind, s, k } of early) this[kind](s, k);
  }

  /** A segment of a document while none is open: kept for the first, where there is room. */
  #keepEarly(kind: Early["kind"], s: number, k: number): void {
    if (this.#early.length < MAX_EARLY) this.#early = [...this.#early, { kind, s, k }];
    else this.#outOfPlace(s);
  }

  #outOfPlace(s: number): void {
    const values = { tag: this.#m.tagText(s), qualifier: this.#m.trimmed(s, 1, 1) };
    this.#findings.add("SEGMENT_OUT_OF_PLACE", this.#m.place(s), values);
  }

  /** The traveller ends. */
  end(described: boolean, departs: number): void {
    this.close(described, departs);
    if (this.#early.length === 0) return;
    for (const { s } of this.#early) this.#outOfPlace(s);
    this.#early = [];
  }

  #isPlain(s: number, numberAt: number): boolean {
    const m = this.#m;
    return !m.isDirty(s) && isPlainNumber(m.bytes, m.compStart[numberAt]!, m.compStart[numberAt + 1]! - 1);
  }

  /** A number that looks wrong, without the filler of the machine readable zone, if that was all. */
  #doubted(s: number, sent: string, surname: string): string {
    const place = this.#m.place(s, 2);
    const number = withoutFiller(sent);
    if (number !== sent) this.#findings.add("NUMBER_FILLED", place);
    const found = sent.length === NUMBER_FIELD + 1 ? sent.slice(-1) : "";
    const expected = checkDigit(sent.slice(0, NUMBER_FIELD));
    if (sent.includes("<") && found >= "0" && found <= "9" && found !== expected) {
      this.#findings.add("PX20", place, { found, expected });
    }
    const doubt = number === "" ? "is empty" : doubtfulNumber(number, surname);
    if (doubt !== null) this.#findings.add("PX12", place, { reason: doubt });
    return number;
  }

  /** DTM 36 at segment `s`, its value at component `k`. */
  expiry(s: number, k: number): void {
    if (!this.#isOpen) {
      this.#keepEarly("expiry", s, k);
      return;
    }
    const document = this.#document;
    if (document === null) return;
    const before = document.expires;
    const read = readDigits(this.#m, s, k);
    const compact = read >= 0 && read < 1_000_000 ? expiryOf(read) : read;
    const date = compact < 0 ? null : dateOfCompact(compact);
    if (date === null) {
      const loose = this.#date(s, k, "36");
      if (loose === null) return;
      document.expires = loose;
      this.#expires = compactDate(loose);
    } else {
      document.expires = date;
      this.#expires = compact;
    }
    if (before !== null) this.#findings.add("EXPIRY_TWICE", this.#m.place(s));
  }

  /** As `expiry`, of six digits; false, and nothing done, where that is no date, not the first, or of no document. */
  takeExpiry(read: number): boolean {
    const document = this.#document;
    if (read < 0 || document === null || document.expires !== null) return false;
    const compact = expiryOf(read);
    document.expires = dateOfCompact(compact);
    this.#expires = compact;
    return document.expires !== null;
  }

  /** DTM 182 at segment `s`, its value at component `k`. */
  issue(s: number, k: number): void {
    if (!this.#isOpen) {
      this.#keepEarly("issue", s, k);
      return;
    }
    const issued = this.#document === null ? null : this.#date(s, k, "182");
    if (this.#document !== null && issued !== null) this.#document.issued = issued;
  }

  #date(s: number, k: number, qualifier: string): string | null {
    const text = this.#m.textAt(s, k);
    if (text === "") return null;
    const date = this.#looseDate(text.replaceAll(" ", ""));
    if (date === null) this.#findings.add("DTM_INVALID", this.#m.place(s, 1, 2), { qualifier, value: text });
    return date;
  }

  #looseDate(text: string): string | null {
    const yearDigits = text.length - 4;
    if (yearDigits !== 2 && yearDigits !== 4) return null;
    const sent = digitsAt(text, 0, yearDigits);
    const year = yearDigits === 2 && sent >= 0 ? expiryYear(sent) : sent;
    return calendarDate(year, digitsAt(text, yearDigits, 2), digitsAt(text, yearDigits + 2, 2));
  }

  /** LOC 91 at segment `s`: the issuing State at component `k`, perhaps the place in the component 4. */
  issuer(s: number, k: number): void {
    const m = this.#m;
    if (!this.#isOpen) {
      this.#keepEarly("issuer", s, k);
      return;
    }
    const document = this.#document;
    if (document === null) return;
    const state = readState(m, s, k);
    if (state !== null) {
      document.issuer = state.text;
      if (state.alpha2 !== "") {
        this.#findings.add("COUNTRY_ALPHA2", m.place(s, 2), { code: state.alpha2, taken: state.text });
      } else if (state.small !== "") {
        this.#findings.add("CODE_SMALL", m.place(s, 2), { code: state.small, taken: state.text });
      } else if (!state.known) {
        const values = { what: "issuing State", reason: "{sent} is not known", sent: state.text } as const;
        this.#findings.add("PX13", m.place(s, 2), values);
      }
    }
    if (m.elementCount(s) > 1 && m.has(s, 2, 4)) document.issuePlace = m.trimmed(s, 2, 4);
  }

  /** As `issuer`, of a known State and nothing else; false, and nothing done, where there is no document. */
  takeIssuer(state: string): boolean {
    if (this.#document === null) return false;
    this.#document.issuer = state;
    return true;
  }

  /** The group ends: what is missing in it is said now. The parameters are those of `Expectation`. */
  close(described: boolean, departs: number): void {
    this.#isOpen = false;
    const document = this.#document;
    if (document === null) return;
    this.#document = null;
    if (document.issuer === null && document.type !== "V" && described) {
      const values = { what: "issuing State", reason: "is missing (LOC 91)" } as const;
      this.#findings.add("PX13", this.#m.place(this.#segment), values);
    }
    if (document.expires === null) {
      if (document.type === "P") this.#findings.add("PX15", this.#m.place(this.#segment));
    } else if (this.#expires < departs) {
      const code = document.type === "V" ? "VISA_EXPIRED" : "PX14";
      this.#findings.add(code, this.#m.place(this.#segment), { date: document.expires });
    }
  }
}

/** The day of expiry sent as YYMMDD, as CCYYMMDD (see expiryYear in dates.ts). */
export function expiryOf(read: number): number {
  return read + (read < 700_000 ? 20_000_000 : 19_000_000);
}

/** Characters of a document's number in the machine readable zone; its check digit follows. */
const NUMBER_FIELD = 9;

/** A number copied from the machine readable zone without its filler, and without the check digit behind it. */
function withoutFiller(sent: string): string {
  const field = sent.length === NUMBER_FIELD + 1 && sent.at(-2) === "<" ? sent.slice(0, NUMBER_FIELD) : sent;
  return field.replaceAll("<", "").trim();
}

/** The check digit of ICAO Doc 9303-3 section 4.9: weights 7, 3, 1; A is 10, filler 0. */
function checkDigit(field: string): string {
  let sum = 0;
  for (let i = 0; i < field.length; i++) {
    const code = field.charCodeAt(i);
    const value = code <= 0x39 ? code - 0x30 : code - 0x37;
    if (field[i] !== "<") sum += value * [7, 3, 1][i % 3]!;
  }
  return String(((sum % 10) + 10) % 10);
}
