// A real browser for tests of what people see: Chromium of the machine, or none.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { describe } from "vitest";

// The shell is the same engine without the windows, menus and tabs, which cost a third of a journey and nobody sees.
const names: readonly string[] = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];
const macPlaces: readonly string[] = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Returns the path of a Chromium: CHROMIUM when set, else one in the PATH or a usual place; undefined when there is none. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const given = environment["CHROMIUM"];
  const folders = [...(environment["PATH"] ?? "").split(delimiter), "/usr/bin", "/usr/local/bin"].filter(
    Boolean,
  );
  const places = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...(given === undefined ? [] : [given]), ...places, ...macPlaces].find(isProgram);
}

/**
 * Starts a browser without any traffic of its own; undefined when the machine has none.
 * Close it in `afterAll`.
 */
export async function openBrowser(): Promise<Browser | undefined> {
  const executablePath = findChromium();
  if (executablePath === undefined) return undefined;
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--disable-quic",
      "--disable-dev-shm-usage",
    ],
  });
}

/** A group of tests that needs the browser. Without one they count as skipped, and their name says why. */
export function describeWithBrowser(name: string, tests: (open: () => Promise<Browser>) => void): void {
  const there = findChromium() !== undefined;
  const open = async (): Promise<Browser> => {
    const browser = await openBrowser();
    if (browser === undefined) throw new Error("no Chromium on this machine");
    return browser;
  };
  const title = there ? name : `${name} (skipped: no Chromium on this machine)`;
  describe.skipIf(!there)(`${title}`, () => {
    tests(open);
  });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
