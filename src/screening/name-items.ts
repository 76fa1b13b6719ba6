// The name evidence of one match, item by item: which word was paired with which, how, and what is left over.
import { bestReading } from "./candidates.ts";
import { ROLES, type ListIndex } from "./index/list-index.ts";
import type { Feature, Relation } from "./match.ts";
import type { Form } from "./form.ts";
import { phonemicKey } from "./normalise/key.ts";
import { slipBetween, spellingHabit } from "./name-reason.ts";
import type { QueryName } from "./query.ts";
import type { Asked, Item, Scored } from "./scored.ts";
import { bitCount, wholeName } from "./score/name-evidence.ts";

/** Items whose bits sum to the scored name bits; none for a match by document alone. */
export function nameItems(index: ListIndex, asked: Asked, scored: Scored): Item[] {
  const scorer = asked.scores.scorers[scored.form];
  const name = asked.query.names[scored.form];
  if (scorer === undefined || name === undefined) return [];
  const listed = listedWords(index, scored.name);
  const left = (set: number): string | null => wordsOf(set, (place) => name.tokens[place]?.surface ?? "");
  const right = (set: number): string | null => wordsOf(set, (place) => listed[place]?.surface ?? "");
  const relaxed = asked.scores.born.has(scored.entry);
  const items: Item[] = [];
  scorer.score(scored.name, relaxed, (feature, relation, one, two, bits) => {
    items.push({ feature, relation, left: left(one), right: right(two), bits });
  });
  const { edges, alignment } = scorer;
  const scale = alignment.bits > 0 ? wholeName(alignment.bits) / alignment.bits : 1;
  const pairs: Item[] = [];
  for (const edge of alignment.chosen) {
    const [one, two] = [edges.left[edge] ?? 0, edges.right[edge] ?? 0];
    pairs.push({
      feature: featureOf(one, two, name, listed),
      relation: relationOf(index, { one, two, name, listed, relaxed }),
      left: left(one),
      right: right(two),
      bits: (edges.bits[edge] ?? 0) * scale,
    });
  }
  return [...pairs, ...items];
}

type ListedWord = { readonly token: number; readonly surface: string; readonly role: Feature };

function listedWords(index: ListIndex, name: number): ListedWord[] {
  const words: ListedWord[] = [];
  for (let at = index.nameTokens.starts[name] ?? 0; at < (index.nameTokens.starts[name + 1] ?? 0); at++) {
    const token = index.nameTokens.values[at] ?? 0;
    const role = ROLES[index.nameRoles[at] ?? 0] ?? "unknown";
    words.push({
      token,
      surface: index.tokens.surfaces[token] ?? "",
      role: role === "unknown" ? "name" : role,
    });
  }
  return words;
}

function wordsOf(set: number, surface: (place: number) => string): string | null {
  return set === 0 ? null : placesOf(set).map(surface).join(" ");
}

function placesOf(set: number): number[] {
  const places: number[] = [];
  for (let rest = set; rest !== 0; rest &= rest - 1) places.push(firstPlace(rest));
  return places;
}

/** The part compared: the list's word for it, or the traveller's where the list does not say. */
function featureOf(one: number, two: number, name: QueryName, listed: readonly ListedWord[]): Feature {
  const right = listed[firstPlace(two)]?.role ?? "name";
  if (new Set(placesOf(two).map((place) => listed[place]?.role)).size > 1) return "name";
  if (right !== "name") return right;
  if (new Set(placesOf(one).map((place) => name.tokens[place]?.role)).size > 1) return "name";
  const left = name.tokens[firstPlace(one)]?.role ?? "unknown";
  return left === "unknown" ? "name" : left;
}

function firstPlace(set: number): number {
  return 31 - Math.clz32(set & -set);
}

type Paired = {
  readonly one: number;
  readonly two: number;
  readonly name: QueryName;
  readonly listed: readonly ListedWord[];
  readonly relaxed: boolean;
};

/** Whether words of which one side joins several sound the same once they are joined, in some order. */
function areSameJoined(index: ListIndex, { one, two, name, listed }: Paired): boolean {
  const ours = joinedKeys(
    placesOf(one).map((place) => name.tokens[place]?.readings.map(({ form }) => form) ?? []),
  );
  const theirs = joinedKeys(placesOf(two).map((place) => formsOfToken(index, listed[place]?.token ?? 0)));
  return ours.some((key) => theirs.includes(key));
}

/** Keys of a few words as one, in every order that turning makes; of each word its first spellings. */
function joinedKeys(words: readonly (readonly Form[])[]): string[] {
  const spelt = words.map((forms) =>
    forms
      .filter(({ formClass }) => formClass === "latin")
      .slice(0, MOST_SPELLINGS)
      .map(({ text }) => text),
  );
  return spelt.flatMap((_word, at) =>
    [...spelt.slice(at), ...spelt.slice(0, at)]
      .reduce<string[]>((texts, more) => texts.flatMap((text) => more.map((next) => text + next)), [""])
      .map(phonemicKey),
  );
}

const MOST_SPELLINGS = 8;

function formsOfToken(index: ListIndex, token: number): Form[] {
  const { starts, values } = index.tokens.forms;
  const forms: Form[] = [];
  for (let at = starts[token] ?? 0; at < (starts[token + 1] ?? 0); at++) {
    const form = index.forms[values[at] ?? 0];
    if (form !== undefined) forms.push(form);
  }
  return forms;
}

function relationOf(index: ListIndex, pair: Paired): Relation {
  const { one, two, name, listed, relaxed } = pair;
  if (bitCount(two) > 1) return areSameJoined(index, pair) ? "joined" : "joined-alike";
  if (bitCount(one) > 1) return areSameJoined(index, pair) ? "split" : "split-alike";
  const left = name.tokens[firstPlace(one)];
  const right = listed[firstPlace(two)];
  if (left === undefined || right === undefined) return "spelling";
  if (left.surface === right.surface) return "equal";
  const best = bestReading(index, left, right.token, relaxed);
  if (best === null) return left.surface.length === 1 || right.surface.length === 1 ? "initial" : "truncated";
  const kinds = [best.left.kind, best.rightKind];
  if (kinds.includes("stem")) return "surname-stem";
  if (kinds.includes("untitled")) return "title-glued";
  if (kinds.includes("root")) return "patronymic-form";
  if (kinds.includes("masculine")) return "gender-ending";
  const habit = spellingHabit(left.surface, right.surface);
  if (habit !== null) return habit;
  if (kinds.includes("servant")) return "servant-of";
  if (best.near === 1) return "script-reading";
  if (best.left.form.group >= 0 && best.left.form.group === best.right.group) return "equivalent-name";
  if (best.left.form.key === best.right.key) return "same-sound";
  const [short, long] = [best.left.form.text, best.right.text].sort((a, b) => a.length - b.length);
  return long !== undefined && short !== undefined && short.length >= 4 && long.startsWith(short)
    ? "truncated"
    : slipBetween(best.left.form.text, best.right.text);
}
