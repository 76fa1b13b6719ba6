// Which readings deserve a look: against what people of the same roles read, at which hours, and what came of it. Pure.
import type { AccessRow, oddities } from "./console-contract.ts";

export type Readings = Pick<AccessRow, "roles" | "reads" | "atNight" | "undecided"> & { readonly id: string };

/** So few readings say nothing of anybody. */
const atLeast = 20;
/** So many times what is usual for the role is more than chance. */
const timesUsual = 3;

/**
 * What people of the same roles read on average: by the other people of these roles in the period, and by everybody of them in the
 * equally long periods before. Zero where there is nobody to compare with.
 */
export function usualFor(
  who: Readings,
  now: readonly Readings[],
  before: readonly Readings[],
  periodsBefore: number,
): number {
  const same = (one: Readings) => one.roles.join() === who.roles.join();
  const others = now.filter((one) => one.id !== who.id && same(one)).map((one) => one.reads);
  const earlier = before.filter(same).map((one) => one.reads / periodsBefore);
  const all = [...others, ...earlier];
  return all.length === 0 ? 0 : all.reduce((sum, reads) => sum + reads, 0) / all.length;
}

/** What is odd about somebody's readings. */
export function odditiesOf(who: Readings, usual: number): (typeof oddities)[number][] {
  return [
    ...(who.reads >= atLeast && usual > 0 && who.reads > usual * timesUsual
      ? (["more-than-role"] as const)
      : []),
    ...(who.reads >= atLeast && who.atNight * 2 > who.reads ? (["at-night"] as const) : []),
    ...(who.undecided * 2 >= atLeast ? (["undecided"] as const) : []),
  ];
}
