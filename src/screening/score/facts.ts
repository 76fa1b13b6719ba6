// Evidence beside the name: birth date, sex, nationality, documents of one entry against one traveller.
import { unpackDate, DOCUMENT_SEEDS, type ListIndex } from "../index/list-index.ts";
import { hashOf, hashWithout } from "../index/hash-postings.ts";
import type { Relation } from "../match.ts";
import type { Query, QueryDocument } from "../query.ts";
import { editDistance } from "../similarity.ts";
import { compareDates, type DateEvidence } from "./birth-date.ts";
import { lookAlikeNumber } from "./document.ts";
import { DOCUMENT, PERSON } from "./model.ts";

export type BirthDateEvidence = DateEvidence & { readonly place: number };

/** The best of an entry's birth dates, less what many alternatives take from it; null when a side has none. */
export function birthDateEvidence(index: ListIndex, query: Query, entry: number): BirthDateEvidence | null {
  const { starts, values } = index.entries.dobs;
  const from = starts[entry] ?? 0;
  const to = starts[entry + 1] ?? 0;
  if (query.birthDate === null || from === to) return null;
  let best: BirthDateEvidence | null = null;
  for (let place = from; place < to; place++) {
    const evidence = compareDates(query.birthDate, unpackDate(values[place] ?? 0));
    if (best === null || evidence.bits > best.bits) best = { ...evidence, place };
  }
  if (best === null || to - from === 1 || best.bits <= 0) return best;
  return { ...best, bits: Math.max(0, best.bits - Math.log2(to - from)) };
}

/** Bits of equal or different sex; null when a side does not say. */
export function sexBits(index: ListIndex, query: Query, entry: number): number | null {
  const listed = index.entries.sex[entry] ?? 0;
  if (listed === 0 || query.sex === 0) return null;
  return listed === query.sex ? PERSON.sexEqual : PERSON.sexDifferent;
}

/** Bits of nationality against the entry's nationalities, else its countries of birth; null when a side does not say. */
export function nationalityBits(
  index: ListIndex,
  query: Query,
  entry: number,
): { readonly relation: Relation; readonly bits: number } | null {
  if (query.nationality === 0) return null;
  const { nationalities, birthCountries } = index.entries;
  const has = (rows: typeof nationalities): boolean => {
    for (let at = rows.starts[entry] ?? 0; at < (rows.starts[entry + 1] ?? 0); at++) {
      if (rows.values[at] === query.nationality) return true;
    }
    return false;
  };
  if (has(nationalities)) return { relation: "equal", bits: PERSON.nationalityEqual };
  if (has(birthCountries)) return { relation: "birth-country", bits: PERSON.birthCountryEqual };
  const known = (nationalities.starts[entry + 1] ?? 0) > (nationalities.starts[entry] ?? 0);
  return known ? { relation: "different", bits: PERSON.nationalityDifferent } : null;
}

export type DocumentEvidence = {
  readonly relation: Relation;
  readonly bits: number;
  readonly left: string;
  readonly right: string;
  /** Counts only when the name agrees for this many bits. */
  readonly needsNameBits: number;
};

/** Every entry with a document near one of the traveller's, with its best evidence. */
export function documentEvidence(index: ListIndex, query: Query): ReadonlyMap<number, DocumentEvidence> {
  const best = new Map<number, DocumentEvidence>();
  const found: number[] = [];
  for (const document of query.documents) {
    const { number } = document;
    let count = index.documents.collect(hashOf(number, DOCUMENT_SEEDS.number), found, 0);
    count = index.documents.collect(hashOf(lookAlikeNumber(number), DOCUMENT_SEEDS.lookAlike), found, count);
    if (document.country > 0) {
      count = index.documents.collect(hashOf(number, DOCUMENT_SEEDS.shortened), found, count);
      for (let skip = 0; skip < number.length; skip++) {
        count = index.documents.collect(
          hashWithout(number, skip, -1, DOCUMENT_SEEDS.shortened),
          found,
          count,
        );
      }
    }
    for (let at = 0; at < count; at++) {
      const place = found[at] ?? 0;
      const evidence = compareDocuments(
        document,
        index.documentNumbers[place] ?? "",
        index.documentCountry[place] ?? 0,
      );
      const entry = index.documentEntry[place] ?? 0;
      if (evidence !== null && evidence.bits > (best.get(entry)?.bits ?? 0)) best.set(entry, evidence);
    }
  }
  return best;
}

/** Compares two normalised numbers with their issuing countries (0 unknown); null when they say nothing. */
export function compareDocuments(
  left: QueryDocument,
  right: string,
  country: number,
): DocumentEvidence | null {
  const make = (relation: Relation, bits: number, needsNameBits = -Infinity): DocumentEvidence => ({
    relation,
    bits,
    left: left.raw,
    right,
    needsNameBits,
  });
  const bothCountries = left.country > 0 && country > 0;
  const sameCountry = bothCountries && left.country === country;
  if (left.number === right) {
    if (sameCountry) return make("number-equal", DOCUMENT.equal);
    if (bothCountries) return make("number-country-differs", DOCUMENT.countryDiffers);
    const bits = DOCUMENT.countryUnknown[Math.min(8, right.length)] ?? 0;
    return bits > 0 ? make("number-country-unknown", bits) : null;
  }
  if (!sameCountry) return null;
  if (lookAlikeNumber(left.number) === lookAlikeNumber(right))
    return make("number-look-alike", DOCUMENT.lookAlike);
  if (right.length >= 6 && editDistance(left.number, right, 1) <= 1) {
    return make("number-one-edit", DOCUMENT.oneEdit, DOCUMENT.oneEditNameBits);
  }
  return null;
}
