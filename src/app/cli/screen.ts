// openpiu screen: screens travellers given one JSON object a line against list files, without a database.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { Value } from "typebox/value";
import {
  buildIndex,
  screenTraveller,
  STANDARD_PROFILE,
  type IndexedList,
  type ListIndex,
  type Match,
  type ThresholdProfile,
} from "#screening";
import { listFilesTogether, readList, type ListEntry, type ReadingOptions } from "#watchlists";
import { CsvMapping } from "#watchlists/contract";
import { readTravellerLine } from "./traveller-line.ts";

export type ScreenSurroundings = {
  readonly stdin: Readable;
  /** May return a promise when the reader is slower than the writer. */
  readonly out: (line: string) => void | Promise<void>;
  readonly err: (line: string) => void;
};

const usage = `Usage: openpiu screen --list FILE... [--mapping FILE] [--threshold X] [--all] TRAVELLERS
  --list FILE...   list files, told by their content: UN, OFAC, Canadian, EU and UK lists in XML or CSV (the files of
                   the OFAC list in CSV together), FollowTheMoney and notices in JSON, entries one JSON object a line
  --mapping FILE   for other lists in CSV: a JSON object that says which column says what
  --threshold X    alert from this probability (0 to 1) instead of the shipped ${STANDARD_PROFILE.alert}
  --all            a line for every traveller, also those without a match
  TRAVELLERS       travellers one JSON object a line; - for standard input`;

type Options = {
  readonly lists: readonly string[];
  readonly mapping: string | null;
  readonly travellers: string;
  readonly all: boolean;
  readonly threshold: number | null;
};

/**
 * Prints one line for each traveller with a match. Returns the exit code: 0 done, 1 some traveller lines were refused
 * (their lines say why), 2 wrong usage or a file that is missing or no list, 3 the program failed.
 */
export async function screen(
  args: readonly string[],
  surroundings: ScreenSurroundings,
): Promise<0 | 1 | 2 | 3> {
  const { err } = surroundings;
  const options = readOptions(args);
  if (typeof options === "string") {
    err(options === "" ? usage : `${options}\n${usage}`);
    return options === "" ? 0 : 2;
  }
  try {
    const index = await indexOf(options, err);
    if (index === null) return 2;
    return await screenAll(index, options, surroundings);
  } catch (error) {
    if (isMissing(error)) {
      err(`${options.travellers} cannot be read: ${error.message}`);
      return 2;
    }
    err(`Screening failed: ${error instanceof Error ? error.message : String(error)}`);
    return 3;
  }
}

/** Returns the options, or what is wrong with them; an empty text when help was asked for. */
function readOptions(args: readonly string[]): Options | string {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        list: { type: "string", multiple: true },
        mapping: { type: "string" },
        threshold: { type: "string" },
        all: { type: "boolean" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    return error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error);
  }
  const { values, positionals } = parsed;
  if (values.help === true) return "";
  // `--list A B TRAVELLERS`: what stands before the last word belongs to the lists
  const travellers = positionals.at(-1);
  const lists = [...(values.list ?? []), ...positionals.slice(0, -1)];
  if (values.list === undefined || lists.length === 0) return "At least one --list FILE is needed.";
  if (travellers === undefined) return "The file of travellers is missing.";
  const threshold = values.threshold === undefined ? null : Number(values.threshold);
  if (threshold !== null && !(threshold >= 0 && threshold <= 1))
    return "--threshold must be a number from 0 to 1.";
  return { lists, mapping: values.mapping ?? null, travellers, all: values.all === true, threshold };
}

