// What the server and its screening thread say to each other.
import type { IndexedList } from "./engine.ts";
import type { Match, ThresholdProfile, Traveller } from "./match.ts";
import type { RarityColumns } from "./rarity.ts";
import type { SnapshotRefusal } from "./snapshot-file.ts";

/** Entries go as JSON text: the thread parses them, not the server. */
export type ToThread =
  | { readonly kind: "entries"; readonly texts: readonly string[] }
  | {
      /** The index is whole; `weights`: it is a part of another and weighs names as that one does. */
      readonly kind: "ready";
      readonly lists: readonly IndexedList[];
      readonly weights: Weights | null;
    }
  | {
      /** What differs from the index since: screened beside it until it is built anew. */
      readonly kind: "differences";
      readonly lists: readonly IndexedList[];
      readonly entries: readonly string[];
      readonly removed: readonly string[];
    }
  | { readonly kind: "tell-weights" }
  | {
      /** Reopens the index of a file instead of building one; where it cannot, it is told so and waits for entries. */
      readonly kind: "reopen";
      readonly path: string;
    }
  | { readonly kind: "write"; readonly path: string; readonly note: string }
  /** Everything before it is done; then the thread ends by itself. */
  | { readonly kind: "end" }
  | {
      readonly kind: "screen";
      readonly question: number;
      readonly travellers: readonly Traveller[];
      readonly profile: ThresholdProfile;
    };

/** How an index weighs names, on its way to a thread that holds a part of it. */
export type Weights = {
  readonly population: number;
  readonly rarity: RarityColumns;
  /** The Latin words it lists, one a line. */
  readonly listed: string;
};

/** By what travellers were screened. */
export type ScreenedBy = {
  readonly engineVersion: string;
  readonly lists: readonly IndexedList[];
  /** The versions whose entries say how rare a name is: those of the index as it was built. */
  readonly basis?: readonly IndexedList[];
  readonly profile?: ThresholdProfile;
};

/** What screening goes by beside the lists: with another of it, everyone still to come is screened anew. */
export type GoesBy = Omit<ScreenedBy, "lists" | "basis">;

/** What stands in a thread. */
export type Stands = {
  readonly entries: number;
  readonly names: number;
  readonly memoryBytes: number;
  readonly by: ScreenedBy;
};

/** An index reopened, with the note it was written with; or why it was not. */
export type Reopened = { readonly stands: Stands; readonly note: string } | SnapshotRefusal;

export type FromThread =
  | ({ readonly kind: "stands" } & Stands)
  | { readonly kind: "weights"; readonly weights: Weights }
  | { readonly kind: "reopened"; readonly outcome: Reopened }
  | {
      readonly kind: "written";
      /** Null: it is on disk. */
      readonly problem: string | null;
    }
  | {
      readonly kind: "screened";
      readonly question: number;
      readonly matches: readonly (readonly Match[])[];
      readonly by: ScreenedBy;
    };
