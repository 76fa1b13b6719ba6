// Within which months grounds to keep a child's data are looked at again: the legal profile's word, put down for the database (HR-CHILD-3).
import { systemActor, type Database } from "#platform";
import { isoPeriod, type LegalProfile } from "#vocabulary";
import { reviewChildrenWithin } from "./hold-store.ts";

/** Puts retention.child of the profile down; proposals from now on go by it, what stands keeps its day. Twice does no harm. */
export async function reviewChildrenAsProfileSays(
  database: Database,
  { retention }: Pick<LegalProfile, "retention">,
): Promise<void> {
  await database.transaction(systemActor("retention"), async (tx) => {
    const within = isoPeriod(retention.child);
    if (!(await reviewChildrenWithin(tx, within))) return;
    tx.record({
      action: "children.keeping",
      subjectKind: "store",
      subjectId: "retention",
      detail: { within },
    });
  });
}
