// Reads the Consolidated Canadian Autonomous Sanctions List in XML (root data-set, elements record).
import type { Element } from "#messages";
import { countryCode } from "./country-names.ts";
import { EntryParts } from "./entry-parts.ts";
import { refused, RowCollector, type ListReading } from "./reading.ts";
import { eachRecord } from "./xml-list.ts";

/** Entries of all records with a family or given name; the others are entities or ships. */
export function readCanadaXml(bytes: Buffer): ListReading {
  const rows = new RowCollector();
  const places = new Set<string>();
  let records = 0;
  const root = eachRecord(bytes, ["record"], (record) => {
    records += 1;
    if (record.first("LastName") + record.first("GivenName") !== "") readPerson(record, places, rows);
  });
  if ("accepted" in root) return root;
  if (root.name !== "data-set") return refused("wrong-root", { root: root.name }, { line: 1 });
  return records === 0 ? refused("no-entries") : rows.finish("canada-xml", null);
}

/**
 * The list numbers its items within a schedule of the regulations on a country; entries are called by that. Items that
 * share a number (the regulations of a subject have several) are told apart by their names.
 */
function readPerson(record: Element, places: Set<string>, rows: RowCollector): void {
  rows.nextRow();
  const [regulations, schedule, item] = [
    record.first("Country"),
    record.first("Schedule"),
    record.first("Item"),
  ];
  const [country] = regulations.split(/\s+\/\s+/);
  const nationality = countryCode((country ?? "").replace(/\s*\(.*$/, ""));
  const [given, surname] = [
    withoutBrackets(record.first("GivenName")),
    withoutBrackets(record.first("LastName")),
  ];
  const place = [nationality ?? initials(country ?? ""), schedule.replace(/[^A-Za-z0-9.]/g, ""), item]
    .filter((part) => part !== "")
    .join("-");
  const own = places.has(place) ? `${place}-${`${given}${surname}`.replace(/[^\p{L}]/gu, "")}` : place;
  places.add(own);
  const ref = [schedule, item === "" ? "" : `item ${item}`].filter((part) => part !== "").join(" ") || null;
  const parts = new EntryParts(rows, ref);
  parts.parted(given, surname, "primary");
  for (const field of ["LastName", "GivenName"]) bracketed(record.first(field), parts);
  for (const name of aliasesIn(rows.bounded(record.first("Aliases"), "Aliases", ref)))
    parts.name(name, "alias");
  parts.birth(record.first("DateOfBirthOrShipBuildDate"), "DateOfBirthOrShipBuildDate");
  // The State whose regulations name the person: evidence, not proof, of nationality.
  parts.knownNationality(nationality);
  parts.title(record.first("TitleOrShip"));
  rows.add(parts.entry({ id: `CA-${own}`, list: "CA", programme: "SEMA", category: "sanctions" }));
}

/** `Hamas Terrorist Attacks`: HTA, for regulations that are on no State. */
const initials = (words: string): string =>
  words
    .replace(/\(.*$/, "")
    .split(/\s+/)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");

const withoutBrackets = (name: string): string =>
  name
    .replace(/\([^()]*\)?/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** A spelling in brackets in the middle of a name is another name of its own only where it is whole words. */
function bracketed(name: string, parts: EntryParts): void {
  for (const [, inner = ""] of name.matchAll(/\(([^()]*)\)/g)) {
    if (inner.includes(" ")) parts.name(inner.replace(/^(?:a\.?k\.?a\.?|also known as)\s+/i, ""), "alias");
  }
}

const LANGUAGES = "Russian|Belarus+ian|Ukrainian|Arabic|Persian|Farsi|Hebrew|Burmese|Chinese";
const LABEL = new RegExp(`^(?:${LANGUAGES})\\s*:\\s*`, "i");
const BETWEEN = new RegExp(`[;,،]|\\s\\/\\s|\\sand\\s|\\sor\\s|(?=\\b(?:${LANGUAGES})\\s*:)`);

/** `A; B`, `A / Б`, `A, Belarusian: Б, Russian: В`, `A and B`, `A Б`: the names in them. */
function aliasesIn(text: string): string[] {
  return text
    .split(BETWEEN)
    .map((piece) =>
      piece
        .trim()
        .replace(LABEL, "")
        .replace(/^\(/, "")
        .replace(/^a\.?k\.?a\.?\s+/i, ""),
    )
    .flatMap((piece) => inOneScript(withoutBrackets(piece)))
    .filter((full) => full !== "" && !/^(?:jr|sr|junior|senior)\.?$/i.test(full));
}

/** `A B А Б`: a name and the same in another script, with nothing between them but a blank. */
function inOneScript(piece: string): string[] {
  const at = /(?<=[\p{Script=Latin}.'’-]) (?=[^\p{Script=Latin}\P{L}]{3})/u.exec(piece)?.index;
  return at === undefined ? [piece] : [piece.slice(0, at), piece.slice(at + 1)];
}
