// The files that carriers fetch, in the database.
import type { Transaction } from "#platform";

/** receipts: of what the carrier sent. out: messages of ours to it. */
export type CarrierFolder = "receipts" | "out";

export type StoredFile = { readonly name: string; readonly bytes: number; readonly made_at: Date };

/** Writes files; one of the same name takes the place of the earlier. */
export function upsertFiles(
  tx: Transaction,
  rows: readonly {
    readonly carrierId: string;
    readonly folder: CarrierFolder;
    readonly name: string;
    readonly bytes: number;
    readonly sealed: Buffer;
    readonly expiresAt: Date;
  }[],
): void {
  tx.write(
    {
      name: "intake-upsert-files",
      text: `insert into intake.carrier_file (carrier_id, folder, name, made_at, expires_at, bytes, sealed)
             select f.carrier_id, f.folder, f.name, $1, f.expires_at, f.bytes, f.sealed
             from unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::integer[], $7::bytea[])
               as f (carrier_id, folder, name, expires_at, bytes, sealed)
             on conflict (carrier_id, folder, name) do update
               set made_at = excluded.made_at, expires_at = excluded.expires_at, bytes = excluded.bytes, sealed = excluded.sealed`,
    },
    [
      tx.at,
      rows.map((row) => row.carrierId),
      rows.map((row) => row.folder),
      rows.map((row) => row.name),
      rows.map((row) => row.expiresAt),
      rows.map((row) => row.bytes),
      rows.map((row) => row.sealed),
    ],
  );
}

/** The newest files of a folder that have not run out, by name. */
export async function listFiles(
  tx: Transaction,
  carrierId: string,
  folder: CarrierFolder,
  limit: number,
): Promise<StoredFile[]> {
  return tx.query<StoredFile>(
    {
      name: "intake-list-files",
      text: `select * from (select name, bytes, made_at from intake.carrier_file
               where carrier_id = $1 and folder = $2 and expires_at > $3 order by made_at desc limit $4) newest
             order by name`,
    },
    [carrierId, folder, tx.at, limit],
  );
}

export async function loadFile(
  tx: Transaction,
  carrierId: string,
  folder: CarrierFolder,
  name: string,
): Promise<(StoredFile & { readonly sealed: Buffer }) | undefined> {
  const [row] = await tx.query<StoredFile & { sealed: Buffer }>(
    {
      name: "intake-load-file",
      text: `select name, bytes, made_at, sealed from intake.carrier_file
             where carrier_id = $1 and folder = $2 and name = $3 and expires_at > $4`,
    },
    [carrierId, folder, name, tx.at],
  );
  return row;
}

/** Returns whether there was one. */
export async function removeFile(
  tx: Transaction,
  carrierId: string,
  folder: CarrierFolder,
  name: string,
): Promise<boolean> {
  const gone = await tx.query(
    "delete from intake.carrier_file where carrier_id = $1 and folder = $2 and name = $3 returning 1 as gone",
    [carrierId, folder, name],
  );
  return gone.length > 0;
}

/** Takes files away, where they are. */
export function removeFiles(
  tx: Transaction,
  places: readonly { readonly carrierId: string; readonly folder: CarrierFolder; readonly name: string }[],
): void {
  tx.write(
    {
      name: "intake-remove-files",
      text: `delete from intake.carrier_file file
             using unnest($1::uuid[], $2::text[], $3::text[]) as gone (carrier_id, folder, name)
             where file.carrier_id = gone.carrier_id and file.folder = gone.folder and file.name = gone.name`,
    },
    [
      places.map((each) => each.carrierId),
      places.map((each) => each.folder),
      places.map((each) => each.name),
    ],
  );
}
