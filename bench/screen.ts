// Measures screening one traveller against lists of 10,000, 100,000 and 1,000,000 entries, beside a linear name scan.
// Run: npm run bench -- screen [--sizes 10000,100000,1000000] [--travellers N] [--rounds N]
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { isMainThread, Worker } from "node:worker_threads";
import {
  buildIndex,
  screenTraveller,
  STANDARD_PROFILE,
  type ListIndex,
  type Traveller,
} from "../src/screening/api.ts";
import { readSnapshot, writeSnapshot } from "../src/screening/snapshot-file.ts";
import { youngMB } from "../src/screening/thread.ts";
import type { ListEntry } from "../src/watchlists/entry.ts";
import {
  developmentList,
  developmentTravellers,
  inventedEntries,
  inventedTravellers,
  namesOf,
} from "./screening-list.ts";

const SEED = 20_261_121;
const WARM_UP = 1_000;

function flag(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

const sizes = (flag("--sizes") ?? "10000,100000,1000000").split(",").map(Number);
const rounds = Number(flag("--rounds") ?? 3);
const travellerCount = Number(flag("--travellers") ?? 20_000);

const list = developmentList();
const names = namesOf(list);
const travellers = (developmentTravellers() ?? inventedTravellers(travellerCount, names, SEED + 1)).slice(
  0,
  travellerCount,
);

function* entriesOf(size: number): Generator<ListEntry> {
  const base = list?.slice(0, size) ?? [];
  yield* base;
  yield* inventedEntries(size - base.length, names, SEED);
}

function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}

/**
 * Microseconds of each traveller, sorted: the best of the rounds, so that what else the machine does counts little.
 * `first` are those of the first round alone.
 */
function screenAll(index: ListIndex): {
  us: Float64Array;
  first: Float64Array;
  alerts: number;
  seconds: number;
} {
  const us = new Float64Array(travellers.length).fill(Infinity);
  let first = us;
  let alerts = 0;
  for (const traveller of travellers.slice(0, WARM_UP)) screenTraveller(index, traveller, STANDARD_PROFILE);
  let seconds = Infinity;
  for (let round = 0; round < rounds; round++) {
    const from = performance.now();
    alerts = 0;
    for (const [place, traveller] of travellers.entries()) {
      const started = performance.now();
      const matches = screenTraveller(index, traveller, STANDARD_PROFILE);
      us[place] = Math.min(us[place] ?? Infinity, (performance.now() - started) * 1000);
      if (matches.some((match) => match.decision === "alert")) alerts += 1;
    }
    seconds = Math.min(seconds, (performance.now() - from) / 1000);
    if (round === 0) first = us.slice();
  }
  return { us: us.sort(), first: first.sort(), alerts, seconds };
}

function at(sorted: Float64Array, share: number): number {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

/** The peer: Jaro-Winkler of the whole name against every name of the list, as the open systems do. Mean microseconds. */
function linearScan(entries: readonly ListEntry[], some: readonly Traveller[]): number {
  const listed = entries.flatMap((entry) => entry.names.map((name) => name.full.toUpperCase()));
  const from = performance.now();
  let hits = 0;
  for (const { surname, given } of some) {
    const name = `${given ?? ""} ${surname}`;
    for (const other of listed) if (jaroWinkler(name, other) >= 0.95) hits += 1;
  }
  return hits < 0 ? 0 : ((performance.now() - from) * 1000) / some.length;
}

function jaroWinkler(left: string, right: string): number {
  const reach = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1);
  const taken = new Uint8Array(right.length);
  let matched = "";
  for (let i = 0; i < left.length; i++) {
    for (let j = Math.max(0, i - reach); j < Math.min(right.length, i + reach + 1); j++) {
      if (taken[j] === 1 || left[i] !== right[j]) continue;
      taken[j] = 1;
      matched += left[i] ?? "";
      break;
    }
  }
  if (matched === "") return 0;
  let transposed = 0;
  let place = 0;
  for (let j = 0; j < right.length; j++) if (taken[j] === 1 && right[j] !== matched[place++]) transposed += 1;
  const m = matched.length;
  const jaro = (m / left.length + m / right.length + (m - transposed / 2) / m) / 3;
  let prefix = 0;
  while (prefix < 4 && left[prefix] === right[prefix] && left[prefix] !== undefined) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** Writes the index to a file and reopens it: milliseconds of either, and the file's size. */
async function asFile(index: ListIndex): Promise<{ writeMs: number; fileMB: number; reopenMs: number }> {
  const folder = mkdtempSync(join(tmpdir(), "openpiu-bench-"));
  try {
    const started = performance.now();
    const bytes = await writeSnapshot(join(folder, "index"), index, "");
    const written = performance.now();
    const outcome = await readSnapshot(join(folder, "index"));
    if ("refused" in outcome || outcome.index.size !== index.size) throw new Error("not reopened");
    const reopened = performance.now();
    return {
      writeMs: Math.round(written - started),
      fileMB: Math.round(bytes / 1e6),
      reopenMs: Math.round(reopened - written),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The entries as they come, and the milliseconds that inventing them took: a list is read, not made up. */
function timedEntries(size: number): { entries: Iterable<ListEntry>; inventedMs: () => number } {
  let spent = 0;
  function* entries(): Generator<ListEntry> {
    const invented = entriesOf(size);
    for (;;) {
      const from = performance.now();
      const { value, done } = invented.next();
      spent += performance.now() - from;
      if (done === true) return;
      yield value;
    }
  }
  return { entries: entries(), inventedMs: () => Math.round(spent) };
}

async function measure(): Promise<void> {
  const machine = `${cpus()[0]?.model ?? "?"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  console.log(
    `screen one traveller, one thread; commit ${commit()}; ${machine}; ${travellers.length} ${list === null ? "invented" : "development-set"} travellers, best of ${rounds} rounds; load ${loadavg()[0]?.toFixed(1)}`,
  );
  for (const size of sizes) {
    const before = process.memoryUsage();
    const { entries, inventedMs } = timedEntries(size);
    const started = performance.now();
    const index = buildIndex(entries, [{ code: "INV", version: "1" }]);
    const buildMs = Math.round(performance.now() - started) - inventedMs();
    const { us, first, alerts, seconds } = screenAll(index);
    const after = process.memoryUsage();
    const file = await asFile(index);
    const some = travellers.slice(0, size > 100_000 ? 3 : 30);
    const peer = linearScan([...entriesOf(Math.min(size, 100_000))], some) * Math.max(1, size / 100_000);
    const median = at(us, 0.5);
    console.log(
      JSON.stringify({
        entries: index.size,
        names: index.names,
        buildMs,
        inventedMs: inventedMs(),
        ...file,
        indexMB: Math.round(index.memoryBytes / 1e6),
        residentMB: Math.round((after.rss - before.rss) / 1e6),
        p50us: median,
        p95us: at(us, 0.95),
        p99us: at(us, 0.99),
        maxUs: at(us, 1),
        firstRound: { p50us: at(first, 0.5), p99us: at(first, 0.99) },
        "travellers/s": Math.round(travellers.length / seconds),
        "alerts/1000": Math.round((alerts / travellers.length) * 10_000) / 10,
        linearScanUs: Math.round(peer),
        "× linear scan": Math.round((peer / (median || 1)) * 10) / 10,
      }),
    );
  }
}

// In a thread with as much room for what is soon forgotten as the unit's own.
if (isMainThread) {
  new Worker(new URL(import.meta.url), {
    argv: process.argv.slice(2),
    resourceLimits: { maxYoungGenerationSizeMb: youngMB },
  });
} else {
  await measure();
}
