// openpiu keys split and keys join: the installation's key in the hands of several persons, none of whom has it alone (roles.md F15).
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import {
  heldTogether,
  joinInstallationKey,
  newId,
  noteJoining,
  openDatabase,
  readConfig,
  shareOf,
  shareText,
  splitInstallationKey,
  splittingOf,
  startupLine,
  systemActor,
  systemClock,
  type KeyShare,
} from "#platform";
import { withDatabase, type Surroundings } from "./reach-database.ts";

export type SplitAsked = {
  readonly needed: number;
  readonly holders: number;
  readonly eachStart: boolean;
  /** Where a file for each holder is put. */
  readonly to: string;
};

/** Exit code 0 done, 3 no database: a splitting that the ledger does not have is none. */
export function splitKey({ to, ...how }: SplitAsked, surroundings: Surroundings): Promise<number> {
  return withDatabase(surroundings, {}, async ({ url, config }) => {
    const folder = resolve(to);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const database = openDatabase({ url, clock: systemClock, connections: 1 });
    try {
      await database.transaction(systemActor("keys"), async (tx) =>
        tx.record({ action: "key.split", subjectKind: "key", subjectId: "master-1", detail: how }),
      );
    } finally {
      await database.close();
    }
    await splitInstallationKey(config.keyFile, how, async (shares) => {
      for (const share of shares) {
        const file = join(folder, `share-${share.place}.txt`);
        await writeFile(file, `${shareText(share)}\n`, { mode: 0o600, flag: "wx", flush: true });
        await surroundings.out(JSON.stringify({ holder: share.place, file }));
      }
    });
    surroundings.err(
      `Give each file to one person and overwrite it here. Any ${how.needed} of them put the key together: openpiu keys join FILE...`,
    );
    return 0;
  });
}

/** Exit code 0 done, 1 too few shares or not of this key, 2 a file that holds no share. Needs no database: nothing runs yet. */
export async function joinKey(
  files: readonly string[],
  { environment, root, out, err }: Surroundings,
): Promise<number> {
  const reading = readConfig(environment, { demonstration: false, workingFolder: root });
  if ("problems" in reading) {
    for (const problem of reading.problems) err(startupLine(problem));
    return 3;
  }
  const { keyFile } = reading.config;
  const splitting = await splittingOf(keyFile);
  if (splitting === null) {
    err(`The key ${keyFile} was never split.`);
    return 2;
  }
  const read = await readShares(files);
  if ("unreadable" in read) {
    err(`${read.unreadable} holds no share: a letter of it may be wrong.`);
    return 2;
  }
  const { shares } = read;
  if ((await heldTogether(keyFile, [...shares.values()])) === undefined) {
    err(
      `The key does not come together: ${splitting.needed} different shares of its last splitting are needed, ${shares.size} were given.`,
    );
    return 1;
  }
  // No database runs yet: the server that starts by this key tells the ledger. Noted first, so that no key lies there untold.
  const at = systemClock.now();
  await noteJoining(keyFile, {
    id: newId(at),
    at: at.toISOString(),
    places: [...shares.keys()].toSorted((a, b) => a - b),
  });
  await joinInstallationKey(keyFile, [...shares.values()]);
  await out(JSON.stringify({ joined: keyFile, of: shares.size }));
  return 0;
}

/** The shares in these files by their place; the first file that holds none. */
export async function readShares(
  files: readonly string[],
): Promise<{ readonly shares: ReadonlyMap<number, KeyShare> } | { readonly unreadable: string }> {
  const shares = new Map<number, KeyShare>();
  for (const file of files) {
    const share = shareOf(await readFile(resolve(file), "utf8"));
    if (share === null) return { unreadable: file };
    shares.set(share.place, share);
  }
  return { shares };
}
