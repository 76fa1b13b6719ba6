// Rules in force on the real database: what becomes an alert, who reviews it, where a rule stops itself, and its shadow.
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askForCriteria, nightlyStops, noteReview, openRunningRules, type RunningRules } from "#criteria";
import { newId } from "#platform";
import { euStrict } from "#vocabulary";
import type { CriterionDetail } from "#criteria/contract";
import {
  aCriteriaDesk,
  aDossier,
  history,
  type CriteriaDesk,
  type Person,
} from "../../test/harness/criteria-desk.ts";
import type { CriterionAlertDetail, CriterionAlertQueue, CriterionDecision } from "./contract.ts";
import { evaluateForAlerts, reviewedPersons, runCriterion, withdrawOfRule } from "./criterion-alerts.ts";
import { casesRoutes } from "./routes.ts";
import { deleteExpiredAlerts } from "./forget-store.ts";
import { withdrawAlerts } from "./raising.ts";

let desk: CriteriaDesk;
let officer: Person;
let rules: RunningRules;
let codes = 0;
const dayMs = 86_400_000;

beforeAll(async () => {
  desk = await aCriteriaDesk(reviewedPersons);
  const carrierMessages = async () => new Map();
  casesRoutes(desk.server, { database: desk.database, profile: euStrict, carrierMessages });
  officer = await desk.signIn(["watch-officer"], "TERR");
  await history(desk);
}, 60_000);
afterAll(() => desk.close());
beforeEach(() => {
  desk.clock.set(new Date("2026-06-10T10:00:00Z"));
  rules = openRunningRules();
});

const services = () => ({ database: desk.database, rules });
const noBag = { bags: { count: 0, tags: [], weightKg: null } };
const withBag = { bags: { count: 1, tags: [], weightKg: null } };
const today = "2026-06-11";
const evaluate = (flight: { date: string; id: string }) => evaluateForAlerts(services(), flight);

/** A rule in its shadow, counting on a day of traffic like that of the back-test. */
async function inShadow(over: Parameters<CriteriaDesk["propose"]>[1] = {}): Promise<string> {
  codes += 1;
  const id = await desk.propose(`rule-${"abcdefghijklmnopqrstuvwxyz"[codes] ?? "z"}`, over);
  await desk.walk(id, "shadow");
  const travellers = Array.from({ length: 100 }, (_, at) => (at % 10 === 0 ? noBag : withBag));
  for (let flights = 0; flights < 4; flights += 1)
    await evaluate(await desk.flight("2026-06-10", travellers.slice(0, 25)));
  return id;
}

/** A rule in force; all others are retired, so that a test looks at its own. */
async function inForce(over: Parameters<CriteriaDesk["propose"]>[1] = {}): Promise<string> {
  await retireAll();
  const id = await inShadow(over);
  desk.clock.advance(1.1 * dayMs);
  const answer = await desk.step(desk.head, id, "activation");
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.json()));
  return id;
}

async function retireAll(): Promise<void> {
  await desk.database.transaction(desk.system, (tx) =>
    tx.query(
      `update criteria.version set state = 'retired', stopped_at = $1, stopped_by = 'system:test', stopped_reason = 'end of a test'
       where state in ('shadow', 'active')`,
      [tx.at],
    ),
  );
}

const queue = async (state = "open"): Promise<CriterionAlertQueue["alerts"]> =>
  (await desk.ask(officer, "GET", `/api/criterion-alerts?state=${state}`)).json<CriterionAlertQueue>().alerts;
const ofFlight = async (flight: { id: string }, state = "open") =>
  (await queue(state)).filter((alert) => alert.flight.key.endsWith(flight.id));
const detailOf = async (id: string) =>
  (await desk.ask(officer, "GET", `/api/criterion-alerts/${id}`)).json<CriterionAlertDetail>();
