// How a package travels: signed by the unit (JWS, EdDSA) and encrypted to the recipient's key (JWE, ECDH-ES).
import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from "node:crypto";
import { unitSecretsOf, type SealingKey } from "#platform";
import type { PackageContent, PublicKey } from "./contract.ts";

/** PKCS #8 of an Ed25519 key without its 32 secret bytes (RFC 8410). */
const ed25519Prefix = Buffer.from("302e020100300506032b657004220420", "hex");

/** A key that packages are signed by, or were until another took its place. */
export type UnitKey = {
  /** Its name in signatures and among the published keys: "packages-1". */
  readonly id: string;
  readonly key: KeyObject;
  /** From when it signs; null: the first. */
  readonly since: Date | null;
  /** When another took its place; null: it signs. */
  readonly until: Date | null;
};

/** The unit's signing keys for packages, the first first: derived from secrets that every server of a unit shares. */
export function unitKeys(installationKey: SealingKey): readonly [UnitKey, ...UnitKey[]] {
  const secrets = unitSecretsOf(installationKey);
  const [first, ...more] = secrets.map(({ id, key, since }, at): UnitKey => {
    const seed = Buffer.from(hkdfSync("sha256", key, Buffer.alloc(0), "openpiu packages", 32));
    return {
      id: `packages-${id}`,
      key: createPrivateKey({ key: Buffer.concat([ed25519Prefix, seed]), format: "der", type: "pkcs8" }),
      since,
      until: secrets[at + 1]?.since ?? null,
    };
  });
  if (first === undefined) throw new Error("a unit has a first key");
  return [first, ...more];
}

/** The one that signs now. */
export function unitKey(installationKey: SealingKey): UnitKey {
  const keys = unitKeys(installationKey);
  return keys.at(-1) ?? keys[0];
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/** The public halves as a JSON Web Key Set: whoever receives a package verifies it by these; `exp` is when one was replaced. */
export function publishedUnitKeys(keys: readonly UnitKey[]) {
  return {
    keys: keys.map(({ id, key, since, until }) => {
      const { x = "" } = createPublicKey(key).export({ format: "jwk" });
      return {
        kty: "OKP",
        crv: "Ed25519",
        x,
        kid: id,
        alg: "EdDSA",
        use: "sig",
        ...(since === null ? {} : { iat: seconds(since) }),
        ...(until === null ? {} : { exp: seconds(until) }),
      };
    }),
  };
}

/** The content signed, and that encrypted for one recipient; `hash` is of the file that leaves, in hexadecimal. */
export async function wrap(
  content: PackageContent,
  keys: { readonly sign: UnitKey; readonly recipient: PublicKey },
): Promise<{ readonly signed: string; readonly file: string; readonly hash: string }> {
  const { CompactEncrypt, CompactSign, importJWK } = await import("jose");
  const signed = await new CompactSign(Buffer.from(JSON.stringify(content)))
    .setProtectedHeader({ alg: "EdDSA", kid: keys.sign.id, typ: "openpiu-package+jws" })
    .sign(keys.sign.key);
  const recipient = await importJWK({ ...keys.recipient }, "ECDH-ES+A256KW");
  const file = await new CompactEncrypt(Buffer.from(signed))
    .setProtectedHeader({ alg: "ECDH-ES+A256KW", enc: "A256GCM", cty: "JOSE" })
    .encrypt(recipient);
  return { signed, file, hash: createHash("sha256").update(file).digest("hex") };
}

/** The content of what this unit signed by the key of its time; undefined when it did not, or it was changed. */
export async function readSigned(
  keys: readonly UnitKey[],
  signed: string,
): Promise<PackageContent | undefined> {
  const { compactVerify, decodeProtectedHeader, errors } = await import("jose");
  try {
    const { kid } = decodeProtectedHeader(signed);
    const named = keys.find(({ id }) => id === kid);
    if (named === undefined) return undefined;
    const { payload } = await compactVerify(signed, createPublicKey(named.key), { algorithms: ["EdDSA"] });
    const content = JSON.parse(Buffer.from(payload).toString()) as PackageContent;
    return named.until === null || new Date(content.issuedAt) <= named.until ? content : undefined;
  } catch (problem) {
    if (problem instanceof errors.JOSEError || problem instanceof TypeError) return undefined;
    throw problem;
  }
}

/** Whether a key can be encrypted to, or signs: what the register takes. */
export function fitsUse(key: PublicKey, use: "encryption" | "signature"): boolean {
  return use === "signature" ? key.crv !== "X25519" : key.crv !== "Ed25519";
}
