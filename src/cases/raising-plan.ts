// Which alerts a message makes, strengthens or leaves as they are: the pure part of raising.
import { canonicalJson } from "#platform";
import type { ScreenablePerson } from "#records";
import { comparedOf, isKeyMatch, type Match } from "#screening";
import type { ListEntry } from "#watchlists";
import type { AlertState } from "./alert.ts";
import { coverage, type Clearing } from "./clearing.ts";
import { identityKeys, type IdentityKeys } from "./identity.ts";
import { inOrder, listedPerson, type Listing, type Listings } from "./listing.ts";

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
  readonly state: AlertState;
  readonly listedPerson: string;
  readonly listings: Listings;
  readonly sources: readonly string[];
  readonly identityKeys: readonly Buffer[];
  readonly bareKeys: readonly Buffer[];
  readonly stillMatches: boolean;
};

/** A row of a person that matches an entry at or above the alert threshold. */
export type Candidate = {
  readonly row: ScreenedPerson;
  readonly match: Match;
  readonly matched: MatchedEntry;
  readonly keys: IdentityKeys;
};
export type Candidates = readonly [Candidate, ...Candidate[]];

/**
 * What becomes of a person and a listed person; `candidates` are the rows concerned, strongest first. `join`: the rows add
 * their source and identity to the alert, its evidence stays. `absorbed`: open alerts that turn out to be about the same
 * listed person. `clearedBefore`: the clearing of the holder's other document.
 */
export type Planned =
  | {
      readonly kind: "raise";
      readonly personId: string;
      readonly candidates: Candidates;
      readonly listings: Listings;
      readonly clearedBefore: string | null;
    }
  | {
      readonly kind: "replace";
      readonly alert: KnownAlert;
      readonly candidates: readonly Candidate[];
      readonly listings: Listings;
      readonly absorbed: readonly KnownAlert[];
    }
  | { readonly kind: "join"; readonly alert: KnownAlert; readonly candidates: readonly Candidate[] }
  | { readonly kind: "suppress"; readonly entryIds: readonly string[]; readonly because: readonly string[] }
  | { readonly kind: "fits-no-more"; readonly alert: KnownAlert };

type Work = {
  readonly clearings: readonly Clearing[];
  /** The rows screened. */
  readonly screened: ReadonlySet<string>;
  readonly compared: "all" | ReadonlySet<string>;
  /** The rows were compared by keys of their bookings, not by names and documents: each says nothing of the other. */
  readonly byKeys: boolean;
};

/**
 * Plans for one flight. `compared`: the entries the rows were screened against ("all", or the changed ones of a
 * re-screening); what an open alert shows of one of them that its own row no longer leads to is told apart. A person and
 * a listed person have one open alert at most; pairs of which nothing is new do not appear.
 */
export function planAlerts(input: {
  readonly rows: readonly ScreenedPerson[];
  readonly entries: ReadonlyMap<string, MatchedEntry>;
  readonly known: readonly KnownAlert[];
  readonly clearings: readonly Clearing[];
  readonly compared: "all" | ReadonlySet<string>;
  /** One name for all entries that a person has joined; entries joined with none are left out. */
  readonly joined?: ReadonlyMap<string, string>;
  readonly byKeys?: boolean;
}): Planned[] {
  const { clearings, compared, joined = new Map(), byKeys = false } = input;
  const work: Work = {
    clearings,
    compared,
    byKeys,
    screened: new Set(input.rows.map((row) => row.travellerId)),
  };
  const candidates = Map.groupBy(candidatesOf(input.rows, input.entries), ({ row }) => row.personId);
  const known = Map.groupBy(input.known, (alert) => alert.personId);
  const persons = new Set([...candidates.keys(), ...known.keys()]);
  return [...persons].flatMap((personId) => {
    const alerts = known.get(personId) ?? [];
    const groups = groupsOf(candidates.get(personId) ?? [], alerts, joined);
    return groups.flatMap((group) => planGroup(personId, group, alerts, work));
  });
}

/** Only what reaches the alert threshold of its list category; what lies below is counted by screening, not kept. */
export function isAlert(match: Match): boolean {
  return match.decision === "alert";
}

function candidatesOf(
  rows: readonly ScreenedPerson[],
  entries: ReadonlyMap<string, MatchedEntry>,
): Candidate[] {
  return rows.flatMap((row) =>
    row.matches.filter(isAlert).flatMap((match) => {
      const matched = entries.get(match.entryId);
      return matched === undefined ? [] : [{ row, match, matched, keys: identityKeys(row) }];
    }),
  );
}

