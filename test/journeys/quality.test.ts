// The quality console: decisions taken, figures as counted by hand, a sample drawn and decided blind, agreement shown.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import type { AlertDetail, AlertQueue } from "#cases/contract";
import type { Quality, SecondLook, SecondLooks } from "#quality/contract";
import type { WatchlistEntry } from "#simulation";
import { json, signIn, type Person } from "../../src/app/demonstration-people.ts";
import { countTraffic, measure } from "../../src/quality/measuring.ts";
import { flightLandingIn, passengerList } from "./messages.ts";
import { barriers, describeJourneys, openScreens, statePurpose, type Screens } from "./screens.ts";

type Outcome = "confirmed" | "no-match" | "cannot-tell";
const reasons = { confirmed: "ESCALATE", "no-match": "DISMISS-ID", "cannot-tell": "NEEDS-DOCUMENT" } as const;

/** Who is listed and travels, what the first reviewer says, and what the second. */
const wanted: readonly (readonly [surname: string, given: string, first: Outcome, second: Outcome])[] = [
  ["QARAYEV", "TEYMUR", "confirmed", "no-match"],
  ["ISGANDAROV", "RUFAT", "confirmed", "confirmed"],
  ["BABAZADE", "NARIMAN", "confirmed", "confirmed"],
  ["TAGHIYEV", "ZAUR", "confirmed", "confirmed"],
  ["HUSEYNLI", "ORKHAN", "confirmed", "confirmed"],
  ["SAFAROV", "ELDAR", "no-match", "cannot-tell"],
  ["KAZIMOV", "VUGAR", "no-match", "no-match"],
  ["RZAYEV", "NIJAT", "no-match", "no-match"],
  ["GULUZADE", "ANAR", "no-match", "no-match"],
  ["MIRZAYEV", "SAMIR", "no-match", "no-match"],
  ["VALIYEV", "TOFIG", "no-match", "no-match"],
  ["NOVRUZOV", "PARVIZ", "no-match", "no-match"],
  ["ZEYNALOV", "ISLAM", "no-match", "no-match"],
  ["BAGIROV", "LATIF", "cannot-tell", "cannot-tell"],
];
const travellers = wanted.map(([surname, given], at) => ({
  surname,
  given,
  birthDate: `${1961 + at * 2}-0${1 + (at % 9)}-1${at % 9}`,
  document: `C1000${String(at).padStart(4, "0")}`,
}));
const entries = travellers.map((one, at): WatchlistEntry => ({
  id: `QLT-${at}`,
  list: "QLT",
  ref: `QLT/${at}`,
  names: [{ full: `${one.surname} ${one.given}`, surname: one.surname, given: one.given, type: "primary" }],
  dobs: [{ date: one.birthDate }],
  sex: "M",
  nationalities: ["AZE"],
  birthCountries: [],
  documents: [],
  // Eleven of one category, three of another: too few to be shown by themselves.
  category: at < 3 ? "sanctions" : "wanted",
}));

