// Matches of a rule at the screens: the queue, one traveller with what the rule found, innocent explanations, the decision, the case.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { manualClock } from "#platform";
import type { Role } from "#access";
import type { CaseList, CriterionAlertDetail, CriterionAlertQueue } from "#cases/contract";
import { usualLimits, type BackTest, type CriterionDetail } from "#criteria/contract";
import { json, signIn } from "../../src/app/demonstration-people.ts";
import type { CarrierLine } from "../harness/unit.ts";
import { flyTo, type ListedPerson } from "./messages.ts";
import { until } from "../harness/until.ts";
import { seenByShadow } from "./shadow.ts";
import { barriers, describeJourneys, openScreens, statePurpose, type Screens } from "./screens.ts";

/** Far ahead, so that sessions begun on it have not ended by the browser's own clock. */
const clock = manualClock(new Date("2036-06-16T06:00:00Z"));
const hour = 3_600_000;
const letters = (number: number): string =>
  String(number).replaceAll(/\d/g, (digit) => "ABCDEFGHIJ".charAt(Number(digit)));
const explanations = ["Cheaper seats in the last rows", "A group that sits together"];
const rule = `rule rear-rows suspect
  when traveller.age >= 18 and traveller.seat-row >= 64
  lowers 10 "travels with family": count(companion) >= 1
`;
const fields = ["traveller.age", "traveller.seat-row", "companion"];

/** Sixty travellers in rows 10 to 69: the rule matches the last six. */
function travellers(flight: number): ListedPerson[] {
  return Array.from({ length: 60 }, (_, at) => ({
    surname: `SYNTHETIC${letters(flight)}`,
    given: `PERSON${letters(at)}`,
    birthDate: `19${String(50 + (at % 45)).padStart(2, "0")}-03-0${(at % 9) + 1}`,
    document: `C${flight}${String(at).padStart(5, "0")}`,
    seat: `${at + 10}A`,
    sex: at % 2 === 0 ? "M" : "F",
  }));
}

