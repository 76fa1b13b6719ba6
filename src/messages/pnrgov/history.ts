// Changes of a booking: ABI, SAC and what follows them (GR.10-12), and the host's own history lines (LTS).
import { serviceDisposition } from "../minimise/services.ts";
import { textFromElement } from "../minimise/filter.ts";
import { PLACE } from "./draft.ts";
import type { BookingDraft } from "./draft.ts";
import { withItem } from "./lists.ts";
import { flightTimes, plainNumber } from "./header.ts";
import type { PnrgovReading } from "./push.ts";

/** ABI: opens a block of history; its time follows in DAT. */
export function openHistory(reading: PnrgovReading): void {
  reading.place = PLACE.history;
  reading.historyAt = null;
  reading.historyAction = "changed";
  reading.flight = null;
  reading.boarding = null;
}

/** DAT after ABI: when the changes that follow were made. */
export function readHistoryTime(reading: PnrgovReading, s: number): void {
  const at = reading.momentAt(s, 1, 2);
  if (at !== null) reading.historyAt = at;
}

/** SAC: whether what follows was added or cancelled. */
export function openHistoryItem(reading: PnrgovReading, s: number): void {
  reading.place = PLACE.historyItem;
  const action = reading.short(s, 3, 1);
  reading.historyAction = action === "A" ? "added" : action === "X" ? "cancelled" : "changed";
}

function record(reading: PnrgovReading, booking: BookingDraft, what: string): void {
  booking.history = withItem(booking.history, {
    at: reading.historyAt,
    action: `${reading.historyAction} ${what}`,
  });
}

/** TVL after SAC: a flight added to or taken out of the booking. */
export function readHistoryFlight(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const from = reading.short(s, 2, 1);
  const to = reading.short(s, 3, 1);
  const carrier = reading.short(s, 4, 1);
  const number = plainNumber(reading.short(s, 5, 1));
  if (carrier === "" && number === "" && from === "") return;
  const { departs } = flightTimes(reading, s);
  record(reading, booking, `flight ${carrier}${number} ${from}-${to} ${departs ?? ""}`.trim());
}

/** TIF after SAC: a traveller added to or taken out of the booking. */
export function readHistoryTraveller(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const surname = reading.short(s, 1, 1);
  const given = reading.short(s, 2, 1);
  const name = surname !== "" && given !== "" ? `${surname}/${given}` : surname + given;
  if (name !== "") record(reading, booking, `traveller ${name}`);
}

/** SSR after SAC, already found to be admitted: the service only; its text is in the booking or gone. */
export function readHistoryService(reading: PnrgovReading, booking: BookingDraft, code: string): void {
  record(reading, booking, `service ${code}`);
}

/** TBD after SAC. */
export function readHistoryBags(reading: PnrgovReading, booking: BookingDraft): void {
  record(reading, booking, "baggage");
}

// Lines such as `14/A/SR/SSR SEATSQHK1...`: number, what was done, which element, its text. Of a line that is not of this
// form it cannot be told what it holds, so it goes: the history of what is not admitted is not admitted either.
/** Longer than the beginning of any such line. */
const LONGEST_BEGINNING = 12;
const SLASH = 0x2f;
const SERVICE = /^(?:SSR|SR)[ /]*([A-Z]{4})/;
const ACTIONS = new Map([
  ["O", "original"],
  ["A", "added"],
  ["X", "cancelled"],
  ["C", "changed"],
]);
const ELEMENTS = new Map([
  ["NM", "name"],
  ["SS", "flight"],
  ["SR", "service"],
  ["AP", "contact"],
  ["TK", "ticketing"],
]);

/** Characters before the text of such a line (`14/A/SR/`); 0 where it does not begin so. */
function beginningOf(line: string): number {
  let p = 0;
  while (p < 4 && isDigit(line.charCodeAt(p))) p++;
  const isCut =
    line.charCodeAt(p) === SLASH && line.charCodeAt(p + 2) === SLASH && line.charCodeAt(p + 5) === SLASH;
  return isCut && p > 0 ? p + 6 : 0;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** LTS: keeps the lines about names, flights, admitted services, contacts and ticketing; cuts all others. */
export function readHistoryLine(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const { message, filter } = reading;
  const range = textFromElement(message, s, 1);
  if (range.start >= range.end) return;
  // Only where positions are those of the text can the beginning be looked at alone.
  const isPlain = !message.isDirty(s);
  const end = isPlain ? Math.min(range.end, range.start + LONGEST_BEGINNING) : range.end;
  const beginning = message.slice(s, range.start, end);
  const from = beginningOf(beginning);
  const action = from === 0 ? undefined : ACTIONS.get(beginning[from - 5]!);
  const element = from === 0 ? undefined : ELEMENTS.get(beginning.slice(from - 3, from - 1));
  if (action === undefined || element === undefined) {
    filter.dropText(message, s, range);
    return;
  }
  const content = (isPlain ? message.slice(s, range.start + from, range.end) : beginning.slice(from)).trim();
  if (element === "service") {
    const disposition = serviceDisposition(SERVICE.exec(content)?.[1] ?? "");
    if (disposition === "sensitive") filter.cut(message, range.start, range.end, "sensitive-service");
    else if (disposition !== "keep") filter.dropText(message, s, range);
    if (disposition !== "keep") return;
  }
  // Names are not searched for words: Muslim and Christian are names. Codes of services and card numbers are none.
  const isName = element === "name";
  if (!(isName ? filter.mayKeepName(message, s, range) : filter.mayKeep(message, s, range))) return;
  booking.history = withItem(booking.history, { at: null, action: `${action} ${element}: ${content}` });
}
