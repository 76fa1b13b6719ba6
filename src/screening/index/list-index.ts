// The immutable index of list entries: what it holds, and how it is built.
import type { ListEntry } from "#watchlists";
import type { IndexedList, IndexFacts } from "../engine.ts";
import { formOf, formsOf, type Form, type FormClass, type Reading } from "../form.ts";
import { entryName, type NameForm, type NameToken, type TokenMemo } from "../normalise/name-form.ts";
import type { Role } from "../normalise/readings.ts";
import { RarityCounter, rarityKey, type Rarity } from "../rarity.ts";
import { documentNumber, lookAlikeNumber } from "../score/document.ts";
import { listedDate } from "../score/birth-date.ts";
import { ENGINE_VERSION } from "../version.ts";
import { countryNumber } from "./country-codes.ts";
import { EntryStore } from "./entry-store.ts";
import { FormSearch } from "./form-search.ts";
import { GrowingUint32, GrowingUint8, rowLength, rowsOf, type Rows } from "./growing.ts";
import { HashCollector, hashOf, hashWithout, type HashPostings } from "./hash-postings.ts";
import { JoinCollector, type JoinSearch } from "./join-search.ts";

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
/** Instead of a packed date: an entry without dates, and one with several. */
export const NO_DATES = 0;
export const SEVERAL_DATES = 1;

/** Day of month-precision dates in the multimap of birth dates; MONTH files every date of a month together. */
export const DAY_UNKNOWN = 32;
export const WHOLE_MONTH = 33;

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
  /** First letters of a token's readings as a bit set. */
  readonly initials: Uint32Array;
};

export type EntryColumns = {
  readonly sex: Uint8Array;
  readonly list: Uint16Array;
  /** First column: number of the first date; dates are five numbers each. */
  readonly dobs: Rows;
  readonly nationalities: Rows;
  readonly birthCountries: Rows;
};

export type ListIndex = IndexFacts & {
  /** Entries that the prior reckons with: the index's own, or those of the whole that it is a part of. */
  readonly population: number;
  readonly store: EntryStore;
  readonly listVersions: readonly string[];
  readonly entries: EntryColumns;
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
  readonly tokens: TokenTable;
  readonly tokenNames: Rows;
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
  readonly documentNumbers: readonly string[];
  readonly birthDates: HashPostings;
};

/**
 * Builds an index from entries of one or more lists. Entries of a list not named in `lists` carry the version
 * "unversioned". `rarityOf` takes name weights and the number of entries from another index, so that a part of a list
 * (changed entries only) scores as the whole would.
 */
export function buildIndex(
  entries: Iterable<ListEntry>,
  lists: readonly IndexedList[],
  options: { readonly rarityOf?: ListIndex } = {},
): ListIndex {
  const builder = indexBuilder(options);
  for (const entry of entries) builder.add(entry);
  return builder.finish(lists);
}

/** The same in steps, for entries that arrive bit by bit. `finish` is called once, after the last entry. */
export function indexBuilder(options: { readonly rarityOf?: ListIndex } = {}): {
  add(entry: ListEntry): void;
  finish(lists: readonly IndexedList[]): ListIndex;
} {
  const builder = new IndexBuilder();
  return {
    add: (entry) => builder.add(entry),
    finish: (lists) => builder.freeze(lists, options.rarityOf),
  };
}

class IndexBuilder {
  readonly #store = new EntryStore();
  readonly #listCodes = new Map<string, number>();
  readonly #sex = new GrowingUint8();
  readonly #list = new GrowingUint32();
  readonly #dobOwner = new GrowingUint32();
  readonly #dobValue = new GrowingUint32();
  readonly #natOwner = new GrowingUint32();
  readonly #natValue = new GrowingUint32();
  readonly #pobOwner = new GrowingUint32();
  readonly #pobValue = new GrowingUint32();
  readonly #entryNames = new GrowingUint32();
  readonly #nameEntry = new GrowingUint32();
  readonly #nameType = new GrowingUint8();
  readonly #nameOrdinals = new GrowingUint8();
  readonly #nameOwner = new GrowingUint32();
  readonly #nameToken = new GrowingUint32();
  readonly #nameRole = new GrowingUint8();
  readonly #forms: Form[] = [];
  readonly #formNumbers = new Map<string, number>();
  readonly #tokenNumbers = new Map<string, number>();
  readonly #memo: TokenMemo = new Map();
  readonly #memoNumbers = new Map<NameToken, number>();
  readonly #surfaces: string[] = [];
  readonly #tokenKeys: string[] = [];
  readonly #kinds = new GrowingUint8();
  readonly #initials = new GrowingUint32();
  readonly #tokenOwner = new GrowingUint32();
  readonly #tokenForm = new GrowingUint32();
  readonly #formCosts: number[] = [];
  readonly #formKinds = new GrowingUint8();
  readonly #rarity = new RarityCounter();
  readonly #joins = new JoinCollector();
  readonly #documents = new HashCollector();
  readonly #documentEntry = new GrowingUint32();
  readonly #documentCountry = new GrowingUint32();
  readonly #documentNumbers: string[] = [];
  readonly #birthDates = new HashCollector();

