// The life of a rule over HTTP on the real database: gates at the interface and in the tables, back-tests and their repeats.
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  aCriteriaDesk,
  aDossier,
  history,
  noBags,
  type CriteriaDesk,
} from "../../test/harness/criteria-desk.ts";
import { parse } from "./language/parse.ts";
import { openCriteria } from "./run/criteria.ts";
import { fingerprintOf } from "./run/evidence.ts";
import type { BackTest, CriterionDetail, CriterionList, DossierFile, Reading } from "./contract.ts";

let desk: CriteriaDesk;
const refusal = (code: string) => expect.objectContaining({ code });

beforeAll(async () => {
  desk = await aCriteriaDesk();
  await history(desk);
});
afterAll(() => desk.close());

describe("section 14 check 1: what the law forbids is refused with its clause", () => {
  test.each([
    ['traveller.surname like "A*"', /PNRD-6\.4|CJEU817/],
    ['some(service where service.code = "MOML")', /PNRD-6\.4/],
    ['traveller.birth-place = "X"', /CJEU817/],
    ['traveller.nationality = "TUR"', /PNRD-6\.4/],
  ])("%s", async (when, clause) => {
    const text = `rule tried suspect when ${when} lowers 10 "with family": some(companion where companion.same-surname)`;
    const { usable, faults } = (
      await desk.ask(desk.author, "POST", "/api/criteria/readings", { text })
    ).json<Reading>();
    expect(usable).toBe(false);
    expect(faults.map((fault) => fault.clause ?? "").join(" ")).toMatch(clause);
  });

  test("such a rule is saved as a draft and never specified", async () => {
    const text =
      'rule by-state suspect when traveller.nationality = "TUR" lowers 10 "with family": some(companion where companion.same-surname)';
    const id = await desk.propose("by-state", {}, text.replace("by-state", "no-bags"));
    const answer = await desk.step(desk.author, id, "specification");
    expect(answer.status).toBe(409);
    expect(answer.json()).toMatchObject({ code: "criterion-gate", because: { code: "not-lawful" } });
  });

  test("a text and its tree are read alike, and the printed text is what is fingerprinted", async () => {
    const byText = (
      await desk.ask(desk.author, "POST", "/api/criteria/readings", { text: noBags })
    ).json<Reading>();
    const byTree = (
      await desk.ask(desk.author, "POST", "/api/criteria/readings", { rule: byText.rule })
    ).json<Reading>();
    expect(byText).toMatchObject({
      usable: true,
      fields: ["baggage.pieces", "traveller.age", "traveller.seat-row"],
    });
    expect({ ...byTree, faults: [] }).toEqual({ ...byText, faults: [] });
  });
});

test("a report is in nobody's way as soon as a back-test of this text will do", async () => {
  const id = await desk.propose("to-report");
  await desk.walk(id, "specified");
  const inTheWay = async () => {
    const { next } = (await desk.ask(desk.analyst, "GET", `/api/criteria/${id}`)).json<CriterionDetail>();
    return next.find(({ step }) => step === "tested")?.obstacles.map(({ because }) => because.code);
  };
  expect(await inTheWay()).toEqual(["no-test"]);
  await desk.backTest(id, { from: "2026-06-01", until: "2026-06-01" });
  expect(await inTheWay()).toEqual(["test-too-small"]);
  await desk.backTest(id);
  expect(await inTheWay()).toEqual([]);
  await desk.backTest(id, { from: "2026-06-01", until: "2026-06-01" });
  expect(await inTheWay()).toEqual([]);
});

