// What messages do to the records, on the real database.
import { afterAll, beforeAll, expect, test } from "vitest";
import { manualClock, newId, openDatabase, systemActor, type Database } from "#platform";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { applyBookings, applyPassengerList, upcomingFlights, travellersOfFlights } from "./api.ts";
import { aBookedTraveller, aBooking, aListedTraveller, aPassengerList } from "./fixtures.ts";
import type { Booking, PassengerList } from "#messages";

let fresh: FreshDatabase;
let db: Database;
const clock = manualClock(new Date("2026-11-21T08:00:00Z"));

beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase({ url: fresh.url, clock, connections: 4 });
});
afterAll(async () => {
  await db.close();
  await fresh.drop();
});

const list = (said: PassengerList) =>
  db.transaction(systemActor("test"), (tx) =>
    applyPassengerList(tx, { receiptId: newId(tx.at), list: said, state: "AZ", sentOn: "2026-11-20" }),
  );
const push = (bookings: Booking[], complete = false) =>
  db.transaction(systemActor("test"), (tx) =>
    applyBookings(tx, {
      receiptId: newId(tx.at),
      push: bookings[0]?.flight ?? null,
      bookings,
      complete,
      full: false,
      state: "AZ",
    }),
  );
const read = <Row extends object>(text: string, values: unknown[] = []) =>
  db.transaction(systemActor("test"), (tx) => tx.query<Row & Record<string, unknown>>(text, values));

/** A flight of its own for each test. */
let number = 100;
function flightOf(over: Partial<PassengerList["flights"][number]["legs"][number]> = {}) {
  number += 1;
  const leg = { from: "IST", to: "GYD", departs: "2026-11-21T14:30", arrives: "2026-11-21T18:25", ...over };
  return {
    number: String(number),
    flights: [
      { carrier: "J2", number: String(number), suffix: null, legs: [{ ...leg, border: true as const }] },
    ],
    reported: { carrier: "J2", number: String(number), ...leg },
  };
}

test("a list makes the flight with local and universal times, and asks to screen everyone", async () => {
  const { flights, number: flight } = flightOf();
  const change = await list(
    aPassengerList([aListedTraveller(), aListedTraveller({ surname: "QONAQ", locator: "XYZ999" })], {
      flights,
    }),
  );
  expect(change?.toScreen.map((person) => person.surname)).toEqual(["MUSTERI", "QONAQ"]);
  expect(change?.flight).toMatchObject({
    date: "2026-11-21",
    direction: "inbound",
    dueAt: new Date("2026-11-21T14:25:00Z"),
  });
  const [row] = await read(
    "select departs_local, departs_at, travellers, state from records.flight where number = $1",
    [flight],
  );
  expect(row).toEqual({
    departs_local: "2026-11-21T14:30",
    departs_at: new Date("2026-11-21T11:30:00Z"),
    travellers: 2,
    state: "open",
  });
});

test("the same list again changes nothing and screens nobody", async () => {
  const { flights, number: flight } = flightOf();
  await list(aPassengerList([aListedTraveller()], { flights }));
  const again = await list(aPassengerList([aListedTraveller()], { flights }));
  expect(again?.toScreen).toEqual([]);
  const rows = await read(
    "select t.version from records.traveller t join records.flight using (flight_id) where number = $1",
    [flight],
  );
  expect(rows).toEqual([{ version: 1 }]);
});

test("a changed document is history with both values, and the traveller is screened again", async () => {
  const { flights } = flightOf();
  const first = await list(aPassengerList([aListedTraveller({ travellerRef: "R1" })], { flights }));
  const document = { type: "P", number: "C09999999", issuer: "AZE", expires: "2033-01-01" };
  const change = await list(
    aPassengerList([aListedTraveller({ travellerRef: "R1", documents: [document] })], {
      flights,
      status: "CP",
    }),
  );
  expect(change?.toScreen).toHaveLength(1);
  const changes = await read<{ what: string; fields: { field: string; before: string; after: string }[] }>(
    "select what, fields from records.change where flight_id = $1",
    [first?.flight.id],
  );
  expect(changes.map((each) => each.what)).toEqual(["changed"]);
  expect(changes[0]?.fields[0]).toMatchObject({ field: "documents" });
  expect(changes[0]?.fields[0]?.after).toContain("C09999999");
});

