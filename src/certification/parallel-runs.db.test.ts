// A carrier's parallel run: weeks that are counted, and the sign-off of a second person where they were good enough.
import { afterEach, beforeEach, expect, test } from "vitest";
import { commandLine } from "#access";
import { setPushPlan } from "#carriers";
import { openFreshCounts, type Sender } from "#intake";
import { isRefusal } from "#platform";
import { expectFlights } from "#records";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { intakeServices, registeredCarrier, sendText } from "../../test/harness/intake.ts";
import { scheduledFlight, watchAt } from "../../test/harness/scheduled-flight.ts";
import { passengerList } from "../intake/fixtures.ts";
import type { ParallelRuns } from "./parallel-run-contract.ts";
import { parallelRunRoutes } from "./parallel-run-routes.ts";
import { passes } from "./parallel-runs.ts";

let desk: Desk;
let carrier: Sender;

/** J2601 of 21 November owes its passenger list by departure (11:30 UTC). */
beforeEach(async () => {
  desk = await aDesk({ at: new Date("2026-11-09T12:00:00Z") });
  parallelRunRoutes(desk.server, desk);
  carrier = await registeredCarrier(desk);
  await scheduledFlight(desk);
  const owed = await setPushPlan(desk, commandLine, {
    code: "J2",
    pushes: [{ kind: "api", opens: -2_880, due: 0 }],
  });
  if (isRefusal(owed)) throw new Error(owed.refused.detail);
});
afterEach(() => desk.close());

type Asked = { readonly status: number; readonly body: ParallelRuns & { readonly code?: string } };

