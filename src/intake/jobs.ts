// Background work of the intake: what was to be sent to carriers goes with the records it is about.
import { systemActor, type Job, type Services } from "#platform";
import type { LegalProfile } from "#vocabulary";
import { deleteOutgoing } from "./outgoing-store.ts";
import { pushRequestJobs } from "./push-requests.ts";
import { countRecentDays } from "./quality-counting.ts";
import { seriesJobs } from "./reassembly.ts";

export type IntakeJobServices = Services & { readonly profile: LegalProfile };

export const intakeJobs: readonly Job<IntakeJobServices>[] = [
  {
    // Today and yesterday: what was under way at midnight is counted where it belongs.
    name: "count-quality",
    cron: "*/15 * * * *",
    run: (_payload, services) => countRecentDays(services),
  },
  {
    name: "delete-old-outgoing",
    cron: "35 * * * *",
    run: (_payload, { database, profile }) =>
      database.transaction(systemActor("housekeeping"), async (tx) => {
        const outgoing = await deleteOutgoing(tx, profile.initial.period);
        if (outgoing === 0) return;
        tx.record({
          action: "expired.deleted",
          subjectKind: "store",
          subjectId: "delete-old-outgoing",
          detail: { outgoing },
        });
      }),
  },
  ...seriesJobs,
  ...pushRequestJobs,
];
