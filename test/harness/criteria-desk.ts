// A desk with the routes of rules and everybody who takes a step, invented traffic, and a rule walked to where a test needs it.
import { migrateJobs, newId, systemActor } from "#platform";
import { applyPassengerList } from "#records";
import { euStrict } from "#vocabulary";
import type { ListedTraveller } from "#messages";
import { aDesk, type Desk } from "./desk.ts";
import { aListedTraveller, aPassengerList } from "../../src/records/fixtures.ts";
import { runBackTest, type ReviewedPersons } from "../../src/criteria/back-test.ts";
import {
  usualLimits,
  type BackTest,
  type CriterionDetail,
  type Dossier,
} from "../../src/criteria/contract.ts";
import { watchDisparity } from "../../src/criteria/disparity-watch.ts";
import { criteriaRoutes } from "../../src/criteria/routes.ts";
import { fillPlaces } from "../../src/criteria/sql/facts-store.ts";

export type Person = Awaited<ReturnType<Desk["signIn"]>>;
export type Answer = { readonly status: number; readonly json: <Shape>() => Shape };

export const noBags = `rule no-bags suspect
  when traveller.age >= 18 and baggage.pieces = 0
  lowers 10 "sits in the first rows": traveller.seat-row <= 3
`;
const fields = ["baggage.pieces", "traveller.age", "traveller.seat-row"];

export function aDossier(over: Partial<Dossier> = {}): Dossier {
  return {
    title: "Travellers without bags",
    threat: "RISK-7: couriers who carry nothing of their own",
    offences: ["drug-trafficking"],
    airLink: "The couriers come by air, as two convictions of 2025 show",
    aimedAt: "offender",
    idea: "An adult who flies without any bag",
    evidence: { source: "B", information: "2", corroboration: "" },
    exonerating: ["A day trip for work", "Bags sent ahead"],
    necessity: fields.map((field) => ({ field, why: "Without it the rule would match everybody" })),
    cautions: [],
    scope: "All inbound flights, the whole year",
    publicSummary: "",
    limits: { ...usualLimits, per10000: 2_000, perFlight: 30, perDay: 300, shadowDays: 1 },
    ...over,
  };
}

