// The case that a confirmed alert belongs to: the one named, the person's open one, or a new one.
import { newId, refuse, type Refusal, type Transaction } from "#platform";
import { addEvent, caseById, insertCase, nextReference, openCaseOfPerson } from "./case-store.ts";

export const noSuchCase = refuse("no-such-case", "There is no such case. Reload the cases.", 404);
const caseNotOpen = refuse("case-not-open", "This case is closed. Leave the case out to open a new one.");

export type Confirmed = {
  readonly alertId: string;
  readonly flight: { readonly date: string; readonly id: string };
  readonly personId: string;
  /** What the case says of it, the person masked. */
  readonly subject: string;
  /** The case the officer chose; null: none. */
  readonly named: string | null;
  /** Ties the alert to the case. */
  readonly add: (caseId: string) => Promise<void>;
};

/** Brings a confirmed alert into its case and returns the case's id. */
export async function bringIntoCase(tx: Transaction, confirmed: Confirmed): Promise<string | Refusal> {
  const { alertId, flight, personId, subject, named, add } = confirmed;
  const person = { flightDate: flight.date, flightId: flight.id, personId };
  const known = named ?? (await openCaseOfPerson(tx, person));
  if (known !== null) {
    const found = await caseById(tx, known, true);
    if (found === null) return noSuchCase;
    if (found.state !== "open") return caseNotOpen;
    await add(known);
    await addEvent(tx, { id: newId(tx.at), caseId: known, kind: "alert-added", text: subject });
    tx.record({
      action: "case.alert-added",
      subjectKind: "case",
      subjectId: known,
      about: [personId],
      detail: { alert: alertId },
    });
    tx.announce("case", known);
    return known;
  }
  const id = newId(tx.at);
  const reference = await nextReference(tx);
  await insertCase(tx, { id, reference, title: subject });
  await add(id);
  await addEvent(tx, { id: newId(tx.at), caseId: id, kind: "opened", text: subject });
  tx.record({
    action: "case.opened",
    subjectKind: "case",
    subjectId: id,
    about: [personId],
    detail: { reference, alert: alertId },
  });
  tx.announce("case", id);
  return id;
}