const decide = (
  who: Person,
  { id, version, exonerating }: CriterionAlertDetail,
  over: Partial<CriterionDecision> = {},
) =>
  desk.ask(who, "POST", `/api/criterion-alerts/${id}/decision`, {
    outcome: "no-match",
    reasonCode: "DISMISS-EXON",
    reason: "Flies for the day",
    checks: exonerating.map((text) => ({ text, found: "applies" })),
    version,
    ...over,
  });
const steps = async (id: string) => (await desk.detail(id)).history.map(({ step }) => step);

describe("a rule in force", () => {
  test("raises an alert for each whom it matches, once, and for nobody else", async () => {
    await inForce();
    const flight = await desk.flight(today, [
      noBag,
      withBag,
      { ...noBag, seat: "1A" },
      { ...noBag, birthDate: "2015-01-01" },
    ]);
    expect(await evaluate(flight)).toMatchObject({ raised: 1 });
    expect(await evaluate(flight)).toEqual({ raised: 0, changed: 0, withdrawn: 0 });
    expect(await ofFlight(flight)).toMatchObject([
      {
        because: ["traveller.age >= 18", "baggage.pieces = 0"],
        points: 10,
        maskedName: expect.stringContaining("*"),
      },
    ]);
  });

  test("section 14 check 7: the match shows base rate, innocent explanations and a checklist; no decision without it", async () => {
    const id = await inForce();
    const flight = await desk.flight(today, [noBag]);
    await evaluate(flight);
    const [row] = await ofFlight(flight);
    const detail = await detailOf(row?.id ?? "");
    expect(detail).toMatchObject({
      rule: { id, version: 1 },
      exonerating: ["A day trip for work", "Bags sent ahead"],
      lowers: [{ text: "sits in the first rows", state: "false" }],
      baseRate: { reviewed: expect.any(Number), confirmed: expect.any(Number) },
    });
    expect(detail.baseRate.per10000).toBeGreaterThan(500);
    expect((await decide(officer, detail, { checks: [] })).json()).toMatchObject({
      code: "exonerating-unanswered",
    });
    // Whatever asks: the table holds no match as reviewed without its checks.
    await expect(
      desk.database.transaction(desk.system, (tx) =>
        tx.query(
          "update cases.criterion_alert set state = 'confirmed', decided_by = 'x', decided_at = now(), reason = 'yes', checks = '[]' where alert_id = $1",
          [detail.id],
        ),
      ),
    ).rejects.toThrow(/check constraint/);
    expect((await decide(officer, detail)).status).toBe(200);
    expect(await detailOf(detail.id)).toMatchObject({ state: "no-match", decision: { checks: [{}, {}] } });
    expect((await desk.detail(id)).shown.metrics).toMatchObject({
      reviewed: 1,
      precision: { count: 0, of: 1 },
    });
  });

  test("who wrote the rule does not review its matches", async () => {
    await inForce();
    const flight = await desk.flight(today, [noBag]);
    await evaluate(flight);
    const [row] = await ofFlight(flight);
    const detail = await detailOf(row?.id ?? "");
    // The author takes on a second role later.
    await desk.database.transaction(desk.system, (tx) =>
      tx.query(
        "insert into access.role_grant values ($1, 'analyst', now(), 'system:test') on conflict do nothing",
        [desk.author.id],
      ),
    );
    const author = { ...desk.author, headers: { ...desk.author.headers, "x-purpose": "TERR" } };
    expect((await decide(author, detail)).json()).toMatchObject({ code: "own-rule", status: 403 });
  });

  test("a confirmed match goes into a case, whose page shows it", async () => {
    await inForce();
    const flight = await desk.flight(today, [noBag]);
    await evaluate(flight);
    const [row] = await ofFlight(flight);
    const answer = await decide(officer, await detailOf(row?.id ?? ""), {
      outcome: "confirmed",
      reasonCode: "ESCALATE",
    });
    const { caseId } = answer.json<{ caseId: string }>();
    const shown = (await desk.ask(officer, "GET", `/api/cases/${caseId}`)).json<object>();
    expect(shown).toMatchObject({
      case: { alerts: 1, state: "open" },
      criterionAlerts: [{ id: row?.id, state: "confirmed" }],
    });
  });

  test("what a person has decided is not raised again by the same push", async () => {
    await inForce();
    const flight = await desk.flight(today, [noBag]);
    await evaluate(flight);
    const [row] = await ofFlight(flight);
    await decide(officer, await detailOf(row?.id ?? ""));
    expect(await evaluate(flight)).toEqual({ raised: 0, changed: 0, withdrawn: 0 });
  });

  test("everybody still to come is looked at when it comes into force", async () => {
    await retireAll();
    const flight = await desk.flight(today, [noBag]);
    const id = await inShadow();
    desk.clock.advance(1.1 * dayMs);
    await desk.step(desk.head, id, "activation");
    expect(await ofFlight(flight)).toEqual([]);
    await runCriterion(services(), id);
    expect(await ofFlight(flight)).toHaveLength(1);
  });

  test("who leaves the flight takes the alert along", async () => {
    await inForce();
    const flight = await desk.flight(today, [noBag]);
    await evaluate(flight);
    const [row] = await ofFlight(flight);
    const { personKey } = await detailOf(row?.id ?? "");
    await desk.database.transaction(desk.system, (tx) =>
      withdrawAlerts(tx, { flight, persons: [personKey.split("_")[2] ?? ""], reason: "withdrawn" }),
    );
    expect(await ofFlight(flight, "withdrawn")).toMatchObject([{ id: row?.id }]);
  });
});

