// One screening thread as the server sees it: questions and answers, and what happens when it dies.
import { Worker } from "node:worker_threads";
import type { IndexedList } from "./engine.ts";
import type { Match, Traveller } from "./match.ts";
import type { FromThread, ScreenedBy, ToThread } from "./service-messages.ts";

export type Answer = { readonly matches: readonly (readonly Match[])[]; readonly by: ScreenedBy };
export type Stands = Extract<FromThread, { kind: "stands" }>;

export type ScreeningThread = {
  /** Adds entries to the index under construction. */
  add(texts: readonly string[]): void;
  /** Finishes the index. */
  finish(lists: readonly IndexedList[]): Promise<Stands>;
  /** Brings what differs beside the index; questions asked after it see it. */
  differ(change: Omit<Extract<ToThread, { kind: "differences" }>, "kind">): Promise<Stands>;
  part(part: number, entries: readonly string[], lists: readonly IndexedList[]): void;
  partDone(part: number): void;
  screen(travellers: readonly Traveller[], part: number | null): Promise<Answer>;
  /** Ends the thread once everything asked is answered and no part is open. */
  retire(): Promise<void>;
  /** Ends the thread at once; what is still asked fails. */
  stop(): Promise<void>;
};

type Waiting<Value> = { resolve(value: Value): void; reject(problem: Error): void };

/** Starts a thread. `onLost` is called once when it dies by itself; everything still asked of it fails. */
export function startThread(onLost: (problem: Error) => void): ScreeningThread {
  const worker = new Worker(new URL("./service-thread.ts", import.meta.url));
  const questions = new Map<number, Waiting<Answer>>();
  const stands: Waiting<Stands>[] = [];
  let asked = 0;
  let stopped = false;
  const openParts = new Set<number>();
  let whenIdle: (() => void) | null = null;
  const idle = (): boolean => questions.size === 0 && openParts.size === 0;

  const fail = (problem: Error): void => {
    for (const waiting of [...questions.values(), ...stands.splice(0)]) waiting.reject(problem);
    questions.clear();
    whenIdle?.();
    if (stopped) return;
    stopped = true;
    onLost(problem);
  };
  worker.on("message", (message: FromThread) => {
    if (message.kind === "stands") stands.shift()?.resolve(message);
    else {
      questions.get(message.question)?.resolve(message);
      questions.delete(message.question);
    }
    if (idle()) whenIdle?.();
  });
  worker.on("error", fail);
  worker.on("exit", () => fail(new Error("the screening thread ended")));

  const say = (message: ToThread): void => worker.postMessage(message);
  const wait = <Value>(register: (waiting: Waiting<Value>) => void, message: ToThread): Promise<Value> => {
    if (stopped) return Promise.reject(new Error("the screening thread has ended"));
    const { promise, resolve, reject } = Promise.withResolvers<Value>();
    register({ resolve, reject });
    say(message);
    return promise;
  };
  const end = async (): Promise<void> => {
    stopped = true;
    await worker.terminate();
  };
  return {
    add: (texts) => say({ kind: "entries", texts }),
    finish: (lists) => wait<Stands>((waiting) => stands.push(waiting), { kind: "ready", lists }),
    differ: (change) => wait<Stands>((waiting) => stands.push(waiting), { kind: "differences", ...change }),
    part: (part, entries, lists) => {
      openParts.add(part);
      say({ kind: "part", part, entries, lists });
    },
    partDone: (part) => {
      openParts.delete(part);
      say({ kind: "part-done", part });
      if (idle()) whenIdle?.();
    },
    screen: (travellers, part) => {
      const question = (asked += 1);
      const message: ToThread = { kind: "screen", question, travellers, part };
      return wait<Answer>((waiting) => questions.set(question, waiting), message);
    },
    retire: async () => {
      if (!idle() && !stopped) await new Promise<void>((resolve) => (whenIdle = resolve));
      await end();
    },
    stop: end,
  };
}
