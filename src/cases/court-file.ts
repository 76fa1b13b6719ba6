// Everything that was decided on one alert, and everything that it rests on, for a court: read as one, shown to nobody here.
import type { Database } from "#platform";
import { listingsOf } from "./alert-store.ts";
import { repeatableListings, type Repeatable } from "./replay.ts";
import { alertById, decisionsOf } from "./review-store.ts";

export type CourtFile = {
  readonly alert: string;
  readonly person: string;
  readonly state: string;
  readonly engine: string;
  readonly listings: readonly Repeatable[];
  readonly decisions: readonly {
    readonly outcome: string;
    readonly reasonCode: string;
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  }[];
};

type Actor = Parameters<Database["transaction"]>[0];

/** The file of an alert; null where there is none or the actor may not see it. */
export async function courtFileOf(
  database: Database,
  actor: Actor,
  alertId: string,
): Promise<CourtFile | null> {
  const found = await database.transaction(actor, async (tx) => {
    const alert = await alertById(tx, alertId);
    return alert === null ? null : { alert, decisions: await decisionsOf(tx, alertId) };
  });
  if (found === null) return null;
  const { alert, decisions } = found;
  return {
    alert: alertId,
    person: alert.person_id,
    state: alert.state,
    engine: alert.engine_version,
    listings: await repeatableListings(database, actor, listingsOf(alert)),
    decisions: decisions.map((made) => ({
      outcome: made.outcome,
      reasonCode: made.reason_code,
      reason: made.reason,
      by: made.decided_by,
      at: made.decided_at.toISOString(),
    })),
  };
}
