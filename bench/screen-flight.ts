// Measures what screening whole flights' lists costs in processor time: the engine alone, and with the thread and its messages.
// Run: npm run bench -- screen-flight [--flights N] [--list N]
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { readBytes } from "../src/messages/api.ts";
import { buildIndex, screenTraveller, STANDARD_PROFILE, type Traveller } from "../src/screening/api.ts";
import { startThread } from "../src/screening/thread.ts";
import { simulate } from "../src/simulation/api.ts";
import type { ListEntry } from "../src/watchlists/api.ts";
import { developmentList, inventedEntries, namesOf } from "./screening-list.ts";

const option = (name: string, byDefault: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? byDefault : Number(process.argv[at + 1]);
};
const listed = option("list", 10_000);
const wantedFlights = option("flights", 60);
/** Travellers of one flight's list. */
const PER_FLIGHT = 150;
const ROUNDS = 5;
const lists = [{ code: "BENCH", version: "1" }];

function entries(): readonly ListEntry[] {
  const base = developmentList()?.slice(0, listed) ?? [];
  return [...base, ...inventedEntries(listed - base.length, namesOf(developmentList()), 20_261_121)];
}

/** Travellers as the simulator's carriers send them, each once, in lists of 150. */
function flights(): Traveller[][] {
  const found: Traveller[][] = [];
  for (const flight of simulate({ seed: 11, flights: wantedFlights * 3 })) {
    const sent = flight.messages.flatMap((message) => travellersOf(message.bytes));
    const once = [...new Map(sent.map((traveller) => [JSON.stringify(traveller), traveller])).values()];
    if (once.length >= PER_FLIGHT) found.push(once.slice(0, PER_FLIGHT));
    if (found.length === wantedFlights) break;
  }
  return found;
}

function travellersOf(bytes: Uint8Array): Traveller[] {
  return readBytes(bytes)
    .flatMap(({ passengerList }) => passengerList?.travellers ?? [])
    .map(({ surname, given, birthDate, sex, nationality, documents }) => ({
      surname,
      given,
      birthDate,
      sex,
      nationality,
      documents: documents.map(({ type, number, issuer }) => ({ type, number, issuer })),
    }));
}

function at(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

function spread(figures: readonly number[]): string {
  const sorted = figures.toSorted((one, two) => one - two);
  const mean = sorted.reduce((sum, one) => sum + one, 0) / sorted.length;
  return `p50 ${at(sorted, 0.5)}, p99 ${at(sorted, 0.99)}, mean ${Math.round(mean)} µs`;
}

/** The best of five rounds of each traveller stands for its processor time: the system's own count is too coarse for one. */
function engineAlone(all: readonly Traveller[][], list: readonly ListEntry[]): void {
  const index = buildIndex(list, lists);
  const travellers = all.flat();
  const best = travellers.map(() => Infinity);
  let processor = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    for (const [place, traveller] of travellers.entries()) {
      const from = performance.now();
      screenTraveller(index, traveller, STANDARD_PROFILE);
      best[place] = Math.min(best[place] ?? Infinity, (performance.now() - from) * 1000);
    }
    const { user, system } = process.cpuUsage(before);
    processor = (user + system) / travellers.length;
  }
  console.log(
    `engine alone: ${spread(best)} a traveller; processor time ${Math.round(processor)} µs on average`,
  );
}

/** Both sides of the message count: the thread's and the asker's. */
async function withThread(all: readonly Traveller[][], list: readonly ListEntry[]): Promise<void> {
  const thread = startThread((problem) => console.error(problem));
  thread.add(list.map((entry) => JSON.stringify(entry)));
  await thread.finish(lists);
  for (const size of [PER_FLIGHT, 1]) {
    const figures: number[] = [];
    let matches = 0;
    for (const [number, flight] of all.entries()) {
      const before = process.cpuUsage();
      for (let from = 0; from < flight.length; from += size) {
        const answer = await thread.screen(flight.slice(from, from + size), STANDARD_PROFILE);
        for (const found of answer.matches) matches += found.length;
      }
      const { user, system } = process.cpuUsage(before);
      if (number >= all.length >> 1) figures.push((user + system) / flight.length);
    }
    console.log(
      `with the thread and its messages, ${size} a message: ${spread(figures)} a traveller, by flights (${matches} matches)`,
    );
  }
  await thread.stop();
}

const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
const [all, list] = [flights(), entries()];
console.log(
  `screen flights of ${PER_FLIGHT} travellers against ${list.length} entries, ${all.length} flights; commit ${commit}; ${cpus()[0]?.model}; Node ${process.version}`,
);
engineAlone(all, list);
await withThread(all, list);
