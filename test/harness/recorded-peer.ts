// Starts a partner's side of a line as a process of its own, with certificates made for it, and hears what it was told.
import { fork } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serverCertificate } from "../../src/intake/channels/mail/certificate.ts";

export type Heard = {
  readonly method: string;
  readonly url: string;
  readonly body: { readonly [name: string]: unknown };
  readonly key: string | null;
};
export type RecordedPeer = {
  readonly address: string;
  /** SHA-256 of the certificate that it shows. */
  readonly certificate: string;
  /** Where the unit's own certificate for it lies, by the partner's code. */
  readonly lineFolder: string;
  readonly heard: readonly Heard[];
  close(): void;
};

/** @param recording a file of test/recordings. */
export async function aRecordedPeer(recording: string, code: string): Promise<RecordedPeer> {
  const folder = mkdtempSync(join(tmpdir(), "openpiu-peer-"));
  const lineFolder = join(folder, "lines");
  const own = join(lineFolder, code);
  mkdirSync(own, { recursive: true });
  mkdirSync(join(folder, "unit"));
  // Certificates are of today, whatever the unit's clock says.
  const theirs = await serverCertificate(folder, "localhost", new Date());
  const ours = await serverCertificate(join(folder, "unit"), "unit", new Date());
  writeFileSync(join(folder, "client.crt"), ours.cert);
  writeFileSync(join(own, "client.crt"), ours.cert);
  writeFileSync(join(own, "client.key"), ours.key);
  writeFileSync(join(own, "authorities.crt"), theirs.cert);
  const heard: Heard[] = [];
  const script = fileURLToPath(new URL("recorded-peer-process.ts", import.meta.url));
  const file = fileURLToPath(new URL(`../recordings/${recording}`, import.meta.url));
  const child = fork(script, [folder, file], { execArgv: [] });
  const port = await new Promise<number>((resolve, reject) => {
    child.on("message", (message: Heard | { readonly port: number }) => {
      if ("port" in message) resolve(message.port);
      else heard.push(message);
    });
    child.once("exit", (status) => reject(new Error(`the peer ended with ${status}`)));
  });
  return {
    address: `https://localhost:${port}`,
    certificate: new X509Certificate(theirs.cert).fingerprint256.replaceAll(":", "").toLowerCase(),
    lineFolder,
    heard,
    close: () => {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
