// Character sets of EDIFACT values: what UNB 0001 declares, what really arrives, and how bytes become text.
import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";

/** WHATWG encoding labels of the repertoires of UNB 0001 that are wider than ASCII (ISO 9735 code list 0001). */
const declaredEncodings: Readonly<Record<string, string>> = {
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
};

/** UNB 0133 of code page 850, and its upper half. */
const CODE_PAGE_850 = "3";
const upperHalf =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0";

function ofCodePage850(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : upperHalf[byte - 0x80]!;
  return text;
}

const decoders = new Map<string, TextDecoder>();

function decoderOf(encoding: string): TextDecoder {
  let decoder = decoders.get(encoding);
  if (decoder === undefined) {
    decoder = new TextDecoder(encoding);
    decoders.set(encoding, decoder);
  }
  return decoder;
}

/**
 * The text of a value's bytes (service characters already removed): UTF-8 when the bytes are valid UTF-8, else the
 * set that the encoding (UNB 0133) or the syntax identifier (UNB 0001, e.g. `UNOE`) declares, else Windows-1252. Never fails.
 */
export function decodeText(bytes: Uint8Array, syntaxIdentifier: string, encoding: string): string {
  if (isUtf8(bytes)) return decoderOf("utf-8").decode(bytes);
  if (encoding === CODE_PAGE_850) return ofCodePage850(bytes);
  return decoderOf(declaredEncodings[syntaxIdentifier] ?? "windows-1252").decode(bytes);
}
