// Glued words of the traveller against adjacent words of listed names: SUSANMOUNIR for SUSAN MOUNIR (screening.md G3).
import type { JoinHit } from "./candidates.ts";
import { joinsOf } from "./index/join-search.ts";
import { ROLES, type ListIndex } from "./index/list-index.ts";
import type { Role } from "./normalise/readings.ts";
import type { QueryName, QueryToken } from "./query.ts";
import { similarity } from "./similarity.ts";

/** Joins of listed names that may be one of the traveller's words, by name: vowels are not yet looked at. */
export function findJoins(index: ListIndex, name: QueryName): ReadonlyMap<number, readonly JoinHit[]> {
  const hits = new Map<number, JoinHit[]>();
  for (const [at, token] of name.tokens.entries()) {
    for (const loose of token.looseKeys) {
      const found = index.joins.find(loose);
      for (const [place, listed] of found.names.entries()) {
        const hit = { token: at, run: found.runs[place] ?? 0 };
        const known = hits.get(listed);
        if (known === undefined) hits.set(listed, [hit]);
        else known.push(hit);
      }
    }
  }
  return hits;
}

/** The words of a listed name that its run of that number joins, as places in the name. */
export function runOf(index: ListIndex, name: number, run: number): readonly number[] {
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
export function joinNearness(index: ListIndex, name: number, run: number, token: QueryToken): number {
  let joined = "";
  for (const member of runOf(index, name, run)) {
    const listed = index.nameTokens.values[(index.nameTokens.starts[name] ?? 0) + member] ?? 0;
    const key =
      index.forms[index.tokens.forms.values[index.tokens.forms.starts[listed] ?? 0] ?? 0]?.key ?? "";
    joined += joined.endsWith(key[0] ?? "-") ? key.slice(1) : key;
  }
  let best = 0;
  for (const { form } of token.readings) {
    if (form.formClass !== "latin") continue;
    best = Math.max(best, similarity({ text: form.key, key: form.key }, { text: joined, key: joined }));
  }
  return Math.min(best, JOINED_EQUAL);
}

/** The most a joined pair can be alike. */
export const JOINED_EQUAL = 0.95;
