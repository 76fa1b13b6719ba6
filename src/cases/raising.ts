// Alerts made and withdrawn inside the transaction of the message, or of the re-screening, that leads to them.
import { moduleLive, newId, type LedgerValue, type Transaction } from "#platform";
import { flightKey } from "#records";
import { activeProfile, isSameProfile, type ScreenedBy } from "#screening";
import { activeEntriesById, comparedHash, entriesAsOf, holdActiveVersions, joinedEntries } from "#watchlists";
import {
  askToScreenFlight,
  countSuppressed,
  insertAlerts,
  joinRows,
  knownAlerts,
  moveAlerts,
  openAlertsOfEntries,
  replaceEvidence,
  withdrawById,
  withdrawOfPersons,
  type AlertEvidence,
  type AlertFlight,
  type HeldAlert,
  type NewAlert,
} from "./alert-store.ts";
import type { WithdrawalReason } from "./alert.ts";
import { noteEntriesGone } from "./case-store.ts";
import { clearingsFor } from "./clearing-store.ts";
import { withdrawCriterionAlerts } from "./criterion-alerts.ts";
import { identityKeys } from "./identity.ts";
import { inOrder, listedPerson, type Listings } from "./listing.ts";
import {
  isAlert,
  planAlerts,
  type Candidate,
  type KnownAlert,
  type MatchedEntry,
  type Planned,
  type ScreenedPerson,
} from "./raising-plan.ts";
import { markFitNoMore, setDue } from "./standing-store.ts";

export type Raised = {
  /** Ids of new alerts. */
  readonly raised: readonly string[];
  /** Ids of open alerts whose evidence changed. */
  readonly changed: readonly string[];
  /** Matches that a person has already judged and that are not shown again. */
  readonly suppressed: number;
  /** A newer list version became active meanwhile: the flight will be screened again by a job. */
  readonly rescreening: boolean;
};

export type Raising = {
  readonly flight: AlertFlight;
  /** The message's receipt; null outside a message. */
  readonly receiptId: string | null;
  readonly persons: readonly ScreenedPerson[];
  readonly by: ScreenedBy;
};

/**
 * Makes, strengthens or leaves alerts for the persons of one flight, in a number of statements that does not grow with
 * them. Call it with every person screened, also those without a match: open alerts whose data no longer match are
 * marked by it.
 */
export async function raiseAlerts(tx: Transaction, raising: Raising): Promise<Raised> {
  const [rescreening, stored] = await Promise.all([isBehind(tx, raising), knownAlerts(tx, raising.flight)]);
  if (rescreening) askToScreenFlight(tx, raising.flight);
  return { ...(await raiseBeside(tx, raising, stored, "all")), rescreening };
}

/**
 * The same for persons compared with some entries only (`compared`). The caller holds the versions in force
 * (holdActiveVersions) and has seen that they are those compared.
 */
export async function raiseCompared(
  tx: Transaction,
  raising: Raising,
  compared: "all" | ReadonlySet<string>,
): Promise<Omit<Raised, "rescreening">> {
  return raiseBeside(tx, raising, await knownAlerts(tx, raising.flight), compared);
}

/** The same for persons whose bookings were compared with what these entries watch for beside names. */
export async function raiseByKeys(
  tx: Transaction,
  raising: Raising,
  entryIds: ReadonlySet<string>,
): Promise<Omit<Raised, "rescreening">> {
  return raiseBeside(tx, raising, await knownAlerts(tx, raising.flight), entryIds, true);
}

/** What the same would come to, without doing it: nothing is locked, written or told. */
export async function planCompared(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
  persons: readonly ScreenedPerson[],
  entries: ReadonlyMap<string, MatchedEntry>,
): Promise<Planned[]> {
  const [known, clearings] = await Promise.all([
    knownAlerts(tx, flight, false),
    clearingsOfMatches(tx, persons),
  ]);
  const joined = await joinedOf(tx, persons, known);
  return planAlerts({ rows: persons, entries, known, clearings, joined, compared: new Set(entries.keys()) });
}

