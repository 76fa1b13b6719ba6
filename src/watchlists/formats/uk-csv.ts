// Reads the lists of the United Kingdom in CSV, of the Foreign Office and of the Treasury: a row for each name of a target.
import { csvRows, namedCells } from "./csv-rows.ts";
import { EntryParts } from "./entry-parts.ts";
import { refused, RowCollector, type ListReading } from "./reading.ts";

type Cell = (column: string) => string;
/** Lines that stand before the names of the columns: when the list was made. */
const HEAD_LINES = 5;

/** Entries of all individuals, their rows put together by the number of the target. */
export function readUkCsv(text: string): ListReading {
  const { rows: read, truncated } = csvRows(text, ",");
  if (truncated !== null) return refused("truncated", { line: truncated }, { line: truncated });
  const head = read.slice(0, HEAD_LINES).findIndex(({ cells }) => cells.includes("Name 6"));
  const columns = read[head]?.cells ?? [];
  if (head < 0) return refused("columns-missing", { columns: "Name 6" });
  const named = namedCells(columns);
  const targets = new Map<string, Cell[]>();
  const rows = new RowCollector();
  let cut: number | null = null;
  for (const { cells, line } of read.slice(head + 1)) {
    cut = cells.length < columns.length ? line : null;
    const cell: Cell = (column) => named(cells, column);
    if (!/^individual$/i.test(either(cell, "Group Type", "Individual, Entity, Ship", "Designation Type")))
      continue;
    const id = either(cell, "Unique ID", "Group ID", "OFSI Group ID");
    const own = targets.get(id);
    if (own === undefined) targets.set(id, [cell]);
    else own.push(cell);
  }
  if (cut !== null) return refused("truncated", { line: cut }, { line: cut });
  for (const [id, own] of targets) readTarget(id, own, rows);
  return rows.finish("uk-csv", publishedAt(read.slice(0, head)));
}

function publishedAt(head: readonly { readonly cells: readonly string[] }[]): string | null {
  const said = head.flatMap(({ cells }) => cells).join(" ");
  const [, day, month, year] = /(\d\d)\/(\d\d)\/(\d{4})/.exec(said) ?? [];
  return year === undefined ? null : `${year}-${month}-${day}`;
}

/** The first of the columns that says something: the two lists name some of them differently. */
const either = (cell: Cell, ...columns: readonly string[]): string =>
  columns.map(cell).find((said) => said !== "") ?? "";

function readTarget(id: string, own: readonly Cell[], rows: RowCollector): void {
  rows.nextRow();
  if (id === "") return rows.skip({ ref: null, field: "Unique ID", code: "no-identifier" });
  const parts = new EntryParts(rows, id);
  // The main name is not always in the first of the rows.
  const ordered = own.toSorted((a, b) => Number(isAlias(a)) - Number(isAlias(b)));
  for (const cell of ordered) {
    const weak = /low/i.test(either(cell, "Alias Quality", "Alias strength"));
    ukName(cell, isAlias(cell) ? (weak ? "weak" : "alias") : "primary", parts);
    parts.name(cell("Name Non-Latin Script"), "original");
    for (const birth of numbered(either(cell, "DOB", "D.O.B"))) parts.birth(birth, "DOB");
    for (const one of numbered(either(cell, "Nationality", "Nationality(/ies)")))
      parts.nationality(one, "Nationality");
    for (const one of numbered(cell("Country of Birth"))) parts.birthCountry(one, "Country of Birth");
    for (const text of numbered(cell("Passport Number")))
      parts.document(
        { type: "passport", text, country: countryIn(cell("Passport Details")) },
        "Passport Number",
      );
    for (const text of numbered(either(cell, "National Identification Number", "National Identifier number")))
      parts.document({ type: "national", text }, "National Identification Number");
    for (const place of townsWith(numbered(cell("Town of Birth")), numbered(cell("Country of Birth"))))
      parts.place(place);
    for (const title of [cell("Title"), ...numbered(cell("Position"))]) parts.title(title);
    parts.sex(cell("Gender"), "Gender");
    for (const mail of numbered(either(cell, "Email address", "Email Address"))) parts.key("email", mail);
    for (const phone of numbered(either(cell, "Phone number", "Phone Number")))
      if (/^(?:\+|00)/.test(phone)) parts.key("phone", phone);
  }
  const say = (...columns: readonly string[]) =>
    own.map((cell) => either(cell, ...columns)).find((said) => said !== "") ?? "";
  rows.add(
    parts.entry({
      id: `UK-${id}`,
      list: "UK",
      programme: say("Regime Name", "Regime"),
      category: "sanctions",
      instructions: say("Other Information"),
    }),
  );
}

const isAlias = (cell: Cell): boolean => {
  const kind = either(cell, "Alias Type", "Name type");
  return kind !== "" && !/^primary name$/i.test(kind);
};

/** Names 1 to 5 are given names in their order, name 6 is the family name. */
function ukName(cell: Cell, type: "primary" | "alias" | "weak", parts: EntryParts): void {
  const given = [1, 2, 3, 4, 5].map((at) => cell(`Name ${at}`)).filter((part) => part !== "");
  parts.parted(given.join(" "), cell("Name 6"), type);
}

/** `(1) Iraq (2) Jordan`: several values in one cell, each behind its number. */
export function numbered(cell: string): readonly string[] {
  return cell
    .slice(0, 4_000)
    .split(/(?:^|\s)\(\d{1,2}\)\s*|\|/)
    .map((part) => part.trim().replace(/[.,;]+$/, ""))
    .filter((part) => part !== "");
}

/** Towns of birth, each with the country of its number; one country alone is that of all. */
export function townsWith(towns: readonly string[], countries: readonly string[]): readonly string[] {
  return towns.map((town, at) => {
    const country = countries[at] ?? (countries.length === 1 ? countries[0] : undefined);
    return country === undefined ? town : `${town}, ${country}`;
  });
}

/** The State that a passport's details name first. */
export function countryIn(details: string): string {
  return (
    /^(?:\(1\)\s*)?([\p{L} ]{4,40}?)(?:[.,;(]|\s+(?:passport|number|issued)|$)/u.exec(details)?.[1] ?? ""
  );
}
