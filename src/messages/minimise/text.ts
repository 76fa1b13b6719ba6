// Looks through free text for sensitive words and card numbers, without keeping any of it.
import { isSensitiveServiceWord, SENSITIVE_SERVICES } from "./services.ts";
import { TERM_TABLES } from "./terms.ts";

type Lexicon = {
  readonly words: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
  /** First word of a phrase -> its further words; a word ending in `*` matches as a stem. */
  readonly phrases: ReadonlyMap<string, readonly (readonly string[])[]>;
};

const SHORTEST_STEM = 3;
let longestStem = SHORTEST_STEM;

function buildLexicon(): Lexicon {
  const words = new Set<string>();
  const stems = new Set<string>();
  const phrases = new Map<string, string[][]>();
  for (const entry of TERM_TABLES.flatMap((table) => table.terms.split("|"))) {
    const parts = normalise(entry.trim()).split(" ");
    const [first = "", ...rest] = parts;
    if (rest.length > 0) {
      const known = phrases.get(first) ?? [];
      known.push(rest);
      phrases.set(first, known);
    } else if (first.endsWith("*")) {
      stems.add(first.slice(0, -1));
      longestStem = Math.max(longestStem, first.length - 1);
    } else {
      words.add(first);
    }
  }
  return { words, stems, phrases };
}

const LETTERS: Readonly<Record<string, string>> = { Ə: "E", İ: "I", Ё: "Е", أ: "ا", إ: "ا", آ: "ا" };
const isAscii = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
};

/** Upper case without diacritics, each run of blanks one blank: the form the term tables are written in. */
function normalise(text: string): string {
  const upper = text.toUpperCase();
  if (isAscii(upper)) return upper;
  return upper
    .replace(/[ƏİЁأإآ]/g, (letter) => LETTERS[letter] ?? letter)
    .replaceAll("Й", "\u0001")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("\u0001", "Й");
}

const WORD = /[\p{L}\p{N}]+/gu;
/** The same of ASCII. */
const ASCII_WORD = /[A-Za-z0-9]+/g;
const lexicon = buildLexicon();

const M = 0x4d;
const L = 0x4c;
const H = 0x48;
const BLANK = 0x20;
const HYPHEN = 0x2d;

/** What a byte is to the first look: the end of a word, a letter, a digit, or beyond ASCII. */
const KIND = { other: 0, letter: 1, digit: 2, high: 3 } as const;
const kinds = new Uint8Array(256).fill(KIND.high, 128).fill(KIND.digit, 0x30, 0x3a);
kinds.fill(KIND.letter, 0x41, 0x5b).fill(KIND.letter, 0x61, 0x7b);

/** What a first look at the bytes finds: nothing, a sensitive word for certain, or what the text must be looked at for. */
export const SUSPICION = { none: 0, word: 1, card: 2, surely: 4 } as const;

/**
 * The ASCII entries by their first three letters: what must follow in a word (`rest`), and whether the word must end
 * there. Nearly all words of nearly all texts are let go by their beginning, and none is made a string.
 */
type Beginning = { readonly rest: string; readonly whole: boolean; readonly suspicion: number };
const beginnings: (Beginning[] | undefined)[] = Array.from({ length: 1 << 15 }, () => undefined);
/** Which of them there are, a bit each: so small a table stays in the processor's cache. */
const begun = new Uint32Array(1 << 10);
const triple = (a: number, b: number, c: number): number => ((a & 31) << 10) | ((b & 31) << 5) | (c & 31);

function noteBeginning(entry: string, whole: boolean, suspicion: number): void {
  if (!/^[A-Z]{3}/.test(entry)) return;
  const key = triple(entry.charCodeAt(0), entry.charCodeAt(1), entry.charCodeAt(2));
  (beginnings[key] ??= []).push({ rest: entry.slice(3), whole, suspicion });
  begun[key >> 5]! |= 1 << (key & 31);
}
for (const entry of lexicon.words) noteBeginning(entry, true, SUSPICION.surely);
for (const entry of lexicon.stems) noteBeginning(entry, false, SUSPICION.surely);
for (const entry of lexicon.phrases.keys()) noteBeginning(entry, true, SUSPICION.word);
for (const code of SENSITIVE_SERVICES) noteBeginning(code, true, SUSPICION.surely);
// WCHR and its like.
for (let c = 0x41; c <= 0x5a; c++) noteBeginning(`WC${String.fromCharCode(c)}`, false, SUSPICION.word);

/** Digits of the shortest card number. */
const CARD_DIGITS = 13;

/**
 * A first, fast look at ASCII bytes: whether any word in them is an entry of the tables or begins a phrase, whether there are
 * digits enough for a card number. Bytes beyond ASCII are always suspicious.
 */
