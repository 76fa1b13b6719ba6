// Where the private database lives: in the data folder, or beside it when the server's user cannot enter that.
import { createHash } from "node:crypto";
import { chmod, chown, cp, mkdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { StartupRefused } from "../startup-problems.ts";
import type { Binaries } from "./binaries.ts";
import { type ProgramUser, readTextIfAny, runProgram } from "./running-programs.ts";
import { canReach, serverUser } from "./server-user.ts";

export type DatabaseHome = {
  /** Holds the cluster, its log, its socket and, if need be, copied programs. Owned by `user`. */
  readonly folder: string;
  readonly cluster: string;
  readonly user: ProgramUser;
  /** The PostgreSQL major that made the cluster; absent when there is none yet. */
  readonly clusterMajor: number | undefined;
};

/** Root's databases that cannot stand in the data folder, for example below a home that only root may enter. */
export const usualSystemFolder = "/var/lib/openpiu";

/**
 * Finds or makes the place of the database and says under which user the server runs.
 * Normally `<data folder>/postgres`. Started as root below folders that the server's user cannot pass, it is a folder in
 * /var/lib/openpiu, and the file `location` in `<data folder>/postgres` names it.
 */
export async function findDatabaseHome(
  dataFolder: string,
  systemFolder: string,
  notice: (line: string) => void,
): Promise<DatabaseHome> {
  const inside = join(await realpath(dataFolder), "postgres");
  const pointer = join(inside, "location");
  const named = (await readTextIfAny(pointer))?.trim();
  if (named !== undefined) return openHome(named, await serverUser(join(named, "cluster")), named);

  const user = await serverUser(join(inside, "cluster"));
  await makeFolder(inside, user);
  if (user.uid === undefined) return openHome(inside, user);
  await letPass(dataFolder);
  if (await canReach(user, inside)) return openHome(inside, user);

  const outside = join(systemFolder, nameFor(await stat(inside)));
  await mkdir(systemFolder, { recursive: true, mode: 0o711 });
  await makeFolder(outside, user);
  if (!(await canReach(user, outside))) {
    throw new StartupRefused({
      code: "data-folder-unreadable",
      text: `PostgreSQL runs as the user ${user.name}, who can enter neither ${inside} nor ${outside}`,
      mend: "Set DATA_FOLDER to a folder below which that user may go, for example /srv/openpiu",
    });
  }
  await writeFile(pointer, `${outside}\n`);
  notice(`The user ${user.name} cannot enter ${dataFolder}: the database is kept in ${outside}.`);
  return openHome(outside, user);
}

async function openHome(folder: string, user: ProgramUser, mustExist?: string): Promise<DatabaseHome> {
  const cluster = join(folder, "cluster");
  const major = Number((await readTextIfAny(join(cluster, "PG_VERSION")))?.trim());
  if (mustExist !== undefined && !(major > 0)) {
    throw new StartupRefused({
      code: "data-folder-database-gone",
      text: `the database of this data folder was kept in ${mustExist}, and it is not there or cannot be read`,
      mend: "Bring it back or start as the user that made it; to begin with an empty database, delete the data folder",
    });
  }
  return { folder, cluster, user, clusterMajor: major > 0 ? major : undefined };
}

/**
 * Returns programs that the server's user can run: the given ones, or a copy in the database's folder when they stand
 * where that user cannot go (the project below root's home). The copy is made once for each version.
 */
export async function reachableBinaries(binaries: Binaries, home: DatabaseHome): Promise<Binaries> {
  if (home.user.uid === undefined || (await canReach(home.user, join(binaries.folder, "postgres"))))
    return binaries;
  const copy = join(home.folder, `programs-${binaries.version}`);
  const complete = join(copy, "complete");
  if ((await readTextIfAny(complete)) === undefined) {
    await rm(copy, { recursive: true, force: true });
    await cp(join(binaries.folder, ".."), copy, { recursive: true, verbatimSymlinks: true });
    await runProgram("chmod", ["-R", "a+rX", copy]);
    await writeFile(complete, "");
  }
  return { ...binaries, folder: join(copy, "bin") };
}

/** Below a folder that is readable by its owner only, every file of the database is out of others' reach. */
async function makeFolder(folder: string, user: ProgramUser): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid ?? user.uid);
}

/** Lets others pass through the data folder without seeing what is in it; the folder is ours alone. */
async function letPass(dataFolder: string): Promise<void> {
  const { mode, uid } = await stat(dataFolder);
  if (uid === process.getuid?.() && (mode & 0o011) !== 0o011) await chmod(dataFolder, (mode & 0o777) | 0o011);
}

/** The same data folder always gets the same name, another one another. */
function nameFor(folder: {
  readonly ino: number;
  readonly dev: number;
  readonly birthtimeMs: number;
}): string {
  const text = `${folder.dev}/${folder.ino}/${folder.birthtimeMs}`;
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** Returns the number of the process that the cluster's lock file names, and whether that server says it is ready. */
export async function readPidFile(cluster: string): Promise<{ pid: number; ready: boolean } | undefined> {
  const lines = (await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  const pid = Math.abs(Number(lines[0]));
  return pid > 0 ? { pid, ready: lines[7]?.trim() === "ready" } : undefined;
}
