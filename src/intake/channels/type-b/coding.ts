// How a session codes its characters: ASCII as it is, EBCDIC turned both ways.
import { ebcdicDecoder } from "#messages";
import { codings } from "./matip.ts";

export type Coding = {
  readonly decode: (bytes: Buffer) => Buffer;
  readonly encode: (bytes: Buffer) => Buffer;
};

const asIs = (bytes: Buffer): Buffer => bytes;

/** The coding by its number in a session open; undefined for those of five and six bits, which are not spoken here. */
export function codingOf(number: number): Coding | undefined {
  if (number === codings.ascii) return { decode: asIs, encode: asIs };
  if (number !== codings.ebcdic) return undefined;
  return {
    decode: (bytes) => Buffer.from(ebcdicDecoder().push(bytes)),
    encode: (bytes) => Buffer.from(bytes.map((byte) => toEbcdic[byte] ?? blank)),
  };
}

const blank = 0x40;
const toEbcdic = new Uint8Array(256).fill(blank);
// Control characters that frame a telegram stand at the same place in both.
const asItIs = [0x01, 0x02, 0x03];
const decoded = ebcdicDecoder().push(Uint8Array.from({ length: 256 }, (_, byte) => byte));
for (const [byte, character] of decoded.entries()) {
  if (character !== 0x20) toEbcdic[character] = byte;
}
for (const byte of asItIs) toEbcdic[byte] = byte;
