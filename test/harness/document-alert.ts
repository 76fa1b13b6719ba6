// An alert of the cases on a traveller who shows a given document, raised on the desk of disclosures.
import { raiseAlerts } from "#cases";
import { newId } from "#platform";
import { aMatch, aPerson, byVersion } from "../../src/cases/fixtures.ts";
import { aList, anEntry } from "../../src/watchlists/fixtures.ts";
import type { DisclosureDesk } from "./disclosure-desk.ts";

let listed = 0;
/** An alert on a traveller of tomorrow who shows this document, raised in this minute. */
export async function anAlert(
  desk: DisclosureDesk,
  number: string,
  over: object = {},
): Promise<{ alertId: string; flight: { date: string; id: string; number: string }; personId: string }> {
  listed += 1;
  const code = `SHOWN-${listed}`;
  const entry = anEntry({ id: `${code}-1`, list: code });
  const flight = await desk.fly([
    { documents: [{ type: "P", number, issuer: "AZE", expires: null }], ...over },
  ]);
  const [person] = await desk.rows<{ person_id: string; traveller_id: string }>(
    "select person_id, traveller_id from records.traveller where flight_id = $1",
    [flight.id],
  );
  await desk.database.transaction(desk.system, async (tx) => {
    await aList(tx, [entry], code, "own");
    await raiseAlerts(tx, {
      flight: {
        date: flight.date,
        id: flight.id,
        designator: `J2${flight.number}`,
        origin: "IST",
        destination: "GYD",
        direction: "inbound",
        dueAt: new Date("2026-11-21T14:25:00Z"),
      },
      receiptId: newId(tx.at),
      persons: [
        aPerson({
          personId: person?.person_id ?? "",
          travellerId: person?.traveller_id ?? "",
          matches: [aMatch({ entryId: entry.id, list: code })],
        }),
      ],
      by: byVersion(1, code),
    });
  });
  const [alert] = await desk.rows<{ alert_id: string }>(
    "select alert_id from cases.alert where flight_id = $1",
    [flight.id],
  );
  return { alertId: alert?.alert_id ?? "", flight, personId: person?.person_id ?? "" };
}
