// Weighted edit cost between two readings: how far one spelling is from another (screening.md §5.1).

const A = 65;
const VOWEL_SWAP = 0.35;
const VOWEL_GAP = 0.45;
const SAME_CLASS = 0.45;
const LIQUID_NASAL = 0.75;
const H_GAP = 0.45;
const TRANSPOSED = 0.6;
const NEIGHBOUR = 0.8;
const LOOK_ALIKE = 0.5;
const GAP = 0.9;

const VOWELS = "AEIOUY";
const CLASSES = ["KGHQ", "SZCJX", "TD", "PBFVW"];
const SOFT_CLASSES = ["MN", "LR"];
const LOOK_ALIKES = ["OQ", "OD", "QD", "IL", "IJ", "LJ", "UV", "MN", "EF", "CG"];
const KEYBOARD = ["QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"];

/** Substitution costs, 26 x 26, on letters A-Z. */
const SUBSTITUTION = substitutionTable();
/** Cost of one letter more or less. */
const INSERTION = new Float64Array(26).fill(GAP);
for (const vowel of VOWELS) INSERTION[vowel.charCodeAt(0) - A] = VOWEL_GAP;
INSERTION["H".charCodeAt(0) - A] = H_GAP;

function substitutionTable(): Float64Array {
  const table = new Float64Array(676).fill(1);
  const set = (one: string, two: string, cost: number): void => {
    const [i, j] = [one.charCodeAt(0) - A, two.charCodeAt(0) - A];
    table[i * 26 + j] = Math.min(table[i * 26 + j] ?? 1, cost);
    table[j * 26 + i] = Math.min(table[j * 26 + i] ?? 1, cost);
  };
  for (const row of KEYBOARD) {
    for (let at = 0; at + 1 < row.length; at++) set(row[at] ?? "", row[at + 1] ?? "", NEIGHBOUR);
  }
  for (const [upper, lower] of [
    [KEYBOARD[0] ?? "", KEYBOARD[1] ?? ""],
    [KEYBOARD[1] ?? "", KEYBOARD[2] ?? ""],
  ] as const) {
    for (let at = 0; at < lower.length; at++) {
      set(lower[at] ?? "", upper[at] ?? "", NEIGHBOUR);
      if (at + 1 < upper.length) set(lower[at] ?? "", upper[at + 1] ?? "", NEIGHBOUR);
    }
  }
  const group = (letters: string, cost: number): void => {
    for (const one of letters) for (const two of letters) if (one !== two) set(one, two, cost);
  };
  for (const letters of SOFT_CLASSES) group(letters, LIQUID_NASAL);
  for (const pair of LOOK_ALIKES) group(pair, LOOK_ALIKE);
  for (const letters of CLASSES) group(letters, SAME_CLASS);
  group(VOWELS, VOWEL_SWAP);
  for (let i = 0; i < 26; i++) table[i * 27] = 0;
  return table;
}

const WIDTH = 48;
const rows = [new Float64Array(WIDTH), new Float64Array(WIDTH), new Float64Array(WIDTH)] as const;

/**
 * Weighted restricted Damerau distance of two A-Z strings of at most 47 letters, or Infinity once it must exceed
 * `limit`. Symmetric; 0 only for equal strings.
 */
export function editCost(left: string, right: string, limit: number): number {
  if (left.length >= WIDTH || right.length >= WIDTH) return left === right ? 0 : Infinity;
  if (Math.abs(left.length - right.length) * VOWEL_GAP > limit) return Infinity;
  // equal letters at either end cost nothing in some cheapest way of editing: only what is between is looked at
  let start = 0;
  let n = left.length;
  let m = right.length;
  while (n > 0 && m > 0 && left.charCodeAt(n - 1) === right.charCodeAt(m - 1)) {
    n -= 1;
    m -= 1;
  }
  while (start < n && start < m && left.charCodeAt(start) === right.charCodeAt(start)) start += 1;
  n -= start;
  m -= start;
  let [before, previous, current] = rows;
  previous[0] = 0;
  for (let j = 1; j <= m; j++)
    previous[j] = (previous[j - 1] ?? 0) + (INSERTION[right.charCodeAt(start + j - 1) - A] ?? GAP);
  let lastLetter = -1;
  for (let i = 1; i <= n; i++) {
    const letter = left.charCodeAt(start + i - 1) - A;
    const gap = INSERTION[letter] ?? GAP;
    current[0] = (previous[0] ?? 0) + gap;
    let least = current[0];
    let otherBefore = -1;
    for (let j = 1; j <= m; j++) {
      const other = right.charCodeAt(start + j - 1) - A;
      let cost = (previous[j - 1] ?? 0) + (SUBSTITUTION[letter * 26 + other] ?? 1);
      const removed = (previous[j] ?? 0) + gap;
      if (removed < cost) cost = removed;
      const inserted = (current[j - 1] ?? 0) + (INSERTION[other] ?? GAP);
      if (inserted < cost) cost = inserted;
      if (letter === otherBefore && other === lastLetter && letter !== other) {
        const swapped = (before[j - 2] ?? 0) + TRANSPOSED;
        if (swapped < cost) cost = swapped;
      }
      current[j] = cost;
      if (cost < least) least = cost;
      otherBefore = other;
    }
    if (least > limit + TRANSPOSED) return Infinity;
    lastLetter = letter;
    [before, previous, current] = [previous, current, before];
  }
  const cost = previous[m] ?? Infinity;
  return cost <= limit ? cost : Infinity;
}

/** Below this similarity two words do not count as aligned. */
export const LEAST_SIMILARITY = 0.55;

/**
 * Similarity 0..1 of two words by sound and spelling; 0 when below LEAST_SIMILARITY. Equal keys are 0.95 without
 * looking further; the spelling is looked at only where the keys are not close already.
 */
export function similarity(
  left: { text: string; key: string },
  right: { text: string; key: string },
): number {
  if (left.text === right.text) return 1;
  if (left.key === right.key) return 0.95;
  const byKey = ratio(left.key, right.key);
  if (byKey >= CLOSE_BY_KEY) return byKey;
  const best = Math.max(byKey, ratio(left.text, right.text));
  return best < LEAST_SIMILARITY ? 0 : best;
}

const CLOSE_BY_KEY = 0.88;

/** One less the share of the longer word that the edits cost; 0 below LEAST_SIMILARITY, never above 0.95. */
function ratio(left: string, right: string): number {
  const scale = 0.62 * Math.max(left.length, right.length) + 1;
  const cost = editCost(left, right, (1 - LEAST_SIMILARITY) * scale);
  return cost === Infinity ? 0 : Math.min(0.95, 1 - cost / scale);
}
