// Turns a traveller's or an entry's name into tokens with roles and readings (screening.md N2-N10).
import { chineseParts } from "./chinese.ts";
import { cleanWords, scriptOf } from "./clean.ts";
import { isAzerbaijaniCyrillic } from "./cyrillic.ts";
import { looksAzerbaijani, looksTurkic, type Hints } from "./latin.ts";
import { MOST_LETTERS, readingsOf, type Reading, type Role } from "./readings.ts";
import {
  ARTICLES,
  FILLERS,
  GLUED_TITLES,
  HONORIFICS,
  KUNYA,
  NO_KUNYA,
  PARTICLES,
  PATRONYMIC_CYRILLIC,
  PATRONYMIC_LATIN,
  PATRONYMIC_MARKERS,
  SERVANT,
  TITLES,
} from "./words.ts";

/** One meaningful word (or servant-of compound) of a name. `surface` is what an officer is shown. */
export type NameToken = {
  readonly surface: string;
  readonly role: Role;
  readonly kind: "plain" | "initial" | "honorific";
  readonly readings: readonly Reading[];
  /** The word in its own script, for scripts whose Latin reading loses something. */
  readonly native: string | null;
  /** The last word of a name that may have been cut at a field's end. */
  readonly maybeCut: boolean;
};

/** `mayBeCut`: the whole name may have lost words at its end. */
export type NameForm = { readonly tokens: readonly NameToken[]; readonly mayBeCut: boolean };

/** Name field lengths of machine-readable zones: TD3, TD2, TD1. */
const ZONE_LENGTHS: ReadonlySet<number> = new Set([39, 38, 31, 30]);
const NATIVE_SCRIPTS: ReadonlySet<string> = new Set(["arabic", "hebrew", "han", "other"]);
const MAX_TOKENS = 14;
/** Words of one part that are looked at: particles, titles and markers make no token of their own. */
const MOST_WORDS = 60;

const CHINESE: ReadonlySet<string> = new Set(["CHN", "TWN", "HKG", "MAC", "SGP", "MYS"]);

type Part = { readonly words: readonly string[]; readonly role: Role };

/** Hints about language from the words of a name and the person's nationalities. */
export function hintsOf(words: readonly string[], nationalities: readonly string[]): Hints {
  const azerbaijani =
    nationalities.includes("AZE") ||
    words.some(
      (word) => looksAzerbaijani(word) || isAzerbaijaniCyrillic(word) || PATRONYMIC_MARKERS.has(word),
    );
  return {
    azerbaijani,
    turkic: azerbaijani || nationalities.includes("TUR") || words.some(looksTurkic),
    ruthenian: nationalities.includes("UKR") || nationalities.includes("BLR"),
    chinese: nationalities.some((code) => CHINESE.has(code)),
  };
}

