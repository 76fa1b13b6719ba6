// The persons of a manifest table: one row each, and further rows of the same number for further documents.
import { compactDate } from "../edifact/dates.ts";
import { dateProblem, doubtfulNumber } from "../paxlst/plausibility.ts";
import type { ListedTraveller, Sex, TravelDocument, TravellerRole } from "../passenger-list.ts";
import type { TableRecord } from "./record.ts";
import { readBirthDate, readDay, readPlace, readState } from "./values.ts";
import type { ManifestVoyage } from "./voyage.ts";

type OpenTraveller = { -readonly [Key in keyof ListedTraveller]: ListedTraveller[Key] } & {
  documents: TravelDocument[];
};

const CREW_ROLE =
  /^(?:CREW|DRIVER|PILOT|CO-?PILOT|CAPTAIN|MASTER|OFFICER|MATE|STEWARD(?:ESS)?|ATTENDANT|CONDUCTOR|ENGINEER|SAILOR|GUARD|HEYƏT|SÜRÜCÜ)\b/u;
const SEXES: ReadonlyMap<string, Sex | null> = new Map<string, Sex | null>([
  ["M", "M"],
  ["F", "F"],
  ["X", "X"],
  ["U", null],
  ["MALE", "M"],
  ["FEMALE", "F"],
  ["KİŞİ", "M"],
  ["QADIN", "F"],
]);
const DOCUMENT_TYPES: ReadonlyMap<string, string> = new Map([
  ["PASSPORT", "P"],
  ["PASPORT", "P"],
  ["ID", "I"],
  ["ID CARD", "I"],
  ["IDENTITY CARD", "I"],
  ["VISA", "V"],
]);

export class ManifestPersons {
  readonly travellers: OpenTraveller[] = [];
  readonly #voyage: ManifestVoyage;
  /** By number, the person and the row that gave it first. */
  readonly #byNumber = new Map<string, { person: OpenTraveller; row: number }>();
  #crewRows = 0;
  #rows = 0;

  constructor(voyage: ManifestVoyage) {
    this.#voyage = voyage;
  }

  get count(): number {
    return this.travellers.length;
  }

  /** Whether every row is of the list of the crew. */
  get isCrewOnly(): boolean {
    return this.#rows > 0 && this.#crewRows === this.#rows;
  }

  /** Takes a row: a further document of a person who is known, or a new person. */
  add(record: TableRecord): void {
    this.#rows++;
    const listType = record.value("list_type").toUpperCase();
    if (listType === "CREW") this.#crewRows++;
    else if (listType !== "" && listType !== "PAX")
      record.report("MF12", "list_type", { column: "list_type", value: listType, allowed: "PAX CREW" });
    const person = this.#known(record) ?? this.#newPerson(record, listType === "CREW");
    this.#addDocuments(record, person);
  }

  #known(record: TableRecord): OpenTraveller | null {
    const number = record.value("person_no");
    const known = number === "" ? undefined : this.#byNumber.get(number);
    if (known === undefined) return null;
    const { person, row } = known;
    const surname = record.value("surname");
    const birthDate = readBirthDate(record.value("birth_date"));
    const given = record.value("given");
    const isSame =
      (surname === "" || folded(surname) === folded(person.surname)) &&
      (given === "" || folded(givenOf(record) ?? "") === folded(person.given ?? "")) &&
      (birthDate === null || person.birthDate === null || birthDate === person.birthDate) &&
      isSameSex(sexOf(record), person.sex);
    const isNamed = surname !== "" && given !== "" && birthDate !== null && birthDate === person.birthDate;
    if (isSame && this.#isOfSameState(record, person, isNamed)) return person;
    record.report("MF22", "person_no", { row });
    return null;
  }

