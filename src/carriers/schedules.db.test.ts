// The schedule over HTTP: legs by hand, a file checked before it changes anything, and what a carrier owes of each flight.
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandLine } from "#access";
import { addCarrier, isScheduled, pushPlans, scheduledFlights, scheduleRoutes } from "#carriers";
import type {
  LegAhead,
  PushPlan,
  ScheduleImport,
  ScheduleImportDetail,
  ScheduleRow,
  Schedules,
} from "#carriers/contract";
import { systemActor } from "#platform";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";

let desk: Desk;
let clerk: { headers: Record<string, string> };
beforeAll(async () => {
  desk = await aDesk();
  scheduleRoutes(desk.server, { ...desk, profile: euStrict });
  clerk = await desk.signIn(["carrier-desk"]);
});
afterAll(() => desk.close());

type Method = "GET" | "POST" | "PUT" | "DELETE";
async function ask(method: Method, url: string, payload?: object | string, who = clerk) {
  const type = typeof payload === "string" ? { "content-type": "text/csv" } : {};
  return desk.server.inject({
    method,
    url,
    headers: { ...who.headers, ...type },
    ...(payload === undefined ? {} : { payload }),
  });
}
const schedules = async (carrier: string) =>
  (await ask("GET", `/api/schedules?carrier=${carrier}`)).json<Schedules>();

const isoDayAfter = (days: number) =>
  new Date(desk.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

const leg = {
  carrier: "TK",
  number: "334",
  from: "IST",
  to: "GYD",
  departs: "01:20",
  arrives: "05:00",
  arrivesDay: "",
  firstDay: "2026-03-01",
  lastDay: "2026-03-28",
  days: "1234567",
  everyWeeks: "1",
  codeShares: "",
};

test("a leg entered by hand stands, once; with faults each field is told; it can be taken out again", async () => {
  const made = await ask("POST", "/api/schedules", leg);
  expect(made.statusCode).toBe(201);
  const { id } = made.json<ScheduleRow>();
  expect((await ask("POST", "/api/schedules", leg)).json()).toMatchObject({ code: "leg-known" });
  const wrong = await ask("POST", "/api/schedules", { ...leg, from: "XXQ", days: "9" });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.json<{ fields: { field: string }[] }>().fields.map(({ field }) => field)).toEqual([
    "from",
    "days",
  ]);
  expect((await schedules("TK")).legs).toMatchObject([{ id, departs: 80, arrives: 300, importId: null }]);
  expect((await ask("DELETE", `/api/schedules/${id}`)).statusCode).toBe(204);
  expect((await schedules("TK")).legs).toEqual([]);
  expect((await ask("DELETE", `/api/schedules/${id}`)).json()).toMatchObject({ code: "no-such-leg" });
});

test("a file changes nothing until it is activated; then it is the carrier's schedule, beside what was entered by hand", async () => {
  const head = "carrier,number,from,to,departs,arrives,first_day,last_day,days";
  const line = (number: string) => `J2,${number},GYD,IST,08:20,10:30,2026-03-29,2026-10-24,1234567`;
  const send = async (...lines: string[]) =>
    (
      await ask("POST", "/api/schedules/imports?format=csv", [head, ...lines].join("\n"))
    ).json<ScheduleImport>();
  await ask("POST", "/api/schedules", {
    ...leg,
    carrier: "J2",
    number: "900",
    from: "GYD",
    to: "TBS",
    arrives: "02:40",
  });
  const first = await send(line("75"), line("77"));
  expect(first).toMatchObject({ state: "draft", carriers: ["J2"], added: 2, removed: 0, kept: 0, errors: 0 });
  expect((await schedules("J2")).legs).toHaveLength(1);
  expect(
    (await ask("POST", `/api/schedules/imports/${first.id}/activate`, { errorsAccepted: false })).json(),
  ).toMatchObject({ state: "active" });
  expect((await schedules("J2")).legs.map(({ number }) => number)).toEqual(["75", "77", "900"]);

  const second = await send(line("75"), line("79"), line("x"));
  const detail = (await ask("GET", `/api/schedules/imports/${second.id}`)).json<ScheduleImportDetail>();
  expect(detail.changes.map(({ what, flight }) => `${what} ${flight}`)).toEqual([
    "removed J277",
    "added J279",
  ]);
  expect(detail.findings).toMatchObject([{ line: 4, severity: "error", code: "number", value: "x" }]);
  const url = `/api/schedules/imports/${second.id}`;
  expect((await ask("POST", `${url}/activate`, { errorsAccepted: false })).json()).toMatchObject({
    code: "import-has-errors",
  });
  expect((await ask("POST", `${url}/activate`, { errorsAccepted: true })).json()).toMatchObject({
    state: "active",
    added: 1,
    removed: 1,
    kept: 1,
  });
  expect((await schedules("J2")).legs.map(({ number }) => number)).toEqual(["75", "79", "900"]);
  expect((await ask("POST", `${url}/discard`)).json()).toMatchObject({ code: "import-decided" });

  const empty = await send();
  expect(
    (await ask("POST", `/api/schedules/imports/${empty.id}/activate`, { errorsAccepted: true })).json(),
  ).toMatchObject({ code: "import-empty" });
  expect((await ask("POST", `/api/schedules/imports/${empty.id}/discard`)).json()).toMatchObject({
    state: "discarded",
  });
});

