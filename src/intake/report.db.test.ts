// The monthly report against facts that are known: what came when, what did not, and what the months before were.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "#platform";
import { expectFlights } from "#records";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { intakeServices, registeredCarrier, sealingKey, sendText } from "../../test/harness/intake.ts";
import { scheduledFlight, watchAt } from "../../test/harness/scheduled-flight.ts";
import { passengerList, pushOfBookings } from "./fixtures.ts";
import type { Sender } from "./judge.ts";
import { pushRequestRoutes } from "./push-request-routes.ts";
import { countRecentDays } from "./quality-counting.ts";
import type { IntakeServices } from "./delivery.ts";
import type { CarrierReport } from "./report-contract.ts";
import { reportRoutes } from "./report-routes.ts";

let desk: Desk;
let services: IntakeServices;
let carrier: Sender;
let askedAt = "";
const late = pushOfBookings({ number: 601, reference: "P601" });

const rows = (text: string, values: unknown[] = []) =>
  desk.database.transaction(systemActor("test"), (tx) => tx.query<Record<string, unknown>>(text, values));

async function send(at: string, text: string): Promise<void> {
  desk.clock.set(new Date(at));
  await sendText(services, carrier, text);
  await countRecentDays(desk);
}

const watch = (at: string): Promise<void> => watchAt(desk, at);

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-09-30T08:00:00Z") });
  reportRoutes(desk.server, { ...desk, profile: euStrict });
  pushRequestRoutes(desk.server, { database: desk.database, key: sealingKey });
  services = intakeServices(desk.database);
  carrier = await registeredCarrier(desk);
  await scheduledFlight(desk);
  // 31 days before November began, and in October all the same.
  await send(
    "2026-10-01T09:00:00Z",
    passengerList({ number: 650, reference: "Q650" }).replaceAll("261121", "261001"),
  );
  desk.clock.set(new Date("2026-11-18T08:00:00Z"));
  await expectFlights({ ...desk, profile: euStrict });
  // The flight departs at 11:30 UTC: bookings owed a day before come late, those at departure never, as the crew list.
  await watch("2026-11-20T11:50:00Z");
  await send("2026-11-20T13:00:00Z", late);
  await watch("2026-11-20T13:01:00Z");
  await send("2026-11-21T10:00:00Z", passengerList({ number: 601, reference: "Q601" }));
  await send(
    "2026-11-21T10:05:00Z",
    passengerList({ number: 602, reference: "Q602" }).replace("C01234567", ""),
  );
  await watch("2026-11-21T11:55:00Z");
  await requestPush("2026-11-21T12:10:00Z");
  await watch("2026-11-21T13:00:00Z");
});
afterAll(() => desk.close());

async function requestPush(at: string): Promise<void> {
  desk.clock.set(new Date(at));
  const [flight] = await rows("select flight_date, flight_id from records.flight where number = '601'");
  const [officer, supervisor] = await Promise.all([
    desk.signIn(["watch-officer"]),
    desk.signIn(["supervisor"]),
  ]);
  const asked = await desk.server.inject({
    method: "POST",
    url: `/api/flights/${String(flight?.["flight_date"])}_${String(flight?.["flight_id"])}/push-requests`,
    headers: officer.headers,
    payload: { reason: "push-missing", legalBasis: "regular-transfer" },
  });
  await desk.server.inject({
    method: "POST",
    url: `/api/push-requests/${asked.json<{ id: string }>().id}/decision`,
    headers: supervisor.headers,
    payload: { approve: true, reason: "The push at departure is lacking." },
  });
  askedAt = new Date(at).toISOString();
}

async function report(month: string): Promise<CarrierReport> {
  const { headers } = await desk.signIn(["carrier-desk"]);
  const url = `/api/carriers/${carrier.id}/report?month=${month}`;
  const answer = await desk.server.inject({ url, headers });
  expect(answer.statusCode).toBe(200);
  return answer.json<CarrierReport>();
}

test("pushes of the month: how many were owed, and each that was not met, with the receipt of what came [transport.md §10 row 8 production]", async () => {
  const { scorecard, unmet, months } = await report("2026-11");
  const none = { inTime: 0, late: 0, incomplete: 0, missing: 0 };
  expect(scorecard.timeliness.toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
    { ...none, kind: "api", expected: 1, inTime: 1 },
    { ...none, kind: "crew", expected: 1, missing: 1 },
    { ...none, kind: "pnr", expected: 2, late: 1, missing: 1 },
  ]);
  const base = { flight: "J2601", flightDate: "2026-11-21", askedAt };
  const [first, second] = unmet.pushes.filter(({ kind }) => kind === "pnr");
  const body = late.slice(late.indexOf("UNH"), late.indexOf("UNZ")).trimEnd();
  expect(unmet).toMatchObject({ isWhole: true, pushes: { length: 3 } });
  expect(first).toEqual({
    ...base,
    kind: "pnr",
    outcome: "late",
    dueAt: "2026-11-20T11:30:00.000Z",
    cameAt: "2026-11-20T13:00:00.000Z",
    receipt: {
      receiptId: expect.any(String),
      interchange: "P601",
      sha256: createHash("sha256").update(`J2\nP601\n2026-11-21T07:30\n${body}`).digest("hex"),
    },
  });
  const missing = { ...base, outcome: "missing", cameAt: null, receipt: null };
  expect(second).toEqual({ ...missing, kind: "pnr", dueAt: "2026-11-21T11:45:00.000Z" });
  expect(unmet.pushes.find(({ kind }) => kind === "crew")).toEqual({
    ...missing,
    kind: "crew",
    dueAt: "2026-11-21T10:30:00.000Z",
  });
  expect(months.at(-1)).toMatchObject({ month: "2026-11", expected: 4, inTime: 1 });
});

test("the month before is the calendar's, not so many days", async () => {
  const { scorecard, months } = await report("2026-11");
  expect(scorecard.totals).toMatchObject({ messages: 3 });
  expect(scorecard.before).toMatchObject({ messages: 1, correct: 1, errors: 0 });
  expect(months.at(-2)).toMatchObject({ month: "2026-10", messages: 1, correct: 1, expected: 0 });
  expect((await report("2026-10")).unmet).toEqual({ isWhole: true, pushes: [] });
});

test("each report is an entry in the ledger that says of which month, and names no traveller", async () => {
  const count =
    "select body::jsonb -> 'detail' as detail from ledger.entry where action = 'report.made' order by seq";
  const before = (await rows(count)).length;
  expect(JSON.stringify(await report("2026-11"))).not.toMatch(/MUSTERI|QONAQ|C07654321/);
  const entries = await rows(count);
  expect(entries).toHaveLength(before + 1);
  expect(entries.at(-1)).toEqual({ detail: { month: "2026-11", receipts: 1, pushes: 3 } });
});
