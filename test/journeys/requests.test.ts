// A request in a real browser: the queue, its file and its triage, the register, and what an agency sees of its own.
import { afterAll, beforeAll, expect, test } from "vitest";
import { seedExchange } from "../../src/app/demonstration-exchange.ts";
import { seedRequests } from "../../src/app/demonstration-requests.ts";
import { json, signIn } from "../../src/app/demonstration-people.ts";
import { describeJourneys, goTo, openScreens, type Screens } from "./screens.ts";

describeJourneys("a request of an authority", () => {
  let screens: Screens;
  beforeAll(async () => {
    screens = await openScreens();
    const { unit } = screens;
    const { config, clock } = unit.running.services;
    await seedRequests(unit.address, config.dataFolder, clock.now(), () => false);
    const police = await signIn(unit.address, "liaison", "police");
    const { authorities } = await json<{ authorities: { id: string }[] }>(
      await police("GET", "/api/own-requests"),
      "reading",
    );
    await json(
      await police("POST", "/api/own-requests", {
        type: "RQ-CA",
        authorityId: authorities[0]?.id,
        urgent: false,
        submit: true,
        fields: {
          requester: { officer: "A. Officer", contact: "duty desk", supervisor: "B. Chief" },
          purpose: "SERIOUS",
          offence: { code: "drug-trafficking", article: "Criminal Code 234", maxPenaltyYears: 12 },
          airLink: { kind: "direct", text: "Couriers arrive by scheduled flights." },
          caseReference: "K-1",
          grounds: "Intercepted messages name the traveller as a courier.",
          subjects: [{ document: "NOBODY0001" }],
          window: { from: "2099-01-01", until: "2099-01-02" },
          elements: ["names"],
          masked: false,
          category: "suspect",
          protection: [],
          handling: { codes: ["H3"], accepted: true },
          legalBasis: { code: "LB-CASE", text: "Police Act 5" },
          feedback: true,
        },
      }),
      "asking",
    );
  });
  afterAll(() => screens.close());

  test("is taken up from the queue, and its requester sees no inner step", async () => {
    const watch = await screens.sitDown("watch-officer");
    await watch.getByRole("heading", { name: "Flights", level: 1 }).waitFor();
    await watch.keyboard.press("g");
    await watch.keyboard.press("q");
    await watch.getByRole("heading", { name: "Requests", level: 1 }).waitFor();
    await watch.getByRole("link", { name: /^Q-/ }).first().click();
    await watch
      .getByRole("button", { name: /serious/i })
      .first()
      .click();
    await watch.getByLabel("Offence").fill("SC04");
    await watch.getByRole("button", { name: "Go on" }).click();
    await watch.getByText("Intercepted messages name the traveller as a courier.").waitFor();
    await watch.getByLabel("Reason").fill("Everything is there.");
    await watch.getByRole("button", { name: "Take up" }).click();
    await watch.getByText("Nothing is to be done here by you now.").waitFor();

    const legal = await screens.sitDown("legal-adviser");
    await goTo(legal, "/authorities");
    await legal
      .getByRole("region", { name: "Police, organised crime (invented)" })
      .getByText("In force")
      .waitFor();
    expect(screens.misdeeds).toEqual([]);
    for (const page of [watch, legal]) await page.context().close();
  });

  test("what a partner tells is opened after its conditions, reviewed, and passed on by another person (PNRD-9.1)", async () => {
    const { unit } = screens;
    const { clock, config } = unit.running.services;
    await seedExchange(unit.address, config.dataFolder, clock, () => false);
    const analyst = await screens.sitDown("analyst");
    await goTo(analyst, "/exchange");
    await analyst.getByRole("link", { name: "D-2026-000187" }).waitFor();
    await analyst.getByRole("link", { name: "D-2026-000187" }).click();
    await analyst.getByRole("button", { name: "Accept the conditions" }).click();
    await analyst
      .getByRole("button", { name: /serious/i })
      .first()
      .click();
    await analyst.getByLabel("Offence").fill("SC04");
    await analyst.getByRole("button", { name: "Go on" }).click();
    await analyst.getByRole("button", { name: "Open", exact: true }).click();
    await analyst.getByText("INVENTED", { exact: true }).waitFor();
    await analyst.getByLabel("May it be used").selectOption("yes");
    await analyst.getByLabel("What was checked, and why").fill("Bears on our case; checked by hand.");
    await analyst.getByRole("button", { name: "Own review" }).click();
    await analyst.getByText("Draft to pass it on").first().click();
    await analyst
      .getByLabel("To", { exact: true })
      .selectOption({ label: "Police, organised crime (invented)" });
    await analyst.getByLabel("Why", { exact: true }).fill("They investigate the same group.");
    await analyst.getByLabel("Number of the consent of the State it came from").fill("RUR-2026-9");
    await analyst.getByRole("button", { name: "Draft to pass it on" }).click();
    await analyst.getByText("Waits for a second person").waitFor();
    const supervisor = await screens.sitDown("supervisor");
    await goTo(supervisor, "/exchange");
    await supervisor.getByRole("link", { name: "D-2026-000187" }).click();
    await supervisor.getByLabel("Why", { exact: true }).first().fill("Consent seen and compared.");
    await supervisor.getByRole("button", { name: "Pass it on", exact: true }).click();
    await supervisor.getByText("Passed on by").waitFor();
    expect(screens.misdeeds).toEqual([]);
    for (const page of [analyst, supervisor]) await page.context().close();
  });
});
