// The work that takes expired data off the disk, in steps that may be stopped at any moment, and certifies it.
import { retentionActor, type Database, type ExpiringKind, type Transaction } from "#platform";
import type { LegalProfile } from "#vocabulary";
import { deletedPersons } from "./deleted-persons-store.ts";
import { keepHorizon } from "./horizon-store.ts";
import { beginRun, deleteAgain, deleteStep, endRun, forgetDeleted, type Certificate } from "./run-store.ts";

export type RetentionServices = {
  readonly database: Database;
  readonly profile: Pick<LegalProfile, "initial">;
  readonly expiring: readonly ExpiringKind[];
};

const job = "delete-expired";
/** How long ids of what was deleted are kept: as long as a backup can hold it (obligations.md section 14, retention.backup). */
const backupDays = 31;
const actor = retentionActor("retention");

/**
 * Deletes everything that is due. Each step is a transaction of its own; a run that was stopped is taken up again with the
 * limits it began with, so that its certificates say everything it deleted. Returns them; nothing due, nothing certified.
 */
export async function deleteExpired({
  database,
  profile,
  expiring,
}: RetentionServices): Promise<readonly Certificate[]> {
  const run = await database.transaction(actor, async (tx) => {
    await keepHorizon(tx);
    await forgetDeleted(tx, new Date(tx.at.getTime() - backupDays * 86_400_000));
    return beginRun(tx, expiring, profile, job);
  });
  if (run === null) return [];
  for (const kind of expiring) {
    for (let left = 1; left > 0;)
      left = await database.transaction(actor, (tx) => deleteStep(tx, kind, profile, run));
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
 * After a restore from a backup: deletes again what the ledger of deletions names (PNRD-12.4). The ledger itself must have
 * been brought up to the day of the restore before (canary). Runs as the retention actor only.
 */
export async function reapplyDeletions(
  tx: Transaction,
  expiring: readonly ExpiringKind[],
): Promise<Readonly<Record<string, number>>> {
  const again = await deleteAgain(tx, expiring);
  tx.record({ action: "deletions.reapplied", subjectKind: "store", subjectId: "restore", detail: again });
  return again;
}
