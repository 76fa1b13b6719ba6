// Names written as one word against all words of a name on the other side: RZAYEVNIGAR for RZAYEV NIGAR (screening.md G3).
import type { FindForms, JoinHit } from "./candidates.ts";
import { EditPattern, letterSet, lettersLacking } from "./edit-pattern.ts";
import type { Form } from "./form.ts";
import { KINDS, ROLES, type ListIndex } from "./index/list-index.ts";
import { phonemicKey } from "./normalise/key.ts";
import type { Role } from "./normalise/readings.ts";
import type { QueryName, QueryToken } from "./query.ts";
import { similarity } from "./similarity.ts";

/** Runs of a hit from this number on are those of gluedRuns; below it they are those of the index's joins. */
export const FIRST_GLUED_RUN = 1_000;
/** The token of a hit that stands for all words of the traveller. */
export const WHOLE_NAME = -1;

const PLAIN = KINDS.indexOf("plain");
/** Shorter names run together are looked for word by word only. */
const LEAST_LETTERS = 6;
const MOST_LETTERS = 40;
const MOST_WORDS = 14;
const MOST_READINGS = 4;
/** The shortest piece of a glued word that may be one of its words. */
const LEAST_PIECE = 2;
/** What a reading may cost that a glued word is compared by: its usual ones, and the one without a title at its end. */
const MOST_READING_COST = 0.5;
/** Son of, daughter of, within or at the end of a glued word. */
const GLUED_MARKER = /(?<=...)(?:OGH?LU|OGH?LI|OGH?LY|[QGK][IY]ZI|KYZY|GYZY)(?=$|...)/;

/** Edits allowed between two names written as one word (G3). */
function gluedEdits(left: number, right: number): number {
  return Math.min(left, right) < 16 ? 2 : 3;
}

/**
 * The orders in which words of a name may be run together, as places: turned at any word, family name last, and either of
 * these without a patronymic. Only names of two such words or more are.
 */
export function gluedRuns(plain: readonly number[], roles: readonly Role[]): readonly (readonly number[])[] {
  if (plain.length < 2 || plain.length > MOST_WORDS) return [];
  const runs = ordersOf(plain, roles);
  const core = plain.filter((place) => roles[place] !== "patronymic");
  if (core.length >= 2 && core.length < plain.length) runs.push(...ordersOf(core, roles));
  return runs;
}

function ordersOf(places: readonly number[], roles: readonly Role[]): (readonly number[])[] {
  const orders = places.map((_place, at) => [...places.slice(at), ...places.slice(0, at)]);
  const family = places.filter((place) => roles[place] === "surname");
  const other = places.filter((place) => roles[place] !== "surname");
  if (family.length > 0 && other.length > 0 && places.length > 2) orders.push([...other, ...family]);
  // a given name, a surname, and the father's name after them: of a name whose parts are not known the first two may be turned
  if (family.length === 0 && places.length === 3) orders.push([places[1] ?? 0, places[0] ?? 0]);
  return orders;
}

/** The one plain word that a traveller's name consists of, titles and ranks aside; -1 when there are more or none. */
function soleWord(name: QueryName): number {
  const plain = name.tokens.flatMap(({ kind }, at) => (kind === "honorific" ? [] : [at]));
  const [only] = plain;
  return plain.length === 1 && only !== undefined && name.tokens[only]?.kind === "plain" ? only : -1;
}

/** Spellings that a glued word is compared by: its readings, and each without a marker of the father's name in it. */
function gluedTexts(token: QueryToken): readonly string[] {
  const texts = new Set<string>();
  for (const { form, cost } of token.readings) {
    if (form.formClass !== "latin" || cost > MOST_READING_COST || texts.size >= MOST_READINGS) continue;
    if (form.text.length < LEAST_LETTERS || form.text.length > MOST_LETTERS) continue;
    texts.add(form.text);
    const bare = form.text.replace(GLUED_MARKER, "");
    if (bare.length >= LEAST_LETTERS) texts.add(bare);
  }
  return [...texts];
}

/** How a word of a name may stand in a glued one: by its first reading, and with the article before it. */
function spellingsOf(
  surface: string,
  count: number,
  formAt: (at: number) => Form | undefined,
): readonly [plain: string, withArticle: string] {
  const first = formAt(0);
  if (first?.formClass !== "latin" && first?.formClass !== "unvowelled") return NO_SPELLINGS;
  let longest = first.text;
  // only an article makes a word of two
  for (let at = 1; at < count && surface.includes(" "); at++) {
    const form = formAt(at);
    if (form?.formClass === "latin" && form.text.length > longest.length && form.text.endsWith(first.text))
      longest = form.text;
  }
  return [first.text, longest];
}

const NO_SPELLINGS = ["", ""] as const;

