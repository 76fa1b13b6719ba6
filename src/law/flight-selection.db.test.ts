// Decisions on flights within the area: what they must say, who sees and takes them, and when they lapse.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { roles, type Role } from "#access";
import { openLaw, type Law } from "#law";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import type { FlightSelection, FlightSelectionDraft, FlightSelections } from "./contract.ts";
import { lawRoutes } from "./routes.ts";

const folder = mkdtempSync(join(tmpdir(), "openpiu-flights-"));
const start = new Date("2026-03-01T12:00:00Z");
let desk: Desk;
let law: Law;
const people: Partial<Record<Role, { id: string; headers: Record<string, string> }>> = {};

beforeAll(async () => {
  desk = await aDesk({ at: start });
  const { database, clock } = desk;
  const onProblem = (error: Error): never => {
    throw error;
  };
  law = await openLaw({ database, clock, keyFile: join(folder, "key"), state: "AZ", onProblem });
  lawRoutes(desk.server, { database, law });
  for (const role of roles) people[role] = await desk.signIn([role]);
});
afterAll(async () => {
  law.close();
  await desk.close();
  rmSync(folder, { recursive: true });
});

const long = "Invented for a test, at the length that is asked for.";
const threat: FlightSelectionDraft = {
  kind: "threat",
  reference: "Decision 7/2026",
  threat: long,
  standing: "foreseeable",
  assessment: "Assessment 12 of the counter-terrorism centre",
  necessity: long,
  fairness: long,
  reviewBody: "Administrative Court of Baku",
  validFrom: "2026-03-01T12:00:00.000Z",
  validUntil: "2026-09-01T12:00:00.000Z",
  places: [],
  indications: [],
};
const route: FlightSelectionDraft = {
  ...threat,
  kind: "selection",
  threat: null,
  standing: null,
  assessment: null,
  places: [{ from: "TBS", to: "GYD" }],
  indications: [
    {
      indication: long,
      source: "Report 4 of the analysis unit",
      observedOn: "2026-02-01",
      concerns: ["TBS-GYD"],
    },
  ],
};
const url = "/api/law/flight-selections";
const post = (role: Role, path: string, payload: object) =>
  desk.server.inject({ method: "POST", url: url + path, headers: people[role]?.headers ?? {}, payload });
const read = async (role: Role = "head"): Promise<FlightSelections> =>
  (await desk.server.inject({ url, headers: people[role]?.headers ?? {} })).json();
/** Proposes, and gives what was proposed. */
async function proposed(draft: FlightSelectionDraft, reference: string): Promise<FlightSelection> {
  const answer = await post("legal-adviser", "", { ...draft, reference });
  const found = answer.json<FlightSelections>().decisions?.find((one) => one.reference === reference);
  if (found === undefined) throw new Error(answer.body);
  return found;
}
const paths = {
  approved: "decision",
  refused: "decision",
  reviewed: "decision",
  upheld: "judgement",
  annulled: "judgement",
  ended: "end",
} as const;
async function take(role: Role, id: string, step: keyof typeof paths): Promise<string> {
  const answer = await post(role, `/${id}/${paths[step]}`, { step, reason: "Read and weighed" });
  const body = answer.json<FlightSelections & { code?: string }>();
  return body.code ?? body.decisions.find((one) => one.id === id)?.state ?? "";
}
const asRole = (role: Role, text: string, values: unknown[] = []) =>
  desk.database.transaction({ id: people[role]?.id ?? "", roles: [role], purpose: null }, (tx) =>
    tx.query<{ n: number }>(text, values),
  );

