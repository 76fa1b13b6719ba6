// SSR: decides what of a special service request may be kept, and keeps it until all travellers are known.
import type { SegmentedMessage } from "../edifact/segments.ts";
import { CUT_MARK } from "../edifact/cut-mark.ts";
import { componentRange, textFrom } from "../minimise/filter.ts";
import type { TextRange } from "../minimise/filter.ts";
import { serviceDisposition } from "../minimise/services.ts";
import type { ServiceDisposition } from "../minimise/services.ts";
import { bornApart } from "./another-person.ts";
import { addDocs, addDocument, addSeat, MAX_DOCUMENTS } from "./belongings.ts";
import type { AddedDocument } from "./belongings.ts";
import { readContact } from "./contact.ts";
import { PLACE } from "./draft.ts";
import type { BookingDraft, ServiceDraft, TravellerDraft } from "./draft.ts";
import { readSeat } from "./flight.ts";
import { emptyList, withItem } from "./lists.ts";
import { readHistoryService } from "./history.ts";
import { addContact, isAdmittedRemark } from "./person.ts";
import { givenWithoutTitle } from "./person-index.ts";
import { readPlainDocs } from "./plain-docs.ts";
import type { PnrgovReading } from "./push.ts";
import { isOfInfant, readDoco, readFoid, splitAssociation, visaOf } from "./travel-document.ts";

const TEXT_COMPONENT = 9;
const SLASH = 0x2f;
const PLACE_OF_BIRTH = 1;
/** What is known of a service by its code. */
type Kind = {
  readonly code: string;
  readonly disposition: ServiceDisposition;
  readonly isContact: boolean;
  /** The text has items that are read one by one; that of any other kept service is free text. */
  readonly isStructured: boolean;
  /** These items may be names or places, which are not searched for words: they may be anything. */
  readonly hasNames: boolean;
  /** It may add a document, or say more of one. */
  readonly hasDocument: boolean;
};

const CONTACT_CODES = "CTCM CTCE CTCR CTCT CTCA CTCB CTCH CTCP".split(" ");
const NAME_CODES = "DOCS DOCO DOCA FOID INFT".split(" ");
const DOCUMENT_CODES = "DOCS DOCO FOID".split(" ");
const STRUCTURED_CODES = [
  ...NAME_CODES,
  ..."TKNE TKNA TKNM TKNR FQTV FQTR FQTU FQTS CHLD GRPS SEAT RQST TCP".split(" "),
];
const kinds: ReadonlyMap<string, Kind> = new Map(
  [...CONTACT_CODES, ...STRUCTURED_CODES].map((code) => [
    code,
    {
      code,
      disposition: serviceDisposition(code),
      isContact: CONTACT_CODES.includes(code),
      isStructured: STRUCTURED_CODES.includes(code),
      hasNames: NAME_CODES.includes(code),
      hasDocument: DOCUMENT_CODES.includes(code),
    },
  ]),
);

function kindOf(code: string): Kind {
  return (
    kinds.get(code) ?? {
      code,
      disposition: serviceDisposition(code),
      isContact: false,
      isStructured: false,
      hasNames: false,
      hasDocument: false,
    }
  );
}

/** SSR at any place of a PNR. Sensitive and unlisted services are cut whole, texts that no element admits likewise. */
export function readService(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const { message, filter } = reading;
  const sent = reading.short(s, 1, 1);
  if (sent === CUT_MARK) return;
  const kindSent = kindOf(sent);
  const isDamaged = kindSent.disposition === "not-admitted" && holdsDocs(message, s);
  if (isDamaged) reading.add("DOCS_CODE", s, { code: message.value(s, 1, 1) });
  const kind = isDamaged ? kindOf("DOCS") : kindSent;
  // The kind's own code is compared faster than what was sent.
  const { code, disposition } = kind;
  if (disposition === "sensitive") {
    filter.cutElements(message, s, 1, "sensitive-service");
    return;
  }
  if (disposition === "not-admitted") {
    filter.cutElements(message, s, 1, "not-admitted");
    return;
  }
  const range = code === "DOCS" ? docsText(message, s) : serviceText(message, s);
  dropNothings(reading, s, range);
  if (reading.place === PLACE.history || reading.place === PLACE.historyItem) {
    if (disposition === "keep") {
      readHistoryService(reading, booking, code);
      if (!kind.isStructured) filter.admitText(message, s, range);
      else admitStructured(reading, s, { code, kind, range });
    } else filter.dropText(message, s, range);
    return;
  }
  if (disposition === "text") {
    readServiceRemark(reading, s, booking, range);
    return;
  }
  if (kind.isContact) {
    readServiceContact(reading, s, booking, { code, range });
    return;
  }
  if (!kind.isStructured) {
    const text = filter.admitText(message, s, range);
    if (code === "UMNR" && text !== null) booking.remarks = withItem(booking.remarks, `UMNR ${text.trim()}`);
    return;
  }
  const service = { code, kind, range };
  if (admitStructured(reading, s, service)) keepForLater(reading, s, booking, service);
}

