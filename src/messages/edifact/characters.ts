// Character sets of EDIFACT values: what UNB 0001 declares, what really arrives, and how bytes become text.
import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";

/** WHATWG encoding labels of the repertoires of UNB 0001 that are wider than ASCII (ISO 9735 code list 0001). */
const declaredEncodings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    UNOC: "iso-8859-1",
    UNOD: "iso-8859-2",
    UNOE: "iso-8859-5",
    UNOF: "iso-8859-7",
    UNOG: "iso-8859-3",
    UNOH: "iso-8859-4",
    UNOI: "iso-8859-6",
    UNOJ: "iso-8859-8",
    UNOK: "iso-8859-9",
    UNOL: "iso-8859-15",
  }),
);

/** UNB 0133 of code page 850, and its upper half. */
const CODE_PAGE_850 = "3";
const upperHalf =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0";

/** The code unit of each byte of a set with one byte a character; none of these sets goes beyond one unit. */
type CodeUnits = Uint16Array;
const knownUnits = new Map<string, CodeUnits>();

function codeUnitsOf(encoding: string): CodeUnits {
  let units = knownUnits.get(encoding);
  if (units === undefined) {
    const decoder = new TextDecoder(encoding);
    units = Uint16Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte)).charCodeAt(0));
    knownUnits.set(encoding, units);
  }
  return units;
}

const ofCodePage850 = Uint16Array.from({ length: 256 }, (_, byte) =>
  byte < 0x80 ? byte : upperHalf.charCodeAt(byte - 0x80),
);

const utf8 = new TextDecoder("utf-8");
/** Bytes of a value that are made text at once: a call has so many parameters at most without harm. */
const AT_ONCE = 1024;

/** Values are short: a decoder takes longer to be called than to decode them. */
function textOf(bytes: Uint8Array, units: CodeUnits): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    const some = bytes.subarray(at, at + AT_ONCE);
    text += String.fromCharCode(...Array.from(some, (byte) => units[byte]!));
  }
  return text;
}

/**
 * The text of a value's bytes (service characters already removed): UTF-8 when the bytes are valid UTF-8, else the
 * set that the encoding (UNB 0133) or the syntax identifier (UNB 0001, e.g. `UNOE`) declares, else Windows-1252. Never fails.
 */
export function decodeText(bytes: Uint8Array, syntaxIdentifier: string, encoding: string): string {
  if (isUtf8(bytes)) return utf8.decode(bytes);
  const declared = declaredEncodings.get(syntaxIdentifier) ?? "windows-1252";
  return textOf(bytes, encoding === CODE_PAGE_850 ? ofCodePage850 : codeUnitsOf(declared));
}
