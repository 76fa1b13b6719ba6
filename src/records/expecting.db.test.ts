// Scheduled flights in the records, what is told of their pushes, and the figures of their carriers, on the real database.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { commandLine } from "#access";
import { addCarrier, addSchedule, setPushPlan } from "#carriers";
import { isRefusal, manualClock, newId, openDatabase, systemActor, type Database } from "#platform";
import { euStrict } from "#vocabulary";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import {
  applyBookings,
  applyPassengerList,
  excusePause,
  expectFlights,
  setArrived,
  setIncomplete,
  timelinessOf,
  watchPushes,
} from "./api.ts";
import { aBooking, aListedTraveller, aPassengerList } from "./fixtures.ts";

let fresh: FreshDatabase;
let db: Database;
const start = new Date("2026-11-20T08:00:00Z");
const clock = manualClock(start);
const services = () => ({ database: db, clock, profile: euStrict });

beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase({ url: fresh.url, clock, connections: 4 });
});
afterAll(async () => {
  await db.close();
  await fresh.drop();
});
beforeEach(() => clock.set(start));

const read = (text: string, values: unknown[] = []) =>
  db.transaction(systemActor("test"), (tx) => tx.query<Record<string, unknown>>(text, values));

/** One flight IST-GYD of the 22nd, 14:30 to 18:25 local (11:30 UTC), in the schedule under a number of its own. */
async function scheduled(carrier: string, number: string, over: object = {}): Promise<void> {
  const added = await addSchedule({ database: db }, commandLine, {
    carrier,
    number,
    from: "IST",
    to: "GYD",
    departs: "14:30",
    arrives: "18:25",
    arrivesDay: "",
    firstDay: "2026-11-22",
    lastDay: "2026-11-22",
    days: "7",
    everyWeeks: "",
    codeShares: "",
    ...over,
  });
  if (isRefusal(added)) throw new Error(added.refused.detail);
}
const leg = { from: "IST", to: "GYD", departs: "2026-11-22T14:30", arrives: "2026-11-22T18:25" };
const list = (carrier: string, number: string, kind: "passenger-list" | "crew-list" = "passenger-list") =>
  db.transaction(systemActor("test"), (tx) =>
    applyPassengerList(tx, {
      receiptId: newId(tx.at),
      list: {
        ...aPassengerList([aListedTraveller()], {
          flights: [{ carrier, number, suffix: null, legs: [{ ...leg, border: true as const }] }],
        }),
        function: kind,
      },
      state: "AZ",
      sentOn: null,
    }),
  );
const bookings = (carrier: string, number: string, partial = false) =>
  db.transaction(systemActor("test"), (tx) =>
    applyBookings(tx, {
      receiptId: newId(tx.at),
      push: { carrier, number, ...leg },
      bookings: [aBooking({ flight: { carrier, number, ...leg } })],
      complete: false,
      full: false,
      state: "AZ",
      partial,
    }),
  );
const told = async () =>
  (await read("select body from ledger.entry order by 1"))
    .map((row) => String(row["body"]))
    .flatMap((body) => /"push\.(late|missing|incomplete|excused)"/.exec(body)?.[1] ?? []);
const outcomes = (number: string) =>
  read(
    `select e.kind, e.told, e.outcome from records.expected_push e join records.flight f using (flight_date, flight_id)
     where f.number = $1 order by e.ordinal`,
    [number],
  );

test("a scheduled flight that crosses the border stands in the records before its first message, once", async () => {
  await scheduled("TK", "334");
  await scheduled("TK", "9", { to: "LHR", arrives: "16:30" });
  expect(await expectFlights(services())).toBe(1);
  expect(await expectFlights(services())).toBe(0);
  expect(
    await read(
      "select number, scheduled, direction, departs_at, last_received_at, travellers from records.flight",
    ),
  ).toEqual([
    {
      number: "334",
      scheduled: true,
      direction: "inbound",
      departs_at: new Date("2026-11-22T11:30:00Z"),
      last_received_at: null,
      travellers: 0,
    },
  ]);
  const change = await list("TK", "334");
  expect(change?.scheduled).toBe(true);
  expect(await read("select travellers, last_received_at from records.flight where number = '334'")).toEqual([
    { travellers: 1, last_received_at: start },
  ]);
  const other = await list("TK", "777");
  expect(other?.scheduled).toBe(false);
  expect((await list("ZZ", "1"))?.scheduled).toBe(null);
});