/** What is about one listed person: candidates of its entries, and the open alerts on it. */
type Group = {
  readonly labels: ReadonlySet<string>;
  readonly candidates: readonly Candidate[];
  readonly open: readonly KnownAlert[];
};

/** Entries belong together by their cluster, by a person's decision, and by standing in one open alert. */
function groupsOf(
  candidates: readonly Candidate[],
  known: readonly KnownAlert[],
  joined: ReadonlyMap<string, string>,
): readonly Group[] {
  let groups: Group[] = [];
  const labelsOf = (entryId: string): string[] => {
    const person = joined.get(entryId);
    return person === undefined ? [`entry ${entryId}`] : [`entry ${entryId}`, `joined ${person}`];
  };
  const add = (labels: readonly string[], more: Pick<Group, "candidates" | "open">): void => {
    const same = groups.filter((group) => labels.some((label) => group.labels.has(label)));
    const joined = {
      labels: new Set([...labels, ...same.flatMap((group) => [...group.labels])]),
      candidates: [...same.flatMap((group) => group.candidates), ...more.candidates],
      open: [...same.flatMap((group) => group.open), ...more.open],
    };
    groups = [...groups.filter((group) => !same.includes(group)), joined];
  };
  for (const alert of known) {
    if (alert.state !== "open") continue;
    const labels = [alert.listedPerson, ...alert.listings.flatMap(({ entryId }) => labelsOf(entryId))];
    add(labels, { candidates: [], open: [alert] });
  }
  for (const candidate of candidates) {
    const labels = [listedPerson(candidate.match), ...labelsOf(candidate.match.entryId)];
    add(labels, { candidates: [candidate], open: [] });
  }
  return groups;
}

function planGroup(
  personId: string,
  group: Group,
  known: readonly KnownAlert[],
  work: Work,
): readonly Planned[] {
  const shown = new Set(group.open.flatMap(({ listings }) => listings.map(({ entryId }) => entryId)));
  const byEntry = Map.groupBy(group.candidates, ({ match }) => match.entryId);
  const fresh: Candidate[] = [];
  const covered: string[] = [];
  const because = new Set<string>();
  let clearedBefore: string | null = null;
  for (const [entryId, ofEntry] of byEntry) {
    if (shown.has(entryId)) {
      fresh.push(...ofEntry);
      continue;
    }
    // Confirmed on this flight: it is a case already, and nobody is asked twice.
    if (known.some((alert) => alert.state === "confirmed" && listingOf(alert, entryId) !== undefined))
      continue;
    const grounds = ofEntry.map((candidate) => groundOf(candidate, known, work.clearings));
    if (grounds.every((ground) => ground.kind === "cleared")) {
      covered.push(entryId);
      for (const ground of grounds) because.add(ground.by);
      continue;
    }
    fresh.push(...ofEntry);
    clearedBefore ??= grounds.find((ground) => ground.kind === "holder")?.by ?? null;
  }
  const planned: Planned[] = [];
  if (covered.length > 0) planned.push({ kind: "suppress", entryIds: covered, because: [...because] });
  const [strongest, ...weaker] = fresh.toSorted((a, b) => b.match.score - a.match.score);
  const candidates: Candidates | null = strongest === undefined ? null : [strongest, ...weaker];
  if (group.open.length > 0) {
    const plan = planForOpen(candidates ?? [], group.open, work);
    return plan === null ? planned : [...planned, plan];
  }
  const listings = candidates === null ? null : inOrder(freshListings(candidates));
  if (candidates === null || listings === null) return planned;
  return [...planned, { kind: "raise", personId, candidates, listings, clearedBefore }];
}

/** The strongest candidate of each entry, as a listing. */
function freshListings(candidates: readonly Candidate[]): Listing[] {
  const strongest = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const other = strongest.get(candidate.match.entryId);
    if (other === undefined || candidate.match.score > other.match.score)
      strongest.set(candidate.match.entryId, candidate);
  }
  return [...strongest.values()].map(toListing);
}

function toListing({ row, match, matched }: Candidate): Listing {
  return {
    entryId: match.entryId,
    list: match.list,
    listVersion: Number(match.listVersion),
    entryHash: matched.contentHash,
    comparedHash: matched.comparedHash,
    strength: match.score,
    band: match.band,
    travellerId: row.travellerId,
    traveller: comparedOf(row),
    entry: matched.entry,
    match,
  };
}

