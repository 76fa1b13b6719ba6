// What slow, silent and greedy clients of the SFTP server come up against; time is moved by hand.
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect as connectPlain, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2, { type Client, type SFTPWrapper } from "ssh2";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { bindIdentity } from "#carriers";
import { isRefusal, manualClock, refuse, systemActor } from "#platform";
import { aUnit, type Unit } from "../../../../test/harness/unit.ts";
import type { OpenChannel } from "../channel.ts";
import type { ChannelServices } from "../channel.ts";
import { usualSftp, type SftpLimits } from "./limits.ts";
import { openSftp } from "./server.ts";
import { aKeyPair } from "./key-pair.fixtures.ts";

const folder = mkdtempSync(join(tmpdir(), "openpiu-sftp-limits-"));
const clock = manualClock(new Date("2026-11-21T08:00:00Z"));
let unit: Unit;
let privateKey: string;
let open: OpenChannel[] = [];
let clients: Client[] = [];

beforeAll(async () => {
  unit = await aUnit();
  await unit.carrier("J2");
  const pair = aKeyPair();
  privateKey = pair.private;
  const bound = await bindIdentity(unit.running.services, systemActor("test"), {
    code: "J2",
    kind: "ssh-key",
    identity: pair.public,
  });
  if (isRefusal(bound)) throw new Error(bound.refused.detail);
});
afterAll(async () => {
  await unit.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => async () => {
  for (const client of clients) client.end();
  await Promise.all(open.map((channel) => channel.close()));
  open = [];
  clients = [];
});

/** A server of its own; answers its port. */
async function server(
  limits: Partial<SftpLimits> = {},
  more: Partial<ChannelServices> = {},
): Promise<number> {
  const channel = await openSftp(
    { ...unit.running.services, host: "127.0.0.1", dataFolder: folder, clock, ...more },
    0,
    { ...usualSftp, sweepMs: 5, ...limits },
  );
  open.push(channel);
  return Number(new URL(channel.address).port);
}

function connect(port: number): Promise<{ client: Client; sftp: SFTPWrapper }> {
  const client = new ssh2.Client();
  clients.push(client);
  return new Promise((resolve, reject) => {
    client.on("error", reject);
    client.on("ready", () =>
      client.sftp((error, sftp) => (error === undefined ? resolve({ client, sftp }) : reject(error))),
    );
    client.connect({ host: "127.0.0.1", port, username: "J2", privateKey });
  });
}

type Done = (error?: Error | null) => void;
const asked = (work: (done: Done) => void): Promise<void> =>
  new Promise((resolve, reject) => work((error) => (error ? reject(error) : resolve())));
const opened = (sftp: SFTPWrapper, path: string): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    sftp.open(path, "w", (error, handle) => (error ? reject(error) : resolve(handle))),
  );

async function silent(port: number): Promise<Socket> {
  const socket = connectPlain(port, "127.0.0.1");
  await once(socket, "connect");
  socket.resume();
  return socket;
}

test("who does not prove a key in time is hung up on", async () => {
  const port = await server();
  const socket = await silent(port);
  const closed = once(socket, "close");
  clock.advance(usualSftp.loginMs);
  await closed;
  expect(socket.closed).toBe(true);
});

test("one address has so many connections and no more", async () => {
  const port = await server({ connectionsOfAddress: 2 });
  const two = [await silent(port), await silent(port)];
  const third = await silent(port);
  await once(third, "close");
  expect(two.map((socket) => socket.closed)).toEqual([false, false]);
  for (const socket of two) socket.destroy();
});

test("one carrier has so many connections and no more", async () => {
  const port = await server({ connectionsOfCarrier: 2 });
  await connect(port);
  await connect(port);
  await expect(connect(port)).rejects.toThrow(/Channel open failure/);
});

test("a connection that asks for nothing is closed", async () => {
  const port = await server();
  const { client } = await connect(port);
  const closed = once(client, "close");
  clock.advance(usualSftp.idleMs);
  await expect(closed).resolves.toBeDefined();
});

test("an upload that stands still is dropped, and told so", async () => {
  const port = await server();
  const { sftp } = await connect(port);
  const handle = await opened(sftp, "/in/slow.edi");
  await asked((done) => sftp.write(handle, Buffer.from("UNB+"), 0, 4, 0, done));
  clock.advance(usualSftp.stillMs);
  await untilSwept();
  await expect(asked((done) => sftp.write(handle, Buffer.from("x"), 0, 1, 4, done))).rejects.toThrow(
    /stood still or was too slow/,
  );
  await expect(asked((done) => sftp.close(handle, done))).rejects.toThrow(/stood still or was too slow/);
});

