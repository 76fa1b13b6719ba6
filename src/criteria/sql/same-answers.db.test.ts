// The closures of live traffic and the SQL over history give the same answers; the view tells what messages said, and no more.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { manualClock, newId, openDatabase, systemActor, type Database, type Transaction } from "#platform";
import { applyBookings, applyPassengerList } from "#records";
import type { Booking, ListedTraveller } from "#messages";
import { freshDatabase, type FreshDatabase } from "../../../test/harness/database.ts";
import { aBookedTraveller, aBooking, aListedTraveller, aPassengerList } from "../../records/fixtures.ts";
import { collections, compile, factsFrom, fields, parse, toSql, type Rule } from "../api.ts";
import { aRecord, aRule } from "../fixtures.ts";
import { goodRules } from "../language/good-rules.fixtures.ts";
import { factsOfFlight, fillPlaces, matchesOf } from "./facts-store.ts";

let fresh: FreshDatabase;
let db: Database;
const clock = manualClock(new Date("2026-11-21T08:00:00Z"));

beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase({ url: fresh.url, clock, connections: 4 });
  await work(async (tx) => fillPlaces(tx));
});
afterAll(async () => {
  await db.close();
  await fresh.drop();
});

const work = <Result>(of: (tx: Transaction) => Promise<Result>) => db.transaction(systemActor("test"), of);
const everything = [...fields, ...collections].map(({ name }) => name);

function ruleOf(text: string): Rule {
  const parsed = parse(text);
  if ("fault" in parsed) throw new Error(`${parsed.fault.text} in ${text}`);
  return parsed.rule;
}

/** A row of the view's type made of JSON: what the closures are given too. */
async function answered(tx: Transaction, rule: Rule, record: object) {
  const { text, values, points } = toSql(rule, 2);
  const [row] = await tx.query<{ answer: boolean | null; points: number }>(
    `select ${text} as answer, ${points}::float8 as points from jsonb_populate_record(null::criteria.subject, $1::jsonb) as s`,
    [JSON.stringify(record), ...values],
  );
  return { answer: row?.answer ?? null, points: row?.points };
}
const closureOf = (rule: Rule, record: Record<string, unknown>) => {
  const facts = factsFrom(record);
  return { answer: [false, null, true][compile(rule).ask(facts)], points: compile(rule).points(facts) };
};

test("2,000 rules on 2,000 rows: true, false, not known and the points are the same in both", async () => {
  const seen = { true: 0, false: 0, null: 0 };
  await fc.assert(
    fc.asyncProperty(aRule, aRecord, async (rule, record) => {
      const { answer, points } = closureOf(rule, record);
      expect(await work((tx) => answered(tx, rule, record))).toEqual({ answer, points });
      seen[`${answer ?? null}`] += 1;
    }),
    { numRuns: 2000 },
  );
  // A proof by answers that are all alike would be none.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50);
});

test("the last day of a window counts and a part of a day after it does not, in both", async () => {
  const rule = ruleOf(goodRules[0] ?? "");
  const within = (days: number): Rule => ({
    ...rule,
    when: { is: "count", of: "event", where: null, within: null, window: days, op: "=", number: 2 },
  });
  const event = [6, 12.5].map((days_before) => ({ action: "XX", days_before }));
  for (const [days, answer] of [
    [7, false],
    [8, true],
  ] as const) {
    const alone = { ...within(days), outcome: "protect" as const, adds: [], lowers: [], matchAt: 1 };
    expect(closureOf(alone, { event }).answer).toBe(answer);
    expect((await work((tx) => answered(tx, alone, { event }))).answer).toBe(answer);
  }
});

let number = 200;
async function flightWith(
  bookings: readonly Partial<Booking>[],
  listed: readonly Partial<ListedTraveller>[] = [],
  day = "2026-11-21",
) {
  number += 1;
  const leg = { from: "IST", to: "GYD", departs: `${day}T14:30`, arrives: `${day}T18:25` };
  const flight = { carrier: "J2", number: String(number), ...leg };
  return work(async (tx) => {
    const made = [];
    if (bookings.length > 0) {
      const whole = bookings.map((one, at) => aBooking({ locator: `LOC${number}${at}`, ...one, flight }));
      made.push(
        await applyBookings(tx, {
          receiptId: newId(tx.at),
          push: flight,
          bookings: whole,
          complete: false,
          full: false,
          state: "AZ",
        }),
      );
    }
    if (listed.length > 0) {
      const list = aPassengerList(listed.map(aListedTraveller), {
        flights: [
          { carrier: "J2", number: String(number), suffix: null, legs: [{ ...leg, border: true as const }] },
        ],
      });
      made.push(await applyPassengerList(tx, { receiptId: newId(tx.at), list, state: "AZ", sentOn: day }));
    }
    const ref = made[0]?.flight;
    if (ref === undefined) throw new Error("no flight was made");
    return ref;
  });
}
const rowsOf = (flight: { date: string; id: string }) =>
  work((tx) =>
    tx.query<Record<string, unknown>>(
      "select * from criteria.subject where flight_date = $1 and flight_id = $2 order by traveller_age",
      [flight.date, flight.id],
    ),
  );

