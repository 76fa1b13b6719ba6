// Every screen and dialog that is looked at for everyone: where it is, how one gets there, what shows that it is there.
import type { Page } from "playwright-core";
import type { Role } from "#access/contract";

export type Stop = {
  readonly name: string;
  /** An address, or a name from the prepared unit (`first flight`) with what follows it. */
  readonly path: string;
  /** What must be there before the page is looked at; words differ by language, so by role and element. */
  readonly shows: string;
  /** Codes stand on it as they are, in every language. */
  readonly codes?: true;
  /** What is done first, and undone after. */
  readonly before?: (page: Page) => Promise<void>;
  readonly after?: (page: Page) => Promise<void>;
};

const row = "tr[data-item]";
const wrong = "main [role=alert]";
const dialog = "[role=dialog]";
const wrongInDialog = "[role=dialog] [role=alert]";

const escape = async (page: Page): Promise<void> => {
  await page.keyboard.press("Escape");
  await page.locator("[role=dialog], [role=menu]").first().waitFor({ state: "detached" });
};
const press =
  (...keys: readonly string[]) =>
  async (page: Page): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
/** Sends the form of the page (or of the dialog) as it is: empty. */
const send =
  (place: "main" | typeof dialog) =>
  (page: Page): Promise<void> =>
    page.locator(`${place} form button[type=submit]`).last().click();
const opened =
  (selector: string) =>
  async (page: Page): Promise<void> => {
    await page.locator(selector).first().click();
    await page.locator(dialog).waitFor();
  };
const userMenu = (page: Page): Promise<void> => page.locator("header button[aria-haspopup=menu]").click();
/** The second of the menu's plain items: shortcuts, password, signing out. */
const passwordDialog = async (page: Page): Promise<void> => {
  await userMenu(page);
  await page.locator("[role=menu] [role=menuitem]").nth(1).click();
  await page.locator(dialog).waitFor();
};
const idle = async (page: Page): Promise<void> => {
  await page.clock.install();
  await page.reload();
  await page.locator(row).first().waitFor();
  await page.clock.fastForward(28 * 60_000 + 30_000);
};

/** The changes of a flight or a traveller, one after the other. */
const changes = "main ol > li time:visible";
/** The same on the screen of a telephone. */
const narrow = (stop: Stop): Stop => ({
  ...stop,
  name: `${stop.name}, narrow`,
  before: async (page) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await stop.before?.(page);
  },
  after: async (page) => {
    await stop.after?.(page);
    await page.setViewportSize({ width: 1440, height: 900 });
  },
});

