// Builders for tests: flights, screened persons and matches as the engine would return them.
import { newId, systemActor, type Actor, type Database } from "#platform";
import { applyPassengerList } from "#records";
import type { Match, ScreenedBy, Screening } from "#screening";
import { aListedTraveller, aPassengerList } from "../records/fixtures.ts";
import { euStrict } from "#vocabulary";
import type { AlertFlight } from "./alert-store.ts";
import type { DirectiveName } from "./directive.ts";
import { insertDirective, setEnded, setReleased } from "./directive-store.ts";
import type { ScreenedPerson } from "./raising-plan.ts";
import { decide } from "./review.ts";
import { raiseAlerts } from "./raising.ts";
import { alertById } from "./review-store.ts";

export function aFlight(over: Partial<AlertFlight> = {}): AlertFlight {
  return {
    date: "2026-11-21",
    id: "00000000-0000-7000-8000-00000000f001",
    designator: "J28065",
    origin: "IST",
    destination: "GYD",
    direction: "inbound",
    dueAt: new Date("2026-11-21T14:45:00Z"),
    ...over,
  };
}

/** A match of the given entry of list TEST; `documentBits` adds evidence of an equal document. */
export function aMatch(over: Partial<Match> & { readonly entryId: string }, documentBits = 0): Match {
  const bits = 18;
  return {
    cluster: null,
    list: "TEST",
    listVersion: "1",
    matchedName: "Rashad Aliyev",
    score: 0.91,
    threshold: 0.5,
    band: "possible",
    decision: "alert",
    bits,
    why: [
      {
        feature: "surname",
        relation: "equal",
        left: "ALIYEV",
        right: "ALIYEV",
        bits: 9,
        effect: 0.6,
        text: "surname equal",
      },
      ...(documentBits === 0
        ? []
        : [
            {
              feature: "document" as const,
              relation: "number-equal" as const,
              left: "C1234567",
              right: "C1234567",
              bits: documentBits,
              effect: 0.4,
              text: "document number equal",
            },
          ]),
    ],
    notCompared: [],
    wouldChange: { clear: null, strengthen: null },
    ...over,
  };
}

export function aPerson(
  over: Partial<ScreenedPerson> & { readonly personId: string; readonly matches: readonly Match[] },
): ScreenedPerson {
  return {
    travellerId: over.personId,
    source: "api",
    surname: "ALIYEV",
    given: "RASHAD",
    sex: "M",
    birthDate: "1984-03-11",
    nationality: "AZE",
    documents: [{ type: "P", number: "C1234567", issuer: "AZE" }],
    ...over,
  };
}

export const byVersion = (version: number, code = "TEST"): ScreenedBy => ({
  engineVersion: "test-1",
  lists: [{ code, version: String(version) }],
});

/** An id for tests: readable, in the form of a UUID. */
export function testId(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
}

const officer = (id: string, role: string) => ({ id, roles: [role], purpose: "BORDER" });

/** A traveller of flight J2 <number> as the records keep them. */
export type KnownTraveller = {
  readonly flight_date: string;
  readonly flight_id: string;
  readonly number: string;
  readonly person_id: string;
  readonly name_key: string;
  readonly birth_date: string | null;
  readonly locator: string | null;
  readonly traveller_ref: string | null;
  readonly surname: string;
};

/** Two persons decide that the traveller is told something. */
export async function aReleasedDirective(
  database: Database,
  id: string,
  row: KnownTraveller,
  directive: DirectiveName,
): Promise<void> {
  await database.transaction(officer("person:analyst", "analyst"), async (tx) => {
    await insertDirective(tx, {
      id,
      flight: {
        date: row.flight_date,
        id: row.flight_id,
        designator: `J2${row.number}`,
        origin: "IST",
        destination: "GYD",
      },
      personId: row.person_id,
      known: [
        {
          nameKey: row.name_key,
          birthDate: row.birth_date,
          locator: row.locator,
          travellerRef: row.traveller_ref,
          documentNumbers: [],
        },
      ],
      surname: row.surname,
      given: null,
      alertId: null,
      directive,
      ground: "entry-ban-confirmed",
      authority: "NOT_APPLICABLE",
      reference: "EB 1",
      reason: "confirmed",
    });
  });
  await database.transaction(officer("person:supervisor", "supervisor"), async (tx) => setReleased(tx, id));
}

/** A supervisor withdraws it. */
export function aWithdrawal(database: Database, id: string): Promise<void> {
  return database.transaction(officer("person:supervisor", "supervisor"), async (tx) =>
    setEnded(tx, id, "withdrawn", "lifted"),
  );
}

/** A flight J2 from Istanbul to Baku comes in as a message does: merged, screened by the lists in force, alerts raised. */
export function anArrival(
  { database, screening }: { readonly database: Database; readonly screening: Screening },
  number: string,
  travellers: readonly { surname: string; given: string; birthDate?: string }[],
  times: { departs: string; arrives: string } = { departs: "2026-11-21T14:30", arrives: "2026-11-21T18:25" },
) {
  const legs = [{ from: "IST", to: "GYD", border: true as const, ...times }];
  const list = aPassengerList(
    travellers.map((traveller, at) =>
      aListedTraveller({
        ...traveller,
        documents: [{ type: "P", number: `F${number}${at}`, issuer: "AZE", expires: null }],
      }),
    ),
    { flights: [{ carrier: "J2", number, suffix: null, legs }] },
  );
  return database.transaction(systemActor("test"), async (tx) => {
    const receiptId = newId(tx.at);
    const change = await applyPassengerList(tx, { receiptId, list, state: "AZ", sentOn: "2026-11-20" });
    if (change === null) throw new Error("no flight");
    const { persons, by } = await screening.screen(change.toScreen);
    await raiseAlerts(tx, { flight: change.flight, receiptId, persons, by });
    return change.flight;
  });
}

/** Somebody decides an alert as they would on its page: as it stands now, whatever the background has made of it meanwhile. */
export async function decidedAs(
  database: Database,
  by: Actor,
  alertId: string,
  outcome: "no-match" | "confirmed",
): Promise<void> {
  const decided = await database.transaction(by, async (tx) => {
    const command = {
      outcome,
      reasonCode: outcome === "confirmed" ? "ESCALATE" : "DISMISS-ID",
      reason: "as seen on the passport",
      version: (await alertById(tx, alertId, true))?.version ?? 0,
    };
    return decide(tx, alertId, command, { policies: [], clearedFor: euStrict.clearedPair });
  });
  if ("refused" in decided) throw new Error(decided.refused.detail);
}
