// Measures what a carrier that floods does to another: one list a second of the one, while the other sends all it can over
// each channel in turn; and that everything acknowledged is stored.
// Run: npm run bench -- flood [--seconds N]
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import ssh2 from "ssh2";
import { startServer } from "../src/app/server.ts";
import { addCarrier, bindIdentity, issueToken } from "../src/carriers/api.ts";
import { isRefusal, readConfig, startPrivatePostgres, systemActor } from "../src/platform/api.ts";
import { floodClient, type FloodResult, type FloodTask } from "./flood-client.ts";

const at = process.argv.indexOf("--seconds");
const seconds = at < 0 ? 8 : Number(process.argv[at + 1]);
const actor = systemActor("bench");
const folder = mkdtempSync(join(tmpdir(), "openpiu-bench-"));
const postgres = await startPrivatePostgres({ dataFolder: folder, notice: () => undefined });
const reading = readConfig(
  { PORT: "0", DATA_FOLDER: folder, LOG_LEVEL: "error", SFTP_PORT: "0", MAIL_PORT: "off" },
  { demonstration: true, workingFolder: folder },
);
if ("problems" in reading) throw new Error("the settings do not hold");
const { config } = reading;
const running = await startServer(
  { ...config, port: 0, channels: { ...config.channels, typeBPort: 0 } },
  { databaseUrl: postgres.url },
);
const database = new pg.Client({ connectionString: postgres.url });
try {
  await database.connect();
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  console.log(
    `one list a second over HTTPS beside a flood, ${seconds} s each; commit ${commit}; ${cpus()[0]?.model}, ${cpus().length} cores shared by clients, server and database; Node ${process.version}`,
  );
  const pair = ssh2.utils.generateKeyPairSync("ed25519");
  const quietToken = await tokenOf("J2");
  const floodToken = await tokenOf("K9");
  must(await bindIdentity(running.services, actor, { code: "K9", kind: "ssh-key", identity: pair.public }));
  must(
    await bindIdentity(running.services, actor, { code: "K9", kind: "type-b-address", identity: "GYDKMK9" }),
  );
  const addressOf = (channel: string): string =>
    running.channels.open.find((each) => each.channel === channel)?.address ?? "";
  const own = { over: "quiet", carrier: "J2", address: running.address, token: quietToken, seconds } as const;
  // The first lists find nothing prepared.
  await work({ ...own, seconds: 3 });
  told("alone", await work(own), undefined, 0);
  for (const flood of [
    { over: "http", address: running.address, token: floodToken },
    { over: "sftp", address: addressOf("sftp"), key: pair.private },
    { over: "type-b", address: addressOf("type-b") },
  ] as const) {
    const before = await stored("K9");
    const flooding = work({ ...flood, carrier: "K9", seconds: seconds + 1 });
    const quiet = await work(own);
    told(`${flood.over} flood`, quiet, await flooding, (await stored("K9")) - before);
  }
} finally {
  await database.end();
  await running.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

function must(made: object): void {
  if (isRefusal(made)) throw new Error(made.refused.detail);
}

async function tokenOf(code: string): Promise<string> {
  must(await addCarrier(running.services, actor, { code, name: code, senderIds: [], fliesAs: [code] }));
  const issued = await issueToken(running.services, actor, { code, label: "bench" });
  if (isRefusal(issued)) throw new Error(issued.refused.detail);
  return issued.token;
}

/** Deliveries of a carrier that stand in the database. */
async function stored(code: string): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    "select count(distinct delivery_id)::int as count from intake.receipt where carrier = $1",
    [code],
  );
  return rows[0]?.count ?? 0;
}

function work(task: FloodTask): Promise<FloodResult> {
  return new Promise((resolve, reject) => {
    const client = spawn(process.execPath, [floodClient, JSON.stringify(task)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    client.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    client.on("error", reject);
    client.on("close", (code) =>
      code === 0
        ? resolve(JSON.parse(output) as FloodResult)
        : reject(new Error(`a client ended with ${code}`)),
    );
  });
}

function told(what: string, quiet: FloodResult, flood: FloodResult | undefined, kept: number): void {
  const times = quiet.times.toSorted((a, b) => a - b).map((ms) => ms.toFixed(0));
  const other =
    flood === undefined
      ? ""
      : `; flooder: ${flood.taken} acknowledged, ${kept} stored, ${flood.later} told to come again (${flood.reasons.join(" / ")}), ${flood.failed} failed`;
  console.log(
    `${what}: ${quiet.taken} of ${times.length} taken, median ${times[times.length >> 1] ?? "-"} ms, worst ${times.at(-1) ?? "-"} ms${other}`,
  );
}
