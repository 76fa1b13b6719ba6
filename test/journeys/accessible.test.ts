// Every screen for everyone: no violation of the accessibility rules in either theme, nor in English, Azerbaijani and Arabic.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import type { Role } from "#access";
import type { AlertDetail, AlertQueue } from "#cases/contract";
import type { FlightBoard, FlightDetail } from "#records/contract";
import type { WatchlistEntry } from "#simulation";
import { json, signIn } from "../../src/app/demonstration-people.ts";
import { bookingPush, flightLandingIn, passengerList } from "./messages.ts";
import {
  barriers,
  describeJourneys,
  goTo,
  handOver,
  openScreens,
  type Look,
  type Screens,
} from "./screens.ts";
import { stops, type Stop } from "./stops.ts";

const persons = [
  { surname: "QARAYEV", given: "TEYMUR", birthDate: "1975-02-11", document: "C10000001" },
  { surname: "ISGANDAROV", given: "RUFAT", birthDate: "1981-07-23", document: "C10000002" },
  { surname: "MUSTERI", given: "LEYLA", birthDate: "2015-05-01", document: "C10000003", sex: "F" },
] as const;
/** Listed and on nobody's flight: so that one bad row of a file is no reason to refuse it. */
const elsewhere = Array.from({ length: 12 }, (_, index) => ({
  surname: `YOXDUR${String.fromCharCode(65 + index)}`,
  given: "HECKIM",
  birthDate: `19${40 + index}-01-01`,
}));
const listed = [...persons.slice(0, 2), ...elsewhere].map((one, index): WatchlistEntry => ({
  id: `ACC-${index + 1}`,
  list: "ACC",
  ref: `ACC/${index + 1}`,
  names: [{ full: `${one.surname} ${one.given}`, surname: one.surname, given: one.given, type: "primary" }],
  dobs: [{ date: one.birthDate }],
  sex: "M",
  nationalities: ["AZE"],
  birthCountries: [],
  documents: [{ type: "P", number: "C99999999", country: "AZE" }],
  category: "wanted",
  programme: "wanted for arrest",
  instructions: "Verify identity with the document in hand.",
}));

