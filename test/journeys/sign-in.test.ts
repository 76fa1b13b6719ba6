// Coming and going: wrong passwords and the wait they bring, the lock of an unattended place, signing out.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { manualClock } from "#platform";
import { describeJourneys, openScreens, type Screens } from "./screens.ts";

const minute = 60_000;

describeJourneys("coming and going", () => {
  // The server's time stands until it is moved: what has to be waited for passes at once, and nothing else does.
  const clock = manualClock(new Date());
  let screens: Screens;

  beforeAll(async () => {
    screens = await openScreens({ clock });
  });
  afterAll(() => screens.close());

  async function enter(page: Page, name: string, password: string): Promise<void> {
    await page.getByRole("textbox", { name: "User name" }).fill(name);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  }
  const signedIn = (page: Page) => page.getByRole("heading", { level: 1, name: "Flights" });

  describe("with a wrong password", () => {
    let page: Page;

    test("one is told the same whether the name exists or not, and the name stays", async () => {
      page = await screens.sitDown(null);
      const said: string[] = [];
      for (const name of ["watch", "nobody-at-all"]) {
        await enter(page, name, "a wrong word");
        const problem = page.getByRole("alert");
        await problem.getByText("do not belong together").waitFor();
        said.push(await problem.innerText());
        expect(await page.getByRole("textbox", { name: "User name" }).inputValue()).toBe(name);
        await page.reload();
      }
      expect(said[0]).toBe(said[1]);
      expect(page.url()).not.toContain("watch");
    });

    test("again and again, one has to wait, even with the right one; then it is heard", async () => {
      for (let attempt = 0; attempt < 4; attempt += 1) {
        const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
        await enter(page, "watch", `wrong word ${attempt}`);
        expect((await answered).status()).toBe(401);
      }
      const slowed = page.waitForResponse((answer) => answer.request().method() === "POST");
      await enter(page, "watch", "demonstration");
      expect((await slowed).status()).toBe(429);
      expect(Number((await slowed).headers()["retry-after"])).toBeGreaterThan(0);
      await page.getByRole("alert").getByText("Too many attempts").waitFor();

      // Another person at another place is not kept waiting by it.
      const other = await screens.sitDown(null);
      await enter(other, "analyst", "demonstration");
      await signedIn(other).waitFor();
      await other.context().close();

      clock.advance(2 * minute);
      await enter(page, "watch", "demonstration");
      await signedIn(page).waitFor();
      await page.context().close();
    });
  });

  test("a script that would write elements, or name a script by a text, writes none: Trusted Types", async () => {
    const page = await screens.sitDown(null);
    const tried = await page.evaluate<readonly string[]>(`(() => {
      const outcome = (act) => {
        try {
          act();
          return "written";
        } catch (problem) {
          return problem instanceof TypeError ? "refused" : String(problem);
        }
      };
      const within = document.createElement("div");
      const script = document.createElement("script");
      return [
        outcome(() => (within.innerHTML = "<img src=x onerror=alert(1)>")),
        outcome(() => within.insertAdjacentHTML("beforeend", "<b>bold</b>")),
        outcome(() => new DOMParser().parseFromString("<p>text</p>", "text/html")),
        outcome(() => (script.src = "/first-paint.js")),
        outcome(() => (script.text = "alert(1)")),
        outcome(() => trustedTypes.createPolicy("another", { createHTML: (text) => text })),
        // What the component library writes: a style sheet's text.
        outcome(() => (document.createElement("style").innerHTML = ".a > .b { color: inherit }")),
        String(within.childElementCount),
      ];
    })()`);
    expect(tried).toEqual([...Array.from({ length: 6 }, () => "refused"), "written", "0"]);
    // The browser told of those on its console, and of nothing else.
    expect(screens.misdeeds.filter((line) => !line.includes("Trusted"))).toEqual([]);
    await page.context().close();
  });

  describe("an unattended place", () => {
    let page: Page;

    test("asks whether anyone is there before it locks; one key keeps it open", async () => {
      page = await screens.sitDown("watch-officer");
      await page.clock.install();
      await page.goto("/alerts");
      await page.getByRole("heading", { level: 1, name: "Alerts" }).waitFor();
      await page.mouse.move(200, 300);
      await page.clock.fastForward(28 * minute + 30_000);
      const dialog = page.getByRole("dialog", { name: "Are you still there?" });
      await dialog.waitFor();
      expect(await dialog.innerText()).toMatch(/You are signed out in/);
      await dialog.getByRole("button", { name: "Stay signed in" }).press("Enter");
      await dialog.waitFor({ state: "detached" });
    });

    test("locks after half an hour, and says why; nothing of the page is left", async () => {
      clock.advance(31 * minute);
      await page.clock.fastForward(31 * minute);
      await page.waitForURL(/\/sign-in/);
      await page.getByText("Your session has ended. Sign in to go on where you were.").waitFor();
      expect(new URL(page.url()).searchParams.get("to")).toBe("/alerts");
      expect(await page.getByRole("navigation").count()).toBe(0);
      expect((await page.request.get("/api/alerts")).status()).toBe(401);
    });

    test("opens again where it was", async () => {
      await enter(page, "watch", "demonstration");
      await page.getByRole("heading", { level: 1, name: "Alerts" }).waitFor();
      expect(new URL(page.url()).pathname).toBe("/alerts");
      await page.context().close();
    });
  });

  describe("signing out", () => {
    test("ends the session here and in the other tabs, and no way leads back into it", async () => {
      const page = await screens.sitDown("analyst");
      await signedIn(page).waitFor();
      const tab = await page.context().newPage();
      await tab.goto("/alerts");
      await tab.getByRole("heading", { level: 1, name: "Alerts" }).waitFor();
      const [cookie] = await page.context().cookies();

      await page.getByRole("button", { name: /User menu/ }).click();
      await page.getByRole("menuitem", { name: "Sign out" }).click();
      await page.waitForURL(/\/sign-in$/);
      await page.goBack();
      await page.waitForURL(/\/sign-in/);
      await tab.keyboard.press("g");
      await tab.keyboard.press("c");
      await tab.waitForURL(/\/sign-in/);

      // Whoever kept the cookie has nothing of it either.
      const kept = await fetch(`${screens.unit.address}/api/session`, {
        headers: { cookie: `${cookie?.name}=${cookie?.value}` },
      });
      expect(kept.status).toBe(401);
      await page.context().close();
    });
  });

  test("nothing was asked elsewhere and nothing went wrong unseen", () => {
    expect(screens.misdeeds.filter((line) => !line.includes("Trusted"))).toEqual([]);
  });
});
