// The thread in which what nobody's answer waits for is worked out: one question after the other, by a function of a module that it names.
import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import type { FromAside, ToAside } from "./aside.ts";

const port = parentPort;
if (port === null) throw new Error("aside-thread.ts runs as a thread of the server");

// On Linux this is the thread's own: the processors are the server's first.
if (process.platform === "linux") setPriority(10);

port.on("message", (question: ToAside) => {
  void answer(question).then((told) => port.postMessage(told));
});

async function answer({ module, name, given }: ToAside): Promise<FromAside> {
  try {
    const loaded = (await import(module)) as Readonly<Record<string, (given: unknown) => unknown>>;
    const answers = loaded[name];
    if (answers === undefined) throw new Error(`${module} has no ${name}`);
    return { told: answers(given) };
  } catch (problem) {
    return { problem: problem instanceof Error ? (problem.stack ?? problem.message) : String(problem) };
  }
}
