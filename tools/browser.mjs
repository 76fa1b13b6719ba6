// Makes sure there is a browser for the browser tests, where that is possible without asking.
import { installPackages, isThere } from "./debian.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * Installs Debian's Chromium and fonts when there is no browser and this is root on a machine with apt-get; says so otherwise.
 * The tests look for themselves afterwards (test/harness/browser.ts) and count as skipped without a browser.
 */
export function ensureBrowser() {
  if (isThere(...names) || process.env.CHROMIUM || process.platform === "darwin") return;
  console.log("No browser found: installing Chromium for the browser tests …");
  if (installPackages("chromium", "fonts-noto-core")) return;
  console.log(
    "No Chromium on this machine: the browser tests count as skipped (Debian: apt-get install chromium).",
  );
}
