// The immutable index of list entries: what it holds.
import type { IndexFacts } from "../engine.ts";
import type { Form } from "../form.ts";
import type { Role } from "../normalise/readings.ts";
import type { Rarity } from "../rarity.ts";
import type { EntryStore } from "./entry-store.ts";
import type { FormSearch } from "./form-search.ts";
import type { Rows } from "./growing.ts";
import type { HashPostings } from "./hash-postings.ts";
import type { JoinSearch } from "./join-search.ts";

export const ROLES: readonly Role[] = ["surname", "given", "patronymic", "unknown"];
export const NAME_TYPES = ["primary", "alias", "weak", "original"] as const;
export const READING_KINDS = [
  "base",
  "unvowelled",
  "stem",
  "root",
  "masculine",
  "untitled",
  "servant",
  "native",
  "joined",
] as const;
export const KINDS = ["plain", "initial", "honorific"] as const;

/** Seeds of the document multimap: the number itself, its look-alike form, the number less one character. */
export const DOCUMENT_SEEDS = { number: 1, lookAlike: 2, shortened: 3 } as const;
/** Listed tokens: one for every distinct surface with its readings. */
export type TokenTable = {
  readonly surfaces: readonly string[];
  readonly bits: Float32Array;
  readonly kinds: Uint8Array;
  /** Forms of each token, and in `formCosts`, place by place, what each reading costs in bits. */
  readonly forms: Rows;
  readonly formCosts: Float32Array;
  /** How each reading came about, place by place: numbers of READING_KINDS. */
  readonly formKinds: Uint8Array;
  /** The group of each token's name, -1 for none. */
  readonly groups: Int16Array;
  /** First letters of a token's readings as a bit set. */
  readonly initials: Uint32Array;
};

export type EntryColumns = {
  readonly sex: Uint8Array;
  readonly list: Uint16Array;
  /** 1 for entries of categories that are for adults. */
  readonly adults: Uint8Array;
  /** First column: number of the first date; dates are five numbers each. */
  readonly dobs: Rows;
  readonly nationalities: Rows;
  readonly birthCountries: Rows;
};

/** The listed names, in the order of their birth dates: whose they are, of what words, and which names have each word. */
export type NameColumns = {
  readonly nameEntry: Uint32Array;
  readonly nameType: Uint8Array;
  /** Which of its entry's names each name is. */
  readonly nameOrdinals: Uint8Array;
  /** Names of each entry are consecutive: `entryNames[e]` to `entryNames[e + 1]`. */
  readonly entryNames: Uint32Array;
  /** Tokens of each name, and their roles place by place. */
  readonly nameTokens: Rows;
  readonly nameRoles: Uint8Array;
  /** The packed birth date of each name's entry where it has exactly one, else NO_DATES or SEVERAL_DATES. */
  readonly nameDate: Uint32Array;
  /** Names of each token, the lowest first. */
  readonly tokenNames: Rows;
  /** The first name of each date class (packed-date.ts), last the number of names. */
  readonly firstOfClass: Uint32Array;
};

export type ListIndex = IndexFacts &
  NameColumns & {
    /** Entries that the prior reckons with: the index's own, or those of the whole that it is a part of. */
    readonly population: number;
    readonly store: EntryStore;
    readonly listVersions: readonly string[];
    readonly entries: EntryColumns;
    /** Sex and nationality of the entry of each name in one number (packed-person.ts). */
    readonly persons: Uint32Array;
    readonly tokens: TokenTable;
    /** Listed initials by letter, A first. */
    readonly initialTokens: readonly (readonly number[])[];
    readonly forms: readonly Form[];
    /** Tokens of each form, with the cost of that reading place by place. */
    readonly formTokens: Rows;
    readonly formTokenCosts: Float32Array;
    readonly search: FormSearch;
    readonly joins: JoinSearch;
    readonly rarity: Rarity;
    readonly documents: HashPostings;
    readonly documentEntry: Uint32Array;
    readonly documentCountry: Uint16Array;
    /** What kind of document each is: numbers of DOCUMENT_KINDS. */
    readonly documentKind: Uint8Array;
    readonly documentNumbers: readonly string[];
    readonly birthDates: HashPostings;
  };

/** First letter of a Latin form as one bit; 0 for other scripts. */
export function initialBit(form: Form): number {
  const letter = form.text.charCodeAt(0) - 65;
  return (form.formClass === "latin" || form.formClass === "unvowelled") && letter >= 0 && letter < 26
    ? 1 << letter
    : 0;
}