export async function aCriteriaDesk(reviewedPersons: ReviewedPersons = async () => new Map()) {
  const desk = await aDesk({ at: new Date("2026-06-10T10:00:00Z") });
  const { database, clock } = desk;
  await migrateJobs(desk.url);
  const system = systemActor("test");
  await database.transaction(system, async (tx) => fillPlaces(tx));
  criteriaRoutes(desk.server, { database, profile: euStrict, version: "test" });
  const [author, analyst, protection, head, legal] = await Promise.all([
    desk.signIn(["rules-manager"], "CRITERIA"),
    desk.signIn(["analyst"], "CRITERIA"),
    desk.signIn(["data-protection-officer"]),
    desk.signIn(["supervisor"]),
    desk.signIn(["legal-adviser"]),
  ]);

  async function ask(
    who: Person,
    method: "GET" | "POST" | "PUT",
    url: string,
    body?: object,
  ): Promise<Answer> {
    // However late it is by then: who is signed in stays so.
    await database.transaction(system, (tx) =>
      tx.query(
        "update access.session set last_seen_at = $1, expires_at = $1::timestamptz + interval '1 hour'",
        [tx.at],
      ),
    );
    const answer = await desk.server.inject({
      method,
      url,
      headers: who.headers,
      ...(body === undefined ? {} : { payload: body }),
    });
    return { status: answer.statusCode, json: <Shape>() => answer.json<Shape>() };
  }
  const detail = async (id: string): Promise<CriterionDetail> =>
    (await ask(head, "GET", `/api/criteria/${id}`)).json<CriterionDetail>();
  /** Takes a step of the newest version; what the body lacks is filled in. */
  async function step(who: Person, id: string, path: string, body: object = {}): Promise<Answer> {
    const { revision, shown } = await detail(id);
    const filled = { revision, ...(unreasoned.has(path) ? {} : { text: "Because it is right" }), ...body };
    return ask(who, "POST", `/api/criteria/${id}/versions/${shown.version}/${path}`, filled);
  }
  async function propose(code = "no-bags", over: Partial<Dossier> = {}, text = noBags): Promise<string> {
    const made = await ask(author, "POST", "/api/criteria", {
      code,
      dossier: aDossier({
        ...(/^rule \S+ protect/.test(text) ? { aimedAt: "person-at-risk" } : {}),
        ...over,
      }),
      draft: { text: text.replace("no-bags", code) },
    });
    if (made.status !== 201) throw new Error(JSON.stringify(made.json()));
    return made.json<CriterionDetail>().id;
  }
  async function backTest(
    id: string,
    days = { from: "2026-06-01", until: "2026-06-09" },
    repeats?: string,
  ): Promise<BackTest> {
    const { shown } = await detail(id);
    const asked = await ask(analyst, "POST", `/api/criteria/${id}/versions/${shown.version}/back-tests`, {
      ...days,
      ...(repeats === undefined ? {} : { repeats }),
    });
    if (asked.status !== 202) throw new Error(JSON.stringify(asked.json()));
    const { id: test } = asked.json<BackTest>();
    await runBackTest({ database, reviewedPersons }, test);
    return (await ask(analyst, "GET", `/api/criteria/${id}/back-tests/${test}`)).json<BackTest>();
  }
  /** The weekly look at disparity, with the test that it asks for. */
  async function watched(id: string): Promise<CriterionDetail> {
    await watchDisparity(database);
    const { backTests } = await detail(id);
    await runBackTest({ database, reviewedPersons }, backTests[0]?.id ?? "");
    return detail(id);
  }
  const explained = (test: BackTest) =>
    (test.result?.disparity ?? [])
      .filter(({ verdict }) => verdict !== "within")
      .map(({ by, group }) => ({ by, group, text: "Looked at, and explained" }));

  /** Takes the steps up to and with `last`, each as it should be. */
  async function walk(
    id: string,
    last: "specified" | "tested" | "bias-tested" | "opinion" | "approved" | "shadow",
  ): Promise<void> {
    const order = ["specified", "tested", "bias-tested", "opinion", "approved", "shadow"];
    const upTo = (state: string) => order.indexOf(state) <= order.indexOf(last);
    const must = async (taken: Promise<Answer>) => {
      const answer = await taken;
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.json()));
    };
    await must(step(author, id, "specification"));
    if (!upTo("tested")) return;
    const test = await backTest(id);
    await must(step(analyst, id, "test-report", { testId: test.id }));
    if (!upTo("bias-tested")) return;
    await must(step(analyst, id, "bias-report", { explanations: explained(test) }));
    await must(step(protection, id, "bias-assent"));
    if (!upTo("opinion")) return;
    await must(step(protection, id, "opinion", { verdict: "positive" }));
    if (!upTo("approved")) return;
    const { fingerprint } = (await detail(id)).shown;
    await must(step(head, id, "approval", { fingerprint }));
    await must(step(legal, id, "approval", { fingerprint }));
    if (upTo("shadow")) await must(step(author, id, "shadow"));
  }

  let numbers = 100;
  /** A flight of a day with these travellers; each has a document and a name of their own. */
  async function flight(day: string, travellers: readonly Partial<ListedTraveller>[]) {
    numbers += 1;
    const number = String(numbers);
    const leg = {
      from: "IST",
      to: "GYD",
      departs: `${day}T14:30`,
      arrives: `${day}T18:25`,
      border: true as const,
    };
    const listed = travellers.map((over, at) =>
      aListedTraveller({
        surname: `TEST${word(numbers)}${word(at)}`,
        documents: [{ type: "P", number: `X${number}${at}`, issuer: "AZE", expires: "2031-01-01" }],
        locator: null,
        ...over,
      }),
    );
    const list = aPassengerList(listed, { flights: [{ carrier: "J2", number, suffix: null, legs: [leg] }] });
    const change = await database.transaction(system, (tx) =>
      applyPassengerList(tx, { receiptId: newId(tx.at), list, state: "AZ", sentOn: day }),
    );
    if (change === null) throw new Error("no flight was made");
    return change.flight;
  }
  return {
    ...desk,
    clock,
    system,
    author,
    analyst,
    protection,
    head,
    legal,
    ask,
    detail,
    step,
    propose,
    backTest,
    watched,
    explained,
    walk,
    flight,
  };
}
export type CriteriaDesk = Awaited<ReturnType<typeof aCriteriaDesk>>;

const unreasoned = new Set(["specification", "shadow"]);

/** A number in letters: names hold no digits. */
const word = (number: number): string =>
  String(number).replaceAll(/[0-9]/g, (digit) => "ABCDEFGHIJ".charAt(Number(digit)));

/** Nine days of traffic of which one in `everyNth` has no bag; `over` says more of a traveller. */
export async function history(
  desk: CriteriaDesk,
  over: (number: number) => Partial<ListedTraveller> = () => ({}),
): Promise<void> {
  for (let day = 1; day <= 9; day += 1) {
    const travellers = Array.from({ length: 40 }, (_, at): Partial<ListedTraveller> => {
      const number = day * 40 + at;
      return {
        bags: { count: number % 10 === 0 ? 0 : 1, tags: [], weightKg: null },
        sex: number % 3 === 0 ? "F" : "M",
        seat: "12A",
        ...over(number),
      };
    });
    await desk.flight(`2026-06-0${day}`, travellers);
  }
}
