// One listed person as one list publishes it: the shape list readers produce and the screening engine indexes.
import type { PersonCategory } from "./person-category.ts";

/** How far a name form can be trusted: `weak` is a nickname or low-quality alias, `original` is native script. */
export type NameType = "primary" | "alias" | "weak" | "original";

/** `full` is the name as listed; the parts are present where the list separates them. */
export type EntryName = {
  readonly full: string;
  readonly surname?: string;
  readonly given?: string;
  /** With its marker where the list writes one: `Vaqif oğlu`. */
  readonly patronymic?: string;
  readonly type: NameType;
};

/** `date` is `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; `circa` marks an approximate year; `from` and `to` are years `YYYY`. */
export type EntryDob =
  | { readonly date: string; readonly circa?: true }
  | { readonly from: string; readonly to: string };

/**
 * `type` is `P` passport, `I` identity card, `N` a personal number that stays with the person whatever the card (a national
 * identification, tax or insurance number), or the list's own word; `number` as printed; `country` alpha-3 of the issuer.
 */
export type EntryDocument = {
  readonly type: string;
  readonly number: string;
  readonly country: string | null;
};

/** What else of a booking a person is known by; compared exactly, never as a name. */
export type EntryKeyKind = "phone" | "email" | "card" | "address" | "agency";

/**
 * `value` in one form by kind: a telephone number in E.164, an e-mail address in small letters, a card masked
 * (`411111XXXXXX1234`), an address as one line, an agency by its IATA number or office.
 */
export type EntryKey = { readonly kind: EntryKeyKind; readonly value: string };

/**
 * One entry of one list. `names` may be empty where documents or keys say who or what is looked for. All names, birth dates and documents are alternatives. `nationalities` and
 * `birthCountries` are ISO 3166-1 alpha-3. `cluster` is shared by entries, on whatever list, that are one person.
 */
export type ListEntry = {
  /** Stable for as long as the list keeps the person: list code and reference, `UN-110447`. */
  readonly id: string;
  readonly list: string;
  readonly ref: string | null;
  readonly names: readonly EntryName[];
  readonly dobs: readonly EntryDob[];
  readonly sex: "M" | "F" | "X" | null;
  readonly nationalities: readonly string[];
  readonly birthCountries: readonly string[];
  /** As the list writes them, the country last where it says one: `Lahij, Yemen`. */
  readonly birthPlaces?: readonly string[];
  /** Honorifics, ranks and offices, as the list writes them: `Mullah`, `Colonel`, `Director`. */
  readonly titles?: readonly string[];
  readonly documents: readonly EntryDocument[];
  readonly keys?: readonly EntryKey[];
  readonly programme?: string;
  /** wanted, entry-ban, sanctions, lost-document, alert ...: alert thresholds may differ by it. */
  readonly category?: string;
  /** Who the person is; entries of own lists say it, of others the list's register does (LED-6). */
  readonly personCategory?: PersonCategory;
  /** The part the person had in what the entry is about: facilitator, courier. */
  readonly role?: string;
  /** What the list's owner asks of the officer. */
  readonly instructions?: string;
  readonly cluster?: string;
  /** ISO date: from this day on nobody is screened against it. Entries of own lists have one (WL-1). */
  readonly expires?: string;
};
