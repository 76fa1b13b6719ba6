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
/** What a stated traveller and a kept row must have in common; `kept` where a row has more to say than who is stated. */
type Rule = { readonly stated: Key; readonly kept?: Key };

const text = (...parts: (string | null)[]): readonly string[] =>
  parts.some((part) => part === null || part === "") ? [] : [parts.join("\u0000")];

/** Named by nothing but the name. */
const isBareName = (row: RowKeys): boolean =>
  row.nameKey !== "" &&
  row.birthDate === null &&
  row.locator === null &&
  row.travellerRef === null &&
  row.documentNumbers.length === 0;

/**
 * From sure to likely (paxlst.md section 6): the carrier's reference with name and birth date (a lap infant shares the
 * reference of the adult), the reference alone, a document with the birth date, locator and name, name and birth
 * date, and locator alone or name alone for persons whom a close-out names by nothing else.
 */
const rules: readonly Rule[] = [
  { stated: (row) => text(row.travellerRef, row.nameKey, row.birthDate) },
  { stated: (row) => text(row.travellerRef, row.nameKey) },
  { stated: (row) => text(row.travellerRef) },
  { stated: (row) => row.documentNumbers.map((number) => `${number}\u0000${row.birthDate ?? ""}`) },
  { stated: (row) => text(row.locator, row.nameKey) },
  { stated: (row) => text(row.nameKey, row.birthDate) },
  { stated: (row) => (row.nameKey === "" ? text(row.locator) : []), kept: (row) => text(row.locator) },
  { stated: (row) => (isBareName(row) ? text(row.nameKey) : []), kept: (row) => text(row.nameKey) },
];

/**
 * For each stated traveller the index of its kept row, or -1 where it is new. A rule joins only where its key names
 * exactly one kept and one stated traveller still unjoined, so that no row is ever taken by guess; those who are alike in
 * all that is compared are joined one by one, since nothing tells them apart.
 */
export function matchRows(kept: readonly RowKeys[], stated: readonly RowKeys[]): number[] {
  const found = Array.from<number>({ length: stated.length }).fill(-1);
  if (kept.length === 0) return found;
  const taken = new Set<number>();
  for (const rule of rules) {
    const keptBy = unique(kept, rule.kept ?? rule.stated, (index) => !taken.has(index));
    const statedBy = unique(stated, rule.stated, (index) => found[index] === -1);
    for (const [key, index] of statedBy) {
      const row = keptBy.get(key);
      if (row === undefined || row === -1 || index === -1 || taken.has(row)) continue;
      found[index] = row;
      taken.add(row);
    }
  }
  joinAlike(kept, stated, found, taken);
  return found;
}

function joinAlike(
  kept: readonly RowKeys[],
  stated: readonly RowKeys[],
  found: number[],
  taken: ReadonlySet<number>,
): void {
  const open = [...stated.keys()].filter((index) => found[index] === -1);
  if (open.length === 0) return;
  const whole = ({ nameKey, birthDate, locator, travellerRef, documentNumbers }: RowKeys) =>
    JSON.stringify([nameKey, birthDate, locator, travellerRef, documentNumbers]);
  const free = [...kept.keys()].filter((row) => !taken.has(row));
  const alike = Map.groupBy(free, (row) => whole(kept[row]!));
  for (const index of open) {
    if (stated[index]!.nameKey !== "") found[index] = alike.get(whole(stated[index]!))?.shift() ?? -1;
  }
}

/** Key → the one index that has it, -1 where several have. */
function unique(rows: readonly RowKeys[], rule: Key, open: (index: number) => boolean): Map<string, number> {
  const map = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    if (!open(index)) continue;
    for (const key of rule(row)) {
      const seen = map.get(key);
      map.set(key, seen === undefined || seen === index ? index : -1);
    }
  }
  return map;
}

/**
 * Whom a close-out means where it names persons by their booking only, by the booking and a part of their name, or by a name
 * alone, and there are several of them: all of them where it names as many as there are. `preferred` tells which of them are
 * meant first, the surest first, where there are as many of those; the first is who still travels. Where it names fewer it
 * cannot be told who is meant: nobody of them is taken, and they are `unsure` (indexes of `kept`; `unsureStated` those of
 * `stated`). Adds what it finds to `found`.
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
  const open = [...stated.keys()].filter(
    (index) => found[index] === -1 && (stated[index]!.locator !== null || isBareName(stated[index]!)),
  );
  const groups = Map.groupBy(
    open,
    (index) => `${stated[index]?.locator ?? ""}\u0000${stated[index]?.nameKey}`,
  );
  const keptBy = open.length === 0 ? new Map() : Map.groupBy(kept.keys(), (row) => kept[row]?.locator ?? "");
  for (const [key, indexes] of groups) {
    const [locator = "", name = ""] = key.split("\u0000");
    const candidates = locator === "" ? [...kept.keys()] : (keptBy.get(locator) ?? []);
    const rows: readonly number[] = candidates.filter(
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
