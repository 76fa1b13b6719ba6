// The entries that a traveller's search meets before anything is scored: by which the loss of candidates is measured.
import { findJoins } from "./join-hits.ts";
import type { ListIndex } from "./index/list-index.ts";
import type { Traveller } from "./match.ts";
import { bestReading } from "./candidates.ts";
import { nearDates } from "./candidate-names.ts";
import { queryOf, type QueryName } from "./query.ts";
import { documentEvidence } from "./score/facts.ts";

/**
 * Ids of all entries that share a near word, a glued name or a document with the traveller, or an equal birth date and a
 * word that only such a date makes near (screening.md §4, G1-G7). What scoring or its upper bounds leave out afterwards is
 * among them: a listed person who is not was lost before being looked at.
 */
export function candidateEntries(index: ListIndex, traveller: Traveller): ReadonlySet<string> {
  const query = queryOf(index, traveller);
  const found = new Set<number>(documentEvidence(index, query).keys());
  const born = [...nearDates(index, query)].filter(([, equal]) => equal).map(([entry]) => entry);
  for (const name of query.names) {
    for (const listed of namesWithNearWords(index, name)) found.add(index.nameEntry[listed] ?? 0);
    for (const listed of findJoins(index, name, (form) => index.search.find(form)).keys())
      found.add(index.nameEntry[listed] ?? 0);
    for (const entry of born) if (hasRelaxedWord(index, name, entry)) found.add(entry);
  }
  index.search.forget();
  index.joins.forget();
  return new Set([...found].map((entry) => index.store.read(entry).id));
}

function* namesWithNearWords(index: ListIndex, name: QueryName): Generator<number> {
  const { formTokens, tokenNames } = index;
  const readings = [...name.tokens.filter(({ kind }) => kind !== "initial"), ...name.joins].flatMap(
    (word) => word.readings,
  );
  const forms = new Set(readings.flatMap(({ form }) => [...index.search.find(form).numbers]));
  const tokens = new Set<number>();
  for (const form of forms) for (const token of rowOf(formTokens, form)) tokens.add(token);
  for (const token of tokens) yield* rowOf(tokenNames, token);
}

function hasRelaxedWord(index: ListIndex, name: QueryName, entry: number): boolean {
  for (let at = index.entryNames[entry] ?? 0; at < (index.entryNames[entry + 1] ?? 0); at++) {
    for (const token of rowOf(index.nameTokens, at)) {
      for (const word of name.tokens)
        if (word.kind === "plain" && bestReading(index, word, token, true) !== null) return true;
    }
  }
  return false;
}

const rowOf = (rows: ListIndex["formTokens"], owner: number): Uint32Array =>
  rows.values.subarray(rows.starts[owner] ?? 0, rows.starts[owner + 1] ?? 0);