async function raiseBeside(
  tx: Transaction,
  raising: Raising,
  stored: readonly HeldAlert[],
  compared: "all" | ReadonlySet<string>,
  byKeys = false,
): Promise<Omit<Raised, "rescreening">> {
  const { flight, persons, by, receiptId } = raising;
  // What was screened while the module was being stopped comes to nothing (LED-27).
  if (persons.some(({ matches }) => matches.length > 0) && !(await moduleLive(tx, "lists")))
    return { raised: [], changed: [], suppressed: 0 };
  if (stored.some((alert) => alert.state === "open" && alert.dueAt?.getTime() !== flight.dueAt?.getTime())) {
    setDue(tx, "cases.alert", flight);
  }
  const known = await followPersons(tx, stored, persons);
  const [entries, clearings, joined] = await Promise.all([
    matchedEntries(tx, persons),
    clearingsOfMatches(tx, persons),
    joinedOf(tx, persons, known),
  ]);
  const planned = planAlerts({ rows: persons, entries, known, clearings, joined, compared, byKeys });
  const { overtaken, ...done } = await carryOut(tx, { flight, receiptId, by, planned });
  if (overtaken.size === 0) return done;
  // Another transaction has raised alerts on some of the same persons meanwhile: they are looked at, and planned for again.
  const again = await raiseBeside(
    tx,
    { ...raising, persons: persons.filter(({ personId }) => overtaken.has(personId)) },
    (await knownAlerts(tx, flight)).filter(({ personId }) => overtaken.has(personId)),
    compared,
    byKeys,
  );
  return {
    raised: [...done.raised, ...again.raised],
    changed: [...done.changed, ...again.changed],
    suppressed: done.suppressed,
  };
}

/**
 * Withdraws the open alerts of persons who no longer travel on the flight (`persons` "all": a cancelled flight).
 * A person who comes back is screened and alerted anew. Returns the ids withdrawn.
 */
export async function withdrawAlerts(
  tx: Transaction,
  input: {
    readonly flight: { readonly date: string; readonly id: string };
    readonly persons: readonly string[] | "all";
    readonly reason: WithdrawalReason;
  },
): Promise<string[]> {
  if (input.persons.length === 0) return [];
  const persons = input.persons === "all" ? null : input.persons;
  if (input.reason === "withdrawn" || input.reason === "not-boarded" || input.reason === "flight-cancelled")
    await withdrawCriterionAlerts(tx, { flight: input.flight, persons }, input.reason);
  return tell(tx, await withdrawOfPersons(tx, input.flight, persons, input.reason), input.reason);
}

/**
 * Takes entries that are no longer listed out of the open alerts (WL-2: a delisting takes effect at once). An alert that
 * shows other entries of the listed person stays with those; one that shows none is withdrawn. Open cases that rest on
 * such an entry get a note. Returns the alerts withdrawn.
 */
export async function withdrawEntryAlerts(tx: Transaction, entryIds: readonly string[]): Promise<string[]> {
  const gone = new Set(entryIds);
  const withdrawn = await takeOut(tx, await openAlertsOfEntries(tx, entryIds), gone);
  for (const caseId of await noteEntriesGone(tx, entryIds)) {
    tx.record({
      action: "case.entry-withdrawn",
      subjectKind: "case",
      subjectId: caseId,
      detail: { entries: entryIds.length > 20 ? entryIds.length : [...entryIds] },
    });
    tx.announce("case", caseId);
  }
  return withdrawn;
}

