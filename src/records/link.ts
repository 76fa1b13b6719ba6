// Which API traveller and which PNR traveller of one flight are one person, and why.

/** Why two rows were joined: the rule, and the fields that were equal. Shown to the officer as it is. */
export type LinkReason = { readonly rule: string; readonly equal: readonly string[] };

export type LinkRow = {
  readonly surname: string;
  readonly nameKey: string;
  readonly birthDate: string | null;
  readonly locator: string | null;
  readonly seat: string | null;
  readonly documentNumbers: readonly string[];
};

type Rule = {
  readonly name: string;
  readonly keys: (row: LinkRow) => readonly string[];
  readonly fits: (a: LinkRow, b: LinkRow) => boolean;
};

const present = (...parts: (string | null)[]): readonly string[] =>
  parts.some((part) => part === null || part === "") ? [] : [parts.join("\u0000")];

/** Birth dates that do not speak against each other: one is unknown, or the shorter is a beginning of the longer. */
function birthDatesAgree(a: LinkRow, b: LinkRow): boolean {
  if (a.birthDate === null || b.birthDate === null) return true;
  return a.birthDate.startsWith(b.birthDate) || b.birthDate.startsWith(a.birthDate);
}

/** All words of the shorter name are in the longer: second names and patronymics are often left out of a PNR. */
function namesAgree(a: LinkRow, b: LinkRow): boolean {
  const left = a.nameKey.split(" ");
  const right = b.nameKey.split(" ");
  const [short, long] = left.length <= right.length ? [left, new Set(right)] : [right, new Set(left)];
  return short.length > 0 && short.every((word) => long.has(word));
}

const firstWord = (row: LinkRow) => row.surname.trim().toUpperCase().split(/[ -]/)[0] ?? "";

const rules: readonly Rule[] = [
  {
    name: "document-and-name",
    keys: (row) => row.documentNumbers,
    fits: (a, b) => birthDatesAgree(a, b) && (namesAgree(a, b) || firstWord(a) === firstWord(b)),
  },
  { name: "locator-and-name", keys: (row) => present(row.locator, row.nameKey), fits: birthDatesAgree },
  { name: "name-and-birth-date", keys: (row) => present(row.nameKey, row.birthDate), fits: () => true },
  {
    name: "locator-surname-and-birth-date",
    keys: (row) => present(row.locator, firstWord(row), row.birthDate),
    fits: () => true,
  },
  {
    name: "locator-and-part-of-name",
    keys: (row) => present(row.locator, firstWord(row)),
    fits: (a, b) => birthDatesAgree(a, b) && namesAgree(a, b),
  },
  {
    name: "seat-and-surname",
    keys: (row) => present(row.seat, firstWord(row)),
    fits: (a, b) => birthDatesAgree(a, b) && namesAgree(a, b),
  },
];

/** The fields on which two rows agree, by name. */
function equalFields(a: LinkRow, b: LinkRow): string[] {
  const equal: string[] = [];
  if (a.documentNumbers.some((number) => b.documentNumbers.includes(number))) equal.push("document");
  if (a.nameKey === b.nameKey) equal.push("name");
  else if (firstWord(a) === firstWord(b)) equal.push("surname");
  if (a.birthDate !== null && a.birthDate === b.birthDate) equal.push("birthDate");
  if (a.locator !== null && a.locator === b.locator) equal.push("locator");
  if (a.seat !== null && a.seat === b.seat) equal.push("seat");
  return equal;
}

/**
 * Pairs `left` with `right` rows (indexes), surest rule first. A pair is made only where the rule's key leads to
 * exactly one fitting row on either side; whatever stays ambiguous stays apart.
 */
export function linkRows(
  left: readonly LinkRow[],
  right: readonly LinkRow[],
): { left: number; right: number; reason: LinkReason }[] {
  const links: { left: number; right: number; reason: LinkReason }[] = [];
  const leftDone = new Set<number>();
  const rightDone = new Set<number>();
  for (const rule of rules) {
    const byKey = new Map<string, number[]>();
    for (const [index, row] of right.entries()) {
      if (rightDone.has(index)) continue;
      for (const key of rule.keys(row)) byKey.set(key, [...(byKey.get(key) ?? []), index]);
    }
    if (byKey.size === 0) continue;
    for (const [index, candidate] of soleCandidates(left, right, rule, byKey, leftDone)) {
      if (rightDone.has(candidate)) continue;
      const a = left[index];
      const b = right[candidate];
      if (a === undefined || b === undefined) continue;
      leftDone.add(index);
      rightDone.add(candidate);
      links.push({ left: index, right: candidate, reason: { rule: rule.name, equal: equalFields(a, b) } });
    }
  }
  return links;
}

/** Left rows with exactly one fitting right row that no other left row claims as well. */
function soleCandidates(
  left: readonly LinkRow[],
  right: readonly LinkRow[],
  rule: Rule,
  byKey: ReadonlyMap<string, readonly number[]>,
  done: ReadonlySet<number>,
): [number, number][] {
  const claims = new Map<number, number>();
  const sole: [number, number][] = [];
  for (const [index, row] of left.entries()) {
    if (done.has(index)) continue;
    const fitting = new Set<number>();
    for (const key of rule.keys(row)) {
      for (const candidate of byKey.get(key) ?? []) {
        const other = right[candidate];
        if (other !== undefined && rule.fits(row, other)) fitting.add(candidate);
      }
    }
    const [only] = fitting;
    for (const candidate of fitting) claims.set(candidate, (claims.get(candidate) ?? 0) + 1);
    if (fitting.size === 1 && only !== undefined) sole.push([index, only]);
  }
  return sole.filter(([, candidate]) => claims.get(candidate) === 1);
}
