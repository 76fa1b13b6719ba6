// Tickets and how they were paid for: TKT, MON, FOP.
import { CUT_MARK } from "../edifact/cut-mark.ts";
import { componentRange, textFrom } from "../minimise/filter.ts";
import { hasSensitiveTerm } from "../minimise/text.ts";
import { maskAccount } from "../minimise/cards.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import { digitsAt } from "../edifact/dates.ts";
import { packTag } from "../edifact/tags.ts";
import { PLACE } from "./draft.ts";
import type { PaymentDraft } from "./draft.ts";
import { emptyList, withItem } from "./lists.ts";
import type { PnrgovReading } from "./push.ts";
import type { BookingDraft } from "./draft.ts";

/**
 * An airline's code of three digits, form and serial: thirteen digits. A fourteenth is the check digit, the rest of a
 * division by seven: of all of them or, as some systems print it, of those behind the airline's code.
 */
function isTicketNumber(text: string): boolean {
  if (text.length !== 13 && text.length !== 14) return false;
  for (let i = 0; i < text.length; i++) if (!isDigit(text.charCodeAt(i))) return false;
  if (text.startsWith(NO_AIRLINE)) return false;
  const check = text.length === 13 ? null : text.charCodeAt(13) - 0x30;
  return check === null || Number(text.slice(0, 13)) % 7 === check || Number(text.slice(3, 13)) % 7 === check;
}

/** Accounting codes of airlines begin with 001. */
const NO_AIRLINE = "000";

const TICKETLESS = "1";

/** TKT: the ticket's number (PN12). `TKT+:1` is a booking without ticket. */
export function readTicket(reading: PnrgovReading, s: number): void {
  const { message } = reading;
  reading.place = PLACE.ticket;
  reading.payments = emptyList();
  const number = message.trimmed(s, 1, 1);
  reading.ticket = { number, amount: null, currency: null };
  if (number === "") {
    const type = message.trimmed(s, 1, 2);
    if (type !== TICKETLESS && type !== "700" && type !== "") reading.add("PN12", s);
    return;
  }
  if (!isTicketNumber(number)) reading.add("PN12", s);
  const { traveller } = reading;
  if (traveller !== null) traveller.tickets = withItem(traveller.tickets, reading.ticket);
}

/** More digits before the decimal mark are an account number that stands in the wrong place. */
const LONGEST_AMOUNT = 12;

/**
 * What an amount has for a decimal mark, 0 where it has none; -1 where the text is no amount: digits, perhaps a sign, perhaps
 * one decimal mark with digits behind it.
 */
function decimalMarkOf(text: string): number {
  let mark = 0;
  let digits = 0;
  let decimals = 0;
  for (let p = text.charCodeAt(0) === MINUS ? 1 : 0; p < text.length; p++) {
    const code = text.charCodeAt(p);
    if (isDigit(code)) {
      if (mark === 0) digits++;
      else decimals++;
    } else if (mark === 0 && (code === POINT || code === COMMA)) mark = code;
    else return -1;
  }
  const isWhole = digits > 0 && digits <= LONGEST_AMOUNT;
  return isWhole && (mark === 0 || (decimals > 0 && decimals <= 4)) ? mark : -1;
}

const MINUS = 0x2d;
const POINT = 0x2e;
const COMMA = 0x2c;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
// Totals of inclusive tours and bulk fares are words (pnrgov.md §3, MON).
const AMOUNT_WORD = /^(?:IT|BT|NO ADC|NOADC|FREE|BULK|CHARTER|CASH|AWARD)$/;
const TOTAL = packTag("T");
const BASE = packTag("B");

/** ISO 4217, past codes among them, and the unit in which fares are reckoned. */
const currencies: ReadonlySet<string> = new Set([...Intl.supportedValuesOf("currency"), "NUC"]);

/** The one met last: most amounts of a push are in the same. */
let knownCurrency = "";

function isCurrency(text: string): boolean {
  if (text === knownCurrency) return true;
  if (!currencies.has(text)) return false;
  knownCurrency = text;
  return true;
}

/** MON: the ticket's total (T), or its base fare (B) where no total is sent (PN13). */
export function readAmounts(reading: PnrgovReading, s: number): void {
  const { message, ticket } = reading;
  if (ticket === null && reading.place !== PLACE.ticket && reading.place !== PLACE.payment)
    reading.outOfOrder(s);
  let total = false;
  for (let e = 1, count = message.elementCount(s); e <= count; e++) {
    const kind = message.code(s, e, 1);
    const sent = message.trimmed(s, e, 2);
    const amount = readAmount(reading, s, "MON", sent);
    if (amount === null && sent !== "") cutNoAmount(reading, s, e, 2);
    const currency = readCurrency(reading, s, e);
    if (ticket === null || (kind !== TOTAL && kind !== BASE) || (kind === BASE && total)) continue;
    total = kind === TOTAL;
    ticket.amount = amount;
    ticket.currency = currency;
  }
}

/** The amount sent in a segment; null where there is none, with a finding where what was sent is no word for one either. */
function readAmount(reading: PnrgovReading, s: number, element: "MON" | "FOP", sent: string): string | null {
  if (sent === "") return null;
  const mark = decimalMarkOf(sent);
  if (mark >= 0) return mark === COMMA ? sent.replace(",", ".") : sent;
  if (!AMOUNT_WORD.test(sent)) {
    reading.add("PN13", s, { element, value: quoted(sent), kind: "amount" });
  }
  return null;
}