test("a seat change is history but no reason to screen again", async () => {
  const { flights } = flightOf();
  await list(aPassengerList([aListedTraveller()], { flights }));
  const change = await list(aPassengerList([aListedTraveller({ seat: "1C" })], { flights }));
  expect(change?.toScreen).toEqual([]);
});

test("API and PNR of one flight meet, and the traveller is one person with the reason for the link", async () => {
  const { flights, reported, number: flight } = flightOf();
  const pnr = await push([aBooking({ flight: reported })]);
  const api = await list(aPassengerList([aListedTraveller()], { flights }));
  expect(api?.flight.id).toBe(pnr?.flight.id);
  expect(api?.toScreen[0]?.personId).toBe(pnr?.toScreen[0]?.personId);
  const rows = await read(
    "select t.source, t.link_reason from records.traveller t join records.flight f using (flight_id) where f.number = $1 order by t.source",
    [flight],
  );
  expect(rows).toEqual([
    { source: "api", link_reason: { rule: "locator-and-name", equal: ["name", "locator"] } },
    { source: "pnr", link_reason: null },
  ]);
  const [board] = await read("select travellers, bookings from records.flight where number = $1", [flight]);
  expect(board).toEqual({ travellers: 1, bookings: 1 });
});

test("a push that names the whole route meets the list of its border leg", async () => {
  const { flights, reported } = flightOf();
  const api = await list(aPassengerList([aListedTraveller()], { flights }));
  const pnr = await push([aBooking({ flight: { ...reported, from: "JFK", departs: "2026-11-21T01:00" } })]);
  expect(pnr?.flight.id).toBe(api?.flight.id);
  const [row] = await read("select departs_local from records.flight where flight_id = $1", [api?.flight.id]);
  expect(row).toEqual({ departs_local: "2026-11-21T14:30" });
});

test("a message about one traveller reads each row of a full flight a few times at most", async () => {
  const { flights } = flightOf();
  const travellers = 300;
  const all = Array.from({ length: travellers }, (_, index) =>
    aListedTraveller({
      surname: `MUSTERI${index}`,
      travellerRef: `R${index}`,
      locator: `L${index}`,
      documents: [],
    }),
  );
  await list(aPassengerList(all, { flights }));
  const one = aPassengerList([{ ...all[7], seat: "1A" } as (typeof all)[number]], { flights });
  const rows = await db.transaction(systemActor("test"), async (tx) => {
    await applyPassengerList(tx, { receiptId: newId(tx.at), list: one, state: "AZ", sentOn: "2026-11-20" });
    return tx.query<{ rows: number }>(
      `select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as rows
       from pg_stat_xact_user_tables where schemaname = 'records' and relname like 'traveller%'`,
    );
  });
  expect(rows[0]?.rows).toBeGreaterThan(0);
  expect(rows[0]?.rows).toBeLessThan(10 * travellers);
});

test("two namesakes in two bookings stay two persons", async () => {
  const { reported, number: flight } = flightOf();
  await push([aBooking({ flight: reported }), aBooking({ flight: reported, locator: "DEF456", segment: 9 })]);
  const [board] = await read("select travellers from records.flight where number = $1", [flight]);
  expect(board).toEqual({ travellers: 2 });
});

test("close-out: who is named is on board, who is not named is not, and leaves", async () => {
  const { flights } = flightOf();
  const first = await list(
    aPassengerList(
      [
        aListedTraveller({ travellerRef: "R1" }),
        aListedTraveller({ surname: "QONAQ", travellerRef: "R2", locator: null, documents: [] }),
      ],
      { flights },
    ),
  );
  const absent = first?.toScreen.find((person) => person.surname === "QONAQ")?.personId;
  const closing = await list(
    aPassengerList(
      [
        aListedTraveller({
          surname: "",
          given: null,
          birthDate: null,
          travellerRef: "R1",
          locator: "ABC123",
          documents: [],
        }),
      ],
      {
        flights,
        function: "flight-status",
        status: "CLOB",
      },
    ),
  );
  expect(closing?.leaving).toEqual([{ personId: absent, reason: "not-boarded" }]);
  const rows = await read(
    "select surname, state from records.traveller where flight_id = $1 order by surname",
    [first?.flight.id],
  );
  expect(rows).toEqual([
    { surname: "MUSTERI", state: "boarded" },
    { surname: "QONAQ", state: "not-boarded" },
  ]);
});

