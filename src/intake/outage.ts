// Answering while screening is away: by the fail policy, with everybody queued and nobody lost (cusres.md section 6).
import { rescreenFlight, type RescreenServices } from "#cases";
import { newId, systemActor, type Transaction } from "#platform";
import type { FailPolicy } from "#vocabulary";
import { askForBacklog, endOutage, nextLeft, noteLimited, setScreened } from "./outage-store.ts";

/** Notes that a flight's travellers were answered for unscreened, in the same transaction; they are screened later. */
export async function queueForScreening(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
  { travellers, policy }: { readonly travellers: number; readonly policy: FailPolicy },
): Promise<void> {
  const limited = { policy, flight, travellers };
  let begun = await noteLimited(tx, newId(tx.at), limited);
  while (begun === "again") begun = await noteLimited(tx, newId(tx.at), limited);
  if (begun === null) return;
  askForBacklog(tx);
  tx.record({
    action: "outage.started",
    subjectKind: "outage",
    subjectId: begun,
    detail: { what: "screening", policy },
  });
  tx.announce("outage", begun);
}

const actor = systemActor("intake");

/**
 * Screens the travellers who were answered for unscreened, the flight that departs first at first; alerts are raised as
 * ever. When nobody is left the outage has ended, and the ledger says how many it touched. Waits for the lists.
 */
export async function screenBacklog(services: RescreenServices): Promise<void> {
  const { database } = services;
  for (;;) {
    const left = await database.transaction(actor, nextLeft);
    if (left === null) break;
    await rescreenFlight(services, { date: left.flight_date, id: left.flight_id });
    await database.transaction(actor, async (tx) => setScreened(tx, left));
  }
  await database.transaction(actor, async (tx) => {
    const ended = await endOutage(tx);
    if (ended === null) return;
    const { outage_id: id, policies, started_at: startedAt, flights, travellers, answers } = ended;
    tx.record({
      action: "outage.ended",
      subjectKind: "outage",
      subjectId: id,
      detail: {
        what: "screening",
        policies: policies.join(", "),
        started: startedAt.toISOString(),
        flights,
        travellers,
        answers,
      },
    });
    tx.announce("outage", id);
  });
}
