// What the server and its screening thread say to each other.
import type { IndexedList } from "./engine.ts";
import type { Match, Traveller } from "./match.ts";

/** Entries go as JSON text: the thread parses them, not the server. */
export type ToThread =
  | { readonly kind: "entries"; readonly texts: readonly string[] }
  | { readonly kind: "ready"; readonly lists: readonly IndexedList[] }
  | {
      /** What differs from the index since: screened beside it until it is built anew. */
      readonly kind: "differences";
      readonly lists: readonly IndexedList[];
      readonly entries: readonly string[];
      readonly removed: readonly string[];
    }
  | {
      readonly kind: "part";
      readonly part: number;
      readonly entries: readonly string[];
      readonly lists: readonly IndexedList[];
    }
  | { readonly kind: "part-done"; readonly part: number }
  | {
      readonly kind: "screen";
      readonly question: number;
      readonly travellers: readonly Traveller[];
      readonly part: number | null;
    };

/** By what travellers were screened. */
export type ScreenedBy = {
  readonly engineVersion: string;
  readonly lists: readonly IndexedList[];
};

export type FromThread =
  | {
      readonly kind: "stands";
      readonly entries: number;
      readonly names: number;
      readonly memoryBytes: number;
      readonly by: ScreenedBy;
    }
  | {
      readonly kind: "screened";
      readonly question: number;
      readonly matches: readonly (readonly Match[])[];
      readonly by: ScreenedBy;
    };
