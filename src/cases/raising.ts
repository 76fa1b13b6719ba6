// Alerts made and withdrawn inside the transaction of the message, or of the re-screening, that leads to them.
import { newId, type LedgerValue, type Transaction } from "#platform";
import { flightKey } from "#records";
import type { ScreenedBy, Traveller } from "#screening";
import { activeEntriesById, comparedHash, entriesAsOf, holdActiveVersions } from "#watchlists";
import {
  askToScreenFlight,
  clearingsFor,
  insertAlerts,
  joinRows,
  knownAlerts,
  markFitNoMore,
  moveAlerts,
  replaceEvidence,
  setDue,
  withdrawById,
  withdrawOfEntries,
  withdrawOfPersons,
  type AlertEvidence,
  type AlertFlight,
  type NewAlert,
} from "./alert-store.ts";
import type { WithdrawalReason } from "./alert.ts";
import { identityKeys } from "./identity.ts";
import {
  isAlert,
  planAlerts,
  type Candidates,
  type KnownAlert,
  type MatchedEntry,
  type Planned,
  type ScreenedPerson,
} from "./raising-plan.ts";

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
  const [rescreening, stored] = await Promise.all([
    isBehind(tx, raising.by),
    knownAlerts(tx, raising.flight),
  ]);
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

async function raiseBeside(
  tx: Transaction,
  raising: Raising,
  stored: Awaited<ReturnType<typeof knownAlerts>>,
  compared: "all" | ReadonlySet<string>,
): Promise<Omit<Raised, "rescreening">> {
  const { flight, persons, by, receiptId } = raising;
  if (stored.some((alert) => alert.state === "open" && alert.dueAt?.getTime() !== flight.dueAt?.getTime())) {
    setDue(tx, flight);
  }
  const known = await followPersons(tx, stored, persons);
  const [entries, clearings] = await Promise.all([
    matchedEntries(tx, persons),
    clearingsOfMatches(tx, persons),
  ]);
  const planned = planAlerts({ rows: persons, entries, known, clearings, compared });
  return carryOut(tx, { flight, receiptId, by, planned });
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
  return tell(tx, await withdrawOfPersons(tx, input.flight, persons, input.reason), input.reason);
}

/** Withdraws the open alerts on entries that are no longer listed (WL-2: a delisting takes effect at once). */
export async function withdrawEntryAlerts(tx: Transaction, entryIds: readonly string[]): Promise<string[]> {
  return tell(tx, await withdrawOfEntries(tx, entryIds), "entry-withdrawn");
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
  const active = await activeEntriesById(tx, [...new Set(open.map((alert) => alert.entryId))]);
  const inForce = new Set(active.map(({ entry }) => entry.id));
  const gone = open.filter((alert) => !inForce.has(alert.entryId)).map((alert) => alert.id);
  return tell(tx, await withdrawById(tx, gone, "entry-withdrawn"), "entry-withdrawn");
}