async function ask(
  method: "GET" | "POST",
  url: string,
  payload?: object,
  as?: Record<string, string>,
): Promise<Asked> {
  const headers = as ?? (await desk.signIn(["carrier-desk"])).headers;
  const answer = await desk.server.inject({
    method,
    url,
    headers,
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json() };
}

const ofCarrier = () => `/api/carriers/${carrier.id}/parallel-runs`;
const begin = (weeks = 2) => ask("POST", ofCarrier(), { weeks });
const signed = async (id: string | undefined, as?: Record<string, string>) =>
  ask(
    "POST",
    `/api/parallel-runs/${id}/sign-off`,
    { remark: "The first host of this carrier." },
    as ?? (await desk.signIn(["supervisor"])).headers,
  );

/** The list comes at that instant, whole or without a document number. */
async function listComes(at: string, change: (text: string) => string = (text) => text): Promise<void> {
  desk.clock.set(new Date("2026-11-18T08:00:00Z"));
  await expectFlights({ ...desk, profile: euStrict });
  await watchAt(desk, "2026-11-21T09:00:00Z");
  desk.clock.set(new Date(at));
  await sendText(
    intakeServices(desk.database),
    carrier,
    change(passengerList({ number: 601, reference: "R601" })),
  );
  await openFreshCounts(desk)();
  await watchAt(desk, "2026-11-21T13:00:00Z");
}

test("it begins with the next day, is counted while it runs, and is not signed before it is over [transport.md §10 row 7 parallel run]", async () => {
  const begun = await begin();
  expect(begun).toMatchObject({
    status: 200,
    body: {
      needed: { complete: 0.98, inTime: 0.99 },
      runs: [
        {
          from: "2026-11-10",
          until: "2026-11-23",
          state: "running",
          messages: 0,
          complete: null,
          inTime: null,
        },
      ],
    },
  });
  await listComes("2026-11-21T10:00:00Z");
  const { body } = await ask("GET", ofCarrier());
  expect(body.runs[0]).toMatchObject({ state: "running", messages: 1, complete: 1, owed: 1, inTime: 1 });
  expect((await signed(body.runs[0]?.id)).body.code).toBe("parallel-run-running");
  expect((await begin()).body.code).toBe("parallel-run-running");
});

test("what was good enough is signed off by a second person, and its figures stay (EUAPI13-23-24)", async () => {
  await begin();
  await listComes("2026-11-21T10:00:00Z");
  desk.clock.set(new Date("2026-11-24T06:00:00Z"));
  const { body } = await ask("GET", ofCarrier());
  expect(body.runs[0]).toMatchObject({ state: "met" });
  const id = body.runs[0]?.id;
  const watch = (await desk.signIn(["watch-officer"])).headers;
  expect((await signed(id, watch)).status).toBe(403);
  const done = await signed(id);
  expect(done.body.runs[0]).toMatchObject({
    state: "signed",
    messages: 1,
    complete: 1,
    owed: 1,
    inTime: 1,
    signedBy: { name: "Test supervisor" },
    signedAt: "2026-11-24T06:00:00.000Z",
    remark: "The first host of this carrier.",
  });
  expect((await signed(id)).body.code).toBe("parallel-run-settled");
  const entries = await desk.database.transaction(commandLine, (tx) =>
    tx.query(
      "select body::jsonb ->> 'action' as action from ledger.entry where body::jsonb ->> 'action' like 'parallel-run.%' order by seq",
    ),
  );
  expect(entries).toEqual([{ action: "parallel-run.begun" }, { action: "parallel-run.signed" }]);
  expect((await begin(4)).body.runs[0]).toMatchObject({ from: "2026-11-25", until: "2026-12-22" });
});

test("who began it does not sign it, whatever else they may", async () => {
  const { headers } = await desk.signIn(["carrier-desk", "supervisor"]);
  const { body } = await ask("POST", ofCarrier(), { weeks: 2 }, headers);
  expect((await signed(body.runs[0]?.id, headers)).status).toBe(403);
});

test.each([
  ["late", "2026-11-21T12:20:00Z", (text: string) => text],
  ["incomplete", "2026-11-21T10:00:00Z", (text: string) => text.replace("C01234567", "")],
])("a run whose data came %s is not signed off, and another may begin", async (_how, at, change) => {
  await begin();
  await listComes(at, change);
  desk.clock.set(new Date("2026-11-24T06:00:00Z"));
  const { body } = await ask("GET", ofCarrier());
  expect(body.runs[0]).toMatchObject({ state: "not-met", messages: 1 });
  expect((await signed(body.runs[0]?.id)).body.code).toBe("parallel-run-not-met");
  const fresh = (await desk.signIn(["carrier-desk"])).headers;
  expect((await ask("POST", ofCarrier(), { weeks: 2 }, fresh)).body.runs).toHaveLength(2);
});

test("one that was begun by mistake is called off, and another begins", async () => {
  const { body } = await begin();
  const end = `/api/parallel-runs/${body.runs[0]?.id}/end`;
  expect((await ask("POST", end)).body.runs[0]).toMatchObject({ state: "called-off" });
  expect((await ask("POST", end)).body.code).toBe("parallel-run-settled");
  expect((await begin()).body.runs.map(({ state }) => state)).toEqual(
    expect.arrayContaining(["running", "called-off"]),
  );
});

test("weeks, runs and carriers that are none, and who may not", async () => {
  expect((await ask("POST", ofCarrier(), { weeks: 1 })).status).toBe(400);
  const none = "00000000-0000-7000-8000-00000000000f";
  expect((await ask("POST", `/api/carriers/${none}/parallel-runs`, { weeks: 2 })).body.code).toBe(
    "no-such-carrier",
  );
  expect((await signed(none)).body.code).toBe("no-such-parallel-run");
  const watch = (await desk.signIn(["watch-officer"])).headers;
  expect((await ask("POST", ofCarrier(), { weeks: 2 }, watch)).status).toBe(403);
  expect((await ask("GET", ofCarrier(), undefined, watch)).status).toBe(200);
});

test("98 of a hundred complete and 99 in time pass, less does not, and nothing at all shows nothing", () => {
  const good = { messages: 1, owed: 100, complete: 0.98, inTime: 0.99 };
  expect(passes(good)).toBe(true);
  expect(passes({ ...good, complete: 0.979 })).toBe(false);
  expect(passes({ ...good, inTime: 0.989 })).toBe(false);
  expect(passes({ ...good, inTime: null })).toBe(false);
  expect(passes({ ...good, complete: null })).toBe(false);
});