/** Components 5 and 6 mean nothing: what stands there goes, unless the text begins with it. */
function dropNothings({ message, filter }: PnrgovReading, s: number, text: TextRange): void {
  for (let c = 5; c <= 6; c++) {
    if (!message.has(s, 1, c)) continue;
    const range = componentRange(message, s, 1, c);
    if (text.start >= text.end || range.end <= text.start) filter.dropText(message, s, range);
  }
}

/** The free text: component 9 to the end of element 1; where that is empty, an earlier component that begins with `/`. */
function serviceText(message: SegmentedMessage, s: number): TextRange {
  const parts = message.componentCount(s, 1);
  if (parts >= TEXT_COMPONENT) return textFrom(message, s, 1, TEXT_COMPONENT);
  const isDirty = message.isDirty(s);
  const first = message.component(s, 1, 1);
  for (let c = 5; c <= parts; c++) {
    const leads = isDirty
      ? message.value(s, 1, c).startsWith("/")
      : message.bytes[message.compStart[first + c - 1]!] === SLASH;
    if (leads && message.has(s, 1, c)) return textFrom(message, s, 1, c);
  }
  return { start: 0, end: 0 };
}

/** The text of SSR DOCS: with what stands in further elements, where a separator has parted it or stands in front of it. */
function docsText(message: SegmentedMessage, s: number): TextRange {
  const range = withoutComponents(message, serviceText(message, s));
  const elements = message.elementCount(s);
  if (elements < 2) return range;
  const end = message.end(s);
  if (range.start < range.end) return slashesIn(message, s, 2, 1) > 0 ? { start: range.start, end } : range;
  for (let e = 2; e <= elements; e++) {
    for (let c = 1, parts = message.componentCount(s, e); c <= parts; c++) {
      if (slashesIn(message, s, e, c) >= FEWEST_SLASHES)
        return { start: textFrom(message, s, e, c).start, end };
    }
  }
  return range;
}

/** A text without component separators at its beginning, which one too many has left there. */
function withoutComponents({ bytes, characters }: SegmentedMessage, { start, end }: TextRange): TextRange {
  let from = start;
  while (from < end && bytes[from] === characters.component) from++;
  return { start: from, end };
}

/** Slashes in any text of SSR DOCS, of which nothing but the beginning may be there. */
const FEWEST_SLASHES = 2;

function slashesIn(message: SegmentedMessage, s: number, e: number, c: number): number {
  const k = message.component(s, e, c);
  if (k < 0) return 0;
  let slashes = 0;
  for (let p = message.compStart[k]!, end = message.compStart[k + 1]! - 1; p < end; p++) {
    if (message.bytes[p] === SLASH) slashes++;
  }
  return slashes;
}

/** Whether a service of unknown code holds what only DOCS does: up to four items, a birth date, a sex, and an expiry date or none. */
function holdsDocs(message: SegmentedMessage, s: number): boolean {
  const { start, end } = docsText(message, s);
  return /^\/?(?:[A-Z0-9]{0,20}\/){4}\d{1,2}[A-Z]{3}\d{2,4}\/[FMXU]I?\//.test(message.slice(s, start, end));
}

/** Cuts what no element admits of a structured service's text; false when the text had to be cut whole. */
function admitStructured(
  reading: PnrgovReading,
  s: number,
  service: { readonly code: string; readonly kind: Kind; readonly range: TextRange },
): boolean {
  const { message, filter } = reading;
  const { code, kind, range } = service;
  if (range.start >= range.end) return true;
  if (!kind.hasNames) return filter.mayKeepNumbers(message, s, range);
  if (code === "INFT") dropBehindBirth(reading, s, range);
  else if (code === "DOCO") filter.cutItems(message, range, PLACE_OF_BIRTH, PLACE_OF_BIRTH);
  else if (code === "FOID" && /^\/?CC/.test(message.slice(s, range.start, range.end).trim())) {
    filter.cut(message, range.start, range.end, "card-number");
    return false;
  }
  return true;
}

