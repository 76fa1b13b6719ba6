// Builders for tests: alerts raised and decided as the cases do it.
import { raiseAlerts } from "#cases";
import { newId, systemActor, type Actor, type Database } from "#platform";
import { aFlight, aMatch, aPerson, byVersion, decidedAs } from "../cases/fixtures.ts";
import { aList, anEntry } from "../watchlists/fixtures.ts";

let made = 0;

/** One alert on a flight and a list of its own, decided where `decision` says so; returns its id. */
export async function anAlert(
  database: Database,
  at: Date,
  decision?: { readonly by: Actor; readonly outcome: "no-match" | "confirmed" },
  over: { readonly bits?: number; readonly engineVersion?: string } = {},
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
        aPerson({
          personId: newId(at),
          matches: [
            aMatch({
              entryId,
              list,
              listVersion: "1",
              score: 0.8,
              ...(over.bits === undefined ? {} : { bits: over.bits }),
            }),
          ],
        }),
      ],
      by: {
        ...byVersion(1, list),
        ...(over.engineVersion === undefined ? {} : { engineVersion: over.engineVersion }),
      },
    });
  });
  const [id] = raised;
  if (id === undefined) throw new Error("no alert was raised");
  if (decision === undefined) return id;
  await decidedAs(database, decision.by, id, decision.outcome);
  return id;
}
