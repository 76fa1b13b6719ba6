// Which alerts a message makes, strengthens or leaves as they are: the pure part of raising.
import { canonicalJson } from "#platform";
import type { ScreenablePerson } from "#records";
import type { Match, Traveller } from "#screening";
import type { ListEntry } from "#watchlists";
import type { AlertState } from "./alert.ts";
import { identityKeys, type IdentityKeys } from "./identity.ts";

/** One row of a traveller as just screened; `matches` as screening returned them, best first. */
export type ScreenedPerson = ScreenablePerson & { readonly matches: readonly Match[] };

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
export type Clearing = {
  readonly id: string;
  readonly key: Buffer;
  readonly entryId: string;
  readonly comparedHash: Buffer;
};

/** A row of a person that matches an entry at or above the alert threshold. */
export type Candidate = {
  readonly row: ScreenedPerson;
  readonly match: Match;
  readonly matched: MatchedEntry;
  readonly keys: IdentityKeys;
};

/**
 * What becomes of a pair of person and entry; `candidates` are its rows, strongest first. `join`: the rows add their
 * source and identity to the alert, its evidence stays.
 */
export type Planned =
  | { readonly kind: "raise"; readonly candidates: Candidates }
  | { readonly kind: "replace"; readonly alert: KnownAlert; readonly candidates: Candidates }
  | { readonly kind: "join"; readonly alert: KnownAlert; readonly candidates: Candidates }
  | { readonly kind: "suppress"; readonly candidates: Candidates; readonly because: readonly string[] }
  | { readonly kind: "fits-no-more"; readonly alert: KnownAlert };
export type Candidates = readonly [Candidate, ...Candidate[]];

/**
 * Plans for one flight. `compared`: the entries the rows were screened against ("all", or the changed ones of a
 * re-screening); an open alert on one of them that its own row no longer leads to is told apart. A pair of person and
 * entry appears at most once; pairs of which nothing is new do not appear.
 */
