// Backups of the whole database: made into sealed files that expire, and destroyed when their time is over, each with its entry.
import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  installationKey,
  systemActor,
  type Clock,
  type Config,
  type Database,
  type Job,
  type Keyring,
} from "#platform";
import type { CalendarPeriod, LegalProfile } from "#vocabulary";
import { headOf, sealBackup, type BackupHead } from "./cli/backup-file.ts";
import { ledgerHead } from "./cli/backup-store.ts";

export const backupEnding = ".openpiu-backup";
const partAgeMs = 86_400_000;

export type BackupServices = {
  readonly database: Database;
  readonly clock: Clock;
  readonly config: Pick<Config, "keyFile" | "databaseUrl">;
  /** The address of the database as the server has it. */
  readonly url: string;
  /** The server's key, which need not be on the disk any more. */
  readonly key?: Pick<Keyring, "root">;
  /** retention.backup of the profile in force. */
  readonly life: CalendarPeriod;
};

/** The superuser of a private database sees every row; of another server the address must be of one who does. */
export function seeingAll({ config, url }: Pick<BackupServices, "config" | "url">): string {
  return config.databaseUrl === undefined ? url.replace("//openpiu@/openpiu?", "//postgres@/openpiu?") : url;
}

/** The first instant at which a backup made at `at` may not be restored any more. */
export function backupEnd(at: Date, life: CalendarPeriod): Date {
  const end = new Date(at);
  if ("months" in life) end.setUTCMonth(end.getUTCMonth() + life.months);
  else end.setUTCDate(end.getUTCDate() + life.days);
  return end;
}

/** Makes a backup in the folder; where a program of PostgreSQL fails nothing is left of it, and the fault is told in a line. */
export async function makeBackup(
  services: BackupServices,
  folder: string,
): Promise<{ readonly file: string; readonly head: BackupHead } | { readonly fault: string }> {
  const key = services.key?.root ?? (await installationKey(services.config.keyFile));
  const url = seeingAll(services);
  const at = services.clock.now();
  const head: BackupHead = {
    format: "openpiu-backup-1",
    madeAt: at.toISOString(),
    expiresAt: backupEnd(at, services.life).toISOString(),
    ledger: await ledgerHead(url),
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${head.madeAt.replaceAll(":", "")}${backupEnding}`);
  const part = `${file}.part`;
  const dump = spawn("pg_dump", ["--format=custom", "--no-password", `--dbname=${url}`], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const failed = faultOf(dump, "pg_dump");
  try {
    await pipeline(
      Readable.from(sealBackup(key, head, dump.stdout)),
      createWriteStream(part, { mode: 0o600, flush: true }),
    );
  } catch (error) {
    dump.kill("SIGKILL");
    await failed;
    await rm(part, { force: true });
    throw error;
  }
  const fault = await failed;
  if (fault !== null) {
    await rm(part, { force: true });
    return { fault };
  }
  // The entry first: no backup lies there of which the ledger knows nothing.
  try {
    await record(services.database, "backup.made", {
      madeAt: head.madeAt,
      expiresAt: head.expiresAt,
      seq: head.ledger.seq,
    });
  } catch (problem) {
    await rm(part, { force: true });
    throw problem;
  }
  await rename(part, file);
  return { file, head };
}

/**
 * Deletes backups whose time is over by what they say themselves, or by a profile that has become stricter since, and what
 * a stop left half made. Each has its entry in the ledger, which is the receipt of its destruction: it comes after it, and before the
 * last of the file goes, so that a stop between them leaves what the next run tells.
 */
export async function pruneBackups(
  { database, clock, life }: Pick<BackupServices, "database" | "clock" | "life">,
  folder: string,
): Promise<{ readonly deleted: number; readonly left: number }> {
  const now = clock.now();
  let [deleted, left] = [0, 0];
  for (const name of (await readdir(folder)).toSorted()) {
    const file = join(folder, name);
    if (name.endsWith(`${backupEnding}.part`)) {
      if ((await stat(file)).mtimeMs < now.getTime() - partAgeMs) await rm(file);
      continue;
    }
    if (!name.endsWith(backupEnding)) continue;
    const head = await readBackupHead(file);
    const isDue = (of: BackupHead): boolean =>
      new Date(of.expiresAt) <= now || backupEnd(new Date(of.madeAt), life) <= now;
    if (head === null || !(isDue(head) || (await isCut(file)))) {
      left += 1;
      continue;
    }
    await cutToHead(file);
    await record(database, "backup.deleted", { madeAt: head.madeAt, expiresAt: head.expiresAt });
    await rm(file);
    deleted += 1;
  }
  return { deleted, left };
}

/** Whether an earlier run was stopped after it had destroyed what the file held. */
async function isCut(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    return headOf(buffer.subarray(0, bytesRead))?.length === (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

/** Leaves nothing of a backup but its first line, which says what it was. Twice does no harm. */
async function cutToHead(file: string): Promise<void> {
  const handle = await open(file, "r+");
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    await handle.truncate(headOf(buffer.subarray(0, bytesRead))?.length ?? 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What a program of PostgreSQL ended with, as one line without its words, which may quote rows; null when it is done. */
export function faultOf(program: ChildProcess, name: string): Promise<string | null> {
  program.stderr?.resume();
  return new Promise((done) => {
    program.once("error", () =>
      done(`${name} of PostgreSQL is not on this machine: install its client programs.`),
    );
    program.once("close", (code) => done(code === 0 ? null : `${name} failed with exit code ${code}.`));
  });
}

/** What the first line of a file says; null when it is no backup. */
export async function readBackupHead(file: string): Promise<BackupHead | null> {
  const handle = await open(file);
  try {
    const start = Buffer.alloc(4096);
    const { bytesRead } = await handle.read(start, 0, start.length, 0);
    return headOf(start.subarray(0, bytesRead))?.head ?? null;
  } finally {
    await handle.close();
  }
}

export function record(
  database: Database,
  action: string,
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  return database.transaction(systemActor("backup"), async (tx) =>
    tx.record({ action, subjectKind: "store", subjectId: "backup", detail }),
  );
}

export type BackupJobServices = {
  readonly database: Database;
  readonly clock: Clock;
  readonly config: Config;
  readonly url: string;
  readonly key: Pick<Keyring, "root">;
  readonly profile: Pick<LegalProfile, "retention">;
};

/** With BACKUP_FOLDER set: a backup each night, and those whose time is over destroyed. A fault is told by the queue. */
export const backupJobs: readonly Job<
  BackupJobServices & { readonly database: Database; readonly clock: Clock }
>[] = [
  {
    name: "nightly-backup",
    cron: "30 1 * * *",
    run: async (_payload, { config, profile, ...services }) => {
      const folder = config.backupFolder;
      if (folder === undefined) return;
      const all = { ...services, config, life: profile.retention.backup };
      // What is over goes first: a full disk must not keep it.
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await pruneBackups(all, folder);
      const made = await makeBackup(all, folder);
      if ("fault" in made) throw new Error(`the nightly backup failed: ${made.fault}`);
    },
  },
];
