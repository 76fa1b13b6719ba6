// The signed result of a run: which groups of cases a carrier has passed, provable without asking the unit.
import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from "node:crypto";
import { caseUnder } from "./agreed-case.ts";
import type { CaseAgreement, CaseGroup } from "./case.ts";
import { conformanceCases } from "./cases.ts";
import type { CaseResult } from "./store.ts";

export type CertificateClaims = {
  /** The carrier's code. */
  readonly sub: string;
  /** The unit's name. */
  readonly iss: string;
  readonly jti: string;
  readonly carrier: string;
  readonly run: string;
  readonly groups: readonly CaseGroup[];
  readonly cases: readonly { readonly number: number; readonly at: string; readonly sha256: string }[];
  /** The volume test that was passed; null: none was. */
  readonly volume: {
    readonly messages: number;
    readonly beganAt: string;
    readonly answerWithinMs: number;
    readonly p50: number | null;
    readonly p95: number | null;
  } | null;
  /** Cases that the others need and the agreement with this carrier does not. */
  readonly notAgreed: readonly number[];
  /** The release of OpenPIU that judged. */
  readonly software: string;
};

/** PKCS #8 of an Ed25519 key without its 32 secret bytes (RFC 8410). */
const ed25519Prefix = Buffer.from("302e020100300506032b657004220420", "hex");
const purpose = "openpiu certificates";
/** Names the key in the header and in the published set. */
export const signingKeyId = "certificates-1";

/** The installation's signing key, derived from its one secret: the same on every server of a unit. */
export function certificateKey(installationKey: Uint8Array): KeyObject {
  const seed = Buffer.from(hkdfSync("sha256", installationKey, Buffer.alloc(0), purpose, 32));
  return createPrivateKey({ key: Buffer.concat([ed25519Prefix, seed]), format: "der", type: "pkcs8" });
}

/** The public half as a JSON Web Key Set, published so that anybody can check a certificate. */
export function publishedKeys(key: KeyObject): {
  keys: { kty: string; crv: string; x: string; kid: string; alg: string; use: string }[];
} {
  const { x = "" } = createPublicKey(key).export({ format: "jwk" });
  return { keys: [{ kty: "OKP", crv: "Ed25519", x, kid: signingKeyId, alg: "EdDSA", use: "sig" }] };
}

export async function signCertificate(key: KeyObject, claims: CertificateClaims, at: Date): Promise<string> {
  const { SignJWT } = await import("jose");
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "EdDSA", kid: signingKeyId, typ: "conformance+jwt" })
    .setIssuedAt(Math.floor(at.getTime() / 1000))
    .sign(key);
}

/** The claims of a certificate of this unit; undefined when it is none, or was changed. */
export async function readCertificate(
  key: KeyObject,
  signed: string,
): Promise<(CertificateClaims & { readonly iat: number }) | undefined> {
  const { errors, jwtVerify } = await import("jose");
  try {
    const { payload } = await jwtVerify(signed, createPublicKey(key), {
      algorithms: ["EdDSA"],
      typ: "conformance+jwt",
    });
    return payload as unknown as CertificateClaims & { iat: number };
  } catch (problem) {
    if (problem instanceof errors.JOSEError || problem instanceof TypeError) return undefined;
    throw problem;
  }
}

/** The groups of which every case has passed that is needed under the agreement, and some case at all. */
export function passedGroups(
  results: readonly Pick<CaseResult, "number" | "state">[],
  agreement: CaseAgreement,
): CaseGroup[] {
  const passed = new Set(results.filter(({ state }) => state === "passed").map(({ number }) => number));
  const groups = Map.groupBy(conformanceCases, ({ group }) => group);
  return [...groups]
    .filter(
      ([, cases]) =>
        cases.some(({ number }) => passed.has(number)) &&
        cases.every((one) => !caseUnder(one, agreement).needed || passed.has(one.number)),
    )
    .map(([group]) => group);
}
