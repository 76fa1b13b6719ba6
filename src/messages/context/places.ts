// Where in what was delivered a segment of a message stands, told from the bytes again.
import type { Place } from "../findings.ts";
import type { ReadMessage } from "../message.ts";

/** Offsets of segments of one message, looked up in rising order: the bytes are gone through once. */
export class SegmentPlaces {
  readonly #message: ReadMessage;
  readonly #source: Uint8Array | null;
  #position: number;
  #ordinal = 1;

  /** `source`: what was delivered; null where it is not at hand: then segments are told by their number only. */
  constructor(message: ReadMessage, source: Uint8Array | null) {
    this.#message = message;
    // Of encoded content the bytes delivered are not those that offsets count in.
    const isDecoded = message.findings.some(({ code }) => code === "CONTENT_DECODED");
    this.#source = isDecoded || message.syntax !== "edifact" ? null : source;
    this.#position = message.start;
  }

  /** The message as a whole: its UNH. */
  get whole(): Place {
    return { segment: 1, tag: "UNH", offset: this.#source === null ? null : this.#message.start };
  }

  /** The segment of an ordinal (UNH = 1); not before one asked for earlier. */
  of(ordinal: number, tag: string): Place {
    const source = this.#source;
    if (source === null || ordinal < this.#ordinal) return { segment: ordinal, tag, offset: null };
    const { release, terminator } = this.#message.characters;
    let p = this.#position;
    while (this.#ordinal < ordinal && p < this.#message.end) {
      const byte = source[p]!;
      if (byte === release) p++;
      // A terminator right after another ends no segment.
      else if (byte === terminator) {
        p++;
        while (p < source.length && (source[p]! <= 0x20 || source[p] === terminator)) p++;
        this.#ordinal++;
        continue;
      }
      p++;
    }
    this.#position = p;
    const found =
      this.#ordinal === ordinal && Buffer.from(source.subarray(p, p + tag.length)).toString("latin1") === tag;
    return { segment: ordinal, tag, offset: found ? p : null };
  }
}