describe("specification asks for what the law wants said (UNSCR2178-2)", () => {
  test.each([
    ["no offence", { offences: [] }, "no-offence"],
    ["nothing exonerating", { exonerating: [] }, "no-exonerating"],
    [
      "weak evidence",
      { evidence: { source: "C" as const, information: "3" as const, corroboration: "" } },
      "weak-evidence",
    ],
    ["a field without its necessity", { necessity: [] }, "no-necessity"],
    ["nobody it is to find", { aimedAt: null }, "no-aim"],
    ["a suspect who is at risk", { aimedAt: "person-at-risk" as const }, "aim-outcome"],
    [
      "smuggling without those who smuggle",
      { offences: ["drug-trafficking" as const, "unauthorised-entry-facilitation" as const] },
      "aim-smuggled",
    ],
  ])("%s", async (name, over, code) => {
    const id = await desk.propose(name.replaceAll(" ", "-"), over);
    expect((await desk.step(desk.author, id, "specification")).json()).toMatchObject({ because: { code } });
    // The table itself refuses the same.
    await expect(
      sql("update criteria.version set state = 'specified' where rule_id = $1", [id]),
    ).rejects.toThrow(/specified_in_full|air_link_stated|aim_lawful/);
  });

  test("without offence and link with carriage by air no rule is specified, at the interface or by the table (CJEU817-152-157)", async () => {
    const id = await desk.propose("no-air-link", { airLink: "by air" });
    expect((await desk.step(desk.author, id, "specification")).json()).toMatchObject({
      because: { code: "no-air-link" },
    });
    for (const [field, value] of [
      ["airLink", '""'],
      ["offences", "[]"],
    ] as const)
      await expect(
        sql(
          `update criteria.version set state = 'specified',
             dossier = dossier || '{"airLink": "Couriers come by air"}' || jsonb_build_object($2::text, $3::jsonb) where rule_id = $1`,
          [id, field, value],
        ),
      ).rejects.toThrow(/air_link_stated|specified_in_full/);
  });

  test("the person who is smuggled is nobody that a rule can be aimed at", async () => {
    const dossier = { ...aDossier(), offences: ["unauthorised-entry-facilitation"] };
    for (const aimedAt of ["smuggled-person", "migrant", "migrated-person", "victim"]) {
      const answer = await desk.ask(desk.author, "POST", "/api/criteria", {
        code: "aimed",
        dossier: { ...dossier, aimedAt },
        draft: { text: noBags.replace("no-bags", "aimed") },
      });
      expect([aimedAt, answer.status]).toEqual([aimedAt, 400]);
    }
    const smugglers = await desk.propose("smugglers", {
      offences: ["unauthorised-entry-facilitation"],
      aimedAt: "facilitator",
    });
    expect((await desk.step(desk.author, smugglers, "specification")).status).toBe(200);
    // Nor around the form: whom a specified rule is aimed at is held by the table.
    for (const aimedAt of ["offender", "smuggled-person", "person-at-risk"])
      await expect(
        sql(
          "update criteria.version set dossier = jsonb_set(dossier, '{aimedAt}', to_jsonb($2::text)) where rule_id = $1",
          [smugglers, aimedAt],
        ),
      ).rejects.toThrow(/aim_lawful/);
  });

  test("a second origin that says the same makes weak evidence suffice", async () => {
    const evidence = {
      source: "C" as const,
      information: "3" as const,
      corroboration: "Customs say the same of 2025",
    };
    const id = await desk.propose("corroborated", { evidence });
    expect((await desk.step(desk.author, id, "specification")).status).toBe(200);
  });
});

/** As the server's connections do, in the name of a system that may see everything. */
async function sql(text: string, values: readonly unknown[], as = "system:test"): Promise<void> {
  const client = new Client({ connectionString: desk.url });
  await client.connect();
  try {
    await client.query("set role openpiu_app");
    await client.query(
      "select set_config('openpiu.actor', $1, false), set_config('openpiu.roles', 'system', false)",
      [as],
    );
    await client.query(text, [...values]);
  } finally {
    await client.end();
  }
}

