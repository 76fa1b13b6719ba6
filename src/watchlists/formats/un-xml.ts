// Reads the UN Security Council Consolidated List XML (root CONSOLIDATED_LIST) into list entries.
import type { EntryDob, EntryDocument, EntryName, ListEntry } from "../entry.ts";
import { elementTree, type Element } from "#messages";
import { countryCode } from "./country-names.ts";
import { documentOf } from "./document-text.ts";
import { placesAndTitles } from "./entry-parts.ts";
import { nameFault, refused, RowCollector, type ListReading } from "./reading.ts";
import { xmlRefused } from "./xml-list.ts";

const LIST = "UN";
const DEPTH = 12;

/**
 * Entries of all individuals (entities are not persons and are counted nowhere), with a note for every value that was
 * not understood. Refuses what is not well formed, not complete, not this list, or without individuals.
 */
export function readUnXml(bytes: Buffer): ListReading {
  const rows = new RowCollector();
  let root: string | null = null;
  let publishedAt: string | null = null;
  const fault = elementTree(
    bytes,
    { record: "INDIVIDUAL", depth: DEPTH },
    {
      root: (name, attributes) => {
        root = name;
        publishedAt = attributes["dateGenerated"] ?? null;
      },
      record: (element) => {
        if (root === "CONSOLIDATED_LIST") readIndividual(element, rows);
      },
    },
  );
  if (fault !== null) return xmlRefused(fault);
  if (root !== "CONSOLIDATED_LIST") {
    const text =
      "The file's root element is <{root}>, not <CONSOLIDATED_LIST>: it is not the UN list. Give the list's own file.";
    return refused("wrong-root", { root: root ?? "" }, { line: 1, text });
  }
  return rows.finish("un-xml", publishedAt);
}

function readIndividual(element: Element, rows: RowCollector): void {
  rows.nextRow();
  const dataId = element.first("DATAID");
  const ref = element.first("REFERENCE_NUMBER") || null;
  if (dataId === "") {
    rows.skip({ ref, field: "DATAID", code: "no-identifier" });
    return;
  }
  const names = namesOf(element, rows, ref);
  if (names.length === 0) {
    rows.skip({ ref, field: "FIRST_NAME", code: "no-name" });
    return;
  }
  const instructions = element.first("COMMENTS1");
  const programme = element.first("UN_LIST_TYPE");
  rows.add({
    id: `${LIST}-${dataId}`,
    list: LIST,
    ref,
    names,
    dobs: datesOf(element, rows, ref),
    sex: sexOf(element.first("GENDER") || genderIn(instructions), rows, ref),
    nationalities: countriesOf(
      element.all("NATIONALITY").flatMap((one) => one.values("VALUE")),
      "NATIONALITY",
      rows,
      ref,
    ),
    birthCountries: countriesOf(
      [
        ...element.all("INDIVIDUAL_PLACE_OF_BIRTH").map((one) => one.first("COUNTRY")),
        ...element.all("INDIVIDUAL_ALIAS").map((one) => one.first("COUNTRY_OF_BIRTH")),
      ],
      "INDIVIDUAL_PLACE_OF_BIRTH",
      rows,
      ref,
    ),
    ...placesAndTitles(
      element.all("INDIVIDUAL_PLACE_OF_BIRTH").map(placeOf),
      ["TITLE", "DESIGNATION"].flatMap((name) => element.all(name).flatMap((one) => one.values("VALUE"))),
    ),
    documents: documentsOf(element, rows, ref),
    category: "sanctions",
    ...(programme === "" ? {} : { programme }),
    ...(instructions === "" ? {} : { instructions: rows.bounded(instructions, "COMMENTS1", ref) }),
  } satisfies ListEntry);
}

/** Town, province and country of a place of birth, as the list writes them. */
function placeOf(place: Element): string {
  const parts = ["STREET", "CITY", "STATE_PROVINCE", "COUNTRY"].map((part) => place.first(part));
  return [...new Set(parts)].filter((part) => part !== "").join(", ");
}

/** Main name, name in its own script, and aliases: Good as alias, Low as weak; several in one element are parted. */
function namesOf(element: Element, rows: RowCollector, ref: string | null): EntryName[] {
  const names: EntryName[] = [];
  const seen = new Set<string>();
  const add = (full: string, type: EntryName["type"]): void => {
    const key = full.toLowerCase();
    if (full === "" || seen.has(key)) return;
    seen.add(key);
    const fault = nameFault(full) ?? (/\p{L}{2}/u.test(full) ? null : "value-not-understood");
    if (fault !== null) return rows.note({ ref, field: "name", value: full, code: fault });
    names.push({ full, type });
  };
  const parts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].map((part) => element.first(part));
  // `na` stands for a part that is not known.
  add(parts.filter((part) => !/^(?:na)?$/i.test(part)).join(" "), "primary");
  for (const original of element.values("NAME_ORIGINAL_SCRIPT")) add(original, "original");
  for (const alias of element.all("INDIVIDUAL_ALIAS")) {
    const type = alias.first("QUALITY") === "Low" ? "weak" : "alias";
    for (const part of aliasNames(alias.first("ALIAS_NAME")))
      add(part.full, part.original ? "original" : type);
  }
  return names;
}