async function takeOut(
  tx: Transaction,
  alerts: readonly HeldAlert[],
  gone: ReadonlySet<string>,
): Promise<string[]> {
  const empty: string[] = [];
  const left: (AlertEvidence & { alertId: string })[] = [];
  for (const alert of alerts) {
    const listings = inOrder(alert.listings.filter(({ entryId }) => !gone.has(entryId)));
    if (listings === null) empty.push(alert.id);
    else if (listings.length < alert.listings.length) {
      // Who is meant stays who was meant, though the entry that said so may be the one that is gone.
      const { listedPerson: person, sources, identityKeys: keys, bareKeys } = alert;
      const { engineVersion } = alert;
      left.push({
        alertId: alert.id,
        listings,
        listedPerson: person,
        sources,
        engineVersion,
        identityKeys: keys,
        bareKeys,
        clearedBefore: null,
      });
    }
  }
  replaceEvidence(tx, left);
  for (const alert of left) {
    note(tx, "alert.evidence-changed", alert.alertId, { ...factsOf(alert), because: "entry-withdrawn" });
  }
  return tell(tx, await withdrawById(tx, empty, "entry-withdrawn"), "entry-withdrawn");
}

function tell(
  tx: Transaction,
  withdrawn: readonly { readonly id: string; readonly flightKey: string }[],
  reason: WithdrawalReason,
): string[] {
  for (const alert of withdrawn) {
    tx.record({ action: "alert.withdrawn", subjectKind: "alert", subjectId: alert.id, detail: { reason } });
    tx.announce("alert", alert.id);
  }
  for (const key of new Set(withdrawn.map((alert) => alert.flightKey))) tx.announce("flight", key);
  return withdrawn.map((alert) => alert.id);
}

/**
 * Withdraws the open alerts of a flight on entries that are not in force (screened by a version that was just replaced).
 */
export async function withdrawGone(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
): Promise<string[]> {
  const open = (await knownAlerts(tx, flight)).filter((alert) => alert.state === "open");
  if (open.length === 0) return [];
  const shown = new Set(open.flatMap(({ listings }) => listings.map(({ entryId }) => entryId)));
  const active = await activeEntriesById(tx, [...shown]);
  const inForce = new Set(active.map(({ entry }) => entry.id));
  return takeOut(tx, open, new Set([...shown].filter((entryId) => !inForce.has(entryId))));
}

/** The versions and thresholds screened by, against those active now; the lock keeps them so until this transaction ends. */
export async function isBehind(
  tx: Transaction,
  { by, persons }: Pick<Raising, "by" | "persons">,
): Promise<boolean> {
  const active = await holdActiveVersions(tx);
  // The thresholds are read under the lock by which they change; whoever matches nothing at all is under each of them.
  if (by.profile !== undefined && persons.some(({ matches }) => matches.length > 0)) {
    if (!isSameProfile(by.profile, await activeProfile(tx))) return true;
  }
  const used = new Map(by.lists.map((list) => [list.code, list.version]));
  return active.some((list) => used.get(list.code) !== String(list.version)) || used.size !== active.length;
}

/** A row may since have been found to belong to another person: its alerts go with it. */
async function followPersons(
  tx: Transaction,
  known: readonly KnownAlert[],
  persons: readonly ScreenedPerson[],
): Promise<KnownAlert[]> {
  const personOf = new Map(persons.map((person) => [person.travellerId, person.personId]));
  const moving = known.filter(
    (alert) => (personOf.get(alert.listings[0].travellerId) ?? alert.personId) !== alert.personId,
  );
  if (moving.length === 0) return [...known];
  const taken = new Set(
    known.filter((alert) => alert.state === "open" && !moving.includes(alert)).map(pairOf),
  );
  const doubled = new Set<string>();
  const moves = moving.map((alert) => ({
    ...alert,
    personId: personOf.get(alert.listings[0].travellerId) ?? alert.personId,
  }));
  for (const alert of moves.filter(({ state }) => state === "open")) {
    if (taken.has(pairOf(alert))) doubled.add(alert.id);
    taken.add(pairOf(alert));
  }
  tell(tx, await withdrawById(tx, [...doubled], "person-joined"), "person-joined");
  const kept = moves.filter((alert) => !doubled.has(alert.id));
  moveAlerts(
    tx,
    kept.map((alert) => ({ alertId: alert.id, personId: alert.personId })),
  );
  return [...known.filter((alert) => !moving.includes(alert)), ...kept];
}

