// What reading a list file gives: entries and a report on rows, or a refusal with its reason. Never a throw.
import type { ListFormat } from "../contract.ts";
import type { ListEntry } from "../entry.ts";
import { listSentences, sayOfList, type SaidOfList } from "../sentences.ts";

export type { ListFormat };

/** Something in one row that was not understood; the entry is kept unless `skipped`. `row` counts from 1. */
export type RowNote = {
  readonly row: number;
  readonly ref: string | null;
  readonly field: string;
  readonly value: string;
  readonly code: RowNoteCode;
  readonly skipped: boolean;
  readonly said: SaidOfList;
};

export type RowNoteCode =
  | "not-json"
  | "no-identifier"
  | "identifier-repeated"
  | "no-name"
  | "name-too-long"
  | "name-without-letters"
  | "date-not-understood"
  | "country-not-understood"
  | "document-not-understood"
  | "key-not-understood"
  | "value-not-understood"
  | "value-too-long"
  | "row-not-understood"
  | "formula-cell";

/** Why a file was refused whole; nothing of a refused file may be activated. */
export type ListRefusal = {
  readonly accepted: false;
  readonly reason: RefusalReason;
  /** What is wrong and how to mend it. */
  readonly said: SaidOfList;
  /** Line of the file where it shows, when it can be told; counts from 1. */
  readonly line: number | null;
};

export type RefusalReason =
  | "empty"
  | "file-too-large"
  | "too-many-entries"
  | "packed"
  | "utf-16"
  | "not-utf8"
  | "unknown-format"
  | "not-well-formed"
  | "truncated"
  | "forbidden-construct"
  | "too-deep"
  | "wrong-root"
  | "no-entries"
  | "part-missing"
  | "parts-apart"
  | "count-differs"
  | "columns-missing"
  | "mapping-missing"
  | "too-many-bad-rows";

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

/** A file refused whole. `text` says in English more than the reason's own sentence. */
export function refused(
  reason: RefusalReason,
  values: Readonly<Record<string, string | number>> = {},
  more: { readonly line?: number; readonly text?: string } = {},
): ListRefusal {
  return { accepted: false, reason, said: sayOfList(reason, values, more.text), line: more.line ?? null };
}

/** Above this share of rows skipped, the file is another schema or damaged, not a list with a few bad rows. */
const BAD_SHARE = 0.2;
const LONGEST_VALUE = 2_000;
/** The longest name of one person; what is longer has run together, and costs every traveller time. */
const LONGEST_NAME = 300;
/** No list of persons is longer; a longer one is a mistake or an attack. */
const MOST_ENTRIES = 1_500_000;
/** Longest value quoted in a sentence. */
const LONGEST_SAID = 80;

/** Why a name cannot be compared; null: it can. */
export function nameFault(full: string): "name-too-long" | "name-without-letters" | null {
  if (full.length > LONGEST_NAME) return "name-too-long";
  return /\p{L}/u.test(full) ? null : "name-without-letters";
}

/** The same without control characters and without halves of characters: they say nothing, and no database keeps them. */
function keepable<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  // As JSON writes them: \u0000 to \u001f, and surrogates that stand alone. \u007f and above stay as they are.
  if (!/\\(?:[bfnrt]|u(?:00[01]|d[89a-f]))/.test(text)) return value;
  return JSON.parse(text, (_, inner: unknown) =>
    typeof inner === "string" ? inner.replace(/[\p{Cc}\p{Cs}]+/gu, " ").trim() : inner,
  ) as Value;
}

/** A note as a reader gives it; `value` is quoted in its sentence. */
type NewNote = Pick<RowNote, "ref" | "field" | "code"> & { readonly value?: string };

/** Whether anything is left by which the entry can be found. */
const saysWhom = ({ names, documents, keys = [] }: ListEntry): boolean =>
  names.length + documents.length + keys.length > 0;

/** Collects entries and notes of one file, then judges it as a whole. */
export class RowCollector {
  readonly #entries: ListEntry[] = [];
  readonly #notes: RowNote[] = [];
  readonly #ids = new Set<string>();
  readonly #most: number;
  #rows = 0;
  #skipped = 0;
  #firstSkipped = 0;

  constructor(most: number = MOST_ENTRIES) {
    this.#most = most;
  }

  /** Begins the next row and returns its number. */
  nextRow(): number {
    this.#rows += 1;
    return this.#rows;
  }

  /** Something of the row was not understood; the entry is kept. */
  note(note: NewNote): void {
    this.#report(note, false);
  }

  /** The row cannot be used. */
  skip(note: NewNote): void {
    this.#skipped += 1;
    if (this.#skipped === 1) this.#firstSkipped = this.#rows;
    this.#report(note, true);
  }

  #report({ ref, field, code, value = "" }: NewNote, skipped: boolean): void {
    const shown = keepable(value.slice(0, 200));
    const said = sayOfList(code, {
      field,
      value: `"${keepable(value.slice(0, LONGEST_SAID))}"`,
      limit: code === "name-too-long" ? LONGEST_NAME : LONGEST_VALUE,
    });
    this.#notes.push({ row: this.#rows, ref: keepable(ref), field, value: shown, code, skipped, said });
  }

  /** Adds the row's entry, or skips it when an earlier row has its identifier or nothing is left of its names. */
  add(row: ListEntry): void {
    const clean = keepable(row);
    const entry = clean === row ? row : { ...clean, names: clean.names.filter(({ full }) => full !== "") };
    const { ref } = entry;
    if (entry.id === "") this.skip({ ref, field: "id", code: "no-identifier" });
    else if (!saysWhom(entry)) this.skip({ ref, field: "names", code: "no-name" });
    else if (this.#ids.has(entry.id)) {
      this.skip({ ref, field: "id", value: entry.id, code: "identifier-repeated" });
    } else {
      this.#ids.add(entry.id);
      // One more than there may be says that there are too many; the others need not be held.
      if (this.#entries.length <= this.#most) this.#entries.push(entry);
    }
  }

  /** A value cut to a sane length, with a note when it had to be. */
  bounded(value: string, field: string, ref: string | null): string {
    if (value.length <= LONGEST_VALUE) return value;
    this.note({ ref, field, value, code: "value-too-long" });
    return value.slice(0, LONGEST_VALUE);
  }

  finish(format: ListFormat, publishedAt: string | null): ListReading {
    if (this.#rows === 0) return refused("no-entries");
    if (this.#entries.length > this.#most) return refused("too-many-entries", { limit: this.#most });
    if (this.#entries.length === 0 || this.#skipped > BAD_SHARE * this.#rows) {
      const first = this.#notes.find((note) => note.skipped);
      const example = first === undefined ? "" : ` Row ${first.row}: ${first.said.text}`;
      const text = `${listSentences["too-many-bad-rows"]}${example}`;
      const values = { skipped: this.#skipped, rows: this.#rows, row: this.#firstSkipped };
      return refused("too-many-bad-rows", values, { text });
    }
    const counts = { rows: this.#rows, entries: this.#entries.length, skipped: this.#skipped };
    return { accepted: true, format, publishedAt, entries: this.#entries, notes: this.#notes, counts };
  }
}
