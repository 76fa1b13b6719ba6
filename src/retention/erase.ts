// Erases one person on one flight before the time, on a request that two persons granted (LED-16, PNRD-13.1); with certificates.
import { refuse, type ExpiringKind, type Refusal, type Transaction } from "#platform";
import { askToNoteErasures, erase, evidenceWith, type ErasedOf } from "./erase-store.ts";

export type Erased = {
  /** The run that its certificates name. */
  readonly runId: string;
  /** How many rows of each kind went. */
  readonly records: Readonly<Record<string, number>>;
};

/**
 * Deletes everything that the register of what expires knows of the person, as its own run with certificates, so that a restored
 * backup loses it again. Runs with the rights of the deletion ("system:retention" among the roles). Refuses `no-such-person`
 * where nothing is left, `needed-as-evidence` where the data must be kept as proof: they are restricted instead (LED-16.3 (b)).
 */
export async function erasePerson(
  tx: Transaction,
  expiring: readonly ExpiringKind[],
  of: ErasedOf,
): Promise<Erased | Refusal> {
  const evidence = await evidenceWith(tx, of);
  if (evidence.length > 0)
    return refuse(
      "needed-as-evidence",
      `The data are needed as evidence (${evidence.join(", ")}): they are restricted instead of erased.`,
    );
  const erased = await erase(tx, expiring, of);
  if (erased === null)
    return refuse("no-such-person", "Nothing is held of this person on this flight any more.", 404);
  tx.record({
    action: "person.erased",
    subjectKind: "retention-run",
    subjectId: erased.runId,
    about: [of.personId],
    detail: { records: erased.records },
  });
  // Outside the database too, once this is committed: a backup of before has no row that says it.
  askToNoteErasures(tx);
  return erased;
}
