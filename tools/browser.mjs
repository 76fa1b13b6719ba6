// Makes sure there is a browser for the browser tests, where that is possible without asking.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * Installs Debian's Chromium and fonts when there is no browser and this is root on a machine with apt-get; says so otherwise.
 * The tests look for themselves afterwards (test/harness/browser.ts) and count as skipped without a browser.
 */
export function ensureBrowser() {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"].filter(Boolean);
  const there = folders.some((folder) => names.some((name) => existsSync(join(folder, name))));
  if (there || process.env.CHROMIUM || process.platform === "darwin") return;
  if (process.getuid?.() === 0 && folders.some((folder) => existsSync(join(folder, "apt-get")))) {
    console.log("No browser found: installing Chromium for the browser tests …");
    const options = { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    const packages = ["chromium", "fonts-noto-core"];
    const done =
      spawnSync("apt-get", ["update"], options).status === 0 &&
      spawnSync("apt-get", ["install", "-y", "--no-install-recommends", ...packages], options).status === 0;
    if (done) return;
  }
  console.log(
    "No Chromium on this machine: the browser tests count as skipped (Debian: apt-get install chromium).",
  );
}
