// Work in the background: clocks that run out are told, approvals from outside are taken up, recalls are made.
import { systemActor, type Job, type Transaction } from "#platform";
import type { DisclosureServices } from "./disclosure-services.ts";
import { keepAsProfileSays } from "./keeping.ts";
import { changePackage, escalateRecalls, overduePackages } from "./package-store.ts";
import { recallOf, watchRecalls } from "./recalling.ts";
import { takeUpApprovals } from "./replies.ts";
import { changeRequest, overdueRequests } from "./request-store.ts";

/** Each minute: a recall reaches its recipient within the hour, a clock that ran out whoever is told of it (roles.md 5.4). */
export const disclosureJobs: readonly Job<DisclosureServices>[] = [
  {
    name: "disclosures-watch",
    cron: "* * * * *",
    run: async (_payload, services) => {
      const actor = systemActor("disclosures");
      await keepAsProfileSays(services.database, services.profile);
      await services.database.transaction(actor, (tx) => takeUpApprovals(tx, services));
      await services.database.transaction(actor, tellOverdue);
      await services.database.transaction(actor, watchRecalls);
    },
  },
];

/** Tells once of each clock that ran out; an urgent release that nobody approved in time is called back. */
export async function tellOverdue(tx: Transaction): Promise<void> {
  for (const { request_id: id, due_kind: kind, state } of await overdueRequests(tx)) {
    if (state === "urgent-released") {
      await recallOf(tx, id, "approval-lapsed");
      continue;
    }
    await changeRequest(tx, id, { escalated_at: tx.at }, { role: "system", reason: `overdue: ${kind}` });
    tx.record({
      action: "request.overdue",
      subjectKind: "request",
      subjectId: id,
      detail: { clock: kind, state },
    });
    tx.announce("request", id);
  }
  for (const { package_id: id, what } of await overduePackages(tx)) {
    await changePackage(tx, id, { escalated_at: tx.at });
    tx.record({ action: "package.overdue", subjectKind: "package", subjectId: id, detail: { clock: what } });
    tx.announce("package", id);
  }
  for (const { recall_id: id } of await escalateRecalls(tx)) {
    tx.record({ action: "recall.overdue", subjectKind: "recall", subjectId: id, detail: {} });
    tx.announce("recall", id);
  }
}
