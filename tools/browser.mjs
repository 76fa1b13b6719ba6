// Makes sure there is a browser for the browser tests, where that is possible without asking.
import { installPackages, isThere } from "./debian.mjs";

// The engine alone, without windows that nobody sees, first: journeys take a third less of the machine.
const shell = "chromium-headless-shell";
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * Installs Debian's Chromium (its shell without windows, else the whole of it) and fonts when this is root on a machine with
 * apt-get and the shell is not there; says so when there is no browser at all.
 * The tests look for themselves afterwards (test/harness/browser.ts) and count as skipped without a browser.
 */
export function ensureBrowser() {
  if (isThere(shell) || process.env.CHROMIUM || process.platform === "darwin") return;
  console.log("Installing Chromium without windows for the browser tests …");
  if (installPackages(shell, "fonts-noto-core") || isThere(...names)) return;
  if (installPackages("chromium", "fonts-noto-core")) return;
  console.log(
    "No Chromium on this machine: the browser tests count as skipped (Debian: apt-get install chromium).",
  );
}
