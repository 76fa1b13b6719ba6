// The disk of a watched folder, in which others write too: nothing is followed, nothing half-written is shown.
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { lstat, mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Makes the folder when it is missing; throws when its name stands for something else, such as a link to elsewhere. */
export async function requireFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  if (!(await lstat(path)).isDirectory()) throw new Error(`${path} is no folder of its own, but a link`);
}

/** Writes a file whole or not at all; one of the same name is replaced, and a link of that name too. */
export async function putFile(folder: string, name: string, content: string | Uint8Array): Promise<void> {
  await requireFolder(folder);
  const unfinished = join(folder, `.${randomBytes(9).toString("base64url")}.tmp`);
  try {
    await writeFile(unfinished, content, { flag: "wx", flush: true });
    await rename(unfinished, join(folder, name));
  } catch (problem) {
    await rm(unfinished, { force: true });
    throw problem;
  }
}

/** Gives the file another name; false when it is gone: another server was first. */
export async function moveFile(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (problem) {
    if (isMissing(problem)) return false;
    throw problem;
  }
}

/** The bytes of a file of at most `bytesMax`; its size when it has more. Throws for anything that is no plain file. */
export async function readPlainFile(path: string, bytesMax: number): Promise<Buffer | number> {
  await using handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  const found = await handle.stat();
  if (!found.isFile()) throw new Error("this is no plain file");
  if (found.size > bytesMax) return found.size;
  const bytes = await handle.readFile();
  return bytes.length > bytesMax ? bytes.length : bytes;
}

export function isMissing(problem: unknown): boolean {
  return problem instanceof Error && "code" in problem && problem.code === "ENOENT";
}
