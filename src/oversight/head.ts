// Signed heads of the ledger: what the unit says it held, so that nobody can rewrite it later without being found. Pure.
import { createHash, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { canonicalJson } from "#platform";

/** What is signed: so many entries had this root (64 hexadecimal digits) at this time (RFC 3339). */
export type TreeHead = { readonly size: number; readonly root: string; readonly at: string };
/** A head with its Ed25519 signature (RFC 8032, base64) over the canonical JSON (RFC 8785) of its other fields. */
export type SignedHead = TreeHead & { readonly keyId: string; readonly signature: string };

/** A key that heads are signed by; from the second on signed by the one before it. */
export type HeadKey = {
  readonly keyId: string;
  /** SubjectPublicKeyInfo, DER in base64. */
  readonly publicKey: string;
  readonly at: string;
  readonly certifiedBy: string | null;
  readonly signature: string | null;
};

/** The name of a key: the first sixteen hexadecimal digits of its SHA-256. */
export function keyIdOf(publicKey: string): string {
  return createHash("sha256").update(Buffer.from(publicKey, "base64")).digest("hex").slice(0, 16);
}

const publicOf = (key: KeyObject): string =>
  createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");

/** Signs a head. */
export function signHead({ size, root, at }: TreeHead, key: KeyObject): SignedHead {
  const head = { size, root, at, keyId: keyIdOf(publicOf(key)) };
  return { ...head, signature: sign(null, contentOf("head", head), key).toString("base64") };
}

/** Introduces a key, signed by the one before it. */
export function introduceKey(key: KeyObject, at: string, before: KeyObject | undefined): HeadKey {
  const publicKey = publicOf(key);
  const introduced = { keyId: keyIdOf(publicKey), publicKey, at };
  if (before === undefined) return { ...introduced, certifiedBy: null, signature: null };
  const certified = { ...introduced, certifiedBy: keyIdOf(publicOf(before)) };
  return { ...certified, signature: sign(null, contentOf("key", certified), before).toString("base64") };
}

/** Whether the head was signed by this key. */
export function isSignedBy({ signature, ...head }: SignedHead, publicKey: string): boolean {
  return (
    head.keyId === keyIdOf(publicKey) &&
    verify(null, contentOf("head", head), keyFrom(publicKey), Buffer.from(signature, "base64"))
  );
}

/** Whether a key follows from the keys before it: the first by itself, each other by the signature of one of them. */
export function isIntroduced({ signature, ...key }: HeadKey, known: ReadonlyMap<string, HeadKey>): boolean {
  if (key.keyId !== keyIdOf(key.publicKey)) return false;
  if (key.certifiedBy === null || signature === null) return known.size === 0;
  const by = known.get(key.certifiedBy);
  return (
    by !== undefined &&
    verify(null, contentOf("key", key), keyFrom(by.publicKey), Buffer.from(signature, "base64"))
  );
}

const keyFrom = (publicKey: string): KeyObject =>
  createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });

/** A head's signature never serves for a key, nor the other way round. */
const contentOf = (what: "head" | "key", fields: Readonly<Record<string, string | number | null>>): Buffer =>
  Buffer.from(`openpiu ledger ${what}\n${canonicalJson(fields)}`);

/** What a file of published heads says. */
export type PublishedHeads = {
  readonly keys: ReadonlyMap<string, HeadKey>;
  readonly heads: readonly SignedHead[];
  /** The first line that is something else, or whose signature does not hold. */
  readonly badLine: number | undefined;
};

/** Reads published heads: one JSON object a line, {"key": …} or {"head": …}. What follows a bad line is not taken. */
export function readHeads(text: string): PublishedHeads {
  const keys = new Map<string, HeadKey>();
  const heads: SignedHead[] = [];
  const lines = text.split("\n").map((line) => line.trim());
  for (const [at, line] of lines.entries()) {
    if (line === "") continue;
    const read = lineFrom(line);
    // A line that was cut off when the machine stopped says nothing; the next one begins anew.
    if (read === undefined) continue;
    const { key, head } = read;
    if (key !== undefined && isIntroduced(key, keys)) keys.set(key.keyId, key);
    else if (head !== undefined && isSignedByOneOf(head, keys)) heads.push(head);
    else return { keys, heads, badLine: at + 1 };
  }
  return { keys, heads, badLine: undefined };
}

function isSignedByOneOf(head: SignedHead, keys: ReadonlyMap<string, HeadKey>): boolean {
  const key = keys.get(head.keyId);
  return key !== undefined && isSignedBy(head, key.publicKey);
}

type Line = { readonly key?: HeadKey; readonly head?: SignedHead };

function lineFrom(line: string): Line | undefined {
  try {
    const read: unknown = JSON.parse(line);
    return typeof read === "object" && read !== null ? (read as Line) : {};
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined;
    throw problem;
  }
}