describe("in its shadow", () => {
  test("a rule counts and raises nothing; near its back-test it may become active after its days", async () => {
    await retireAll();
    const id = await inShadow();
    const { shown } = await desk.detail(id);
    expect(shown.shadow).toMatchObject({ evaluated: 100, matches: 12, within: true });
    expect((await queue()).filter(({ rule }) => rule.id === id)).toEqual([]);
    expect((await desk.step(desk.head, id, "activation")).json()).toMatchObject({
      because: { code: "shadow-runs" },
    });
  });

  test("a volume far from the back-test keeps it from becoming active", async () => {
    await retireAll();
    codes += 1;
    const id = await desk.propose("far-off");
    await desk.walk(id, "shadow");
    for (let flights = 0; flights < 4; flights += 1)
      await evaluate(
        await desk.flight(
          "2026-06-10",
          Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? noBag : withBag)),
        ),
      );
    desk.clock.advance(1.1 * dayMs);
    expect((await desk.step(desk.head, id, "activation")).json()).toMatchObject({
      because: { code: "shadow-differs" },
    });
  });
});

describe("stops", () => {
  test("section 14 check 3: a rule that is overdue for review matches nobody on the next flight, and the ledger says so", async () => {
    const id = await inForce({ limits: { ...aDossier().limits, reviewEveryDays: 7 } });
    const before = await desk.flight(today, [noBag]);
    expect(await evaluate(before)).toMatchObject({ raised: 1 });
    desk.clock.advance(7.1 * dayMs);
    const next = await desk.flight("2026-06-20", [noBag]);
    expect(await evaluate(next)).toMatchObject({ raised: 0 });
    expect(await ofFlight(next)).toEqual([]);
    expect(await steps(id)).toContain("auto-suspended");
    const entries = await desk.database.transaction(desk.system, (tx) =>
      tx.query<{ body: string }>(
        "select body from ledger.entry where action = 'criterion.auto-suspended' and subject_id = $1",
        [id],
      ),
    );
    expect(entries).toHaveLength(1);
    expect(entries[0]?.body).toContain("review-overdue");
  });

  test("section 14 check 3: so does one whose time is over", async () => {
    const limits = { ...aDossier().limits, sunsetDays: 7 };
    const id = await inForce({ limits });
    desk.clock.advance(7 * dayMs);
    const next = await desk.flight("2026-06-20", [noBag]);
    expect(await evaluate(next)).toMatchObject({ raised: 0 });
    expect((await desk.detail(id)).shown).toMatchObject({ state: "suspended" });
    expect((await desk.step(desk.head, id, "resumption")).json()).toMatchObject({
      because: { code: "past-sunset" },
    });
  });

  test("more matches on a flight than declared: it stops itself, none becomes an alert, its owner is told", async () => {
    const id = await inForce({ limits: { ...aDossier().limits, perFlight: 3 } });
    const flight = await desk.flight(today, [noBag, noBag, noBag, noBag]);
    expect(await evaluate(flight)).toMatchObject({ raised: 0 });
    const { criteria } = (await desk.ask(desk.author, "GET", "/api/criteria")).json<{
      criteria: { id: string }[];
    }>();
    expect(criteria.find((row) => row.id === id)).toMatchObject({
      state: "suspended",
      owner: { id: desk.author.id },
      stopped: { because: { code: "over-per-flight", values: { matches: "4", limit: "3" } } },
    });
  });

  test("more on a day than declared: the flight that passes it stops the rule", async () => {
    const id = await inForce({ limits: { ...aDossier().limits, perDay: 12 } });
    const day = "2026-06-12";
    const many = Array.from({ length: 10 }, () => noBag);
    expect(await evaluate(await desk.flight(day, many))).toMatchObject({ raised: 10 });
    expect(await evaluate(await desk.flight(day, many))).toMatchObject({ raised: 0 });
    expect((await desk.detail(id)).shown.state).toBe("suspended");
    const withdrawn = await withdrawOfRule(services(), { ruleId: id, version: 1 });
    expect(withdrawn).toBe(10);
  });

  test("stopped by the data protection officer: no more matches, open alerts are withdrawn", async () => {
    const id = await inForce();
    const flight = await desk.flight(today, [noBag]);
    await evaluate(flight);
    const answer = await desk.step(desk.protection, id, "suspension", { revision: 0 });
    expect(answer.json<CriterionDetail>().shown.state).toBe("suspended");
    await withdrawOfRule(services(), { ruleId: id, version: 1 });
    expect(await ofFlight(flight, "withdrawn")).toHaveLength(1);
    expect(await evaluate(await desk.flight(today, [noBag]))).toMatchObject({ raised: 0 });
    // Another person than its author lets it run again; the officer who stopped it has no say in that.
    expect((await desk.step(desk.protection, id, "resumption")).status).toBe(403);
    expect((await desk.step(desk.head, id, "resumption")).status).toBe(200);
  });

  test("section 14 check 4: precision under its floor after 200 reviews suspends it; what nobody could tell is no success", async () => {
    const id = await inForce({ limits: { ...aDossier().limits, precisionFloor: 0.2 } });
    const judge = (count: number, outcome: "confirmed" | "no-match" | "cannot-tell") =>
      desk.database.transaction({ ...desk.system, roles: ["analyst"] }, async (tx) => {
        for (let made = 0; made < count; made += 1)
          noteReview(tx, { alertId: newId(tx.at), ruleId: id, version: 1, outcome });
      });
    await judge(45, "confirmed");
    await judge(130, "no-match");
    await judge(24, "cannot-tell");
    const { metrics } = (await desk.detail(id)).shown;
    // 45 of 175 decided, by hand: 0.2571429, Wilson 0.1980922 to 0.3266265.
    expect(metrics?.precision).toMatchObject({ count: 45, of: 175 });
    expect(metrics?.precision.low).toBeCloseTo(0.1980922, 6);
    expect(metrics?.precision.high).toBeCloseTo(0.3266265, 6);
    expect(await nightlyStops(desk.database)).toBe(0);
    await judge(1, "cannot-tell");
    expect(await nightlyStops(desk.database)).toBe(1);
    expect((await desk.detail(id)).history.at(-1)).toMatchObject({
      step: "auto-suspended",
      because: { code: "precision-low" },
    });
  });
});

