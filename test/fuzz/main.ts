// npm run fuzz: mutates every sample and simulated message until a number or a time is reached; exit 1 on a finding.
// npm run fuzz -- [--mutations N | --seconds N] [--seed S] [--from N] [--workers W]; a finding is tried again alone with --show N.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Campaign } from "./campaign.ts";
import { gatherSeeds } from "./seeds.ts";
import { Watched, type Found } from "./watch.ts";

const options = {
  mutations: { type: "string" },
  seconds: { type: "string" },
  seed: { type: "string", default: "1" },
  from: { type: "string", default: "0" },
  workers: { type: "string", default: "1" },
  show: { type: "string" },
} as const;

/** What the command line says; a word that is no option ends the run with those there are. */
function commandLine() {
  try {
    return parseArgs({ options }).values;
  } catch (refused) {
    console.error(refused instanceof Error ? refused.message : String(refused));
    console.error(
      `npm run fuzz -- ${Object.keys(options)
        .map((name) => `[--${name} N]`)
        .join(" ")}`,
    );
    process.exit(2);
  }
}

const values = commandLine();

/** A number given on the command line; not usable ones end the run. */
function numberOf(name: "mutations" | "seconds" | "seed" | "from" | "workers" | "show"): number | undefined {
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
const workers = Math.max(1, numberOf("workers") ?? 1);
/** What the process may hold: the program itself with its seeds, and what each thread has and leaves behind. */
const MEMORY_MEGABYTES = 400;
const MEGABYTES_A_WORKER = 700;
const MEGABYTE = 1024 * 1024;
const folder = join(import.meta.dirname, "../../.cache/fuzz");

const show = numberOf("show");
if (show === undefined) process.exit(await watch());
else process.exit(await showOne(show));

/** Tries one mutation alone and keeps its bytes. */
async function showOne(number: number): Promise<number> {
  const campaign = new Campaign(seed, gatherSeeds(true));
  const file = keep(campaign, number);
  const wrong = await campaign.try(number);
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

/** Runs the mutating threads and watches that they go on. Answers the exit code. */
async function watch(): Promise<number> {
  const findings: Found[] = [];
  const started = performance.now();
  const threads = Array.from({ length: workers }, (_, i) => {
    const task = { seed, from: from + i, to: from + mutationsMax, step: workers };
    return new Watched(task, (found) => {
      findings.push(found);
      console.error(`mutation ${found.number}: ${found.wrong}`);
    });
  });
  const mutations = (): number => threads.reduce((sum, thread) => sum + thread.mutations, 0);
  const stop = (): void => threads.forEach((thread) => thread.stop());
  let [mutatingSince, processorBefore] = [started, process.cpuUsage()];
  let [told, megabytes] = [started, 0];
  const look = setInterval(() => {
    const now = performance.now();
    if (!threads.every((thread) => thread.isReady))
      [mutatingSince, processorBefore] = [now, process.cpuUsage()];
    for (const thread of threads) thread.look();
    megabytes = Math.max(megabytes, process.memoryUsage.rss() / MEGABYTE);
    if (megabytes > MEMORY_MEGABYTES + workers * MEGABYTES_A_WORKER) {
      const wrong = `holds ${megabytes.toFixed(0)} MB: the memory of this process is not bounded`;
      findings.push(...threads.map(({ atHand }) => ({ number: atHand, wrong })));
      stop();
    }
    if (now - told > 5000) {
      told = now;
      const rate = mutations() / ((now - mutatingSince) / 1000);
      console.error(`${mutations()} mutations, ${rate.toFixed(0)}/s, ${findings.length} findings`);
    }
    if (seconds !== undefined && now - started > seconds * 1000) stop();
  }, 200);
  await Promise.all(threads.map(({ ended }) => ended));
  clearInterval(look);
  const { user, system } = process.cpuUsage(processorBefore);
  return summary(mutations(), {
    seconds: (performance.now() - mutatingSince) / 1000,
    processor: (user + system) / 1_000_000,
    megabytes,
    findings,
  });
}

type Outcome = {
  readonly seconds: number;
  /** Seconds of processor time: the machine may have had other work. */
  readonly processor: number;
  /** The most memory that the process had at once. */
  readonly megabytes: number;
  readonly findings: readonly Found[];
};

/** Prints what was done and found; answers the exit code. */
function summary(mutations: number, { seconds: took, processor, megabytes, findings }: Outcome): number {
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
      megabytes: Math.round(megabytes),
      findings: kept,
    }),
  );
  return findings.length === 0 ? 0 : 1;
}