test("a close-out that names no crew leaves the crew as they are; one that names crew speaks of all of them", async () => {
  const { flights } = flightOf();
  const member = (surname: string) =>
    aListedTraveller({ role: "crew", surname, locator: null, travellerRef: null, documents: [] });
  const closeOut = (travellers: Parameters<typeof aPassengerList>[0]) =>
    list(aPassengerList(travellers, { flights, function: "flight-status", status: "CLOB" }));
  const first = await list(aPassengerList([aListedTraveller({ travellerRef: "R1" })], { flights }));
  await list(aPassengerList([member("EKIPAJ"), member("KAPITAN")], { flights, function: "crew-list" }));
  const states = () =>
    read("select surname, state from records.traveller where flight_id = $1 order by surname", [
      first?.flight.id,
    ]);
  expect((await closeOut([aListedTraveller({ travellerRef: "R1" })]))?.leaving).toEqual([]);
  expect(await states()).toEqual([
    { surname: "EKIPAJ", state: "expected" },
    { surname: "KAPITAN", state: "expected" },
    { surname: "MUSTERI", state: "boarded" },
  ]);
  expect((await closeOut([member("KAPITAN")]))?.leaving).toMatchObject([{ reason: "not-boarded" }]);
  expect(await states()).toMatchObject([
    { state: "not-boarded" },
    { state: "boarded" },
    { state: "boarded" },
  ]);
});

test("a traveller on board whom no list named is kept and screened", async () => {
  const { flights } = flightOf();
  await list(aPassengerList([aListedTraveller({ travellerRef: "R1" })], { flights }));
  const closing = await list(
    aPassengerList(
      [aListedTraveller({ surname: "YENI", travellerRef: "R9", locator: "NEW111", documents: [] })],
      { flights, status: "CLOB" },
    ),
  );
  expect(closing?.toScreen.map((person) => person.surname)).toEqual(["YENI"]);
});

test("a withdrawn traveller leaves, and comes back when named again", async () => {
  const { flights } = flightOf();
  await list(aPassengerList([aListedTraveller({ travellerRef: "R1" })], { flights }));
  const withdrawn = await list(
    aPassengerList([aListedTraveller({ travellerRef: "R1" })], { flights, status: "XR" }),
  );
  expect(withdrawn?.leaving).toHaveLength(1);
  const back = await list(
    aPassengerList([aListedTraveller({ travellerRef: "R1" })], { flights, status: "CP" }),
  );
  expect(back?.toScreen).toHaveLength(1);
});

test("a cancelled flight takes everyone off, PNR rows included", async () => {
  const { flights, reported } = flightOf();
  await push([aBooking({ flight: reported })]);
  const cancelled = await list(aPassengerList([], { flights, function: "flight-status", status: "XF" }));
  expect(cancelled).toMatchObject({ flightCancelled: true, leaving: [{ reason: "flight-cancelled" }] });
});

test("a cancelled booking withdraws its travellers; a booking missing from a whole push is marked", async () => {
  const { reported, number: flight } = flightOf();
  await push(
    [
      aBooking({ flight: reported }),
      aBooking({ flight: reported, locator: "DEF456", travellers: [aBookedTraveller({ surname: "QONAQ" })] }),
    ],
    true,
  );
  const cancelled = await push([
    aBooking({ flight: reported, cancelled: true, createdAt: null, travellers: [] }),
  ]);
  expect(cancelled?.leaving).toHaveLength(1);
  const later = await push(
    [
      aBooking({
        flight: reported,
        locator: "GHI789",
        travellers: [aBookedTraveller({ surname: "UCUNCU" })],
      }),
    ],
    true,
  );
  expect(later?.leaving).toHaveLength(1);
  const rows = await read(
    "select b.locator, b.state from records.booking b join records.flight f using (flight_id) where f.number = $1 order by 1",
    [flight],
  );
  expect(rows).toEqual([
    { locator: "ABC123", state: "cancelled" },
    { locator: "DEF456", state: "not-in-push" },
    { locator: "GHI789", state: "active" },
  ]);
});

