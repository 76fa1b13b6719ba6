// What the watchlists say about files, rows and fetches: each sentence by a code with values, so that screens can say it in another language.
import type { Sentence } from "#vocabulary";

/** By code. `{name}` in a sentence is filled from the values given with it. */
export const listSentences = {
  // why a file cannot be read
  empty: "The file is empty. Fetch the list again.",
  "file-too-large":
    "The file is larger than {limit} MB, more than any list of persons. Give the file of the list alone.",
  "too-many-entries":
    "The file holds more than {limit} entries, more than any list of persons. Give the file of one list alone.",
  "not-utf8":
    "From line {line} on the file is no UTF-8 text: it is in an older encoding, such as Windows-1251 or Windows-1254, or damaged. Fetch the list again in its UTF-8 form, or save it as UTF-8.",
  "utf-16": "The file is UTF-16 text. Fetch the list again in its UTF-8 form, or save it as UTF-8.",
  packed:
    "The file is packed ({kind}) and is not unpacked here. Unpack it and give the list itself; from a table program, save the table as CSV in UTF-8.",
  "unknown-format":
    "The file is in none of the list formats known here (XML, JSON or CSV). Give the list's own file, not a page or a document about it.",
  "wrong-root":
    "The file is XML with the root element <{root}>, which is not that of a list format known here. Give the list's own file.",
  "other-format":
    "The file is in the format {found}, and the list is registered with another one ({format}). Choose the list's own file, or register a list with that format.",
  "not-well-formed": "The file is no well-formed XML (line {line}). Fetch the list again.",
  truncated: "The file ends before it is complete (line {line}). Fetch the list again.",
  "forbidden-construct":
    "The file has a document type declaration (line {line}), which lists do not need and which can make a small file huge. Ask the list's owner for the file without it.",
  "too-deep":
    "The elements of the file are nested too deeply (line {line}) for a list. Give the list's own file.",
  "no-entries": "The file holds no person. Fetch the list again; an empty list is never activated.",
  "too-many-bad-rows":
    "{skipped} of {rows} rows cannot be used, the first of them is row {row}: the file is half empty or damaged, or its format has changed. Fetch the list again; if it stays so, ask its owner.",
  "part-missing":
    "The file {part} is not among those given: the others say nothing without it. Give all files of the list together.",
  "parts-apart":
    "{count} of {rows} rows belong to entries that are not in the file of names: it was cut, or the files are of different days. Give all files of the list of one day together.",
  "count-differs":
    "The file says that it holds {stated} entries, and {count} are in it. Fetch the list again.",
  "columns-missing": "The file has no column {columns}. Compare its first line with the columns of the list.",
  "mapping-missing": "It is not said which column of the file says what. Map the columns of the list.",
  // why a file that was read is refused
  "nothing-read": "The file holds no entry that could be read. Fetch the list again.",
  "too-many-not-understood":
    "{count} of {rows} rows were not understood, more than {limit}: the file is incomplete or its format has changed. The reasons stand row by row.",
  "too-many-removed":
    "It would remove {removed} of {base} entries ({share}), more than the {limit} set for this list: the file is incomplete, or many were delisted. Compare with the list's owner; if it is right, import it again and accept the removals.",
  // what is wrong with a row
  "not-json": "The line is not a JSON object.",
  "no-identifier": "There is no {field}: the entry cannot be followed from version to version.",
  "identifier-repeated": "The identifier {value} is repeated: only the first row with it is read.",
  "smuggled-person":
    "The source names somebody for having been smuggled or for an irregular entry: nobody is listed for that, and the row is left out. Ask the list's owner for those who smuggle.",
  "no-name": "There is no name that can be read, and nothing else to look for.",
  "name-too-long":
    "A name is longer than {limit} letters and is left out: {value}… It is no name of one person; ask the list's owner.",
  "name-without-letters": "The name {value} has no letters and is left out.",
  "date-not-understood": "The birth date {value} was not understood and is left out.",
  "country-not-understood": "The country {value} was not understood and is left out.",
  "document-not-understood": "No document number could be read from {value}.",
  "key-not-understood":
    "{field} {value} is not written as such a thing is compared and is left out; card numbers are masked.",
  "value-not-understood": "{field} {value} was not understood and is left out.",
  "value-too-long": "{field} is longer than {limit} characters and was cut.",
  "row-not-understood": "The row {value} is none of this list.",
  "formula-cell": "{field} begins like a formula and is left out: {value}.",
  // why a list could not be fetched
  "address-malformed": "the address is malformed",
  "address-scheme": "the address is neither https nor http",
  "no-folder": "no folder for list files is configured",
  "outside-folder": "the file lies outside the folder for list files",
  "no-such-file": "there is no such file",
  "redirects-nowhere": "it redirects to nowhere",
  "redirects-elsewhere":
    "it redirects to another host ({origin}): if that is the list's owner, register that address",
  "redirects-too-often": "it redirects more than {limit} times",
  "server-answers": "the server answers {status}",
  "answer-empty": "the answer is empty",
  "answer-too-large": "it is larger than {limit} MiB",
  "not-in-time": "it did not arrive within {seconds} s",
  "not-reached": "it could not be reached ({problem})",
} as const;

export type ListSentenceCode = keyof typeof listSentences;

/** A sentence with its text in English. */
export type SaidOfList = Sentence & { readonly text: string };

/** The sentence of a code; `text` where English has more to say than the catalogue's sentence. */
export function sayOfList(
  code: ListSentenceCode,
  given: Readonly<Record<string, string | number>> = {},
  text: string = listSentences[code],
): SaidOfList {
  const values = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
  return { code, values, text: text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole) };
}
