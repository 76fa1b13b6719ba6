// Reading: bytes in, messages out, one at a time in bounded memory (`readMessages`) or all at once (`readBytes`).
import type { Finding } from "#vocabulary";
import { FindingCollector } from "./findings.ts";
import type { ReadMessage } from "./message.ts";
import { MessageScanner } from "./scanner.ts";
import type { ReadingWitness } from "./witness.ts";
import { chooseDecoder, LOOKED_AT_BYTES } from "./wrappers/choose.ts";
import type { Decoder } from "./wrappers/decoder.ts";

/** Input given to the scanner at a time, so that it never holds a whole file that came as one chunk. */
const SLICE_BYTES = 256 * 1024;

/**
 * Reads the messages of a transmission (a file, a mail, a stream), one after the other. Memory stays bounded whatever the
 * size: a very long message comes in pieces (see `ReadMessage.piece`). Never throws because of what the input says: what
 * cannot be understood yields a message of kind UNKNOWN with findings. An error of the input stream itself is passed on.
 */
export async function* readMessages(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<ReadMessage, void, undefined> {
  const scanner = new MessageScanner();
  const content = new Content(scanner);
  // All of it fits into what is gathered to choose a decoder: nothing need be copied again.
  let isShort = true;
  for await (const chunk of chunks) {
    for (const bytes of content.push(chunk)) {
      isShort = false;
      for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
        scanner.push(bytes.length <= SLICE_BYTES ? bytes : bytes.subarray(at, at + SLICE_BYTES));
        yield* ready(scanner);
      }
    }
  }
  const rest = content.end();
  if (isShort) {
    scanner.readWhole(rest.length === 1 ? rest[0]! : Buffer.concat(rest));
  } else {
    for (const bytes of rest) scanner.push(bytes);
    scanner.end();
  }
  yield* ready(scanner);
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

  constructor(scanner: MessageScanner) {
    this.#scanner = scanner;
  }

  push(chunk: Uint8Array): readonly Uint8Array[] {
    if (this.#beginning === null) return [this.#decoder === null ? chunk : this.#decoder.push(chunk)];
    // A chunk may be reused by its owner: what is kept is copied.
    const isEnough = this.#gathered + chunk.length >= LOOKED_AT_BYTES;
    this.#beginning.push(isEnough ? chunk : chunk.slice());
    this.#gathered += chunk.length;
    return isEnough ? this.#decide() : [];
  }

  end(): readonly Uint8Array[] {
    const rest = this.#beginning === null ? [] : this.#decide();
    return this.#decoder === null ? rest : [...rest, this.#decoder.end()];
  }

  #decide(): readonly Uint8Array[] {
    const parts = this.#beginning ?? [];
    this.#beginning = null;
    const first = parts.length === 1 ? bufferOf(parts[0]!) : Buffer.concat(parts);
    this.#decoder = chooseDecoder(first);
    if (this.#decoder === null) return [first];
    if (this.#decoder.encoding !== null) this.#scanner.noteDecoded(this.#decoder.encoding);
    return [this.#decoder.push(first)];
  }
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/**
 * Reads all messages of one transmission that is in memory. As `readMessages`, but each message comes whole. The bytes are
 * not changed and not kept. Of a transmission with more messages than `messagesMax` none is read: it comes as one
 * message of kind UNKNOWN that says so.
 */
export function readBytes(bytes: Uint8Array, messagesMax = Number.POSITIVE_INFINITY): ReadMessage[] {
  const messages = joinPieces([...readWhole(new MessageScanner(), bytes, messagesMax)]);
  const [first] = messages;
  return first !== undefined && messages.length > messagesMax
    ? [tooManyMessages(first, bytes.length, messagesMax)]
    : messages;
}

function readWhole(scanner: MessageScanner, bytes: Uint8Array, messagesMax: number): Generator<ReadMessage> {
  const decoder = chooseDecoder(bufferOf(bytes));
  if (decoder === null) {
    scanner.readWhole(bytes, messagesMax);
  } else {
    if (decoder.encoding !== null) scanner.noteDecoded(decoder.encoding);
    scanner.readWhole(Buffer.concat([decoder.push(bytes), decoder.end()]), messagesMax);
  }
  return ready(scanner);
}

/** As `readBytes`, while a witness looks on; of more than `messagesMax` messages the first are read. */
export function readWitnessed(
  bytes: Uint8Array,
  witness: ReadingWitness,
  messagesMax: number,
): ReadMessage[] {
  return joinPieces([...readWhole(new MessageScanner(undefined, witness), bytes, messagesMax)]);
}

/**
 * The content of a transmission that is in memory: its bytes, decoded where mail, XML or a wide character set has encoded
 * them. The positions of messages, findings and cuts count in it; the bytes themselves, as a rule.
 */
export function contentOf(bytes: Uint8Array): Uint8Array {
  const decoder = chooseDecoder(bufferOf(bytes));
  return decoder === null ? bytes : Buffer.concat([decoder.push(bytes), decoder.end()]);
}

/** What stands for a transmission of more messages than are taken at once. */
function tooManyMessages(first: ReadMessage, end: number, limit: number): ReadMessage {
  const findings = new FindingCollector();
  findings.add("MESSAGES_TOO_MANY", { segment: null, tag: null, offset: null }, { limit });
  const { index, syntax, control, preparedAt, characters } = first;
  return {
    index,
    kind: "UNKNOWN",
    syntax,
    version: null,
    control: { ...control, message: null, accessReference: null, part: null, parts: null, final: false },
    accepted: false,
    start: 0,
    end,
    cuts: [],
    preparedAt,
    characters,
    findings: findings.list(),
  };
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
