// Finds births, places, documents, sex and weak names in the remarks of the OFAC list in CSV: parts between semicolons.
import { countryCode } from "./country-names.ts";
import type { EntryParts } from "./entry-parts.ts";

const FIELD = "remarks";
/** What announces a document and its number is no longer. */
const LONGEST = 300;
/** Words with which the number of a document is announced; what else has a number (a case, a company) is none. */
const DOCUMENT =
  /^((?:[\p{L}.'/ -]+ )?(?:passport|stateless person id card|travel document(?: number)?|identification(?: number)?|national id(?: no\.)?|national foreign id(?: number)?|personal id card|id card(?: no\.)?|identity card|cedula(?: no\.| de [\p{L} ]+)?|d\.n\.i\.|c\.u\.r\.p\.|c\.u\.i\.p\.|c\.u\.i\.|r\.f\.c\.|s\.?s\.?n\.?|i\.f\.e\.|credencial electoral|cartilla de servicio militar nacional|residency number|electoral registry no\.|birth certificate number|driver's license no\.|tarjeta de identidad|matricula mercantil no)\.?)\s+(.+)$/iu;

/** Puts what the remarks say of the person into the entry's parts. */
export function readRemarks(remarks: string, parts: EntryParts): void {
  for (const piece of piecesOf(remarks)) readPiece(piece.replace(/^alt\.\s+/i, ""), parts);
}

/** Parts between semicolons, without the full stop that ends the whole. */
function piecesOf(remarks: string): string[] {
  return remarks
    .slice(0, 20_000)
    .replace(/\.\s*$/, "")
    .split(/;\s*/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");
}

function readPiece(piece: string, parts: EntryParts): void {
  const [, head = "", rest = ""] = /^(\S+)\s+(.+)$/s.exec(piece) ?? [];
  switch (head.toLowerCase()) {
    case "dob":
      return parts.birth(rest, FIELD);
    case "pob":
      return parts.birthPlace(rest, FIELD);
    case "nationality":
    case "citizen":
      return parts.nationality(rest, FIELD);
    case "gender":
      return parts.sex(rest, FIELD);
    case "a.k.a.":
    case "f.k.a.":
    case "n.k.a.":
      return weakName(rest, parts);
    case "email":
      return parts.key("email", rest.replace(/^address\s+/i, ""));
    case "phone":
      return phone(rest.replace(/^number\s+/i, ""), parts);
  }
  const [, type = "", text = ""] = DOCUMENT.exec(piece.slice(0, LONGEST)) ?? [];
  if (type !== "" && /\d/.test(text)) parts.document(documentSaid(type, text), FIELD);
}

/** Numbers are listed with or without +: only those that say their country are compared. */
function phone(said: string, parts: EntryParts): void {
  const number = said.replace(/\s*\(.*$/, "");
  if (number.startsWith("+") || number.startsWith("00")) parts.key("phone", number);
}

/** `'CHAFFORI, Petit'`: a name in quotation marks, its family name before the comma. */
function weakName(said: string, parts: EntryParts): void {
  const name = said.replace(/^['"‘“]+/, "").replace(/['"’”]+$/, "");
  const [surname = "", given = ""] = name.split(/,\s+/);
  parts.name(given === "" ? surname : `${given} ${surname}`, "weak");
}

/** `1084010 (Egypt) issued 2001`: the number, and the State in brackets. */
function documentSaid(type: string, text: string): { type: string; text: string; country: string } {
  // The State stands in brackets, or (seldom) without them at the end.
  const [, number = "", last = ""] = /^(.*\d\S*)\s+(\p{L}{4,40})$/u.exec(text) ?? [];
  if (countryCode(last) !== null) return { type, text: number, country: last };
  const country = [...text.matchAll(/\(([^()]*)\)/g)].map(([, inner = ""]) => inner);
  const found = country.find((inner) => countryCode(inner) !== null) ?? country[0] ?? "";
  // Brackets that name no State belong to the number: `12/BAHANA(NAING)013000`.
  const kept = text.replaceAll(`(${found})`, " ").replace(/(?<=\S)\((\p{L}+)\)(?=\S)/gu, "$1");
  return { type, text: kept.replace(/^(?:no\.?|number|#)\s+/i, ""), country: found };
}
