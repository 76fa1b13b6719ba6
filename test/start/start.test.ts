// npm start on a miniature of the repository: installing only when needed, building only what changed, passing signals on.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const tools = fileURLToPath(new URL("../../tools", import.meta.url));
let folder = "";
let running: ChildProcess[] = [];

/** A server that says what it got and ends as it is told. */
const server = `
process.on("SIGINT", () => { console.log("SIGINT"); process.exit(0); });
process.on("SIGTERM", () => { console.log("SIGTERM"); process.exit(7); });
console.log("serving " + process.argv.slice(2).join(" "));
setInterval(() => undefined, 1000);`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openpiu-start-"));
  cpSync(tools, join(folder, "tools"), { recursive: true });
  write(
    "package-lock.json",
    JSON.stringify({ packages: { "": {}, "node_modules/a": { version: "1.0.0" } } }),
  );
  write(
    "node_modules/.package-lock.json",
    JSON.stringify({ packages: { "node_modules/a": { version: "1.0.0" } } }),
  );
  mkdirSync(join(folder, "node_modules/node/bin"), { recursive: true });
  symlinkSync(process.execPath, join(folder, "node_modules/node/bin/node"));
  write("src/app/main.ts", server);
  // An npm that only says that it was called.
  write("bin/npm", `#!/bin/sh\necho "npm $*" >> "${folder}/npm-calls"\n`, 0o755);
  running = [];
});
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text, { mode });
}

/** Starts tools/start.mjs; resolves when the server serves, or with the end of the program. */
async function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [join(folder, "tools/start.mjs"), ...args], {
    env: { PATH: `${join(folder, "bin")}:/usr/bin:/bin`, HOME: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let output = "";
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  await new Promise<void>((resolve) => {
    const hear = (text: string): void => {
      output += text;
      if (output.includes("serving")) resolve();
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    void ended.then(() => resolve());
  });
  return { child, ended, output: () => output };
}

async function startAndStop(): Promise<string> {
  const run = await start();
  run.child.kill("SIGTERM");
  await run.ended;
  return run.output();
}

test("the demonstration is started with further arguments, gets the signal once, and its exit code is ours", async () => {
  const run = await start("--quiet");
  expect(run.output()).toContain("serving --demo --quiet");
  run.child.kill("SIGTERM");
  expect(await run.ended).toBe(7);
  expect(run.output().match(/SIGTERM/g)).toHaveLength(1);
});

test("Ctrl+C stops in order", async () => {
  const run = await start();
  run.child.kill("SIGINT");
  expect(await run.ended).toBe(0);
});

test("a server that was killed is told of, with the exit code of a kill", async () => {
  write("src/app/main.ts", `console.log("serving"); setTimeout(() => process.kill(process.pid, "SIGKILL"));`);
  const run = await start();
  expect(await run.ended).toBe(137);
  expect(run.output()).toContain("npm start goes on from there");
});

test("what fits the lock file is not installed again, by whomever it was installed", async () => {
  await startAndStop();
  expect(existsSync(join(folder, "npm-calls"))).toBe(false);
  // Known from now on without comparing; another lock file is noticed.
  rmSync(join(folder, "node_modules/.package-lock.json"));
  await startAndStop();
  expect(existsSync(join(folder, "npm-calls"))).toBe(false);
  write("package-lock.json", JSON.stringify({ packages: { "node_modules/a": { version: "1.0.1" } } }));
  await startAndStop();
  expect(readFileSync(join(folder, "npm-calls"), "utf8")).toBe("npm ci --include=dev --loglevel=error\n");
});

test("a node without its program is installed again, and told about when that does not help", async () => {
  rmSync(join(folder, "node_modules/node/bin/node"));
  const run = await start();
  expect(await run.ended).toBe(3);
  expect(run.output()).toContain("ignore-scripts");
  expect(readFileSync(join(folder, "npm-calls"), "utf8")).toContain("npm rebuild node");
});

test("a linked node_modules is never installed over", async () => {
  cpSync(join(folder, "node_modules"), join(folder, "elsewhere"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  rmSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(join(folder, "elsewhere"), join(folder, "node_modules"));
  write("package-lock.json", JSON.stringify({ packages: { "node_modules/a": { version: "2.0.0" } } }));
  expect(await startAndStop()).toContain("left as it is");
  expect(existsSync(join(folder, "npm-calls"))).toBe(false);
});

test("the screens are built when their sources changed, and only then", async () => {
  write("vite.config.ts", "");
  write("src/cases/ui/CaseList.tsx", "one");
  write(
    "node_modules/vite/bin/vite.js",
    `const fs = require("fs"); fs.mkdirSync("dist/web", { recursive: true });
     fs.writeFileSync("dist/web/index.html", ""); fs.appendFileSync("builds", "x");`,
  );
  const builds = (): number => readFileSync(join(folder, "builds"), "utf8").length;
  expect(await startAndStop()).toContain("Building the screens");
  expect(await startAndStop()).not.toContain("Building the screens");
  write("src/cases/store.ts", "of no matter for the screens");
  write("src/cases/ui/CaseList.test.tsx", "neither");
  await startAndStop();
  expect(builds()).toBe(1);
  write("src/cases/ui/CaseList.tsx", "two");
  await startAndStop();
  expect(builds()).toBe(2);
});

test("npm run build installs and builds without starting anything", async () => {
  write("vite.config.ts", "");
  write(
    "node_modules/vite/bin/vite.js",
    `require("fs").mkdirSync("dist/web", { recursive: true }); require("fs").writeFileSync("dist/web/index.html", "");`,
  );
  const build = () =>
    spawnSync(process.execPath, [join(folder, "tools/build.mjs")], { encoding: "utf8", cwd: folder });
  expect(build()).toMatchObject({ status: 0, stdout: "The screens are built.\n" });
  expect(build()).toMatchObject({ status: 0, stdout: "The screens are up to date.\n" });
});

test("screens that cannot be built end the start in one line", async () => {
  write("vite.config.ts", "");
  write("node_modules/vite/bin/vite.js", `console.error("CaseList.tsx:1: unexpected end"); process.exit(1);`);
  const run = await start();
  expect(await run.ended).toBe(3);
  expect(run.output()).toMatch(/unexpected end\nThe screens could not be built/);
});
