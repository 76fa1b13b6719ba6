// The certificate that the mail server shows for STARTTLS: the operator's, or one that the server makes and signs itself.
import { generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { der, objectId, sequence, time } from "./der.ts";

export type ServerCertificate = { readonly key: string; readonly cert: string };

const yearsValid = 10;

/**
 * Reads `mail-server.key` and `mail-server.crt` (PEM) from the data folder; makes both when they are missing, the key for
 * its owner only. Mail servers encrypt to a certificate that nobody vouches for; carriers that check give its fingerprint.
 */
export async function serverCertificate(
  dataFolder: string,
  host: string,
  now: Date,
): Promise<ServerCertificate> {
  const [keyFile, certFile] = [join(dataFolder, "mail-server.key"), join(dataFolder, "mail-server.crt")];
  const [key, cert] = await Promise.all([textOf(keyFile), textOf(certFile)]);
  if ((key === undefined) !== (cert === undefined)) {
    throw new Error(
      `one of ${keyFile} and ${certFile} is missing. Bring back both, or delete both to have new ones made`,
    );
  }
  if (key !== undefined && cert !== undefined) return { key, cert };
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const made = {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: selfSigned(privateKey, publicKey, host, now),
  };
  await writeFile(keyFile, made.key, { mode: 0o600, flush: true });
  await writeFile(certFile, made.cert, { flush: true });
  return made;
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (problem) {
    if (problem instanceof Error && "code" in problem && problem.code === "ENOENT") return undefined;
    throw problem;
  }
}

/** A version 3 certificate (RFC 5280 section 4.1) for one host name, signed with its own key (ECDSA with SHA-256), as PEM. */
function selfSigned(privateKey: KeyObject, publicKey: KeyObject, host: string, now: Date): string {
  const algorithm = sequence(objectId("2a8648ce3d040302"));
  const name = sequence(der(0x31, sequence(objectId("550403"), der(0x0c, Buffer.from(host)))));
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + yearsValid);
  const serial = randomBytes(16);
  // Positive, and not zero in front.
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f);
  const alternativeName = sequence(der(0x82, Buffer.from(host)));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    algorithm,
    name,
    sequence(time(now), time(until)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(sequence(objectId("551d11"), der(0x04, alternativeName)))),
  );
  const signature = sign("sha256", body, privateKey);
  const certificate = sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
