// What a carrier proves itself with on each kind of channel, and how that is kept.
import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import type { CredentialKind } from "./carrier.ts";

/** Identities are told by the carrier; a token is made by us and told once. */
export type IdentityKind = Exclude<CredentialKind, "http-token">;

type Identity = {
  /** What is kept and compared; null where the text is none of its kind. */
  readonly secretOf: (text: string) => Buffer | null;
  /** What the text must look like, for whoever entered another. */
  readonly expected: string;
};

const named = (pattern: RegExp, comparable: (text: string) => string, expected: string): Identity => ({
  secretOf: (text) => {
    const name = comparable(text.trim());
    return pattern.test(name) ? Buffer.from(name, "utf8") : null;
  },
  expected,
});
const asSent = (text: string): string => text;
const sha256 = (bytes: Buffer | string): Buffer => createHash("sha256").update(bytes).digest();

const identities: Readonly<Record<IdentityKind, Identity>> = {
  "client-certificate": {
    secretOf: (text) => {
      // As openssl prints it: "sha256 Fingerprint=AB:CD…".
      const hex = text.replace(/^\s*sha-?256 fingerprint\s*=/i, "").replace(/[\s:]/g, "");
      return /^[0-9a-f]{64}$/i.test(hex) ? Buffer.from(hex, "hex") : null;
    },
    expected: "the SHA-256 fingerprint of the certificate: 64 hexadecimal digits, colons allowed",
  },
  "signing-key": {
    secretOf: (text) => signingKey(text),
    expected: "a public key in PEM: Ed25519, ECDSA with P-256 or P-384, or RSA with 3072 bits or more",
  },
  "watched-folder": named(
    /^[\w][\w.-]{0,63}$/,
    asSent,
    "a name of letters, digits, dots, dashes and underscores only, at most 64",
  ),
  "ssh-key": {
    secretOf: (text) => {
      const [, kind, blob] =
        /^(ssh-ed25519|ssh-rsa) ([A-Za-z0-9+/]{60,2000}={0,2})(?: .*)?$/.exec(text.trim()) ?? [];
      if (kind === undefined || blob === undefined) return null;
      const bytes = Buffer.from(blob, "base64");
      // A modulus of 3072 bits takes 384 bytes, and no less is accepted (transport.md section 7).
      return kind === "ssh-rsa" && bytes.length < 390 ? null : sha256(bytes);
    },
    expected: "one line of an OpenSSH public key: ssh-ed25519, or ssh-rsa with 3072 bits or more",
  },
  "type-b-address": named(
    /^[A-Z]{3}[A-Z0-9]{4}$/,
    (text) => text.toUpperCase(),
    "a Type B address of seven characters: location, department, company (MUCKMTS)",
  ),
  "amqp-queue": named(
    /^[\w][\w./-]{0,199}$/,
    asSent,
    "the name of a queue: letters, digits, dots, slashes, dashes and underscores, at most 200",
  ),
  "mail-sender": named(
    /^[^\s@<>]{1,64}@[a-z0-9.-]{1,190}$/,
    (text) => text.toLowerCase(),
    "a mail address, as it stands in the envelope",
  ),
};

/** A public key as DER, which is kept as it is; null where the text is none, or a weak one. */
function signingKey(text: string): Buffer | null {
  // A private key would be turned into its public one: whoever sends it has made a mistake and should know.
  if (!/^\s*-----BEGIN PUBLIC KEY-----/.test(text) || text.length > 4_000) return null;
  let key: KeyObject;
  try {
    key = createPublicKey(text);
  } catch {
    // The platform's own way to say that it is no key.
    return null;
  }
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
  const strong =
    key.asymmetricKeyType === "ed25519" ||
    (key.asymmetricKeyType === "ec" && (namedCurve === "prime256v1" || namedCurve === "secp384r1")) ||
    (key.asymmetricKeyType === "rsa" && (modulusLength ?? 0) >= 3072);
  return strong ? key.export({ format: "der", type: "spki" }) : null;
}

/** What is kept of a token: its hash. */
export function tokenSecret(token: string): Buffer {
  return sha256(token);
}

/** What is kept of an identity; null where the text is none of its kind. */
export function identitySecret(kind: IdentityKind, text: string): Buffer | null {
  return identities[kind].secretOf(text);
}

/** What an identity of the kind looks like, in words for whoever enters it. */
export function identityExpected(kind: IdentityKind): string {
  return identities[kind].expected;
}
