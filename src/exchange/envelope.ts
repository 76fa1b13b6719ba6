// How messages travel: signed by who says them (JWS), encrypted to who is to read them (JWE), both by keys that two persons entered.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type JsonWebKey,
  type KeyObject,
} from "node:crypto";
import { unitKeys } from "#disclosures";
import type { PublicKey } from "#disclosures/contract";
import { canonicalJson, unitSecretsOf, type SealingKey } from "#platform";

/** PKCS #8 of an X25519 key without its 32 secret bytes (RFC 8410). */
const x25519Prefix = Buffer.from("302e020100300506032b656e04220420", "hex");

/** A unit's own two keys and the name that its signing key gives it. */
export type OwnKeys = {
  readonly sign: KeyObject;
  readonly open: KeyObject;
  readonly print: string;
  readonly published: { readonly signing: PublicKey; readonly encryption: PublicKey };
  /** Those before, the last first: what partners encrypt to them is opened for a time; they sign nothing but what took their place. */
  readonly before: readonly {
    readonly sign: KeyObject;
    readonly open: KeyObject;
    readonly print: string;
    readonly until: Date;
  }[];
};

/** How long partners may write to keys that were replaced: until two persons there have entered the new ones. Milliseconds. */
export const overlapMs = 30 * 86_400_000;

/** Derived from secrets that every server of a unit shares; the newest signs. */
export function ownKeys(installationKey: SealingKey): OwnKeys {
  const secrets = unitSecretsOf(installationKey);
  const generations = unitKeys(installationKey).map(({ key: sign, until }, at) => {
    const { key } = secrets[at] ?? secrets[0] ?? { key: Buffer.alloc(0) };
    const seed = Buffer.from(hkdfSync("sha256", key, Buffer.alloc(0), "openpiu exchange", 32));
    const open = createPrivateKey({ key: Buffer.concat([x25519Prefix, seed]), format: "der", type: "pkcs8" });
    const signing = publicOf(sign, "Ed25519");
    return {
      sign,
      open,
      until,
      print: printOf(signing),
      published: { signing, encryption: publicOf(open, "X25519") },
    };
  });
  const current = generations.at(-1);
  if (current === undefined) throw new Error("a unit has a first key");
  return {
    ...current,
    before: generations
      .flatMap(({ sign, open, print, until }) => (until === null ? [] : [{ sign, open, print, until }]))
      .toReversed(),
  };
}

/** The keys that may be written to at this moment: the present ones, and those replaced not long ago. */
export function writtenTo(own: OwnKeys, at: Date): readonly Pick<OwnKeys, "open" | "print">[] {
  return [own, ...own.before.filter(({ until }) => at.getTime() - until.getTime() < overlapMs)];
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