describe("section 14 check 2: no rule becomes active around its steps", () => {
  test("each step is refused before its own, at the interface and by the table (PNRD-6.4.1, PNRD-6.3b)", async () => {
    const id = await desk.propose("in-order");
    const { fingerprint } = (await desk.detail(id)).shown;
    const steps = [
      [desk.analyst, "bias-report", { explanations: [] }],
      [desk.protection, "bias-assent", {}],
      [desk.protection, "opinion", { verdict: "positive" }],
      [desk.head, "approval", { fingerprint }],
      [desk.author, "shadow", {}],
      [desk.head, "activation", {}],
    ] as const;
    for (const [who, path, body] of steps) {
      const answer = await desk.step(who, id, path, body);
      expect([path, answer.status]).toEqual([path, 409]);
    }
    for (const state of ["tested", "opinion", "approved", "shadow", "active"])
      await expect(
        sql("update criteria.version set state = $2 where rule_id = $1", [id, state]),
      ).rejects.toThrow(/does not go from|constraint/);
  });

  test("whoever wrote on it never tests, judges, approves or activates it", async () => {
    const both = await desk.signIn(["rules-manager", "supervisor", "analyst"], "CRITERIA");
    const made = await desk.ask(both, "POST", "/api/criteria", {
      code: "own",
      dossier: aDossier(),
      draft: { text: noBags.replace("no-bags", "own") },
    });
    const { id } = made.json<CriterionDetail>();
    await desk.step(both, id, "specification");
    const test = await desk.backTest(id);
    expect((await desk.step(both, id, "test-report", { testId: test.id })).json()).toMatchObject({
      because: { code: "own-rule" },
    });
    await desk.step(desk.analyst, id, "test-report", { testId: test.id });
    await desk.step(desk.analyst, id, "bias-report", { explanations: desk.explained(test) });
    await desk.step(desk.protection, id, "bias-assent");
    await desk.step(desk.protection, id, "opinion", { verdict: "positive" });
    const { fingerprint } = (await desk.detail(id)).shown;
    expect((await desk.step(both, id, "approval", { fingerprint })).json()).toMatchObject({
      because: { code: "own-rule" },
    });
    await expect(
      sql(
        "update criteria.version set first_by = $2, first_at = now(), first_text = 'me', first_fingerprint = fingerprint where rule_id = $1",
        [id, both.id],
        both.id,
      ),
    ).rejects.toThrow(/approver_is_no_author/);
    // Nor does one person approve twice, nor in another's name.
    await desk.step(desk.head, id, "approval", { fingerprint });
    expect((await desk.step(desk.head, id, "approval", { fingerprint })).json()).toMatchObject({
      because: { code: "four-eyes" },
    });
    await expect(
      sql("update criteria.version set second_by = first_by where rule_id = $1", [id], desk.head.id),
    ).rejects.toThrow(/approved_by_two/);
    await expect(
      sql("update criteria.version set second_by = $2 where rule_id = $1", [id, desk.legal.id]),
    ).rejects.toThrow(/signed by who takes it/);
  });

  test("another text than the one that was read is not approved, and an approved one is not changed (PNRD-6.3b, CJEU817-194)", async () => {
    const id = await desk.propose("as-read");
    await desk.walk(id, "opinion");
    expect((await desk.step(desk.head, id, "approval", { fingerprint: "0".repeat(64) })).json()).toEqual(
      refusal("other-text"),
    );
    const { fingerprint } = (await desk.detail(id)).shown;
    await desk.step(desk.head, id, "approval", { fingerprint });
    await desk.step(desk.legal, id, "approval", { fingerprint });
    const { revision, shown } = await desk.detail(id);
    expect(shown.state).toBe("approved");
    const save = { revision, dossier: shown.dossier, draft: { text: shown.text } };
    expect((await desk.ask(desk.author, "PUT", `/api/criteria/${id}/draft`, save)).json()).toEqual(
      refusal("criterion-approved"),
    );
    await expect(sql("update criteria.version set text = 'rule x' where rule_id = $1", [id])).rejects.toThrow(
      /approved/,
    );
  });

  test("a draft that is saved anew is a proposal again and loses what was said of the old text", async () => {
    const id = await desk.propose("saved-anew");
    await desk.walk(id, "opinion");
    const { revision, shown } = await desk.detail(id);
    const text = shown.text?.replace("<= 3", "<= 4") ?? "";
    const saved = await desk.ask(desk.author, "PUT", `/api/criteria/${id}/draft`, {
      revision,
      dossier: shown.dossier,
      draft: { text },
    });
    expect(saved.json<CriterionDetail>().shown).toMatchObject({
      state: "proposed",
      test: null,
      bias: null,
      opinion: null,
    });
    const again = await desk.ask(desk.author, "PUT", `/api/criteria/${id}/draft`, {
      revision,
      dossier: shown.dossier,
      draft: { text },
    });
    expect(again.json()).toEqual(refusal("criterion-changed"));
  });

  test("a negative opinion sends it back", async () => {
    const id = await desk.propose("not-needed");
    await desk.walk(id, "bias-tested");
    const answer = await desk.step(desk.protection, id, "opinion", { verdict: "negative" });
    const { shown, history: steps } = answer.json<CriterionDetail>();
    expect(shown.state).toBe("proposed");
    expect(steps.at(-1)).toMatchObject({ step: "opinion-given", by: { id: desk.protection.id } });
  });

  test("steps older than 90 days carry no rule into force", async () => {
    const id = await desk.propose("too-old");
    await desk.walk(id, "shadow");
    const { clock } = desk;
    const now = clock.now();
    clock.set(new Date(now.getTime() + 91 * 86_400_000));
    try {
      expect((await desk.step(desk.head, id, "activation")).json()).toMatchObject({
        because: { code: "step-too-old" },
      });
      await expect(
        sql(
          "update criteria.version set state = 'active', active_at = $2, review_due = $2 where rule_id = $1",
          [id, clock.now()],
          desk.head.id,
        ),
      ).rejects.toThrow(/active_in_time/);
    } finally {
      clock.set(now);
    }
  });
});

