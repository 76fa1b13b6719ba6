// A server as its own process, under everything no carrier should send: each is answered with a problem or a receipt that
// says what is wrong, the server stays up within bounds, and another carrier is served meanwhile.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addCarrier, issueToken } from "#carriers";
import type { DeliveryReceipt } from "#intake/contract";
import { isRefusal, openDatabase, systemActor, systemClock } from "#platform";
import { freshDatabase, type FreshDatabase } from "../harness/database.ts";
import { largeBodies, smallBodies, type HostileBody } from "./hostile-bodies.ts";
import { flightLandingIn, passengerList } from "./messages.ts";

let fresh: FreshDatabase;
let server: ChildProcess;
let address = "";
let hostile = "";
let honest = "";
const folder = mkdtempSync(join(tmpdir(), "openpiu-hostile-"));
const said: string[] = [];

beforeAll(async () => {
  fresh = await freshDatabase({ working: true });
  [hostile, honest] = await Promise.all([carrier("J2"), carrier("TK")]);
  server = spawn(process.execPath, [fileURLToPath(new URL("../../src/app/main.ts", import.meta.url))], {
    env: { ...process.env, PORT: "0", DATABASE_URL: fresh.url, DATA_FOLDER: folder, LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  server.stderr?.setEncoding("utf8").on("data", (line: string) => said.push(line));
  if (server.stdout === null) throw new Error("no output to read the address from");
  const ended = once(server, "exit").then(() => {
    throw new Error(`the server did not start: ${said.join("")}`);
  });
  const [line] = (await Promise.race([once(server.stdout, "data"), ended])) as [Buffer];
  // Its end is awaited where it is asked for.
  ended.catch(() => undefined);
  address = /http:\S+/.exec(line.toString())?.[0] ?? "";
});
afterAll(async () => {
  server.kill("SIGTERM");
  await once(server, "exit");
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Registers a carrier and returns its token. */
async function carrier(code: string): Promise<string> {
  const database = openDatabase({ url: fresh.url, clock: systemClock, connections: 1 });
  const services = { database, clock: systemClock };
  const actor = systemActor("test");
  try {
    const added = await addCarrier(services, actor, { code, name: code, senderIds: [], fliesAs: [code] });
    if (isRefusal(added)) throw new Error(added.refused.detail);
    const issued = await issueToken(services, actor, { code, label: "test" });
    if (isRefusal(issued)) throw new Error(issued.refused.detail);
    return issued.token;
  } finally {
    await database.close();
  }
}

function push(
  body: Buffer | string,
  headers: Record<string, string> = {},
  path = "/v1/messages",
): Promise<Response> {
  return fetch(address + path, {
    method: "POST",
    headers: { authorization: `Bearer ${hostile}`, ...headers },
    body,
  });
}

let flights = 500;
/** Another carrier's list; resolves with how long it waited for its receipt. */
async function honestPush(): Promise<number> {
  flights += 1;
  const flight = flightLandingIn(6, "TK", String(flights));
  const body = passengerList(flight, [
    { surname: "YOLCU", given: "DENIZ", birthDate: "1985-03-03", document: "U1234567" },
  ]);
  const started = performance.now();
  const answer = await push(body, { authorization: `Bearer ${honest}` });
  const receipt = (await answer.json()) as DeliveryReceipt;
  expect([answer.status, receipt.messages[0]?.state]).toEqual([202, "processed"]);
  return performance.now() - started;
}

/** "told" when the answer says what happened to the body: a receipt whose messages are whole or explained, or a problem. */
async function judged(answer: Response): Promise<string> {
  const type = answer.headers.get("content-type") ?? "";
  const content: unknown = type.includes("json") ? await answer.json() : await answer.text();
  if (answer.status === 202) {
    const { messages } = content as DeliveryReceipt;
    const explained = messages.every(
      (message) => message.state === "processed" || message.findings.length > 0,
    );
    return messages.length > 0 && explained
      ? "told"
      : `202 without a word: ${JSON.stringify(content).slice(0, 200)}`;
  }
  if (answer.status >= 500) return `${answer.status} ${JSON.stringify(content).slice(0, 200)}`;
  const { code, detail } = content as { code?: string; detail?: string };
  return type.startsWith("application/problem+json") && code !== undefined && detail !== undefined
    ? "told"
    : `${answer.status} is no problem document: ${JSON.stringify(content).slice(0, 200)}`;
}

async function untold(bodies: readonly HostileBody[]): Promise<string[]> {
  const problems: string[] = [];
  for (const { name, body } of bodies) {
    const judgement = await judged(await push(body));
    if (judgement !== "told") problems.push(`${name}: ${judgement}`);
  }
  return problems;
}

/** Megabytes the server holds now, and the most it ever held; undefined where the machine does not tell. */
function memory(): { readonly now: number; readonly most: number } | undefined {
  const file = `/proc/${server.pid}/status`;
  if (!existsSync(file)) return undefined;
  const status = readFileSync(file, "utf8");
  const megabytes = (field: string): number =>
    Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) / 1024;
  return { now: megabytes("VmRSS"), most: megabytes("VmHWM") };
}

async function stillUp(): Promise<void> {
  expect(server.exitCode).toBeNull();
  expect((await fetch(`${address}/api/health`)).status).toBe(200);
}

describe("bodies", () => {
  test("whatever comes, the answer says what became of it", async () => {
    expect(await untold(smallBodies())).toEqual([]);
    await stillUp();
  });

  test("so for the largest bodies there may be, within bounds of memory, while another carrier is served", async () => {
    await honestPush();
    const before = memory();
    const waits: number[] = [];
    const large = untold(largeBodies());
    let done = false;
    const ended = large.finally(() => (done = true));
    while (!done) {
      waits.push(await honestPush());
      await sleep(100);
    }
    expect(await ended).toEqual([]);
    await stillUp();
    const after = memory();
    console.log(
      `${waits.length} pushes of another carrier meanwhile, the slowest ${Math.round(Math.max(...waits))} ms; ` +
        `memory ${before?.now.toFixed(0)} MB before, ${after?.now.toFixed(0)} MB after, ${after?.most.toFixed(0)} MB at most`,
    );
    // Where the machine does not tell, there is nothing to hold it to.
    expect((after?.most ?? 0) - (before?.now ?? 0)).toBeLessThan(900);
  });

  test("the same at the interactive address", async () => {
    for (const { name, body } of smallBodies().slice(0, 12)) {
      const answer = await push(body, {}, "/v1/iapi");
      expect([name, [200, 422].includes(answer.status)]).toEqual([name, true]);
      expect((await answer.text()).length).toBeGreaterThan(0);
    }
  });

  test("a body over the limit is refused before it is read, said to be longer or shorter than it is as well", async () => {
    const over = Buffer.alloc(10 * 1024 * 1024 + 1, "A");
    // The server may hang up while the rest is still being sent; then it has answered, and nobody listened.
    const answer = await push(over).then(
      async (heard) => [heard.status, ((await heard.json()) as { code: string }).code],
      () => "cut",
    );
    expect([[413, "body-too-large"], "cut"]).toContainEqual(answer);
    const announced = await raw(
      `POST /v1/messages HTTP/1.1\r\nHost: ${hostOf()}\r\nAuthorization: Bearer ${hostile}\r\nContent-Length: 99999999999\r\n\r\n`,
      "stays",
    );
    expect(announced).toMatch(/^HTTP\/1\.1 413 /);
    expect(announced).toContain('"code":"body-too-large"');
    await stillUp();
  });
});

describe("credentials", () => {
  test.each([
    ["none", {}],
    ["an empty one", { authorization: "" }],
    ["another scheme", { authorization: "Basic SjI6cGFzc3dvcmQ=" }],
    ["a made-up token", { authorization: `Bearer ${"x".repeat(43)}` }],
    ["a long one", { authorization: `Bearer ${"x".repeat(8_000)}` }],
    ["SQL", { authorization: "Bearer ' or 1=1 --" }],
  ])("%s is refused with what to do", async (_, headers) => {
    const answer = await fetch(`${address}/v1/messages`, { method: "POST", headers, body: "UNB" });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "unknown-credential" });
  });

  test("another carrier's flight is not taken, and the carrier is told", async () => {
    const flight = flightLandingIn(6, "TK", "499");
    const traveller = { surname: "YOLCU", given: "DENIZ", birthDate: "1985-03-03", document: "U1234567" };
    const receipt = (await (await push(passengerList(flight, [traveller]))).json()) as DeliveryReceipt;
    expect(receipt.messages).toMatchObject([{ state: "quarantined", travellers: 0 }]);
    expect(receipt.messages[0]?.findings.map(({ code }) => code)).toContain("IN02");
  });
});

describe("connections", () => {
  test.each([
    ["no HTTP at all", "\u0000\u0001\u0002\r\n\r\n"],
    ["no such method", "HACK / HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["no host", "GET /api/health HTTP/1.1\r\n\r\n"],
    ["a header of 20 kB", `GET /api/health HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(20_000)}\r\n\r\n`],
    [
      "two lengths",
      "POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nUNB",
    ],
    [
      "length and chunks",
      "POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    [
      "chunks that are none",
      "POST /v1/messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
    ["an address with a null", "GET /api/flights?find=%00 HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["an address that decodes to nothing", "GET /%c0%af..%c0%af HTTP/1.1\r\nHost: x\r\n\r\n"],
  ])("%s is answered with a refusal", async (_, request) => {
    const answer = await raw(request);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    await stillUp();
  });

  test("slow, silent and cut connections hold nobody up", async () => {
    const head = `POST /v1/messages HTTP/1.1\r\nHost: ${hostOf()}\r\nAuthorization: Bearer ${hostile}\r\nContent-Length: 100000\r\n\r\n`;
    const sockets: Socket[] = [];
    for (let count = 0; count < 150; count += 1) {
      const socket = connect(Number(new URL(address).port), "127.0.0.1");
      socket.on("error", () => socket.destroy());
      // A third says nothing, a third stops in the header, a third stops in the body.
      if (count % 3 === 1) socket.write(head.slice(0, 40));
      if (count % 3 === 2) socket.write(`${head}UNB+UNOA:4+J2`);
      sockets.push(socket);
    }
    await Promise.all(Array.from({ length: 10 }, honestPush));
    for (const socket of sockets) socket.destroy();
    await stillUp();
    await honestPush();
  });

  test("a crowd of bad senders at once does not keep a good one waiting long", async () => {
    const bodies = smallBodies();
    const crowd = Array.from({ length: 8 }, async (_, sender) => {
      const problems: string[] = [];
      for (const [index, { name, body }] of bodies.entries()) {
        const stranger = (index + sender) % 3 === 0;
        const answer = await push(body, stranger ? { authorization: "Bearer not-one-of-ours" } : {});
        const judgement = await judged(answer);
        if (judgement !== "told") problems.push(`${name}: ${judgement}`);
      }
      return problems;
    });
    const waits: number[] = [];
    let done = false;
    const all = Promise.all(crowd).finally(() => (done = true));
    while (!done) waits.push(await honestPush());
    expect((await all).flat()).toEqual([]);
    expect(waits.length).toBeGreaterThan(1);
    await stillUp();
  });
});

test("the server never went wrong by its own account", () => {
  expect(said.join("")).toBe("");
});

const hostOf = (): string => new URL(address).host;

/** Sends bytes as they are and returns what comes back until the server hangs up, or has answered. */
async function raw(request: string, sender: "hangs up" | "stays" = "hangs up"): Promise<string> {
  const socket = connect(Number(new URL(address).port), "127.0.0.1");
  socket.setTimeout(5_000, () => socket.destroy());
  socket.write(request.replace("Host: x", `Host: ${hostOf()}`));
  // Who hangs up before the end of an announced body has sent no whole request, and may be told that instead.
  if (sender === "hangs up") socket.end();
  return textOf(socket).catch((problem: Error) => `cut: ${problem.message}`);
}
