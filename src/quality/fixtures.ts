// Builders for tests: alerts raised and decided as the cases do it.
import { raiseAlerts } from "#cases";
import { isRefusal, newId, systemActor, type Actor, type Database } from "#platform";
import { aFlight, aMatch, aPerson, byVersion } from "../cases/fixtures.ts";
import { decide } from "../cases/review.ts";
import { euStrict } from "#vocabulary";
import { aList, anEntry } from "../watchlists/fixtures.ts";

let made = 0;

/** One alert on a flight and a list of its own, decided where `decision` says so; returns its id. */
export async function anAlert(
  database: Database,
  at: Date,
  decision?: { readonly by: Actor; readonly outcome: "no-match" | "confirmed" },
): Promise<string> {
  made += 1;
  const list = `Q${made}`;
  const entryId = `${list}-1`;
  const { raised } = await database.transaction(systemActor("intake"), async (tx) => {
    await aList(tx, [anEntry({ id: entryId, list })], list);
    return raiseAlerts(tx, {
      flight: aFlight({ id: newId(at) }),
      receiptId: null,
      persons: [
        aPerson({ personId: newId(at), matches: [aMatch({ entryId, list, listVersion: "1", score: 0.8 })] }),
      ],
      by: byVersion(1, list),
    });
  });
  const [id] = raised;
  if (id === undefined) throw new Error("no alert was raised");
  if (decision === undefined) return id;
  const { by, outcome } = decision;
  const command = {
    outcome,
    reasonCode: outcome === "confirmed" ? "ESCALATE" : "DISMISS-ID",
    reason: "as seen on the passport",
    version: 1,
  };
  const decided = await database.transaction(by, (tx) =>
    decide(tx, id, command, { policies: [], clearedFor: euStrict.clearedPair }),
  );
  if (isRefusal(decided)) throw new Error(decided.refused.detail);
  return id;
}