test("a flight is scheduled within a day of its date, not scheduled, or nothing is known of its carrier", async () => {
  const asked = (carrier: string, number: string, date: string) =>
    desk.database.transaction(systemActor("test"), (tx) => isScheduled(tx, { carrier, number, date }));
  expect(await asked("J2", "75", "2026-06-01")).toBe(true);
  expect(await asked("J2", "75", "2026-12-01")).toBe(false);
  expect(await asked("J2", "999", "2026-06-01")).toBe(false);
  expect(await asked("ZZ", "1", "2026-06-01")).toBe(null);
  await ask("POST", "/api/schedules", { ...leg, carrier: "LO", number: "191", codeShares: "LH5678" });
  expect(await asked("LH", "5678", "2026-03-10")).toBe(true);
  const flights = await desk.database.transaction(systemActor("test"), (tx) =>
    scheduledFlights(tx, new Date("2026-06-01T00:00:00Z"), new Date("2026-06-03T00:00:00Z"), () => true),
  );
  expect(flights.map(({ leg: { number }, date }) => `${number} ${date}`).toSorted()).toEqual([
    "75 2026-06-01",
    "75 2026-06-02",
    "79 2026-06-01",
    "79 2026-06-02",
  ]);
});

test("before a leg is taken out the flights it still has are told, with the pushes they owe", async () => {
  const { id } = (
    await ask("POST", "/api/schedules", {
      ...leg,
      number: "999",
      firstDay: "2026-01-05",
      lastDay: isoDayAfter(40),
      days: "1",
    })
  ).json<ScheduleRow>();
  const ahead = (await ask("GET", `/api/schedules/${id}/ahead`)).json<LegAhead>();
  expect(ahead.flights).toBeGreaterThanOrEqual(5);
  expect(ahead.flights).toBeLessThanOrEqual(6);
  expect(Date.parse(ahead.next ?? "")).toBeGreaterThan(desk.clock.now().getTime());
  expect(ahead).toMatchObject({ lastDay: isoDayAfter(40), owed: 4 });
  await ask("DELETE", `/api/schedules/${id}`);
  expect((await ask("GET", `/api/schedules/${id}/ahead`)).json()).toMatchObject({ code: "no-such-leg" });
});

test("a carrier owes what the legal profile says until it has a plan of its own [pnrgov.md §5, paxlst.md §8, send times] [transport.md §11 row parameters per country]", async () => {
  await addCarrier(desk, commandLine, { code: "QR", name: "QR", senderIds: [], fliesAs: ["QR", "Q7"] });
  const url = "/api/carriers/qr/pushes";
  expect((await ask("GET", url)).json<PushPlan>()).toMatchObject({ own: false, pushes: { length: 4 } });
  const pushes = [{ kind: "pnr", opens: -4_400, due: -4_300 }];
  expect((await ask("PUT", url, { pushes })).json()).toMatchObject({
    own: true,
    pushes,
    usual: { length: 4 },
    profile: `eu-strict ${euStrict.version}`,
  });
  const plans = await desk.database.transaction(systemActor("test"), pushPlans);
  expect([...plans]).toEqual([
    ["QR", pushes],
    ["Q7", pushes],
  ]);
  expect((await ask("PUT", url, { pushes: [{ kind: "pnr", opens: 0, due: -60 }] })).json()).toMatchObject({
    code: "push-plan-faulty",
  });
  expect((await ask("PUT", url, { pushes: null })).json()).toMatchObject({ own: false });
});

test("the carrier desk alone changes the schedule; the template is for all who see it", async () => {
  const officer = await desk.signIn(["watch-officer"]);
  expect((await ask("POST", "/api/schedules", leg, officer)).statusCode).toBe(403);
  const template = await ask("GET", "/api/schedules/template.csv", undefined, officer);
  expect(template.headers["content-type"]).toContain("text/csv");
  expect(template.body.split("\r\n")[0]).toContain("carrier,number,from,to");
});
