// Reads a list in CSV by a mapping of its columns; cells that a table program would calculate are texts and nothing else.
import { csvFields, type CsvField, type CsvMapping } from "../contract.ts";
import type { EntryKeyKind } from "../entry.ts";
import { columnName, csvRows, namedCells } from "./csv-rows.ts";
import { EntryParts } from "./entry-parts.ts";
import { refused, RowCollector, type ListReading } from "./reading.ts";

const NEEDED_ONE = ["fullName", "surname", "given", "nativeName", "documentNumber"] as const;
const KEYS: readonly EntryKeyKind[] = ["phone", "email", "card", "address", "agency"];
/** What a table program takes for a formula. A telephone number begins with + as well. */
const FORMULA = /^[=@\t]|^[-+](?![\d\s().\-/]*$)/;

/** Entries of all rows below the head; a row for each entry, several values of a cell parted by ; or |. */
export function readCsvMapped(text: string, mapping: CsvMapping): ListReading {
  const { rows: read, truncated } = csvRows(text, mapping.separator);
  if (truncated !== null) return refused("truncated", { line: truncated }, { line: truncated });
  const [head, ...body] = read;
  const columns = head?.cells ?? [];
  const there = new Set(columns.map(columnName));
  const missing = Object.values(mapping.columns).filter((column) => !there.has(columnName(column ?? "")));
  if (missing.length > 0) return refused("columns-missing", { columns: missing.join(", ") });
  const last = body.at(-1);
  if (last !== undefined && last.cells.length < columns.length && !text.endsWith("\n")) {
    return refused("truncated", { line: last.line }, { line: last.line });
  }
  const named = namedCells(columns);
  const rows = new RowCollector();
  for (const { cells } of body) {
    readRow((field) => named(cells, mapping.columns[field] ?? "\u0000"), mapping, rows);
  }
  return rows.finish("csv-mapped", null);
}

/** What is wrong with a mapping by itself; null: nothing. */
export function mappingFault(mapping: CsvMapping): string | null {
  if (mapping.columns.reference === undefined)
    return "say which column names the entry from version to version";
  const any = [...NEEDED_ONE, ...KEYS].some((field) => mapping.columns[field] !== undefined);
  return any ? null : "say which column has a name, a document or something of a booking";
}

function readRow(cell: (field: CsvField) => string, mapping: CsvMapping, rows: RowCollector): void {
  rows.nextRow();
  const ref = cell("reference");
  if (ref === "")
    return rows.skip({ ref: null, field: mapping.columns.reference ?? "", code: "no-identifier" });
  const parts = new EntryParts(rows, ref);
  const said = (field: CsvField): string => {
    const value = cell(field);
    if (!FORMULA.test(value)) return value;
    rows.note({
      ref,
      field: mapping.columns[field] ?? field,
      value: value.slice(0, 40),
      code: "formula-cell",
    });
    return "";
  };
  const several = (field: CsvField): string[] =>
    said(field)
      .split(/[;|]/)
      .map((one) => one.trim());
  const [full, surname, given] = [said("fullName"), said("surname"), said("given")];
  const patronymic = said("patronymic");
  parts.name(full || [given, patronymic, surname].join(" "), "primary", {
    ...(surname === "" ? {} : { surname }),
    ...(given === "" ? {} : { given }),
    ...(patronymic === "" ? {} : { patronymic }),
  });
  for (const alias of several("alias")) parts.name(alias, "alias");
  for (const name of several("nativeName")) parts.name(name, "original");
  for (const birth of several("birthDate"))
    parts.birth(birth, mapping.columns.birthDate ?? "", mapping.dates);
  parts.sex(said("sex"), mapping.columns.sex ?? "");
  for (const one of several("nationality")) parts.nationality(one, mapping.columns.nationality ?? "");
  for (const one of several("birthCountry")) parts.birthCountry(one, mapping.columns.birthCountry ?? "");
  for (const one of several("birthPlace")) parts.place(one);
  for (const one of several("title")) parts.title(one);
  const document = { type: said("documentType") || "passport", country: said("documentCountry") };
  for (const text of several("documentNumber"))
    parts.document({ ...document, text }, mapping.columns.documentNumber ?? "");
  for (const kind of KEYS) for (const key of several(kind)) parts.key(kind, key);
  rows.add(
    parts.entry({
      id: `CSV-${ref}`,
      list: "CSV",
      programme: said("programme"),
      category: said("category"),
      instructions: said("instructions"),
    }),
  );
}

/** A mapping that fits a file's head as far as its column names say, for the person who writes the mapping to change. */
export function guessedMapping(text: string): {
  readonly columns: readonly string[];
  readonly mapping: CsvMapping;
} {
  const [line = ""] = text.replace(/^\uFEFF/, "").split(/\r?\n/, 1);
  const separators = [";", "\t", "|", ","] as const;
  const separator =
    separators.toSorted((a, b) => line.split(b).length - line.split(a).length)[0] ?? separators[0];
  const columns = csvRows(line, separator).rows[0]?.cells ?? [];
  const mapped: { [Field in CsvField]?: string } = {};
  for (const field of csvFields) {
    const found = columns.find((column) => WORDS[field].includes(columnName(column)));
    if (found !== undefined) mapped[field] = found;
  }
  return {
    columns: columns.filter((column) => column !== ""),
    mapping: { separator, dates: "day-first", columns: mapped },
  };
}

/** What columns are often called, without blanks and marks. */
const WORDS: Readonly<Record<CsvField, readonly string[]>> = {
  reference: ["reference", "ref", "id", "number", "no", "uid", "istinad", "номер"],
  fullName: ["name", "fullname", "adsoyad", "ad soyad", "фио"],
  surname: ["surname", "lastname", "familyname", "soyad", "фамилия"],
  given: ["given", "givenname", "givennames", "firstname", "ad", "имя"],
  patronymic: ["patronymic", "fathername", "fathersname", "ataadı", "отчество"],
  alias: ["alias", "aliases", "aka", "alsoknownas"],
  nativeName: ["nativename", "originalscript", "nameinownscript"],
  birthDate: ["birthdate", "dateofbirth", "dob", "born", "doğumtarixi", "датарождения"],
  sex: ["sex", "gender", "cins", "пол"],
  nationality: ["nationality", "nationalities", "citizenship", "vətəndaşlıq", "гражданство"],
  birthCountry: ["birthcountry", "countryofbirth"],
  birthPlace: ["birthplace", "placeofbirth", "doğumyeri", "месторождения"],
  title: ["title", "titles", "rank", "position", "vəzifə", "должность"],
  documentNumber: [
    "documentnumber",
    "document",
    "passport",
    "passportnumber",
    "passportno",
    "sənəd",
    "паспорт",
  ],
  documentType: ["documenttype", "typeofdocument"],
  documentCountry: ["documentcountry", "issuedby", "issuingstate", "issuer"],
  phone: ["phone", "telephone", "phonenumber", "telefon", "телефон"],
  email: ["email", "emailaddress", "mail"],
  card: ["card", "cardnumber", "maskedcard"],
  address: ["address", "ünvan", "адрес"],
  agency: ["agency", "bookingoffice", "iata"],
  programme: ["programme", "program", "operation"],
  category: ["category", "kind"],
  instructions: ["instructions", "remarks", "notes", "comment", "comments"],
};
