// Proofs that stand by themselves: an entry is in the ledger, a later ledger begins with an earlier one. Pure; no database.
import { isSignedBy, keyIdOf, type SignedHead } from "./head.ts";
import {
  consistencyPath,
  continues,
  hashesOf,
  includes,
  inclusionPath,
  leafHash,
  type Row,
} from "./merkle.ts";

type Root = { readonly size: number; readonly root: string };

/** RFC 9162, 2.1.3 and 2.1.4, with the head that the unit signed for it where there is one; hashes in hexadecimal. */
export type Proof = {
  /** The signed head that `tree` (or `after`) is, with the key that signed it. */
  readonly head?: SignedHead;
  readonly publicKey?: string;
} & (
  | {
      readonly kind: "inclusion";
      /** The entry's number, 1 the first: leaf number minus one of the RFC. */
      readonly seq: number;
      /** Canonical JSON of the entry; without it the proof is of its hash alone. */
      readonly body?: string;
      readonly hash: string;
      readonly tree: Root;
      readonly path: readonly string[];
    }
  | {
      readonly kind: "consistency";
      readonly before: Root;
      readonly after: Root;
      readonly path: readonly string[];
    }
);

export type RowsOf = (entries: readonly number[]) => Promise<ReadonlyMap<number, Row>>;

const hex = (hashes: readonly Buffer[]): readonly string[] => hashes.map((hash) => hash.toString("hex"));

/** The root of the first `size` entries. */
export async function rootAt(size: number, rowsOf: RowsOf): Promise<Buffer> {
  const [root] = await hashesOf([{ from: 0, to: size }], rowsOf);
  if (root === undefined) throw new Error("a part of the tree has a hash");
  return root;
}

/** Proves that entry `seq` is among the first `size`. */
export async function proveInclusion(
  { seq, size }: { readonly seq: number; readonly size: number },
  rowsOf: RowsOf,
): Promise<Extract<Proof, { kind: "inclusion" }>> {
  const leaf = await hashesOf([{ from: seq - 1, to: seq }], rowsOf);
  const root = await rootAt(size, rowsOf);
  const path = await hashesOf(inclusionPath(seq - 1, size), rowsOf);
  const [hash = ""] = hex(leaf);
  return { kind: "inclusion", seq, hash, tree: { size, root: root.toString("hex") }, path: hex(path) };
}

/** Proves that the first `after` entries begin with the first `before`. */
export async function proveConsistency(
  { before, after }: { readonly before: number; readonly after: number },
  rowsOf: RowsOf,
): Promise<Extract<Proof, { kind: "consistency" }>> {
  const earlier = await rootAt(before, rowsOf);
  const later = await rootAt(after, rowsOf);
  const path = await hashesOf(consistencyPath(before, after), rowsOf);
  return {
    kind: "consistency",
    before: { size: before, root: earlier.toString("hex") },
    after: { size: after, root: later.toString("hex") },
    path: hex(path),
  };
}

/** What is wrong with a proof; undefined when it holds. Whose key it is, whoever checks has to know. */
export function proofFault(proof: Proof): string | undefined {
  const bytes = proof.path.map((hash) => Buffer.from(hash, "hex"));
  const of = ({ size, root }: Root) => ({ size, root: Buffer.from(root, "hex") });
  const tree = proof.kind === "inclusion" ? proof.tree : proof.after;
  if (proof.kind === "inclusion") {
    const { body, hash, seq } = proof;
    if (body !== undefined && leafHash(Buffer.from(body)).toString("hex") !== hash) {
      return "the entry's text is not the one its hash was made of";
    }
    if (!includes({ leaf: Buffer.from(hash, "hex"), index: seq - 1 }, of(tree), bytes)) {
      return "the path does not lead from the entry to the root";
    }
  } else if (!continues(of(proof.before), of(proof.after), bytes)) {
    return "the later ledger does not begin with the earlier one";
  }
  const { head, publicKey } = proof;
  if (head === undefined) return undefined;
  if (head.size !== tree.size || head.root !== tree.root) return "the signed head is of another tree";
  if (publicKey === undefined || keyIdOf(publicKey) !== head.keyId)
    return "the key is not the one that signed the head";
  return isSignedBy(head, publicKey) ? undefined : "the head's signature does not hold";
}
