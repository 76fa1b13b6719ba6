// Which kept row a stated traveller is: a re-sent, changed or closed-out traveller must meet its own row again.

/** What is compared, of kept and stated travellers alike. */
export type RowKeys = {
  readonly nameKey: string;
  readonly birthDate: string | null;
  readonly locator: string | null;
  readonly travellerRef: string | null;
  readonly documentNumbers: readonly string[];
};

type Key = (row: RowKeys) => readonly string[];

const text = (...parts: (string | null)[]): readonly string[] =>
  parts.some((part) => part === null || part === "") ? [] : [parts.join("\u0000")];

/**
 * From sure to likely (paxlst.md section 6): the carrier's reference with name and birth date (a lap infant shares the
 * reference of the adult), the reference alone, a document with the birth date, locator and name, name and birth
 * date, and locator alone for persons a close-out names by reference only.
 */
const rules: readonly Key[] = [
  (row) => text(row.travellerRef, row.nameKey, row.birthDate),
  (row) => text(row.travellerRef, row.nameKey),
  (row) => text(row.travellerRef),
  (row) => row.documentNumbers.map((number) => `${number}\u0000${row.birthDate ?? ""}`),
  (row) => text(row.locator, row.nameKey),
  (row) => text(row.nameKey, row.birthDate),
  (row) => (row.nameKey === "" ? text(row.locator) : []),
];

/**
 * For each stated traveller the index of its kept row, or -1 where it is new. A rule joins only where its key names
 * exactly one kept and one stated traveller still unjoined, so that no row is ever taken by guess.
 */
export function matchRows(kept: readonly RowKeys[], stated: readonly RowKeys[]): number[] {
  const found = Array.from<number>({ length: stated.length }).fill(-1);
  if (kept.length === 0) return found;
  const taken = new Set<number>();
  for (const [at, rule] of rules.entries()) {
    const bare = at === rules.length - 1;
    const keptBy = unique(kept, rule, (index) => !taken.has(index), bare);
    const statedBy = unique(stated, rule, (index) => found[index] === -1, false);
    for (const [key, index] of statedBy) {
      const row = keptBy.get(key);
      if (row === undefined || row === -1 || index === -1 || taken.has(row)) continue;
      found[index] = row;
      taken.add(row);
    }
  }
  return found;
}

/** Key → the one index that has it, -1 where several have. */
function unique(
  rows: readonly RowKeys[],
  rule: Key,
  open: (index: number) => boolean,
  byLocator: boolean,
): Map<string, number> {
  const map = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    if (!open(index)) continue;
    for (const key of byLocator ? text(row.locator) : rule(row)) {
      const seen = map.get(key);
      map.set(key, seen === undefined || seen === index ? index : -1);
    }
  }
  return map;
}

/**
 * Whom a close-out means where it names persons by their booking only, or by the booking and a part of their name, and the
 * booking has several: all of them where it names as many as there are. `preferred` tells which
 * of them are meant first, the surest first, where there are as many of those; the first is who still travels. Where it names fewer it cannot be told who is meant: nobody of them is taken, and they are `unsure`
 * (indexes of `kept`; `unsureStated` those of `stated`). Adds what it finds to `found`.
 */
export function matchByBooking(
  kept: readonly RowKeys[],
  stated: readonly RowKeys[],
  found: number[],
  preferred: readonly ((row: number) => boolean)[],
): { readonly unsure: ReadonlySet<number>; readonly unsureStated: ReadonlySet<number> } {
  const unsure = new Set<number>();
  const unsureStated = new Set<number>();
  const taken = new Set(found);
  const open = [...stated.keys()].filter((index) => found[index] === -1 && stated[index]?.locator !== null);
  const groups = Map.groupBy(open, (index) => `${stated[index]?.locator}\u0000${stated[index]?.nameKey}`);
  const keptBy = open.length === 0 ? new Map() : Map.groupBy(kept.keys(), (row) => kept[row]?.locator ?? "");
  for (const [key, indexes] of groups) {
    const [locator = "", name = ""] = key.split("\u0000");
    const rows: readonly number[] = (keptBy.get(locator) ?? []).filter(
      (row: number) => !taken.has(row) && hasWords(kept[row]?.nameKey ?? "", name),
    );
    const sets = preferred.map((isMeant) => rows.filter(isMeant));
    const travelling = sets[0] ?? [];
    const fewer = travelling.length > indexes.length ? travelling : rows;
    const meant = sets.find((set) => set.length === indexes.length) ?? fewer;
    if (meant.length > indexes.length) {
      for (const row of meant) unsure.add(row);
      for (const index of indexes) unsureStated.add(index);
      continue;
    }
    for (const [at, row] of meant.entries()) {
      found[indexes[at] ?? -1] = row;
      taken.add(row);
    }
  }
  return { unsure, unsureStated };
}

function hasWords(whole: string, part: string): boolean {
  if (part === "") return true;
  const words = new Set(whole.split(" "));
  return part.split(" ").every((word) => words.has(word));
}
