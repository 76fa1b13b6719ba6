// Planned stops: who announces them, who is told, and that what falls due meanwhile is not held against those who cannot send.
import { afterEach, beforeEach, expect, test } from "vitest";
import { bindIdentity, issueToken } from "#carriers";
import { isRefusal, systemActor } from "#platform";
import { expectFlights } from "#records";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { intakeServices, registeredCarrier, sealingKey, sendText } from "../../test/harness/intake.ts";
import { scheduledFlight, watchAt } from "../../test/harness/scheduled-flight.ts";
import { pushOfBookings } from "./fixtures.ts";
import type { Sender } from "./judge.ts";
import type { CarrierStops, NewPlannedStop, PlannedStops } from "./planned-stop-contract.ts";
import { plannedStopRoutes } from "./planned-stop-routes.ts";
import { excuseStops } from "./planned-stops.ts";
import type { IntakeServices } from "./delivery.ts";
import { openSenderGate } from "./sender-gate.ts";

let desk: Desk;
let services: IntakeServices;
let carrier: Sender;
let token = "";
const actor = systemActor("test");

const rows = (text: string, values: unknown[] = []) =>
  desk.database.transaction(actor, (tx) => tx.query<Record<string, unknown>>(text, values));

/** Of J2601, which departs on 21 November at 11:30 UTC, bookings are owed a day before, and are late 15 minutes after. */
beforeEach(async () => {
  desk = await aDesk({ at: new Date("2026-11-17T08:00:00Z") });
  const gate = openSenderGate({ ...desk, feed: { subscribe: () => () => undefined } });
  plannedStopRoutes(desk.server, {
    ...desk,
    gate,
    reception: {} as never,
    profile: euStrict,
    key: sealingKey,
  });
  services = intakeServices(desk.database);
  carrier = await registeredCarrier(desk);
  await scheduledFlight(desk);
  const issued = await issueToken(desk, actor, { code: "J2", label: "test" });
  if (isRefusal(issued)) throw new Error(issued.refused.detail);
  token = issued.token;
  desk.clock.set(new Date("2026-11-17T12:00:00Z"));
  await expectFlights({ ...desk, profile: euStrict });
});
afterEach(() => desk.close());

const stop: NewPlannedStop = {
  from: "2026-11-20T11:00:00.000Z",
  until: "2026-11-20T14:00:00.000Z",
  channels: ["http"],
  text: "The servers are exchanged. Send by mail meanwhile.",
};

async function ask(
  role: "supervisor" | "watch-officer" | "analyst",
  method: "GET" | "POST",
  path = "",
  payload?: object,
) {
  const { headers } = await desk.signIn([role]);
  const url = `/api/planned-stops${path}`;
  return desk.server.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
}

const watch = (at: string): Promise<void> => watchAt(desk, at);

async function pushBookings(at: string): Promise<void> {
  desk.clock.set(new Date(at));
  await sendText(services, carrier, pushOfBookings({ number: 601, reference: "S601" }));
}

/** What became of the bookings owed a day before departure. */
async function outcome() {
  const [row] = await rows(
    "select told, outcome from records.expected_push where kind = 'pnr' order by opens limit 1",
  );
  return row;
}

test("a supervisor announces it, the watch floor and carriers see it, and it is in the ledger [cusres.md §6 row planned downtime]", async () => {
  const announced = await ask("supervisor", "POST", "", stop);
  expect(announced.statusCode).toBe(200);
  const seen = (await ask("watch-officer", "GET")).json<PlannedStops>();
  expect(seen).toMatchObject({
    coming: [{ ...stop, announcedBy: { name: "Test supervisor" }, withdrawnAt: null }],
    over: [],
    noticeHours: 72,
  });
  const own = await desk.server.inject({
    url: "/v1/planned-stops",
    headers: { authorization: `Bearer ${token}` },
  });
  expect(own.json<CarrierStops>()).toEqual({
    stops: [{ id: seen.coming[0]?.id, ...stop, announcedAt: "2026-11-17T12:00:00.000Z" }],
  });
  expect((await desk.server.inject({ url: "/v1/planned-stops" })).statusCode).toBe(401);
  const entries = await rows(
    "select body::jsonb -> 'detail' ->> 'channels' as channels from ledger.entry where action = 'planned-stop.announced'",
  );
  expect(entries).toEqual([{ channels: "http" }]);
  desk.clock.set(new Date("2026-11-20T14:00:01Z"));
  expect((await ask("analyst", "GET")).json<PlannedStops>()).toMatchObject({
    coming: [],
    over: [{ text: stop.text }],
  });
});

