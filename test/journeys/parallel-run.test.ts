// The carrier desk begins a parallel run of a carrier, sees it counted, and calls it off.
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeJourneys, openScreens, type Screens } from "./screens.ts";

describeJourneys("a parallel run", () => {
  let screens: Screens;
  beforeAll(async () => {
    screens = await openScreens();
    await screens.unit.carrier("J2");
  });
  afterAll(() => screens.close());

  test("begun for three weeks, shown as under way, and called off", async () => {
    const page = await screens.sitDown("carrier-desk");
    await page.getByRole("link", { name: "Carriers" }).click();
    await page.getByRole("link", { name: "Carrier J2" }).click();
    await page.getByRole("tab", { name: "Certification" }).click();
    const panel = page.getByRole("region", { name: "Parallel run" });
    await panel.getByText("No parallel run was begun yet.").waitFor();
    await panel.getByText("98% of its travellers must be complete and 99% of its pushes in time").waitFor();
    await panel.getByRole("combobox", { name: "Weeks, from tomorrow" }).click();
    await page.getByRole("option", { name: "3" }).click();
    await panel.getByRole("button", { name: "Begin a run" }).click();
    await panel.getByText("under way").waitFor();
    const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    expect(await panel.innerText()).toContain(`${day(1)} – ${day(21)}`);
    expect(await panel.getByRole("button", { name: "Begin a run" }).count()).toBe(0);
    await panel.getByRole("button", { name: "Call off" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Call off" }).click();
    await panel.getByText("called off").waitFor();
    expect(screens.misdeeds).toEqual([]);
    await page.context().close();
  });
});
