// Finds type, number and issuing State in what lists write about a document: often a sentence.
import type { EntryDocument } from "../entry.ts";
import { countryCode } from "./country-names.ts";

const PASSPORT = /passport|passeport|pasaporte|travel document|reiseausweis|laissez/i;
const IDENTITY =
  /identi|national|tazkira|cedula|cédula|carte|tarjeta|dni\b|social security|fiscal|c\.?u\.?r\.?p|d\.n\.i|c\.u\.i|\bssn\b|i\.f\.e|credencial electoral|personal id/i;
/** Numbers of a person, not of a card: they outlive every document. A card that has such a number is a card. */
const PERSONAL =
  /(?:identification|identity|personal|national|civil|insurance|social security|fiscal|tax|id)\b.{0,20}?\b(?:number|no\b\.?|code)|national (?:foreign )?id\b|c\.?u\.?r\.?p|d\.?n\.?i\b|c\.u\.i\b|\bs\.?s\.?n\b|r\.f\.c|^(?:national|ssn|idnational|personal)$/i;
const CARD = /card|carte|tarjeta|cédula|cedula|credencial|cartilla|tazkira|licen[cs]e|certificate/i;
const MOST_LETTERS = 24;
const LONGEST_TYPE = 60;

/**
 * A document from a list's words, or null when no number can be read. `P` for passports and travel documents, `N` for
 * personal numbers, `I` for identity documents, else the list's own word. The State is read from the text where its field
 * is empty.
 */
export function documentOf(said: {
  readonly type: string;
  readonly text: string;
  readonly country: string | null;
}): EntryDocument | null {
  const number = numberOf(said.text);
  if (number === null) return null;
  return { type: typeOf(said), number, country: said.country ?? countryIn(said.text) };
}

function typeOf(said: { readonly type: string; readonly text: string }): string {
  const type = said.type.trim();
  const words = `${type} ${said.text}`;
  if (PASSPORT.test(words)) return "P";
  if (PERSONAL.test(type) && !CARD.test(words)) return "N";
  return IDENTITY.test(words) ? "I" : type.slice(0, LONGEST_TYPE) || "other";
}

/** The number itself: what follows "no." or "number", else what follows the last plain word; remarks cut off. */
function numberOf(text: string): string | null {
  const plain = text
    .replace(/\([^)]*\)?/g, " ")
    .replace(/[,;].*$/s, "")
    .replace(/\b(?:issued|expire[sd]?|expiry|under|valid|dated)\b.*$/is, "")
    .trim();
  const number = (afterMark(plain) ?? afterLastWord(plain))
    .replace(/^[\s:.°º]+/, "")
    .replace(/\s+/g, " ")
    .trim();
  const letters = number.replace(/[^\p{L}\p{N}]/gu, "");
  return /\d/.test(number) && letters.length >= 4 && letters.length <= MOST_LETTERS ? number : null;
}

/** What follows the first sign of a number, where a digit is in it: what follows a later sign follows the first, too. */
function afterMark(plain: string): string | null {
  const mark = /\bno\b\.?|\bnumber\b|\bnumero\b|\bn[°º]|№/i.exec(plain);
  if (mark === null) return null;
  const rest = plain.slice(mark.index + mark[0].length);
  return /\d/.test(rest) ? rest : null;
}

/** A plain word has four letters at least; only so much is looked at before each blank, however long the text is. */
const WORD_END = /[\p{L}"”]{4}[:.]?$/u;
const LONGEST_END = 9;

/** What follows the last plain word and its blanks; the whole text where there is none. */
function afterLastWord(plain: string): string {
  let start = 0;
  for (const blank of plain.matchAll(/\s+/g)) {
    const before = plain.slice(Math.max(start, blank.index - LONGEST_END), blank.index);
    if (WORD_END.test(before)) start = blank.index + blank[0].length;
  }
  return plain.slice(start);
}

/** `Libyan passport No.`, `Libya 428720`, `CAR diplomatic passport`: the State a document's text begins with. */
function countryIn(text: string): string | null {
  const first = /^\p{L}+/u.exec(text.trim())?.[0] ?? "";
  if (first.length < 3) return null;
  return DEMONYMS.get(first.toLowerCase()) ?? (first.length > 3 ? countryCode(first) : null);
}

const DEMONYMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    afghan: "AFG",
    algerian: "DZA",
    british: "GBR",
    car: "CAF",
    danish: "DNK",
    dutch: "NLD",
    egyptian: "EGY",
    french: "FRA",
    german: "DEU",
    indonesian: "IDN",
    iranian: "IRN",
    iraqi: "IRQ",
    italian: "ITA",
    jordanian: "JOR",
    kuwaiti: "KWT",
    lebanese: "LBN",
    libyan: "LBY",
    moroccan: "MAR",
    pakistani: "PAK",
    qatari: "QAT",
    russian: "RUS",
    saudi: "SAU",
    somali: "SOM",
    sudanese: "SDN",
    swedish: "SWE",
    syrian: "SYR",
    tunisian: "TUN",
    turkish: "TUR",
    yemeni: "YEM",
  }),
);
