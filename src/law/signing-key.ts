// The key that signs legal profiles: Ed25519, in a file beside the installation's key, never in the database.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { StartupRefused, startupProblemOf } from "#platform";

export type ProfileKeyPair = {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** The first 16 hexadecimal digits of SHA-256 over the public key (SPKI). */
  readonly id: string;
};

/** Where the key stands: beside `keyFile`, shared like it by all servers on one database. */
export function profileKeyFile(keyFile: string): string {
  return join(dirname(keyFile), "profile-signing.key");
}

/** Reads the key; undefined when there is no file. Throws StartupRefused for a file that holds none. */
export async function readProfileKey(file: string): Promise<ProfileKeyPair | undefined> {
  try {
    return pairOf(await readFile(file, "utf8"), file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    const problem = startupProblemOf(error, { doing: "using-data-folder", folder: dirname(file) });
    throw problem === undefined || error instanceof StartupRefused
      ? error
      : new StartupRefused(problem, error);
  }
}

/** Makes the key, readable by its owner only; of two servers that start at once one makes it and both use it. */
export async function makeProfileKey(file: string): Promise<ProfileKeyPair> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
    const made = `${file}.${randomBytes(6).toString("hex")}`;
    await writeFile(made, pem, { mode: 0o600, flush: true });
    try {
      await link(made, file);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    } finally {
      await rm(made, { force: true });
    }
  } catch (error) {
    const problem = startupProblemOf(error, { doing: "using-data-folder", folder: dirname(file) });
    throw problem === undefined ? error : new StartupRefused(problem, error);
  }
  const pair = await readProfileKey(file);
  if (pair === undefined) throw new Error(`${file} was made and is gone`);
  return pair;
}

function pairOf(pem: string, file: string): ProfileKeyPair {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch (error) {
    throw unusable(file, error);
  }
  if (privateKey.asymmetricKeyType !== "ed25519") throw unusable(file);
  const publicKey = createPublicKey(privateKey);
  const spki = publicKey.export({ type: "spki", format: "der" });
  return { privateKey, publicKey, id: createHash("sha256").update(spki).digest("hex").slice(0, 16) };
}

function unusable(file: string, cause?: unknown): StartupRefused {
  return new StartupRefused(
    {
      code: "profile-key-unusable",
      text: `the file ${file} holds no key that signs legal profiles (Ed25519)`,
      mend: "Bring back the right file, from the safe copy that is kept with that of KEY_FILE",
    },
    cause,
  );
}

export function signText(key: ProfileKeyPair, text: string): Buffer {
  return sign(null, Buffer.from(text, "utf8"), key.privateKey);
}

export function isSignedBy(key: ProfileKeyPair, text: string, signature: Uint8Array): boolean {
  return verify(null, Buffer.from(text, "utf8"), key.publicKey, signature);
}
