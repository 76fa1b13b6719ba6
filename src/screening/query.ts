// A traveller made ready for screening: name forms with rarities, date, documents.
import { alpha2 } from "#vocabulary";
import { formsOf, groupOfWord, type Reading } from "./form.ts";
import { countryNumber } from "./index/country-codes.ts";
import { initialBit, type ListIndex } from "./index/list-index.ts";
import { looseKey } from "./index/join-search.ts";
import type { Traveller, TravellerDocument } from "./match.ts";
import { travellerName, type NameForm, type NameToken, type TokenMemo } from "./normalise/name-form.ts";
import type { Role } from "./normalise/readings.ts";
import { rarityKey } from "./rarity.ts";
import { parseDate, type PlainDate } from "./score/birth-date.ts";
import { documentKind, documentNumber, isCheckDigitRight, type DocumentKind } from "./score/document.ts";

export type QueryToken = {
  readonly surface: string;
  readonly role: Role;
  readonly kind: NameToken["kind"];
  readonly readings: readonly Reading[];
  readonly group: number;
  readonly bits: number;
  readonly maybeCut: boolean;
  readonly initials: number;
  /** Loose keys to seek among listed joins. */
  readonly looseKeys: readonly string[];
};

/** Two or more words of the traveller read as one: `members` are places in the form's tokens. */
export type QueryJoin = { readonly members: readonly number[]; readonly readings: readonly Reading[] };

export type QueryName = {
  readonly tokens: readonly QueryToken[];
  readonly joins: readonly QueryJoin[];
  readonly mayBeCut: boolean;
  readonly female: boolean;
};

export type QueryDocument = {
  readonly number: string;
  readonly raw: string;
  readonly country: number;
  readonly kind: DocumentKind;
  /** Its check digit is right: no character of it was misread. */
  readonly checked: boolean;
};

export type Query = {
  readonly names: readonly QueryName[];
  readonly birthDate: PlainDate | null;
  /** 0 unknown or unspecified, 1 male, 2 female. */
  readonly sex: number;
  readonly nationality: number;
  /** Of the place of birth; 0 where it does not tell one. */
  readonly birthCountry: number;
  /** Under eighteen on the day of the journey. */
  readonly minor: boolean;
  readonly documents: readonly QueryDocument[];
};

/** Words of travellers made ready before against one index: families share them, and nations. */
export type QueryMemo = { readonly tokens: TokenMemo; readonly ready: Map<NameToken, QueryToken> };

/** Reads a traveller against the rarities of an index. */
export function queryOf(index: ListIndex, traveller: Traveller, memo: QueryMemo | null = null): Query {
  const tokens = memo?.tokens ?? null;
  const forms = [travellerName(traveller.surname, traveller.given, traveller.nationality, tokens)];
  const native = traveller.nativeName ?? "";
  if (native.trim() !== "") forms.push(travellerName(native, null, traveller.nationality, tokens));
  return {
    names: forms
      .filter((form) => form.tokens.length > 0)
      .map((form) => queryName(index, form, traveller.sex === "F", memo)),
    birthDate: parseDate(traveller.birthDate),
    sex: traveller.sex === "M" ? 1 : traveller.sex === "F" ? 2 : 0,
    nationality: countryNumber(traveller.nationality),
    birthCountry: countryNumber(birthCountryOf(traveller.birthPlace ?? null)),
    minor: isMinor(parseDate(traveller.birthDate), parseDate(traveller.travelsOn ?? null)),
    documents: traveller.documents
      .map((document) => queryDocument(document))
      .filter((document) => document.number !== ""),
  };
}

function queryDocument({ type, number: raw, issuer, checkDigit }: TravellerDocument): QueryDocument {
  const number = documentNumber(raw);
  return {
    number,
    raw,
    country: countryNumber(issuer),
    kind: documentKind(type, issuer, number),
    checked: isCheckDigitRight(number, checkDigit ?? null) === true,
  };
}

/** The State that a place of birth ends with, as lists of passengers write it: `BAKU AZE`, `Baku, AZE`; null for none. */
export function birthCountryOf(place: string | null): string | null {
  const last = /(?:^|[\s,])([A-Z]{3})$/.exec((place ?? "").trim())?.[1];
  return last !== undefined && alpha2(last) !== undefined ? last : null;
}

const OF_AGE = 18;

/** Whether someone born then has surely not come of age on that day. */
function isMinor(born: PlainDate | null, day: PlainDate | null): boolean {
  if (born === null || day === null) return false;
  const years = day.year - born.year;
  if (born.month === 0 || years !== OF_AGE || born.month !== day.month) {
    return years < OF_AGE || (years === OF_AGE && born.month > day.month);
  }
  return born.day > day.day;
}

function queryName(index: ListIndex, form: NameForm, female: boolean, memo: QueryMemo | null): QueryName {
  const tokens = form.tokens.map((token) => {
    const known = memo?.ready.get(token);
    if (known !== undefined) return known;
    const ready = queryToken(index, token);
    memo?.ready.set(token, ready);
    return ready;
  });
  return { tokens, joins: queryJoins(index, tokens), mayBeCut: form.mayBeCut, female };
}

function queryToken(index: ListIndex, token: NameToken): QueryToken {
  const readings = formsOf(token, index.search.formOf);
  const first = readings[0]?.form;
  const key = first === undefined ? token.surface : rarityKey(first);
  const bits = index.rarity.bitsOf(key);
  let initials = 0;
  const looseKeys = new Set<string>();
  for (const { form } of readings) {
    initials |= initialBit(form);
    if (form.formClass === "latin") looseKeys.add(looseKey(form.key));
  }
  return {
    surface: token.surface,
    role: token.role,
    kind: token.kind,
    readings,
    group: groupOfWord(readings),
    bits: token.kind === "honorific" ? Math.min(bits, 2) : bits,
    maybeCut: token.maybeCut,
    initials: initials >>> 0,
    looseKeys: token.kind === "plain" ? [...looseKeys] : [],
  };
}

/** Adjacent words of one part read as one: HUSEYN QULU for a listed HUSEYNQULU. */
function queryJoins(index: ListIndex, tokens: readonly QueryToken[]): QueryJoin[] {
  const joins: QueryJoin[] = [];
  if (tokens.length > 8) return joins;
  for (let at = 0; at + 1 < tokens.length; at++) {
    for (const members of [
      [at, at + 1],
      [at, at + 1, at + 2],
    ]) {
      const reading = joinedReading(index, tokens, members);
      if (reading !== null) joins.push({ members, readings: [reading] });
    }
  }
  return joins;
}

/** Null when the words are not all plain words of one part, or too short or long together. */
function joinedReading(
  index: ListIndex,
  tokens: readonly QueryToken[],
  members: readonly number[],
): Reading | null {
  const role = tokens[members[0] ?? 0]?.role;
  let text = "";
  for (const at of members) {
    const token = tokens[at];
    const part = token?.readings.find((reading) => reading.form.formClass === "latin");
    if (token === undefined || token.role !== role || token.kind !== "plain" || part === undefined)
      return null;
    text += part.form.text;
  }
  return text.length < 5 || text.length > 40
    ? null
    : { form: index.search.formOf(text, "latin"), cost: 0, kind: "joined" };
}
