// All SQL by which what is sealed with an older master key is sealed anew with the newest, some at a time.
import { seal, sealHeader, unseal, type KeyHolder } from "./seal.ts";
import type { Transaction } from "./database.ts";

/** A column of sealed bytes: its table, the columns of its primary key with their types, and to what a row's bytes are bound. */
export type SealedColumn = {
  readonly table: string;
  readonly column: string;
  readonly key: readonly (readonly [name: string, type: "uuid" | "text" | "integer"])[];
  readonly belongsTo: (row: Readonly<Record<string, string>>) => string;
};

/** Where a walk through a column stands: the key of the last row looked at. */
export type SealedPlace = readonly string[];

/**
 * Seals up to `limit` values of the column anew, those after a place in the order of the primary key. Resumable by nature:
 * what is left is what does not begin with the newest key's header. Returns how many were sealed, how many no key here
 * opens, and where to go on; `next` null: the column is through.
 */
export async function resealSome(
  tx: Transaction,
  keys: KeyHolder,
  { table, column, key, belongsTo }: SealedColumn,
  { limit, after }: { readonly limit: number; readonly after: SealedPlace | null },
): Promise<{ readonly sealed: number; readonly unopened: number; readonly next: SealedPlace | null }> {
  const header = sealHeader(keys.newest().id);
  const names = key.map(([name]) => name).join(", ");
  const passed = key.map(([, type], index) => `$${index + 3}::text::${type}`).join(", ");
  const rows = await tx.query<{ row: string; named: Record<string, string>; sealed: Buffer }>(
    `select ctid::text as row, jsonb_build_object(${key.map(([name]) => `'${name}', ${name}::text`).join(", ")}) as named,
            ${column} as sealed
     from ${table}
     where ${column} is not null and substr(${column}, 1, ${header.length}) <> $1
     ${after === null ? "" : `and (${names}) > (${passed})`} order by ${names} limit $2 for update`,
    [header, limit, ...(after ?? [])],
  );
  const fresh = rows.flatMap(({ row, named, sealed }) => {
    const plain = unseal(keys, belongsTo(named), sealed);
    return plain === null ? [] : [{ row, sealed: seal(keys, belongsTo(named), plain) }];
  });
  if (fresh.length > 0) {
    await tx.query(
      `update ${table} set ${column} = fresh.sealed
       from unnest($1::text[], $2::bytea[]) as fresh (row, sealed) where ${table}.ctid = fresh.row::tid`,
      [fresh.map(({ row }) => row), fresh.map((each) => each.sealed)],
    );
  }
  const last = rows.at(-1);
  return {
    sealed: fresh.length,
    unopened: rows.length - fresh.length,
    next: rows.length < limit || last === undefined ? null : key.map(([name]) => last.named[name] ?? ""),
  };
}

/** How many values of the column each master key seals; those without a header are key 1's. */
export async function sealedBy(
  tx: Transaction,
  { table, column }: SealedColumn,
): Promise<ReadonlyMap<number, number>> {
  const mark = sealHeader(1).subarray(0, 4);
  const rows = await tx.query<{ id: number; count: number }>(
    `select case when substr(${column}, 1, 4) = $1 then get_byte(${column}, 4) * 256 + get_byte(${column}, 5) else 1 end as id,
            count(*)::int as count
     from ${table} where ${column} is not null group by 1`,
    [mark],
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}
