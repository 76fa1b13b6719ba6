// The analyst's work by keyboard alone: queue, alert, both sides, a decision with its reason, the next alert; cases; conflicts.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import type { WatchlistEntry } from "#simulation";
import { json, signIn, type Person } from "../../src/app/demonstration-people.ts";
import type { AlertQueue } from "#cases/contract";
import type { CarrierLine } from "../harness/unit.ts";
import { flightLandingIn, passengerList, type ListedPerson } from "./messages.ts";
import { describeJourneys, openScreens, type Screens } from "./screens.ts";

/** Listed persons, and travellers of the same name and birth date, each landing a little later than the one before. */
const wanted: readonly ListedPerson[] = [
  { surname: "QARAYEV", given: "TEYMUR", birthDate: "1975-02-11", document: "C10000001" },
  { surname: "ISGANDAROV", given: "RUFAT", birthDate: "1981-07-23", document: "C10000002" },
  { surname: "BABAZADE", given: "NARMIN", birthDate: "1990-12-02", document: "C10000003", sex: "F" },
  { surname: "TAGHIYEV", given: "ZAUR", birthDate: "1969-09-09", document: "C10000004" },
];
const entries = wanted.map((one, index): WatchlistEntry => ({
  id: `JRN-${index + 1}`,
  list: "JRN",
  ref: `JRN/${index + 1}`,
  names: [{ full: `${one.surname} ${one.given}`, surname: one.surname, given: one.given, type: "primary" }],
  dobs: [{ date: one.birthDate }],
  sex: one.sex ?? "M",
  nationalities: ["AZE"],
  birthCountries: [],
  documents: [],
  category: "wanted",
  programme: "wanted for arrest",
  instructions: "Verify identity with the document in hand.",
}));
const flights = wanted.map((_, index) => flightLandingIn(2 + index, "J2", String(101 + index)));

