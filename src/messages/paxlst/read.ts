// PAXLST: from the segments of one message to the passenger or crew list it carries.
import { compactDate, referenceYearOf } from "../edifact/dates.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import type { FindingCollector, Place } from "../findings.ts";
import { isMessageTrailer, TAG_INVALID } from "../edifact/tags.ts";
import { SourceFilter, textFromElement } from "../minimise/filter.ts";
import type { PassengerList, TravellerRole } from "../passenger-list.ts";
import type { MessagePart, MessageReader, ReadContext } from "../reading.ts";
import { FlightReader } from "./flights.ts";
import { openHeader, readBeginning, readContact, readHeaderReference, readParty } from "./header.ts";
import type { ListHeader } from "./header.ts";
import { cutApart } from "./joined.ts";
import { findRepetitions, placeOfPerson } from "./repetition.ts";
import * as T from "./tags.ts";
import { Q } from "./tags.ts";
import { referenceOf, roleText, TravellerReader } from "./traveller.ts";
import type { Expectation } from "./traveller.ts";
import { UsualTravellers, usualTravellers } from "./usual-travellers.ts";

const { ATT, AUT, BGM, CNT, COM, CTA, DOC, DTM, EMP, FTX, GEI, LOC, MEA, NAD, NAT, PDT, RFF, TDT } = T;
const { ABO, AG, AVF, BA, BAG, CA, CPE, DDT, DDU, FL, FM, MS, SEA, TB, VW, ZZZ } = Q;
const { D137, D174, D178, D179, D180, D22, D329, D41, D42 } = Q;

/** More persons than any flight carries (PX26). */
const MOST_PERSONS = 900;

/** What is known of a list and goes on from piece to piece. */
type Progress = {
  readonly header: ListHeader;
  readonly flights: FlightReader;
  /** UNH: where findings about the whole list lie. */
  readonly place: Place;
  persons: number;
};

/** The role that a person qualifier of NAD (3035) stands for; null when it is none. */
function roleOf(code: number): TravellerRole | null {
  switch (code) {
    case FL:
      return "passenger";
    case FM:
    case VW:
    case CPE:
      return "crew";
    case DDU:
      return "in-transit-passenger";
    case DDT:
      return "in-transit-crew";
    default:
      return null;
  }
}

const parties: ReadonlySet<number> = new Set([MS, AG, BA, TB, CA]);
/** Segments that only a person has: after a NAD of unknown kind they show that it was one. */
const personal: ReadonlySet<number> = new Set([ATT, NAT, DOC, GEI, MEA, EMP]);
const placesOfPersons: ReadonlySet<number> = new Set([D174, D178, D179, D180, D22]);

class ListReading {
  readonly #m: SegmentedMessage;
  readonly #context: ReadContext;
  readonly #findings: FindingCollector;
  readonly #progress: Progress;
  readonly #travellers: TravellerReader;
  readonly #filter = new SourceFilter();
  readonly #usualTravellers: UsualTravellers | null;
  #usualTaken = 0;
  #expects: Expectation = { described: true, departs: 0, locator: null };
  /** Where in the message we are: before the first flight, in a flight, in a person, behind all. */
  #section: "header" | "flight" | "persons" | "onward" | "end" = "header";
  /** Each NAD of unknown kind in the header: they may turn out to be persons. */
  #doubtful: number[] = [];
  #unexpected = -1;
  #unexpectedCount = 0;