function wordTexts(index: ListIndex, token: number): readonly [string, string] {
  const { starts, values } = index.tokens.forms;
  const from = starts[token] ?? 0;
  const count = (starts[token + 1] ?? 0) - from;
  return spellingsOf(index.tokens.surfaces[token] ?? "", count, (at) => index.forms[values[from + at] ?? 0]);
}

type WordsOfName = {
  readonly plain: readonly number[];
  readonly roles: readonly Role[];
  readonly texts: readonly (readonly [string, string])[];
};

function listedWords(index: ListIndex, name: number): WordsOfName {
  const plain: number[] = [];
  const roles: Role[] = [];
  const texts: (readonly [string, string])[] = [];
  const from = index.nameTokens.starts[name] ?? 0;
  for (let at = from; at < (index.nameTokens.starts[name + 1] ?? 0); at++) {
    const token = index.nameTokens.values[at] ?? 0;
    roles.push(ROLES[index.nameRoles[at] ?? 0] ?? "unknown");
    texts.push(wordTexts(index, token));
    if (index.tokens.kinds[token] === PLAIN) plain.push(at - from);
  }
  return { plain, roles, texts };
}

/** A run of a listed name as one word, without articles and with them where it has any. */
function runTexts(words: WordsOfName, run: readonly number[]): readonly string[] {
  const bare = run.map((place) => words.texts[place]?.[0] ?? "").join("");
  const whole = run.map((place) => words.texts[place]?.[1] ?? "").join("");
  return bare === whole ? [bare] : [bare, whole];
}

const areGlued = (pattern: EditPattern, length: number, other: string): boolean =>
  pattern.withinEdits(other, gluedEdits(length, other.length));

/** Adds what joins a traveller's name and listed ones of which either is written as one word. */
export function addGlued(
  index: ListIndex,
  name: QueryName,
  find: FindForms,
  add: (listed: number, hit: JoinHit) => void,
): void {
  const sole = soleWord(name);
  const token = name.tokens[sole];
  if (token !== undefined) addGluedTraveller(index, { token, place: sole }, find, add);
  else addGluedListed(index, name, add);
}

/**
 * A traveller's name of one word: listed names with a word near one of its ends, whose words run together are within the
 * edits. Of so few edits one end has at most one, so that no such name is missed for want of a near word.
 */
function addGluedTraveller(
  index: ListIndex,
  { token, place }: { readonly token: QueryToken; readonly place: number },
  find: FindForms,
  add: (listed: number, hit: JoinHit) => void,
): void {
  for (const text of gluedTexts(token)) {
    const pattern = new EditPattern(text);
    const letters = letterSet(text);
    for (const listed of namesWithEnd(index, text, find)) {
      const words = listedWords(index, listed);
      if (!mayBeGlued(text, letters, words)) continue;
      for (const [run, places] of gluedRuns(words.plain, words.roles).entries()) {
        if (!runTexts(words, places).some((whole) => areGlued(pattern, text.length, whole))) continue;
        add(listed, { token: place, run: FIRST_GLUED_RUN + run });
      }
    }
  }
}

/** Names with a word near the beginning or the end of a glued one. */
function namesWithEnd(index: ListIndex, text: string, find: FindForms): ReadonlySet<number> {
  const forms = new Set<number>();
  for (let letters = LEAST_PIECE; letters <= text.length - LEAST_PIECE; letters++) {
    for (const piece of [text.slice(0, letters), text.slice(text.length - letters)]) {
      for (const number of find(index.search.formOf(piece, "latin")).numbers) forms.add(number);
    }
  }
  const names = new Set<number>();
  const tokens = new Set<number>();
  for (const form of forms) for (const token of rowOf(index.formTokens, form)) tokens.add(token);
  for (const token of tokens) for (const listed of rowOf(index.tokenNames, token)) names.add(listed);
  return names;
}

/** Whether words have about as many letters as the glued one, and no more than edits explain that it has not. */
function mayBeGlued(text: string, letters: number, words: WordsOfName): boolean {
  if (words.plain.length < 2 || words.plain.length > MOST_WORDS) return false;
  const { least, most, all } = lettersOf(words);
  return text.length >= least - 3 && text.length <= most + 3 && lettersLacking(letters, all) <= 3;
}

/** How many letters words have together, and which: at least, without father's name and articles, and at most. */
function lettersOf({ plain, roles, texts }: WordsOfName) {
  let [least, most] = [0, 0];
  let [needed, all] = [0, 0];
  for (const place of plain) {
    const [bare, whole] = texts[place] ?? ["", ""];
    most += whole.length;
    all |= letterSet(whole);
    if (roles[place] === "patronymic") continue;
    least += bare.length;
    needed |= letterSet(bare);
  }
  return { least, most, needed, all };
}

/** A listed name of one word, by its letters: what a traveller's name of several words may be, run together. */
type LoneName = { readonly name: number; readonly text: string; readonly letters: number };

