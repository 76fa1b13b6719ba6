// The folder of the server's socket: private to one user, and with a path short enough for the system.
import { createHash } from "node:crypto";
import { chmod, chown, lstat, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StartupRefused } from "../startup-problems.ts";
import { canReach, ownUser } from "./server-user.ts";
import type { ProgramUser } from "./running-programs.ts";

/** A socket's path may have 107 bytes on Linux and 103 on macOS; PostgreSQL adds the name of the file. */
const folderBytesMax = 103 - "/.s.PGSQL.5432".length;

/**
 * Makes the folder and returns its path: inside the database's own folder, or where that path is too long, a short one
 * under XDG_RUNTIME_DIR or the folder for temporary files, the same at every start.
 */
export async function prepareSocketFolder(home: string, user: ProgramUser): Promise<string> {
  const inside = join(home, "socket");
  const folder = Buffer.byteLength(inside) <= folderBytesMax ? inside : await shortFolder(home, user);
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  });
  // Another user could have laid a folder or link of this name into the shared place before us.
  const found = await lstat(folder);
  const allowed = [user.uid ?? process.getuid?.(), process.getuid?.()];
  if (!found.isDirectory() || !allowed.includes(found.uid)) {
    throw new StartupRefused({
      code: "data-folder-other-owner",
      text: `${folder}, where the database's socket belongs, is not this user's`,
      mend: "Remove it, or set DATA_FOLDER to a folder with a shorter path",
    });
  }
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid ?? user.uid);
  await chmod(folder, 0o700);
  return folder;
}

async function shortFolder(home: string, user: ProgramUser): Promise<string> {
  const name = `openpiu-${createHash("sha256").update(home).digest("hex").slice(0, 12)}`;
  for (const parent of [process.env["XDG_RUNTIME_DIR"], tmpdir(), "/tmp"]) {
    if (parent === undefined || parent === "") continue;
    const folder = join(parent, name);
    if (Buffer.byteLength(folder) > folderBytesMax) continue;
    if (await canReach(user.uid === undefined ? ownUser() : user, parent)) return folder;
  }
  throw new StartupRefused({
    code: "data-folder-unwritable",
    text: `the path of the data folder is too long for a socket, and there is no folder for temporary files`,
    mend: "Set DATA_FOLDER to a folder with a shorter path",
  });
}