/** `A; B`, `A b) B`, `A (Б)`, `A (original script: Б)`, `“A”`, `A, born 1 Jan. 1953 (...)`: the names in them. */
function aliasNames(text: string): readonly { readonly full: string; readonly original: boolean }[] {
  const names: { full: string; original: boolean }[] = [];
  for (const piece of text.split(/;|\s[a-z]\)\s/)) {
    const inner = /\(([^()]*)\)/.exec(piece)?.[1] ?? "";
    const outer = piece.replace(/\([^()]*\)/g, " ");
    for (const name of [outer, isName(inner) ? inner.replace(/^original script:/i, "") : ""]) {
      const full = withoutEdges(name.slice(0, bornAt(name)).replace(/[\s"“”()]+/g, " "));
      if (full !== "") names.push({ full, original: !/\p{Script=Latin}/u.test(full) });
    }
  }
  return names;
}

/** Where the words about the birth begin. */
function bornAt(name: string): number {
  return /,\s*born\b/i.exec(name)?.index ?? name.length;
}

/** Without the blanks and commas that stand around a name. */
function withoutEdges(name: string): string {
  let [start, end] = [0, name.length];
  while (start < end && " ,".includes(name.charAt(start))) start += 1;
  while (end > start && " ,".includes(name.charAt(end - 1))) end -= 1;
  return name.slice(start, end);
}

/** Words with capitals in front, one blank between them: each character has one way to be read only. */
const NAMES = /^\p{Lu}[\p{L}'’-]*(?:\s\p{Lu}[\p{L}'’-]*)*\s?$/u;

/** Whether what stands in brackets is a name in another script or spelling, not a remark. */
function isName(inner: string): boolean {
  if (/^original script:/i.test(inner) || /^[^\p{Script=Latin}\d]+$/u.test(inner)) return inner !== "";
  return NAMES.test(inner) && !/^(?:COMBAT NAME|Sheikh|Haji|Mullah|Maulavi)$/i.test(inner);
}

function datesOf(element: Element, rows: RowCollector, ref: string | null): EntryDob[] {
  const dobs: EntryDob[] = [];
  const seen = new Set<string>();
  const add = (dob: EntryDob): void => {
    const key = JSON.stringify(dob);
    if (!seen.has(key)) dobs.push(dob);
    seen.add(key);
  };
  const unread = (value: string): void => {
    rows.note({ ref, field: "INDIVIDUAL_DATE_OF_BIRTH", value, code: "date-not-understood" });
  };
  for (const one of element.all("INDIVIDUAL_DATE_OF_BIRTH")) {
    const [from, to] = [one.first("FROM_YEAR"), one.first("TO_YEAR")];
    const circa =
      one.first("TYPE_OF_DATE") === "APPROXIMATELY" || /approximate|about|circa/i.test(one.first("NOTE"));
    const date = dateOf(one.first("DATE")) ?? dateOf(one.first("YEAR"));
    if (/^\d{4}$/.test(from) && /^\d{4}$/.test(to)) add({ from, to });
    else if (date !== null) add(circa ? { date, circa: true } : { date });
    else {
      const note = one.first("NOTE");
      const inNote = monthAndYear(note);
      if (inNote !== null) add({ date: inNote });
      else if (note !== "" || one.first("DATE") + one.first("YEAR") + from + to !== "")
        unread(note || one.first("DATE") || one.first("YEAR"));
    }
  }
  for (const alias of element.all("INDIVIDUAL_ALIAS")) {
    const text = alias.first("DATE_OF_BIRTH");
    if (text === "") continue;
    const date = dateOf(text);
    if (date === null) unread(text);
    else add({ date });
  }
  return dobs;
}

function dateOf(text: string): string | null {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*|Z|[+-]\d{2}:\d{2})?$/.exec(text);
  if (match === null) return null;
  return [match[1], match[2], match[3]].filter((part) => part !== undefined).join("-");
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** `Nov. 1973`, `August 1961`: a month and a year in words. */
function monthAndYear(text: string): string | null {
  const match = /^([A-Za-z]{3})[a-z]*\.?\s+(\d{4})$/.exec(text.trim());
  const month = MONTHS.indexOf((match?.[1] ?? "").toLowerCase());
  return match === null || month < 0 ? null : `${match[2]}-${String(month + 1).padStart(2, "0")}`;
}

/** Older entries state it only among the comments: `Gender [Male].` */
function genderIn(comments: string): string {
  return /\bGender\s*\[(\w+)\]/.exec(comments)?.[1] ?? "";
}

function sexOf(text: string, rows: RowCollector, ref: string | null): "M" | "F" | null {
  if (/^(?:male|m|masculin|masculino)$/i.test(text)) return "M";
  if (/^(?:female|f|féminin|femenino)$/i.test(text)) return "F";
  if (text !== "") {
    rows.note({ ref, field: "GENDER", value: text, code: "value-not-understood" });
  }
  return null;
}

function countriesOf(
  names: readonly string[],
  field: string,
  rows: RowCollector,
  ref: string | null,
): string[] {
  const codes = new Set<string>();
  for (const name of names) {
    if (name === "" || /^(?:na|n\/a|none|unknown)$/i.test(name)) continue;
    const code = countryCode(name);
    if (code !== null) codes.add(code);
    else rows.note({ ref, field, value: name, code: "country-not-understood" });
  }
  return [...codes];
}

function documentsOf(element: Element, rows: RowCollector, ref: string | null): EntryDocument[] {
  const documents: EntryDocument[] = [];
  for (const one of element.all("INDIVIDUAL_DOCUMENT")) {
    const type = [one.first("TYPE_OF_DOCUMENT"), one.first("TYPE_OF_DOCUMENT2")].join(" ");
    const text = one.first("NUMBER") || (/\d/.test(one.first("NOTE")) ? one.first("NOTE") : "");
    if (text === "") continue;
    const country = one.first("ISSUING_COUNTRY") || one.first("COUNTRY_OF_ISSUE");
    const document = documentOf({ type, text, country: country === "" ? null : countryCode(country) });
    if (document !== null) documents.push(document);
    else rows.note({ ref, field: "INDIVIDUAL_DOCUMENT", value: text, code: "document-not-understood" });
  }
  return documents;
}
