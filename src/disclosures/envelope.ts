// How a package travels: signed by the unit (JWS, EdDSA) and encrypted to the recipient's key (JWE, ECDH-ES).
import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from "node:crypto";
import { rootOf, type SealingKey } from "#platform";
import type { PackageContent, PublicKey } from "./contract.ts";

/** PKCS #8 of an Ed25519 key without its 32 secret bytes (RFC 8410). */
const ed25519Prefix = Buffer.from("302e020100300506032b657004220420", "hex");
export const unitKeyId = "packages-1";

/** The unit's signing key for packages, derived from the installation's one secret: the same on every server of a unit. */
export function unitKey(installationKey: SealingKey): KeyObject {
  const seed = Buffer.from(
    hkdfSync("sha256", rootOf(installationKey), Buffer.alloc(0), "openpiu packages", 32),
  );
  return createPrivateKey({ key: Buffer.concat([ed25519Prefix, seed]), format: "der", type: "pkcs8" });
}

/** The public half as a JSON Web Key Set: whoever receives a package verifies it by this. */
export function publishedUnitKeys(key: KeyObject) {
  const { x = "" } = createPublicKey(key).export({ format: "jwk" });
  return { keys: [{ kty: "OKP", crv: "Ed25519", x, kid: unitKeyId, alg: "EdDSA", use: "sig" }] };
}

/** The content signed, and that encrypted for one recipient; `hash` is of the file that leaves, in hexadecimal. */
export async function wrap(
  content: PackageContent,
  keys: { readonly sign: KeyObject; readonly recipient: PublicKey },
): Promise<{ readonly signed: string; readonly file: string; readonly hash: string }> {
  const { CompactEncrypt, CompactSign, importJWK } = await import("jose");
  const signed = await new CompactSign(Buffer.from(JSON.stringify(content)))
    .setProtectedHeader({ alg: "EdDSA", kid: unitKeyId, typ: "openpiu-package+jws" })
    .sign(keys.sign);
  const recipient = await importJWK({ ...keys.recipient }, "ECDH-ES+A256KW");
  const file = await new CompactEncrypt(Buffer.from(signed))
    .setProtectedHeader({ alg: "ECDH-ES+A256KW", enc: "A256GCM", cty: "JOSE" })
    .encrypt(recipient);
  return { signed, file, hash: createHash("sha256").update(file).digest("hex") };
}

/** The content of what this unit signed; undefined when it did not, or it was changed. */
export async function readSigned(key: KeyObject, signed: string): Promise<PackageContent | undefined> {
  const { compactVerify, errors } = await import("jose");
  try {
    const { payload } = await compactVerify(signed, createPublicKey(key), { algorithms: ["EdDSA"] });
    return JSON.parse(Buffer.from(payload).toString()) as PackageContent;
  } catch (problem) {
    if (problem instanceof errors.JOSEError) return undefined;
    throw problem;
  }
}

/** Whether a key can be encrypted to, or signs: what the register takes. */
export function fitsUse(key: PublicKey, use: "encryption" | "signature"): boolean {
  return use === "signature" ? key.crv !== "X25519" : key.crv !== "Ed25519";
}
