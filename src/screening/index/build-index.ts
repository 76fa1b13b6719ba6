// Builds the index of list entries.
import type { EntryDocument, ListEntry } from "#watchlists";
import type { IndexedList } from "../engine.ts";
import type { NameToken } from "../normalise/name-form.ts";
import { NameMemo } from "../normalise/name-memo.ts";
import type { Role } from "../normalise/readings.ts";
import { RarityCounter } from "../rarity.ts";
import { DOCUMENT_KINDS, documentKind, documentNumber, lookAlikeNumber } from "../score/document.ts";
import { ADULT_CATEGORIES } from "../score/facts.ts";
import { listedDate } from "../score/birth-date.ts";
import { countryNumber } from "./country-codes.ts";
import { byDate, firstOfClasses, placed, soleDates, type Renumbered } from "./date-order.ts";
import { EntryCollector } from "./entry-store.ts";
import { formSearchColumns } from "./form-search.ts";
import { GrowingUint32, GrowingUint8, ownersOf, rowsOf, startsOf, upTo, type Rows } from "./growing.ts";
import { HashCollector, hashOf, hashWithout } from "./hash-postings.ts";
import { JoinCollector, joinCodes } from "./join-search.ts";
import { DOCUMENT_SEEDS, NAME_TYPES, ROLES, type ListIndex, type NameColumns } from "./list-index.ts";
import { indexOf } from "./packed-index.ts";
import { dateHash, DAY_UNKNOWN, packDate, WHOLE_MONTH } from "./packed-date.ts";
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
export type WeighedAs = Pick<ListIndex, "rarity" | "population"> & {
  readonly search: Pick<ListIndex["search"], "listed">;
};

/** The same in steps, for entries that arrive bit by bit. `finish` is called once, after the last entry. */
export function indexBuilder(): {
  add(entry: ListEntry): void;
  finish(lists: readonly IndexedList[], rarityOf?: WeighedAs): ListIndex;
} {
  const builder = new IndexBuilder();
  return {
    add: (entry) => builder.add(entry),
    finish: (lists, rarityOf) => {
      const index = builder.freeze(lists, rarityOf);
      if (rarityOf !== undefined) index.search.weighBy(rarityOf.search.listed);
      return index;
    },
  };
}

/** A token as the names that have it need it. */
type ListedWord = {
  readonly number: number;
  readonly role: Role;
  readonly roleNumber: number;
  /** The number its rarity is counted by. */
  readonly counted: number;
  readonly joined: Uint8Array | null;
};

class IndexBuilder {
  readonly #store = new EntryCollector();
  readonly #listCodes = new Map<string, number>();
  readonly #sex = new GrowingUint8();
  readonly #list = new GrowingUint32();
  readonly #adults = new GrowingUint8();
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
  readonly #rarity = new RarityCounter();
  readonly #memo = new NameMemo((token) => this.#listed(token));
  readonly #joins = new JoinCollector();
  readonly #documents = new HashCollector();
  readonly #documentEntry = new GrowingUint32();
  readonly #documentCountry = new GrowingUint32();
  readonly #documentKind = new GrowingUint8();
  readonly #documentNumbers: string[] = [];
  readonly #birthDates = new HashCollector();

  add(entry: ListEntry): void {
    const number = this.#store.add(entry);
    this.#sex.push(entry.sex === "M" ? 1 : entry.sex === "F" ? 2 : 0);
    let list = this.#listCodes.get(entry.list);
    if (list === undefined) this.#listCodes.set(entry.list, (list = this.#listCodes.size));
    this.#list.push(list);
    this.#adults.push(ADULT_CATEGORIES.has(entry.category ?? "") ? 1 : 0);
    this.#addFacts(entry, number);
    this.#entryNames.push(this.#nameEntry.length);
    this.#rarity.person();
    for (const [ordinal, name] of entry.names.entries()) {
      const words = this.#memo.read(name, entry.nationalities);
      if (words.length === 0) continue;
      this.#nameOrdinals.push(Math.min(ordinal, 255));
      this.#addName(words, number, NAME_TYPES.indexOf(name.type));
    }
  }

  /** What of a token goes into each name that has it. */
  #listed(token: NameToken): ListedWord {
    const number = this.#dictionary.numberOf(token);
    return {
      number,
      role: token.role,
      roleNumber: ROLES.indexOf(token.role),
      counted: this.#rarity.numberOf(this.#dictionary.rarityKeyOf(number)),
      joined: token.kind === "plain" ? joinCodes(this.#dictionary.phonemicKeyOf(number)) : null,
    };
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
    for (const document of entry.documents) this.#addDocument(document, number);
  }

