// Every screen for everyone: no violation of the accessibility rules in either theme, nor in English, Azerbaijani and Arabic.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import type { AlertDetail, AlertQueue } from "#cases/contract";
import type { FlightBoard, FlightDetail } from "#records/contract";
import type { WatchlistEntry } from "#simulation";
import { json, signIn } from "../../src/app/demonstration-people.ts";
import { bookingPush, flightLandingIn, passengerList } from "./messages.ts";
import { barriers, describeJourneys, openScreens, type Look, type Screens } from "./screens.ts";

type Stop = {
  readonly name: string;
  readonly path: string;
  /** What must be there before the page is looked at. */
  readonly shows: string;
  /** What is done first, and undone after. */
  readonly before?: (page: Page) => Promise<void>;
  readonly after?: (page: Page) => Promise<void>;
};

const escape = async (page: Page): Promise<void> => {
  await page.keyboard.press("Escape");
  await page.locator("[role=dialog], [role=menu]").first().waitFor({ state: "detached" });
};

/** In this order on one page: the purpose is asked once, then persons can be looked at. */
const stops: readonly Stop[] = [
  { name: "flight board", path: "/flights", shows: "tr[data-item]" },
  {
    name: "user menu",
    path: "/flights",
    shows: "[role=menu]",
    before: (page) => page.locator("header button[aria-haspopup=menu]").click(),
    after: escape,
  },
  {
    name: "shortcuts",
    path: "/flights",
    shows: "[role=dialog]",
    before: (page) => page.keyboard.press("?"),
    after: escape,
  },
  {
    name: "command palette",
    path: "/flights",
    shows: "[role=dialog] input",
    before: (page) => page.keyboard.press("Control+k"),
    after: escape,
  },
  { name: "flight board, nothing found", path: "/flights?find=ZZ9999", shows: "main section p" },
  { name: "purpose", path: "first flight", shows: "main section ul button" },
  {
    name: "flight",
    path: "first flight",
    shows: "tr[data-item]",
    before: (page) => page.keyboard.press("1"),
  },
  { name: "messages of a flight", path: "first flight?part=messages", shows: "[role=tabpanel]:visible" },
  { name: "history of a flight", path: "first flight?part=history", shows: "[role=tabpanel]:visible" },
  { name: "traveller", path: "first traveller", shows: "main table" },
  { name: "alert queue", path: "/alerts", shows: "tr[data-item]" },
  { name: "alert review", path: "first alert", shows: "main form" },
  {
    name: "alert review with errors",
    path: "first alert",
    shows: "main [role=alert]",
    before: async (page) => {
      await page.keyboard.press("1");
      await page.keyboard.press("Control+Enter");
    },
  },
  { name: "cases", path: "/cases", shows: "tr[data-item]" },
  { name: "case", path: "first case", shows: "main ol li" },
  { name: "messages", path: "/messages", shows: "tr[data-item]" },
  { name: "watchlists", path: "/watchlists", shows: "tr[data-item]" },
  { name: "no such flight", path: "/f/2026-01-01_00000000-0000-7000-8000-000000000000", shows: "main p" },
  { name: "no such page", path: "/nowhere", shows: "h1" },
];

const persons = [
  { surname: "QARAYEV", given: "TEYMUR", birthDate: "1975-02-11", document: "C10000001" },
  { surname: "ISGANDAROV", given: "RUFAT", birthDate: "1981-07-23", document: "C10000002" },
  { surname: "MUSTERI", given: "LEYLA", birthDate: "2015-05-01", document: "C10000003", sex: "F" },
] as const;
const listed = persons.slice(0, 2).map((one, index): WatchlistEntry => ({
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
    const { unit } = screens;
    await unit.lists(listed);
    const carrier = await unit.carrier("J2");
    const flight = flightLandingIn(3, "J2", "75");
    for (const body of [passengerList(flight, persons), bookingPush(flight, persons[0])]) {
      const answer = await carrier.push({ body });
      if (answer.status !== 202) throw new Error(await answer.text());
    }
    const supervisor = await signIn(unit.address, "supervisor");
    const ask = async <Shape>(path: string): Promise<Shape> =>
      json<Shape>(await supervisor("GET", path, undefined, "TEST"), path);

    const board = await ask<FlightBoard>("/api/flights");
    const key = board.flights[0]?.key ?? "";
    firsts.set("first flight", `/f/${key}`);
    const detail = await ask<FlightDetail>(`/api/flights/${key}`);
    firsts.set("first traveller", `/p/${detail.persons[0]?.key ?? ""}`);
    const [first, second] = (await ask<AlertQueue>("/api/alerts")).alerts;
    firsts.set("first alert", `/a/${first?.id ?? ""}`);
    const { version } = await ask<AlertDetail>(`/api/alerts/${second?.id ?? ""}`);
    const decision = { outcome: "confirmed", reasonCode: "ESCALATE", reason: "Same document.", version };
    const decided = await supervisor("POST", `/api/alerts/${second?.id ?? ""}/decision`, decision, "TEST");
    const { caseId } = await json<{ caseId: string }>(decided, "the decision");
    firsts.set("first case", `/c/${caseId}`);
  });
  afterAll(() => screens.close());

  /** Goes through all stops on one page, as a person does, and looks at each. */
  async function walk(look: Look, seen: (stop: Stop, page: Page) => Promise<void>): Promise<void> {
    const page = await screens.sitDown("supervisor", look);
    for (const stop of stops) {
      const [name = "", search] = stop.path.split("?");
      const path = `${firsts.get(name) ?? name}${search === undefined ? "" : `?${search}`}`;
      if (new URL(page.url()).pathname !== path)
        await page.evaluate(`history.pushState({}, "", ${JSON.stringify(path)})`);
      await stop.before?.(page);
      await page.locator(stop.shows).first().waitFor();
      await seen(stop, page);
      await stop.after?.(page);
    }
    await page.context().close();
  }

  // Colours follow the theme and words the language: each of both is seen, not each pair.
  const looks = [
    { language: "en", scheme: "dark" },
    { language: "en", scheme: "light" },
    { language: "az", scheme: "light" },
    { language: "ar", scheme: "dark" },
  ] as const;
  test.each(looks)(
    "no barrier in $language, $scheme",
    async (look) => {
      const found: string[] = [];
      await walk(look, async (stop, page) => {
        found.push(...(await barriers(page)).map((barrier) => `${stop.name}: ${barrier}`));
        const headings = await page.locator("h1").count();
        if (headings !== 1) found.push(`${stop.name}: ${headings} headings of the first order`);
        if (!(await page.locator("aside").first().isVisible())) found.push(`${stop.name}: no banner`);
        if (look.language === "az") found.push(...(await rawKeys(page)).map((key) => `${stop.name}: ${key}`));
      });
      expect(found).toEqual([]);
    },
    180_000,
  );

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
  return keys.filter((key) => !key.startsWith("retention.initial"));
}
