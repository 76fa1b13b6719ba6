// Under which user PostgreSQL runs (it refuses root), and what that user can reach.
import { stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { dirname } from "node:path";
import { StartupRefused } from "../startup-problems.ts";
import { type ProgramUser, runProgram } from "./running-programs.ts";

/** Users that fit, best first. Each machine has at least the last. */
const unprivilegedUsers: readonly string[] = ["postgres", "_postgres", "nobody"];

/** The user of this process. Its name is what PostgreSQL's peer check sees. */
export function ownUser(): ProgramUser {
  try {
    return { name: userInfo().username };
  } catch (error) {
    throw new StartupRefused(
      {
        code: "postgres-no-user",
        text: `the user of this process (number ${process.getuid?.()}) has no name on this machine, and PostgreSQL needs one`,
        mend: "Add it to /etc/passwd, or set DATABASE_URL to a server",
      },
      error,
    );
  }
}

/**
 * Returns the user that PostgreSQL is to run as. Not root: this one. Root: the owner of the database that is already in
 * `cluster`, else the first unprivileged user of the machine.
 * Throws StartupRefused when the database belongs to someone else, or no user fits.
 */
export async function serverUser(cluster: string): Promise<ProgramUser> {
  const own = process.getuid?.();
  const owner = (await statIfAny(cluster)) ?? (own === 0 ? undefined : await statIfAny(dirname(cluster)));
  if (own !== 0) {
    if (owner !== undefined && owner.uid !== own) throw belongsToAnother(cluster, owner.uid);
    return ownUser();
  }
  const candidates = owner !== undefined && owner.uid !== 0 ? [String(owner.uid)] : unprivilegedUsers;
  for (const candidate of candidates) {
    const user = await lookUp(candidate);
    if (user !== undefined) return user;
  }
  throw new StartupRefused({
    code: "postgres-no-user",
    text: "PostgreSQL cannot run as root, and this machine has neither a user postgres nor a user nobody",
    mend: "Start OpenPIU as an ordinary user, or set DATABASE_URL to a server",
  });
}

/** Tells whether this user can enter a folder, or run a program, whatever access rules stand on the way to it. */
export async function canReach(user: ProgramUser, path: string): Promise<boolean> {
  const { code } = await runProgram("/bin/sh", ["-c", 'test -x "$1"', "sh", path], user);
  return code === 0;
}

function belongsToAnother(cluster: string, uid: number): StartupRefused {
  return new StartupRefused({
    code: "data-folder-other-owner",
    text: `the database in ${cluster} belongs to another user (number ${uid})`,
    mend: "Start OpenPIU as the user that started it before (after a start as root: as root), or set DATA_FOLDER to a new folder",
  });
}

function statIfAny(path: string): Promise<{ readonly uid: number } | undefined> {
  return stat(path).catch(() => undefined);
}

/** `id` asks all sources of users that the machine has, not only /etc/passwd. */
async function lookUp(nameOrNumber: string): Promise<ProgramUser | undefined> {
  const [uid, gid, name] = await Promise.all(
    ["-u", "-g", "-un"].map((option) => runProgram("id", [option, nameOrNumber])),
  );
  if (uid?.code !== 0 || gid?.code !== 0 || name?.code !== 0) return undefined;
  const user = { name: name.output.trim(), uid: Number(uid.output), gid: Number(gid.output) };
  return user.uid > 0 ? user : undefined;
}
