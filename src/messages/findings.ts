// Collects what is wrong with one message, bounded, and turns it into findings.
import type { Finding } from "#vocabulary";
import { messageCodes } from "./codes.ts";
import type { CodeEntry, MessageCode } from "./codes.ts";
import { phrases, type Phrase, type PhraseName } from "./phrases.ts";

/** Findings kept for one message; what goes beyond is counted and told in one last finding. */
export const MAX_FINDINGS = 20_000;

/** Where a finding lies: ordinal of the segment (UNH = 1, 0 outside a message), its tag, offset in the input. */
export type Place = {
  readonly segment: number | null;
  readonly tag: string | null;
  readonly offset: number | null;
};

/**
 * Values for the `{names}` of a finding's text: short, and never more of the data than is needed to find the place.
 * Words stand in the lists of phrases, so that every text can be said in another language; beside them only the
 * standards' own words in capitals, such as a segment's tag.
 */
export type GivenValues = Readonly<Record<string, string | number | readonly Phrase[]>> & {
  readonly [Name in PhraseName]?: Phrase<Name> | readonly Phrase<Name>[] | Uppercase<string>;
};

/** Longest value quoted in a finding's text. */
const MAX_QUOTED = 80;

const isPhrase: ReadonlySet<string> = new Set(Object.keys(phrases));

/** A value as it is quoted: without control characters, and short. */
function quoted(value: string | number | readonly Phrase[]): string {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return value.join(", ");
  const shown = value.replace(/\p{Cc}/gu, "·");
  // A character of two code units is not torn apart.
  return shown.length > MAX_QUOTED ? `${shown.slice(0, MAX_QUOTED).replace(/\p{Cs}$/u, "")}…` : shown;
}

/** The texts of the catalogues cut at their `{names}`, which stand at the odd places: cut once, filled often. */
const cutTexts = new Map<string, readonly string[]>();

function cutText(text: string): readonly string[] {
  return text.split(/\{(\w+)\}/);
}

function cutOnce(text: string): readonly string[] {
  const known = cutTexts.get(text);
  if (known !== undefined) return known;
  const parts = cutText(text);
  cutTexts.set(text, parts);
  return parts;
}

function filled(parts: readonly string[], values: Readonly<Record<string, string>>): string {
  let text = parts[0] ?? "";
  for (let i = 1; i < parts.length; i += 2) {
    const name = parts[i]!;
    const value = values[name];
    if (value === undefined) text += `{${name}}`;
    else if (value === "") text += "(none)";
    else text += isPhrase.has(name) && value.includes("{") ? filled(cutText(value), values) : value;
    text += parts[i + 1]!;
  }
  return text;
}

/** A finding of a catalogue at a place, its text filled with the values. */
export function findingOf(code: string, entry: CodeEntry, place: Place, given?: GivenValues): Finding {
  const { severity, source } = entry;
  const { segment, tag, offset } = place;
  if (given === undefined) return { code, severity, segment, tag, offset, text: entry.text, source };
  const values: Record<string, string> = {};
  for (const name of Object.keys(given)) values[name] = quoted(given[name]!);
  const text = filled(cutOnce(entry.text), values);
  return { code, severity, segment, tag, offset, text, source, values };
}

function byOffset(a: Finding, b: Finding): number {
  return (a.offset ?? Number.MAX_SAFE_INTEGER) - (b.offset ?? Number.MAX_SAFE_INTEGER);
}

/** The findings of one message while it is being read. */
export class FindingCollector {
  readonly #findings: Finding[] = [];
  #omitted = 0;
  #errors = 0;

  /** Adds a finding of the catalogue at a place. */
  add(code: MessageCode, place: Place, values?: GivenValues): void {
    const entry: CodeEntry = messageCodes[code];
    if (entry.severity === "error") this.#errors++;
    if (this.#findings.length >= MAX_FINDINGS) {
      this.#omitted++;
      return;
    }
    this.#findings.push(findingOf(code, entry, place, values));
  }

  /** How many errors were added so far. */
  get errors(): number {
    return this.#errors;
  }

  /** Whether a code has been added. */
  has(code: MessageCode): boolean {
    return this.#findings.some((finding) => finding.code === code);
  }

  /** The findings in the order of their offsets (those without one last); to be called once. */
  list(): Finding[] {
    if (this.#findings.length > 1) this.#findings.sort(byOffset);
    if (this.#omitted > 0) {
      const nowhere = { segment: null, tag: null, offset: null };
      const count = this.#omitted;
      this.#findings.push(findingOf("FINDINGS_OMITTED", messageCodes.FINDINGS_OMITTED, nowhere, { count }));
      this.#omitted = 0;
    }
    return this.#findings;
  }
}
