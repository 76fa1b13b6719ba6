// Step N1 and N5: brings a name as sent to upper-case words, without losing the script it is written in.

/** Bidi and zero-width controls, tatweel, Arabic harakat and Koranic marks, Hebrew points, soft hyphen. */
const INVISIBLE =
  /[\u00AD\u0640\u064B-\u065F\u0670\u06D6-\u06ED\u0591-\u05C7\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

/** Apostrophes of every kind, ayn and hamza signs: they join what they stand in. */
const APOSTROPHES = /['"`´\u02B0-\u02C6\u2018-\u201F\u2032\u2035\u05F3\u05F4\uFF07^~]/gu;

const ARABIC_PAIRS: Readonly<Record<string, string>> = {
  "\u0649": "\u06CC",
  "\u064A": "\u06CC",
  "\u0643": "\u06A9",
  "\u0629": "\u0647",
  "\u06C0": "\u0647",
  "\u0623": "\u0627",
  "\u0625": "\u0627",
  "\u0622": "\u0627",
  "\u0671": "\u0627",
};

export type Script =
  | "latin"
  | "cyrillic"
  | "greek"
  | "armenian"
  | "georgian"
  | "arabic"
  | "hebrew"
  | "hangul"
  | "han"
  | "other";

const SCRIPTS: readonly (readonly [Script, RegExp])[] = [
  ["latin", /\p{Script=Latin}/u],
  ["cyrillic", /\p{Script=Cyrillic}/u],
  ["arabic", /\p{Script=Arabic}/u],
  ["greek", /\p{Script=Greek}/u],
  ["georgian", /\p{Script=Georgian}/u],
  ["armenian", /\p{Script=Armenian}/u],
  ["hebrew", /\p{Script=Hebrew}/u],
  ["hangul", /\p{Script=Hangul}/u],
  ["han", /\p{Script=Han}/u],
];

/** The script of a word by its first letter of a known script; "other" when none is known. */
export function scriptOf(word: string): Script {
  if (/^[A-Z]/.test(word)) return "latin";
  for (const [script, pattern] of SCRIPTS) if (pattern.test(word)) return script;
  return "other";
}

/**
 * Upper-case words of a name, in order. Hyphens, full stops, commas, MRZ fillers and brackets part words,
 * apostrophes join them; presentation forms and lookalike Arabic letters become one letter (screening.md N1, N5).
 */
export function cleanWords(raw: string): string[] {
  if (/^[A-Z ]*$/.test(raw)) return raw.split(" ").filter((word) => word !== "");
  const text = raw
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .replace(APOSTROPHES, "")
    .replace(/[\u0600-\u06FF]/gu, (letter) => ARABIC_PAIRS[letter] ?? letter)
    .toUpperCase()
    .normalize("NFC");
  return text
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== "" && /\p{L}/u.test(word))
    .map(ofOneScript);
}

/** Latin capitals and the Cyrillic and Greek ones that print alike (Unicode Technical Standard 39, confusables). */
const LATIN_LIKE = "AABBEEZHHIIKKMMNOOPPCTTYYXXSJ";
const OTHERS_LIKE = "АΑВΒЕΕΖНΗІΙКΚМΜΝОΟРΡСТΤУΥХΧЅЈ";
/** Digits that are typed or read for letters. */
const DIGITS: Readonly<Record<string, string>> = { 0: "O", 1: "I", 5: "S", 8: "B", 2: "Z", 6: "G" };

/** A Latin word without letters of another alphabet that look the same, or digits that do; other words as they are. */
function ofOneScript(word: string): string {
  if (/^[A-Z]+$/.test(word) || !/\p{Script=Latin}/u.test(word)) return word;
  const letters = word.replace(/[\u0370-\u03FF\u0400-\u04FF]/gu, (letter) => {
    const place = OTHERS_LIKE.indexOf(letter);
    return place < 0 ? letter : (LATIN_LIKE[place] ?? letter);
  });
  if (/[\u0370-\u03FF\u0400-\u04FF]/u.test(letters)) return mostlyCyrillic(word);
  return letters.replace(/[012568]/g, (digit) => DIGITS[digit] ?? digit);
}

/** A Cyrillic word with Latin letters in it that look like its own. */
function mostlyCyrillic(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => {
    const place = LATIN_LIKE.indexOf(letter);
    const other = place < 0 ? letter : (OTHERS_LIKE[place] ?? letter);
    return /\p{Script=Cyrillic}/u.test(other) ? other : letter;
  });
}
