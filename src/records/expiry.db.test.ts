// Expired data are unreadable at read time, whatever jobs do: clock tests to the second, with no job running at all.
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  manualClock,
  newId,
  openDatabase,
  openHorizon,
  retentionActor,
  strictlyKeptFrom,
  systemActor,
  type Actor,
  type Database,
  type Horizon,
} from "#platform";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { applyBookings } from "./apply-bookings.ts";
import { applyPassengerList } from "./apply-list.ts";
import { aBookedTraveller, aBooking, aListedTraveller, aPassengerList } from "./fixtures.ts";

const first = new Date("2026-08-31T13:45:10Z");
const lastSecond = new Date("2027-02-27T23:59:59Z");
const due = new Date("2027-02-28T00:00:00Z");
const clock = manualClock(first);
let fresh: FreshDatabase;
let db: Database;
let number = 8000;
const system = systemActor("test");
const analyst = { id: "someone", roles: ["analyst"], purpose: "TERR", ground: "offence:terrorism" };

beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());
beforeEach(() => {
  clock.set(first);
  number += 1;
  db = openDatabase({ url: fresh.url, clock, connections: 3 });
  return () => db.close();
});

const flight = () => ({
  carrier: "J2",
  number: String(number),
  suffix: null,
  legs: [
    {
      from: "IST",
      to: "GYD",
      departs: "2026-09-02T14:30",
      arrives: "2026-09-02T18:25",
      border: true,
    } as const,
  ],
});

const list = (over: Parameters<typeof aListedTraveller>[0] = {}) =>
  db.transaction(system, (tx) =>
    applyPassengerList(tx, {
      receiptId: newId(tx.at),
      list: aPassengerList([aListedTraveller(over)], { flights: [flight()] }),
      state: "AZ",
      sentOn: "2026-09-01",
    }),
  );

const push = (over: Parameters<typeof aBooking>[0] = {}) =>
  db.transaction(system, (tx) =>
    applyBookings(tx, {
      receiptId: newId(tx.at),
      push: null,
      bookings: [
        aBooking({
          flight: {
            carrier: "J2",
            number: String(number),
            from: "IST",
            to: "GYD",
            departs: "2026-09-02T14:30",
            arrives: "2026-09-02T18:25",
          },
          travellers: [aBookedTraveller({ seats: [] })],
          ...over,
        }),
      ],
      complete: false,
      full: true,
      state: "AZ",
    }),
  );

const tables = ["traveller", "booking", "change", "document_use"] as const;

/** Rows of the flight that an actor sees, by table. */
async function seen(actor: Actor = analyst, database = db) {
  return database.transaction(actor, async (tx) => {
    const counts: Record<string, number> = {};
    for (const table of tables) {
      const [row] = await tx.query<{ count: number }>(
        `select count(*)::int as count from records.${table}
         where flight_id in (select flight_id from records.flight where number = $1)`,
        [String(number)],
      );
      counts[table] = row?.count ?? 0;
    }
    return counts;
  });
}

const clocks = async () =>
  db.transaction(retentionActor("test"), (tx) =>
    tx.query<{ source: string; clock_start: Date; first_received_at: Date }>(
      `select source, clock_start, first_received_at from records.traveller
       where flight_id in (select flight_id from records.flight where number = $1) order by first_received_at`,
      [String(number)],
    ),
  );

test("a record reads in the last second of the day before its due date and not at midnight, for every role and with no job (PNRD-12.1, CJEU817-251-256, ANX9-9.30a, LED-5)", async () => {
  await push();
  await list();
  for (const actor of [analyst, system]) {
    clock.set(lastSecond);
    const before = await seen(actor);
    for (const table of tables) expect(before[table]).toBeGreaterThan(0);
  }
  for (const actor of [
    analyst,
    system,
    { ...analyst, roles: ["supervisor", "head", "data-protection-officer"] },
  ]) {
    clock.set(due);
    expect(await seen(actor)).toEqual({ traveller: 0, booking: 0, change: 0, document_use: 0 });
  }
});

