// Alerts and cases over HTTP: masked in the queue, in clear with a purpose, decided one by one.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { migrateJobs, newId, systemActor } from "#platform";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { aList, anEntry, aVersion } from "../watchlists/fixtures.ts";
import { actions } from "#access";
import type { AlertDetail, AlertQueue, CaseDetail, CaseList } from "./contract.ts";
import { aFlight, aMatch, aPerson, byVersion, testId } from "./fixtures.ts";
import { openAlertCounts, openAlertsByPerson } from "./open-alerts.ts";
import { raiseAlerts } from "./raising.ts";
import { casesRoutes } from "./routes.ts";

type Person = Awaited<ReturnType<Desk["signIn"]>>;
let desk: Desk;
let officer: Person;
let analyst: Person;
let protection: Person;
let listId: string;
let flights = 0;
let flight = aFlight();
let alertId = "";
let personId = "";

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-11-21T10:00:00Z") });
  await migrateJobs(desk.url);
  casesRoutes(desk.server, {
    database: desk.database,
    profile: euStrict,
    carrierMessages: async () => new Map(),
  });
  [officer, analyst, protection] = await Promise.all([
    desk.signIn(["watch-officer"], "BORDER"),
    desk.signIn(["analyst"], "TERR"),
    desk.signIn(["data-protection-officer"], "OVERSIGHT"),
  ]);
  listId = await desk.database.transaction(systemActor("test"), (tx) =>
    aList(tx, [
      anEntry({
        id: "TEST-1",
        instructions: "call the desk",
        dobs: [
          { date: "1984", circa: true },
          { from: "1980", to: "1985" },
        ],
      }),
    ]),
  );
});
afterAll(() => desk.close());
beforeEach(async () => {
  flights += 1;
  flight = aFlight({ id: testId(0xf000 + flights) });
  personId = newId(desk.clock.now());
  const { raised } = await desk.database.transaction(systemActor("intake"), (tx) =>
    raiseAlerts(tx, {
      flight,
      receiptId: null,
      persons: [aPerson({ personId, matches: [aMatch({ entryId: "TEST-1" })] })],
      by: byVersion(1),
    }),
  );
  alertId = raised[0] ?? "";
});

