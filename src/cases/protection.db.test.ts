// Persons in need of protection: what must be considered by age and sex, to whom a case is referred, and what may not follow.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { migrateJobs, newId, systemActor } from "#platform";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { aList, anEntry, aVersion } from "../watchlists/fixtures.ts";
import type { AlertDetail, CaseDetail, Escalations, ProtectionServices } from "./contract.ts";
import { askAgainOfProtected } from "./directives.ts";
import { aFlight, aMatch, aPerson, byVersion, testId } from "./fixtures.ts";
import { raiseAlerts } from "./raising.ts";
import { casesRoutes } from "./routes.ts";

type Person = Awaited<ReturnType<Desk["signIn"]>>;
let desk: Desk;
let officer: Person;
let reviewer: Person;
let overseer: Person;
let second: Person;
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
  [officer, reviewer, overseer, second] = await Promise.all([
    desk.signIn(["watch-officer"], "BORDER"),
    desk.signIn(["protection-reviewer"], "CHILD_PROTECTION"),
    desk.signIn(["data-protection-officer"], "OVERSIGHT"),
    desk.signIn(["supervisor"], "BORDER"),
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
const sqlAs = (role: string, text: string, values: unknown[] = []) =>
  desk.database.transaction({ id: "person:x", roles: [role], purpose: "BORDER" }, (tx) =>
    tx.query(text, values),
  );
const sql = (text: string, values: unknown[] = []) => sqlAs("supervisor", text, values);

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

describe("an alert on somebody missing, a victim, a witness or a contact (LED-6)", () => {
  const listed = async (category: string) => {
    flights += 1;
    const code = `LED${flights}`;
    await desk.database.transaction(systemActor("test"), (tx) =>
      aList(tx, [anEntry({ id: `${code}-1`, list: code, personCategory: category as "victim" })], code),
    );
    const flight = aFlight({ id: testId(0xf000 + flights) });
    const personId = newId(desk.clock.now());
    const person = aPerson({ personId, matches: [aMatch({ entryId: `${code}-1`, list: code })] });
    const { raised } = await desk.database.transaction(systemActor("intake"), (tx) =>
      raiseAlerts(tx, { flight, receiptId: null, persons: [person], by: byVersion(1, code) }),
    );
    return { alertId: raised[0] ?? "", code, flight, personId };
  };
  const decideAs = (alertId: string, reasonCode: string) =>
    ask<{ caseId: string; code: string }>(officer, "POST", `/api/alerts/${alertId}/decision`, {
      outcome: "confirmed",
      reasonCode,
      reason: "same document and photograph",
      version: 1,
    });
  const directive = ({ alertId, flight, personId }: Awaited<ReturnType<typeof listed>>, on: boolean) =>
    sqlAs(
      "analyst",
      `insert into cases.directive (directive_id, flight_date, flight_id, flight_designator, flight_origin, flight_destination,
         person_id, known, surname, given, alert_id, directive, ground, authority, ground_reference, reason, state, proposed_by,
         proposed_at)
       values ($1, $2, $3, 'J28065', 'IST', 'GYD', $4, '[]', 'X', 'Y', $5, 'SELECTEE', 'identity-check', 'UNKNOWN', 'REF 1',
         'look again', 'proposed', 'person:x', now())`,
      [newId(desk.clock.now()), flight.date, flight.id, personId, on ? alertId : null],
    );

  test.each(["missing", "victim", "witness", "contact"])(
    "%s: shown as such, never passed on as a suspect, kept from no journey, by SQL either",
    async (category) => {
      const made = await listed(category);
      const { body } = await ask<AlertDetail>(officer, "GET", `/api/alerts/${made.alertId}`);
      expect(body).toMatchObject({ protective: true, entry: { personCategory: category } });
      expect(await decideAs(made.alertId, "ESCALATE")).toMatchObject({
        status: 422,
        body: { code: "category-protects" },
      });
      await expect(
        sql(
          `insert into cases.decision (decision_id, alert_id, outcome, reason_code, reason, decided_by, decided_at)
           values ($1, $2, 'confirmed', 'ESCALATE', 'same person', 'person:x', now())`,
          [newId(desk.clock.now()), made.alertId],
        ),
      ).rejects.toThrow(/nothing adverse follows/);
      for (const on of [true, false])
        await expect(directive(made, on)).rejects.toThrow(/kept from no journey/);
      const decided = await decideAs(made.alertId, "PROTECT");
      expect(decided.status).toBe(200);
      const linked = await detail(decided.body.caseId);
      expect(linked.persons).toMatchObject([{ category, kind: "listed", source: made.code, waiting: null }]);
    },
  );

  test.each(["suspect", "convicted", "wanted", "other"])("%s: decided as any other", async (category) => {
    const made = await listed(category);
    expect((await ask<AlertDetail>(officer, "GET", `/api/alerts/${made.alertId}`)).body.protective).toBe(
      false,
    );
    expect((await decideAs(made.alertId, "ESCALATE")).status).toBe(200);
    await directive(made, true);
  });

  test("the list changed to a victim after the decision takes the adverse way away", async () => {
    const made = await listed("wanted");
    expect((await decideAs(made.alertId, "ESCALATE")).status).toBe(200);
    await desk.database.transaction(systemActor("test"), async (tx) => {
      const [list] = await tx.query<{ list_id: string }>(
        "select list_id from watchlists.list where code = $1",
        [made.code],
      );
      await aVersion(tx, list?.list_id ?? "", [
        anEntry({ id: `${made.code}-1`, list: made.code, personCategory: "victim" }),
      ]);
    });
    await expect(directive(made, false)).rejects.toThrow(/kept from no journey/);
  });

  test("a directive in force of somebody who turns out a victim is put before the duty officer again, once; the system withdraws nothing (LED-6)", async () => {
    const made = await listed("wanted");
    expect((await decideAs(made.alertId, "ESCALATE")).status).toBe(200);
    await directive(made, true);
    await desk.database.transaction({ id: "person:y", roles: ["supervisor"], purpose: "BORDER" }, (tx) =>
      tx.query(
        "update cases.directive set state = 'released', released_by = 'person:y', released_at = now() where alert_id = $1",
        [made.alertId],
      ),
    );
    const look = () => desk.database.transaction(systemActor("cases"), askAgainOfProtected);
    expect(await look()).toBe(0);
    await desk.database.transaction(systemActor("test"), async (tx) => {
      const [list] = await tx.query<{ list_id: string }>(
        "select list_id from watchlists.list where code = $1",
        [made.code],
      );
      await aVersion(tx, list?.list_id ?? "", [
        anEntry({ id: `${made.code}-1`, list: made.code, personCategory: "victim" }),
      ]);
    });
    expect([await look(), await look()]).toEqual([1, 0]);
    const { escalations } = (await ask<Escalations>(officer, "GET", "/api/escalations")).body;
    const mine = escalations.find(({ directive: about }) => about?.alertId === made.alertId);
    expect(mine).toMatchObject({ kind: "protected-since", directive: { state: "released" } });
    await expect(
      sqlAs(
        "system",
        `update cases.directive set state = 'withdrawn', ended_by = 'system:cases', ended_at = now(), ended_why = 'protected'
         where alert_id = $1`,
        [made.alertId],
      ),
    ).rejects.toThrow(/a released directive is withdrawn by/);
  });

  test("who a person of a case is changes at once when milder, by two persons when harsher, never against the list", async () => {
    const made = await listed("wanted");
    const { caseId } = (await decideAs(made.alertId, "ESCALATE")).body;
    const url = `/api/cases/${caseId}/persons/${made.alertId}/category`;
    const say = (category: string, who = reviewer) =>
      ask<CaseDetail & { code: string }>(who, "POST", url, { category, reason: "as the interview showed" });
    const decideIt = (who: Person) =>
      ask<CaseDetail & { code: string }>(who, "POST", `${url}/answer`, {
        approve: true,
        reason: "read it",
      });
    expect((await say("witness")).body.persons).toMatchObject([{ category: "witness", waiting: null }]);
    await expect(directive(made, true)).rejects.toThrow(/kept from no journey/);
    const asked = await say("suspect");
    expect(asked.body.persons).toMatchObject([{ category: "witness", waiting: { category: "suspect" } }]);
    expect((await decideIt(reviewer)).body.code).toBe("four-eyes");
    await expect(
      sql("update cases.case_alert set person_category = 'convicted' where alert_id = $1", [made.alertId]),
    ).rejects.toThrow(/two persons/);
    expect((await decideIt(second)).body.persons).toMatchObject([{ category: "suspect", waiting: null }]);
    const [entry] = await desk.database.transaction(systemActor("test"), (tx) =>
      tx.query<{ entries: number }>(
        "select count(*)::int as entries from ledger.entry where subject_id = $1 and action like 'case.category-%'",
        [caseId],
      ),
    );
    expect(entry?.entries).toBe(3);
    const victim = await listed("victim");
    const protectedCase = (await decideAs(victim.alertId, "PROTECT")).body.caseId;
    const refused = await ask<{ code: string }>(
      reviewer,
      "POST",
      `/api/cases/${protectedCase}/persons/${victim.alertId}/category`,
      { category: "suspect", reason: "no reason at all" },
    );
    expect(refused).toMatchObject({ status: 422, body: { code: "source-protects" } });
    await expect(
      sql("update cases.case_alert set person_category = 'suspect' where alert_id = $1", [victim.alertId]),
    ).rejects.toThrow(/helped or heard/);
  });

  test.each([
    "a suspect in the theft of a passport",
    "to be arrested on landing",
    "подозреваемая, задержать",
    "à arrêter, auteur présumé",
    "şübhəli şəxs",
    "مشتبه به",
  ])("a referral that says %j is refused, by SQL too", async (reason) => {
    const { caseId } = await aCase("1990-01-01", "F");
    const { checklist: considered } = await detail(caseId);
    expect((await refer(caseId, { considered, reason })).body.code).toBe("adverse-wording");
    await expect(
      sql(
        `insert into cases.case_event (case_event_id, case_id, at, actor, kind, text, service_id, considered)
         values ($1, $2, now(), 'person:x', 'protection-referral', $3, $4, $5)`,
        [newId(desk.clock.now()), caseId, reason, service, considered],
      ),
    ).rejects.toThrow(/accuses nobody/);
    expect(
      (await refer(caseId, { considered, reason: "needs a doctor and a woman to speak with" })).status,
    ).toBe(200);
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
