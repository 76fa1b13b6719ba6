// The installation's first key: seals what is kept of messages, so that a copy of the database alone reveals none of it.
import { randomBytes } from "node:crypto";
import { dirname } from "node:path";
import { makeOnce, readIfThere } from "./key-files.ts";
import { StartupRefused, startupProblemOf } from "./startup-problems.ts";

export const keyBytes = 32;

/**
 * Returns the 32 bytes of the key in `file`; makes the file, readable by its owner only, when it is missing.
 * Throws StartupRefused when it cannot be read or is no key: a new one in its place could not open what the right one sealed.
 */
export async function installationKey(file: string): Promise<Buffer> {
  try {
    if ((await readIfThere(file)) === undefined) {
      await makeOnce(file, `${randomBytes(keyBytes).toString("base64")}\n`);
    }
    const key = Buffer.from(((await readIfThere(file)) ?? "").toString().trim(), "base64");
    if (key.length !== keyBytes) throw unusableKey(file);
    return key;
  } catch (error) {
    const problem = startupProblemOf(error, { doing: "using-data-folder", folder: dirname(file) });
    throw problem === undefined || error instanceof StartupRefused
      ? error
      : new StartupRefused(problem, error);
  }
}

export function unusableKey(file: string): StartupRefused {
  return new StartupRefused({
    code: "key-unusable",
    text: `the key file ${file} does not hold ${keyBytes} bytes in base64`,
    mend: "Bring back the right file, or set KEY_FILE to it",
  });
}
