// What a message altered, told field by field: the history an officer reads.
import { canonicalJson, type LedgerValue } from "#platform";
import type { KeptTraveller } from "./store.ts";
import type { StatedTraveller } from "./traveller.ts";

export type FieldChange = {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
};

function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  // Kept JSON comes back with its keys in another order: compared and shown in canonical form.
  return typeof value === "string" ? value : canonicalJson(value as LedgerValue);
}

/** Fields of a traveller that differ between the kept row (with its detail) and what is stated now. */
export function changedFields(
  kept: KeptTraveller,
  keptDetail: Record<string, unknown>,
  stated: StatedTraveller,
): FieldChange[] {
  const pairs: [string, unknown, unknown][] = [
    ["surname", kept.surname, stated.surname],
    ["given", kept.given, stated.given],
    ["sex", kept.sex, stated.sex],
    ["birthDate", kept.birth_date, stated.birthDate],
    ["nationality", kept.nationality, stated.nationality],
    ["locator", kept.locator, stated.locator],
    ["travellerRef", kept.traveller_ref, stated.travellerRef],
    ["seat", kept.seat, stated.seat],
    ["role", kept.role, stated.role],
  ];
  for (const key of new Set([...Object.keys(keptDetail), ...Object.keys(stated.detail)])) {
    pairs.push([key, keptDetail[key], stated.detail[key]]);
  }
  return pairs
    .map(([field, before, after]) => ({ field, before: shown(before), after: shown(after) }))
    .filter((change) => change.before !== change.after);
}

const identityFields = new Set([
  "surname",
  "given",
  "sex",
  "birthDate",
  "birthYearAmbiguous",
  "nationality",
  "documents",
  "placeOfBirth",
]);

/** Whether a change bears on who the traveller is: only then is the traveller screened again. */
export function changesIdentity(fields: readonly FieldChange[]): boolean {
  return fields.some((change) => identityFields.has(change.field));
}
