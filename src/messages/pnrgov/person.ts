// Segments about one traveller and the booking's own data: RCI, DAT, ORG, TIF, FTI, REF, ADD, IFT.
import type { SegmentedMessage } from "../edifact/segments.ts";
import { packTag } from "../edifact/tags.ts";
import { elementEnd, elementStart, textFrom, textFromElement } from "../minimise/filter.ts";
import { postalAddress, readAddText, readContactText } from "./contact.ts";
import type { ContactText } from "./contact.ts";
import { newTraveller, PLACE } from "./draft.ts";
import type { BookingDraft, TravellerDraft } from "./draft.ts";
import { emptyList, withItem, withText } from "./lists.ts";
import { nameOf } from "./names.ts";
import type { PnrgovReading } from "./push.ts";

/** RCI at the head of a PNR: its locator, the system that gave it, when the booking was made. */
export function readLocator(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const { message } = reading;
  if (booking.locatorSeen) return;
  booking.locatorSeen = true;
  booking.carrier = reading.short(s, 1, 1) || null;
  booking.locator = message.trimmed(s, 1, 2) || null;
  for (let e = 1, count = message.elementCount(s); e <= count && booking.createdAt === null; e++) {
    const type = reading.short(s, e, 3);
    const date = message.trimmed(s, e, 4);
    if (type.length === 6 && date.length !== 6) {
      // `RCI+UA:86C92D:080818:1220`: the type was left out together with its separator.
      reading.add("RCI_SHIFTED", s);
      booking.createdAt = reading.moment(s, type, date);
    } else {
      booking.createdAt = reading.momentAt(s, e, 4);
    }
  }
  if (booking.locator === null) reading.add("PN05", s);
}

const LAST_CHANGE = packTag("700");

/** DAT of the booking: 700 is its last change. The other dates (710 ticketing ...) have no place in the model. */
export function readBookingDates(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const { message } = reading;
  for (let e = 1, count = message.elementCount(s); e <= count; e++) {
    if (message.code(s, e, 1) !== LAST_CHANGE) continue;
    booking.sentAt = reading.momentAt(s, e, 2);
    const { preparedAt } = reading.context;
    if (booking.sentAt !== null && preparedAt !== null && laterByHour(booking.sentAt, preparedAt)) {
      reading.add("PN17", s);
    }
  }
}

/** More than an hour later (both `YYYY-MM-DDTHH:MM`): clocks of two systems differ by less. */
function laterByHour(moment: string, preparedAt: string): boolean {
  if (moment <= preparedAt || moment.length < 16 || preparedAt.length < 16) return false;
  return Date.parse(`${moment}Z`) - Date.parse(`${preparedAt}Z`) > 3_600_000;
}

/** ORG of the booking: the agency. An empty ORG is one half of the cancellation form. */
export function readAgency(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const { message } = reading;
  booking.originSeen = true;
  const iata = message.trimmed(s, 2, 1) || null;
  // The agent's own place; hosts that leave it out give it with the system.
  const city = reading.short(s, 3, 1) || reading.short(s, 1, 2) || null;
  const country = reading.short(s, 6, 1) || reading.short(s, 5, 2) || null;
  const empty = message.start(s) + 3 >= message.end(s) || isBlank(message, s);
  if (empty) booking.emptyOrigin = true;
  else if (iata !== null || city !== null || country !== null) {
    booking.agency = { name: null, iata, city, country };
  }
}

function isBlank(message: SegmentedMessage, s: number): boolean {
  for (let e = 1, count = message.elementCount(s); e <= count; e++) {
    for (let c = 1, parts = message.componentCount(s, e); c <= parts; c++) {
      if (message.trimmed(s, e, c) !== "") return false;
    }
  }
  return true;
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ["A", "adult"],
  ["ADT", "adult"],
  ["C", "child"],
  ["CH", "child"],
  ["CHD", "child"],
  ["CNN", "child"],
  ["IN", "infant"],
  ["INF", "infant"],
  ["INS", "infant"],
]);

/** A passenger type as the model names it: the code itself where it is another, null without one. */
export function passengerType(code: string): string | null {
  return code === "" ? null : (TYPES.get(code) ?? code);
}

const GROUP = packTag("G");

/** TIF of GR.2: the travellers it names (one, or several given names under one surname). */
export function readTravellers(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const { message } = reading;
  const surname = message.trimmed(s, 1, 1);
  const count = Math.max(2, message.elementCount(s));
  // What follows is of nobody where nobody is named: not of the one before.
  reading.traveller = null;
  reading.ticket = null;
  reading.payments = emptyList();
  reading.boarding = null;
  reading.place = PLACE.traveller;
  if (message.code(s, 1, 2) === GROUP && !message.has(s, 2, 1)) {
    booking.group = true;
    return;
  }
  for (let e = 2; e <= count; e++) {
    const parts = message.componentCount(s, e);
    if (e > 2 && parts === 0) continue;
    // Name, type, reference, infant: what follows them is nothing.
    if (parts > 4) reading.filter.dropText(message, s, textFrom(message, s, e, 5));
    const traveller = readTraveller(reading, s, e, surname);
    if (traveller === null) continue;
    booking.travellers = withItem(booking.travellers, traveller);
    reading.traveller = traveller;
  }
}

