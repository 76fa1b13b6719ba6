// Looks at the private PostgreSQL of a data folder without starting or changing anything.
import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import { findBinaries } from "./binaries.ts";
import { lockHolder } from "./folder-lock.ts";
import { isRunning, readTextIfAny } from "./running-programs.ts";

export type PrivatePostgresState = {
  /** The process that uses the data folder now. */
  readonly holder: number | undefined;
  /** The version that made the database; absent when there is none yet, or it cannot be read. */
  readonly clusterMajor: number | undefined;
  /** The address of the running server; absent when none runs. */
  readonly url: string | undefined;
  /** Versions of the programs that were found, best first. */
  readonly versions: readonly string[];
  readonly majors: readonly number[];
  /** A database is there, and this user may not look at it. */
  readonly closed: boolean;
};

/** Returns what is known about the private database of this data folder, which may not exist. */
export async function examinePrivatePostgres(dataFolder: string): Promise<PrivatePostgresState> {
  const inside = join(dataFolder, "postgres");
  const home = (await readTextIfAny(join(inside, "location")))?.trim() ?? inside;
  const cluster = join(home, "cluster");
  const [holder, version, pidFile, found] = await Promise.all([
    lockHolder(dataFolder),
    readTextIfAny(join(cluster, "PG_VERSION")),
    readTextIfAny(join(cluster, "postmaster.pid")),
    findBinaries(),
  ]);
  const lines = pidFile?.split("\n") ?? [];
  // The server's own lock file: its number, …, the folder of its socket, …, its state.
  const running = isRunning(Number(lines[0])) && lines[7]?.trim() === "ready" && lines[4] !== undefined;
  return {
    holder,
    clusterMajor: Number(version?.trim()) || undefined,
    url: running ? `postgres://openpiu@/openpiu?host=${encodeURIComponent(lines[4] ?? "")}` : undefined,
    versions: found.map((one) => `${one.version} (${one.origin === "machine" ? one.folder : "npm package"})`),
    majors: found.map(({ major }) => major),
    closed: await isClosed(cluster),
  };
}

async function isClosed(cluster: string): Promise<boolean> {
  return access(cluster, constants.R_OK | constants.X_OK).then(
    () => false,
    (error: unknown) => error instanceof Error && "code" in error && error.code === "EACCES",
  );
}
