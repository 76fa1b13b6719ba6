// OpenPIU's own PostgreSQL: found, initialised, started, watched and stopped with the process that needs it.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, open, rename, stat, statfs } from "node:fs/promises";
import { totalmem } from "node:os";
import { join } from "node:path";
import { type StartupProblem, StartupRefused, startupProblemOf } from "../startup-problems.ts";
import { type Binaries, chooseBinaries, findBinaries } from "./binaries.ts";
import { ensureRolesAndDatabase } from "./bootstrap-store.ts";
import {
  type DatabaseHome,
  findDatabaseHome,
  reachableBinaries,
  readPidFile,
  usualSystemFolder,
} from "./database-home.ts";
import { lockDataFolder } from "./folder-lock.ts";
import { initialise, setAccess, writeFor } from "./initialise.ts";
import { clearLeftover } from "./leftover.ts";
import { idsOf, plainEnvironment, type ProgramUser, readTextIfAny } from "./running-programs.ts";
import { explainServerFailure } from "./server-failure.ts";
import { fixedSettings, type Purpose, settingsFile, tunedSettings } from "./settings.ts";
import { prepareSocketFolder } from "./socket-folder.ts";

export type PrivatePostgres = {
  /** The database, as the role that owns it and is no superuser. */
  readonly url: string;
  /** The same server as its superuser: for tests that make databases, never for serving. */
  readonly adminUrl: string;
  /** Such as "15.18". */
  readonly version: string;
  /** Where cluster, log and socket are. */
  readonly folder: string;
  /** Resolves when the server ended without having been asked to. */
  readonly died: Promise<StartupProblem>;
  /** Rolls back what runs, writes everything committed, ends; then frees the data folder. */
  readonly stop: () => Promise<void>;
  /** Ends at once; the next start recovers from the log. */
  readonly stopNow: () => Promise<void>;
};

export type PrivatePostgresOptions = {
  readonly dataFolder: string;
  /** `throw-away`: for tests, without any write to disk being waited for. */
  readonly purpose?: Purpose;
  /** Told about things worth a line, such as a recovery. */
  readonly notice?: (line: string) => void;
  /** Takes PostgreSQL only from the machine or only from the npm package; without it whichever fits, the machine's first. */
  readonly origin?: Binaries["origin"];
  /** Where root's databases go that cannot stand in the data folder. */
  readonly systemFolder?: string;
  /** How long another OpenPIU in the data folder is waited for, which may be about to end; some seconds without it. */
  readonly patienceMs?: number;
};

const freeBytesMin = 200 * 1024 * 1024;
const recoveryLimitMs = 30 * 60_000;

/**
 * Starts the private PostgreSQL of a data folder, making folder and database when they are new.
 * Whatever a killed OpenPIU left behind is cleared first; when this process dies in any way, the server ends too.
 * Throws StartupRefused with one line of cause and remedy when it cannot be had.
 */
export async function startPrivatePostgres(options: PrivatePostgresOptions): Promise<PrivatePostgres> {
  const { dataFolder, purpose = "keep", notice = () => undefined } = options;
  const lock = await lockDataFolder(dataFolder, options.patienceMs);
  try {
    if (purpose === "keep") await refuseWithoutSpace(dataFolder);
    const home = await findDatabaseHome(dataFolder, options.systemFolder ?? usualSystemFolder, notice);
    const found = (await findBinaries()).filter(({ origin }) => origin === (options.origin ?? origin));
    const chosen = chooseBinaries(found, home.clusterMajor, home.cluster);
    const binaries = await reachableBinaries(chosen, home);
    const cleared = await clearLeftover(home.cluster);
    if (cleared !== undefined) notice(`Data folder ${dataFolder}: ${cleared}.`);
    if (home.clusterMajor === undefined) {
      if (purpose === "keep") notice(`Making a database in ${home.folder} …`);
      await initialise(binaries, home, purpose);
    }
    const server = await startServer(binaries, home, purpose, notice);
    const end = async (signal: "SIGINT" | "SIGQUIT"): Promise<void> => {
      await server.stop(signal);
      await lock.release();
    };
    try {
      await ensureRolesAndDatabase(server.urlOf("postgres", "postgres"));
    } catch (error) {
      await end("SIGINT");
      throw error;
    }
    return {
      url: server.urlOf("openpiu", "openpiu"),
      adminUrl: server.urlOf("postgres", "postgres"),
      version: binaries.version,
      folder: home.folder,
      died: server.died,
      stop: () => end("SIGINT"),
      stopNow: () => end("SIGQUIT"),
    };
  } catch (error) {
    await lock.release();
    const problem = startupProblemOf(error, { doing: "using-data-folder", folder: dataFolder });
    throw problem === undefined || error instanceof StartupRefused
      ? error
      : new StartupRefused(problem, error);
  }
}