const BIRTH = /\d{2}[A-Z]{3}\d{2}(?:\d{2})?|(?<!\d)\d{4}-?\d{2}-?\d{2}(?!\d)/;
const BLANKS = /^[\s/]*/;

/** Of the text about an infant nothing is read behind the date of birth but whom it stands with (`-1BELT/SOPHY`). */
function dropBehindBirth({ message, filter }: PnrgovReading, s: number, { start, end }: TextRange): void {
  const text = message.bytes.toString("latin1", start, end);
  const found = BIRTH.exec(text);
  const from = found === null ? text.search(/\d/) : found.index + found[0].length;
  if (from < 0) return;
  const rest = text.slice(from);
  const at = start + from + BLANKS.exec(rest)![0].length;
  if (found === null || /^\s*-\d/.test(rest)) filter.mayKeepNumbers(message, s, { start: at, end });
  else filter.dropText(message, s, { start: at, end });
}

/** OTHS, CKIN, GRPF: the text is a general remark, kept only about unaccompanied minors. */
function readServiceRemark(reading: PnrgovReading, s: number, booking: BookingDraft, range: TextRange): void {
  const { message, filter } = reading;
  if (range.start >= range.end) return;
  if (!isAdmittedRemark(message.slice(s, range.start, range.end))) {
    filter.dropText(message, s, range);
    return;
  }
  const text = filter.admitText(message, s, range);
  if (text !== null) booking.remarks = withItem(booking.remarks, text.trim());
}

/** CTCM, CTCE and their like. What follows the number (`/EN`, the language) is not admitted. */
function readServiceContact(
  reading: PnrgovReading,
  s: number,
  booking: BookingDraft,
  service: { readonly code: string; readonly range: TextRange },
): void {
  const { message, filter } = reading;
  const { code, range } = service;
  const text = filter.admitContact(message, s, range);
  if (text === null) return;
  const contact = readContact(code.slice(3), text);
  if (contact === null) {
    filter.dropText(message, s, range);
    return;
  }
  if (contact.kind === "phone") filter.cutItems(message, range, 2);
  addContact(booking, contact);
}

/** Travellers looked at for the one a reference means; larger bookings are resolved when they are closed. */
const FEW = 12;

/** The traveller with the reference at component 3 of element `e`, compared without making a string of it. */
function travellerAt(
  reading: PnrgovReading,
  s: number,
  e: number,
  booking: BookingDraft,
): TravellerDraft | null {
  const { message } = reading;
  const k = message.component(s, e, 3);
  for (const traveller of booking.travellers) {
    if (traveller.ref !== null && message.equals(s, k, traveller.ref)) return traveller;
  }
  return null;
}

/** Gives seats to their travellers where all of these are known by now; false when one is not. */
function giveSeats(reading: PnrgovReading, s: number, booking: BookingDraft, asked: ServiceDraft): boolean {
  const count = reading.message.elementCount(s);
  if (count < 2 || booking.travellers.length > FEW || booking.seatsWait) return false;
  for (let e = 2; e <= count; e++) {
    if (travellerAt(reading, s, e, booking) !== null) continue;
    if (reading.message.has(s, e, 3) || reading.message.has(s, e, 1)) return false;
  }
  for (let e = 2; e <= count; e++) {
    const traveller = travellerAt(reading, s, e, booking);
    if (traveller === null) continue;
    asked.travellers = withItem(asked.travellers, traveller.ref ?? "");
    const seat = readSeat(reading.short(s, e, 1));
    if (seat !== null) addSeat(traveller, seat, asked.from, asked.to);
  }
  return true;
}

/** The text of a service; a separator in it that is no sign to be read (some are control characters) is a blank. */
function plainText(message: SegmentedMessage, s: number, { start, end }: TextRange): string {
  const { component } = message.characters;
  const text = message.slice(s, start, end);
  return component < 0x20 ? text.replaceAll(String.fromCharCode(component), " ") : text;
}

