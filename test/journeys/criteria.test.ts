// A rule from its first draft to its end, by five persons in browsers: written, mended, tested, judged, approved, run, stopped.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { manualClock } from "#platform";
import type { Role } from "#access";
import type { CarrierLine } from "../harness/unit.ts";
import { flyTo, type ListedPerson } from "./messages.ts";
import { seenByShadow } from "./shadow.ts";
import { barriers, describeJourneys, handOver, openScreens, type Screens } from "./screens.ts";

/** Far ahead, so that sessions begun on it have not ended by the browser's own clock. */
const clock = manualClock(new Date("2036-06-16T06:00:00Z"));
const hour = 3_600_000;
const letters = (number: number): string =>
  String(number).replaceAll(/\d/g, (digit) => "ABCDEFGHIJ".charAt(Number(digit)));

/** Sixty travellers in rows 10 to 69; of the last six, whom the rule will match, five are from one State. */
function travellers(flight: number): ListedPerson[] {
  return Array.from({ length: 60 }, (_, at) => ({
    surname: `SYNTHETIC${letters(flight)}`,
    given: `PERSON${letters(at)}`,
    birthDate: `19${String(50 + (at % 45)).padStart(2, "0")}-03-0${(at % 9) + 1}`,
    document: `C${flight}${String(at).padStart(5, "0")}`,
    seat: `${at + 10}A`,
    sex: at % 2 === 0 ? "M" : "F",
    nationality: at >= 40 && at < 59 ? "TUR" : "AZE",
  }));
}

