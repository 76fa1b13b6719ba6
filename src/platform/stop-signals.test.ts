// Stopping, on real processes: once in order, twice at once, and after the program that started this one.
import { type ChildProcess, spawn } from "node:child_process";
import { afterEach, expect, test } from "vitest";

let running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  running = [];
});

const file = JSON.stringify(new URL("stop-signals.ts", import.meta.url).href);

/** A program whose orderly stop takes `stopMs`. */
function program(stopMs: number, starter = "undefined"): string {
  return `
    const { onStopSignals } = await import(${file});
    onStopSignals({
      stop: () => new Promise((resolve) => setTimeout(resolve, ${stopMs})),
      stopNow: async () => console.log("at once"),
      notice: (line) => console.log(line),
      starter: ${starter},
    });
    setInterval(() => undefined, 1000);
    console.log("ready " + process.pid);`;
}

async function run(source: string, arg = "-") {
  const child = spawn(process.execPath, ["--input-type=module", "-e", source, arg], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.push(child);
  let output = "";
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  await new Promise<void>((resolve) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (output.includes("ready")) resolve();
    });
  });
  return { child, ended, output: () => output };
}

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s stops in order and counts as well done",
  async (signal) => {
    const { child, ended, output } = await run(program(10));
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(output()).toContain("Stopping …");
    expect(output()).not.toContain("at once\n");
  },
);

test("the same wish told twice, by the terminal and by npm, is one", async () => {
  const { child, ended, output } = await run(program(700));
  child.kill("SIGINT");
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(output().match(/Stopping/g)).toHaveLength(1);
});

test("a second wish does not wait for the first", async () => {
  const { child, ended, output } = await run(program(600_000));
  child.kill("SIGINT");
  // Two signals that wait together are one to the program.
  await expect.poll(output).toContain("Stopping …");
  const heard = performance.now();
  await expect.poll(() => performance.now() - heard).toBeGreaterThan(600);
  child.kill("SIGINT");
  expect(await ended).toBe(130);
  expect(output()).toContain("at once\n");
});

test("the end of the starting program is a wish too", async () => {
  // The starter starts the program, waits for it to be ready, and is then killed without a word.
  const starter = await run(
    `import { spawn } from "node:child_process";
     spawn(process.execPath, ["--input-type=module", "-e", process.argv[1]], { stdio: "inherit", detached: true });
     setInterval(() => undefined, 1000);`,
    program(10, "process.ppid"),
  );
  starter.child.kill("SIGKILL");
  // Its output closes when the program it started has ended as well.
  await starter.ended;
  expect(starter.output()).toContain("Stopping …");
});
