// Measures request to answer over Type B (MATIP and BATAP) and AMQP beside HTTP, durable and screened.
// Run: npm run bench -- channels [--seconds N] [--rate N] [--list N]
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "../src/app/server.ts";
import { seedLists } from "../src/app/demonstration-lists.ts";
import { addCarrier, bindIdentity, issueToken } from "../src/carriers/api.ts";
import { openSmallBroker } from "../src/intake/channels/amqp/small-broker.ts";
import { isRefusal, readConfig, startPrivatePostgres, systemActor } from "../src/platform/api.ts";
import { syntheticWatchlist } from "../src/simulation/api.ts";
import { hasRabbitMq, startRabbitMq } from "../test/harness/rabbitmq.ts";
import { interactiveLoad, type Load } from "./interactive-client.ts";

const option = (name: string, byDefault: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? byDefault : Number(process.argv[at + 1]);
};
const seconds = option("seconds", 8);
const rate = option("rate", 100);
const entries = option("list", 10_000);
const actor = systemActor("bench");
const folder = mkdtempSync(join(tmpdir(), "openpiu-bench-"));

const small = hasRabbitMq ? undefined : await openSmallBroker();
const broker = small ? { url: small.url, stop: () => small.close() } : await startRabbitMq();
const postgres = await startPrivatePostgres({ dataFolder: folder, notice: () => undefined });
const reading = readConfig(
  {
    PORT: "0",
    DATA_FOLDER: folder,
    LOG_LEVEL: "error",
    SFTP_PORT: "off",
    MAIL_PORT: "off",
    AMQP_URL: broker.url,
  },
  { demonstration: true, workingFolder: folder },
);
if ("problems" in reading) throw new Error("the settings do not hold");
const { config } = reading;
const running = await startServer(
  { ...config, port: 0, channels: { ...config.channels, typeBPort: 0 } },
  { databaseUrl: postgres.url },
);
try {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  console.log(
    `request to answer, durable (fsync on), screened against ${entries} entries; commit ${commit}; ${cpus()[0]?.model}, ${cpus().length} cores shared by client, server, database and ${hasRabbitMq ? "RabbitMQ" : "a broker in memory"}; Node ${process.version}`,
  );
  await seedLists(running.address, syntheticWatchlist(1, entries));
  await running.services.screening.upToDate();
  const token = await tokenOf("J2");
  const typeB = running.channels.open.find(({ channel }) => channel === "type-b")?.address ?? "";
  for (const [what, load] of [
    ["HTTP", { over: "http", address: running.address, token }],
    ["Type B, 16 sessions", { over: "type-b", address: typeB }],
    ["AMQP, one queue", { over: "amqp", address: broker.url }],
  ] as const) {
    const { answered, ...measured } = await ask(load);
    const [p50, p95, p99, most] = [measured.p50, measured.p95, measured.p99, measured.max].map((ms) =>
      ms.toFixed(1),
    );
    console.log(
      `${what}, ${rate} requests/s asked: ${answered} answered, ${measured.rate.toFixed(0)}/s; p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms, max ${most} ms`,
    );
  }
} finally {
  await running.stop();
  await postgres.stop();
  await broker.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function tokenOf(code: string): Promise<string> {
  const made = [
    await addCarrier(running.services, actor, { code, name: code, senderIds: [], fliesAs: [code] }),
    await bindIdentity(running.services, actor, { code, kind: "type-b-address", identity: "GYDKMJ2" }),
    await bindIdentity(running.services, actor, { code, kind: "amqp-queue", identity: "J2.API.IN" }),
  ];
  for (const each of made) if (isRefusal(each)) throw new Error(each.refused.detail);
  const issued = await issueToken(running.services, actor, { code, label: "bench" });
  if (isRefusal(issued)) throw new Error(issued.refused.detail);
  return issued.token;
}

/** The client is a process of its own, as a carrier's is; it shares the machine's cores. */
function ask(load: {
  readonly over: string;
  readonly address: string;
  readonly token?: string;
}): Promise<Load> {
  return new Promise((resolve, reject) => {
    const settings = JSON.stringify({ ...load, rate, seconds, connections: 16 });
    const client = spawn(process.execPath, [interactiveLoad, settings], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    client.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    client.on("error", reject);
    client.on("close", (code) =>
      code === 0 ? resolve(JSON.parse(output) as Load) : reject(new Error(`the client ended with ${code}`)),
    );
  });
}