describe("back-tests", () => {
  let id: string;
  beforeAll(async () => {
    id = await desk.propose("tested-rule");
    await desk.walk(id, "specified");
  });

  test("count travellers, matches and their intervals, without a person in the answer (PNRD-6.2c, CoE108-TPD-2)", async () => {
    const found = await desk.backTest(id);
    expect(found).toMatchObject({
      state: "done",
      result: { travellers: 360, flights: 9, matches: 36, per10000: 1000, mostPerFlight: 4, alarms: 0 },
    });
    expect(found.result?.low).toBeCloseTo(731.4, 0);
    expect(JSON.stringify(found)).not.toMatch(/TESTBAB|X1010/);
    expect(found.result?.disparity.some(({ by }) => by === "nationality")).toBe(true);
  });

  test("section 14 check 5: a repeat on the same data gives the same hits, bit for bit", async () => {
    const first = await desk.backTest(id);
    const again = await desk.backTest(id, { from: first.from, until: first.until }, first.id);
    expect(again.hits).toBe(first.hits);
    expect(again.dataset).toBe(first.dataset);
    expect(again.repeats).toEqual({ id: first.id, sameData: true, sameHits: true });
    expect(again.result).toEqual(first.result);
    await expect(
      sql("update criteria.back_test set result = '{}' where test_id = $1", [first.id]),
    ).rejects.toThrow(/not changed/);
  });

  test("of former journeys too, flight by flight", async () => {
    const text = `rule no-bags suspect when count(trip within 90 days) >= 1 lowers 10 "sits in front": traveller.seat-row <= 3`;
    const document = { type: "P", number: "Z7654321", issuer: "AZE", expires: "2031-01-01" };
    const twice = { documents: [document], surname: "TESTREISE" };
    await desk.flight("2026-05-25", [twice]);
    await desk.flight("2026-05-27", [twice, {}]);
    const rule = await desk.propose("former", {}, text);
    expect(await desk.backTest(rule, { from: "2026-05-25", until: "2026-05-27" })).toMatchObject({
      state: "done",
      result: { travellers: 3, matches: 1 },
    });
  });

  test("crew are not counted and not matched, however well a rule fits them (EUAPI13-5.3b)", async () => {
    const days = { from: "2026-05-15", until: "2026-05-15" };
    const noBag = { bags: { count: 0, tags: [], weightKg: null } };
    const flown = await desk.flight(days.from, [
      noBag,
      { ...noBag, role: "crew" },
      { ...noBag, role: "in-transit-crew" },
    ]);
    expect(await desk.backTest(id, days)).toMatchObject({ result: { travellers: 1, matches: 1 } });
    const parsed = parse(noBags);
    if ("fault" in parsed) throw new Error(parsed.fault.text);
    const { rule } = parsed;
    const live = openCriteria([{ ruleId: id, version: 1, rule, fingerprint: fingerprintOf(rule) }]);
    const hits = await desk.database.transaction(desk.system, (tx) =>
      live.evaluateFlight(tx, { date: flown.date, id: flown.id }),
    );
    expect(hits).toHaveLength(1);
  });

  test("other data are told: the repeat says that it is not on the same", async () => {
    const days = { from: "2026-05-20", until: "2026-05-21" };
    await desk.flight("2026-05-20", [{ bags: { count: 0, tags: [], weightKg: null } }]);
    const first = await desk.backTest(id, days);
    await desk.flight("2026-05-21", [{ bags: { count: 0, tags: [], weightKg: null } }]);
    const again = await desk.backTest(id, days, first.id);
    expect(again.repeats).toMatchObject({ sameData: false, sameHits: false });
  });

  test.each([
    ["too far back", { from: "2025-10-01", until: "2026-06-01" }, "period-too-old"],
    ["in the future", { from: "2026-06-01", until: "2026-07-01" }, "period-in-future"],
    ["backwards", { from: "2026-06-05", until: "2026-06-01" }, "not-a-period"],
  ])("%s is refused", async (_name, days, code) => {
    const url = `/api/criteria/${id}/versions/1/back-tests`;
    const answer = await desk.ask(desk.analyst, "POST", url, days);
    expect(answer.json()).toEqual(refusal(code));
  });

  test("they are work on criteria: another purpose, or none, is refused (CoE108-TPD-2)", async () => {
    const url = `/api/criteria/${id}/versions/1/back-tests`;
    const days = { from: "2026-06-01", until: "2026-06-02" };
    const terror = await desk.signIn(["analyst"], "TERR");
    expect((await desk.ask(terror, "POST", url, days)).json()).toEqual(refusal("purpose-criteria"));
    const none = await desk.signIn(["analyst"]);
    expect((await desk.ask(none, "POST", url, days)).status).toBe(400);
  });

  test("a volume over the declared cap is not reported as tested (CJEU817-198)", async () => {
    const narrow = await desk.propose("over-cap", { limits: { ...aDossier().limits, per10000: 10 } });
    await desk.walk(narrow, "specified");
    const found = await desk.backTest(narrow);
    const answer = await desk.step(desk.analyst, narrow, "test-report", { testId: found.id });
    expect(answer.json()).toMatchObject({ because: { code: "over-volume" } });
  });
});