test("a traveller a booking no longer names is withdrawn", async () => {
  const { reported } = flightOf();
  const both = [aBookedTraveller(), aBookedTraveller({ ref: "2", given: "LALA" })];
  await push([aBooking({ flight: reported, travellers: both })]);
  const change = await push([aBooking({ flight: reported, travellers: [aBookedTraveller()] })]);
  expect(change?.leaving).toHaveLength(1);
});

test("two messages of one new flight at once make one flight", async () => {
  const { flights, reported, number: flight } = flightOf();
  await Promise.all([
    list(aPassengerList([aListedTraveller()], { flights })),
    push([aBooking({ flight: reported })]),
  ]);
  expect(await read("select flight_id from records.flight where number = $1", [flight])).toHaveLength(1);
});

test("nobody sees a person without a purpose and a ground, and only the roles that may (PNRD-1.2, ANX9-9.25a)", async () => {
  const { flights } = flightOf();
  const change = await list(aPassengerList([aListedTraveller()], { flights }));
  const seen = (roles: string[], purpose: string | null, ground: string | null = "case:1") =>
    db.transaction({ id: "p", roles, purpose, ...(ground === null ? {} : { ground }) }, (tx) =>
      tx.query("select 1 from records.traveller where flight_id = $1", [change?.flight.id]),
    );
  expect(await seen(["analyst"], null)).toHaveLength(0);
  expect(await seen(["analyst"], "SERIOUS", null)).toHaveLength(0);
  expect(await seen(["analyst"], "SERIOUS")).toHaveLength(1);
  expect(await seen(["administrator", "carrier-desk"], "SERIOUS")).toHaveLength(0);
});

test("those still to come are read by their flights, without the flights that have gone", async () => {
  const past = flightOf({ departs: "2026-11-19T14:30", arrives: "2026-11-19T18:25" });
  await list(aPassengerList([aListedTraveller({ surname: "GEDIB" })], { flights: past.flights }));
  const { flights, seen } = await db.transaction(systemActor("test"), async (tx) => {
    const coming = await upcomingFlights(tx, clock.now());
    return { flights: coming, seen: await travellersOfFlights(tx, coming) };
  });
  const keyed = flights.map(({ date, id }) => `${date} ${id}`);
  expect(keyed).toEqual([...keyed].sort());
  expect(seen.map(({ flight }) => `${flight.date} ${flight.id}`)).toEqual(
    seen.map(({ flight }) => `${flight.date} ${flight.id}`).sort(),
  );
  const surnames = seen.map(({ surname }) => surname);
  expect(surnames).toContain("MUSTERI");
  expect(surnames).not.toContain("GEDIB");
});

test("a coach list makes a flight of its service, between places that are no airports", async () => {
  const coach = (travellers: readonly ReturnType<typeof aListedTraveller>[]) =>
    aPassengerList(travellers, {
      flights: [
        {
          carrier: "EXB",
          number: "451",
          suffix: null,
          legs: [
            {
              from: "Ardabil (IR)",
              to: "AZBAK",
              departs: "2026-11-21T07:00",
              arrives: "2026-11-21T15:00",
              border: true,
            },
          ],
        },
      ],
      carriage: { mode: "BUS", vehicle: "99XX001", borderPoint: "Astara" },
    });
  const first = await list(coach([aListedTraveller({ surname: "NÜMUNƏZADƏ" })]));
  expect(first?.flight).toMatchObject({
    date: "2026-11-21",
    designator: "EXB451",
    direction: "inbound",
    dueAt: new Date("2026-11-21T11:00:00Z"),
  });
  const again = await list(
    coach([aListedTraveller({ surname: "NÜMUNƏZADƏ" }), aListedTraveller({ surname: "QONAQ" })]),
  );
  expect(again?.flight.id).toBe(first?.flight.id);
  expect(again?.toScreen.map(({ surname }) => surname)).toEqual(["QONAQ"]);
  const rows = await read(
    "select origin, destination, departs_at, travellers, carriage from records.flight where carrier = 'EXB'",
  );
  expect(rows).toEqual([
    {
      origin: "Ardabil (IR)",
      destination: "AZBAK",
      departs_at: new Date("2026-11-21T03:30:00Z"),
      travellers: 2,
      carriage: { mode: "BUS", vehicle: "99XX001", borderPoint: "Astara" },
    },
  ]);
});

