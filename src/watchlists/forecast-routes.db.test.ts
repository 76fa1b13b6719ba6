// Forecasts, pairs of entries and thresholds over HTTP: who sees how much, and who decides.
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrateJobs, newId, systemActor } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import type { EntryDetail, ForecastAnswer, ThresholdTable, WatchlistDetail } from "./contract.ts";
import { aFile, aList, anEntry, prepareVersion, readTestList, testKey } from "./fixtures.ts";
import { addExpected, forecastOf } from "./forecast-store.ts";
import { addLinks } from "./link-store.ts";
import { watchlistRoutes } from "./routes.ts";
import { thresholdRoutes } from "./threshold-routes.ts";
import { noteTrial } from "./threshold-store.ts";

const system = systemActor("test");
let desk: Desk;
let listId: string;
let other: string;

beforeAll(async () => {
  desk = await aDesk();
  await migrateJobs(desk.url);
  const sources = { folder: null, timeoutMs: 1000, bytesMax: 1_000_000 };
  const services = { database: desk.database, sources, readList: readTestList, key: testKey };
  watchlistRoutes(desk.server, services);
  thresholdRoutes(desk.server, { ...services, shippedThreshold: 0.35 });
  listId = await desk.database.transaction(system, (tx) => aList(tx, [anEntry({ id: "TEST-1" })]));
  other = await desk.database.transaction(system, (tx) =>
    aList(tx, [anEntry({ id: "MORE-1", list: "MORE" })], "MORE"),
  );
});
afterAll(() => desk.close());

type Person = Awaited<ReturnType<Desk["signIn"]>>;
async function ask<Answer>(who: Person, method: "GET" | "POST", url: string, body?: object) {
  const answer = await desk.server.inject({
    method,
    url,
    headers: who.headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<Answer>() };
}

test("a forecast gives numbers to the desk of lists, and ways to persons only to who may open them", async () => {
  const version = await desk.database.transaction(system, async (tx) => {
    const bytes = aFile([anEntry({ id: "TEST-1" }), anEntry({ id: "TEST-2" })]);
    const reading = readTestList("un-xml", "TEST", bytes);
    const input = { listId, bytes, key: testKey, reading, preparedBy: "test:preparer" };
    const done = await prepareVersion(tx, { ...input, removalsAccepted: false });
    if (!("prepared" in done)) throw new Error("not prepared");
    const row = await forecastOf(tx, { listId, version: done.prepared.version });
    const flight = {
      date: "2026-11-21",
      id: newId(tx.at),
      designator: "J2101",
      origin: "IST",
      destination: "GYD",
      dueAt: tx.at,
    };
    const common = { flight, entryId: "TEST-2", category: "wanted", band: "strong", strength: 0.97 };
    await addExpected(tx, row?.forecast_id ?? "", [
      { ...common, coming: true, personId: newId(tx.at) },
      { ...common, coming: true, personId: newId(tx.at), band: "possible", strength: 0.6 },
    ]);
    return done.prepared.version;
  });
  const url = `/api/watchlists/${listId}/versions/${version}/forecast`;
  const [manager, supervisor, officer] = await Promise.all([
    desk.signIn(["watchlist-manager"]),
    desk.signIn(["supervisor"]),
    desk.signIn(["watch-officer"]),
  ]);
  const { body } = await ask<ForecastAnswer>(manager, "GET", url);
  expect(body.forecast).toMatchObject({
    state: "waiting",
    coming: { alerts: 2, strong: 1, byCategory: [{ category: "wanted", alerts: 2 }] },
    past: { alerts: 0 },
    byFlight: [{ designator: "J2101", alerts: 2, persons: [] }],
  });
  const seen = await ask<ForecastAnswer>(supervisor, "GET", url);
  expect(seen.body.forecast?.byFlight[0]?.persons).toHaveLength(2);
  expect(JSON.stringify(seen.body)).not.toContain("surname");
  expect((await ask(officer, "GET", url)).status).toBe(403);
  expect((await ask(manager, "POST", url)).status).toBe(202);
  expect((await ask(manager, "POST", `/api/watchlists/${listId}/versions/1/forecast`)).body).toMatchObject({
    code: "nothing-to-forecast",
  });
});

test("a pair of entries stands on both pages and is decided by the desk of lists", async () => {
  const id = await desk.database.transaction(system, async (tx) => {
    const link = {
      id: newId(tx.at),
      first: { listId: other, entryId: "MORE-1" },
      second: { listId, entryId: "TEST-1" },
      evidence: [{ feature: "surname", relation: "equal", left: "MORE", right: "TEST", bits: 9 }],
      strength: 0.98,
    };
    await addLinks(tx, [link]);
    return link.id;
  });
  const [manager, supervisor] = await Promise.all([
    desk.signIn(["watchlist-manager"]),
    desk.signIn(["supervisor"]),
  ]);
  const list = await ask<WatchlistDetail>(manager, "GET", `/api/watchlists/${listId}`);
  expect(list.body.linksToDecide).toEqual(["TEST-1"]);
  const page = `/api/watchlists/${listId}/entries/TEST-1`;
  const { body } = await ask<EntryDetail>(supervisor, "GET", page);
  expect(body.links).toMatchObject([
    {
      state: "proposed",
      other: { entryId: "MORE-1", name: "Rashad Aliyev" },
      evidence: [{ here: "TEST", there: "MORE" }],
    },
  ]);
  const decision = { same: true, reason: "One photograph." };
  expect((await ask(supervisor, "POST", `${page}/links/${id}`, decision)).status).toBe(403);
  const decided = await ask<EntryDetail>(manager, "POST", `${page}/links/${id}`, decision);
  expect(decided.body.links).toMatchObject([{ state: "joined", decided: { reason: "One photograph." } }]);
  expect((await ask(manager, "POST", `${page}/links/${newId(new Date(0))}`, decision)).status).toBe(404);
});

test("thresholds are proposed by one, approved by another, and not before they were tried", async () => {
  const [manager, supervisor] = await Promise.all([
    desk.signIn(["watchlist-manager"]),
    desk.signIn(["supervisor"]),
  ]);
  const wanted = { alert: 0.4, byCategory: { wanted: 0.3 }, reason: "Too few alerts on wanted persons." };
  expect((await ask(supervisor, "POST", "/api/thresholds", wanted)).status).toBe(403);
  expect((await ask(manager, "POST", "/api/thresholds", { ...wanted, alert: 0 })).status).toBe(400);
  expect((await ask(manager, "POST", "/api/thresholds", wanted)).status).toBe(201);
  expect((await ask(manager, "POST", "/api/thresholds", wanted)).body).toMatchObject({
    code: "thresholds-wait",
  });
  const decision = { approve: true, reason: "The trial shows it." };
  const decide = (who: Person) => ask(who, "POST", "/api/thresholds/1/decision", decision);
  expect((await decide(manager)).status).toBe(403);
  expect((await decide(supervisor)).body).toMatchObject({ code: "thresholds-untried" });
  await desk.database.transaction(system, (tx) => noteTrial(tx, 1, { state: "done" }));
  expect((await decide(supervisor)).status).toBe(200);
  const { body } = await ask<ThresholdTable>(supervisor, "GET", "/api/thresholds");
  expect(body).toMatchObject({
    shipped: 0.35,
    active: { version: 1, byCategory: { wanted: 0.3 }, decided: { reason: "The trial shows it." } },
    waiting: null,
    categories: ["wanted"],
  });
});