test("a group that comes to stand apart after the approval stops the rule, unless its bias report explains it", async () => {
  const id = await inForce({ limits: { ...aDossier().limits, perFlight: 100, perDay: 1_000 } });
  desk.clock.set(new Date("2026-06-20T10:00:00Z"));
  for (const day of ["2026-06-16", "2026-06-17", "2026-06-18"])
    await desk.flight(
      day,
      Array.from({ length: 90 }, (_, at) => ({
        nationality: ["TUR", "AZE", "DEU"][at % 3] ?? "AZE",
        ...(at % 3 === 0 && at % 2 === 0 ? noBag : withBag),
      })),
    );
  const { shown, history: taken } = await desk.watched(id);
  expect(shown.state).toBe("suspended");
  expect(taken.at(-1)).toMatchObject({
    step: "auto-suspended",
    because: { code: "disparity-alarm", values: { by: "nationality", group: "TUR" } },
  });
});

test("a push asks for its flight to be evaluated while a rule runs, and for nothing while none does", async () => {
  const asked = async (flight: { date: string; id: string }) => {
    await desk.database.transaction(desk.system, (tx) => askForCriteria(tx, flight));
    const client = new Client({ connectionString: desk.adminUrl });
    await client.connect();
    const { rowCount } = await client.query("select from graphile_worker.jobs where key = $1", [
      `evaluate-flight:${flight.id}`,
    ]);
    await client.end();
    return rowCount;
  };
  await retireAll();
  const flight = await desk.flight(today, [noBag]);
  expect(await asked(flight)).toBe(0);
  await inForce();
  expect([await asked(flight), await asked(flight)]).toEqual([1, 1]);
});