  add(entry: ListEntry): void {
    const number = this.#store.add(entry);
    this.#sex.push(entry.sex === "M" ? 1 : entry.sex === "F" ? 2 : 0);
    let list = this.#listCodes.get(entry.list);
    if (list === undefined) this.#listCodes.set(entry.list, (list = this.#listCodes.size));
    this.#list.push(list);
    this.#addFacts(entry, number);
    this.#entryNames.push(this.#nameEntry.length);
    const counted = new Set<string>();
    for (const [ordinal, name] of entry.names.entries()) {
      const form = entryName(name, entry.nationalities, this.#memo);
      if (form.tokens.length === 0) continue;
      this.#nameOrdinals.push(Math.min(ordinal, 255));
      this.#addName(form, number, NAME_TYPES.indexOf(name.type), counted);
    }
    this.#rarity.count(counted);
  }

  #addFacts(entry: ListEntry, number: number): void {
    for (const dob of entry.dobs) {
      const date = listedDate(dob);
      if (date === null) continue;
      this.#dobOwner.push(number);
      this.#dobValue.push(packDate(date));
      if (date.kind !== 0 || date.month === 0) continue;
      this.#birthDates.add(dateHash(date.year, date.month, date.day || DAY_UNKNOWN), number);
      this.#birthDates.add(dateHash(date.year, date.month, WHOLE_MONTH), number);
    }
    for (const country of entry.nationalities) {
      if (countryNumber(country) === 0) continue;
      this.#natOwner.push(number);
      this.#natValue.push(countryNumber(country));
    }
    for (const country of entry.birthCountries) {
      if (countryNumber(country) === 0) continue;
      this.#pobOwner.push(number);
      this.#pobValue.push(countryNumber(country));
    }
    for (const document of entry.documents) this.#addDocument(document.number, document.country, number);
  }

