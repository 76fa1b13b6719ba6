// Whether a server's own log could hold passenger data is told at the start, with the statement that mends it.
import { Client } from "pg";
import { expect, test } from "vitest";
import { freshDatabase } from "../../test/harness/database.ts";
import { settingsThatTell } from "./database-log-store.ts";

test("a private server tells nothing; one that logs statements or their values is named with its remedy (PNRD-6.1)", async () => {
  const fresh = await freshDatabase();
  expect(await settingsThatTell(fresh.url)).toEqual([]);
  const client = new Client({ connectionString: fresh.adminUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string }>("select current_database() as name");
  await client.query(`alter database ${rows[0]?.name} set log_min_error_statement = 'error'`);
  await client.query(`alter database ${rows[0]?.name} set log_parameter_max_length_on_error = '100'`);
  await client.end();
  // What the command line of a private server fixes, a database of it may still set for itself: it is told as well.
  const told = await settingsThatTell(fresh.adminUrl);
  expect(told).toEqual([
    expect.stringContaining("alter system set log_min_error_statement = 'panic'"),
    expect.stringContaining("alter system set log_parameter_max_length_on_error = '0'"),
  ]);
  await fresh.drop();
});
