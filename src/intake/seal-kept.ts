// Answers that were kept in clear by a version of before are sealed when the server starts.
import { systemActor, type Database, type SealingKey } from "#platform";
import { sealSome } from "./answer-store.ts";

/** Seals all of them, some at a time; afterwards none is in clear. Several servers may do so at once. */
export async function sealKeptAnswers(services: {
  readonly database: Database;
  readonly key: SealingKey;
}): Promise<void> {
  for (;;) {
    const answers = await services.database.transaction(systemActor("intake"), async (tx) => {
      const sealed = await sealSome(tx, services.key);
      if (sealed > 0) {
        tx.record({
          action: "answers.sealed",
          subjectKind: "store",
          subjectId: "receipts",
          detail: { answers: sealed },
        });
      }
      return sealed;
    });
    if (answers === 0) return;
  }
}
