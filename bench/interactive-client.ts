// A carrier's check-in system for measuring: asks for one traveller at a time at a given rate and times each answer.
import { fileURLToPath } from "node:url";

/** The file to start as a process of its own, with the settings as JSON. */
export const interactiveLoad: string = fileURLToPath(import.meta.url);

/**
 * Latencies in milliseconds, from when a request was due (not from when it could be sent) to its whole answer. The first
 * seconds, in which client and server warm up, are asked but not counted.
 */
export type Load = { answered: number; rate: number; p50: number; p95: number; p99: number; max: number };

type Settings = { address: string; token: string; rate: number; seconds: number; connections: number };

const warmUpMs = 3_000;

/** A request of one traveller: forty flights of its own for each rate, every traveller new. */
export function request(ordinal: number, rate: number, run: string): string {
  const letters = String(ordinal).replace(/\d/g, (digit) => "ABCDEFGHIJ".charAt(Number(digit)));
  const reference = `${run}${ordinal}`;
  const segments = [
    `UNH+1+PAXLST:D:05B:UN:IATA+${reference}+01:F`,
    "BGM+745",
    `RFF+TN:${reference}`,
    "NAD+MS+++CHECK IN",
    `TDT+20+J2${1000 + rate * 10 + (ordinal % 40)}+++J2`,
    "LOC+125+IST",
    "DTM+189:2612011430:201",
    "LOC+87+GYD",
    "DTM+232:2612011825:201",
    `NAD+FL+++MAMMAD${letters}:RASH${letters.slice(0, 2)}AD`,
    "ATT+2++M",
    `DTM+329:${60 + (ordinal % 39)}0${1 + (ordinal % 9)}${10 + (ordinal % 18)}`,
    "LOC+178+IST",
    "LOC+179+GYD",
    "NAT+2+AZE",
    `RFF+AVF:R${ordinal}`,
    `RFF+ABO:${reference}`,
    `DOC+P:110:111+C${String(ordinal).padStart(8, "0")}`,
    "DTM+36:310101",
    "LOC+91+AZE",
    "CNT+42:1",
  ];
  return [
    `UNB+UNOA:4+J2+PIU+261130:0900+${reference}`,
    ...segments,
    `UNT+${segments.length + 1}+1`,
    `UNZ+1+${reference}'`,
  ].join("'");
}

async function main({ address, token, rate, seconds, connections }: Settings): Promise<Load> {
  const run = `${process.pid % 1000}R${rate}`;
  const latencies: number[] = [];
  const started = performance.now();
  const counted = started + warmUpMs;
  const end = counted + seconds * 1000;
  let next = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (;;) {
        const ordinal = next++;
        const due = rate === 0 ? performance.now() : started + (ordinal * 1000) / rate;
        if (due >= end) return;
        const wait = due - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        const answer = await fetch(`${address}/v1/iapi`, {
          method: "POST",
          headers: { authorization: `Bearer ${token}` },
          body: request(ordinal, rate, run),
        });
        const text = await answer.text();
        if (answer.status !== 200 || !text.includes("BGM+962")) throw new Error(`answered ${answer.status}`);
        if (due >= counted) latencies.push(performance.now() - due);
      }
    }),
  );
  const took = (performance.now() - counted) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return {
    answered: latencies.length,
    rate: latencies.length / took,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
  };
}

if (process.argv[1] === interactiveLoad)
  console.log(JSON.stringify(await main(JSON.parse(process.argv[2] ?? "{}") as Settings)));
