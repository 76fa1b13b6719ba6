// Screens one traveller against an index of list entries: candidates, evidence, probability, decision.
import { findPairs, pairBits, WordPairs, type JoinHit } from "./candidates.ts";
import { explain } from "./explain.ts";
import { hashOf } from "./index/hash-postings.ts";
import { BIRTH_DATE_SEED, unpackDate, type ListIndex } from "./index/list-index.ts";
import type { Match, ThresholdProfile, Traveller } from "./match.ts";
import { queryOf, type Query, type QueryName } from "./query.ts";
import { bitsOfProbability, priorBits } from "./score/calibration.ts";
import {
  birthDateEvidence,
  documentEvidence,
  nationalityBits,
  sexBits,
  type DocumentEvidence,
} from "./score/facts.ts";
import { BIRTH_DATE, DOCUMENT, PERSON } from "./score/model.ts";
import { wholeName } from "./score/name-evidence.ts";
import { NameScorer } from "./score/scorer.ts";

/** The best pairing of a traveller name form with a listed name, for one entry. */
export type Scored = {
  readonly entry: number;
  readonly name: number;
  readonly form: number;
  readonly nameBits: number;
  readonly prior: number;
  readonly bits: number;
};

/** Entries that reach a score, and the scorers of the traveller's name forms, for their explanation. */
export type Scores = {
  readonly scored: readonly Scored[];
  readonly scorers: readonly NameScorer[];
  readonly documents: ReadonlyMap<number, DocumentEvidence>;
  readonly born: ReadonlySet<number>;
};

/** Working memory of one index, reused from traveller to traveller. */
type Desk = {
  /** One table of word pairs for each name form of the traveller. */
  readonly pairs: WordPairs[];
  readonly sums: Float32Array;
  readonly touched: number[];
  readonly facts: Float64Array;
  readonly factsRound: Uint32Array;
  round: number;
};

const desks = new WeakMap<ListIndex, Desk>();

function deskOf(index: ListIndex): Desk {
  let desk = desks.get(index);
  if (desk === undefined) {
    desk = {
      pairs: [],
      sums: new Float32Array(index.names),
      touched: [],
      facts: new Float64Array(index.size),
      factsRound: new Uint32Array(index.size),
      round: 0,
    };
    desks.set(index, desk);
  }
  return desk;
}

/**
 * Matches of one traveller at or above the profile's display threshold, best first, ties by entry id; empty when
 * none. Pure: the same index, traveller and profile give the same result, byte for byte. Never throws on odd names,
 * dates or documents: what cannot be read is not compared, and each match says so.
 */
export function screenTraveller(
  index: ListIndex,
  traveller: Traveller,
  profile: ThresholdProfile,
): readonly Match[] {
  const query = queryOf(index, traveller);
  const scores = scoreEntries(index, query, bitsOfProbability(profile.display));
  const matches = scores.scored.map((one) => explain(index, { traveller, query, profile, scores }, one));
  return matches
    .filter((match) => match.score >= profile.display)
    .sort((one, two) => two.score - one.score || two.bits - one.bits || (one.entryId < two.entryId ? -1 : 1));
}

/** Best scores of all entries whose bits reach `least`. */
export function scoreEntries(index: ListIndex, query: Query, least: number): Scores {
  const desk = deskOf(index);
  desk.round += 1;
  const best = new Map<number, Scored>();
  const documents = documentEvidence(index, query);
  const born = bornOn(index, query);
  const scorers: NameScorer[] = [];
  for (const [form, name] of query.names.entries()) {
    scorers.push(scoreName(index, desk, { query, form, name, documents, born, least }, best));
  }
  for (const entry of documents.keys()) {
    if (!best.has(entry)) addDocumentOnly(index, { query, documents, least }, entry, best);
  }
  return { scored: [...best.values()], scorers, documents, born };
}

/** Entries with exactly the traveller's full birth date: their names are compared less strictly (G6). */
function bornOn(index: ListIndex, query: Query): ReadonlySet<number> {
  const date = query.birthDate;
  const born = new Set<number>();
  if (date === null || date.day === 0) return born;
  const found: number[] = [];
  const count = index.birthDates.collect(
    hashOf(`${date.year}-${date.month}-${date.day}`, BIRTH_DATE_SEED),
    found,
    0,
  );
  for (let at = 0; at < count; at++) {
    const entry = found[at] ?? 0;
    const { starts, values } = index.entries.dobs;
    for (let place = starts[entry] ?? 0; place < (starts[entry + 1] ?? 0); place++) {
      const listed = unpackDate(values[place] ?? 0);
      if (
        listed.kind === 0 &&
        listed.year === date.year &&
        listed.month === date.month &&
        listed.day === date.day
      )
        born.add(entry);
    }
  }
  return born;
}

type Task = {
  readonly query: Query;
  readonly form: number;
  readonly name: QueryName;
  readonly documents: ReadonlyMap<number, DocumentEvidence>;
  readonly born: ReadonlySet<number>;
  readonly least: number;
};

