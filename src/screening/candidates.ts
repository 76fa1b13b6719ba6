// Which listed words are near each of the traveller's words, and what each pair is worth.
import { areOtherNames, Nearness, type Form, type Reading } from "./form.ts";
import type { Neighbours } from "./index/form-search.ts";
import { READING_KINDS, type ListIndex } from "./index/list-index.ts";
import type { QueryName, QueryToken } from "./query.ts";
import { NAME } from "./score/model.ts";
import { shareOf } from "./score/name-evidence.ts";
import type { WordPairs } from "./word-pairs.ts";

/** A join of a listed name that may be one glued word: `run` numbers it as joinsOf does. How near is told later. */
export type JoinHit = { readonly token: number; readonly run: number };

/** Bits of a pair of words: the share of the more common word's bits, less the cost of reading them so. */
export function pairBits(weight: number, similarity: number, cost: number): number {
  return weight * shareOf(similarity) - cost;
}

/** How listed forms near a form are found: by the index, or by looking at all of them. */
export type FindForms = (form: Form) => Neighbours;

/** Fills `pairs` for one traveller name. Columns: its words, then its joins. */
export function findPairs(index: ListIndex, name: QueryName, pairs: WordPairs, find: FindForms): void {
  pairs.begin(name.tokens.length + name.joins.length);
  for (const [column, token] of name.tokens.entries()) {
    if (token.kind === "initial") continue;
    for (const reading of token.readings) {
      pairReading(index, reading, { column, bits: token.bits, less: 0, group: token.group }, pairs, find);
    }
    pairInitials(index, token, column, pairs);
  }
  for (const [at, join] of name.joins.entries()) {
    const column = name.tokens.length + at;
    let bits = 0;
    for (const member of join.members) bits += name.tokens[member]?.bits ?? 0;
    for (const reading of join.readings)
      pairReading(index, reading, { column, bits, less: NAME.join, group: -1 }, pairs, find);
  }
  pairs.finish();
}

/** Listed initials that a word of the traveller may stand for. */
function pairInitials(index: ListIndex, token: QueryToken, column: number, pairs: WordPairs): void {
  for (let letters = token.initials; letters !== 0; letters &= letters - 1) {
    for (const listed of index.initialTokens[31 - Math.clz32(letters & -letters)] ?? []) {
      pairs.set(listed, column, Math.min(NAME.initial, token.bits, index.tokens.bits[listed] ?? 0));
    }
  }
}

/** From this similarity two words sound the same. */
export const SAME_SOUND = 0.95;

function pairReading(
  index: ListIndex,
  reading: Reading,
  side: { readonly column: number; readonly bits: number; readonly less: number; readonly group: number },
  pairs: WordPairs,
  find: FindForms,
): void {
  const { starts, values } = index.formTokens;
  const { numbers, nears } = find(reading.form);
  const known = index.search.has(reading.form) ? NAME.knownName : 0;
  for (let place = 0; place < numbers.length; place++) {
    const number = numbers[place] ?? 0;
    const share = shareOf(nears[place] ?? 0);
    const other = (nears[place] ?? 0) < SAME_SOUND ? known : 0;
    for (let at = starts[number] ?? 0; at < (starts[number + 1] ?? 0); at++) {
      const token = values[at] ?? 0;
      if (isOtherName(index, side.group, reading.form, token, number)) continue;
      if (reading.kind === "joined" && isBeginningOf(index.forms[number], reading.form)) continue;
      const weight = Math.min(side.bits, index.tokens.bits[token] ?? 0);
      const bits = weight * share - reading.cost - (index.formTokenCosts[at] ?? 0) + side.less + other;
      if (bits > 0) pairs.set(token, side.column, bits);
    }
  }
}

/** A listed word that words run together begin with is one of them, not all. */
const isBeginningOf = (listed: Form | undefined, joined: Form): boolean =>
  listed !== undefined && listed.text.length < joined.text.length && joined.text.startsWith(listed.text);

/**
 * Whether a listed token is known to be another name than a word of `group`, so that likeness by an unusual reading of
 * either says nothing: HASHIM, a Russian clerk's GASHIM, is not QASIM. Names that share a stem, or of which one has the
 * other in it (ABDULKARIM and KARIM), are compared all the same.
 */
function isOtherName(
  index: ListIndex,
  group: number,
  form: Form,
  token: number,
  listedForm: number,
): boolean {
  if (group < 0 || form.formClass !== "latin") return false;
  if (!areOtherNames(group, index.tokens.groups[token] ?? -1)) return false;
  return form.group < 0 || form.group !== index.forms[listedForm]?.group;
}

/** The readings by which two words are nearest, and what they earn per ten bits of weight. */
export type BestReading = {
  readonly left: Reading;
  readonly right: Form;
  readonly rightKind: string;
  readonly near: number;
  readonly cost: number;
  readonly value: number;
};

/** Similarity of one traveller word and one listed word, for names whose birth date is equal (G6) and for explanation. */
export function bestReading(
  index: ListIndex,
  { readings, group }: Pick<QueryToken, "readings" | "group">,
  token: number,
  relaxed: boolean,
): BestReading | null {
  let best: BestReading | null = null;
  const { starts, values } = index.tokens.forms;
  for (const left of readings) {
    const nearness = new Nearness(left.form);
    for (let at = starts[token] ?? 0; at < (starts[token + 1] ?? 0); at++) {
      const number = values[at] ?? 0;
      const right = index.forms[number];
      if (right === undefined || isOtherName(index, group, left.form, token, number)) continue;
      const near = relaxed ? nearness.toWithBirthDate(right) : nearness.to(right);
      if (near <= 0) continue;
      const cost = left.cost + (index.tokens.formCosts[at] ?? 0);
      const value = pairBits(10, near, cost);
      if (best === null || value > best.value) {
        best = {
          left,
          right,
          rightKind: READING_KINDS[index.tokens.formKinds[at] ?? 0] ?? "base",
          near,
          cost,
          value,
        };
      }
    }
  }
  return best;
}