const loneNames = new WeakMap<ListIndex, readonly (readonly LoneName[])[]>();

/** Listed names of one plain word, by how many letters it has. */
function loneNamesOf(index: ListIndex): readonly (readonly LoneName[])[] {
  let known = loneNames.get(index);
  if (known === undefined) loneNames.set(index, (known = collectLone(index)));
  return known;
}

function collectLone(index: ListIndex): readonly (readonly LoneName[])[] {
  const byLength: LoneName[][] = [];
  for (let name = 0; name < index.names; name++) {
    const from = index.nameTokens.starts[name] ?? 0;
    if ((index.nameTokens.starts[name + 1] ?? 0) - from !== 1) continue;
    const token = index.nameTokens.values[from] ?? 0;
    if (index.tokens.kinds[token] !== PLAIN) continue;
    for (const text of new Set(wordTexts(index, token))) {
      if (text.length < LEAST_LETTERS) continue;
      (byLength[text.length] ??= []).push({ name, text, letters: letterSet(text) });
    }
  }
  return byLength;
}

function travellerWords({ tokens }: QueryName): WordsOfName {
  const plain: number[] = [];
  for (let at = 0; at < tokens.length; at++) if (tokens[at]?.kind === "plain") plain.push(at);
  return {
    plain,
    roles: tokens.map(({ role }) => role),
    texts: tokens.map(({ surface, readings }) =>
      spellingsOf(surface, readings.length, (at) => readings[at]?.form),
    ),
  };
}

/** The traveller's words run together, in every order a name is written in, without articles and with them. */
function wholeTexts(words: WordsOfName): readonly string[] {
  return gluedRuns(words.plain, words.roles).flatMap((run) => runTexts(words, run));
}

/** A traveller's name of several words: listed names of one word with about its letters, within the edits of it. */
function addGluedListed(
  index: ListIndex,
  name: QueryName,
  add: (listed: number, hit: JoinHit) => void,
): void {
  const lone = loneNamesOf(index);
  const words = lone.length === 0 ? null : travellerWords(name);
  if (words === null || words.plain.length < 2 || words.plain.length > MOST_WORDS) return;
  const { least, most, needed, all } = lettersOf(words);
  let whole: readonly (readonly [text: string, pattern: EditPattern])[] | null = null;
  for (let length = Math.max(0, least - 3); length <= most + 3; length++) {
    const edits = gluedEdits(length, most);
    if (length < least - edits || length > most + edits) continue;
    for (const one of lone[length] ?? []) {
      if (lettersLacking(needed, one.letters) > edits || lettersLacking(one.letters, all) > edits) continue;
      whole ??= wholeTexts(words).map((text) => [text, new EditPattern(text)]);
      for (let run = 0; run < whole.length; run++) {
        const [text, pattern] = whole[run] ?? NO_WHOLE;
        if (areGlued(pattern, text.length, one.text))
          add(one.name, { token: WHOLE_NAME, run: FIRST_GLUED_RUN + run });
      }
    }
  }
}

const NO_WHOLE = ["", new EditPattern("")] as const;

/** The words of a listed name that a run of that number joins, as places in the name. */
export function gluedRunOf(index: ListIndex, name: number, run: number): readonly number[] {
  const { plain, roles } = listedWords(index, name);
  return gluedRuns(plain, roles)[run - FIRST_GLUED_RUN] ?? [];
}

/** The plain words of the traveller as places: all that a listed name of one word may hold. */
export function wholeOf({ tokens }: QueryName): readonly number[] {
  return tokens.flatMap(({ kind }, at) => (kind === "plain" ? [at] : []));
}

const sounded = (text: string): { text: string; key: string } => ({ text, key: phonemicKey(text) });

/** Similarity 0..1 of a name of one word with the other side's words run together. */
export function gluedNearness(
  index: ListIndex,
  listed: number,
  { token, run }: JoinHit,
  name: QueryName,
): number {
  const words = listedWords(index, listed);
  const left = name.tokens[token];
  const [ours, theirs] =
    left === undefined
      ? [
          wholeTexts(travellerWords(name)).slice(run - FIRST_GLUED_RUN, run - FIRST_GLUED_RUN + 1),
          words.texts[0] ?? [],
        ]
      : [gluedTexts(left), runTexts(words, gluedRuns(words.plain, words.roles)[run - FIRST_GLUED_RUN] ?? [])];
  let best = 0;
  for (const one of ours)
    for (const two of theirs) best = Math.max(best, similarity(sounded(one), sounded(two)));
  return best;
}

const rowOf = (rows: ListIndex["formTokens"], owner: number): Uint32Array =>
  rows.values.subarray(rows.starts[owner] ?? 0, rows.starts[owner + 1] ?? 0);
