// Looks through free text for sensitive words and card numbers, without keeping any of it.
import { isSensitiveServiceWord } from "./services.ts";
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
const ASCII_WORD = /[A-Z0-9]+/g;
const lexicon = buildLexicon();

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
  const normal = normalise(text);
  const words = normal.match(isAscii(normal) ? ASCII_WORD : WORD);
  if (words === null) return false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (word.length < 2) continue;
    if (lexicon.words.has(word) || isSensitiveServiceWord(word)) return true;
    if (matchesStem(word) || matchesPhrase(words, i)) return true;
  }
  return false;
}