function planForOpen(
  candidates: readonly Candidate[],
  open: readonly KnownAlert[],
  work: Work,
): Planned | null {
  const [alert, ...absorbed] = open.toSorted((a, b) => b.listings[0].strength - a.listings[0].strength);
  if (alert === undefined) return null;
  const before = new Map(
    [...absorbed, alert].flatMap(({ listings }) => listings.map((listing) => [listing.entryId, listing])),
  );
  const byEntry = Map.groupBy(candidates, ({ match }) => match.entryId);
  const kept: Listing[] = [];
  let changed = absorbed.length > 0 || (!alert.stillMatches && candidates.length > 0);
  for (const [entryId, listing] of before) {
    const ofEntry = byEntry.get(entryId) ?? [];
    const isCompared =
      isKeyMatch(listing.match) === work.byKeys && (work.compared === "all" || work.compared.has(entryId));
    if (ofEntry.length === 0) {
      // Of a row or an entry that was not looked at now, what was found stays.
      if (isCompared && work.screened.has(listing.travellerId)) changed = true;
      else kept.push(listing);
      continue;
    }
    const [newest] = freshListings(ofEntry);
    if (newest !== undefined && isOutdated(listing, newest, ofEntry, work)) {
      kept.push(newest);
      changed = true;
    } else kept.push(listing);
  }
  const added = freshListings(candidates.filter(({ match }) => !before.has(match.entryId)));
  const listings = inOrder([...kept, ...added]);
  if (listings === null) return alert.stillMatches ? { kind: "fits-no-more", alert } : null;
  if (changed || added.length > 0) return { kind: "replace", alert, candidates, listings, absorbed };
  const isNew = candidates.some(
    ({ row, keys }) =>
      !alert.sources.includes(row.source) ||
      !allAmong(keys.durable, alert.identityKeys) ||
      !allAmong(keys.bare, alert.bareKeys),
  );
  return isNew ? { kind: "join", alert, candidates } : null;
}

/** Stronger, another entry, or the row whose data are the evidence says something else or is no longer a match. */
function isOutdated(
  listing: Listing,
  newest: Listing,
  candidates: readonly Candidate[],
  { screened }: Work,
): boolean {
  const own = candidates.find(({ row }) => row.travellerId === listing.travellerId);
  const dataChanged =
    own === undefined
      ? screened.has(listing.travellerId)
      : plainText(own.row) !== plainText(listing.traveller);
  return newest.strength > listing.strength || !newest.entryHash.equals(listing.entryHash) || dataChanged;
}

const listingOf = (alert: KnownAlert, entryId: string) =>
  alert.listings.find((listing) => listing.entryId === entryId);

type Ground =
  | { readonly kind: "cleared" | "holder"; readonly by: string }
  | { readonly kind: "none"; readonly by: "" };

/** Whether a person has decided this before: on this flight, or for the identity. */
function groundOf(
  candidate: Candidate,
  known: readonly KnownAlert[],
  clearings: readonly Clearing[],
): Ground {
  const decided = known.find((alert) => decidedAlready(candidate, alert));
  if (decided !== undefined) return { kind: "cleared", by: decided.id };
  return coverage(candidate, clearings) ?? { kind: "none", by: "" };
}

/**
 * A person has decided this on this flight, and nothing that was compared has changed: the same identity, or a row of
 * the same person that says less (no document, no other birth date) and matches no better. Where nobody could tell, any
 * other datum is looked at again.
 */
function decidedAlready({ row, match, matched, keys }: Candidate, decided: KnownAlert): boolean {
  const listing = listingOf(decided, match.entryId);
  if (listing === undefined || !matched.comparedHash.equals(listing.comparedHash)) return false;
  const saysLess =
    keys.durable.length === 0 && (row.birthDate === null || row.birthDate === listing.traveller.birthDate);
  const noBetter = saysLess && match.score <= listing.strength;
  if (decided.state === "cannot-tell") return noBetter || plainText(row) === plainText(listing.traveller);
  if (decided.state !== "no-match") return false;
  return noBetter || (allAmong(keys.durable, decided.identityKeys) && allAmong(keys.bare, decided.bareKeys));
}

function allAmong(keys: readonly Buffer[], known: readonly Buffer[]): boolean {
  return keys.every((key) => known.some((other) => other.equals(key)));
}

/** What is compared of a traveller as one text, whatever else the value carries. The day of the journey is the flight's. */
function plainText(person: Parameters<typeof comparedOf>[0]): string {
  const { travelsOn: _day, ...compared } = comparedOf(person);
  return canonicalJson(compared);
}
