// What reading a list file gives: entries and a report on rows, or a refusal with its reason. Never a throw.
import type { ListEntry } from "../entry.ts";

export type ListFormat = "ndjson" | "un-xml";

/** Something in one row that was not understood; the entry is kept unless `skipped`. `row` counts from 1. */
export type RowNote = {
  readonly row: number;
  readonly ref: string | null;
  readonly field: string;
  readonly value: string;
  readonly code: RowNoteCode;
  readonly skipped: boolean;
  readonly text: string;
};

export type RowNoteCode =
  | "not-json"
  | "not-an-entry"
  | "no-identifier"
  | "identifier-repeated"
  | "no-name"
  | "date-not-understood"
  | "country-not-understood"
  | "document-not-understood"
  | "value-not-understood"
  | "value-too-long";

/** Why a file was refused whole; nothing of a refused file may be activated. */
export type ListRefusal = {
  readonly accepted: false;
  readonly reason:
    | "empty"
    | "too-large"
    | "not-utf8"
    | "unknown-format"
    | "not-well-formed"
    | "truncated"
    | "forbidden-construct"
    | "too-deep"
    | "wrong-root"
    | "no-entries"
    | "too-many-bad-rows";
  /** What is wrong and how to mend it. */
  readonly text: string;
  /** Line of the file where it shows, when it can be told; counts from 1. */
  readonly line: number | null;
};

export type ListRead = {
  readonly accepted: true;
  readonly format: ListFormat;
  /** When the list says it was made, as written there. */
  readonly publishedAt: string | null;
  readonly entries: readonly ListEntry[];
  readonly notes: readonly RowNote[];
  readonly counts: { readonly rows: number; readonly entries: number; readonly skipped: number };
};

export type ListReading = ListRead | ListRefusal;

export function refused(
  reason: ListRefusal["reason"],
  text: string,
  line: number | null = null,
): ListRefusal {
  return { accepted: false, reason, text, line };
}

/** Above this share of rows skipped, the file is another schema or damaged, not a list with a few bad rows. */
const BAD_SHARE = 0.2;
const LONGEST_VALUE = 2_000;

/** The same without control characters and without halves of characters: they say nothing, and no database keeps them. */
function keepable<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  // As JSON writes them: \u0000 to \u001f, and surrogates that stand alone. \u007f and above stay as they are.
  if (!/\\(?:[bfnrt]|u(?:00[01]|d[89a-f]))/.test(text)) return value;
  return JSON.parse(text, (_, inner: unknown) =>
    typeof inner === "string" ? inner.replace(/[\p{Cc}\p{Cs}]+/gu, " ").trim() : inner,
  ) as Value;
}

/** Collects entries and notes of one file, then judges it as a whole. */
export class RowCollector {
  readonly #entries: ListEntry[] = [];
  readonly #notes: RowNote[] = [];
  readonly #ids = new Set<string>();
  #rows = 0;
  #skipped = 0;

  /** Begins the next row and returns its number. */
  nextRow(): number {
    this.#rows += 1;
    return this.#rows;
  }

  note(note: Omit<RowNote, "row" | "skipped">): void {
    this.#notes.push(keepable({ row: this.#rows, skipped: false, ...note, value: note.value.slice(0, 200) }));
  }

  skip(note: Omit<RowNote, "row" | "skipped">): void {
    this.#skipped += 1;
    this.#notes.push(keepable({ row: this.#rows, skipped: true, ...note, value: note.value.slice(0, 200) }));
  }

  /** Adds the row's entry, or skips it when an earlier row has its identifier or nothing is left of its names. */
  add(row: ListEntry): void {
    const clean = keepable(row);
    const entry = clean === row ? row : { ...clean, names: clean.names.filter(({ full }) => full !== "") };
    if (entry.names.length === 0 || entry.id === "") {
      const text = `Row ${this.#rows} has no ${entry.id === "" ? "identifier" : "name"} that can be read.`;
      const code = entry.id === "" ? "no-identifier" : "no-name";
      this.skip({ ref: entry.ref, field: entry.id === "" ? "id" : "names", value: "", code, text });
      return;
    }
    if (this.#ids.has(entry.id)) {
      const text = `Row ${this.#rows} repeats the identifier ${entry.id}: only the first row with it is read.`;
      this.skip({ ref: entry.ref, field: "id", value: entry.id, code: "identifier-repeated", text });
      return;
    }
    this.#ids.add(entry.id);
    this.#entries.push(entry);
  }

  /** A value cut to a sane length, with a note when it had to be. */
  bounded(value: string, field: string, ref: string | null): string {
    if (value.length <= LONGEST_VALUE) return value;
    this.note({
      ref,
      field,
      value,
      code: "value-too-long",
      text: `${field} is longer than ${LONGEST_VALUE} characters and was cut.`,
    });
    return value.slice(0, LONGEST_VALUE);
  }

  finish(format: ListFormat, publishedAt: string | null): ListReading {
    if (this.#rows === 0) {
      return refused(
        "no-entries",
        "The file holds no person. Fetch the list again; an empty list is never activated.",
      );
    }
    if (this.#entries.length === 0 || this.#skipped > BAD_SHARE * this.#rows) {
      const first = this.#notes.find((note) => note.skipped)?.text ?? "";
      const text = `${this.#skipped} of ${this.#rows} rows cannot be used: the file is damaged or its format has changed. ${first}`;
      return refused("too-many-bad-rows", text.trim());
    }
    const counts = { rows: this.#rows, entries: this.#entries.length, skipped: this.#skipped };
    return { accepted: true, format, publishedAt, entries: this.#entries, notes: this.#notes, counts };
  }
}
