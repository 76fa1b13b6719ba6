// Screens one traveller against an index of list entries: candidates, evidence, probability, decision.
import { eachCandidateName, nearDates, type Sums } from "./candidate-names.ts";
import { findPairs, type FindForms } from "./candidates.ts";
import { findJoins } from "./join-hits.ts";
import { explain } from "./explain.ts";
import type { ListIndex } from "./index/list-index.ts";
import type { Match, ThresholdProfile, Traveller } from "./match.ts";
import { queryOf, type Query, type QueryMemo, type QueryName } from "./query.ts";
import { bitsOfProbability, priorBits } from "./score/calibration.ts";
import { parseDate } from "./score/birth-date.ts";
import {
  documentEvidence,
  factBitsOf,
  isSameDocument,
  mostPersonFacts,
  type DocumentEvidence,
} from "./score/facts.ts";
import { Reach, REACH_MOST_ENTRIES } from "./reach.ts";
import { DOCUMENT } from "./score/model.ts";
import { NameScorer } from "./score/scorer.ts";
import type { Scored, Scores } from "./scored.ts";
import { WordPairs } from "./word-pairs.ts";

/** Working memory of one index, reused from traveller to traveller. */
type Desk = {
  /** One table of word pairs for each name form of the traveller. */
  readonly pairs: WordPairs[];
  readonly sums: Sums;
  readonly facts: Float64Array;
  readonly factsRound: Uint32Array;
  round: number;
  readonly memo: QueryMemo;
  readonly reach: Reach;
  /** Travellers since words were last forgotten. */
  kept: number;
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
      memo: { tokens: new Map(), ready: new Map() },
      reach: new Reach(index),
      kept: 0,
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

/** Words of travellers are kept for so many of them at most, even where one question has more. */
const KEPT_TRAVELLERS = 50_000;

/**
 * The same for travellers of one list, each by itself and in their order: a name they share is sought once. `keep`: what
 * they share with those asked about next is not forgotten between.
 */
export function screenTravellers(
  index: ListIndex,
  travellers: readonly Traveller[],
  profile: ThresholdProfile,
  keep = false,
): readonly (readonly Match[])[] {
  const desk = deskOf(index);
  const matches = travellers.map((traveller) => {
    desk.kept += 1;
    if (desk.kept > KEPT_TRAVELLERS) forget(index, desk);
    return matchesOf(index, traveller, profile);
  });
  if (!keep) forget(index, desk);
  return matches;
}

function forget(index: ListIndex, desk: Desk): void {
  index.search.forget();
  index.joins.forget();
  desk.memo.tokens.clear();
  desk.memo.ready.clear();
  desk.reach.forget();
  desk.kept = 0;
}

function matchesOf(index: ListIndex, traveller: Traveller, profile: ThresholdProfile): readonly Match[] {
  return readMatches(index, traveller, profile)
    .filter((match) => match.score >= profile.display)
    .sort((one, two) => two.score - one.score || two.bits - one.bits || (one.entryId < two.entryId ? -1 : 1));
}

/** Matches of a traveller; where the birth year may be of two centuries, of each entry that of the one that agrees better. */
function readMatches(index: ListIndex, traveller: Traveller, profile: ThresholdProfile): readonly Match[] {
  const asSent = scoredMatches(index, traveller, profile, false);
  const year = parseDate(traveller.birthDate)?.year ?? 0;
  if (traveller.birthYearAmbiguous !== true || year < FIRST_CENTURIES) return asSent;
  const birthDate = `${year - 100}${traveller.birthDate?.slice(4) ?? ""}`;
  const earlier = scoredMatches(index, { ...traveller, birthDate }, profile, true);
  const best = new Map(asSent.map((match) => [match.entryId, match]));
  for (const match of earlier) {
    const known = best.get(match.entryId);
    const agrees = match.why.some(({ feature, bits }) => feature === "birth-date" && bits > 0);
    if (agrees && (known === undefined || match.bits > known.bits)) best.set(match.entryId, match);
  }
  return [...best.values()];
}

/** Years that are read as a century earlier begin here; a year of two digits is never of the century before that. */
const FIRST_CENTURIES = 1900;

function scoredMatches(
  index: ListIndex,
  traveller: Traveller,
  profile: ThresholdProfile,
  otherCentury: boolean,
): readonly Match[] {
  const query = queryOf(index, traveller, deskOf(index).memo);
  const scores = scoreEntries(index, query, bitsOfProbability(profile.display, profile.calibration));
  const asked = { traveller, query, profile, scores, otherCentury };
  return scores.scored.map((one) => explain(index, asked, one));
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
  // Of few entries most travellers are far from all: that is seen from their words.
  if (index.size <= REACH_MOST_ENTRIES && born.size === 0 && documents.size === 0) {
    const facts = (entry: number): number => factBits(index, desk, query, entry);
    if (!desk.reach.mayReach(query, least, { near: special, mostFacts: mostPersonFacts(query), facts }))
      return { scored: [], scorers, documents, born };
  }
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
  const find: FindForms = (form) => index.search.find(form);
  findPairs(index, name, pairs, find);
  const joinHits = findJoins(index, name, find);
  const scorer = new NameScorer(index, name, pairs, joinHits);
  const prior = priorBits(index.population);
  const facts = (entry: number): number => factBits(index, desk, task.query, entry);
  const search = {
    index,
    pairs,
    joinHits,
    special,
    certain: (entry: number) => born.has(entry) || task.documents.has(entry),
    prior,
    least,
    bonus: scorer.bonus,
    birthDate: task.query.birthDate,
    person: task.query,
    mostFacts: mostPersonFacts(task.query),
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
  if (known === undefined || bits > known.bits || (bits === known.bits && isBefore(pair, known)))
    best.set(entry, { entry, name, form, nameBits, prior: pair.prior, bits });
}

/** Of names worth the same the first of the entry is told: not the one met first, which depends on the rest of the list. */
function isBefore(one: Pick<Scored, "name" | "form">, other: Pick<Scored, "name" | "form">): boolean {
  return one.form < other.form || (one.form === other.form && one.name < other.name);
}

/** Beside a document that agrees another name says less: documents are lent, stolen and renewed under new names. */
export function nameBeside(nameBits: number, documentBits: number): number {
  return documentBits >= DOCUMENT.nameBesideFrom ? Math.max(nameBits, DOCUMENT.nameBesideLeast) : nameBits;
}

/** An equal document of the same State is strong by itself: another name on it is a finding too. */
export function totalBits(sum: number, document: DocumentEvidence | undefined): number {
  return isSameDocument(document?.relation) ? Math.max(sum, DOCUMENT.strongBits) : sum;
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