  constructor(m: SegmentedMessage, context: ReadContext) {
    this.#m = m;
    this.#usualTravellers = m.usual instanceof UsualTravellers ? m.usual : null;
    this.#context = context;
    this.#findings = context.findings;
    const before = context.previous?.carried as Progress | undefined;
    this.#progress = before ?? {
      header: openHeader(),
      flights: new FlightReader(context.findings, referenceYearOf(context.preparedAt)),
      place: m.place(0),
      persons: 0,
    };
    this.#travellers = new TravellerReader(
      m,
      { findings: context.findings, filter: this.#filter },
      context.preparedAt,
    );
    if (before !== undefined) this.#section = "persons";
  }

  read(): MessagePart {
    const m = this.#m;
    this.#setExpectation();
    let s = m.before === 0 ? 1 : 0;
    while (s < m.count) {
      const tag = m.tag(s);
      if (m.isTaken(s)) {
        s = this.#usual(s);
        continue;
      }
      if (tag === NAD) {
        this.#name(s);
        s++;
      } else {
        s = this.#other(s, tag);
      }
      if (this.#travellers.isOpen) s = this.#travellers.takeFrom(s);
    }
    this.#settleDoubts();
    this.#travellers.close();
    return this.#finish();
  }

  /** A traveller that was read before it was cut, whose NAD is segment `s`. Answers where to go on. */
  #usual(s: number): number {
    const usual = this.#usualTravellers!.read[this.#usualTaken++]!;
    this.#startPersons();
    this.#travellers.take(usual, this.#expects);
    return s + usual.segments;
  }

  /** A segment that the open person does not take, or outside of persons. Answers where to go on. */
  #other(s: number, tag: number): number {
    const m = this.#m;
    const { header, flights } = this.#progress;
    const section = this.#section;
    const doubtful = this.#doubtful;
    if (doubtful.length > 0 && isOfPerson(m, s, tag, doubtful.at(-1)!)) return this.#personsAfterAll();
    if (tag === TDT) {
      this.#flight(s);
    } else if (tag === BGM) {
      readBeginning(m, s, header, this.#findings);
      this.#setExpectation();
    } else if (tag === CNT) {
      this.#travellers.close();
      this.#section = "end";
      readTotal(m, s, header, this.#findings);
    } else if (tag === PDT) {
      this.#startPersons();
      this.#travellers.takeOld(s, this.#expects);
    } else if (tag === LOC && (section === "flight" || section === "header")) {
      flights.readStop(m, s);
    } else if (tag === DTM && section === "flight") {
      flights.readTime(m, s);
    } else if (tag === DTM && section === "header") {
      if (m.code(s, 1, 1) === D137) header.preparedDate(m, s);
    } else if (tag === RFF && section === "header") {
      readHeaderReference(m, s, header);
    } else if (tag === FTX) {
      // Free text other than the bag tags of a person: no element of API admits it.
      this.#filter.dropText(m, s, textFromElement(m, s, 2));
    } else if ((tag === COM || tag === CTA) && section === "header") {
      readContact(m, s, header);
    } else {
      return this.#misplaced(s, tag);
    }
    return s + 1;
  }

  /** Of the NAD of unknown kind the last is a person's, and those of its kind before it: persons all. Answers where to go on. */
  #personsAfterAll(): number {
    const m = this.#m;
    const last = this.#doubtful.at(-1)!;
    const kind = m.code(last, 1, 1);
    const persons = this.#doubtful.filter((s) => m.code(s, 1, 1) === kind);
    this.#doubtful = this.#doubtful.filter((s) => m.code(s, 1, 1) !== kind);
    for (const s of persons) this.#person(s, null);
    return last + 1;
  }

  /** What is behind a NAD of unknown kind says of no person that it is one: nothing is kept of it. */
  #settleDoubts(): void {
    for (const s of this.#doubtful) {
      const values = { tag: "NAD", qualifier: this.#m.trimmed(s, 1, 1) };
      this.#findings.add("QUALIFIER_UNKNOWN", this.#m.place(s, 1), values);
      this.#filter.cutElements(this.#m, s, 2, "not-admitted");
    }
    this.#doubtful = [];
  }

  #flight(s: number): void {
    this.#settleDoubts();
    const stage = this.#m.code(s, 1, 1);
    if (this.#section === "persons" || this.#section === "end") {
      const isSector = (stage === 0x3230 || stage === 0x3334) && this.#m.has(s, 2, 1);
      if (!isSector) {
        this.#travellers.close();
        this.#section = "onward"; // SG7: how the person travels on; not kept
        return;
      }
      this.#travellers.close();
      this.#findings.add("SECTOR_AFTER_PERSON", this.#m.place(s));
    }
    this.#section = "flight";
    const { header, flights } = this.#progress;
    flights.openFlight(this.#m, s, header.function === "master-crew-list");
  }

  /** NAD: the reporting party, another party, or a person. */
  #name(s: number): void {
    const code = this.#m.code(s, 1, 1);
    const role = roleOf(code);
    if (role === null && parties.has(code)) {
      this.#travellers.close();
      if (this.#section === "persons") this.#section = "end";
      readParty(this.#m, s, this.#progress.header);
    } else if (role === null && code !== ZZZ && this.#section === "header") {
      this.#doubtful.push(s);
      readParty(this.#m, s, this.#progress.header);
    } else {
      this.#person(s, role);
    }
  }

  #person(s: number, known: TravellerRole | null): void {
    this.#startPersons();
    this.#travellers.open(s, known ?? this.#roleByList(s), this.#expects);
  }

  /** The role of a person whose qualifier says none, from the kind of the list. */
  #roleByList(s: number): TravellerRole {
    const { header } = this.#progress;
    const ofCrew = header.function === "crew-list" || header.function === "master-crew-list";
    const role = ofCrew ? "crew" : "passenger";
    const code = this.#m.code(s, 1, 1);
    if (code !== ZZZ) {
      this.#findings.add("ROLE_UNKNOWN", this.#m.place(s, 1), { code: roleText(code), role });
    }
    return role;
  }

  /** The flights are complete now: their first departure is what expiry dates are held against. */
  #startPersons(): void {
    if (this.#section !== "persons") {
      this.#section = "persons";
      this.#settleDoubts();
      this.#progress.flights.closeFlight();
      this.#setExpectation();
    }
  }

  #setExpectation(): void {
    const { header, flights } = this.#progress;
    const { status } = header;
    const namesOnly = status === "CLOB" || status === "CLNB" || status === "XR" || status === "RP";
    const departure = flights.flights[0]?.legs[0]?.departs ?? null;
    const departs = departure === null ? 0 : compactDate(departure);
    const described = header.function !== "flight-status" && !namesOnly;
    this.#expects = { described, departs, locator: header.locator };
  }

  /** A segment that belongs nowhere here. Answers where to go on. */
  #misplaced(s: number, tag: number): number {
    if (isMessageTrailer(tag)) return s + 1;
    if (isPersonByShape(this.#m, s)) {
      this.#findings.add("PERSON_TAG", this.#m.place(s));
      this.#filter.mayKeepTag(this.#m, s);
      this.#name(s);
      return s + 1;
    }
    if (T.passedOver.has(tag) || this.#section === "onward") {
      if (tag !== AUT) this.#filter.cutUnread(this.#m, s);
      return s + 1;
    }
    if (tag === LOC && this.#travellers.isOpen) {
      this.#strangePlace(s);
    } else if (tag === LOC || personal.has(tag) || tag === DTM) {
      const values = { tag: this.#m.tagText(s), qualifier: this.#m.trimmed(s, 1, 1) };
      this.#findings.add("SEGMENT_OUT_OF_PLACE", this.#m.place(s), values);
    } else {
      // What has no tag at all is said of already.
      if (tag !== TAG_INVALID) {
        if (this.#unexpected < 0) this.#unexpected = s;
        this.#unexpectedCount++;
      }
      this.#filter.cutUnread(this.#m, s);
    }
    return s + 1;
  }

  /** LOC of a person with a qualifier that this reader takes nothing from. */
  #strangePlace(s: number): void {
    const m = this.#m;
    const qualifier = m.trimmed(s, 1, 1);
    if (!T.otherPlaces.has(qualifier)) {
      this.#findings.add("QUALIFIER_UNKNOWN", m.place(s, 1), { tag: "LOC", qualifier });
    }
    this.#filter.cutElements(m, s, 1, "not-admitted");
  }

  #finish(): MessagePart {
    const findings = this.#findings;
    const progress = this.#progress;
    const { travellers } = this.#travellers;
    progress.persons += travellers.length;
    findRepetitions(this.#m, travellers, findings);
    if (this.#unexpected >= 0) {
      findings.add("SEGMENT_UNEXPECTED", this.#m.place(this.#unexpected), { count: this.#unexpectedCount });
    }
    const { header, flights } = progress;
    const accepted = this.#context.last ? this.#judge() : true;
    const passengerList: PassengerList = {
      function: header.function,
      status: header.status,
      reportedAt: header.reportedAt ?? this.#context.preparedAt,
      reporter: header.reporter,
      transaction: header.transaction,
      flights: flights.list(),
      stated: header.stated,
      travellers,
    };
    return { accepted, cuts: this.#filter.finish(findings), passengerList, carried: progress };
  }

  /** The rules on the whole list. False: it is refused. */
  #judge(): boolean {
    const { header, flights, persons } = this.#progress;
    const findings = this.#findings;
    const whole = this.#progress.place;
    let accepted = true;
    if (!header.known) {
      if (header.beginning === null) findings.add("PX01", whole, { code: "" });
      accepted = false;
    }
    const overflight = header.function === "master-crew-list";
    if (!flights.finish(overflight, whole) && !overflight) {
      findings.add("PX02", whole);
      accepted = false;
    }
    const { status } = header;
    const closing = status === "CL" || status === "CLOB" || status === "XF";
    const mayBeEmpty = closing || (header.function === "flight-status" && status === "CF");
    if (persons === 0 && !mayBeEmpty) {
      findings.add("PX06", whole);
      accepted = false;
    }
    if (persons > MOST_PERSONS) findings.add("PX26", whole, { persons });
    this.#checkMixture();
    return accepted;
  }

  /** PX22: crew on a list of passengers, or the other way round. */
  #checkMixture(): void {
    const { header } = this.#progress;
    if (header.isMixed || (header.function !== "passenger-list" && header.function !== "crew-list")) return;
    const strange: TravellerRole = header.function === "passenger-list" ? "crew" : "passenger";
    let first = -1;
    let persons = 0;
    for (const { role, segment } of this.#travellers.travellers) {
      if (role !== strange) continue;
      if (persons++ === 0) first = segment;
    }
    if (persons === 0) return;
    const list = header.function === "passenger-list" ? "passenger list" : "crew list";
    const role = strange === "crew" ? "crew" : "passengers";
    this.#findings.add("PX22", placeOfPerson(this.#m, first), { list, persons, role });
  }
}

