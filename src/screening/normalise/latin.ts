// Readings of Latin words with diacritics and of Azerbaijani and Turkish spellings (screening.md N7, §3.1, §3.4).
import { pinyinReadings } from "./chinese.ts";

/** One way to read a letter under a scheme; letters not named are stripped of their marks. */
type Scheme = Readonly<Record<string, string>>;

/** What every scheme does with letters that are not a base letter plus a mark. */
const BASE: Scheme = {
  Æ: "AE",
  Œ: "OE",
  Ø: "O",
  Ł: "L",
  Đ: "D",
  Ð: "D",
  Þ: "TH",
  ẞ: "SS",
  Ħ: "H",
  Ŋ: "NG",
  Ŧ: "T",
  Ə: "A",
  İ: "I",
  I: "I",
  ʻ: "",
  Ɓ: "B",
  Ɗ: "D",
  Ƙ: "K",
  Ƴ: "Y",
  Ɛ: "E",
  Ɔ: "O",
  Ơ: "O",
  Ư: "U",
};

/** Azerbaijan's own travel documents and most carriers' practice. */
const NATIONAL: Scheme = {
  ...BASE,
  Ç: "CH",
  Ş: "SH",
  Ș: "SH",
  Ğ: "GH",
  Ö: "O",
  Ü: "U",
  Š: "SH",
  Č: "CH",
  Ž: "ZH",
  Ț: "TS",
  Ţ: "TS",
  Ñ: "NY",
  Ć: "CH",
  Đ: "DJ",
  Ś: "SH",
  Ż: "ZH",
};
/** Turkish reading: ə as e, soft g dropped. */
const TURKISH: Scheme = { ...BASE, Ə: "E", Ğ: "", Ç: "C", Ş: "S" };
/** ICAO Doc 9303 expansions used by German, Nordic and Turkish passports. */
const EXPANDED: Scheme = { ...BASE, Ä: "AE", Ö: "OE", Ü: "UE", Å: "AA", Ø: "OE", Ñ: "NXX", Ə: "AE" };

const MARKED = /[^A-Z]/;

/** Upper-case ASCII of a Latin word under one scheme. */
function spell(word: string, scheme: Scheme): string {
  let out = "";
  for (const letter of word) {
    const known = scheme[letter];
    if (known !== undefined) out += known;
    else if (letter >= "A" && letter <= "Z") out += letter;
    else out += stripMarks(letter);
  }
  return out;
}

function stripMarks(letter: string): string {
  let out = "";
  for (const part of letter.normalize("NFD")) out += BASE[part] ?? (/[A-Z]/.test(part) ? part : "");
  return out;
}

/** Letters that only Azerbaijani uses, or that are telling in a name of the region. */
export function looksAzerbaijani(word: string): boolean {
  return /Ə/u.test(word);
}

/** Whether the letters speak of Turkish or Azerbaijani spelling: soft g, s with cedilla, dotted capital I. */
export function looksTurkic(word: string): boolean {
  return /[ƏĞŞİ]/u.test(word);
}

/** Azerbaijani c, x, q and j as its passports spell them; ch, kh, gh and zh already written stay. */
function azerbaijaniLetters(ascii: string): string {
  return ascii
    .replace(/C(?!H)/g, "J")
    .replace(/X/g, "KH")
    .replace(/Q/g, "G");
}

/** As a Russian clerk wrote it and Russian schemes romanised it: h as g, ə as e or a. */
function russified(ascii: string): string {
  return ascii.replace(/(?<![CSKGZPT])H/g, "G");
}

/**
 * A name of the East as a German, Polish or French clerk wrote it, in the English manner of passports: SCH and SZ as SH,
 * TSCH, CZ and TCH as CH, J as Y, W as V; and CH that is left as KH, where the spelling is German or Polish.
 */
function asHeardAbroad(ascii: string): string {
  const french = !/SCH|[CS]Z/.test(ascii);
  const decided = ascii
    .replace(/DSCH/g, "j")
    .replace(/TSCH|CZ|TCH/g, "c")
    .replace(/SCH|SZ/g, "s");
  return (
    french
      ? decided
      : decided
          .replace(/CH/g, "KH")
          .replace(/J(?=[AEOU])/g, "Y")
          .replace(/W/g, "V")
  )
    .replaceAll("j", "J")
    .replaceAll("c", "CH")
    .replaceAll("s", "SH");
}

/** J where scholarly, German, Nordic and Slavic spelling has the sound of y: JUSUF, TATJANA, SERGEJ; not DJ. */
const JOTATED = /(?<!D)J(?=[AEOU])|(?<=[AEO])J(?![AEIOU])/;
const JOTATED_ALL = new RegExp(JOTATED, "g");

/** What is known of the language of a word, from the name around it and the nationality. */
export type Hints = {
  readonly azerbaijani: boolean;
  readonly turkic: boolean;
  /** Ukrainian or Belarusian: h stands where Russian has g. */
  readonly ruthenian: boolean;
  /** Chinese: pinyin may stand for Wade-Giles or Cantonese. */
  readonly chinese: boolean;
};

/**
 * ASCII readings of a Latin word, most usual first, without duplicates; at most eight.
 * `cost` is in bits: how much less is said by meeting an unusual reading.
 */
export function latinReadings(word: string, hints: Hints): readonly { text: string; cost: number }[] {
  const found = new Map<string, number>();
  const add = (text: string, cost: number): void => {
    if (text !== "" && (found.get(text) ?? Infinity) > cost) found.set(text, cost);
  };
  const marked = MARKED.test(word);
  const plain = marked ? spell(word, BASE) : word;
  add(plain, 0);
  if (marked) {
    add(spell(word, NATIONAL), 0);
    add(spell(word, TURKISH), 0.2);
    add(spell(word, EXPANDED), 0.2);
  } else if (/[AOU]E/.test(word)) add(word.replace(/([AOU])E/g, "$1"), 1);
  if (hints.azerbaijani) {
    // c, x and q are decided before ç and ş become ch and sh
    const national = marked ? azerbaijaniMarked(word) : azerbaijaniLetters(word);
    add(national, 0);
    add(russified(national), 0.7);
    if (marked && word.includes("Ə")) add(azerbaijaniMarked(word.replaceAll("Ə", "E")), 0.2);
    if (!marked && /E/.test(national)) add(national.replace(/E(?!V)/g, "A"), 0.6);
  } else if (hints.turkic) {
    add(plain.replace(/C(?!H)/g, "J"), 0.2);
    if (marked) add(spell(word, { ...NATIONAL, C: "J" }), 0.2);
  } else if (hints.ruthenian) {
    const russian = russified(plain).replace(/(?<=[AEIO])U(?=[BCDFGHJKLMNPRSTVZ])/g, "V");
    if (russian !== plain) add(russian, 0.4);
  } else if (!marked && word.startsWith("X")) add(`KH${word.slice(1)}`, 0.3);
  if (!hints.azerbaijani && !hints.turkic && JOTATED.test(plain)) add(plain.replace(JOTATED_ALL, "Y"), 0.7);
  if (hints.chinese) for (const { text, cost } of pinyinReadings(plain)) add(text, cost);
  if (/SCH|[CS]Z|TCH/.test(word) && !hints.turkic) add(asHeardAbroad(plain), 0.5);
  return [...found].slice(0, 8).map(([text, cost]) => ({ text, cost }));
}

function azerbaijaniMarked(word: string): string {
  return spell(word, { ...NATIONAL, C: "J", X: "KH", Q: "G" });
}
