// A person's work on alerts and cases: each step one transaction with its ledger entry.
import { createHash } from "node:crypto";
import { newId, refuse, type Refusal, type Transaction } from "#platform";
import { flightKey } from "#records";
import { after, maskName, type Period } from "#vocabulary";
import { madeEntry } from "#watchlists";
import { decideAlert, type AlertDecided } from "./alert.ts";
import { listingsOf } from "./alert-store.ts";
import { awaitsNcb } from "./awaiting-ncb.ts";
import { addAlert, addEvent, caseById, closeCaseRow } from "./case-store.ts";
import { refuseAdverse } from "./categories.ts";
import { needsSecondPerson } from "./clearing.ts";
import { insertClearing, revokeContradicted } from "./clearing-store.ts";
import type { DecisionCommand, Outcome } from "./contract.ts";
import { bringIntoCase, noSuchCase } from "./into-case.ts";
import { alertById, nextInQueue, saveDecision, type AlertFull } from "./review-store.ts";

export const noSuchAlert = refuse("no-such-alert", "There is no such alert. Reload the queue.", 404);

/** By which policies the gate let the person through; goes into the ledger. */
export type Permitted = { readonly policies: readonly string[] };

/**
 * Decides one alert. "no-match" clears the namesake for `clearedFor` with every entry the alert shows; "confirmed" opens a
 * case, or adds to the one named, or to the person's open case; "cannot-tell" keeps which datum would decide. Returns the
 * case and the next alert of the queue.
 */
export async function decide(
  tx: Transaction,
  alertId: string,
  command: DecisionCommand,
  by: Permitted & { readonly clearedFor: Period },
): Promise<{ state: Outcome; caseId: string | null; next: string | null } | Refusal> {
  const alert = await alertById(tx, alertId, true);
  if (alert === null) return noSuchAlert;
  const outcome = decideAlert(
    { id: alertId, state: alert.state, version: alert.version },
    command,
    { id: tx.actor.id, madeEntry: await madeAnyEntry(tx, alert) },
    tx.at,
  );
  if ("refused" in outcome) return outcome;
  const { decided } = outcome;
  if (decided.outcome === "confirmed" && decided.reasonCode !== "PROTECT") {
    const adverse = (await refuseAdverse(tx, { alertId })) ?? (await awaitsNcb(tx, alert));
    if (adverse !== null) return adverse;
  }
  // The case first: a refusal must leave the alert as it was.
  const caseId =
    decided.outcome === "confirmed"
      ? await bringIntoCase(tx, {
          alertId,
          flight: { date: alert.flight_date, id: alert.flight_id },
          personId: alert.person_id,
          subject: `${alert.list_code}, ${alert.flight_designator} ${alert.flight_date}: ${maskName(
            alert.traveller.surname,
            alert.traveller.given,
          )}`,
          named: command.caseId ?? null,
          add: (caseId) => addAlert(tx, caseId, alertId),
        })
      : null;
  if (caseId !== null && typeof caseId !== "string") return caseId;
  await saveDecision(tx, newId(tx.at), decided);
  const cleared = await settleClearings(tx, alert, decided, by.clearedFor);
  tx.record({
    action: "alert.decided",
    subjectKind: "alert",
    subjectId: alertId,
    about: [alert.person_id],
    detail: {
      outcome: decided.outcome,
      reasonCode: decided.reasonCode,
      // The words may name persons: the ledger keeps that these and no others were written.
      reason: createHash("sha256").update(decided.reason).digest("hex"),
      entry: alert.entry_id,
      listVersion: alert.list_version,
      version: alert.version,
      case: caseId,
      ...cleared,
      policies: by.policies,
    },
  });
  tx.announce("alert", alertId);
  tx.announce("flight", flightKey({ date: alert.flight_date, id: alert.flight_id }));
  const next = await nextInQueue(tx, { id: alertId, dueAt: alert.due_at, strength: alert.strength });
  return { state: decided.outcome, caseId, next };
}

async function madeAnyEntry(tx: Transaction, alert: AlertFull): Promise<boolean> {
  for (const { entryId } of listingsOf(alert)) {
    if (await madeEntry(tx, tx.actor.id, entryId)) return true;
  }
  return false;
}

const reviewDaysBefore = 30;

async function settleClearings(
  tx: Transaction,
  alert: AlertFull,
  decided: AlertDecided,
  clearedFor: Period,
): Promise<{ readonly [what: string]: number }> {
  const listings = listingsOf(alert);
  if (decided.outcome === "cannot-tell") return {};
  if (decided.outcome === "confirmed") {
    const entries = listings.map(({ entryId }) => entryId);
    return { revoked: await revokeContradicted(tx, alert.identity_keys, entries) };
  }
  if (alert.identity_keys.length === 0) return { cleared: 0 };
  const validUntil = after(tx.at, clearedFor);
  const needsSecond = listings.some(needsSecondPerson);
  for (const { list, entryId, comparedHash } of listings) {
    await insertClearing(tx, {
      id: newId(tx.at),
      alertId: decided.alertId,
      list,
      entryId,
      comparedHash,
      needsSecond,
      validUntil,
      reviewAt: new Date(validUntil.getTime() - reviewDaysBefore * 86_400_000),
      keys: alert.identity_keys.map((key) => ({ id: newId(tx.at), key })),
    });
  }
  if (needsSecond) tx.announce("clearing", decided.alertId);
  return { cleared: listings.length, ...(needsSecond ? { waiting: listings.length } : {}) };
}

/** Writes a note into an open case. */
export async function addNote(
  tx: Transaction,
  caseId: string,
  text: string,
  by: Permitted,
): Promise<null | Refusal> {
  const found = await caseById(tx, caseId, true);
  if (found === null) return noSuchCase;
  if (found.state !== "open") return refuse("case-not-open", "This case is closed: nothing is added to it.");
  await addEvent(tx, { id: newId(tx.at), caseId, kind: "note", text });
  tx.record({
    action: "case.note-added",
    subjectKind: "case",
    subjectId: caseId,
    detail: { policies: by.policies },
  });
  tx.announce("case", caseId);
  return null;
}

/** Closes an open case with the reason why. */
export async function closeCase(
  tx: Transaction,
  caseId: string,
  reason: string,
  by: Permitted,
): Promise<null | Refusal> {
  const found = await caseById(tx, caseId, true);
  if (found === null) return noSuchCase;
  if (found.state !== "open") return refuse("case-not-open", "This case is already closed. Reload it.");
  await closeCaseRow(tx, caseId, reason);
  await addEvent(tx, { id: newId(tx.at), caseId, kind: "closed", text: reason });
  tx.record({
    action: "case.closed",
    subjectKind: "case",
    subjectId: caseId,
    detail: { policies: by.policies },
  });
  tx.announce("case", caseId);
  return null;
}
