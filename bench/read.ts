// Measures reading PAXLST to the full typed model on one core, beside a tokeniser and a bare scan of the same bytes.
// Run: npm run bench -- read [--rounds N]
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { readMessages } from "../src/messages/read.ts";
import { otherShapes, paxlstTraffic } from "./paxlst-traffic.ts";
import type { Traffic } from "./paxlst-traffic.ts";

const SIZES = [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
/** Of each other shape of list. */
const SIZE_OF_OTHERS = 1_000_000;
/** Small inputs are read again and again until a round has seen so many bytes. */
const BYTES_PER_ROUND = 40_000_000;
const CHUNK = 64 * 1024;
/** A stream that is never in memory whole: so many bytes, of traffic that comes again and again. */
const STREAMED_BYTES = 1_000_000_000;
const TRAFFIC_OF_STREAM = 10_000_000;
/** Messages between two looks at the memory in use. */
const LOOK_AT_MEMORY = 500;

type PeerParser = { write(text: string): void; end(): void; on(event: string, listener: () => void): void };
const Peer = createRequire(import.meta.url)("edifact/parser.js") as new () => PeerParser;

const flag = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : (process.argv[at + 1] ?? "");
};
const rounds = Number(flag("--rounds") ?? 5);

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

async function readAll({ bytes, travellers }: Traffic): Promise<void> {
  let seen = 0;
  let wrong = 0;
  for await (const message of readMessages(chunksOf(bytes))) {
    seen += message.passengerList?.travellers.length ?? 0;
    wrong += message.findings.length;
  }
  if (seen !== travellers || wrong !== 0) {
    throw new Error(`read ${seen} of ${travellers} travellers with ${wrong} findings`);
  }
}

/** The npm package `edifact`: cuts into segments, elements and components, keeps nothing. */
function tokenise({ bytes }: Traffic): Promise<void> {
  const parser = new Peer();
  let components = 0;
  parser.on("component", () => components++);
  for (const chunk of chunksOf(bytes)) parser.write(chunk.toString("latin1"));
  parser.end();
  if (components === 0) throw new Error("the peer read nothing");
  return Promise.resolve();
}

/** The limit: look at every byte once. */
function countTerminators(bytes: Buffer): number {
  const end = bytes.length;
  let terminators = 0;
  for (let p = 0; p < end; p++) if (bytes[p] === 0x27) terminators++;
  return terminators;
}

function scan({ bytes }: Traffic): Promise<void> {
  if (countTerminators(bytes) === 0) throw new Error("nothing scanned");
  return Promise.resolve();
}

type Took = { readonly seconds: number; readonly processorSeconds: number };

/** Time one run takes: on the wall, and of all processors (garbage collection beside the work counts there too). */
async function took(work: () => Promise<void>, repetitions: number): Promise<Took> {
  const started = process.hrtime.bigint();
  const used = process.cpuUsage();
  for (let i = 0; i < repetitions; i++) await work();
  const { user, system } = process.cpuUsage(used);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9 / repetitions;
  return { seconds, processorSeconds: (user + system) / 1e6 / repetitions };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Bytes beyond ASCII stop the peer. */
const isAscii = (bytes: Buffer): boolean => !bytes.some((byte) => byte >= 0x80);

async function measure(traffic: Traffic): Promise<object> {
  const peerReadsIt = isAscii(traffic.bytes);
  const repetitions = Math.max(1, Math.round(BYTES_PER_ROUND / traffic.bytes.length));
  const samples: Record<"read" | "readPerProcessor" | "peer" | "scan", number[]> = {
    read: [],
    readPerProcessor: [],
    peer: [],
    scan: [],
  };
  const megabytes = traffic.bytes.length / 1e6;
  for (let round = 0; round <= rounds; round++) {
    const read = await took(() => readAll(traffic), repetitions);
    const peer = peerReadsIt
      ? await took(() => tokenise(traffic), Math.max(1, Math.round(repetitions / 8)))
      : null;
    const scanned = await took(() => scan(traffic), repetitions);
    if (round === 0) continue; // warming up
    samples.read.push(megabytes / read.seconds);
    samples.readPerProcessor.push(megabytes / read.processorSeconds);
    if (peer !== null) samples.peer.push(megabytes / peer.seconds);
    samples.scan.push(megabytes / scanned.seconds);
  }
  const rate = median(samples.read);
  const perMegabyte = traffic.travellers / megabytes;
  return {
    bytes: traffic.bytes.length,
    travellers: traffic.travellers,
    "passengers/s": Math.round(rate * perMegabyte),
    "passengers per processor second": Math.round(median(samples.readPerProcessor) * perMegabyte),
    "MB/s": round1(rate),
    "× edifact (tokenising)": peerReadsIt ? round1(rate / median(samples.peer)) : "stops at the first letter",
    "× bare scan": Math.round((rate / median(samples.scan)) * 100) / 100,
    "samples (MB/s)": Object.fromEntries(
      Object.entries(samples).map(([name, values]) => [name, values.map(round1)]),
    ),
  };
}

/** One stream of a gigabyte, as one transmission: how fast, and by how much memory grows meanwhile. */
async function measureStream(): Promise<object> {
  const { bytes, travellers } = paxlstTraffic(TRAFFIC_OF_STREAM);
  const times = Math.ceil(STREAMED_BYTES / bytes.length);
  function* stream(): Generator<Buffer> {
    for (let i = 0; i < times; i++) yield* chunksOf(bytes);
  }
  let seen = 0;
  let messages = 0;
  let peak = 0;
  const before = process.memoryUsage.rss();
  const run = await took(async () => {
    for await (const message of readMessages(stream())) {
      seen += message.passengerList?.travellers.length ?? 0;
      if (++messages % LOOK_AT_MEMORY === 0) peak = Math.max(peak, process.memoryUsage.rss());
    }
  }, 1);
  if (seen !== travellers * times) throw new Error(`read ${seen} of ${travellers * times} travellers`);
  return {
    "streamed bytes": bytes.length * times,
    travellers: seen,
    "passengers/s": Math.round(seen / run.seconds),
    "passengers per processor second": Math.round(seen / run.processorSeconds),
    "MB/s": round1((bytes.length * times) / 1e6 / run.seconds),
    "memory grows by (MB)": round1((peak - before) / 1e6),
  };
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}

function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}

const machine = `${cpus()[0]?.model ?? "?"}, ${cpus().length} cores, Node ${process.version}`;
console.log(
  `read PAXLST to the typed model, one core; commit ${commit()}; ${machine}; median of ${rounds} rounds`,
);
for (const size of SIZES) {
  console.log(JSON.stringify(await measure(paxlstTraffic(size))));
}
for (const [shape, parts] of Object.entries(otherShapes)) {
  console.log(JSON.stringify({ shape, ...(await measure(paxlstTraffic(SIZE_OF_OTHERS, parts))) }));
}
console.log(JSON.stringify(await measureStream()));
