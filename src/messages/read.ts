// Reading: bytes in, messages out, one at a time in bounded memory (`readMessages`) or all at once (`readBytes`).
import type { Finding } from "#vocabulary";
import { Document, documentKind } from "./documents/document.ts";
import { tooManyMessages, unknownMessageOf } from "./documents/unknown.ts";
import { FindingCollector } from "./findings.ts";
import type { ReadMessage } from "./message.ts";
import { MessageScanner } from "./scanner.ts";
import type { ReadingWitness } from "./witness.ts";
import { chooseDecoder, LOOKED_AT_BYTES } from "./wrappers/choose.ts";
import type { Decoder } from "./wrappers/decoder.ts";
import { MAX_UNPACKED_STREAMED, MAX_UNPACKED_WHOLE, Unpacking, type PackedProblem } from "./wrappers/gzip.ts";

/** Input given to the scanner at a time, so that it never holds a whole file that came as one chunk. */
const SLICE_BYTES = 256 * 1024;

/**
 * Reads the messages of a transmission (a file, a mail, a stream), one after the other. Memory stays bounded whatever the
 * size: a very long message comes in pieces (see `ReadMessage.piece`). What is packed (gzip) is unpacked, and offsets count
 * in what was unpacked. Never throws because of what the input says: what
 * cannot be understood yields a message of kind UNKNOWN with findings. An error of the input stream itself is passed on.
 */
