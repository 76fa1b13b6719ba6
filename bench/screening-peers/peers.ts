// The reference methods of screening, each from its published description: GTAS, Jaro-Winkler, Double Metaphone, the logic-v1 shape.
import { jaroWinkler, type Pattern } from "./jaro-winkler.ts";
import type { AskedName, ListedName, PlainDay, View } from "./listed-names.ts";

/** One way of screening: the score of a traveller's name against a listed one, 0 for none; a hit from 0.7 on. */
export type Peer = {
  readonly name: string;
  readonly score: (asked: AskedName, listed: ListedName) => number;
  /** Of so many travellers every one is asked; of the slowest every fourth, as in the published figures. */
  readonly every: number;
  readonly view: View;
};

/** From here on a peer's score is a hit. */
export const PEER_HIT = 0.7;
const HIT = 1;

function isFull(day: PlainDay): boolean {
  return day.month > 0 && day.day > 0;
}

function isSameDay(one: PlainDay, two: PlainDay): boolean {
  return one.year === two.year && one.month === two.month && one.day === two.day;
}

/** A birth year unknown on a side is no obstacle. */
function yearWithin(asked: AskedName, listed: ListedName, years: number): boolean {
  const { date } = asked;
  return (
    date === null ||
    listed.dates.length === 0 ||
    listed.dates.some((day) => Math.abs(day.year - date.year) <= years)
  );
}

/**
 * GTAS quick match, default mode: first and last name and the full birth date; equal sounds of all words in order or an
 * equal date beside a Jaro-Winkler of 0.95. An entry without a full birth date is never met.
 */
function gtas(asked: AskedName, listed: ListedName): number {
  const { date } = asked;
  if (date === null || !isFull(date)) return 0;
  const days = listed.dates.filter((day) => isFull(day) && Math.abs(day.year - date.year) <= 3);
  if (days.length === 0) return 0;
  const sounds = asked.codes === listed.codes;
  if (!sounds && !days.some((day) => isSameDay(day, date))) return 0;
  return jaroWinkler(asked.pattern, listed.pattern, 0.95) >= 0.95 ? HIT : 0;
}

function wholeName(asked: AskedName, listed: ListedName): number {
  return jaroWinkler(asked.pattern, listed.pattern, 0.9) >= 0.9 ? HIT : 0;
}

function soundSets(asked: AskedName, listed: ListedName): number {
  return asked.codeSet === listed.codeSet ? HIT : 0;
}

/** Every word of the traveller against the listed word most like it, each listed word once; 0 as soon as one has none. */
function alignedProduct(asked: readonly Pattern[], listed: readonly Pattern[], least: number): number {
  let product = 1;
  let taken = 0;
  for (const word of asked) {
    let best = 0;
    let place = -1;
    for (const [at, other] of listed.entries()) {
      if ((taken & (1 << at)) !== 0) continue;
      const near = jaroWinkler(word, other);
      if (near > best) [best, place] = [near, at];
    }
    product *= best;
    if (place < 0 || product < least) return 0;
    taken |= 1 << place;
  }
  return product;
}

/** Whether each word of the traveller sounds like a listed word of its own; listed words may be left over. */
function hasSounds(asked: readonly string[], listed: readonly string[]): boolean {
  let taken = 0;
  for (const code of asked) {
    const place = listed.findIndex((other, at) => other === code && (taken & (1 << at)) === 0);
    if (place < 0) return false;
    taken |= 1 << place;
  }
  return true;
}

/** What birth dates that differ take away: another year, another day, half of it where day and month are exchanged. */
function dateDeduction(asked: AskedName, listed: ListedName): number {
  const { date } = asked;
  if (date === null || listed.dates.length === 0) return 0;
  const year = listed.dates.some((day) => day.year === date.year) ? 0 : 0.15;
  const days = listed.dates.filter(isFull);
  if (!isFull(date) || days.length === 0 || days.some((day) => isSameDay(day, date))) return year;
  const flipped = days.some(
    (day) => day.year === date.year && day.month === date.day && day.day === date.month,
  );
  return year + (flipped ? 0.1 : 0.2);
}

/** The weight of a likeness of spelling beside equality. */
const SPELLING = 0.8;

/** The shape of nomenklatura's logic-v1: literal 1, sounds 0.9, aligned words by Jaro-Winkler, less what dates deduct. */
function logicShape(asked: AskedName, listed: ListedName): number {
  const sounds = hasSounds(asked.codeList, listed.codeList) ? 0.9 : 0;
  const literal = asked.text === listed.text ? 1 : 0;
  const spelling =
    literal === 1 ? 0 : SPELLING * alignedProduct(asked.tokens, listed.tokens, PEER_HIT / SPELLING);
  const name = Math.max(literal, sounds, spelling);
  return name < PEER_HIT ? 0 : Math.max(0, name - dateDeduction(asked, listed));
}

const withYear =
  (score: Peer["score"], years: number): Peer["score"] =>
  (asked, listed) =>
    yearWithin(asked, listed, years) ? score(asked, listed) : 0;

export const PEERS: readonly Peer[] = [
  { name: "GTAS quick match", score: gtas, every: 1, view: "folded" },
  { name: "Jaro-Winkler 0.90", score: wholeName, every: 1, view: "folded" },
  { name: "Jaro-Winkler 0.90, year within 1", score: withYear(wholeName, 1), every: 1, view: "folded" },
  { name: "Double Metaphone", score: soundSets, every: 1, view: "folded" },
  { name: "Double Metaphone, year within 1", score: withYear(soundSets, 1), every: 1, view: "folded" },
  { name: "logic-v1 shape", score: logicShape, every: 4, view: "transliterated" },
];
