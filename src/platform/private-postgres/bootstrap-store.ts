// The first statements in a private cluster: OpenPIU's own role and database.
import { Client } from "pg";

/**
 * Makes the role `openpiu` (no superuser: row-level security binds it) and the database it owns, if they are not there yet.
 * `adminUrl` is the superuser's. Returns the server's version number, such as 150018.
 */
export async function ensureRoleAndDatabase(adminUrl: string): Promise<number> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ role: boolean; database: boolean; version: number }>(
      `select exists (select from pg_roles where rolname = 'openpiu') as role,
              exists (select from pg_database where datname = 'openpiu') as database,
              current_setting('server_version_num')::int as version`,
    );
    const found = rows[0];
    if (found?.role !== true) await client.query("create role openpiu login");
    if (found?.database !== true) await client.query("create database openpiu owner openpiu");
    return found?.version ?? 0;
  } finally {
    await client.end();
  }
}
