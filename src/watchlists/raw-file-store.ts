// All SQL over the files that list versions were made from; they are kept sealed, packed, and no longer than the list says.
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { seal, unseal, type Transaction, type SealedColumn, type SealingKey } from "#platform";

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** A sealed file belongs to its version: it cannot stand for another. */
const belongsTo = (listId: string, version: number): string => `watchlists.raw_file ${listId} ${version}`;

/** Where these files lie sealed: a rotation of the keys seals them anew. */
export const rawFilesSealed: SealedColumn = {
  table: "watchlists.raw_file",
  column: "sealed",
  key: [
    ["list_id", "uuid"],
    ["version", "integer"],
  ],
  belongsTo: ({ list_id: list = "", version = "" }) => belongsTo(list, Number(version)),
};

export async function keepRawFile(
  tx: Transaction,
  of: {
    readonly listId: string;
    readonly version: number;
    readonly key: SealingKey;
    readonly bytes: Uint8Array;
  },
): Promise<void> {
  const sealed = seal(of.key, belongsTo(of.listId, of.version), await pack(of.bytes));
  await tx.query(
    "insert into watchlists.raw_file (list_id, version, sealed, received_at) values ($1, $2, $3, $4)",
    [of.listId, of.version, sealed, tx.at],
  );
}

/** The file as it came; null when it is kept no longer, was altered, or is sealed with another key. */
export async function openRawFile(
  tx: Transaction,
  of: { readonly listId: string; readonly version: number; readonly key: SealingKey },
): Promise<Buffer | null> {
  const [row] = await tx.query<{ sealed: Buffer }>(
    "select sealed from watchlists.raw_file where list_id = $1 and version = $2",
    [of.listId, of.version],
  );
  const packed = row === undefined ? null : unseal(of.key, belongsTo(of.listId, of.version), row.sealed);
  return packed === null ? null : unpack(packed);
}

/** Deletes the files that are older than their lists say, but for those of the versions in force. Returns how many. */
export async function forgetRawFiles(tx: Transaction): Promise<number> {
  const rows = await tx.query(
    `delete from watchlists.raw_file f using watchlists.list l
     where l.list_id = f.list_id and l.retention_days is not null and f.version is distinct from l.active_version
       and f.received_at + make_interval(days => l.retention_days) <= $1 returning f.version`,
    [tx.at],
  );
  return rows.length;
}