const supervisor: readonly Stop[] = [
  { name: "flight board", path: "/flights", shows: row },
  { name: "user menu", path: "/flights", shows: "[role=menu]", before: userMenu, after: escape },
  { name: "shortcuts", path: "/flights", shows: dialog, before: press("?"), after: escape },
  {
    name: "command palette",
    path: "/flights",
    shows: `${dialog} input`,
    before: press("Control+k"),
    after: escape,
  },
  { name: "password", path: "/flights", shows: `${dialog} form`, before: passwordDialog, after: escape },
  { name: "ways in", path: "/me/access", shows: "main ul li" },
  narrow({ name: "ways in", path: "/me/access", shows: "main ul li" }),
  {
    name: "password with errors",
    path: "/flights",
    shows: wrongInDialog,
    before: async (page) => {
      await passwordDialog(page);
      await send(dialog)(page);
    },
    after: escape,
  },
  { name: "flight board, nothing found", path: "/flights?find=ZZ9999", shows: "main section p" },
  { name: "purpose", path: "first flight", shows: "main section ul button" },
  { name: "flight", path: "first flight", shows: row, before: press("1") },
  { name: "directives of a flight", path: "first flight", shows: "main section > ul > li" },
  { name: "messages of a flight", path: "first flight?part=messages", shows: "[role=tabpanel]:visible" },
  { name: "history of a flight", path: "first flight?part=history", shows: "[role=tabpanel]:visible" },
  narrow({ name: "history of a flight", path: "first flight?part=history", shows: changes }),
  { name: "pushes of a flight", path: "first flight?part=pushes", shows: "[role=tabpanel]:visible h2" },
  {
    name: "asking for a push with errors",
    path: "first flight?part=pushes",
    shows: wrongInDialog,
    before: async (page) => {
      await opened("[role=tabpanel]:visible section button")(page);
      await send(dialog)(page);
    },
    after: escape,
  },
  { name: "traveller", path: "first traveller", shows: "main table" },
  narrow({ name: "history of a traveller", path: "first traveller", shows: changes }),
  { name: "alert queue", path: "/alerts", shows: row },
  { name: "alert review", path: "first alert", shows: "main form" },
  {
    name: "alert review with errors",
    path: "first alert",
    shows: wrong,
    before: press("1", "Control+Enter"),
  },
  { name: "retention", path: "/retention", shows: "main h1" },
  { name: "people", path: "/people", shows: "main table" },
  narrow({ name: "people", path: "/people", shows: "main table" }),
  {
    name: "file of a person, planning with errors",
    path: "/people",
    shows: wrongInDialog,
    before: async (page) => {
      await opened("main tbody button")(page);
      await page.locator(`${dialog} details summary`).last().click();
      await send(dialog)(page);
    },
    after: escape,
  },
  { name: "own duty", path: "/me/duty", shows: "main h1" },
  { name: "quality", path: "/quality", shows: "main table" },
  narrow({ name: "quality", path: "/quality", shows: "main table" }),
  { name: "second looks", path: "/second-looks", shows: "main p" },
  { name: "outages", path: "/outages", shows: "main table" },
  {
    name: "outage policy with errors",
    path: "/outages",
    shows: wrongInDialog,
    before: async (page) => {
      await opened("main header button")(page);
      await send(dialog)(page);
    },
    after: escape,
  },
  {
    name: "announcing a planned stop with errors",
    path: "/outages",
    shows: wrongInDialog,
    before: async (page) => {
      await opened("main section header button")(page);
      await send(dialog)(page);
    },
    after: escape,
  },
  { name: "cases", path: "/cases", shows: row },
  { name: "case", path: "first case", shows: "main ol li" },
  { name: "case with errors", path: "first case", shows: wrong, before: send("main") },
  {
    name: "closing a case",
    path: "first case",
    shows: `${dialog} form`,
    before: opened("main header button"),
    after: escape,
  },
  { name: "messages", path: "/messages", shows: row },
  { name: "message", path: "odd message", shows: "main mark" },
  {
    name: "message, a finding chosen",
    path: "odd message",
    shows: "mark[data-chosen]",
    // Past those about the whole message, which have no place in it.
    before: press("j", "j", "j", "j"),
  },
  { name: "answer to a message", path: "list message?part=answer", shows: "[role=tabpanel]:visible li" },
  { name: "envelope of a message", path: "odd message?part=envelope", shows: "[role=tabpanel]:visible dd" },
  { name: "message in quarantine", path: "quarantined message", shows: "main section button" },
  { name: "watchlists", path: "/watchlists", shows: row },
  { name: "proposals", path: "/watchlists?part=proposals", shows: row },
  { name: "list", path: "imported list", shows: row },
  { name: "versions of a list", path: "imported list?part=versions", shows: row },
  { name: "about a list", path: "imported list?part=about", shows: "[role=tabpanel]:visible dd" },
  { name: "version to be decided", path: "imported list/version/2", shows: row },
  {
    name: "activation",
    path: "imported list/version/2",
    shows: dialog,
    before: opened("main button:not([role])"),
    after: escape,
  },
  { name: "entry", path: "first entry", shows: "main dl" },
  { name: "proposal to be decided", path: "waiting proposal", shows: "main form" },
  {
    name: "proposal with errors",
    path: "waiting proposal",
    shows: wrong,
    before: press("1", "Control+Enter"),
  },
  { name: "refused", path: "/ledger", shows: wrong },
  { name: "no such flight", path: "/f/2026-01-01_00000000-0000-7000-8000-000000000000", shows: "main p" },
  { name: "no such page", path: "/nowhere", shows: "h1" },
];

