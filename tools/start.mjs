// npm start: installs what is missing, builds the screens, runs the demonstration. Works on Node 20 with nothing installed.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { buildScreens } from "./build-screens.mjs";
import { ensureInstalled, fail, pinnedNode, root } from "./install.mjs";

ensureInstalled();
if (buildScreens() === "failed") fail("The screens could not be built; the reason is above.");

// Heard from before the server is there: a signal that came in between would end this program and leave the server behind.
let server;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"])
  process.on(signal, () => server.kill(signal));

// A process group of its own: the terminal's Ctrl+C comes here, and from here to the server, once.
server = spawn(pinnedNode, ["src/app/main.ts", "--demo", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
  detached: true,
  env: { ...process.env, OPENPIU_STARTER: String(process.pid) },
});

// When npm is killed without a word, the server goes too.
const starter = process.ppid;
if (process.env.npm_lifecycle_event !== undefined) {
  setInterval(() => process.ppid === starter || server.kill("SIGTERM"), 1_000).unref();
}

server.once("error", (error) => fail(`The server could not be started: ${error.message}`));
server.once("exit", (code, signal) => {
  if (signal === "SIGKILL") {
    console.error(
      "The server was killed. Nothing that it had acknowledged is lost: npm start goes on from there.",
    );
  }
  process.exit(code ?? 128 + constants.signals[signal]);
});
