// The figures of screening quality: what a method found of labelled travellers, and what it raised among ordinary ones.

/** A labelled traveller of a set: see bench/README-screening.md beside the set. */
export type LabelledRow = {
  readonly id: string;
  readonly surname: string;
  readonly given: string;
  readonly dob: string;
  readonly sex: "M" | "F" | "X" | null;
  readonly nationality: string;
  readonly document?: { readonly type: string; readonly number: string; readonly country: string };
  readonly match: string | null;
  readonly matchIds: readonly string[];
  readonly kind: string;
  readonly group: string;
  readonly ambiguous?: boolean;
};

export type OrdinaryRow = Omit<LabelledRow, "match" | "matchIds" | "kind">;

export type Hit = { readonly entry: string; readonly score: number };
/** Hits by traveller id; a traveller without any may be left out. */
export type Hits = ReadonlyMap<string, readonly Hit[]>;

/** A labelled traveller with its highest score and the highest on an entry of its own person; -1 for none. */
export type Judged = { readonly row: LabelledRow; readonly top: number; readonly own: number };

function highest(hits: readonly Hit[]): number {
  return hits.reduce((most, hit) => Math.max(most, hit.score), -1);
}

/** Rows that are ambiguous even to a reader are left out. */
export function judge(rows: readonly LabelledRow[], hits: Hits): Judged[] {
  return rows
    .filter((row) => row.ambiguous !== true)
    .map((row) => {
      const found = hits.get(row.id) ?? [];
      const own = row.match === null ? -1 : highest(found.filter((hit) => row.matchIds.includes(hit.entry)));
      return { row, top: highest(found), own };
    });
}

export type Quality = {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
};

/** Found: a listed traveller with a hit on its own person. False: any other traveller with a hit. */
export function qualityAt(judged: readonly Judged[], threshold: number): Quality {
  let [found, missed, wrong] = [0, 0, 0];
  for (const { row, top, own } of judged) {
    if (row.match !== null) {
      if (own >= threshold) found += 1;
      else missed += 1;
    } else if (top >= threshold) wrong += 1;
  }
  const precision = found / Math.max(1, found + wrong);
  const recall = found / Math.max(1, found + missed);
  return { threshold, precision, recall, f1: (2 * precision * recall) / Math.max(1e-9, precision + recall) };
}

/** The threshold, in thousandths, at which F1 is highest. */
export function bestQuality(judged: readonly Judged[]): Quality {
  let best = qualityAt(judged, 2);
  for (let at = 1; at < 1000; at++) {
    const quality = qualityAt(judged, at / 1000);
    if (quality.f1 > best.f1) best = quality;
  }
  return best;
}

/** The threshold at which so many of a thousand ordinary travellers raise an alert. */
export function thresholdAtRate(ordinary: readonly number[], perThousand: number): number {
  const sorted = [...ordinary].sort((one, two) => two - one);
  return Math.max(1e-9, (sorted[Math.floor((sorted.length * perThousand) / 1000)] ?? 0) + 1e-9);
}

export type Share = { readonly of: number; readonly share: number };

/** Share alerted by a label of the rows, in the order of the labels. */
export function sharesBy(
  judged: readonly Judged[],
  label: (row: LabelledRow) => string,
  threshold: number,
): ReadonlyMap<string, Share> {
  const counts = new Map<string, { of: number; alerted: number }>();
  for (const { row, top, own } of judged) {
    const count = counts.get(label(row)) ?? { of: 0, alerted: 0 };
    count.of += 1;
    if ((row.match === null ? top : own) >= threshold) count.alerted += 1;
    counts.set(label(row), count);
  }
  return new Map(
    [...counts]
      .sort(([one], [two]) => (one < two ? -1 : 1))
      .map(([name, { of, alerted }]) => [name, { of, share: alerted / of }]),
  );
}

export type Interval = readonly [low: number, high: number];

/** Bootstrap 95 % intervals of precision, recall and F1: rows drawn again with replacement, `times` times. */
export function intervals(
  judged: readonly Judged[],
  threshold: number,
  draw: (below: number) => number,
  times = 500,
): Readonly<Record<"precision" | "recall" | "f1", Interval>> {
  const drawn = Array.from({ length: times }, () =>
    qualityAt(
      Array.from({ length: judged.length }, () => judged[draw(judged.length)]).filter(
        (one) => one !== undefined,
      ),
      threshold,
    ),
  );
  const between = (key: "precision" | "recall" | "f1"): Interval => {
    const sorted = drawn.map((quality) => quality[key]).sort((one, two) => one - two);
    return [sorted[Math.floor(times * 0.025)] ?? 0, sorted[Math.floor(times * 0.975)] ?? 0];
  };
  return { precision: between("precision"), recall: between("recall"), f1: between("f1") };
}

/** Expected calibration error over ten bins of the highest score of each traveller that has one. */
export function calibrationError(judged: readonly Judged[]): number {
  const bins = Array.from({ length: 10 }, () => ({ count: 0, said: 0, true: 0 }));
  for (const { row, top, own } of judged) {
    const bin = bins[Math.min(9, Math.floor(top * 10))];
    if (top < 0 || bin === undefined) continue;
    bin.count += 1;
    bin.said += top;
    if (row.match !== null && own === top) bin.true += 1;
  }
  const count = bins.reduce((sum, bin) => sum + bin.count, 0);
  return bins.reduce((sum, bin) => sum + Math.abs(bin.said - bin.true), 0) / Math.max(1, count);
}
