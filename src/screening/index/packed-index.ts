// An index as plain columns and back: built or reopened, it is put together from the same.
import type { IndexedList } from "../engine.ts";
import type { Form, FormClass } from "../form.ts";
import { Rarity, type RarityColumns } from "../rarity.ts";
import { ENGINE_VERSION } from "../version.ts";
import { EntryStore, type EntryBytes } from "./entry-store.ts";
import { FormSearch, type FormSearchColumns } from "./form-search.ts";
import { HashPostings, type PostingColumns } from "./hash-postings.ts";
import { JoinSearch, type JoinColumns } from "./join-search.ts";
import { KINDS, type EntryColumns, type ListIndex, type NameColumns, type TokenTable } from "./list-index.ts";
import { memoryOf } from "./memory.ts";
import { packTexts, unpackTexts, type Texts } from "./packed.ts";
import { packPersons } from "./packed-person.ts";

/** What an index is made of, nothing in it but columns, texts and numbers. */
export type IndexParts = {
  readonly size: number;
  readonly population: number;
  readonly names: number;
  readonly lists: readonly IndexedList[];
  readonly listVersions: readonly string[];
  readonly store: EntryBytes;
  readonly entries: EntryColumns;
  readonly nameColumns: NameColumns;
  readonly tokens: Omit<TokenTable, "surfaces">;
  readonly surfaces: readonly string[];
  readonly forms: readonly Form[];
  readonly formTokens: ListIndex["formTokens"];
  readonly formTokenCosts: Float32Array;
  readonly search: FormSearchColumns;
  readonly joins: JoinColumns;
  readonly rarity: Rarity;
  readonly documents: PostingColumns;
  readonly documentEntry: Uint32Array;
  readonly documentCountry: Uint16Array;
  readonly documentKind: Uint8Array;
  readonly documentNumbers: readonly string[];
  readonly birthDates: PostingColumns;
};

/** Puts an index together. */
export function indexOf(parts: IndexParts): ListIndex {
  const { nameColumns, surfaces, search, joins, documents, birthDates, store, ...same } = parts;
  const index = {
    ...same,
    ...nameColumns,
    engineVersion: ENGINE_VERSION,
    persons: packPersons(nameColumns.nameEntry, parts.entries),
    store: new EntryStore(store),
    tokens: { ...parts.tokens, surfaces },
    initialTokens: initialTokens(parts.tokens.kinds, parts.tokens.initials),
    search: new FormSearch(parts.forms, search),
    joins: new JoinSearch(joins),
    documents: new HashPostings(documents),
    birthDates: new HashPostings(birthDates),
  };
  return Object.freeze({ ...index, memoryBytes: memoryOf(index) });
}

/** Listed initials by letter, A first. */
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

/** Columns of an index as they are written. */
export type PackedIndex = Omit<IndexParts, "surfaces" | "forms" | "rarity" | "documentNumbers"> & {
  readonly surfaces: Texts;
  readonly forms: FormColumns;
  readonly rarity: Omit<RarityColumns, "keys"> & { readonly keys: Texts };
  readonly documentNumbers: Texts;
};

type FormColumns = {
  readonly texts: Texts;
  readonly keys: Texts;
  readonly skeletons: Texts;
  readonly classes: Uint8Array;
  readonly groups: Int16Array;
  readonly keyLetters: Int32Array;
  readonly textLetters: Int32Array;
};

const FORM_CLASSES: readonly FormClass[] = ["latin", "unvowelled", "stem", "native"];

export function packIndex(index: ListIndex): PackedIndex {
  const { tokens, rarity } = index;
  const { surfaces, ...tokenColumns } = tokens;
  const counts = rarity.columns();
  return {
    size: index.size,
    population: index.population,
    names: index.names,
    lists: index.lists,
    listVersions: index.listVersions,
    store: index.store.columns,
    entries: index.entries,
    nameColumns: {
      nameEntry: index.nameEntry,
      nameType: index.nameType,
      nameOrdinals: index.nameOrdinals,
      entryNames: index.entryNames,
      nameTokens: index.nameTokens,
      nameRoles: index.nameRoles,
      nameDate: index.nameDate,
      tokenNames: index.tokenNames,
      firstOfClass: index.firstOfClass,
    },
    tokens: tokenColumns,
    surfaces: packTexts(surfaces),
    forms: packForms(index.forms),
    formTokens: index.formTokens,
    formTokenCosts: index.formTokenCosts,
    search: index.search.columns,
    joins: index.joins.columns,
    rarity: {
      persons: counts.persons,
      counts: counts.counts,
      keys: packTexts(counts.counts.length === 0 ? [] : counts.keys.split("\n")),
    },
    documents: index.documents.columns,
    documentEntry: index.documentEntry,
    documentCountry: index.documentCountry,
    documentKind: index.documentKind,
    documentNumbers: packTexts(index.documentNumbers),
    birthDates: index.birthDates.columns,
  };
}

export function unpackIndex(packed: PackedIndex): ListIndex {
  const { surfaces, forms, rarity, documentNumbers, ...same } = packed;
  return indexOf({
    ...same,
    surfaces: unpackTexts(surfaces),
    forms: unpackForms(forms),
    rarity: Rarity.of({ ...rarity, keys: unpackTexts(rarity.keys).join("\n") }),
    documentNumbers: unpackTexts(documentNumbers),
  });
}

function packForms(forms: readonly Form[]): FormColumns {
  return {
    texts: packTexts(forms.map(({ text }) => text)),
    keys: packTexts(forms.map(({ key }) => key)),
    skeletons: packTexts(forms.map(({ skeleton }) => skeleton)),
    classes: Uint8Array.from(forms, ({ formClass }) => FORM_CLASSES.indexOf(formClass)),
    groups: Int16Array.from(forms, ({ group }) => group),
    keyLetters: Int32Array.from(forms, ({ keyLetters }) => keyLetters),
    textLetters: Int32Array.from(forms, ({ textLetters }) => textLetters),
  };
}

function unpackForms(columns: FormColumns): Form[] {
  const [texts, keys, skeletons] = [columns.texts, columns.keys, columns.skeletons].map(unpackTexts);
  return Array.from({ length: columns.classes.length }, (_item, at) => ({
    text: texts?.[at] ?? "",
    formClass: FORM_CLASSES[columns.classes[at] ?? 0] ?? "latin",
    key: keys?.[at] ?? "",
    skeleton: skeletons?.[at] ?? "",
    group: columns.groups[at] ?? -1,
    keyLetters: columns.keyLetters[at] ?? 0,
    textLetters: columns.textLetters[at] ?? 0,
  }));
}
