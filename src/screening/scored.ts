// What scoring finds of one traveller, and what a match is explained from.
import type { Feature, Relation, ThresholdProfile, Traveller } from "./match.ts";
import type { Query } from "./query.ts";
import type { DocumentEvidence } from "./score/facts.ts";
import type { NameScorer } from "./score/scorer.ts";

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

/** One item of evidence before its sentence and share are made. */
export type Item = {
  readonly feature: Feature;
  readonly relation: Relation;
  readonly left: string | null;
  readonly right: string | null;
  readonly bits: number;
};

/** What a match is explained from. */
export type Asked = {
  readonly traveller: Traveller;
  readonly query: Query;
  readonly profile: ThresholdProfile;
  readonly scores: Scores;
  /** The birth year of the traveller is here the one a hundred years before that sent. */
  readonly otherCentury: boolean;
};
