// Templates of the manifest for carriers without systems of their own: a workbook to fill in, or a table with an example.
import { COLUMNS, type Column, type Mode } from "./columns.ts";
import { MAX_ROWS } from "./read.ts";
import { asCell } from "./table.ts";
import { columnName, writeWorkbook } from "./workbook-write.ts";

export type TemplateFormat = "csv" | "xlsx";

/** Columns that are filled in: what is not kept is not asked for. */
const ASKED = COLUMNS.filter(({ dropped }) => dropped !== true);
const VOYAGE = ASKED.filter(({ about }) => about === "voyage");
const PERSON = ASKED.filter(({ about }) => about === "person");

type Example = Readonly<Record<string, string>>;

const PERSON_EXAMPLE: Example = {
  list_type: "PAX",
  person_no: "1",
  role: "PASSENGER",
  surname: "NÜMUNƏZADƏ",
  given: "LEYLA",
  sex: "F",
  birth_date: "1988-03-04",
  birth_place: "BAKI",
  birth_country: "AZE",
  nationality: "AZE",
  doc_type: "P",
  doc_no: "C00000001",
  doc_issuer: "AZE",
  doc_expiry: "2034-11-11",
  residence_country: "AZE",
};

/** One invented voyage for each means of transport. */
const VOYAGE_EXAMPLES: Readonly<Record<Mode, Example>> = {
  AIR: {
    dep_place: "UBBB",
    dep_time: "2027-05-01 09:30",
    arr_place: "UGTB",
    arr_time: "2027-05-01 11:00",
    vehicle_id: "4KXX01",
  },
  SEA: {
    service_no: "V12",
    carrier_code: "EXS",
    dep_place: "TMKRW",
    dep_time: "2027-05-01 18:00",
    arr_place: "AZBAK",
    arr_time: "2027-05-02 08:00",
    border_point: "Alat",
    vehicle_id: "IMO0000000",
  },
  RAIL: {
    service_no: "37",
    carrier_code: "EXR",
    dep_place: "Tbilisi (GE)",
    dep_time: "2027-05-01 21:00",
    arr_place: "Baku (AZ)",
    arr_time: "2027-05-02 09:10",
    border_point: "Boyuk Kesik",
    vehicle_id: "",
  },
  BUS: {
    service_no: "451",
    carrier_code: "EXB",
    dep_place: "Ardabil (IR)",
    dep_time: "2027-05-01 07:00",
    arr_place: "Baku (AZ)",
    arr_time: "2027-05-01 15:00",
    border_point: "Astara",
    vehicle_id: "99XX001",
  },
  CAR: {
    dep_place: "Tbilisi (GE)",
    dep_time: "2027-05-01 07:00",
    arr_place: "Ganja (AZ)",
    arr_time: "2027-05-01 12:00",
    border_point: "Krasny Most",
    vehicle_id: "99XX002",
  },
};

/** The template for a means of transport, as the bytes of a file. */
export function manifestTemplate(format: TemplateFormat, mode: Mode): Uint8Array {
  return format === "csv" ? csvTemplate(mode) : workbookTemplate(mode);
}

/** UTF-8 with a byte order mark, by which spreadsheets tell it; separated by semicolons, which they part cells by here. */
function csvTemplate(mode: Mode): Uint8Array {
  const example: Example = { mode, ...VOYAGE_EXAMPLES[mode], ...PERSON_EXAMPLE };
  const header = ASKED.map(({ name }) => name).join(";");
  const row = ASKED.map(({ name }) => asCell(example[name] ?? "", ";")).join(";");
  return Buffer.from(`\uFEFF${header}\r\n${row}\r\n`, "utf8");
}

function workbookTemplate(mode: Mode): Uint8Array {
  const rowOf = (name: string): number => VOYAGE.findIndex((column) => column.name === name) + 2;
  return writeWorkbook([
    {
      name: "Voyage",
      columns: [
        { width: 16, input: false },
        { width: 24, input: true },
        { width: 60, input: false },
        { width: 60, input: false },
      ],
      headers: 1,
      rows: [
        ["field", "value", "English", "Azərbaycanca"],
        ...VOYAGE.map(({ name, en, az }) => [name, name === "mode" ? mode : "", en, az]),
      ],
      choices: VOYAGE.flatMap(({ name, values }) =>
        values === undefined ? [] : [{ range: `B${rowOf(name)}`, values }],
      ),
    },
    {
      name: "Persons",
      columns: PERSON.map(({ width }) => ({ width, input: true })),
      headers: 1,
      rows: [PERSON.map(({ name }) => name)],
      choices: PERSON.flatMap(({ name, values }, i) => {
        const letters = columnName(i);
        const list = name === "role" ? ROLES : name === "doc_type" ? DOCUMENTS : values;
        return list === undefined ? [] : [{ range: `${letters}2:${letters}${MAX_ROWS + 1}`, values: list }];
      }),
    },
    {
      name: "Help",
      columns: [
        { width: 18, input: false },
        { width: 70, input: false },
        { width: 70, input: false },
      ],
      headers: 1,
      rows: [["", "English", "Azərbaycanca"], ...HELP, ...PERSON.map(helpOf)],
      choices: [],
    },
  ]);
}

const ROLES = ["PASSENGER", "CREW", "PILOT", "DRIVER", "TRANSIT"];
const DOCUMENTS = ["P", "I", "V"];

const helpOf = ({ name, en, az }: Column): readonly string[] => [name, en, az];

const HELP: readonly (readonly string[])[] = [
  [
    "",
    "Sheet Voyage: fill in the second column. One file is about one voyage.",
    "Voyage vərəqi: ikinci sütunu doldurun. Bir fayl bir səfər haqqındadır.",
  ],
  [
    "",
    "Sheet Persons: one row for each person; a further row with the same number for each further document.",
    "Persons vərəqi: hər şəxs üçün bir sətir; hər əlavə sənəd üçün eyni nömrə ilə daha bir sətir.",
  ],
  [
    "",
    "Write names as in the document, dates as YYYY-MM-DD, no formulas. Do not add columns: what is not asked for is not kept.",
    "Adları sənəddə olduğu kimi, tarixləri İİİİ-AA-GG kimi yazın, düstur istifadə etməyin. Sütun əlavə etməyin: tələb olunmayan məlumat saxlanılmır.",
  ],
];
