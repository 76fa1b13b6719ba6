// npm run follow -- FILE: one message through every station, on a throw-away database; the map of the code as a program.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig, startPrivatePostgres } from "#platform";
import { follow } from "../src/app/follow.ts";
import { startServer } from "../src/app/server.ts";

// A reader that goes away (`| head`) ends the walk quietly: what was started for it is stopped all the same.
let isRead = true;
process.stdout.on("error", (problem: NodeJS.ErrnoException) => {
  if (problem.code !== "EPIPE") throw problem;
  isRead = false;
});

const file = process.argv[2];
if (file === undefined) {
  console.error("usage: npm run follow -- FILE (for example samples/paxlst/one-flight.edi)");
  process.exit(2);
}
const bytes = read(file);
const folder = mkdtempSync(join(tmpdir(), "openpiu-follow-"));
const reading = readConfig(
  { DATA_FOLDER: folder, LOG_LEVEL: "error" },
  { demonstration: true, workingFolder: folder },
);
if ("problems" in reading) throw new Error(reading.problems[0].text);
const postgres = await startPrivatePostgres({ dataFolder: folder, purpose: "throw-away" });
try {
  const running = await startServer({ ...reading.config, port: 0 }, { databaseUrl: postgres.url });
  try {
    for await (const { station, file: where, type, facts, ledger } of follow(running, bytes)) {
      if (!isRead) break;
      console.log(`\n${station}\n  file    ${where}\n  type    ${type}`);
      for (const [name, value] of Object.entries(facts))
        console.log(`  ${name.padEnd(7)} ${JSON.stringify(value)}`);
      for (const line of ledger) console.log(`  ledger  ${line}`);
    }
  } finally {
    await running.stop();
  }
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (problem) {
    console.error(`${path} cannot be read: ${(problem as Error).message}`);
    process.exit(2);
  }
}