test("nobody else announces one, and one that is over, upside down or too long is refused", async () => {
  expect((await ask("watch-officer", "POST", "", stop)).statusCode).toBe(403);
  const wrong = [
    { from: "2026-11-16T00:00:00.000Z", until: "2026-11-17T11:59:59.000Z" },
    { from: stop.until, until: stop.from },
    { from: "2026-11-20T00:00:00.000Z", until: "2026-11-28T00:00:00.000Z" },
    { from: "2028-11-20T00:00:00.000Z", until: "2028-11-20T01:00:00.000Z" },
  ];
  for (const times of wrong) {
    const refused = await ask("supervisor", "POST", "", { ...stop, ...times });
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([
      422,
      "planned-stop-malformed",
    ]);
  }
  expect((await ask("supervisor", "POST", "", { ...stop, text: "     " })).statusCode).toBe(422);
  expect((await ask("supervisor", "POST", "", { ...stop, channels: [] })).statusCode).toBe(400);
});

test("without one, bookings that come three hours late are late", async () => {
  await watch("2026-11-20T11:50:00Z");
  expect(await outcome()).toEqual({ told: "late", outcome: null });
  await pushBookings("2026-11-20T14:30:00Z");
  await watch("2026-11-20T15:01:00Z");
  expect(await outcome()).toMatchObject({ outcome: "late" });
});

test("what falls late during it is in time for an hour after it", async () => {
  await ask("supervisor", "POST", "", stop);
  await watch("2026-11-20T11:50:00Z");
  expect(await outcome()).toEqual({ told: null, outcome: null });
  await pushBookings("2026-11-20T14:30:00Z");
  await watch("2026-11-20T15:01:00Z");
  expect(await outcome()).toEqual({ told: null, outcome: "in-time" });
});

test("what does not come in that hour either is late", async () => {
  await ask("supervisor", "POST", "", stop);
  await watch("2026-11-20T15:01:00Z");
  expect(await outcome()).toMatchObject({ told: "late" });
});

test("a carrier with a channel that stays open is held to its times", async () => {
  const wanted = { code: "J2", kind: "mail-sender" as const, identity: "ops@j2.example" };
  const bound = await bindIdentity(desk, actor, wanted);
  if (isRefusal(bound)) throw new Error(bound.refused.detail);
  await ask("supervisor", "POST", "", stop);
  await watch("2026-11-20T11:50:00Z");
  expect(await outcome()).toMatchObject({ told: "late" });
});

test("a flight that is expected only after the announcement is excused with the next look, and twice changes nothing", async () => {
  await ask("supervisor", "POST", "", stop);
  await rows("update records.expected_push set excused_until = null");
  await excuseStops(desk);
  await excuseStops(desk);
  await watch("2026-11-20T11:50:00Z");
  expect(await outcome()).toEqual({ told: null, outcome: null });
});

test("called off before it begins, carriers are held to their times again", async () => {
  const { coming } = (await ask("supervisor", "POST", "", stop)).json<PlannedStops>();
  const path = `/${coming[0]?.id}/withdrawal`;
  expect((await ask("watch-officer", "POST", path)).statusCode).toBe(403);
  expect((await ask("supervisor", "POST", path)).json()).toMatchObject({
    coming: [],
    over: [{ until: stop.until, withdrawnAt: "2026-11-17T12:00:00.000Z" }],
  });
  expect((await ask("supervisor", "POST", path)).json()).toMatchObject({ code: "planned-stop-over" });
  await watch("2026-11-20T11:50:00Z");
  expect(await outcome()).toMatchObject({ told: "late" });
});

test("ended before its time, what was late by then has an hour from then", async () => {
  const { coming } = (await ask("supervisor", "POST", "", stop)).json<PlannedStops>();
  await watch("2026-11-20T12:00:00Z");
  const ended = await ask("supervisor", "POST", `/${coming[0]?.id}/withdrawal`);
  expect(ended.json()).toMatchObject({ over: [{ until: "2026-11-20T12:00:00.000Z" }] });
  await watch("2026-11-20T12:59:00Z");
  expect(await outcome()).toEqual({ told: null, outcome: null });
  await watch("2026-11-20T13:01:00Z");
  expect(await outcome()).toMatchObject({ told: "late" });
});

test("what is none of these has no number", async () => {
  const answer = await ask("supervisor", "POST", "/00000000-0000-7000-8000-00000000000f/withdrawal");
  expect(answer.json()).toMatchObject({ code: "no-such-planned-stop" });
});
