// What can be checked of an entry by itself: that its text is the one its hash was made of, and that its columns repeat it. Pure.
import { columnFault } from "./columns.ts";
import type { StoredEntry } from "./entry.ts";
import { leafHash } from "./merkle.ts";

/** An entry on its way into the tree. */
export type CheckedEntry = {
  readonly seq: number;
  /** Of its text. */
  readonly leaf: Buffer;
  /** What is wrong with it by itself, in English. */
  readonly fault: string | undefined;
  readonly node: Buffer | null;
  readonly chain: Buffer | null;
  /** Only where the chain of before the tree needs it: in its entries, and in the statement that ends it. */
  readonly body: Buffer | undefined;
};

export function checkEntry(entry: StoredEntry): CheckedEntry {
  const { seq, node, chain, body } = entry;
  const leaf = leafHash(body);
  const fault = leaf.equals(entry.hash) ? columnFault(entry) : "its text and its hash do not belong together";
  const ofChain = chain !== null || entry.action === "ledger.carried-over";
  return { seq, leaf, fault, node, chain, body: ofChain ? body : undefined };
}
