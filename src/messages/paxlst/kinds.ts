// What a segment does for a person, found by its tag in one look-up: the inner loop of reading branches on a small number.
import { packTag } from "../edifact/tags.ts";

/**
 * Segments of a person (SG4, SG5). The numbers are dense so that a switch on them becomes a jump; those with a usual form
 * (usual-segments.ts) come first.
 */
export const KIND = {
  other: 0,
  LOC: 1,
  DTM: 2,
  ATT: 3,
  NAT: 4,
  RFF: 5,
  DOC: 6,
  FTX: 7,
  GEI: 8,
  MEA: 9,
  EMP: 10,
  COM: 11,
} as const;

const OTHER = KIND.other;
const SLOTS = 256;
const MULTIPLIER = 0x9e3779b1;
const tagOfSlot = new Int32Array(SLOTS);
const kindOfSlot = new Uint8Array(SLOTS);

for (const [tag, kind] of Object.entries(KIND)) {
  if (kind === KIND.other) continue;
  const packed = packTag(tag);
  const slot = Math.imul(packed, MULTIPLIER) >>> 24;
  if (tagOfSlot[slot] !== 0)
    throw new Error(`the tags of a person collide in slot ${slot}: change the multiplier`);
  tagOfSlot[slot] = packed;
  kindOfSlot[slot] = kind;
}

/** The kind of a packed tag; `KIND.other` when it is none of a person's. */
export function kindOf(tag: number): number {
  const slot = Math.imul(tag, MULTIPLIER) >>> 24;
  return tagOfSlot[slot] === tag ? kindOfSlot[slot]! : OTHER;
}
