// The walk through the stations, as `npm run follow` prints it: so that the map of the code cannot lie.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "#platform";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { follow, type Station } from "./follow.ts";
import { startServer, type RunningServer } from "./server.ts";

let fresh: FreshDatabase;
let running: RunningServer;
const folder = mkdtempSync(join(tmpdir(), "openpiu-follow-"));

beforeAll(async () => {
  fresh = await freshDatabase();
  const reading = readConfig(
    { DATA_FOLDER: folder, LOG_LEVEL: "error" },
    { demonstration: true, workingFolder: folder },
  );
  if ("problems" in reading) throw new Error(reading.problems[0].text);
  running = await startServer({ ...reading.config, port: 0 }, { databaseUrl: fresh.url });
});
afterAll(async () => {
  await running.stop();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

test("a passenger list goes from its bytes to a person's decision and a verified ledger", async () => {
  const bytes = readFileSync(new URL("../../samples/paxlst/one-flight.edi", import.meta.url));
  const stations: Station[] = [];
  for await (const station of follow(running, bytes)) stations.push(station);
  expect(stations.map((each) => each.station)).toEqual([
    "bytes arrive",
    "read",
    "minimised",
    "judged",
    "recorded, screened, alerts raised, committed",
    "answered",
    "told to the screens",
    "alert in the queue, masked",
    "opened by a person, for a purpose",
    "decided by a person",
    "ledger verified",
  ]);
  const actions = stations.flatMap((each) => each.ledger).map((line) => line.split(" ")[1]);
  for (const action of [
    "alert.raised",
    "message.processed",
    "alert.viewed",
    "case.opened",
    "alert.decided",
  ]) {
    expect(actions).toContain(action);
  }
  expect(stations.at(-1)?.facts["intact"]).toBe(true);
  const files = stations.map((each) => each.file.split(" ")[0] ?? "");
  expect(files.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url)))).toEqual([]);
});

test("a reader that goes away (`| head`) ends the walk quietly", async () => {
  const walk = spawn(process.execPath, ["tools/follow.ts", "samples/paxlst/one-flight.edi"], {
    cwd: new URL("../..", import.meta.url),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let complaints = "";
  walk.stderr.on("data", (said: Buffer) => void (complaints += said.toString()));
  walk.stdout.once("data", () => walk.stdout.destroy());
  const [code] = (await once(walk, "close")) as [number | null];
  expect(complaints).not.toContain("EPIPE");
  expect(code).toBe(0);
});
