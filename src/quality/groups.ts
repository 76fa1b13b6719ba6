// Shares by group, with no group shown that is too small: neither by itself nor by what is left of the total. Pure.
import { shareOf, type Share } from "./intervals.ts";

/** Below so many a group is not shown by itself. */
export const groupFloor = 10;

export type Group = { readonly group: string } & Share;
export type Groups = {
  readonly shown: readonly Group[];
  /** Groups under the floor, together; null where there is none. */
  readonly folded: ({ readonly groups: number } & Share) | null;
};

type Counted = { readonly group: string; readonly count: number; readonly of: number };

/**
 * Groups of at least ten each; the smaller ones together, with the smallest of the others where they alone would be under
 * ten or one group only, since the total would give it away. In the order given.
 */
export function groupShares(groups: readonly Counted[]): Groups {
  const filled = groups.filter(({ of }) => of > 0);
  const hidden = filled.filter(({ of }) => of < groupFloor);
  const large = filled.filter(({ of }) => of >= groupFloor).toSorted((a, b) => a.of - b.of);
  while (hidden.length > 0 && large.length > 0 && (hidden.length < 2 || total(hidden).of < groupFloor)) {
    hidden.push(...large.splice(0, 1));
  }
  const { count, of } = total(hidden);
  return {
    shown: filled
      .filter((one) => !hidden.includes(one))
      .map((one) => ({ group: one.group, ...shareOf(one.count, one.of) })),
    // Even together they may be too few: then only that they are there.
    folded:
      hidden.length === 0
        ? null
        : of < groupFloor
          ? { groups: hidden.length, ...shareOf(0, 0) }
          : { groups: hidden.length, ...shareOf(count, of) },
  };
}

function total(groups: readonly Counted[]): { count: number; of: number } {
  return {
    count: groups.reduce((sum, { count }) => sum + count, 0),
    of: groups.reduce((sum, { of }) => sum + of, 0),
  };
}
