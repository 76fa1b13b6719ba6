// A carrier for the flood bench, in a process of its own: floods over one channel, or sends one message a second over HTTP.
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Client, type SFTPWrapper } from "ssh2";
import { callTypeB } from "../src/intake/channels/type-b/peer.ts";
import { writeOpen } from "../src/intake/channels/type-b/matip.ts";
import { passengerList } from "../src/intake/fixtures.ts";

export const floodClient = import.meta.filename;

export type FloodTask = {
  readonly over: "quiet" | "http" | "sftp" | "type-b";
  readonly carrier: string;
  readonly address: string;
  readonly seconds: number;
  readonly token?: string;
  readonly key?: string;
};
/** Acknowledged; told to come again; refused otherwise or unanswered; milliseconds of each message of the quiet one. */
export type FloodResult = {
  taken: number;
  later: number;
  failed: number;
  reasons: string[];
  times: number[];
};

const result: FloodResult = { taken: 0, later: 0, failed: 0, reasons: [], times: [] };
let number = 0;

/** A list that nobody sent before. */
function nextList(carrier: string): string {
  number += 1;
  const reference = `F${process.pid % 1000}${number}`;
  return passengerList({ carrier, sender: carrier, number: 1 + (number % 900), reference });
}

function later(reason: string): void {
  result.later += 1;
  if (!result.reasons.includes(reason) && result.reasons.length < 3) result.reasons.push(reason);
}

async function post({ address, token = "", carrier }: FloodTask): Promise<void> {
  const begun = performance.now();
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/edifact" };
  const answer = await fetch(`${address}/v1/messages`, { method: "POST", headers, body: nextList(carrier) });
  await answer.arrayBuffer();
  if (answer.status === 202) result.taken += 1;
  else if (answer.status === 429) {
    const again = answer.headers.get("retry-after");
    later(`429, Retry-After: ${again ?? "missing"}`);
    await pause(Number(again ?? 1) * 1000);
  } else result.failed += 1;
  result.times.push(performance.now() - begun);
}

async function quiet(task: FloodTask): Promise<void> {
  for (let second = 0; second < task.seconds; second++) {
    const begun = performance.now();
    await post(task);
    await pause(Math.max(0, 1000 - (performance.now() - begun)));
  }
}

async function floodHttp(task: FloodTask, until: number): Promise<void> {
  await Promise.all(
    Array.from({ length: 300 }, async () => {
      while (performance.now() < until) await post(task);
    }),
  );
}

async function floodSftp(task: FloodTask, until: number): Promise<void> {
  const { hostname, port } = new URL(task.address);
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      const client = new Client();
      client.connect({
        host: hostname,
        port: Number(port),
        username: task.carrier,
        privateKey: task.key ?? "",
      });
      await once(client, "ready");
      const sftp = await new Promise<SFTPWrapper>((resolve, reject) =>
        client.sftp((error, opened) => (error ? reject(error) : resolve(opened))),
      );
      const put = async (): Promise<void> => {
        while (performance.now() < until) {
          const list = nextList(task.carrier);
          const problem = await new Promise<Error | null | undefined>((resolve) =>
            sftp.writeFile(`/in/flood-${number}.edi`, list, resolve),
          );
          if (!problem) result.taken += 1;
          else if (/again/i.test(problem.message)) {
            later(problem.message);
            await pause(1_000);
          } else result.failed += 1;
        }
      };
      await Promise.all(Array.from({ length: 20 }, put));
      client.end();
    }),
  );
}

async function floodTypeB(task: FloodTask, until: number): Promise<void> {
  await Promise.all(
    Array.from({ length: 40 }, async () => {
      const peer = await callTypeB(task.address);
      peer.send(writeOpen({ coding: 4, protection: 2, caller: 0, hosts: null }));
      await peer.packet();
      const open = new Set<number>();
      let serial = 0;
      const send = (): void => {
        serial = (serial + 1) % 1000;
        open.add(serial);
        peer.message(`QU BAKPIXS\r\n.GYDKM${task.carrier} 210801\r\n${nextList(task.carrier)}\r\n`, serial);
      };
      for (let i = 0; i < 30; i++) send();
      while (open.size > 0) {
        const unit = await peer.unit();
        if (unit.kind === "message") peer.acknowledge(unit.serial ?? 0);
        else
          for (const each of unit.serials) {
            if (!open.delete(each)) continue;
            result.taken += 1;
            if (performance.now() < until) send();
          }
      }
      peer.socket.destroy();
    }),
  );
}

if (process.argv[1] === floodClient) {
  const task = JSON.parse(process.argv[2] ?? "{}") as FloodTask;
  const until = performance.now() + task.seconds * 1000;
  if (task.over === "quiet") await quiet(task);
  else if (task.over === "http") await floodHttp(task, until);
  else if (task.over === "sftp") await floodSftp(task, until);
  else await floodTypeB(task, until);
  process.stdout.write(JSON.stringify(result));
}
