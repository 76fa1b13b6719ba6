// The result lines of openpiu read: one JSON object for each message, however long it is, written in parts.
import type { ReadMessage } from "#messages";

/** Travellers put into text at a time: a list of any length never stands in memory as one text. */
const BATCH = 100;

/** Writes the lines of one file. */
export class MessageLines {
  readonly #file: { readonly file: string; readonly attachment?: string };
  /** A message that comes in pieces: its line is begun, and whether a traveller or booking stands in it already. */
  #begun = false;
  #any = false;

  /** `attachment`: the part of a mail that the messages stand in. */
  constructor(file: string, attachment: string | null = null) {
    this.#file = { file, ...(attachment !== null && { attachment }) };
  }

  /** The text for a message, or for a piece of one, in parts that follow each other. */
  *textOf(message: ReadMessage): Generator<string> {
    if (message.piece !== undefined) {
      yield* this.#piece(message, message.piece.last);
      return;
    }
    const { passengerList, bookings } = message;
    if (passengerList !== undefined && passengerList.travellers.length > BATCH) {
      const { travellers, ...list } = passengerList;
      yield `${this.#head(message)},"passengerList":${JSON.stringify(list).slice(0, -1)},"travellers":[`;
      yield* batches(travellers, false);
      yield "]}}\n";
    } else if (bookings !== undefined && bookings.length > BATCH) {
      yield `${this.#head(message)},"bookings":[`;
      yield* batches(bookings, false);
      yield "]}\n";
    } else {
      yield `${JSON.stringify({ ...this.#file, ...inOrder(message) })}\n`;
    }
  }

  /** The line up to the message's content, its brace left open. */
  #head(message: ReadMessage): string {
    return JSON.stringify({ ...this.#file, ...withoutContent(message) }).slice(0, -1);
  }

  /** A piece of a very long message: what is known at its end only (findings, totals) stands at the end of the line. */
  *#piece(message: ReadMessage, last: boolean): Generator<string> {
    const { passengerList, bookings } = message;
    const items = passengerList?.travellers ?? bookings ?? [];
    if (!this.#begun) {
      const { index, kind, syntax, version, control } = message;
      const head = JSON.stringify({ ...this.#file, index, kind, syntax, version, control });
      const opening = passengerList === undefined ? '"bookings":[' : '"passengerList":{"travellers":[';
      yield `${head.slice(0, -1)},${opening}`;
      this.#begun = true;
      this.#any = false;
    }
    yield* batches(items, this.#any);
    this.#any ||= items.length > 0;
    if (!last) return;
    this.#begun = false;
    const { index: _, kind: _k, syntax: _s, version: _v, control: _c, ...rest } = withoutContent(message);
    if (passengerList === undefined) {
      yield `],${JSON.stringify(rest).slice(1)}\n`;
      return;
    }
    const { travellers: _t, ...list } = passengerList;
    yield `],${JSON.stringify(list).slice(1)},${JSON.stringify(rest).slice(1)}\n`;
  }
}

function* batches(items: readonly object[], continued: boolean): Generator<string> {
  for (let at = 0; at < items.length; at += BATCH) {
    const text = JSON.stringify(items.slice(at, at + BATCH)).slice(1, -1);
    yield continued || at > 0 ? `,${text}` : text;
  }
}

type Line = Omit<ReadMessage, "passengerList" | "bookings" | "piece" | "characters">;

function withoutContent(message: ReadMessage): Line {
  const { passengerList: _, bookings: _b, ...line } = inOrder(message);
  return line;
}

/** The fields of the fixed part first, in its order; then the message's content; then what else is known. */
function inOrder(message: ReadMessage): Omit<ReadMessage, "piece" | "characters"> {
  const { index, kind, syntax, version, control, accepted, findings, ...rest } = message;
  const { passengerList, bookings, piece: _, characters: _c, ...further } = rest;
  return {
    index,
    kind,
    syntax,
    version,
    control,
    accepted,
    // The values stand in the text already: a line holds each once.
    findings: findings.map(({ values: _v, ...finding }) => finding),
    ...(passengerList !== undefined && { passengerList }),
    ...(bookings !== undefined && { bookings }),
    ...further,
  };
}
