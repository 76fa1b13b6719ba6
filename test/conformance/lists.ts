// Short ways to what was read of a small PAXLST, for the tests of its tables.
import type { ListedTraveller, PassengerList, ReadMessage } from "#messages";
import { codesOf, only, paxlst, person, placeOf } from "./messages.ts";
import type { ListParts } from "./messages.ts";

export type Read = { readonly message: ReadMessage; readonly list: PassengerList; readonly codes: string[] };

export function list(parts: ListParts = {}): Read {
  const message = only(paxlst(parts));
  return { message, list: message.passengerList!, codes: codesOf(message) };
}

export function one(...changes: readonly string[]): Read & { readonly traveller: ListedTraveller } {
  const all = list({ persons: [person(...changes)] });
  const [traveller, ...others] = all.list.travellers;
  if (traveller === undefined || others.length > 0) throw new Error(`${1 + others.length} travellers`);
  return { ...all, traveller };
}

export const second = (...changes: readonly string[]): string[] =>
  person("NAD+FL+++PLOVER:MARTIN", "RFF+ABO:J21002", "DOC+P:110:111+C0190102", "DTM+329:810316", ...changes);

/** What stands in the message where the only finding of a code lies: its beginning, to be compared with what is meant. */
export function textAt(parts: ListParts, code: string): string {
  const text = paxlst(parts);
  return text.slice(placeOf(only(text), code).offset ?? text.length);
}
