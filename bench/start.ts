// Measures `npm start` again on an installed machine with data: until the first page answers, and until sign-in works.
// Run: npm run bench -- start [--rounds N]
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** design.md §6: `npm start` again on an installed machine → first page. */
const LIMIT_SECONDS = 8;
/** The first start installs, builds and makes the database. */
const FIRST_START_SECONDS = 300;
const FLIGHTS_TO_BEGIN_WITH = 20;
const LOOK_AGAIN_MS = 5;

const root = fileURLToPath(new URL("..", import.meta.url));
const at = process.argv.indexOf("--rounds");
const rounds = at < 0 ? 5 : Number(process.argv[at + 1]);
const port = await freePort();
const address = `http://127.0.0.1:${port}`;
const folder = mkdtempSync(join(tmpdir(), "openpiu-bench-start-"));
// A database that starts as root stands where its own user can go.
chmodSync(folder, 0o755);
let npm: ChildProcess | undefined;
/** What the server that runs now has complained of; shown when it does not come up. */
let complaints = "";

try {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  console.log(
    `npm start again, packages and data there; commit ${commit}; ${cpus()[0]?.model}, ${cpus().length} cores; Node ${process.version}; median of ${rounds}`,
  );
  await start();
  await until(async () => (await flights(await signIn())) >= FLIGHTS_TO_BEGIN_WITH, FIRST_START_SECONDS);
  await stop();
  const samples: { readonly page: number; readonly signIn: number; readonly stop: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    await start();
    const page = await secondsUntil(started, async () => (await fetch(address)).ok);
    const signedIn = await secondsUntil(started, async () => (await signIn()) !== "");
    const asked = performance.now();
    await stop();
    samples.push({ page, signIn: signedIn, stop: round2((performance.now() - asked) / 1000) });
  }
  const page = median(samples.map((sample) => sample.page));
  console.log(
    JSON.stringify({
      "first page (s)": page,
      "sign-in (s)": median(samples.map((sample) => sample.signIn)),
      "limit (s)": LIMIT_SECONDS,
      "× limit": round2(page / LIMIT_SECONDS),
      "Ctrl+C to the end (s)": median(samples.map((sample) => sample.stop)),
      samples,
    }),
  );
} finally {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Runs `npm start`; resolves at once. */
async function start(): Promise<void> {
  npm = spawn("npm", ["start"], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, PORT: String(port), DATA_FOLDER: folder, DATABASE_URL: "", HOST: "" },
  });
  complaints = "";
  npm.stderr?.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
  await once(npm, "spawn");
}

async function stop(): Promise<void> {
  if (npm === undefined || npm.exitCode !== null) return;
  const ended = once(npm, "exit");
  npm.kill("SIGINT");
  await ended;
}

/** Signs the watch officer in; answers the session's cookie. */
async function signIn(): Promise<string> {
  const answer = await fetch(`${address}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "watch", password: "demonstration" }),
  });
  return answer.ok ? (answer.headers.getSetCookie()[0]?.split(";")[0] ?? "") : "";
}

async function flights(cookie: string): Promise<number> {
  const answer = await fetch(`${address}/api/flights`, { headers: { cookie } });
  const board = (await answer.json()) as { readonly flights?: readonly unknown[] };
  return board.flights?.length ?? 0;
}

async function secondsUntil(started: number, done: () => Promise<boolean>): Promise<number> {
  await until(done, FIRST_START_SECONDS);
  return round2((performance.now() - started) / 1000);
}

/** Asks again and again; while nothing listens yet, the question fails. Throws when the server ended or time is up. */
async function until(done: () => Promise<boolean>, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await done().catch(() => false))) {
    if (npm?.exitCode !== null)
      throw new Error(`npm start ended with ${npm?.exitCode ?? "a signal"}:\n${complaints}`);
    if (performance.now() > end) throw new Error(`not ready after ${seconds} s:\n${complaints}`);
    await sleep(LOOK_AGAIN_MS);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const found = server.address();
  server.close();
  return typeof found === "object" && found !== null ? found.port : 0;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
