// Work in the background: whoever waits is reminded; nothing is decided by a clock.
import { systemActor, type Job } from "#platform";
import { remindOverdue } from "./store.ts";

export const approvalJobs: readonly Job[] = [
  {
    name: "remind-of-approvals",
    cron: "*/5 * * * *",
    run: (_payload, { database }) =>
      database.transaction(systemActor("approvals"), async (tx) => {
        for (const { request_id: id, kind } of await remindOverdue(tx)) {
          tx.record({ action: "approval.overdue", subjectKind: "approval", subjectId: id, detail: { kind } });
          tx.announce("approval", id);
        }
      }),
  },
];
