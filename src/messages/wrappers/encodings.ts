// Decoders of the encodings that mail, XML and mainframes put around messages: base64, quoted-printable, entities, EBCDIC, UTF-16.
import { NOTHING, textDecoder } from "./decoder.ts";
import type { Decoder } from "./decoder.ts";

/** Base64; characters that do not belong to it (line breaks) are passed over, padding ends a group. */
export function base64Decoder(): Decoder {
  /** The characters of an unfinished group: nothing else is held, however many line breaks follow them. */
  let group = "";
  const decode = (text: string, atEnd: boolean): Uint8Array => {
    const clean = group + text.replace(/[^A-Za-z0-9+/]/g, "");
    const whole = atEnd ? clean.length : clean.length - (clean.length % 4);
    group = clean.slice(whole);
    return Buffer.from(clean.slice(0, whole), "base64");
  };
  return {
    encoding: "base64",
    push: (chunk) =>
      decode(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString("latin1"), false),
    end: () => decode("", true),
  };
}

/** Quoted-printable (RFC 2045 6.7): `=3D`, and `=` at a line end for a line that goes on. */
export function quotedPrintableDecoder(): Decoder {
  return textDecoder("quoted-printable", (text, atEnd) => {
    const hold = atEnd ? -1 : /=[ \t\r]*$|=[0-9A-Fa-f]$/.exec(text.slice(-80))?.index;
    const used = hold === undefined || hold < 0 ? text.length : Math.max(0, text.length - 80) + hold;
    const decoded = text
      .slice(0, used)
      .replace(/=(?:[ \t]*\r?\n|([0-9A-Fa-f]{2}))/g, (_, hex: string | undefined) =>
        hex === undefined ? "" : String.fromCharCode(Number.parseInt(hex, 16)),
      );
    return { decoded, used };
  });
}

const entities: ReadonlyMap<string, string> = new Map(
  Object.entries({ apos: "'", quot: '"', amp: "&", lt: "<", gt: ">" }),
);
const LONGEST_ENTITY = 8;
const ENTITY = /&(?:#(\d{1,3})|#x([0-9A-Fa-f]{1,2})|([a-z]{2,4}));/g;

/** The entities of XML: the five named ones and numbers below 256. */
export function entityDecoder(): Decoder {
  return textDecoder("XML entities", (text, atEnd) => {
    const tail = text.lastIndexOf("&");
    const isOpen = !atEnd && tail >= 0 && text.length - tail < LONGEST_ENTITY && !text.includes(";", tail);
    const used = isOpen ? tail : text.length;
    const decoded = text.slice(0, used).replace(ENTITY, decodeEntity);
    return { decoded, used };
  });
}

function decodeEntity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return entities.get(name) ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  return code > 0 && code < 256 ? String.fromCharCode(code) : whole;
}

/** HTML without its tags: each becomes a line break, which says nothing inside a segment; entities become characters. */
export function htmlDecoder(): Decoder {
  let inTag = false;
  return textDecoder("HTML", (text, atEnd) => {
    const entity = text.lastIndexOf("&");
    const isOpen = entity >= 0 && text.length - entity < LONGEST_ENTITY && !text.includes(";", entity);
    let used = text.length;
    if (!atEnd && isOpen) used = entity;
    else if (!atEnd && text.endsWith("<")) used--;
    let kept = "";
    let from = 0;
    for (let at = 0; at < used; at++) {
      if (inTag && text[at] === ">") {
        inTag = false;
        from = at + 1;
      } else if (!inTag && text[at] === "<" && /[A-Za-z/!]/.test(text[at + 1] ?? "")) {
        inTag = true;
        kept += `${text.slice(from, at)}\n`;
      }
    }
    if (!inTag) kept += text.slice(from, used);
    return { decoded: kept.replaceAll("&nbsp;", " ").replace(ENTITY, decodeEntity), used };
  });
}

/** Line breaks and quotation marks written as in a string of a program: `\n`, `\r`, `\"`, `\\`. */
export function backslashDecoder(): Decoder {
  return textDecoder("escaped line breaks", (text, atEnd) => {
    const used = !atEnd && text.endsWith("\\") ? text.length - 1 : text.length;
    const decoded = text.slice(0, used).replace(/\\([nr"'\\])/g, (_, letter: string) => {
      if (letter === "n") return "\n";
      return letter === "r" ? "\r" : letter;
    });
    return { decoded, used };
  });
}

/** EBCDIC code page 37 for the characters that messages are made of; the rest becomes a blank. One byte stays one byte. */
export function ebcdicDecoder(): Decoder {
  const decode = (chunk: Uint8Array): Uint8Array => chunk.map((byte) => ebcdic[byte] ?? 0x20);
  return { encoding: "EBCDIC", push: decode, end: () => NOTHING };
}

const ebcdic = new Uint8Array(256).fill(0x20);
const runs: readonly (readonly [first: number, characters: string])[] = [
  [0xc1, "ABCDEFGHI"],
  [0xd1, "JKLMNOPQR"],
  [0xe2, "STUVWXYZ"],
  [0x81, "abcdefghi"],
  [0x91, "jklmnopqr"],
  [0xa2, "stuvwxyz"],
  [0xf0, "0123456789"],
  [0x4b, ".<(+|&"],
  [0x5a, "!$*);"],
  [0x60, "-/"],
  [0x6b, ",%_>?"],
  [0x7a, ":#@'=\""],
  [0x05, "\t"],
  [0x0d, "\r"],
  [0x15, "\n"],
  [0x25, "\n"],
  [0x1c, "\u001c\u001d\u001e\u001f"],
];
for (const [first, characters] of runs) {
  for (let i = 0; i < characters.length; i++) ebcdic[first + i] = characters.charCodeAt(i);
}

/** UTF-16 with the given byte order, as UTF-8. */
export function utf16Decoder(littleEndian: boolean): Decoder {
  const decoder = new TextDecoder(littleEndian ? "utf-16le" : "utf-16be");
  return {
    encoding: "UTF-16",
    push: (chunk) => Buffer.from(decoder.decode(chunk, { stream: true }), "utf8"),
    end: () => Buffer.from(decoder.decode(), "utf8"),
  };
}
