// What stands before, between and after interchanges: telegram lines, mail text, control characters. Counted, not read.
import type { FindingCollector } from "../findings.ts";
import type { InputWindow } from "./input-window.ts";

const SPACE = 0x20;
const BYTE_ORDER_MARK: readonly number[] = [0xef, 0xbb, 0xbf];
/** Bytes of an unknown input shown in its finding. */
const SHOWN_BYTES = 6;

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === 0x0d || byte === 0x0a || byte === 0x09;
}

export class OutsideBytes {
  #offset = 0;
  #bytes = 0;
  /** How many of the first bytes are those of a byte order mark. */
  #marked = 0;
  /** Bytes a reader would see, and where the first control character stands (-1: none). */
  #visible = 0;
  #control = -1;
  /** The first bytes of the input, in hexadecimal: enough to tell what kind of file it is, no data of a person. */
  beginning = "";

  /** Whether the input begins as XML does, after a byte order mark or blank. */
  get looksLikeXml(): boolean {
    return /^(?:efbbbf)?(?:20|09|0d|0a)*3c/.test(this.beginning);
  }

  get hasText(): boolean {
    return this.#visible > 0;
  }

  /** Counts the bytes `from`..`to` of the window as belonging to no interchange. */
  add(window: InputWindow, from: number, to: number): void {
    const { bytes } = window;
    const known = this.beginning.length / 2;
    if (known < SHOWN_BYTES && window.offset(from) === known) {
      this.beginning += bytes.toString("hex", from, Math.min(to, from + SHOWN_BYTES - known));
    }
    if (this.#bytes === 0) this.#offset = window.offset(from);
    let p = from;
    // A byte order mark is no text; its bytes may come one by one.
    while (p < to && this.#bytes === this.#marked && BYTE_ORDER_MARK[this.#marked] === bytes[p]) {
      this.#bytes++;
      this.#visible++;
      p++;
      if (++this.#marked < BYTE_ORDER_MARK.length) continue;
      this.#visible = 0;
      if (this.#control < 0) this.#control = this.#offset;
    }
    const first = p;
    for (; p < to; p++) {
      const byte = bytes[p]!;
      if (byte > SPACE) this.#visible++;
      else if (this.#control < 0 && !isBlank(byte)) this.#control = window.offset(p);
    }
    this.#bytes += to - first;
  }

  /** Says what was counted, and forgets it. `expected`: text is normal here (a telegram or mail surrounds the interchange). */
  report(findings: FindingCollector, where: "before" | "after", expected: boolean): void {
    const place = { segment: 0, tag: null, offset: this.#offset };
    if (this.#control >= 0) findings.add("CONTROL_CHARACTERS", { ...place, offset: this.#control });
    if (this.#visible > 0) {
      if (expected) findings.add("TRANSPORT_TEXT", place, { bytes: this.#bytes, where });
      else findings.add("EDI33", place, { bytes: this.#bytes });
    }
    this.#bytes = 0;
    this.#marked = 0;
    this.#visible = 0;
    this.#control = -1;
  }
}
