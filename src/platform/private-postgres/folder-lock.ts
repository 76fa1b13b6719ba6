// One OpenPIU per data folder: a lock file that names its holder and is worthless once the holder is dead.
import { mkdir, open, rename, rm, stat, utimes } from "node:fs/promises";
import { readlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { StartupRefused, startupProblemOf } from "../startup-problems.ts";
import { birthOf, isRunning, readTextIfAny, waitUntil } from "./running-programs.ts";

export type FolderLock = { readonly release: () => Promise<void> };

type Holder = { readonly pid: number; readonly birth: string; readonly processSpace: string };

const heartbeatMs = 2_000;
/** An OpenPIU whose npm or terminal was killed notices within a second and ends in order: it is waited for this long. */
const usualPatienceMs = 5_000;

/**
 * Makes the data folder if need be and takes it for this process. A lock that a killed process left behind is taken over;
 * one that is held is waited for a little (`patienceMs`), since its holder may be ending.
 * Throws StartupRefused when another OpenPIU uses the folder, or the folder cannot be used.
 */
export async function lockDataFolder(folder: string, patienceMs = usualPatienceMs): Promise<FolderLock> {
  const file = join(folder, "openpiu.lock");
  try {
    // Root's database server runs as another user: that one may pass through, not look in.
    await makeFolder(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
    const mine = await describeSelf();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (await writeNew(file, JSON.stringify(mine))) return holdLock(file);
      await removeIfStale(file, mine, folder, patienceMs);
    }
  } catch (error) {
    const problem = startupProblemOf(error, { doing: "using-data-folder", folder });
    throw problem === undefined ? error : new StartupRefused(problem, error);
  }
  throw inUse(folder, "another program");
}

/** Step by step, since a recursive mkdir says "not found" where the truth is "read-only". */
async function makeFolder(folder: string, mode: number): Promise<void> {
  try {
    await mkdir(folder, { mode });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" && dirname(folder) !== folder) {
      await makeFolder(dirname(folder), mode);
      await mkdir(folder, { mode });
    } else if (code !== "EEXIST" || !(await stat(folder)).isDirectory()) {
      throw error;
    }
  }
}

/** Returns the number of the process that holds the folder; undefined when it is free or the holder is dead. */
export async function lockHolder(folder: string): Promise<number | undefined> {
  const file = join(folder, "openpiu.lock");
  const holder = parseHolder((await readTextIfAny(file)) ?? "");
  if (holder === undefined) return undefined;
  return (await isAlive(holder, await describeSelf(), file)) ? holder.pid : undefined;
}

/** While held, the file's time is renewed, so that a holder in another container can be told from a dead one. */
function holdLock(file: string): FolderLock {
  const beat = setInterval(() => void touch(file), heartbeatMs);
  beat.unref();
  return {
    release: async () => {
      clearInterval(beat);
      await rm(file, { force: true });
    },
  };
}

/** A folder that was deleted under us, or a full disk, must not end the process: the lock is only a courtesy then. */
async function touch(file: string): Promise<void> {
  const seconds = (performance.timeOrigin + performance.now()) / 1000;
  await utimes(file, seconds, seconds).catch(() => undefined);
}

async function removeIfStale(file: string, mine: Holder, folder: string, patienceMs: number): Promise<void> {
  const text = await readTextIfAny(file);
  if (text === undefined) return;
  const holder = parseHolder(text);
  if (holder !== undefined && (await isAlive(holder, mine, file))) {
    const gone = await waitUntil(async () => (await readTextIfAny(file)) !== text, patienceMs);
    if (!gone && (await isAlive(holder, mine, file))) throw inUse(folder, `process ${holder.pid}`);
    if (gone) return;
  }
  // Renamed first: of two that find the same stale lock only one gets it, and a fresh lock is put back.
  const aside = `${file}.${mine.pid}`;
  await rename(file, aside).catch(() => undefined);
  const taken = await readTextIfAny(aside);
  if (taken !== undefined && taken !== text) await rename(aside, file);
  else await rm(aside, { force: true });
}

async function isAlive(holder: Holder, mine: Holder, file: string): Promise<boolean> {
  if (holder.processSpace === mine.processSpace) {
    return isRunning(holder.pid) && (await birthOf(holder.pid)) === holder.birth;
  }
  // Another container: its process cannot be seen from here, its heartbeat can.
  const before = await timeOf(file);
  return waitUntil(async () => (await timeOf(file)) !== before, heartbeatMs * 2.5);
}

async function timeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

async function describeSelf(): Promise<Holder> {
  return { pid: process.pid, birth: (await birthOf(process.pid)) ?? "", processSpace: processSpace() };
}

/** Names the set of processes that can see each other by number. */
function processSpace(): string {
  if (process.platform !== "linux") return process.platform;
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "unknown";
  }
}

function parseHolder(text: string): Holder | undefined {
  const parts = /^\{"pid":(\d+),"birth":"([^"]*)","processSpace":"([^"]*)"\}$/.exec(text);
  if (parts === null) return undefined;
  return { pid: Number(parts[1]), birth: parts[2] ?? "", processSpace: parts[3] ?? "" };
}

/** Returns false when the file exists already. */
async function writeNew(file: string, text: string): Promise<boolean> {
  try {
    const handle = await open(file, "wx", 0o600);
    await handle.writeFile(text);
    await handle.close();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function inUse(folder: string, by: string): StartupRefused {
  return new StartupRefused({
    code: "data-folder-in-use",
    text: `the data folder ${folder} is in use by another OpenPIU (${by})`,
    mend: "Stop that one first, or set DATA_FOLDER to another folder",
  });
}
