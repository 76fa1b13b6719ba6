// The shapes that kept values have: a value that has another one was meant for no field of the law, and goes.

/** The name of a shape, as the reference page says it, and whether a value has it. */
export type Shape = { readonly name: string; readonly fits: (value: string) => boolean };

const like = (name: string, pattern: RegExp): Shape => ({ name, fits: (value) => pattern.test(value) });

/** Codes of the standards: `ADT`, `HK`, `MSTR`, `20H`. */
export const code = like("code", /^[A-Za-z0-9]{0,7}$/);
/** Airports, cities, UN/LOCODE, States in front or behind: `GYD`, `UBBB`, `AZBAK`. */
export const place = like("place code", /^[A-Z0-9]{0,5}$/);
/** States as sent: `D`, `AZ`, `AZE`. */
export const state = like("State", /^[A-Z]{0,3}$/);
/** Dates with and without time, and parts of them. */
export const moment = like("date", /^[\d:TZ.+-]{0,25}$/);
/** Numbers and keys: of documents, tickets, bags, loyalty schemes, bookings, passengers. No blanks: no text. */
export const reference = like("reference", /^[\p{L}\p{N}/.\-*#+?:]{0,35}$/u);
/** Seats: `12A`, `12-A`, `STANDBY`. */
export const seat = like("seat", /^[A-Z0-9-]{0,7}$/);
/** Amounts as sent. */
export const amount = like("amount", /^[\d.,\- ]{0,20}$/);
/** A payment card with at most ten digits showing. */
export const card: Shape = {
  name: "masked card number",
  fits: (value) => value.length <= 35 && value.replace(/\D/g, "").length <= 10,
};
/** Telephone numbers and mail addresses: nothing that a sentence can be made of. */
export const contact = like("contact", /^(?:[^\s@]+@[^\s@]+|[+\d(][\d ()/.-]{2,40})$/);
/** Names of persons: letters of any script and what stands between them. */
export const name = like("name", /^[^\p{Cc}]{0,128}$/u);
/** Lines of addresses, names of agencies and ships, history lines: what the readers have admitted word by word. */
export const text = like("admitted text", /^[^\p{Cc}]{0,512}$/u);
/** What the reader has already made one of few values, or what a flight is found by. */
export const anything = like("as read", /^[\s\S]*$/);
export const flag = like("yes or no", /^$/);
export const count = like("number", /^$/);