describeJourneys("matches of a rule", () => {
  let screens: Screens;
  let carrier: CarrierLine;
  let page: Page;
  let numbers = 300;
  /** How many are open at the beginning: six of each of six flights, the last of which came since. */
  const matched = 36;
  let confirmed = "";

  /** Asks as somebody of the role, signed in anew: much time passes between two steps. */
  async function ask<Answer>(role: Role, method: string, path: string, body?: object): Promise<Answer> {
    const person = await signIn(screens.unit.address, role);
    const purpose = path.includes("/back-tests")
      ? "CRITERIA"
      : path.includes("/criterion-alerts/")
        ? "TERR"
        : undefined;
    return json<Answer>(await person(method, path, body, purpose), `${method} ${path}`);
  }
  const openOnes = () => ask<CriterionAlertQueue>("analyst", "GET", "/api/criterion-alerts");

  async function fly(inHours: number): Promise<void> {
    numbers += 1;
    await flyTo(carrier, { now: clock.now(), inHours, number: numbers }, travellers(numbers));
  }

  /** A rule brought into force as people would, and a flight on which it matches. */
  async function ruleInForce(): Promise<void> {
    const { id } = await ask<CriterionDetail>("rules-manager", "POST", "/api/criteria", {
      code: "rear-rows",
      draft: { text: rule },
      dossier: {
        title: "Seats in the last rows",
        threat: "RISK-7, couriers who sit apart",
        offences: ["drug-trafficking"],
        airLink: "Those who carry for others come by air",
        aimedAt: "offender",
        idea: "Adults who chose the last rows",
        evidence: { source: "B", information: "2", corroboration: "" },
        exonerating: explanations,
        necessity: fields.map((field) => ({ field, why: "Without it the rule would match everybody" })),
        cautions: [],
        scope: "All flights to Baku, this year",
        publicSummary: "",
        limits: { ...usualLimits, per10000: 2_000, perFlight: 30, perDay: 300, shadowDays: 1 },
      },
    });
    const take = async (role: Role, step: string, body: object = {}): Promise<CriterionDetail> => {
      const { revision } = await ask<CriterionDetail>(role, "GET", `/api/criteria/${id}`);
      return ask(role, "POST", `/api/criteria/${id}/versions/1/${step}`, { revision, ...body });
    };
    const text = "Looked at for a journey";
    const { shown } = await take("rules-manager", "specification");
    const days = { from: "2036-06-16", until: "2036-06-16" };
    const begun = await ask<BackTest>("analyst", "POST", `/api/criteria/${id}/versions/1/back-tests`, days);
    const tried = await until(
      () => ask<BackTest>("analyst", "GET", `/api/criteria/${id}/back-tests/${begun.id}`),
      ({ state }) => state !== "running",
    );
    await take("analyst", "test-report", { testId: tried.id, text });
    const standsOut = (tried.result?.disparity ?? []).filter(({ verdict }) => verdict !== "within");
    const explained = standsOut.map(({ by, group }) => ({ by, group, text }));
    await take("analyst", "bias-report", { text, explanations: explained });
    await take("data-protection-officer", "bias-assent", { text });
    await take("data-protection-officer", "opinion", { verdict: "positive", text });
    await take("supervisor", "approval", { fingerprint: shown.fingerprint, text });
    await take("legal-adviser", "approval", { fingerprint: shown.fingerprint, text });
    await take("rules-manager", "shadow");
    for (const hours of [5, 6]) await fly(hours);
    await until(
      () => seenByShadow(screens.unit.address, id),
      (seen) => seen === 300,
    );
    clock.advance(25 * hour);
    await take("supervisor", "activation", { text });
    await fly(3);
  }

  beforeAll(async () => {
    screens = await openScreens({ clock });
    carrier = await screens.unit.carrier("J2");
    for (const hours of [2, 3, 4]) await fly(hours);
    await ruleInForce();
    // Flights that were there before the rule came into force are looked at in the background.
    await until(
      async () => (await openOnes()).open,
      (open) => open === matched,
    );
    page = await screens.sitDown("analyst", { scheme: "light" });
  });
  afterAll(() => screens.close());

  const region = (name: string): Locator => page.getByRole("region", { name, exact: true });
  async function answerAll(found: "applies" | "does not apply" | "not known"): Promise<void> {
    for (const text of explanations)
      await page
        .getByRole("radiogroup", { name: text })
        .getByRole("radio", { name: found, exact: true })
        .check();
  }

  test("the queue stands beside that of listed persons, counted, with masked travellers", async () => {
    await page.goto("/alerts");
    await page.getByText(`Rules ${matched}`, { exact: true }).click();
    const rows = page.getByRole("row").filter({ hasText: "Seats in the last rows" });
    await rows.first().waitFor();
    expect(new URL(page.url()).search).toBe("?kind=rules");
    expect(await rows.count()).toBe(matched);
    await rows.first().getByText("10 (from 10)").waitFor();
    await rows
      .first()
      .getByText(/traveller\.seat-row >= 64/)
      .waitFor();
    expect(await page.getByText(/SYNTHETIC/).count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
  });

  test("one match shows the traveller, what holds with its values, and how common it is", async () => {
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await statePurpose(page);
    await page.getByRole("heading", { name: "Match with the rule “Seats in the last rows”" }).waitFor();
    await region("Traveller and flight")
      .getByText(/SYNTHETIC/)
      .waitFor();
    await region("What holds").getByText("row of the seat:").waitFor();
    await region("How common such a match is")
      .getByText(/^Of 10,000 travellers about 1,000 match/)
      .waitFor();
    await page.getByRole("heading", { name: "How long it is kept" }).waitFor();
    await region("How common such a match is").getByText("No match of this rule has been reviewed").waitFor();
    await page.keyboard.press("a");
    await page.getByText("With you").waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test("nothing is decided before each innocent explanation is answered", async () => {
    await page.keyboard.press("1");
    await page.getByRole("radio", { name: "An innocent explanation applies" }).check();
    await page.getByRole("textbox", { name: /In words/ }).fill("Sits with a school class, by the list");
    await page.keyboard.press("Control+Enter");
    const summary = page.getByRole("alert");
    for (const text of explanations) await summary.getByText(`Say what you found of this: ${text}`).waitFor();
    expect((await openOnes()).open).toBe(matched);
    expect(await barriers(page)).toEqual([]);
  });

  test("answered and decided, it leads to the next match with an empty form", async () => {
    const before = page.url();
    await answerAll("applies");
    await page.keyboard.press("Control+Enter");
    await page.waitForURL((url) => url.pathname.startsWith("/ra/") && url.href !== before);
    await region("How common such a match is")
      .getByText(/1\), confirmed: 0/)
      .waitFor();
    expect(await page.getByRole("textbox", { name: /In words/ }).inputValue()).toBe("");
    expect(await page.getByRole("radio", { checked: true }).count()).toBe(0);
    expect((await openOnes()).open).toBe(matched - 1);
    await page.goto(before);
    await statePurpose(page);
    const decided = region("Decision");
    await decided.getByText("Sits with a school class, by the list").waitFor();
    await decided.getByText(explanations[0] ?? "").waitFor();
    expect(await page.getByRole("textbox").count()).toBe(0);
    await page.getByRole("button", { name: /Next alert/ }).click();
    await page.getByRole("textbox", { name: /In words/ }).waitFor();
  });

  test("board, flight and traveller show it beside alerts on listed persons, and the board follows by itself", async () => {
    const board = await screens.sitDown("watch-officer", { scheme: "light" });
    // A browser's own clock is not that of this test: the window is the server's.
    await board.route("**/api/flights?*", (route) =>
      route.continue({ url: route.request().url().replace(/\?.*/, "") }),
    );
    await board.goto("/flights?hours=168");
    const { alerts } = await openOnes();
    // The flights before it have landed and left the board.
    const latest = alerts.at(-1);
    if (latest === undefined) throw new Error("no match is open");
    const onFlight = alerts.filter(({ flight }) => flight.key === latest.flight.key).length;
    const designator = latest.flight.designator.replace(/^J2/, "J2 ");
    const row = board.getByRole("row").filter({ hasText: designator });
    await row.getByText(`${onFlight} Match of a rule`).waitFor();
    await board.getByRole("switch", { name: "With alerts" }).check();
    await row.getByText(`${onFlight} Match of a rule`).waitFor();
    expect(await barriers(board)).toEqual([]);
    await row.getByRole("link").first().click();
    await statePurpose(board);
    await board.getByText(`With alerts ${onFlight}`).click();
    const travellers = board.getByRole("row").filter({ hasText: /SYNTHETIC/ });
    expect(await travellers.count()).toBe(onFlight);
    await travellers.first().getByRole("link", { name: "Match of a rule" }).waitFor();
    expect(await barriers(board)).toEqual([]);
    await travellers
      .first()
      .getByRole("link", { name: /SYNTHETIC/ })
      .click();
    const alertsOf = board.getByRole("region", { name: "Alerts of this traveller" });
    await alertsOf.getByRole("link", { name: /Seats in the last rows/ }).waitFor();
    expect(await barriers(board)).toEqual([]);
    await board.goto("/flights?hours=168");
    await row.getByText(`${onFlight} Match of a rule`).waitFor();
    const before = await ask<CriterionAlertDetail>("analyst", "GET", `/api/criterion-alerts/${latest.id}`);
    await ask("watch-officer", "POST", `/api/criterion-alerts/${latest.id}/decision`, {
      outcome: "no-match",
      reasonCode: "DISMISS-EXON",
      reason: "Looked at elsewhere",
      checks: explanations.map((text) => ({ text, found: "applies" })),
      version: before.version,
    });
    await row.getByText(`${onFlight - 1} Match of a rule`).waitFor();
    await board.context().close();
  });

  test("a confirmed match stands in its case", async () => {
    const { alerts } = await openOnes();
    await page.goto(`/ra/${alerts[0]?.id ?? ""}`);
    await statePurpose(page);
    await page.getByRole("textbox", { name: /In words/ }).waitFor();
    expect(await page.getByRole("button", { name: /Propose a directive/ }).count()).toBe(0);
    const before = page.url();
    confirmed = before;
    await answerAll("does not apply");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^2?\s*Confirmed/ }).click();
    await page.getByRole("radio", { name: "Pass on for action" }).check();
    await page.getByRole("textbox", { name: /In words/ }).fill("Carries what the rule looks for");
    await page.keyboard.press("Control+Enter");
    await page.waitForURL((url) => url.pathname.startsWith("/ra/") && url.href !== before);
    const { cases } = await ask<CaseList>("analyst", "GET", "/api/cases");
    await page.goto(`/c/${cases[0]?.id ?? ""}`);
    await region("Matches of rules in this case").getByText("Seats in the last rows").waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test("confirmed, it leads to another check proposed by one and released by another; to no refusal", async () => {
    await page.goto(confirmed);
    await statePurpose(page);
    await page.getByRole("button", { name: /Propose a directive/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Board after another check").waitFor();
    await dialog.getByText(/A match of a rule keeps nobody from boarding/).waitFor();
    expect(await dialog.getByText("Do not board").count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole("textbox").fill("Two of the innocent explanations are ruled out");
    await dialog.getByRole("button", { name: /Propose; another officer/ }).click();
    await region("Boarding directive").getByText("proposed, without effect").waitFor();
    const second = await screens.sitDown("supervisor", { scheme: "light" });
    await second.goto(confirmed);
    await statePurpose(second);
    await second.getByRole("button", { name: "Release: the carrier is told" }).click();
    await region("Boarding directive").getByText("in force").waitFor();
    await second.context().close();
    expect(await barriers(page)).toEqual([]);
  });

  test("in Arabic queue and match hold no barrier", async () => {
    const reader = await screens.sitDown("analyst", { language: "ar" });
    await reader.goto("/alerts?kind=rules");
    await reader.getByText("Seats in the last rows").first().waitFor();
    expect(await barriers(reader)).toEqual([]);
    const { alerts } = await openOnes();
    await reader.goto(`/ra/${alerts[0]?.id ?? ""}`);
    await reader.getByRole("heading", { level: 2 }).first().waitFor();
    await reader.keyboard.press("6");
    await reader.getByRole("radiogroup").first().waitFor();
    expect(await reader.locator("html").getAttribute("dir")).toBe("rtl");
    expect(await barriers(reader)).toEqual([]);
    await reader.context().close();
  });

  test("nothing was asked elsewhere and nothing went wrong unseen", () => {
    expect(screens.misdeeds).toEqual([]);
  });
});