async function refuseWithoutSpace(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= freeBytesMin) return;
  throw new StartupRefused({
    code: "disk-full",
    text: `the disk that holds ${folder} has only ${Math.floor((bavail * bsize) / 1024 ** 2)} MB left`,
    mend: "Free some space (at least 1 GB) or move DATA_FOLDER to a larger disk, then start again",
  });
}

type Server = {
  readonly urlOf: (role: string, database: string) => string;
  readonly died: Promise<StartupProblem>;
  readonly stop: (signal: "SIGINT" | "SIGQUIT") => Promise<void>;
};

async function startServer(
  binaries: Binaries,
  home: DatabaseHome,
  purpose: Purpose,
  notice: (line: string) => void,
): Promise<Server> {
  const { user, cluster } = home;
  const socketFolder = await prepareSocketFolder(home.folder, user);
  await writeFor(user, join(cluster, "openpiu.conf"), settingsFile(tunedSettings(purpose, memoryBytes())));
  await setAccess(cluster, user);
  const log = await openLog(home.folder);
  const fixed = Object.entries(fixedSettings(purpose, socketFolder)).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const child = spawn(join(binaries.folder, "postgres"), ["-D", cluster, ...fixed], {
    cwd: "/",
    // Its own session: the terminal's Ctrl+C reaches OpenPIU, which then stops the server in order.
    detached: true,
    stdio: ["ignore", log.handle.fd, log.handle.fd],
    env: plainEnvironment(),
    ...idsOf(user),
  });
  const ended = endOf(child);
  await log.handle.close();
  const failure = async (): Promise<StartupProblem> => explainServerFailure(await log.said(), home.folder);
  if (!(await becomesReady(child, cluster, ended, notice))) {
    child.kill("SIGQUIT");
    await ended;
    throw new StartupRefused(await failure());
  }
  const watchdog = startWatchdog(child.pid ?? 0, user);
  let asked = false;
  const died = ended.then(async () => {
    watchdog.stdin?.end("ended\n");
    return asked ? new Promise<never>(() => undefined) : failure();
  });
  // Neither keeps this process alive: when it has nothing more to do and ends, the watchdog stops the server.
  child.unref();
  watchdog.unref();
  return {
    urlOf: (role, database) => `postgres://${role}@/${database}?host=${encodeURIComponent(socketFolder)}`,
    died,
    stop: async (signal) => {
      asked = true;
      child.ref();
      child.kill(signal);
      await ended;
    },
  };
}

/** Resolves when the process has ended or could not be started. */
function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  });
}

/** Waits for the line "ready" in the server's lock file; a recovery after a crash may take its time. Returns false when the server ended. */
async function becomesReady(
  child: ChildProcess,
  cluster: string,
  ended: Promise<void>,
  notice: (line: string) => void,
): Promise<boolean> {
  const end = performance.now() + recoveryLimitMs;
  const slow = setTimeout(() => notice("PostgreSQL is recovering; this may take some minutes."), 5_000);
  let gone = false;
  void ended.then(() => (gone = true));
  try {
    while (!gone && performance.now() < end) {
      const state = await readPidFile(cluster);
      if (state?.ready === true && state.pid === child.pid) return true;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return false;
  } finally {
    clearTimeout(slow);
  }
}

/**
 * A shell that waits on a pipe from this process. When this process ends in whatever way, the pipe closes and the shell
 * asks the server to stop; a word on the pipe means that the server ended by itself.
 */
function startWatchdog(serverPid: number, user: ProgramUser): ChildProcess {
  const script = 'read -r word || kill -INT "$1"';
  const watchdog = spawn("/bin/sh", ["-c", script, "openpiu-watchdog", String(serverPid)], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: plainEnvironment(),
    ...idsOf(user),
  });
  // Killed or not startable: the next start clears what is left, so serving goes on without it.
  watchdog.on("error", () => watchdog.unref());
  watchdog.stdin?.on("error", () => watchdog.unref());
  return watchdog;
}

/** Opens the log to append, after setting a large one aside; `said` returns what was written since. */
async function openLog(folder: string) {
  const file = join(folder, "log", "postgresql.log");
  await mkdir(join(folder, "log"), { recursive: true, mode: 0o700 });
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  const full = size > 8 * 1024 * 1024;
  if (full) await rename(file, `${file}.before`);
  const from = full ? 0 : size;
  const handle = await open(file, "a", 0o600);
  return { handle, said: async () => ((await readTextIfAny(file)) ?? "").slice(from) };
}

/** The memory this process may use: that of the container when it has a limit, else the machine's. */
function memoryBytes(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}