const manager: readonly Stop[] = [
  { name: "own list", path: "own list", shows: row },
  { name: "own proposal", path: "waiting proposal", shows: "main form" },
  { name: "registering a list", path: "/watchlists/new", shows: "main form" },
  { name: "registering a list with errors", path: "/watchlists/new", shows: wrong, before: send("main") },
  { name: "proposing an entry", path: "own list/propose", shows: "main form" },
  { name: "proposing an entry with errors", path: "own list/propose", shows: wrong, before: send("main") },
  { name: "own entry", path: "own entry", shows: "main dl" },
  {
    name: "import",
    path: "imported list",
    shows: `${dialog} form`,
    before: opened("main header button"),
    after: escape,
  },
  {
    name: "import with errors",
    path: "imported list",
    shows: wrongInDialog,
    before: async (page) => {
      await opened("main header button")(page);
      await send(dialog)(page);
    },
    after: escape,
  },
];

const faultyManifest = [
  "mode;service_no;carrier_code;dep_place;arr_place;dep_time;surname;given;sex;birth_date;nationality;doc_type;doc_no",
  "BUS;451;EXB;Ardabil (IR);Baku (AZ);2027-05-01 07:00;NÜMUNƏZADƏ;LEYLA;F;1988-13-04;AZE;P;C00000001",
].join("\n");

const carrierTab = (name: number) => async (page: Page) => {
  await page.locator(row).first().click();
  await page.locator("[role=tab]").nth(name).click();
};

/** Opens the channels of the first carrier in place. */
const firstChannels = (page: Page): Promise<void> =>
  page.locator("main tbody button[aria-expanded=false]").first().click();

const desk: readonly Stop[] = [
  { name: "carriers' own page", path: "/send", shows: "main form" },
  { name: "schedule", path: "/schedules", shows: "main table, main section p" },
  {
    name: "new leg with errors",
    path: "/schedules",
    shows: wrongInDialog,
    before: async (page) => {
      await opened("main button")(page);
      await send(dialog)(page);
    },
    after: escape,
  },
  {
    name: "schedule file with errors",
    path: "/schedules",
    shows: wrongInDialog,
    before: async (page) => {
      await opened("main button >> nth=1")(page);
      await send(dialog)(page);
    },
    after: escape,
  },
  {
    name: "taking a leg out",
    path: "/schedules",
    shows: `${dialog} li`,
    before: opened(`${row} button`),
    after: escape,
  },
  { name: "carriers", path: "/carriers", shows: row },
  {
    name: "operation of the channels",
    path: "/carriers?part=operation",
    shows: "main dl",
    before: firstChannels,
  },
  narrow({ name: "operation of the channels", path: "/carriers?part=operation", shows: "main dl" }),
  { name: "agreement of all", path: "/carriers?part=agreement", shows: "main section p" },
  {
    name: "new carrier with errors",
    path: "/carriers",
    shows: wrongInDialog,
    before: async (page) => {
      await opened("main header button")(page);
      await send(dialog)(page);
    },
    after: escape,
  },
  { name: "scorecard", path: "/carriers", shows: "main dl", before: carrierTab(0) },
  {
    name: "report",
    path: "/carriers",
    shows: "main table, main section p",
    before: async (page) => {
      await carrierTab(0)(page);
      await page.locator("[role=tabpanel] a[href*='/report']").click();
      await page.waitForURL(/\/report/);
    },
  },
  {
    name: "credential with errors",
    path: "/carriers",
    shows: wrongInDialog,
    before: async (page) => {
      await carrierTab(1)(page);
      await opened("[role=tabpanel] button")(page);
      await send(dialog)(page);
    },
    after: escape,
  },
  {
    name: "agreement proposed",
    path: "/carriers",
    shows: "main form",
    before: async (page) => {
      await carrierTab(2)(page);
      await page.locator("main section button").last().click();
    },
  },
  {
    name: "owed pushes with errors",
    path: "/carriers",
    shows: wrong,
    before: async (page) => {
      await carrierTab(2)(page);
      await page.locator("main section button").first().click();
      await page.locator("main fieldset input").first().fill("?");
      await send("main")(page);
    },
  },
  {
    name: "taking a credential out of use",
    path: "/carriers",
    shows: `${dialog} p`,
    before: async (page) => {
      await carrierTab(1)(page);
      await opened(`[role=tabpanel] ${row} button`)(page);
    },
    after: escape,
  },
  { name: "certification", path: "/carriers", shows: "main section p", before: carrierTab(3) },
  {
    name: "evidence",
    path: "/carriers",
    shows: "[role=tabpanel] section",
    before: async (page) => {
      await carrierTab(4)(page);
      await page.locator("[role=tabpanel] button").last().click();
    },
  },
  {
    name: "message check",
    path: "/check",
    shows: "ol details[open]",
    codes: true,
    before: async (page) => {
      await page.locator("form button[type=button]").nth(1).click();
      await page.locator("[data-finding]").first().waitFor();
      await page.locator("[data-finding]").nth(2).click();
    },
  },
  { name: "privacy", path: "/privacy", shows: "main section dl", codes: true },
  { name: "heads of the ledger", path: "/ledger-heads", shows: "main section pre", codes: true },
  {
    name: "published figures",
    path: "/privacy",
    shows: "main [role=tabpanel]:visible p",
    before: (page) => page.locator("[role=tab]").last().click(),
  },
  {
    name: "asking about own data with errors",
    path: "/privacy",
    shows: wrong,
    before: async (page) => {
      await page.locator("[role=tab]").nth(1).click();
      await send("main")(page);
    },
  },
  {
    name: "complaining with errors",
    path: "/privacy",
    shows: wrong,
    before: async (page) => {
      await page.locator("[role=tab]").nth(2).click();
      await send("main")(page);
    },
  },
  { name: "certification, before coming in", path: "/certify", shows: "main form input" },
  {
    name: "manifest checked",
    path: "/check",
    shows: "main td button[aria-current]",
    codes: true,
    before: async (page) => {
      await page.locator("main textarea").fill(faultyManifest);
      await page.locator("form button[type=submit]").click();
      await page.locator("[data-finding]").first().waitFor();
      await page.locator("[data-finding]").last().click();
      await page.locator("main details summary").first().click();
    },
    after: (page) => page.locator("form button").last().click(),
  },
  {
    name: "quarantine opened",
    path: "quarantined message",
    shows: "main [data-line]",
    before: async (page) => {
      await page.locator("main section ul button").first().waitFor();
      await page.keyboard.press("1");
    },
  },
];

