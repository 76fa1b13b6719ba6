// Makes sure that everything the lock file names is installed. Plain JavaScript for Node 20: it runs before anything else is there.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");

/** The pinned Node that everything of OpenPIU runs on, whatever the machine has. */
export const pinnedNode = join(modules, "node", "bin", "node");

/**
 * Returns when node_modules fits package-lock.json; runs `npm ci` where it does not. Costs some milliseconds when all is there.
 * Ends the process with one line and exit code 3 when it cannot be done.
 */
export function ensureInstalled() {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    fail(`Node ${process.versions.node} is too old to install OpenPIU. Install Node 20 or newer.`);
  }
  const lockText = readFileSync(join(root, "package-lock.json"), "utf8");
  const stampFile = join(modules, ".openpiu-installed");
  const stamp = createHash("sha256").update(`${process.platform}-${process.arch}\n${lockText}`).digest("hex");
  if (readIfAny(stampFile) === stamp && existsSync(pinnedNode)) return;

  if (!(fitsLock(JSON.parse(lockText)) && nodeRuns())) {
    if (existsSync(modules) && lstatSync(modules).isSymbolicLink()) {
      console.error("node_modules is a link and does not fit package-lock.json; it is left as it is.");
      return;
    }
    console.error("Installing what OpenPIU needs (npm ci; about a minute) …");
    if (runNpm("ci", "--include=dev", "--loglevel=error") !== 0) {
      fail("npm could not install the packages; its message is above. Is the package registry reachable?");
    }
    if (!nodeRuns()) runNpm("rebuild", "node", "--foreground-scripts");
    if (!nodeRuns()) {
      fail(
        'The npm package "node" has no program: npm was not allowed to run its install script (ignore-scripts?).',
      );
    }
  }
  writeFileSync(stampFile, stamp);
}

/** Prints one line and ends: 3 is "the program failed". */
export function fail(line) {
  console.error(line);
  process.exit(3);
}

/** The environment without this project's own programs in PATH: npm must not stand on what it is about to replace. */
export function outsideEnvironment() {
  const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.startsWith(modules));
  return { ...process.env, PATH: path.join(delimiter) };
}

function runNpm(...args) {
  const { status, error } = spawnSync("npm", args, {
    cwd: root,
    stdio: "inherit",
    env: outsideEnvironment(),
  });
  if (error) fail(`npm could not be started: ${error.message}`);
  return status;
}

function nodeRuns() {
  return spawnSync(pinnedNode, ["--version"]).status === 0;
}

/** npm keeps a lock file of what it really installed: when that agrees, somebody has run `npm ci` or `npm install` already. */
function fitsLock(lock) {
  const installedText = readIfAny(join(modules, ".package-lock.json"));
  if (installedText === undefined) return false;
  const installed = JSON.parse(installedText).packages ?? {};
  return Object.entries(lock.packages).every(
    ([place, wanted]) =>
      place === "" || wanted.optional || wanted.devOptional || installed[place]?.version === wanted.version,
  );
}

function readIfAny(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
