// Lists in CSV from their registration to a delisting: the preview of a mapping, the draft check, a second person; an emergency; thresholds.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { ofacFiles } from "../../src/watchlists/formats/samples.ts";
import { fillRegister, sayWanted } from "./list-forms.ts";
import { flightLandingIn, passengerList } from "./messages.ts";
import { describeJourneys, openScreens, type Screens } from "./screens.ts";

const travellers = [
  { surname: "QARAYEV", given: "TEYMUR", birthDate: "1975-02-11", document: "C10000001" },
  { surname: "VYMYSLOV", given: "OSTAP", birthDate: "1968-12-10", document: "C10000002" },
] as const;
const head = "No;Name;Born;Passport;Category\n";
const listed = "17;QARAYEV TEYMUR;11.02.1975;;wanted\n";
const other = "18;ISGANDAROV RUFAT;23.07.1981;C7654321;entry-ban\n";

describeJourneys("lists in CSV", () => {
  let screens: Screens;
  let manager: Page;
  let supervisor: Page;
  let officer: Page;

  beforeAll(async () => {
    screens = await openScreens();
    const carrier = await screens.unit.carrier("J2");
    const answer = await carrier.push({ body: passengerList(flightLandingIn(3, "J2", "401"), travellers) });
    if (answer.status !== 202) throw new Error(await answer.text());
    [manager, supervisor, officer] = await Promise.all([
      screens.sitDown("watchlist-manager"),
      screens.sitDown("supervisor"),
      screens.sitDown("watch-officer"),
    ]);
  });
  afterAll(() => screens.close());

  const button = (page: Page, name: string | RegExp): Locator => page.getByRole("button", { name });
  const field = (page: Page, name: string | RegExp): Locator => page.getByRole("textbox", { name });
  const shownIn = (page: Page, name: string): Locator =>
    page.getByRole("tabpanel").filter({ visible: true }).getByText(name).first();

  async function chooseFormat(name: RegExp): Promise<void> {
    await manager.getByLabel("Format of its files").first().click();
    await manager.getByRole("option", { name }).click();
  }

  async function importFiles(list: string, files: readonly (readonly [string, string])[]): Promise<Locator> {
    await manager.goto("/watchlists");
    await manager.getByRole("link", { name: list }).click();
    await button(manager, "Import a file").click();
    const dialog = manager.getByRole("dialog", { name: "Import a file" });
    await dialog
      .getByLabel("File of the list")
      .setInputFiles(
        files.map(([name, text]) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text, "utf8") })),
      );
    await dialog.getByRole("button", { name: "Read and compare" }).click();
    return dialog;
  }

  async function putInForce(version: number): Promise<Locator> {
    await supervisor.goto(new URL(manager.url()).pathname);
    await button(supervisor, "Put in force").click();
    const dialog = supervisor.getByRole("dialog", { name: `Put version ${version} in force?` });
    await dialog.getByRole("button", { name: "Put in force" }).waitFor();
    return dialog;
  }

  async function confirm(dialog: Locator): Promise<void> {
    await dialog.getByRole("button", { name: "Put in force" }).click();
    await dialog.waitFor({ state: "detached" });
    await supervisor.getByText("In force since").waitFor();
  }

  /** Alerts come to the officer's open queue by themselves; a key shows those that are new. */
  async function alerted(list: string): Promise<void> {
    const row = officer.getByRole("row").filter({ hasText: list }).first();
    const fresh = button(officer, /^1 new/);
    await row.or(fresh).first().waitFor();
    if (await fresh.isVisible()) await officer.keyboard.press(".");
    await row.waitFor();
  }

  test("a table is registered with its columns, and what would be read is shown before", async () => {
    await fillRegister(manager, /^Its owner/, "MOI", "Persons sought by the ministry");
    await chooseFormat(/CSV with columns of its own/);
    await manager.getByLabel("Example file").setInputFiles({
      name: "own.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`${head}${listed}${other}`, "utf8"),
    });
    const preview = manager.getByRole("table", { name: "What would be read" });
    await preview.getByRole("row").filter({ hasText: "QARAYEV TEYMUR" }).waitFor();
    await preview.getByText("C7654321").waitFor();
    expect(await preview.getByRole("row").count()).toBe(3);
    await button(manager, "Register the list").click();
    await manager.getByText("Nothing of this list is in force").waitFor();
  });

  test("before it is used the alerts to be expected stand there, the persons only for who may open them", async () => {
    const dialog = await importFiles("Persons sought by the ministry", [
      ["own.csv", `${head}${listed}${other}`],
    ]);
    await dialog.waitFor({ state: "detached" });
    await manager.getByText("Entries: 2; 2 added").waitFor();
    await manager.getByRole("tab", { name: "Expected alerts" }).click();
    await shownIn(manager, "1 new alert").waitFor();
    await shownIn(manager, "for those who may open persons").waitFor();
    expect(await manager.getByRole("link", { name: "Open the person" }).count()).toBe(0);

    await supervisor.goto(new URL(manager.url()).pathname);
    await supervisor.getByRole("tab", { name: "Expected alerts" }).click();
    const flight = supervisor.getByRole("row").filter({ hasText: "J2401" });
    await flight.getByRole("link", { name: "Open the person" }).waitFor();
    // A look: nobody was alerted by it.
    await officer.goto("/alerts");
    await officer.getByText("No alert is open").waitFor();
    const last = await putInForce(1);
    await last.getByText("Alerts to be expected: 1 in the next 72 hours; 0 of the last 7 days.").waitFor();
    await confirm(last);
    await alerted("MOI");
  });

  test("the files of the OFAC list in CSV come in together", async () => {
    await fillRegister(manager, /^Its owner/, "OFAC", "Specially designated nationals");
    await chooseFormat(/^CSV of the OFAC list/);
    await button(manager, "Register the list").click();
    await manager.getByText("Nothing of this list is in force").waitFor();
    const names = ["SDN.CSV", "ALT.CSV", "ADD.CSV", "SDN_COMMENTS.CSV"] as const;
    const dialog = await importFiles(
      "Specially designated nationals",
      ofacFiles.map((text, at) => [names[at] ?? "", text] as const),
    );
    await dialog.waitFor({ state: "detached" });
    await manager.getByText("Entries: 2; 2 added").waitFor();
    await confirm(await putInForce(1));
    await alerted("OFAC");
    expect(await officer.getByRole("row").filter({ hasText: "OFAC" }).count()).toBe(1);
  });

  test("a delisting is looked at as what it is, and takes its alert with it", async () => {
    const dialog = await importFiles("Persons sought by the ministry", [["own.csv", `${head}${other}`]]);
    await dialog.getByText("The removals are right").first().waitFor();
    await dialog.getByRole("checkbox", { name: /The removals are right/ }).check();
    await dialog.getByRole("button", { name: "Read and compare" }).click();
    await dialog.waitFor({ state: "detached" });
    await manager.getByText("Entries: 1; 0 added, 0 changed, 1 removed").waitFor();
    await manager.getByRole("tab", { name: "Expected alerts" }).click();
    await shownIn(manager, "Open alerts that would go").waitFor();
    // The file that was refused at first stands in the history as version 2.
    await confirm(await putInForce(3));
    await officer.goto("/alerts");
    await officer.getByRole("row").filter({ hasText: "OFAC" }).first().waitFor();
    await expect.poll(() => officer.getByRole("row").filter({ hasText: "MOI" }).count()).toBe(0);
  });

  test("an entry of one person for want of time is confirmed by another", async () => {
    await fillRegister(manager, /^This unit/, "OWN-9", "Persons of the unit");
    await button(manager, "Register the list").click();
    await manager.getByRole("link", { name: "Propose an entry" }).click();
    await field(manager, "Name in full").fill("BABAZADE NARMIN");
    await sayWanted(manager);
    await field(manager, /^Grounds/).fill("Told by telephone, order follows.");
    await manager.getByRole("checkbox", { name: /Put in force at once/ }).check();
    await button(manager, "Put in force now").click();
    await manager.getByText("In force already by one person").waitFor();
    await supervisor.goto(new URL(manager.url()).pathname);
    await button(supervisor, /Approve/).waitFor();
    await supervisor.keyboard.press("1");
    await field(supervisor, /^Your reason/).fill("The order was seen.");
    await supervisor.keyboard.press("Control+Enter");
    await supervisor.getByText("Approved by").waitFor();
    expect(await button(supervisor, /Approve/).count()).toBe(0);
  });

  test("thresholds are proposed, tried on traffic, and put in force by another person", async () => {
    await manager.goto("/watchlists?part=thresholds");
    await manager.getByText("The engine's own").waitFor();
    await button(manager, "Propose other thresholds").click();
    const dialog = manager.getByRole("dialog", { name: "Propose other thresholds" });
    await dialog.getByLabel("Entry ban").fill("0.6");
    await dialog.getByRole("button", { name: "Propose and try" }).click();
    await dialog.getByText("at least three letters").waitFor();
    await dialog.getByLabel("Why").fill("Too many namesakes on entry bans.");
    await dialog.getByRole("button", { name: "Propose and try" }).click();
    await dialog.waitFor({ state: "detached" });
    await manager.getByText("You proposed this: another person decides.").waitFor();

    await supervisor.goto("/watchlists?part=thresholds");
    await supervisor.getByRole("table", { name: /Travellers alerted now and then/ }).waitFor();
    await button(supervisor, "Put in force").click();
    const decision = supervisor.getByRole("dialog", { name: "Proposed thresholds" });
    await decision.getByRole("textbox").fill("The trial shows none lost.");
    await decision.getByRole("button", { name: "Put in force" }).click();
    await decision.waitFor({ state: "detached" });
    await supervisor.getByText("Version 1, in force.").waitFor();
    expect(await supervisor.getByRole("cell", { name: "0.60" }).count()).toBe(1);
  });

  test("nothing was asked elsewhere and nothing went wrong unseen", () => {
    expect(screens.misdeeds).toEqual([]);
  });
});
