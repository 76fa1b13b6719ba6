// The disparity table: how often a rule selects each group beside all others. Pure.
import type { DisparityLine } from "./contract.ts";
import { ratioOf, share, zOfTogether } from "./statistics.ts";

export type GroupBy = DisparityLine["by"];

/** What is known of one traveller of a back-test, and whether the rule matched. */
export type Selected = {
  readonly nationality: string | null;
  readonly age: number | null;
  readonly sex: string | null;
  readonly route: string;
  readonly hit: boolean;
};

/** Bounds within which a ratio is no disparity (four fifths, and its inverse). */
export const ratioBounds = { low: 0.8, high: 1.25 } as const;
/** A State or route of fewer travellers stands with the others together: nothing could be said of it alone. */
const fewestAlone = 50;

const ageBands: readonly (readonly [string, number])[] = [
  ["0-17", 17],
  ["18-29", 29],
  ["30-44", 44],
  ["45-59", 59],
];

const groupOf: Readonly<Record<GroupBy, (one: Selected) => string | null>> = {
  nationality: ({ nationality }) => nationality,
  age: ({ age }) => (age === null ? null : (ageBands.find(([, last]) => age <= last)?.[0] ?? "60+")),
  sex: ({ sex }) => sex,
  route: ({ route }) => route,
};
const orders: readonly GroupBy[] = ["nationality", "age", "sex", "route"];

type Tally = { count: number; of: number };

/** Counts travellers into groups one by one, so that no list of them is held. */
export function disparityCounter() {
  const tables = new Map<GroupBy, Map<string, Tally>>(orders.map((by) => [by, new Map()]));
  const all: Tally = { count: 0, of: 0 };
  return {
    add(one: Selected): void {
      const hit = one.hit ? 1 : 0;
      all.of += 1;
      all.count += hit;
      for (const by of orders) {
        const table = tables.get(by);
        const group = groupOf[by](one) ?? "not-told";
        const tally = table?.get(group) ?? { count: 0, of: 0 };
        tally.of += 1;
        tally.count += hit;
        table?.set(group, tally);
      }
    },
    lines: (): readonly DisparityLine[] =>
      orders.flatMap((by) => linesOf(by, gathered(by, tables.get(by) ?? new Map()), all)),
  };
}

/** Small States and routes together. */
function gathered(by: GroupBy, table: ReadonlyMap<string, Tally>): ReadonlyMap<string, Tally> {
  if (by === "age" || by === "sex") return table;
  const out = new Map<string, Tally>();
  for (const [group, { count, of }] of table) {
    const name = of < fewestAlone && group !== "not-told" ? "other" : group;
    const sum = out.get(name) ?? { count: 0, of: 0 };
    out.set(name, { count: sum.count + count, of: sum.of + of });
  }
  return out;
}

function linesOf(by: GroupBy, table: ReadonlyMap<string, Tally>, all: Tally): readonly DisparityLine[] {
  const z = zOfTogether(table.size);
  return [...table]
    .toSorted(([a, x], [b, y]) => y.of - x.of || (a < b ? -1 : 1))
    .map(([group, { count, of }]) => {
      const found = ratioOf({ count, of }, { count: all.count - count, of: all.of - of }, z);
      return {
        by,
        group,
        travellers: of,
        matches: count,
        rate: share(count, of),
        ratio: found?.ratio ?? null,
        low: found?.low ?? null,
        high: found?.high ?? null,
        verdict: verdictOf(by, found),
      };
    });
}

/**
 * A route is what a rule may ask for and no trait of a person: it stands in the table to be read, and never alarms. Of the
 * others: outside the bounds and not by chance is an alarm.
 */
function verdictOf(
  by: GroupBy,
  found: { readonly ratio: number; readonly low: number; readonly high: number } | null,
): DisparityLine["verdict"] {
  if (found === null || by === "route") return "within";
  const { ratio, low, high } = found;
  if (ratio >= ratioBounds.low && ratio <= ratioBounds.high) return "within";
  return low > 1 || high < 1 ? "alarm" : "unsure";
}
