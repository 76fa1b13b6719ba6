// Work in the background: the outbox is filled and sent each minute; clocks that ran out are told.
import { systemActor, type Job, type Transaction } from "#platform";
import { forgetHeard, forgetUndelivered } from "./exchange-store.ts";
import { draftForProtected } from "./enquiries.ts";
import { forgetAnswers, overdueEnquiries } from "./enquiry-store.ts";
import type { ExchangeServices } from "./exchange-services.ts";
import { fetchInboxes } from "./lines/inbox.ts";
import { windowMs } from "./message.ts";
import { tellOfKeys } from "./new-keys.ts";
import { changeOnward, overdueOnward, overdueReceived } from "./received-store.ts";
import { collect, sendDue } from "./telling.ts";

const day = 86_400_000;

export const exchangeJobs: readonly Job<ExchangeServices>[] = [
  {
    name: "exchange-send",
    cron: "* * * * *",
    run: async (_payload, services) => {
      const actor = systemActor("exchange");
      await services.database.transaction(actor, async (tx) => {
        await draftForProtected(tx, services);
        await collect(tx, services);
        await tellOfKeys(tx, services);
      });
      await sendDue(services);
      await fetchInboxes(services);
      await services.database.transaction(actor, watch);
    },
  },
  {
    // Asked for by whoever asks INTERPOL: they wait for the answer.
    name: "exchange-enquiries",
    run: (_payload, services) => sendDue(services),
  },
];

/** Twice the window: what is older is refused by its time alone. */
async function watch(tx: Transaction): Promise<void> {
  await forgetHeard(tx, new Date(tx.at.getTime() - 3 * windowMs));
  await forgetUndelivered(tx, new Date(tx.at.getTime() - 30 * day));
  await forgetAnswers(tx);
  for (const { enquiry_id: id, kind } of await overdueEnquiries(tx)) {
    tx.record({ action: "interpol.overdue", subjectKind: "enquiry", subjectId: id, detail: { kind } });
    tx.announce("exchange", id);
  }
  for (const { received_id: id } of await overdueReceived(tx)) {
    tx.record({ action: "exchange.overdue", subjectKind: "received", subjectId: id, detail: {} });
    tx.announce("exchange", id);
  }
  for (const { onward_id: id, what } of await overdueOnward(tx)) {
    await changeOnward(tx, id, { escalated_at: tx.at });
    tx.record({ action: "onward.overdue", subjectKind: "onward", subjectId: id, detail: { what } });
  }
}
