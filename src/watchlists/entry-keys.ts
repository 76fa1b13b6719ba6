// The one form of what a booking is watched for beside names: telephone, e-mail, card, address, agency.
import { keyPatterns } from "./contract.ts";
import type { EntryKey, EntryKeyKind } from "./entry.ts";

/** How a key is to be written, by kind, for refusals. */
export const keyWriting: Readonly<Record<EntryKeyKind, string>> = {
  phone: "write the telephone number with + and the country's code",
  email: "write the whole e-mail address",
  card: "write the card masked, with its first six and last four digits only: 411111XXXXXX1234",
  address: "write the address with street, place and country in one line",
  agency: "write the agency's IATA number or office code",
};

/** The value in the form that is kept and compared; null when it is none of its kind. Never a whole card number. */
export function keyOf(kind: EntryKeyKind, typed: string): string | null {
  const value = forms[kind](typed.normalize("NFC").trim());
  return new RegExp(keyPatterns[kind], "u").test(value) ? value : null;
}

/** Keys of one kind as a list gives them, each once; `unread` are those that are none of the kind. */
export function keysOf(
  kind: EntryKeyKind,
  values: readonly string[],
): { readonly keys: readonly EntryKey[]; readonly unread: readonly string[] } {
  const read = new Set<string>();
  const unread: string[] = [];
  for (const typed of values) {
    const value = keyOf(kind, typed);
    if (value === null) unread.push(typed);
    else read.add(value);
  }
  return { keys: [...read].map((value) => ({ kind, value })), unread };
}

const forms: Readonly<Record<EntryKeyKind, (value: string) => string>> = {
  phone: (value) => value.replace(/[\s().\-/]/g, "").replace(/^00/, "+"),
  email: (value) => value.toLowerCase(),
  card: (value) => value.replace(/[\s-]/g, "").replace(/[xX*•#.]/g, "X"),
  address: (value) => value.replace(/\s+/g, " "),
  agency: (value) => value.replace(/[\s.\-/]/g, "").toUpperCase(),
};
