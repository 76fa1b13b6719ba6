// Glued words of the traveller against adjacent words of listed names: SUSANMOUNIR for SUSAN MOUNIR (screening.md G3).
import type { FindForms, JoinHit } from "./candidates.ts";
import { addGlued, FIRST_GLUED_RUN, gluedNearness, gluedRunOf, WHOLE_NAME, wholeOf } from "./glued.ts";
import { joinsOf } from "./index/join-search.ts";
import { ROLES, type ListIndex } from "./index/list-index.ts";
import type { Role } from "./normalise/readings.ts";
import type { QueryName } from "./query.ts";
import { similarity } from "./similarity.ts";

/**
 * Joins of listed names that may be one of the traveller's words, by name: vowels are not yet looked at. With them names
 * that are one word on one side and several on the other.
 */
export function findJoins(
  index: ListIndex,
  name: QueryName,
  find: FindForms,
): ReadonlyMap<number, readonly JoinHit[]> {
  const hits = new Map<number, JoinHit[]>();
  const add = (listed: number, hit: JoinHit): void => {
    const known = hits.get(listed);
    if (known === undefined) hits.set(listed, [hit]);
    else known.push(hit);
  };
  addGlued(index, name, find, add);
  for (const [at, token] of name.tokens.entries()) {
    for (const loose of token.looseKeys) {
      const found = index.joins.find(loose);
      for (const [place, listed] of found.names.entries())
        add(listed, { token: at, run: found.runs[place] ?? 0 });
    }
  }
  return hits;
}

/** The words of a hit as places: the traveller's, and those of the listed name. */
export function wordsOfHit(
  index: ListIndex,
  listed: number,
  { token, run }: JoinHit,
  name: QueryName,
): { readonly left: readonly number[]; readonly right: readonly number[] } {
  if (token === WHOLE_NAME) return { left: wholeOf(name), right: [0] };
  return { left: [token], right: runOf(index, listed, run) };
}

/** The words of a listed name that its run of that number joins, as places in the name. */
function runOf(index: ListIndex, name: number, run: number): readonly number[] {
  if (run >= FIRST_GLUED_RUN) return gluedRunOf(index, name, run);
  const from = index.nameTokens.starts[name] ?? 0;
  const to = index.nameTokens.starts[name + 1] ?? 0;
  const roles: Role[] = [];
  for (let at = from; at < to; at++) roles.push(ROLES[index.nameRoles[at] ?? 0] ?? "unknown");
  return joinsOf(to - from, roles)[run] ?? [];
}

/**
 * Similarity 0..1 of a word with the joined words of a listed name, vowels and all: the search looks past vowels, so
 * HAKANI alone is near HAKANI and IAIA together there, and is not here.
 */
export function joinNearness(index: ListIndex, listed: number, hit: JoinHit, name: QueryName): number {
  if (hit.run >= FIRST_GLUED_RUN) return Math.min(gluedNearness(index, listed, hit, name), JOINED_EQUAL);
  let joined = "";
  for (const member of runOf(index, listed, hit.run)) {
    const word = index.nameTokens.values[(index.nameTokens.starts[listed] ?? 0) + member] ?? 0;
    const key = index.forms[index.tokens.forms.values[index.tokens.forms.starts[word] ?? 0] ?? 0]?.key ?? "";
    joined += joined.endsWith(key[0] ?? "-") ? key.slice(1) : key;
  }
  let best = 0;
  for (const { form } of name.tokens[hit.token]?.readings ?? []) {
    if (form.formClass !== "latin" || Math.abs(form.key.length - joined.length) > MOST_LONGER) continue;
    best = Math.max(best, similarity({ text: form.key, key: form.key }, { text: joined, key: joined }));
  }
  return Math.min(best, JOINED_EQUAL);
}

/** A join with more letters more or less has a word too many, however little its vowels count. */
const MOST_LONGER = 2;

/** The most a joined pair can be alike. */
export const JOINED_EQUAL = 0.95;