/** The versions screened by, against those active now; the lock keeps them so until this transaction ends. */
async function isBehind(tx: Transaction, by: ScreenedBy): Promise<boolean> {
  const active = await holdActiveVersions(tx);
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
    (alert) => (personOf.get(alert.travellerId) ?? alert.personId) !== alert.personId,
  );
  if (moving.length === 0) return [...known];
  const taken = new Set(
    known.filter((alert) => alert.state === "open" && !moving.includes(alert)).map(pairOf),
  );
  const doubled = new Set<string>();
  const moves = moving.map((alert) => ({
    ...alert,
    personId: personOf.get(alert.travellerId) ?? alert.personId,
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

const pairOf = (alert: KnownAlert) => `${alert.personId} ${alert.entryId}`;

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

function clearingsOfMatches(tx: Transaction, persons: readonly ScreenedPerson[]) {
  const matching = persons.filter((person) => person.matches.some(isAlert));
  const keys = matching.flatMap((person) => identityKeys(person).durable);
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
): Promise<Omit<Raised, "rescreening">> {
  const { flight, receiptId, by, planned } = work;
  const fresh: NewAlert[] = [];
  const replaced: (AlertEvidence & { alertId: string })[] = [];
  const joined: Parameters<typeof joinRows>[1][number][] = [];
  const unfit: string[] = [];
  const suppressed: { entryId: string; because: readonly string[] }[] = [];
  for (const plan of planned) {
    switch (plan.kind) {
      case "raise": {
        const { personId } = plan.candidates[0].row;
        const { entryId } = plan.candidates[0].match;
        fresh.push({ ...evidenceOf(plan.candidates, by, null), id: newId(tx.at), personId, entryId });
        break;
      }
      case "replace":
        replaced.push({ ...evidenceOf(plan.candidates, by, plan.alert), alertId: plan.alert.id });
        break;
      case "join": {
        const { sources, identityKeys: keys, bareKeys } = evidenceOf(plan.candidates, by, plan.alert);
        joined.push({ alertId: plan.alert.id, sources, identityKeys: keys, bareKeys });
        break;
      }
      case "suppress":
        suppressed.push({ entryId: plan.candidates[0].match.entryId, because: plan.because });
        break;
      case "fits-no-more":
        unfit.push(plan.alert.id);
        break;
    }
  }
  const inserted = await insertAlerts(tx, flight, receiptId, fresh);
  replaceEvidence(tx, replaced);
  joinRows(tx, joined);
  markFitNoMore(tx, unfit);
  const key = flightKey(flight);
  const raised = fresh.filter((alert) => inserted.has(alert.id));
  const raisedIds = new Set(raised.map((alert) => alert.id));
  const strengthened = [...inserted].filter((id) => !raisedIds.has(id));
  for (const alert of raised)
    note(tx, "alert.raised", alert.id, { flight: key, ...factsOf(alert), receipt: receiptId });
  for (const alert of replaced)
    note(tx, "alert.evidence-changed", alert.alertId, { ...factsOf(alert), receipt: receiptId });
  for (const id of strengthened) note(tx, "alert.evidence-changed", id, { receipt: receiptId });
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
    changed: [...replaced.map((alert) => alert.alertId), ...strengthened, ...unfit],
    suppressed: suppressed.length,
  };
}

function note(
  tx: Transaction,
  action: string,
  alertId: string,
  detail: { readonly [key: string]: LedgerValue },
): void {
  tx.record({ action, subjectKind: "alert", subjectId: alertId, detail });
  tx.announce("alert", alertId);
}

const factsOf = (alert: AlertEvidence) => ({
  entry: alert.entry.id,
  list: alert.list,
  listVersion: alert.listVersion,
  engine: alert.engineVersion,
  band: alert.band,
  strength: alert.strength,
});

/** What is frozen with an alert: the strongest row and its match, and who all its rows say the person is. */
function evidenceOf(candidates: Candidates, by: ScreenedBy, before: KnownAlert | null): AlertEvidence {
  const [{ row, match, matched }] = candidates;
  const traveller: Traveller = {
    surname: row.surname,
    given: row.given,
    birthDate: row.birthDate,
    sex: row.sex === "M" || row.sex === "F" || row.sex === "X" ? row.sex : null,
    nationality: row.nationality,
    documents: row.documents.map(({ type, number, issuer }) => ({ type, number, issuer })),
  };
  return {
    travellerId: row.travellerId,
    sources: [...new Set([...(before?.sources ?? []), ...candidates.map((each) => each.row.source)])].sort(),
    list: match.list,
    listVersion: Number(match.listVersion),
    entryHash: matched.contentHash,
    comparedHash: matched.comparedHash,
    engineVersion: by.engineVersion,
    strength: match.score,
    band: match.band,
    traveller,
    entry: matched.entry,
    match,
    identityKeys: merged(
      before?.identityKeys ?? [],
      candidates.flatMap(({ keys }) => keys.durable),
    ),
    bareKeys: merged(
      before?.bareKeys ?? [],
      candidates.flatMap(({ keys }) => keys.bare),
    ),
  };
}

function merged(known: readonly Buffer[], more: readonly Buffer[]): Buffer[] {
  const keys = [...known];
  for (const key of more) if (!keys.some((other) => other.equals(key))) keys.push(key);
  return keys;
}
