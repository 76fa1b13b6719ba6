// The legal profile changed by three persons at their screens: drafted, approved twice, in force without a restart.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { describeJourneys, openScreens, type Screens } from "./screens.ts";

describeJourneys("the legal profile", () => {
  let screens: Screens;
  beforeAll(async () => {
    screens = await openScreens();
  });
  afterAll(() => screens.close());

  const law = async (role: "legal-adviser" | "data-protection-officer" | "head"): Promise<Page> => {
    const page = await screens.sitDown(role);
    await page.goto(`${screens.unit.address}/law`);
    await page.locator("tr[data-item='retention.initial']").waitFor();
    return page;
  };
  const approve = async (page: Page): Promise<void> => {
    await page.getByRole("button", { name: "Approve", exact: true }).first().click();
    await page.locator("[role=dialog] textarea").fill("Checked against the act");
    await page.locator("[role=dialog] button[type=submit]").click();
    await page.locator("[role=dialog]").waitFor({ state: "detached" });
  };

  test("drafted, approved by the data protection officer and the head, in force", async () => {
    const legal = await law("legal-adviser");
    await legal.getByRole("button", { name: "Draft a version" }).click();
    const dialog = legal.locator("[role=dialog]");
    const change = async (key: string, value: string): Promise<void> => {
      await dialog.getByLabel("Key").selectOption(key);
      await dialog.getByLabel("Value").fill(value);
      await dialog.getByLabel("Source").fill("Act 12 of 2026");
      await dialog.getByRole("button", { name: "Add this change" }).click();
    };
    await change("retention.initial", "P9M");
    // Beyond the hard limit: said at once, with the limit and where it comes from.
    await dialog.getByText("This cannot be in force").waitFor();
    expect(await dialog.textContent()).toContain("CJEU817-251-256");
    await change("retention.initial", "P3M");
    await dialog.getByText("tighter").waitFor();
    await dialog.locator("textarea").fill("The new act of parliament");
    await dialog.getByRole("button", { name: "Hand in for approval" }).click();
    await dialog.waitFor({ state: "detached" });
    await legal.getByText("Waits for its decision").waitFor();
    expect(await legal.getByRole("button", { name: "Approve", exact: true }).count()).toBe(0);

    const { profile } = screens.unit.running.services;
    await approve(await law("data-protection-officer"));
    expect(profile.initial.period).toEqual({ months: 6 });
    const head = await law("head");
    await approve(head);
    await head.locator("tr[data-item='retention.initial'] td").first().getByText("3 months").waitFor();
    expect(profile.initial.period).toEqual({ months: 3 });
    // The legal adviser's page follows by itself.
    await legal.locator("tr[data-item='retention.initial'] td").first().getByText("3 months").waitFor();
  });
});
