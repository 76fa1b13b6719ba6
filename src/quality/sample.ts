// Which decided alerts a second person decides blind: drawn by a seed, so that anybody can draw the same again.
import { createHash } from "node:crypto";

/** Two of a hundred, thirty at least; all where there are fewer. */
export function sampleSize(population: number): number {
  return Math.min(population, Math.max(30, Math.ceil(population * 0.02)));
}

/** The ids whose SHA-256 of `seed:id` comes first, in that order; the order of `ids` does not matter. Pure. */
export function drawSample(seed: string, ids: readonly string[]): readonly string[] {
  return ids
    .map((id) => ({ id, place: createHash("sha256").update(`${seed}:${id}`).digest("hex") }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, sampleSize(ids.length))
    .map(({ id }) => id);
}

/** What a sample was drawn from, to be compared when it is drawn again: SHA-256 of the sorted ids, one a line. */
export function populationHash(ids: readonly string[]): Buffer {
  return createHash("sha256").update(ids.toSorted().join("\n")).digest();
}
