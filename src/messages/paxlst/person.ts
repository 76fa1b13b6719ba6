// A traveller while being read, and the code of the sex.
import type { ListedTraveller, Sex, TravellerRole } from "../passenger-list.ts";
import { NO_BAGS } from "./bags.ts";
import type { OpenDocument } from "./documents.ts";

export type Person = { -readonly [Key in keyof ListedTraveller]: ListedTraveller[Key] };

/** What every traveller without documents has: one array for all, which nobody can add to. */
const NO_DOCUMENTS: readonly OpenDocument[] = Object.freeze([]);

/** A traveller of whom nothing but name and role is known yet. */
export function newPerson(
  role: TravellerRole,
  surname: string,
  given: string | null,
  segment: number,
): Person {
  return {
    role,
    surname,
    given,
    sex: null,
    birthDate: null,
    nationality: null,
    residence: null,
    embark: null,
    debark: null,
    clearance: null,
    locator: null,
    travellerRef: null,
    seat: null,
    bags: NO_BAGS,
    documents: NO_DOCUMENTS,
    address: null,
    placeOfBirth: null,
    verified: null,
    segment,
  };
}

/** M, F, X, in small letters too; MI and FI (infants) as M and F; null for U (unknown to the carrier); undefined for anything else. */
export function sexOf(code: number): Sex | null | undefined {
  switch (code) {
    case 0x4d:
    case 0x6d:
    case 0x4d49:
    case 0x6d69:
      return "M";
    case 0x46:
    case 0x66:
    case 0x4649:
    case 0x6669:
      return "F";
    case 0x58:
    case 0x78:
    case 0x3c:
      return "X";
    case 0x55:
    case 0x75:
      return null;
    default:
      return undefined;
  }
}
