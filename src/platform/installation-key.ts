// The installation's first key: seals what is kept of messages, so that a copy of the database alone reveals none of it.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { appendFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { makeOnce, readIfThere, shred } from "./key-files.ts";
import { joinShares, splitSecret, type KeyShare } from "./key-shares.ts";
import { StartupRefused, startupProblemOf } from "./startup-problems.ts";

export const keyBytes = 32;

/** What stands beside a key file whose key was split among persons: how many are needed, and by what the key is known again. */
export type Splitting = {
  readonly needed: number;
  readonly holders: number;
  /** Of the key, for whoever joins shares; no way leads back from it. */
  readonly fingerprint: string;
  /** Whether the file goes as soon as a server has read it: each start needs the holders again. */
  readonly eachStart: boolean;
};

const besideKey = (file: string): string => `${file}.shares`;

export function keyFingerprint(key: Uint8Array): string {
  return createHash("sha256").update("openpiu split key").update(key).digest("hex").slice(0, 16);
}

/** How the key of this file was split; null where it never was. */
export async function splittingOf(file: string): Promise<Splitting | null> {
  const text = await readIfThere(besideKey(file));
  return text === undefined ? null : (JSON.parse(text.toString()) as Splitting);
}

/**
 * Splits the key in `file` and says so beside it, after trying that shares give it back. `handOut` keeps the shares where persons
 * get them; only when it has, the file goes with `eachStart`: a key in nobody's hands would be lost.
 */
export async function splitInstallationKey(
  file: string,
  { needed, holders, eachStart }: Omit<Splitting, "fingerprint">,
  handOut: (shares: readonly KeyShare[]) => Promise<void>,
): Promise<void> {
  const key = await installationKey(file);
  const shares = splitSecret(key, needed, holders);
  assert(Buffer.from(joinShares(shares.slice(-needed))).equals(key), "shares give the key back");
  await handOut(shares);
  const splitting: Splitting = { needed, holders, fingerprint: keyFingerprint(key), eachStart };
  await writeFile(besideKey(file), JSON.stringify(splitting), { mode: 0o600, flush: true });
  if (eachStart) await shred(file);
}

/** The key that these shares give back; undefined when they are too few or not of the key that was split. */
function joined(splitting: Splitting | null, shares: readonly KeyShare[]): Uint8Array | undefined {
  if (splitting === null || shares.length < splitting.needed) return undefined;
  const key = joinShares(shares);
  return keyFingerprint(key) === splitting.fingerprint ? key : undefined;
}

/** Puts the key that these shares give back into `file`; false when they are too few or not of this key. */
export async function joinInstallationKey(file: string, shares: readonly KeyShare[]): Promise<boolean> {
  const key = joined(await splittingOf(file), shares);
  if (key === undefined) return false;
  await makeOnce(file, `${Buffer.from(key).toString("base64")}\n`);
  return true;
}

/**
 * Whether as many holders as are needed stand behind an act on keys (roles.md F15): how many they are; zero where the key was
 * never split, so that nobody holds a share; undefined where they are too few or a share is of another key.
 */
export async function heldTogether(file: string, shares: readonly KeyShare[]): Promise<number | undefined> {
  const splitting = await splittingOf(file);
  if (splitting === null) return 0;
  return joined(splitting, shares) === undefined ? undefined : shares.length;
}

/** A coming together of holders before there was a database to tell it to. */
export type Joining = {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  /** The places of the shares that were brought. */
  readonly places: readonly number[];
};
const joiningsFile = (file: string): string => `${file}.joined`;

/** Keeps it beside the key file until a server tells the ledger (joiningsOf). */
export async function noteJoining(file: string, joining: Joining): Promise<void> {
  await appendFile(joiningsFile(file), `${JSON.stringify(joining)}\n`, { mode: 0o600, flush: true });
}

/** The joinings that no server has told yet, the oldest first; `told` forgets them. A line that was cut off is none. */
export async function joiningsOf(
  file: string,
): Promise<{ readonly joinings: readonly Joining[]; readonly told: () => Promise<void> }> {
  // Moved aside first: what is noted from here on waits for the next server.
  const aside = `${joiningsFile(file)}.telling`;
  if ((await readIfThere(aside)) === undefined) {
    await rename(joiningsFile(file), aside).catch((problem: NodeJS.ErrnoException) => {
      if (problem.code !== "ENOENT") throw problem;
    });
  }
  const text = (await readIfThere(aside))?.toString() ?? "";
  const joinings = text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Joining);
  return { joinings, told: () => rm(aside, { force: true }) };
}

/** What a server does when it has taken the key up: where each start needs the holders, the file goes. */
export async function keyTakenUp(file: string): Promise<void> {
  if ((await splittingOf(file))?.eachStart === true) await shred(file);
}

/**
 * Returns the 32 bytes of the key in `file`; makes the file, readable by its owner only, when it is missing.
 * Throws StartupRefused when it cannot be read or is no key: a new one in its place could not open what the right one sealed.
 */
export async function installationKey(file: string): Promise<Buffer> {
  try {
    if ((await readIfThere(file)) === undefined) {
      const splitting = await splittingOf(file);
      if (splitting !== null) throw keyInShares(file, splitting);
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

function keyInShares(file: string, { needed, holders }: Splitting): StartupRefused {
  return new StartupRefused({
    code: "key-in-shares",
    text: `the key ${file} is split among ${holders} persons, and not put together`,
    mend: `Have ${needed} of them put it together: openpiu keys join`,
  });
}

export function unusableKey(file: string): StartupRefused {
  return new StartupRefused({
    code: "key-unusable",
    text: `the key file ${file} does not hold ${keyBytes} bytes in base64`,
    mend: "Bring back the right file, or set KEY_FILE to it",
  });
}