test("a decision on all flights lacking the threat, its assessment, its end or its review comes to nothing (EUAPI13-13.2)", async () => {
  for (const part of ["threat", "standing", "assessment"] as const)
    expect((await post("legal-adviser", "", { ...threat, [part]: null })).json()).toMatchObject({
      code: "flight-selection-lacks",
    });
  for (const part of ["validUntil", "reviewBody", "necessity", "fairness"] as const)
    expect((await post("legal-adviser", "", { ...threat, [part]: undefined })).statusCode).toBe(400);
  expect(
    (await post("legal-adviser", "", { ...threat, validUntil: "2027-03-01T12:00:00.001Z" })).json(),
  ).toMatchObject({
    code: "flight-selection-lacks",
    fields: [{ field: "validUntil" }],
  });
  expect((await read()).decisions).toEqual([]);
  const bare = asRole(
    "legal-adviser",
    `insert into law.flight_decision values ('01900000-0000-7000-8000-000000000001', 'threat', 'By hand', null, 'present', 'None',
       $1, $1, 'A court', $2, $3, $4, $2)`,
    [long, threat.validFrom, threat.validUntil, people["legal-adviser"]?.id],
  );
  await expect(bare).rejects.toThrow("check constraint");
  const { id, state } = await proposed(threat, "Whole");
  expect(state).toBe("waiting");
  // Nothing rests on it before another person approved it, and nobody else may.
  expect(await take("legal-adviser", id, "approved")).toBe("not-permitted");
  expect(await take("data-protection-officer", id, "approved")).toBe("not-permitted");
  expect(await take("head", id, "approved")).toBe("in-force");
  expect(await take("head", id, "approved")).toBe("flight-selection-not-next");
  // The court's word binds.
  expect(await take("approver", id, "annulled")).toBe("annulled");
  expect(await take("head", id, "reviewed")).toBe("flight-selection-not-next");
});

test("only routes and airports with an indication are chosen, by the interface and by the database (EUAPI13-13.4-5)", async () => {
  const bare = { ...route, places: [...route.places, { from: "IST", to: null }] };
  expect((await post("legal-adviser", "", bare)).json()).toMatchObject({
    code: "flight-selection-lacks",
    detail: expect.stringContaining("IST") as unknown,
  });
  expect((await post("legal-adviser", "", { ...route, indications: [] })).statusCode).toBe(422);
  expect((await post("legal-adviser", "", { ...route, places: [] })).statusCode).toBe(422);
  expect(
    (await post("legal-adviser", "", { ...route, places: [{ from: "ZZZ", to: null }] })).statusCode,
  ).toBe(422);
  const { id } = await proposed(route, "Route");
  await asRole("legal-adviser", "insert into law.flight_place values ($1, 'IST', null)", [id]);
  const approval = asRole(
    "head",
    "insert into law.flight_step values ($1, 'approved', 'head', 'By hand', $2, $3)",
    [id, people.head?.id, desk.clock.now()],
  );
  await expect(approval).rejects.toThrow("nothing indicates");
});

test("named offices alone see which flights are selected, by the interface and by the database (EUAPI13-12.4-5)", async () => {
  const may: readonly Role[] = [
    "legal-adviser",
    "data-protection-officer",
    "head",
    "auditor",
    "approver",
    "inspector",
  ];
  for (const role of roles) {
    const { statusCode } = await desk.server.inject({ url, headers: people[role]?.headers ?? {} });
    expect([role, statusCode]).toEqual([role, may.includes(role) ? 200 : 403]);
    for (const table of [
      "flight_decision",
      "flight_place",
      "flight_indication",
      "flight_step",
      "flight_not_selected",
    ]) {
      const [row] = await asRole(role, `select count(*)::int as n from law.${table}`);
      expect([role, table, may.includes(role) || row?.n === 0]).toEqual([role, table, true]);
    }
  }
  expect((await asRole("head", "select count(*)::int as n from law.flight_decision"))[0]?.n).toBeGreaterThan(
    0,
  );
});

test("without a review for twelve months a selection lapses to the second; none outlives its own end (EUAPI13-13.7)", async () => {
  const { id } = await proposed({ ...route, validUntil: "2027-03-01T12:00:00.000Z" }, "A year");
  expect(await take("head", id, "approved")).toBe("in-force");
  const stateAt = async (at: string): Promise<string | undefined> => {
    desk.clock.set(new Date(at));
    people.head = await desk.signIn(["head"]);
    return (await read()).decisions.find((one) => one.id === id)?.state;
  };
  // A profile may ask for reviews more often; the longest there is has twelve months, which end with a day.
  expect(await stateAt("2027-02-28T23:59:59.999Z")).toBe("in-force");
  expect(await stateAt("2027-03-01T00:00:00.000Z")).toBe("review-overdue");
  expect(await take("head", id, "reviewed")).toBe("in-force");
  expect(await stateAt("2027-03-01T11:59:59.999Z")).toBe("in-force");
  expect(await stateAt("2027-03-01T12:00:00.000Z")).toBe("over");
  expect(await take("head", id, "reviewed")).toBe("flight-selection-not-next");
});
