// The installation's key: seals what is kept of messages, so that a copy of the database alone reveals none of it.
import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { StartupRefused, startupProblemOf } from "./startup-problems.ts";

const keyBytes = 32;

/**
 * Returns the 32 bytes of the key in `file`; makes the file, readable by its owner only, when it is missing.
 * Throws StartupRefused when it cannot be read or is no key: a new one in its place could not open what the right one sealed.
 */
export async function installationKey(file: string): Promise<Buffer> {
  try {
    await makeIfMissing(file);
    const key = Buffer.from((await readFile(file, "utf8")).trim(), "base64");
    if (key.length !== keyBytes) throw unusable(file);
    return key;
  } catch (error) {
    const problem = startupProblemOf(error, { doing: "using-data-folder", folder: dirname(file) });
    throw problem === undefined || error instanceof StartupRefused
      ? error
      : new StartupRefused(problem, error);
  }
}

/** Written beside its place and linked there whole: of two servers that start at once one makes the key, both use it. */
async function makeIfMissing(file: string): Promise<void> {
  if (await stat(file).then(() => true, isMissing)) return;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const made = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(made, `${randomBytes(keyBytes).toString("base64")}\n`, { mode: 0o600, flush: true });
  try {
    await link(made, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await rm(made, { force: true });
  }
}

function isMissing(error: unknown): false {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
  throw error;
}

function unusable(file: string): StartupRefused {
  return new StartupRefused({
    code: "key-unusable",
    text: `the key file ${file} does not hold ${keyBytes} bytes in base64`,
    mend: "Bring back the right file, or set KEY_FILE to it",
  });
}
