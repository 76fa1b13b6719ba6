// The first statements in a private cluster: OpenPIU's own roles and database.
import { connectTo } from "../database-connection.ts";

/**
 * Makes, where missing: the role `openpiu` that signs in (no superuser, it may make no other roles), the role
 * `openpiu_app` that all work runs as and that row-level security binds, and the database, owned by the first.
 * `adminUrl` is the superuser's. Returns the server's version number, such as 150018.
 */
export async function ensureRolesAndDatabase(adminUrl: string): Promise<number> {
  const client = await connectTo(adminUrl);
  try {
    const { rows } = await client.query<{ ready: boolean; database: boolean; version: number }>(
      `select (select count(*) = 2 from pg_roles where rolname in ('openpiu', 'openpiu_app')) as ready,
              exists (select from pg_database where datname = 'openpiu') as database,
              current_setting('server_version_num')::int as version`,
    );
    const found = rows[0];
    // One string is one transaction: both roles or none.
    if (found?.ready !== true) {
      await client.query(
        "create role openpiu login; create role openpiu_app nologin; grant openpiu_app to openpiu with admin option",
      );
    }
    if (found?.database !== true) await client.query("create database openpiu owner openpiu");
    return found?.version ?? 0;
  } finally {
    await client.end();
  }
}