  #addDocument({ type, number: raw, country }: EntryDocument, entry: number): void {
    const text = documentNumber(raw);
    if (text === "") return;
    const at = this.#documentEntry.length;
    this.#documentEntry.push(entry);
    this.#documentCountry.push(countryNumber(country));
    this.#documentKind.push(DOCUMENT_KINDS.indexOf(documentKind(type, country, text)));
    this.#documentNumbers.push(text);
    this.#documents.add(hashOf(text, DOCUMENT_SEEDS.number), at);
    this.#documents.add(hashOf(lookAlikeNumber(text), DOCUMENT_SEEDS.lookAlike), at);
    if (country === null) return;
    this.#documents.add(hashOf(text, DOCUMENT_SEEDS.shortened), at);
    for (let skip = 0; skip < text.length; skip++) {
      this.#documents.add(hashWithout(text, skip, -1, DOCUMENT_SEEDS.shortened), at);
    }
  }

  #addName(words: readonly ListedWord[], entry: number, type: number): void {
    const name = this.#nameEntry.length;
    this.#nameEntry.push(entry);
    this.#nameType.push(Math.max(0, type));
    for (const word of words) {
      this.#nameOwner.push(name);
      this.#nameToken.push(word.number);
      this.#nameRole.push(word.roleNumber);
      this.#rarity.count(word.counted);
    }
    this.#joins.addName(
      name,
      words.map((word) => word.joined),
      words.map((word) => word.role),
    );
  }

  freeze(lists: readonly IndexedList[], whole: WeighedAs | undefined): ListIndex {
    const size = this.#store.size;
    const names = this.#nameEntry.length;
    this.#entryNames.push(names);
    const rarity = whole?.rarity ?? this.#rarity.freeze();
    const versions = new Map(lists.map((list) => [list.code, list.version]));
    const dictionary = this.#dictionary.freeze(rarity);
    const met = soleDates(rowsOf(this.#dobOwner.frozen(), this.#dobValue.frozen(), size));
    const order = byDate(met, this.#entryNames.frozen());
    const entryOf = (entry: number): number => order.entries[entry] ?? 0;
    const rows = (owners: GrowingUint32, values: GrowingUint32): Rows =>
      rowsOf(owners.frozen().map(entryOf), values.frozen(), size);
    return indexOf({
      size,
      population: whole?.population ?? size,
      names,
      lists,
      store: this.#store.freeze(order.entries),
      listVersions: [...this.#listCodes.keys()].map((code) => versions.get(code) ?? "unversioned"),
      entries: {
        sex: placed(this.#sex.frozen(), order.entries),
        list: Uint16Array.from(placed(this.#list.frozen(), order.entries)),
        adults: placed(this.#adults.frozen(), order.entries),
        dobs: rows(this.#dobOwner, this.#dobValue),
        nationalities: rows(this.#natOwner, this.#natValue),
        birthCountries: rows(this.#pobOwner, this.#pobValue),
      },
      nameColumns: this.#nameColumns(order, placed(met, order.entries)),
      ...dictionary,
      search: formSearchColumns(dictionary.forms),
      joins: this.#joins.freeze(order.names),
      rarity,
      documents: this.#documents.freeze().columns,
      documentEntry: this.#documentEntry.frozen().map(entryOf),
      documentCountry: Uint16Array.from(this.#documentCountry.frozen()),
      documentKind: this.#documentKind.frozen(),
      documentNumbers: this.#documentNumbers,
      birthDates: this.#birthDates.freeze(entryOf).columns,
    });
  }

  #nameColumns(order: Renumbered, entryDate: Uint32Array): NameColumns {
    const nameEntry = placed(
      this.#nameEntry.frozen().map((entry) => order.entries[entry] ?? 0),
      order.names,
    );
    const owners = this.#nameOwner.frozen().map((name) => order.names[name] ?? 0);
    const words = rowsOf(owners, upTo(owners.length), order.names.length);
    const nameTokens = { starts: words.starts, values: words.values.map((at) => this.#nameToken.at(at)) };
    const nameDate = nameEntry.map((entry) => entryDate[entry] ?? 0);
    return {
      nameEntry,
      nameType: placed(this.#nameType.frozen(), order.names),
      nameOrdinals: placed(this.#nameOrdinals.frozen(), order.names),
      entryNames: startsOf(nameEntry, entryDate.length),
      nameTokens,
      nameRoles: Uint8Array.from(words.values, (at) => this.#nameRole.at(at)),
      nameDate,
      tokenNames: rowsOf(nameTokens.values, ownersOf(nameTokens), this.#dictionary.size),
      firstOfClass: firstOfClasses(nameDate),
    };
  }
}
