// What must hold of whatever is read, however damaged the input: each check answers what is wrong, or null.
import { readBytes, readMessages, redact } from "#messages";
import type { ReadMessage, Transmission } from "#messages";
import { joinPieces, readWitnessed } from "../../src/messages/read.ts";
import { MessageScanner } from "../../src/messages/scanner.ts";
import type { ReadingWitness } from "../../src/messages/witness.ts";
import { chooseDecoder } from "../../src/messages/wrappers/choose.ts";
import { missingFrom, namesOf, personsOf } from "./persons.ts";
import type { Random } from "./random.ts";
import type { Seed } from "./seeds.ts";

/** What is wrong with how an input was read; null when nothing is. */
export type Verdict = string | null;

const SEVERITIES = new Set(["error", "warning", "info"]);

/** The checks that cost little: they are made of every mutation. */
export function checkShape({ messages, content }: Transmission): Verdict {
  if (messages.length === 0) return "nothing was read: not even a message of kind UNKNOWN";
  const limit = content.length;
  let before = 0;
  for (let i = 0; i < messages.length; i++) {
    const message = messages[i]!;
    const { start, end, index, accepted, findings } = message;
    if (index !== i) return `message ${i} says that it is number ${index}`;
    if (!(start >= before && end >= start && end <= limit)) {
      return `message ${i} lies at ${start}..${end}, after ${before} of ${limit} bytes`;
    }
    before = end;
    if (!accepted && !findings.some(({ severity }) => severity === "error")) {
      return `message ${i} (${message.kind}) is refused without an error`;
    }
    const wrong = checkFindings(message, limit) ?? checkCuts(message);
    if (wrong !== null) return `message ${i}: ${wrong}`;
  }
  return null;
}

function checkFindings({ findings }: ReadMessage, limit: number): Verdict {
  for (const { code, severity, segment, offset, text } of findings) {
    if (!SEVERITIES.has(severity)) return `${code} has the severity ${severity}`;
    if (text === "") return `${code} says nothing`;
    if (offset !== null && !(Number.isInteger(offset) && offset >= 0 && offset <= limit)) {
      return `${code} lies at ${offset} of ${limit} bytes`;
    }
    if (segment !== null && !(Number.isInteger(segment) && segment >= 0))
      return `${code} in segment ${segment}`;
  }
  return null;
}

function checkCuts({ cuts, start, end }: ReadMessage): Verdict {
  let from = start;
  for (const cut of cuts) {
    if (!(cut.start >= from && cut.end > cut.start && cut.end <= end)) {
      return `a cut at ${cut.start}..${cut.end}, after ${from} in ${start}..${end}`;
    }
    from = cut.end;
  }
  return null;
}

/** Whether all of it can be sent as JSON and stored: no undefined, no number that is none, no NUL, no half of a character. */
export function checkValues(value: unknown, path = ""): Verdict {
  if (typeof value === "string") {
    if (!value.isWellFormed()) return `${path} is no well-formed text`;
    return value.includes("\0") ? `${path} holds NUL` : null;
  }
  if (typeof value === "number") return Number.isFinite(value) ? null : `${path} is ${value}`;
  if (value === null || typeof value === "boolean") return null;
  if (typeof value !== "object") return `${path} is ${typeof value}`;
  for (const [key, item] of Object.entries(value)) {
    const wrong = checkValues(item, `${path}.${key}`);
    if (wrong !== null) return wrong;
  }
  return null;
}

/** Whether the same is read of the input in parts, each looked at as soon as it is there. */
export function checkChunks(bytes: Buffer, messages: readonly ReadMessage[], random: Random): Verdict {
  // A document (XML, a table) is gathered before it is read, and what is packed is unpacked: see `checkArrival`.
  if (messages.some(({ syntax }) => syntax !== "edifact") || isPacked(bytes)) return null;
  const scanner = new MessageScanner(1);
  const decoder = chooseDecoder(bytes);
  if (decoder !== null && decoder.encoding !== null) scanner.noteDecoded(decoder.encoding);
  const read: ReadMessage[] = [];
  const take = (): void => {
    for (let message = scanner.next(); message !== null; message = scanner.next()) read.push(message);
  };
  const largest = random.oneIn(3) ? 3 : 1 + random.below(bytes.length + 1);
  // A long segment is cut again with every part: of a long input the parts are larger.
  const least = Math.ceil(bytes.length / (bytes.length > 60_000 ? 100 : 2000));
  for (let at = 0; at < bytes.length;) {
    const chunk = bytes.subarray(at, at + least + random.below(largest));
    at += chunk.length;
    scanner.push(decoder === null ? chunk : decoder.push(chunk));
    take();
  }
  if (decoder !== null) scanner.push(decoder.end());
  scanner.end();
  take();
  return unlike(joinPieces(read), messages);
}

