// A carrier's check-in system for measuring: asks for one traveller at a time at a given rate and times each answer.
import { fileURLToPath } from "node:url";

/** The file to start as a process of its own, with the settings as JSON. */
export const interactiveLoad: string = fileURLToPath(import.meta.url);

/**
 * Latencies in milliseconds, from when a request was due (not from when it could be sent) to its whole answer. The first
 * seconds, in which client and server warm up, are asked but not counted.
 */
export type Load = { answered: number; rate: number; p50: number; p95: number; p99: number; max: number };

type Settings = {
  /** Of HTTP, or of the channel `over`. */
  address: string;
  token: string;
  rate: number;
  seconds: number;
  connections: number;
  over?: "http" | "type-b" | "amqp";
};

/** Sends one request and resolves with its answer. */
type Ask = (text: string) => Promise<string>;

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

function overHttp({ address, token }: Settings): Ask {
  return async (body) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${address}/v1/iapi`, { method: "POST", headers, body });
    if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
    return answer.text();
  };
}

/** A session of its own; each message is acknowledged, both ways. */
async function overTypeB({ address }: Settings): Promise<Ask & { readonly close: () => void }> {
  const { callTypeB } = await import("../src/intake/channels/type-b/peer.ts");
  const { writeOpen } = await import("../src/intake/channels/type-b/matip.ts");
  const peer = await callTypeB(address);
  peer.send(writeOpen({ coding: 4, protection: 2, caller: 0, hosts: null }));
  await peer.packet();
  let serial = 0;
  const ask = async (text: string): Promise<string> => {
    peer.message(
      `QU GYDPIXS\r\n.GYDKMJ2 300900\r\n${text.replace(/.{63}/g, "$&\r\n")}`,
      (serial = (serial + 1) % 1000),
    );
    for (;;) {
      const unit = await peer.unit();
      if (unit.kind !== "message") continue;
      if (unit.serial !== null) peer.acknowledge(unit.serial);
      return unit.bytes.toString("latin1").replaceAll("\r\n", "");
    }
  };
  return Object.assign(ask, { close: () => void peer.socket.destroy() });
}

/** One connection to the broker; each asker has a queue for its answers. */
async function overAmqp({
  address,
}: Settings): Promise<(name: string) => Ask & { readonly close: () => void }> {
  const { callAmqp } = await import("../src/intake/channels/amqp/small-broker.ts");
  const { bytesOf } = await import("../src/intake/channels/amqp/body.ts");
  const client = await callAmqp(address);
  return (name) => {
    const ask = async (body: string): Promise<string> => {
      const [answer] = await Promise.all([
        client.take(name),
        client.send("J2.API.IN", { body, durable: true, reply_to: name }),
      ]);
      return bytesOf(answer)?.toString() ?? "";
    };
    return Object.assign(ask, { close: () => void client.close() });
  };
}

async function askers(settings: Settings): Promise<(Ask & { readonly close?: () => void })[]> {
  const numbers = Array.from({ length: settings.connections }, (_, i) => i);
  if (settings.over === "type-b") return Promise.all(numbers.map(() => overTypeB(settings)));
  if (settings.over === "amqp") {
    const open = await overAmqp(settings);
    return numbers.map((i) => open(`desk-${process.pid}-${i}`));
  }
  return numbers.map(() => overHttp(settings));
}

async function main(settings: Settings): Promise<Load> {
  const { rate, seconds } = settings;
  const asking = await askers(settings);
  const run = `${process.pid % 1000}R${rate}`;
  const latencies: number[] = [];
  const started = performance.now();
  const counted = started + warmUpMs;
  const end = counted + seconds * 1000;
  let next = 0;
  await Promise.all(
    asking.map(async (ask) => {
      for (;;) {
        const ordinal = next++;
        const due = rate === 0 ? performance.now() : started + (ordinal * 1000) / rate;
        if (due >= end) return;
        const wait = due - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        const answer = await ask(request(ordinal, rate, run));
        if (!answer.includes("BGM+962")) throw new Error("the answer is none to a request");
        if (due >= counted) latencies.push(performance.now() - due);
      }
    }),
  );
  const took = (performance.now() - counted) / 1000;
  for (const { close } of asking) close?.();
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
