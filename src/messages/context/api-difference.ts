// Holds a booked traveller against the passenger list of the same flight (pnrgov.md §9 PN11).
import type { BookedTraveller } from "../booking.ts";
import type { Phrase } from "../phrases.ts";
import { letters } from "../pnrgov/person-index.ts";

/** What is compared of a listed traveller. */
export type ListedForComparison = {
  readonly surname: string;
  readonly given: string | null;
  readonly birthDate: string | null;
  readonly travellerRef: string | null;
  readonly documents: readonly { readonly number: string }[];
};

/** Same, as far as both are known: one may be cut short, or hold fewer of the given names. */
function agree(a: string | null, b: string | null): boolean {
  if (a === null || b === null || a === "" || b === "") return true;
  const [first, second] = [letters(a), letters(b)];
  return first.startsWith(second) || second.startsWith(first);
}

const numberOf = (number: string): string => number.replace(/[^A-Z0-9]/gi, "").toUpperCase();

/**
 * Makes the comparison with a list: of a booked traveller it answers what differs from the listed one with the same passenger
 * reference or document number, and nothing where nobody listed is the same.
 */
export function differencesFrom(
  listed: readonly ListedForComparison[],
): (booked: BookedTraveller) => readonly Phrase<"differing">[] {
  const byReference = new Map<string, ListedForComparison>();
  const byDocument = new Map<string, ListedForComparison>();
  for (const traveller of listed) {
    if (traveller.travellerRef !== null) byReference.set(traveller.travellerRef, traveller);
    for (const { number } of traveller.documents)
      if (number !== "") byDocument.set(numberOf(number), traveller);
  }
  return (booked) => {
    const numbers = booked.documents.filter(({ type }) => type !== "V").map(({ number }) => numberOf(number));
    const other =
      byReference.get(booked.uniqueReference ?? "") ??
      numbers.map((number) => byDocument.get(number)).find((found) => found !== undefined);
    if (other === undefined) return [];
    const name = booked.documentName ?? booked;
    const differing: Phrase<"differing">[] = [];
    if (!agree(name.surname, other.surname)) differing.push("surname");
    if (!agree(name.given, other.given)) differing.push("given name");
    if (booked.birthDate !== null && other.birthDate !== null && booked.birthDate !== other.birthDate) {
      differing.push("date of birth");
    }
    const known = new Set(other.documents.map(({ number }) => numberOf(number)));
    if (numbers.length > 0 && known.size > 0 && !numbers.some((number) => known.has(number))) {
      differing.push("document number");
    }
    return differing;
  };
}