async function ask<Answer>(
  who: Person,
  method: "GET" | "POST" | "PUT",
  url: string,
  body?: object,
): Promise<{ status: number; body: Answer }> {
  const answer = await desk.server.inject({
    method,
    url,
    headers: who.headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<Answer>() };
}
const confirmation = {
  outcome: "confirmed",
  reasonCode: "ESCALATE",
  reason: "same document and photo",
  version: 1,
};
const ledger = (subjectId: string) =>
  desk.database.transaction(systemActor("test"), (tx) =>
    tx.query<{ action: string; actor: string; purpose: string | null; body: string }>(
      "select action, actor, purpose, body from ledger.entry where subject_id = $1 order by seq",
      [subjectId],
    ),
  );
const flightKey = () => `${flight.date}_${flight.id}`;

describe("the queue", () => {
  test("shows who, masked, why and until when; nothing that names the person", async () => {
    const { status, body } = await ask<AlertQueue>(officer, "GET", `/api/alerts?flight=${flightKey()}`);
    expect(status).toBe(200);
    expect(body.alerts).toEqual([
      {
        id: alertId,
        band: "possible",
        strength: 0.91,
        list: "TEST",
        alsoListed: 0,
        maskedName: "A*** R***",
        age: 42,
        nationality: "AZE",
        flight: {
          key: flightKey(),
          designator: "J28065",
          origin: "IST",
          destination: "GYD",
          direction: "inbound",
          dueAt: "2026-11-21T14:45:00.000Z",
        },
        raisedAt: "2026-11-21T10:00:00.000Z",
        keptUntil: "2027-05-21T00:00:00.000Z",
        lapsesSoon: false,
        state: "open",
        assignedTo: null,
        reason: [{ feature: "surname", relation: "equal" }],
      },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/ALIYEV|RASHAD|C1234567|1984/);
    const ofPerson = await ask<AlertQueue>(officer, "GET", `/api/alerts?person=${flightKey()}_${personId}`);
    expect(ofPerson.body.alerts).toHaveLength(1);
    const withdrawn = await ask<AlertQueue>(
      officer,
      "GET",
      `/api/alerts?state=withdrawn&flight=${flightKey()}`,
    );
    expect(withdrawn.body.alerts).toEqual([]);
  });

  test("is not for those who screen nobody", async () => {
    for (const role of ["watchlist-manager", "carrier-desk", "administrator"] as const) {
      expect(await ask(await desk.signIn([role]), "GET", "/api/alerts")).toMatchObject({ status: 403 });
    }
  });
});

describe("one alert", () => {
  test("is shown in clear with a purpose only, and each view is in the ledger (PNRD-13.6, LED-25.1)", async () => {
    const { cookie = "" } = officer.headers;
    const without = { ...officer, headers: { cookie } };
    expect(await ask(without, "GET", `/api/alerts/${alertId}`)).toMatchObject({
      status: 400,
      body: { code: "purpose-needed" },
    });
    const { status, body } = await ask<AlertDetail>(officer, "GET", `/api/alerts/${alertId}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: alertId,
      personKey: `${flightKey()}_${personId}`,
      stillMatches: true,
      withdrawn: null,
      traveller: { surname: "ALIYEV", documents: [{ number: "C1234567", issuer: "AZE" }], sources: ["api"] },
      entry: {
        listTitle: "Test list TEST",
        instructions: "call the desk",
        birthDates: ["~1984", "1980/1985"],
        changedSince: false,
      },
      evidence: [{ feature: "surname", bits: 9 }],
      decisions: [],
    });
    const views = (await ledger(alertId)).filter(({ action }) => action === "alert.viewed");
    expect(views).toMatchObject([{ actor: officer.id, purpose: "BORDER" }]);
    expect(views[0]?.body).not.toMatch(/ALIYEV|RASHAD/);
  });

  test("tells that the entry has changed since", async () => {
    await desk.database.transaction(systemActor("test"), (tx) =>
      aVersion(tx, listId, [anEntry({ id: "TEST-1" })]),
    );
    const { body } = await ask<AlertDetail>(analyst, "GET", `/api/alerts/${alertId}`);
    expect(body.entry).toMatchObject({ changedSince: true, listVersion: 1, instructions: "call the desk" });
  });

  test("that is not there is told so", async () => {
    expect(await ask(officer, "GET", `/api/alerts/${testId(1)}`)).toMatchObject({
      status: 404,
      body: { code: "no-such-alert" },
    });
  });
});

describe("a decision", () => {
  test("confirmed: opens a case that is worked and closed by those who may", async () => {
    const decided = await ask<{ caseId: string }>(
      officer,
      "POST",
      `/api/alerts/${alertId}/decision`,
      confirmation,
    );
    expect(decided).toMatchObject({ status: 200, body: { state: "confirmed", caseId: expect.any(String) } });
    const { caseId } = decided.body;
    expect(await ask(analyst, "POST", `/api/alerts/${alertId}/decision`, confirmation)).toMatchObject({
      status: 409,
    });
    const detail = await ask<AlertDetail>(analyst, "GET", `/api/alerts/${alertId}`);
    expect(detail.body).toMatchObject({
      state: "confirmed",
      caseId,
      decisions: [{ reason: confirmation.reason, by: { name: "Test watch-officer" } }],
    });
    expect(await ask(officer, "POST", `/api/cases/${caseId}/notes`, { text: "not my task" })).toMatchObject({
      status: 403,
    });
    desk.clock.advance(1000);
    await ask(analyst, "POST", `/api/cases/${caseId}/notes`, { text: "asked the list's owner" });
    desk.clock.advance(1000);
    const closed = await ask<CaseDetail>(analyst, "POST", `/api/cases/${caseId}/closing`, {
      text: "handed over",
    });
    expect(closed.body).toMatchObject({
      case: { state: "closed", alerts: 1, openedBy: { id: officer.id } },
      alerts: [{ id: alertId, maskedName: "A*** R***" }],
      events: [
        { kind: "opened", by: "Test watch-officer" },
        { kind: "note", text: "asked the list's owner" },
        { kind: "closed", text: "handed over" },
      ],
    });
    const list = await ask<CaseList>(officer, "GET", "/api/cases");
    expect(list.body.cases.map(({ id }) => id)).toContain(caseId);
    await ask(protection, "GET", `/api/cases/${caseId}`);
    expect((await ledger(caseId)).map(({ action }) => action)).toEqual([
      "case.opened",
      "case.note-added",
      "case.closed",
      "case.viewed",
    ]);
  });

  test("without a reason, a known code or the version shown is refused, and says what is missing (CJEU817-203-206)", async () => {
    const url = `/api/alerts/${alertId}/decision`;
    expect(await ask(officer, "POST", url, { ...confirmation, reason: "ok" })).toMatchObject({
      status: 400,
      body: { fields: [{ field: "reason" }] },
    });
    expect(await ask(officer, "POST", url, { ...confirmation, reason: "      " })).toMatchObject({
      status: 422,
    });
    expect(await ask(officer, "POST", url, { ...confirmation, reasonCode: "DISMISS-ID" })).toMatchObject({
      status: 422,
      body: { code: "reason-code-unknown" },
    });
    expect(await ask(officer, "POST", url, { ...confirmation, version: 7 })).toMatchObject({
      status: 409,
      body: { code: "alert-changed" },
    });
    expect(await ask(protection, "POST", url, confirmation)).toMatchObject({ status: 403 });
  });

  test("leaves its words out of the ledger", async () => {
    await ask(officer, "POST", `/api/alerts/${alertId}/decision`, confirmation);
    const entry = (await ledger(alertId)).find(({ action }) => action === "alert.decided");
    expect(entry?.body).toContain("ESCALATE");
    expect(entry?.body).not.toContain(confirmation.reason);
  });
});

test("taking an alert and giving it back", async () => {
  const url = `/api/alerts/${alertId}/assignment`;
  expect(await ask(officer, "PUT", url, { mine: true })).toMatchObject({
    status: 200,
    body: { assignedTo: { id: officer.id, name: "Test watch-officer" } },
  });
  expect(await ask(analyst, "PUT", url, { mine: false })).toMatchObject({ status: 409 });
  expect(await ask(protection, "PUT", url, { mine: true })).toMatchObject({ status: 403 });
  expect(await ask(officer, "PUT", url, { mine: false })).toMatchObject({ body: { assignedTo: null } });
});

test("open alerts as the board and the flight show them", async () => {
  await desk.database.transaction({ id: officer.id, roles: ["watch-officer"], purpose: null }, async (tx) => {
    const counts = await openAlertCounts(tx, [flight.id, testId(1)]);
    expect([...counts]).toEqual([[flight.id, { strong: 0, possible: 1, weak: 0, rules: 0 }]]);
    const byPerson = await openAlertsByPerson(tx, flight);
    expect([...byPerson]).toEqual([
      [personId, { listed: [{ id: alertId, band: "possible", strength: 0.91 }], rules: [] }],
    ]);
  });
});

test("there is no way to decide more than one alert at a time, or without a person (PNRD-6.5, PNRD-7.6, LED-11.1)", () => {
  const routes = desk.server.printRoutes({ commonPrefix: false });
  const deciding = routes.split("\n").filter((line) => /decision/.test(line));
  // Of an alert on a listed person, and of one that rests on a rule.
  expect(deciding).toHaveLength(2);
  expect(actions.filter((action) => /decide.*alert|alert.*decide/.test(action))).toEqual(["decide-alert"]);
});
