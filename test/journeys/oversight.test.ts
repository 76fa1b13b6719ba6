// Those who look after the work: the carrier desk at a message, the data protection officer at the ledger; and everybody
// at what is not theirs, who is told by which policy.
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { demonstrationAccounts } from "#access";
import { roles, type Role } from "#access/contract";
import { checkExport } from "#oversight";
import type { FlightBoard, FlightDetail } from "#records/contract";
import { json, signIn } from "../../src/app/demonstration-people.ts";
import { bookingPush, flightLandingIn, passengerList } from "./messages.ts";
import { describeJourneys, goTo, openScreens, statePurpose, type Screens } from "./screens.ts";

const traveller = { surname: "MUSTERI", given: "ANAR", birthDate: "1980-05-01", document: "C01234567" };
/** What the law does not let stay: a meal that tells of religion, a free text, a card number, a segment nobody knows. */
const sensitive = ["KSML", "QUIET SEAT", "4111111111111111", "UNHEARD OF"];

const nameOf = (role: Role): string =>
  demonstrationAccounts.find((one) => one.roles.includes(role))?.displayName ?? "";

describeJourneys("those who look after the work", () => {
  let screens: Screens;
  let personKey = "";
  let flightKey = "";
  let receiptId = "";
  let listId = "";

  beforeAll(async () => {
    screens = await openScreens();
    const carrier = await screens.unit.carrier("J2");
    const flight = flightLandingIn(3, "J2", "75");
    const odd = bookingPush(flight, traveller)
      .replace("RPI+1+HK", "RPI+1+HK'XYZ+UNHEARD OF")
      .replace("UNT+17", "UNT+9");
    for (const body of [passengerList(flight, [traveller]), odd]) {
      const answer = await carrier.push({ body });
      const { messages } = await json<{ messages: { receiptId: string }[] }>(answer, "the push");
      receiptId = messages[0]?.receiptId ?? "";
    }
    const manager = await signIn(screens.unit.address, "watchlist-manager");
    const list = {
      code: "OWN",
      title: "Own list",
      authority: "Police",
      legalBasis: "Law",
      alertBasis: "persons-sought",
      persons: "wanted",
      kind: "own",
    };
    const made = await manager("POST", "/api/watchlists", list);
    listId = (await json<{ id: string }>(made, "the list")).id;
    const officer = await signIn(screens.unit.address, "watch-officer");
    const ask = async <Shape>(path: string): Promise<Shape> =>
      json<Shape>(await officer("GET", path, undefined, "TEST"), path);
    flightKey = (await ask<FlightBoard>("/api/flights")).flights[0]?.key ?? "";
    personKey = (await ask<FlightDetail>(`/api/flights/${flightKey}`)).persons[0]?.key ?? "";
  });
  afterAll(() => screens.close());

  describe("a source that waits for its offices (F21)", () => {
    const agreeTo = async (page: Page): Promise<void> => {
      await page.goto("/approvals");
      const waiting = page.getByRole("region", { name: "Decided by several offices" }).getByRole("listitem");
      await waiting.getByText("file:un.xml").waitFor();
      await waiting.getByRole("textbox", { name: "Reason" }).fill("Seen the agreement with its owner.");
      await waiting.getByRole("button", { name: "Agree" }).click();
      // Once the word is kept there is nothing more to say here.
      await waiting.getByRole("button", { name: "Agree" }).waitFor({ state: "detached" });
    };

    test("is agreed to by the legal adviser and the data protection officer, each in a browser of their own (CJEU817-182-192)", async () => {
      const manager = await signIn(screens.unit.address, "watchlist-manager");
      const source = { title: "List of the police", authority: "Police", legalBasis: "Law" };
      const made = await manager("POST", "/api/watchlists", {
        ...source,
        code: "SOURCE",
        alertBasis: "persons-sought",
        persons: "wanted",
        kind: "imported",
        format: "un-xml",
        address: "file:un.xml",
      });
      const { id } = await json<{ id: string }>(made, "the source");
      const fetched = async (): Promise<number> =>
        (await manager("POST", `/api/watchlists/${id}/fetch`, {})).status;
      expect(await fetched()).toBe(403);
      for (const role of ["legal-adviser", "data-protection-officer"] as const) {
        const page = await screens.sitDown(role);
        await agreeTo(page);
        await page.context().close();
      }
      expect(await fetched()).toBe(200);
    });
  });

  describe("the carrier desk at a message", () => {
    let page: Page;
    const finding = (code: string): Locator =>
      page
        .getByRole("region", { name: "Findings" })
        .getByRole("button", { name: new RegExp(`\\b${code}\\b`) });
    const source = (): Locator => page.getByRole("region", { name: "The message as kept" });
    const chosen = (): Locator => source().locator("mark[data-chosen]");

    test("opens it from the list; what it says is shown for a stated purpose only", async () => {
      page = await screens.sitDown("carrier-desk");
      await page.getByRole("heading", { level: 1, name: "Messages" }).waitFor();
      await page.getByRole("row").filter({ hasText: "PNRGOV" }).getByRole("link").first().click();
      await page.getByRole("heading", { name: /Why do you need/ }).waitFor();
      expect(await page.getByText("MUSTERI").count()).toBe(0);
      await statePurpose(page);
      await source().getByText("TIF").waitFor();
    });

    test("sees what was found and what was removed marked in place, each in words as well", async () => {
      const marks = await source().locator("mark").allInnerTexts();
      expect(marks.filter((mark) => mark.includes("REDACTED")).length).toBe(3);
      expect(marks.join("\n")).toMatch(/XXXXXX\s+\(removed: Card number\)/);
      expect(marks.join("\n")).toMatch(/XYZ\s+\(Warning: PN20\)/);
      expect(await source().innerText()).toContain("MUSTERI");
      await finding("PN20").waitFor();
      await finding("EDI29").waitFor();
      const legend = page.getByRole("list", { name: "Marked in the text" });
      await legend.getByRole("button", { name: /Sensitive service request: 1/ }).waitFor();
      await legend.getByRole("button", { name: /Not admitted by law: 2/ }).waitFor();
    });

    test("goes from finding to finding by keyboard, and the text follows", async () => {
      await page.getByRole("heading", { level: 1 }).click();
      const current: string[] = [];
      for (let step = 0; step < 5; step += 1) {
        await page.keyboard.press("j");
        const focused = page.locator("button[aria-current=true]");
        await focused.waitFor();
        await expect.poll(() => focused.evaluate((element) => element.matches(":focus"))).toBe(true);
        current.push((await focused.innerText()).replace(/\s+/g, " "));
      }
      // In the order of the message, what is about the whole of it first.
      expect(current.map((text) => /PN18|CARD_MASKED|NOT_ADMITTED|PN20|EDI29/.exec(text)?.[0])).toEqual([
        "PN18",
        "CARD_MASKED",
        "NOT_ADMITTED",
        "PN20",
        "EDI29",
      ]);
      expect(await chosen().first().innerText()).toContain("EDI29");
      await page.keyboard.press("k");
      await expect.poll(() => chosen().first().innerText()).toContain("XYZ");
      await page.keyboard.press("c");
      await expect.poll(() => chosen().first().innerText()).toContain("REDACTED");
    });

    test("nothing that the law does not let stay is in the page, nor in what it was sent", async () => {
      const sent = await page.request.get(`/api/receipts/${receiptId}`, { headers: { "x-purpose": "TEST" } });
      const everything = `${await page.content()} ${await sent.text()} ${page.url()} ${await page.title()}`;
      expect(sensitive.filter((text) => everything.includes(text))).toEqual([]);
      expect(await page.title()).not.toContain("MUSTERI");
      await page.context().close();
    });
  });

  describe("the ledger", () => {
    let officer: Page;

    test("shows the data protection officer who looked at a person just now, and for which purpose", async () => {
      const watch = await screens.sitDown("watch-officer");
      await watch.goto(`/p/${personKey}`);
      await watch.getByRole("button", { name: /^1? ?Terrorist/ }).click();
      await watch.getByRole("heading", { level: 1, name: /MUSTERI/ }).waitFor();
      await watch.context().close();

      officer = await screens.sitDown("data-protection-officer");
      await officer.goto("/ledger");
      const action = officer.getByRole("combobox", { name: "What was done" });
      await action.click();
      await officer.getByRole("option", { name: "Traveller opened · person.viewed" }).click();
      await expect.poll(() => officer.url()).toContain("action=person.viewed");
      const row = officer.getByRole("row").filter({ hasText: "person.viewed" });
      await row.filter({ hasText: "Terrorist" }).first().waitFor();
      expect(await row.first().innerText()).toContain(nameOf("watch-officer"));
    });

    test("is filtered by who did it, and an entry opens as it was hashed, without the person's name", async () => {
      const who = officer.getByRole("textbox", { name: "Who (name or account)" });
      await who.fill("analyst");
      await who.press("Enter");
      await expect.poll(() => officer.url()).toContain("actor=analyst");
      await officer.getByText("Nothing matches").waitFor();
      await who.fill("watch");
      await who.press("Enter");
      const open = officer.getByRole("button", { name: "person.viewed" }).first();
      await open.click();
      await officer.getByRole("heading", { name: "The entry exactly as it was hashed" }).waitFor();
      expect(await officer.locator("pre").first().innerText()).toContain('"purpose":"TERR"');
      expect(await officer.getByText("MUSTERI").count()).toBe(0);
    });

    test("is filtered by purpose, ground and day, and handed out as a signed file that holds by itself", async () => {
      await officer.goto("/ledger");
      await officer.getByRole("button", { name: "More filters" }).click();
      await officer.getByLabel("Ground (case:…, inquiry:…)").fill("offence:TERR");
      await officer.getByRole("button", { name: "Filter", exact: true }).click();
      await expect.poll(() => officer.url()).toContain("ground=");
      const rows = officer.getByRole("table").getByRole("row");
      await rows.filter({ hasText: "person.viewed" }).first().waitFor();
      expect(await rows.filter({ hasText: "ledger.viewed" }).count()).toBe(0);
      const fetched = officer.waitForEvent("download");
      await officer.getByRole("link", { name: "Export, signed" }).click();
      const file = await (await fetched).path();
      expect(checkExport(await readFile(file, "utf8"))).toMatchObject({ fault: undefined, before: null });
    });

    test("is verified as a whole, and each reading and verifying stands in it", async () => {
      await officer.getByRole("button", { name: "Verify the whole chain" }).click();
      const dialog = officer.getByRole("dialog", { name: "Verify the whole chain" });
      await dialog.getByText("Complete and unaltered").waitFor();
      await officer.keyboard.press("Escape");
      for (const action of ["ledger.verified", "ledger.viewed"]) {
        await officer.goto(`/ledger?action=${action}`);
        const rows = officer.getByRole("row").filter({ hasText: action });
        await rows.first().waitFor();
        expect(await rows.first().innerText()).toContain(nameOf("data-protection-officer"));
      }
    });

    test("tells what was done with one person's data, by name and birth date, with nothing of it in the address", async () => {
      await officer.getByRole("link", { name: "History of a person" }).click();
      await statePurpose(officer);
      await officer.getByLabel("Surname").fill("Musteri");
      await officer.getByLabel("Given names").fill("Anar");
      await officer.getByLabel("Date of birth").fill("1980-05-01");
      await officer.getByRole("button", { name: "Compile the history" }).click();
      const acts = officer.getByRole("table").getByRole("row");
      await acts
        .filter({ hasText: "Traveller opened" })
        .filter({ hasText: nameOf("watch-officer") })
        .first()
        .waitFor();
      await acts.filter({ hasText: "Message taken" }).first().waitFor();
      expect(officer.url()).toMatch(/\/ledger\/subject$/);
      await officer.context().close();
    });

    test("is verified by the administrator, who finds the way there and does not read it", async () => {
      const administrator = await screens.sitDown("administrator");
      await administrator.getByRole("navigation").getByRole("link", { name: "Ledger" }).click();
      await administrator.getByText("Its entries are open to data protection").waitFor();
      expect(await administrator.getByRole("table").count()).toBe(0);
      await administrator.getByRole("button", { name: "Verify the whole chain" }).click();
      await administrator.getByRole("dialog").getByText("Complete and unaltered").waitFor();
      await administrator.context().close();
    });
  });

  describe("whoever opens what is not theirs", () => {
    const nobody = "00000000-0000-7000-8000-000000000000";
    /** Every address with the roles that may open it; names of the roles as the standard's cards have them. */
    const operational: readonly Role[] = [
      "watch-officer",
      "analyst",
      "supervisor",
      "data-protection-officer",
      "protection-reviewer",
      "inspector",
    ];
    const lists: readonly Role[] = [
      "supervisor",
      "watchlist-manager",
      "data-protection-officer",
      "inspector",
    ];
    const receipts: readonly Role[] = [...operational, "carrier-desk", "administrator"];
    const addresses = (): readonly { path: string; open: readonly Role[] }[] => [
      { path: "/flights", open: operational },
      { path: `/f/${flightKey}`, open: operational },
      { path: `/p/${personKey}`, open: operational },
      { path: "/alerts", open: operational },
      { path: `/a/${nobody}`, open: operational },
      { path: "/cases", open: operational },
      { path: `/c/${nobody}`, open: operational },
      { path: "/watchlists", open: lists },
      { path: `/w/${nobody}`, open: lists },
      { path: `/w/${nobody}/entry/X-1`, open: lists },
      { path: `/w/${nobody}/version/1`, open: lists },
      { path: "/watchlists?part=proposals", open: lists },
      { path: `/watchlists/proposal/${nobody}`, open: lists },
      { path: "/watchlists/new", open: ["watchlist-manager"] },
      { path: `/w/${listId}/propose`, open: ["watchlist-manager"] },
      { path: "/messages", open: receipts },
      { path: `/m/${receiptId}`, open: receipts },
      { path: "/ledger", open: ["data-protection-officer", "administrator", "auditor", "inspector"] },
    ];

    test.each(roles)("the %s is told why, by the policy's name", async (role) => {
      const page = await screens.sitDown(role);
      await page.getByRole("navigation", { name: "Main" }).waitFor();
      const untold: string[] = [];
      for (const { path, open } of addresses()) {
        if (open.includes(role)) continue;
        // From a page that refuses nothing, so that no earlier refusal is taken for this one.
        await goTo(page, "/nowhere");
        await page.getByRole("heading", { name: "There is no page here" }).waitFor();
        await goTo(page, path);
        const told = page.getByRole("main").getByRole("alert");
        const asked = page.getByRole("heading", { name: /Why do you need/ });
        await told.or(asked).first().waitFor();
        if (await asked.isVisible()) await statePurpose(page);
        await told.waitFor();
        const words = await told.innerText();
        if (!/You may not see this/.test(words) || !/no-policy-permits/.test(words))
          untold.push(`${path}: ${words}`);
        if ((await page.getByText("MUSTERI").count()) > 0) untold.push(`${path}: shows a name`);
      }
      expect(untold).toEqual([]);
      await page.context().close();
    });
  });

  test("nothing was asked elsewhere and nothing went wrong unseen", () => {
    expect(screens.misdeeds).toEqual([]);
  });
});