test("a clock that jumps back brings nothing back, also after a restart", async () => {
  await list();
  const sees = async (horizon: Horizon) => {
    const other = openDatabase({ url: fresh.url, clock, connections: 1, keptFrom: horizon.keptFrom });
    try {
      return (await seen(analyst, other))["traveller"];
    } finally {
      await other.close();
    }
  };
  const before = openHorizon(strictlyKeptFrom);
  expect(await sees(before)).toBe(1);
  clock.set(due);
  expect(await sees(before)).toBe(0);
  const reached = before.keptFrom(clock.now());
  clock.set(first);
  expect(await sees(before)).toBe(0);
  const after = openHorizon(strictlyKeptFrom);
  after.reach(reached);
  expect(await sees(after)).toBe(0);
});

test("pushes sent again, corrections and close-outs never restart the clock (CJEU817-257-262)", async () => {
  await push();
  await list();
  for (const day of [2, 40, 100]) {
    clock.set(new Date(first.getTime() + day * 86_400_000));
    await list({
      seat: `${day}C`,
      documents: [{ type: "P", number: `C0${day}4567`, issuer: "AZE", expires: null }],
    });
    await push({ sentAt: new Date(first.getTime() + day * 86_400_000).toISOString().slice(0, 16) });
  }
  for (const row of await clocks()) expect(row.clock_start).toEqual(first);
  clock.set(due);
  expect(await seen(system)).toEqual({ traveller: 0, booking: 0, change: 0, document_use: 0 });
});

test("copies of one passenger in a list and a booking follow the earlier date, whichever came first", async () => {
  const later = new Date("2026-09-02T08:00:00Z");
  for (const [one, other] of [
    [push, list],
    [list, push],
  ] as const) {
    number += 1;
    clock.set(first);
    await one();
    clock.set(later);
    await other();
    const rows = await clocks();
    expect(rows.map((row) => row.clock_start)).toEqual([first, first]);
    expect(rows.map((row) => row.first_received_at)).toEqual([first, later]);
    clock.set(due);
    expect(await seen(system)).toEqual({ traveller: 0, booking: 0, change: 0, document_use: 0 });
    await db.close();
    db = openDatabase({ url: fresh.url, clock, connections: 3 });
  }
});

test("a copy recognised only by a later correction follows the earlier date too", async () => {
  await push({ travellers: [aBookedTraveller({ surname: "AYDIN", given: "LEYLA" })] });
  const later = new Date("2026-09-01T08:00:00Z");
  clock.set(later);
  await list({ surname: "AYDYN", given: "L", locator: null, seat: null });
  expect((await clocks()).map((row) => row.clock_start)).toEqual([first, later]);
  clock.set(new Date("2026-09-01T10:00:00Z"));
  await list({ surname: "AYDIN", given: "LEYLA", locator: "ABC123", seat: null });
  const rows = await clocks();
  expect(rows.map((row) => row.clock_start)).toEqual([first, first]);
});

test("no statement moves a clock on or changes when data came, not even that of the deletion", async () => {
  await list();
  for (const set of [
    "clock_start = clock_start + interval '1 second'",
    "first_received_at = first_received_at - interval '1 day'",
    "kept_until = clock_start + interval '5 years 1 day'",
  ])
    await expect(
      db.transaction(retentionActor("test"), (tx) => tx.query(`update records.traveller set ${set}`)),
    ).rejects.toMatchObject({ code: "23514" });
});

test("a transaction that does not say when it is reads nothing", async () => {
  await list();
  const client = new Client({ connectionString: fresh.url, options: "-c role=openpiu_app" });
  await client.connect();
  try {
    await client.query("select set_config('openpiu.roles', 'system', false)");
    const { rows } = await client.query<{ count: string }>("select count(*) as count from records.traveller");
    expect(Number(rows[0]?.count)).toBe(0);
  } finally {
    await client.end();
  }
});
