// The keys that heads are signed by: numbered files beside the other keys, outside the database; the newest signs.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { makeOnce, readIfThere, StartupRefused } from "#platform";

const fileOf = (folder: string, number: number): string => join(folder, `ledger-${number}.pem`);

/** The keys in `folder`, oldest first; the first is made when there is none. Throws StartupRefused for one that is no key. */
export async function headKeys(folder: string): Promise<readonly [KeyObject, ...KeyObject[]]> {
  if ((await readIfThere(fileOf(folder, 1))) === undefined) await makeKey(folder, 1);
  const numbers = (await readdir(folder))
    .map((name) => Number(/^ledger-(\d+)\.pem$/.exec(name)?.[1] ?? 0))
    .filter((number) => number > 1)
    .toSorted((one, other) => one - other);
  const first = await readKey(folder, 1);
  return [first, ...(await Promise.all(numbers.map((number) => readKey(folder, number))))];
}

/** Makes a further key, which signs from now on; the one before signs it when it is first used. Returns its number. */
export async function addHeadKey(folder: string): Promise<number> {
  for (let number = (await headKeys(folder)).length + 1; ; number += 1) {
    if (await makeKey(folder, number)) return number;
  }
}

function makeKey(folder: string, number: number): Promise<boolean> {
  const { privateKey } = generateKeyPairSync("ed25519");
  return makeOnce(fileOf(folder, number), privateKey.export({ type: "pkcs8", format: "pem" }));
}

async function readKey(folder: string, number: number): Promise<KeyObject> {
  const file = fileOf(folder, number);
  const pem = await readIfThere(file);
  try {
    const key = createPrivateKey(pem ?? "");
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch (problem) {
    throw unusable(file, problem);
  }
  throw unusable(file);
}

const unusable = (file: string, cause?: unknown): StartupRefused =>
  new StartupRefused(
    {
      code: "key-unusable",
      text: `${file} holds no Ed25519 key`,
      mend: "Restore the file from its backup: heads of the ledger are signed with it",
    },
    cause,
  );
