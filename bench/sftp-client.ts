// Carriers for measuring the SFTP server: several connections, each with some files on their way at one time.
import { fileURLToPath } from "node:url";
import ssh2, { type Client, type SFTPWrapper } from "ssh2";
import { request } from "./interactive-client.ts";

/** The file to start as a process of its own, with the settings as JSON. */
export const sftpLoad: string = fileURLToPath(import.meta.url);

export type SftpSettings = {
  readonly port: number;
  readonly username: string;
  readonly privateKey: string;
  readonly connections: number;
  /** Files on their way at one time, of each connection. */
  readonly parallel: number;
  readonly seconds: number;
  /** Tells the files of one run from those of another. */
  readonly run: number;
};

/** Files taken in the seconds that count, and how long one took from open to the answer of its close, in milliseconds. */
export type SftpResult = {
  readonly files: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
};

const warmUpMs = 3_000;

async function load(settings: SftpSettings): Promise<SftpResult> {
  const connected = await Promise.all(Array.from({ length: settings.connections }, () => connect(settings)));
  const times: number[] = [];
  const start = performance.now() + warmUpMs;
  const end = start + settings.seconds * 1_000;
  let next = 0;
  const lane = async ({ sftp }: Connected): Promise<void> => {
    for (let began = performance.now(); began < end; began = performance.now()) {
      next += 1;
      await put(sftp, `/in/${settings.run}-${next}.edi`, request(next, settings.run, `S${settings.run}N`));
      const ended = performance.now();
      if (ended >= start && ended < end) times.push(ended - began);
    }
  };
  await Promise.all(connected.flatMap((one) => Array.from({ length: settings.parallel }, () => lane(one))));
  for (const { client } of connected) client.end();
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor((times.length - 1) * share)] ?? 0;
  return { files: times.length, perSecond: times.length / settings.seconds, p50: at(0.5), p99: at(0.99) };
}

type Connected = { readonly client: Client; readonly sftp: SFTPWrapper };

function connect({ port, username, privateKey }: SftpSettings): Promise<Connected> {
  const client = new ssh2.Client();
  return new Promise((resolve, reject) => {
    client.on("error", reject);
    client.on("ready", () => {
      client.setNoDelay(true);
      client.sftp((error, sftp) => (error === undefined ? resolve({ client, sftp }) : reject(error)));
    });
    client.connect({ host: "127.0.0.1", port, username, privateKey });
  });
}

/** Open, write, close: rejects unless each is answered with success. */
function put(sftp: SFTPWrapper, path: string, content: string): Promise<void> {
  const bytes = Buffer.from(content);
  return new Promise((resolve, reject) => {
    sftp.open(path, "w", (notOpened, handle) => {
      if (notOpened) {
        reject(notOpened);
        return;
      }
      sftp.write(handle, bytes, 0, bytes.length, 0, (notWritten) => {
        if (notWritten) {
          reject(notWritten);
          return;
        }
        sftp.close(handle, (notTaken) => (notTaken ? reject(notTaken) : resolve()));
      });
    });
  });
}

if (import.meta.main) {
  console.log(JSON.stringify(await load(JSON.parse(process.argv[2] ?? "{}") as SftpSettings)));
}
