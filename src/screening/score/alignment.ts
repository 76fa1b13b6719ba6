// Pairs a traveller's words with a listed name's words, one to one, best first (screening.md §5.1 rule 2).

/** One possible pairing: bit sets of the traveller's and of the listed words it covers, and what it is worth. */
export class Edges {
  readonly left: number[] = [];
  readonly right: number[] = [];
  readonly bits: number[] = [];
  count = 0;

  clear(): void {
    this.count = 0;
  }

  add(left: number, right: number, bits: number): void {
    this.left[this.count] = left;
    this.right[this.count] = right;
    this.bits[this.count] = bits;
    this.count += 1;
  }
}

/** The chosen pairings (numbers of edges) and what they cover. */
export type Alignment = {
  readonly chosen: number[];
  leftCovered: number;
  rightCovered: number;
  bits: number;
};

const order: number[] = [];

/**
 * Chooses pairings greedily by bits, then tries each left-out pairing against the one or two it would displace.
 * Deterministic: ties go to the earlier words.
 */
export function align(edges: Edges, into: Alignment): void {
  const { left, right, bits, count } = edges;
  order.length = count;
  for (let at = 0; at < count; at++) order[at] = at;
  order.sort(
    (one, two) =>
      (bits[two] ?? 0) - (bits[one] ?? 0) ||
      (left[one] ?? 0) - (left[two] ?? 0) ||
      (right[one] ?? 0) - (right[two] ?? 0),
  );
  into.chosen.length = 0;
  into.leftCovered = 0;
  into.rightCovered = 0;
  into.bits = 0;
  for (const edge of order) {
    if (((left[edge] ?? 0) & into.leftCovered) !== 0 || ((right[edge] ?? 0) & into.rightCovered) !== 0)
      continue;
    take(edges, into, edge);
  }
  if (into.chosen.length < count) improve(edges, into);
}

function take(edges: Edges, into: Alignment, edge: number): void {
  into.chosen.push(edge);
  into.leftCovered |= edges.left[edge] ?? 0;
  into.rightCovered |= edges.right[edge] ?? 0;
  into.bits += edges.bits[edge] ?? 0;
}

/** Crossed pairs: replaces two chosen pairings by two others of the same words when they are worth more. */
function improve(edges: Edges, into: Alignment): void {
  const { chosen } = into;
  for (let one = 0; one < chosen.length; one++) {
    for (let two = one + 1; two < chosen.length; two++) {
      const [first, second] = [chosen[one] ?? 0, chosen[two] ?? 0];
      const crossed = pairOf(edges, edges.left[first] ?? 0, edges.right[second] ?? 0);
      const other = pairOf(edges, edges.left[second] ?? 0, edges.right[first] ?? 0);
      if (crossed < 0 || other < 0) continue;
      const gain =
        (edges.bits[crossed] ?? 0) +
        (edges.bits[other] ?? 0) -
        (edges.bits[first] ?? 0) -
        (edges.bits[second] ?? 0);
      if (gain <= 1e-9) continue;
      chosen[one] = crossed;
      chosen[two] = other;
      into.bits += gain;
    }
  }
}

function pairOf(edges: Edges, left: number, right: number): number {
  for (let at = 0; at < edges.count; at++)
    if (edges.left[at] === left && edges.right[at] === right) return at;
  return -1;
}
