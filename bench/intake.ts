// Measures the way of the data end to end, durable and screened: whole lists and pushes, a day's mixed traffic, and
// interactive request to answer.
// Run: npm run bench -- intake [--flights N] [--seconds N] [--list N]
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cpus } from "node:os";
import { startServer } from "../src/app/server.ts";
import { seedLists } from "../src/app/demonstration-lists.ts";
import { addCarrier, issueToken } from "../src/carriers/api.ts";
import { isRefusal, readConfig, startPrivatePostgres, systemActor } from "../src/platform/api.ts";
import { allCarriers, simulate, syntheticWatchlist, type SimulatedMessage } from "../src/simulation/api.ts";
import { interactiveLoad, type Load } from "./interactive-client.ts";

const option = (name: string, byDefault: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? byDefault : Number(process.argv[at + 1]);
};
const flights = option("flights", 60);
const seconds = option("seconds", 15);
const entries = option("list", 10_000);
const actor = systemActor("bench");
const folder = mkdtempSync(join(tmpdir(), "openpiu-bench-"));

const postgres = await startPrivatePostgres({ dataFolder: folder, notice: () => undefined });
const reading = readConfig(
  { PORT: "0", DATA_FOLDER: folder, LOG_LEVEL: "error" },
  { demonstration: true, workingFolder: folder },
);
if ("problems" in reading) throw new Error("the settings do not hold");
const running = await startServer({ ...reading.config, port: 0 }, { databaseUrl: postgres.url });
try {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  console.log(
    `intake over HTTP, durable (fsync on), screened against ${entries} entries; commit ${commit}; ${cpus()[0]?.model}, ${cpus().length} cores shared by client, server and database; Node ${process.version}`,
  );
  await seedLists(running.address, syntheticWatchlist(1, entries));
  await running.services.screening.upToDate();
  const tokens = await tokensOf();
  for (const rate of [50, 100, 200]) {
    print(
      `interactive, ${rate} requests/s asked${rate === 200 ? " (limit p99 50 ms)" : ""}`,
      await askFromOutside({ rate, seconds, connections: 64 }, tokens),
    );
  }
  print(
    "interactive, as fast as answered, 16 at a time (limit p99 250 ms)",
    await askFromOutside({ rate: 0, seconds, connections: 16 }, tokens),
  );
  // After the requests: a database that has just taken in two days of traffic tidies up, which would be measured with them.
  const [lists, mixed] = days();
  await push("whole lists and pushes", lists, tokens, " (limit 3000 passengers/s)");
  await push("mixed traffic, mostly requests of one traveller", mixed, tokens, "");
} finally {
  await running.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function tokensOf(): Promise<Map<string, string>> {
  const tokens = new Map<string, string>();
  for (const { code, name, country } of allCarriers) {
    const added = await addCarrier(running.services, actor, {
      code,
      name,
      country,
      senderIds: [],
      fliesAs: [code],
    });
    if (isRefusal(added)) throw new Error(added.refused.detail);
    const issued = await issueToken(running.services, actor, { code, label: "bench" });
    if (isRefusal(issued)) throw new Error(issued.refused.detail);
    tokens.set(code, issued.token);
  }
  return tokens;
}

type Day = readonly (readonly SimulatedMessage[])[];

/**
 * Two days of the simulator from tomorrow on, a flight's messages in their order: of the first only lists of whole
 * flights and pushes of bookings, of the second everything, as the carriers of the region send it.
 */
function days(): [lists: Day, mixed: Day] {
  const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const of = (ahead: number) =>
    [...simulate({ seed: 7, flights, day: day(ahead) })].map(({ messages }) => messages);
  const single = new Set(["api-request", "api-change", "api-cancel"]);
  return [of(1).map((messages) => messages.filter(({ purpose }) => !single.has(purpose))), of(2)];
}

/** Several carriers push at once, each the messages of one flight after the other. */
async function push(
  what: string,
  day: Day,
  tokens: ReadonlyMap<string, string>,
  limit: string,
): Promise<void> {
  const messages = day.flat();
  const passengers = messages.reduce((sum, message) => sum + message.expected.travellers, 0);
  const waiting = [...day];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let own = waiting.pop(); own !== undefined; own = waiting.pop()) {
        for (const message of own) {
          const answer = await fetch(`${running.address}/v1/messages`, {
            method: "POST",
            headers: { authorization: `Bearer ${tokens.get(message.carrier) ?? ""}` },
            body: Buffer.from(message.bytes),
          });
          await answer.arrayBuffer();
          if (answer.status !== 202) throw new Error(`a push was answered ${answer.status}`);
        }
      }
    }),
  );
  const took = (performance.now() - started) / 1000;
  console.log(
    `${what}: ${passengers} passengers in ${messages.length} messages of ${day.length} flights in ${took.toFixed(1)} s: ${Math.round(passengers / took)} passengers/s${limit}, ${Math.round(messages.length / took)} messages/s`,
  );
}

/** The client is a process of its own, as a carrier's is; it shares the machine's cores. */
function askFromOutside(
  load: { rate: number; seconds: number; connections: number },
  tokens: ReadonlyMap<string, string>,
): Promise<Load> {
  return new Promise((resolve, reject) => {
    const client = spawn(
      process.execPath,
      [interactiveLoad, JSON.stringify({ ...load, address: running.address, token: tokens.get("J2") })],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let output = "";
    client.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    client.on("error", reject);
    client.on("close", (code) =>
      code === 0 ? resolve(JSON.parse(output) as Load) : reject(new Error(`client ended with ${code}`)),
    );
  });
}

function print(what: string, { answered, rate, p50, p95, p99, max }: Load): void {
  console.log(
    `${what}: ${answered} answered, ${rate.toFixed(0)}/s; p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, max ${max.toFixed(0)} ms`,
  );
}
