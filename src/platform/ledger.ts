// The ledger's entries: who did what to whom, for which purpose; written in the transaction they describe.

import assert from "node:assert/strict";

/**
 * One entry. `actor` is a person id or "system:<part>", `action` a dotted verb ("person.viewed", "alert.decided"),
 * the subject what it was done to, `detail` small facts without content of passenger data (ids, codes, counts, hashes).
 * Obligation: every access leaves exactly one event of the log (obligations.md section 15, 5).
 */
export type LedgerEntry = {
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Ids of the persons (of travellers on a flight) whose data the act concerned, where the subject is not one of them. */
  readonly about?: readonly string[];
  /** For each of `about`, the keyed pseudonyms under which that person's acts are found when the record is gone (decision 0087). */
  readonly marks?: readonly (readonly string[])[];
  /** Who was given something by it: an authority, a unit of another State, a carrier (PNRD-13.6). */
  readonly recipient?: string;
  readonly detail?: { readonly [key: string]: LedgerValue };
};
export type LedgerValue =
  | string
  | number
  | boolean
  | null
  | readonly LedgerValue[]
  | { readonly [key: string]: LedgerValue };

/** The exact text that is hashed: canonical JSON (RFC 8785: keys sorted, no spaces) of the entry with who, when and why. */
export function ledgerBody(
  entry: LedgerEntry,
  by: {
    actor: { id: string; purpose: string | null; tenant?: string; ground?: string };
    at: Date;
    profile: string;
  },
): string {
  const { actor } = by;
  const stranger = entry.about?.find((id) => !uuid.test(id));
  assert(stranger === undefined, "the ledger knows the persons an act is about by their ids");
  const about = entry.about === undefined ? undefined : [...new Set(entry.about)];
  const { marks } = entry;
  assert(
    marks === undefined || (marks.length === about?.length && about.length === entry.about?.length),
    "marks stand in the order of the persons they are of, each of whom is named once",
  );
  assert(marks?.flat().every((one) => mark.test(one)) !== false, "a mark tells nothing of whom it is of");
  return canonicalJson({
    action: entry.action,
    actor: actor.id,
    at: by.at.toISOString(),
    detail: entry.detail ?? {},
    profile: by.profile,
    purpose: actor.purpose,
    subjectId: entry.subjectId,
    subjectKind: entry.subjectKind,
    ...(about === undefined ? {} : { about }),
    ...(marks === undefined || marks.length === 0 ? {} : { marks }),
    ...(entry.recipient === undefined ? {} : { recipient: entry.recipient }),
    ...(actor.ground === undefined ? {} : { ground: actor.ground }),
    ...(actor.tenant === undefined || actor.tenant === "piu" ? {} : { tenant: actor.tenant }),
  });
}

/** 96 bits, base64url. */
const mark = /^[\w-]{16}$/;
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** JSON with sorted keys and no spaces (RFC 8785; numbers here are integers or plain decimals). */
export function canonicalJson(value: LedgerValue): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const object = value as { readonly [key: string]: LedgerValue };
  const keys = Object.keys(object).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key] ?? null)}`).join(",")}}`;
}
