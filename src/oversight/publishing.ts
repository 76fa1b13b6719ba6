// Publishes the head of the ledger: signed, kept in a file outside the database, never of a ledger that was rewritten.
import { mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readIfThere, systemActor, type Clock, type Database, type Job, type Services } from "#platform";
import { introduceKey, readHeads, signHead, type HeadKey, type SignedHead } from "./head.ts";
import { headKeys } from "./head-keys.ts";
import { rootAt } from "./proof.ts";
import { addHead, addKey, ledgerSize, loadHeadKeys, rowsIn } from "./proof-store.ts";

/** Where heads are published. */
export type HeadPlaces = {
  /** Holds the signing keys. */
  readonly keyFolder: string;
  /** Files that heads are added to; the first is the one that is read back. */
  readonly headFiles: readonly [string, ...string[]];
};

/** The places of an installation: in its data folder, and in the folder that settings name for somebody else to take. */
export function headPlaces(config: {
  readonly keyFolder: string;
  readonly dataFolder: string;
  readonly ledgerHeadsFolder: string | undefined;
}): HeadPlaces {
  const more = config.ledgerHeadsFolder === undefined ? [] : [join(config.ledgerHeadsFolder, fileName)];
  return { keyFolder: config.keyFolder, headFiles: [headsFileIn(config.dataFolder), ...more] };
}

const fileName = "ledger-heads.ndjson";
/** The file of published heads in a data folder. */
export const headsFileIn = (dataFolder: string): string => join(dataFolder, "ledger", fileName);

/** A head that is so old is followed by another even when nothing was added. */
const dayMs = 24 * 3_600_000;

export type Publishing = "published" | "nothing-new" | "rewritten";

/**
 * Signs the head as it stands and adds it to the files, then to the database. When the ledger no longer begins with what
 * the file says was published last, nothing is signed: "rewritten".
 */
export async function publishHead(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  places: HeadPlaces,
): Promise<Publishing> {
  const keys = await headKeys(places.keyFolder);
  const at = clock.now();
  return database.transaction(systemActor("ledger"), async (tx) => {
    // One at a time, on however many servers.
    await tx.query("select pg_advisory_xact_lock(7316402)");
    const file = await readIfThere(places.headFiles[0]);
    const published = readHeads(file?.toString("utf8") ?? "");
    if (published.badLine !== undefined) return "rewritten";
    const last = published.heads.at(-1);
    const size = await ledgerSize(tx);
    const isFresh = last !== undefined && at.getTime() - Date.parse(last.at) < dayMs;
    if (size === 0 || (last?.size === size && isFresh)) return "nothing-new";
    const rowsOf = rowsIn(tx);
    if (
      last !== undefined &&
      (last.size > size || (await rootAt(last.size, rowsOf)).toString("hex") !== last.root)
    ) {
      return "rewritten";
    }
    const root = (await rootAt(size, rowsOf)).toString("hex");
    const introduced = keys.map((key, n) => introduceKey(key, at.toISOString(), keys[n - 1]));
    const newest = keys.at(-1) ?? keys[0];
    const head = signHead({ size, root, at: at.toISOString() }, newest);
    const kept = new Map((await loadHeadKeys(tx)).map((key) => [key.keyId, key]));
    for (const key of introduced) if (!kept.has(key.keyId)) await addKey(tx, key);
    await addHead(tx, head);
    const missing = introduced
      .filter(({ keyId }) => !published.keys.has(keyId))
      .map((key) => kept.get(key.keyId) ?? key);
    for (const place of places.headFiles) await append(place, missing, head);
    return "published";
  });
}

/** Adds lines to a file and flushes them to the disk. */
async function append(file: string, keys: readonly HeadKey[], head: SignedHead): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, "a", 0o644);
  try {
    const lines = [...keys.map((key) => ({ key })), { head }];
    // Begins on a line of its own, also after one that a crash cut off.
    await handle.appendFile("\n" + lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export type HeadServices = Services & {
  readonly heads: HeadPlaces;
  readonly problem: (error: Error, what: string) => void;
};

/** Each minute: what was added since is signed. */
export const ledgerJobs: readonly Job<HeadServices>[] = [
  {
    name: "publish-ledger-head",
    cron: "* * * * *",
    run: async (_payload, services) => {
      if ((await publishHead(services, services.heads)) !== "rewritten") return;
      const error = new Error(
        "the ledger is not the one whose head was published: run openpiu ledger verify",
      );
      services.problem(error, "the head of the ledger was not signed");
    },
  },
];