test("what does not come is told late, then missing, once each; what comes counts for the carrier (EUAPI13-11.1) [transport.md §8 row completeness; §16 row late/missing per flight schedule]", async () => {
  await scheduled("PC", "400");
  await expectFlights(services());
  clock.set(new Date("2026-11-20T20:00:00Z"));
  await bookings("PC", "400");
  clock.set(new Date("2026-11-22T10:00:00Z"));
  await list("PC", "400");
  const before = (await told()).length;
  for (let minute = 0; minute < 200; minute += 4) {
    clock.advance(4 * 60_000);
    await watchPushes(services());
  }
  expect(await outcomes("400")).toEqual([
    { kind: "pnr", told: null, outcome: "in-time" },
    { kind: "pnr", told: "missing", outcome: "missing" },
    { kind: "api", told: null, outcome: "in-time" },
    { kind: "crew", told: "missing", outcome: "missing" },
  ]);
  const entries = (await told()).slice(before);
  // Of this flight, of 334 and of nothing else: each told of once.
  expect(entries.filter((what) => what === "missing").length).toBeGreaterThanOrEqual(2);
  await watchPushes(services());
  expect((await told()).slice(before)).toEqual(entries);
  const figures = await db.transaction(systemActor("test"), (tx) =>
    timelinessOf(tx, ["PC"], { first: "2026-11-22", last: "2026-11-22" }),
  );
  const figure = (kind: string, inTime: number, missing: number) => ({
    kind,
    expected: inTime + missing,
    inTime,
    late: 0,
    incomplete: 0,
    missing,
  });
  expect(figures.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
    figure("api", 1, 0),
    figure("crew", 0, 1),
    figure("pnr", 1, 1),
  ]);
});

test("parts count when the last of them is there; without it the push is incomplete [transport.md §16 row part series incomplete]", async () => {
  await scheduled("TK", "500");
  await expectFlights(services());
  clock.set(new Date("2026-11-21T06:00:00Z"));
  await watchPushes(services());
  const change = await bookings("TK", "500", true);
  if (change === null) throw new Error("no flight");
  await db.transaction(systemActor("test"), async (tx) => setIncomplete(tx, change.flight, "pnr"));
  clock.set(new Date("2026-11-21T12:00:00Z"));
  const incomplete = async () => (await outcomes("500"))[0];
  for (let turn = 0; turn < 3; turn += 1) {
    clock.advance(4 * 60_000);
    await watchPushes(services());
  }
  // The pause of six hours was the unit's own, and is excused.
  expect(await incomplete()).toMatchObject({ outcome: null });
  await db.transaction(systemActor("test"), async (tx) => setArrived(tx, change.flight, "pnr"));
  for (let turn = 0; turn < 20; turn += 1) {
    clock.advance(4 * 60_000);
    await watchPushes(services());
  }
  expect(await incomplete()).toMatchObject({ outcome: "incomplete" });
});

test("what became late while the unit was away is excused for an hour, and told after it", async () => {
  await scheduled("TK", "600");
  await expectFlights(services());
  clock.set(new Date("2026-11-21T11:00:00Z"));
  await watchPushes(services());
  clock.set(new Date("2026-11-21T13:00:00Z"));
  await excusePause(services());
  expect(await told()).toContain("excused");
  await watchPushes(services());
  expect((await outcomes("600"))[0]).toEqual({ kind: "pnr", told: null, outcome: null });
  for (let turn = 0; turn < 17; turn += 1) {
    clock.advance(4 * 60_000);
    await watchPushes(services());
  }
  expect((await outcomes("600"))[0]).toEqual({ kind: "pnr", told: "late", outcome: null });
});

test("a plan of its own decides what a carrier owes; a leg taken out takes along what nothing came of [paxlst.md §8, send times]", async () => {
  await addCarrier({ database: db, clock }, commandLine, {
    code: "QR",
    name: "QR",
    senderIds: [],
    fliesAs: ["QR"],
  });
  await setPushPlan({ database: db }, commandLine, {
    code: "QR",
    pushes: [{ kind: "close-out", opens: -60, due: 10 }],
  });
  await scheduled("QR", "251");
  await scheduled("QR", "253");
  await expectFlights(services());
  await list("QR", "253");
  expect(await outcomes("251")).toMatchObject([{ kind: "close-out" }]);
  await read("update carriers.schedule set withdrawn_at = now() where carrier = 'QR'");
  await expectFlights(services());
  expect(await read("select number, scheduled from records.flight where carrier = 'QR'")).toEqual([
    { number: "253", scheduled: false },
  ]);
  expect(await outcomes("253")).toEqual([]);
});

