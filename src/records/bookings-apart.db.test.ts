// Bookings and the control of borders never meet: whoever states that purpose sees the passenger list and nothing of a booking.
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId, systemActor } from "#platform";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { applyBookings } from "./apply-bookings.ts";
import { applyPassengerList } from "./apply-list.ts";
import type { FlightDetail, PersonPage } from "./contract.ts";
import { aBookedTraveller, aBooking, aListedTraveller, aPassengerList } from "./fixtures.ts";
import { recordsRoutes } from "./routes.ts";

const system = systemActor("test");
const tables = ["booking", "traveller", "change", "document_use"] as const;
const leg = { from: "IST", to: "GYD", departs: "2026-03-02T14:30", arrives: "2026-03-02T18:25" } as const;
let desk: Desk;
let flightKey = "";
let personKey = "";

beforeAll(async () => {
  desk = await aDesk();
  recordsRoutes(desk.server, {
    database: desk.database,
    clock: desk.clock,
    profile: euStrict,
    about: {
      alertCounts: async () => new Map(),
      alertsByPerson: async () => new Map(),
      messages: async () => [],
    },
  });
  await desk.database.transaction(system, async (tx) => {
    const flight = { carrier: "J2", number: "8101", suffix: null };
    await applyPassengerList(tx, {
      receiptId: newId(tx.at),
      list: aPassengerList([aListedTraveller()], {
        flights: [{ ...flight, legs: [{ ...leg, border: true }] }],
      }),
      state: "AZ",
      sentOn: "2026-03-01",
    });
    const documents = [{ type: "P", number: "C7654321", issuer: "AZE", expires: null }] as const;
    for (const surname of ["BOOKEDONLY", "BOOKED ONLY"])
      await applyBookings(tx, {
        receiptId: newId(tx.at),
        push: null,
        bookings: [
          aBooking({
            flight: { carrier: "J2", number: "8101", ...leg },
            travellers: [
              aBookedTraveller({ seats: [] }),
              aBookedTraveller({ ref: "2", surname, seats: [], documents }),
            ],
          }),
        ],
        complete: false,
        full: true,
        state: "AZ",
      });
  });
  const [row] = await desk.database.transaction(system, (tx) =>
    tx.query<{ flight: string; person: string }>(
      `select flight_date::text || '_' || flight_id as flight, person_id as person from records.traveller where source = 'api'`,
    ),
  );
  flightKey = row?.flight ?? "";
  personKey = `${flightKey}_${row?.person}`;
});
afterAll(() => desk.close());

async function seen(purpose: string) {
  const actor = { id: "p", roles: ["watch-officer"], purpose, ground: `flight:${flightKey}` };
  return desk.database.transaction(actor, async (tx) => {
    const counts: Record<string, number> = {};
    for (const table of tables) {
      const [row] = await tx.query<{ count: number }>(
        `select count(*)::int as count from records.${table}`,
        [],
      );
      counts[table] = row?.count ?? 0;
    }
    const of = await tx.query<{ source: string }>(
      "select distinct source from records.traveller order by 1",
      [],
    );
    return { counts, sources: of.map(({ source }) => source) };
  });
}

test("the control of borders sees the passenger list and nothing of a booking by SQL (CJEU817-230-236)", async () => {
  const assessed = await seen("TERR");
  for (const table of tables) expect(assessed.counts[table]).toBeGreaterThan(0);
  expect(assessed.sources).toEqual(["api", "pnr"]);
  const border = await seen("BORDER");
  expect(border.sources).toEqual(["api"]);
  expect(border.counts["booking"]).toBe(0);
  expect(border.counts["traveller"]).toBe(1);
  for (const table of ["change", "document_use"])
    expect(border.counts[table]).toBeLessThan(assessed.counts[table] ?? 0);
});

test("nor do the flight and the traveller's page: who was booked only is not there (CJEU817-230-236)", async () => {
  const border = await desk.signIn(["watch-officer"], "BORDER", `flight:${flightKey}`);
  const assessing = await desk.signIn(["watch-officer"], "TERR");
  const get = async <Body>(url: string, headers: Record<string, string>) => {
    const answer = await desk.server.inject({ url, headers });
    expect(answer.statusCode).toBe(200);
    return answer.json<Body>();
  };
  const named = (detail: FlightDetail) => JSON.stringify(detail).includes("BOOKED ONLY");
  const url = `/api/flights/${flightKey}`;
  expect(named(await get<FlightDetail>(url, assessing.headers))).toBe(true);
  const shown = await get<FlightDetail>(url, border.headers);
  expect(named(shown)).toBe(false);
  expect(shown.persons).toHaveLength(1);
  const page = await get<PersonPage>(`/api/persons/${personKey}`, border.headers);
  expect(page.booking).toBeNull();
  expect(page.sources.map(({ source }) => source)).toEqual(["api"]);
});
