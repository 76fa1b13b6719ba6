// The work that takes expired data off the disk, in steps that may be stopped at any moment, and certifies it.
import {
  retentionActor,
  type Database,
  type DeletionJournal,
  type ExpiringKind,
  type Keyring,
  type Transaction,
} from "#platform";
import type { LegalProfile } from "#vocabulary";
import { deletedPersons } from "./deleted-persons-store.ts";
import { keepHorizon } from "./horizon-store.ts";
import {
  beginRun,
  deleteAgain,
  deleteStep,
  endRun,
  erasedRows,
  forgetDeleted,
  forgetUnderDestroyed,
  lapse,
  takeUpNotes,
  unknownNotes,
  type Certificate,
} from "./run-store.ts";

export type RetentionServices = {
  readonly database: Database;
  readonly profile: Pick<LegalProfile, "initial">;
  readonly expiring: readonly ExpiringKind[];
  /** What is deleted is noted here first; programs whose database is never restored do without. */
  readonly deletions?: DeletionJournal;
};

const job = "delete-expired";
/** How long ids of what was deleted are kept: as long as a backup can hold it (obligations.md section 14, retention.backup). */
const backupDays = 31;
/** The journal is shorter by a day: whatever it names the ledger of deletions knows, or the database is a restored one. */
const journalDays = 30;
const actor = retentionActor("retention");

/**
 * Deletes everything that is due. Each step is a transaction of its own; a run that was stopped is taken up again with the
 * limits it began with, so that its certificates say everything it deleted. Returns them; nothing due, nothing certified.
 */
export async function deleteExpired({
  database,
  profile,
  expiring,
  deletions,
}: RetentionServices): Promise<readonly Certificate[]> {
  const run = await database.transaction(actor, async (tx) => {
    await keepHorizon(tx);
    await forgetDeleted(tx, new Date(tx.at.getTime() - backupDays * 86_400_000));
    for (const { kind, id, about } of await lapse(tx, expiring, profile))
      tx.record({
        action: kind.lapses?.action ?? "",
        subjectKind: kind.lapses?.subjectKind ?? "",
        subjectId: id,
        about: [about],
        detail: { basis: kind.ends?.basis ?? "" },
      });
    return beginRun(tx, expiring, profile, job);
  });
  if (run === null) return [];
  await deletions?.forget(new Date(run.startedAt.getTime() - journalDays * 86_400_000));
  for (const kind of expiring) {
    const step = async (tx: Transaction): Promise<number> => {
      const ids = await deleteStep(tx, kind, profile, run);
      // Before the commit: what is noted and not committed is due all the same.
      await deletions?.note({ kind: kind.kind, at: tx.at, ids });
      return ids.length;
    };
    while ((await database.transaction(actor, step)) > 0);
  }
  await tellDeleted(database, run.runId);
  return database.transaction(actor, async (tx) => {
    const certificates = await endRun(tx, run.runId, { job, act: "deleted" });
    for (const { kind, class: of, records, idsHash } of certificates)
      tx.record({
        action: "expired.deleted",
        subjectKind: "retention-run",
        subjectId: run.runId,
        detail: { kind, class: of, records, idsHash },
      });
    return certificates;
  });
}

const personsPerEntry = 2_000;

/**
 * Each person's deletion stands in the ledger under the id their record had, so that their history ends with it (LED-25.1).
 * Should a stop come between, some are told twice.
 */
async function tellDeleted(database: Database, runId: string): Promise<void> {
  for (let last = "00000000-0000-0000-0000-000000000000"; last !== "";) {
    last = await database.transaction(actor, async (tx) => {
      const about = await deletedPersons(tx, runId, last, personsPerEntry);
      if (about.length === 0) return "";
      tx.record({ action: "person.deleted", subjectKind: "retention-run", subjectId: runId, about });
      return about.at(-1) ?? "";
    });
  }
}

/**
 * Notes outside the database what was erased on request and is not noted yet: no clock would take it away again from a backup
 * of before (LED-16). After each erasure and at each start; what was not committed is not noted. Returns how many rows were new.
 */
export async function noteErasures(
  database: Database,
  deletions: Pick<DeletionJournal, "note" | "read">,
): Promise<number> {
  const erased = await database.transaction(actor, (tx) => erasedRows(tx, journalDays));
  if (erased.length === 0) return 0;
  const noted = new Set(
    (await deletions.read()).flatMap(({ kind, ids }) => ids.map((id) => `${kind} ${id}`)),
  );
  let added = 0;
  for (const { kind, at, ids } of erased) {
    const missing = ids.filter((id) => !noted.has(`${kind} ${id}`));
    await deletions.note({ kind, at, ids: missing });
    added += missing.length;
  }
  return added;
}

/**
 * Whatever brought an earlier state of the database back (a restore, a snapshot, a lost disk): what the journal outside names
 * is deleted again before anything is served, and so is what no key of the vault opens any more (PNRD-12.4). Returns what was
 * there of each kind; null where the database knows every deletion, as it does after a usual stop.
 */
export async function reapplyDeletions(
  database: Database,
  expiring: readonly ExpiringKind[],
  outside: { readonly deletions: DeletionJournal; readonly key: Pick<Keyring, "periods"> },
): Promise<Readonly<Record<string, number>> | null> {
  const notes = await outside.deletions.read();
  const destroyed = (await outside.key.periods.list()).flatMap((one) =>
    one.destroyed === null ? [] : [one.name],
  );
  return database.transaction(actor, async (tx) => {
    const missing = await unknownNotes(tx, notes);
    const vault = destroyed.length === 0 ? 0 : await forgetUnderDestroyed(tx, destroyed);
    if (missing === 0 && vault === 0) return null;
    if (missing > 0) await takeUpNotes(tx, notes);
    const again = { ...(await deleteAgain(tx, expiring)), ...(vault > 0 && { vault }) };
    tx.record({ action: "deletions.reapplied", subjectKind: "store", subjectId: "restore", detail: again });
    return again;
  });
}