/** A traveller's name as a carrier sends it. Empty or filler-only names give no tokens. */
export function travellerName(surname: string, given: string | null, nationality: string | null): NameForm {
  let family = surname;
  let personal = given ?? "";
  if (personal.trim() === "" && /<<|\//.test(family)) {
    const [first = "", ...rest] = family.split(/<<|\//);
    family = first;
    personal = rest.join(" ");
  }
  const length = family.trim().length + 2 + personal.trim().length;
  const mayBeCut = ZONE_LENGTHS.has(length) || length >= 38;
  const parts = travellerParts(cleanWords(family), cleanWords(personal));
  return assemble(parts, nationality === null ? [] : [nationality], {
    mayBeCut,
    traveller: true,
    memo: null,
  });
}

/**
 * Which field holds which part. One field holds the whole name where the other holds nothing, a title, FNU or LNU, or the
 * same word again: so carriers and visas write people of one name and names they cannot part.
 */
function travellerParts(family: readonly string[], personal: readonly string[]): Part[] {
  const whole = (words: readonly string[]): Part[] => [{ words, role: "unknown" }];
  const noName = (words: readonly string[]): boolean =>
    words.every((word) => TITLES.has(word) || FILLERS.has(word));
  if (family.length === 0) return whole(personal);
  if (personal.every((word) => TITLES.has(word))) return whole(family);
  if (noName(personal) && family.length > 1) return whole(family);
  if (noName(family) && !noName(personal)) return whole(personal);
  if (family.join(" ") === personal.join(" ")) return whole(family);
  return [
    { words: family, role: "surname" },
    { words: personal, role: "given" },
  ];
}

/** Tokens made before, by their words and what they stand among: a list repeats its words many times. */
export type TokenMemo = Map<string, NameToken>;

/** A name of an entry; parts are used where the list gives them, guessed from commas and capitals where it does not. */
export function entryName(
  name: {
    readonly full: string;
    readonly surname?: string;
    readonly given?: string;
    readonly patronymic?: string;
  },
  nationalities: readonly string[],
  memo: TokenMemo = new Map(),
): NameForm {
  const parts: Part[] = [];
  if (name.surname !== undefined || name.given !== undefined) {
    if (name.surname !== undefined) parts.push({ words: cleanWords(name.surname), role: "surname" });
    if (name.given !== undefined) parts.push({ words: cleanWords(name.given), role: "given" });
    if (name.patronymic !== undefined) parts.push({ words: cleanWords(name.patronymic), role: "patronymic" });
  } else parts.push(...partsOfFull(name.full));
  return assemble(parts, nationalities, { mayBeCut: false, traveller: false, memo });
}

/** `SURNAME, Given` and `Given SURNAME` are understood; anything else is words of unknown role. */
function partsOfFull(full: string): Part[] {
  const comma = full.indexOf(",");
  if (comma > 0 && full.indexOf(",", comma + 1) < 0) {
    return [
      { words: cleanWords(full.slice(0, comma)), role: "surname" },
      { words: cleanWords(full.slice(comma + 1)), role: "given" },
    ];
  }
  const words = full.split(/\s+/);
  const capital = words.filter(
    (word) => /^[\p{Lu}\p{M}'’.-]{2,}$/u.test(word) && /\p{Lu}.*\p{Lu}/u.test(word),
  );
  if (capital.length > 0 && capital.length < words.length && words.some((word) => /\p{Ll}/u.test(word))) {
    const family = new Set(capital);
    return [
      { words: cleanWords(capital.join(" ")), role: "surname" },
      { words: cleanWords(words.filter((word) => !family.has(word)).join(" ")), role: "given" },
    ];
  }
  return [{ words: cleanWords(full), role: "unknown" }];
}

type Draft = { words: string[]; text: string; role: Role; prefix: string; servant: boolean; kunya?: boolean };

function assemble(
  parts: readonly Part[],
  nationalities: readonly string[],
  options: { readonly mayBeCut: boolean; readonly traveller: boolean; readonly memo: TokenMemo | null },
): NameForm {
  const hints = hintsOf(
    parts.flatMap((part) => part.words),
    nationalities,
  );
  const drafts: Draft[] = [];
  for (const part of parts) drafts.push(...draftsOf(part));
  const count = drafts.length;
  const tokens: NameToken[] = [];
  for (const [at, draft] of drafts.entries()) {
    if (tokens.length === MAX_TOKENS) break;
    const last = at === count - 1;
    const alone = isAlone(drafts, draft);
    if (options.memo !== null) {
      tokens.push(memoised(options.memo, draft, hints, alone));
      continue;
    }
    const gluedTitle = options.traveller && last && draft.role !== "surname";
    tokens.push(tokenOf(draft, hints, { cut: options.mayBeCut && last, gluedTitle, alone }));
  }
  return { tokens, mayBeCut: options.mayBeCut };
}

function memoised(memo: TokenMemo, draft: Draft, hints: Hints, alone: boolean): NameToken {
  const id = `${draft.words.join(" ")}|${draft.role}|${draft.kunya === true ? "k" : ""}${hints.azerbaijani ? 2 : hints.turkic ? 1 : 0}${hints.ruthenian ? "r" : ""}${hints.chinese ? "c" : ""}${alone ? "a" : ""}`;
  let token = memo.get(id);
  if (token === undefined)
    memo.set(id, (token = tokenOf(draft, hints, { cut: false, gluedTitle: false, alone })));
  return token;
}

/** Whether an honorific is all its part has, so that it stands for a name. */
function isAlone(drafts: readonly Draft[], draft: Draft): boolean {
  return !drafts.some((other) => other !== draft && other.role === draft.role && !HONORIFICS.has(other.text));
}

function draftsOf(part: Part): Draft[] {
  const words = withoutNoise(part.words).slice(0, MOST_WORDS).flatMap(koreanParts).flatMap(chineseParts);
  const drafts: Draft[] = [];
  let prefix: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const last = drafts.at(-1);
    if (PATRONYMIC_MARKERS.has(word)) {
      const only = drafts.length === 1 && part.role !== "patronymic";
      if (last !== undefined && !only) last.role = "patronymic";
      if (last !== undefined) continue;
    }
    if (SERVANT.test(word)) {
      const { drafted, next } = servantOf(words, at, part.role);
      if (drafted !== null) {
        drafts.push(drafted);
        at = next;
        prefix = [];
        continue;
      }
    }
    if (PARTICLES.has(word) && at < words.length - 1) {
      prefix.push(word);
      continue;
    }
    if (PARTICLES.has(word) && drafts.length > 0 && word.length > 1) {
      continue; // a particle cut loose at the end: BEN, AL
    }
    const after = kunyaEnd(words, at);
    if (after > at) {
      const text = words[after] ?? "";
      drafts.push({
        words: words.slice(at, after + 1),
        text,
        role: part.role,
        prefix: word,
        servant: false,
        kunya: true,
      });
      at = after;
      prefix = [];
      continue;
    }
    drafts.push({
      words: [...prefix, word],
      text: word,
      role: part.role,
      prefix: prefix.join(""),
      servant: false,
    });
    prefix = [];
  }
  markPatronymics(drafts, part.role);
  return drafts;
}

/**
 * The place of the last word of the kunya that begins at `at`: ABU OMAR, ABU AL WALID; `at` itself when none begins there or
 * the part has no other word, for then it is the name.
 */
function kunyaEnd(words: readonly string[], at: number): number {
  if (!KUNYA.has(words[at] ?? "")) return at;
  const next = ARTICLES.has(words[at + 1] ?? "") ? at + 2 : at + 1;
  const name = words[next];
  if (name === undefined || name.length < 3 || NO_KUNYA.test(name)) return at;
  const others = words.filter((word, place) => (place < at || place > next) && !PARTICLES.has(word));
  return others.length === 0 ? at : next;
}

/** A Korean name written as one word: the first syllable is the surname, save for the few of two. */
function koreanParts(word: string): readonly string[] {
  if (!/^\p{Script=Hangul}{3,5}$/u.test(word)) return [word];
  const surname = /^(?:남궁|황보|제갈|선우|독고|사공|서문)/u.test(word) && word.length > 3 ? 2 : 1;
  return [word.slice(0, surname), word.slice(surname)];
}

/** Titles and fillers out, unless nothing would remain. */
function withoutNoise(words: readonly string[]): readonly string[] {
  const named = words.filter((word) => !FILLERS.has(word));
  const untitled = named.filter((word) => !TITLES.has(word));
  return untitled.length > 0 ? untitled : named;
}

/** ABD (AL) X as one word; null when nothing follows. */
function servantOf(
  words: readonly string[],
  at: number,
  role: Role,
): { drafted: Draft | null; next: number } {
  let next = at + 1;
  if (ARTICLES.has(words[next] ?? "") && next + 1 < words.length) next += 1;
  const name = words[next];
  if (name === undefined || name.length < 3 || PATRONYMIC_MARKERS.has(name))
    return { drafted: null, next: at };
  return { drafted: { words: words.slice(at, next + 1), text: name, role, prefix: "", servant: true }, next };
}

function markPatronymics(drafts: Draft[], role: Role): void {
  if (role === "surname" || role === "patronymic") return;
  for (const [at, draft] of drafts.entries()) {
    if (role === "unknown" && (drafts.length < 3 || at === 0)) continue;
    if (PATRONYMIC_LATIN.test(draft.text) || PATRONYMIC_CYRILLIC.test(draft.text)) draft.role = "patronymic";
  }
}

function tokenOf(
  draft: Draft,
  hints: Hints,
  place: { cut: boolean; gluedTitle: boolean; alone: boolean },
): NameToken {
  const { text, role } = draft;
  const script = scriptOf(text);
  let readings = readingsOf(text, role, hints);
  if (draft.servant) readings = servantReadings(readings);
  if (/^[A-Z]+$/.test(draft.prefix)) readings = [...readings, ...prefixed(readings, draft.prefix)];
  if (place.gluedTitle) readings = [...readings, ...untitled(readings)];
  return {
    surface: draft.words.join(" "),
    role,
    kind:
      text.length === 1 && script !== "han" && script !== "hangul"
        ? "initial"
        : draft.kunya === true || (HONORIFICS.has(text) && !place.alone)
          ? "honorific"
          : "plain",
    readings,
    native: NATIVE_SCRIPTS.has(script) ? text.slice(0, MOST_LETTERS) : null,
    maybeCut: place.cut,
  };
}

function servantReadings(readings: readonly Reading[]): Reading[] {
  const out: Reading[] = [];
  for (const reading of readings) {
    if (reading.kind === "stem") continue;
    out.push({ text: `ABD${reading.text}`, cost: reading.cost, kind: "servant" });
    if (reading.kind === "base") out.push({ text: reading.text, cost: reading.cost + 3, kind: "servant" });
  }
  return out;
}

/** ALSABAH beside AL SABAH: the article written together with its name. */
function prefixed(readings: readonly Reading[], prefix: string): Reading[] {
  return readings
    .filter((reading) => reading.kind === "base")
    .slice(0, 2)
    .map(({ text, cost }) => ({ text: `${prefix}${text}`, cost: cost + 0.1, kind: "base" as const }))
    .filter(({ text }) => text.length <= MOST_LETTERS);
}

/** AMIRMR may be AMIR MR; AMIR stays AMIR: at least three letters must remain. */
function untitled(readings: readonly Reading[]): Reading[] {
  const out: Reading[] = [];
  for (const reading of readings) {
    if (reading.kind !== "base") continue;
    const title = GLUED_TITLES.find(
      (ending) => reading.text.endsWith(ending) && reading.text.length - ending.length >= 3,
    );
    if (title !== undefined) {
      out.push({ text: reading.text.slice(0, -title.length), cost: reading.cost + 0.5, kind: "untitled" });
    }
  }
  return out;
}
