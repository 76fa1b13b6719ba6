// The tree against a naive one written from the text of RFC 9162: roots, proofs, what a proof must not show.
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  consistencyPath,
  continues,
  emptyRoot,
  hashesOf,
  includes,
  inclusionPath,
  leafHash,
  noPeaks,
  rootOf,
  withLeaf,
  type Row,
} from "./merkle.ts";

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** RFC 9162, 2.1.1, word for word. */
function mth(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return sha256(Buffer.from([0]), only);
  const k = powerBelow(leaves.length);
  return sha256(Buffer.from([1]), mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}
/** 2.1.3.1. */
function path(m: number, leaves: readonly Buffer[]): readonly Buffer[] {
  if (leaves.length === 1) return [];
  const k = powerBelow(leaves.length);
  return m < k
    ? [...path(m, leaves.slice(0, k)), mth(leaves.slice(k))]
    : [...path(m - k, leaves.slice(k)), mth(leaves.slice(0, k))];
}
/** 2.1.4.1. */
function subproof(m: number, leaves: readonly Buffer[], whole: boolean): readonly Buffer[] {
  if (m === leaves.length) return whole ? [] : [mth(leaves)];
  const k = powerBelow(leaves.length);
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), whole), mth(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), mth(leaves.slice(0, k))];
}
const powerBelow = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1);

/** Rows as the database writes them, and the root after each. */
function grown(leaves: readonly Buffer[]): { rows: Map<number, Row>; roots: Buffer[] } {
  let peaks = noPeaks;
  const rows = new Map<number, Row>();
  const roots = [rootOf(peaks)];
  for (const content of leaves) {
    const hash = leafHash(content);
    peaks = withLeaf(peaks, hash);
    rows.set(peaks.size, { hash, node: peaks.size % 2 === 0 ? (peaks.hashes.at(-1) ?? null) : null });
    roots.push(rootOf(peaks));
  }
  return { rows, roots };
}
const leavesOf = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, n) => Buffer.from(`entry ${n}`));
const hex = (hashes: readonly Buffer[]): readonly string[] => hashes.map((hash) => hash.toString("hex"));

// The tree of the worked example of RFC 9162, 2.1.5: seven leaves d0 to d6.
describe("the example of the RFC", () => {
  const d = leavesOf(7);
  const { rows } = grown(d);
  const prove = async (m: number) => hex(await hashesOf(inclusionPath(m, 7), async () => rows));
  const from = async (m: number) => hex(await hashesOf(consistencyPath(m, 7), async () => rows));
  const [a, b, c, dd, e, f, j] = d.map((content) => mth([content]));
  const of = (start: number, end: number): Buffer => mth(d.slice(start, end));
  const [g, h, i, k, l] = [of(0, 2), of(2, 4), of(4, 6), of(0, 4), of(4, 7)];

  test("audit paths of d0, d3, d4 and d6", async () => {
    expect(await prove(0)).toEqual(hex([b, h, l] as Buffer[]));
    expect(await prove(3)).toEqual(hex([c, g, l] as Buffer[]));
    expect(await prove(4)).toEqual(hex([f, j, k] as Buffer[]));
    expect(await prove(6)).toEqual(hex([i, k]));
    expect([a, dd, e].every(Boolean)).toBe(true);
  });

  test("consistency of the trees of 3, 4 and 6 leaves with that of 7", async () => {
    expect(await from(3)).toEqual(hex([c, dd, g, l] as Buffer[]));
    expect(await from(4)).toEqual(hex([l]));
    expect(await from(6)).toEqual(hex([i, j, k] as Buffer[]));
  });

  test("a tree without leaves", () => {
    expect(emptyRoot.toString("hex")).toBe(
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    );
    expect(rootOf(noPeaks)).toEqual(emptyRoot);
  });
});

