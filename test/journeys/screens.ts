// People at the screens of a running unit, in a real browser: signed in, watched for anything a page must not do.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { describe } from "vitest";
import { demonstrationAccounts, type Role } from "#access";
import type { Clock } from "#platform";
import { json, signIn as signInAs } from "../../src/app/demonstration-people.ts";
import { findChromium, openBrowser } from "../harness/browser.ts";
import { aUnit, type Unit } from "../harness/unit.ts";

export type Look = {
  /** `system`: as the browser says (`page.emulateMedia`). */
  readonly scheme: "light" | "dark" | "system";
  readonly language: "en" | "az" | "fr" | "ru" | "ar";
};

export type Screens = {
  readonly unit: Unit;
  /** A new browser of its own for somebody of this role; signed in unless `signedIn` is false. The start page is open. */
  sitDown(role: Role | null, look?: Partial<Look>): Promise<Page>;
  /**
   * Somebody new with these roles, in a browser of their own: signed in with the password that was given out, another one
   * chosen. The start page is open.
   */
  newPerson(name: string, roles: readonly Role[]): Promise<Page>;
  /** What pages did that they must not: requests elsewhere, errors on the console, answers of a failing server. */
  readonly misdeeds: readonly string[];
  close(): Promise<void>;
};

/** Opens a unit (by the clock given) and a browser. Call `close` in `afterAll`. */
export async function openScreens(options: { readonly clock?: Clock } = {}): Promise<Screens> {
  const [unit, browser] = await Promise.all([aUnit(options), openBrowser()]);
  if (browser === undefined) throw new Error("no Chromium on this machine");
  const misdeeds: string[] = [];
  return {
    unit,
    misdeeds,
    sitDown: (role, look) => sitDown(browser, unit.address, misdeeds, role, look),
    newPerson: async (name, roles) => {
      const given = await addPerson(unit.address, name, roles);
      const page = await sitDown(browser, unit.address, misdeeds, null);
      await takeUpAccount(page, given);
      return page;
    },
    close: async () => {
      await browser.close();
      await unit.close();
    },
  };
}

async function sitDown(
  browser: Browser,
  address: string,
  misdeeds: string[],
  role: Role | null,
  look: Partial<Look> = {},
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
  });
  // Shorter than a test may take: what is missing is named.
  context.setDefaultTimeout(90_000);
  const preferences = JSON.stringify({ scheme: "dark", language: "en", ...look });
  await context.addInitScript((kept) => {
    localStorage.setItem("openpiu.preferences", kept);
  }, preferences);
  if (role !== null) await signIn(context, role);
  const page = await context.newPage();
  watch(page, address, misdeeds);
  await page.goto("/");
  return page;
}

type GivenAccount = { readonly signInName: string; readonly password: string };

async function addPerson(address: string, name: string, roles: readonly Role[]): Promise<GivenAccount> {
  const administrator = await signInAs(address, "administrator");
  const signInName = name.toLowerCase().replaceAll(" ", ".");
  const supervisor = await signInAs(address, "supervisor");
  const form = { kind: "account", signInName, name, roles, reason: "joins the shift" };
  const asked = await json<{ id: string }>(
    await supervisor("POST", "/api/people/requests", form),
    `asking for ${name}`,
  );
  const at = `/api/people/requests/${asked.id}`;
  const executed = await administrator("POST", `${at}/execution`);
  if (executed.status !== 204) throw new Error(`adding ${name}: ${executed.status}`);
  const given = await supervisor("POST", `${at}/secret`);
  const { id, password } = await json<{ id: string; password: string }>(given, `the secret of ${name}`);
  await letAct(address, id, roles);
  return { signInName, password };
}

/** What lets somebody act is recorded: vetted by the head's word, trained by the supervisor's. */
async function letAct(address: string, id: string, roles: readonly Role[]): Promise<void> {
  const [head, supervisor] = [await signInAs(address, "head"), await signInAs(address, "supervisor")];
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
  const vetting = { authority: "Security service", reference: "V-1", vettedAt: day(-1), expiresAt: day(300) };
  const recorded = [await head("POST", `/api/people/${id}/vetting`, vetting)];
  for (const course of ["human-rights", ...roles]) {
    const certificate = { course, issuer: "School", reference: "T-1", issuedAt: day(-1) };
    recorded.push(await supervisor("POST", `/api/people/${id}/certificates`, certificate));
  }
  const failed = recorded.find(({ status }) => status !== 204);
  if (failed !== undefined) throw new Error(`letting ${id} act: ${failed.status}`);
}

