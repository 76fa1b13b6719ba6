// openpiu read: reads API and PNR messages from files without a database, one JSON object a line.
import { createReadStream } from "node:fs";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { readMessages } from "#messages";
import { MessageLines } from "./message-lines.ts";
import { ReadSummary } from "./read-summary.ts";
import type { Surroundings } from "./surroundings.ts";

const usage = `Usage: openpiu read [--summary] FILE...
  FILE        a file with PAXLST, CUSRES, PNRGOV ... messages, also inside Type B or mail; - for standard input
  --summary   one line for each file instead of one for each message`;

const CHUNK_BYTES = 256 * 1024;
/** Milliseconds between two reports of progress. */
const PROGRESS_MS = 200;

type Options = { readonly files: readonly string[]; readonly summary: boolean };

/**
 * Prints one line for each message found, or with `--summary` for each file. Returns the exit code: 0 done, 1 some message
 * was refused (its line says why), 2 wrong usage or a file that cannot be read, 3 the program failed.
 */
export async function read(args: readonly string[], surroundings: Surroundings): Promise<0 | 1 | 2 | 3> {
  const { err } = surroundings;
  const options = readOptions(args);
  if (typeof options === "string") {
    err(options === "" ? usage : `${options}\n${usage}`);
    return options === "" ? 0 : 2;
  }
  for (const file of options.files) {
    const problem = await problemOf(file);
    if (problem === null) continue;
    err(`openpiu read: ${file} cannot be read: ${problem}`);
    return 2;
  }
  try {
    let refused = false;
    for (const file of options.files) {
      if (await readFile(file, options.summary, surroundings)) refused = true;
    }
    return refused ? 1 : 0;
  } catch (error) {
    err(`openpiu read failed: ${error instanceof Error ? error.message : String(error)}`);
    return 3;
  }
}

/** Returns the options, or what is wrong with them; an empty text when help was asked for. */
function readOptions(args: readonly string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { summary: { type: "boolean" }, help: { type: "boolean", short: "h" } },
    });
    if (values.help === true) return "";
    if (positionals.length === 0) return "At least one FILE is needed.";
    return { files: positionals, summary: values.summary === true };
  } catch (error) {
    return error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error);
  }
}

/** Why a file cannot be read, null when it can. */
async function problemOf(file: string): Promise<string | null> {
  if (file === "-") return null;
  try {
    if ((await stat(file)).isDirectory()) return "it is a folder";
    await access(file, constants.R_OK);
    return null;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT" || code === "ENOTDIR") return "there is no such file";
    return code === "EACCES" ? "permission denied" : String(error);
  }
}

/** Reads one file; answers whether any of its messages was refused. */
async function readFile(file: string, summarise: boolean, surroundings: Surroundings): Promise<boolean> {
  const input = file === "-" ? surroundings.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  const started = performance.now();
  const total = file === "-" ? 0 : (await stat(file)).size;
  const meter = { bytes: 0, shownAt: started };
  const report = (): void => {
    const now = performance.now();
    if (now - meter.shownAt < PROGRESS_MS) return;
    meter.shownAt = now;
    const share = total === 0 ? "" : ` (${Math.floor((meter.bytes / total) * 100)} %)`;
    surroundings.progress(`${file}: ${(meter.bytes / 1e6).toFixed(1)} MB${share}`);
  };
  const summary = new ReadSummary(file);
  const lines = new MessageLines(file);
  let refused = false;
  for await (const message of readMessages(counted(input, meter, report))) {
    if (!message.accepted) refused = true;
    if (summarise) {
      summary.add(message);
      continue;
    }
    for (const text of lines.textOf(message)) {
      const written = surroundings.write(text);
      if (written !== undefined) await written;
    }
  }
  surroundings.progress("");
  if (summarise) {
    const seconds = (performance.now() - started) / 1000;
    await surroundings.out(JSON.stringify(summary.line(meter.bytes, seconds)));
  }
  return refused;
}

async function* counted(
  input: Readable,
  meter: { bytes: number },
  report: () => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of input) {
    const bytes: Uint8Array = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    meter.bytes += bytes.length;
    report();
    yield bytes;
  }
}
