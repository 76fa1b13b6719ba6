// Live and by keyboard: what comes in shows by itself without moving what is read, and keys work wherever their letters are.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import type { CarrierLine } from "../harness/unit.ts";
import { flightLandingIn, passengerList } from "./messages.ts";
import { describeJourneys, openScreens, statePurpose, type Screens } from "./screens.ts";

describeJourneys("live screens", () => {
  let screens: Screens;
  let carrier: CarrierLine;
  let page: Page;
  const row = (on: Page) => on.locator("tr[data-item]");
  const focusedRow = (on: Page) =>
    on.locator("tr[data-item]").evaluateAll((rows) => rows.findIndex((one) => one.matches(":focus-within")));

  async function send(number: string, surname = "WREN"): Promise<void> {
    const traveller = { surname, given: "ROBIN", birthDate: "1972-09-07", document: "C0190101" };
    const flight = flightLandingIn(3, "J2", number);
    expect((await carrier.push({ body: passengerList(flight, [traveller]) })).status).toBe(202);
  }

  beforeAll(async () => {
    screens = await openScreens();
    carrier = await screens.unit.carrier("J2");
    await send("900");
    await send("899");
    page = await screens.sitDown("supervisor");
    await row(page).first().waitFor();
  });
  afterAll(() => screens.close());

  test("a new flight is counted and waits; full stop loads it", async () => {
    await page.getByText("Live", { exact: true }).waitFor();
    const before = await row(page).count();
    await send("901", "O'HARA<SCRIPT>ALERT(1)</SCRIPT>");
    const waiting = page.getByRole("button", { name: /^1 new/ });
    await waiting.waitFor();
    expect(await row(page).count()).toBe(before);
    await page.keyboard.press(".");
    await expect.poll(() => row(page).count()).toBe(before + 1);
    expect(await waiting.count()).toBe(0);
  });

  test("all tabs of a browser share one connection, and each hears of what happens", async () => {
    const streams: string[] = [];
    page.context().on("request", (request) => {
      if (request.url().endsWith("/api/live")) streams.push(request.url());
    });
    const tabs = [];
    for (let count = 0; count < 7; count += 1) {
      const tab = await page.context().newPage();
      await tab.goto("/flights");
      await row(tab).first().waitFor();
      tabs.push(tab);
    }
    expect(streams).toEqual([]);
    await send("902");
    for (const tab of tabs) await tab.getByRole("button", { name: /^1 new/ }).waitFor();
    for (const tab of tabs) await tab.close();
    await page.bringToFront();
    await page.keyboard.press(".");
  });

  test("a name stands as text, whatever it contains", async () => {
    await page.getByRole("link", { name: "J2 901", exact: true }).click();
    await statePurpose(page);
    await row(page).first().waitFor();
    expect(await page.locator("tr[data-item] th bdi").first().innerText()).toContain("SCRIPT");
    expect(await page.locator("main script").count()).toBe(0);
    await page.goBack();
  });

  test("keys go by their place: J moves on where the letter is о or ت, and writes in a field", async () => {
    await row(page).first().waitFor();
    for (const letter of ["о", "ت"]) {
      await page.keyboard.press("Escape");
      await page.keyboard.press("k");
      const before = await focusedRow(page);
      await page
        .locator("body")
        .dispatchEvent("keydown", { code: "KeyJ", key: letter, bubbles: true, cancelable: true });
      await expect.poll(() => focusedRow(page)).not.toBe(before);
    }
    await page.keyboard.press("/");
    await page.keyboard.type("j2");
    expect(await page.getByLabel("Flight or airport").inputValue()).toBe("j2");
    await expect.poll(() => page.url()).toContain("find=j2");
    await page.keyboard.press("Escape");
  });

  test("single keys can be switched off", async () => {
    await page.locator("header button[aria-haspopup=menu]").click();
    await page.getByRole("menuitemcheckbox", { name: "Single-key shortcuts" }).click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("a");
    // Keys that are no single ones go on working; what the two before them had done would be seen by now.
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    expect(new URL(page.url()).pathname).toBe("/flights");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.locator("header button[aria-haspopup=menu]").click();
    await page.getByRole("menuitemcheckbox", { name: "Single-key shortcuts" }).click();
    await page.keyboard.press("Escape");
  });

  test("another language keeps page and filter", async () => {
    await page.locator("header button[aria-haspopup=menu]").click();
    await page.getByRole("menuitemradio", { name: "Azərbaycanca" }).click();
    await page.getByRole("heading", { level: 1, name: "Reyslər" }).waitFor();
    expect(page.url()).toContain("find=j2");
    expect(await page.locator("html").getAttribute("lang")).toBe("az");
  });

  test("nothing was asked elsewhere and nothing went wrong unseen", () => {
    expect(screens.misdeeds).toEqual([]);
  });
});