/** Gives a document to the traveller it stands with, where it plainly is that traveller's. */
function giveDocument(reading: PnrgovReading, s: number, range: TextRange): boolean {
  const { message, traveller } = reading;
  if (traveller === null || message.elementCount(s) > 1) return false;
  const { surname, given } = traveller;
  if (given === null) return false;
  const docs = readPlainDocs(message, s, range, { reference: reading.referenceDate, surname, given });
  if (docs === null || docs.surname !== surname) return false;
  if (traveller.birthDate !== null && bornApart(traveller.birthDate, docs.birthDate)) return false;
  if (docs.given !== given && !givenWithoutTitle(docs.given).startsWith(given)) return false;
  sayFull(reading, s, addDocs(traveller, docs));
  return true;
}

/** As `giveDocument`, of a visa or form of identification that stands with its traveller and names nobody else. */
function giveForm(reading: PnrgovReading, s: number, range: TextRange, code: string): boolean {
  const { message, traveller } = reading;
  if (traveller === null || message.elementCount(s) > 1) return false;
  const text = plainText(message, s, range);
  if (splitAssociation(text).association !== null) return false;
  if (code === "FOID") {
    const form = readFoid(text);
    if (form !== null) sayFull(reading, s, addDocument(traveller, { ...form, issuer: null, expires: null }));
    return true;
  }
  if (isOfInfant(text)) return false;
  const visa = readDoco(text, reading.referenceDate);
  if (visa !== null) sayFull(reading, s, addDocument(traveller, visaOf(visa)));
  return true;
}

/** Says that a traveller has as many documents as are kept. */
function sayFull(reading: PnrgovReading, s: number, added: AddedDocument): void {
  if (added === "full") reading.add("LIMIT_REACHED", s, { limit: MAX_DOCUMENTS, what: "documents" });
}

function keepForLater(
  reading: PnrgovReading,
  s: number,
  booking: BookingDraft,
  service: { readonly code: string; readonly kind: Kind; readonly range: TextRange },
): void {
  const { message, flight, place } = reading;
  const { code, kind, range } = service;
  const isParted = code === "DOCS" && message.elementCount(s) > 1 && range.end === message.end(s);
  if (isParted) reading.add("DOCS_PARTED", s);
  const inTraveller = place === PLACE.traveller || place === PLACE.ticket || place === PLACE.payment;
  const asked: ServiceDraft = {
    code,
    status: reading.short(s, 1, 2) || null,
    from: reading.short(s, 1, 7) || (inTraveller ? null : (flight?.from ?? null)),
    to: reading.short(s, 1, 8) || (inTraveller ? null : (flight?.to ?? null)),
    travellers: emptyList(),
  };
  booking.services = withItem(booking.services, asked);
  if (code === "SEAT" && giveSeats(reading, s, booking, asked)) return;
  if (kind.hasDocument) {
    const give = code === "DOCS" ? giveDocument : giveForm;
    if (inTraveller && !booking.documentsWait && give(reading, s, range, code)) {
      // No TIF has followed: he is the last.
      asked.concerns = booking.travellers.length - 1;
      return;
    }
    booking.documentsWait = true;
  }
  if (code === "SEAT" || code === "RQST") booking.seatsWait = true;
  let values: string[] = emptyList();
  let refs: string[] = emptyList();
  for (let e = 2, count = isParted ? 0 : message.elementCount(s); e <= count; e++) {
    const value = reading.short(s, e, 1);
    const ref = reading.short(s, e, 3);
    if (value === "" && ref === "") continue;
    values = withItem(values, value);
    refs = withItem(refs, ref);
    if (ref !== "") asked.travellers = withItem(asked.travellers, ref);
  }
  booking.pending = withItem(booking.pending, {
    service: asked,
    text: isParted ? partedText(message, s, range) : plainText(message, s, range),
    traveller: inTraveller ? reading.traveller : null,
    values,
    refs,
    tag: "SSR",
    segment: message.ordinal(s),
    offset: message.offset(s),
  });
}

/** A text through which element separators run: each stands for the slash between two items, or for a character of one. */
function partedText(message: SegmentedMessage, s: number, { start, end }: TextRange): string {
  return message.slice(s, start, end).replaceAll(String.fromCharCode(message.characters.element), "/");
}
