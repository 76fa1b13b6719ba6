// Builds the index of list entries.
import type { ListEntry } from "#watchlists";
import type { IndexedList } from "../engine.ts";
import { entryName, type NameForm, type TokenMemo } from "../normalise/name-form.ts";
import { RarityCounter } from "../rarity.ts";
import { documentNumber, lookAlikeNumber } from "../score/document.ts";
import { listedDate } from "../score/birth-date.ts";
import { countryNumber } from "./country-codes.ts";
import { EntryCollector } from "./entry-store.ts";
import { formSearchColumns } from "./form-search.ts";
import { GrowingUint32, GrowingUint8, rowLength, rowsOf, upTo, type Rows } from "./growing.ts";
import { HashCollector, hashOf, hashWithout } from "./hash-postings.ts";
import { JoinCollector } from "./join-search.ts";
import { DOCUMENT_SEEDS, NAME_TYPES, ROLES, type EntryColumns, type ListIndex } from "./list-index.ts";
import { indexOf } from "./packed-index.ts";
import {
  dateClass,
  dateHash,
  DAY_UNKNOWN,
  NO_DATES,
  packDate,
  SEVERAL_DATES,
  WHOLE_MONTH,
} from "./packed-date.ts";
import { TokenDictionary } from "./token-dictionary.ts";

/**
 * Builds an index from entries of one or more lists. Entries of a list not named in `lists` carry the version
 * "unversioned". `rarityOf` takes name weights and the number of entries from another index, so that a part of a list
 * (changed entries only) scores as the whole would.
 */
export function buildIndex(
  entries: Iterable<ListEntry>,
  lists: readonly IndexedList[],
  options: { readonly rarityOf?: WeighedAs } = {},
): ListIndex {
  const builder = indexBuilder();
  for (const entry of entries) builder.add(entry);
  return builder.finish(lists, options.rarityOf);
}

/** What an index of a part takes from that of the whole. */
export type WeighedAs = Pick<ListIndex, "rarity" | "population">;

/** The same in steps, for entries that arrive bit by bit. `finish` is called once, after the last entry. */
export function indexBuilder(): {
  add(entry: ListEntry): void;
  finish(lists: readonly IndexedList[], rarityOf?: WeighedAs): ListIndex;
} {
  const builder = new IndexBuilder();
  return {
    add: (entry) => builder.add(entry),
    finish: (lists, rarityOf) => builder.freeze(lists, rarityOf),
  };
}

class IndexBuilder {
  readonly #store = new EntryCollector();
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
  readonly #dictionary = new TokenDictionary();
  readonly #memo: TokenMemo = new Map();
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
      const number = this.#dictionary.numberOf(token);
      this.#nameOwner.push(name);
      this.#nameToken.push(number);
      this.#nameRole.push(ROLES.indexOf(token.role));
      counted.add(this.#dictionary.rarityKeyOf(number));
      keys.push(token.kind === "plain" ? this.#dictionary.phonemicKeyOf(number) : "");
    }
    this.#joins.addName(
      name,
      keys,
      form.tokens.map((token) => token.role),
    );
  }

  freeze(lists: readonly IndexedList[], whole: WeighedAs | undefined): ListIndex {
    const entryCount = this.#store.size;
    const nameCount = this.#nameEntry.length;
    this.#entryNames.push(nameCount);
    const rarity = whole?.rarity ?? this.#rarity.freeze();
    const [nameOwner, nameToken] = [this.#nameOwner.frozen(), this.#nameToken.frozen()];
    const versions = new Map(lists.map((list) => [list.code, list.version]));
    const dictionary = this.#dictionary.freeze(rarity);
    const entries: EntryColumns = {
      sex: this.#sex.frozen(),
      list: Uint16Array.from(this.#list.frozen()),
      dobs: rowsOf(this.#dobOwner.frozen(), this.#dobValue.frozen(), entryCount),
      nationalities: rowsOf(this.#natOwner.frozen(), this.#natValue.frozen(), entryCount),
      birthCountries: rowsOf(this.#pobOwner.frozen(), this.#pobValue.frozen(), entryCount),
    };
    const nameEntry = this.#nameEntry.frozen();
    const nameTokens = rowsOf(nameOwner, nameToken, nameCount);
    const nameDate = soleDates(nameEntry, entries.dobs);
    return indexOf({
      size: entryCount,
      population: whole?.population ?? entryCount,
      names: nameCount,
      lists,
      store: this.#store.freeze(),
      listVersions: [...this.#listCodes.keys()].map((code) => versions.get(code) ?? "unversioned"),
      entries,
      nameColumns: {
        nameEntry,
        nameType: this.#nameType.frozen(),
        nameOrdinals: this.#nameOrdinals.frozen(),
        entryNames: this.#entryNames.frozen(),
        nameTokens,
        nameRoles: this.#nameRole.frozen(),
        nameDate,
        ...namesByDate(nameTokens, nameDate, this.#dictionary.size),
      },
      ...dictionary,
      search: formSearchColumns(dictionary.forms),
      joins: this.#joins.freeze(),
      rarity,
      documents: this.#documents.freeze().columns,
      documentEntry: this.#documentEntry.frozen(),
      documentCountry: Uint16Array.from(this.#documentCountry.frozen()),
      documentNumbers: this.#documentNumbers,
      birthDates: this.#birthDates.freeze().columns,
    });
  }
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

/** The names of each token, ordered by date class and then by number. */
function namesByDate(
  nameTokens: Rows,
  nameDate: Uint32Array,
  tokens: number,
): Pick<ListIndex, "tokenNames" | "tokenNameDates"> {
  const classes = nameDate.map(dateClass);
  const ordered = rowsOf(classes, upTo(nameDate.length), 0x1000).values;
  const owners = new Uint32Array(nameTokens.values.length);
  const values = new Uint32Array(nameTokens.values.length);
  let place = 0;
  for (const name of ordered) {
    for (let at = nameTokens.starts[name] ?? 0; at < (nameTokens.starts[name + 1] ?? 0); at++) {
      owners[place] = nameTokens.values[at] ?? 0;
      values[place] = name;
      place += 1;
    }
  }
  const tokenNames = rowsOf(owners, values, tokens);
  const tokenNameDates = new Uint16Array(tokenNames.values.length);
  for (let at = 0; at < tokenNameDates.length; at++)
    tokenNameDates[at] = classes[tokenNames.values[at] ?? 0] ?? 0;
  return { tokenNames, tokenNameDates };
}
