// Checked entries between threads: their hashes in a few large buffers that change hands without being copied. Pure.
import type { CheckedEntry } from "./check-entry.ts";

const hashBytes = 32;

export type PackedEntries = {
  readonly seqs: Float64Array<ArrayBuffer>;
  readonly leaves: Uint8Array<ArrayBuffer>;
  readonly nodes: Uint8Array<ArrayBuffer>;
  /** 1 where the entry has a node. */
  readonly hasNode: Uint8Array<ArrayBuffer>;
  /** Few: what is wrong, what belongs to the chain before the tree, and nodes that are no hashes. */
  readonly odd: readonly {
    readonly at: number;
    readonly fault: string | undefined;
    readonly chain: Uint8Array | null;
    readonly body: Uint8Array | undefined;
    readonly node: Uint8Array | undefined;
  }[];
};

export function packed(entries: readonly CheckedEntry[]): {
  readonly pack: PackedEntries;
  readonly buffers: ArrayBuffer[];
} {
  const seqs = new Float64Array(entries.length);
  const leaves = new Uint8Array(entries.length * hashBytes);
  const nodes = new Uint8Array(entries.length * hashBytes);
  const hasNode = new Uint8Array(entries.length);
  const odd: PackedEntries["odd"][number][] = [];
  for (const [at, { seq, leaf, node, fault, chain, body }] of entries.entries()) {
    seqs[at] = seq;
    leaves.set(leaf, at * hashBytes);
    const isHash = node?.length === hashBytes;
    if (isHash) nodes.set(node, at * hashBytes);
    if (node !== null) hasNode[at] = 1;
    if (fault !== undefined || chain !== null || body !== undefined || (node !== null && !isHash))
      odd.push({
        at,
        fault,
        chain: chain === null ? null : Uint8Array.from(chain),
        body: body === undefined ? undefined : Uint8Array.from(body),
        node: node === null || isHash ? undefined : Uint8Array.from(node),
      });
  }
  const pack = { seqs, leaves, nodes, hasNode, odd };
  return { pack, buffers: [seqs.buffer, leaves.buffer, nodes.buffer, hasNode.buffer] };
}

export function unpacked({ seqs, leaves, nodes, hasNode, odd }: PackedEntries): CheckedEntry[] {
  const entries: CheckedEntry[] = [];
  for (const [at, seq] of seqs.entries())
    entries.push({
      seq,
      leaf: Buffer.from(leaves.buffer, at * hashBytes, hashBytes),
      node: hasNode[at] === 1 ? Buffer.from(nodes.buffer, at * hashBytes, hashBytes) : null,
      fault: undefined,
      chain: null,
      body: undefined,
    });
  for (const { at, fault, chain, body, node } of odd) {
    const entry = entries[at];
    if (entry === undefined) throw new RangeError("an entry that was not packed");
    entries[at] = {
      ...entry,
      fault,
      chain: chain === null ? null : Buffer.from(chain),
      body: body === undefined ? undefined : Buffer.from(body),
      node: node === undefined ? entry.node : Buffer.from(node),
    };
  }
  return entries;
}
