// What a cleared namesake covers (screening.md section 7): pure.
import type { Match } from "#screening";
import type { IdentityKeys } from "./identity.ts";

/** A namesake cleared by a person (by two, where the match was strong or probable), still valid. */
export type Clearing = {
  readonly id: string;
  readonly key: Buffer;
  readonly entryId: string;
  readonly comparedHash: Buffer;
};

/** Name evidence below this many bits says too little to tie a new document to the holder of a cleared one. */
const holderNameBits = 15;
const nameFeatures: ReadonlySet<string> = new Set(["surname", "given", "patronymic", "name"]);

/** A probable match or better: its clearing takes a second person. */
export function needsSecondPerson(match: { readonly band: string; readonly strength: number }): boolean {
  return match.band === "strong" || match.strength >= 0.5;
}

/**
 * Whether clearings cover a match. `cleared`: each travel document of the traveller was cleared for this entry in its
 * present form. `holder`: another document of the traveller, shown beside it or tied to it by a redress number, was, with
 * the same birth date and name; the match is then shown in the weakest band, with a note. Null: neither. A document that is
 * on the list itself is never covered.
 */
export function coverage(
  candidate: {
    readonly match: Match;
    readonly matched: { readonly comparedHash: Buffer };
    readonly row: { readonly birthDate: string | null };
    readonly keys: IdentityKeys;
  },
  clearings: readonly Clearing[],
): { readonly kind: "cleared" | "holder"; readonly by: string } | null {
  const { match, matched, row, keys } = candidate;
  const listed = match.why.some((item) => item.feature === "document" && item.bits > 0);
  if (listed || keys.durable.length === 0) return null;
  const usable = clearings.filter(
    ({ entryId, comparedHash }) => entryId === match.entryId && comparedHash.equals(matched.comparedHash),
  );
  const clearingOf = (key: Buffer) => usable.find((clearing) => clearing.key.equals(key));
  const covering = keys.durable.map(clearingOf);
  const [first] = covering;
  if (first !== undefined && !covering.includes(undefined)) return { kind: "cleared", by: first.id };
  const holder =
    covering.find((clearing) => clearing !== undefined) ?? keys.redress.map(clearingOf).find(Boolean);
  const nameBits = match.why
    .filter(({ feature }) => nameFeatures.has(feature))
    .reduce((sum, { bits }) => sum + bits, 0);
  if (holder === undefined || row.birthDate === null || nameBits < holderNameBits) return null;
  return { kind: "holder", by: holder.id };
}
