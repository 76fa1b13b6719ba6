// Work that keeps the house in order: partitions made ahead, and what has had its time taken away, with counts in the ledger.
import { deleteExpired as deleteExpiredSessions, expiryOf } from "#access";
import { deleteExpired as deleteExpiredSources } from "#intake";
import {
  deleteEvents,
  ensureMonths,
  retentionActor,
  type Job,
  type Services,
  type Transaction,
} from "#platform";

/** The large tables that are partitioned by month of flight. */
export const monthlyTables = [
  "records.flight",
  "records.leg",
  "records.booking",
  "records.traveller",
  "records.change",
  "records.expected_push",
  "retention.vault",
];

const eventHours = 48;

export type HousekeepingServices = Services & {
  /** Told of months whose partitions cannot be made because rows came before them. */
  readonly notice: (line: string) => void;
};

/** Makes the partitions of the months around now. Runs before the server takes its first message, and nightly. */
export async function preparePartitions({ database, clock, notice }: HousekeepingServices): Promise<void> {
  const left = await ensureMonths(database, monthlyTables, clock.now());
  if (left.length > 0) notice(`rows stand in the default partition for: ${left.join(", ")}`);
}

/** One deletion in a transaction of its own; what was deleted is counted in the ledger, nothing deleted leaves no entry. */
function deletion(
  name: string,
  cron: string,
  work: (tx: Transaction) => Promise<Readonly<Record<string, number>>>,
): Job<HousekeepingServices> {
  return {
    name,
    cron,
    run: async (_payload, { database }) =>
      database.transaction(retentionActor("housekeeping"), async (tx) => {
        const counts = await work(tx);
        if (Object.values(counts).every((count) => count === 0)) return;
        tx.record({ action: "expired.deleted", subjectKind: "store", subjectId: name, detail: counts });
      }),
  };
}

export const housekeepingJobs: readonly Job<HousekeepingServices>[] = [
  {
    name: "prepare-partitions",
    cron: "10 1 * * *",
    run: (_payload, services) => preparePartitions(services),
  },
  deletion("delete-expired-sessions", "*/15 * * * *", (tx) => deleteExpiredSessions(tx, expiryOf(tx.at))),
  deletion("delete-expired-sources", "*/10 * * * *", (tx) => deleteExpiredSources(tx)),
  deletion("delete-old-events", "20 * * * *", async (tx) => ({
    events: await deleteEvents(tx, new Date(tx.at.getTime() - eventHours * 3_600_000)),
  })),
];