/** Whether segment `s` behind the NAD of unknown kind at `nad` is one that only a person has. */
function isOfPerson(m: SegmentedMessage, s: number, tag: number, nad: number): boolean {
  if (personal.has(tag)) return true;
  const qualifier = m.code(s, 1, 1);
  if (tag === DTM) return qualifier === D329;
  if (tag === LOC) return placesOfPersons.has(qualifier);
  if (tag === FTX) return qualifier === BAG;
  if (tag !== RFF) return false;
  // The booking of all stands in the header too: it is that of a person where this one is named as persons are.
  return qualifier === ABO || qualifier === SEA || (qualifier === AVF && m.has(nad, 4, 2));
}

function readTotal(m: SegmentedMessage, s: number, header: ListHeader, findings: FindingCollector): void {
  const qualifier = m.code(s, 1, 1);
  const text = m.trimmed(s, 1, 2);
  const count = /^\d{1,9}$/.test(text) ? Number(text) : null;
  if (count === null) {
    findings.add("COUNT_INVALID", m.place(s, 1, 2), { qualifier: m.trimmed(s, 1, 1), value: text });
  } else if (qualifier === D42) {
    header.stated.passengers = count;
  } else if (qualifier === D41) {
    header.stated.crew = count;
  }
}

/** Whether a segment whose tag is damaged is the NAD of a person: the qualifier, two empty elements, the name. */
function isPersonByShape(m: SegmentedMessage, s: number): boolean {
  const code = m.code(s, 1, 1);
  if (code !== FL && code !== FM && code !== DDU && code !== DDT) return false;
  return m.componentCount(s, 1) === 1 && !m.has(s, 2, 1) && !m.has(s, 3, 1) && m.has(s, 4, 1);
}

/** Reads PAXLST of every directory release by the union of their grammars (paxlst.md 2). */
export const paxlstReader: MessageReader = {
  // Some 2,000 persons, or 1,000 with all there is to say of them; a flight has up to 900.
  usual: (characters, preparedAt) => usualTravellers(characters, referenceOf(preparedAt)),
  pieces: { tag: "NAD", bytes: 512 * 1024, segments: 20_000, items: 2000 },
  read: (m, context) => {
    checkVersion(m, context);
    const apart = cutApart(m);
    if (apart === null) return new ListReading(m, context).read();
    const { table, freed } = apart;
    for (const s of freed) context.findings.add("SEGMENTS_JOINED", table.place(s), { tag: table.tagText(s) });
    return new ListReading(table, context).read();
  },
};

/** Releases D.00A to D.26B, and 001:000 of before 2003. */
function checkVersion(m: SegmentedMessage, context: ReadContext): void {
  const { version, release } = context.version;
  if (context.previous !== null) return;
  const known =
    version === "D" ? /^(0\d|1\d|2[0-6])[AB]$/.test(release) : version === "001" && release === "000";
  if (!known) context.findings.add("VERSION_UNKNOWN", m.place(0, 2), { version: `${version}.${release}` });
}
