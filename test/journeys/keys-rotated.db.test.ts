// The command that replaces keys, run as a program on a working unit: with key 1 in one hand and in the hands of several, killed in
// the midst, and with the ledger and the chain of legal profiles verified across it.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addCarrier, issueToken } from "#carriers";
import { isRefusal, systemActor } from "#platform";
import { ledgerJobs } from "#oversight";
import { keyUse, resealAll } from "../../src/app/resealing.ts";
import { keys } from "../../src/app/cli/keys.ts";
import { law } from "../../src/app/cli/law.ts";
import { ledger } from "../../src/app/cli/ledger.ts";
import { startServer, type RunningServer } from "../../src/app/server.ts";
import { ownKeys } from "../../src/exchange/envelope.ts";
import { freshDatabase, type FreshDatabase } from "../harness/database.ts";
import { configIn } from "../harness/server-process.ts";
import { askAs } from "../harness/unit-people.ts";

const program = fileURLToPath(new URL("../../src/app/cli.ts", import.meta.url));
const kinds = ["master", "profile", "ledger", "exchange"] as const;

let fresh: FreshDatabase;
let folder: string;
let admin: Client;
let running: RunningServer;
let token: string;
const started: ChildProcess[] = [];

async function start(): Promise<void> {
  running = await startServer(configIn(folder), {
    databaseUrl: fresh.url,
    logSink: { write: () => undefined },
    jobs: false,
  });
}
beforeAll(async () => {
  fresh = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), "openpiu-keys-"));
  admin = new Client({ connectionString: fresh.adminUrl });
  await admin.connect();
  await start();
  const actor = systemActor("test");
  await addCarrier(running.services, actor, { code: "J2", name: "J2", senderIds: [], fliesAs: ["J2"] });
  const issued = await issueToken(running.services, actor, { code: "J2", label: "test" });
  if (isRefusal(issued)) throw new Error(issued.refused.detail);
  token = issued.token;
});
afterAll(async () => {
  for (const child of started) child.kill("SIGKILL");
  await running?.stop();
  await admin?.end();
  await fresh?.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Begins the command line as a program of its own. */
function begin(...words: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [program, ...words], {
    env: { PATH: process.env["PATH"], DATABASE_URL: fresh.url, DATA_FOLDER: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  return child;
}
async function openpiu(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const child = begin(...words);
  const said = { out: "", err: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said.err += text));
  const [code] = (await once(child, "close")) as [number];
  return { code, ...said };
}
/** The same commands within this process, where starting a program would show nothing more. */
const quietly = () => ({
  environment: { DATABASE_URL: fresh.url, DATA_FOLDER: folder },
  root: folder,
  out: () => undefined,
  err: () => undefined,
  write: () => undefined,
  progress: () => undefined,
  stdin: Readable.from([]),
  nodeVersion: process.versions.node,
});
const refusedKeys = (...words: readonly string[]): Promise<number> => keys(words, quietly());

const rows = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
  (await admin.query(text, [...values])).rows as Row[];
const added = () =>
  rows<{ id: string; detail: Record<string, unknown> }>(
    "select subject_id as id, body::jsonb -> 'detail' as detail from ledger.entry where action in ('key.added', 'profile.key-replaced') order by seq",
  );
async function push(number: number): Promise<number> {
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(2, 10).replaceAll("-", "");
  const answer = await fetch(`${running.address}/v1/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/edifact" },
    body: [
      `UNB+UNOA:4+J2+AZ+${day}:1000+${number}'UNH+1+PAXLST:D:02B:UN:IATA'BGM+745'TDT+20+J2${number}'LOC+125+IST'DTM+189:${day}1000:201'`,
      `LOC+87+GYD'DTM+232:${day}1500:201'NAD+FL+++INVENTED:SOMEBODY'ATT+2++M'DTM+329:800101'DOC+P:110:111+K${number}'`,
      `CNT+42:1'UNT+12+1'UNZ+1+${number}'`,
    ].join(""),
  });
  return answer.status;
}
async function publish(): Promise<void> {
  const job = ledgerJobs.find(({ name }) => name === "publish-ledger-head");
  await job?.run(null, running.services);
}
/** What the two commands say of the ledger and of the chain of profiles as the unit hands it out. */
async function verified(how: "programs" | "within" = "within"): Promise<{ ledger: number; law: number }> {
  await publish();
  const { body } = await askAs(running, "legal-adviser", "/api/law/chain");
  const file = join(folder, "chain.json");
  await writeFile(file, JSON.stringify(body));
  if (how === "within")
    return {
      ledger: await ledger(["verify"], quietly()),
      law: await law(["verify", file], quietly()),
    };
  const [ofLedger, ofLaw] = await Promise.all([openpiu("ledger", "verify"), openpiu("law", "verify", file)]);
  return { ledger: ofLedger.code, law: ofLaw.code };
}

test("each key is replaced by the command while the unit works: what was sealed opens, what was signed verifies, across it (LED-29.2, ANX9-9.34b)", async () => {
  expect(await push(1001)).toBe(202);
  expect(await verified()).toEqual({ ledger: 0, law: 0 });
  const before = ownKeys(running.services.key).print;
  for (const of of kinds) {
    const { code, err } = await openpiu("keys", "rotate", "--of", of);
    expect([of, code, err.includes("cannot")]).toEqual([of, 0, false]);
  }
  expect((await added()).map(({ id }) => id.replace(/[0-9a-f]{16}$/, "ID"))).toEqual([
    "master-2",
    "profile-ID",
    "ledger-2",
    "exchange-2",
  ]);
  // The server that runs uses them at once.
  expect(await push(1002)).toBe(202);
  expect(running.services.key.newest().id).toBe(2);
  expect(ownKeys(running.services.key).print).not.toBe(before);
  const use = await keyUse(running.services);
  expect([use.has(1), use.has(2)]).toEqual([true, true]);
  expect((await resealAll(running.services)).unopened).toBe(0);
  expect([...(await keyUse(running.services)).keys()]).toEqual([2]);
  expect(await verified("programs")).toEqual({ ledger: 0, law: 0 });
  const signers = (await readFile(join(folder, "ledger", "ledger-heads.ndjson"), "utf8"))
    .split("\n")
    .filter((line) => line.includes('"head"'))
    .map((line) => (JSON.parse(line) as { head: { keyId: string } }).head.keyId);
  expect(new Set(signers).size).toBe(2);
  // Nothing has been signed by the profile's new key yet: there is nothing that it would verify.
  expect((await openpiu("keys", "rotate", "--of", "profile")).code).toBe(1);
});

test("an entry of before the rotation that is altered is found, as one of after it is (LED-25.1)", async () => {
  const [first, last] = await rows<{ seq: string; body: string }>(
    "(select seq, body from ledger.entry where action like 'carrier%' order by seq limit 1) union all (select seq, body from ledger.entry order by seq desc limit 1)",
  );
  for (const entry of [first, last]) {
    await rows("set session_replication_role = replica");
    await rows('update ledger.entry set body = replace(body, \'"actor":"\', \'"actor":"x\') where seq = $1', [
      entry?.seq,
    ]);
    const { code, out } = await openpiu("ledger", "verify");
    expect([code, out]).toEqual([1, expect.stringContaining(String(entry?.seq))]);
    await rows("update ledger.entry set body = $2 where seq = $1", [entry?.seq, entry?.body]);
    await rows("set session_replication_role = origin");
  }
  expect((await openpiu("ledger", "verify")).code).toBe(0);
});

test("killed in the midst, each command leaves one usable key, of which the ledger hears at the next start (LED-29.2)", async () => {
  await running.stop();
  const count = (await added()).length;
  const holder = new Client({ connectionString: fresh.adminUrl });
  await holder.connect();
  await holder.query("begin; lock table ledger.head in access exclusive mode");
  const commands = (["master", "ledger", "exchange"] as const).map((of) =>
    begin("keys", "rotate", "--of", of),
  );
  // Their files are made, and what tells of them waits.
  const blocked = async () =>
    (
      await rows<{ n: number }>(
        "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%platform.seal%'",
      )
    )[0]?.n;
  await expect.poll(blocked).toBe(3);
  for (const command of commands) {
    command.kill("SIGKILL");
    await once(command, "close");
  }
  // The database would carry out what was sent already: its sessions are cut as well.
  await rows(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like '%platform.seal%' and wait_event_type = 'Lock'",
  );
  await expect.poll(blocked).toBe(0);
  await holder.query("rollback");
  await holder.end();
  expect((await added()).length).toBe(count);
  await start();
  expect((await added()).slice(count).map(({ id, detail }) => [id, detail])).toEqual([
    ["master-3", { foundLater: true }],
    ["exchange-3", { foundLater: true }],
    ["ledger-3", { foundLater: true }],
  ]);
  expect(running.services.key.newest().id).toBe(3);
  expect(await push(1003)).toBe(202);
  expect(await resealAll(running.services)).toMatchObject({ unopened: 0 });
  expect(await verified()).toEqual({ ledger: 0, law: 0 });
  const names = await readdir(join(folder, "keys"));
  expect(names.filter((name) => /\.(key|pem)\./.test(name))).toEqual([]);
});

test("with key 1 in the hands of three: nobody alone, two together replace it and let the unit start, and the ledger has who came together (LED-29.2)", async () => {
  const shares = join(folder, "shares");
  const split = await openpiu(
    "keys",
    "split",
    "--needed",
    "2",
    "--holders",
    "3",
    "--to",
    shares,
    "--each-start",
  );
  expect(split.code).toBe(0);
  const share = (place: number): string => join(shares, `share-${place}.txt`);
  await running.stop();
  // Without the holders nothing starts, and nothing is replaced.
  await expect(start()).rejects.toMatchObject({ problem: { code: "key-in-shares" } });
  expect(await refusedKeys("join", share(1))).toBe(1);
  expect(await refusedKeys("join", share(1), share(1))).toBe(1);
  expect((await openpiu("keys", "join", share(1), share(3))).code).toBe(0);
  for (const of of kinds) {
    expect(await refusedKeys("rotate", "--of", of)).toBe(2);
    expect(await refusedKeys("rotate", "--of", of, "--share", share(2))).toBe(2);
    expect(await refusedKeys("rotate", "--of", of, "--share", share(2), "--share", share(2))).toBe(2);
  }
  const before = (await added()).length;
  for (const of of ["master", "exchange"]) {
    const { code } = await openpiu("keys", "rotate", "--of", of, "--share", share(1), "--share", share(2));
    expect([of, code]).toEqual([of, 0]);
  }
  expect((await added()).slice(before).map(({ id, detail }) => [id, detail])).toEqual([
    ["master-4", { holders: 2 }],
    ["exchange-4", { holders: 2 }],
  ]);
  await start();
  // Told once, by the server that the holders let start.
  const joined = await rows<{ shares: number[]; subject: string }>(
    "select body::jsonb #> '{detail,shares}' as shares, subject_id as subject from ledger.entry where action = 'key.joined'",
  );
  expect(joined).toEqual([{ shares: [1, 3], subject: "master-1" }]);
  expect(await push(1004)).toBe(202);
  expect(await verified()).toEqual({ ledger: 0, law: 0 });
  await running.stop();
  await expect(start()).rejects.toMatchObject({ problem: { code: "key-in-shares" } });
  expect((await openpiu("keys", "join", share(2), share(3))).code).toBe(0);
  await start();
  expect(await rows("select 1 from ledger.entry where action = 'key.joined'")).toHaveLength(2);
});
