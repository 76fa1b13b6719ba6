// Findings about a manifest table (CSV or workbook). `{column}` is a machine name.

const own = "transport.md §13";
const law = "transport.md §12, §13";

export const manifestCodes = {
  MF01: {
    severity: "error",
    text: "The column {column} is missing: without it the list cannot be taken. Use the template.",
    source: own,
  },
  MF02: {
    severity: "warning",
    text: "The column {column} is not known: it was not read, and what stands in it was removed.",
    source: own,
  },
  MF03: {
    severity: "error",
    text: "The column {column} stands in the table twice: the first was read.",
    source: own,
  },
  MF04: {
    severity: "error",
    text: "The table has more than {limit} rows: what goes beyond was not read. Split it.",
    source: own,
  },
  MF05: {
    severity: "error",
    text: "The file is longer than {limit} bytes: what goes beyond was not read. Split it.",
    source: own,
  },
  MF06: {
    severity: "error",
    text: "A quotation mark is not closed in this row: it was read as part of the value. Double a quotation mark inside quotation marks.",
    source: "RFC 4180; transport.md §13",
  },
  MF07: {
    severity: "warning",
    text: "Values in the row: {found}, in the header: {expected}. Is a separator missing, or a value without quotation marks?",
    source: "RFC 4180; transport.md §13",
  },
  MF08: {
    severity: "error",
    text: "{column} is another than in the first row: a file is about one voyage. Send one file for each.",
    source: own,
  },
  MF09: {
    severity: "error",
    text: "{column} is not given: the voyage cannot be told, and the list cannot be taken.",
    source: own,
  },
  MF10: {
    severity: "warning",
    text: "{column} {value} is no known place. Give an IATA or ICAO code, a UN/LOCODE (AZBAK), or the name with its State in brackets: Astara (IR).",
    source: own,
  },
  MF11: {
    severity: "error",
    text: "{column} {value} is no date of the kind YYYY-MM-DD (with HH:MM for times).",
    source: own,
  },
  MF12: { severity: "warning", text: "{column} {value} is none of {allowed}.", source: own },
  MF13: { severity: "error", text: "This person has no surname.", source: law },
  MF14: {
    severity: "error",
    text: "{column} {value} is no State. Send a code of ICAO Doc 9303-3 section 5, for example AZE.",
    source: law,
  },
  MF15: { severity: "error", text: "This person has no document with a number.", source: law },
  MF16: {
    severity: "error",
    text: "{column} holds a formula: it was not taken. Write the value itself.",
    source: own,
  },
  MF17: {
    severity: "error",
    text: "The workbook holds macros: it was refused whole. Save it as a workbook without macros (.xlsx).",
    source: own,
  },
  MF18: {
    severity: "error",
    text: "The file is no workbook that can be read (.xlsx): it is damaged, encrypted, of an old format, or something else. Use the template.",
    source: own,
  },
  MF19: {
    severity: "error",
    text: "What the workbook holds is larger than {limit} bytes when unpacked, or has more than {most} parts: it was refused whole.",
    source: own,
  },
  MF20: {
    severity: "error",
    text: "No sheet of the workbook has a header row with the column surname. Use the template.",
    source: own,
  },
  MF21: {
    severity: "info",
    text: "The workbook has links to other files: they were not followed.",
    source: own,
  },
  MF22: {
    severity: "warning",
    text: "The number of this person was given to another person in row {row}: both were kept.",
    source: own,
  },
  MF23: { severity: "error", text: "The date of birth {reason}.", source: law },
  MF24: { severity: "warning", text: "The document number {reason}.", source: law },
  MF25: { severity: "error", text: "The table holds no person.", source: own },
  MF26: {
    severity: "warning",
    text: "{column} is longer than {limit} characters: what goes beyond was not kept.",
    source: own,
  },
  MF27: {
    severity: "info",
    text: "The workbook was read as the table that it holds: rows are those of the sheet, offsets count in the table.",
    source: own,
  },
} as const;
