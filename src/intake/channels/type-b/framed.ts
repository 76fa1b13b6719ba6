// The plain way without MATIP: telegrams between SOH and ETX on a TCP connection.
import { ByteQueue } from "./byte-queue.ts";

const startOfHeading = 0x01;
const endOfText = 0x03;
/** As much as MATIP would carry. */
export const framedBytesMax = 65_531;

export type FramedUnit =
  | { readonly kind: "telegram"; readonly bytes: Buffer }
  | { readonly kind: "fault"; readonly why: string };

/**
 * Takes telegrams off a stream, without their SOH and ETX; the same however the bytes are cut. A second SOH ends what went
 * before it, whose ETX was lost.
 */
export class FramedReader {
  readonly #queue = new ByteQueue();
  /** Bytes of the queue that hold neither mark. */
  #lookedAt = 0;
  #isBroken = false;

  get isWithin(): boolean {
    return !this.#isBroken && this.#queue.length > 0;
  }

  push(chunk: Uint8Array): readonly FramedUnit[] {
    if (this.#isBroken) return [];
    this.#queue.append(chunk);
    const units: FramedUnit[] = [];
    for (;;) {
      const end = this.#endOfFirst();
      if (end < 0) break;
      this.#add(units, this.#queue.take(end));
      if (this.#queue.at(0) === endOfText) this.#queue.take(1);
      this.#lookedAt = 0;
    }
    this.#lookedAt = this.#queue.length;
    if (this.#queue.length > framedBytesMax) {
      this.#isBroken = true;
      units.push({ kind: "fault", why: `a telegram is longer than ${framedBytesMax} bytes` });
    }
    return units;
  }

  /** The connection has ended: what is left is the last telegram, whose ETX was lost. */
  end(): readonly FramedUnit[] {
    const units: FramedUnit[] = [];
    if (!this.#isBroken) this.#add(units, this.#queue.take(this.#queue.length));
    return units;
  }

  #endOfFirst(): number {
    const queue = this.#queue;
    // The SOH that begins the telegram ends none.
    const from = Math.max(this.#lookedAt, queue.at(0) === startOfHeading ? 1 : 0);
    const marks = [queue.indexOf(endOfText, from), queue.indexOf(startOfHeading, from)].filter(
      (at) => at >= 0,
    );
    return marks.length === 0 ? -1 : Math.min(...marks);
  }

  #add(units: FramedUnit[], bytes: Buffer): void {
    const telegram = bytes[0] === startOfHeading ? bytes.subarray(1) : bytes;
    if (telegram.length > framedBytesMax) {
      this.#isBroken = true;
      units.push({ kind: "fault", why: `a telegram is longer than ${framedBytesMax} bytes` });
    } else if (/\S/.test(telegram.toString("latin1"))) units.push({ kind: "telegram", bytes: telegram });
  }
}

export function writeFramed(telegram: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(startOfHeading), telegram, Buffer.of(endOfText)]);
}

/**
 * Which way a connection goes, by its first bytes; null while they are too few. MATIP begins with 0x01 and a command, whose
 * byte is 0 (data) or has its upper bit set; SOH is 0x01 too, but text follows it, which is neither.
 */
export function wayOf(first: Uint8Array): "matip" | "framed" | "neither" | null {
  const [one, two] = first;
  if (one === undefined) return null;
  if (one !== startOfHeading) {
    return (one >= 0x20 && one < 0x7f) || one === 0x02 || one === 0x0a || one === 0x0d ? "framed" : "neither";
  }
  if (two === undefined) return null;
  return two === 0 || two >= 0x80 ? "matip" : "framed";
}