/** The first sign-in: nothing opens before another password is chosen. */
async function takeUpAccount(page: Page, { signInName, password }: GivenAccount): Promise<void> {
  await page.getByRole("textbox", { name: "User name" }).fill(signInName);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Choose a password of your own" }).waitFor();
  await page.getByLabel("Present password").fill(password);
  await page.getByLabel("New password").fill("four words nobody guesses");
  await page.getByRole("button", { name: "Change the password" }).click();
  await page.getByRole("heading", { name: "Choose a password of your own" }).waitFor({ state: "detached" });
}

/** Signs somebody of another role in at the same browser, as at the change of a shift; the start page is open again. */
export async function handOver(page: Page, role: Role): Promise<void> {
  await signIn(page.context(), role);
  await page.goto("/");
}

async function signIn(context: BrowserContext, role: Role): Promise<void> {
  const account = demonstrationAccounts.find((one) => one.roles.includes(role));
  const answer = await context.request.post("/api/session", {
    data: { name: account?.name, password: account?.password },
  });
  if (!answer.ok()) throw new Error(`the ${role} cannot sign in: ${answer.status()}`);
}

/** Answers a page asks for knowing that they may be refusals; the browser notes each on its console. */
const expected: ReadonlySet<number> = new Set([401, 403, 404, 409, 422, 429]);

function watch(page: Page, address: string, misdeeds: string[]): void {
  page.on("console", (line) => {
    const refused = /^Failed to load resource: .* status of (\d+)/.exec(line.text());
    if (refused !== null && expected.has(Number(refused[1]))) return;
    if (line.type() === "error" || line.type() === "warning") misdeeds.push(`${line.type()}: ${line.text()}`);
  });
  page.on("pageerror", (error) => misdeeds.push(`thrown: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(`${address}/`)) misdeeds.push(`asked elsewhere: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) misdeeds.push(`${response.status()}: ${response.url()}`);
  });
  page.on("dialog", (dialog) => {
    misdeeds.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
}

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const ofColours = ["color-contrast", "link-in-text-block"];
type Violation = {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
};

// The package that drives axe opens a second page for each look: the engine itself, read once, is several times faster.
const engine = readFileSync(
  createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright")).resolve(
    "axe-core/axe.min.js",
  ),
  "utf8",
);

/**
 * What axe finds on the page as it stands, one line a finding: by all rules, by those of colours alone, or by all others.
 */
export async function barriers(
  page: Page,
  rules: "all" | "colours" | "all but colours" = "all",
): Promise<string[]> {
  if ((await page.evaluate("typeof axe")) === "undefined") await page.evaluate(engine);
  const chosen = {
    runOnly: rules === "colours" ? { type: "rule", values: ofColours } : { type: "tag", values: standards },
    rules: {
      // No rule of the standard, but two places of one name are one too many for who goes from place to place.
      ...(rules === "colours" ? {} : { "landmark-unique": { enabled: true } }),
      ...(rules === "all but colours"
        ? Object.fromEntries(ofColours.map((rule) => [rule, { enabled: false }]))
        : {}),
    },
    resultTypes: ["violations"],
    preload: false,
  };
  const found = await page.evaluate<readonly Violation[]>(
    `axe.run(document, ${JSON.stringify(chosen)}).then(({ violations }) => violations.map(({ id, nodes }) =>
      ({ id, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })) })))`,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary?.split("\n")[1] ?? ""}`),
  );
}

/** Goes to an address as a link of the page would: without loading everything anew. */
export async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate(`history.pushState({}, "", ${JSON.stringify(address)})`);
}

/** States a purpose where the page asks for one: the last choice, which is the test's. */
export async function statePurpose(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Synthetic data only" }).click();
}

const built = existsSync(fileURLToPath(new URL("../../dist/web/index.html", import.meta.url)));

/** A group of journeys. Without a browser or built screens they count as skipped, and their name says why. */
export function describeJourneys(name: string, journeys: () => void): void {
  const missing = findChromium() === undefined ? "no Chromium on this machine" : "the screens are not built";
  const there = findChromium() !== undefined && built;
  const title = there ? name : `${name} (skipped: ${missing})`;
  describe.skipIf(!there)(`${title}`, () => {
    journeys();
  });
}