describeJourneys("the quality of screening", () => {
  let screens: Screens;
  let analyst: Person;
  let officer: Page;
  let reviewer: Page;
  const asked = async (): Promise<Quality> =>
    json(
      await (
        await signIn(screens.unit.address, "data-protection-officer")
      )("GET", "/api/quality?days=30"),
      "the figures",
    );

  beforeAll(async () => {
    screens = await openScreens();
    await screens.unit.lists(entries);
    const carrier = await screens.unit.carrier("J2");
    const sent = await carrier.push({ body: passengerList(flightLandingIn(3, "J2", "75"), travellers) });
    if (sent.status !== 202) throw new Error(await sent.text());
    analyst = await signIn(screens.unit.address, "analyst");
    await decideAll();
    const { services } = screens.unit.running;
    await countTraffic(services);
    await measure(services, { perState: 12, perOrigin: 30 });
    officer = await screens.sitDown("data-protection-officer");
    reviewer = await screens.sitDown("supervisor");
  });
  afterAll(() => screens.close());

  async function decideAll(): Promise<void> {
    const queue = await json<AlertQueue>(await analyst("GET", "/api/alerts"), "the queue");
    if (queue.open !== wanted.length) throw new Error(`${queue.open} alerts`);
    for (const { id } of queue.alerts) {
      const alert = await json<AlertDetail>(
        await analyst("GET", `/api/alerts/${id}`, undefined, "TEST"),
        "one",
      );
      const [, , outcome = "no-match"] = wanted.find(([name]) => name === alert.traveller.surname) ?? [];
      const command = { outcome, reasonCode: reasons[outcome], reason: "as seen on the passport" };
      const answer = await analyst("POST", `/api/alerts/${id}/decision`, {
        ...command,
        version: alert.version,
      });
      expect(answer.status).toBe(200);
    }
  }

  test("the figures are those counted by hand, and a small group is folded into the others", async () => {
    const { precision, cannotTell, repeats, drift, time } = await asked();
    // Five confirmed, eight not; one that nobody could tell. Wilson's interval of 5 in 13 is 0.177 to 0.645.
    expect(precision.all).toMatchObject({ count: 5, of: 13 });
    expect(precision.all.low).toBeCloseTo(0.177, 3);
    expect(precision.all.high).toBeCloseTo(0.645, 3);
    expect(precision.byCategory.shown).toEqual([]);
    expect(precision.byCategory.folded).toMatchObject({ groups: 2, count: 5, of: 13 });
    expect(cannotTell).toMatchObject({ count: 1, of: 14 });
    expect(time.all.count).toBe(14);
    expect(repeats).toMatchObject({ alerts: 14, repeats: 0 });
    // The week is not over yet.
    expect(drift.alertRate).toMatchObject({ now: { count: 0 }, verdict: "too-few" });
  });

  test("invented travellers are measured by what is in force, and again only when it changes", async () => {
    const { measurement } = await asked();
    expect(measurement?.lists.map(({ code }) => code)).toEqual(["QLT"]);
    expect(measurement?.profile).toMatch(/^standard /);
    expect(measurement?.recall.of).toBeGreaterThan(100);
    expect(measurement?.recall.share).toBeGreaterThan(0.9);
    expect(measurement?.mistaken.share).toBeLessThan(0.2);
    expect(measurement?.decoys).toMatchObject({ of: 600 });
    expect(await measure(screens.unit.running.services)).toBe(false);
  });

  test("the console shows them with counts and intervals", async () => {
    await officer.getByRole("heading", { name: "Oversight", level: 1 }).waitFor();
    await officer.keyboard.press("g");
    await officer.keyboard.press("u");
    await officer.getByRole("heading", { name: "Quality of screening", level: 1 }).waitFor();
    await officer.getByText("38.5%").first().waitFor();
    await officer.getByText("5 of 13").first().waitFor();
    const folded = officer.getByRole("table", { name: "By category of the list entry" });
    await folded.getByText("Smaller groups together: 2").waitFor();
    expect(await folded.getByText("Sanctions").count()).toBe(0);
    await officer.getByRole("table", { name: "Listed persons missed" }).getByText("Georgian").waitFor();
    await officer.getByRole("table", { name: "By list" }).getByText("QLT").waitFor();
    const entries = officer.getByRole("table", { name: "The costliest entries of the period" });
    await entries.getByText("no document").first().waitFor();
    const saving = officer.waitForEvent("download");
    await officer.getByRole("button", { name: "Save 9 entries as a table" }).click();
    const saved = readFileSync(await (await saving).path(), "utf8")
      .trim()
      .split("\r\n");
    expect(saved).toHaveLength(10);
    // What is listed and how often, and of the travellers nothing: the documents are theirs alone.
    expect(saved.join("\n")).not.toMatch(/C1000\d{4}|as seen/);
    expect(await barriers(officer)).toEqual([]);
  });

  test("the data protection officer draws a sample; nobody else is offered to", async () => {
    await reviewer.goto("/quality");
    await reviewer.getByText("No sample has been drawn yet.").waitFor();
    expect(await reviewer.getByRole("button", { name: /Draw a sample/ }).count()).toBe(0);
    await officer.getByRole("button", { name: /Draw a sample/ }).click();
    const samples = officer.getByRole("table", { name: /^Samples/ });
    await samples.getByText("14 of 14").waitFor();
    await samples.getByText("Told from ten second looks on").waitFor();
  });

  test("a second person decides by keyboard, and is not told what the first decided", async () => {
    await reviewer.getByRole("link", { name: "Second looks" }).click();
    await statePurpose(reviewer);
    const sides = reviewer.getByRole("table", { name: "Both sides" });
    await sides.waitFor();
    expect(await reviewer.getByText(/as seen on the passport|DISMISS-ID|ESCALATE/).count()).toBe(0);
    expect(await sides.getByRole("link").count()).toBe(0);
    expect(await barriers(reviewer)).toEqual([]);
    // The first as it comes, by hand: an outcome without a reason is not taken.
    const surname = await shownSurname(sides);
    const [, , , second = "no-match"] = wanted.find(([name]) => name === surname) ?? [];
    await reviewer.locator("form button[aria-pressed]").first().focus();
    await reviewer.keyboard.press({ "no-match": "1", confirmed: "2", "cannot-tell": "3" }[second]);
    await reviewer.keyboard.press("Control+Enter");
    await reviewer.getByRole("alert").getByText("Choose a reason").waitFor();
    await reviewer.locator(`input[type=radio][value=${reasons[second]}]`).check();
    await reviewer.keyboard.press("Control+Enter");
    await reviewer.getByText("Decided by you: 1.").waitFor();
  });

  const shownSurname = async (sides: ReturnType<Page["getByRole"]>): Promise<string> => {
    const text = (await sides.textContent()) ?? "";
    return wanted.find(([surname]) => text.includes(surname))?.[0] ?? "";
  };

  test("agreement is shown as worked out by hand, and the alerts stay as they were", async () => {
    const supervisor = await signIn(screens.unit.address, "supervisor");
    const { waiting } = await json<SecondLooks>(
      await supervisor("GET", "/api/second-looks", undefined, "TEST"),
      "what waits",
    );
    expect(waiting).toHaveLength(13);
    for (const { id } of waiting) {
      const look = await json<SecondLook>(
        await supervisor("GET", `/api/second-looks/${id}`, undefined, "TEST"),
        "a second look",
      );
      const [, , , outcome = "no-match"] = wanted.find(([name]) => name === look.traveller.surname) ?? [];
      const decision = { outcome, reasonCode: reasons[outcome] };
      const answer = await supervisor("POST", `/api/second-looks/${id}/decision`, decision, "TEST");
      expect(answer.status).toBe(200);
    }
    // 12 of 14 alike. By chance (5 × 4 + 8 × 8 + 1 × 2) / 14² = 0.439; (0.857 - 0.439) / (1 - 0.439) = 0.745.
    const [sample] = (await asked()).samples;
    expect(sample).toMatchObject({ decided: 14, agreement: { items: 14, same: 12 } });
    expect(sample?.agreement?.kappa).toBeCloseTo(0.7455, 3);
    await officer
      .getByRole("table", { name: /^Samples/ })
      .getByText("0.75")
      .waitFor();
    const { precision } = await asked();
    expect(precision.all).toMatchObject({ count: 5, of: 13 });
    expect(screens.misdeeds).toEqual([]);
  });

  test("right to left and in a narrow window all of it can be reached", async () => {
    for (const language of ["az", "ar"] as const) {
      const page = await screens.sitDown("data-protection-officer", { language, scheme: "light" });
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto("/quality");
      await page.locator("table").nth(5).waitFor();
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    }
  });
});