describe("the view", () => {
  test("has a column for every field and collection of the catalogue, and none besides", async () => {
    const flight = await flightWith([{}]);
    const [row = {}] = await rowsOf(flight);
    const column = (name: string) => name.replaceAll(/[.-]/g, "_");
    expect(Object.keys(row).toSorted()).toEqual(
      [...everything.map(column), "flight_id", "person_id"].toSorted(),
    );
  });

  test("tells of a booked and listed traveller what both said", async () => {
    const flight = await flightWith(
      [
        {
          locator: "ABC123",
          createdAt: "2026-11-20T11:30",
          agency: { name: "X", iata: "12345675", city: "IST", country: "TR" },
          travellers: [
            aBookedTraveller({
              ref: "1",
              tickets: [{ number: "7712345678901", amount: "120.50", currency: "EUR" }],
            }),
            aBookedTraveller({
              ref: "2",
              surname: "MUSTERI",
              given: "LALA",
              type: "child",
              birthDate: "2017-11-22",
            }),
          ],
          segments: [
            {
              carrier: "J2",
              number: "1",
              from: "FRA",
              to: "IST",
              departs: "2026-11-20T10:00",
              arrives: null,
              status: "HK",
              operating: null,
              class: "Y",
            },
            {
              carrier: "J2",
              number: "2",
              from: "GYD",
              to: "FRA",
              departs: "2026-12-01T10:00",
              arrives: null,
              status: "HK",
              operating: null,
              class: "Y",
            },
          ],
          contacts: { phones: ["+994 50 123 45 67"], emails: [], addresses: [] },
          payments: [
            {
              form: "CC",
              amount: "241.00",
              currency: "EUR",
              card: { vendor: "VI", masked: "411111XXXXXX1111", expires: null, holder: "QONAQ TEST" },
            },
          ],
          history: [{ at: "2026-11-20T12:00", action: "XX" }],
        },
        {
          locator: "DEF456",
          contacts: { phones: ["994501234567"], emails: [], addresses: [] },
          travellers: [aBookedTraveller({ surname: "BASQA", given: "VEFA" })],
        },
      ],
      [
        {
          locator: "ABC123",
          nationality: "AZE",
          residence: "TUR",
          bags: { count: 0, tags: [], weightKg: null },
        },
      ],
    );
    const [child, adult] = await rowsOf(flight);
    expect(child).toMatchObject({ traveller_age: 8, traveller_type: "child", record_listed: false });
    expect(adult).toMatchObject({
      flight_route: "IST-GYD",
      flight_origin_country: "TUR",
      flight_direction: "inbound",
      flight_weekday: 6,
      flight_departure_hour: 14,
      traveller_age: 46,
      traveller_type: "adult",
      traveller_nationality: "AZE",
      traveller_residence: "TUR",
      record_listed: true,
      record_booked: true,
      record_birth_date_differs: null,
      booking_lead_hours: 24,
      booking_party_size: 2,
      booking_shared_contact: 1,
      booking_shared_card: 0,
      agency_iata: "12345675",
      agency_country: "TUR",
      itinerary_start: "FRA",
      itinerary_end_country: "DEU",
      itinerary_returns: true,
      itinerary_stay_days: 10,
      baggage_pieces: 0,
      document: [{ type: "P", issuer: "AZE", expires: "2031-01-01", issued: null }],
      payment: [{ form: "CC", amount: 241, third_party: true, card_vendor: "VI" }],
      ticket: [{ airline: "771", amount: 120.5, currency: "EUR" }],
      event: [{ action: "XX", days_before: 1 }],
      companion: [{ age: 8, type: "child", same_surname: true }],
      trip: [],
    });
    expect(adult).toMatchObject({
      segment: [{ from_country: "DEU" }, { from_country: "AZE", days_after: 10 }],
    });
  });

  test("tells nothing of the papers of refugees and stateless persons (HR-NR-2)", async () => {
    const flight = await flightWith(
      [],
      [
        {
          nationality: "XXB",
          documents: [{ type: "P", number: "R123456", issuer: "XXB", expires: "2031-01-01" }],
        },
        {
          birthDate: "1970-01-01",
          documents: [{ type: "PR", number: "R123457", issuer: "DEU", expires: "2031-01-01" }],
        },
      ],
    );
    for (const row of await rowsOf(flight)) expect(row["document"]).toBeNull();
    expect((await rowsOf(flight))[0]?.["traveller_nationality"]).toBeNull();
  });

  test("counts earlier flights on the same document, six months back and no further", async () => {
    const documents = [{ type: "P", number: "T7654321", issuer: "AZE", expires: "2031-01-01" }];
    await flightWith([], [{ documents }], "2026-11-01");
    await flightWith([], [{ documents }], "2026-05-22");
    await flightWith([], [{ documents }], "2026-05-20");
    await flightWith([], [{ documents, birthDate: "1999-01-01" }], "2026-11-02");
    const [row] = await rowsOf(await flightWith([], [{ documents }]));
    expect(row?.["trip"]).toMatchObject([
      { days_before: 20, direction: "inbound", origin_country: "TUR" },
      { days_before: 183 },
    ]);
  });

  test("has no name, number, contact or remark in it (PNRD-6.2c, LED-20)", async () => {
    const flight = await flightWith(
      [
        {
          remarks: ["GHIZLI"],
          contacts: { phones: ["994509999999"], emails: ["gizli@example.test"], addresses: [] },
          travellers: [aBookedTraveller({ surname: "GHIZLI" })],
        },
      ],
      [
        {
          surname: "GHIZLI",
          placeOfBirth: "GHIZLI",
          documents: [{ type: "P", number: "G9988776", issuer: "AZE", expires: null }],
        },
      ],
    );
    const text = JSON.stringify(await rowsOf(flight));
    for (const secret of ["GHIZLI", "994509999999", "gizli", "G9988776"]) expect(text).not.toContain(secret);
  });

  test("shows nobody to one who has no purpose", async () => {
    const flight = await flightWith([{}]);
    const actor = { id: "somebody", roles: ["analyst"], purpose: null };
    expect(await db.transaction(actor, (tx) => factsOfFlight(tx, flight, everything))).toEqual([]);
  });

  test("an unreadable day, amount or seat is one that is not told", async () => {
    const flight = await flightWith(
      [{ createdAt: null, payments: [{ form: "CA", amount: "1,2,3", currency: null, card: null }] }],
      [
        {
          birthDate: "1980-02-31",
          seat: "??",
          documents: [{ type: "P", number: "C0000001", issuer: "QQ", expires: "2031-13" }],
        },
      ],
    );
    const rows = await rowsOf(flight);
    expect(rows.map((row) => row["traveller_age"])).toEqual([null, null]);
    expect(JSON.stringify(rows)).toContain('"expires":null');
  });
});

