// Entries of different lists that are one person: found, decided by a person, and then one alert.
import { afterAll, beforeAll, expect, test } from "vitest";
import { manualClock, migrateJobs, openDatabase, systemActor, type Database } from "#platform";
import { openScreening, type Screening } from "#screening";
import type { ListEntry } from "#watchlists";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { aList, anEntry, decideOnLink, linksOfEntry } from "../watchlists/fixtures.ts";
import { flightsShowing } from "./alert-store.ts";
import { anArrival } from "./fixtures.ts";
import { findLinks } from "./linking.ts";
import { rescreenFlight } from "./rescreening.ts";

const clock = manualClock(new Date("2026-11-21T10:00:00Z"));
const system = systemActor("test");
const manager = { id: "person:manager", roles: ["watchlist-manager"], purpose: null };
let fresh: FreshDatabase;
let database: Database;
let screening: Screening;
let second: string;

const entry = (code: string, number: number, full: string, over: Partial<ListEntry> = {}) =>
  anEntry({ id: `${code}-${number}`, list: code, names: [{ full, type: "primary" }], ...over });
const born = (date: string) => ({ dobs: [{ date }] });
const passport = { type: "P", number: "C7654321", country: "AZE" };

beforeAll(async () => {
  fresh = await freshDatabase();
  await migrateJobs(fresh.url);
  database = openDatabase({ url: fresh.url, clock });
  const list = (code: string, entries: readonly ListEntry[]) =>
    database.transaction(system, (tx) => aList(tx, entries, code));
  await list("ONE", [
    entry("ONE", 1, "Toghrul Isgandarzade", born("1975-02-11")),
    entry("ONE", 2, "Rashad Aliyev", { ...born("1990-01-02"), documents: [passport] }),
    entry("ONE", 3, "Elchin Huseynov", born("1960-03-04")),
  ]);
  second = await list("TWO", [
    entry("TWO", 1, "Искандарзаде Тогрул", born("1975-02-11")),
    entry("TWO", 2, "Vugar Mammadov", { ...born("1955-10-12"), documents: [passport] }),
    // The same name, another birth date: no reason to think of one person.
    entry("TWO", 3, "Elchin Huseynov", born("1988-07-08")),
  ]);
  screening = openScreening({
    database,
    live: null,
    onProblem: (problem) => {
      throw problem;
    },
  });
  await screening.upToDate();
});
afterAll(async () => {
  await screening.close();
  await database.close();
  await fresh.drop();
});

const links = (entryId: string) =>
  database.transaction(manager, async (tx) =>
    (await linksOfEntry(tx, entryId)).map(({ link_id: id, first_entry, second_entry, state }) => ({
      id,
      pair: [first_entry, second_entry],
      state,
    })),
  );
const openAlerts = () =>
  database.transaction(system, (tx) =>
    tx.query<{ entry_ids: string[] }>(
      "select array(select unnest(entry_ids) order by 1) as entry_ids from cases.alert where state = 'open' order by 1",
    ),
  );

test("pairs by a document, or by a strong name and the whole birth date; each once, whatever is asked again", async () => {
  expect(await findLinks({ database, screening }, { listId: second, from: null })).toBe(2);
  expect(await links("TWO-1")).toMatchObject([{ pair: ["ONE-1", "TWO-1"], state: "proposed" }]);
  expect(await links("TWO-2")).toMatchObject([{ pair: ["ONE-2", "TWO-2"], state: "proposed" }]);
  expect(await links("TWO-3")).toEqual([]);
  expect(await findLinks({ database, screening }, { listId: second, from: null })).toBe(0);
});

test("two alerts on a traveller become one once a person has joined the entries, and new ones stay one", async () => {
  const traveller = { surname: "ISGANDARZADE", given: "TOGHRUL", birthDate: "1975-02-11" };
  const arrive = (number: string) => anArrival({ database, screening }, number, [traveller]);
  await arrive("801");
  expect(await openAlerts()).toEqual([{ entry_ids: ["ONE-1"] }, { entry_ids: ["TWO-1"] }]);

  const [link] = await links("TWO-1");
  const decide = (same: boolean) =>
    database.transaction(manager, (tx) =>
      decideOnLink(tx, link?.id ?? "", { same, reason: "One photograph on both lists." }),
    );
  expect(await decide(true)).toMatchObject({ state: "joined", decided_by: manager.id });
  expect(await decide(true)).toMatchObject({ refused: { code: "link-decided" } });
  const flights = await database.transaction(system, (tx) => flightsShowing(tx, ["ONE-1", "TWO-1"]));
  for (const flight of flights) await rescreenFlight({ database, screening }, flight);
  expect(await openAlerts()).toEqual([{ entry_ids: ["ONE-1", "TWO-1"] }]);
  await arrive("802");
  expect(await openAlerts()).toEqual([{ entry_ids: ["ONE-1", "TWO-1"] }, { entry_ids: ["ONE-1", "TWO-1"] }]);

  // Held apart again: what is open stays, what comes is told apart.
  expect(await decide(false)).toMatchObject({ state: "apart" });
  await arrive("803");
  expect(await openAlerts()).toHaveLength(4);
});
