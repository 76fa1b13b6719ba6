// openpiu simulate: writes synthetic traffic with labels into a folder, or as one JSON object a line to standard output.
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { syntheticWatchlist, traffic, type SimulatedMessage, type SimulateOptions } from "#simulation";

export type SimulateSurroundings = {
  /** May return a promise when the reader is slower than the writer. */
  readonly out: (line: string) => void | Promise<void>;
  readonly err: (line: string) => void;
};

const usage = `Usage: openpiu simulate --seed N --flights N [--out DIR] [--day YYYY-MM-DD] [--defects RATE] [--planted N]
  --seed N         whole number; the same seed gives the same bytes
  --flights N      how many flights, in the order of departure
  --out DIR        a file a message in the order of sending, and watchlist.ndjson, labels.ndjson, expected.ndjson;
                   without it everything goes to standard output, one JSON object a line
  --day DATE       first local day of departure
  --defects RATE   share of messages with a planted defect, 0 to 1 (0.03)
  --planted N      planted travellers that set out on each flight, on average (0.4)`;

type Options = SimulateOptions & { readonly directory: string | null };

/**
 * Simulates flights. Returns the exit code: 0 done, 2 wrong usage or a folder that cannot be written.
 */
export async function simulate(args: readonly string[], surroundings: SimulateSurroundings): Promise<0 | 2> {
  const options = readOptions(args);
  if (typeof options === "string") {
    surroundings.err(options === "" ? usage : `${options}\n${usage}`);
    return options === "" ? 0 : 2;
  }
  if (options.directory === null) {
    await print(options, surroundings.out);
    return 0;
  }
  try {
    write(options, options.directory, surroundings.err);
    return 0;
  } catch (error) {
    if (!isFileError(error)) throw error;
    surroundings.err(`${options.directory} cannot be written: ${error.message}`);
    return 2;
  }
}

const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "code" in error && "syscall" in error;

/** The options, what is wrong with them, or "" when help is asked for. */
function readOptions(args: readonly string[]): Options | string {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: "string" },
        flights: { type: "string" },
        out: { type: "string" },
        day: { type: "string" },
        defects: { type: "string" },
        planted: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (values.help === true) return "";
  const seed = wholeNumber(values.seed);
  const flights = wholeNumber(values.flights);
  if (seed === undefined) return "--seed must be a whole number.";
  if (flights === undefined || flights < 1) return "--flights must be a whole number from 1.";
  const { day } = values;
  if (day !== undefined && !isDate(day)) return "--day must be a date as YYYY-MM-DD.";
  const defectRate = Number(values.defects ?? 0.03);
  if (!(defectRate >= 0 && defectRate <= 1)) return "--defects must be a number from 0 to 1.";
  const plantedPerFlight = Number(values.planted ?? 0.4);
  if (!(plantedPerFlight >= 0 && plantedPerFlight <= 5)) return "--planted must be a number from 0 to 5.";
  return {
    seed,
    flights,
    defectRate,
    plantedPerFlight,
    directory: values.out ?? null,
    ...(day === undefined ? {} : { day }),
  };
}

function wholeNumber(text: string | undefined): number | undefined {
  const value = Number(text);
  return text !== undefined && /^\d{1,15}$/.test(text) && Number.isSafeInteger(value) ? value : undefined;
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  );
}

/** Everything about a message but its bytes. */
function facts(message: SimulatedMessage): Omit<SimulatedMessage, "bytes" | "at"> & { readonly at: string } {
  const { bytes: _, at, ...rest } = message;
  return { ...rest, at: new Date(at).toISOString() };
}

async function print(options: Options, out: SimulateSurroundings["out"]): Promise<void> {
  for (const entry of syntheticWatchlist(options.seed))
    await out(JSON.stringify({ record: "watchlist", ...entry }));
  for (const item of traffic(options)) {
    if (item.kind === "label") await out(JSON.stringify({ record: "label", label: item.label }));
    else {
      const text = Buffer.from(item.message.bytes).toString("utf8");
      await out(JSON.stringify({ record: "message", ...facts(item.message), text }));
    }
  }
}

/** `000042-20260613T221200Z-PC1563-api-request.edi`: names sort in the order of sending. */
function fileName(index: number, message: SimulatedMessage): string {
  const stamp = new Date(message.at).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const flight = message.flight.split("/")[0] ?? "";
  return `${String(index).padStart(6, "0")}-${stamp}-${flight}-${message.purpose}.edi`;
}

/** Names this command gives; files of an earlier run would otherwise stand among the new ones. */
const ownFile = /^\d{6}-\d{8}T\d{6}Z-[A-Z0-9]+-[a-z-]+\.edi$/;

function write(options: Options, directory: string, err: (line: string) => void): void {
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(directory)) if (ownFile.test(name)) rmSync(join(directory, name));
  const lines = syntheticWatchlist(options.seed).map((entry) => JSON.stringify(entry));
  writeFileSync(join(directory, "watchlist.ndjson"), `${lines.join("\n")}\n`);
  const labels = openSync(join(directory, "labels.ndjson"), "w");
  const expected = openSync(join(directory, "expected.ndjson"), "w");
  const files = new Map<string, string>();
  let count = 0;
  try {
    for (const item of traffic(options)) {
      if (item.kind === "label") {
        const { label } = item;
        const file = label.kind === "defect" ? { file: files.get(label.message) } : {};
        writeSync(labels, `${JSON.stringify({ ...label, ...file })}\n`);
        continue;
      }
      const { message } = item;
      const file = fileName(++count, message);
      files.clear(); // the label of a defect comes right after its message
      files.set(message.id, file);
      writeFileSync(join(directory, file), message.bytes);
      writeSync(expected, `${JSON.stringify({ file, ...facts(message) })}\n`);
    }
  } finally {
    closeSync(labels);
    closeSync(expected);
  }
  err(`${count} messages of ${options.flights} flights written to ${directory}`);
}
