// One screening thread as the server sees it: questions and answers, and what happens when it dies.
import { Worker } from "node:worker_threads";
import type { IndexedList } from "./engine.ts";
import type { Match, ThresholdProfile, Traveller } from "./match.ts";
import type { FromThread, Reopened, ScreenedBy, Stands, ToThread, Weights } from "./service-messages.ts";

export type Answer = { readonly matches: readonly (readonly Match[])[]; readonly by: ScreenedBy };

export type ScreeningThread = {
  /** Adds entries to the index under construction. */
  add(texts: readonly string[]): void;
  /** Finishes the index; `weights` of another index where it is a part of that. */
  finish(lists: readonly IndexedList[], weights?: Weights): Promise<Stands>;
  /** Stands by the index of a file; refused, it waits for entries as if nothing had been asked. */
  reopen(path: string): Promise<Reopened>;
  /** Writes its index to a file, with a note. Rejects when it cannot; what is asked meanwhile is answered between. */
  write(path: string, note: string): Promise<void>;
  /** How its index weighs names. */
  weights(): Promise<Weights>;
  /** Brings what differs beside the index; questions asked after it see it. */
  differ(change: Omit<Extract<ToThread, { kind: "differences" }>, "kind">): Promise<Stands>;
  screen(travellers: readonly Traveller[], profile: ThresholdProfile): Promise<Answer>;
  /** Ends the thread once everything asked is answered. */
  retire(): Promise<void>;
  /** Ends the thread; what is asked from now on fails. What it is at has two seconds to come to an end. */
  stop(): Promise<void>;
};

type Waiting<Value> = { resolve(value: Value): void; reject(problem: Error): void };

/** Building an index makes much that is soon forgotten: with room for it a fifth less time goes into clearing up. */
export const youngMB = 96;

/** A thread that ends by itself cannot be torn out of what it does with files: only one that is long at work is. */
const patienceMs = 2_000;

/** Starts a thread. `onLost` is called once when it dies by itself; everything still asked of it fails. */
export function startThread(onLost: (problem: Error) => void): ScreeningThread {
  const worker = new Worker(new URL("./service-thread.ts", import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: youngMB },
  });
  const questions = new Map<number, Waiting<Answer>>();
  const stands: Waiting<Stands>[] = [];
  const weighing: Waiting<Weights>[] = [];
  const reopening: Waiting<Reopened>[] = [];
  const writing: Waiting<void>[] = [];
  let asked = 0;
  let stopped = false;
  let whenIdle: (() => void) | null = null;
  const idle = (): boolean => questions.size + weighing.length + writing.length === 0;

  const fail = (problem: Error): void => {
    const all = [...questions.values(), ...stands.splice(0), ...weighing.splice(0), ...reopening.splice(0)];
    for (const waiting of [...all, ...writing.splice(0)]) waiting.reject(problem);
    questions.clear();
    whenIdle?.();
    if (stopped) return;
    stopped = true;
    onLost(problem);
  };
  worker.on("message", (message: FromThread) => {
    switch (message.kind) {
      case "stands":
        stands.shift()?.resolve(message);
        break;
      case "weights":
        weighing.shift()?.resolve(message.weights);
        break;
      case "reopened":
        reopening.shift()?.resolve(message.outcome);
        break;
      case "written": {
        const waiting = writing.shift();
        if (message.problem === null) waiting?.resolve();
        else waiting?.reject(new Error(`the index could not be written: ${message.problem}`));
        break;
      }
      case "screened":
        questions.get(message.question)?.resolve(message);
        questions.delete(message.question);
        break;
    }
    if (idle()) whenIdle?.();
  });
  worker.on("error", fail);
  const ended = new Promise<void>((resolve) => {
    worker.on("exit", () => {
      fail(new Error("the screening thread ended"));
      resolve();
    });
  });

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
    say({ kind: "end" });
    const late = setTimeout(() => void worker.terminate(), patienceMs);
    await ended;
    clearTimeout(late);
  };
  return {
    add: (texts) => say({ kind: "entries", texts }),
    finish: (lists, weights) =>
      wait<Stands>((waiting) => stands.push(waiting), { kind: "ready", lists, weights: weights ?? null }),
    reopen: (path) => wait<Reopened>((waiting) => reopening.push(waiting), { kind: "reopen", path }),
    write: (path, note) => wait<void>((waiting) => writing.push(waiting), { kind: "write", path, note }),
    weights: () => wait<Weights>((waiting) => weighing.push(waiting), { kind: "tell-weights" }),
    differ: (change) => wait<Stands>((waiting) => stands.push(waiting), { kind: "differences", ...change }),
    screen: (travellers, profile) => {
      const question = (asked += 1);
      const message: ToThread = { kind: "screen", question, travellers, profile };
      return wait<Answer>((waiting) => questions.set(question, waiting), message);
    },
    retire: async () => {
      if (!idle() && !stopped) await new Promise<void>((resolve) => (whenIdle = resolve));
      await end();
    },
    stop: end,
  };
}