test("roots and proofs of every size up to 300 are those of the naive tree, and hold", async () => {
  const leaves = leavesOf(300);
  const { rows, roots } = grown(leaves);
  const sizes = Array.from({ length: 301 }, (_, size) => size);
  expect(sizes.filter((size) => !roots[size]?.equals(mth(leaves.slice(0, size))))).toEqual([]);
  for (const size of sizes.slice(1)) {
    // Every place of small trees, some of large ones: the naive proof takes as long as the whole tree.
    const step = size <= 40 ? 1 : 37;
    const tree = { size, root: roots[size] ?? emptyRoot };
    for (let m = size % step; m < size; m += step) {
      const proof = await hashesOf(inclusionPath(m, size), async () => rows);
      const naive = size <= 40 ? path(m, leaves.slice(0, size)) : proof;
      expect(hex(proof)).toEqual(hex(naive));
      expect(includes({ leaf: leafHash(leaves[m] ?? Buffer.alloc(0)), index: m }, tree, proof)).toBe(true);
    }
    for (let m = Math.max(1, size % step); m <= size; m += step) {
      const proof = await hashesOf(consistencyPath(m, size), async () => rows);
      const naive = size <= 40 ? subproof(m, leaves.slice(0, size), true) : proof;
      expect(hex(proof)).toEqual(hex(naive));
      expect(continues({ size: m, root: roots[m] ?? emptyRoot }, tree, proof)).toBe(true);
    }
  }
});

test("of large trees, proofs hold for what they are of and for nothing else, and stay short", async () => {
  const many = grown(leavesOf(100_000));
  const contents = leavesOf(100_000);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 100_000 }),
      fc.nat(),
      fc.nat(),
      fc.nat({ max: 255 }),
      async (size, at, flip, bit) => {
        const index = at % size;
        const before = 1 + (flip % size);
        const tree = { size, root: many.roots[size] ?? emptyRoot };
        const inclusion = await hashesOf(inclusionPath(index, size), async () => many.rows);
        const leaf = leafHash(contents[index] ?? Buffer.alloc(0));
        expect(inclusion.length).toBeLessThanOrEqual(17);
        expect(includes({ leaf, index }, tree, inclusion)).toBe(true);
        // Another leaf, another place, a changed bit, a hash more or less: no proof.
        expect(includes({ leaf: leafHash(Buffer.from("another")), index }, tree, inclusion)).toBe(false);
        expect(includes({ leaf, index: (index + 1) % size }, tree, inclusion)).toBe(false);
        expect(includes({ leaf, index }, tree, flipped(inclusion, flip, bit))).toBe(false);
        expect(includes({ leaf, index }, tree, inclusion.slice(1))).toBe(false);
        expect(includes({ leaf, index }, tree, [...inclusion, leaf])).toBe(false);

        const consistency = await hashesOf(consistencyPath(before, size), async () => many.rows);
        const earlier = { size: before, root: many.roots[before] ?? emptyRoot };
        expect(continues(earlier, tree, consistency)).toBe(true);
        expect(continues({ size: before, root: leafHash(leaf) }, tree, consistency)).toBe(false);
        expect(continues(earlier, { size, root: leafHash(leaf) }, consistency)).toBe(false);
        expect(continues(earlier, tree, [...consistency, leaf])).toBe(false);
        const proven = continues(earlier, tree, flipped(consistency, flip, bit));
        expect(proven).toBe(consistency.length === 0);
      },
    ),
    { numRuns: 150 },
  );
});

function flipped(proof: readonly Buffer[], which: number, bit: number): readonly Buffer[] {
  return proof.map((hash, at) => {
    if (at !== which % proof.length) return hash;
    const changed = Buffer.from(hash);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return changed;
  });
}

test.each([
  [3, 3],
  [-1, 3],
])("leaf %d has no place in a tree of %d", (index, size) => {
  expect(() => inclusionPath(index, size)).toThrow(RangeError);
  expect(includes({ leaf: emptyRoot, index }, { size, root: emptyRoot }, [])).toBe(false);
});

test("no proof leads back, nor from nothing", () => {
  expect(() => consistencyPath(4, 3)).toThrow(RangeError);
  expect(() => consistencyPath(0, 3)).toThrow(RangeError);
  expect(continues({ size: 4, root: emptyRoot }, { size: 3, root: emptyRoot }, [])).toBe(false);
});
