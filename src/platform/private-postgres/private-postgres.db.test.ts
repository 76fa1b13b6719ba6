// The private PostgreSQL on real processes and folders: ordinary life, killed processes, folders that will not do.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { StartupRefused } from "../startup-problems.ts";
import { readPidFile } from "./database-home.ts";
import { lockDataFolder } from "./folder-lock.ts";
import { isRunning, processesIn } from "./running-programs.ts";
import { startPrivatePostgres } from "./start.ts";

const asRoot = process.getuid?.() === 0;
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "openpiu-private-"));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function ask(url: string, statement: string): Promise<Record<string, unknown> | undefined> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows[0];
  } finally {
    await client.end();
  }
}

async function refusalOf(work: Promise<unknown>): Promise<StartupRefused> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof StartupRefused) return error;
  throw new Error(`no refusal, but ${String(error)}`);
}

/** Another process that starts the database of a data folder and then waits; resolves when it is ready. */
async function startElsewhere(dataFolder: string): Promise<ChildProcess> {
  const source = `
    const { startPrivatePostgres } = await import(${JSON.stringify(new URL("start.ts", import.meta.url).href)});
    await startPrivatePostgres({ dataFolder: ${JSON.stringify(dataFolder)} });
    console.log("ready");
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once("data", () => resolve());
    child.once("exit", () => reject(new Error("ended before it was ready")));
  });
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}

describe("an ordinary life", () => {
  test("it is made, keeps its data over a stop, is durable, and listens on no network", async () => {
    const dataFolder = join(folder, "ordinary");
    const first = await startPrivatePostgres({ dataFolder });
    await ask(first.url, "create table kept as select 42 as answer");
    await first.stop();
    expect(await readdir(dataFolder)).toEqual(["postgres"]);

    const second = await startPrivatePostgres({ dataFolder });
    expect(await ask(second.url, "select answer from kept")).toEqual({ answer: 42 });
    const settings = await ask(
      second.url,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
              current_setting('data_checksums') as checksums, current_setting('listen_addresses') as network,
              current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone`,
    );
    expect(settings).toEqual({
      fsync: "on",
      commit: "on",
      checksums: "on",
      network: "",
      encoding: "UTF8",
      zone: "UTC",
    });
    expect(
      await ask(
        second.url,
        "select rolsuper or rolcreaterole as mighty from pg_roles where rolname = current_user",
      ),
    ).toEqual({ mighty: false });
    expect(await ask(second.url, "select 'Ə' < 'ə' as by_code_point, upper('ə') as upper")).toEqual({
      by_code_point: true,
      upper: "Ə",
    });
    await second.stop();
    expect(await processesIn(join(second.folder, "cluster"))).toEqual([]);
  });

  test("a second OpenPIU on the same data folder is refused in one line that names the first", async () => {
    const dataFolder = join(folder, "ordinary");
    const first = await startPrivatePostgres({ dataFolder });
    const refusal = await refusalOf(startPrivatePostgres({ dataFolder, patienceMs: 100 }));
    expect(refusal.problem.code).toBe("data-folder-in-use");
    expect(refusal.message).toContain(`process ${process.pid}`);
    // The refused one has not disturbed the first.
    expect(await ask(first.url, "select 1 as one")).toEqual({ one: 1 });
    await first.stopNow();
  });

  test("a data folder with a long path gets a short socket", async () => {
    const dataFolder = join(folder, "x".repeat(60), "y".repeat(60));
    const server = await startPrivatePostgres({ dataFolder, purpose: "throw-away" });
    expect(await ask(server.url, "select 1 as one")).toEqual({ one: 1 });
    const socket = new URL(server.url.replace("@/", "@socket/")).searchParams.get("host") ?? "";
    expect(socket.length).toBeLessThan(90);
    await server.stop();
    await rm(socket, { recursive: true, force: true });
  });
});

