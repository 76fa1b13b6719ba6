// The unit's keys, in a folder outside the database: numbered master keys, and under them one data key a period.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { installationKey, keyBytes, unusableKey } from "./installation-key.ts";
import { makeOnce } from "./key-files.ts";
import { openPeriodKeys, type PeriodKeys } from "./period-keys.ts";
import type { KeyHolder, MasterKey, UnitSecret } from "./seal.ts";
import { StartupRefused, startupProblemOf } from "./startup-problems.ts";

export type Keyring = KeyHolder & {
  /** Absolute: where everything but the first key lies. */
  readonly folder: string;
  /** The numbers of the master keys, ascending. */
  numbers(): readonly number[];
  /** Makes a further master key, by which everything is sealed from now on; returns its number. */
  addMaster(): Promise<number>;
  /** Makes a further secret that the unit's keys towards others are derived from as of `at`; returns its number (the first is key 1). */
  addUnitSecret(at: Date): Promise<number>;
  readonly periods: PeriodKeys;
};

const masterName = /^master-(\d{1,5})\.key$/;
const unitName = /^unit-(\d{1,5})\.key$/;

/**
 * Opens the keyring: `firstKeyFile` holds key 1 and is made when missing, `folder` the later ones. Servers that share the
 * folder see each other's new keys at once. Throws StartupRefused when a key is unusable or the folder is closed to us.
 */
export async function openKeyring(files: { firstKeyFile: string; folder: string }): Promise<Keyring> {
  const { firstKeyFile, folder } = files;
  const root = await installationKey(firstKeyFile);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const masters = openMasters(root, folder);
    masters.newest();
    const periods = await openPeriodKeys(join(folder, "periods"), masters);
    return { ...masters, folder, periods };
  } catch (error) {
    const problem = startupProblemOf(error, { doing: "using-data-folder", folder });
    throw problem === undefined || error instanceof StartupRefused
      ? error
      : new StartupRefused(problem, error);
  }
}

function openMasters(root: Uint8Array, folder: string): Omit<Keyring, "folder" | "periods"> {
  let known: ReadonlyMap<number, MasterKey> = new Map([[1, { id: 1, key: root }]]);
  let further: readonly UnitSecret[] = [];
  let seen = -1;

  /** Another server may have made a key: the folder's time tells, at the price of one look. */
  function look(): void {
    const changed = statSync(folder).mtimeMs;
    if (changed === seen) return;
    const found = new Map<number, MasterKey>([[1, { id: 1, key: root }]]);
    const secrets: UnitSecret[] = [];
    for (const name of readdirSync(folder)) {
      const secret = Number(unitName.exec(name)?.[1] ?? 0);
      if (secret > 1) {
        const file = join(folder, name);
        const since = readFileSync(file, "utf8").split("\n")[1] ?? "";
        if (Number.isNaN(Date.parse(since))) throw unusableKey(file);
        secrets.push({ id: secret, key: masterIn(file), since: new Date(since) });
      }
      const id = Number(masterName.exec(name)?.[1] ?? 0);
      if (id > 1) found.set(id, known.get(id) ?? { id, key: masterIn(join(folder, name)) });
    }
    known = found;
    further = secrets.toSorted((one, other) => one.id - other.id);
    seen = changed;
  }

  const newest = (): MasterKey => {
    look();
    const key = known.get(Math.max(...known.keys()));
    assert(key !== undefined, "there is a first key");
    return key;
  };
  return {
    root,
    newest,
    unitSecrets: () => {
      look();
      return [{ id: 1, key: root, since: null }, ...further];
    },
    addUnitSecret: async (at) => {
      look();
      const contents = `${randomBytes(keyBytes).toString("base64")}\n${at.toISOString()}\n`;
      for (let id = (further.at(-1)?.id ?? 1) + 1; ; id += 1) {
        if (await makeOnce(join(folder, `unit-${id}.key`), contents)) {
          seen = -1;
          return id;
        }
      }
    },
    numbered: (id) => {
      if (!known.has(id)) look();
      return known.get(id);
    },
    numbers: () => {
      look();
      return [...known.keys()].toSorted((a, b) => a - b);
    },
    addMaster: async () => {
      const contents = `${randomBytes(keyBytes).toString("base64")}\n`;
      for (let id = newest().id + 1; ; id += 1) {
        if (await makeOnce(join(folder, `master-${id}.key`), contents)) {
          // The folder's time may be that of an earlier look within the same moment.
          seen = -1;
          return id;
        }
      }
    },
  };
}

function masterIn(file: string): Uint8Array {
  const key = Buffer.from(readFileSync(file, "utf8").trim().split("\n")[0] ?? "", "base64");
  if (key.length !== keyBytes) throw unusableKey(file);
  return key;
}