test("of a flight that leaves the State a carrier whose lists of such are not wanted owes its bookings alone", async () => {
  const carrier = newId(start);
  await read(
    `insert into carriers.carrier (carrier_id, code, name, sender_ids, flies_as, created_at)
     values ($1, 'X8', 'A carrier', '{X8}', '{X8}', $2)`,
    [carrier, start],
  );
  await read(
    `insert into carriers.agreement (agreement_id, carrier_id, content, reason, state, proposed_by, proposed_at, decided_by,
       decided_at) values ($1, $2, '{"unwanted": ["exit"]}', 'first', 'in-force', 'a', $3, 'b', $3)`,
    [newId(start), carrier, start],
  );
  const leaving = { from: "GYD", to: "IST", departs: "09:30", arrives: "11:25" };
  await scheduled("X8", "81", leaving);
  await scheduled("X8", "82");
  await scheduled("X9", "83", leaving);
  await expectFlights(services());
  const owed = await read(
    `select f.number, string_agg(distinct p.kind, ' ' order by p.kind) as kinds
     from records.flight f join records.expected_push p using (flight_date, flight_id)
     where f.number in ('81', '82', '83') group by 1 order by 1`,
  );
  expect(owed).toEqual([
    { number: "81", kinds: "pnr" },
    { number: "82", kinds: "api crew pnr" },
    { number: "83", kinds: "api crew pnr" },
  ]);
});

test("what was expected before lists were not wanted is judged by what is agreed when it is due", async () => {
  const carrier = newId(start);
  await read(
    `insert into carriers.carrier (carrier_id, code, name, sender_ids, flies_as, created_at)
     values ($1, 'Y8', 'A carrier', '{Y8}', '{Y8}', $2)`,
    [carrier, start],
  );
  const agree = async (content: string, at: string) => {
    await read("update carriers.agreement set state = 'superseded' where carrier_id = $1", [carrier]);
    await read(
      `insert into carriers.agreement (agreement_id, carrier_id, content, reason, state, proposed_by, proposed_at,
         decided_by, decided_at) values ($1, $2, $3, 'as wished', 'in-force', 'a', $4, 'b', $4)`,
      [newId(new Date(at)), carrier, content, at],
    );
  };
  // Leaves at 05:30 UTC: the crew list is due at 04:30, the passenger list at 05:30.
  const leaving = { from: "GYD", to: "IST", departs: "09:30", arrives: "11:25" };
  await scheduled("Y8", "91", leaving);
  await scheduled("Y8", "92");
  await expectFlights(services());
  const kinds = async (number: string) =>
    (await outcomes(number)).map(({ kind, outcome }) =>
      typeof outcome === "string" ? `${String(kind)} ${outcome}` : kind,
    );
  expect(await kinds("91")).toEqual(["pnr", "pnr", "api", "crew"]);

  await agree(`{"unwanted": ["exit"]}`, "2026-11-20T09:00:00Z");
  clock.set(new Date("2026-11-20T09:05:00Z"));
  await expectFlights(services());
  expect(await kinds("91")).toEqual(["pnr", "pnr"]);
  expect(await kinds("92")).toEqual(["pnr", "pnr", "api", "crew"]);

  await agree("{}", "2026-11-20T10:00:00Z");
  clock.set(new Date("2026-11-20T10:05:00Z"));
  await expectFlights(services());
  expect(await kinds("91")).toEqual(["pnr", "pnr", "api", "crew"]);

  // Between the two dues, and before the unit brings the records up to it: the crew list was owed, the passengers' is not.
  await agree(`{"unwanted": ["exit"]}`, "2026-11-22T05:00:00Z");
  clock.set(new Date("2026-11-22T05:28:00Z"));
  await watchPushes(services());
  clock.set(new Date("2026-11-22T07:00:00Z"));
  await read("update records.at_work set seen_at = '2026-11-22T06:59:00Z'");
  await watchPushes(services());
  expect(await kinds("91")).toEqual(expect.arrayContaining(["api not-due", "crew missing", "pnr missing"]));
});
