// Starting other programs and looking at those that run: the little that Node does not offer.
import { execFile, spawn } from "node:child_process";
import { readdir, readFile, readlink } from "node:fs/promises";

/** The user a program runs as; absent ids mean: the user of this process. */
export type ProgramUser = { readonly name: string; readonly uid?: number; readonly gid?: number };

export type ProgramEnd = { readonly code: number | null; readonly output: string };

/**
 * Runs a program to its end and returns its exit code (null when it could not be started or was killed) with all it printed.
 * Runs with a fixed environment, so that the language and settings of the caller change nothing.
 */
export function runProgram(
  file: string,
  args: readonly string[],
  user?: ProgramUser,
  variables: Readonly<Record<string, string>> = {},
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: "/",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...plainEnvironment(), ...variables },
      ...idsOf(user),
    });
    let output = "";
    const keep = (text: string): void => {
      output = (output + text).slice(-16_384);
    };
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    child.once("error", (error) => resolve({ code: null, output: error.message }));
    child.once("close", (code) => resolve({ code, output }));
  });
}

/** What every program of PostgreSQL is started with: no PG* variable of the caller reaches it. */
export function plainEnvironment(): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
}

/** The spawn options that make a program run as this user. */
export function idsOf(user: ProgramUser | undefined): { uid?: number; gid?: number } {
  return user?.uid === undefined ? {} : { uid: user.uid, gid: user.gid ?? user.uid };
}

/** Tells whether a process of this number exists, whoever owns it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Returns a text that is the same for the life of a process and differs for the next one with the same number:
 * the start of this boot and of the process. Undefined when the process is gone.
 */
export async function birthOf(pid: number): Promise<string | undefined> {
  if (process.platform === "linux") {
    const stat = await readTextIfAny(`/proc/${pid}/stat`);
    const boot = await readTextIfAny("/proc/sys/kernel/random/boot_id");
    // The name in parentheses may hold spaces: fields are counted from its end. Field 22 is the start in clock ticks.
    const ticks = stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return ticks === undefined ? undefined : `${boot?.trim() ?? ""}/${ticks}`;
  }
  return (await describeWithPs(pid, "lstart=")) || undefined;
}

/** Tells whether this process is a PostgreSQL at work in `folder` (its working folder is its data folder). */
export async function worksIn(pid: number, folder: string): Promise<boolean> {
  if (process.platform === "linux") {
    const [place, name] = await Promise.all([
      linkTarget(`/proc/${pid}/cwd`),
      readTextIfAny(`/proc/${pid}/comm`),
    ]);
    return place === folder && /postgres/.test(name ?? "");
  }
  const command = await describeWithPs(pid, "command=");
  return command.includes("postgres") && command.includes(folder);
}

/** Returns the numbers of all PostgreSQL processes at work in `folder`. Where the system does not tell, none. */
export async function processesIn(folder: string): Promise<readonly number[]> {
  if (process.platform !== "linux") return [];
  const numbers = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const at = await Promise.all(numbers.map((pid) => worksIn(pid, folder)));
  return numbers.filter((_, index) => at[index]);
}

/** Waits until `done` says true, looking every few milliseconds; returns false when `limitMs` passed before. */
export async function waitUntil(done: () => boolean | Promise<boolean>, limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs;
  for (;;) {
    if (await done()) return true;
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** Returns the text of a file, or undefined when it cannot be read. */
export async function readTextIfAny(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

function linkTarget(path: string): Promise<string | undefined> {
  return readlink(path).catch(() => undefined);
}

function describeWithPs(pid: number, columns: string): Promise<string> {
  return new Promise((resolve) => {
    execFile("ps", ["-o", columns, "-p", String(pid)], (_error, stdout) => resolve(stdout.trim()));
  });
}
