// Watches a mutating thread: that it goes on, how far it is, and what it tells; one that hangs or ends is a finding.
import { Worker } from "node:worker_threads";
import type { Report, Task } from "./worker.ts";

export type Found = { readonly number: number; readonly wrong: string };

/**
 * A mutation that stands still so long hangs, on a machine with other work too: the longest take a hundredth of it. (How
 * long one may take for its length is measured in processor time: see `time.ts`.)
 */
const HANGS_MS = 120_000;
/** Of objects a thread may hold: the longest input has half a megabyte, and is held in some dozen forms at once. */
const HEAP_MEGABYTES = 320;

export class Watched {
  readonly #task: Omit<Task, "progress">;
  /** [0]: mutations begun; [1]: 1 once the seeds are read. */
  readonly #begun = new Int32Array(new SharedArrayBuffer(8));
  readonly #worker: Worker;
  readonly #found: (found: Found) => void;
  #last = -1;
  #isStopped = false;
  #since = performance.now();
  /** Settled once the thread has ended. */
  readonly ended: Promise<void>;

  constructor(task: Omit<Task, "progress">, found: (found: Found) => void) {
    this.#task = task;
    this.#found = found;
    this.#worker = new Worker(new URL("worker.ts", import.meta.url), {
      workerData: { ...task, progress: this.#begun.buffer },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
    });
    this.ended = new Promise((resolve) => {
      this.#worker.on("exit", () => resolve());
    });
    this.#worker.on("message", (report: Report) => {
      if (report.kind === "finding") found(report);
      else this.stop();
    });
    this.#worker.on("error", (error) => {
      found({ number: this.atHand, wrong: `ends the thread: ${error.message}` });
      this.stop();
    });
  }

  get mutations(): number {
    return Atomics.load(this.#begun, 0);
  }

  get isReady(): boolean {
    return Atomics.load(this.#begun, 1) !== 0;
  }

  /** The number of the mutation that is being tried. */
  get atHand(): number {
    return this.#task.from + Math.max(0, this.mutations - 1) * this.#task.step;
  }

  /** To be called again and again: ends the thread where it stands still. */
  look(): void {
    if (this.#isStopped) return;
    const [now, at] = [performance.now(), this.mutations];
    if (at !== this.#last) [this.#last, this.#since] = [at, now];
    else if (at > 0 && now - this.#since > HANGS_MS) {
      this.#found({ number: this.atHand, wrong: `hangs for more than ${HANGS_MS / 1000} s` });
      this.stop();
    }
  }

  stop(): void {
    this.#isStopped = true;
    void this.#worker.terminate();
  }
}
