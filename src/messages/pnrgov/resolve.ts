// Closes a booking: gives documents, seats, tickets and bags to the travellers they belong to, and checks the whole.
import { readDayMonthName } from "../edifact/dates.ts";
import { bornApart, holdsNumber, isAnothersDocument, isGivenOther, namesAnother } from "./another-person.ts";
import { addBag, addDocs, addDocument, addSeat, hasTicket, MAX_DOCUMENTS } from "./belongings.ts";
import type { AddedDocument } from "./belongings.ts";
import { checkBooking, placeOfTwice } from "./checks.ts";
import { closeBooking, newTraveller } from "./draft.ts";
import type { BookingDraft, DocumentDraft, EarlierPlace, PendingService, TravellerDraft } from "./draft.ts";
import { readSeat } from "./flight.ts";
import { isBaby, isBookedAdult, readInfant } from "./infant-text.ts";
import type { InfantText } from "./infant-text.ts";
import { emptyList, holds, withItem } from "./lists.ts";
import { nameOf as bookedName, splitTitle } from "./names.ts";
import { givenWithoutTitle, letters, nameFit, PersonIndex } from "./person-index.ts";
import { passengerType } from "./person.ts";
import type { PnrgovReading } from "./push.ts";
import {
  isOfInfant,
  readDoca,
  readDoco,
  readDocs,
  readFoid,
  splitAssociation,
  visaOf,
} from "./travel-document.ts";
import type { Associated, DocsText } from "./travel-document.ts";

/** Finishes the booking at hand, if there is one, and adds it to the reading's bookings. */
export function finishBooking(reading: PnrgovReading): void {
  const { booking, facts } = reading;
  if (booking === null) return;
  reading.booking = null;
  facts.bookings++;
  const cancelled =
    booking.emptyOrigin && booking.segments === 2 && booking.locatorSeen && booking.travellers.length === 0;
  new Resolution(reading, booking).run();
  checkBooking(reading, booking, cancelled);
  reading.bookings.push(closeBooking(booking, reading.reported, cancelled));
}

class Resolution {
  readonly #reading: PnrgovReading;
  readonly #booking: BookingDraft;
  readonly #persons: PersonIndex<TravellerDraft>;
  /** Documents under a traveller whose name they do not bear: looked at when all others have found theirs. */
  #strangers: Stranger[] = emptyList();
  /** Who has got some of these. */
  readonly #disordered = new Set<TravellerDraft>();
  /** Where the documents stand that come after the first of these. */
  #follows: Map<DocumentDraft, number> | null = null;
  #unknownRefReported = false;

  constructor(reading: PnrgovReading, booking: BookingDraft) {
    this.#reading = reading;
    this.#booking = booking;
    this.#persons = new PersonIndex(booking);
  }

