// The thread that mutates and reads: tells what it is at through shared memory, so that one that hangs can be named.
import { parentPort, workerData } from "node:worker_threads";
import { Campaign } from "./campaign.ts";
import { gatherSeeds } from "./seeds.ts";
import { slowness } from "./time.ts";

/** What the thread is given: the run's seed, the numbers it is to try, and where it writes the one at hand. */
export type Task = {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Each of several threads takes its own numbers: so many lie between them. */
  readonly step: number;
  /** [0]: mutations begun; [1]: 1 once the seeds are read. */
  readonly progress: SharedArrayBuffer;
};

/** What it tells: each failing mutation, and that it is done. */
export type Report =
  | { readonly kind: "finding"; readonly number: number; readonly wrong: string }
  | { readonly kind: "done"; readonly tried: number };

const FINDINGS_MAX = 20;

async function run({ seed, from, to, step, progress }: Task, tell: (report: Report) => void): Promise<void> {
  const begun = new Int32Array(progress);
  const campaign = new Campaign(seed, gatherSeeds(true));
  Atomics.store(begun, 1, 1);
  let findings = 0;
  let tried = 0;
  for (let number = from; number < to && findings < FINDINGS_MAX; number += step) {
    Atomics.store(begun, 0, ++tried);
    const started = performance.now();
    let wrong = await campaign.try(number);
    const took = performance.now() - started;
    wrong ??= slowness(campaign, number, took);
    if (wrong === null) continue;
    findings++;
    tell({ kind: "finding", number, wrong });
  }
  tell({ kind: "done", tried });
}

await run(workerData as Task, (report) => parentPort?.postMessage(report));
