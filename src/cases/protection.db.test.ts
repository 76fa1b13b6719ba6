// Persons in need of protection: what must be considered by age and sex, to whom a case is referred, and what may not follow.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { migrateJobs, newId, systemActor } from "#platform";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { aList, anEntry } from "../watchlists/fixtures.ts";
import type { CaseDetail, ProtectionServices } from "./contract.ts";
import { aFlight, aMatch, aPerson, byVersion, testId } from "./fixtures.ts";
import { raiseAlerts } from "./raising.ts";
import { casesRoutes } from "./routes.ts";

type Person = Awaited<ReturnType<Desk["signIn"]>>;
let desk: Desk;
let officer: Person;
let reviewer: Person;
let overseer: Person;
let service = "";
let flights = 0;

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-11-21T10:00:00Z") });
  await migrateJobs(desk.url);
  casesRoutes(desk.server, {
    database: desk.database,
    profile: euStrict,
    carrierMessages: async () => new Map(),
  });
  [officer, reviewer, overseer] = await Promise.all([
    desk.signIn(["watch-officer"], "BORDER"),
    desk.signIn(["protection-reviewer"], "CHILD_PROTECTION"),
    desk.signIn(["data-protection-officer"], "OVERSIGHT"),
  ]);
  await desk.database.transaction(systemActor("test"), (tx) => aList(tx, [anEntry({ id: "TEST-1" })]));
});
afterAll(() => desk.close());
beforeEach(async () => {
  const made = await ask<ProtectionServices>(reviewer, "POST", "/api/protection-services", {
    kind: "child",
    name: `Child protection desk ${flights}`,
    contact: "+994 12 000 00 00, day and night",
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  service = made.body.services.at(-1)?.id ?? "";
});

async function ask<Answer>(
  who: Person,
  method: "GET" | "POST",
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

/** A case of a confirmed alert on a traveller of this birth date and sex, with the flight and the person. */
async function aCase(birthDate: string | null, sex: "M" | "F" | "X" | null = "M") {
  flights += 1;
  const flight = aFlight({ id: testId(0xf000 + flights) });
  const personId = newId(desk.clock.now());
  const person = { ...aPerson({ personId, matches: [aMatch({ entryId: "TEST-1" })] }), birthDate, sex };
  const { raised } = await desk.database.transaction(systemActor("intake"), (tx) =>
    raiseAlerts(tx, { flight, receiptId: null, persons: [person], by: byVersion(1) }),
  );
  const decided = await ask<{ caseId: string }>(officer, "POST", `/api/alerts/${raised[0]}/decision`, {
    outcome: "confirmed",
    reasonCode: "PROTECT",
    reason: "same document and photograph",
    version: 1,
  });
  expect(decided.status).toBe(200);
  return { caseId: decided.body.caseId, flight, personId, alertId: raised[0] ?? "" };
}
const detail = async (caseId: string) =>
  (await ask<CaseDetail>(reviewer, "GET", `/api/cases/${caseId}`)).body;
const refer = (caseId: string, over: object = {}, who = reviewer) =>
  ask<CaseDetail & { code: string }>(who, "POST", `/api/cases/${caseId}/protection-referral`, {
    serviceId: service,
    considered: [],
    reason: "looks frightened, speaks for nobody",
    ...over,
  });
const sql = (text: string, values: unknown[] = []) =>
  desk.database.transaction({ id: "person:x", roles: ["supervisor"], purpose: "BORDER" }, (tx) =>
    tx.query(text, values),
  );

const forChild = ["best-interests", "accompanied", "possible-victim", "guardian"];

describe("what is considered before a referral, by age and sex (UNSCR2396-7, EUAPI13-8.3)", () => {
  test.each([
    ["a boy", "2015-05-05", "M", [...forChild, "forced-labour"], ["older-person", "violence-against-women"]],
    ["a girl", "2010-05-05", "F", [...forChild, "violence-against-women"], ["older-person", "forced-labour"]],
    ["a day before 18", "2008-11-22", "M", forChild, []],
    ["of 18 years", "2008-11-21", "M", ["forced-labour"], forChild],
    ["a woman", "1990-01-01", "F", ["violence-against-women"], [...forChild, "older-person"]],
    ["an old man", "1950-01-01", "M", ["older-person", "forced-labour"], forChild],
    ["of a year of birth that may make a child", "2008", "X", [...forChild, "violence-against-women"], []],
    ["of unknown age", null, null, [...forChild, "older-person", "violence-against-women"], []],
  ] as const)("%s", async (_who, birthDate, sex, asked, not) => {
    const { caseId } = await aCase(birthDate, sex);
    const { checklist } = await detail(caseId);
    expect(checklist).toEqual(expect.arrayContaining([...asked, "exploitation", "disability", "language"]));
    expect(checklist.filter((item) => (not as readonly string[]).includes(item))).toEqual([]);
  });

  test("the best interests of a child come first: without having considered them nobody is referred", async () => {
    const { caseId } = await aCase("2014-02-02", "F");
    const { checklist } = await detail(caseId);
    expect(checklist[0]).toBe("best-interests");
    for (const left of checklist) {
      const refused = await refer(caseId, { considered: checklist.filter((item) => item !== left) });
      expect([left, refused.status, refused.body.code]).toEqual([left, 422, "not-considered"]);
    }
    // Nor around the form.
    await expect(
      sql(
        `insert into cases.case_event (case_event_id, case_id, at, actor, kind, text, service_id, considered)
         values ($1, $2, now(), 'person:x', 'protection-referral', 'x', $3, '{}')`,
        [newId(desk.clock.now()), caseId, service],
      ),
    ).rejects.toThrow(/not everything was considered/);
    expect((await detail(caseId)).outcome).toBeNull();
  });
});

describe("a referral (HR-VULN, EUAPI13-8.3)", () => {
  test("goes to a service of the register, is the outcome of the case, and stands in the ledger without a word", async () => {
    const { caseId } = await aCase("2014-02-02", "F");
    const { checklist: considered } = await detail(caseId);
    const { status, body } = await refer(caseId, { considered });
    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: "PROTECTION_REFERRAL" });
    expect(body.events.find(({ kind }) => kind === "protection-referral")).toMatchObject({
      kind: "protection-referral",
      text: expect.stringMatching(/^Child protection desk \d+ \(\+994 12 000 00 00, day and night\): looks/),
    });
    const [entry] = await desk.database.transaction(systemActor("test"), (tx) =>
      tx.query<{ body: string }>(
        "select body from ledger.entry where subject_id = $1 and action = 'case.referred'",
        [caseId],
      ),
    );
    expect(entry?.body).toContain('"outcome":"PROTECTION_REFERRAL"');
    expect(entry?.body).not.toMatch(/frightened|\+994/);
  });

  test("is made by who works on cases, to a service in force, and the outcome comes no other way", async () => {
    const { caseId } = await aCase("1990-01-01", "F");
    const { checklist: considered } = await detail(caseId);
    for (const who of [officer, overseer]) {
      expect((await refer(caseId, { considered }, who)).status).toBe(403);
      const entered = { kind: "other", name: "Anybody", contact: "nobody" };
      expect((await ask(who, "POST", "/api/protection-services", entered)).status).toBe(403);
    }
    const ended = await ask<ProtectionServices>(reviewer, "POST", `/api/protection-services/${service}/end`);
    expect(ended.body.services.map(({ id }) => id)).not.toContain(service);
    expect((await refer(caseId, { considered })).body.code).toBe("no-such-service");
    await expect(
      sql("update cases.case set outcome = 'PROTECTION_REFERRAL' where case_id = $1", [caseId]),
    ).rejects.toThrow(/by a referral/);
  });

  test("nobody who was referred is kept from boarding or checked on our word, by SQL either", async () => {
    const { caseId, flight, personId, alertId } = await aCase("2014-02-02", "F");
    const { checklist: considered } = await detail(caseId);
    const insert = () =>
      sql(
        `insert into cases.directive (directive_id, flight_date, flight_id, flight_designator, flight_origin, flight_destination,
           person_id, known, surname, given, alert_id, directive, ground, authority, ground_reference, reason, state, proposed_by,
           proposed_at)
         values ($1, $2, $3, 'J28065', 'IST', 'GYD', $4, '[]', 'X', 'Y', $5, 'SELECTEE', 'identity-check', 'UNKNOWN', 'REF 1',
           'look again', 'proposed', 'person:x', now())`,
        [newId(desk.clock.now()), flight.date, flight.id, personId, alertId],
      );
    expect((await refer(caseId, { considered })).status).toBe(200);
    await expect(insert()).rejects.toThrow(/referred to protection/);
  });
});
