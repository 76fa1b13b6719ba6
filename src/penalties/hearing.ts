// What a carrier says of a case: its statement and what it disputes, by itself or on its letter; and who decides a dispute.
import { newId, refuse, type Refusal, type Transaction } from "#platform";
import { tellCase } from "./cases.ts";
import type { LetterDispute, OwnDispute } from "./contract.ts";
import { mayDecideDispute, movedOn, noSuchCase } from "./steps.ts";
import { disputeById, failuresOf, holdCase, insertDispute, insertStatement, settleDispute } from "./store.ts";

const ownDispute = refuse(
  "not-permitted",
  "You drafted this case or opened this dispute: a supervisor who did neither decides it.",
  403,
  { policies: ["four-eyes"] },
);

/** Keeps what the carrier says; `reference`: of its letter, null where it speaks itself. */
export async function hear(
  tx: Transaction,
  id: string,
  said: { readonly text: string; readonly reference: string | null },
): Promise<Refusal | undefined> {
  const row = await holdCase(tx, id);
  if (row === undefined) return noSuchCase;
  if (row.state !== "hearing" && row.state !== "returned") return movedOn;
  await insertStatement(tx, id, said);
  tellCase(tx, "penalty.heard", id, { byCarrier: said.reference === null });
  return undefined;
}

/** Opens a dispute: from now on the case goes on to nobody (Annex 9, 9.38). */
export async function disputeCase(
  tx: Transaction,
  id: string,
  said: OwnDispute | LetterDispute,
): Promise<Refusal | undefined> {
  const row = await holdCase(tx, id);
  if (row === undefined) return noSuchCase;
  if (row.state !== "hearing" && row.state !== "returned" && row.state !== "sent") return movedOn;
  const reference = "reference" in said ? said.reference : null;
  const { failureId } = said;
  if (failureId !== null && !(await failuresOf(tx, id)).some((one) => one.failure_id === failureId))
    return noSuchCase;
  const dispute = newId(tx.at);
  await insertDispute(tx, dispute, { ...said, caseId: id, reference });
  tellCase(tx, "penalty.disputed", id, { dispute, ground: said.ground, byCarrier: reference === null });
  return undefined;
}

/** Decides a dispute; what is upheld is set aside. Refused: who drafted the case or opened the dispute. Returns the case. */
export async function decideDispute(
  tx: Transaction,
  id: string,
  said: { readonly uphold: boolean; readonly reason: string },
): Promise<string | Refusal> {
  const found = await disputeById(tx, id);
  const row = found === undefined ? undefined : await holdCase(tx, found.case_id);
  if (row === undefined) return noSuchCase;
  const dispute = await disputeById(tx, id);
  if (dispute === undefined || dispute.state !== "open") return movedOn;
  if (!mayDecideDispute(dispute, row.drafted_by, tx.actor)) return ownDispute;
  await settleDispute(tx, id, said);
  tellCase(
    tx,
    "penalty.dispute-decided",
    row.case_id,
    { dispute: id, upheld: said.uphold },
    `carrier:${row.carrier}`,
  );
  return row.case_id;
}
