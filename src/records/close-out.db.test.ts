// Close-outs in parts, corrected ones, and who travels again by them: nobody on board is left out of screening.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PassengerList } from "#messages";
import { manualClock, newId, openDatabase, systemActor, type Database } from "#platform";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { applyPassengerList, endCloseOut, type RecordsChange } from "./api.ts";
import { aListedTraveller, aPassengerList } from "./fixtures.ts";

let fresh: FreshDatabase;
let db: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase({
    url: fresh.url,
    clock: manualClock(new Date("2026-11-21T08:00:00Z")),
    connections: 2,
  });
});
afterAll(async () => {
  await db.close();
  await fresh.drop();
});

/** A flight of its own for each test, with BIR, IKI and the crew member KAPITAN on its lists. */
let number = 600;
async function aFlight() {
  number += 1;
  const leg = { from: "IST", to: "GYD", departs: "2026-11-21T14:30", arrives: "2026-11-21T18:25" };
  const flights = [
    { carrier: "J2", number: String(number), suffix: null, legs: [{ ...leg, border: true as const }] },
  ];
  const send = async (said: PassengerList, partial = false): Promise<RecordsChange> => {
    const change = await db.transaction(systemActor("test"), (tx) =>
      applyPassengerList(tx, { receiptId: newId(tx.at), list: said, state: "AZ", sentOn: null, partial }),
    );
    if (change === null) throw new Error("no flight");
    return change;
  };
  const named = (reference: string) =>
    aListedTraveller({
      surname: "",
      given: null,
      birthDate: null,
      locator: null,
      documents: [],
      travellerRef: reference,
    });
  const closeOut = (references: readonly string[], status = "CLOB", partial = false) =>
    send(aPassengerList(references.map(named), { flights, function: "flight-status", status }), partial);
  const { flight } = await send(
    aPassengerList(
      ["BIR", "IKI"].map((surname) =>
        aListedTraveller({
          surname,
          travellerRef: surname,
          locator: surname,
          documents: [{ type: "P", number: `C${surname}4567`, issuer: "AZE", expires: null }],
        }),
      ),
      { flights },
    ),
  );
  await send(
    aPassengerList(
      [
        aListedTraveller({
          role: "crew",
          surname: "KAPITAN",
          travellerRef: null,
          locator: null,
          documents: [],
        }),
      ],
      { flights, function: "crew-list" },
    ),
  );
  const end = (status: string, ...parts: readonly RecordsChange[]) =>
    db.transaction(systemActor("test"), async (tx) => {
      const named = new Set(parts.flatMap((part) => part.named));
      const ended = await endCloseOut(tx, { flight, receiptId: newId(tx.at), status, named });
      return ended.leaving;
    });
  const states = async () => {
    const rows = await db.transaction(systemActor("test"), (tx) =>
      tx.query<{ said: string }>(
        "select surname || ' ' || state as said from records.traveller where flight_id = $1 order by 1",
        [flight.id],
      ),
    );
    return rows.map(({ said }) => said);
  };
  return { closeOut, end, states };
}

test("a corrected close-out brings a traveller back on board, who is screened again", async () => {
  const { closeOut, states } = await aFlight();
  expect((await closeOut(["BIR"])).leaving).toMatchObject([{ reason: "not-boarded" }]);
  const corrected = await closeOut(["BIR", "IKI"]);
  expect(corrected.toScreen).toMatchObject([
    { surname: "IKI", given: "ANAR", birthDate: "1980-05-01", documents: [{ number: "CIKI4567" }] },
  ]);
  expect(await states()).toEqual(["BIR boarded", "IKI boarded", "KAPITAN expected"]);
});

test("of a close-out in parts, who is in no part is not on board only when all parts are there", async () => {
  const { closeOut, end, states } = await aFlight();
  expect((await closeOut(["BIR"], "CLOB", true)).leaving).toEqual([]);
  expect(await states()).toEqual(["BIR boarded", "IKI expected", "KAPITAN expected"]);
  expect(await end("CLOB")).toMatchObject([{ reason: "not-boarded" }]);
  expect(await states()).toEqual(["BIR boarded", "IKI not-boarded", "KAPITAN expected"]);
  expect(await end("CLOB")).toEqual([]);
});

test("the other way round where those are named who are not on board", async () => {
  const { closeOut, end, states } = await aFlight();
  const part = await closeOut(["BIR"], "CLNB", true);
  expect(part.leaving).toHaveLength(1);
  expect(await end("CLNB", part)).toEqual([]);
  expect(await states()).toEqual(["BIR not-boarded", "IKI boarded", "KAPITAN expected"]);
});

