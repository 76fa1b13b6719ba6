// The data protection officer's day: a correction granted and carried out by another, a breach reported, assessed and told, a look at who read what, a referral.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { flightLandingIn, passengerList } from "./messages.ts";
import { describeJourneys, openScreens, statePurpose, type Screens } from "./screens.ts";

const traveller = { surname: "MUSTERI", given: "ANAR", birthDate: "1980-05-01", document: "C01234567" };
const shots = process.env["SHOTS"];

describeJourneys("the officer's day", () => {
  let screens: Screens;
  let officer: Page;
  let reference = "";

  const look = async (page: Page, name: string) => {
    if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
  };

  beforeAll(async () => {
    screens = await openScreens();
    const carrier = await screens.unit.carrier("J2");
    await carrier.push({ body: passengerList(flightLandingIn(3, "J2", "75"), [traveller]) });
    const asked = await fetch(`${screens.unit.address}/api/public/requests`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        kind: "rectification",
        language: "en",
        name: "Anar Musteri",
        birthDate: "1980-05-01",
        document: { number: "C01234567", issuer: "AZE" },
        contact: "anar@post.example",
        representative: null,
        text: "I am female; the list says otherwise.",
      }),
    });
    ({ reference } = (await asked.json()) as { reference: string });
    officer = await screens.sitDown("data-protection-officer");
  });
  afterAll(() => screens.close());

  test("grants a correction, which a supervisor carries out and the record then shows (PNRD-13.1, LED-16.3)", async () => {
    await officer.goto("/rights");
    await officer.getByRole("link", { name: reference }).click();
    await statePurpose(officer);
    await officer.getByLabel("How you are sure, or what is wanted").fill("passport shown in person");
    await officer.getByRole("button", { name: "It is sure who asks" }).click();
    await officer.getByRole("button", { name: "Look the person up" }).click();
    await officer.getByLabel("What is wrong").selectOption({ label: "Nationality" });
    await officer.getByLabel("As it should be").fill("TUR");
    await officer.getByLabel("Reason", { exact: true }).fill("The passport shown says so.");
    await officer.getByRole("button", { name: "Grant it" }).click();
    await officer.getByText("Granted. A supervisor carries it out now.").waitFor();
    await look(officer, "grant");

    const supervisor = await screens.sitDown("supervisor");
    await supervisor.goto("/rights");
    await supervisor.getByRole("link", { name: reference }).click();
    await statePurpose(supervisor);
    await supervisor.getByText("The passport shown says so.").waitFor();
    await look(supervisor, "execution");
    await supervisor.getByRole("button", { name: "Correct now" }).click();
    const done = supervisor.getByRole("heading", { name: "Correction · carried out" });
    await done.waitFor();
    expect(await done.count()).toBe(1);
  });

  test("a breach that anybody reports is assessed and told, with its hours in sight (LED-30)", async () => {
    const analyst = await screens.sitDown("analyst");
    await analyst.goto("/breaches/report");
    await analyst.getByLabel("What, where, when").fill("A printed list lay in the canteen for an hour.");
    await analyst.getByRole("button", { name: "Report", exact: true }).click();
    await analyst.getByText(/Reported as B-/).waitFor();
    await look(analyst, "report");
    await officer.goto("/breaches");
    await officer.getByRole("link", { name: /^B-/ }).first().click();
    await officer.getByLabel("Facts and reasons").fill("Anybody could have read it for an hour.");
    await officer
      .getByLabel("Measures taken", { exact: true })
      .fill("The printer was moved to a locked room.");
    await officer.getByRole("button", { name: "Declare it" }).click();
    await officer.getByText("Count first whom it concerns").waitFor();
    await statePurpose(officer);
    await officer.getByLabel("What was open").selectOption("table");
    await officer.getByLabel("Open since").fill("2026-01-01T00:00");
    await officer.getByRole("button", { name: "Add another" }).click();
    await officer.getByRole("button", { name: "Count", exact: true }).click();
    await officer.getByText("as counted").waitFor();
    await officer.getByText("Who they are").click();
    await officer.getByRole("button", { name: "Show them" }).click();
    await officer.getByRole("table", { name: "Who they are" }).waitFor();
    await officer.getByLabel("Nature of the breach").fill("Loss of confidentiality of one list.");
    await officer
      .getByLabel("Categories of persons and records")
      .fill("Passengers of one flight: names, seats.");
    await officer.getByLabel("Contact for more").fill("dpo@piu.example");
    await officer.getByLabel("Likely consequences").fill("Colleagues may know who travelled.");
    await officer.getByLabel("Measures taken or proposed").fill("Printing is switched off at that desk.");
    await look(officer, "breach");
    await officer.getByRole("button", { name: "Send the notification" }).click();
    await officer.getByRole("heading", { name: "Supervisory authority" }).waitFor();
    await look(officer, "breach-told");
    expect(await officer.getByText("Loss of confidentiality of one list.").count()).toBe(1);
  });

  test("looks at who read what, and refers entries to the authority, which confirms (PNRD-5.1, PNRD-6.7)", async () => {
    await officer.goto("/oversight");
    await officer.getByText("Who read whose data").first().waitFor();
    await officer.getByLabel("Numbers of entries").fill("1, 2");
    await officer.getByLabel("Why it seems unlawful").fill("Read without any alert or case.");
    await officer.getByRole("button", { name: "Refer", exact: true }).click();
    await officer.getByText("not received yet").waitFor();
    await look(officer, "oversight");
    const authority = await screens.sitDown("inspector");
    await authority.goto("/oversight");
    await authority.getByRole("button", { name: "Confirm receipt" }).click();
    await authority.getByRole("button", { name: "Confirm receipt" }).waitFor({ state: "detached" });
    expect(screens.misdeeds).toEqual([]);
  });
});