test("the list and the dossier tell where each rule stands; a person without a part in it sees neither", async () => {
  const { criteria } = (await desk.ask(desk.legal, "GET", "/api/criteria")).json<CriterionList>();
  expect(criteria.find(({ code }) => code === "as-read")).toMatchObject({ state: "approved", version: 1 });
  const id = criteria.find(({ code }) => code === "as-read")?.id ?? "";
  const file = (await desk.ask(desk.protection, "GET", `/api/criteria/${id}/dossier`)).json<DossierFile>();
  expect(file.chain.map(({ step }) => step.step)).toEqual([
    "proposed",
    "specified",
    "tested",
    "bias-reported",
    "bias-assented",
    "opinion-given",
    "first-approved",
    "approved",
  ]);
  const carriers = await desk.signIn(["carrier-desk"]);
  expect((await desk.ask(carriers, "GET", "/api/criteria")).status).toBe(403);
});

describe("section 14 check 6 on the database", () => {
  let planted: CriteriaDesk;
  beforeAll(async () => {
    planted = await aCriteriaDesk();
    // One traveller in ten has no bag; here nearly all of them of one State, which is a third of all travellers.
    await history(planted, (number) => {
      const nationality = ["TUR", "AZE", "DEU"][number % 3] ?? "AZE";
      const noBag = nationality === "TUR" ? number % 5 < 2 : number % 60 === 1;
      return { nationality, bags: { count: noBag ? 0 : 1, tags: [], weightKg: null } };
    });
  });
  afterAll(() => planted.close());

  test("a planted proxy of a nationality alarms and must be explained; the control above does not (CJEU817-196-197, LED-11.3, ANX9-9.25b, UNSCR2178-2)", async () => {
    const id = await planted.propose("proxy", { limits: { ...aDossier().limits, per10000: 9_000 } });
    await planted.walk(id, "specified");
    const found: BackTest = await planted.backTest(id);
    expect(
      found.result?.disparity.find(({ by, group }) => by === "nationality" && group === "TUR"),
    ).toMatchObject({
      verdict: "alarm",
    });
    await planted.step(planted.analyst, id, "test-report", { testId: found.id });
    const silent = await planted.step(planted.analyst, id, "bias-report", { explanations: [] });
    expect(silent.json()).toMatchObject({ code: "disparity-unexplained" });
    // Until it is explained, nothing brings the rule into force.
    const early = await planted.step(planted.head, id, "activation");
    expect(early.json()).toMatchObject({ code: "criterion-gate" });
    const explained = await planted.step(planted.analyst, id, "bias-report", {
      explanations: planted.explained(found),
    });
    expect(explained.status).toBe(200);
  });
});
