// How messages travel: signed by who says them (JWS), encrypted to who is to read them (JWE), both by keys that two persons entered.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type JsonWebKey,
  type KeyObject,
} from "node:crypto";
import { unitKey } from "#disclosures";
import type { PublicKey } from "#disclosures/contract";
import { canonicalJson, rootOf, type SealingKey } from "#platform";

/** PKCS #8 of an X25519 key without its 32 secret bytes (RFC 8410). */
const x25519Prefix = Buffer.from("302e020100300506032b656e04220420", "hex");

/** A unit's own two keys and the name that its signing key gives it. */
export type OwnKeys = {
  readonly sign: KeyObject;
  readonly open: KeyObject;
  readonly print: string;
  readonly published: { readonly signing: PublicKey; readonly encryption: PublicKey };
};

/** Both derived from the installation's one secret: the same on every server of a unit. */
export function ownKeys(installationKey: SealingKey): OwnKeys {
  const sign = unitKey(installationKey);
  const seed = Buffer.from(
    hkdfSync("sha256", rootOf(installationKey), Buffer.alloc(0), "openpiu exchange", 32),
  );
  const open = createPrivateKey({ key: Buffer.concat([x25519Prefix, seed]), format: "der", type: "pkcs8" });
  const signing = publicOf(sign, "Ed25519");
  return {
    sign,
    open,
    print: printOf(signing),
    published: { signing, encryption: publicOf(open, "X25519") },
  };
}

function publicOf(key: KeyObject, crv: "Ed25519" | "X25519"): PublicKey {
  const { x = "" } = createPublicKey(key).export({ format: "jwk" });
  return { kty: "OKP", crv, x };
}

/** The thumbprint of a key (RFC 7638): SHA-256 of its required members in canonical order, base64url. */
export function printOf(key: PublicKey): string {
  const { kty, crv, x } = key;
  const members = key.kty === "EC" ? { crv, kty, x, y: key.y } : { crv, kty, x };
  return createHash("sha256").update(canonicalJson(members)).digest("base64url");
}

const algOf = ({ crv }: PublicKey): string =>
  crv === "P-256" ? "ES256" : crv === "P-384" ? "ES384" : "EdDSA";

/** The payload signed, and that encrypted to one unit. */
export async function wrapFor(
  payload: object,
  own: Pick<OwnKeys, "sign" | "print">,
  recipient: PublicKey,
): Promise<{ readonly envelope: string; readonly hash: string }> {
  const { CompactEncrypt, CompactSign, importJWK } = await import("jose");
  const signed = await new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: "EdDSA", kid: own.print, typ: "openpiu-exchange+jws" })
    .sign(own.sign);
  const key = await importJWK({ ...recipient }, "ECDH-ES+A256KW");
  const envelope = await new CompactEncrypt(Buffer.from(signed))
    .setProtectedHeader({ alg: "ECDH-ES+A256KW", enc: "A256GCM", cty: "JOSE" })
    .encrypt(key);
  return { envelope, hash: hashOf(signed) };
}

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What is inside of an envelope that is for this unit, not believed yet: the signed text and the key it names. */
export async function openEnvelope(
  envelope: string,
  own: Pick<OwnKeys, "open">,
): Promise<{ readonly signed: string; readonly kid: string } | undefined> {
  const { compactDecrypt, decodeProtectedHeader, errors } = await import("jose");
  try {
    const { plaintext } = await compactDecrypt(envelope, own.open, {
      keyManagementAlgorithms: ["ECDH-ES+A256KW"],
      contentEncryptionAlgorithms: ["A256GCM"],
    });
    const signed = Buffer.from(plaintext).toString();
    const { kid, typ } = decodeProtectedHeader(signed);
    return typeof kid === "string" && typ === "openpiu-exchange+jws" ? { signed, kid } : undefined;
  } catch (problem) {
    if (problem instanceof errors.JOSEError || problem instanceof TypeError) return undefined;
    throw problem;
  }
}

/** The payload, if this key signed it; undefined otherwise. */
export async function verified(signed: string, key: PublicKey): Promise<unknown> {
  const { compactVerify, errors } = await import("jose");
  try {
    const known = createPublicKey({ key: { ...key } as JsonWebKey, format: "jwk" });
    const { payload } = await compactVerify(signed, known, { algorithms: [algOf(key)] });
    return JSON.parse(Buffer.from(payload).toString()) as unknown;
  } catch (problem) {
    if (problem instanceof errors.JOSEError || problem instanceof SyntaxError) return undefined;
    throw problem;
  }
}
