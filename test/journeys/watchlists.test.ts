// Watchlists by two persons: an own entry proposed and approved, who travels is screened again; the UN's list in and back.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { fillRegister, sayWanted } from "./list-forms.ts";
import { flightLandingIn, passengerList } from "./messages.ts";
import { describeJourneys, openScreens, type Screens } from "./screens.ts";

const unList = fileURLToPath(
  new URL("../../../shared/data/lists/un-consolidated-2026-02-27.xml", import.meta.url),
);
const traveller = { surname: "QARAYEV", given: "TEYMUR", birthDate: "1975-02-11", document: "C10000001" };

describeJourneys("watchlists by two persons", () => {
  let screens: Screens;
  let manager: Page;
  let supervisor: Page;
  let officer: Page;

  beforeAll(async () => {
    screens = await openScreens();
    const carrier = await screens.unit.carrier("J2");
    const answer = await carrier.push({ body: passengerList(flightLandingIn(3, "J2", "301"), [traveller]) });
    if (answer.status !== 202) throw new Error(await answer.text());
    [manager, supervisor, officer] = await Promise.all([
      screens.sitDown("watchlist-manager"),
      screens.sitDown("supervisor"),
      screens.sitDown("watch-officer"),
    ]);
  });
  afterAll(() => screens.close());

  const heading = (page: Page, name: string | RegExp): Locator =>
    page.getByRole("heading", { level: 1, name });
  const button = (page: Page, name: string | RegExp): Locator => page.getByRole("button", { name });
  const field = (page: Page, name: string | RegExp): Locator => page.getByRole("textbox", { name });

  async function register(kind: RegExp, code: string, name: string): Promise<void> {
    await fillRegister(manager, kind, code, name);
    await button(manager, "Register the list").click();
    await heading(manager, new RegExp(name)).waitFor();
    await manager.getByText("Nothing of this list is in force").waitFor();
  }

  describe("an own entry", () => {
    test("the watch officer sees an empty queue, whoever travels", async () => {
      await officer.goto("/alerts");
      await officer.getByText("No alert is open").waitFor();
      expect(await officer.getByRole("row").filter({ hasText: "OWN-1" }).count()).toBe(0);
      await officer.evaluate("globalThis.notReloaded = true");
    });

    test("is proposed with its grounds; without them the form says what is missing", async () => {
      await register(/^This unit/, "OWN-1", "Persons wanted by the unit");
      await manager.getByRole("link", { name: "Propose an entry" }).click();
      await field(manager, "Name in full").fill(`${traveller.surname} ${traveller.given}`);
      await field(manager, "Day").fill("11");
      await field(manager, "Month").fill("2");
      await field(manager, "Year").fill("1975");
      await button(manager, "Send for decision").click();
      await manager.getByRole("alert").getByText("Write the grounds for it").waitFor();
      await sayWanted(manager);
      await field(manager, /^Grounds/).fill("Court order 17/2026.");
      await button(manager, "Send for decision").click();
      await heading(manager, /New entry: QARAYEV TEYMUR/).waitFor();
      // Its name stands on the page, not in what the browser keeps of it.
      expect(`${manager.url()} ${await manager.title()}`).not.toContain("QARAYEV");
    });

    test("is not decided by its proposer: not offered, and refused by the policy if asked all the same", async () => {
      await manager.getByText("You proposed this: another person decides.").waitFor();
      expect(await button(manager, "Approve").count()).toBe(0);
      const id = new URL(manager.url()).pathname.split("/").at(-1) ?? "";
      const answer = await manager.request.post(`/api/proposals/${id}/decision`, {
        data: { approve: true, reason: "It is right." },
      });
      expect(answer.status()).toBe(403);
      expect(await answer.json()).toMatchObject({
        code: "not-permitted",
        policies: ["no-policy-permits"],
        detail: expect.stringContaining("supervisor"),
      });
    });

    test("nor by somebody who holds both roles", async () => {
      const both = await screens.newPerson("Both Roles", ["watchlist-manager", "supervisor"]);
      await both.goto(manager.url().replace(/\/watchlists\/.*/, "/watchlists"));
      await both.getByRole("link", { name: /Persons wanted by the unit/ }).click();
      await both.getByRole("link", { name: "Propose an entry" }).click();
      await field(both, "Name in full").fill("ISGANDAROV RUFAT");
      await sayWanted(both);
      await field(both, /^Grounds/).fill("Court order 18/2026.");
      await button(both, "Send for decision").click();
      await both.getByText("You proposed this: another person decides.").waitFor();
      expect(await button(both, "Approve").count()).toBe(0);
      const id = new URL(both.url()).pathname.split("/").at(-1) ?? "";
      const answer = await both.request.post(`/api/proposals/${id}/decision`, {
        data: { approve: true, reason: "It is right." },
      });
      expect(answer.status()).toBe(403);
      expect(await answer.json()).toMatchObject({ policies: ["four-eyes"] });

      await field(both, /Why you take it back/).fill("Entered for practice.");
      await button(both, "Take it back").click();
      await both.getByText("Taken back by").waitFor();
      await both.context().close();
    });

    test("is approved by another person by keyboard, and is in force", async () => {
      await supervisor.goto("/watchlists?part=proposals");
      await supervisor.getByRole("link", { name: "QARAYEV TEYMUR" }).click();
      await heading(supervisor, /New entry: QARAYEV TEYMUR/).waitFor();
      await button(supervisor, /Approve/).waitFor();
      await supervisor.keyboard.press("1");
      await supervisor.keyboard.press("Control+Enter");
      await supervisor.getByRole("alert").getByText("Write your reason").waitFor();
      await field(supervisor, /^Your reason/).fill("The order was seen.");
      await supervisor.keyboard.press("Control+Enter");
      await supervisor.getByText("Approved by").waitFor();

      // The proposer's page tells so by itself.
      await manager.getByText("Approved by").waitFor();
      await manager.goto("/watchlists");
      await manager.getByRole("link", { name: /Persons wanted by the unit/ }).click();
      await manager.getByRole("link", { name: "QARAYEV TEYMUR" }).click();
      await heading(manager, "QARAYEV TEYMUR").waitFor();
      expect(await manager.getByText("Feb 1975").or(manager.getByText("1975-02-11")).count()).toBe(1);
    });

    test("finds who is still to come: the alert comes to the watch officer by itself", async () => {
      const row = officer.getByRole("row").filter({ hasText: "OWN-1" });
      const waiting = button(officer, /^1 new/);
      await row.or(waiting).first().waitFor();
      if (await waiting.isVisible()) await officer.keyboard.press(".");
      await row.waitFor();
      expect(await row.count()).toBe(1);
      expect(await officer.evaluate("globalThis.notReloaded")).toBe(true);
    });

    test("is not decided by who approved it: another officer does", async () => {
      await supervisor.goto("/alerts");
      await supervisor.getByRole("row").filter({ hasText: "OWN-1" }).getByRole("link").first().click();
      await supervisor.getByRole("heading", { name: /Why do you need/ }).waitFor();
      await supervisor.keyboard.press("6");
      await supervisor.getByRole("table", { name: "Both sides" }).waitFor();
      await button(supervisor, /No match/).waitFor();
      await supervisor.keyboard.press("1");
      await supervisor.getByRole("radio", { name: "Not the same person" }).check();
      await field(supervisor, /In words/).fill("Another person.");
      await supervisor.keyboard.press("Control+Enter");
      await supervisor.getByRole("alert").getByText("another officer decides").waitFor();
      expect(await field(supervisor, /In words/).inputValue()).toBe("Another person.");
    });
  });

  describe.skipIf(!existsSync(unList))("the list of the United Nations", () => {
    const whole = existsSync(unList) ? readFileSync(unList, "utf8") : "";
    /** The next publication: one person delisted, one given another name. */
    const next = whole
      .replace(/<INDIVIDUAL>.*?<\/INDIVIDUAL>/s, "")
      .replace("<FIRST_NAME>", "<FIRST_NAME>NEWLY ")
      .replace(/dateGenerated="[^"]+"/, 'dateGenerated="2026-03-05T00:00:00.000Z"');

    async function importFile(name: string, content: string): Promise<void> {
      await manager.goto("/watchlists");
      await manager.getByRole("link", { name: /United Nations/ }).click();
      await button(manager, "Import a file").click();
      const dialog = manager.getByRole("dialog", { name: "Import a file" });
      await dialog.getByRole("button", { name: "Read and compare" }).click();
      await dialog.getByRole("alert").getByText("Choose the file").waitFor();
      const buffer = Buffer.from(content);
      await dialog
        .getByLabel("File of the list")
        .setInputFiles({ name, mimeType: "application/xml", buffer });
      await dialog.getByRole("button", { name: "Read and compare" }).click();
      await dialog.waitFor({ state: "detached" });
    }

    async function putInForce(version: number): Promise<void> {
      await manager.getByText("You prepared this version: another person must put it in force.").waitFor();
      expect(await button(manager, "Put in force").count()).toBe(0);
      await supervisor.goto(new URL(manager.url()).pathname);
      await button(supervisor, "Put in force").click();
      const dialog = supervisor.getByRole("dialog", { name: `Put version ${version} in force?` });
      await dialog.getByRole("button", { name: "Put in force" }).click();
      await dialog.waitFor({ state: "detached" });
      await supervisor.getByText("In force since").waitFor();
    }

    test("comes in with all its 730 individuals and is put in force by a second person", async () => {
      await register(/^Its owner/, "UN-SC", "United Nations consolidated list");
      await importFile("consolidated.xml", whole);
      await manager.getByText("Entries: 730; 730 added, 0 changed, 0 removed").waitFor();
      await manager.getByText("It is the first version: every entry is new").waitFor();
      await putInForce(1);
      await manager.getByText("In force since").waitFor();
      expect(await manager.getByText("You prepared this version").count()).toBe(0);
    });

    test("the next publication shows what it changes before it is used", async () => {
      await importFile("next.xml", next);
      await manager.getByText("Entries: 729; 0 added, 1 changed, 1 removed").waitFor();
      const table = manager.getByRole("table", { name: /Entries that this version adds/ });
      await table.getByRole("cell", { name: "Removed" }).waitFor();
      const changed = table.getByRole("row").filter({ hasText: "NEWLY" });
      await changed.getByRole("cell", { name: "Changed" }).waitFor();
      await changed.getByRole("cell", { name: "Names" }).waitFor();
      expect(await table.getByRole("row").count()).toBe(3);
      await putInForce(2);
    });

    test("a bad version is taken back with a reason: the one before is in force again", async () => {
      await supervisor.getByRole("button", { name: "Take back" }).click();
      const dialog = supervisor.getByRole("dialog", { name: "Take version 2 back?" });
      await dialog.getByRole("textbox").fill("One delisting was an error of the sender.");
      await dialog.getByRole("button", { name: "Take it back" }).click();
      await dialog.waitFor({ state: "detached" });
      await supervisor.getByText("It was taken back; the version before is in force again.").waitFor();
      await supervisor.goto(new URL(supervisor.url()).pathname.replace("/version/2", ""));
      const first = supervisor.getByRole("tab", { name: /^Entries/ });
      expect(await first.innerText()).toMatch(/730/);
      await field(supervisor, /Name, document, identifier/).fill("BADEGE");
      await supervisor.getByRole("link", { name: /BADEGE/ }).waitFor();
    });
  });

  test("nothing was asked elsewhere and nothing went wrong unseen", () => {
    expect(screens.misdeeds).toEqual([]);
  });
});
