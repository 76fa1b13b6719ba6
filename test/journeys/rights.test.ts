// Somebody whose data come here: reads what is done, asks, is answered by the officer, and reads the answer.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { flightLandingIn, passengerList } from "./messages.ts";
import { describeJourneys, openScreens, statePurpose, type Screens } from "./screens.ts";

const traveller = { surname: "MUSTERI", given: "ANAR", birthDate: "1980-05-01", document: "C01234567" };

describeJourneys("own data", () => {
  let screens: Screens;
  let outside: Page;
  let reference = "";
  let code = "";

  beforeAll(async () => {
    screens = await openScreens();
    const carrier = await screens.unit.carrier("J2");
    await carrier.push({ body: passengerList(flightLandingIn(3, "J2", "75"), [traveller]) });
  });
  afterAll(() => screens.close());

  describe("from asking to the answer (PNRD-5.3, PNRD-13.1)", () => {
    test("without an account: what is done with data, and a request", async () => {
      outside = await screens.sitDown(null);
      await outside.goto("/privacy");
      await outside.getByText("eu-strict").waitFor();
      await outside.getByRole("tab", { name: "Ask about your data" }).click();
      await outside.getByRole("button", { name: "Send the request" }).click();
      await outside.getByRole("alert").getByRole("link", { name: "Enter your full name" }).waitFor();
      await outside.getByLabel("Full name").fill("Anar Musteri");
      await outside.getByLabel("Date of birth").fill("1980-05-01");
      await outside.getByLabel("Number of your document").fill("C01234567");
      await outside.getByLabel("State that issued it").fill("aze");
      await outside.getByLabel("Where you can be reached").fill("anar@post.example");
      await outside.getByRole("button", { name: "Send the request" }).click();
      await outside.getByText("Your request was received").waitFor();
      const text = (await outside.locator("main").innerText()).replaceAll(/\s+/g, " ");
      [, reference = "", code = ""] = /Number ([A-Z2-9]{8}) Code ([\w-]{43})/.exec(text) ?? [];
      expect(code).not.toBe("");
    });

    test("the officer makes sure who asks, looks the person up and gives the data", async () => {
      const page = await screens.sitDown("data-protection-officer");
      await page.goto("/rights");
      await page.getByRole("link", { name: reference }).click();
      await statePurpose(page);
      await page.getByLabel("How you are sure, or what is wanted").fill("passport shown in person");
      await page.getByRole("button", { name: "It is sure who asks" }).click();
      await page.getByRole("button", { name: "Look the person up" }).click();
      await page.getByRole("checkbox", { name: /J2075|J275/ }).check();
      await page.getByLabel("For the person to read").fill("Here is all that we hold on you.");
      await page.getByRole("button", { name: "Give the answer" }).click();
      const given = page.getByText("Data given");
      await given.waitFor();
      expect(await given.count()).toBe(1);
    });

    test("and the answer is read with number and code", async () => {
      await outside.getByRole("tab", { name: "Your request" }).click();
      await outside.getByLabel("Number", { exact: true }).fill(reference);
      await outside.getByLabel("Code", { exact: true }).fill(code);
      await outside.getByRole("button", { name: "Look" }).click();
      await outside.getByText("Here is all that we hold on you.").waitFor();
      await outside.getByText("C01234567").waitFor();
      expect(screens.misdeeds).toEqual([]);
    });

    test("whoever complains about the processing says no name; the officer finds it and decides", async () => {
      await outside.getByRole("tab", { name: "Complain", exact: true }).click();
      await outside.getByLabel("What it is about").selectOption("information");
      await outside.getByLabel("Your complaint").fill("No sign at the gate says that bookings come here.");
      await outside.getByRole("button", { name: "Send the complaint" }).click();
      await outside.getByText("Your complaint was received").waitFor();
      const text = (await outside.locator("main").innerText()).replaceAll(/\s+/g, " ");
      const [, number = ""] = /Number ([A-Z2-9]{8}) Code/.exec(text) ?? [];
      const page = await screens.sitDown("data-protection-officer");
      await page.goto("/oversight");
      await page.getByText("Complaints about the processing").waitFor();
      await page.goto("/rights");
      await page.getByRole("link", { name: number }).click();
      await statePurpose(page);
      await page.getByText("No sign at the gate").waitFor();
      expect(await page.getByLabel("How you are sure, or what is wanted").count()).toBe(0);
      await page.getByLabel("For the person to read").fill("The signs hang since today.");
      await page.getByRole("button", { name: "Give the answer" }).click();
      await page.getByText("Upheld").first().waitFor();
      expect(screens.misdeeds).toEqual([]);
    });
  });
});
