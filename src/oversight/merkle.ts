// The Merkle tree of the ledger (RFC 9162, section 2.1): hashes, peaks, roots, and proofs made and checked. Pure.
import { hash as digest } from "node:crypto";

const hashBytes = 32;
let scratch = Buffer.alloc(4096);

/** MTH({d}): SHA-256 over a zero byte and the leaf's content. */
export function leafHash(content: Uint8Array): Buffer {
  if (scratch.length <= content.length) scratch = Buffer.alloc(content.length * 2);
  scratch[0] = 0;
  scratch.set(content, 1);
  return digest("sha256", scratch.subarray(0, content.length + 1), "buffer");
}

const pair = Buffer.alloc(1 + 2 * hashBytes);
pair[0] = 1;

/** HASH(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  pair.set(left, 1);
  pair.set(right, 1 + hashBytes);
  return digest("sha256", pair, "buffer");
}

/** MTH({}): the root of a tree without leaves. */
export const emptyRoot: Buffer = digest("sha256", "", "buffer");

/** A tree while it grows: how many leaves, and its whole subtrees, the largest first (one for each bit of the size). */
export type Peaks = { readonly size: number; readonly hashes: readonly Buffer[] };

export const noPeaks: Peaks = { size: 0, hashes: [] };

/** The peaks after one more leaf; the last of them is the largest whole subtree that ends with it. */
export function withLeaf({ size, hashes }: Peaks, leaf: Buffer): Peaks {
  const stack = [...hashes];
  let node = leaf;
  for (let rest = size + 1; rest % 2 === 0; rest /= 2) {
    const left = stack.pop();
    if (left === undefined) throw new RangeError("a tree has a peak for each bit of its size");
    node = nodeHash(left, node);
  }
  stack.push(node);
  return { size: size + 1, hashes: stack };
}

/** The root over all peaks. */
export function rootOf({ hashes }: Peaks): Buffer {
  const last = hashes.at(-1);
  if (last === undefined) return emptyRoot;
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

/** The largest power of two smaller than `size` (k of RFC 9162, 2.1.1); `size` is 2 or more. */
function split(size: number): number {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}

/** A part of the tree: the leaves from number `from` (0 the first) up to before `to`. */
export type Span = { readonly from: number; readonly to: number };

/** The parts whose hashes are the inclusion proof of leaf `index` in a tree of `size` (PATH of 2.1.3.1), in its order. */
export function inclusionPath(index: number, size: number): readonly Span[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`leaf ${index} is not in a tree of ${size}`);
  const path: Span[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + split(to - from);
    if (index < middle) {
      path.unshift({ from: middle, to });
      to = middle;
    } else {
      path.unshift({ from, to: middle });
      from = middle;
    }
  }
  return path;
}

/** The parts whose hashes are the consistency proof of a tree of `size` with its first `before` leaves (2.1.4.1). */
export function consistencyPath(before: number, size: number): readonly Span[] {
  if (!(before > 0 && before <= size)) throw new RangeError(`no proof from ${before} to ${size}`);
  const path: Span[] = [];
  let [from, to] = [0, size];
  let whole = true;
  while (before < to) {
    const middle = from + split(to - from);
    if (before <= middle) {
      path.unshift({ from: middle, to });
      to = middle;
    } else {
      path.unshift({ from, to: middle });
      from = middle;
      whole = false;
    }
  }
  // The part that both end with is known already where it is the whole of the earlier tree.
  if (!whole) path.unshift({ from, to });
  return path;
}

/** Whether the proof leads from this leaf to this root (algorithm of RFC 9162, 2.1.3.2). */
export function includes(
  of: { readonly leaf: Uint8Array; readonly index: number },
  tree: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (!(of.index >= 0 && of.index < tree.size)) return false;
  let [fn, sn] = [of.index, tree.size - 1];
  let hash: Uint8Array = of.leaf;
  for (const step of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(step, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else hash = nodeHash(hash, step);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && Buffer.compare(hash, tree.root) === 0;
}

/** Whether the proof shows that the later tree begins with all leaves of the earlier (algorithm of RFC 9162, 2.1.4.2). */
export function continues(
  before: { readonly size: number; readonly root: Uint8Array },
  after: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (before.size === after.size) return proof.length === 0 && Buffer.compare(before.root, after.root) === 0;
  if (!(before.size > 0 && before.size < after.size)) return false;
  const path = isPowerOfTwo(before.size) ? [before.root, ...proof] : [...proof];
  let [fn, sn] = [before.size - 1, after.size - 1];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  const [first, ...steps] = path;
  if (first === undefined) return false;
  let [earlier, later]: [Uint8Array, Uint8Array] = [first, first];
  for (const step of steps) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      earlier = nodeHash(step, earlier);
      later = nodeHash(step, later);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else later = nodeHash(later, step);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && Buffer.compare(earlier, before.root) === 0 && Buffer.compare(later, after.root) === 0;
}

// Numbers here go beyond the 32 bits of the shift operators.
const half = (n: number): number => Math.floor(n / 2);

function isPowerOfTwo(n: number): boolean {
  let rest = n;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}

/** How many leaves the node in the row of entry `seq` (1 the first) spans: it ends with that entry. */
export function leavesOfNode(seq: number): number {
  let leaves = 1;
  while (seq % (leaves * 2) === 0) leaves *= 2;
  return leaves;
}

/** What a row of the ledger holds of the tree: the leaf's hash and, in even rows, the largest whole subtree that ends there. */
export type Row = { readonly hash: Buffer; readonly node: Buffer | null };

/**
 * The hashes of these parts of the tree. `rowsOf` gives the rows of entries by their numbers (1 the first), all at once;
 * a missing one throws.
 */
export async function hashesOf(
  spans: readonly Span[],
  rowsOf: (entries: readonly number[]) => Promise<ReadonlyMap<number, Row>>,
): Promise<readonly Buffer[]> {
  const pieces = spans.map(piecesOf);
  const rows = await rowsOf([...new Set(pieces.flat().map(({ entry }) => entry))]);
  return pieces.map((ofSpan) => joined(ofSpan, rows));
}

type Piece = { readonly entry: number; readonly leaves: number };

/** A part from the left: each piece is the largest subtree that begins where the last ended and that a row holds. */
function piecesOf({ from, to }: Span): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = from; at < to;) {
    let best = 1;
    for (let leaves = 2; at % leaves === 0 && at + leaves <= to; leaves *= 2) {
      if (leavesOfNode(at + leaves) === leaves) best = leaves;
    }
    at += best;
    pieces.push({ entry: at, leaves: best });
  }
  return pieces;
}

/** Equal neighbours join as peaks do; what is left is joined from the right. */
function joined(pieces: readonly Piece[], rows: ReadonlyMap<number, Row>): Buffer {
  const stack: { leaves: number; hash: Buffer }[] = [];
  for (const { entry, leaves } of pieces) {
    const row = rows.get(entry);
    const hash = leaves === 1 ? row?.hash : row?.node;
    if (hash === undefined || hash === null)
      throw new Error(`the ledger lacks what entry ${entry} holds of its tree`);
    stack.push({ leaves, hash });
    joinEqual(stack);
  }
  return rootOf({ size: 0, hashes: stack.map(({ hash }) => hash) });
}

function joinEqual(stack: { leaves: number; hash: Buffer }[]): void {
  for (;;) {
    const [left, right] = stack.slice(-2);
    if (left === undefined || right === undefined || left.leaves !== right.leaves) return;
    stack.splice(-2, 2, { leaves: left.leaves * 2, hash: nodeHash(left.hash, right.hash) });
  }
}