const protection: readonly Stop[] = [
  { name: "law", path: "/law", shows: "tr[data-offence]", codes: true },
  { name: "requests about own data", path: "/rights", shows: "main h1" },
  { name: "oversight", path: "/oversight", shows: "main form" },
  { name: "breaches", path: "/breaches", shows: "main nav" },
  { name: "processors", path: "/processors", shows: "main p" },
  { name: "software", path: "/software", shows: "main dl", codes: true },
  { name: "reporting a breach", path: "/breaches/report", shows: "main form" },
  { name: "ledger", path: "/ledger", shows: row, codes: true },
  { name: "history of a person", path: "/ledger/subject", shows: "main h1" },
  {
    name: "entry of the ledger",
    path: "/ledger",
    codes: true,
    shows: "main pre",
    before: (page) => page.locator(`${row} button`).first().click(),
  },
  {
    name: "ledger verified",
    path: "/ledger",
    codes: true,
    shows: `${dialog} output strong`,
    before: opened("main header button"),
    after: escape,
  },
  { name: "statistics", path: "/evidence", shows: "main table", codes: true },
  {
    name: "documents of the unit",
    path: "/evidence",
    shows: "[role=tabpanel]:visible button",
    codes: true,
    before: (page) => page.locator("[role=tab]").nth(1).click(),
  },
  {
    name: "impact assessments",
    path: "/evidence",
    shows: "[role=tabpanel]:visible p",
    before: (page) => page.locator("[role=tab]").nth(2).click(),
  },
  { name: "inspections", path: "/inspections", shows: "main h1" },
  { name: "penalties of carriers", path: "/penalties", shows: "main h1" },
  {
    name: "referring to the authority",
    path: "/inspections",
    shows: `${dialog} form`,
    before: opened("main header button"),
    after: escape,
  },
  { name: "approvals", path: "/approvals", shows: "main h1, main header" },
  { name: "exchange with units abroad", path: "/exchange", shows: "main details", codes: true },
  // At the very end: the clock of the page is another one from here on.
  { name: "idle", path: "/ledger", codes: true, shows: dialog, before: idle },
];

/** By role, in this order on one page: a purpose is asked once, then persons can be looked at. */
export const stops: readonly (readonly [Role, readonly Stop[]])[] = [
  ["supervisor", supervisor],
  ["watchlist-manager", manager],
  ["carrier-desk", desk],
  ["data-protection-officer", protection],
];
