// Reading: bytes in, messages out, one at a time in bounded memory (`readMessages`) or all at once (`readBytes`).
import type { Finding } from "#vocabulary";
import type { ReadMessage } from "./message.ts";
import { MessageScanner } from "./scanner.ts";

/** Input given to the scanner at a time, so that the messages waiting to be taken stay few. */
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
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
      scanner.push(chunk.length <= SLICE_BYTES ? chunk : chunk.subarray(at, at + SLICE_BYTES));
      yield* scanner.take();
    }
  }
  scanner.end();
  yield* scanner.take();
}

/**
 * Reads all messages of one transmission that is in memory. As `readMessages`, but each message comes whole. The bytes are
 * not changed and not kept.
 */
export function readBytes(bytes: Uint8Array): ReadMessage[] {
  const scanner = new MessageScanner();
  scanner.readWhole(bytes);
  return joinPieces(scanner.take());
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
