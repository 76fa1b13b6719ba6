// One message of our own as a transmission: who sends it to whom, how it is wrapped, and the bytes of it.
import { writeInterchange, writeSegment } from "./write.ts";
import type { ElementValue, SegmentToWrite, WriteOptions } from "./write.ts";

/** What stands around a message that is written. */
export type TransmissionOptions = WriteOptions & {
  /** UNB S002 and S003. */
  readonly sender: ElementValue;
  readonly recipient: ElementValue;
  /** UNB S004, UTC: `YYYY-MM-DDTHH:MM`. Two-digit years of the message are told from it. */
  readonly preparedAt: string;
  /** UNB 0020: at most 14 characters, unique for sender and recipient. */
  readonly reference: string;
  /** UNB S001; by default the least repertoire that holds the message. */
  readonly syntax?: readonly string[];
  /** UNB 0026. */
  readonly applicationReference?: string;
  /** UNB from 0029 on, where a partner wants more. */
  readonly further?: readonly ElementValue[];
  /** UNG 0048; null for an interchange without groups. By default there is a group with the reference 1. */
  readonly groupReference?: string | null;
  /** UNH 0062, `1` by default. */
  readonly messageReference?: string;
  /** UNH 0068. */
  readonly accessReference?: string;
  /** UNH S010: `["01", "F"]`. */
  readonly part?: readonly string[];
};

/** UNH S009 of the message and UNG 0051 with S008, which go with it. */
export type MessageType = { readonly type: readonly string[]; readonly groupVersion: readonly string[] };

const LEVEL_A = /^[A-Z0-9 .,\-()/='+:?!"%&*;<>\r\n]*$/;
const ASCII = /^[\0-\x7f]*$/;
const LATIN_1 = /^[\0-\xff]*$/;

/** The least repertoire that holds all of the segments: UNOA capitals, UNOB ASCII, UNOW all there is, as UTF-8. */
function repertoireOf(segments: readonly SegmentToWrite[]): readonly string[] {
  const text = segments
    .map((segment) => segment.map((element) => [element].flat().join("")).join(""))
    .join("");
  if (LEVEL_A.test(text)) return ["UNOA", "4"];
  return [ASCII.test(text) ? "UNOB" : "UNOW", "4"];
}

/** The bytes of a transmission with one message. What cannot be said in the declared set goes as UTF-8. */
export function writeTransmission(
  { type, groupVersion }: MessageType,
  segments: readonly SegmentToWrite[],
  options: TransmissionOptions,
): Uint8Array {
  const { sender, recipient, preparedAt, reference, applicationReference, groupReference = "1" } = options;
  const { messageReference = "1", accessReference, part, further, ...writing } = options;
  const syntax = options.syntax ?? repertoireOf(segments);
  const day = preparedAt.slice(2, 4) + preparedAt.slice(5, 7) + preparedAt.slice(8, 10);
  const text = writeInterchange(
    {
      syntax,
      sender,
      recipient,
      preparedAt: [day, preparedAt.slice(11, 13) + preparedAt.slice(14, 16)],
      reference,
      ...(applicationReference !== undefined && { applicationReference }),
      ...(further !== undefined && { further }),
      ...(groupReference !== null && {
        group: { type: type[0] ?? "", reference: groupReference, version: groupVersion },
      }),
      messages: [
        {
          reference: messageReference,
          type,
          ...(accessReference !== undefined && { accessReference }),
          ...(part !== undefined && { part }),
          segments,
        },
      ],
    },
    writing,
  );
  return Buffer.from(text, syntax[0] === "UNOC" && LATIN_1.test(text) ? "latin1" : "utf8");
}

/** UNH S010 of part `index` (from 0) of `count`: `01:C` first, numbers between, `nn:F` last; `01:F` for a single one. */
export function partOf(index: number, count: number): readonly string[] {
  const number = String(index + 1).padStart(2, "0");
  if (index === count - 1) return [number, "F"];
  return index === 0 ? [number, "C"] : [number];
}

/**
 * Shares items (each the segments of one traveller or booking) out over parts, so that no part has more than
 * `bytesMax` bytes, `around` included: what each part repeats. An item longer than that is a part of its own.
 */
export function shareOut(
  items: readonly (readonly SegmentToWrite[])[],
  around: readonly SegmentToWrite[],
  bytesMax: number,
): (readonly SegmentToWrite[])[][] {
  const lengthOf = (segments: readonly SegmentToWrite[]): number =>
    segments.reduce((sum, segment) => sum + Buffer.byteLength(writeSegment(segment)), 0);
  // Envelope, and what release characters and line breaks add.
  const room = bytesMax - lengthOf(around) - ENVELOPE_BYTES;
  const parts: (readonly SegmentToWrite[])[][] = [[]];
  let length = 0;
  for (const item of items) {
    const own = lengthOf(item);
    if (length > 0 && length + own > room) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)!.push(item);
    length += own;
  }
  return parts;
}

/** UNA, UNB, UNG, UNH and their trailers, with the longest references. */
const ENVELOPE_BYTES = 360;

/** The reference of part `index` of a series: the series' own with a number, within the 14 characters of UNB 0020. */
export function partReference(reference: string, index: number, count: number): string {
  if (count === 1) return reference;
  const number = String(index + 1).padStart(2, "0");
  return reference.slice(0, 14 - number.length) + number;
}