describeJourneys("an analyst by keyboard", () => {
  let screens: Screens;
  let carrier: CarrierLine;
  let page: Page;
  let analyst: Person;

  beforeAll(async () => {
    screens = await openScreens();
    await screens.unit.lists(entries);
    carrier = await screens.unit.carrier("J2");
    analyst = await signIn(screens.unit.address, "analyst");
    for (const index of wanted.keys()) await send(index);
    page = await screens.sitDown("analyst");
  });
  afterAll(() => screens.close());

  /** Sends the list of the flight on which the traveller of this index travels. */
  async function send(index: number): Promise<void> {
    const [flight, traveller] = [flights[index], wanted[index]];
    if (flight === undefined || traveller === undefined) throw new Error("no such traveller");
    const answer = await carrier.push({ body: passengerList(flight, [traveller]) });
    expect(answer.status).toBe(202);
  }

  async function openAlerts(): Promise<AlertQueue> {
    return json(await analyst("GET", "/api/alerts"), "the queue");
  }

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = async (): Promise<string> =>
    (await page.locator(":focus").textContent())?.replace(/\s+/g, " ").trim() ?? "";

  test("the queue shows who is due next, masked, and opens on a key", async () => {
    await page.getByRole("heading", { name: "Flights", level: 1 }).waitFor();
    await press("g", "a");
    await page.getByRole("heading", { name: "Alerts", level: 1 }).waitFor();
    const rows = page.getByRole("row").filter({ hasText: "JRN" });
    await rows.first().waitFor();
    expect(await rows.count()).toBe(wanted.length);
    expect(await page.getByText("QARAYEV").count()).toBe(0);
    await press("j");
    expect(await focused()).toMatch(/Strong/);
    await press("Enter");
    await page.getByRole("heading", { name: /Why do you need/ }).waitFor();
    expect(await page.getByText("QARAYEV").count()).toBe(0);
    await press("6");
    await page.getByRole("heading", { name: /Possible match/ }).waitFor();
  });

  test("both sides and the reasons stand there", async () => {
    const sides = page.getByRole("table", { name: "Both sides" });
    await sides.waitFor();
    expect(await sides.getByText("QARAYEV").count()).toBe(2);
    await sides.getByText("JRN/1").waitFor();
    await page.getByText("Verify identity with the document in hand.").waitFor();
    const why = page
      .getByRole("region", { name: "Why this alert" })
      .or(page.locator("section", { hasText: "Why this alert" }));
    await why.getByText("Date of birth").first().waitFor();
    await why.getByText(/What would change/).waitFor();
  });

  test("on paper stands what is known, who printed it, when and for which purpose, and nothing to press", async () => {
    await page.evaluate('globalThis.print = () => { document.body.dataset.printed = "yes"; }');
    await page.keyboard.press("p");
    await page.locator('body[data-printed="yes"]').waitFor();
    await page.emulateMedia({ media: "print" });
    await page.getByRole("heading", { name: /Possible match/ }).waitFor();
    const foot = page.locator("p", { has: page.getByText(/^Printed by .* UTC$/) });
    await foot.getByText(/^Purpose: ./).waitFor();
    for (const role of ["button", "textbox", "navigation"] as const)
      expect(await page.getByRole(role).count()).toBe(0);
    await page.emulateMedia({ media: "screen" });
  });

  test("a decision without a reason is not taken, and the form says how to give one", async () => {
    await press("1", "Control+Enter");
    const summary = page.getByRole("alert");
    await summary.getByText("Choose a reason").waitFor();
    await summary.getByText("Write in words what decided").waitFor();
    expect(await page.locator('[role="alert"]:focus').count()).toBe(1);
    expect(await page.title()).toMatch(/^Error/);
    expect((await openAlerts()).open).toBe(wanted.length);
    // The links of the summary lead to the fields.
    await press("Tab", "Enter");
    expect(await page.locator(":focus").getAttribute("type")).toBe("radio");
  });

  test("no match with a reason leads to the next alert", async () => {
    await press("Space", "Tab");
    await page.keyboard.type("Another person: the photograph and the father's name differ.");
    await press("Control+Enter");
    await page.getByRole("table", { name: "Both sides" }).getByText("ISGANDAROV").first().waitFor();
    expect((await openAlerts()).open).toBe(wanted.length - 1);
    expect(await page.getByRole("textbox", { name: /In words/ }).inputValue()).toBe("");
  });

  test("a second person approves the clearing of so strong a match in the register", async () => {
    const supervisor = await screens.sitDown("supervisor");
    await supervisor.goto("/clearings?state=waiting");
    const register = supervisor.getByRole("table");
    await register.getByText("QARAYEV TEYMUR").waitFor();
    expect(await register.getByText(wanted[0]?.document ?? "").count()).toBe(0);
    await register.getByRole("button", { name: "Approve" }).click();
    await supervisor.getByText("The clearing has effect now").waitFor();
    await supervisor.goto("/clearings");
    await register.getByText("QARAYEV TEYMUR").waitFor();
    await supervisor.close();
  });

  test("the cleared namesake does not come back with the next list, nor on another flight", async () => {
    await send(0);
    const [traveller] = wanted;
    if (traveller === undefined) throw new Error("nobody is listed");
    const later = flightLandingIn(20, "J2", "199");
    expect((await carrier.push({ body: passengerList(later, [traveller]) })).status).toBe(202);
    expect((await openAlerts()).open).toBe(wanted.length - 1);
  });

  test("a confirmed match opens a case, which takes notes and is closed with an outcome", async () => {
    await press("2", "Space", "Tab");
    await page.keyboard.type("Same person: document and birth date agree.");
    await press("Control+Enter");
    await page.getByRole("table", { name: "Both sides" }).getByText("BABAZADE").first().waitFor();

    await press("g", "c");
    await page.getByRole("heading", { name: "Cases", level: 1 }).waitFor();
    await page.getByRole("row").nth(1).waitFor();
    await press("j", "Enter");
    await page.getByRole("heading", { name: "History" }).waitFor();
    const note = page.getByRole("textbox", { name: "Note" });
    await note.focus();
    await press("Control+Enter");
    await page.getByRole("alert").getByText("at least 3 characters").waitFor();
    await note.focus();
    await page.keyboard.type("Border post told at 14:05.");
    await press("Control+Enter");
    await page.getByRole("listitem").getByText("Border post told at 14:05.").waitFor();

    await page.getByRole("button", { name: "Close the case" }).focus();
    await press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.getByRole("textbox", { name: "Outcome in words" }).focus();
    await page.keyboard.type("Handed over to the border service.");
    await press("Control+Enter");
    await page.getByRole("listitem").getByText("Handed over to the border service.").waitFor();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await page.getByRole("textbox", { name: "Note" }).count()).toBe(0);
  });

  test("nobody decides in bulk: the queue has no way to choose several, the interface no route", async () => {
    await press("g", "a");
    await page.getByRole("row").filter({ hasText: "JRN" }).first().waitFor();
    expect(await page.locator("main").getByRole("checkbox").count()).toBe(0);
    expect(
      await page
        .locator("main")
        .getByRole("button", { name: /no match|confirm|decide|dismiss/i })
        .count(),
    ).toBe(0);

    const described = await json<{ paths: Record<string, Record<string, { requestBody?: unknown }>> }>(
      await analyst("GET", "/api/openapi.json"),
      "the description",
    );
    const deciding = Object.keys(described.paths).filter((path) => /alerts?\b.*decision/.test(path));
    expect(deciding.toSorted()).toEqual(["/api/alerts/{id}/decision", "/api/criterion-alerts/{id}/decision"]);
    // Neither takes several alerts; the second answers several innocent explanations of its one.
    for (const path of deciding) {
      const body = JSON.stringify(described.paths[path]?.["post"]?.requestBody);
      expect(body.replace(/"checks":\{[^{}]*"type":"array"/, "")).not.toMatch(/"array"/);
    }
  });

  test("two officers decide the same alert: the second is told, and what was typed stays", async () => {
    const second = await screens.sitDown("supervisor");
    // The second officer's line is slow: the news of the first one's decision does not get through.
    await second.context().route("**/api/live", () => undefined);
    const [alert] = (await openAlerts()).alerts;
    await second.goto(`/a/${alert?.id}`);
    await second.getByRole("heading", { name: /Why do you need/ }).waitFor();
    await second.keyboard.press("6");
    await second.getByRole("table", { name: "Both sides" }).waitFor();
    await second.getByRole("button", { name: /No match/ }).waitFor();
    await second.keyboard.press("1");
    await second.getByRole("radio", { name: "Not the same person" }).check();
    await second.getByRole("textbox", { name: /In words/ }).fill("Looks different to me.");

    const decided = await analyst(
      "POST",
      `/api/alerts/${alert?.id}/decision`,
      {
        outcome: "confirmed",
        reasonCode: "ESCALATE",
        reason: "Is the one.",
        version: await versionOf(alert?.id),
      },
      "TEST",
    );
    expect(decided.status).toBe(200);
    await second.keyboard.press("Control+Enter");
    const conflict = second.getByRole("alert");
    await conflict.getByText("Someone else acted meanwhile").waitFor();
    expect(await second.getByRole("textbox", { name: /In words/ }).inputValue()).toBe(
      "Looks different to me.",
    );
    await conflict.getByRole("button", { name: "Load the present state" }).click();
    await second.getByText("Is the one.").waitFor();
    expect(await second.getByRole("textbox", { name: /In words/ }).count()).toBe(0);
    // How long the data are kept stands there, and the dossier for a court is taken from here.
    await second.getByRole("heading", { name: "How long it is kept" }).waitFor();
    const saved = second.waitForEvent("download");
    await second.getByRole("button", { name: "Make the dossier" }).click();
    expect((await saved).suggestedFilename()).toBe(`dossier-${alert?.id.slice(0, 8)}.json`);
    await second.getByText("The dossier was made and saved.").waitFor();
    await second.context().close();
  });

  test("who looks at an alert that another decides sees it happen", async () => {
    const [alert] = (await openAlerts()).alerts;
    await page.goto(`/a/${alert?.id}`);
    await page.getByRole("heading", { name: /Why do you need/ }).waitFor();
    await press("6");
    await page.getByRole("button", { name: "Record the decision" }).waitFor();
    const decision = {
      outcome: "no-match",
      reasonCode: "DISMISS-ID",
      reason: "Twin brother.",
      version: await versionOf(alert?.id),
    };
    const supervisor = await signIn(screens.unit.address, "supervisor");
    expect((await supervisor("POST", `/api/alerts/${alert?.id}/decision`, decision, "TEST")).status).toBe(
      200,
    );
    await page.getByText("Twin brother.").waitFor();
    expect(await page.getByRole("button", { name: "Record the decision" }).count()).toBe(0);
  });

  test("nothing was asked elsewhere and nothing went wrong unseen", () => {
    expect(screens.misdeeds).toEqual([]);
  });

  async function versionOf(id: string | undefined): Promise<number> {
    const detail = await analyst("GET", `/api/alerts/${id}`, undefined, "TEST");
    return (await json<{ version: number }>(detail, "the alert")).version;
  }
});
