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
export const MAX_TOKENS = 14;
/** Words of one part that are looked at: particles, titles and markers make no token of their own. */
export const MOST_WORDS = 60;

const CHINESE: ReadonlySet<string> = new Set(["CHN", "TWN", "HKG", "MAC", "SGP", "MYS"]);

export type Part = { readonly words: readonly string[]; readonly role: Role };

/** A part of a name as written. */
export type RawPart = { readonly raw: string; readonly role: Role };

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

/** A traveller's name as a carrier sends it. Empty or filler-only names give no tokens. `memo`: words read before. */
export function travellerName(
  surname: string,
  given: string | null,
  nationality: string | null,
  memo: TokenMemo | null = null,
): NameForm {
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
    memo,
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

/** A name as a list publishes it. */
export type ListedName = {
  readonly full: string;
  readonly surname?: string;
  readonly given?: string;
  readonly patronymic?: string;
};

/** A name of an entry; parts are used where the list gives them, guessed from commas and capitals where it does not. */
export function entryName(name: ListedName, nationalities: readonly string[]): NameForm {
  const parts = partsOf(name).map(({ raw, role }) => ({ words: cleanWords(raw), role }));
  return assemble(parts, nationalities, { mayBeCut: false, traveller: false, memo: null });
}

/** The parts of a listed name: `SURNAME, Given` and `Given SURNAME` are understood; else words of unknown role. */
export function partsOf({ full, surname, given, patronymic }: ListedName): RawPart[] {
  const parts: RawPart[] = [];
  if (surname !== undefined || given !== undefined) {
    if (surname !== undefined) parts.push({ raw: surname, role: "surname" });
    if (given !== undefined) parts.push({ raw: given, role: "given" });
    if (patronymic !== undefined) parts.push({ raw: patronymic, role: "patronymic" });
    return parts;
  }
  const comma = full.indexOf(",");
  if (comma > 0 && full.indexOf(",", comma + 1) < 0) {
    parts.push({ raw: full.slice(0, comma), role: "surname" });
    parts.push({ raw: full.slice(comma + 1), role: "given" });
    return parts;
  }
  const words = full.split(/\s+/);
  const capital = words.filter(isCapital);
  if (capital.length === 0 || !words.some(hasSmallLetter)) return [{ raw: full, role: "unknown" }];
  parts.push({ raw: capital.join(" "), role: "surname" });
  parts.push({ raw: words.filter((word) => !isCapital(word)).join(" "), role: "given" });
  return parts;
}

/** Whether a word is written in capitals, as lists write surnames among other words. */
const isCapital = (word: string): boolean =>
  /^[\p{Lu}\p{M}'’.-]{2,}$/u.test(word) && /\p{Lu}.*\p{Lu}/u.test(word);

const hasSmallLetter = (word: string): boolean => /\p{Ll}/u.test(word);

/** A token about to be made. */
export type Draft = {
  words: string[];
  text: string;
  role: Role;
  prefix: string;
  servant: boolean;
  kunya?: boolean;
};

function assemble(
  parts: readonly Part[],
  nationalities: readonly string[],
  options: { readonly mayBeCut: boolean; readonly traveller: boolean; readonly memo: TokenMemo | null },
): NameForm {
  const hints = hintsOf(
    parts.flatMap((part) => part.words),
    nationalities,
  );
  const drafts = parts.flatMap(draftsOf);
  const count = drafts.length;
  const tokens: NameToken[] = [];
  for (const [at, draft] of drafts.entries()) {
    if (tokens.length === MAX_TOKENS) break;
    const last = at === count - 1;
    const place = {
      cut: options.mayBeCut && last,
      gluedTitle: options.traveller && last && draft.role !== "surname",
      alone: isAlone(drafts, draft),
    };
    tokens.push(
      options.memo === null ? tokenOf(draft, hints, place) : memoised(options.memo, draft, hints, place),
    );
  }
  return { tokens, mayBeCut: options.mayBeCut };
}

/** Tokens made before, by their words and what they stand among: travellers share words. */
export type TokenMemo = Map<string, NameToken>;

type Place = { readonly cut: boolean; readonly gluedTitle: boolean; readonly alone: boolean };

/** The same for drafts of which tokenOf makes the same. */
export function tokenId(draft: Draft, hints: Hints, place: Place): string {
  const placed = `${place.alone ? "a" : ""}${place.cut ? "t" : ""}${place.gluedTitle ? "g" : ""}`;
  const marked = draft.kunya === true ? "k" : draft.servant ? "s" : "";
  return `${draft.words.join(" ")}|${draft.role}|${marked}${hintsNumber(hints)}${placed}`;
}

/** Sets of hints that hintsNumber tells apart. */
export const HINTS = 16;

/** A number for each set of hints that reads words otherwise, below HINTS. */
export const hintsNumber = ({ azerbaijani, turkic, ruthenian, chinese }: Hints): number =>
  (azerbaijani ? 2 : turkic ? 1 : 0) + (ruthenian ? 4 : 0) + (chinese ? 8 : 0);

function memoised(memo: TokenMemo, draft: Draft, hints: Hints, place: Place): NameToken {
  const id = tokenId(draft, hints, place);
  let token = memo.get(id);
  if (token === undefined) memo.set(id, (token = tokenOf(draft, hints, place)));
  return token;
}

/** Whether an honorific is all its part has, so that it stands for a name. */
export function isAlone(drafts: readonly Draft[], draft: Draft): boolean {
  return !drafts.some((other) => other !== draft && other.role === draft.role && !HONORIFICS.has(other.text));
}

/** The words of a part as the tokens that they make. */
export function draftsOf(part: Part): Draft[] {
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

/** The token of a draft with all its readings. */
export function tokenOf(draft: Draft, hints: Hints, place: Place): NameToken {
  const { text, role } = draft;
  const script = scriptOf(text);
  let readings = readingsOf(text, role, hints);
  if (draft.servant) readings = servantReadings(readings, draft.words.slice(0, -1).join(""));
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

/** ABD X; `before` as it is written, so that a name cut after ABDUL is still the beginning of it. */
function servantReadings(readings: readonly Reading[], before: string): Reading[] {
  const out: Reading[] = [];
  for (const reading of readings) {
    if (reading.kind === "stem") continue;
    if (reading.kind === "base" && reading.cost === 0 && /^[A-Z]{4,}$/.test(before))
      out.push({ text: `${before}${reading.text}`, cost: reading.cost + 0.1, kind: "servant" });
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
