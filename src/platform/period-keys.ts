// Data keys, one a period and purpose ("vault-2026-05"), each in a file of its own under a master key; never in the database.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { keyBytes } from "./installation-key.ts";
import { makeOnce, missing, readIfThere, replace, shred } from "./key-files.ts";
import { seal, sealHeader, unseal, type KeyHolder } from "./seal.ts";

/** What proves that a key is no more: when, and by which fingerprint it was known (no way leads back from it to the key). */
export type Destruction = { readonly name: string; readonly at: string; readonly fingerprint: string | null };

export type PeriodKeys = {
  /** The key of a period, made when there was none; "destroyed" for ever after its destruction. */
  need(name: string): Promise<Buffer | "destroyed">;
  /** The key of a period; it is read from its file each time, so that no server remembers one that was destroyed. */
  find(name: string): Promise<Buffer | "missing" | "destroyed">;
  /** Destroys it, also before it was made. Twice is as good as once: what is returned says the first time. */
  destroy(name: string, at: Date): Promise<Destruction>;
  /** All of them, by name; `master`: which key wraps it, null where it is destroyed. */
  list(): Promise<
    readonly {
      readonly name: string;
      readonly master: number | null;
      readonly destroyed: Destruction | null;
    }[]
  >;
  /** Wraps with the newest master key what others wrap; returns how many. May be stopped and begun again at any moment. */
  rewrap(): Promise<number>;
};

const nameForm = /^[a-z]+(?:-[a-z]+)*-\d{4}-(?:0[1-9]|1[0-2])$/;

/** The name of the key for what was first received at `at`: one a purpose and month (UTC). */
export function periodKeyName(purpose: string, at: Date): string {
  const name = `${purpose}-${at.toISOString().slice(0, 7)}`;
  assert(nameForm.test(name), "a purpose is lower case letters and hyphens");
  return name;
}

/** Opens those in `folder`, and ends destructions that a crash interrupted. */
export async function openPeriodKeys(folder: string, masters: KeyHolder): Promise<PeriodKeys> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const keys = periodKeysIn(folder, masters);
  for (const { name, destroyed } of await keys.list()) if (destroyed !== null) await shredAll(folder, name);
  return keys;
}

function periodKeysIn(folder: string, masters: KeyHolder): PeriodKeys {
  const fileOf = (name: string): string => {
    assert(nameForm.test(name), "a period key is named after its purpose and month");
    return join(folder, `${name}.key`);
  };
  const markOf = (name: string): string => join(folder, `${name}.destroyed`);
  const markIn = async (name: string): Promise<Destruction | null> => {
    const text = await readIfThere(markOf(name));
    return text === undefined ? null : (JSON.parse(text.toString()) as Destruction);
  };

  async function find(name: string): Promise<Buffer | "missing" | "destroyed"> {
    const file = fileOf(name);
    // The mark first: a file beside a mark is the remains of a destruction that a crash interrupted.
    if ((await markIn(name)) !== null) return "destroyed";
    for (let tries = 0; tries < 3; tries += 1) {
      const wrapped = await readIfThere(file);
      if (wrapped === undefined) return (await markIn(name)) === null ? "missing" : "destroyed";
      const key = unseal(masters, boundTo(name), wrapped);
      if (key !== null && key.length === keyBytes) return key;
      // It may be read while it is replaced or destroyed: then the next look finds the new one, or none.
      if ((await markIn(name)) !== null) return "destroyed";
    }
    throw new Error(`the key file ${file} cannot be opened: no master key here wraps it, or it was altered`);
  }

  return {
    find,
    need: async (name) => {
      const found = await find(name);
      if (found !== "missing") return found;
      // A destruction may sweep away what is being made before it is in its place: the next look tells.
      await makeOnce(fileOf(name), seal(masters, boundTo(name), randomBytes(keyBytes))).catch(missing);
      const made = await find(name);
      // Destroyed by another while it was made: what was made goes too.
      if (made === "destroyed") await shredAll(folder, name);
      assert(made !== "missing", "a key that was just made is there, or is marked as destroyed");
      return made;
    },
    destroy: async (name, at) => {
      const found = await find(name);
      const fingerprint = found instanceof Buffer ? fingerprintOf(found) : null;
      const destruction: Destruction = { name, at: at.toISOString(), fingerprint };
      await makeOnce(markOf(name), JSON.stringify(destruction));
      await shredAll(folder, name);
      return (await markIn(name)) ?? destruction;
    },
    list: async () => {
      const names = (await readdir(folder)).flatMap((file) => {
        const name = file.replace(/\.(key|destroyed)$/, "");
        return nameForm.test(name) ? [name] : [];
      });
      return Promise.all(
        [...new Set(names)].toSorted().map(async (name) => {
          const destroyed = await markIn(name);
          const wrapped = destroyed === null ? await readIfThere(fileOf(name)) : undefined;
          return { name, master: wrapped === undefined ? null : masterOf(wrapped), destroyed };
        }),
      );
    },
    rewrap: async () => {
      const newest = sealHeader(masters.newest().id);
      let changed = 0;
      for (const file of await readdir(folder)) {
        const name = file.replace(/\.key$/, "");
        if (!nameForm.test(name) || name === file) continue;
        const wrapped = await readIfThere(fileOf(name));
        if (wrapped === undefined || newest.equals(wrapped.subarray(0, newest.length))) continue;
        const key = await find(name);
        if (!(key instanceof Buffer)) continue;
        await replace(fileOf(name), seal(masters, boundTo(name), key)).catch(missing);
        if ((await markIn(name)) === null) changed += 1;
        else await shredAll(folder, name);
      }
      return changed;
    },
  };
}

/** The key of a period and whatever was written beside it and left by a crash. */
async function shredAll(folder: string, name: string): Promise<void> {
  for (const file of await readdir(folder)) {
    if (file.startsWith(`${name}.key`)) await shred(join(folder, file));
  }
}

const boundTo = (name: string): string => `period key ${name}`;

function masterOf(wrapped: Buffer): number {
  return wrapped.readUInt16BE(4);
}

function fingerprintOf(key: Uint8Array): string {
  return createHash("sha256").update("openpiu period key").update(key).digest("hex").slice(0, 16);
}
