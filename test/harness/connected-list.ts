// A list whose source both offices have agreed to (F21), as tests of fetching need one.
import { isRefusal, type Database } from "#platform";
import { askForConnection } from "../../src/watchlists/connecting.ts";

/** The legal adviser and the data protection officer agree to the address of this list, asked by `by` unless it waits already. */
export async function connectSource(database: Database, listId: string, by: string): Promise<void> {
  const manager = { id: by, roles: ["watchlist-manager"], purpose: null };
  const asked = await database.transaction(manager, (tx) => askForConnection(tx, listId, "needed for tests"));
  if (asked !== null && isRefusal(asked) && asked.refused.code !== "joint-asked")
    throw new Error(asked.refused.detail);
  for (const office of ["legal-adviser", "data-protection-officer"]) {
    await database.transaction({ id: `${office} of the test`, roles: [office], purpose: null }, (tx) =>
      tx.query(
        `insert into approvals.joint_step (joint_id, office, approve, fingerprint, reason, taken_by, taken_at)
         select joint_id, $2, true, fingerprint, 'the source is lawful', $3, $4 from approvals.joint_decision
         where item = $1 and state = 'asked'`,
        [`list:${listId}`, office, tx.actor.id, tx.at],
      ),
    );
  }
}
