// The browser of the harness opens a page, and the machine without one is noticed.
import { expect, test } from "vitest";
import { describeWithBrowser, findChromium } from "./browser.ts";

describeWithBrowser("with a browser", (open) => {
  test("a page is shown and read", async () => {
    const browser = await open();
    try {
      const page = await browser.newPage();
      await page.setContent("<main><h1>Ə Ш س</h1></main>");
      expect(await page.getByRole("heading").textContent()).toBe("Ə Ш س");
    } finally {
      await browser.close();
    }
  });
});

test("a browser is taken from CHROMIUM, else looked for", () => {
  expect(findChromium({ CHROMIUM: process.execPath })).toBe(process.execPath);
  expect(findChromium({ CHROMIUM: "/nowhere", PATH: "" })).not.toBe("/nowhere");
});
