// A certificate and its key in two files, looked at again while the server runs: a pair that cannot be used takes nothing's place.
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";

export type CertificateFiles = {
  /** PEM: the certificate with its chain, and its private key. */
  readonly certificateFile: string;
  readonly keyFile: string;
};

/** Why the files cannot be used: one cannot be read or is none, the key is another's, or the certificate has run out. */
export type CertificateFault = "unreadable" | "no-pair" | "over";

export type CertificatePair = { readonly cert: Buffer; readonly key: Buffer; readonly expiresAt: Date };

/** What a port shows at this moment. `fault`: why newer files have not taken its place. */
export type CertificateShown = { readonly expiresAt: Date; readonly fault: CertificateFault | null };

/** Reads both files; a fault where they make no pair. One that has run out is a pair here: whether it is used is the caller's. */
export async function readPair(files: CertificateFiles): Promise<CertificatePair | CertificateFault> {
  try {
    const [cert, key] = await Promise.all([readFile(files.certificateFile), readFile(files.keyFile)]);
    const certificate = new X509Certificate(cert);
    if (!certificate.checkPrivateKey(createPrivateKey(key))) return "no-pair";
    return { cert, key, expiresAt: certificate.validToDate };
  } catch (problem) {
    // What the platform throws of files and of what stands in them alike; the words could hold a part of the key.
    if (problem instanceof Error) return "unreadable";
    throw problem;
  }
}

/** Days before its end at which a certificate is told of in the log. */
export const toldDays: readonly number[] = [30, 7, 1, 0];

const dayMs = 86_400_000;

/** The narrowest of `toldDays` that a certificate has reached; null while it has longer. */
export function daysReached(expiresAt: Date, at: Date): number | null {
  const left = (expiresAt.getTime() - at.getTime()) / dayMs;
  return toldDays.filter((days) => left <= days).at(-1) ?? null;
}

const faultWords: Readonly<Record<CertificateFault, string>> = {
  unreadable: "cannot be read as PEM",
  "no-pair": "make no pair: the key is another certificate's",
  over: "hold a certificate that has run out",
};

/** One sentence of the log about files that took nothing's place. */
export function faultLine({ certificateFile, keyFile }: CertificateFiles, fault: CertificateFault): string {
  return `${certificateFile} and ${keyFile} ${faultWords[fault]}: the certificate of before is shown on`;
}

/** One sentence of the log about a certificate that runs out. */
export function expiryLine({ certificateFile }: CertificateFiles, expiresAt: Date, days: number): string {
  const day = expiresAt.toISOString().slice(0, 16).replace("T", " ");
  return days === 0
    ? `${certificateFile} has run out (${day} UTC): nobody who checks it connects`
    : `${certificateFile} runs out within ${days} ${days === 1 ? "day" : "days"} (${day} UTC): put the next one in its place`;
}
