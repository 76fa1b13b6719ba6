// Rules in force on the real database: what becomes an alert, who reviews it, where a rule stops itself, and its shadow.
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askForCriteria, nightlyStops, noteReview } from "#criteria";
import { newId, openLiveFeed } from "#platform";
import { deleteExpired } from "#retention";
import { euStrict } from "#vocabulary";
import { usualLimits, type CriterionDetail, type CriterionList } from "#criteria/contract";
import { aDossier } from "../../test/harness/criteria-desk.ts";
import { aMatchDesk, noBag, withBag, type MatchDesk } from "../../test/harness/match-desk.ts";
import { runCriterion, withdrawOfRule } from "./criterion-alerts.ts";
import { casesExpiring } from "./expiring.ts";
import { openAlertCounts, openAlertsByPerson } from "./open-alerts.ts";
import { withdrawAlerts } from "./raising.ts";

let desk: MatchDesk;
const dayMs = 86_400_000;
const today = "2026-06-11";

beforeAll(async () => {
  desk = await aMatchDesk();
});
afterAll(() => desk.close());
beforeEach(() => desk.reset());

const steps = async (id: string) => (await desk.detail(id)).history.map(({ step }) => step);

describe("a rule in force", () => {
  test("raises an alert for each whom it matches, once, and for nobody else", async () => {
    await desk.inForce();
    const flight = await desk.flight(today, [
      noBag,
      withBag,
      { ...noBag, seat: "1A" },
      { ...noBag, birthDate: "2015-01-01" },
    ]);
    expect(await desk.evaluate(flight)).toMatchObject({ raised: 1 });
    expect(await desk.evaluate(flight)).toEqual({ raised: 0, changed: 0, withdrawn: 0 });
    expect(await desk.ofFlight(flight)).toMatchObject([
      {
        because: ["traveller.age >= 18", "baggage.pieces = 0"],
        points: 10,
        maskedName: expect.stringContaining("*"),
      },
    ]);
  });

  test("section 14 check 7: the match shows base rate, innocent explanations and a checklist; no decision without it (CJEU817-203-206, PNRD-6.5)", async () => {
    const id = await desk.inForce();
    const flight = await desk.flight(today, [noBag]);
    await desk.evaluate(flight);
    const [row] = await desk.ofFlight(flight);
    const detail = await desk.detailOf(row?.id ?? "");
    expect(detail).toMatchObject({
      rule: { id, version: 1 },
      exonerating: ["A day trip for work", "Bags sent ahead"],
      lowers: [{ text: "sits in the first rows", state: "false" }],
      baseRate: { reviewed: expect.any(Number), confirmed: expect.any(Number) },
    });
    expect(detail.baseRate.per10000).toBeGreaterThan(500);
    expect((await desk.decide(desk.officer, detail, { checks: [] })).json()).toMatchObject({
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
    expect((await desk.decide(desk.officer, detail)).status).toBe(200);
    expect(await desk.detailOf(detail.id)).toMatchObject({
      state: "no-match",
      decision: { checks: [{}, {}] },
    });
    expect((await desk.detail(id)).shown.metrics).toMatchObject({
      reviewed: 1,
      precision: { count: 0, of: 1 },
    });
  });

  test("who wrote the rule does not review its matches", async () => {
    await desk.inForce();
    const flight = await desk.flight(today, [noBag]);
    await desk.evaluate(flight);
    const [row] = await desk.ofFlight(flight);
    const detail = await desk.detailOf(row?.id ?? "");
    // The author takes on a second role later.
    await desk.database.transaction(desk.system, (tx) =>
      tx.query(
        "insert into access.role_grant values ($1, 'analyst', now(), 'system:test') on conflict do nothing",
        [desk.author.id],
      ),
    );
    const author = { ...desk.author, headers: { ...desk.author.headers, "x-purpose": "TERR" } };
    expect((await desk.decide(author, detail)).json()).toMatchObject({ code: "own-rule", status: 403 });
  });

  test("a confirmed match goes into a case, whose page shows it", async () => {
    await desk.inForce();
    const flight = await desk.flight(today, [noBag]);
    await desk.evaluate(flight);
    const [row] = await desk.ofFlight(flight);
    const answer = await desk.decide(desk.officer, await desk.detailOf(row?.id ?? ""), {
      outcome: "confirmed",
      reasonCode: "ESCALATE",
    });
    const { caseId } = answer.json<{ caseId: string }>();
    const shown = (await desk.ask(desk.officer, "GET", `/api/cases/${caseId}`)).json<object>();
    expect(shown).toMatchObject({
      case: { alerts: 1, state: "open" },
      criterionAlerts: [{ id: row?.id, state: "confirmed" }],
    });
  });

  test("the board counts it, the flight names it beside its traveller, until it is decided", async () => {
    await desk.inForce();
    const flight = await desk.flight(today, [noBag, withBag]);
    const seen = () =>
      desk.database.transaction(
        { id: desk.officer.id, roles: ["watch-officer"], purpose: "TERR" },
        async (tx) => ({
          counts: (await openAlertCounts(tx, [flight.id])).get(flight.id),
          persons: [...(await openAlertsByPerson(tx, flight)).values()],
        }),
      );
    const feed = await openLiveFeed(desk.url, (problem) => expect(problem).toBeNull());
    const told = new Promise((resolve) => {
      feed.subscribe(({ topic, subject }) => {
        if (topic === "flight" && subject.endsWith(flight.id)) resolve(topic);
      });
    });
    await desk.evaluate(flight);
    await told;
    await feed.close();
    const [row] = await desk.ofFlight(flight);
    expect(await seen()).toEqual({
      counts: { strong: 0, possible: 0, weak: 0, rules: 1 },
      persons: [{ listed: [], rules: [{ id: row?.id, rule: "Travellers without bags" }] }],
    });
    await desk.decide(desk.officer, await desk.detailOf(row?.id ?? ""));
    expect(await seen()).toEqual({ counts: undefined, persons: [] });
  });

  test("what a person has decided is not raised again by the same push", async () => {
    await desk.inForce();
    const flight = await desk.flight(today, [noBag]);
    await desk.evaluate(flight);
    const [row] = await desk.ofFlight(flight);
    await desk.decide(desk.officer, await desk.detailOf(row?.id ?? ""));
    expect(await desk.evaluate(flight)).toEqual({ raised: 0, changed: 0, withdrawn: 0 });
  });

  test("everybody still to come is looked at when it comes into force", async () => {
    await desk.retireAll();
    const flight = await desk.flight(today, [noBag]);
    const id = await desk.inShadow();
    desk.clock.advance(1.1 * dayMs);
    await desk.step(desk.head, id, "activation");
    expect(await desk.ofFlight(flight)).toEqual([]);
    await runCriterion(desk.services(), id);
    expect(await desk.ofFlight(flight)).toHaveLength(1);
  });

  test("a new version is asked of everybody still to come in place of the one before; what was decided stays decided", async () => {
    const id = await desk.inForce();
    const flight = await desk.flight("2026-06-14", [noBag, noBag]);
    await desk.evaluate(flight);
    const [first] = await desk.ofFlight(flight);
    await desk.decide(desk.officer, await desk.detailOf(first?.id ?? ""));
    const { revision } = await desk.detail(id);
    const made = await desk.ask(desk.author, "POST", `/api/criteria/${id}/versions`, { revision });
    expect(made.status).toBe(201);
    await desk.walk(id, "shadow");
    const travellers = Array.from({ length: 25 }, (_, at) => (at % 10 === 0 ? noBag : withBag));
    for (let flights = 0; flights < 4; flights += 1)
      await desk.evaluate(await desk.flight("2026-06-11", travellers));
    desk.clock.advance(1.1 * dayMs);
    expect((await desk.step(desk.head, id, "activation")).status).toBe(200);
    await withdrawOfRule(desk.services(), { ruleId: id, version: 1 });
    expect(await desk.ofFlight(flight)).toEqual([]);
    await runCriterion(desk.services(), id);
    const kept = () =>
      desk.database.transaction(desk.system, (tx) =>
        tx.query<{ state: string; rule_version: number }>(
          "select state, rule_version from cases.criterion_alert where flight_id = $1 order by rule_version, state",
          [flight.id],
        ),
      );
    expect(await kept()).toEqual([
      { state: "no-match", rule_version: 1 },
      { state: "withdrawn", rule_version: 1 },
      { state: "open", rule_version: 2 },
    ]);
    // Stopped, it closes nothing that a person has decided, and is asked no more.
    await desk.step(desk.protection, id, "suspension", { revision: 0 });
    await withdrawOfRule(desk.services(), { ruleId: id, version: 2 });
    expect((await kept()).map(({ state }) => state)).toEqual(["no-match", "withdrawn", "withdrawn"]);
    expect(await runCriterion(desk.services(), id)).toBeGreaterThan(0);
    expect(await desk.ofFlight(flight)).toEqual([]);
  });

  test("of the recent past those are asked about whom the legal profile admits", async () => {
    const id = await desk.inForce();
    const flight = await desk.flight(today, [noBag]);
    desk.clock.set(new Date(`${today}T20:00:00Z`));
    const within = (hours: number) => ({
      ...desk.services(),
      profile: { ...euStrict, recentPast: { hours } },
    });
    await runCriterion(within(0), id);
    expect(await desk.ofFlight(flight)).toEqual([]);
    await runCriterion(within(24), id);
    expect(await desk.ofFlight(flight)).toHaveLength(1);
  });

  test("days that are over are summed up, and its figures stay as they were", async () => {
    const id = await desk.inForce();
    const flight = await desk.flight(today, [noBag, withBag]);
    for (const each of [flight, await desk.flight(today, [withBag])]) await desk.evaluate(each);
    const figures = async () => {
      const { shown } = await desk.detail(id);
      return { metrics: shown.metrics, volume: shown.volume, shadow: shown.shadow };
    };
    const before = await figures();
    expect(before.volume).toContainEqual({
      day: today,
      shadow: false,
      flights: 2,
      evaluated: 3,
      matches: 1,
      mostPerFlight: 1,
    });
    const left = () =>
      desk.database.transaction(desk.system, async (tx) => {
        const rows = await tx.query("select from criteria.flight_count where rule_id = $1", [id]);
        return rows.length;
      });
    expect(await left()).toBe(6);
    desk.clock.advance(9 * dayMs);
    await nightlyStops(desk.database);
    expect(await left()).toBe(0);
    expect(await figures()).toEqual(before);
    // A push that comes after all is asked about, and counts the day no second time.
    await desk.evaluate(flight);
    await nightlyStops(desk.database);
    expect(await figures()).toEqual(before);
  });

  test("who leaves the flight takes the alert along", async () => {
    await desk.inForce();
    const flight = await desk.flight(today, [noBag]);
    await desk.evaluate(flight);
    const [row] = await desk.ofFlight(flight);
    const { personKey } = await desk.detailOf(row?.id ?? "");
    await desk.database.transaction(desk.system, (tx) =>
      withdrawAlerts(tx, { flight, persons: [personKey.split("_")[2] ?? ""], reason: "withdrawn" }),
    );
    expect(await desk.ofFlight(flight, "withdrawn")).toMatchObject([{ id: row?.id }]);
  });
});

test("where a rule stands is told while it runs: its last 24 hours beside what it declared", async () => {
  const id = await desk.inForce({
    limits: { ...usualLimits, per10000: 2_000, perFlight: 30, perDay: 13, shadowDays: 1 },
  });
  const eight = [...Array.from({ length: 7 }, () => noBag), withBag];
  const standing = async () => {
    const { criteria } = (await desk.ask(desk.head, "GET", "/api/criteria")).json<CriterionList>();
    const { shown } = await desk.detail(id);
    const listed = criteria.find((row) => row.id === id)?.standing;
    expect(shown.standing).toEqual(listed);
    return listed;
  };
  await desk.evaluate(await desk.flight(today, eight));
  expect(await standing()).toEqual({
    lastDay: { evaluated: 8, matches: 7, most: 7, per10000: 8_750 },
    declared: {
      perDay: 13,
      perFlight: 30,
      per10000: 2_000,
      precisionFloor: usualLimits.precisionFloor,
      reviewsNeeded: 200,
    },
    over: [],
  });
  // On flights of two days, none of which is over by itself.
  await desk.evaluate(await desk.flight("2026-06-12", eight));
  expect(await standing()).toMatchObject({ lastDay: { matches: 14, most: 7 }, over: ["volume"] });
  desk.clock.advance(1.1 * dayMs);
  expect(await standing()).toMatchObject({ lastDay: { evaluated: 0, matches: 0, per10000: null } });
});

describe("in its shadow", () => {
  test("a rule counts and raises nothing; near its back-test it may become active after its days", async () => {
    await desk.retireAll();
    const id = await desk.inShadow();
    const { shown } = await desk.detail(id);
    expect(shown.shadow).toMatchObject({ evaluated: 100, matches: 12, within: true });
    expect((await desk.queue()).filter(({ rule }) => rule.id === id)).toEqual([]);
    expect((await desk.step(desk.head, id, "activation")).json()).toMatchObject({
      because: { code: "shadow-runs" },
    });
  });

  test("a volume far from the back-test keeps it from becoming active", async () => {
    await desk.retireAll();
    const id = await desk.propose("far-off");
    await desk.walk(id, "shadow");
    for (let flights = 0; flights < 4; flights += 1)
      await desk.evaluate(
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
  test("section 14 check 3: a rule that is overdue for review matches nobody on the next flight, and the ledger says so (PNRD-6.4.2, CJEU817-201)", async () => {
    const id = await desk.inForce({ limits: { ...aDossier().limits, reviewEveryDays: 7 } });
    const before = await desk.flight(today, [noBag]);
    expect(await desk.evaluate(before)).toMatchObject({ raised: 1 });
    desk.clock.advance(7.1 * dayMs);
    const next = await desk.flight("2026-06-20", [noBag]);
    expect(await desk.evaluate(next)).toMatchObject({ raised: 0 });
    expect(await desk.ofFlight(next)).toEqual([]);
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
    const id = await desk.inForce({ limits });
    desk.clock.advance(7 * dayMs);
    const next = await desk.flight("2026-06-20", [noBag]);
    expect(await desk.evaluate(next)).toMatchObject({ raised: 0 });
    expect((await desk.detail(id)).shown).toMatchObject({ state: "suspended" });
    expect((await desk.step(desk.head, id, "resumption")).json()).toMatchObject({
      because: { code: "past-sunset" },
    });
  });

  test("more matches on a flight than declared: it stops itself, none becomes an alert, its owner is told (CJEU817-198)", async () => {
    const id = await desk.inForce({ limits: { ...aDossier().limits, perFlight: 3 } });
    const flight = await desk.flight(today, [noBag, noBag, noBag, noBag]);
    expect(await desk.evaluate(flight)).toMatchObject({ raised: 0 });
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
    const id = await desk.inForce({ limits: { ...aDossier().limits, perDay: 12 } });
    const day = "2026-06-12";
    const many = Array.from({ length: 10 }, () => noBag);
    expect(await desk.evaluate(await desk.flight(day, many))).toMatchObject({ raised: 10 });
    expect(await desk.evaluate(await desk.flight(day, many))).toMatchObject({ raised: 0 });
    expect((await desk.detail(id)).shown.state).toBe("suspended");
    const withdrawn = await withdrawOfRule(desk.services(), { ruleId: id, version: 1 });
    expect(withdrawn).toBe(10);
  });

  test("stopped by the data protection desk.officer: no more matches, open alerts are withdrawn (AIA-14)", async () => {
    const id = await desk.inForce();
    const flight = await desk.flight(today, [noBag]);
    await desk.evaluate(flight);
    const answer = await desk.step(desk.protection, id, "suspension", { revision: 0 });
    expect(answer.json<CriterionDetail>().shown.state).toBe("suspended");
    await withdrawOfRule(desk.services(), { ruleId: id, version: 1 });
    expect(await desk.ofFlight(flight, "withdrawn")).toHaveLength(1);
    expect(await desk.evaluate(await desk.flight(today, [noBag]))).toMatchObject({ raised: 0 });
    // Another person than its author lets it run again; the desk.officer who stopped it has no say in that.
    expect((await desk.step(desk.protection, id, "resumption")).status).toBe(403);
    expect((await desk.step(desk.head, id, "resumption")).status).toBe(200);
  });

  test("section 14 check 4: precision under its floor after 200 reviews suspends it; what nobody could tell is no success (CJEU817-201, ANX9-9.27a)", async () => {
    const id = await desk.inForce({ limits: { ...aDossier().limits, precisionFloor: 0.2 } });
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

test("a group that comes to stand apart after the approval stops the rule, unless its bias report explains it (CJEU817-196-197, HR-26)", async () => {
  const id = await desk.inForce({ limits: { ...aDossier().limits, perFlight: 100, perDay: 1_000 } });
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
  await desk.retireAll();
  const flight = await desk.flight(today, [noBag]);
  expect(await asked(flight)).toBe(0);
  await desk.inForce();
  expect([await asked(flight), await asked(flight)]).toEqual([1, 1]);
});

test("alerts on rules go when their time is over, also from cases; the figures of the rule stay (PNRD-12.5a)", async () => {
  const id = await desk.inForce();
  const flight = await desk.flight(today, [noBag, noBag, noBag]);
  await desk.evaluate(flight);
  const [held, judged] = await desk.ofFlight(flight);
  await desk.decide(desk.officer, await desk.detailOf(held?.id ?? ""), {
    outcome: "confirmed",
    reasonCode: "ESCALATE",
  });
  await desk.decide(desk.officer, await desk.detailOf(judged?.id ?? ""));
  const before = desk.clock.now();
  desk.clock.advance(190 * dayMs);
  await deleteExpired({ database: desk.database, profile: euStrict, expiring: casesExpiring });
  expect(await desk.ofFlight(flight)).toEqual([]);
  expect(await desk.ofFlight(flight, "no-match")).toEqual([]);
  expect(await desk.ofFlight(flight, "confirmed")).toEqual([]);
  expect((await desk.detail(id)).shown.metrics).toMatchObject({
    reviewed: 2,
    precision: { count: 1, of: 2 },
  });
  desk.clock.set(before);
});

test("a back-test counts how many of its hits persons have confirmed", async () => {
  await desk.inForce();
  const flight = await desk.flight("2026-06-09", [noBag, noBag]);
  desk.clock.set(new Date("2026-06-09T12:00:00Z"));
  await desk.evaluate(flight);
  const [one, other] = await desk.ofFlight(flight);
  await desk.decide(desk.officer, await desk.detailOf(one?.id ?? ""), {
    outcome: "confirmed",
    reasonCode: "ESCALATE",
  });
  await desk.decide(desk.officer, await desk.detailOf(other?.id ?? ""));
  desk.clock.set(new Date("2026-06-10T12:00:00Z"));
  const id = await desk.propose("judged");
  await desk.walk(id, "specified");
  const { result } = await desk.backTest(id);
  expect(result).toMatchObject({ precision: { count: 1, of: 2 }, recall: { count: 1, of: 1 } });
  expect(result?.overlap).toMatchObject([{ both: result?.matches, share: { value: 1 } }]);
});