/** Builds one index of all lists; null when a file is missing or refused, which is said on standard error. */
async function indexOf(options: Options, err: (line: string) => void): Promise<ListIndex | null> {
  const mapping = await mappingOf(options.mapping, err);
  if (mapping === null) return null;
  const files: ListFile[] = [];
  for (const name of options.lists) {
    try {
      files.push({ name, bytes: await readFile(name) });
    } catch (error) {
      err(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  }
  const entries: ListEntry[] = [];
  const versions = new Map<string, IndexedList>();
  for (const { name, bytes } of listsOf(files)) {
    const bare = readList(bytes);
    // A mapping is for the files that are in no format of their own.
    const reading = !bare.accepted && bare.reason === "unknown-format" ? readList(bytes, mapping) : bare;
    if (!reading.accepted) {
      err(
        `${name} is refused (${reading.reason}${reading.line === null ? "" : `, line ${reading.line}`}): ${reading.said.text}`,
      );
      return null;
    }
    const version = reading.publishedAt ?? createHash("sha256").update(bytes).digest("hex").slice(0, 16);
    for (const entry of reading.entries) {
      entries.push(entry);
      if (!versions.has(entry.list)) versions.set(entry.list, { code: entry.list, version });
    }
    for (const note of reading.notes.slice(0, 20)) err(`${name}: row ${note.row}: ${note.said.text}`);
    if (reading.notes.length > 20) err(`${name}: ${reading.notes.length - 20} more remarks on rows`);
  }
  const index = buildIndex(entries, [...versions.values()]);
  err(`${index.size} entries, ${index.names} names indexed; engine ${index.engineVersion}`);
  return index;
}

type ListFile = { readonly name: string; readonly bytes: Uint8Array };

/** The lists that the files make: files of one list that are published apart are put together under all their names. */
function listsOf(files: readonly ListFile[]): ListFile[] {
  const together = listFilesTogether(files.map(({ bytes }) => bytes));
  const whole = (bytes: Uint8Array) => files.find((file) => file.bytes === bytes)?.name;
  const parts = files.filter(({ bytes }) => !together.includes(bytes)).map(({ name }) => name);
  return together.map((bytes) => ({ name: whole(bytes) ?? parts.join(" + "), bytes }));
}

/** The mapping in a file, none where no file is named; null when it is none, which is said on standard error. */
async function mappingOf(file: string | null, err: (line: string) => void): Promise<ReadingOptions | null> {
  if (file === null) return {};
  try {
    const mapping: unknown = JSON.parse(await readFile(file, "utf8"));
    if (Value.Check(CsvMapping, mapping)) return { mapping };
    err(`${file} is no mapping: separator, dates and columns are needed.`);
  } catch (error) {
    err(`${file} cannot be read as a mapping: ${error instanceof Error ? error.message : String(error)}`);
  }
  return null;
}

async function screenAll(
  index: ListIndex,
  options: Options,
  surroundings: ScreenSurroundings,
): Promise<0 | 1> {
  const { out, err } = surroundings;
  const profile = profileOf(options.threshold);
  const input = options.travellers === "-" ? surroundings.stdin : createReadStream(options.travellers);
  let [line, screened, matched, alerted, refused] = [0, 0, 0, 0, 0];
  for await (const text of linesOf(input)) {
    line += 1;
    if (text.trim() === "") continue;
    const read = readTravellerLine(text);
    if ("problem" in read) {
      refused += 1;
      await out(JSON.stringify({ id: null, line, refused: read.problem }));
      continue;
    }
    screened += 1;
    const matches = screenTraveller(index, read.traveller, profile);
    if (matches.length > 0) matched += 1;
    if (matches.some((match) => match.decision === "alert")) alerted += 1;
    if (matches.length > 0 || options.all)
      await out(JSON.stringify({ id: read.id, matches: matches.map(matchLine) }));
  }
  err(
    `${screened} travellers screened, ${matched} with a match, ${alerted} with an alert, ${refused} lines refused`,
  );
  return refused > 0 ? 1 : 0;
}

/** Lines of a stream; a stream that cannot be opened makes the loop throw. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  let failure: unknown = null;
  const lines = createInterface({ input, crlfDelay: Infinity });
  input.once("error", (error) => {
    failure = error;
    lines.close();
  });
  for await (const line of lines) yield line;
  if (failure !== null) throw failure;
}

function profileOf(threshold: number | null): ThresholdProfile {
  if (threshold === null) return STANDARD_PROFILE;
  return {
    ...STANDARD_PROFILE,
    name: "command line",
    alert: threshold,
    display: Math.min(STANDARD_PROFILE.display, threshold),
    alertByCategory: {},
  };
}

/** The fixed fields first, then what else the engine says. */
function matchLine(match: Match): object {
  const { entryId, list, listVersion, score, band, decision, why, ...rest } = match;
  return { entry: entryId, list, listVersion, score, band, decision, why, ...rest };
}

function isMissing(error: unknown): error is Error {
  const codes = ["ENOENT", "EACCES", "EISDIR", "EPERM"];
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
