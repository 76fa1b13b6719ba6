// An authenticator in software for ceremonies over HTTP: honest, or wrong in one point.
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** What an answer may get wrong. */
export type Twist = {
  readonly origin?: string;
  readonly rpId?: string;
  readonly userVerified?: boolean;
  readonly counter?: number;
  readonly challenge?: string;
  readonly type?: string;
  readonly userHandle?: string | null;
  /** Signed with another key than the one registered. */
  readonly forged?: boolean;
};

export type Authenticator = {
  readonly id: string;
  /** Of signatures made so far. */
  counter: number;
  make(options: Options, twist?: Twist): object;
  sign(options: Options, twist?: Twist): object;
};

type Options = { readonly challenge: string; readonly user?: { readonly id: string } };

const sha256 = (data: Uint8Array | string): Buffer => createHash("sha256").update(data).digest();
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

/** An authenticator with one passkey for `rpId` at `origin`; its counter grows with each signature unless `counts` is false. */
export function anAuthenticator(
  place: { readonly rpId: string; readonly origin: string },
  { counts = true }: { readonly counts?: boolean } = {},
): Authenticator {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(32);
  let handle: string | null = null;
  const data = (twist: Twist, counter: number, attested: Buffer): Buffer => {
    const flags = 0x01 | (twist.userVerified === false ? 0 : 0x04) | (attested.length > 0 ? 0x40 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(twist.rpId ?? place.rpId), Buffer.from([flags]), count, attested]);
  };
  const client = (type: string, options: Options, twist: Twist): Buffer =>
    Buffer.from(
      JSON.stringify({
        type: twist.type ?? type,
        challenge: twist.challenge ?? options.challenge,
        origin: twist.origin ?? place.origin,
        crossOrigin: false,
      }),
    );
  const self: Authenticator = {
    id: text(id),
    counter: 0,
    make(options, twist = {}) {
      handle = options.user?.id ?? null;
      const { x = "", y = "" } = keys.publicKey.export({ format: "jwk" });
      const cose = Buffer.concat([
        Buffer.from("a5010203262001215820", "hex"),
        Buffer.from(x, "base64url"),
        Buffer.from("225820", "hex"),
        Buffer.from(y, "base64url"),
      ]);
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
      const authData = data(twist, twist.counter ?? self.counter, attested);
      // {"fmt": "none", "attStmt": {}, "authData": bytes} in CBOR.
      const attestation = Buffer.concat([
        Buffer.from("a363666d74646e6f6e656761747453746d74a068617574684461746158", "hex"),
        Buffer.from([authData.length]),
        authData,
      ]);
      return {
        name: "Test key",
        id: text(id),
        clientDataJSON: text(client("webauthn.create", options, twist)),
        attestationObject: text(attestation),
        transports: ["internal"],
      };
    },
    sign(options, twist = {}) {
      if (counts) self.counter += 1;
      const authenticatorData = data(twist, twist.counter ?? self.counter, Buffer.alloc(0));
      const clientData = client("webauthn.get", options, twist);
      const key = twist.forged === true ? other.privateKey : keys.privateKey;
      return {
        id: text(id),
        clientDataJSON: text(clientData),
        authenticatorData: text(authenticatorData),
        signature: text(sign("sha256", Buffer.concat([authenticatorData, sha256(clientData)]), key)),
        userHandle: twist.userHandle === undefined ? handle : twist.userHandle,
      };
    },
  };
  return self;
}
