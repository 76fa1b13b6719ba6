// The inspector of the supervisory authority at the screens: opens an inspection, orders, sees what the unit says, checks and closes.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { json, signIn } from "../../src/app/demonstration-people.ts";
import type { Inspections } from "#inspections/contract";
import { barriers, describeJourneys, openScreens, type Screens } from "./screens.ts";

describeJourneys("the supervisory authority at the unit", () => {
  let screens: Screens;
  let inspector: Page;

  beforeAll(async () => {
    screens = await openScreens();
    inspector = await screens.sitDown("inspector");
  });
  afterAll(() => screens.close());

  test("the inspector makes the compliance pack of Annex 9 and reads its gaps (ANX9-9.35)", async () => {
    await inspector.getByRole("link", { name: "Evidence" }).click();
    await inspector.getByRole("tab", { name: "Documents" }).click();
    await inspector.getByRole("button", { name: "Make it now" }).click();
    await inspector.getByRole("heading", { level: 1, name: /ICAO Annex 9/ }).waitFor();
    await inspector.getByText("ANX9-9.28", { exact: true }).waitFor();
    const download = inspector.waitForEvent("download");
    await inspector.getByRole("button", { name: "Take away as a page" }).click();
    expect((await download).suggestedFilename()).toMatch(/^annex9-pack-.*\.html$/);
    expect(await barriers(inspector)).toEqual([]);
  });

  test("opens an inspection and orders, by keyboard and mouse (PNRD-15)", async () => {
    await inspector.getByRole("link", { name: "Inspections" }).click();
    await inspector.getByRole("button", { name: "Open an inspection" }).click();
    const form = inspector.getByRole("dialog");
    await form.getByLabel("Title").fill("Review of matches");
    await form.getByLabel("What is looked at").fill("How matches of rules are reviewed by persons.");
    await form.getByLabel("Legal basis").fill("Act 5, section 12");
    await form.getByRole("button", { name: "Open an inspection" }).click();
    await inspector.getByRole("heading", { level: 1, name: /^INS-/ }).waitFor();
    await inspector.getByLabel("Kind").selectOption("order");
    await inspector.getByLabel("Article").fill("LED-47(2)");
    await inspector.getByLabel("In words").fill("Stop rule 7 until its review is shown.");
    await inspector.getByRole("button", { name: "Order", exact: true }).click();
    await inspector.getByRole("heading", { level: 2, name: /Order · LED-47/ }).waitFor();
    expect(await barriers(inspector)).toEqual([]);
  });

  test("the officer and the head take note and answer; neither can close it (PNRD-15, CoE108-15)", async () => {
    const officer = await screens.sitDown("data-protection-officer");
    await officer.getByRole("link", { name: "Inspections" }).click();
    await officer.getByRole("link", { name: /^INS-/ }).click();
    await officer.getByRole("button", { name: "Take note" }).click();
    const head = await screens.sitDown("head");
    await head.getByRole("link", { name: "Inspections" }).click();
    await head.getByRole("link", { name: /^INS-/ }).click();
    await head.getByRole("button", { name: "Take note" }).click();
    await head.getByLabel("Answer", { exact: true }).fill("Rule 7 was stopped at once.");
    await head.getByRole("button", { name: "Answer" }).click();
    await head.getByText("The unit answered").waitFor();
    for (const page of [officer, head]) {
      expect(await page.getByRole("button", { name: /^Close/ }).count()).toBe(0);
      await page.context().close();
    }
  });

  test("the inspector sees the answer without loading anew, closes the order and the inspection (PNRD-15)", async () => {
    await inspector.getByText("Rule 7 was stopped at once.").waitFor();
    await inspector.getByLabel(/Words of the authority/).fill("Seen.");
    await inspector.getByRole("button", { name: "Close (Order)" }).click();
    await inspector.getByLabel("Conclusion").fill("Rules are reviewed as the law wants it.");
    await inspector.getByRole("button", { name: "Close it" }).click();
    await inspector.getByText("closed", { exact: true }).first().waitFor();
    const { inspections } = await json<Inspections>(
      await (
        await signIn(screens.unit.address, "auditor")
      )("GET", "/api/inspections"),
      "the inspections",
    );
    expect(inspections.map(({ state }) => state)).toEqual(["closed"]);
    expect(screens.misdeeds).toEqual([]);
  });
});