function readTraveller(reading: PnrgovReading, s: number, e: number, surname: string): TravellerDraft | null {
  const { message } = reading;
  const sent = message.trimmed(s, e, 1);
  if (sent === "" && e > 2 && !surname.includes("/")) return null;
  const { surname: family, given, title } = nameOf(surname, sent);
  if (family === "" && given === null && title === null) return null;
  const traveller = newTraveller(family, given, passengerType(reading.short(s, e, 2)));
  traveller.title = title;
  traveller.ref = reading.short(s, e, 3) || null;
  if (message.code(s, e, 4) === WITH_INFANT) announceInfant(reading, s, traveller.ref);
  return traveller;
}

const WITH_INFANT = packTag("1");

/** Notes that a traveller is announced with an infant: whether it is named is only known when the booking is closed. */
function announceInfant({ message, booking }: PnrgovReading, s: number, ref: string | null): void {
  if (booking === null) return;
  const place = { segment: message.ordinal(s), tag: message.tagText(s), offset: message.offset(s) };
  booking.announced = withItem(booking.announced, { ...place, ref });
}

/** FTI: frequent flyer numbers of the traveller (or of the one whom its reference names). */
export function readFrequentFlyer(reading: PnrgovReading, s: number, traveller: TravellerDraft | null): void {
  const { message, booking } = reading;
  if (booking === null) return;
  for (let e = 1, count = message.elementCount(s); e <= count; e++) {
    const number = message.trimmed(s, e, 2);
    if (number === "") continue;
    const ref = reading.short(s, e, 3);
    const owner = traveller ?? holderOf(reading, s, booking, ref);
    if (owner === null) continue;
    owner.frequentFlyer = withItem(owner.frequentFlyer, { carrier: reading.short(s, e, 1) || null, number });
  }
}

/** Whom a frequent flyer number outside of any traveller belongs to, by its reference; null (PN07) where that names nobody. */
function holderOf(
  reading: PnrgovReading,
  s: number,
  { travellers }: BookingDraft,
  ref: string,
): TravellerDraft | null {
  const named = ref === "" ? undefined : travellers.slice(0, 200).find((known) => known.ref === ref);
  const holder = named ?? (ref === "" && travellers.length === 1 ? travellers[0] : undefined);
  if (holder === undefined) {
    reading.add("PN07", s, { reference: ref, reason: "is given to no traveller of this PNR" });
  }
  return holder ?? null;
}

/** REF: the carrier's unique reference of the traveller. */
export function readUniqueReference(reading: PnrgovReading, s: number): void {
  const id = reading.message.trimmed(s, 1, 2);
  if (!reading.filter.mayKeepUnlessCard(reading.message, s, 1, 2)) return;
  if (reading.traveller !== null && id !== "") reading.traveller.uniqueReference = id;
}

/** ADD: addresses, telephone numbers, e-mail addresses of the booking, of a traveller or of who pays. */
export function readAddress(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const { message, filter } = reading;
  const { contacts } = booking;
  let texts: string[] = emptyList();
  const takeText = (e: number, c: number): void => {
    const k = message.component(s, e, c);
    const text =
      k < 0
        ? null
        : filter.admitContact(message, s, {
            start: message.compStart[k]!,
            end: message.compStart[k + 1]! - 1,
          });
    if (text === null || text.trim() === "") return;
    const { phones, emails, rest } = readAddText(text);
    for (const phone of phones) contacts.phones = withText(contacts.phones, phone);
    for (const email of emails) contacts.emails = withText(contacts.emails, email);
    if (rest !== "") texts = withItem(texts, rest);
  };
  // Street, city and what else an address has may be any words, but no card number.
  for (let c = 2; c <= 7; c++) if (!filter.mayKeepUnlessCard(message, s, 2, c)) return;
  takeText(2, 8);
  for (let e = 3, count = message.elementCount(s); e <= count; e++) {
    for (let c = 1, parts = message.componentCount(s, e); c <= parts; c++) takeText(e, c);
  }
  // 11.1 writes the kind of contact as one letter; the contact then may stand where the street does.
  const purpose = reading.short(s, 2, 1);
  let street = message.trimmed(s, 2, 2);
  if (street !== "" && purpose.length === 1 && texts.length === 0) {
    takeText(2, 2);
    if (texts.length === 0) street = "";
    else texts = emptyList();
  }
  const address = postalAddress({
    line: texts.length === 0 ? street : [street, ...texts].filter((part) => part !== "").join(", "),
    city: reading.short(s, 2, 3),
    region: reading.short(s, 2, 4) || reading.short(s, 2, 5),
    postcode: reading.short(s, 2, 7),
    country: reading.short(s, 2, 6),
  });
  if (address === null) return;
  if (reading.place === PLACE.payment) {
    for (const payment of reading.payments) payment.billing = address;
  } else if (
    reading.traveller !== null &&
    (reading.place === PLACE.traveller || reading.place === PLACE.ticket)
  ) {
    reading.traveller.addresses = withItem(reading.traveller.addresses, address);
  } else {
    contacts.addresses = withItem(contacts.addresses, address);
  }
}

