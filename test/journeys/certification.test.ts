// A carrier certifies itself: every numbered case in a browser, alone, and a signed result that a published command checks.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { rightMessages } from "../../src/certification/fixtures.ts";
import type { CarrierLine } from "../harness/unit.ts";
import { barriers, describeJourneys, openScreens, type Screens } from "./screens.ts";

describeJourneys("a carrier certifies itself", () => {
  let screens: Screens;
  let carrier: CarrierLine;
  let page: Page;
  const folder = mkdtempSync(join(tmpdir(), "openpiu-certificate-"));

  beforeAll(async () => {
    screens = await openScreens();
    carrier = await screens.unit.carrier("J2");
    page = await screens.sitDown(null, { scheme: "light" });
  });
  afterAll(async () => {
    await screens.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const message = () => page.getByRole("textbox", { name: "Your message" });
  const verdict = () => page.locator("[data-state] > p strong");
  const choose = (number: number) =>
    page
      .getByRole("navigation", { name: "Conformance cases" })
      .getByText(String(number), { exact: true })
      .click();
  /** Sends with the keyboard and returns what is said of it and production's answer. */
  async function send(text: string): Promise<{ said: string; answer: string }> {
    const answered = page.waitForResponse((response) => /\/cases\/\d+$/.test(response.url()));
    await message().fill(text);
    await page.keyboard.press("Control+Enter");
    const { answer } = (await (await answered).json()) as { answer: string | null };
    return { said: await verdict().innerText(), answer: answer ?? "" };
  }

  test("from the page of signing in it comes there with its token and begins a run", async () => {
    await page.getByRole("link", { name: "For carriers: certification" }).click();
    await page.getByRole("textbox", { name: "Token" }).fill(carrier.token);
    await page.keyboard.press("Enter");
    await page.getByText("You test as J2.").waitFor();
    await page.getByRole("button", { name: "Begin a run" }).click();
    await page.getByRole("heading", { name: "101 One traveller" }).waitFor();
    expect(await page.getByRole("button", { name: "Get the signed result" }).isDisabled()).toBe(true);
  });

  test("what is wrong is told with its findings, and nothing is certified by it", async () => {
    const [right] = rightMessages.get(101) ?? [];
    const { said } = await send(String(right).replace("ATT+2++M'", ""));
    expect(said).toBe("Case 101 has not passed yet");
    expect(await page.getByText("Travellers who lack one of surname").count()).toBe(1);
    expect(await barriers(page)).toEqual([]);
  });

  test("every case passes when it is sent what it asks for", async () => {
    for (const [number, steps] of rightMessages) {
      await choose(number);
      await page.getByRole("heading", { name: new RegExp(`^${number} `) }).waitFor();
      let last = { said: "", answer: "" };
      for (const step of steps) last = await send(typeof step === "string" ? step : step(last.answer));
      expect([number, last.said]).toEqual([number, `Case ${number} has passed`]);
    }
    await expect.poll(() => page.getByText("all needed cases passed").count()).toBe(4);
  });

  test("the signed result is saved, and the command on the page says that it is valid; changed, it is not", async () => {
    await page.getByRole("button", { name: "Get the signed result" }).click();
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save it as a file" }).click();
    const file = join(folder, "openpiu-certificate.json");
    await (await saving).saveAs(file);
    await page.getByRole("button", { name: "Check it now" }).click();
    await page.locator("output", { hasText: /Valid: signed by .+ for J2\./ }).waitFor();
    expect(await barriers(page)).toEqual([]);
    const command = await page.locator("bdi", { hasText: "curl -sS" }).innerText();
    const answerOf = async (): Promise<unknown> => {
      const { stdout } = await promisify(execFile)("sh", ["-c", command], { cwd: folder });
      return JSON.parse(stdout);
    };
    expect(await answerOf()).toMatchObject({
      valid: true,
      carrier: "J2",
      groups: ["lists", "interactive", "bookings", "delivery"],
      cases: [...rightMessages.keys()],
    });
    const signed = readFileSync(file, "utf8");
    writeFileSync(
      file,
      signed.replace(/(.)(.{10}"\})$/, (_, one: string, rest: string) => (one === "A" ? "B" : "A") + rest),
    );
    expect(await answerOf()).toMatchObject({ valid: false, carrier: null });
  });

  test("who comes back goes on with the run, and no page did what it must not", async () => {
    await page.reload();
    await page.getByRole("textbox", { name: "Token" }).fill(carrier.token);
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByText("all needed cases passed").count()).toBe(4);
    expect(screens.misdeeds).toEqual([]);
  });
});
