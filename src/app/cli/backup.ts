// openpiu backup and openpiu restore: the whole database into one sealed file that expires, and back into an empty one.
import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  installationKey,
  migrate,
  migrateJobs,
  openDatabase,
  openDeletionJournal,
  openKeyring,
  systemClock,
  unfinishedRestore,
} from "#platform";
import { openLaw } from "#law";
import { reapplyDeletions } from "#retention";
import {
  faultOf,
  makeBackup,
  pruneBackups,
  readBackupHead,
  record,
  seeingAll,
  type BackupServices,
} from "../backups.ts";
import { deletionsFolder, expiringKinds } from "../unit.ts";
import { BackupUnreadable, openBackup, type BackupHead } from "./backup-file.ts";
import { beginRestore, emptiness, endRestore } from "./backup-store.ts";
import { withDatabase, type Reached, type Surroundings } from "./reach-database.ts";
import { readArguments } from "./read-arguments.ts";

const usage = `Usage: openpiu backup --to FOLDER
       openpiu backup prune --to FOLDER
       openpiu restore FILE
  --to FOLDER  where backups are kept: a new one is put there, or those whose time is over are deleted`;

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

/** Works on what is reached as the server does. */
async function withServices(
  { config, url }: Reached,
  work: (services: BackupServices) => Promise<number>,
): Promise<number> {
  const database = openDatabase({ url, clock: systemClock, connections: 1 });
  try {
    // What the profile says is asked once: nothing is read anew that could fail later.
    const onProblem = (problem: Error): void => {
      throw problem;
    };
    const law = await openLaw({
      database,
      clock: systemClock,
      keyFile: config.keyFile,
      state: config.unitState,
      onProblem,
    });
    law.close();
    return await work({ database, clock: systemClock, config, url, life: law.profile.retention.backup });
  } finally {
    await database.close();
  }
}

async function make(reached: Reached, folder: string, { out, err }: Told): Promise<number> {
  return withServices(reached, async (services) => {
    const made = await makeBackup(services, folder);
    if ("fault" in made) {
      err(made.fault);
      return 3;
    }
    await out(JSON.stringify({ file: made.file, ...made.head }));
    return 0;
  });
}

async function prune(reached: Reached, folder: string, { out }: Told): Promise<number> {
  return withServices(reached, async (services) => {
    await out(JSON.stringify(await pruneBackups(services, folder)));
    return 0;
  });
}

async function restoreFrom(reached: Reached, file: string, { out, err }: Told): Promise<number> {
  const head = await readBackupHead(file);
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
  const cutOff = await unfinishedRestore(url);
  const empty = await emptiness(url);
  if (!empty && cutOff === null) {
    err(
      "The database is not empty: a backup is restored into a new one. Name another DATA_FOLDER or DATABASE_URL.",
    );
    return 1;
  }
  if (!empty && cutOff !== head.madeAt) {
    err(
      `The restore of the backup of ${cutOff ?? ""} into this database was cut off: end it with that file.`,
    );
    return 1;
  }
  if (empty) {
    const code = await bringBack(reached, file, head, err);
    if (code !== 0) return code;
  }
  const deletedAgain = await afterRestore(reached, head);
  await endRestore(url);
  await out(JSON.stringify({ restored: file, ...head, deletedAgain }));
  return 0;
}

/** Puts what the backup holds into the empty database, in one transaction. */
async function bringBack(
  reached: Reached,
  file: string,
  head: BackupHead,
  err: Told["err"],
): Promise<number> {
  const url = seeingAll(reached);
  await beginRestore(url, head.madeAt);
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
  return 0;
}

/** Brings it up to date and deletes again what was deleted since it was made, before anything is served of it. */
async function afterRestore(
  { config, url }: Reached,
  head: BackupHead,
): Promise<Readonly<Record<string, number>>> {
  await Promise.all([migrate(url, { restoring: true }), migrateJobs(url)]);
  const key = await openKeyring({ firstKeyFile: config.keyFile, folder: config.keyFolder });
  const database = openDatabase({ url, clock: systemClock, connections: 1 });
  try {
    await record(database, "backup.restored", { madeAt: head.madeAt, seq: head.ledger.seq });
    const outside = { deletions: openDeletionJournal(deletionsFolder(config)), key };
    return (await reapplyDeletions(database, expiringKinds, outside)) ?? {};
  } finally {
    await database.close();
  }
}
