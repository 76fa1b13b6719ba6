// Which alerts a message makes, strengthens or leaves as they are: the pure part of raising.
import { canonicalJson } from "#platform";
import type { Match, Traveller } from "#screening";
import type { ListEntry } from "#watchlists";
import type { AlertState } from "./alert.ts";
import { identityKeys, type IdentityKeys } from "./identity.ts";

/** One row of a traveller as just screened; `matches` as screening returned them, best first. */
export type ScreenedTraveller = {
  readonly personId: string;
  readonly travellerId: string;
  readonly source: "api" | "pnr";
  readonly traveller: Traveller;
  readonly seat: string | null;
  readonly locator: string | null;
  readonly matches: readonly Match[];
};

/** The entry of a match as its list version had it. */
export type MatchedEntry = {
  readonly entry: ListEntry;
  readonly contentHash: Buffer;
  readonly comparedHash: Buffer;
};

/** An alert of the flight that is open or decided. */
export type KnownAlert = {
  readonly id: string;
  readonly personId: string;
  readonly travellerId: string;
  readonly entryId: string;
  readonly state: AlertState;
  readonly strength: number;
  readonly entryHash: Buffer;
  readonly comparedHash: Buffer;
  readonly traveller: Traveller;
  readonly sources: readonly string[];
  readonly identityKeys: readonly Buffer[];
  readonly bareKeys: readonly Buffer[];
  readonly stillMatches: boolean;
};

/** A namesake cleared by a person, still valid. */
export type Clearing = { readonly id: string; readonly key: Buffer; readonly entryId: string; readonly comparedHash: Buffer };

export type Candidate = {
  readonly row: ScreenedTraveller;
  readonly match: Match;
  readonly matched: MatchedEntry;
  readonly keys: IdentityKeys;
};

/** What became of one candidate. `join`: the row adds its source and identity to the alert, its evidence stays. */
export type Planned =
  | { readonly kind: "raise"; readonly candidate: Candidate }
  | { readonly kind: "replace" | "join"; readonly alert: KnownAlert; readonly candidate: Candidate }
  | { readonly kind: "suppress"; readonly candidate: Candidate; readonly because: string }
  | { readonly kind: "known" }
  | { readonly kind: "fits-no-more"; readonly alert: KnownAlert };

/**
 * Plans for one flight. `compared`: the entries the rows were screened against ("all", or the changed ones of a
 * re-screening); an open alert on one of them that its own row no longer leads to is told apart. Order of the result
 * follows the rows; a pair of person and entry appears once, by its strongest row.
 */
export function planAlerts(input: {
  readonly rows: readonly ScreenedTraveller[];
  readonly entries: ReadonlyMap<string, MatchedEntry>;
  readonly known: readonly KnownAlert[];
  readonly clearings: readonly Clearing[];
  readonly compared: "all" | ReadonlySet<string>;
}): Planned[] {
  const known = Map.groupBy(input.known, (alert) => pairKey(alert.personId, alert.entryId));
  const candidates = strongestByPair(input.rows, input.entries);
  const planned = [...candidates].map(([pair, candidate]) =>
    planOne(candidate, known.get(pair) ?? [], input.clearings),
  );
  const rows = new Map(input.rows.map((row) => [row.travellerId, row]));
  for (const alert of input.known) {
    if (alert.state !== "open" || !alert.stillMatches) continue;
    if (input.compared !== "all" && !input.compared.has(alert.entryId)) continue;
    const row = rows.get(alert.travellerId);
    if (row === undefined || row.matches.some((match) => isAlert(match) && match.entryId === alert.entryId)) continue;
    if (candidates.has(pairKey(alert.personId, alert.entryId))) continue;
    planned.push({ kind: "fits-no-more", alert });
  }
  return planned;
}

/** Only what reaches the alert threshold of its list category; what lies below is counted by screening, not kept. */
export function isAlert(match: Match): boolean {
  return match.decision === "alert";
}

function pairKey(personId: string, entryId: string): string {
  return `${personId} ${entryId}`;
}

