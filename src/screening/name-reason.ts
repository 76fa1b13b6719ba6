// Why two words that are not spelt alike are one name: the habit of spelling, or the slip, that lies between them.
import { slowDistance } from "./edit-pattern.ts";
import type { Relation } from "./match.ts";
import { pinyinReadings } from "./normalise/chinese.ts";
import { scriptOf } from "./normalise/clean.ts";
import { cyrillicReadings } from "./normalise/cyrillic.ts";
import { phonemicKey } from "./normalise/key.ts";
import { latinReadings, type Hints } from "./normalise/latin.ts";

const NO_HINTS: Hints = { azerbaijani: false, turkic: false, ruthenian: false, chinese: false };

/** A word letter for letter in A-Z; null for scripts that leave something to be read into it. */
function plainLatin(word: string): string | null {
  const script = scriptOf(word);
  if (script === "latin") return latinReadings(word, NO_HINTS)[0]?.text ?? null;
  return script === "cyrillic" ? (cyrillicReadings(word, NO_HINTS)[0]?.text ?? null) : null;
}

/**
 * The habit that explains two surfaces of one name: Russian letters (h as g), German, Polish or French ones (TSCH, CZ),
 * pinyin beside Wade-Giles. Null when none of them does.
 */
export function spellingHabit(left: string, right: string): Relation | null {
  const [one, other] = [plainLatin(left), plainLatin(right)];
  if (one === null || other === null || one === other) return null;
  if (isRussified(one, other)) return "russified";
  if (one.length > 1 && [one, other].filter((word) => WESTERN.test(word)).length === 1)
    return "western-spelling";
  const spelt = (word: string): string[] => pinyinReadings(word).map(({ text }) => text);
  return spelt(one).includes(other) || spelt(other).includes(one) ? "chinese-spelling" : null;
}

const WESTERN = /SCH|[CS]Z|TCH/;

/** Sounds alike once h is g, and not before. */
function isRussified(left: string, right: string): boolean {
  if (!/G/.test(left + right) || !/H/.test(left + right)) return false;
  const hard = (word: string): string => phonemicKey(word.replace(/(?<![CSKGZPT])H/g, "G"));
  return phonemicKey(left) !== phonemicKey(right) && hard(left) === hard(right);
}

/** What lies between two readings that are near: vowels only, one letter, two letters exchanged, or more. */
export function slipBetween(left: string, right: string): Relation {
  const near = slowDistance(left, right, true) <= 1;
  if (near && left.length === right.length && slowDistance(left, right, false) > 1)
    return "letters-exchanged";
  const consonants = (word: string): string => phonemicKey(word.replace(/[AEIOUY]/g, ""));
  if (consonants(left) !== "" && consonants(left) === consonants(right)) return "vowels-differ";
  return near ? "one-letter" : "spelling";
}
