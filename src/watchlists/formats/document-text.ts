// Finds type, number and issuing State in what lists write about a document: often a sentence.
import type { EntryDocument } from "../entry.ts";
import { countryCode } from "./country-names.ts";

const PASSPORT = /passport|passeport|pasaporte|travel document|reiseausweis|laissez/i;
const IDENTITY = /identi|national|tazkira|cedula|cédula|carte|tarjeta|dni\b|social security|fiscal/i;
const MOST_LETTERS = 24;

/**
 * A document from a list's words, or null when no number can be read. `P` for passports and travel documents, `I` for
 * identity documents, else the list's own word. The State is read from the text where its field is empty.
 */
export function documentOf(said: {
  readonly type: string;
  readonly text: string;
  readonly country: string | null;
}): EntryDocument | null {
  const number = numberOf(said.text);
  if (number === null) return null;
  const words = `${said.text} ${said.type}`;
  const type = PASSPORT.test(said.type.trim() === "" ? words : said.type)
    ? "P"
    : PASSPORT.test(said.text)
      ? "P"
      : IDENTITY.test(words)
        ? "I"
        : said.type.trim() || "other";
  return { type, number, country: said.country ?? countryIn(said.text) };
}

/** The number itself: what follows "no." or "number", else what follows the last plain word; remarks cut off. */
function numberOf(text: string): string | null {
  const plain = text
    .replace(/\([^)]*\)?/g, " ")
    .replace(/[,;].*$/s, "")
    .replace(/\b(?:issued|expire[sd]?|expiry|under|valid|dated)\b.*$/is, "")
    .trim();
  const marked = /(?:\bno\b\.?|\bnumber\b|\bnumero\b|\bn[°º]|№)\s*:?\s*(.*\d.*)$/is.exec(plain)?.[1];
  const tail = marked ?? /^(?:.*[\p{L}"”]{4,}[:.]?\s+)?(\S.*)$/su.exec(plain)?.[1] ?? "";
  const number = tail
    .replace(/^[\s:.°º]+/, "")
    .replace(/\s+/g, " ")
    .trim();
  const letters = number.replace(/[^\p{L}\p{N}]/gu, "");
  return /\d/.test(number) && letters.length >= 4 && letters.length <= MOST_LETTERS ? number : null;
}

/** `Libyan passport No.`, `Libya 428720`, `CAR diplomatic passport`: the State a document's text begins with. */
function countryIn(text: string): string | null {
  const first = /^\p{L}+/u.exec(text.trim())?.[0] ?? "";
  if (first.length < 3) return null;
  return DEMONYMS[first.toLowerCase()] ?? (first.length > 3 ? countryCode(first) : null);
}

const DEMONYMS: Readonly<Record<string, string>> = {
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
};
