// The watch floor: signing in, a board that fills by itself, a flight, a traveller; the purpose is asked once.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import type { CarrierLine } from "../harness/unit.ts";
import { bookingPush, flightLandingIn, passengerList } from "./messages.ts";
import { describeJourneys, openScreens, statePurpose, type Screens } from "./screens.ts";

describeJourneys("the watch floor", () => {
  let screens: Screens;
  let carrier: CarrierLine;
  let page: Page;
  const flight = flightLandingIn(3, "J2", "75");
  const musteri = { surname: "MUSTERI", given: "ANAR", birthDate: "1980-05-01", document: "C01234567" };

  beforeAll(async () => {
    screens = await openScreens();
    carrier = await screens.unit.carrier("J2");
  });
  afterAll(() => screens.close());

  test("somebody signs in with a wrong word, is told, and then with the right one", async () => {
    page = await screens.sitDown(null);
    await page.waitForURL(/\/sign-in/);
    await page.getByRole("textbox", { name: "User name" }).fill("watch");
    await page.getByRole("textbox", { name: "Password" }).fill("something else");
    await page.keyboard.press("Enter");
    const problem = page.getByRole("alert");
    await problem.getByText("do not belong together").waitFor();
    expect(await page.locator('[role="alert"]:focus').count()).toBe(1);

    await page.getByRole("button", { name: /^Nigar.*Watch officer/ }).click();
    await page.getByRole("heading", { name: "Flights", level: 1 }).waitFor();
    await page.getByText("No flight in this window").waitFor();
  });

  test("the board fills by itself when a message arrives", async () => {
    const answer = await carrier.push({ body: passengerList(flight, [musteri]) });
    expect(answer.status).toBe(202);
    await page.getByRole("link", { name: "J2 75" }).waitFor();
    await page.evaluate("globalThis.notReloaded = true");
    await carrier.push({
      body: passengerList(flight, [musteri, { ...musteri, given: "LEYLA", document: "C7654321", sex: "F" }]),
    });
    await page.getByRole("row", { name: /J2 75/ }).getByText("2", { exact: true }).first().waitFor();
    expect(await page.evaluate("globalThis.notReloaded")).toBe(true);
  });

  test.each([390, 1280, 1440])("at %i pixels a flight's route is whole and seen", async (width) => {
    await page.setViewportSize({ width, height: 900 });
    const route = page.getByRole("row", { name: /J2 75/ }).getByText(/^[A-Z]{3} → [A-Z]{3}$/);
    const cell = route.locator("xpath=ancestor::td");
    const seen = await route.boundingBox();
    const room = await cell.boundingBox();
    const right = (box: typeof seen) => (box === null ? Infinity : box.x + box.width);
    expect(right(seen)).toBeLessThanOrEqual(Math.min(right(room), width));
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test("a flight asks for the purpose, once; then its travellers and each of them open without another question", async () => {
    await carrier.push({ body: bookingPush(flight, musteri) });
    await page.getByRole("link", { name: "J2 75" }).click();
    await page.getByRole("heading", { name: "Why do you need to see personal data?" }).waitFor();
    expect(await page.getByText("MUSTERI").count()).toBe(0);
    await statePurpose(page);
    await page.getByRole("link", { name: /MUSTERI, ANAR|MUSTERI ANAR/ }).click();
    await page.getByRole("heading", { level: 1, name: /MUSTERI/ }).waitFor();
    await page.getByText("C01234567").first().waitFor();
    expect(await page.getByRole("heading", { name: "Why do you need" }).count()).toBe(0);
    expect(page.url()).not.toContain("MUSTERI");
    expect(await page.title()).not.toContain("MUSTERI");
  });

  test("nothing was asked elsewhere and nothing went wrong unseen", () => {
    expect(screens.misdeeds).toEqual([]);
  });
});