test("of ages known in part the fewest years count", async () => {
  const rows = await work((tx) =>
    tx.query<{ age: number | null }>(
      "select criteria.age(born, '2026-11-21') as age from unnest($1::text[]) with ordinality as b (born, place) order by place",
      [
        [
          "2008-11-21",
          "2008-11-22",
          "2008-11",
          "2008-10",
          "2008",
          "2007",
          "2026",
          "2026-11",
          "2027",
          "2026-12-01",
          "2008-02-30",
          "x",
          null,
        ],
      ],
    ),
  );
  expect(rows.map(({ age }) => age)).toEqual([18, 17, 17, 18, 17, 18, 0, 0, null, null, null, null, null]);
});

test("thirty lawful rules find in history whom they match live, with the same points", async () => {
  const traveller = fc.record({
    birthDate: fc.constantFrom(null, "1990-03-01", "2015-01-01", "1975"),
    nationality: fc.constantFrom(null, "AZE", "DEU"),
    type: fc.constantFrom(null, "adult", "child"),
  });
  const booking = fc.record({
    createdAt: fc.constantFrom(null, "2026-11-21T02:00", "2026-09-01T10:00"),
    travellers: fc
      .array(traveller, { minLength: 1, maxLength: 4 })
      .map((all) =>
        all.map((one, at) => aBookedTraveller({ ...one, ref: String(at + 1), surname: `S${at}` })),
      ),
    payments: fc.array(
      fc.constantFrom("CA", "CC", "MS").map((form) => ({
        form,
        amount: "10",
        currency: "EUR",
        card: { vendor: "VI", masked: "411111XXXXXX1111", expires: null, holder: null },
      })),
      { maxLength: 2 },
    ),
    contacts: fc.constantFrom(
      { phones: [], emails: [], addresses: [] },
      { phones: ["994501112233"], emails: ["a@example.test"], addresses: [] },
    ),
    agency: fc.constantFrom(null, { name: null, iata: "12345675", city: "IST", country: "TR" }),
  });
  const [seeds = []] = fc.sample(fc.array(booking, { minLength: 60, maxLength: 60 }), {
    seed: 7,
    numRuns: 1,
  });
  const flight = await flightWith(seeds, [{ birthDate: "1990-03-01" }]);
  const subjects = await work((tx) => factsOfFlight(tx, flight, everything));
  expect(subjects.length).toBeGreaterThan(100);
  let found = 0;
  for (const rule of goodRules.map(ruleOf)) {
    const compiled = compile(rule);
    const live = subjects
      .filter(({ facts }) => compiled.ask(facts) === 2)
      .map(({ personId, facts }) => [personId, compiled.points(facts)] as const);
    const rows = await work((tx) => matchesOf(tx, rule, { from: flight.date, until: flight.date }, 10_000));
    const history = rows
      .filter((row) => row.flight_id === flight.id)
      .map((row) => [row.person_id, row.points] as const);
    expect(new Map(history)).toEqual(new Map(live));
    found += live.length;
  }
  expect(found).toBeGreaterThan(50);
});
