// npm run fuzz: mutates every sample and simulated message until a number or a time is reached; exit 1 on a finding.
// npm run fuzz -- [--mutations N | --seconds N] [--seed S] [--from N]; a finding is tried again alone with --show N.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { Campaign } from "./campaign.ts";
import { gatherSeeds } from "./seeds.ts";
import type { Report, Task } from "./worker.ts";

const { values } = parseArgs({
  options: {
    mutations: { type: "string" },
    seconds: { type: "string" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    show: { type: "string" },
  },
});

/** A number given on the command line; not usable ones end the run. */
function numberOf(name: "mutations" | "seconds" | "seed" | "from" | "show"): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  console.error(`--${name} needs a whole number, not ${text}`);
  process.exit(2);
}

const seed = numberOf("seed") ?? 1;
const from = numberOf("from") ?? 0;
const seconds = numberOf("seconds");
const mutationsMax = numberOf("mutations") ?? (seconds === undefined ? 1_000_000 : 1e12);
/** A mutation that stands still so long hangs: the longest take a few hundredths of it. */
const HANGS_MS = 20_000;
const MEMORY_MEGABYTES = 768;
const folder = join(import.meta.dirname, "../../.cache/fuzz");

const show = numberOf("show");
if (show === undefined) process.exit(await watch());
else process.exit(showOne(show));

/** Tries one mutation alone and keeps its bytes. */
function showOne(number: number): number {
  const campaign = new Campaign(seed, gatherSeeds(true));
  const file = keep(campaign, number);
  const wrong = campaign.try(number);
  console.log(`${file}\n${wrong ?? "nothing is wrong with it"}`);
  return wrong === null ? 0 : 1;
}

/** Writes the bytes of a mutation, so that they can be looked at; answers where. */
function keep(campaign: Campaign, number: number): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${seed}-${number}.edi`);
  writeFileSync(file, campaign.mutation(number).bytes);
  return file;
}

/** Runs the mutating thread and watches that it goes on. Answers the exit code. */
async function watch(): Promise<number> {
  const progress = new SharedArrayBuffer(8);
  const begun = new Int32Array(progress);
  const task: Task = { seed, from, to: from + mutationsMax, progress };
  const started = performance.now();
  const findings: { readonly number: number; readonly wrong: string }[] = [];
  const worker = new Worker(new URL("worker.ts", import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MEGABYTES },
  });
  const atHand = (): number => from + Math.max(0, Atomics.load(begun, 0) - 1);
  let mutatingSince = started;
  let processorBefore = process.cpuUsage();
  await new Promise<void>((done) => {
    let [last, since, told] = [-1, performance.now(), performance.now()];
    const look = setInterval(() => {
      const now = performance.now();
      const at = Atomics.load(begun, 0);
      if (Atomics.load(begun, 1) === 0) [mutatingSince, processorBefore] = [now, process.cpuUsage()];
      if (at !== last) [last, since] = [at, now];
      else if (now - since > HANGS_MS && at > 0) {
        findings.push({ number: atHand(), wrong: `hangs for more than ${HANGS_MS / 1000} s` });
        stop();
      }
      if (now - told > 5000) {
        told = now;
        const rate = at / ((now - mutatingSince) / 1000);
        console.error(`${at} mutations, ${rate.toFixed(0)}/s, ${findings.length} findings`);
      }
      if (seconds !== undefined && now - started > seconds * 1000) stop();
    }, 200);
    const stop = (): void => {
      clearInterval(look);
      void worker.terminate();
    };
    worker.on("message", (report: Report) => {
      if (report.kind === "done") return stop();
      findings.push(report);
      console.error(`mutation ${report.number}: ${report.wrong}`);
    });
    worker.on("exit", () => done());
    worker.on("error", (error) => {
      findings.push({ number: atHand(), wrong: `ends the thread: ${error.message}` });
      stop();
    });
  });
  const { user, system } = process.cpuUsage(processorBefore);
  return summary(Atomics.load(begun, 0), {
    seconds: (performance.now() - mutatingSince) / 1000,
    processor: (user + system) / 1_000_000,
    findings,
  });
}

type Outcome = {
  readonly seconds: number;
  /** Seconds of processor time: the machine may have had other work. */
  readonly processor: number;
  readonly findings: readonly { readonly number: number; readonly wrong: string }[];
};

/** Prints what was done and found; answers the exit code. */
function summary(mutations: number, { seconds: took, processor, findings }: Outcome): number {
  const campaign = findings.length === 0 ? null : new Campaign(seed, gatherSeeds(true));
  const kept = findings.map(({ number, wrong }) => ({
    number,
    wrong,
    file: campaign === null ? "" : keep(campaign, number),
  }));
  console.log(
    JSON.stringify({
      seed,
      from,
      mutations,
      seconds: Math.round(took),
      processorSeconds: Math.round(processor),
      perProcessorSecond: Math.round(mutations / processor),
      findings: kept,
    }),
  );
  return findings.length === 0 ? 0 : 1;
}