const pairOf = (alert: KnownAlert) => `${alert.personId} ${alert.listedPerson}`;

/** The entries of all matches that reach an alert, as the version they matched in has them. */
async function matchedEntries(
  tx: Transaction,
  persons: readonly ScreenedPerson[],
): Promise<ReadonlyMap<string, MatchedEntry>> {
  const wanted = new Map<string, { list: string; version: number; entryId: string }>();
  for (const match of persons.flatMap((person) => person.matches.filter(isAlert))) {
    const version = Number(match.listVersion);
    wanted.set(match.entryId, { list: match.list, version, entryId: match.entryId });
  }
  const stored = await entriesAsOf(tx, [...wanted.values()]);
  return new Map(
    stored.map(({ entry, contentHash }) => [
      entry.id,
      { entry, contentHash, comparedHash: comparedHash(entry) },
    ]),
  );
}

/** Which entries of matches and open alerts a person has joined: they are one listed person, on whatever lists. */
function joinedOf(
  tx: Transaction,
  persons: readonly ScreenedPerson[],
  known: readonly KnownAlert[],
): Promise<ReadonlyMap<string, string>> {
  const matched = persons.flatMap(({ matches }) => matches.filter(isAlert).map(({ entryId }) => entryId));
  if (matched.length === 0) return Promise.resolve(new Map());
  const shown = known
    .filter(({ state }) => state === "open")
    .flatMap(({ listings }) => listings.map(({ entryId }) => entryId));
  return joinedEntries(tx, [...new Set([...matched, ...shown])]);
}

function clearingsOfMatches(tx: Transaction, persons: readonly ScreenedPerson[]) {
  const matching = persons.filter((person) => person.matches.some(isAlert));
  const keys = matching.flatMap((person) => {
    const { durable, redress } = identityKeys(person);
    return [...durable, ...redress];
  });
  const entries = matching.flatMap((person) => person.matches.filter(isAlert).map((match) => match.entryId));
  return clearingsFor(tx, keys, [...new Set(entries)]);
}

async function carryOut(
  tx: Transaction,
  work: {
    readonly flight: AlertFlight;
    readonly receiptId: string | null;
    readonly by: ScreenedBy;
    readonly planned: readonly Planned[];
  },
): Promise<Omit<Raised, "rescreening"> & { readonly overtaken: ReadonlySet<string> }> {
  const { flight, receiptId, by, planned } = work;
  const key = flightKey(flight);
  const fresh: NewAlert[] = [];
  const replaced: (AlertEvidence & { alertId: string })[] = [];
  const joined: Parameters<typeof joinRows>[1][number][] = [];
  const absorbed: string[] = [];
  const unfit: string[] = [];
  const suppressed: { entryId: string; because: readonly string[] }[] = [];
  for (const plan of planned) {
    switch (plan.kind) {
      case "raise": {
        const evidence = evidenceOf(plan.listings, plan.candidates, by, []);
        fresh.push({
          ...evidence,
          clearedBefore: plan.clearedBefore,
          id: newId(tx.at),
          personId: plan.personId,
        });
        break;
      }
      case "replace": {
        const evidence = evidenceOf(plan.listings, plan.candidates, by, [plan.alert, ...plan.absorbed]);
        replaced.push({ ...evidence, alertId: plan.alert.id });
        absorbed.push(...plan.absorbed.map(({ id }) => id));
        break;
      }
      case "join": {
        const { sources, identityKeys: keys, bareKeys } = merged([plan.alert], plan.candidates);
        joined.push({ alertId: plan.alert.id, sources, identityKeys: keys, bareKeys });
        break;
      }
      case "suppress":
        suppressed.push(...plan.entryIds.map((entryId) => ({ entryId, because: plan.because })));
        break;
      case "fits-no-more":
        unfit.push(plan.alert.id);
        break;
    }
  }
  const inserted = await insertAlerts(tx, flight, receiptId, fresh);
  // Before the alert that takes them in is told to be about their listed person.
  tell(tx, await withdrawById(tx, absorbed, "listings-joined"), "listings-joined");
  replaceEvidence(tx, replaced);
  joinRows(tx, joined);
  markFitNoMore(tx, "cases.alert", unfit);
  countSuppressed(tx, suppressed.length);
  const raised = fresh.filter((alert) => inserted.has(alert.id));
  for (const alert of raised)
    note(tx, "alert.raised", alert.id, { flight: key, ...factsOf(alert), receipt: receiptId }, [
      alert.personId,
    ]);
  for (const alert of replaced)
    note(tx, "alert.evidence-changed", alert.alertId, { ...factsOf(alert), receipt: receiptId });
  for (const id of unfit) note(tx, "alert.fits-no-more", id, { receipt: receiptId });
  if (suppressed.length > 0) {
    tx.record({
      action: "alert.suppressed",
      subjectKind: "flight",
      subjectId: key,
      detail: { count: suppressed.length, pairs: suppressed, receipt: receiptId },
    });
  }
  if (raised.length > 0) tx.announce("flight", key);
  return {
    raised: raised.map((alert) => alert.id),
    changed: [...replaced.map((alert) => alert.alertId), ...unfit],
    suppressed: suppressed.length,
    overtaken: new Set(fresh.filter((alert) => !inserted.has(alert.id)).map(({ personId }) => personId)),
  };
}

