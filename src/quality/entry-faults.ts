// What an entry of a list lacks that would have spared its reviewers work: told to who owns the list. Pure.
import type { ListEntry } from "#watchlists";
import type { EntryFault } from "./contract.ts";

const wholeDate = /^\d{4}-\d{2}-\d{2}$/;
/** One word in letters of two scripts: a look-alike letter, typed or read wrongly. */
const mixedWord =
  /[\p{L}\p{M}]*(?:\p{Script=Latin}\p{M}*(?:\p{Script=Cyrillic}|\p{Script=Greek})|(?:\p{Script=Cyrillic}|\p{Script=Greek})\p{M}*\p{Script=Latin})/u;

/** In a fixed order; empty of an entry that says all. `duplicate`: another entry of the list is the same person. */
export function faultsOf(entry: ListEntry, duplicate: boolean): readonly EntryFault[] {
  const { names, dobs, documents, nationalities } = entry;
  const whole = dobs.some((dob) => "date" in dob && wholeDate.test(dob.date ?? ""));
  return [
    ...(dobs.length === 0 ? (["no-birth-date"] as const) : whole ? [] : (["no-whole-birth-date"] as const)),
    ...(names.length > 0 && names.every(({ full }) => full.trim().split(/\s+/u).length === 1)
      ? (["one-word-name"] as const)
      : []),
    ...(names.some(({ full }) => mixedWord.test(full)) ? (["mixed-script"] as const) : []),
    ...(documents.length === 0 ? (["no-document"] as const) : []),
    ...(nationalities.length === 0 ? (["no-nationality"] as const) : []),
    ...(duplicate ? (["duplicate"] as const) : []),
  ];
}
