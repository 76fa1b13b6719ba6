// Measures the SFTP server: small files a second, each answered after its commit. First the channel by itself, before a
// reception that commits one row a file, beside the same rows committed without SFTP; then the whole way of the data.
// Run: npm run bench -- sftp [--seconds N] [--list N]
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import ssh2 from "ssh2";
import { seedLists } from "../src/app/demonstration-lists.ts";
import { startServer } from "../src/app/server.ts";
import { addCarrier, bindIdentity } from "../src/carriers/api.ts";
import type { Delivery, Received, Reception } from "../src/intake/api.ts";
import { openSftp } from "../src/intake/channels/sftp/server.ts";
import { isRefusal, newId, readConfig, startPrivatePostgres, systemActor } from "../src/platform/api.ts";
import { syntheticWatchlist } from "../src/simulation/api.ts";
import { sftpLoad, type SftpResult, type SftpSettings } from "./sftp-client.ts";

const option = (name: string, byDefault: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? byDefault : Number(process.argv[at + 1]);
};
const seconds = option("seconds", 10);
const entries = option("list", 10_000);
const actor = systemActor("bench");
const folder = mkdtempSync(join(tmpdir(), "openpiu-bench-"));

const postgres = await startPrivatePostgres({ dataFolder: folder, notice: () => undefined });
const reading = readConfig(
  {
    PORT: "0",
    DATA_FOLDER: folder,
    LOG_LEVEL: "error",
    SFTP_PORT: "0",
    TYPE_B_PORT: "off",
    MAIL_PORT: "off",
  },
  { demonstration: true, workingFolder: folder },
);
if ("problems" in reading) throw new Error("the settings do not hold");
const running = await startServer({ ...reading.config, port: 0 }, { databaseUrl: postgres.url });
const { services, channels } = running;
/** Stands before the database and nothing else: one ledger entry with the hash of the bytes. */
const rowReception: Reception = {
  take: async (delivery: Delivery): Promise<Received> => {
    const sha256 = createHash("sha256").update(delivery.bytes).digest("hex");
    return services.database.transaction(actor, async (tx) => {
      const deliveryId = newId(tx.at);
      await tx.query(
        "insert into intake.delivery (delivery_id, channel, received_at, bytes, sha256) values ($1, 'sftp', $2, $3, decode($4, 'hex'))",
        [deliveryId, tx.at, delivery.bytes.length, sha256],
      );
      return { deliveryId, sha256, receivedAt: tx.at, duplicateOf: null, receipts: [] };
    });
  },
  load: () => ({ working: 0, waiting: 0, oldest: new Map() }),
};

try {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  console.log(
    `SFTP, files of one traveller, durable (fsync on); commit ${commit}; ${cpus()[0]?.model}, ${cpus().length} cores shared by clients, server and database; Node ${process.version}`,
  );
  const privateKey = await keyOfCarrier();
  const rows = await commitRows(32);
  console.log(`one-row commits without SFTP, 32 at a time: ${Math.round(rows)}/s`);

  const alone = await openSftp(
    { ...services, host: "127.0.0.1", dataFolder: folder, reception: rowReception },
    0,
  );
  const received = await sendFromOutside({ port: portOf(alone.address), privateKey, parallel: 8, run: 1 });
  await alone.close();
  print("received, answered after the commit of a row and the receipt file (limit 1000 files/s)", received);
  console.log(`  ratio to the commits: ${(received.perSecond / rows).toFixed(2)}`);
  const one = await openSftp(
    { ...services, host: "127.0.0.1", dataFolder: folder, reception: rowReception },
    0,
  );
  const single = await sendFromOutside({
    port: portOf(one.address),
    privateKey,
    connections: 1,
    parallel: 1,
    run: 2,
  });
  await one.close();
  print("the same, one connection, one file at a time", single);

  await seedLists(running.address, syntheticWatchlist(1, entries));
  await services.screening.upToDate();
  const open = channels.open.find(({ channel }) => channel === "sftp");
  const whole = await sendFromOutside({ port: portOf(open?.address ?? ""), privateKey, parallel: 4, run: 3 });
  print(`read, merged, screened against ${entries} entries, committed, answered`, whole);
} finally {
  await running.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function keyOfCarrier(): Promise<string> {
  const pair = ssh2.utils.generateKeyPairSync("ed25519");
  const carrier = { code: "J2", name: "A carrier", senderIds: [], fliesAs: ["J2"] };
  const done = [
    await addCarrier(services, actor, carrier),
    await bindIdentity(services, actor, { code: "J2", kind: "ssh-key", identity: pair.public }),
  ].find(isRefusal);
  if (done !== undefined) throw new Error(done.refused.detail);
  return pair.private;
}

/** The same rows with nothing before them, per second. */
async function commitRows(together: number): Promise<number> {
  const end = performance.now() + 3_000;
  let rows = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < end) {
      rows += 1;
      await rowReception.take({
        bytes: Buffer.from(`${rows}`),
        channel: "sftp",
        sender: null,
        idempotencyKey: null,
      });
    }
  };
  await Promise.all(Array.from({ length: together }, lane));
  return rows / 3;
}

function portOf(address: string): number {
  return Number(new URL(address).port);
}

/** The clients are a process of their own; they share the machine's cores. */
function sendFromOutside(
  load: Pick<SftpSettings, "port" | "privateKey" | "parallel" | "run"> & { readonly connections?: number },
): Promise<SftpResult> {
  const settings: SftpSettings = { connections: 4, username: "J2", seconds, ...load };
  return new Promise((resolve, reject) => {
    const client = spawn(process.execPath, [sftpLoad, JSON.stringify(settings)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    client.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    client.on("error", reject);
    client.on("close", (code) =>
      code === 0
        ? resolve(JSON.parse(output) as SftpResult)
        : reject(new Error(`the clients ended with ${code}`)),
    );
  });
}

function print(what: string, { files, perSecond, p50, p99 }: SftpResult): void {
  console.log(
    `${what}: ${files} files, ${Math.round(perSecond)} files/s; p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
  );
}
