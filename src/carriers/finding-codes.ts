// Codes of findings that an agreement speaks of: which of them there are, and what was meant by one that there is not.
import { messageCodes, partedFrom } from "#messages";

/** A code that no finding has, and those that differ from it by a letter or two, the nearest first. */
export type UnknownCode = { readonly code: string; readonly near: readonly string[] };

/** Three are enough to see what was meant. */
const nearMost = 3;

/**
 * The codes of these that no finding has. `more` are those of findings that are not the reader's. What a code was parted from
 * counts as known: it is still what an agreement says of its successors.
 */
export function unknownCodes(codes: readonly string[], more: readonly string[]): readonly UnknownCode[] {
  const known = new Set<string>([...Object.keys(messageCodes), ...Object.values(partedFrom), ...more]);
  return codes.filter((code) => !known.has(code)).map((code) => ({ code, near: nearTo(code, [...known]) }));
}

function nearTo(code: string, known: readonly string[]): readonly string[] {
  // Two letters of a short code would make it any other one.
  const most = code.length < 8 ? 1 : 2;
  return known
    .map((other) => ({ other, distance: distance(code, other) }))
    .filter((one) => one.distance <= most)
    .toSorted((a, b) => a.distance - b.distance || (a.other < b.other ? -1 : 1))
    .slice(0, nearMost)
    .map(({ other }) => other);
}

/** Letters put in, left out, changed or exchanged with the next one to make `a` into `b`. */
function distance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = at(last, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const exchanged =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
          ? at(beforeLast, column - 2) + 1
          : Infinity;
      next.push(Math.min(at(last, column) + 1, at(next, column - 1) + 1, changed, exchanged));
    }
    [beforeLast, last] = [last, next];
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
