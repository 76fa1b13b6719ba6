// Recomputes the ledger's tree entry by entry and says where it breaks; knows nothing of where the entries come from.
import { hash as digest } from "node:crypto";
import type { CheckedEntry } from "./check-entry.ts";
import { noPeaks, rootOf, withLeaf, type Peaks } from "./merkle.ts";

/** The head as it is stored: 32 bytes for each whole subtree, the largest first. */
export type StoredHead = { readonly size: number; readonly peaks: Buffer };

/** Where entries come from: in order from number `from` to the last there is; and the head as it stands now. */
export type LedgerSource = {
  entries(from: number): AsyncIterable<readonly CheckedEntry[]>;
  head(): Promise<StoredHead | undefined>;
};

/**
 * What was noted down elsewhere: the root of the ledger when it had `size` entries. Of an entry from before the tree, its
 * hash in the chain serves as well.
 */
export type Anchor = {
  readonly size: number;
  readonly root: Buffer;
  /** Where it is noted down, for the report. */
  readonly from?: string;
};

export type LedgerReport = {
  readonly intact: boolean;
  /** Entries found good before the first bad one. */
  readonly entries: number;
  /** The root over the good entries: keep it elsewhere as an anchor for later checks. */
  readonly root: Buffer;
  readonly firstBad: (LedgerFault & { readonly seq: number }) | undefined;
};

/** What is wrong with an entry: in a word for programs, and in English. */
export type LedgerFault = {
  readonly kind:
    | "missing"
    | "changed"
    | "out-of-place"
    | "rewritten"
    | "not-covered"
    | "head-missing"
    | "head-differs";
  readonly problem: string;
};

/**
 * Walks the whole ledger from its first entry to its head. `anchors` also show a ledger that was rewritten from some point
 * on, head included.
 */
export async function checkLedger(
  source: LedgerSource,
  anchors: readonly Anchor[] = [],
  onProgress: (entries: number) => void = () => undefined,
): Promise<LedgerReport> {
  const walk = openWalk(anchors);
  for (;;) {
    const before = walk.entries();
    // From below the first: what was put before it shows as well.
    for await (const batch of source.entries(before === 0 ? Number.MIN_SAFE_INTEGER : before + 1)) {
      for (const entry of batch) {
        const bad = walk.take(entry);
        if (bad !== undefined) return bad;
      }
      onProgress(walk.entries());
    }
    // Read after the entries: whoever appended meanwhile moved the head, and there is more to read.
    const head = await source.head();
    if (head !== undefined && head.size > walk.entries() && walk.entries() > before) continue;
    return walk.end(head);
  }
}

