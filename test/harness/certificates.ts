// Certificates for tests: an authority made on the spot, and what it issues for a host and a time.
import { generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { der, objectId, sequence, time } from "../../src/intake/channels/mail/der.ts";

const day = 86_400_000;
const pem = (what: string, bytes: Buffer): string =>
  `-----BEGIN ${what}-----\n${(bytes.toString("base64").match(/.{1,64}/g) ?? []).join("\n")}\n-----END ${what}-----\n`;
const named = (name: string): Buffer =>
  sequence(der(0x31, sequence(objectId("550403"), der(0x0c, Buffer.from(name)))));
const ecdsa = sequence(objectId("2a8648ce3d040302"));

type Keys = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
const keys = (): Keys => generateKeyPairSync("ec", { namedCurve: "P-256" });

/** A version 3 certificate (RFC 5280 section 4.1) with one extension, as PEM. */
function certificate(
  of: { readonly name: string; readonly key: KeyObject; readonly from: Date; readonly until: Date },
  by: { readonly name: string; readonly key: KeyObject },
  extension: Buffer,
): string {
  const serial = randomBytes(16);
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f);
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ecdsa,
    named(by.name),
    sequence(time(of.from), time(of.until)),
    named(of.name),
    of.key.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(extension)),
  );
  const signature = sign("sha256", body, by.key);
  return pem("CERTIFICATE", sequence(body, ecdsa, der(0x03, Buffer.concat([Buffer.from([0]), signature]))));
}

export type CertificateAuthority = {
  /** Its own certificate, as PEM: what trusts it is configured with. */
  readonly certificate: string;
  /** Writes `NAME.crt` and `NAME.key` for a host into a folder; valid from yesterday for a month unless said otherwise. */
  issue(
    folder: string,
    name: string,
    host: string,
    valid?: { readonly from: Date; readonly until: Date },
  ): { readonly certificateFile: string; readonly keyFile: string };
};

/** An authority of its own; two of the same name trust each other in nothing. */
export function aCertificateAuthority(name = "Authority of the test"): CertificateAuthority {
  const own = keys();
  const now = Date.now();
  const usual = { from: new Date(now - day), until: new Date(now + 30 * day) };
  const isAuthority = sequence(
    objectId("551d13"),
    der(0x01, Buffer.from([0xff])),
    der(0x04, sequence(der(0x01, Buffer.from([0xff])))),
  );
  return {
    certificate: certificate(
      { name, key: own.publicKey, ...usual },
      { name, key: own.privateKey },
      isAuthority,
    ),
    issue: (folder, file, host, valid = usual) => {
      const made = keys();
      const issued = certificate(
        { name: host, key: made.publicKey, ...valid },
        { name, key: own.privateKey },
        sequence(objectId("551d11"), der(0x04, sequence(der(0x82, Buffer.from(host))))),
      );
      const certificateFile = join(folder, `${file}.crt`);
      const keyFile = join(folder, `${file}.key`);
      writeFileSync(certificateFile, issued);
      writeFileSync(keyFile, made.privateKey.export({ type: "pkcs8", format: "pem" }).toString(), {
        mode: 0o600,
      });
      return { certificateFile, keyFile };
    },
  };
}
