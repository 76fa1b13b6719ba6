// Collects what is wrong with one message, bounded, and turns it into findings.
import type { Finding } from "#vocabulary";
import { messageCodes } from "./codes.ts";
import type { CodeEntry, MessageCode } from "./codes.ts";
import { columnByName } from "./manifest/columns.ts";
import { hasSensitiveService } from "./minimise/text.ts";
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

/** Values that are our own words, or who the envelope says has sent it: quoted as they are. */
const OURS: ReadonlySet<string> = new Set(["allowed", "registered", "sender", "recipient", "own", "flown"]);
/** Values that are control references or numbers of the standards: their digits say where to look, and nothing of anyone. */
const REFERENCES: ReadonlySet<string> = new Set(["expected", "found", "reference", "date"]);

/**
 * A value that was sent, as a finding may quote it: codes and short numbers as they are, of anything longer only its shape
 * (A for a letter, 9 for a digit). Findings are kept with the receipt and travel in answers: a name, a number of a document
 * or a word that the law does not admit must not stand in them, whatever position it was sent in (PNRD-6.1, PNRD-13.4).
 */
export function quotable(name: string, value: string): string {
  if (CODE.test(value) && !hasSensitiveService(value)) return value;
  if (OURS.has(name) || (name === "column" && columnByName.has(value))) return value;
  const isReference = REFERENCES.has(name);
  const shaped = value.replace(LONG_WORD, inShape);
  const quiet = isReference ? shaped : shaped.replace(/\d{7,}/g, inShape);
  return hasSensitiveService(quiet) ? inShape(quiet) : quiet;
}

/** What needs no second look: the type of a message, or a code of four characters at most. */
const CODE = /^(?:[A-Z]{6}|[A-Z0-9]{0,4}|\d{0,6})$/;
/** Words longer than a code, and any word in another script. */
const LONG_WORD = /[A-Za-z]{5,}|[^\p{ASCII}]+/gu;
const inShape = (text: string): string =>
  text.replace(/\p{L}/gu, "A").replace(/\p{N}/gu, "9").replace(/\p{M}/gu, "");

/** A value as it is quoted: without control characters, and short. */
function quoted(name: string, value: string | number | readonly Phrase[]): string {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return value.join(", ");
  const shown = (isPhrase.has(name) ? value : quotable(name, value)).replace(/\p{Cc}/gu, "·");
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
  for (const name of Object.keys(given)) values[name] = quoted(name, given[name]!);
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
