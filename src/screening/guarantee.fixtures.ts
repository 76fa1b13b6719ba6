// The candidate guarantee of screening.md §4 written from its text alone, for tests: nothing of the engine but the readings of words.
import type { ListEntry } from "#watchlists";
import type { Traveller } from "./match.ts";
import { entryName, travellerName, type NameForm } from "./normalise/name-form.ts";

export type Condition = "G1" | "G2" | "G3" | "G4" | "G5" | "G6" | "G7";

/** A condition that a pair meets, and by which two words or forms. */
export type Met = { readonly condition: Condition; readonly left: string; readonly right: string };

/** Every way in which an entry is a candidate for a traveller. */
export function conditionsOf(traveller: Traveller, entry: ListEntry): Met[] {
  const left = [travellerName(traveller.surname, traveller.given, traveller.nationality)];
  const native = traveller.nativeName ?? "";
  if (native !== "") left.push(travellerName(native, null, traveller.nationality));
  const right = entry.names.map((name) => entryName(name, entry.nationalities));
  const born = entry.dobs.some(
    (dob) =>
      "date" in dob && dob.circa !== true && dob.date.length === 10 && dob.date === traveller.birthDate,
  );
  const met: Met[] = [];
  const words = left.flatMap(wordsOf);
  const listed = right.flatMap(wordsOf);
  for (const one of words) {
    for (const two of listed) {
      const add = (condition: Condition, holds: boolean): void => {
        if (holds) met.push({ condition, left: one.text, right: two.text });
      };
      add("G1", longEnough(one, two) && nearKeys(one.key, two.key));
      add("G2", one.skeleton.length >= 3 && one.skeleton === two.skeleton);
      add("G4", begins(one.text, two.text) || begins(two.text, one.text));
      add("G6", born && one.key[0] === two.key[0] && distance(one.skeleton, two.skeleton) <= 1);
    }
  }
  for (const one of left.flatMap(nativeWords)) {
    for (const two of right.flatMap(nativeWords))
      if (nativeNear(one, two)) met.push({ condition: "G7", left: one, right: two });
  }
  if (left.some((one) => right.some((two) => joinedNear(one, two))))
    met.push({ condition: "G3", left: traveller.surname, right: entry.names[0]?.full ?? "" });
  for (const one of traveller.documents) {
    for (const two of entry.documents)
      if (documentsNear(one, two)) met.push({ condition: "G5", left: one.number, right: two.number });
  }
  return met;
}

type Word = { readonly text: string; readonly key: string; readonly skeleton: string };

/** Every reading of every word that is a whole word: a surname's stem alone is none. */
function wordsOf(name: NameForm): Word[] {
  return name.tokens
    .filter(({ kind }) => kind !== "initial")
    .flatMap(({ readings }) => readings)
    .filter(({ kind }) => kind !== "stem" && kind !== "unvowelled")
    .map(({ text }) => ({ text, key: keyOf(text), skeleton: skeletonFrom(keyOf(text)) }));
}

const longEnough = (one: Word, two: Word): boolean => one.text.length >= 3 && two.text.length >= 3;

function nearKeys(one: string, two: string): boolean {
  const shorter = Math.min(one.length, two.length);
  return shorter >= 3 && distance(one, two) <= (shorter >= 6 ? 2 : 1);
}

const begins = (one: string, two: string): boolean => one.length >= 4 && two.startsWith(one);

/** §3.5, in its order; small letters are sounds decided. */
function keyOf(reading: string): string {
  const steps: readonly (readonly [RegExp, string])[] = [
    [/DZH|DJ/g, "j"],
    [/SHCH|SCH|SH/g, "s"],
    [/TCH|TSH|CH/g, "c"],
    [/KH|X/g, "h"],
    [/GH/g, "g"],
    [/PH/g, "f"],
    [/TH/g, "t"],
    [/DH/g, "d"],
    [/ZH/g, "j"],
    [/TS|TZ/g, "z"],
    [/CK/g, "k"],
    [/QU|Q/g, "k"],
    [/W/g, "v"],
    [/OU|OO/g, "u"],
    [/EE/g, "i"],
    [/IYEV|YEV|IEV/g, "ev"],
    [/OFF$/, "ov"],
    [/(?:IY|II|IJ|YI|Y)$/, "i"],
    [/Y/g, "i"],
  ];
  const sounds = steps.reduce((text, [pattern, sound]) => text.replace(pattern, sound), reading);
  return sounds.toUpperCase().replace(/(.)\1+/g, "$1");
}