function scoreName(index: ListIndex, desk: Desk, task: Task, best: Map<number, Scored>): NameScorer {
  const { name, born, documents } = task;
  const pairs = (desk.pairs[task.form] ??= new WordPairs(index.tokens.surfaces.length));
  findPairs(index, name, pairs, (form, visit) => index.search.find(form, visit));
  const joinHits = findJoins(index, name);
  sumPostings(index, desk, pairs, joinHits);
  const scorer = new NameScorer(index, name, pairs, joinHits);
  const prior = priorBits(index.population);
  for (const at of desk.touched) {
    const entry = index.nameEntry[at] ?? 0;
    const bound = wholeName((desk.sums[at] ?? 0) + scorer.bonus(at));
    desk.sums[at] = 0;
    if (born.has(entry) || documents.has(entry)) continue;
    if (prior + bound + MOST_FACT_BITS < task.least - 1e-3) continue;
    const facts = factBits(index, desk, task.query, entry);
    if (prior + bound + facts < task.least - 1e-3) continue;
    consider(scorer, { entry, name: at, form: task.form, prior, facts, relaxed: false }, best, task);
  }
  for (const entry of new Set([...born, ...documents.keys()])) {
    const facts = factBits(index, desk, task.query, entry);
    for (let at = index.entryNames[entry] ?? 0; at < (index.entryNames[entry + 1] ?? 0); at++) {
      consider(
        scorer,
        { entry, name: at, form: task.form, prior, facts, relaxed: born.has(entry) },
        best,
        task,
      );
    }
  }
  return scorer;
}

/** The most that birth date, sex and nationality together can add. */
const MOST_FACT_BITS = BIRTH_DATE.equal + PERSON.sexEqual + PERSON.nationalityEqual;

function consider(
  scorer: NameScorer,
  pair: { entry: number; name: number; form: number; prior: number; facts: number; relaxed: boolean },
  best: Map<number, Scored>,
  task: Task,
): void {
  const { entry, name, form } = pair;
  const nameBits = scorer.score(name, pair.relaxed, null);
  const document = task.documents.get(entry);
  const documentBits = document === undefined || nameBits < document.needsNameBits ? 0 : document.bits;
  const bits = totalBits(pair.prior + nameBits + pair.facts + documentBits, document);
  if (bits < task.least && document === undefined) return;
  const known = best.get(entry);
  if (known === undefined || bits > known.bits)
    best.set(entry, { entry, name, form, nameBits, prior: pair.prior, bits });
}

/** An equal document of the same State is strong by itself: another name on it is a finding too. */
export function totalBits(sum: number, document: DocumentEvidence | undefined): number {
  return document?.relation === "number-equal" ? Math.max(sum, DOCUMENT.strongBits) : sum;
}

/** A traveller without a readable name is still found by document. */
function addDocumentOnly(
  index: ListIndex,
  task: { query: Query; documents: ReadonlyMap<number, DocumentEvidence>; least: number },
  entry: number,
  best: Map<number, Scored>,
): void {
  const document = task.documents.get(entry);
  const name = index.entryNames[entry] ?? 0;
  if (document === undefined || document.needsNameBits > 0) return;
  const facts = factBits(index, null, task.query, entry);
  const prior = priorBits(index.population);
  const bits = totalBits(prior + facts + document.bits, document);
  best.set(entry, { entry, name, form: -1, nameBits: 0, prior, bits });
}

function factBits(index: ListIndex, desk: Desk | null, query: Query, entry: number): number {
  if (desk !== null && desk.factsRound[entry] === desk.round) return desk.facts[entry] ?? 0;
  const facts =
    (birthDateEvidence(index, query, entry)?.bits ?? 0) +
    (sexBits(index, query, entry) ?? 0) +
    (nationalityBits(index, query, entry)?.bits ?? 0);
  if (desk !== null) {
    desk.facts[entry] = facts;
    desk.factsRound[entry] = desk.round;
  }
  return facts;
}

/** Joins of listed names near one of the traveller's words, by name. */
export function findJoins(index: ListIndex, name: QueryName): ReadonlyMap<number, readonly JoinHit[]> {
  const hits = new Map<number, JoinHit[]>();
  for (const [token, { looseKeys }] of name.tokens.entries()) {
    for (const loose of looseKeys) {
      index.joins.find(loose, (listed, run, edits, letters) => {
        const hit = { token, run, similarity: joinSimilarity(edits, letters) };
        const known = hits.get(listed);
        if (known === undefined) hits.set(listed, [hit]);
        else known.push(hit);
      });
    }
  }
  return hits;
}

/** Similarity of a glued word with a join by their edits on loose keys. */
export function joinSimilarity(edits: number, letters: number): number {
  return edits === 0 ? 0.95 : 0.95 - edits / (0.62 * letters + 1);
}

/** Adds to every listed name the most its words can contribute. */
function sumPostings(
  index: ListIndex,
  desk: Desk,
  pairs: WordPairs,
  joinHits: ReadonlyMap<number, readonly JoinHit[]>,
): void {
  const { sums, touched } = desk;
  touched.length = 0;
  const { starts, values } = index.tokenNames;
  for (const token of pairs.tokens) {
    const most = pairs.most(token);
    for (let at = starts[token] ?? 0; at < (starts[token + 1] ?? 0); at++) {
      const name = values[at] ?? 0;
      if (sums[name] === 0) touched.push(name);
      sums[name] = (sums[name] ?? 0) + most;
    }
  }
  for (const [name, hits] of joinHits) {
    if (sums[name] === 0) touched.push(name);
    for (const hit of hits) sums[name] = (sums[name] ?? 0) + joinMost(index, name, hit);
  }
}

function joinMost(index: ListIndex, name: number, hit: JoinHit): number {
  let weight = 0;
  for (let at = index.nameTokens.starts[name] ?? 0; at < (index.nameTokens.starts[name + 1] ?? 0); at++) {
    weight += index.tokens.bits[index.nameTokens.values[at] ?? 0] ?? 0;
  }
  return Math.max(0.001, pairBits(weight, hit.similarity, 0));
}