test("a private aircraft flies under its registration, and a day without a time is no midnight", async () => {
  const change = await list(
    aPassengerList([aListedTraveller()], {
      flights: [
        {
          carrier: "TCXX1",
          number: "",
          suffix: null,
          legs: [{ from: "IST", to: "GYD", departs: "2026-11-21", arrives: null, border: true }],
        },
      ],
      carriage: { mode: "AIR", vehicle: "TCXX1", borderPoint: null },
    }),
  );
  expect(change?.flight).toMatchObject({ date: "2026-11-21", designator: "TCXX1", dueAt: null });
  const [row] = await read("select departs_local, departs_at from records.flight where carrier = 'TCXX1'");
  expect(row).toEqual({ departs_local: null, departs_at: null });
});

test("a push that was overtaken by a later change of its bookings takes nothing back (PNRD-8.4)", async () => {
  const { reported, number: flight } = flightOf();
  const two = [aBookedTraveller(), aBookedTraveller({ ref: "2", given: "LALE" })];
  const said = (over: Partial<Booking>) => aBooking({ flight: reported, ...over });
  const other = said({ locator: "NEW999", travellers: [aBookedTraveller({ surname: "YENI" })] });
  await push([said({ sentAt: "2026-11-20T12:00", travellers: two }), other], true);
  const old = await push([said({ sentAt: "2026-11-19T12:00" })], true);
  expect(old).toMatchObject({ olderBookings: 1, toScreen: [], leaving: [] });
  await push([said({ cancelled: true, travellers: [] })]);
  const revived = await push([said({ sentAt: "2026-11-20T12:00", travellers: two })]);
  expect(revived).toMatchObject({ olderBookings: 1, toScreen: [] });
  const states = () =>
    read<{ said: string }>(
      `select t.given || ' ' || t.state as said from records.traveller t join records.flight f using (flight_id)
       where f.number = $1 and t.surname <> 'YENI' order by 1`,
      [flight],
    );
  expect(await states()).toEqual([{ said: "ANAR withdrawn" }, { said: "LALE withdrawn" }]);
  const back = await push([said({ sentAt: "2026-11-20T18:00", travellers: two })]);
  expect(back?.toScreen).toHaveLength(2);
  expect(await states()).toEqual([{ said: "ANAR expected" }, { said: "LALE expected" }]);
});

test("a list that names the airports by their ICAO codes is of the same flight as bookings that use those of IATA", async () => {
  const { reported } = flightOf();
  const { flights } = {
    flights: [
      {
        carrier: "J2",
        number: reported.number,
        suffix: null,
        legs: [
          {
            from: "LTFM",
            to: "UBBB",
            departs: reported.departs,
            arrives: reported.arrives,
            border: true as const,
          },
        ],
      },
    ],
  };
  const bookings = await push([aBooking({ flight: reported })]);
  const listed = await list(aPassengerList([aListedTraveller()], { flights }));
  expect(listed?.flight).toMatchObject({ id: bookings?.flight.id, origin: "IST", destination: "GYD" });
});

test("a change that names the traveller by reference only changes what it says, and leaves the rest", async () => {
  const { flights, number: flight } = flightOf();
  await list(aPassengerList([aListedTraveller({ travellerRef: "R1", residence: "AZE" })], { flights }));
  const bare = { surname: "", given: null, sex: null, birthDate: null, nationality: null, locator: null };
  const change = await list(
    aPassengerList(
      [
        aListedTraveller({
          ...bare,
          travellerRef: "R1",
          seat: null,
          documents: [{ type: "P", number: "C07654321", issuer: "AZE", expires: null }],
        }),
      ],
      { flights, status: "CP" },
    ),
  );
  expect(change?.toScreen).toMatchObject([
    { surname: "MUSTERI", birthDate: "1980-05-01", documents: [{ number: "C07654321" }] },
  ]);
  const [row] = await read(
    `select t.surname, t.given, t.birth_date, t.nationality, t.locator, t.seat, t.detail ->> 'residence' as residence
     from records.traveller t join records.flight f using (flight_id) where f.number = $1`,
    [flight],
  );
  expect(row).toEqual({
    surname: "MUSTERI",
    given: "ANAR",
    birth_date: "1980-05-01",
    nationality: "AZE",
    locator: "ABC123",
    seat: "12A",
    residence: "AZE",
  });
});
