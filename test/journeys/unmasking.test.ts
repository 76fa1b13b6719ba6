// Unmasking as people do it: analyst, supervisor, approver outside the unit, analyst again, past the time, the officer's review.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { manualClock } from "#platform";
import { aMaskedPerson, clearSurname, type MaskedPerson } from "../harness/masked-person.ts";
import { barriers, describeJourneys, handOver, openScreens, statePurpose, type Screens } from "./screens.ts";

const hour = 3_600_000;

describeJourneys("unmasking", () => {
  const clock = manualClock(new Date());
  let screens: Screens;
  let person: MaskedPerson;
  let page: Page;
  let address = "";

  beforeAll(async () => {
    screens = await openScreens({ clock });
    const { database, key } = screens.unit.running.services;
    person = await aMaskedPerson({ database, keyring: key });
    page = await screens.sitDown("analyst");
  });
  afterAll(() => screens.close());

  const fill = (name: string | RegExp, text: string): Promise<void> =>
    page.getByRole("textbox", { name }).fill(text);

  test("the analyst asks on the masked traveller's page; an empty form says what lacks (PNRD-12.3)", async () => {
    await page.goto(`/p/${person.key}`);
    await statePurpose(page);
    await page.getByRole("button", { name: "Request unmasking" }).click();
    const ask = page.getByRole("button", { name: "Ask", exact: true });
    await ask.click();
    await page.getByRole("dialog").getByRole("alert").waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole("checkbox", { name: "Names" }).check();
    await fill("Case or request", "C-41");
    await page.getByLabel("Offence", { exact: true }).selectOption("SC04");
    await fill("Article of national law", "Criminal Code, article 234");
    await fill("Text of law", "Directive (EU) 2016/681, Article 12(3)");
    for (const name of [
      "Link with air travel",
      "Grounds",
      "New circumstances",
      "Objective evidence",
      "Why these elements and nothing less",
    ]) {
      await fill(name, `${name}: as the case file has it.`);
    }
    await ask.click();
    await page.getByText("Waits for endorsement").waitFor();
    address = new URL(page.url()).pathname;
    expect(address).toMatch(/^\/approvals\/[0-9a-f-]{36}$/);
  });

  test("a supervisor endorses, the approver outside decides and has no page of persons beside it (CJEU817-OP4)", async () => {
    await handOver(page, "supervisor");
    await page.goto(address);
    await fill("Reason", "Checked with the case file.");
    await page.getByRole("button", { name: "Put it before the approver" }).click();
    await page.getByText("Waits for the approver").waitFor();
    await handOver(page, "approver");
    await page.getByRole("heading", { name: "Approvals" }).waitFor();
    expect(await page.getByRole("navigation").getByRole("link").allInnerTexts()).toEqual([
      "Approvals",
      // Decisions on flights within the area, which the body outside upholds or annuls.
      "Law",
    ]);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole("link", { name: /Unmasking/ }).click();
    await page.getByRole("heading", { name: "Decision" }).waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await page.locator("main").innerText()).not.toContain(clearSurname);
    await fill("Reasons", "The grounds are concrete and the measure fits.");
    await fill("Your reference", "2(103)-417/2026");
    await page.getByRole("button", { name: "Approve" }).click();
    await page.getByText("Approved", { exact: true }).first().waitFor();
  });

  test("the analyst alone sees it, for the time, and the officer reviews it (PNRD-12.3)", async () => {
    await handOver(page, "analyst");
    await page.goto(address);
    await page.getByRole("button", { name: "Show in clear" }).click();
    await page.getByRole("cell", { name: clearSurname }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole("button", { name: "Hide" }).click();
    await page.getByRole("cell", { name: clearSurname }).waitFor({ state: "detached" });
    clock.advance(24 * hour);
    await handOver(page, "analyst");
    await page.goto(address);
    await page.getByText("Approved, time over").waitFor();
    expect(await page.getByRole("button", { name: "Show in clear" }).count()).toBe(0);
    await handOver(page, "data-protection-officer");
    await page.goto(address);
    await page.getByText("looked at: 1").waitFor();
    await fill("Opinion", "Grounds, scope and time fit the law.");
    await page.getByRole("button", { name: "Lawful", exact: true }).click();
    await page
      .getByText(/Lawful/)
      .first()
      .waitFor();
    expect(screens.misdeeds).toEqual([]);
  });
});
