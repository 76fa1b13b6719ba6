// Work in the background: the outbox is filled and sent each minute; clocks that ran out are told.
import { systemActor, type Job, type Transaction } from "#platform";
import { forgetHeard, forgetUndelivered } from "./exchange-store.ts";
import type { ExchangeServices } from "./exchange-services.ts";
import { windowMs } from "./message.ts";
import { changeOnward, overdueOnward, overdueReceived } from "./received-store.ts";
import { collect, sendDue } from "./telling.ts";

const day = 86_400_000;

export const exchangeJobs: readonly Job<ExchangeServices>[] = [
  {
    name: "exchange-send",
    cron: "* * * * *",
    run: async (_payload, services) => {
      const actor = systemActor("exchange");
      await services.database.transaction(actor, (tx) => collect(tx, services));
      await sendDue(services);
      await services.database.transaction(actor, watch);
    },
  },
];

/** Twice the window: what is older is refused by its time alone. */
async function watch(tx: Transaction): Promise<void> {
  await forgetHeard(tx, new Date(tx.at.getTime() - 3 * windowMs));
  await forgetUndelivered(tx, new Date(tx.at.getTime() - 30 * day));
  for (const { received_id: id } of await overdueReceived(tx)) {
    tx.record({ action: "exchange.overdue", subjectKind: "received", subjectId: id, detail: {} });
    tx.announce("exchange", id);
  }
  for (const { onward_id: id, what } of await overdueOnward(tx)) {
    await changeOnward(tx, id, { escalated_at: tx.at });
    tx.record({ action: "onward.overdue", subjectKind: "onward", subjectId: id, detail: { what } });
  }
}