  #addDocument(raw: string, country: string | null, entry: number): void {
    const text = documentNumber(raw);
    if (text === "") return;
    const at = this.#documentEntry.length;
    this.#documentEntry.push(entry);
    this.#documentCountry.push(countryNumber(country));
    this.#documentNumbers.push(text);
    this.#documents.add(hashOf(text, DOCUMENT_SEEDS.number), at);
    this.#documents.add(hashOf(lookAlikeNumber(text), DOCUMENT_SEEDS.lookAlike), at);
    if (country === null) return;
    this.#documents.add(hashOf(text, DOCUMENT_SEEDS.shortened), at);
    for (let skip = 0; skip < text.length; skip++) {
      this.#documents.add(hashWithout(text, skip, -1, DOCUMENT_SEEDS.shortened), at);
    }
  }

  #addName(form: NameForm, entry: number, type: number, counted: Set<string>): void {
    const name = this.#nameEntry.length;
    this.#nameEntry.push(entry);
    this.#nameType.push(Math.max(0, type));
    const keys: string[] = [];
    for (const token of form.tokens) {
      const number = this.#tokenNumber(token);
      this.#nameOwner.push(name);
      this.#nameToken.push(number);
      this.#nameRole.push(ROLES.indexOf(token.role));
      counted.add(this.#tokenKeys[number] ?? "");
      keys.push(token.kind === "plain" ? (this.#forms[this.#firstForm(number)]?.key ?? "") : "");
    }
    this.#joins.addName(
      name,
      keys,
      form.tokens.map((token) => token.role),
    );
  }

  #firstForms = new GrowingUint32();

  #firstForm(token: number): number {
    return this.#firstForms.at(token);
  }

  #form = (text: string, formClass: FormClass): Form => {
    const id = `${formClass[0] ?? ""}${text}`;
    const known = this.#formNumbers.get(id);
    if (known !== undefined) return this.#forms[known] ?? formOf(text, formClass);
    const form = formOf(text, formClass);
    this.#formNumbers.set(id, this.#forms.length);
    this.#forms.push(form);
    return form;
  };

  #tokenNumber(token: NameToken): number {
    const seen = this.#memoNumbers.get(token);
    if (seen !== undefined) return seen;
    const number = this.#numberOf(token);
    this.#memoNumbers.set(token, number);
    return number;
  }

  #numberOf(token: NameToken): number {
    let signature = `${token.surface}|${token.kind}`;
    for (const reading of token.readings)
      signature += `|${reading.text}${reading.kind[0] ?? ""}${reading.cost}`;
    const known = this.#tokenNumbers.get(signature);
    if (known !== undefined) return known;
    const number = this.#surfaces.length;
    this.#tokenNumbers.set(signature, number);
    this.#surfaces.push(token.surface);
    this.#kinds.push(KINDS.indexOf(token.kind));
    const readings: readonly Reading[] = formsOf(token, this.#form);
    let initials = 0;
    for (const { form, cost, kind } of readings) {
      this.#tokenOwner.push(number);
      this.#tokenForm.push(this.#formNumbers.get(`${form.formClass[0] ?? ""}${form.text}`) ?? 0);
      this.#formCosts.push(cost);
      this.#formKinds.push(READING_KINDS.indexOf(kind));
      initials |= initialBit(form);
    }
    const first = readings[0]?.form;
    this.#firstForms.push(
      first === undefined ? 0 : (this.#formNumbers.get(`${first.formClass[0] ?? ""}${first.text}`) ?? 0),
    );
    this.#initials.push(initials >>> 0);
    this.#tokenKeys.push(first === undefined ? token.surface : rarityKey(first));
    return number;
  }

  freeze(lists: readonly IndexedList[], whole: ListIndex | undefined): ListIndex {
    const entryCount = this.#store.size;
    const nameCount = this.#nameEntry.length;
    const tokenCount = this.#surfaces.length;
    this.#entryNames.push(nameCount);
    const rarity = whole?.rarity ?? this.#rarity.freeze();
    const nameToken = this.#nameToken.frozen();
    const nameOwner = this.#nameOwner.frozen();
    const tokenOwner = this.#tokenOwner.frozen();
    const tokenForm = this.#tokenForm.frozen();
    const costs = Float32Array.from(this.#formCosts);
    const formTokens = rowsOf(tokenForm, tokenOwner, this.#forms.length);
    const bits = Float32Array.from(this.#tokenKeys, (key) => rarity.bitsOf(key));
    const versions = new Map(lists.map((list) => [list.code, list.version]));
    const search = new FormSearch(this.#forms);
    const joins = this.#joins.freeze();
    const entries: EntryColumns = {
      sex: this.#sex.frozen(),
      list: Uint16Array.from(this.#list.frozen()),
      dobs: rowsOf(this.#dobOwner.frozen(), this.#dobValue.frozen(), entryCount),
      nationalities: rowsOf(this.#natOwner.frozen(), this.#natValue.frozen(), entryCount),
      birthCountries: rowsOf(this.#pobOwner.frozen(), this.#pobValue.frozen(), entryCount),
    };
    const index = {
      size: entryCount,
      population: whole?.population ?? entryCount,
      names: nameCount,
      lists,
      engineVersion: ENGINE_VERSION,
      store: this.#store.frozen(),
      listVersions: [...this.#listCodes.keys()].map((code) => versions.get(code) ?? "unversioned"),
      entries,
      nameEntry: this.#nameEntry.frozen(),
      nameType: this.#nameType.frozen(),
      nameOrdinals: this.#nameOrdinals.frozen(),
      entryNames: this.#entryNames.frozen(),
      nameTokens: rowsOf(nameOwner, nameToken, nameCount),
      nameRoles: this.#nameRole.frozen(),
      nameDate: soleDates(this.#nameEntry.frozen(), entries.dobs),
      tokens: {
        surfaces: this.#surfaces,
        bits,
        kinds: this.#kinds.frozen(),
        forms: rowsOf(tokenOwner, tokenForm, tokenCount),
        formCosts: costs,
        formKinds: this.#formKinds.frozen(),
        initials: this.#initials.frozen(),
      },
      tokenNames: rowsOf(nameToken, nameOwner, tokenCount),
      initialTokens: initialTokens(this.#kinds.frozen(), this.#initials.frozen()),
      forms: this.#forms,
      formTokens,
      formTokenCosts: costsByForm(tokenForm, costs, this.#forms.length),
      search,
      joins,
      rarity,
      documents: this.#documents.freeze(),
      documentEntry: this.#documentEntry.frozen(),
      documentCountry: Uint16Array.from(this.#documentCountry.frozen()),
      documentNumbers: this.#documentNumbers,
      birthDates: this.#birthDates.freeze(),
    };
    return Object.freeze({ ...index, memoryBytes: memoryOf(index) });
  }
}

/** Hash of a date for the multimap of birth dates. */
export function dateHash(year: number, month: number, day: number): number {
  const mixed = Math.imul((year << 10) | (month << 6) | day, 0x9e3779b1);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** First letter of a Latin form as one bit; 0 for other scripts. */
export function initialBit(form: Form): number {
  const letter = form.text.charCodeAt(0) - 65;
  return (form.formClass === "latin" || form.formClass === "unvowelled") && letter >= 0 && letter < 26
    ? 1 << letter
    : 0;
}

/** A listed date in one number: kind 2 bits, year 12, month 4, day 5, width of a range 7. */
export function packDate(date: {
  kind: number;
  year: number;
  month: number;
  day: number;
  yearTo: number;
}): number {
  const width = Math.min(127, date.yearTo - date.year);
  return ((date.kind << 30) | (date.year << 18) | (date.month << 14) | (date.day << 9) | width) >>> 0;
}

export function unpackDate(packed: number): {
  kind: number;
  year: number;
  month: number;
  day: number;
  yearTo: number;
} {
  const year = (packed >>> 18) & 0xfff;
  return {
    kind: packed >>> 30,
    year,
    month: (packed >>> 14) & 0xf,
    day: (packed >>> 9) & 0x1f,
    yearTo: year + (packed & 0x7f),
  };
}

function initialTokens(kinds: Uint8Array, initials: Uint32Array): number[][] {
  const tokens: number[][] = Array.from({ length: 26 }, () => []);
  for (let token = 0; token < kinds.length; token++) {
    if (kinds[token] !== KINDS.indexOf("initial")) continue;
    for (let letters = initials[token] ?? 0; letters !== 0; letters &= letters - 1) {
      tokens[31 - Math.clz32(letters & -letters)]?.push(token);
    }
  }
  return tokens;
}

function soleDates(nameEntry: Uint32Array, dobs: Rows): Uint32Array {
  return nameEntry.map((entry) => {
    const dates = rowLength(dobs, entry);
    return dates === 1
      ? (dobs.values[dobs.starts[entry] ?? 0] ?? NO_DATES)
      : dates === 0
        ? NO_DATES
        : SEVERAL_DATES;
  });
}

function costsByForm(tokenForm: Uint32Array, costs: Float32Array, formCount: number): Float32Array {
  const places = rowsOf(
    tokenForm,
    Uint32Array.from(costs, (_cost, at) => at),
    formCount,
  ).values;
  return Float32Array.from(places, (place) => costs[place] ?? 0);
}

/** Bytes of every typed array and store reachable from the parts; strings of the dictionary at two bytes a letter. */
function memoryOf(parts: object): number {
  let bytes = 0;
  for (const part of Object.values(parts)) bytes += bytesOf(part);
  return bytes;
}

function bytesOf(part: unknown): number {
  if (ArrayBuffer.isView(part)) return part.byteLength;
  if (typeof part === "string") return 16 + part.length;
  if (Array.isArray(part)) return part.reduce((sum: number, item: unknown) => sum + bytesOf(item), 0);
  if (part === null || typeof part !== "object") return 8;
  if ("memoryBytes" in part && typeof part.memoryBytes === "number") return part.memoryBytes;
  return memoryOf(part);
}
