// Segments of a list that ran together because the terminator between them was lost: nobody is lost with it.
import { byteClasses, lexSegments, STOP } from "../edifact/lexer.ts";
import { rowLayout, tableOver } from "../edifact/segments.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import { packTag } from "../edifact/tags.ts";
import { sexOf } from "./person.ts";
import { Q } from "./tags.ts";

const { ROW, ROW_ELEMENT } = rowLayout;
const [NAD, ATT, DTM, RFF] = [packTag("NAD"), packTag("ATT"), packTag("DTM"), packTag("RFF")];
/** Qualifiers of persons (paxlst.md 3.7). */
const PERSONS: ReadonlySet<number> = new Set([Q.FL, Q.FM, Q.DDU, Q.DDT, Q.VW, Q.CPE, Q.ZZZ]);
/** What may hang on to RFF and DTM, which are of one element: with a further one, another segment does. */
const FOLLOWING: ReadonlySet<number> = new Set(
  ["ATT", "CNT", "COM", "DOC", "DTM", "EMP", "FTX", "GEI", "LOC", "MEA", "NAD", "NAT", "RFF", "TDT"].map(
    packTag,
  ),
);
/** NAD hung on to another segment makes at least so many elements: its qualifier, two empty ones, the name. */
const JOINED_ELEMENTS = 5;
/** Elements between the one that ends in `NAD` and the name. */
const TO_NAME = 4;

/** Positions of the tags of further segments inside segment `s`; null where there are none, as good as always. */
function jointsOf(m: SegmentedMessage, s: number): number[] | null {
  const { bytes, compStart, elemComp } = m;
  const first = m.firstElement(s);
  const last = m.firstElement(s + 1) - 1;
  const isLoose = m.tag(s) === RFF || m.tag(s) === DTM;
  let joints: number[] | null = null;
  for (let i = first; i < last - 1; i++) {
    const end = compStart[elemComp[i + 1]!]! - 1;
    const before = end - 3 - compStart[elemComp[i]!]!;
    if (before < 0) continue;
    const tag = (bytes[end - 3]! << 16) | (bytes[end - 2]! << 8) | bytes[end - 1]!;
    // Alone in its element it stands where a separator took the terminator's place.
    const isJoint =
      isLoose && before > 0
        ? FOLLOWING.has(tag)
        : tag === NAD
          ? isPerson(m, s, i, last)
          : before > 0 && m.tag(s) === NAD && isOfPerson(m, s, tag, i, last);
    if (isJoint) (joints ??= []).push(end - 3);
  }
  return joints;
}

/** Whether after element `i` stand the qualifier of a person, two empty elements and a name, as NAD has them. */
function isPerson(m: SegmentedMessage, s: number, i: number, last: number): boolean {
  const { compStart, elemComp } = m;
  const length = (e: number) => compStart[elemComp[e + 1]!]! - 1 - compStart[elemComp[e]!]!;
  if (i + TO_NAME >= last || length(i + 2) > 0 || length(i + 3) > 0 || length(i + TO_NAME) === 0)
    return false;
  return PERSONS.has(m.codeAt(s, elemComp[i + 1]!));
}

/**
 * Whether what ends element `i` of a NAD is the tag of the segment that follows a name. Names end in such letters too (WYATT,
 * PRATT): what comes after must be what that segment begins with, as no address does.
 */
function isOfPerson(m: SegmentedMessage, s: number, tag: number, i: number, last: number): boolean {
  const { elemComp } = m;
  const next = m.codeAt(s, elemComp[i + 1]!);
  if (tag === ATT) {
    const isLast = i + 4 === last;
    return (
      isLast &&
      next === Q.D2 &&
      m.codeAt(s, elemComp[i + 2]!) === 0 &&
      sexOf(m.codeAt(s, elemComp[i + 3]!)) !== undefined
    );
  }
  if (elemComp[i + 2]! - elemComp[i + 1]! < 2) return false;
  if (tag === DTM) return next === Q.D329;
  return tag === RFF && (next === Q.AVF || next === Q.ABO);
}

/**
 * The table cut anew where segments ran together, and the segments (from 0) that this freed; null where none did. Looks
 * only at segments that have more elements than their kind needs: of a sound list at next to none.
 */
export function cutApart(
  m: SegmentedMessage,
): { readonly table: SegmentedMessage; readonly freed: readonly number[] } | null {
  const { rows, count } = m;
  let found: Map<number, readonly number[]> | null = null;
  for (let s = 0; s < count; s++) {
    const elements = rows[(s + 1) * ROW + ROW_ELEMENT]! - rows[s * ROW + ROW_ELEMENT]! - 1;
    if (elements < 2) continue;
    const tag = rows[s * ROW]!;
    if (elements < JOINED_ELEMENTS && tag !== RFF && tag !== DTM) continue;
    const joints = jointsOf(m, s);
    if (joints !== null) (found ??= new Map()).set(s, joints);
  }
  return found === null ? null : cutAnew(m, found);
}

function cutAnew(m: SegmentedMessage, joints: ReadonlyMap<number, readonly number[]>) {
  const table = tableOver(m);
  const classes = byteClasses(m.characters, true);
  const freed: number[] = [];
  for (let s = 0; s < m.count; s++) {
    const starts = [m.start(s), ...(joints.get(s) ?? [])];
    for (const [i, from] of starts.entries()) {
      if (i > 0) freed.push(table.count);
      const to = starts[i + 1] ?? m.end(s);
      lexSegments(table, classes, { from, to, atEnd: true }, { next: 0, stop: STOP.starved });
    }
  }
  return { table, freed };
}
