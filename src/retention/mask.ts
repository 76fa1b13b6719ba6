// Masking: what identifies leaves the records for the vault, in steps that may be stopped at any moment.
import {
  isRefusal,
  periodKeyName,
  retentionActor,
  type Database,
  type Keyring,
  type Transaction,
} from "#platform";
import type { LegalProfile } from "#vocabulary";
import { clearOfBooking, clearOfTraveller } from "./masked.ts";
import {
  beginMasking,
  dueBookings,
  dueChanges,
  dueTravellers,
  keptFromNow,
  maskingJob,
  maskSnapshots,
  monthIsOver,
  renewLinks,
  waitsForMasking,
  writeByKey,
  writeMasked,
  type Masking,
  type Portion,
} from "./masking-store.ts";
import { endRun } from "./run-store.ts";
import { destroyVaultKey, putInVault, tellLostDestructions, type ClearElements } from "./vault.ts";

export type MaskServices = {
  readonly database: Database;
  readonly profile: Pick<LegalProfile, "initial">;
  readonly key: Pick<Keyring, "periods">;
};

const perStep = 4000;
/** Steps that go on beside each other: one seals while the database writes the others'. */
const lanes = 3;
const actor = retentionActor("retention");

/**
 * Masks what has had its time in clear and is kept longer: class LINKED, and under a profile with the effect "mask" all
 * (PNRD-12.2). Until a row is masked nobody reads it. Each step is a transaction of its own; certificates say what was
 * masked, also by a run that was stopped and taken up again. Returns how many records were masked.
 */
export async function maskExpired({ database, profile, key }: MaskServices): Promise<number> {
  const masking = await database.transaction(actor, async (tx) => {
    await renewLinks(tx, await keptFromNow(tx));
    return beginMasking(tx, profile.initial.effect === "mask");
  });
  if (masking === null) return 0;
  for (const step of [travellers, bookings, changes]) {
    let reached = new Date(0);
    const oneAfterTheOther = async (): Promise<void> => {
      for (;;) {
        const last = await database.transaction(actor, (tx) => step(tx, key, masking, reached));
        if (last === null) return;
        if (last > reached) reached = last;
      }
    };
    await inLanes(oneAfterTheOther);
    // What came meanwhile, or was let go by another, before where the lanes had got to.
    reached = new Date(0);
    await oneAfterTheOther();
  }
  return database.transaction(actor, async (tx) => {
    await maskSnapshots(tx, masking);
    const certificates = await endRun(tx, masking.runId, { job: maskingJob, act: "masked" });
    for (const { kind, class: of, records, idsHash } of certificates)
      tx.record({
        action: "expired.masked",
        subjectKind: "retention-run",
        subjectId: masking.runId,
        detail: { kind, class: of, records, idsHash },
      });
    return certificates.reduce((sum, { records }) => sum + records, 0);
  });
}

/** Does it in each lane, and ends when all have ended; the first failure is told then. */
async function inLanes(work: () => Promise<void>): Promise<void> {
  const ended = await Promise.allSettled(Array.from({ length: lanes }, work));
  for (const lane of ended) if (lane.status === "rejected") throw lane.reason;
}

type Step = (tx: Transaction, key: MaskServices["key"], masking: Masking, from: Date) => Promise<Date | null>;

/**
 * One step over a table: into the vault, and out of the row, in one transaction. Returns the latest first receipt among what it
 * masked, null where nothing was left from `from` on.
 */
function stepOver<Row extends Parameters<typeof writeMasked>[3][number]>(
  kind: "traveller" | "booking" | "change",
  due: (tx: Transaction, masking: Masking, portion: Portion) => Promise<Row[]>,
  clearOf: (row: Row) => ClearElements,
): Step {
  return async (tx, key, masking, from) => {
    writeByKey(tx);
    const rows = await due(tx, masking, { limit: perStep, from });
    const last = rows.at(-1);
    if (last === undefined) return null;
    const items = rows.flatMap((row) => {
      const elements = clearOf(row);
      if (Object.keys(elements).length === 0) return [];
      const subject = { kind, flightDate: row.flight_date, flightId: row.flight_id, id: row.id };
      return [{ periodKey: periodKeyName("vault", row.clock_start), subject, elements }];
    });
    const refused = await putInVault(tx, key, items);
    // The time of that month is over: what its key would seal is deleted, and read by nobody until then.
    if (refused !== undefined && isRefusal(refused)) throw new Error(`masking: ${refused.refused.detail}`);
    writeMasked(tx, kind, masking, rows);
    return last.clock_start;
  };
}

const travellers = stepOver("traveller", dueTravellers, clearOfTraveller);
const bookings = stepOver("booking", dueBookings, ({ detail }) => clearOfBooking(detail));
const changes = stepOver("change", dueChanges, ({ fields }) =>
  Array.isArray(fields) && fields.length > 0 ? { api: fields } : {},
);

/**
 * Destroys the keys of months of which nothing is in the vault any more and nothing can come: with them every backup loses what
 * they sealed (PNRD-12.4). Returns their names; each destruction is in the ledger.
 */
export async function destroyEmptyKeys({ database, profile, key }: MaskServices): Promise<readonly string[]> {
  const gone: string[] = [];
  const keys = (await key.periods.list()).filter(({ name }) => name.startsWith("vault-"));
  await database.transaction(actor, (tx) => tellLostDestructions(tx, keys));
  for (const { name, destroyed } of keys) {
    if (destroyed !== null) continue;
    await database.transaction(actor, async (tx) => {
      if (!(await monthIsOver(tx, name.slice("vault-".length)))) return;
      if (await waitsForMasking(tx, profile.initial.effect === "mask")) return;
      if (!isRefusal(await destroyVaultKey(tx, key, name))) gone.push(name);
    });
  }
  return gone;
}
