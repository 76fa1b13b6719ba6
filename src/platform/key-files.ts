// Key files: made once and whole, replaced without a gap, destroyed by overwriting.
import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm, unlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes `file` with these contents, readable by its owner only; false when it is there already and stays as it is. Written
 * beside its place and linked there whole: of two servers that start at once one makes the key, both use it.
 */
export async function makeOnce(file: string, contents: Uint8Array | string): Promise<boolean> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const made = besides(file);
  try {
    await writeFile(made, contents, { mode: 0o600, flush: true });
    await link(made, file);
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(made, { force: true });
  }
  await flushFolder(dirname(file));
  return true;
}

/** Puts new contents in the place of a file's; what stood there is overwritten. Undefined file: nothing is done. */
export async function replace(file: string, contents: Uint8Array): Promise<void> {
  const old = await open(file, "r+").catch(missing);
  if (old === undefined) return;
  try {
    const made = besides(file);
    try {
      await writeFile(made, contents, { mode: 0o600, flush: true });
      await rename(made, file);
    } catch (error) {
      await rm(made, { force: true });
      throw error;
    }
    await flushFolder(dirname(file));
    await overwrite(old);
  } finally {
    await old.close();
  }
}

/** Overwrites a file with random bytes, flushes it to the disk, and removes it. False: there was none. */
export async function shred(file: string): Promise<boolean> {
  const handle = await open(file, "r+").catch(missing);
  if (handle === undefined) return false;
  try {
    await overwrite(handle);
  } finally {
    await handle.close();
  }
  await unlink(file).catch(missing);
  await flushFolder(dirname(file));
  return true;
}

/** A file's bytes; undefined when there is none. */
export function readIfThere(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch(missing);
}

async function overwrite(handle: Awaited<ReturnType<typeof open>>): Promise<void> {
  const { size } = await handle.stat();
  await handle.write(randomBytes(Math.max(size, 1)), 0, size, 0);
  await handle.sync();
}

/** A name is on the disk only when its folder is. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const besides = (file: string): string => `${file}.${randomBytes(6).toString("hex")}`;

/** For a file that somebody else removed meanwhile: anything else is thrown on. */
export function missing(error: unknown): undefined {
  if (isCode(error, "ENOENT")) return undefined;
  throw error;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