test("an upload by drops is dropped", async () => {
  const port = await server();
  const { sftp } = await connect(port);
  const handle = await opened(sftp, "/in/drops.edi");
  const dripping = (async () => {
    for (let drop = 0; drop < 10; drop++) {
      await asked((done) => sftp.write(handle, Buffer.from("x"), 0, 1, drop, done));
      clock.advance(usualSftp.stillMs / 3);
      await untilSwept();
    }
  })();
  await expect(dripping).rejects.toThrow(/too slow/);
});

test("a finished upload that nobody renames is dropped", async () => {
  const port = await server({ idleMs: 2 * usualSftp.renameMs });
  const { sftp } = await connect(port);
  await asked((done) => sftp.writeFile("/in/a.edi.tmp", "x", done));
  expect(await open.at(-1)?.waiting?.()).toEqual([
    { carrierId: expect.any(String), since: expect.any(Date) },
  ]);
  clock.advance(usualSftp.renameMs);
  await untilSwept();
  expect(await open.at(-1)?.waiting?.()).toEqual([]);
  await expect(asked((done) => sftp.rename("/in/a.edi.tmp", "/in/a.edi", done))).rejects.toThrow(
    /No finished upload/,
  );
});

test("who asks on and on and reads no answer is cut off", async () => {
  const port = await server();
  await open[0]?.send?.("J2", Buffer.alloc(64 * 1024, "x"));
  const { client, sftp } = await connect(port);
  const [file] = await new Promise<{ filename: string }[]>((resolve, reject) =>
    sftp.readdir("/out", (error, entries) => (error ? reject(error) : resolve(entries))),
  );
  const handle = await new Promise<Buffer>((resolve, reject) =>
    sftp.open(`/out/${file?.filename ?? ""}`, "r", (error, known) =>
      error ? reject(error) : resolve(known),
    ),
  );
  const socket: unknown = Reflect.get(client, "_sock");
  if (!(socket instanceof Socket)) throw new Error("the client has no socket");
  const ended = new Promise<string>((resolve) => socket.once("close", () => resolve("closed")));
  socket.pause();
  const into = Buffer.alloc(32 * 1024);
  // It goes on asking until it hears, from what it writes, that nobody is there any more.
  const asking = setInterval(() => {
    for (let asks = 0; asks < 500; asks++) sftp.read(handle, into, 0, into.length, 0, () => undefined);
  }, 10);
  const end = await ended;
  clearInterval(asking);
  expect(end).toBe("closed");
});

test("keys change when their time is over, and the session goes on", async () => {
  const port = await server({ idleMs: 2 * usualSftp.rekeyMs });
  const { client, sftp } = await connect(port);
  const rekeyed = once(client, "handshake");
  clock.advance(usualSftp.rekeyMs);
  await rekeyed;
  await expect(asked((done) => sftp.stat("/in", done))).resolves.toBeUndefined();
});

test("what there is too much of is refused on close, and its client keeps it", async () => {
  const { reception } = unit.running.services;
  const port = await server(
    {},
    {
      reception: {
        ...reception,
        take: async () => refuse("too-much-at-once", "Send it again in a moment.", 429),
      },
    },
  );
  const { sftp } = await connect(port);
  await expect(asked((done) => sftp.writeFile("/in/a.edi", "x", done))).rejects.toThrow(/again in a moment/);
  const receipt = await new Promise((resolve, reject) =>
    sftp.readFile("/receipts/a.edi.err", (error, data) => (error ? reject(error) : resolve(data.toString()))),
  );
  expect(receipt).toBe("0;;too-much-at-once;Send it again in a moment.\n");
});

test("a failure on our side is a failure of the close, and nothing of the upload is left", async () => {
  const { reception } = unit.running.services;
  const problems: string[] = [];
  const port = await server(
    {},
    {
      reception: {
        ...reception,
        take: async () => {
          throw new Error("the database is away");
        },
      },
      problem: (error) => problems.push(error.message),
    },
  );
  const { sftp } = await connect(port);
  await expect(asked((done) => sftp.writeFile("/in/a.edi", "x".repeat(400_000), done))).rejects.toThrow(
    /was not taken, for a reason on the receiving side/,
  );
  expect(problems).toEqual(["the database is away"]);
  expect(readdirSync(join(folder, "uploads"))).toEqual([]);
});

test("a server that is stopped answers the files under way first", async () => {
  const { reception } = unit.running.services;
  const taking = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const port = await server(
    {},
    {
      reception: {
        ...reception,
        take: async (delivery) => {
          begun.resolve();
          await taking.promise;
          return reception.take(delivery);
        },
      },
    },
  );
  const { client, sftp } = await connect(port);
  const put = asked((done) => sftp.writeFile("/in/last.edi", "no list", done));
  await begun.promise;
  const closed = Promise.all([open.pop()?.close(), once(client, "close")]);
  taking.resolve();
  await expect(put).resolves.toBeUndefined();
  await closed;
});

/** Two rounds of the look at the limits in time. */
async function untilSwept(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20));
}