  /** Another nationality is that of another person, but where all else says who it is: then the person has both. */
  #isOfSameState(record: TableRecord, person: OpenTraveller, isNamed: boolean): boolean {
    const sent = record.value("nationality");
    const other = sent === "" ? null : (readState(sent) ?? sent.toUpperCase());
    if (other === null || person.nationality === null || other === person.nationality) return true;
    const { otherNationalities = [] } = person;
    if (otherNationalities.includes(other)) return true;
    if (isNamed) person.otherNationalities = [...otherNationalities, state(record, "nationality") ?? other];
    return isNamed;
  }

  #newPerson(record: TableRecord, isCrewList: boolean): OpenTraveller {
    const surname = record.value("surname");
    if (surname === "") record.report("MF13", "surname");
    const role = record.value("role").toLocaleUpperCase("az");
    const isCrew = CREW_ROLE.test(role) || (isCrewList && !/^PASS|^PAX/.test(role));
    const person: OpenTraveller = {
      role: roleOf(role, isCrew),
      surname,
      given: givenOf(record),
      sex: this.#sex(record),
      birthDate: this.#birthDate(record),
      nationality: state(record, "nationality"),
      residence: state(record, "residence_country"),
      embark: place(record, "board_place"),
      debark: place(record, "alight_place"),
      clearance: null,
      locator: record.value("booking_ref") || null,
      travellerRef: null,
      seat: record.value("seat") || null,
      bags: { count: wholeNumber(record.value("bags")), tags: [], weightKg: null },
      documents: [],
      address: addressOf(record),
      placeOfBirth: birthPlace(record),
      verified: null,
      ...(isCrew && role !== "CREW" && role !== "" && { crewFunction: role }),
      segment: record.number,
    };
    this.travellers.push(person);
    const number = record.value("person_no");
    if (number !== "" && !this.#byNumber.has(number))
      this.#byNumber.set(number, { person, row: record.number });
    return person;
  }

  #sex(record: TableRecord): Sex | null {
    const sent = record.value("sex");
    const sex = sexOf(record);
    if (sent !== "" && sex === undefined && !/^u$/i.test(sent))
      record.report("MF12", "sex", { column: "sex", value: sent, allowed: "M F X" });
    return sex ?? null;
  }

  #birthDate(record: TableRecord): string | null {
    const sent = record.value("birth_date");
    if (sent === "") return null;
    const date = readBirthDate(sent);
    if (date === null) {
      record.report("MF11", "birth_date", { column: "birth_date", value: sent });
      return null;
    }
    const reference = this.#voyage.departure;
    const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
    const reason = dateProblem(year, month, day, reference === null ? 99991231 : compactDate(reference));
    if (reason !== null && (reference !== null || reason === "is no date of the calendar"))
      record.report("MF23", "birth_date", { reason });
    return date;
  }

  #addDocuments(record: TableRecord, person: OpenTraveller): void {
    const number = record.value("doc_no").toUpperCase().replace(/\s+/g, "");
    const visa = record.value("visa_no").toUpperCase().replace(/\s+/g, "");
    if (number !== "") {
      const reason = doubtfulNumber(number, person.surname.toUpperCase());
      if (reason !== null) record.report("MF24", "doc_no", { reason });
      const type = record.value("doc_type").toUpperCase();
      addDocument(person, {
        type: DOCUMENT_TYPES.get(type) ?? type,
        number,
        issuer: state(record, "doc_issuer"),
        expires: day(record, "doc_expiry"),
      });
    } else if (person.documents.length === 0) record.report("MF15", "doc_no");
    if (visa !== "") addDocument(person, { type: "V", number: visa, issuer: null, expires: null });
  }
}

/** What the row says of the sex; null for unknown, undefined for nothing known. */
function sexOf(record: TableRecord): Sex | null | undefined {
  const sent = record.value("sex");
  return SEXES.get(sent.toUpperCase()) ?? SEXES.get(sent.toLocaleUpperCase("az"));
}

const isSameSex = (a: Sex | null | undefined, b: Sex | null): boolean =>
  a === null || a === undefined || b === null || a === b;

function addDocument(person: OpenTraveller, document: TravelDocument): void {
  const isKnown = person.documents.some(
    (known) => known.number === document.number && known.type === document.type,
  );
  if (!isKnown) person.documents.push(document);
}

function roleOf(role: string, isCrew: boolean): TravellerRole {
  const isTransit = /TRANSIT/.test(role);
  if (isCrew) return isTransit ? "in-transit-crew" : "crew";
  return isTransit ? "in-transit-passenger" : "passenger";
}

function givenOf(record: TableRecord): string | null {
  const given = [record.value("given"), record.value("other_names")].filter((name) => name !== "").join(" ");
  return given === "" ? null : given;
}

const folded = (name: string): string => name.toLocaleUpperCase("az").replace(/[^\p{L}]+/gu, "");

function state(record: TableRecord, column: string): string | null {
  const sent = record.value(column);
  if (sent === "") return null;
  const code = readState(sent);
  if (code === null) record.report("MF14", column, { column, value: sent });
  return code ?? sent.toUpperCase();
}

function place(record: TableRecord, column: string): string | null {
  const sent = record.value(column);
  if (sent === "") return null;
  const { code, known } = readPlace(sent);
  if (!known) record.report("MF10", column, { column, value: sent });
  return code;
}

function day(record: TableRecord, column: string): string | null {
  const sent = record.value(column);
  if (sent === "") return null;
  const date = readDay(sent);
  if (date === null) record.report("MF11", column, { column, value: sent });
  return date;
}

function wholeNumber(sent: string): number | null {
  return /^\d{1,3}$/.test(sent) ? Number(sent) : null;
}

function birthPlace(record: TableRecord): string | null {
  const country = record.value("birth_country");
  const parts = [record.value("birth_place"), country === "" ? "" : (state(record, "birth_country") ?? "")];
  const said = parts.filter((part) => part !== "").join(", ");
  return said === "" ? null : said;
}

function addressOf(record: TableRecord): ListedTraveller["address"] {
  const line = record.value("address");
  return line === "" ? null : { line, city: null, region: null, postcode: null, country: null };
}
