// What may become a version of a list, and who may make it effective: pure decisions.
import { refuse, type Refusal } from "#platform";
import type { CsvMapping } from "./contract.ts";
import type { ListEntry } from "./entry.ts";
import type { Counts } from "./entry-store.ts";
import { sayOfList, type SaidOfList } from "./sentences.ts";

/** A list file as its reader understood it, row by row. */
export type ListFile = {
  readonly publishedAt: Date | null;
  readonly entries: readonly ListEntry[];
  /** Rows left out because they were not understood, each named as the file names it. */
  readonly notUnderstood: readonly RowReport[];
  /** Values that were not understood in rows that were kept. */
  readonly remarks?: readonly RowReport[];
};
export type RowReport = { readonly row: string; readonly said: SaidOfList };

/** Reads a file of a format into entries of the list with this code, or says why it cannot. Pure, never throws. */
export type ListReader = (
  format: string,
  code: string,
  bytes: Uint8Array,
  mapping?: CsvMapping | null,
) => ListFile | { readonly unreadable: SaidOfList };

/** Above this share of rows that were not understood, the file or its format has changed: a person has to look. */
const notUnderstoodShareMax = 0.1;

/** A drop or a change of format stops a version (screening.md section 9): the reasons, or null when it may be prepared. */
export function reasonToRefuse(input: {
  readonly file: ListFile;
  readonly counts: Counts & { readonly base: number };
  readonly removalShareMax: number;
  /** A person has seen how many entries would go and accepts it. */
  readonly removalsAccepted: boolean;
}): SaidOfList | null {
  const { file, counts } = input;
  const rows = file.entries.length + file.notUnderstood.length;
  if (file.entries.length === 0) return sayOfList("nothing-read");
  if (file.notUnderstood.length / rows > notUnderstoodShareMax) {
    const limit = percent(notUnderstoodShareMax);
    return sayOfList("too-many-not-understood", { count: file.notUnderstood.length, rows, limit });
  }
  const share = counts.base === 0 ? 0 : counts.removed / counts.base;
  if (share > input.removalShareMax && !input.removalsAccepted) {
    const { removed, base } = counts;
    const limit = percent(input.removalShareMax);
    return sayOfList("too-many-removed", { removed, base, share: percent(share), limit });
  }
  return null;
}

const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;

export type VersionToActivate = {
  readonly version: number;
  readonly state: string;
  readonly base: number | null;
  readonly preparedBy: string;
};

/**
 * Whether this person may make a draft the active version: another one than who prepared it (F03), and only if the
 * list still stands where the draft was compared with it. Null: yes.
 */
export function refuseActivation(
  draft: VersionToActivate,
  active: number | null,
  by: string,
): Refusal | null {
  if (draft.state !== "draft") {
    return refuse(
      "version-not-draft",
      `Version ${draft.version} is no draft (${draft.state}). Reload the list.`,
    );
  }
  if (draft.preparedBy === by) {
    return refuse(
      "four-eyes",
      "You prepared this version: another person looks at what changed and makes it effective.",
      403,
    );
  }
  if (draft.base !== active) {
    return refuse(
      "draft-outdated",
      "Another version became active since this one was prepared, so its differences are no longer right. Import it again.",
    );
  }
  return null;
}

/**
 * Whether a version fetched by schedule becomes active without a person: the list's address was approved by whoever
 * made its first version effective, and little has changed. A first version, a large change and a publication older
 * than the active one wait for a person.
 */
export function activatesUnattended(input: {
  readonly counts: Counts & { readonly base: number };
  readonly changeShareMax: number;
  readonly publishedAt: Date | null;
  readonly activePublishedAt: Date | null;
}): boolean {
  const { counts, publishedAt, activePublishedAt } = input;
  if (counts.base === 0) return false;
  if (publishedAt !== null && activePublishedAt !== null && publishedAt < activePublishedAt) return false;
  return (counts.added + counts.changed + counts.removed) / counts.base <= input.changeShareMax;
}
