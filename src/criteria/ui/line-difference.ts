// Which lines of a text are gone, new or the same: the least changes, in order.

export type LineChange = { readonly kind: "same" | "gone" | "new"; readonly line: string };

/** Texts of rules are short: lines times lines is little. */
export function lineDifference(before: string, after: string): readonly LineChange[] {
  const old = before.split("\n");
  const now = after.split("\n");
  const lengths = commonLengths(old, now);
  const changes: LineChange[] = [];
  let [at, to] = [0, 0];
  while (at < old.length || to < now.length) {
    const [gone, fresh] = [old[at], now[to]];
    if (gone !== undefined && gone === fresh) {
      changes.push({ kind: "same", line: gone });
      at += 1;
      to += 1;
    } else if (
      fresh === undefined ||
      (gone !== undefined && lengthAt(lengths, at + 1, to) >= lengthAt(lengths, at, to + 1))
    ) {
      changes.push({ kind: "gone", line: gone ?? "" });
      at += 1;
    } else {
      changes.push({ kind: "new", line: fresh });
      to += 1;
    }
  }
  return changes;
}

const lengthAt = (lengths: readonly (readonly number[])[], at: number, to: number): number =>
  lengths[at]?.[to] ?? 0;

/** How many lines both have in common from each pair of places on. */
function commonLengths(old: readonly string[], now: readonly string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () =>
    Array.from({ length: now.length + 1 }, () => 0),
  );
  for (let at = old.length - 1; at >= 0; at -= 1) {
    const row = lengths[at] ?? [];
    for (let to = now.length - 1; to >= 0; to -= 1)
      row[to] =
        old[at] === now[to]
          ? lengthAt(lengths, at + 1, to + 1) + 1
          : Math.max(lengthAt(lengths, at + 1, to), row[to + 1] ?? 0);
  }
  return lengths;
}