function note(
  tx: Transaction,
  action: string,
  alertId: string,
  detail: { readonly [key: string]: LedgerValue },
  about?: readonly string[],
): void {
  tx.record({
    action,
    subjectKind: "alert",
    subjectId: alertId,
    ...(about === undefined ? {} : { about }),
    detail,
  });
  tx.announce("alert", alertId);
}

const factsOf = ({ listings, engineVersion, clearedBefore }: AlertEvidence) => {
  const [shown, ...others] = listings;
  return {
    entry: shown.entryId,
    list: shown.list,
    listVersion: shown.listVersion,
    engine: engineVersion,
    band: clearedBefore === null ? shown.band : "weak",
    strength: shown.strength,
    ...(others.length === 0 ? {} : { others: others.map(({ entryId }) => entryId) }),
    ...(clearedBefore === null ? {} : { clearedBefore }),
  };
};

/** What is frozen with an alert: the listings, and who all its rows say the person is. */
function evidenceOf(
  listings: Listings,
  candidates: readonly Candidate[],
  by: ScreenedBy,
  before: readonly KnownAlert[],
): AlertEvidence {
  const found = inOrder(listings.map((listing) => (listing.by === undefined ? { ...listing, by } : listing)));
  return {
    listings: found ?? listings,
    listedPerson: listedPerson(listings[0].match),
    engineVersion: by.engineVersion,
    clearedBefore: null,
    ...merged(before, candidates),
  };
}

/** Sources and identities of the rows seen before and now. */
function merged(before: readonly KnownAlert[], candidates: readonly Candidate[]) {
  const known = [...before.flatMap(({ sources }) => sources), ...candidates.map(({ row }) => row.source)];
  return {
    sources: [...new Set(known)].sort(),
    identityKeys: distinct([
      ...before.flatMap((alert) => alert.identityKeys),
      ...candidates.flatMap(({ keys }) => [...keys.durable, ...keys.redress]),
    ]),
    bareKeys: distinct([
      ...before.flatMap((alert) => alert.bareKeys),
      ...candidates.flatMap(({ keys }) => keys.bare),
    ]),
  };
}

function distinct(keys: readonly Buffer[]): Buffer[] {
  const found: Buffer[] = [];
  for (const key of keys) if (!found.some((other) => other.equals(key))) found.push(key);
  return found;
}
