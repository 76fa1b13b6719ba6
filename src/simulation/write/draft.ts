// A message before it is written: segments and envelope as values, so that defects can be planted in them.
import { DEFAULT_CHARACTERS, writeInterchange } from "#messages";
import type { InterchangeToWrite, SegmentToWrite, ServiceCharacters, WriteOptions } from "#messages";
import type { ApiHabits, Carrier, Channel, PnrHabits } from "../carriers.ts";
import { randomOf } from "../random.ts";

/** Who all messages are addressed to: the receiving unit of the simulated State. */
const authorityAddress = "AZPIU";

export type Draft = {
  readonly carrier: Carrier;
  readonly channel: Channel;
  readonly sender: InterchangeToWrite["sender"];
  readonly syntax: string;
  /** When the carrier's host writes it, epoch milliseconds. */
  readonly at: number;
  readonly reference: string;
  /** `["PAXLST", "D", "05B", "UN", "IATA"]` and the UNG version that goes with it. */
  readonly type: readonly string[];
  readonly groupVersion: readonly string[];
  readonly accessReference: string;
  readonly part: readonly string[];
  readonly applicationReference: string;
  readonly segments: readonly SegmentToWrite[];
  readonly options: WriteOptions;
};

const two = (value: number): string => String(value).padStart(2, "0");

/** `YYMMDD` and `HHMM` of an instant in UTC, as UNB wants them. */
function preparedAt(at: number): readonly [string, string] {
  const iso = new Date(at).toISOString();
  return [iso.slice(2, 10).replaceAll("-", ""), iso.slice(11, 13) + iso.slice(14, 16)];
}

/** A control reference that no other message of the simulated world has: at most 14 characters. */
export const referenceOf = (seed: number, id: string): string =>
  randomOf(seed, "reference", id).letters(12, "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ");

/** The separators of a carrier's service string advice. */
function charactersOf(una: string, syntax: string): ServiceCharacters {
  const repetition = una.charAt(7) === "*" ? 0x2a : -1;
  return {
    ...DEFAULT_CHARACTERS,
    repetition,
    terminator: syntax === "SIRE:4" ? 0x22 : DEFAULT_CHARACTERS.terminator,
  };
}

/** Options for writing API messages of a carrier. Type B lines are broken at the usual width. */
export function apiOptions(habits: ApiHabits): WriteOptions {
  return {
    characters: charactersOf(habits.una, habits.syntax),
    serviceString: habits.una !== "",
    lineBreaks: habits.lineBreaks,
    ...(habits.channel === "type-b" ? { wrapAt: 63 } : {}),
  };
}

export function pnrOptions(habits: PnrHabits): WriteOptions {
  return {
    characters: charactersOf("UNA:+.?*'", habits.syntax),
    ...(habits.channel === "type-b" ? { wrapAt: 63 } : {}),
  };
}

const stamp = (at: number): string => {
  const date = new Date(at);
  return two(date.getUTCDate()) + two(date.getUTCHours()) + two(date.getUTCMinutes());
};

/** What stands around the interchange on Type B and in mail. */
function wrapped(draft: Draft, text: string): string {
  const { carrier, channel, at } = draft;
  if (channel === "type-b") {
    return `QK GYDPIXS\r\n.${carrier.hub}RM${carrier.code} ${stamp(at)}\r\n${text}`;
  }
  if (channel === "email") {
    const date = new Date(at).toUTCString().replace("GMT", "+0000");
    const from = `${carrier.code.toLowerCase()}.apis@example.com`;
    return (
      `From: ${from}\r\nTo: api@piu.example.org\r\nDate: ${date}\r\nMessage-ID: <${draft.reference}@example.com>\r\n` +
      `Subject: ${draft.type[0]} ${carrier.code}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n` +
      `\r\n${text}\r\n\r\nThis message is intended for the addressee only.\r\n`
    );
  }
  return text;
}

/** The interchange of a draft as text, without what the channel puts around it. */
function interchangeOf(draft: Draft): InterchangeToWrite {
  const { sender, reference, type, groupVersion } = draft;
  return {
    syntax: draft.syntax.split(":"),
    sender,
    recipient: Array.isArray(sender) ? [authorityAddress, "ZZ"] : authorityAddress,
    preparedAt: preparedAt(draft.at),
    reference,
    ...(draft.applicationReference === "" ? {} : { applicationReference: draft.applicationReference }),
    group: { type: type[0] ?? "", reference: "1", version: groupVersion },
    messages: [
      {
        reference: "1",
        type,
        ...(draft.accessReference === "" ? {} : { accessReference: draft.accessReference }),
        ...(draft.part.length === 0 ? {} : { part: draft.part }),
        segments: draft.segments,
      },
    ],
  };
}

/** The bytes of a draft as the carrier delivers them. `alter` may damage the text before it goes out. */
export function bytesOf(draft: Draft, alter: (text: string) => string = (text) => text): Uint8Array {
  const text = alter(writeInterchange(interchangeOf(draft), draft.options));
  return Buffer.from(wrapped(draft, text), "utf8");
}

/** Rough length of segments as they will be written, to decide where a list is split. */
export function roughLength(segments: readonly SegmentToWrite[]): number {
  let length = 0;
  for (const segment of segments) {
    length += 1;
    for (const element of segment) {
      length += 1;
      if (typeof element === "string") length += element.length;
      else for (const component of element) length += component.length + 1;
    }
  }
  return length;
}

/** Groups items so that each group's segments stay below a number of characters; at least one item a group. */
export function split<T>(items: readonly T[], lengthOf: (item: T) => number, charactersMax: number): T[][] {
  const groups: T[][] = [];
  let group: T[] = [];
  let length = 0;
  for (const item of items) {
    const own = lengthOf(item);
    if (group.length > 0 && length + own > charactersMax) {
      groups.push(group);
      group = [];
      length = 0;
    }
    group.push(item);
    length += own;
  }
  return [...groups, group];
}

/** UNH S010: `01:C` first, then numbers alone, `nn:F` last; a single message says `01:F`. */
export function partOf(index: number, count: number): readonly string[] {
  const number = two(index + 1);
  if (index === count - 1) return [number, "F"];
  return index === 0 ? [number, "C"] : [number];
}
