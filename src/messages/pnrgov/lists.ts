// Lists of the model that mostly stay empty or get one item: written so that they cost little.

const NONE: readonly never[] = Object.freeze([]);
/** Items looked at to find one that is already there: a hostile PNR must not cost the square of its length. */
const MAX_COMPARED = 200;

/** The empty list that all share until they get an item. Never written to: `withItem` makes a new one. */
export function emptyList<T>(): T[] {
  return NONE as unknown as T[];
}

/**
 * The list with the item added, which is a new list while it is short: a list that is pushed to reserves room for another
 * seventeen, and nearly none ever has so many.
 */
export function withItem<T>(list: T[], item: T): T[] {
  if (list.length === 0) return [item];
  if (list.length === 1) return [list[0]!, item];
  if (list.length === 2) return [list[0]!, list[1]!, item];
  if (list.length === 3) return [list[0]!, list[1]!, list[2]!, item];
  list.push(item);
  return list;
}

/** Whether one of the first items of a list is the one sought. */
export function holds<T>(list: readonly T[], isSought: (item: T) => boolean): boolean {
  const end = Math.min(list.length, MAX_COMPARED);
  for (let i = 0; i < end; i++) if (isSought(list[i]!)) return true;
  return false;
}

/** The list with the text added, unless it is already there. */
export function withText(list: string[], text: string): string[] {
  return list.length > 0 && holds(list, (known) => known === text) ? list : withItem(list, text);
}