describeJourneys("a rule from its draft to its end", () => {
  let screens: Screens;
  let carrier: CarrierLine;
  let author: Page;
  let other: Page;
  let address = "";
  let numbers = 200;

  /** A flight that leaves in so many hours, and its passenger list. */
  async function fly(inHours: number): Promise<void> {
    numbers += 1;
    await flyTo(carrier, { now: clock.now(), inHours, number: numbers }, travellers(numbers));
  }
  const button = (page: Page | Locator, name: string | RegExp) =>
    page.getByRole("button", typeof name === "string" ? { name, exact: true } : { name });
  const part = (name: string) => author.getByRole("region", { name, exact: true });

  beforeAll(async () => {
    screens = await openScreens({ clock });
    carrier = await screens.unit.carrier("J2");
    for (const hours of [2, 3, 4]) await fly(hours);
    author = await screens.sitDown("rules-manager", { scheme: "light" });
    other = await screens.sitDown("analyst", { scheme: "light" });
  });
  afterAll(() => screens.close());

  /** Chooses from the list of a field by what is typed, from the keyboard alone. */
  async function pick(field: Locator, words: string): Promise<void> {
    await field.focus();
    await field.fill(words);
    await author.getByRole("option").first().waitFor();
    await author.keyboard.press("ArrowDown");
    await author.keyboard.press("Enter");
  }
  const addTo = (place: Locator) => place.getByRole("combobox", { name: "Add a condition" }).last();

  describe("is written by its author", () => {
    test("a rule that rests on who somebody is alone is refused beside the condition, with the clause", async () => {
      await author.goto("/criteria");
      await author.getByText("There are no rules yet").waitFor();
      await author.getByRole("link", { name: "Propose a rule" }).click();
      await author.getByLabel("Code of the rule").fill("rear-rows");
      await author.getByRole("textbox", { name: "Title" }).fill("Seats in the last rows");
      await pick(addTo(part("When")), "nationality in the document");
      await author.keyboard.type("TUR");
      await author.getByRole("option", { name: /\(TUR\)/ }).waitFor();
      await author.keyboard.press("ArrowDown");
      await author.keyboard.press("Enter");
      await author.keyboard.press("Escape");
      const question = author.getByRole("group", { name: /^nationality in the document/ });
      await question.getByText("PNRD-6.4.1").waitFor();
      expect(await button(author, "Save and run the test").isDisabled()).toBe(true);
    });

    test("the fault is mended by a circumstance, and what was done by mistake is undone", async () => {
      await pick(addTo(part("When")), "row of the seat");
      await author.keyboard.press("Control+a");
      await author.keyboard.type("64");
      const words = author.getByRole("region", { name: "In plain words" });
      await words.getByText("row of the seat: at least 64").waitFor();
      await author.getByText("PNRD-6.4.1").waitFor({ state: "detached" });
      await button(author, /^Remove: nationality/).click();
      await words.getByText("nationality in the document").waitFor({ state: "detached" });
      await button(author, "Undo").click();
      await words.getByText("nationality in the document").waitFor();
      await button(author, /^Remove: nationality/).click();
      await pick(addTo(part("When")), "age on the day");
      await author.keyboard.press("Control+a");
      await author.keyboard.type("18");
      await words.getByText("age on the day of the flight: at least 18").waitFor();
      expect(await words.getByText("nationality in the document").count()).toBe(0);
    });

    test("it weighs what speaks for the traveller, and goes to text and back without loss", async () => {
      await button(author, "Add what speaks for the traveller").click();
      await author.keyboard.type("travels with family");
      const lowers = part("Speaks for the traveller");
      await pick(addTo(lowers), "How many: companions");
      await author.getByText("Nothing speaks against this rule").waitFor();
      await author.getByText("Text", { exact: true }).click();
      const text = author.getByLabel("Text of the rule");
      await expect.poll(() => text.inputValue()).toContain("count(companion) >= 1");
      const written = await text.inputValue();
      await text.fill(written.replace(">= 64", ">="));
      await button(author, /^Line \d+, letter/)
        .first()
        .waitFor();
      await author.getByText("Forms", { exact: true }).click();
      await author.getByRole("alert").getByText("The text cannot be read").waitFor();
      await author.getByLabel("Text of the rule").fill(written);
      await author.getByText("Forms", { exact: true }).click();
      await author.getByRole("group", { name: "row of the seat: at least 64" }).waitFor();
      await author.getByText("Text", { exact: true }).click();
      await expect.poll(() => text.inputValue()).toBe(written);
      await author.getByText("Forms", { exact: true }).click();
      await author.getByRole("group", { name: "row of the seat: at least 64" }).waitFor();
    });

    test("the editor holds no barrier", async () => {
      expect(await barriers(author)).toEqual([]);
    });

    test("a draft that is not saved is not lost by a wrong click", async () => {
      // The question is the browser's own; it is answered with "no" as any other.
      await author.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Criteria" }).click();
      await author.getByRole("group", { name: "row of the seat: at least 64" }).waitFor();
      expect(screens.misdeeds.filter((line) => line.includes("is not saved"))).toHaveLength(1);
    });

    test("its dossier says for what, on what evidence, and why each field is needed", async () => {
      const dossier = author.getByRole("region", { name: "Dossier" });
      await dossier.getByLabel("The idea in plain words").fill("Adults who chose the last rows");
      await dossier.getByLabel("Threat").fill("RISK-7, couriers who sit apart");
      await pick(dossier.getByRole("combobox", { name: "Offences" }), "Drug trafficking");
      await author.keyboard.press("Escape");
      await dossier.getByLabel("Link with carriage by air").fill("The couriers come by scheduled flights");
      await pickOf(dossier, "Whom it is to find", "Offenders");
      await pickOf(dossier, "Source", "B – mostly reliable");
      await pickOf(dossier, "Information", "2 – known to the source itself");
      await button(dossier, "Add a circumstance").click();
      await dossier.getByLabel("Exonerating circumstance 1").fill("Cheaper seats in the last rows");
      for (const field of ["row of the seat", "age on the day of the flight", "companions in the booking"])
        await dossier.getByRole("textbox", { name: field }).fill("Without it the rule would match everybody");
      await dossier.getByRole("textbox", { name: "Scope" }).fill("All flights to Baku, this year");
      for (const [limit, value] of [
        ["Matches per 10,000 at most", "2000"],
        ["Matches on a flight at most", "30"],
        ["Matches in a day at most", "300"],
        ["Days in shadow", "1"],
      ] as const)
        await dossier.getByLabel(limit).fill(value);
      await button(author, "Save").click();
      await author.getByText("Saved", { exact: true }).waitFor();
      address = new URL(author.url()).pathname.replace(/\/edit$/, "");
      expect(address).toMatch(/^\/criterion\/[0-9a-f-]{36}$/);
    });

    test("it is tried on past traffic from the editor, with the alerts to expect each day", async () => {
      await author.getByLabel("From", { exact: true }).fill("2036-06-16");
      await author.getByLabel("Until", { exact: true }).fill("2036-06-16");
      await button(author, "Run the test").click();
      await author.getByText("Expected alerts a day").waitFor();
      await author.getByText("18 of 180").waitFor();
      await author.getByRole("link", { name: /Whole result/ }).click();
      const table = author.getByRole("table", { name: /How often the rule selects each group/ });
      await table
        .getByRole("row", { name: /Stands out/ })
        .first()
        .waitFor();
      expect(await barriers(author)).toEqual([]);
    });

    async function pickOf(place: Locator, label: string, option: string): Promise<void> {
      await place.getByRole("combobox", { name: label, exact: true }).click();
      await author.getByRole("option", { name: option }).click();
    }
  });

  describe("is judged by others", () => {
    async function open(page: Page, role?: Role): Promise<void> {
      if (role !== undefined) await handOver(page, role);
      await page.goto(address);
      await page.getByRole("heading", { name: "What can come next" }).waitFor();
    }
    /** Takes the step by its button; `before` fills in what stands above the reason. */
    async function take(
      page: Page,
      step: string,
      reason: string | null,
      before?: (dialog: Locator) => Promise<void>,
    ): Promise<void> {
      await button(page, step).first().click();
      const dialog = page.getByRole("dialog", { name: step });
      await before?.(dialog);
      if (reason !== null) await dialog.getByRole("textbox").last().fill(reason);
      await dialog.getByRole("button", { name: step }).click();
      await dialog.waitFor({ state: "detached" });
    }

    test("its author declares it specified, and is told why the next step is another's", async () => {
      await open(author);
      await take(author, "Declare the rule specified", null);
      await author.getByText("You wrote on this rule: another person takes this step.").first().waitFor();
      expect(await button(author, "Report the test").count()).toBe(0);
    });

    test("an analyst reports the test and explains each group that stands out", async () => {
      await open(other);
      await take(other, "Report the test", "The volume is what was declared");
      await button(other, "Report on bias").click();
      const dialog = other.getByRole("dialog", { name: "Report on bias" });
      await dialog.getByRole("button", { name: "Report on bias" }).click();
      await dialog
        .getByRole("alert")
        .getByText("Explain each group that stands out or may.")
        .first()
        .waitFor();
      for (const field of await dialog.getByRole("textbox").all())
        await field.fill("They were booked as a group of pupils in the last rows");
      await dialog.getByRole("button", { name: "Report on bias" }).click();
      await dialog.waitFor({ state: "detached" });
      expect(await button(other, "Assent to the bias report").count()).toBe(0);
    });

    test("the data protection officer assents and gives an opinion", async () => {
      await open(other, "data-protection-officer");
      await take(other, "Assent to the bias report", "The explanation holds");
      await take(other, "Give an opinion", "Necessary and proportionate", (dialog) =>
        button(dialog, /Positive/).click(),
      );
      await other.getByText("The supervisor or the legal adviser does this.").first().waitFor();
      expect(await button(other, "Approve").count()).toBe(0);
    });

    test("two persons approve what they have read; one does not do it twice", async () => {
      await open(other, "supervisor");
      await take(other, "Approve", "It is needed");
      await other.getByText(/another person takes the second/).waitFor();
      expect(await button(other, "Approve").count()).toBe(0);
      await open(other, "legal-adviser");
      await take(other, "Approve", "It is lawful");
      await other.getByText("Approved", { exact: true }).first().waitFor();
    });

    test("it runs in its shadow without alerts, then it is made active", async () => {
      await author.reload();
      await take(author, "Start the shadow", null);
      for (const hours of [5, 6]) await fly(hours);
      const id = /[0-9a-f-]{36}/.exec(author.url())?.[0] ?? "";
      await expect.poll(() => seenByShadow(screens.unit.address, id)).toBe(300);
      clock.advance(25 * hour);
      await open(other, "supervisor");
      await other.getByRole("tab", { name: "Running" }).click();
      await other.getByText("The volume agrees with the test's within a quarter").waitFor();
      await take(other, "Make active", "Its shadow was as the test");
      await other.getByText("Active", { exact: true }).first().waitFor();
      await fly(3);
      await other.reload();
      await other
        .getByRole("region", { name: "Since it runs" })
        .getByText(/^of \d+ travellers/)
        .waitFor();
      expect(await barriers(other)).toEqual([]);
    });

    test("it is stopped with a reason, which everybody reads", async () => {
      await take(other, "Suspend", "The school term has ended");
      await other.getByText("This version is suspended and matches nobody.").waitFor();
      await other.getByRole("tab", { name: "History" }).click();
      await other.getByText("The school term has ended").last().waitFor();
      await other.goto("/criteria");
      const row = other.getByRole("row").filter({ hasText: "Seats in the last rows" });
      await row.getByText("The school term has ended").waitFor();
      expect(await barriers(other)).toEqual([]);
    });
  });

  describe.each(["az", "ar"] as const)("in the language %s", (language) => {
    test("the rule is told in words, and the screens hold no barrier", async () => {
      const page = await screens.sitDown("rules-manager", { language });
      for (const where of ["/criteria", address, `${address}?part=tests`, "/criteria/new"]) {
        await page.goto(where);
        await page.getByRole("heading", { level: 1 }).waitFor();
        expect(await page.locator("html").getAttribute("lang")).toBe(language);
        await page.waitForLoadState("networkidle");
        expect(await barriers(page)).toEqual([]);
      }
      await page.context().close();
    });
  });

  test("nothing was asked elsewhere and nothing went wrong unseen", () => {
    expect(screens.misdeeds.filter((line) => !line.includes("is not saved"))).toEqual([]);
  });
});
