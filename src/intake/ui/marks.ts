// Lays the redacted source out as lines of pieces, each piece with the findings and the cut that lie on it. Pure.
import type { ReceiptDetail } from "../contract.ts";

type Source = NonNullable<ReceiptDetail["source"]>;
type Finding = ReceiptDetail["findings"][number];

/** A stretch of text on which the same marks lie. */
export type Piece = {
  readonly text: string;
  readonly part: "tag" | "data";
  /** Positions in the list of findings. */
  readonly findings: readonly number[];
  /** Position in the list of cuts. */
  readonly cut: number | null;
};

export type Line = {
  readonly ordinal: number;
  /** What the segment is for, in English; null where that is not known. */
  readonly purpose: string | null;
  readonly pieces: readonly Piece[];
};

export type SourceLayout = {
  readonly lines: readonly Line[];
  /** The line each finding and each cut lies on, by position; null: on none, it is about the whole message. */
  readonly lineOfFinding: readonly (number | null)[];
  readonly lineOfCut: readonly (number | null)[];
};

type Range = { readonly start: number; readonly end: number; readonly line: number };

const separators = new Set(["+", ":", "'"]);
const releaseCharacter = "?";

/**
 * The lines of the source. A finding marks the value it points at, up to the next separator; one that names only its
 * segment marks the segment's tag.
 */
export function layOut(source: Source, findings: readonly Finding[]): SourceLayout {
  const lineByOrdinal = new Map(source.segments.map((segment, line) => [segment.ordinal, line]));
  const ofFindings = findings.map((finding) => rangeOf(finding, source, lineByOrdinal));
  const ofCuts = source.cuts.map((cut): Range | null => {
    const line = lineAt(source.segments, cut.start);
    return line === null ? null : { start: cut.start, end: cut.end, line };
  });
  const findingsByLine = byLine(ofFindings);
  const cutsByLine = byLine(ofCuts);
  return {
    lines: source.segments.map((segment, line) => ({
      ordinal: segment.ordinal,
      purpose: segment.purpose,
      pieces: piecesOf(source.text, segment, {
        findings: findingsByLine.get(line) ?? [],
        cuts: cutsByLine.get(line) ?? [],
      }),
    })),
    lineOfFinding: ofFindings.map((range) => range?.line ?? null),
    lineOfCut: ofCuts.map((range) => range?.line ?? null),
  };
}

function rangeOf(finding: Finding, source: Source, lineByOrdinal: ReadonlyMap<number, number>): Range | null {
  const { offset, segment: ordinal } = finding;
  if (offset !== null) {
    const line = lineAt(source.segments, offset);
    const segment = line === null ? undefined : source.segments[line];
    if (line !== null && segment !== undefined) {
      if (offset === segment.start) return { start: offset, end: offset + segment.tag.length, line };
      return { start: offset, end: valueEnd(source.text, offset, segment.end), line };
    }
  }
  const line = ordinal === null ? undefined : lineByOrdinal.get(ordinal);
  const segment = line === undefined ? undefined : source.segments[line];
  if (line === undefined || segment === undefined) return null;
  return { start: segment.start, end: segment.start + segment.tag.length, line };
}

/** Where the value at `from` ends: before the next separator that is not released. An empty value marks its separator. */
function valueEnd(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit) {
    const character = text[at] ?? "";
    if (character === releaseCharacter) at += 2;
    else if (separators.has(character)) break;
    else at += 1;
  }
  return Math.min(limit, Math.max(at, from + 1));
}

/** The segment in which a position lies: the last one that starts at or before it. */
function lineAt(segments: Source["segments"], position: number): number | null {
  let low = 0;
  let high = segments.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const segment = segments[middle];
    if (segment === undefined) return null;
    if (position < segment.start) high = middle - 1;
    else if (position >= segment.end) low = middle + 1;
    else return middle;
  }
  return null;
}

type Placed = { readonly index: number; readonly start: number; readonly end: number };

function byLine(ranges: readonly (Range | null)[]): ReadonlyMap<number, readonly Placed[]> {
  const lines = new Map<number, Placed[]>();
  for (const [index, range] of ranges.entries()) {
    if (range === null) continue;
    const placed = lines.get(range.line) ?? [];
    placed.push({ index, start: range.start, end: range.end });
    lines.set(range.line, placed);
  }
  return lines;
}

function piecesOf(
  text: string,
  segment: Source["segments"][number],
  marks: { readonly findings: readonly Placed[]; readonly cuts: readonly Placed[] },
): readonly Piece[] {
  const tagEnd = Math.min(segment.end, segment.start + segment.tag.length);
  const edges = new Set([segment.start, tagEnd, segment.end]);
  for (const mark of [...marks.findings, ...marks.cuts]) {
    edges.add(Math.max(segment.start, mark.start));
    edges.add(Math.min(segment.end, mark.end));
  }
  const sorted = [...edges].toSorted((a, b) => a - b);
  return sorted.slice(0, -1).flatMap((start, index): Piece[] => {
    const end = sorted[index + 1] ?? start;
    if (end <= start) return [];
    const over = (mark: Placed) => mark.start <= start && mark.end >= end;
    return [
      {
        text: text.slice(start, end),
        part: end <= tagEnd ? "tag" : "data",
        findings: marks.findings.filter(over).map(({ index: finding }) => finding),
        cut: marks.cuts.find(over)?.index ?? null,
      },
    ];
  });
}

/** An answer as it was sent, one segment a line. */
export function segmentLines(text: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === "\r" || character === "\n") continue;
    line += character;
    if (character === releaseCharacter) {
      at += 1;
      line += text[at] ?? "";
    } else if (character === "'") {
      lines.push(line);
      line = "";
    }
  }
  return line === "" ? lines : [...lines, line];
}