  run(): void {
    const { pending, boardings, payments, paidTickets } = this.#booking;
    const twice = this.#booking.travellers.length > 1 ? this.#persons.duplicateRef() : null;
    if (twice !== null) {
      this.#reading.addAt("PN07", placeOfTwice(this.#reading, this.#booking, twice), {
        reference: twice,
        reason: "is given to more than one traveller",
      });
    }
    // Infants first: their documents stand under the adult.
    if (pending.length > 0) {
      for (const asked of pending) if (namesInfant(asked)) this.#infant(asked);
      for (const asked of pending) if (asked.service.code !== "INFT") this.#service(asked);
      // Which infant is meant by one that names none may only be known by the documents.
      for (const asked of pending)
        if (asked.service.code === "INFT" && !namesInfant(asked)) this.#infant(asked);
      for (const stranger of this.#strangers) this.#strange(stranger);
      this.#orderDocuments();
    }
    let placeless = 0;
    for (let i = 0; i < boardings.length; i++) {
      if (isPlaceless(boardings[i]!)) placeless++;
      else this.#boarding(boardings[i]!);
    }
    // Of no flight that is known: they come last, wherever they stood, as they are written.
    for (let i = 0; placeless > 0 && i < boardings.length; i++) {
      if (isPlaceless(boardings[i]!)) this.#boarding(boardings[i]!);
    }
    for (let i = 0; i < payments.length; i++) {
      const payment = payments[i]!;
      if (payment.amount !== null) payment.currency = paidTickets[i]?.currency ?? null;
    }
  }

  #service(service: PendingService): void {
    const { code } = service.service;
    if (code !== "SEAT" && code !== "RQST") this.#concerns(service, service.traveller);
    switch (code) {
      case "DOCS":
        this.#docs(service);
        break;
      case "DOCO":
        this.#doco(service);
        break;
      case "DOCA":
        this.#doca(service);
        break;
      case "FOID":
        this.#foid(service);
        break;
      case "SEAT":
      case "RQST":
        this.#seats(service);
        break;
      case "TKNE":
      case "TKNA":
      case "TKNM":
      case "TKNR":
        this.#ticket(service);
        break;
      case "FQTV":
      case "FQTR":
      case "FQTU":
      case "FQTS":
        this.#frequentFlyer(service);
        break;
      case "CHLD":
        this.#child(service);
        break;
      default:
        break;
    }
  }

  /** Notes whom a service concerns, so that it can be written where it stood. */
  #concerns({ service }: PendingService, traveller: TravellerDraft | null): void {
    if (traveller !== null) service.concerns = this.#persons.positionOf(traveller);
  }

  /** Whom a service without names of its own concerns: by reference, by association, by place, or the only one. */
  #owner(service: PendingService, association: Associated | null): TravellerDraft | null {
    for (const ref of service.refs) {
      if (ref === "") continue;
      const found = this.#persons.byRef(ref);
      if (found !== null) return found;
      if (service.traveller === null) this.#unknownRef(service, ref);
    }
    const associated = association === null ? null : this.#persons.byName(withoutTitle(association));
    return associated ?? service.traveller ?? this.#persons.only;
  }

  #unknownRef(place: EarlierPlace, ref: string): void {
    if (this.#unknownRefReported) return;
    this.#unknownRefReported = true;
    this.#reading.addAt("PN07", place, {
      reference: ref,
      reason: "is given to no traveller of this PNR",
    });
  }

  #docs(service: PendingService): void {
    const docs = readDocs(service.text, this.#reading.referenceDate);
    const owner = this.#owner(service, docs.association);
    const isInfant = docs.infant || this.#isInfantOf(owner, docs);
    this.#reportDocs(service, docs, owner === null || (isInfant && owner.surname === ""));
    const traveller = isInfant ? this.#infantOf(owner, docs) : this.#personOf(owner, docs, service);
    this.#concerns(service, traveller);
    if (traveller !== null) this.#follow(service, addDocs(traveller, docs));
  }

  /** Whether a document under an adult is that of an infant although its sex does not say so. */
  #isInfantOf(owner: TravellerDraft | null, docs: DocsText): boolean {
    if (owner === null || docs.surname === "" || !this.#isBaby(docs.birthDate) || !this.#isAdult(owner))
      return false;
    if (nameFit(owner, nameOf(docs)) < 2) return true;
    // The infant may bear the adult's name.
    return this.#onlyInfant((infant) => infant.birthDate === docs.birthDate) !== null;
  }

  #isBaby(birthDate: string | null): boolean {
    return isBaby(birthDate, this.#reading.referenceDate);
  }

  /** Whether a traveller is known to be no infant. */
  #isAdult(person: TravellerDraft): boolean {
    const { birthDate } = person;
    return isBookedAdult(person) ?? (birthDate !== null && !this.#isBaby(birthDate));
  }

  /** `needsName`: without a name in it nobody knows whose document it is. */
  #reportDocs(service: PendingService, { shifted, faults, surname }: DocsText, needsName: boolean): void {
    if (shifted) this.#reading.addAt("DOCS_SHIFTED", service);
    const parts = needsName && surname === "" ? [...faults, "name" as const] : faults;
    if (parts.length > 0) this.#reading.addAt("PN11", service, { service: "DOCS", parts });
  }

  /** Whose document it is: the owner, unless its name fits another traveller and not the owner, or the birth date does not. */
  #personOf(owner: TravellerDraft | null, docs: DocsText, service: PendingService): TravellerDraft | null {
    if (docs.surname === "") return owner;
    const name = nameOf(docs);
    const fits = owner !== null && nameFit(owner, name) === 2;
    // Father and son may bear one name, and not one document.
    const isApart = fits && bornApart(owner.birthDate, docs.birthDate) && !holdsNumber(owner, docs.number);
    if (fits && !isApart) return owner;
    const named = this.#namedIn(docs);
    if (named !== null) return named;
    if (owner === null || isApart) return this.#addPerson(service, { ...name, type: null }, null);
    this.#strangers = withItem(this.#strangers, { owner, docs, service });
    return null;
  }

  /** The traveller who bears the name in a document, and is not known to be born another day. */
  #namedIn(docs: DocsText): TravellerDraft | null {
    return this.#persons.byName(nameOf(docs), ({ birthDate }) => !bornApart(birthDate, docs.birthDate));
  }

  /** The document bears another name than the traveller: it may be another person's; where it is not, that is told. */
  #strange({ owner, docs, service }: Stranger): void {
    const name = nameOf(docs);
    const person = isAnothersDocument(owner, docs)
      ? (this.#namedIn(docs) ?? this.#addPerson(service, { ...name, type: null }, null))
      : owner;
    if (person === owner && isGivenOther(owner, name))
      this.#reading.addAt("PN11", service, { service: "DOCS", parts: "name" });
    this.#concerns(service, person);
    this.#follow(service, addDocs(person, docs));
    this.#disordered.add(person);
  }

  /** Puts the documents that have waited where they stand among the others of the same traveller. */
  #orderDocuments(): void {
    const placeOf = (document: DocumentDraft): number => this.#follows?.get(document) ?? 0;
    for (const { documents } of this.#disordered) {
      if (documents.length > 1) documents.sort((a, b) => placeOf(a) - placeOf(b));
    }
  }

  /** Notes where a document stands behind one that waits, which then gets its place before it; says where there are too many. */
  #follow(service: PendingService, added: AddedDocument): void {
    if (added === "full")
      this.#reading.addAt("LIMIT_REACHED", service, { limit: MAX_DOCUMENTS, what: "documents" });
    if (typeof added === "string" || this.#strangers.length === 0) return;
    this.#follows ??= new Map();
    this.#follows.set(added, service.segment);
  }

  /** The infant that a document with sex FI or MI, under an adult, belongs to. */
  #infantOf(owner: TravellerDraft | null, docs: DocsText): TravellerDraft | null {
    if (owner?.type === "infant") return owner;
    const name = nameOf(docs);
    const named = docs.surname === "" ? null : this.#persons.byName(name, (person) => !this.#isAdult(person));
    if (named !== null) {
      if (named.type === "infant") giveAdult(named, owner);
      return named;
    }
    const unnamed = this.#onlyInfant((infant) => infant.documents.length === 0);
    if (unnamed !== null && (name.given === "" || nameFit(unnamed, name) > 0)) return unnamed;
    const surname = name.surname || (owner?.surname ?? "");
    // Somebody of no name at all could be nobody's match, and could not be told from another.
    if (surname === "" && name.given === "") return null;
    return this.#addPerson(null, { surname, given: name.given, type: "infant" }, owner);
  }

  /** A traveller whom no TIF names: nobody is left out because a segment is missing. */
  #addPerson(
    service: PendingService | null,
    person: { readonly surname: string; readonly given: string; readonly type: string | null },
    adult: TravellerDraft | null,
    ref = "",
  ): TravellerDraft {
    // As in TIF: it is said there once it is written.
    const { surname, given, title } = bookedName(person.surname, person.given);
    const traveller = newTraveller(surname, given, person.type);
    traveller.title = title;
    if (ref !== "" && this.#persons.byRef(ref) === null) traveller.ref = ref;
    giveAdult(traveller, adult);
    this.#booking.travellers = withItem(this.#booking.travellers, traveller);
    this.#persons.add(traveller);
    if (service !== null) {
      this.#reading.addAt("DOCS_UNMATCHED", service, {
        service: service.service.code,
      });
    }
    return traveller;
  }

  #infant(service: PendingService): void {
    this.#concerns(service, service.traveller);
    const { text, association } = splitAssociation(service.text);
    const owner = this.#owner(service, association);
    const read = readInfant(text, this.#reading.referenceDate);
    if (read !== null && read.faults.length > 0) {
      this.#reading.addAt("PN11", service, { service: "INFT", parts: read.faults });
    }
    const infant = this.#infantNamed(owner, read);
    if (infant === null) return;
    if (read === null && infant.given === null) {
      this.#reading.addAt("PN11", service, { service: "INFT", parts: "name" });
    }
    infant.birthDate ??= read?.birthDate ?? null;
    infant.type ??= "infant";
    giveAdult(infant, owner);
    this.#concerns(service, infant);
  }

  /** The infant that an SSR INFT names, or the one it can only mean; one more where there is none yet. */
  #infantNamed(owner: TravellerDraft | null, read: InfantText | null): TravellerDraft | null {
    const surname = read?.surname || (owner?.surname ?? "");
    const given = read?.given ?? "";
    if (given === "") {
      const listed = this.#onlyInfant(() => true);
      if (listed !== null || holds(this.#booking.travellers, ({ type }) => type === "infant")) return listed;
      if (surname === "") return null;
    }
    const mayBe = (person: TravellerDraft): boolean =>
      person !== owner && !this.#isAdult(person) && letters(person.given ?? "") === letters(given);
    const name = { surname, given };
    const found =
      given === ""
        ? null
        : (this.#persons.byName(name, ({ type }) => type === "infant") ?? this.#persons.byName(name, mayBe));
    if (found !== null) return found;
    if (owner?.type === "infant") return owner;
    return this.#addPerson(null, { surname, given, type: "infant" }, owner);
  }

  #child(service: PendingService): void {
    const { text, association } = splitAssociation(service.text);
    const owner = this.#owner(service, association);
    this.#concerns(service, owner);
    if (owner === null) return;
    const date = NAMED_DAY.exec(text)?.[0];
    const reference = { date: this.#reading.referenceDate, birth: true };
    if (date !== undefined) owner.birthDate ??= readDayMonthName(date, reference);
    if (owner.type === null) owner.type = "child";
  }

  #doco(service: PendingService): void {
    const doco = readDoco(service.text, this.#reading.referenceDate);
    const owner = this.#owner(service, doco?.association ?? splitAssociation(service.text).association);
    const traveller = isOfInfant(service.text) && owner !== null ? this.#lapInfant(owner) : owner;
    this.#concerns(service, traveller);
    if (doco === null || traveller === null) return;
    this.#follow(service, addDocument(traveller, visaOf(doco)));
  }

  #doca(service: PendingService): void {
    // A house number, 12-14MAIN ST, looks like a name association: it is one where it names somebody.
    const { association: sent } = splitAssociation(service.text);
    const isName = sent !== null && this.#persons.byName(withoutTitle(sent)) !== null;
    const doca = readDoca(service.text, isName);
    const owner = this.#owner(service, isName ? sent : null);
    const isInfants = doca?.infant ?? isOfInfant(service.text);
    const traveller = isInfants && owner !== null ? this.#lapInfant(owner) : owner;
    this.#concerns(service, traveller);
    if (doca === null) return;
    const addresses = traveller === null ? this.#booking.contacts.addresses : traveller.addresses;
    const key = JSON.stringify(doca.address);
    if (holds(addresses, (known) => JSON.stringify(known) === key)) return;
    if (traveller === null) this.#booking.contacts.addresses = withItem(addresses, doca.address);
    else traveller.addresses = withItem(addresses, doca.address);
  }

  /** The infant on this adult's lap where it is known which, else the adult. */
  #lapInfant(adult: TravellerDraft): TravellerDraft {
    return (
      this.#onlyInfant((infant) => infant.infantOf !== undefined && infant.infantOf === adult.ref) ??
      this.#onlyInfant(() => true) ??
      adult
    );
  }

  /** The only infant of the booking that fits; null when there is none or more than one. */
  #onlyInfant(fits: (infant: TravellerDraft) => boolean): TravellerDraft | null {
    let found: TravellerDraft | null = null;
    let several = false;
    holds(this.#booking.travellers, (traveller) => {
      if (traveller.type !== "infant" || !fits(traveller)) return false;
      several = found !== null;
      found = traveller;
      return several;
    });
    return several ? null : found;
  }

  #foid(service: PendingService): void {
    const { text, association } = splitAssociation(service.text);
    const foid = readFoid(text);
    const owner = this.#owner(service, association);
    this.#concerns(service, owner);
    if (foid === null || owner === null) return;
    this.#follow(service, addDocument(owner, { ...foid, issuer: null, expires: null }));
  }

  #seats(service: PendingService): void {
    const { from, to } = service.service;
    const standing = service.traveller ?? this.#persons.only;
    // Where references tell whom it concerns, the place says nothing.
    if (service.refs.every((ref) => this.#persons.byRef(ref) === null)) this.#concerns(service, standing);
    for (let i = 0; i < service.values.length; i++) {
      const ref = service.refs[i]!;
      const seat = readSeat(service.values[i]!);
      if (seat === null) continue;
      const named = this.#persons.byRef(ref);
      if (named === null && ref !== "" && service.traveller === null) this.#unknownRef(service, ref);
      const owner = named ?? standing;
      if (owner !== null) addSeat(owner, seat, from, to);
    }
  }

  #ticket(service: PendingService): void {
    const { text, association } = splitAssociation(service.text);
    const number = /\d{13,14}/.exec(text)?.[0];
    const owner = this.#owner(service, association);
    this.#concerns(service, owner);
    if (
      number === undefined ||
      owner === null ||
      holds(this.#booking.travellers, (t) => hasTicket(t, number))
    )
      return;
    owner.tickets = withItem(owner.tickets, { number, amount: null, currency: null });
  }

  #frequentFlyer(service: PendingService): void {
    const { text, association } = splitAssociation(service.text);
    const match = /^\/?([A-Z][A-Z0-9]|[0-9][A-Z])[ /]?([A-Z0-9]*\d[A-Z0-9]*)/.exec(text.trim());
    const owner = this.#owner(service, association);
    const number = match?.[2] ?? "";
    this.#concerns(service, owner);
    if (match === null || owner === null || holds(owner.frequentFlyer, (known) => known.number === number))
      return;
    owner.frequentFlyer = withItem(owner.frequentFlyer, { carrier: match?.[1] ?? null, number });
  }

  /** Gives seat and bags of one check-in to the traveller whose it is; told where its reference names nobody. */
  #boarding(boarding: BookingDraft["boardings"][number]): void {
    const { ref, checkIn, named } = boarding;
    let { traveller } = boarding;
    if (traveller === null) {
      traveller = this.#checkedIn(boarding);
      if (!named && ref !== "" && this.#persons.byRef(ref) === null) this.#unknownRef(boarding, ref);
      if (traveller === null) return;
    }
    traveller.checkIns = withItem(traveller.checkIns ?? emptyList(), checkIn);
    if (checkIn.seat !== null) addSeat(traveller, checkIn.seat, checkIn.from, checkIn.to);
    for (let i = 0; i < boarding.bags.length; i++) addBag(traveller, boarding.bags[i]!);
  }

  /** Who checked in: the name decides before the references, which some hosts mix up. */
  #checkedIn(boarding: BookingDraft["boardings"][number]): TravellerDraft | null {
    const { named, surname, ref, namedRef } = boarding;
    const byOwnRef = this.#persons.byRef(namedRef);
    if (named && byOwnRef !== null && byOwnRef.surname === surname) return byOwnRef;
    const name = withoutTitle({ surname, given: boarding.given });
    const byName = named ? this.#persons.byName(name) : null;
    const byRef = byName ?? byOwnRef ?? this.#persons.byRef(ref);
    if (byRef !== null && (byName !== null || !named || !namesAnother(byRef, name))) return byRef;
    if (named && surname !== "" && (name.given !== "" || !this.#isSurnameKnown(surname)))
      return this.#goShow(boarding);
    const { only } = this.#persons;
    // A reference that is another than the only traveller's is not that traveller's.
    const isStated = ref !== "" || namedRef !== "";
    return only !== null && isStated && only.ref !== null ? null : only;
  }

  #isSurnameKnown(surname: string): boolean {
    const known = letters(surname);
    return holds(this.#booking.travellers, (traveller) => letters(traveller.surname) === known);
  }

  /** Who is named at check-in alone: a traveller without a booking (Annex I, element 10, go-show). */
  #goShow(boarding: BookingDraft["boardings"][number]): TravellerDraft {
    const { surname, given, namedRef, ref, type } = boarding;
    const place = boarding.nameAt ?? boarding;
    const traveller = this.#addPerson(
      null,
      { surname, given, type: passengerType(type) },
      null,
      namedRef || ref,
    );
    this.#reading.addAt("CHECK_IN_UNMATCHED", place);
    return traveller;
  }
}

/** Whether a check-in stands with no flight, or with one whose airports are not known. */
function isPlaceless({ checkIn }: BookingDraft["boardings"][number]): boolean {
  return checkIn.from === null && checkIn.to === null;
}

/** Notes with whom an infant travels, where that is not known yet. */
function giveAdult(infant: TravellerDraft, adult: TravellerDraft | null): void {
  if (adult !== null && adult !== infant && adult.ref !== null) infant.infantOf ??= adult.ref;
}

const NAMED_DAY = /\d{2}[A-Z]{3}\d{2}(?:\d{2})?/;

type Stranger = {
  readonly owner: TravellerDraft;
  readonly docs: DocsText;
  readonly service: PendingService;
};

function nameOf(docs: DocsText): { readonly surname: string; readonly given: string } {
  return { surname: docs.surname, given: givenWithoutTitle(docs.given) };
}

function withoutTitle(name: Associated): Associated {
  return { surname: name.surname, given: splitTitle(name.given).given ?? "" };
}

/** Whether a service is an INFT with a name in it. */
function namesInfant({ service, text }: PendingService): boolean {
  return service.code === "INFT" && (readInfant(splitAssociation(text).text, null)?.given ?? "") !== "";
}
