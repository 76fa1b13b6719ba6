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
  Reads API and PNR messages (PAXLST, CUSRES, PNRGOV, ACKRES, GOVREQ, CONTRL), bare or inside telegrams, mail, XML or
  MQ wrappers, PNRGOV in XML, and manifests as CSV or XLSX, and prints one JSON object a line for each message: what was read, and what is wrong with it.
  Files packed as gzip are unpacked. Of a mail (.eml) each attachment is read by itself, as the mail channel reads it.

  FILE        a file of any size; - for standard input
  --summary   one line for each file instead: counts of messages, travellers, bookings and findings, bytes, seconds
  -h, --help  this text

  Each finding has a code, a severity, the segment's number and tag, the byte offset, a text and its source.
  Exit code: 0 all read; 1 some message was refused ("accepted": false; its findings say why); 2 wrong usage, or a
  file that cannot be read; 3 the program failed.

  openpiu read list.edi | jq '.findings[]'
  openpiu read --summary outbox/*.edi
  cat list.edi | openpiu read -`;

const CHUNK_BYTES = 256 * 1024;
/** Milliseconds between two reports of progress. */
const PROGRESS_MS = 200;
/** Characters of output gathered before they are written: a hundred thousand short lines are not as many writes. */
const GATHERED_CHARACTERS = 64 * 1024;

type Options = { readonly files: readonly string[]; readonly summary: boolean };

/**
 * Prints one line for each message found, or with `--summary` for each file. Returns the exit code: 0 done, 1 some message
 * was refused (its line says why), 2 wrong usage or a file that cannot be read, 3 the program failed.
 */
export async function read(args: readonly string[], surroundings: Surroundings): Promise<0 | 1 | 2 | 3> {
  const { err, out } = surroundings;
  const options = readOptions(args);
  if (typeof options === "string") {
    if (options === "") await out(usage);
    else err(`openpiu read: ${options}\nTry: openpiu read --help`);
    return options === "" ? 0 : 2;
  }
  let unreadable = 0;
  for (const file of options.files) {
    const problem = await problemOf(file);
    if (problem === null) continue;
    err(`openpiu read: ${file} cannot be read: ${problem}`);
    unreadable++;
  }
  if (unreadable > 0) return 2;
  const counts = { messages: 0, refused: 0 };
  for (const file of options.files) {
    try {
      await readFile(file, options.summary, counts, surroundings);
    } catch (error) {
      surroundings.progress("");
      const isOfInput = error instanceof Error && "syscall" in error;
      if (isOfInput) err(`openpiu read: ${file} cannot be read: ${problemIn(error)}`);
      else err(`openpiu read failed: ${error instanceof Error ? error.message : String(error)}`);
      return isOfInput ? 2 : 3;
    }
  }
  if (counts.refused === 0) return 0;
  const { messages, refused } = counts;
  err(`openpiu read: refused ${refused} of ${messages} ${messages === 1 ? "message" : "messages"}`);
  return 1;
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
    if (positionals.length === 0) return "At least one FILE is needed (- for standard input).";
    if (positionals.filter((file) => file === "-").length > 1)
      return "Standard input (-) can be read only once.";
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
    return problemIn(error);
  }
}

const problems: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  ENAMETOOLONG: "its name is too long",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a folder",
  EIO: "the device failed",
};

function problemIn(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return problems[code] ?? (error instanceof Error ? error.message : String(error));
}

/** Reads one file, and counts its messages and those refused. */
async function readFile(
  file: string,
  summarise: boolean,
  counts: { messages: number; refused: number },
  surroundings: Surroundings,
): Promise<void> {
  const input = file === "-" ? surroundings.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  const started = performance.now();
  const total = file === "-" ? 0 : (await stat(file)).size;
  const meter = { bytes: 0, shownAt: started };
  const output = new GatheredOutput(surroundings);
  const report = (): void => {
    const now = performance.now();
    if (now - meter.shownAt < PROGRESS_MS) return;
    meter.shownAt = now;
    const share = total === 0 ? "" : ` (${Math.floor((meter.bytes / total) * 100)} %)`;
    surroundings.progress(`${file}: ${(meter.bytes / 1e6).toFixed(1)} MB${share}`);
  };
  const summary = new ReadSummary(file);
  let before = 0;
  try {
    for await (const { name, chunks } of partsOf(file, counted(input, meter, report), surroundings)) {
      const lines = new MessageLines(file, name);
      let last = -1;
      for await (const read of readMessages(chunks)) {
        const message = before === 0 ? read : { ...read, index: before + read.index };
        last = read.index;
        if (message.piece === undefined || message.piece.last) counts.messages++;
        if (!message.accepted) counts.refused++;
        if (summarise) {
          summary.add(message);
          continue;
        }
        for (const text of lines.textOf(message)) {
          const written = output.add(text);
          if (written !== undefined) await written;
        }
      }
      before += last + 1;
    }
  } finally {
    await output.flush();
  }
  surroundings.progress("");
  if (summarise) {
    const seconds = (performance.now() - started) / 1000;
    await surroundings.out(JSON.stringify(summary.line(meter.bytes, seconds)));
  }
}

/** What is read by itself: a file as it comes, or each part of a mail. */
type FilePart = { readonly name: string | null; readonly chunks: AsyncIterable<Uint8Array> | Uint8Array[] };

async function* partsOf(
  file: string,
  input: AsyncGenerator<Uint8Array>,
  { err }: Surroundings,
): AsyncGenerator<FilePart, void, undefined> {
  const held: Uint8Array[] = [];
  let bytes = 0;
  const hold = async (limit: number): Promise<void> => {
    while (bytes < limit) {
      const next = await input.next();
      if (next.done === true) return;
      held.push(next.value.slice());
      bytes += next.value.length;
    }
  };
  // A file whose beginning is no mail's is not held any longer than that takes.
  await hold(1);
  if (/^[A-Za-z][A-Za-z0-9-]*:/.test(Buffer.from(held[0] ?? []).toString("latin1", 0, 80))) {
    const { mailBeginning, mailBytesMax, beginsAsMail, mailIn } = await import("#intake");
    await hold(mailBeginning);
    if (beginsAsMail(Buffer.concat(held))) {
      await hold(mailBytesMax + 1);
      const mail = await mailIn(Buffer.concat(held));
      if (mail !== null && typeof mail !== "string" && mail.parts.length > 0) {
        for (const { name, reason } of mail.ignored)
          err(`openpiu read: ${file}: ${name} is not read: ${reason}`);
        for (const part of mail.parts) yield { name: part.name, chunks: [part.bytes] };
        return;
      }
      if (typeof mail === "string") err(`openpiu read: ${file}: ${mail} It is read as one text.`);
    }
  }
  yield { name: null, chunks: following(held, input) };
}

async function* following(
  held: readonly Uint8Array[],
  input: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* held;
  yield* input;
}

/** Lines on their way out, written some at a time. */
class GatheredOutput {
  readonly #surroundings: Surroundings;
  #text = "";

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** A promise when whoever reads the output is slower. */
  add(text: string): void | Promise<void> {
    this.#text += text;
    return this.#text.length < GATHERED_CHARACTERS ? undefined : this.flush();
  }

  flush(): void | Promise<void> {
    const text = this.#text;
    this.#text = "";
    return text === "" ? undefined : this.#surroundings.write(text);
  }
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