export function suspicionOf(bytes: Uint8Array, start: number, end: number): number {
  let suspicion: number = SUSPICION.none;
  let wordStart = start;
  // Digits in a row, single blanks and hyphens between them allowed.
  let digits = 0;
  let p = start;
  while (p < end) {
    const byte = bytes[p]!;
    const kind = kinds[byte]!;
    if (kind === KIND.letter) {
      const from = p;
      do p++;
      while (p < end && kinds[bytes[p]!] === KIND.letter);
      digits = 0;
      // Only the letters a word begins with tell anything.
      if (from !== wordStart || p - from < 3) continue;
      const key = triple(byte, bytes[from + 1]!, bytes[from + 2]!);
      if (((begun[key >> 5]! >>> (key & 31)) & 1) !== 0)
        suspicion |= beginsLike(bytes, from, end, beginnings[key]!);
    } else if (kind === KIND.digit) {
      do {
        p++;
        if (++digits >= CARD_DIGITS) suspicion |= SUSPICION.card;
      } while (p < end && kinds[bytes[p]!] === KIND.digit);
    } else if (kind === KIND.high) {
      return SUSPICION.word | SUSPICION.card;
    } else {
      if (p - wordStart === 4) suspicion |= mealCode(bytes, wordStart);
      if ((byte !== BLANK && byte !== HYPHEN) || p === start || kinds[bytes[p - 1]!] !== KIND.digit)
        digits = 0;
      wordStart = ++p;
    }
  }
  return end - wordStart === 4 ? suspicion | mealCode(bytes, wordStart) : suspicion;
}

/** What it means that the word at `start` goes on like some of the candidates. */
function beginsLike(bytes: Uint8Array, start: number, end: number, candidates: readonly Beginning[]): number {
  let found: number = SUSPICION.none;
  if (kinds[bytes[start]!] !== KIND.letter || kinds[bytes[start + 1]!] !== KIND.letter) return found;
  for (const { rest, whole, suspicion } of candidates) {
    const from = start + 3;
    const to = from + rest.length;
    if (to > end) continue;
    let i = 0;
    while (i < rest.length && (bytes[from + i]! & 0x5f) === rest.charCodeAt(i)) i++;
    if (i < rest.length) continue;
    const after = to < end ? kinds[bytes[to]!]! : KIND.other;
    if (!whole || (after !== KIND.letter && after !== KIND.digit)) found |= suspicion;
  }
  return found;
}

/** A word of four characters that ends in ML is a meal code; HTML is none, the text is looked at then. */
function mealCode(bytes: Uint8Array, start: number): number {
  if ((bytes[start + 3]! & 0x5f) !== L || (bytes[start + 2]! & 0x5f) !== M) return SUSPICION.none;
  return (bytes[start]! & 0x5f) === H ? SUSPICION.word : SUSPICION.surely;
}

/** Whether an entry of the tables begins as the word does; always, where that is not three letters A-Z. */
function mayBegin(word: string): boolean {
  const [a, b, c] = [word.charCodeAt(0), word.charCodeAt(1), word.charCodeAt(2)];
  if (!isCapital(a) || !isCapital(b) || !isCapital(c)) return true;
  return beginnings[triple(a, b, c)] !== undefined;
}

function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

function matchesStem(word: string): boolean {
  const longest = Math.min(word.length, longestStem);
  for (let length = SHORTEST_STEM; length <= longest; length++) {
    if (lexicon.stems.has(word.slice(0, length))) return true;
  }
  return false;
}

function matchesPhrase(words: readonly string[], at: number): boolean {
  const candidates = lexicon.phrases.get(words[at] ?? "");
  if (candidates === undefined) return false;
  return candidates.some((rest) =>
    rest.every((part, i) => {
      const word = words[at + 1 + i];
      if (word === undefined) return false;
      return part.endsWith("*") ? word.startsWith(part.slice(0, -1)) : word === part;
    }),
  );
}

/** Whether a word of a text is the code of a sensitive service. */
export function hasSensitiveService(text: string): boolean {
  const words = text.toUpperCase().match(ASCII_WORD);
  return words !== null && words.some(isSensitiveServiceWord);
}

/**
 * Whether free text holds a sensitive word of any language of the tables or the code of a sensitive service
 * (pnrgov.md §8; Directive (EU) 2016/681 Art. 13(4)).
 */
export function hasSensitiveTerm(text: string): boolean {
  const normal = normalise(text);
  const words = normal.match(isAscii(normal) ? ASCII_WORD : WORD);
  if (words === null) return false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (word.length < 2) continue;
    if (isSensitiveServiceWord(word)) return true;
    if (!mayBegin(word)) continue;
    if (lexicon.words.has(word) || matchesStem(word) || matchesPhrase(words, i)) return true;
  }
  return false;
}
