// Looks at the beginning of a transmission and chooses the decoder it needs: none, as a rule.
import { chained, type Decoder } from "./decoder.ts";
import {
  backslashDecoder,
  base64Decoder,
  ebcdicDecoder,
  entityDecoder,
  quotedPrintableDecoder,
  utf16Decoder,
} from "./encodings.ts";
import { iso2022Decoder } from "./iso-2022.ts";
import { isEncodedMail, MailDecoder } from "./mime.ts";
import { TelegramDecoder } from "./telegrams.ts";

const ZIP = Buffer.from("PK\u0003\u0004", "latin1");

/** Bytes of the beginning that decide. */
export const LOOKED_AT_BYTES = 16 * 1024;

/** What begins the second segment or the third, after a terminator that was encoded. */
const NEXT_SEGMENT = "(?:UN[GHZ]|BGM|MSG)[^A-Za-z0-9]";
const entityDamage = new RegExp(`&(?:apos|quot|#39|#34|#x27);\\s*${NEXT_SEGMENT}`);
const backslashDamage = new RegExp(`\\\\n\\s*(?:\\\\[rn])*${NEXT_SEGMENT}`);
const softBreak = /=[ \t]*\r?\n/;
/** What an equals sign begins in quoted-printable: a character that needs it, or a line that goes on. `SEAT=4A` is neither. */
const quotedPair =
  /=(?:3D|20(?=\r?\n|$)|0[9AD]|[89A-F][0-9A-F]|2[1-47B]|3[AF]|40|5[B-F]|60|7[B-E]|[ \t]*\r?\n|$)/g;
/** What is quoted and no data: several equals signs (one may be seat 3D), a blank at a line end, a letter in UTF-8. */
const quotedSurely =
  /=3D[^]*=3D|=20\r?\n|=[CD][0-9A-F]=[89AB][0-9A-F]|=E[0-9A-F]=[89AB][0-9A-F]=[89AB][0-9A-F]/;
const bareBase64 = /^\s*(?:VU5B|VU5C)[A-Za-z0-9+/\r\n]{40,}/;

/**
 * The decoder for a transmission that begins with these bytes (its first LOOKED_AT_BYTES, or all of it); null when it is
 * to be read as it is. Damage done by mail or XML is undone once, never twice.
 */
export function chooseDecoder(beginning: Buffer): Decoder | null {
  const start = beginning.subarray(0, LOOKED_AT_BYTES);
  const unwrapping = unwrappingDecoder(start);
  if (!start.includes("UNOX") || !extendedCharacters.test(start.toString("latin1"))) return unwrapping;
  const extension = iso2022Decoder(start.includes(ESCAPE) ? "ISO 2022" : null);
  return unwrapping === null ? extension : chained(unwrapping, extension);
}

const ESCAPE = 0x1b;
/** An interchange whose characters are changed by escape sequences. */
const extendedCharacters = /UN[BI][^A-Za-z0-9]UNOX/;

function unwrappingDecoder(start: Buffer): Decoder | null {
  // A workbook (ZIP) is no text, whatever its bytes look like.
  if (start[0] === ZIP[0] && start.subarray(0, 4).equals(ZIP)) return null;
  const wide = wideDecoder(start);
  if (wide !== null) return wide;
  const isPlain = startsWithHeader(start);
  if (isPlain && !mayBeDamaged(start)) return mayBeTelegrams(start) ? new TelegramDecoder() : null;
  const text = start.toString("latin1");
  if (!isPlain && isEncodedMail(text)) return new MailDecoder();
  if (bareBase64.test(text)) return base64Decoder();
  if (!/UN[AB]/.test(text)) return isEbcdic(start) ? ebcdicDecoder() : null;
  if (entityDamage.test(text)) return entityDecoder();
  if (backslashDamage.test(text)) return backslashDecoder();
  if (isQuotedPrintable(text)) return quotedPrintableDecoder();
  return mayBeTelegrams(start) ? new TelegramDecoder() : null;
}

/** The lines of the origins of telegrams: one before the text, and another after it, or more of the text to come. */
const originLine = /(?:^|\p{Cc})\.[A-Z]{3}[A-Z0-9]{4}(?:[ /\r\n]|$)/gu;

const FULL_STOP = 0x2e;
const LINE_FEED = 0x0a;

/** Whether several Type B telegrams may follow one another here; of a single one nothing has to be masked. */
function mayBeTelegrams(start: Buffer): boolean {
  // Hardly any message has the one byte but as decimal mark in UNA; looking for both stops at the end of every line.
  const from = start[5] === FULL_STOP && start[4] !== LINE_FEED ? 6 : 0;
  if (!start.includes(FULL_STOP, from) || !start.includes("\n.")) return false;
  const text = start.toString("latin1");
  const origins = [...text.matchAll(originLine)];
  const textAt = text.search(/UN[AB]/);
  return (
    origins.some(({ index }) => index > textAt) || (origins.length > 0 && start.length >= LOOKED_AT_BYTES)
  );
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
  const signs = ["&apos;", "&quot;", "&#", "\\n", "=\r\n", "=\n", "= "];
  return signs.some((sign) => start.includes(sign)) || quotedSurely.test(start.toString("latin1"));
}

function wideDecoder(start: Buffer): Decoder | null {
  if (start.length < 4) return null;
  const [a, b, c, d] = start;
  if (a === 0xff && b === 0xfe) return utf16Decoder(true);
  if (a === 0xfe && b === 0xff) return utf16Decoder(false);
  if (isVisible(a) && b === 0 && isVisible(c) && d === 0) return utf16Decoder(true);
  return a === 0 && isVisible(b) && c === 0 && isVisible(d) ? utf16Decoder(false) : null;
}

const isVisible = (byte: number | undefined): boolean => byte !== undefined && byte > 0x20 && byte < 0x7f;

const EBCDIC_UNA = Buffer.from([0xe4, 0xd5, 0xc1]);
const EBCDIC_UNB = Buffer.from([0xe4, 0xd5, 0xc2]);

function isEbcdic(start: Buffer): boolean {
  return start.includes(EBCDIC_UNA) || start.includes(EBCDIC_UNB);
}

/** Two lines that go on after UNB (one may be a value that ends in an equals sign), or a quoted character and no other equals sign. */
function isQuotedPrintable(text: string): boolean {
  const after = text.slice(text.search(/UN[AB]/));
  const first = softBreak.exec(after);
  if (first !== null && softBreak.test(after.slice(first.index + 2))) return true;
  return quotedSurely.test(after) && !after.replace(quotedPair, "").includes("=");
}