const CLASSES = ["KGHQ", "SZCJX", "TD", "PBFV", "MN", "LR"];

function skeletonFrom(key: string): string {
  const classes = Array.from(key, (letter) =>
    String(CLASSES.findIndex((letters) => letters.includes(letter))),
  );
  const kept = classes.map((found, at) => (found === "-1" ? (at === 0 ? "A" : "") : found)).join("");
  return kept.replace(/(.)\1+/g, "$1");
}

/** Whether G3 holds of a traveller and one listed name, of which one is written as a single word. */
export function isGluedNear(traveller: Traveller, entry: ListEntry): boolean {
  const left = travellerName(traveller.surname, traveller.given, traveller.nationality);
  const words = (name: NameForm): number => name.tokens.filter(({ kind }) => kind === "plain").length;
  return entry.names.some((name) => {
    const right = entryName(name, entry.nationalities);
    return Math.min(words(left), words(right)) === 1 && joinedNear(left, right);
  });
}

/**
 * All words end to end; of the listed name, turned at any of its words, and of the traveller's where the listed is one
 * word. Particles are no words by now.
 */
function joinedNear(left: NameForm, right: NameForm): boolean {
  const parts = (name: NameForm): string[] =>
    name.tokens.filter(({ kind }) => kind === "plain").map(({ readings }) => readings[0]?.text ?? "");
  const [single, several] = parts(right).length === 1 ? [right, left] : [left, right];
  const whole = parts(single).join("");
  const words = parts(several);
  if (whole.length < 6 || words.length < 2) return false;
  return words.some((_word, at) => {
    const turned = [...words.slice(at), ...words.slice(0, at)].join("");
    return distance(whole, turned) <= (Math.min(whole.length, turned.length) < 16 ? 2 : 3);
  });
}

const plainNumber = (raw: string): string => raw.toUpperCase().replace(/[^A-Z0-9]/g, "");
const folded = (number: string): string =>
  Array.from(number, (letter) => "01158826"["OILSBBZG".indexOf(letter)] ?? letter).join("");

function documentsNear(
  one: { readonly number: string; readonly issuer: string | null },
  two: { readonly number: string; readonly country: string | null },
): boolean {
  const [left, right] = [plainNumber(one.number), plainNumber(two.number)];
  const same = one.issuer !== null && one.issuer === two.country;
  return left === right || (same && (folded(left) === folded(right) || distance(left, right) <= 1));
}

const nativeWords = (name: NameForm): string[] =>
  name.tokens.flatMap(({ native }) => (native === null ? [] : [native]));

const nativeNear = (one: string, two: string): boolean =>
  one === two || (Math.min(one.length, two.length) >= 4 && distance(one, two) <= 1);

/** Edits between two texts; a transposition of neighbours is one, and no part is edited twice. */
function distance(one: string, two: string): number {
  if (Math.abs(one.length - two.length) > 3) return Infinity;
  const table = Array.from({ length: one.length + 1 }, (_row, i) =>
    Array.from({ length: two.length + 1 }, (_cell, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => table[i]?.[j] ?? Infinity;
  for (let i = 1; i <= one.length; i++) {
    for (let j = 1; j <= two.length; j++) {
      const same = one[i - 1] === two[j - 1] ? 0 : 1;
      let least = Math.min(at(i - 1, j - 1) + same, at(i - 1, j) + 1, at(i, j - 1) + 1);
      const crossed = i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1];
      if (crossed) least = Math.min(least, at(i - 2, j - 2) + 1);
      const row = table[i];
      if (row !== undefined) row[j] = least;
    }
  }
  return at(one.length, two.length);
}
