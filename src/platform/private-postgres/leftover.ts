// Ends what a killed OpenPIU left behind in the database's folder, so that the next start is an ordinary one.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { StartupRefused } from "../startup-problems.ts";
import { readPidFile } from "./database-home.ts";
import { isRunning, processesIn, waitUntil, worksIn } from "./running-programs.ts";

/**
 * Stops a server of this cluster that still runs without its OpenPIU, waits for processes of one that died, and removes a
 * lock file whose number now belongs to a stranger. Only called by the holder of the data folder's lock.
 * Returns what was done, for the log; undefined when there was nothing.
 */
export async function clearLeftover(cluster: string): Promise<string | undefined> {
  const left = await readPidFile(cluster);
  if (left === undefined) return undefined;
  const server = isRunning(left.pid) && (await worksIn(left.pid, cluster));
  if (server) {
    await stopServer(left.pid);
  }
  // Processes of a server that was killed end by themselves; one that hangs would write into our files.
  const gone = await waitUntil(async () => (await processesIn(cluster)).length === 0, 5_000);
  if (!gone) {
    for (const pid of await processesIn(cluster)) endNow(pid, "SIGKILL");
    if (!(await waitUntil(async () => (await processesIn(cluster)).length === 0, 5_000)))
      throw stillThere(cluster);
  }
  if (server) return `stopped the database server that an earlier OpenPIU left running (process ${left.pid})`;
  // PostgreSQL itself recovers from a stale lock file, except when a stranger has the number now.
  if (isRunning(left.pid)) await rm(join(cluster, "postmaster.pid"), { force: true });
  return "the database server was killed before; PostgreSQL recovers from its log";
}

/** Fast shutdown: running transactions are rolled back, everything committed is written. A hanging one is ended harder. */
async function stopServer(pid: number): Promise<void> {
  for (const [signal, limitMs] of [
    ["SIGINT", 60_000],
    ["SIGQUIT", 10_000],
    ["SIGKILL", 5_000],
  ] as const) {
    endNow(pid, signal);
    if (await waitUntil(() => !isRunning(pid), limitMs)) return;
  }
}

/** The process may have ended in the meantime: that is what was wanted. */
function endNow(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function stillThere(cluster: string): StartupRefused {
  return new StartupRefused({
    code: "data-folder-in-use",
    text: `another PostgreSQL still runs in ${cluster} and cannot be ended`,
    mend: "End it by hand: its number is the first line of postmaster.pid there",
  });
}
