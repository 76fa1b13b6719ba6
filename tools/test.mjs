// npm test: installs what is missing and runs every check, stopping after the first kind that fails. Works on Node 20 with nothing installed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { ensureOpenSsh, ensureRabbitMq } from "./debian.mjs";
import { buildScreens } from "./build-screens.mjs";
import { ensureInstalled, outsideEnvironment, pinnedNode, root } from "./install.mjs";

ensureInstalled();
ensureBrowser();
ensureOpenSsh();
ensureRabbitMq();

const bin = join(root, "node_modules", ".bin");
const outside = outsideEnvironment();
const environment = {
  ...outside,
  PATH: `${bin}${delimiter}${outside.PATH}`,
  ...(process.stdout.isTTY ? {} : { NO_COLOR: "1", FORCE_COLOR: undefined }),
};
const total = { passed: 0, failed: 0, skipped: 0 };

const checks = [
  { name: "rules of the repository", run: () => runTests("tidy") },
  { name: "types of the server", run: () => runTool("typescript/bin/tsc") },
  { name: "types of the screens", run: () => runTool("typescript/bin/tsc", "-p", "tsconfig.web.json") },
  { name: "lint", run: () => runTool("oxlint/bin/oxlint", "--type-aware") },
  { name: "format", run: () => runTool("oxfmt/bin/oxfmt", "--check") },
  { name: "build of the screens", run: () => count(buildScreens() !== "failed") },
  { name: "tests", run: () => runTests("server", "screens") },
];
for (const { name, run } of checks) {
  console.log(`\n── ${name}`);
  run();
  if (total.failed > 0) break;
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);

/** A tool counts as one check. */
function runTool(script, ...args) {
  return count(runPinned(script, ...args) === 0);
}

/** Each test counts. A run that fails without a failed test (a file that cannot be read, a leak) counts as one failure. */
function runTests(...projects) {
  const report = join(root, ".cache", `tests-${projects[0]}.json`);
  mkdirSync(join(root, ".cache"), { recursive: true });
  rmSync(report, { force: true });
  const which = projects.flatMap((project) => ["--project", project]);
  const output = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const status = runPinned("vitest/vitest.mjs", "run", "--passWithNoTests", ...which, ...output);
  const found = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : {};
  const failed = found.numFailedTests ?? 0;
  total.passed += found.numPassedTests ?? 0;
  total.skipped += (found.numPendingTests ?? 0) + (found.numTodoTests ?? 0);
  total.failed += status !== 0 && failed === 0 ? 1 : failed;
}

function count(passed) {
  if (passed) total.passed += 1;
  else total.failed += 1;
}

/** Runs a tool of node_modules on the pinned Node and returns its exit code. */
function runPinned(script, ...args) {
  const file = join(root, "node_modules", script);
  return spawnSync(pinnedNode, [file, ...args], { cwd: root, stdio: "inherit", env: environment }).status;
}