test("persons of one booking that are named by it alone, or by it and their surname", async () => {
  const leg = { from: "IST", to: "GYD", departs: "2026-11-21T14:30", arrives: "2026-11-21T18:25" };
  const reference = { birthDate: null, documents: [], travellerRef: null, locator: "ONE111" };
  const outcome = async (named: readonly { surname: string; given: string | null }[], status = "CLOB") => {
    number += 1;
    const flights = [
      { carrier: "J2", number: String(number), suffix: null, legs: [{ ...leg, border: true as const }] },
    ];
    const send = (said: PassengerList) =>
      db.transaction(systemActor("test"), (tx) =>
        applyPassengerList(tx, { receiptId: newId(tx.at), list: said, state: "AZ", sentOn: null }),
      );
    const listed = ["ANAR", "LALE", "NUR"].map((given) =>
      aListedTraveller({ ...reference, given, birthDate: "1980-05-01" }),
    );
    const other = aListedTraveller({ ...reference, surname: "QONAQ", locator: "TWO222" });
    const first = await send(aPassengerList([...listed, other], { flights }));
    const closing = await send(
      aPassengerList(
        named.map((each) => aListedTraveller({ ...reference, ...each })),
        { flights, function: "flight-status", status },
      ),
    );
    const rows = await db.transaction(systemActor("test"), (tx) =>
      tx.query<{ said: string }>(
        "select given || ' ' || state as said from records.traveller where flight_id = $1 and locator = 'ONE111' order by 1",
        [first?.flight.id],
      ),
    );
    return { states: rows.map(({ said }) => said), leaving: closing?.leaving.length };
  };
  const nameless = { surname: "", given: null };
  const surname = { surname: "MUSTERI", given: null };
  const all = { states: ["ANAR boarded", "LALE boarded", "NUR boarded"], leaving: 1 };
  expect(await outcome([nameless, nameless, nameless])).toEqual(all);
  expect(await outcome([surname, surname, surname])).toEqual(all);
  // Two of three: nobody can tell which, so that nobody is taken off.
  const unsure = { states: ["ANAR expected", "LALE expected", "NUR expected"], leaving: 1 };
  expect(await outcome([nameless, nameless])).toEqual(unsure);
  expect((await outcome([nameless, nameless], "CLNB")).leaving).toBe(0);
});

test("who was taken for absent, and whom a later close-out may mean, travels again", async () => {
  const { closeOut, states } = await aFlight();
  // IKI was named as absent by mistake: the corrected close-out names BIR alone.
  await closeOut(["IKI"], "CLNB");
  expect(await states()).toEqual(["BIR boarded", "IKI not-boarded", "KAPITAN expected"]);
  const corrected = await closeOut([], "CLNB");
  expect(corrected.toScreen).toMatchObject([{ surname: "IKI" }]);
  expect(await states()).toEqual(["BIR boarded", "IKI boarded", "KAPITAN expected"]);
});

const route = { from: "IST", to: "GYD", departs: "2026-11-21T14:30", arrives: "2026-11-21T18:25" };
const byBooking = {
  birthDate: null,
  documents: [],
  travellerRef: null,
  locator: "ONE111",
  surname: "",
  given: null,
};

/** A flight with ANAR, LALE and NUR under one booking, and what later messages make of them. */
async function aBookingOfThree() {
  number += 1;
  const flights = [
    { carrier: "J2", number: String(number), suffix: null, legs: [{ ...route, border: true as const }] },
  ];
  const send = async (
    named: readonly Partial<Parameters<typeof aListedTraveller>[0] & object>[],
    over: Partial<PassengerList> = {},
    partial = false,
  ) => {
    const list = aPassengerList(
      named.map((each) => aListedTraveller({ ...byBooking, ...each })),
      { flights, ...over },
    );
    const change = await db.transaction(systemActor("test"), (tx) =>
      applyPassengerList(tx, { receiptId: newId(tx.at), list, state: "AZ", sentOn: null, partial }),
    );
    if (change === null) throw new Error("no flight");
    return change;
  };
  const { flight } = await send(
    ["ANAR", "LALE", "NUR"].map((given) => ({ surname: "MUSTERI", given, birthDate: "1980-05-01" })),
  );
  const states = async () => {
    const rows = await db.transaction(systemActor("test"), (tx) =>
      tx.query<{ said: string }>(
        "select coalesce(given, locator) || ' ' || state as said from records.traveller where flight_id = $1 order by 1",
        [flight.id],
      ),
    );
    return rows.map(({ said }) => said);
  };
  return { send, states, flight };
}
const closing = { function: "flight-status", status: "CLOB" } as const;

test("of a booking with one traveller taken back, two named by it alone are the two that are left", async () => {
  const { send, states } = await aBookingOfThree();
  await send([{ surname: "MUSTERI", given: "NUR", birthDate: "1980-05-01" }], { status: "XR" });
  await send([{}, {}], closing);
  expect(await states()).toEqual(["ANAR boarded", "LALE boarded", "NUR withdrawn"]);
});

test("three named where two are left: the one taken back is on board after all", async () => {
  const { send, states } = await aBookingOfThree();
  await send([{ surname: "MUSTERI", given: "NUR", birthDate: "1980-05-01" }], { status: "XR" });
  const { toScreen } = await send([{}, {}, {}], closing);
  expect(await states()).toEqual(["ANAR boarded", "LALE boarded", "NUR boarded"]);
  expect(toScreen).toMatchObject([{ given: "NUR" }]);
});

