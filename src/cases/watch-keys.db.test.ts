// Bookings against watched keys on the real database: who is raised, what stays, and that names do not undo it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  manualClock,
  migrateJobs,
  newId,
  openDatabase,
  systemActor,
  type Database,
  type Transaction,
} from "#platform";
import { openRunningRules } from "#criteria";
import { applyBookings, travellersOfFlight } from "#records";
import { openScreening } from "#screening";
import { euStrict } from "#vocabulary";
import type { ListEntry } from "#watchlists";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { aBookedTraveller, aBooking } from "../records/fixtures.ts";
import { aList, anEntry, aVersion } from "../watchlists/fixtures.ts";
import { byVersion } from "./fixtures.ts";
import { caseJobs } from "./jobs.ts";
import { raiseAlerts } from "./raising.ts";
import { replayAlert } from "./replay.ts";
import { askForKeys, watchFlightKeys, watchListKeys } from "./watch-keys.ts";

const clock = manualClock(new Date("2026-11-21T10:00:00Z"));
const system = systemActor("test");
const key = new Uint8Array(32).fill(7);
let fresh: FreshDatabase;
let database: Database;
let listId: string;
let version = 1;
let number = 700;

/** An entry that watches a telephone number and knows no name. */
const watched = (id: string, phone: string) =>
  ({
    ...anEntry({ id, names: [], dobs: [], nationalities: [], sex: null }),
    keys: [{ kind: "phone", value: phone }],
  }) as ListEntry;
const run = <Result>(work: (tx: Transaction) => Promise<Result>) => database.transaction(system, work);

beforeAll(async () => {
  fresh = await freshDatabase();
  await migrateJobs(fresh.url);
  database = openDatabase({ url: fresh.url, clock });
  listId = await run((tx) => aList(tx, []));
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const inForce = async (entries: readonly ListEntry[]) => {
  version = await run((tx) => aVersion(tx, listId, entries));
};
/** Two bookings of one flight: of a pair with this number, and of somebody with another. */
async function push(phone: string) {
  number += 1;
  const flight = {
    carrier: "J2",
    number: String(number),
    from: "IST",
    to: "GYD",
    departs: "2026-11-21T14:30",
    arrives: "2026-11-21T18:25",
  };
  const contacts = (value: string) => ({ phones: [value], emails: [], addresses: [] });
  const named = (given: string) => aBookedTraveller({ surname: "MAMMADOV", given });
  const bookings = [
    aBooking({
      flight,
      locator: `A${number}XY`,
      contacts: contacts(phone),
      travellers: [named("VUGAR"), named("NIGAR")],
    }),
    aBooking({
      flight,
      locator: `B${number}XY`,
      contacts: contacts("+994509999999"),
      travellers: [named("ELNUR")],
    }),
  ];
  return run(async (tx) => {
    const receiptId = newId(tx.at);
    const push = bookings[0]?.flight ?? null;
    const change = await applyBookings(tx, {
      receiptId,
      push,
      bookings,
      complete: true,
      full: false,
      state: "AZ",
    });
    if (change === null) throw new Error("no flight");
    return change.flight;
  });
}
const alertsOn = (flight: { id: string }) =>
  run((tx) =>
    tx.query<{ given: string; state: string; entry_id: string; still_matches: boolean; feature: string }>(
      `select traveller ->> 'given' as given, state, entry_id, still_matches,
         evidence -> 'why' -> 0 ->> 'feature' as feature
       from cases.alert where flight_id = $1 order by 1`,
      [flight.id],
    ),
  );

describe("a watched telephone number", () => {
  test("raises an alert for everyone in the booking that gives it, and for nobody else", async () => {
    await inForce([watched("TEST-1", "+994501112233")]);
    const flight = await push("00994 50 111 22 33");
    expect((await watchFlightKeys({ database, key }, flight))?.raised).toHaveLength(2);
    expect(await alertsOn(flight)).toMatchObject([
      { given: "NIGAR", entry_id: "TEST-1", state: "open", feature: "phone" },
      { given: "VUGAR", entry_id: "TEST-1", state: "open", feature: "phone" },
    ]);
    expect(await watchFlightKeys({ database, key }, flight)).toMatchObject({ raised: [], changed: [] });
    // Without the installation's key, by which cards are hashed: another machine need not have it.
    const [alert] = await run((tx) =>
      tx.query<{ alert_id: string }>("select alert_id from cases.alert where flight_id = $1", [flight.id]),
    );
    const again = () => replayAlert(database, system, alert?.alert_id ?? "", false);
    expect(await again()).toMatchObject([
      { outcome: "same", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    const change = (statement: string) => run((tx) => tx.query(statement, [alert?.alert_id]));
    await change(`update cases.alert set evidence = jsonb_set(evidence, '{bits}', '99') where alert_id = $1`);
    expect(await again()).toMatchObject([{ outcome: "differs" }]);
    await change("update cases.alert set evidence = evidence - 'booked' where alert_id = $1");
    expect(await again()).toMatchObject([{ outcome: "not-kept" }]);
  });

  test("is not undone by screening the same persons by name; is marked when the entry watches it no more", async () => {
    await inForce([watched("TEST-2", "+994501112244")]);
    const flight = await push("+994501112244");
    await watchFlightKeys({ database, key }, flight);
    await run(async (tx) => {
      const persons = (await travellersOfFlight(tx, flight)).map((one) => ({ ...one, matches: [] }));
      await raiseAlerts(tx, { flight, receiptId: null, persons, by: byVersion(version) });
    });
    expect((await alertsOn(flight)).map((alert) => alert.still_matches)).toEqual([true, true]);
    await inForce([watched("TEST-2", "+994501110000")]);
    await watchFlightKeys({ database, key }, flight);
    expect((await alertsOn(flight)).map((alert) => alert.still_matches)).toEqual([false, false]);
  });

  test("that comes onto a list later is found in bookings of flights still to come", async () => {
    const flight = await push("+994501112255");
    await inForce([watched("TEST-3", "+994501112255")]);
    const none = { database, key, profile: { ...euStrict, recentPast: { hours: 0 } } };
    clock.advance(9 * 3_600_000);
    expect(await watchListKeys(none)).toBe(0);
    expect(await watchListKeys({ ...none, profile: euStrict })).toBeGreaterThan(0);
    expect(await alertsOn(flight)).toHaveLength(2);
    clock.advance(-9 * 3_600_000);
  });

  test("is asked for by the change of its list itself: bookings that are here already are alerted", async () => {
    const flight = await push("+994501112266");
    const from = version;
    await inForce([watched("TEST-4", "+994501112266")]);
    const screening = openScreening({
      database,
      live: null,
      onProblem: (problem) => {
        throw problem;
      },
    });
    const job = caseJobs.find(({ name }) => name === "rescreen-list");
    const services = { database, clock, screening, profile: euStrict, rules: openRunningRules(), key };
    await job?.run({ listId, from }, services);
    await screening.close();
    expect(await alertsOn(flight)).toMatchObject([
      { entry_id: "TEST-4", state: "open" },
      { entry_id: "TEST-4", state: "open" },
    ]);
  });

  test("asks for the comparison in the transaction of the push", async () => {
    const asked: unknown[] = [];
    await run((tx) => {
      const write: typeof tx.write = (statement, values) => void asked.push([statement, values]);
      return askForKeys({ ...tx, write }, { date: "2026-11-21", id: newId(tx.at) });
    });
    expect(JSON.stringify(asked)).toContain("watch-keys");
  });
});