describe("killed processes", () => {
  test("when OpenPIU is killed its database ends by itself, and the next start finds everything committed", async () => {
    const dataFolder = join(folder, "killed");
    const child = await startElsewhere(dataFolder);
    const cluster = join(dataFolder, "postgres", "cluster");
    const server = await readPidFile(cluster);
    await kill(child);
    await expect.poll(() => isRunning(server?.pid ?? 0)).toBe(false);
    const next = await startPrivatePostgres({ dataFolder });
    await next.stop();
  });

  test("a start while the one before is still ending waits for it", async () => {
    const dataFolder = join(folder, "killed");
    const child = await startElsewhere(dataFolder);
    const next = startPrivatePostgres({ dataFolder });
    await kill(child);
    const server = await next;
    expect(await ask(server.url, "select 1 as one")).toEqual({ one: 1 });
    await server.stop();
  });

  test.skipIf(process.platform !== "linux")(
    "a database that outlived its OpenPIU and its watchdog is stopped, and a killed one recovered",
    async () => {
      const dataFolder = join(folder, "killed");
      const cluster = join(dataFolder, "postgres", "cluster");
      const child = await startElsewhere(dataFolder);
      const left = await readPidFile(cluster);
      // The watchdog is held still while its OpenPIU dies, as after a crash of the machine's memory killer.
      const watchdog = await watchdogOf(left?.pid ?? 0);
      process.kill(watchdog, "SIGKILL");
      await kill(child);
      expect(isRunning(left?.pid ?? 0)).toBe(true);

      const notices: string[] = [];
      const next = await startPrivatePostgres({ dataFolder, notice: (line) => notices.push(line) });
      expect(notices.join()).toContain(`process ${left?.pid}`);
      expect(isRunning(left?.pid ?? 0)).toBe(false);

      await ask(next.url, "create table survives as select 1 as one");
      const server = await readPidFile(cluster);
      process.kill(server?.pid ?? 0, "SIGKILL");
      expect((await next.died).code).toBe("postgres-failed");
      await next.stop();
      const last = await startPrivatePostgres({ dataFolder });
      expect(await ask(last.url, "select one from survives")).toEqual({ one: 1 });
      await last.stop();
    },
  );

  test("a lock file whose number now belongs to a stranger blocks nobody", async () => {
    const dataFolder = join(folder, "killed");
    const cluster = join(dataFolder, "postgres", "cluster");
    // This test's own process is alive, and is no PostgreSQL.
    await writeFile(join(cluster, "postmaster.pid"), `${process.pid}\n${cluster}\n`);
    await writeFile(
      join(dataFolder, "openpiu.lock"),
      JSON.stringify({
        pid: process.pid,
        birth: "another boot/1",
        processSpace: await processSpaceFrom(dataFolder),
      }),
    );
    const server = await startPrivatePostgres({ dataFolder });
    expect(await ask(server.url, "select 1 as one")).toEqual({ one: 1 });
    await server.stop();
  });

  test("a start that was killed while making the database leaves nothing that matters", async () => {
    const dataFolder = join(folder, "half");
    await mkdir(join(dataFolder, "postgres", "cluster.new"), { recursive: true });
    writeFileSync(join(dataFolder, "postgres", "cluster.new", "PG_VERSION"), "15\n");
    const server = await startPrivatePostgres({ dataFolder, purpose: "throw-away" });
    await server.stop();
    expect(existsSync(join(dataFolder, "postgres", "cluster.new"))).toBe(false);
  });
});

describe("folders that will not do", () => {
  test("a database of a PostgreSQL that is not here is refused with its version", async () => {
    const dataFolder = join(folder, "old");
    await mkdir(join(dataFolder, "postgres", "cluster"), { recursive: true });
    await writeFile(join(dataFolder, "postgres", "cluster", "PG_VERSION"), "9\n");
    const { problem } = await refusalOf(startPrivatePostgres({ dataFolder }));
    expect(problem.code).toBe("data-folder-other-major");
    expect(problem.text).toContain("PostgreSQL 9");
  });

  test("a file in the place of the data folder", async () => {
    await writeFile(join(folder, "file"), "");
    const { problem } = await refusalOf(startPrivatePostgres({ dataFolder: join(folder, "file") }));
    expect(problem.code).toBe("data-folder-not-a-folder");
  });

  test.skipIf(asRoot)("a folder that this user may not write to", async () => {
    await mkdir(join(folder, "locked"), { mode: 0o500 });
    const { problem } = await refusalOf(startPrivatePostgres({ dataFolder: join(folder, "locked") }));
    expect(problem.code).toBe("data-folder-unwritable");
  });

  test.skipIf(!asRoot)(
    "root's data below a folder that only root may enter is kept elsewhere, with the package's programs",
    async () => {
      const closed = join(folder, "closed");
      await mkdir(closed, { mode: 0o700 });
      const options = {
        dataFolder: join(closed, "data"),
        systemFolder: join(folder, "system"),
        origin: "package",
      } as const;
      const notices: string[] = [];
      const first = await startPrivatePostgres({ ...options, notice: (line) => notices.push(line) });
      expect(first.folder).toContain(join(folder, "system"));
      expect(notices.join()).toContain(first.folder);
      await ask(first.url, "create table kept as select 42 as answer");
      await first.stop();
      const second = await startPrivatePostgres(options);
      expect(await ask(second.url, "select answer from kept")).toEqual({ answer: 42 });
      await second.stop();

      await rm(join(folder, "system"), { recursive: true });
      const { problem } = await refusalOf(startPrivatePostgres(options));
      expect(problem.code).toBe("data-folder-database-gone");
    },
  );
});

/** The shell that waits for the end of OpenPIU: the one process that carries the server's number as its argument. */
async function watchdogOf(server: number): Promise<number> {
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const command = await readFile(`/proc/${name}/cmdline`, "utf8").catch(() => "");
    if (command.split("\0").slice(3, 5).join(" ") === `openpiu-watchdog ${server}`) return Number(name);
  }
  throw new Error("no watchdog found");
}

/** What a lock written by this process says about its process space. */
async function processSpaceFrom(dataFolder: string): Promise<string> {
  const lock = await lockDataFolder(dataFolder);
  const text = await readFile(join(dataFolder, "openpiu.lock"), "utf8");
  await lock.release();
  return /"processSpace":"([^"]*)"/.exec(text)?.[1] ?? "";
}
