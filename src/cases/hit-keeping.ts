// How long results of screening are kept: the legal profile's word put down where the database counts by it (PNRD-12.5a).
import { retentionActor, type Database } from "#platform";
import { isoPeriod, type LegalProfile } from "#vocabulary";
import { keepHitsFor } from "./hit-store.ts";

/**
 * Puts retention.hit (counted from the last recipient's feedback) and retention.initial (the most, counted from the alert) of the
 * profile down, and shortens what stands where they say less than before. Twice does no harm.
 */
export async function keepHitsAsProfileSays(
  database: Database,
  { retention, initial }: Pick<LegalProfile, "retention" | "initial">,
): Promise<void> {
  await database.transaction(retentionActor("retention"), async (tx) => {
    const [period, most] = [isoPeriod(retention.hit), isoPeriod(initial.period)];
    const shortened = await keepHitsFor(tx, period, most);
    if (shortened === null) return;
    tx.record({
      action: "results.keeping",
      subjectKind: "store",
      subjectId: "cases",
      detail: { period, most, shortened },
    });
  });
}
