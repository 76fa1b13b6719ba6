// A calibration from decided alerts: proposed by one person, looked at with its figures, put in force and taken back by another.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import type { AlertDetail, AlertQueue } from "#cases/contract";
import type { Models } from "#quality/contract";
import { ENGINE_VERSION, probabilityOf } from "#screening";
import type { WatchlistEntry } from "#simulation";
import { json, signIn, type Person } from "../../src/app/demonstration-people.ts";
import { anAlert } from "../../src/quality/fixtures.ts";
import { fitModel } from "../../src/quality/models.ts";
import { flightLandingIn, passengerList } from "./messages.ts";
import { barriers, describeJourneys, openScreens, type Screens } from "./screens.ts";

const listed: WatchlistEntry = {
  id: "CAL-1",
  list: "CAL",
  ref: "CAL/1",
  names: [{ full: "QARAYEV TEYMUR", surname: "QARAYEV", given: "TEYMUR", type: "primary" }],
  dobs: [{ date: "1981-04-12" }],
  sex: "M",
  nationalities: ["AZE"],
  birthCountries: [],
  documents: [],
  category: "wanted",
};
const someone = { surname: "QARAYEV", given: "TEYMUR", birthDate: "1981-04-12" };
const reviewer = { id: "person:reviewer", roles: ["analyst"], purpose: "TERR" };

describeJourneys("a calibration", () => {
  let screens: Screens;
  let rules: Page;
  let supervisor: Page;
  let asSupervisor: Person;
  const models = async (): Promise<Models> =>
    json(await asSupervisor("GET", "/api/quality/models"), "the calibrations");

  beforeAll(async () => {
    screens = await openScreens();
    await screens.unit.lists([listed]);
    asSupervisor = await signIn(screens.unit.address, "supervisor");
    rules = await screens.sitDown("rules-manager");
    supervisor = await screens.sitDown("supervisor");
  });
  afterAll(() => screens.close());

  /** As decided alerts of half a year: two bits more is promised than the engine's own curve does. */
  async function decide(count: number): Promise<void> {
    const { database, clock } = screens.unit.running.services;
    let owed = 0.5;
    for (let at = 0; at < count; at += 1) {
      const bits = Math.round((-16 + (10 * at) / count) * 100) / 100;
      owed += probabilityOf(bits + 2);
      const outcome = owed >= 1 ? "confirmed" : "no-match";
      if (outcome === "confirmed") owed -= 1;
      await anAlert(
        database,
        clock.now(),
        { by: reviewer, outcome },
        { bits, engineVersion: ENGINE_VERSION },
      );
    }
  }

  test("with too few decisions nobody is offered one, and what is missing is said", async () => {
    await rules.goto("/calibration");
    await rules.getByText("Too few decisions for a calibration").waitFor();
    await rules.getByText("Missing: 60 votes in all").waitFor();
    expect(await rules.getByRole("button", { name: "Have one fitted" }).count()).toBe(0);
    const manager = await signIn(screens.unit.address, "rules-manager");
    const asked = await manager("POST", "/api/quality/models", { reason: "impatient" });
    expect(await asked.json()).toMatchObject({ code: "too-few-decisions" });
  });

  test("the rules manager has one fitted; it does nothing by itself, and is not theirs to approve", async () => {
    await decide(130);
    await rules.reload();
    await rules.getByRole("button", { name: "Have one fitted" }).click();
    await rules.getByRole("textbox", { name: /Reason/ }).fill("half a year of decisions");
    await rules.keyboard.press("Control+Enter");
    // The job of the unit, or this one: whichever comes first.
    await fitModel(screens.unit.running.services, 1, { perState: 3, perOrigin: 10 });
    await rules.getByText("You proposed it; another person decides.").waitFor();
    await rules.getByRole("figure", { name: /Diagram/ }).waitFor();
    expect(await rules.getByRole("button", { name: "Put in force" }).count()).toBe(0);
    expect(await barriers(rules)).toEqual([]);
    const { open, active } = await models();
    expect(active).toBeNull();
    expect(open).toMatchObject({ version: 1, state: "waiting", hinderedBy: [] });
    expect(open?.figures?.told).toMatchObject({ votes: 130 });
    expect(open?.figures?.after.error).toBeLessThan(open?.figures?.before.error ?? 0);
  });

  test("the supervisor looks at its figures and puts it in force by keyboard", async () => {
    await supervisor.goto("/calibration");
    await supervisor.getByRole("table", { name: /^Share found to be the same person/ }).waitFor();
    await supervisor
      .getByRole("table", { name: /^Invented travellers/ })
      .getByText("Georgian")
      .waitFor();
    await supervisor.getByRole("button", { name: "Put in force" }).focus();
    await supervisor.keyboard.press("Enter");
    await supervisor.getByRole("textbox", { name: /Reason/ }).fill("fewer surprises, nobody missed");
    await supervisor.keyboard.press("Control+Enter");
    await supervisor.getByRole("button", { name: "Take back" }).waitFor();
    expect((await models()).active).toMatchObject({ version: 1, replaces: null });
  });

  test("an alert raised after it says so", async () => {
    const { screening } = screens.unit.running.services;
    await screening.upToDate();
    const carrier = await screens.unit.carrier("J2");
    const travellers = [{ ...someone, document: "C10000001" }];
    const sent = await carrier.push({ body: passengerList(flightLandingIn(3, "J2", "75"), travellers) });
    if (sent.status !== 202) throw new Error(await sent.text());
    const analyst = await signIn(screens.unit.address, "analyst");
    const { alerts } = await json<AlertQueue>(await analyst("GET", "/api/alerts"), "the queue");
    const alert = await json<AlertDetail>(
      await analyst("GET", `/api/alerts/${alerts[0]?.id ?? ""}`, undefined, "TEST"),
      "the alert",
    );
    expect(alert).toMatchObject({ traveller: { surname: "QARAYEV" }, profile: { model: 1 } });
  });

  test("it is taken back in one step, and the ledger has every step", async () => {
    await supervisor.getByRole("button", { name: "Take back" }).click();
    await supervisor.getByRole("textbox", { name: /Reason/ }).fill("more alerts than were foreseen");
    await supervisor.keyboard.press("Control+Enter");
    await supervisor.getByText("The engine’s own curve.").waitFor();
    await expect.poll(async () => (await models()).active).toBeNull();
    const { before } = await models();
    expect(before).toMatchObject([{ version: 1, state: "withdrawn" }]);
    const officer = { id: "person:officer", roles: ["data-protection-officer"], purpose: "OVERSIGHT" };
    const steps = await screens.unit.running.services.database.transaction(officer, (tx) =>
      tx.query<{ action: string }>(
        "select action from ledger.entry where subject_kind = 'model' order by seq",
      ),
    );
    expect(steps.map(({ action }) => action)).toEqual([
      "model.proposed",
      "model.fitted",
      "model.activated",
      "model.withdrawn",
    ]);
    expect(screens.misdeeds).toEqual([]);
  });

  test("right to left and in a narrow window all of it can be reached", async () => {
    for (const language of ["az", "ar"] as const) {
      const page = await screens.sitDown("supervisor", { language, scheme: "light" });
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto("/calibration");
      await page.locator("h2").nth(1).waitFor();
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    }
  });
});
