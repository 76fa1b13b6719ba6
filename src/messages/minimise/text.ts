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
const lexicon = buildLexicon();

/**
 * Whether a word that begins with three given letters can be, or begin, an entry: one flag for each triple of A-Z. Nearly
 * all words of nearly all texts are let go by this.
 */
const beginnings = new Uint8Array(1 << 15);
const triple = (a: number, b: number, c: number): number => ((a & 31) << 10) | ((b & 31) << 5) | (c & 31);

function noteBeginning(entry: string): void {
  if (/^[A-Z]{3}/.test(entry))
    beginnings[triple(entry.charCodeAt(0), entry.charCodeAt(1), entry.charCodeAt(2))] = 1;
}
for (const entry of lexicon.words) noteBeginning(entry);
for (const entry of lexicon.stems) noteBeginning(entry);
for (const entry of lexicon.phrases.keys()) noteBeginning(entry);
for (const code of SENSITIVE_SERVICES) noteBeginning(code);
for (let c = 1; c <= 26; c++) beginnings[triple(0x57, 0x43, c)] = 1; // WCHR and its like

const M = 0x4d;
const L = 0x4c;
const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** What a first look at the bytes of a text suspects: then the text itself must be looked at. */
export const SUSPICION = { none: 0, word: 1, card: 2 } as const;
/** Digits of the shortest card number. */
const CARD_DIGITS = 13;

/**
 * A first, fast look at ASCII bytes: whether any word in them is an entry of the tables or begins a phrase, whether there are
 * digits enough for a card number. Bytes beyond ASCII are always suspicious.
 */
export function suspicionOf(bytes: Buffer, start: number, end: number): number {
  let suspicion: number = SUSPICION.none;
  let wordStart = start;
  // Digits in a row, single blanks and hyphens between them allowed.
  let digits = 0;
  let longest = 0;
  for (let p = start; p <= end; p++) {
    const byte = p < end ? bytes[p]! : 0x20;
    if (isLetter(byte)) {
      if (p - wordStart === 2 && beginnings[triple(bytes[p - 2]!, bytes[p - 1]!, byte)] === 1) {
        if (isEntry(wordAt(bytes, wordStart, end))) suspicion |= SUSPICION.word;
      }
      digits = 0;
      continue;
    }
    if (isDigit(byte)) {
      digits++;
      if (digits > longest) longest = digits;
      continue;
    }
    if ((byte !== 0x20 && byte !== 0x2d) || p === start || !isDigit(bytes[p - 1]!)) digits = 0;
    if (byte >= 0x80) return SUSPICION.word | SUSPICION.card;
    // Meal codes end in ML.
    if (p - wordStart === 4 && (bytes[p - 1]! & 0x5f) === L && (bytes[p - 2]! & 0x5f) === M)
      suspicion |= SUSPICION.word;
    wordStart = p + 1;
  }
  return longest >= CARD_DIGITS ? suspicion | SUSPICION.card : suspicion;
}

/** The word of ASCII letters and digits at `start`, in capitals. */
function wordAt(bytes: Buffer, start: number, end: number): string {
  let to = start;
  while (to < end && (isLetter(bytes[to]!) || isDigit(bytes[to]!))) to++;
  return bytes.toString("latin1", start, to).toUpperCase();
}

/** Whether a word is an entry, or the first word of a phrase of the tables. */
function isEntry(word: string): boolean {
  return (
    lexicon.words.has(word) || lexicon.phrases.has(word) || isSensitiveServiceWord(word) || matchesStem(word)
  );
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

/**
 * Whether free text holds a sensitive word of any language of the tables or the code of a sensitive service
 * (pnrgov.md §8; Directive (EU) 2016/681 Art. 13(4)).
 */
export function hasSensitiveTerm(text: string): boolean {
  const words = normalise(text).match(WORD);
  if (words === null) return false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (word.length < 2) continue;
    if (lexicon.words.has(word) || isSensitiveServiceWord(word)) return true;
    if (matchesStem(word) || matchesPhrase(words, i)) return true;
  }
  return false;
}