function readCurrency(reading: PnrgovReading, s: number, e: number): string | null {
  const sent = reading.short(s, e, 3);
  if (sent === "") return null;
  if (isCurrency(sent)) return sent;
  reading.add("PN13", s, { element: "MON", value: quoted(sent), kind: "currency (ISO 4217)" });
  cutNoAmount(reading, s, e, 3);
  return null;
}

/** FOP: forms of payment; of a card number at most the first six and last four digits are kept. */
export function readPayments(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const { message } = reading;
  if (reading.place !== PLACE.ticket && reading.place !== PLACE.payment) reading.outOfOrder(s);
  reading.place = PLACE.payment;
  reading.payments = emptyList();
  for (let e = 1, count = message.elementCount(s); e <= count; e++) {
    const payment = readPayment(reading, s, e);
    if (payment === null) continue;
    reading.payments = withItem(reading.payments, payment);
    booking.payments = withItem(booking.payments, payment);
    booking.paidTickets = withItem(booking.paidTickets, reading.ticket);
  }
}

const LONG_NUMBER = /\d(?:[ -]?\d){10,}/;
// `CCVI4111111111111111/1225`: kind, vendor, number and expiry run together, as on tickets; `VI4111...` is a card too.
const RUN_TOGETHER = /^([A-Z]{2})?([A-Z]{2})([\dX]{12,19})(?:\/(\d{4}))?/;
const SLASH = 0x2f;
/** Approval code and free text of FOP begin here. */
const FREE_TEXT_COMPONENT = 7;

/** A value that should hold no account number, masked where it does. */
function withoutAccount(value: string): string {
  return value.length > LONGEST_AMOUNT && LONG_NUMBER.test(value) ? maskAccount(value) : value;
}

function holdsLongNumber(message: SegmentedMessage, s: number, start: number, end: number): boolean {
  const { bytes } = message;
  let digits = 0;
  for (let p = start; p < end; p++) if (bytes[p]! >= 0x30 && bytes[p]! <= 0x39) digits++;
  return digits >= 11 && LONG_NUMBER.test(message.slice(s, start, end));
}

const isShortWord = (sent: string): boolean => sent.length <= LONGEST_AMOUNT && !/\s/.test(sent);

/** What stands in the place of an amount or a currency and is neither, as a finding may say it: no text, no number of a card. */
function quoted(sent: string): string {
  return isShortWord(sent) && !hasSensitiveTerm(sent) ? sent : CUT_MARK;
}

/** Cuts what stands in the place of an amount or a currency and is neither: the digits of an account number, else all of a text. */
function cutNoAmount({ message, filter }: PnrgovReading, s: number, e: number, c: number): void {
  const range = componentRange(message, s, e, c);
  const { start, end } = range;
  const sent = message.slice(s, start, end).trim();
  if (AMOUNT_WORD.test(sent)) return;
  if (isShortWord(sent)) filter.mayKeep(message, s, range);
  else if (/^[\d -]+$/.test(sent)) filter.cutCardDigits(message, s, range);
  else filter.dropText(message, s, range);
}

function readPayment(reading: PnrgovReading, s: number, e: number): PaymentDraft | null {
  const { message } = reading;
  const sent = reading.short(s, e, 1);
  if (sent === "" && message.componentCount(s, e) <= 1) return null;
  const together = sent.length > 15 ? RUN_TOGETHER.exec(sent) : null;
  const form = together === null ? withoutAccount(sent) : (together[1] ?? "CC");
  const account = together?.[3] ?? message.trimmed(s, e, 5);
  const vendor = together?.[2] ?? withoutAccount(reading.short(s, e, 4));
  const expiry = together?.[4] ?? reading.short(s, e, 6);
  maskInSource(reading, s, e, form.startsWith("CC"));
  reading.filter.mayKeepNumbers(message, s, textFrom(message, s, e, FREE_TEXT_COMPONENT));
  return {
    form,
    amount: readAmount(reading, s, "FOP", message.trimmed(s, e, 3)),
    currency: null,
    card:
      account !== "" || form.startsWith("CC")
        ? {
            vendor: vendor === "" ? null : vendor,
            masked: maskAccount(account),
            expires: readCardExpiry(expiry),
            holder: null,
          }
        : null,
  };
}

/** Cuts the digits of whatever in a FOP element is, or may be, a card number; what can be an amount (component 3) is left. */
function maskInSource(reading: PnrgovReading, s: number, e: number, isCard: boolean): void {
  const { message, filter } = reading;
  for (let c = 1, parts = message.componentCount(s, e); c <= parts; c++) {
    const k = message.component(s, e, c);
    const start = message.compStart[k]!;
    let end = message.compStart[k + 1]! - 1;
    if (end - start < 5) continue;
    if (!(c === 5 && isCard) && (end - start < 11 || !holdsLongNumber(message, s, start, end))) continue;
    if (c === 3 && decimalMarkOf(message.trimmed(s, e, c)) >= 0) continue;
    if (c === 1) end = endOfRun(message.bytes, start, end);
    filter.cutCardDigits(message, s, { start, end });
  }
}

/** Where the first slash stands, which ends the number run together with kind and vendor; `end` where none does. */
function endOfRun(bytes: Uint8Array, start: number, end: number): number {
  for (let p = start; p < end; p++) if (bytes[p] === SLASH) return p === start ? end : p;
  return end;
}

/** Those met, by their digits. */
const expiries: (string | undefined)[] = Array.from({ length: 1300 }, () => undefined);

/** MMYY as `20YY-MM`; null when it is no month. */
function readCardExpiry(sent: string): string | null {
  const digits = sent.length === 4 ? digitsAt(sent, 0, 4) : -1;
  if (digits < 100 || digits >= 1300) return null;
  return (expiries[digits] ??= `20${sent.slice(2)}-${sent.slice(0, 2)}`);
}
