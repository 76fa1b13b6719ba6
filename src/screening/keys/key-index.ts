// Watch entries found by exact keys of bookings, each hit with its evidence: pure.
import type { EntryKey, EntryKeyKind, ListEntry } from "#watchlists";
import { evidenceText } from "../explain-text.ts";
import type { Match } from "../match.ts";
import { STANDARD_PROFILE } from "../profile.ts";
import { keysOfBookings, type WatchedBooking } from "./booking-keys.ts";
import { comparedForms, shownKey } from "./watch-key.ts";

/** An entry with what it watches for beside names, as one version of its list has it. */
export type KeyedEntry = {
  readonly entry: ListEntry;
  readonly listCode: string;
  readonly version: number;
};

export type KeyIndex = {
  /** By which cards are compared: the installation's own. */
  readonly salt: Uint8Array;
  readonly entryIds: ReadonlySet<string>;
  readonly byForm: ReadonlyMap<string, readonly { readonly keyed: KeyedEntry; readonly key: EntryKey }[]>;
};

/** What a shared key is worth: bits, and the probability the alert is shown with. It never says who somebody is: no hit is strong. */
const worth: Readonly<Record<EntryKeyKind, { readonly bits: number; readonly score: number }>> = {
  email: { bits: 16, score: 0.9 },
  phone: { bits: 15, score: 0.85 },
  card: { bits: 15, score: 0.85 },
  address: { bits: 10, score: 0.6 },
  agency: { bits: 8, score: 0.5 },
};

export function keyIndex(entries: readonly KeyedEntry[], salt: Uint8Array): KeyIndex {
  const byForm = new Map<string, { keyed: KeyedEntry; key: EntryKey }[]>();
  const entryIds = new Set<string>();
  for (const keyed of entries) {
    for (const key of keyed.entry.keys ?? []) {
      for (const form of comparedForms(key, salt)) {
        entryIds.add(keyed.entry.id);
        const others = byForm.get(form);
        if (others === undefined) byForm.set(form, [{ keyed, key }]);
        else others.push({ keyed, key });
      }
    }
  }
  return { salt, entryIds, byForm };
}

/** Matches of the bookings of one flight by locator, best first; bookings without any are left out. */
export function matchBookings(
  index: KeyIndex,
  bookings: readonly WatchedBooking[],
): ReadonlyMap<string, readonly Match[]> {
  const found = new Map<string, readonly Match[]>();
  if (index.byForm.size === 0) return found;
  for (const [locator, keys] of keysOfBookings(bookings, index.salt)) {
    const matches = matchKeys(index, keys);
    if (matches.length > 0) found.set(locator, matches);
  }
  return found;
}

/** Matches of the keys of one booking, best first. */
export function matchKeys(index: KeyIndex, keys: readonly EntryKey[]): readonly Match[] {
  const hits = new Map<string, { keyed: KeyedEntry; shared: Map<string, [EntryKey, EntryKey]> }>();
  for (const key of keys) {
    for (const form of comparedForms(key, index.salt)) {
      for (const { keyed, key: listed } of index.byForm.get(form) ?? []) {
        const hit = hits.get(keyed.entry.id) ?? { keyed, shared: new Map() };
        hit.shared.set(form, [key, listed]);
        hits.set(keyed.entry.id, hit);
      }
    }
  }
  return [...hits.values()]
    .map(({ keyed, shared }) => toMatch(keyed, [...shared.values()]))
    .toSorted((one, two) => two.score - one.score || (one.entryId < two.entryId ? -1 : 1));
}

function toMatch({ entry, listCode, version }: KeyedEntry, shared: readonly [EntryKey, EntryKey][]): Match {
  const total = shared.reduce((sum, [{ kind }]) => sum + worth[kind].bits, 0);
  const why = shared
    .map(([booked, listed]) => {
      const said = {
        feature: booked.kind,
        relation: "key-equal" as const,
        left: shownKey(booked),
        right: shownKey(listed),
      };
      const { bits } = worth[booked.kind];
      return { ...said, bits, effect: Math.round((bits / total) * 100) / 100, text: evidenceText(said) };
    })
    .toSorted((one, two) => two.bits - one.bits || (one.feature < two.feature ? -1 : 1));
  const missed = shared.reduce((product, [{ kind }]) => product * (1 - worth[kind].score), 1);
  const threshold = STANDARD_PROFILE.alertByCategory[entry.category ?? ""] ?? STANDARD_PROFILE.alert;
  return {
    entryId: entry.id,
    cluster: entry.cluster ?? null,
    list: listCode,
    listVersion: String(version),
    matchedName: entry.names[0]?.full ?? why[0]?.right ?? "",
    // Below strong: who uses a number is not who is listed under it.
    score: Math.min(STANDARD_PROFILE.strong - 0.01, Math.round((1 - missed) * 10_000) / 10_000),
    threshold,
    band: "possible",
    decision: "alert",
    bits: total,
    why,
    notCompared: [],
    wouldChange: { clear: null, strengthen: null },
    booked: shared.map(([{ kind, value }]) => ({ kind, value })),
  };
}

/** Whether a match rests on keys of the booking: names were not compared for it. */
export function isKeyMatch(match: Pick<Match, "why">): boolean {
  return match.why.some(({ relation }) => relation === "key-equal");
}
