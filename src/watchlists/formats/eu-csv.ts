// Reads the consolidated list of EU financial sanctions in CSV: a row for each name, birth, document of an entity.
import { csvRows, namedCells } from "./csv-rows.ts";
import { EntryParts } from "./entry-parts.ts";
import { euBirth, euDocument, euName, euPlace } from "./eu-xml.ts";
import { refused, RowCollector, type ListReading } from "./reading.ts";

/** What a row says, by the attribute of the XML form: both forms are of one data base. */
const NAME = {
  firstName: "NameAlias_FirstName",
  middleName: "NameAlias_MiddleName",
  lastName: "NameAlias_LastName",
  wholeName: "NameAlias_WholeName",
  gender: "NameAlias_Gender",
  title: "NameAlias_Title",
  function: "NameAlias_Function",
} as const;
const BIRTH = {
  birthdate: "BirthDate_BirthDate",
  year: "BirthDate_Year",
  monthOfYear: "BirthDate_Month",
  dayOfMonth: "BirthDate_Day",
  yearRangeFrom: "BirthDate_YearRangeFrom",
  yearRangeTo: "BirthDate_YearRangeTo",
  circa: "BirthDate_Circa",
  calendarType: "BirthDate_CalendarType",
  city: "BirthDate_City",
  place: "BirthDate_Place",
  region: "BirthDate_Region",
  countryDescription: "BirthDate_CountryDescription",
} as const;
const DOCUMENT = {
  number: "Identification_Number",
  latinNumber: "Identification_LatinNumber",
  identificationTypeCode: "Identification_TypeCode",
  countryIso2Code: "Identification_CountryIso2Code",
} as const;

/** Entries of all persons, their rows put together by the entity's number. */
export function readEuCsv(text: string): ListReading {
  const { rows: read, truncated } = csvRows(text, ";");
  if (truncated !== null) return refused("truncated", { line: truncated }, { line: truncated });
  const head = read.findIndex(({ cells }) => cells.some((cell) => /^entity_logicalid$/i.test(cell)));
  if (head < 0) return refused("columns-missing", { columns: "Entity_LogicalId" });
  const columns = read[head]?.cells ?? [];
  const cell = namedCells(columns);
  const rows = new RowCollector();
  const persons = new Map<string, { readonly cells: readonly string[] }[]>();
  let cut: number | null = null;
  for (const { cells, line } of read.slice(head + 1)) {
    cut = cells.length < columns.length ? line : null;
    const id = cell(cells, "Entity_LogicalId");
    const subject = [cell(cells, "Entity_SubjectType"), cell(cells, "Entity_SubjectType_ClassificationCode")];
    if (id === "" || !subject.some((one) => /^(?:p|person)$/i.test(one))) continue;
    const rowsOf = persons.get(id);
    if (rowsOf === undefined) persons.set(id, [{ cells }]);
    else rowsOf.push({ cells });
  }
  if (cut !== null) return refused("truncated", { line: cut }, { line: cut });
  for (const [id, own] of persons) readPerson(id, own, cell, rows);
  const first = read[head + 1]?.cells ?? [];
  return rows.finish("eu-csv", isoDay(cell(first, "fileGenerationDate") || (read[0]?.cells[1] ?? "")));
}

function isoDay(date: string): string | null {
  const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})/.exec(date) ?? [];
  if (year !== undefined) return `${year}-${month}-${day}`;
  return /^\d{4}-\d\d-\d\d/.test(date) ? date : null;
}

function readPerson(
  id: string,
  own: readonly { readonly cells: readonly string[] }[],
  cell: ReturnType<typeof namedCells>,
  rows: RowCollector,
): void {
  rows.nextRow();
  const [head] = own;
  const of = (cells: readonly string[], wanted: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(wanted).map(([name, column]) => [name, cell(cells, column)]));
  const parts = new EntryParts(rows, cell(head?.cells ?? [], "Entity_EU_ReferenceNumber") || id);
  const programmes = new Set<string>();
  let named = false;
  for (const { cells } of own) {
    const name = of(cells, NAME);
    if (name["wholeName"] !== "" || name["lastName"] !== "") {
      euName(name, !named, parts);
      named = true;
    }
    euBirth(of(cells, BIRTH), parts);
    euPlace(of(cells, BIRTH), parts);
    parts.birthCountry(cell(cells, "BirthDate_CountryIso2Code"), "BirthDate_CountryIso2Code");
    parts.nationality(cell(cells, "Citizenship_CountryIso2Code"), "Citizenship_CountryIso2Code");
    euDocument(of(cells, DOCUMENT), parts);
    programmes.add(cell(cells, "Entity_Regulation_Programme"));
  }
  rows.add(
    parts.entry({
      id: `EU-${id}`,
      list: "EU",
      programme: [...programmes].filter((one) => one !== "").join(", "),
      category: "sanctions",
      instructions: cell(head?.cells ?? [], "Entity_Remark"),
    }),
  );
}
