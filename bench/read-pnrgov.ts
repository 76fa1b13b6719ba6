// Measures reading PNRGOV to the full typed model (filtered, with cuts) on one core, beside a bare scan of the same bytes.
// Run: npm run bench -- read-pnrgov [--rounds N]
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { readMessages } from "../src/messages/read.ts";
import { pnrgovTraffic } from "./pnrgov-traffic.ts";
import type { Traffic } from "./pnrgov-traffic.ts";
import { pnrgovXmlTraffic } from "./pnrgov-xml-traffic.ts";

const SIZES = [4_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
/** An XML document may have 8 MB. */
const XML_SIZES = [100_000, 4_000_000];
/** Small inputs are read again and again until a round has seen so many bytes. */
const BYTES_PER_ROUND = 20_000_000;
const CHUNK = 64 * 1024;

const roundsAt = process.argv.indexOf("--rounds");
const rounds = roundsAt < 0 ? 5 : Number(process.argv[roundsAt + 1] ?? 5);

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

async function readAll({ bytes, travellers }: Traffic): Promise<void> {
  let seen = 0;
  let errors = 0;
  for await (const message of readMessages(chunksOf(bytes))) {
    for (const booking of message.bookings ?? []) seen += booking.travellers.length;
    errors += message.findings.filter((finding) => finding.severity !== "info").length;
  }
  if (seen !== travellers || errors > 0)
    throw new Error(`read ${seen} of ${travellers} travellers, ${errors} findings`);
}

/** The limit: look at every byte once. */
function scan({ bytes }: Traffic): Promise<void> {
  let separators = 0;
  for (let p = 0; p < bytes.length; p++) if (bytes[p] === 0x3a) separators++;
  if (separators === 0) throw new Error("nothing scanned");
  return Promise.resolve();
}

type Seconds = { readonly wall: number; readonly cpu: number };

/** Seconds of the clock, and of this thread on a processor: the latter says more where other work shares the cores. */
async function seconds(work: () => Promise<void>, repetitions: number): Promise<Seconds> {
  const started = process.hrtime.bigint();
  const before = process.threadCpuUsage();
  for (let i = 0; i < repetitions; i++) await work();
  const used = process.threadCpuUsage(before);
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  return { wall: wall / repetitions, cpu: (used.user + used.system) / 1e6 / repetitions };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const round1 = (value: number): number => Math.round(value * 10) / 10;

async function measure(traffic: Traffic): Promise<object> {
  const repetitions = Math.max(1, Math.round(BYTES_PER_ROUND / traffic.bytes.length));
  const megabytes = traffic.bytes.length / 1e6;
  const samples: Record<"read" | "cpu" | "scan", number[]> = { read: [], cpu: [], scan: [] };
  for (let round = 0; round <= rounds; round++) {
    const read = await seconds(() => readAll(traffic), repetitions);
    const scanned = await seconds(() => scan(traffic), repetitions);
    if (round === 0) continue; // warming up
    samples.read.push(megabytes / read.wall);
    samples.cpu.push(megabytes / read.cpu);
    samples.scan.push(megabytes / scanned.wall);
  }
  const rate = median(samples.read);
  return {
    bytes: traffic.bytes.length,
    bookings: traffic.bookings,
    passengers: traffic.travellers,
    "passengers/s": Math.round((rate / megabytes) * traffic.travellers),
    "passengers/s of processor time": Math.round((median(samples.cpu) / megabytes) * traffic.travellers),
    "PNR/s": Math.round((rate / megabytes) * traffic.bookings),
    "MB/s": round1(rate),
    "× bare scan": Math.round((rate / median(samples.scan)) * 100) / 100,
    samples: Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, values.map(round1)])),
  };
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
  `pnrgov: read to the typed model, one core; commit ${commit()}; ${machine}; median of ${rounds} rounds`,
);
for (const size of SIZES) console.log(JSON.stringify(await measure(pnrgovTraffic(size))));
console.log("PNRGOV XML");
for (const size of XML_SIZES) console.log(JSON.stringify(await measure(pnrgovXmlTraffic(size))));