describeJourneys("screens for everyone", () => {
  let screens: Screens;
  const firsts = new Map<string, string>();

  beforeAll(async () => {
    screens = await openScreens();
    await prepareFlight();
    await prepareLists();
    await prepareSchedule();
  });
  afterAll(() => screens.close());

  type Ask = <Shape>(method: string, path: string, body?: unknown) => Promise<Shape>;
  async function as(role: Role): Promise<Ask> {
    const person = await signIn(screens.unit.address, role);
    return async <Shape>(method: string, path: string, body?: unknown) =>
      json<Shape>(await person(method, path, body, "TEST"), `${method} ${path}`);
  }

  /** A flight with travellers and a directive proposed, an alert to decide, a case; messages with findings and cuts, and one that nobody can read. */
  async function prepareFlight(): Promise<void> {
    const { unit } = screens;
    await unit.lists(listed);
    const carrier = await unit.carrier("J2");
    const flight = flightLandingIn(3, "J2", "75");
    const odd = bookingPush(flight, persons[0])
      .replace("RPI+1+HK", "RPI+1+HK'XYZ+1")
      .replace("UNT+17", "UNT+9");
    // What came first is changed by what comes after it, so that there is a history to be read.
    const before = persons.map((one, index) => ({
      ...one,
      seat: `3${index}C`,
      document: `C2000000${index}`,
    }));
    const later = { ...flight, arrives: new Date(flight.arrives.getTime() + 300_000) };
    await carrier.push({ body: passengerList(later, before) });
    const sent = {
      "list message": passengerList(flight, persons),
      "odd message": odd,
      "quarantined message": "?",
    };
    for (const [name, body] of Object.entries(sent)) {
      const answer = await carrier.push({ body });
      const { messages } = await json<{ messages: { receiptId: string }[] }>(answer, name);
      firsts.set(name, `/m/${messages[0]?.receiptId ?? ""}`);
    }
    const supervisor = await as("supervisor");
    const board = await supervisor<FlightBoard>("GET", "/api/flights");
    const key = board.flights[0]?.key ?? "";
    firsts.set("first flight", `/f/${key}`);
    const detail = await supervisor<FlightDetail>("GET", `/api/flights/${key}`);
    firsts.set("first traveller", `/p/${detail.persons[0]?.key ?? ""}`);
    const hour = 3_600_000;
    await supervisor("POST", "/api/planned-stops", {
      from: new Date(Date.now() + 24 * hour).toISOString(),
      until: new Date(Date.now() + 26 * hour).toISOString(),
      channels: ["http", "sftp"],
      text: "The servers are exchanged. Send by mail meanwhile.",
    });
    const analyst = await as("analyst");
    await analyst("POST", "/api/directives", {
      person: detail.persons.at(-1)?.key ?? "",
      directive: "SELECTEE",
      ground: "identity-check",
      authority: "NOT_APPLICABLE",
      reference: "ID 2026/1",
      reason: "The document is to be looked at again.",
    });
    const [first, second] = (await supervisor<AlertQueue>("GET", "/api/alerts")).alerts;
    firsts.set("first alert", `/a/${first?.id ?? ""}`);
    const address = `/api/alerts/${second?.id ?? ""}`;
    const { version } = await supervisor<AlertDetail>("GET", address);
    const decision = { outcome: "confirmed", reasonCode: "ESCALATE", reason: "Same document.", version };
    const { caseId } = await supervisor<{ caseId: string }>("POST", `${address}/decision`, decision);
    firsts.set("first case", `/c/${caseId}`);
  }

  /** A list with a version that waits and a row in it that was not understood; an own list with an entry and a proposal. */
  async function prepareLists(): Promise<void> {
    const manager = await as("watchlist-manager");
    const supervisor = await as("supervisor");
    const { lists } = await manager<{ lists: { id: string }[] }>("GET", "/api/watchlists");
    const imported = lists[0]?.id ?? "";
    firsts.set("imported list", `/w/${imported}`);
    firsts.set("first entry", `/w/${imported}/entry/ACC-1`);
    const next = [...listed.slice(1), { id: "ACC-99" }].map((entry) => JSON.stringify(entry)).join("\n");
    await manager("POST", `/api/watchlists/${imported}/import?removals=accepted`, next);
    const own = await manager<{ id: string }>("POST", "/api/watchlists", {
      code: "OWN",
      title: "Own list",
      authority: "Police",
      legalBasis: "Law on police",
      alertBasis: "persons-sought",
      persons: "wanted",
      kind: "own",
    });
    firsts.set("own list", `/w/${own.id}`);
    const propose = (full: string) =>
      manager<{ id: string; entryId: string }>("POST", `/api/watchlists/${own.id}/proposals`, {
        act: "add",
        reason: "Court order.",
        content: {
          names: [{ full, type: "primary" }],
          personCategory: "wanted",
          dobs: [{ date: "1970" }],
          sex: null,
          nationalities: ["AZE"],
          birthCountries: [],
          documents: [],
        },
      });
    const decided = await propose("NOBODY ATALL");
    await supervisor("POST", `/api/proposals/${decided.id}/decision`, { approve: true, reason: "Right." });
    firsts.set("own entry", `/w/${own.id}/entry/${decided.entryId}`);
    firsts.set("waiting proposal", `/watchlists/proposal/${(await propose("NOBODY ELSE")).id}`);
  }

  async function prepareSchedule(): Promise<void> {
    const desk = await as("carrier-desk");
    const year = new Date().getUTCFullYear() + 1;
    await desk("POST", "/api/schedules", {
      carrier: "J2",
      number: "75",
      from: "GYD",
      to: "IST",
      departs: "08:20",
      arrives: "10:30",
      arrivesDay: "",
      firstDay: `${year}-03-29`,
      lastDay: `${year}-10-24`,
      days: "1357",
      everyWeeks: "1",
      codeShares: "",
    });
  }

  /** `first flight?part=history` → `/f/…?part=history`; an address stays as it is. */
  function addressOf({ path }: Stop): string {
    const named = [...firsts.keys()].find((name) => path.startsWith(name));
    return named === undefined ? path : path.replace(named, firsts.get(named) ?? "");
  }

  /** Goes through all stops on one page, one role after the other, and looks at each. What cannot be reached is found as well. */
  async function walk(look: Look, seen: (stop: Stop, page: Page) => Promise<readonly string[]>) {
    const found: string[] = [];
    const page = await screens.sitDown(null, look);
    for (const [role, own] of stops) {
      await handOver(page, role);
      // Before the program is there it hears of no other address.
      await page.locator("main h1").waitFor();
      for (const stop of own) {
        const address = addressOf(stop);
        if (!page.url().endsWith(address)) await goTo(page, address);
        await stop.before?.(page);
        await page
          .locator(stop.shows)
          .first()
          .waitFor()
          .catch((problem: Error) => found.push(`${role}, ${stop.name}: ${problem.message}`));
        const all = [...(await seen(stop, page)), ...(await sideways(page))];
        found.push(...all.map((barrier) => `${role}, ${stop.name}: ${barrier}`));
        await stop.after?.(page);
      }
    }
    await page.context().close();
    return found;
  }

  /** What is wider than the screen scrolls by itself; the page never does. */
  async function sideways(page: Page): Promise<readonly string[]> {
    const beyond = await page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
    return beyond > 0 ? [`the page is ${beyond} px wider than the screen`] : [];
  }

  async function structure(page: Page): Promise<readonly string[]> {
    const headings = await page.locator("h1").count();
    const banner = await page.locator("aside").first().isVisible();
    return [
      ...(headings === 1 ? [] : [`${headings} headings of the first order`]),
      ...(banner ? [] : ["no banner"]),
    ];
  }

  // Colours follow the theme and words the language: each theme is seen in English, each language in one theme.
  test.concurrent("no barrier in English, neither dark nor light", async () => {
    const found = await walk({ language: "en", scheme: "system" }, async (_stop, page) => {
      await page.emulateMedia({ colorScheme: "dark" });
      await page.locator("html[data-mantine-color-scheme=dark]").waitFor({ state: "attached" });
      const dark = [...(await barriers(page)), ...(await structure(page))];
      await page.emulateMedia({ colorScheme: "light" });
      await page.locator("html[data-mantine-color-scheme=light]").waitFor({ state: "attached" });
      return [...dark, ...(await barriers(page, "colours")).map((barrier) => `light: ${barrier}`)];
    });
    expect(found).toEqual([]);
  });

  test.concurrent("no barrier in Azerbaijani, light, and every text is there", async () => {
    const found = await walk({ language: "az", scheme: "light" }, async (stop, page) => [
      ...(await barriers(page, "all but colours")),
      ...(stop.codes === true ? [] : await rawKeys(page)),
    ]);
    expect(found).toEqual([]);
  });

  test.concurrent("no barrier in Arabic, dark", async () => {
    const found = await walk({ language: "ar", scheme: "dark" }, async (_stop, page) => [
      ...(await barriers(page, "all but colours")),
      ...(await structure(page)),
    ]);
    expect(found).toEqual([]);
  });

  test("the page says its language and direction", async () => {
    for (const language of ["en", "az", "ar"] as const) {
      const page = await screens.sitDown(null, { language });
      const html = page.locator("html");
      expect([await html.getAttribute("lang"), await html.getAttribute("dir")]).toEqual([
        language,
        language === "ar" ? "rtl" : "ltr",
      ]);
      await page.context().close();
    }
  });

  test.each(["dark", "light"] as const)("no barrier on the sign-in page, %s, with errors", async (scheme) => {
    const page = await screens.sitDown(null, { scheme });
    await page.locator("form button[type=submit]").waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.locator("form button[type=submit]").click();
    await page.locator("[role=alert]").waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });

  test("forms stand on 320 pixels without scrolling sideways", async () => {
    const page = await screens.sitDown(null);
    await page.setViewportSize({ width: 320, height: 640 });
    await page.locator("form").waitFor();
    expect(await page.locator("body").evaluate((body) => body.scrollWidth)).toBeLessThanOrEqual(320);
    await page.context().close();
  });

  test("where colours are forced, severity still has its word and its shape", async () => {
    const page = await screens.sitDown("analyst");
    await page.emulateMedia({ forcedColors: "active" });
    await page.goto("/alerts");
    const mark = page.locator("tr[data-item] th a").first();
    await mark.waitFor();
    expect(await mark.innerText()).toMatch(/Strong|Possible|Weak/);
    expect(await mark.locator("svg").isVisible()).toBe(true);
    await page.context().close();
  });

  test("nothing was asked elsewhere and nothing went wrong unseen", () => {
    expect(screens.misdeeds).toEqual([]);
  });
});

/** Keys of a catalogue that stand on the screen instead of their text. */
async function rawKeys(page: Page): Promise<readonly string[]> {
  const text = await page.locator("body").innerText();
  const keys = text.match(/(?<![\w@.-])[a-z][A-Za-z]+\.[a-z][A-Za-z-]+(\.[A-Za-z-]+)*\b/g) ?? [];
  // The legal profile's rule and the pages of the standards are named as they are.
  return keys.filter((key) => !key.startsWith("retention.initial") && !key.endsWith(".md"));
}