function strongestByPair(
  rows: readonly ScreenedTraveller[],
  entries: ReadonlyMap<string, MatchedEntry>,
): Map<string, Candidate> {
  const best = new Map<string, Candidate>();
  for (const row of rows) {
    for (const match of row.matches) {
      const matched = entries.get(match.entryId);
      if (!isAlert(match) || matched === undefined) continue;
      const pair = pairKey(row.personId, match.entryId);
      const other = best.get(pair);
      if (other !== undefined && other.match.score >= match.score) continue;
      best.set(pair, { row, match, matched, keys: identityKeys(row.traveller) });
    }
  }
  return best;
}

function planOne(
  candidate: Candidate,
  known: readonly KnownAlert[],
  clearings: readonly Clearing[],
): Planned {
  const open = known.find(({ state }) => state === "open");
  if (open !== undefined) return planForOpen(candidate, open);
  // Confirmed on this flight: it is a case already, and nobody is asked twice.
  if (known.some(({ state }) => state === "confirmed")) return { kind: "known" };
  const decided = known.find((alert) => alert.state === "no-match" && decidedAlready(candidate, alert));
  if (decided !== undefined) return { kind: "suppress", candidate, because: decided.id };
  const clearing = coveringClearing(candidate, clearings);
  if (clearing !== undefined) return { kind: "suppress", candidate, because: clearing.id };
  return { kind: "raise", candidate };
}

function planForOpen(candidate: Candidate, open: KnownAlert): Planned {
  const { row, match, matched, keys } = candidate;
  const stronger = match.score > open.strength;
  const entryChanged = !matched.contentHash.equals(open.entryHash);
  const ownDataChanged =
    row.travellerId === open.travellerId && plainText(row.traveller) !== plainText(open.traveller);
  if (stronger || entryChanged || ownDataChanged || !open.stillMatches) return { kind: "replace", alert: open, candidate };
  const isNew =
    !open.sources.includes(row.source) ||
    !allAmong(keys.durable, open.identityKeys) ||
    !allAmong(keys.bare, open.bareKeys);
  return isNew ? { kind: "join", alert: open, candidate } : { kind: "known" };
}

/**
 * A person has decided this on this flight, and nothing that was compared has changed: the same identity, or a row of
 * the same person that says less (no document, no other birth date) and matches no better.
 */
function decidedAlready({ row, match, matched, keys }: Candidate, decided: KnownAlert): boolean {
  if (!matched.comparedHash.equals(decided.comparedHash)) return false;
  if (allAmong(keys.durable, decided.identityKeys) && allAmong(keys.bare, decided.bareKeys)) return true;
  const { birthDate } = row.traveller;
  const saysLess = keys.durable.length === 0 && (birthDate === null || birthDate === decided.traveller.birthDate);
  return saysLess && match.score <= decided.strength;
}

/**
 * A clearing covers a candidate when every travel document of the traveller was cleared for this entry in its present
 * form. A document of the traveller that is also on the list is never covered (screening.md section 7).
 */
function coveringClearing({ match, matched, keys }: Candidate, clearings: readonly Clearing[]): Clearing | undefined {
  if (keys.durable.length === 0 || isDocumentMatch(match)) return undefined;
  const usable = clearings.filter(
    ({ entryId, comparedHash }) => entryId === match.entryId && comparedHash.equals(matched.comparedHash),
  );
  if (!keys.durable.every((key) => usable.some((clearing) => clearing.key.equals(key)))) return undefined;
  return usable.find((clearing) => keys.durable.some((key) => clearing.key.equals(key)));
}

function isDocumentMatch(match: Match): boolean {
  return match.why.some((item) => item.feature === "document" && item.bits > 0);
}

function allAmong(keys: readonly Buffer[], known: readonly Buffer[]): boolean {
  return keys.every((key) => known.some((other) => other.equals(key)));
}

function plainText(traveller: Traveller): string {
  const { surname, given, birthDate, sex, nationality, documents, nativeName } = traveller;
  const numbers = documents.map(({ type, number, issuer }) => ({ type, number, issuer }));
  return canonicalJson({
    surname,
    given,
    birthDate,
    sex,
    nationality,
    documents: numbers,
    nativeName: nativeName ?? null,
  });
}
