// Looks at the beginning of a transmission and chooses the decoder it needs: none, as a rule.
import type { Decoder } from "./decoder.ts";
import {
  backslashDecoder,
  base64Decoder,
  ebcdicDecoder,
  entityDecoder,
  quotedPrintableDecoder,
  utf16Decoder,
} from "./encodings.ts";
import { isEncodedMail, MailDecoder } from "./mime.ts";

/** Bytes of the beginning that decide. */
export const LOOKED_AT_BYTES = 16 * 1024;

/** What begins the second segment or the third, after a terminator that was encoded. */
const NEXT_SEGMENT = "(?:UN[GHZ]|BGM|MSG)[^A-Za-z0-9]";
const entityDamage = new RegExp(`&(?:apos|quot|#39|#34|#x27);\\s*${NEXT_SEGMENT}`);
const backslashDamage = new RegExp(`\\\\n\\s*(?:\\\\[rn])*${NEXT_SEGMENT}`);
const softBreak = /=[ \t]*\r?\n/;
const bareBase64 = /^\s*(?:VU5B|VU5C)[A-Za-z0-9+/\r\n]{40,}/;

/**
 * The decoder for a transmission that begins with these bytes (its first LOOKED_AT_BYTES, or all of it); null when it is
 * to be read as it is. Damage done by mail or XML is undone once, never twice.
 */
export function chooseDecoder(beginning: Buffer): Decoder | null {
  const start = beginning.subarray(0, LOOKED_AT_BYTES);
  const wide = wideDecoder(start);
  if (wide !== null) return wide;
  const isPlain = startsWithHeader(start);
  if (isPlain && !mayBeDamaged(start)) return null;
  const text = start.toString("latin1");
  if (!isPlain && isEncodedMail(text)) return new MailDecoder();
  if (bareBase64.test(text)) return base64Decoder();
  if (!/UN[AB]/.test(text)) return isEbcdic(start) ? ebcdicDecoder() : null;
  if (entityDamage.test(text)) return entityDecoder();
  if (backslashDamage.test(text)) return backslashDecoder();
  return isQuotedPrintable(text) ? quotedPrintableDecoder() : null;
}

/** Whether the content begins with UNA or UNB. */
function startsWithHeader(start: Buffer): boolean {
  return start[0] === 0x55 && start[1] === 0x4e && (start[2] === 0x41 || start[2] === 0x42);
}

/** One of these bytes is in every sign of damage, and in hardly any message. */
const AMPERSAND = 0x26;
const BACKSLASH = 0x5c;
const EQUALS = 0x3d;

function mayBeDamaged(start: Buffer): boolean {
  if (!start.includes(AMPERSAND) && !start.includes(BACKSLASH) && !start.includes(EQUALS)) return false;
  return ["&apos;", "&quot;", "&#", "\\n", "=\r\n", "=\n", "= "].some((sign) => start.includes(sign));
}

function wideDecoder(start: Buffer): Decoder | null {
  if (start.length < 4) return null;
  const [a, b, c, d] = start;
  if (a === 0xff && b === 0xfe) return utf16Decoder(true);
  if (a === 0xfe && b === 0xff) return utf16Decoder(false);
  if (a === 0x55 && b === 0 && c === 0x4e && d === 0) return utf16Decoder(true);
  return a === 0 && b === 0x55 && c === 0 && d === 0x4e ? utf16Decoder(false) : null;
}

const EBCDIC_UNA = Buffer.from([0xe4, 0xd5, 0xc1]);
const EBCDIC_UNB = Buffer.from([0xe4, 0xd5, 0xc2]);

function isEbcdic(start: Buffer): boolean {
  return start.includes(EBCDIC_UNA) || start.includes(EBCDIC_UNB);
}

/** Two lines that go on, after UNB: one may be a value that ends in an equals sign. */
function isQuotedPrintable(text: string): boolean {
  const after = text.slice(text.search(/UN[AB]/));
  const first = softBreak.exec(after);
  return first !== null && softBreak.test(after.slice(first.index + 2));
}