export function planAlerts(input: {
  readonly rows: readonly ScreenedPerson[];
  readonly entries: ReadonlyMap<string, MatchedEntry>;
  readonly known: readonly KnownAlert[];
  readonly clearings: readonly Clearing[];
  readonly compared: "all" | ReadonlySet<string>;
}): Planned[] {
  const known = Map.groupBy(input.known, (alert) => pairKey(alert.personId, alert.entryId));
  const screened = new Set(input.rows.map((row) => row.travellerId));
  const pairs = candidatesByPair(input.rows, input.entries);
  const planned: Planned[] = [];
  for (const [pair, candidates] of pairs) {
    const [strongest, ...weaker] = candidates.toSorted((a, b) => b.match.score - a.match.score);
    if (strongest === undefined) continue;
    const plan = planPair([strongest, ...weaker], known.get(pair) ?? [], input.clearings, screened);
    if (plan !== null) planned.push(plan);
  }
  for (const alert of input.known) {
    if (alert.state !== "open" || !alert.stillMatches) continue;
    if (input.compared !== "all" && !input.compared.has(alert.entryId)) continue;
    const matches = pairs.has(pairKey(alert.personId, alert.entryId));
    if (screened.has(alert.travellerId) && !matches) planned.push({ kind: "fits-no-more", alert });
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

function candidatesByPair(
  rows: readonly ScreenedPerson[],
  entries: ReadonlyMap<string, MatchedEntry>,
): Map<string, Candidate[]> {
  const pairs = new Map<string, Candidate[]>();
  for (const row of rows) {
    for (const match of row.matches) {
      const matched = entries.get(match.entryId);
      if (!isAlert(match) || matched === undefined) continue;
      const pair = pairKey(row.personId, match.entryId);
      const candidate = { row, match, matched, keys: identityKeys(row) };
      const others = pairs.get(pair);
      if (others === undefined) pairs.set(pair, [candidate]);
      else others.push(candidate);
    }
  }
  return pairs;
}

function planPair(
  candidates: Candidates,
  known: readonly KnownAlert[],
  clearings: readonly Clearing[],
  screened: ReadonlySet<string>,
): Planned | null {
  const open = known.find(({ state }) => state === "open");
  if (open !== undefined) return planForOpen(candidates, open, screened);
  // Confirmed on this flight: it is a case already, and nobody is asked twice.
  if (known.some(({ state }) => state === "confirmed")) return null;
  const because: string[] = [];
  for (const candidate of candidates) {
    const ground =
      known.find((alert) => alert.state === "no-match" && decidedAlready(candidate, alert)) ??
      coveringClearing(candidate, clearings);
    if (ground === undefined) return { kind: "raise", candidates };
    because.push(ground.id);
  }
  return { kind: "suppress", candidates, because: [...new Set(because)] };
}

function planForOpen(
  candidates: Candidates,
  alert: KnownAlert,
  screened: ReadonlySet<string>,
): Planned | null {
  const [strongest] = candidates;
  const stronger = strongest.match.score > alert.strength;
  const entryChanged = !strongest.matched.contentHash.equals(alert.entryHash);
  // The row whose data are the evidence: changed, or no longer a match while another row of the person is.
  const own = candidates.find(({ row }) => row.travellerId === alert.travellerId);
  const dataChanged =
    own === undefined ? screened.has(alert.travellerId) : plainText(own.row) !== plainText(alert.traveller);
  if (stronger || entryChanged || dataChanged || !alert.stillMatches)
    return { kind: "replace", alert, candidates };
  const isNew = candidates.some(
    ({ row, keys }) =>
      !alert.sources.includes(row.source) ||
      !allAmong(keys.durable, alert.identityKeys) ||
      !allAmong(keys.bare, alert.bareKeys),
  );
  return isNew ? { kind: "join", alert, candidates } : null;
}

/**
 * A person has decided this on this flight, and nothing that was compared has changed: the same identity, or a row of
 * the same person that says less (no document, no other birth date) and matches no better.
 */
function decidedAlready({ row, match, matched, keys }: Candidate, decided: KnownAlert): boolean {
  if (!matched.comparedHash.equals(decided.comparedHash)) return false;
  if (allAmong(keys.durable, decided.identityKeys) && allAmong(keys.bare, decided.bareKeys)) return true;
  const saysLess =
    keys.durable.length === 0 && (row.birthDate === null || row.birthDate === decided.traveller.birthDate);
  return saysLess && match.score <= decided.strength;
}

/**
 * A clearing covers a candidate when every travel document of the traveller was cleared for this entry in its present
 * form. A document of the traveller that is also on the list is never covered (screening.md section 7).
 */
function coveringClearing(
  { match, matched, keys }: Candidate,
  clearings: readonly Clearing[],
): Clearing | undefined {
  const listed = match.why.some((item) => item.feature === "document" && item.bits > 0);
  if (keys.durable.length === 0 || listed) return undefined;
  const usable = clearings.filter(
    ({ entryId, comparedHash }) => entryId === match.entryId && comparedHash.equals(matched.comparedHash),
  );
  const covering = keys.durable.map((key) => usable.find((clearing) => clearing.key.equals(key)));
  return covering.includes(undefined) ? undefined : covering[0];
}

function allAmong(keys: readonly Buffer[], known: readonly Buffer[]): boolean {
  return keys.every((key) => known.some((other) => other.equals(key)));
}

/** What is compared of a traveller as one text, whatever else the value carries. */
function plainText({ surname, given, birthDate, sex, nationality, documents }: PlainTraveller): string {
  const numbers = documents.map(({ type, number, issuer }) => ({ type, number, issuer }));
  return canonicalJson({ surname, given, birthDate, sex, nationality, documents: numbers });
}

type PlainTraveller = Omit<Traveller, "sex" | "nativeName"> & { readonly sex: string | null };