const isPacked = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Whether the same is read of the input as it arrives at the front door, chunk by chunk: documents too. */
export async function checkArrival(
  bytes: Buffer,
  messages: readonly ReadMessage[],
  random: Random,
): Promise<Verdict> {
  const least = Math.ceil(bytes.length / 200);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    chunks.push(Uint8Array.from(bytes.subarray(at, at + least + random.below(least * 4))));
    at += chunks.at(-1)!.length;
  }
  const read: ReadMessage[] = [];
  for await (const message of readMessages(chunks)) read.push(message);
  return unlike(joinPieces(read), messages);
}

function unlike(parts: readonly ReadMessage[], messages: readonly ReadMessage[]): Verdict {
  const [inParts, whole] = [JSON.stringify(parts), JSON.stringify(messages)];
  if (inParts === whole) return null;
  let at = 0;
  while (inParts[at] === whole[at]) at++;
  return `in another way it reads otherwise: ${inParts.slice(Math.max(0, at - 60), at + 60)} | ${whole.slice(Math.max(0, at - 60), at + 60)}`;
}

const blind: ReadingWitness = { begin: () => {}, envelope: () => {}, message: () => {} };

/** Whether the same is read where every segment is cut first, as it is for those who look on. */
export function checkWitnessed(bytes: Buffer, messages: readonly ReadMessage[]): Verdict {
  if (messages.some(({ syntax }) => syntax !== "edifact") || isPacked(bytes)) return null;
  return unlike(readWitnessed(bytes, blind, Number.POSITIVE_INFINITY), messages);
}

/** Whether nobody is missing of those whom a harmless change leaves in the input. */
export function checkPersons(messages: readonly ReadMessage[], seed: Seed): Verdict {
  const missing = missingFrom(personsOf(messages), seed.persons);
  return missing.length === 0 ? null : `lost: ${missing.slice(0, 3).join("; ")}`;
}

/** Whether those are there whom the damage does not concern. */
export function checkNames(messages: readonly ReadMessage[], others: readonly string[]): Verdict {
  const missing = missingFrom(namesOf(messages), others);
  return missing.length === 0 ? null : `lost with another: ${missing.slice(0, 3).join("; ")}`;
}

/** Whether what was sensitive in the seed, and still stands in the input, came out. */
export function checkSecrets(
  { messages, content: read }: Transmission,
  seed: Pick<Seed, "secrets">,
): Verdict {
  const content = Buffer.from(read);
  const present = seed.secrets.filter((secret) => content.includes(secret));
  if (present.length === 0) return null;
  const out = JSON.stringify(messages);
  const kept = keptSources(content, messages);
  const shown = present.find(
    (secret) => out.includes(secret) || kept.some((source) => source.includes(secret)),
  );
  return shown === undefined ? null : `came out: ${shown}`;
}

/** The redacted sources of all messages that are kept. */
function keptSources(content: Buffer, messages: readonly ReadMessage[]): Buffer[] {
  return messages
    .filter(({ kind }) => kind !== "UNKNOWN")
    .map((message) => Buffer.from(redact(content, message).bytes));
}

/** Whether the redacted source reads again as the same persons, with nothing more to cut. */
export function checkRedacted(bytes: Buffer, { messages, content }: Transmission): Verdict {
  const only = messages[0];
  const readable = only?.kind === "PAXLST" || only?.kind === "PNRGOV";
  if (messages.length !== 1 || !readable || only.envelope === undefined || !bytes.equals(content))
    return null;
  const source = redact(bytes, only);
  const again = readBytes(
    Buffer.concat([bytes.subarray(0, only.start), source.bytes, bytes.subarray(only.end)]),
  );
  const same = JSON.stringify(personsOf(again)) === JSON.stringify(personsOf(messages));
  if (!same)
    return `redacted, it reads as ${personsOf(again).length} persons of ${personsOf(messages).length}`;
  const cuts = again.flatMap((message) => message.cuts);
  return cuts.length === 0 ? null : `redacted, it still has ${cuts[0]!.reason} at ${cuts[0]!.start}`;
}
