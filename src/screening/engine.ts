// What every index says about itself, and the version of a list it was built from.

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
  /** Bytes held by the index's own tables and its copy of the entries. */
  readonly memoryBytes: number;
};
