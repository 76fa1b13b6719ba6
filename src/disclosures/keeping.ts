// How long requests and packages are kept: the legal profile's word put down where the database counts by it, and older forms sealed.
import { systemActor, type Database, type SealingKey } from "#platform";
import type { LegalProfile } from "#vocabulary";
import { keepFor } from "./keeping-store.ts";
import { sealFormsInClear } from "./request-store.ts";

const actor = systemActor("disclosures");
const atOnce = 200;

/** Puts retention.disclosure of the profile down, and shortens what stands where it says less than before. Twice does no harm. */
export async function keepAsProfileSays(
  database: Database,
  { retention }: Pick<LegalProfile, "retention">,
): Promise<void> {
  await database.transaction(actor, async (tx) => {
    const { disclosure } = retention;
    const period = "months" in disclosure ? `${disclosure.months} months` : `${disclosure.days} days`;
    const shortened = await keepFor(tx, period);
    if (shortened === null) return;
    tx.record({
      action: "disclosures.keeping",
      subjectKind: "store",
      subjectId: "disclosures",
      detail: { period, shortened },
    });
  });
}

/** Seals the forms of requests that lie in clear since before they were sealed. */
export async function sealForms(database: Database, key: SealingKey): Promise<void> {
  for (let sealed = atOnce; sealed === atOnce;) {
    sealed = await database.transaction(actor, async (tx) => {
      const count = await sealFormsInClear(tx, key, atOnce);
      if (count > 0)
        tx.record({
          action: "requests.sealed",
          subjectKind: "store",
          subjectId: "disclosures",
          detail: { requests: count },
        });
      return count;
    });
  }
}