const FARE_CALCULATION = packTag("15");
const SPONSOR = packTag("43");
// What is said of minors who travel alone is the only general remark that may be kept (Annex I, element 12).
const UNACCOMPANIED_MINOR = /\b(?:UMNR|UM\d{1,2}|UNACCOMPANIED|GUARDIAN)\b/;
const TRAVEL_STATUS = /^(?:[A-Z0-9]{2} )?(?:GO ?SHOW|NO ?SHOW|GOSH|NOSH|NOREC|NO REC)$/;

/** Longest code in the first element of IFT: type, status, airline, language. */
const LONGEST_CODE = 4;

/** Text that lost its separator stands in the first element of IFT, where only codes may: it goes. */
function dropMisplacedText({ message, filter }: PnrgovReading, s: number): void {
  const first = message.component(s, 1, 1);
  for (let k = first + message.componentCount(s, 1) - 1; k >= first && k >= 0; k--) {
    const start = message.compStart[k]!;
    const end = message.compStart[k + 1]! - 1;
    if (end - start > LONGEST_CODE) filter.dropText(message, s, { start, end });
  }
}

/** IFT: a contact, a card holder, a fare calculation, a remark about an unaccompanied minor; all other text goes. */
export function readFreeText(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const { message, filter } = reading;
  dropMisplacedText(reading, s);
  const range = textFromElement(message, s, 2);
  if (range.start >= range.end) return;
  const type = message.code(s, 1, 2);
  if (type === FARE_CALCULATION) {
    filter.mayKeep(message, s, range);
    return;
  }
  if (type === SPONSOR && reading.place === PLACE.payment) {
    readSponsor(reading, s);
    return;
  }
  const text = message.slice(s, range.start, range.end);
  const contact = readContactText(text);
  if (contact !== null) {
    if (filter.mayKeepContact(message, s, range)) addContact(booking, contact);
    return;
  }
  if (isAdmittedRemark(text)) {
    const admitted = filter.admitText(message, s, range);
    if (admitted !== null) booking.remarks = withItem(booking.remarks, admitted.trim());
    return;
  }
  filter.dropText(message, s, range);
}

/** Whether a general remark is about an unaccompanied minor, or is a travel status (Annex I, elements 12 and 10). */
export function isAdmittedRemark(text: string): boolean {
  return UNACCOMPANIED_MINOR.test(text) || TRAVEL_STATUS.test(text.trim());
}

/** Adds a contact once: carriers repeat it under every traveller. */
export function addContact(booking: BookingDraft, contact: ContactText): void {
  const { contacts } = booking;
  if (contact.kind === "refused") return;
  if (contact.kind === "address") {
    const { value: line } = contact;
    contacts.addresses = withItem(contacts.addresses, {
      line,
      city: null,
      region: null,
      postcode: null,
      country: null,
    });
  } else if (contact.kind === "phone") contacts.phones = withText(contacts.phones, contact.value);
  else contacts.emails = withText(contacts.emails, contact.value);
}

const TELEPHONE = /^[+\d][\d\s().+-]{5,}$/;
const NOT_DIGIT = 0x3a;

/** Who paid by card: name, then the billing address in one or more texts. A telephone number of the payer goes. */
function readSponsor(reading: PnrgovReading, s: number): void {
  const { message, filter } = reading;
  const range = textFrom(message, s, 2, 1);
  const holder = filter.admitText(message, s, range)?.trim() ?? "";
  let line = "";
  for (let e = 3, count = message.elementCount(s); e <= count; e++) {
    const part = { start: elementStart(message, s, e), end: elementEnd(message, s, e) };
    const text = message.slice(s, part.start, part.end).trim();
    if (text.charCodeAt(0) < NOT_DIGIT && TELEPHONE.test(text))
      filter.cut(message, part.start, part.end, "not-admitted");
    else if (text !== "" && filter.mayKeep(message, s, part)) line = line === "" ? text : `${line}, ${text}`;
  }
  const billing = postalAddress({ line, city: "", region: "", postcode: "", country: "" });
  for (const payment of reading.payments) {
    if (payment.card !== null && holder !== "") payment.card.holder = holder;
    if (billing !== null) payment.billing = billing;
  }
}
