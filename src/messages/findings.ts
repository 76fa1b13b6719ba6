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

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (value === "") return "(none)";
    return isPhrase.has(name) && value.includes("{") ? filled(value, values) : value;
  });
}

/** A finding of a catalogue at a place, its text filled with the values. */
export function findingOf(code: string, entry: CodeEntry, place: Place, given?: GivenValues): Finding {
  const { severity, source } = entry;
  const { segment, tag, offset } = place;
  if (given === undefined) return { code, severity, segment, tag, offset, text: entry.text, source };
  const values = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, quoted(value)]));
  return { code, severity, segment, tag, offset, text: filled(entry.text, values), source, values };
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
