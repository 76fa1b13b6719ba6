// Background work: a demand, finding or order whose time is over is told, once.
import { systemActor, type Job, type Services } from "#platform";
import { markOverdue } from "./store.ts";

/** Tells what has become overdue; returns how many. */
export async function tellOverdue({ database }: Pick<Services, "database">): Promise<number> {
  return database.transaction(systemActor("inspections"), async (tx) => {
    const rows = await markOverdue(tx);
    for (const { matter_id: id, inspection_id: inspection, kind } of rows) {
      tx.record({
        action: "matter.overdue",
        subjectKind: "matter",
        subjectId: id,
        recipient: "authority",
        detail: { kind, inspection },
      });
      tx.announce("inspection", inspection);
    }
    return rows.length;
  });
}

export const inspectionJobs: readonly Job<Services>[] = [
  {
    name: "tell-overdue-matters",
    cron: "*/5 * * * *",
    run: async (_payload, services) => void (await tellOverdue(services)),
  },
];