test("who was not on board by an earlier close-out and may be meant by a later one is expected again", async () => {
  const { send, states } = await aBookingOfThree();
  await send([{ surname: "MUSTERI", given: "ANAR", birthDate: "1980-05-01" }], closing);
  expect(await states()).toEqual(["ANAR boarded", "LALE not-boarded", "NUR not-boarded"]);
  const { toScreen, unsure } = await send([{}, {}], closing);
  expect(await states()).toEqual(["ANAR boarded", "LALE expected", "NUR expected"]);
  expect(toScreen.map(({ given }) => given ?? "").toSorted((a, b) => a.localeCompare(b))).toEqual([
    "LALE",
    "NUR",
  ]);
  expect(unsure).toBe(2);
});

test("of a close-out in parts, whom a part may mean is not taken for absent at the end", async () => {
  const { send, states, flight } = await aBookingOfThree();
  const parts = [await send([{}], closing, true), await send([{}, {}], closing, true)];
  const named = new Set(parts.flatMap((part) => part.named));
  await db.transaction(systemActor("test"), (tx) =>
    endCloseOut(tx, { flight, receiptId: newId(tx.at), status: "CLOB", named }),
  );
  expect(await states()).toEqual(["ANAR expected", "LALE expected", "NUR expected"]);
});

test("a cancellation that does not say which of a booking is meant takes nobody off", async () => {
  const { send, states } = await aBookingOfThree();
  const change = await send([{}], { status: "RP" });
  expect(await states()).toEqual(["ANAR expected", "LALE expected", "NUR expected"]);
  expect([change.unsure, change.leaving.length]).toEqual([1, 0]);
  // It was not taken as new either.
  expect(change.listed.map(({ known }) => known)).toEqual([true]);
});

test("who is on board by a booking that no list named is kept, without a name", async () => {
  const { send, states } = await aBookingOfThree();
  await send([{}, {}, {}, { locator: "TWO222" }], closing);
  expect(await states()).toEqual(["ANAR boarded", "LALE boarded", "NUR boarded", "TWO222 boarded"]);
});

test("a close-out that comes again changes nothing, and one traveller too few takes nobody off who had been taken back", async () => {
  const { send, states } = await aBookingOfThree();
  await send([{ surname: "MUSTERI", given: "NUR", birthDate: "1980-05-01" }], { status: "XR" });
  const absent = { function: "flight-status", status: "CLNB" } as const;
  await send([{}, {}], absent);
  expect(await states()).toEqual(["ANAR not-boarded", "LALE not-boarded", "NUR withdrawn"]);
  await send([{}, {}], absent);
  expect(await states()).toEqual(["ANAR not-boarded", "LALE not-boarded", "NUR withdrawn"]);
  const other = await aBookingOfThree();
  await other.send([{ surname: "MUSTERI", given: "NUR", birthDate: "1980-05-01" }], { status: "XR" });
  await other.send([{}], closing);
  expect(await other.states()).toEqual(["ANAR expected", "LALE expected", "NUR withdrawn"]);
});

const bare = { locator: null, birthDate: null, documents: [], travellerRef: null };

test("persons named by nothing but their name are those of the list", async () => {
  const { send, states } = await aBookingOfThree();
  await send(
    [
      { ...bare, surname: "MUSTERI", given: "ANAR" },
      { ...bare, surname: "MUSTERI", given: "LALE" },
    ],
    closing,
  );
  expect(await states()).toEqual(["ANAR boarded", "LALE boarded", "NUR not-boarded"]);
  const other = await aBookingOfThree();
  // By the surname alone, one of three: nobody can tell which.
  const { unsure } = await other.send([{ ...bare, surname: "MUSTERI" }], closing);
  expect([unsure, await other.states()]).toEqual([1, ["ANAR expected", "LALE expected", "NUR expected"]]);
});

test("persons who are alike in all are as many however often they are sent", async () => {
  const { send, states } = await aBookingOfThree();
  const twins = [1, 2].map(() => ({ ...bare, surname: "EKIZ", given: "EKIZ", birthDate: "2000-01-01" }));
  const whole = [
    ...["ANAR", "LALE", "NUR"].map((given) => ({ surname: "MUSTERI", given, birthDate: "1980-05-01" })),
    ...twins,
  ];
  await send(whole);
  await send(whole);
  const { toScreen } = await send([...whole, { ...bare, surname: "TEK", given: "TEK" }]);
  expect(toScreen.map(({ surname }) => surname)).toEqual(["TEK"]);
  const again = await send([...whole, { ...bare, surname: "TEK", given: "TEK" }]);
  expect(again.toScreen).toEqual([]);
  expect(await states()).toEqual([
    "ANAR expected",
    "EKIZ expected",
    "EKIZ expected",
    "LALE expected",
    "NUR expected",
    "TEK expected",
  ]);
  await send([...twins, { ...bare, surname: "TEK", given: "TEK" }], closing);
  expect((await states()).filter((state) => state.endsWith(" boarded"))).toEqual([
    "EKIZ boarded",
    "EKIZ boarded",
    "TEK boarded",
  ]);
});
