// UNOX: text in which escape sequences change the character set (ISO 2022), made UTF-8 before segments are looked for.
import { TextDecoder } from "node:util";
import type { Decoder } from "./decoder.ts";

const ESC = 0x1b;
const SHIFT_OUT = 0x0e;
const SHIFT_IN = 0x0f;

/**
 * A set that was designated. `label` decodes the bytes of a character once their upper bits are set; `pair`: two bytes a
 * character; `before`: a byte that stands before these.
 */
type CharacterSet = { readonly label: string; readonly pair: boolean; readonly before?: number };

const single = (label: string): CharacterSet => ({ label, pair: false });
const pairs = (label: string, before?: number): CharacterSet => ({
  label,
  pair: true,
  ...(before !== undefined && { before }),
});

/** By what follows ESC (registry of ISO 2375); null: ASCII. The place (G0 to G3) is told by the character before the last. */
const multibyte: Readonly<Record<string, CharacterSet>> = {
  "@": pairs("euc-jp"),
  A: pairs("gbk"),
  B: pairs("euc-jp"),
  C: pairs("euc-kr"),
  D: pairs("euc-jp", 0x8f),
  E: pairs("gbk"),
};
const of94: Readonly<Record<string, CharacterSet | null>> = {
  B: null,
  J: null,
  // Katakana of JIS X 0201.
  I: single("shift_jis"),
};
const of96: Readonly<Record<string, CharacterSet>> = {
  A: single("iso-8859-1"),
  B: single("iso-8859-2"),
  C: single("iso-8859-3"),
  D: single("iso-8859-4"),
  F: single("iso-8859-7"),
  G: single("iso-8859-6"),
  H: single("iso-8859-8"),
  L: single("iso-8859-5"),
  M: single("iso-8859-9"),
  b: single("iso-8859-15"),
};

/** A whole escape sequence behind ESC: intermediates, and the final character. */
const SEQUENCE = /^([ -/]{0,3})([0-~])/;
const SEQUENCE_MAX = 4;
/** A run of one set is looked at in pieces of this many bytes. */
const RUN_MAX = 1_024;
/** A segment begins within what is said to be a run of pairs: nobody has changed back. */
const SEGMENT_WITHIN = /'[A-Z]{3}[+:]/;

type State = {
  /** G0 to G3; null: ASCII in G0, nothing in the others. */
  readonly sets: [CharacterSet | null, CharacterSet | null, CharacterSet | null, CharacterSet | null];
  /** Which set the lower half shows. */
  left: number;
};

const decoders = new Map<string, TextDecoder>();

function decoded(bytes: Uint8Array, label: string): string {
  let decoder = decoders.get(label);
  if (decoder === undefined) decoders.set(label, (decoder = new TextDecoder(label)));
  return decoder.decode(bytes);
}

/** `upperHalf` of a set's characters, with the upper bit set, as UTF-8 in a text of bytes. */
function shown(text: string, set: CharacterSet): string {
  const upper = Buffer.from(text, "latin1").map((byte) => byte | 0x80);
  const before = set.before;
  const bytes =
    before === undefined
      ? upper
      : Buffer.concat(
          Array.from({ length: upper.length >> 1 }, (_, i) => [
            Buffer.of(before),
            upper.subarray(2 * i, 2 * i + 2),
          ]).flat(),
        );
  return Buffer.from(decoded(bytes, set.label), "utf8").toString("latin1");
}

/**
 * Makes UTF-8 of a transmission under UNOX (ISO 2022; in ISO 9735 the sets are changed within a value, and back before its
 * end). Known are ASCII, the parts of ISO 8859, Katakana, JIS X 0208 and 0212, GB 2312 and KS X 1001; of what is not known
 * the sequence goes and the bytes stay. Pairs of which nobody changed back end at the next separator, so that no segment is lost.
 */
