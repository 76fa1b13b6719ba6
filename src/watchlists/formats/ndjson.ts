// Reads list entries written one JSON object a line, in the short field names of the screening bench.
import { personCategories } from "../person-category.ts";
import type { EntryDob, EntryDocument, EntryKey, EntryKeyKind, EntryName, ListEntry } from "../entry.ts";
import { keyOf } from "../entry-keys.ts";
import { placesAndTitles } from "./entry-parts.ts";
import { isObject, jsonOf, objectsOf, textOf, textsOf, type Fields } from "./json-fields.ts";
import { nameFault, RowCollector, type ListReading } from "./reading.ts";

const NAME_TYPES: ReadonlySet<string> = new Set(["primary", "alias", "weak", "original"]);

/** Entries of all lines that are entries; a note for every line or value that is not. Blank lines do not count. */
export function readNdjson(text: string): ListReading {
  const rows = new RowCollector();
  for (const line of text.split("\n")) {
    if (line.trim() !== "") readLine(line, rows);
  }
  return rows.finish("ndjson", null);
}

function readLine(line: string, rows: RowCollector): void {
  rows.nextRow();
  const parsed = jsonOf(line);
  if (!isObject(parsed)) {
    rows.skip({ ref: null, field: "line", value: line, code: "not-json" });
    return;
  }
  const [id, list] = [textOf(parsed["id"]), textOf(parsed["list"])];
  if (id === null || list === null) {
    rows.skip({ ref: null, field: id === null ? "id" : "list", code: "no-identifier" });
    return;
  }
  const ref = textOf(parsed["ref"]);
  const names = objectsOf(parsed["names"])
    .map(nameOf)
    .filter((name) => name !== null)
    .filter((name) => isComparable(name, rows, ref ?? id));
  const [programme, category] = [textOf(parsed["programme"]), textOf(parsed["category"])];
  const who = personCategories.find((one) => one === parsed["personCategory"]);
  const role = textOf(parsed["role"]);
  const [instructions, cluster] = [textOf(parsed["instructions"]), textOf(parsed["cluster"])];
  rows.add({
    id,
    list,
    ref,
    names,
    dobs: datesOf(parsed["dobs"], rows, ref ?? id),
    sex: sexOf(parsed["sex"], rows, ref ?? id),
    nationalities: codesOf(parsed["nat"] ?? parsed["nationalities"], "nat", rows, ref ?? id),
    birthCountries: codesOf(parsed["pob"] ?? parsed["birthCountries"], "pob", rows, ref ?? id),
    ...placesAndTitles(textsOf(parsed["birthPlaces"]), textsOf(parsed["titles"])),
    documents: objectsOf(parsed["docs"] ?? parsed["documents"])
      .map(documentOf)
      .filter((document) => document !== null),
    ...keysIn(parsed["keys"], rows, ref ?? id),
    ...(programme === null ? {} : { programme }),
    ...((category ?? programme) === null ? {} : { category: category ?? programme ?? "" }),
    ...(who === undefined ? {} : { personCategory: who }),
    ...(role === null ? {} : { role }),
    ...(instructions === null ? {} : { instructions }),
    ...(cluster === null ? {} : { cluster }),
  } satisfies ListEntry);
}

function isComparable({ full }: EntryName, rows: RowCollector, ref: string): boolean {
  const fault = nameFault(full);
  if (fault !== null) rows.note({ ref, field: "names", value: full, code: fault });
  return fault === null;
}

function nameOf(fields: Fields): EntryName | null {
  const [surname, given, patronymic] = [
    textOf(fields["surname"]),
    textOf(fields["given"]),
    textOf(fields["patronymic"]),
  ];
  const parts = [given, patronymic, surname].filter((part) => part !== null).join(" ");
  const full = textOf(fields["full"]) ?? parts;
  if (full === "") return null;
  const type = textOf(fields["type"]) ?? "primary";
  return {
    full,
    type: NAME_TYPES.has(type) ? (type as EntryName["type"]) : "alias",
    ...(surname === null ? {} : { surname }),
    ...(given === null ? {} : { given }),
    ...(patronymic === null ? {} : { patronymic }),
  };
}

function datesOf(value: unknown, rows: RowCollector, ref: string): EntryDob[] {
  const dobs: EntryDob[] = [];
  for (const fields of objectsOf(value)) {
    const [date, from, to] = [textOf(fields["date"]), textOf(fields["from"]), textOf(fields["to"])];
    if (date !== null && /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(date)) {
      dobs.push(fields["circa"] === true ? { date, circa: true } : { date });
    } else if (from !== null && to !== null && /^\d{4}$/.test(from) && /^\d{4}$/.test(to))
      dobs.push({ from, to });
    else {
      rows.note({ ref, field: "dobs", value: JSON.stringify(fields), code: "date-not-understood" });
    }
  }
  return dobs;
}

function sexOf(value: unknown, rows: RowCollector, ref: string): "M" | "F" | "X" | null {
  if (value === "M" || value === "F" || value === "X") return value;
  if (value !== null && value !== undefined && value !== "") {
    rows.note({ ref, field: "sex", value: JSON.stringify(value), code: "value-not-understood" });
  }
  return null;
}

function codesOf(value: unknown, field: string, rows: RowCollector, ref: string): string[] {
  const codes: string[] = [];
  for (const one of Array.isArray(value) ? value : []) {
    const code = textOf(one)?.toUpperCase() ?? "";
    if (/^[A-Z]{3}$/.test(code)) codes.push(code);
    else {
      rows.note({ ref, field, value: JSON.stringify(one) ?? "", code: "country-not-understood" });
    }
  }
  return codes;
}

function documentOf(fields: Fields): EntryDocument | null {
  const number = textOf(fields["number"]);
  if (number === null) return null;
  const country = textOf(fields["country"])?.toUpperCase() ?? null;
  return { type: textOf(fields["type"]) ?? "other", number, country };
}

const KEY_KINDS: ReadonlySet<string> = new Set<EntryKeyKind>(["phone", "email", "card", "address", "agency"]);

function keysIn(value: unknown, rows: RowCollector, ref: string): { readonly keys?: EntryKey[] } {
  const keys: EntryKey[] = [];
  for (const fields of objectsOf(value)) {
    const [kind, typed] = [textOf(fields["kind"]) ?? "", textOf(fields["value"]) ?? ""];
    const read = KEY_KINDS.has(kind) ? keyOf(kind as EntryKeyKind, typed) : null;
    if (read === null) rows.note({ ref, field: "keys", value: kind, code: "key-not-understood" });
    else keys.push({ kind: kind as EntryKeyKind, value: read });
  }
  return keys.length === 0 ? {} : { keys };
}
