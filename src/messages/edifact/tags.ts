// Segment tags as numbers, so that the reader compares integers instead of strings.
import { tagsOfGrammars } from "../grammar/catalogue.ts";

/** A tag of up to three characters as one number: `NAD` -> 0x4e4144. Shorter tags fill the low bytes. */
export function packTag(tag: string): number {
  let packed = 0;
  for (let i = 0; i < tag.length; i++) packed = (packed << 8) | (tag.charCodeAt(i) & 0xff);
  return packed;
}

/** The tag's text: 0x4e4144 -> `NAD`; "" for 0. */
export function unpackTag(packed: number): string {
  let text = "";
  for (let shift = 16; shift >= 0; shift -= 8) {
    const code = (packed >> shift) & 0xff;
    if (code !== 0) text += String.fromCharCode(code);
  }
  return text;
}

/** Whether a packed tag is three letters A-Z: a byte beyond them sets the high bit of one of the two differences. */
export function isThreeLetters(tag: number): boolean {
  return (((tag - 0x414141) | (0x5a5a5a - tag)) & 0x808080) === 0;
}

/** The tag given to a segment whose tag is not 1 to 3 characters long. */
export const TAG_INVALID = -1;

/** Met in messages that carriers send although no grammar has them: customs segments, host extensions. */
const strayTags = ["GIS", "ERR", "DUM"];

/** Tags of all grammars: only these end a segment in recovery mode. */
const known: ReadonlySet<number> = new Set([...tagsOfGrammars(), ...strayTags].map(packTag));

/** Whether the packed tag is one of those the supported messages use. */
export function isKnownTag(packed: number): boolean {
  return known.has(packed);
}

/** Tags of the service layer, batch (UN.) and interactive (UI.). */
export const SERVICE = {
  UNA: packTag("UNA"),
  UNB: packTag("UNB"),
  UNG: packTag("UNG"),
  UNH: packTag("UNH"),
  UNT: packTag("UNT"),
  UNE: packTag("UNE"),
  UNZ: packTag("UNZ"),
  UIB: packTag("UIB"),
  UIH: packTag("UIH"),
  UIT: packTag("UIT"),
  UIZ: packTag("UIZ"),
} as const;

/** Whether the tag begins with UN or UI: the driver looks at each such segment. */
export function isServiceTag(tag: number): boolean {
  return tag >> 8 === 0x554e || tag >> 8 === 0x5549;
}

export function isInterchangeHeader(tag: number): boolean {
  return tag === SERVICE.UNB || tag === SERVICE.UIB;
}

export function isInterchangeTrailer(tag: number): boolean {
  return tag === SERVICE.UNZ || tag === SERVICE.UIZ;
}

export function isMessageHeader(tag: number): boolean {
  return tag === SERVICE.UNH || tag === SERVICE.UIH;
}

export function isMessageTrailer(tag: number): boolean {
  return tag === SERVICE.UNT || tag === SERVICE.UIT;
}

/** Whether the tag belongs around messages, not into one. */
export function isEnvelopeTag(tag: number): boolean {
  const ofGroup = tag === SERVICE.UNG || tag === SERVICE.UNE;
  return ofGroup || tag === SERVICE.UNA || isInterchangeHeader(tag) || isInterchangeTrailer(tag);
}
