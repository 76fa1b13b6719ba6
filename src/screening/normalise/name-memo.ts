// Names of a list, read as entryName reads each of them, but every word once: a list repeats its words many times.
import { cleanWords } from "./clean.ts";
import type { Hints } from "./latin.ts";
import {
  draftsOf,
  HINTS,
  hintsNumber,
  hintsOf,
  isAlone,
  MAX_TOKENS,
  MOST_WORDS,
  partsOf,
  tokenId,
  tokenOf,
  type Draft,
  type ListedName,
  type NameToken,
} from "./name-form.ts";
import type { Role } from "./readings.ts";
import {
  FILLERS,
  HONORIFICS,
  KUNYA,
  PARTICLES,
  PATRONYMIC_CYRILLIC,
  PATRONYMIC_LATIN,
  PATRONYMIC_MARKERS,
  SERVANT,
  TITLES,
} from "./words.ts";

/** A cleaned word, and what was made of it by role and hints where it stands for itself. */
type Word<Made> = {
  readonly text: string;
  /** Whether it makes one token whatever stands beside it. */
  readonly plain: boolean;
  /** What the word alone hints at. */
  readonly hints: Hints;
  readonly made: (Made | undefined)[];
};

const ROLES: Readonly<Record<Role, number>> = { surname: 0, given: 1, patronymic: 2, unknown: 3 };

/** Reads names; `make` is called once for each token that differs in word, role or readings. */
export class NameMemo<Made> {
  readonly #make: (token: NameToken) => Made;
  /** Cleaned words by a word as written. */
  readonly #raw = new Map<string, readonly Word<Made>[]>();
  readonly #words = new Map<string, Word<Made>>();
  readonly #made = new Map<string, Made>();

  constructor(make: (token: NameToken) => Made) {
    this.#make = make;
  }

  /** What was made of the tokens of a name of a person of these nationalities, in their order. */
  read(name: ListedName, nationalities: readonly string[]): Made[] {
    const parts = partsOf(name);
    const words = parts.map(({ raw }) => this.#wordsOf(raw));
    const hints = this.#hintsOf(words, nationalities);
    if (!words.every((part) => part.every(({ plain }) => plain))) {
      const texts = words.map((part) => part.map(({ text }) => text));
      return this.#ofDrafts(
        parts.flatMap(({ role }, at) => draftsOf({ words: texts[at] ?? [], role })),
        hints,
      );
    }
    const found: Made[] = [];
    for (const [place, part] of words.entries()) {
      const role = parts[place]?.role ?? "unknown";
      for (const word of part.length > MOST_WORDS ? part.slice(0, MOST_WORDS) : part) {
        if (found.length < MAX_TOKENS) found.push(this.#ofWord(word, role, hints));
      }
    }
    return found;
  }

  /** Cleaned words of a text: cleaning looks at what stands between spaces, one by one. */
  #wordsOf(raw: string): readonly Word<Made>[] {
    if (!raw.includes(" ")) return this.#cleaned(raw);
    return raw.split(" ").flatMap((each) => this.#cleaned(each));
  }

  #cleaned(raw: string): readonly Word<Made>[] {
    let words = this.#raw.get(raw);
    if (words === undefined) this.#raw.set(raw, (words = cleanWords(raw).map((text) => this.#word(text))));
    return words;
  }

  #word(text: string): Word<Made> {
    let word = this.#words.get(text);
    if (word === undefined)
      this.#words.set(text, (word = { text, plain: isPlain(text), hints: hintsOf([text], []), made: [] }));
    return word;
  }

  #hintsOf(words: readonly (readonly Word<Made>[])[], nationalities: readonly string[]): Hints {
    const hints = hintsOf([], nationalities);
    let { azerbaijani, turkic } = hints;
    for (const part of words) {
      for (const word of part) {
        azerbaijani ||= word.hints.azerbaijani;
        turkic ||= word.hints.turkic;
      }
    }
    return { ...hints, azerbaijani, turkic };
  }

  #ofWord(word: Word<Made>, role: Role, hints: Hints): Made {
    const at = ROLES[role] * HINTS + hintsNumber(hints);
    let made = word.made[at];
    if (made === undefined) {
      const draft = { words: [word.text], text: word.text, role, prefix: "", servant: false };
      word.made[at] = made = this.#make(
        tokenOf(draft, hints, { cut: false, gluedTitle: false, alone: false }),
      );
    }
    return made;
  }

  #ofDrafts(drafts: readonly Draft[], hints: Hints): Made[] {
    return drafts.slice(0, MAX_TOKENS).map((draft) => {
      const place = { cut: false, gluedTitle: false, alone: isAlone(drafts, draft) };
      const id = tokenId(draft, hints, place);
      let made = this.#made.get(id);
      if (made === undefined) this.#made.set(id, (made = this.#make(tokenOf(draft, hints, place))));
      return made;
    });
  }
}

const NOT_PLAIN = [TITLES, FILLERS, HONORIFICS, PARTICLES, KUNYA, PATRONYMIC_MARKERS];

/** Whether draftsOf makes of a word one token with nothing else in it, in any part and place. */
function isPlain(word: string): boolean {
  return !(
    NOT_PLAIN.some((words) => words.has(word)) ||
    SERVANT.test(word) ||
    PATRONYMIC_LATIN.test(word) ||
    PATRONYMIC_CYRILLIC.test(word) ||
    // names of one word in two parts
    /[\p{Script=Han}\p{Script=Hangul}]/u.test(word)
  );
}
