// What the holders of the installation's key did before there was a database to tell: told to the ledger by the server that it let start.
import { joiningsOf, systemActor, type Database } from "#platform";

/**
 * An entry for each coming together of shares that no server told yet (roles.md F15). Stopped between the entry and its note's end,
 * the same ceremony is told once more, under the same id.
 */
export async function tellJoinings(database: Database, keyFile: string): Promise<number> {
  const noted = await joiningsOf(keyFile);
  const { joinings } = noted;
  if (joinings.length > 0) {
    await database.transaction(systemActor("keys"), async (tx) => {
      for (const { id, at, places } of joinings)
        tx.record({
          action: "key.joined",
          subjectKind: "key",
          subjectId: "master-1",
          detail: { ceremony: id, at, shares: places },
        });
    });
  }
  await noted.told();
  return joinings.length;
}