export async function* readMessages(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<ReadMessage, void, undefined> {
  const unpacking = new Unpacking(MAX_UNPACKED_STREAMED);
  const reading = new Streamed();
  let last: ReadMessage | null = null;
  for await (const chunk of chunks) {
    for (const bytes of unpacking.push(chunk)) for (last of reading.push(bytes)) yield last;
    if (unpacking.problem !== null) break;
  }
  for (const bytes of unpacking.end()) for (last of reading.push(bytes)) yield last;
  for (last of reading.end()) yield last;
  if (unpacking.problem === null) return;
  const [index, end] = last === null ? [0, 0] : [last.index + 1, last.end];
  yield packedMessage(unpacking.problem, MAX_UNPACKED_STREAMED, index, end);
}

/** A transmission that is read as it comes. */
class Streamed {
  readonly #scanner = new MessageScanner();
  readonly #content = new Content(this.#scanner);
  // All of it fits into what is gathered to choose a decoder: nothing need be copied again.
  #isShort = true;

  *push(chunk: Uint8Array): Generator<ReadMessage, void, undefined> {
    for (const bytes of this.#content.push(chunk)) {
      this.#isShort = false;
      for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
        this.#scanner.push(bytes.length <= SLICE_BYTES ? bytes : bytes.subarray(at, at + SLICE_BYTES));
        yield* ready(this.#scanner);
      }
    }
  }

  *end(): Generator<ReadMessage, void, undefined> {
    const rest = this.#content.end();
    if (this.#content.document !== null) {
      yield* this.#content.document.end().messages;
      return;
    }
    if (this.#isShort) this.#scanner.readWhole(rest.length === 1 ? rest[0]! : Buffer.concat(rest));
    else {
      for (const bytes of rest) this.#scanner.push(bytes);
      this.#scanner.end();
    }
    yield* ready(this.#scanner);
  }
}

/** What stands for the part of a packed transmission that could not be unpacked, after the messages before it. */
function packedMessage(problem: PackedProblem, limit: number, index: number, at: number): ReadMessage {
  const findings = new FindingCollector();
  const where = { segment: null, tag: null, offset: at };
  if (problem === "damaged") findings.add("PACKED_DAMAGED", where, {});
  else findings.add("PACKED_TOO_LARGE", where, { limit });
  return unknownMessageOf({
    syntax: "edifact",
    index,
    start: at,
    end: at,
    findings: findings.list(),
    control: null,
  });
}

/** A transmission that is in memory, unpacked where it was packed. */
function unpacked(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly problem: PackedProblem | null } {
  if (bytes[0] !== 0x1f) return { bytes, problem: null };
  const unpacking = new Unpacking(MAX_UNPACKED_WHOLE);
  const parts = [...unpacking.push(bytes), ...unpacking.end()];
  const [only] = parts;
  return {
    bytes: parts.length === 1 && only !== undefined ? only : Buffer.concat(parts),
    problem: unpacking.problem,
  };
}

/** The messages that can be read from what the scanner has been given: one at a time, so that only one is in memory. */
function* ready(scanner: MessageScanner): Generator<ReadMessage, void, undefined> {
  for (let message = scanner.next(); message !== null; message = scanner.next()) yield message;
}

/** The content of a transmission: its bytes, decoded where mail or XML has encoded them. */
class Content {
  readonly #scanner: MessageScanner;
  /** The beginning, gathered until it is long enough to decide; null once that is done. */
  #beginning: Uint8Array[] | null = [];
  #gathered = 0;
  #decoder: Decoder | null = null;
  /** Where the transmission is one document, it goes here and not to the scanner. */
  document: Document | null = null;

  constructor(scanner: MessageScanner) {
    this.#scanner = scanner;
  }

  push(chunk: Uint8Array): readonly Uint8Array[] {
    if (this.#beginning === null)
      return this.#pass(this.#decoder === null ? chunk : this.#decoder.push(chunk), this.#decoder !== null);
    // A chunk may be reused by its owner: what is kept is copied.
    const isEnough = this.#gathered + chunk.length >= LOOKED_AT_BYTES;
    this.#beginning.push(isEnough ? chunk : Buffer.from(chunk));
    this.#gathered += chunk.length;
    return isEnough ? this.#decide() : [];
  }

  end(): readonly Uint8Array[] {
    const rest = this.#beginning === null ? [] : this.#decide();
    return this.#decoder === null ? rest : [...rest, ...this.#pass(this.#decoder.end(), true)];
  }

  #pass(bytes: Uint8Array, isOwn: boolean): readonly Uint8Array[] {
    if (this.document === null) return [bytes];
    this.document.push(bytes, isOwn);
    return [];
  }

  #decide(): readonly Uint8Array[] {
    const parts = this.#beginning ?? [];
    this.#beginning = null;
    const first = parts.length === 1 ? bufferOf(parts[0]!) : Buffer.concat(parts);
    this.#decoder = chooseDecoder(first);
    const { content, document } = opened(first, this.#decoder);
    this.document = document;
    if (document !== null) return this.#pass(content, false);
    const encoding = this.#decoder?.encoding ?? null;
    if (encoding !== null) this.#scanner.noteDecoded(encoding);
    return [content];
  }
}

/** The content decoded from the beginning of a transmission, and the document that begins with it, if one does. */
function opened(
  first: Buffer,
  decoder: Decoder | null,
): { readonly content: Buffer; readonly document: Document | null } {
  const content = decoder === null ? first : bufferOf(decoder.push(first));
  const kind = documentKind(content.subarray(0, LOOKED_AT_BYTES));
  return { content, document: kind === null ? null : new Document(kind, decoder?.encoding ?? null) };
}

function bufferOf(bytes: Uint8Array): Buffer {
  if (bytes instanceof Buffer) return bytes;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** What was read of one transmission that is in memory. */
export type Transmission = {
  readonly messages: ReadMessage[];
  /**
   * The bytes in which the offsets of the messages count: those that were delivered or, where they are encoded (mail, UTF-16,
   * gzip, a workbook), what they hold. From these, and not from what was delivered, a message's source is taken.
   */
  readonly content: Uint8Array;
};

/**
 * Reads all messages of one transmission that is in memory. As `readMessages`, but each message comes whole. The bytes are
 * not changed and not kept. Of a transmission with more messages than `messagesMax` none is read: it comes as one
 * message of kind UNKNOWN that says so.
 */
export function readBytes(bytes: Uint8Array, messagesMax = Number.POSITIVE_INFINITY): ReadMessage[] {
  return readTransmission(bytes, messagesMax).messages;
}

/** As `readBytes`, with the content in which the messages stand. */
export function readTransmission(bytes: Uint8Array, messagesMax = Number.POSITIVE_INFINITY): Transmission {
  const { bytes: plain, problem } = unpacked(bytes);
  const read = readPlain(plain, messagesMax);
  if (problem === null) return read;
  const { messages, content } = read;
  const damage = packedMessage(problem, MAX_UNPACKED_WHOLE, messages.length, messages.at(-1)?.end ?? 0);
  return { messages: [...messages, damage], content };
}

function readPlain(bytes: Uint8Array, messagesMax: number): Transmission {
  const { whole, document, encoding } = contentIn(bytes);
  if (document === null) {
    const read = joinPieces([...scanned(new MessageScanner(), { whole, encoding }, messagesMax)]);
    return { messages: boundedTo(read, whole.length, messagesMax), content: whole };
  }
  document.push(whole, true);
  return document.end(messagesMax);
}

function boundedTo(messages: ReadMessage[], end: number, messagesMax: number): ReadMessage[] {
  const [first] = messages;
  return first !== undefined && messages.length > messagesMax
    ? [tooManyMessages(first, end, messagesMax)]
    : messages;
}

/** All of a transmission's content: as it was delivered, or decoded. */
function contentIn(bytes: Uint8Array): {
  readonly whole: Buffer;
  readonly document: Document | null;
  readonly encoding: string | null;
} {
  const decoder = chooseDecoder(bufferOf(bytes));
  const { content, document } = opened(bufferOf(bytes), decoder);
  const whole = decoder === null ? content : Buffer.concat([content, decoder.end()]);
  return { whole, document, encoding: decoder?.encoding ?? null };
}

function scanned(
  scanner: MessageScanner,
  content: { readonly whole: Uint8Array; readonly encoding: string | null },
  messagesMax: number,
): Generator<ReadMessage> {
  if (content.encoding !== null) scanner.noteDecoded(content.encoding);
  scanner.readWhole(content.whole, messagesMax);
  return ready(scanner);
}

/**
 * As `readBytes`, while a witness looks on; of more than `messagesMax` messages the first are read. Of a document (XML, a
 * table) the witness sees nothing: it has no segments.
 */
export function readWitnessed(
  bytes: Uint8Array,
  witness: ReadingWitness,
  messagesMax: number,
): ReadMessage[] {
  const content = contentIn(unpacked(bytes).bytes);
  if (content.document !== null) {
    content.document.push(content.whole, true);
    return content.document.end().messages.slice(0, messagesMax);
  }
  return joinPieces([...scanned(new MessageScanner(undefined, witness), content, messagesMax)]);
}

/** Puts the pieces of very long messages together. */
export function joinPieces(messages: readonly ReadMessage[]): ReadMessage[] {
  const whole: ReadMessage[] = [];
  let pieces: ReadMessage[] = [];
  for (const message of messages) {
    if (message.piece === undefined) {
      whole.push(message);
      continue;
    }
    pieces.push(message);
    if (!message.piece.last) continue;
    whole.push(joined(pieces));
    pieces = [];
  }
  return whole;
}

function joined(pieces: readonly ReadMessage[]): ReadMessage {
  const { piece: _, ...last } = pieces[pieces.length - 1]!;
  const findings: Finding[] = pieces.flatMap((part) => part.findings);
  const lists = pieces.flatMap((part) => part.passengerList ?? []);
  const bookings = pieces.flatMap((part) => part.bookings ?? []);
  return {
    ...last,
    start: pieces[0]!.start,
    findings,
    cuts: pieces.flatMap((part) => part.cuts),
    ...(last.passengerList !== undefined && {
      passengerList: { ...last.passengerList, travellers: lists.flatMap((list) => list.travellers) },
    }),
    ...(last.bookings !== undefined && { bookings }),
  };
}
