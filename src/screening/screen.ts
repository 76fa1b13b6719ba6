// Screens one traveller against an index of list entries: candidates, evidence, probability, decision.
import { eachCandidateName, nearDates, type Sums } from "./candidate-names.ts";
import { findPairs } from "./candidates.ts";
import { findJoins } from "./join-hits.ts";
import { explain } from "./explain.ts";
import type { ListIndex } from "./index/list-index.ts";
import type { Match, ThresholdProfile, Traveller } from "./match.ts";
import { queryOf, type Query, type QueryName } from "./query.ts";
import { bitsOfProbability, priorBits } from "./score/calibration.ts";
import { documentEvidence, factBitsOf, type DocumentEvidence } from "./score/facts.ts";
import { DOCUMENT } from "./score/model.ts";
import { NameScorer } from "./score/scorer.ts";
import { WordPairs } from "./word-pairs.ts";

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
  readonly sums: Sums;
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
      sums: { values: new Float64Array(index.names), touched: [] },
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
  return screenTravellers(index, [traveller], profile)[0] ?? [];
}

/** The same for travellers of one list, each by itself and in their order: a name they share is sought once. */
export function screenTravellers(
  index: ListIndex,
  travellers: readonly Traveller[],
  profile: ThresholdProfile,
): readonly (readonly Match[])[] {
  const matches = travellers.map((traveller) => matchesOf(index, traveller, profile));
  index.search.forget();
  index.joins.forget();
  return matches;
}

function matchesOf(index: ListIndex, traveller: Traveller, profile: ThresholdProfile): readonly Match[] {
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
  const near = nearDates(index, query);
  const special = new Set([...near.keys(), ...documents.keys()]);
  const born = new Set([...near].filter(([, equal]) => equal).map(([entry]) => entry));
  const scorers: NameScorer[] = [];
  for (const [form, name] of query.names.entries()) {
    scorers.push(scoreName(index, desk, { query, form, name, documents, born, special, least }, best));
  }
  for (const entry of documents.keys()) {
    if (!best.has(entry)) addDocumentOnly(index, { query, documents, least }, entry, best);
  }
  return { scored: [...best.values()], scorers, documents, born };
}

type Task = {
  readonly query: Query;
  readonly form: number;
  readonly name: QueryName;
  readonly documents: ReadonlyMap<number, DocumentEvidence>;
  /** Entries with exactly the traveller's full birth date: their names are compared less strictly (G6). */
  readonly born: ReadonlySet<number>;
  readonly special: ReadonlySet<number>;
  readonly least: number;
};

function scoreName(index: ListIndex, desk: Desk, task: Task, best: Map<number, Scored>): NameScorer {
  const { name, born, special, least } = task;
  const pairs = (desk.pairs[task.form] ??= new WordPairs(index.tokens.surfaces.length));
  findPairs(index, name, pairs, (form) => index.search.find(form));
  const joinHits = findJoins(index, name);
  const scorer = new NameScorer(index, name, pairs, joinHits);
  const prior = priorBits(index.population);
  const facts = (entry: number): number => factBits(index, desk, task.query, entry);
  const search = {
    index,
    pairs,
    joinHits,
    special,
    prior,
    least,
    bonus: scorer.bonus,
    birthDate: task.query.birthDate,
    facts,
  };
  eachCandidateName(search, desk.sums, (at, entry) => {
    const pair = { entry, name: at, form: task.form, prior, facts: facts(entry), relaxed: born.has(entry) };
    consider(scorer, pair, best, task);
  });
  return scorer;
}

function consider(
  scorer: NameScorer,
  pair: { entry: number; name: number; form: number; prior: number; facts: number; relaxed: boolean },
  best: Map<number, Scored>,
  task: Task,
): void {
  const { entry, name, form } = pair;
  const nameBits = scorer.score(name, pair.relaxed, null);
  const document = task.documents.get(entry);
  if (!scorer.anchored && document === undefined) return;
  const documentBits = document === undefined || nameBits < document.needsNameBits ? 0 : document.bits;
  const sum = pair.prior + nameBeside(nameBits, documentBits) + pair.facts + documentBits;
  const bits = totalBits(sum, document);
  if (bits < task.least && document === undefined) return;
  const known = best.get(entry);
  if (known === undefined || bits > known.bits)
    best.set(entry, { entry, name, form, nameBits, prior: pair.prior, bits });
}

/** Beside a document that agrees another name says less: documents are lent, stolen and renewed under new names. */
export function nameBeside(nameBits: number, documentBits: number): number {
  return documentBits >= DOCUMENT.nameBesideFrom ? Math.max(nameBits, DOCUMENT.nameBesideLeast) : nameBits;
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
  const facts = factBitsOf(index, query, entry);
  if (desk !== null) {
    desk.facts[entry] = facts;
    desk.factsRound[entry] = desk.round;
  }
  return facts;
}
