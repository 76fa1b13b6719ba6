// Threads that check entries by themselves while the connection is read and the tree grows: three works side by side.
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { CheckedEntry } from "./check-entry.ts";
import { unpacked, type PackedEntries } from "./packed-entries.ts";

export type Checkers = {
  /** The entries in pieces of COPY, checked, in their order. */
  checked(pieces: AsyncIterable<Uint8Array<ArrayBuffer>>): AsyncGenerator<readonly CheckedEntry[]>;
  close(): Promise<void>;
};

/** More than these wait for the connection. */
const threadsMax = 3;

/** The threads start with the first piece. */
export function openCheckers(): Checkers {
  const threads: Thread[] = [];
  const begin = (): void => {
    const wanted = Math.max(1, Math.min(threadsMax, availableParallelism() - 1));
    while (threads.length < wanted) threads.push(startThread());
  };
  return {
    async *checked(pieces) {
      begin();
      const waiting: Promise<PackedEntries>[] = [];
      let turn = 0;
      for await (const piece of pieces) {
        const asked = threads[(turn += 1) % threads.length]?.check(piece);
        if (asked === undefined) throw new Error("the threads of the verification were closed");
        // Whoever waits for it hears of it; until then it is no loss unheard.
        asked.catch(() => undefined);
        waiting.push(asked);
        if (waiting.length <= threads.length * 2) continue;
        const first = waiting.shift();
        if (first !== undefined) yield unpacked(await first);
      }
      for (const rest of waiting) yield unpacked(await rest);
    },
    close: async () => {
      await Promise.all(threads.splice(0).map((thread) => thread.close()));
    },
  };
}

type Thread = {
  check(piece: Uint8Array<ArrayBuffer>): Promise<PackedEntries>;
  close(): Promise<void>;
};

function startThread(): Thread {
  // What it makes is soon done with: a small nursery keeps memory flat.
  const worker = new Worker(new URL("./check-thread.ts", import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  });
  const asked: { resolve: (pack: PackedEntries) => void; reject: (problem: Error) => void }[] = [];
  const fail = (problem: Error): void => {
    for (const { reject } of asked.splice(0)) reject(problem);
  };
  worker.on("message", (pack: PackedEntries) => asked.shift()?.resolve(pack));
  worker.on("error", (problem) => fail(problem instanceof Error ? problem : new Error(String(problem))));
  worker.on("exit", () => fail(new Error("a thread of the verification ended")));
  return {
    check: (piece) =>
      new Promise((resolve, reject) => {
        asked.push({ resolve, reject });
        worker.postMessage(piece, [piece.buffer]);
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}
