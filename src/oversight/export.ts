// A part of the ledger as a file that stands by itself: each entry with its proof, all under a signed head, the whole signed. Pure.
import { createHash, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { canonicalJson } from "#platform";
import { publicKeyOf } from "./cosigning.ts";
import { isSignedBy, keyIdOf, type SignedHead } from "./head.ts";
import { includes, leafHash } from "./merkle.ts";

/** The first line: of which tree the proofs are, who signs, and what was asked for. */
export type ExportHeader = {
  readonly head: SignedHead;
  readonly publicKey: string;
  readonly unit: string;
  readonly at: string;
  readonly filter: { readonly [name: string]: string | number };
};
/** A line in between: the entry's number, its exact text, and the path to the root. */
export type ExportedEntry = { readonly seq: number; readonly body: string; readonly path: readonly string[] };
/** The last line. `before`: the export goes on below this number; null: it is whole. */
export type ExportEnd = { readonly entries: number; readonly before: number | null; readonly sha256: string };

const signed = (end: ExportEnd): Buffer => Buffer.from(`openpiu ledger export\n${canonicalJson(end)}`);

/** The lines of an export, one JSON object each. What an entry says never makes a line of its own: JSON escapes it. */
export function exportText(
  header: Omit<ExportHeader, "publicKey">,
  entries: readonly ExportedEntry[],
  next: { readonly before: number | null },
  key: KeyObject,
): string {
  const lines = [{ export: { ...header, publicKey: publicKeyOf(key) } }, ...entries]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");
  const end = {
    entries: entries.length,
    before: next.before,
    sha256: createHash("sha256").update(lines).digest("hex"),
  };
  const signature = sign(null, signed(end), key).toString("base64");
  return `${lines}${JSON.stringify({ end, signature })}\n`;
}

export type CheckedExport =
  | { readonly fault: string; readonly line: number }
  | {
      readonly fault: undefined;
      readonly entries: number;
      readonly size: number;
      readonly root: string;
      readonly keyId: string;
      readonly before: number | null;
    };

/** Checks a file with nothing but itself; whose the key is, whoever checks has to know. */
export function checkExport(text: string): CheckedExport {
  const lines = text.split("\n");
  if (lines.pop() !== "" || lines.length < 2)
    return { fault: "it does not end with its last line", line: Math.max(lines.length, 1) };
  const last = lines.length;
  const header = read<{ export?: ExportHeader }>(lines[0])?.export;
  if (header === undefined) return { fault: "it does not begin as an export does", line: 1 };
  const { head, publicKey } = header;
  if (!isKey(publicKey) || !isSignedBy(head, publicKey))
    return { fault: "the head of the ledger is not signed by the key named", line: 1 };
  const ended = read<{ end?: ExportEnd; signature?: string }>(lines[last - 1]);
  if (ended?.end === undefined || ended.signature === undefined)
    return { fault: "it does not end as an export does", line: last };
  const { end } = ended;
  const before = `${lines.slice(0, -1).join("\n")}\n`;
  if (end.sha256 !== createHash("sha256").update(before).digest("hex"))
    return { fault: "it is not the text that was signed", line: last };
  if (!verify(null, signed(end), keyFrom(publicKey), Buffer.from(ended.signature, "base64")))
    return { fault: "its signature does not hold", line: last };
  if (end.entries !== last - 2)
    return { fault: `it has ${last - 2} entries and says ${end.entries}`, line: last };
  for (const [at, line] of lines.slice(1, -1).entries()) {
    const fault = entryFault(read<ExportedEntry>(line), head);
    if (fault !== undefined) return { fault, line: at + 2 };
  }
  const { size, root } = head;
  return {
    fault: undefined,
    entries: end.entries,
    size,
    root,
    keyId: keyIdOf(publicKey),
    before: end.before,
  };
}

function entryFault(entry: ExportedEntry | undefined, head: SignedHead): string | undefined {
  if (entry === undefined) return "it is no entry";
  const leaf = leafHash(Buffer.from(entry.body));
  const path = entry.path.map((hash) => Buffer.from(hash, "hex"));
  return includes(
    { leaf, index: entry.seq - 1 },
    { size: head.size, root: Buffer.from(head.root, "hex") },
    path,
  )
    ? undefined
    : `entry ${entry.seq} is not in the ledger with this text`;
}

const keyFrom = (publicKey: string): KeyObject =>
  createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });

function isKey(publicKey: string): boolean {
  try {
    return keyFrom(publicKey).asymmetricKeyType === "ed25519";
  } catch {
    // Whatever stands there, it is no key.
    return false;
  }
}

function read<Shape>(line: string | undefined): Shape | undefined {
  try {
    const value: unknown = JSON.parse(line ?? "");
    return typeof value === "object" && value !== null ? (value as Shape) : undefined;
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined;
    throw problem;
  }
}
