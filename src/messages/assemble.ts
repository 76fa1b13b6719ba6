// Puts a message together from its envelope and what its reader made of it.
import { envelopeOf } from "./edifact/envelope.ts";
import type { Interchange, MessageHeader } from "./edifact/envelope.ts";
import type { SegmentedMessage } from "./edifact/segments.ts";
import type { FindingCollector } from "./findings.ts";
import type { Cut, ReadMessage } from "./message.ts";
import type { UnjudgedMessage } from "./outgoing.ts";
import type { MessagePart, MessageReader } from "./reading.ts";

/** The rest of an overlong segment, as offsets; `terminated`: the last byte is its terminator. */
export type Omission = { readonly start: number; readonly end: number; readonly terminated: boolean };

/** A message (or a piece of one) in its segment table, and what is known around it. */
export type MessageAtHand = {
  readonly table: SegmentedMessage;
  readonly interchange: Interchange;
  readonly header: MessageHeader;
  readonly serviceString: boolean;
  readonly index: number;
  /** Offset of UNH in the input. */
  readonly start: number;
  /** Offset of the end of the input at hand: a last segment without terminator ends there. */
  readonly inputEnd: number;
  /** Rests of overlong segments, in order: they were not read, so they may not be kept either. */
  readonly omitted: readonly Omission[];
  /** What the reader answered for the piece before, null for a first or only one. */
  readonly previous: MessagePart | null;
  readonly last: boolean;
};

/** Has the message read by its reader (undefined: none reads this kind, the message is refused) and adds its envelope. */
export function assembleMessage(
  reader: MessageReader | undefined,
  atHand: MessageAtHand,
  findings: FindingCollector,
): { readonly part: MessagePart; readonly message: UnjudgedMessage } {
  const { table, interchange, header, previous, last } = atHand;
  const { kind, version, control } = header;
  const { preparedAt } = interchange;
  const context = { findings, version, control, preparedAt, previous, last };
  const part: MessagePart = reader === undefined ? { accepted: false } : reader.read(table, context);
  const unversioned = version.version === "" && version.release === "";
  const message: { -readonly [Key in keyof UnjudgedMessage]: UnjudgedMessage[Key] } = {
    index: atHand.index,
    kind,
    syntax: "edifact",
    version: unversioned ? null : `${version.version}.${version.release}`,
    control,
    // A piece is kept (and redacted) on its own: it begins where it begins.
    start: previous === null || table.count === 0 ? atHand.start : table.offset(0),
    end: endOf(atHand),
    cuts: withOmitted(part.cuts ?? [], atHand.omitted),
    preparedAt,
    characters: table.characters,
    accepted: part.accepted,
  };
  const envelope = envelopeOf(interchange, version, atHand.serviceString);
  if (envelope !== undefined) message.envelope = envelope;
  const { passengerList, bookings, response, push, acknowledgement, request, report } = part;
  if (passengerList !== undefined) message.passengerList = passengerList;
  if (bookings !== undefined) message.bookings = bookings;
  if (response !== undefined) message.response = response;
  if (acknowledgement !== undefined) message.acknowledgement = acknowledgement;
  if (request !== undefined) message.request = request;
  if (report !== undefined) message.report = report;
  if (push !== undefined) message.push = push;
  return { part, message };
}

/** Offset after the last segment; of an overlong one after the rest that was not read, wherever that rest is by now. */
function endOf({ table, start, inputEnd, omitted }: MessageAtHand): number {
  if (table.count === 0) return start;
  const rest = omitted.at(-1);
  const isOfLast = rest !== undefined && table.offset(table.count - 1) < rest.start;
  return isOfLast ? rest.end : Math.min(table.endOffset(table.count - 1), inputEnd);
}

/**
 * The cuts of a message with what was left out of it unread; ranges that meet become one. The terminator behind it stays:
 * without it the segment would run into the next.
 */
function withOmitted(cuts: readonly Cut[], omitted: MessageAtHand["omitted"]): readonly Cut[] {
  if (omitted.length === 0) return cuts;
  const terminators = new Set(omitted.flatMap(({ end, terminated }) => (terminated ? [end] : [])));
  const all = [...cuts, ...omitted.map(({ start, end }): Cut => ({ start, end, reason: "not-admitted" }))];
  const joined: Cut[] = [];
  for (const cut of all.toSorted((a, b) => a.start - b.start)) {
    const end = terminators.has(cut.end) ? cut.end - 1 : cut.end;
    const last = joined.at(-1);
    if (last === undefined || cut.start > last.end) {
      if (end > cut.start) joined.push({ ...cut, end });
    } else if (end > last.end) joined[joined.length - 1] = { ...last, end };
  }
  return joined;
}

/** What stands for input of which no message could be made: kind UNKNOWN, refused; `start` and `end` as offsets. */
export function unknownMessage(
  table: SegmentedMessage,
  interchange: Interchange | null,
  place: {
    readonly index: number;
    readonly start: number;
    readonly end: number;
    readonly syntax: ReadMessage["syntax"];
  },
): UnjudgedMessage {
  return {
    index: place.index,
    kind: "UNKNOWN",
    syntax: place.syntax,
    version: null,
    control: {
      sender: interchange?.sender ?? null,
      recipient: interchange?.recipient ?? null,
      interchange: interchange?.reference ?? null,
      message: null,
      accessReference: null,
      part: null,
      parts: null,
      final: false,
    },
    accepted: false,
    start: place.start,
    end: place.end,
    cuts: [],
    preparedAt: interchange?.preparedAt ?? null,
    characters: table.characters,
  };
}