test("alerts on rules go when their time is over, except those that a case holds; the figures of the rule stay", async () => {
  const id = await inForce();
  const flight = await desk.flight(today, [noBag, noBag, noBag]);
  await evaluate(flight);
  const [held, judged] = await ofFlight(flight);
  await decide(officer, await detailOf(held?.id ?? ""), { outcome: "confirmed", reasonCode: "ESCALATE" });
  await decide(officer, await detailOf(judged?.id ?? ""));
  desk.clock.advance(190 * dayMs);
  await desk.database.transaction(desk.system, (tx) => deleteExpiredAlerts(tx, euStrict.initial.period));
  expect(await ofFlight(flight)).toEqual([]);
  expect(await ofFlight(flight, "no-match")).toEqual([]);
  expect(await ofFlight(flight, "confirmed")).toMatchObject([{ id: held?.id }]);
  expect((await desk.detail(id)).shown.metrics).toMatchObject({
    reviewed: 2,
    precision: { count: 1, of: 2 },
  });
});

test("a back-test counts how many of its hits persons have confirmed", async () => {
  await inForce();
  const flight = await desk.flight("2026-06-09", [noBag, noBag]);
  desk.clock.set(new Date("2026-06-09T12:00:00Z"));
  await evaluate(flight);
  const [one, other] = await ofFlight(flight);
  await decide(officer, await detailOf(one?.id ?? ""), { outcome: "confirmed", reasonCode: "ESCALATE" });
  await decide(officer, await detailOf(other?.id ?? ""));
  desk.clock.set(new Date("2026-06-10T12:00:00Z"));
  const id = await desk.propose("judged");
  await desk.walk(id, "specified");
  const { result } = await desk.backTest(id);
  expect(result).toMatchObject({ precision: { count: 1, of: 2 }, recall: { count: 1, of: 1 } });
  expect(result?.overlap).toMatchObject([{ both: result?.matches, share: { value: 1 } }]);
});
