// What a database server says about itself and about the migrations in it, for the examination of an installation.
import type { Client } from "pg";
import { connectTo } from "./database-connection.ts";

export type DatabaseState = {
  /** Such as 150018. */
  readonly versionNumber: number;
  readonly version: string;
  readonly encoding: string;
  /** Whether a commit is on disk before it is answered. */
  readonly durable: boolean;
  /** The numbers of the migrations applied; empty for a new database. */
  readonly applied: readonly number[];
  /** Whether this user may make the schemas of OpenPIU here. */
  readonly mayCreate: boolean;
  /** Whether this user may make, or hand to itself, the role that row-level security binds. */
  readonly mayHaveRole: boolean;
};

/** Asks the server. Changes nothing; gives up after some seconds. Throws what the driver throws. */
export async function readDatabaseState(url: string): Promise<DatabaseState> {
  const client = await connectTo(url, { answerMsMax: 5_000 });
  try {
    const { rows } = await client.query<Omit<DatabaseState, "applied"> & { migrated: boolean }>(
      `select current_setting('server_version_num')::int as "versionNumber",
              current_setting('server_version') as version,
              current_setting('server_encoding') as encoding,
              current_setting('fsync') = 'on' and current_setting('synchronous_commit') <> 'off' as durable,
              has_database_privilege(current_database(), 'create') as "mayCreate",
              case when to_regrole('openpiu_app') is null
                   then (select rolsuper or rolcreaterole from pg_roles where rolname = current_user)
                   else pg_has_role(current_user, to_regrole('openpiu_app')::oid, 'member with admin option')
                   end as "mayHaveRole",
              to_regclass('public.openpiu_migration') is not null as migrated`,
    );
    const found = rows[0];
    if (found === undefined) throw new Error("the server gave no answer");
    const { migrated, ...state } = found;
    return { ...state, applied: migrated ? await appliedMigrations(client) : [] };
  } finally {
    await client.end();
  }
}

async function appliedMigrations(client: Client): Promise<readonly number[]> {
  const { rows } = await client.query<{ number: number }>(
    "select number from public.openpiu_migration order by number",
  );
  return rows.map(({ number }) => number);
}
