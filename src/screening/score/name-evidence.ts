// What an alignment of two names is worth, with what it leaves over on either side (screening.md §5.1 rules 3-6).
import type { Feature, Relation } from "../match.ts";
import type { Alignment, Edges } from "./alignment.ts";
import { NAME, NAME_BY_WORDS, SHARE_BY_SIMILARITY } from "./model.ts";

const ORIGIN = [0, 0] as const;

/** Value at `x` on a broken line of points, constant beyond its ends. */
export function onLine(points: readonly (readonly [number, number])[], x: number): number {
  let before = points[0] ?? ORIGIN;
  for (let at = 0; at < points.length; at++) {
    const point = points[at] ?? ORIGIN;
    if (x <= point[0]) {
      if (point[0] === before[0]) return point[1];
      return before[1] + ((point[1] - before[1]) * (x - before[0])) / (point[0] - before[0]);
    }
    before = point;
  }
  return before[1];
}

/** Share of a word's bits that a similarity earns, 0..1. */
export function shareOf(similarity: number): number {
  return SHARES[Math.round(similarity * 1000)] ?? 0;
}

/** The share at every thousandth of similarity. */
const SHARES = Float64Array.from({ length: 1001 }, (_item, at) => onLine(SHARE_BY_SIMILARITY, at / 1000));

/** Bits of a whole name by the sum of its aligned words. Never more than the sum, and never falls as it grows. */
export function wholeName(words: number): number {
  return onLine(NAME_BY_WORDS, words);
}

/** The least sum of words whose whole is worth `bits`; Infinity when no sum is. */
export function wordsNeeded(bits: number): number {
  let before = NAME_BY_WORDS[0] ?? ORIGIN;
  for (const point of NAME_BY_WORDS) {
    if (bits <= point[1]) {
      if (point[1] === before[1]) return point[0];
      return before[0] + ((point[0] - before[0]) * (bits - before[1])) / (point[1] - before[1]);
    }
    before = point;
  }
  return Infinity;
}

/** Bit sets of the words of one name by role; `core` are words that count when left over. */
export type NameShape = {
  surname: number;
  given: number;
  patronymic: number;
  unknown: number;
  core: number;
  count: number;
};

/** Receives each item of name evidence that is not a pairing: feature, relation, which words of either side, bits. */
export type NameSink = (
  feature: Feature,
  relation: Relation,
  left: number,
  right: number,
  bits: number,
) => void;

