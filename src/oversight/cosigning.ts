// What an independent witness says of a ledger: "I saw this head, and it begins with the one I saw before". Pure.
import { createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { canonicalJson } from "#platform";
import { isIntroduced, isSignedBy, keyIdOf, type HeadKey, type SignedHead } from "./head.ts";
import { proofFault, type Proof } from "./proof.ts";

/** A head as a witness signed it: Ed25519 over "openpiu ledger witnessed", a line feed and the canonical JSON of the other fields. */
export type Cosigned = {
  readonly size: number;
  readonly root: string;
  /** When the witness saw it, by its own clock. */
  readonly seenAt: string;
  /** The id of the witness's key. */
  readonly witness: string;
  readonly signature: string;
};

const contentOf = (fields: Omit<Cosigned, "signature">): Buffer =>
  Buffer.from(`openpiu ledger witnessed\n${canonicalJson(fields)}`);

/** A public key as it is handed on: SubjectPublicKeyInfo, DER in base64. */
export const publicKeyOf = (key: KeyObject): string =>
  createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");

export function cosign(
  { size, root }: Pick<SignedHead, "size" | "root">,
  seenAt: Date,
  key: KeyObject,
): Cosigned {
  const said = { size, root, seenAt: seenAt.toISOString(), witness: keyIdOf(publicKeyOf(key)) };
  return { ...said, signature: sign(null, contentOf(said), key).toString("base64") };
}

/** Whether the witness with this public key signed it. */
export function isCosigned({ signature, ...said }: Cosigned, publicKey: string): boolean {
  return (
    said.witness === keyIdOf(publicKey) &&
    verify(
      null,
      contentOf(said),
      createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" }),
      Buffer.from(signature, "base64"),
    )
  );
}

/** What a unit publishes: the newest head first. */
export type Published = { readonly keys: readonly HeadKey[]; readonly heads: readonly SignedHead[] };

export type Judgement =
  | { readonly verdict: "sound"; readonly head: SignedHead; readonly keys: readonly HeadKey[] }
  | { readonly verdict: "nothing-new" }
  | { readonly verdict: "fork"; readonly why: string };

/**
 * Whether a witness that saw `last`, and knows these keys of the unit, may sign what is published now. `prove` fetches the proof that a
 * ledger of so many entries begins with that of the other; what it says is checked here, against the roots that both signed.
 */
export async function judgePublished(
  { keys, heads }: Published,
  seen: { readonly last: Cosigned | undefined; readonly keys: readonly HeadKey[] },
  prove: (before: number, after: number) => Promise<Proof>,
): Promise<Judgement> {
  const fork = (why: string): Judgement => ({ verdict: "fork", why });
  const known = new Map(seen.keys.map((key) => [key.keyId, key]));
  for (const key of seen.keys)
    if (!keys.some((one) => one.keyId === key.keyId && one.publicKey === key.publicKey))
      return fork(`the unit no longer publishes its key ${key.keyId}`);
  for (const key of keys) {
    if (known.has(key.keyId)) continue;
    if (!isIntroduced(key, known)) return fork(`the key ${key.keyId} was signed by no key before it`);
    known.set(key.keyId, key);
  }
  const [head] = heads;
  if (head === undefined) return { verdict: "nothing-new" };
  const signer = known.get(head.keyId);
  if (signer === undefined || !isSignedBy(head, signer.publicKey))
    return fork(`the newest head, of ${head.size} entries, is not signed by a key of the unit`);
  const { last } = seen;
  const accepted = { verdict: "sound", head, keys: [...known.values()] } as const;
  if (last === undefined) return accepted;
  if (head.size < last.size)
    return fork(`the unit signed ${head.size} entries after it had shown ${last.size}`);
  if (head.size === last.size)
    return head.root === last.root
      ? { verdict: "nothing-new" }
      : fork(`two ledgers of ${head.size} entries: ${last.root} was seen, ${head.root} is shown`);
  const proof = await prove(last.size, head.size);
  const isOfThese =
    proof.kind === "consistency" &&
    proof.before.size === last.size &&
    proof.before.root === last.root &&
    proof.after.size === head.size &&
    proof.after.root === head.root;
  if (!isOfThese || proofFault(proof) !== undefined)
    return fork(`the ledger of ${head.size} entries does not begin with the one seen of ${last.size}`);
  return accepted;
}
