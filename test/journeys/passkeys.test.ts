// Passkeys at the screens, with a real browser and its authenticator: made, used to come in, to prove anew, and removed.
import type { CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openEnrolment } from "#access";
import { manualClock, systemActor } from "#platform";
import { barriers, describeJourneys, openScreens, type Screens } from "./screens.ts";

const minute = 60_000;

describeJourneys("passkeys", () => {
  const clock = manualClock(new Date());
  let screens: Screens;

  beforeAll(async () => {
    screens = await openScreens({ clock });
  });
  afterAll(() => screens.close());

  /** Passkeys belong to names: the same server, by the machine's own. */
  const named = () => screens.unit.address.replace("127.0.0.1", "localhost");

  async function withAuthenticator(page: Page): Promise<CDPSession> {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("WebAuthn.enable");
    await devtools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return devtools;
  }

  async function comeByPassword(page: Page, name: string): Promise<void> {
    await page.goto(`${named()}/sign-in`);
    await page.getByRole("textbox", { name: "User name" }).fill(name);
    await page.getByLabel("Password", { exact: true }).fill("demonstration");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Flights" }).waitFor();
  }

  let page: Page;

  test("one is made on the page of one's ways in, and the page stands up to axe", async () => {
    page = await screens.sitDown(null);
    await withAuthenticator(page);
    await comeByPassword(page, "supervisor");
    await page.getByRole("button", { name: /User menu/ }).click();
    await page.getByRole("menuitem", { name: "Your ways in" }).click();
    await page.getByRole("heading", { level: 1, name: "Your ways in" }).waitFor();
    await page.getByText("You have no passkey yet.").waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await page.getByText("Give the passkey a name").waitFor();
    await page.getByLabel("Name of the passkey").fill("Desk by the window");
    await page.getByRole("button", { name: "Make a passkey" }).press("Enter");
    await page.getByText("Desk by the window").waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test("it proves anew who one is, by keyboard alone, and what was asked for goes on by itself", async () => {
    clock.advance(6 * minute);
    await page.reload();
    await page.getByRole("button", { name: "Remove: Desk by the window" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Prove that it is you" });
    await dialog.waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Not now" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("Desk by the window").waitFor();

    await page.getByLabel("Name of the passkey").fill("Key on the ring");
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await dialog.waitFor();
    await dialog.getByRole("button", { name: "Use a passkey" }).press("Enter");
    await dialog.waitFor({ state: "detached" });
    // The browser has one for this account already and says so; the proof itself has been given.
    await page.getByText("This device has a passkey of yours already.").waitFor();
  });

  test("it opens a session without a name", async () => {
    await page.getByRole("button", { name: /User menu/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL(/\/sign-in$/);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByRole("heading", { level: 1, name: "Flights" }).waitFor();
    const session = await page.request.get(`${named()}/api/session`);
    expect(await session.json()).toMatchObject({ strength: "passkey" });
  });

  test("removed, it opens nothing any more", async () => {
    await page.goto(`${named()}/me/access`);
    await page.getByRole("button", { name: "Remove: Desk by the window" }).click();
    await page.getByText("You have no passkey yet.").waitFor();
    await page.getByRole("button", { name: /User menu/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL(/\/sign-in$/);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByText("This passkey does not open anything here.").waitFor();
    expect((await page.request.get(`${named()}/api/session`)).status()).toBe(401);
    await page.context().close();
  });

  test("an enrolment's code leads to the making of a passkey and nowhere else", async () => {
    const fresh = await screens.sitDown(null);
    await withAuthenticator(fresh);
    const { services } = screens.unit.running;
    const account = await services.database.transaction(systemActor("test"), (tx) =>
      tx.query<{ person_id: string }>("select person_id from access.person where sign_in_name = 'analyst'"),
    );
    const secret = await services.database.transaction(systemActor("test"), (tx) =>
      openEnrolment(tx, account[0]?.person_id ?? ""),
    );
    await fresh.goto(`${named()}/sign-in`);
    await fresh.getByRole("button", { name: "I have an enrolment code" }).click();
    await fresh.getByLabel("Enrolment code").fill(secret);
    await fresh.getByRole("button", { name: "Open the enrolment" }).click();
    await fresh.getByRole("heading", { level: 1, name: "Make a passkey" }).waitFor();
    expect(await fresh.getByRole("navigation").getByRole("link").count()).toBe(0);
    expect(await barriers(fresh)).toEqual([]);
    await fresh.getByLabel("Name of the passkey").fill("First one");
    await fresh.getByRole("button", { name: "Make a passkey" }).click();
    await fresh.getByRole("link", { name: "Flights" }).waitFor();
    expect(fresh.url()).not.toContain(secret);
    await fresh.context().close();
  });

  test("nothing went wrong unseen", () => {
    expect(screens.misdeeds.filter((line) => !line.includes("localhost"))).toEqual([]);
  });
});