/** The walk over the entries, one by one. */
function openWalk(anchors: readonly Anchor[]) {
  let tree: Peaks = noPeaks;
  let chain: Buffer | null = Buffer.alloc(32);
  /** Up to here what was read agrees with an anchor. */
  let anchored = 0;
  const waiting = anchors.toSorted((one, other) => one.size - other.size);
  const stop = (good: Peaks, seq: number, fault: LedgerFault): LedgerReport => ({
    intact: false,
    entries: good.size,
    root: rootOf(good),
    firstBad: { seq, ...fault },
  });
  /** The tree before the last entry, whose place in it only the next one proves. */
  let earlier: Peaks = noPeaks;

  function take(entry: CheckedEntry): LedgerReport | undefined {
    const { seq, leaf } = entry;
    if (seq !== tree.size + 1) {
      return seq <= tree.size
        ? stop(tree, seq, { kind: "out-of-place", problem: "out of place: no entry has this number" })
        : stop(tree, tree.size + 1, missing(tree.size + 1, seq - 1));
    }
    const fault = entry.fault ?? chainFault(entry);
    if (fault !== undefined) return stop(tree, seq, changed(fault));
    const grown = withLeaf(tree, leaf);
    const node = seq % 2 === 0 ? (grown.hashes.at(-1) ?? null) : null;
    if ((node === null) !== (entry.node === null)) {
      return stop(tree, seq, { kind: "out-of-place", problem: outOfPlace });
    }
    if (node !== null && entry.node?.equals(node) !== true) {
      return stop(earlier, seq - 1, { kind: "out-of-place", problem: pairOutOfPlace });
    }
    [earlier, tree] = [tree, grown];
    return rewritten();
  }

  /** Entries from before the tree keep the hashes of their chain, which ends in a statement of its length and last hash. */
  function chainFault({ seq, body = Buffer.alloc(0), chain: stored }: CheckedEntry): string | undefined {
    if (chain === null)
      return stored === null ? undefined : "it has a hash of the chain that ended before it";
    if (stored !== null) {
      chain = chainHash(chain, seq, body);
      return chain.equals(stored) ? undefined : "its hash in the chain before the tree is another";
    }
    const last = chain;
    chain = null;
    if (seq === 1) return undefined;
    const stated = `"detail":{"entries":${seq - 1},"hash":"${last.toString("hex")}"}`;
    const text = body.toString();
    return text.includes('"action":"ledger.carried-over"') && text.includes(stated)
      ? undefined
      : "it is not the statement that ends the chain before the tree";
  }

  function rewritten(): LedgerReport | undefined {
    for (let anchor = waiting[0]; anchor?.size === tree.size; anchor = waiting[0]) {
      waiting.shift();
      if (!anchor.root.equals(rootOf(tree)) && chain?.equals(anchor.root) !== true) {
        const place = anchored + 1 === tree.size ? "" : `, it or one up to ${tree.size}`;
        const where = anchor.from === undefined ? "that was noted down earlier" : `in ${anchor.from}`;
        const problem = `rewritten${place}: the root of ${tree.size} entries is not the one ${where}`;
        return stop({ size: anchored, hashes: [] }, anchored + 1, { kind: "rewritten", problem });
      }
      anchored = tree.size;
    }
    return undefined;
  }

  function end(head: StoredHead | undefined): LedgerReport {
    const { size } = tree;
    if (head === undefined) {
      return stop(tree, size, { kind: "head-missing", problem: "the head of the ledger is missing" });
    }
    if (head.size > size) return stop(tree, size + 1, missing(size + 1, head.size));
    if (head.size < size) {
      const problem = `not covered: the head of the ledger stands at ${head.size}, before it`;
      return stop(tree, head.size + 1, { kind: "not-covered", problem });
    }
    if (!head.peaks.equals(Buffer.concat(tree.hashes))) {
      const problem =
        "the head of the ledger does not cover the entries that stand here: it or the last was changed";
      return stop(earlier, size, { kind: "head-differs", problem });
    }
    const beyond = waiting[0];
    if (beyond !== undefined)
      return stop(tree, size + 1, missing(size + 1, waiting.at(-1)?.size ?? beyond.size));
    return { intact: true, entries: size, root: rootOf(tree), firstBad: undefined };
  }

  return { entries: () => tree.size, take, end };
}

const outOfPlace = "out of place: inserted here, or moved here from elsewhere";
const pairOutOfPlace =
  "out of place: it or the next is not the entry that was written here, or what the tree says of them was changed";

function missing(first: number, last: number): LedgerFault {
  return { kind: "missing", problem: first === last ? "missing" : `missing, with all up to ${last}` };
}

const changed = (how: string): LedgerFault => ({ kind: "changed", problem: `changed: ${how}` });

/** The hash of an entry in the chain that the ledger was before the tree. */
function chainHash(previous: Uint8Array, seq: number, body: Buffer): Buffer {
  return digest("sha256", Buffer.concat([previous, Buffer.from(`${seq}\n`), body]), "buffer");
}

/** An anchor as it is noted down: "1234:9f86d0…" (64 hexadecimal digits); undefined when it is not one. */
export function parseAnchor(text: string): Anchor | undefined {
  const found = /^(\d{1,15}):([0-9a-fA-F]{64})$/.exec(text.trim());
  if (found === null) return undefined;
  return { size: Number(found[1]), root: Buffer.from(found[2] ?? "", "hex") };
}
