// The files that a carrier fetches from any server of the unit: written together by many uploads, sealed, kept for a time.
import { systemActor, type Database, type SealingKey } from "#platform";
import { seal, unseal } from "../seal.ts";
import {
  listFiles,
  loadFile,
  removeFile,
  removeFiles,
  upsertFiles,
  type CarrierFolder,
  type StoredFile,
} from "./carrier-files-store.ts";

/** Receipts and messages that nobody fetches go after this time. */
const carrierFileDays = 14;
/** A folder shows so many of its newest files. */
const listedMax = 10_000;

type CarrierFile = { readonly name: string; readonly text: string | Uint8Array };
type Place = { readonly carrierId: string; readonly folder: CarrierFolder; readonly name: string };

export type CarrierFiles = {
  /**
   * Resolves when all of them are committed; one of the same name takes the place of the earlier. Those named in `instead`
   * go, where they are.
   */
  put(
    carrierId: string,
    folder: CarrierFolder,
    files: readonly CarrierFile[],
    instead?: readonly string[],
  ): Promise<void>;
  list(carrierId: string, folder: CarrierFolder): Promise<StoredFile[]>;
  /** The file, or null when there is none, or it was sealed with another key. */
  read(
    carrierId: string,
    folder: CarrierFolder,
    name: string,
  ): Promise<{ bytes: Buffer; madeAt: Date } | null>;
  /** Returns whether there was one. */
  remove(carrierId: string, folder: CarrierFolder, name: string): Promise<boolean>;
};

/** What stands in a place from now on; null: nothing. */
type Change = { readonly place: Place; readonly bytes: Uint8Array | null };
type Waiting = { readonly changes: readonly Change[]; readonly done: (problem?: Error) => void };

/** Opens them. What is put while a transaction is under way goes together into the next. */
export function openCarrierFiles({ database, key }: { database: Database; key: SealingKey }): CarrierFiles {
  const actor = systemActor("intake");
  let waiting: Waiting[] = [];
  let writing = false;

  async function write(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      const problem = await commit(group).then(
        () => undefined,
        (error: Error) => error,
      );
      for (const { done } of group) done(problem);
    }
    writing = false;
  }

  function commit(group: readonly Waiting[]): Promise<void> {
    // One statement writes a name once: of several files of one name the last counts.
    const last = new Map(group.flatMap((each) => each.changes).map((each) => [placeOf(each.place), each]));
    return database.transaction(actor, async (tx) => {
      const expiresAt = new Date(tx.at.getTime() + carrierFileDays * 86_400_000);
      const rows = [...last].flatMap(([sealedTo, { place, bytes }]) =>
        bytes === null
          ? []
          : [{ ...place, bytes: bytes.length, sealed: seal(key, sealedTo, bytes), expiresAt }],
      );
      upsertFiles(tx, rows);
      const gone = [...last.values()].filter(({ bytes }) => bytes === null);
      if (gone.length > 0)
        removeFiles(
          tx,
          gone.map(({ place }) => place),
        );
    });
  }

  return {
    put: (carrierId, folder, files, instead = []) =>
      new Promise((resolve, reject) => {
        const changes = [
          ...instead.map((name) => ({ place: { carrierId, folder, name }, bytes: null })),
          ...files.map(({ name, text }) => ({
            place: { carrierId, folder, name },
            bytes: Buffer.from(text),
          })),
        ];
        waiting.push({ changes, done: (problem) => (problem === undefined ? resolve() : reject(problem)) });
        if (!writing) void write();
      }),
    list: (carrierId, folder) =>
      database.transaction(actor, (tx) => listFiles(tx, carrierId, folder, listedMax)),
    read: async (carrierId, folder, name) => {
      const found = await database.transaction(actor, (tx) => loadFile(tx, carrierId, folder, name));
      const bytes =
        found === undefined ? null : unseal(key, placeOf({ carrierId, folder, name }), found.sealed);
      return found === undefined || bytes === null ? null : { bytes, madeAt: found.made_at };
    },
    remove: (carrierId, folder, name) =>
      database.transaction(actor, (tx) => removeFile(tx, carrierId, folder, name)),
  };
}

/** What a file is sealed to: it cannot be moved to another carrier or name. */
export function placeOf({ carrierId, folder, name }: Place): string {
  return `${carrierId}/${folder}/${name}`;
}
