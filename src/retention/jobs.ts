// Background work of the retention: every ten minutes, so that what is due at midnight is gone soon after.
import type { Job, Services } from "#platform";
import type { LegalProfile } from "#vocabulary";
import { destroyEmptyKeys, maskExpired, type MaskServices } from "./mask.ts";
import { reviewChildrenAsProfileSays } from "./child-keeping.ts";
import { noteErasuresJob } from "./erase-store.ts";
import { deleteExpired, noteErasures, type RetentionServices } from "./run.ts";

export const retentionJobs: readonly Job<
  Services & RetentionServices & MaskServices & { readonly profile: LegalProfile }
>[] = [
  {
    name: "delete-expired",
    cron: "*/10 * * * *",
    run: async (_payload, services) => {
      await reviewChildrenAsProfileSays(services.database, services.profile);
      await maskExpired(services);
      await deleteExpired(services);
      await destroyEmptyKeys(services);
    },
  },
  {
    // Asked for in the transaction that erases.
    name: noteErasuresJob,
    run: async (_payload, { database, deletions }) => {
      if (deletions !== undefined) await noteErasures(database, deletions);
    },
  },
];
