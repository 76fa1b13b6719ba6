// Collects what is wrong with one message, bounded, and turns it into findings.
import type { Finding } from "#vocabulary";
import { messageCodes } from "./codes.ts";
import type { CodeEntry, MessageCode } from "./codes.ts";

/** Findings kept for one message; what goes beyond is counted and told in one last finding. */
export const MAX_FINDINGS = 20_000;

/** Where a finding lies: ordinal of the segment (UNH = 1, 0 outside a message), its tag, offset in the input. */
export type Place = {
  readonly segment: number | null;
  readonly tag: string | null;
  readonly offset: number | null;
};

/** Values for the `{names}` of a finding's text: short, and never more of the data than is needed to find the place. */
export type FindingValues = Readonly<Record<string, string | number>>;

/** Longest value quoted in a finding's text. */
const MAX_QUOTED = 80;

function fill(text: string, values: FindingValues): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    const shown = value === "" ? "(none)" : String(value).replace(/\p{Cc}/gu, "·");
    // A character of two code units is not torn apart.
    return shown.length > MAX_QUOTED ? `${shown.slice(0, MAX_QUOTED).replace(/\p{Cs}$/u, "")}…` : shown;
  });
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
  add(code: MessageCode, place: Place, values?: FindingValues): void {
    const entry: CodeEntry = messageCodes[code];
    if (entry.severity === "error") this.#errors++;
    if (this.#findings.length >= MAX_FINDINGS) {
      this.#omitted++;
      return;
    }
    this.#findings.push({
      code,
      severity: entry.severity,
      segment: place.segment,
      tag: place.tag,
      offset: place.offset,
      text: values === undefined ? entry.text : fill(entry.text, values),
      source: entry.source,
    });
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
      const { severity, text, source } = messageCodes.FINDINGS_OMITTED;
      const filled = fill(text, { count: this.#omitted });
      this.#findings.push({
        code: "FINDINGS_OMITTED",
        severity,
        segment: null,
        tag: null,
        offset: null,
        text: filled,
        source,
      });
      this.#omitted = 0;
    }
    return this.#findings;
  }
}
