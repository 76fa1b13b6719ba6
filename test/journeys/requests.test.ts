// A request in a real browser: the queue, its file and its triage, the register, and what an agency sees of its own.
import { afterAll, beforeAll, expect, test } from "vitest";
import { seedRequests } from "../../src/app/demonstration-requests.ts";
import { json, signIn } from "../../src/app/demonstration-people.ts";
import { describeJourneys, goTo, openScreens, type Screens } from "./screens.ts";

describeJourneys("a request of an authority", () => {
  let screens: Screens;
  beforeAll(async () => {
    screens = await openScreens();
    const { unit } = screens;
    await seedRequests(unit.address, unit.running.services.config.dataFolder, () => false);
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
});
