// The SFTP server on a running unit, used by a client library and by OpenSSH's own program.
import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setImmediate } from "node:timers/promises";
import { Client, type ConnectConfig, type SFTPWrapper } from "ssh2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bindIdentity, withdrawCredential } from "#carriers";
import { isRefusal, systemActor } from "#platform";
import { aUnit, type Unit } from "../../../../test/harness/unit.ts";
import { passengerList } from "../../fixtures.ts";
import { aKeyPair } from "./key-pair.fixtures.ts";

const folder = mkdtempSync(join(tmpdir(), "openpiu-sftp-"));
const actor = systemActor("test");
let unit: Unit;
let port = 0;
let key: { readonly private: string; readonly credentialId: string };

beforeAll(async () => {
  unit = await aUnit();
  await unit.carrier("J2");
  await unit.carrier("TK");
  key = await keyOf("J2");
  const sftp = unit.running.channels.open.find(({ channel }) => channel === "sftp");
  port = Number(new URL(sftp?.address ?? "").port);
});
afterAll(async () => {
  await unit.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A key bound to the carrier, in a file of its own too. */
async function keyOf(code: string): Promise<{ private: string; credentialId: string; file: string }> {
  const pair = aKeyPair();
  const bound = await bindIdentity(unit.running.services, actor, {
    code,
    kind: "ssh-key",
    identity: pair.public,
  });
  if (isRefusal(bound)) throw new Error(bound.refused.detail);
  const file = join(folder, `${code}-${bound.credentialId}`);
  writeFileSync(file, pair.private, { mode: 0o600 });
  return { private: pair.private, credentialId: bound.credentialId, file };
}

type Connected = { readonly client: Client; readonly sftp: SFTPWrapper };

function connect(
  options: Pick<ConnectConfig, "username" | "privateKey" | "password" | "algorithms"> = {},
): Promise<Connected> {
  const client = new Client();
  return new Promise((resolve, reject) => {
    client.on("error", reject);
    client.on("ready", () =>
      client.sftp((error, sftp) => (error === undefined ? resolve({ client, sftp }) : reject(error))),
    );
    client.connect({ host: "127.0.0.1", port, username: "J2", privateKey: key.private, ...options });
  });
}

/** Over a connection of its own, which is closed afterwards. */
async function within<Result>(work: (connected: Connected) => Promise<Result>): Promise<Result> {
  const connected = await connect();
  try {
    return await work(connected);
  } finally {
    connected.client.end();
  }
}

type Done = (error?: Error | null) => void;
const asked = (work: (done: Done) => void): Promise<void> =>
  new Promise((resolve, reject) => work((error) => (error ? reject(error) : resolve())));
const put = (sftp: SFTPWrapper, path: string, data: string | Buffer): Promise<void> =>
  asked((done) => sftp.writeFile(path, data, done));
const get = (sftp: SFTPWrapper, path: string): Promise<string> =>
  new Promise((resolve, reject) =>
    sftp.readFile(path, (error, data) => (error ? reject(error) : resolve(data.toString()))),
  );
const list = (sftp: SFTPWrapper, path: string): Promise<string[]> =>
  new Promise((resolve, reject) =>
    sftp.readdir(path, (error, entries) =>
      error ? reject(error) : resolve(entries.map(({ filename }) => filename)),
    ),
  );

test("a file is taken when its close is answered, and its receipts are there to fetch and delete [transport.md §1 row SFTP / FTPS drop; §7 row Receipt file]", async () => {
  await within(async ({ sftp }) => {
    expect(await list(sftp, "/")).toEqual(["in", "receipts", "out"]);
    await put(sftp, "/in/list.edi", passengerList({ number: 401, reference: "S401" }));
    expect(await get(sftp, "/receipts/list.edi.ack")).toMatch(/^0;;OK;delivery /);
    expect(await get(sftp, "/receipts/list.edi.cusres")).toContain("BGM+962");
    expect(await list(sftp, "/in")).toEqual([]);
    await asked((done) => sftp.unlink("/receipts/list.edi.ack", done));
    expect(await list(sftp, "/receipts")).toEqual(["list.edi.cusres"]);
  });
});

test("weak key exchanges, ciphers and checksums are not spoken (EUAPI13-5.1)", async () => {
  for (const algorithms of [
    { kex: ["diffie-hellman-group14-sha1" as const] },
    { kex: ["diffie-hellman-group1-sha1" as const] },
    { cipher: ["aes128-cbc" as const] },
    { cipher: ["3des-cbc" as const] },
    { cipher: ["aes128-ctr" as const], hmac: ["hmac-sha1" as const] },
    { cipher: ["aes128-ctr" as const], hmac: ["hmac-md5" as const] },
  ])
    await expect(connect({ algorithms })).rejects.toMatchObject({ level: "handshake" });
});

test("the same bytes again get their answer again, under the same name and another [transport.md §8 row Sender retry]", async () => {
  await within(async ({ sftp }) => {
    const text = passengerList({ number: 441, reference: "S441" });
    await put(sftp, "/in/same.edi", text);
    const answer = await get(sftp, "/receipts/same.edi.cusres");
    for (const name of ["same.edi", "other.edi"]) {
      await put(sftp, `/in/${name}`, text);
      expect(await get(sftp, `/receipts/${name}.ack`)).toMatch(/ repeats /);
      expect(await get(sftp, `/receipts/${name}.cusres`)).toBe(answer);
    }
    const broken = passengerList({ number: 442, reference: "S442" }).slice(0, 150);
    for (const name of ["cut.edi", "cut.edi"]) {
      await put(sftp, `/in/${name}`, broken);
      expect(await get(sftp, `/receipts/${name}.err`)).toMatch(/^0;;REFUSED;.*\n\d*;\w*;\w+;/);
    }
  });
});

test("what cannot be read is received too, and its receipt says what is wrong", async () => {
  await within(async ({ sftp }) => {
    await put(sftp, "in/broken.edi", passengerList({ number: 402, reference: "S402" }).slice(0, 150));
    expect(await get(sftp, "receipts/broken.edi.err")).toMatch(/^0;;REFUSED;.*\n\d*;\w*;\w+;/);
  });
});

test("an unfinished name is taken when it gets its own [transport.md §7 row Atomicity]", async () => {
  await within(async ({ sftp }) => {
    await put(sftp, "/in/late.edi.tmp", passengerList({ number: 403, reference: "S403" }));
    expect(await list(sftp, "/in")).toEqual(["late.edi.tmp"]);
    expect(await list(sftp, "/receipts")).not.toContain("late.edi.ack");
    await asked((done) => sftp.rename("/in/late.edi.tmp", "/in/late.edi", done));
    expect(await list(sftp, "/receipts")).toContain("late.edi.ack");
    await expect(asked((done) => sftp.rename("/in/late.edi.tmp", "/in/again.edi", done))).rejects.toThrow(
      /No finished upload/,
    );
  });
});

test("a large file comes in many pieces in any order, and never lies in clear on the disk", async () => {
  const whole = Buffer.from(`${passengerList({ number: 404, reference: "S404" })}${"\n".repeat(3_000_000)}`);
  const file = join(folder, "large.edi");
  writeFileSync(file, whole);
  await within(async ({ sftp }) => {
    await asked((done) => sftp.fastPut(file, "/in/large.edi", { concurrency: 64 }, done));
    expect(await get(sftp, "/receipts/large.edi.ack")).toMatch(/^0;;OK;/);
  });
  expect(readdirSync(join(unit.running.services.config.dataFolder, "uploads"))).toEqual([]);
});

test("carriers see nothing of each other [transport.md §7 row SFTP]", async () => {
  const other = await connect({ username: "TK", privateKey: (await keyOf("TK")).private });
  expect(await list(other.sftp, "/receipts")).toEqual([]);
  await expect(get(other.sftp, "/receipts/list.edi.cusres")).rejects.toThrow(/There is no list/);
  other.client.end();
});

test("who is not the key's carrier, has no key or another does not get in [transport.md §7 row SFTP]", async () => {
  const stranger = aKeyPair().private;
  for (const options of [{ username: "TK" }, { privateKey: stranger }, { username: "root" }]) {
    await expect(connect(options)).rejects.toThrow(/authentication methods failed/);
  }
  const client = new Client();
  const failed = new Promise((resolve) => client.on("error", resolve));
  client.connect({ host: "127.0.0.1", port, username: "J2", password: "demonstration" });
  expect(String(await failed)).toMatch(/authentication methods failed/);
});

test("a key that is withdrawn brings nothing more in, over an open connection either", async () => {
  const own = await keyOf("J2");
  const { client, sftp } = await connect({ privateKey: own.private });
  await withdrawCredential(unit.running.services, actor, own.credentialId);
  await expect(put(sftp, "/in/after.edi", "x")).rejects.toThrow(/unknown, expired or withdrawn/);
  client.end();
});

test("no shell, no command, no forwarding, no other subsystem", async () => {
  const client = new Client();
  await asked((done) => {
    client.on("ready", () => done());
    client.connect({ host: "127.0.0.1", port, username: "J2", privateKey: key.private });
  });
  await expect(asked((done) => client.exec("id", done))).rejects.toThrow(/Unable to exec/);
  await expect(asked((done) => client.shell(done))).rejects.toThrow(/Unable to/);
  await expect(asked((done) => client.subsys("netconf", done))).rejects.toThrow(/Unable to start subsystem/);
  await expect(asked((done) => client.forwardOut("127.0.0.1", 1, "127.0.0.1", port, done))).rejects.toThrow(
    /open failure/,
  );
  await expect(asked((done) => client.forwardIn("127.0.0.1", 0, done))).rejects.toThrow(/Unable to bind/);
  client.end();
});

test("tricks with names and paths are refused with the reason", async () => {
  await within(async ({ sftp }) => {
    const refused: [path: string, reason: RegExp][] = [
      ["/in/../../etc/passwd", /has no "\.\."/],
      ["/etc/passwd", /There are \/in/],
      ["/in/a/b.edi", /no folders in \/in/],
      ["/receipts/mine.ack", /are sent into \/in/],
      ["/out/mine.edi", /are sent into \/in/],
      ["/list.edi", /Send files into \/in/],
      ["/in/a\\b.edi", /slash or backslash/],
      ["/in/a\nb.edi", /invisible or broken/],
      ["/in/a\u202Ecod.edi", /invisible or broken/],
      ["/in/a\0b.edi", /zero byte/],
      ["/in/cafe\u0301.edi", /composed form/],
      [`/in/${"x".repeat(260)}.edi`, /longer than 240 bytes/],
      ["/in/.hidden", /begins with a dot/],
      ["/in/a;b.edi", /holds one of/],
      ["/in", /This is a folder/],
    ];
    for (const [path, reason] of refused) await expect(put(sftp, path, "x")).rejects.toThrow(reason);
    await expect(asked((done) => sftp.symlink("/etc/passwd", "/in/link", done))).rejects.toThrow(/no links/);
    await expect(asked((done) => sftp.mkdir("/in/deep", done))).rejects.toThrow(/neither made nor removed/);
    await expect(asked((done) => sftp.appendFile("/in/more.edi", "x", done))).rejects.toThrow(
      /Send it whole/,
    );
    await expect(get(sftp, "/in/list.edi")).rejects.toThrow(/not given back/);
    await expect(asked((done) => sftp.realpath("/../..", done))).rejects.toThrow(/nothing above the root/);
  });
});

test("a file with holes, one that is too large and too many at once are refused", async () => {
  await within(async ({ sftp }) => {
    const open = (path: string): Promise<Buffer> =>
      new Promise((resolve, reject) =>
        sftp.open(path, "w", (error, handle) => (error ? reject(error) : resolve(handle))),
      );
    const one = Buffer.from("x");
    const holes = await open("/in/holes.edi");
    await asked((done) => sftp.write(holes, one, 0, 1, 100, done));
    await expect(asked((done) => sftp.close(holes, done))).rejects.toThrow(/never written/);
    const huge = await open("/in/huge.edi");
    const beyond = 64 * 1024 * 1024;
    await expect(asked((done) => sftp.write(huge, one, 0, 1, beyond, done))).rejects.toThrow(
      /send it in parts/,
    );
    await expect(asked((done) => sftp.close(huge, done))).rejects.toThrow(/send it in parts/);
    const handles: Buffer[] = [];
    const tooMany = (async () => {
      for (let next = 0; next < 65; next++) handles.push(await open(`/in/${next}.edi`));
    })();
    await expect(tooMany).rejects.toThrow(/At most 64 files/);
    expect(handles).toHaveLength(64);
  });
});

test("a message of ours stands in /out until the carrier deletes it", async () => {
  const sftp = unit.running.channels.open.find(({ channel }) => channel === "sftp");
  await sftp?.send?.("J2", Buffer.from("UNB+OURS'"));
  await within(async ({ sftp: session }) => {
    const [name = ""] = await list(session, "/out");
    expect(name).toMatch(/^\d{8}T\d{6}Z-[0-9a-f]{12}\.edi$/);
    expect(await get(session, `/out/${name}`)).toBe("UNB+OURS'");
    await asked((done) => session.unlink(`/out/${name}`, done));
    expect(await list(session, "/out")).toEqual([]);
  });
});

test("the host key is made once, for the server's owner only, with its public part beside it [transport.md §7 row SFTP]", () => {
  const data = unit.running.services.config.dataFolder;
  expect(readFileSync(join(data, "sftp-host.key"), "utf8")).toContain("BEGIN OPENSSH PRIVATE KEY");
  expect(readFileSync(join(data, "sftp-host.key.pub"), "utf8")).toMatch(/^ssh-ed25519 \S+ SHA256:\S+\n$/);
});

const openSsh = spawnSync("sftp", ["-V"], { stdio: "ignore" }).error === undefined;

function optionsFor(keyFile: string): string[] {
  const hosts = join(folder, "known_hosts");
  const data = unit.running.services.config.dataFolder;
  writeFileSync(hosts, `[127.0.0.1]:${port} ${readFileSync(join(data, "sftp-host.key.pub"), "utf8")}`);
  const options = ["IdentitiesOnly=yes", "BatchMode=yes", "StrictHostKeyChecking=yes"];
  const set = [...options, `UserKnownHostsFile=${hosts}`].map((option) => `-o${option}`);
  return ["-P", String(port), "-i", keyFile, "-F", "none", ...set];
}

type Ended = { readonly code: number | null; readonly output: string };

/** Runs a program of OpenSSH; answers its exit code and what it printed. */
async function openSshProgram(name: string, given: readonly string[], input = ""): Promise<Ended> {
  const environment = { PATH: process.env["PATH"], HOME: folder };
  const client = spawn(name, given, { cwd: folder, stdio: "pipe", env: environment });
  client.stdin.end(input);
  const code = new Promise<number | null>((resolve) => client.on("close", resolve));
  const [out, err] = await Promise.all([text(client.stdout), text(client.stderr)]);
  return { code: await code, output: out + err };
}

/** Runs its sftp with these commands. */
function openSshSftp(
  commands: readonly string[],
  { file, more = [] }: { readonly file: string; readonly more?: readonly string[] },
): Promise<Ended> {
  const given = ["-b", "-", ...optionsFor(file), ...more, "J2@127.0.0.1"];
  return openSshProgram("sftp", given, `${commands.join("\n")}\n`);
}

test.skipIf(!openSsh)("OpenSSH's sftp sends, lists, fetches and deletes", async () => {
  const own = await keyOf("J2");
  writeFileSync(join(folder, "real.edi"), passengerList({ number: 405, reference: "S405" }));
  writeFileSync(join(folder, "more.edi"), passengerList({ number: 406, reference: "S406" }));
  const sent = await openSshSftp(
    [
      "pwd",
      "cd in",
      "put real.edi",
      "put more.edi more.edi.part",
      "rename more.edi.part more.edi",
      "cd ../receipts",
      "ls -l real.edi.*",
      "get real.edi.ack",
      "get more.edi.cusres",
      "rm real.edi.*",
    ],
    own,
  );
  expect(sent).toMatchObject({ code: 0 });
  expect(sent.output).toMatch(/real\.edi\.ack/);
  expect(readFileSync(join(folder, "real.edi.ack"), "utf8")).toMatch(/^0;;OK;/);
  expect(readFileSync(join(folder, "more.edi.cusres"), "utf8")).toContain("BGM+962");
  const refused = await openSshSftp(["put real.edi /etc/real.edi"], own);
  expect(refused.code).not.toBe(0);
});

test.skipIf(!openSsh)("OpenSSH's scp sends too", async () => {
  const own = await keyOf("J2");
  const file = join(folder, "copied.edi");
  writeFileSync(file, passengerList({ number: 408, reference: "S408" }));
  const copied = await openSshProgram("scp", [...optionsFor(own.file), file, "J2@127.0.0.1:in/"]);
  expect(copied).toMatchObject({ code: 0 });
  await within(async ({ sftp }) => {
    expect(await get(sftp, "/receipts/copied.edi.ack")).toMatch(/^0;;OK;/);
  });
});

test.skipIf(!openSsh)("OpenSSH changes keys in the middle of a large file", async () => {
  const own = await keyOf("J2");
  const file = join(folder, "rekey.edi");
  writeFileSync(file, `${passengerList({ number: 407, reference: "S407" })}${" ".repeat(2_000_000)}`);
  const sent = await openSshSftp(["put rekey.edi in/rekey.edi", "get receipts/rekey.edi.ack"], {
    ...own,
    more: ["-oRekeyLimit=128K"],
  });
  expect(sent).toMatchObject({ code: 0 });
  expect(readFileSync(join(folder, "rekey.edi.ack"), "utf8")).toMatch(/^0;;OK;/);
});

test.skipIf(!openSsh)(
  "an RSA key of 3072 bits is taken, a shorter one is not [transport.md §7 row SFTP]",
  async () => {
    for (const [bits, code] of [
      [3072, 0],
      [2048, 255],
    ] as const) {
      const file = join(folder, `rsa-${bits}`);
      spawnSync("ssh-keygen", ["-q", "-t", "rsa", "-b", String(bits), "-N", "", "-f", file]);
      const identity = readFileSync(`${file}.pub`, "utf8");
      const bound = await bindIdentity(unit.running.services, actor, {
        code: "J2",
        kind: "ssh-key",
        identity,
      });
      expect(isRefusal(bound)).toBe(code !== 0);
      expect((await openSshSftp(["ls receipts"], { file })).code).toBe(code);
    }
  },
);

test.skipIf(!openSsh)(
  "OpenSSH's sftp shows why a file is not taken, and the receipt says it too",
  async () => {
    const { file: keyFile } = await keyOf("J2");
    const list = join(folder, "good.edi");
    const huge = join(folder, "huge.edi");
    writeFileSync(list, passengerList({ number: 431, reference: "S431" }));
    writeFileSync(huge, "");
    truncateSync(huge, 65 * 1024 * 1024);
    const batch = async (command: string) =>
      (await openSshProgram("sftp", [...optionsFor(keyFile), "-b", "-", "J2@127.0.0.1"], command)).output;
    await batch(`put ${list} in/`);

    const refused: [command: string, word: string, reason: RegExp, receipt: string | null][] = [
      [`put ${huge} in/`, "Failure", /more than 67108864 bytes/, "huge.edi.err"],
      [`put ${list} in/a;b.edi`, "Permission denied", /holds one of/, "a_b.edi.bad-name.err"],
      [`put ${list} in/../../etc/passwd`, "Permission denied", /has no "\.\."/, "passwd.err"],
      [`put ${list} /etc/shadow`, "No such file or directory", /There are \/in/, "shadow.err"],
      [`put ${list} good.edi`, "No such file or directory", /Send files into \/in/, "good.edi.err"],
      [`put ${list} receipts/mine.edi`, "Permission denied", /are sent into \/in/, "mine.edi.err"],
      ["mkdir in/sub", "Operation unsupported", /neither made nor removed/, null],
      ["rm in/good.edi", "No such file or directory", /nothing to delete/, null],
    ];
    for (const [command, word, reason] of refused) {
      const output = await batch(command);
      expect(output).toContain(word);
      expect(output).toMatch(reason);
    }
    await within(async ({ sftp }) => {
      for (const [, , reason, receipt] of refused)
        expect(receipt === null ? "" : await get(sftp, `/receipts/${receipt}`)).toMatch(
          receipt === null ? /^$/ : reason,
        );
      // What was taken of that name stays told; sent again it is told as taken alone.
      expect(await get(sftp, "/receipts/good.edi.ack")).toMatch(/^0;;OK;/);
      await put(sftp, "/in/good.edi", passengerList({ number: 432, reference: "S432" }));
      await expect(get(sftp, "/receipts/good.edi.err")).rejects.toThrow(/There is no good/);
    });
  },
);

test("a file that was never renamed is told as dropped", async () => {
  const { client, sftp } = await connect();
  await put(sftp, "/in/left.edi.tmp", "x");
  client.end();
  await within(async ({ sftp: session }) => {
    while (!(await list(session, "/receipts")).includes("left.edi.tmp.err")) await setImmediate();
    expect(await get(session, "/receipts/left.edi.tmp.err")).toMatch(
      /^0;;NOT-RECEIVED;.*before the file was renamed/,
    );
  });
});