export function bitCount(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

type Sides = { left: NameShape; right: NameShape; freeLeft: number; freeRight: number };

/**
 * Bits of the alignment less what speaks against it. `cut`: the traveller's name may have lost its end.
 * `leftBits` are the traveller's word bits by place. `bornTheSameDay`: the full birth dates are equal.
 */
export function nameBits(
  shapes: { left: NameShape; right: NameShape },
  found: { edges: Edges; alignment: Alignment; leftBits: (place: number) => number },
  options: { cut: boolean; weak: boolean; bornTheSameDay: boolean; mayHaveMarried: boolean },
  sink: NameSink | null,
): number {
  const { left, right } = shapes;
  const { alignment } = found;
  const sides: Sides = {
    left,
    right,
    freeLeft: left.core & ~alignment.leftCovered,
    freeRight: right.core & ~alignment.rightCovered,
  };
  let bits = wholeName(alignment.bits);
  bits += orderBits(shapes, found, sink);
  const conflicts = conflictBits(
    sides,
    alignment,
    options.mayHaveMarried ? NAME.marriedName : NAME.surnameConflict,
    sink,
  );
  bits += conflicts.bits;
  bits += fatherOnlyBits(shapes, found, sides, sink);
  bits += leftoverBits(sides, options.cut, found.leftBits, sink);
  bits += patronymicBits(shapes, alignment, sink);
  if (options.bornTheSameDay && conflicts.given && bits > NAME.twinMost) {
    sink?.("given", "twin", 0, 0, NAME.twinMost - bits);
    bits = NAME.twinMost;
  }
  if (Math.min(left.count, right.count) <= 1 && isSingle(alignment) && bits > NAME.singleNameMost) {
    sink?.("name", "single-name", 0, 0, NAME.singleNameMost - bits);
    bits = NAME.singleNameMost;
  }
  if (options.weak && bits > 0) {
    sink?.("name", "weak-alias", 0, 0, bits * (NAME.weakAlias - 1));
    bits *= NAME.weakAlias;
  }
  return bits;
}

/** One word against one word: a name of a single word says little, however rare. */
function isSingle(alignment: Alignment): boolean {
  return bitCount(alignment.leftCovered) <= 1 && bitCount(alignment.rightCovered) <= 1;
}

function orderBits(
  { left, right }: { left: NameShape; right: NameShape },
  { edges, alignment }: { edges: Edges; alignment: Alignment },
  sink: NameSink | null,
): number {
  let familyAsGiven = 0;
  let givenAsFamily = 0;
  let bits = 0;
  for (const edge of alignment.chosen) {
    const [one, two] = [edges.left[edge] ?? 0, edges.right[edge] ?? 0];
    if (isAcross(one, left.surname, two, right.given, right.surname)) familyAsGiven += 1;
    if (isAcross(one, left.given, two, right.surname, right.given)) givenAsFamily += 1;
    const father =
      isAcross(one, left.given | left.surname, two, right.patronymic, right.given | right.surname) ||
      isAcross(one, left.patronymic, two, right.given, right.patronymic);
    if (!father) continue;
    sink?.("patronymic", "father-as-given", one, two, NAME.fatherAsGiven);
    bits += NAME.fatherAsGiven;
  }
  if (familyAsGiven + givenAsFamily === 0) return bits;
  const swapped =
    familyAsGiven > 0 && givenAsFamily > 0
      ? NAME.swappedBoth
      : NAME.crossRole * (familyAsGiven + givenAsFamily);
  sink?.("name", "order-swapped", 0, 0, swapped);
  return bits + swapped;
}

/**
 * A traveller whose only given name is that of the listed person's father has another given name than the listed person:
 * the father himself, or a grandson named after him.
 */
function fatherOnlyBits(
  { left, right }: { left: NameShape; right: NameShape },
  { edges, alignment }: { edges: Edges; alignment: Alignment },
  sides: Sides,
  sink: NameSink | null,
): number {
  const given = right.given & sides.freeRight;
  if (left.given === 0 || given === 0 || given !== right.given) return 0;
  let ofFather = 0;
  for (const edge of alignment.chosen)
    if (((edges.right[edge] ?? 0) & ~right.patronymic) === 0) ofFather |= edges.left[edge] ?? 0;
  if ((left.given & ~ofFather) !== 0) return 0;
  sink?.("given", "different", left.given, given, NAME.givenConflict);
  sides.freeRight &= ~given;
  return NAME.givenConflict;
}

/** Whether a pairing joins one part of the traveller's name with another part, and not also with its own. */
function isAcross(left: number, part: number, right: number, other: number, own: number): boolean {
  return (left & part) !== 0 && (right & other) !== 0 && (right & own) === 0;
}

/** Lowest word of a set, preferring those also in `preferred`. */
function pick(set: number, preferred: number): number {
  const best = (set & preferred) !== 0 ? set & preferred : set;
  return best & -best;
}

/** Whole parts unlike on both sides first, then word against word. `given`: the given names are others altogether. */
function conflictBits(
  sides: Sides,
  alignment: Alignment,
  surname: number,
  sink: NameSink | null,
): { readonly bits: number; readonly given: boolean } {
  const { left, right } = sides;
  let bits = 0;
  const whole = (feature: "surname" | "given", one: number, two: number, worth: number): void => {
    const lost = (part: number, covered: number): boolean => part !== 0 && (part & covered) === 0;
    const conflict = lost(one, alignment.leftCovered) || lost(two, alignment.rightCovered);
    if (!conflict || sides.freeLeft === 0 || sides.freeRight === 0) return;
    const against = [pick(sides.freeLeft, one), pick(sides.freeRight, two)] as const;
    sink?.(
      feature,
      "different",
      (one & sides.freeLeft) | against[0],
      (two & sides.freeRight) | against[1],
      worth,
    );
    sides.freeLeft &= ~against[0];
    sides.freeRight &= ~against[1];
    bits += worth;
  };
  whole("surname", left.surname, right.surname, surname);
  const beforeGiven = bits;
  whole("given", left.given, right.given, NAME.givenConflict);
  const given = bits < beforeGiven;
  const unsure = left.surname === 0 && right.surname === 0;
  while (sides.freeLeft !== 0 && sides.freeRight !== 0) {
    const worth = unsure ? NAME.unknownConflict : NAME.partConflict;
    const [one, two] = [pick(sides.freeLeft, 0), pick(sides.freeRight, 0)];
    sink?.("name", "different", one, two, worth);
    sides.freeLeft &= ~one;
    sides.freeRight &= ~two;
    bits += worth;
  }
  return { bits, given };
}

function leftoverBits(
  sides: Sides,
  cut: boolean,
  leftBits: (place: number) => number,
  sink: NameSink | null,
): number {
  const { left, right, freeLeft, freeRight } = sides;
  let bits = 0;
  if (freeRight !== 0 && !cut) {
    const noGiven =
      left.given === 0 &&
      left.unknown === 0 &&
      (freeRight & right.given) === right.given &&
      right.given !== 0;
    const noSurname =
      left.surname === 0 &&
      left.unknown === 0 &&
      (freeRight & right.surname) === right.surname &&
      right.surname !== 0;
    const worth =
      (noGiven ? NAME.givenMissing : 0) +
      (noSurname ? NAME.surnameMissing : 0) +
      NAME.partMissing * bitCount(freeRight);
    sink?.("name", "missing-left", 0, freeRight, worth);
    bits += worth;
  }
  if (freeLeft !== 0) {
    let extra = 0;
    for (let rest = freeLeft; rest !== 0; rest &= rest - 1)
      extra += NAME.extraShare * leftBits(31 - Math.clz32(rest & -rest));
    extra = Math.max(extra, NAME.extraMost);
    const noGiven =
      right.given === 0 && right.unknown === 0 && (freeLeft & left.given) === left.given && left.given !== 0;
    const worth = extra + (noGiven ? NAME.givenMissing : 0);
    sink?.("name", "missing-right", freeLeft, 0, worth);
    bits += worth;
  }
  return bits;
}

function patronymicBits(
  { left, right }: { left: NameShape; right: NameShape },
  alignment: Alignment,
  sink: NameSink | null,
): number {
  const one = left.patronymic & ~alignment.leftCovered;
  const two = right.patronymic & ~alignment.rightCovered;
  if (one === 0 && two === 0) return 0;
  const conflict = one !== 0 && two !== 0;
  const bits = conflict ? NAME.patronymicConflict : NAME.patronymicMissing;
  sink?.("patronymic", conflict ? "different" : one !== 0 ? "missing-right" : "missing-left", one, two, bits);
  return bits;
}