export function iso2022Decoder(encoding: string | null): Decoder {
  const state: State = { sets: [null, null, null, null], left: 0 };
  let rest = "";
  const run = (text: string, atEnd: boolean): Uint8Array => {
    const out: string[] = [];
    let at = 0;
    while (at < text.length) {
      const used = step(text, at, atEnd, state, out);
      if (used === 0) break;
      at += used;
    }
    rest = text.slice(at);
    return Buffer.from(out.join(""), "latin1");
  };
  return {
    encoding,
    push: (chunk) =>
      run(rest + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString("latin1"), false),
    end: () => run(rest, true),
  };
}

/** Decodes what stands at a place; answers how much of the text that was, 0 when more is needed to tell. */
function step(text: string, at: number, atEnd: boolean, state: State, out: string[]): number {
  const first = text.charCodeAt(at);
  if (first === ESC) {
    const behind = text.slice(at + 1, at + 1 + SEQUENCE_MAX);
    const [whole, between = "", final = ""] = SEQUENCE.exec(behind) ?? [];
    if (whole === undefined) return behind.length < SEQUENCE_MAX && !atEnd ? 0 : 1;
    designate(between, final, state);
    return 1 + whole.length;
  }
  if (isShift(first)) {
    state.left = first === SHIFT_OUT ? 1 : 0;
    return 1;
  }
  const set = setOf(first, state);
  return set === null ? plainRun(text, at, state, out) : runOf(set, text, at, atEnd, state, out);
}

const isShift = (code: number): boolean => code === SHIFT_OUT || code === SHIFT_IN;
const isUpper = (code: number): boolean => code >= 0xa0;

/** The set that shows a byte; null: it is what it is. */
function setOf(code: number, { sets, left }: State): CharacterSet | null {
  if (isUpper(code)) return sets[1];
  return code > 0x20 && code < 0x7f ? (sets[left] ?? null) : null;
}

function plainRun(text: string, at: number, state: State, out: string[]): number {
  let end = at + 1;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === ESC || isShift(code) || setOf(code, state) !== null) break;
    end++;
  }
  out.push(text.slice(at, end));
  return end - at;
}

/** `ESC ( B` and the like: a set takes its place. */
function designate(between: string, final: string, state: State): void {
  const place = between.at(-1) ?? "";
  if (between.startsWith("$")) {
    const index = place === "$" ? 0 : "()*+".indexOf(place);
    const set = multibyte[final];
    if (index >= 0 && set !== undefined) state.sets[index] = set;
    else if (index === 0) state.sets[0] = null;
    return;
  }
  const inG94 = "()*+".indexOf(place);
  if (place !== "" && inG94 >= 0) state.sets[inG94] = of94[final] ?? null;
  const inG96 = "-./".indexOf(place);
  if (place !== "" && inG96 >= 0) state.sets[inG96 + 1] = of96[final] ?? null;
  // ESC % G: UTF-8 from here, which stays as it is.
  if (place === "%") state.sets.fill(null);
}

/** Bytes of one set, up to the next sequence or line end. */
function runOf(
  set: CharacterSet,
  text: string,
  at: number,
  atEnd: boolean,
  state: State,
  out: string[],
): number {
  const upper = isUpper(text.charCodeAt(at));
  const most = Math.min(text.length, at + RUN_MAX);
  let end = at;
  while (end < most && isUpper(text.charCodeAt(end)) === upper && setOf(text.charCodeAt(end), state) === set)
    end++;
  if (end === text.length && end - at < RUN_MAX && !atEnd) return 0;
  let bytes = text.slice(at, end);
  if (set.pair && !upper && SEGMENT_WITHIN.test(bytes)) {
    state.sets[state.left] = null;
    bytes = bytes.slice(0, bytes.search(/[+:']/));
  }
  const whole = set.pair ? bytes.slice(0, bytes.length - (bytes.length % 2)) : bytes;
  // A byte that has lost its pair stays what it is.
  out.push(shown(whole, set), bytes.slice(whole.length));
  return bytes.length;
}
