// The engine's two functions as types: what api.ts exports under the names buildIndex and screenTraveller.
import type { ListEntry } from "#watchlists";
import type { Match, ThresholdProfile, Traveller } from "./match.ts";

/** The version of one list that an index was built from; `version` is the caller's (number, date or hash). */
export type IndexedList = { readonly code: string; readonly version: string };

/** What is public of an index: immutable, swapped whole when a list changes. */
export type IndexFacts = {
  /** Entries indexed. */
  readonly size: number;
  /** Name forms indexed. */
  readonly names: number;
  readonly lists: readonly IndexedList[];
  readonly engineVersion: string;
  /** Bytes held by the index's own tables, without the entries themselves. */
  readonly memoryBytes: number;
};

/** Builds an immutable index; entries whose list is not in `lists` get the version "unversioned". */
export type BuildIndex<Index extends IndexFacts> = (
  entries: Iterable<ListEntry>,
  lists: readonly IndexedList[],
) => Index;

/** Pure: same index, traveller and profile give the same matches, byte for byte; best first, empty when none. */
export type ScreenTraveller<Index extends IndexFacts> = (
  index: Index,
  traveller: Traveller,
  profile: ThresholdProfile,
) => readonly Match[];
