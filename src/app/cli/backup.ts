// openpiu backup and openpiu restore: the whole database into one sealed file that expires, and back into an empty one.
import { spawn, type ChildProcess } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { installationKey, openDatabase, systemActor, systemClock } from "#platform";
import {
  BackupUnreadable,
  backupLifeMs,
  headOf,
  openBackup,
  sealBackup,
  type BackupHead,
} from "./backup-file.ts";
import { emptiness, ledgerHead } from "./backup-store.ts";
import { withDatabase, type Reached, type Surroundings } from "./reach-database.ts";
import { readArguments } from "./read-arguments.ts";

const usage = `Usage: openpiu backup --to FOLDER
       openpiu backup prune --to FOLDER
       openpiu restore FILE
  --to FOLDER  where backups are kept: a new one is put there, or those whose time is over are deleted`;

const ending = ".openpiu-backup";
type Told = Pick<Surroundings, "out" | "err">;

/** Exit code 0 done, 1 refused, 2 wrong usage, 3 the database or a program of PostgreSQL cannot be had. */
export async function backup(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { err } = surroundings;
  const read = readArguments(args, { to: { type: "string" } });
  if (typeof read === "string") return wrong(err, read);
  const { words, values } = read;
  if (values.to === undefined || (words.length > 0 && words.join() !== "prune"))
    return wrong(err, "--to FOLDER missing");
  const folder = resolve(values.to);
  return withDatabase(surroundings, { mustExist: true }, (reached) =>
    words.length === 0 ? make(reached, folder, surroundings) : prune(reached, folder, surroundings),
  );
}

/** The same codes; 1 for a backup that is past its time, altered, of another key, and for a database that is not empty. */
export async function restore(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { err } = surroundings;
  const read = readArguments(args, {});
  if (typeof read === "string") return wrong(err, read);
  const [file, ...more] = read.words;
  if (file === undefined || more.length > 0) return wrong(err, "Expected: restore FILE");
  return withDatabase(surroundings, {}, (reached) => restoreFrom(reached, resolve(file), surroundings));
}

function wrong(err: (line: string) => void, why: string): number {
  err(why === "" ? usage : `${why}. ${usage}`);
  return why === "" ? 0 : 2;
}

/** The superuser of a private database sees every row; of another server the address must be of one who does. */
const seeingAll = ({ config, url }: Reached): string =>
  config.databaseUrl === undefined ? url.replace("//openpiu@/openpiu?", "//postgres@/openpiu?") : url;

async function make(reached: Reached, folder: string, { out, err }: Told): Promise<number> {
  const key = await installationKey(reached.config.keyFile);
  const url = seeingAll(reached);
  const at = systemClock.now();
  const head: BackupHead = {
    format: "openpiu-backup-1",
    madeAt: at.toISOString(),
    expiresAt: new Date(at.getTime() + backupLifeMs).toISOString(),
    ledger: await ledgerHead(url),
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${head.madeAt.replaceAll(":", "")}${ending}`);
  const dump = spawn("pg_dump", ["--format=custom", "--no-password", `--dbname=${url}`], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const failed = faultOf(dump, "pg_dump");
  const part = `${file}.part`;
  await pipeline(
    Readable.from(sealBackup(key, head, dump.stdout)),
    createWriteStream(part, { mode: 0o600, flush: true }),
  );
  const fault = await failed;
  if (fault !== null) {
    await rm(part, { force: true });
    err(fault);
    return 3;
  }
  await rename(part, file);
  await record(reached, "backup.made", {
    madeAt: head.madeAt,
    expiresAt: head.expiresAt,
    seq: head.ledger.seq,
  });
  await out(JSON.stringify({ file, ...head }));
  return 0;
}

async function prune(reached: Reached, folder: string, { out }: Told): Promise<number> {
  const now = systemClock.now().toISOString();
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending));
  let deleted = 0;
  for (const name of names) {
    const head = await readHead(join(folder, name));
    if (head === null || head.expiresAt > now) continue;
    await rm(join(folder, name));
    deleted += 1;
    await record(reached, "backup.deleted", { madeAt: head.madeAt, expiresAt: head.expiresAt });
  }
  await out(JSON.stringify({ deleted, left: names.length - deleted }));
  return 0;
}

async function restoreFrom(reached: Reached, file: string, { out, err }: Told): Promise<number> {
  const head = await readHead(file);
  if (head === null) {
    err(`${file} is no backup of OpenPIU.`);
    return 2;
  }
  if (head.expiresAt <= systemClock.now().toISOString()) {
    err(
      `The time of this backup was over at ${head.expiresAt}: it may not be restored (retention.backup). Delete it.`,
    );
    return 1;
  }
  const url = seeingAll(reached);
  if (!(await emptiness(url))) {
    err(
      "The database is not empty: a backup is restored into a new one. Name another DATA_FOLDER or DATABASE_URL.",
    );
    return 1;
  }
  const key = await installationKey(reached.config.keyFile);
  const program = spawn("pg_restore", ["--exit-on-error", "--single-transaction", `--dbname=${url}`], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  const failed = faultOf(program, "pg_restore");
  try {
    await pipeline(Readable.from(openBackup(key, createReadStream(file))), program.stdin);
  } catch (error) {
    // Nothing was committed: the last piece had not come.
    program.kill("SIGKILL");
    await failed;
    if (!(error instanceof BackupUnreadable)) throw error;
    err(`The backup cannot be restored: ${error.message}.`);
    return 1;
  }
  const fault = await failed;
  if (fault !== null) {
    err(fault);
    return 3;
  }
  await record(reached, "backup.restored", { madeAt: head.madeAt, seq: head.ledger.seq });
  await out(JSON.stringify({ restored: file, ...head }));
  return 0;
}

/** What a program of PostgreSQL ended with, as one line without its words, which may quote rows; null when it is done. */
function faultOf(program: ChildProcess, name: string): Promise<string | null> {
  program.stderr?.resume();
  return new Promise((done) => {
    program.once("error", () =>
      done(`${name} of PostgreSQL is not on this machine: install its client programs.`),
    );
    program.once("close", (code) => done(code === 0 ? null : `${name} failed with exit code ${code}.`));
  });
}

async function readHead(file: string): Promise<BackupHead | null> {
  const handle = await open(file);
  try {
    const start = Buffer.alloc(4096);
    const { bytesRead } = await handle.read(start, 0, start.length, 0);
    return headOf(start.subarray(0, bytesRead))?.head ?? null;
  } finally {
    await handle.close();
  }
}

async function record(
  { url }: Reached,
  action: string,
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  const database = openDatabase({ url, clock: systemClock, connections: 1 });
  try {
    await database.transaction(systemActor("backup"), async (tx) =>
      tx.record({ action, subjectKind: "store", subjectId: "backup", detail }),
    );
  } finally {
    await database.close();
  }
}
