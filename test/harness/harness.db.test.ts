// The harness itself: each file gets its own migrated database, and leaks show.
import { Client } from "pg";
import { expect, test } from "vitest";
import { migrations } from "../../src/platform/migrate.ts";
import { freshDatabase } from "./database.ts";

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

test("a fresh database is migrated, belongs to no superuser and is nobody else's", async () => {
  const [first, second] = await Promise.all([freshDatabase(), freshDatabase()]);
  expect(await ask(first.url, "select count(*)::int as count from public.openpiu_migration")).toEqual([
    { count: migrations().length },
  ]);
  expect(await ask(first.url, "select rolsuper from pg_roles where rolname = current_user")).toEqual([
    { rolsuper: false },
  ]);
  await ask(first.url, "create table mine (one int)");
  expect(await ask(second.url, "select to_regclass('mine') as found")).toEqual([{ found: null }]);
  await Promise.all([first.drop(), second.drop()]);
});

test("a connection left open fails the drop, and the database goes all the same", async () => {
  const database = await freshDatabase();
  const forgotten = new Client({ connectionString: database.url });
  forgotten.on("error", () => undefined);
  await forgotten.connect();
  await expect(database.drop()).rejects.toThrow("left open");
  await expect(ask(database.url, "select 1")).rejects.toMatchObject({ code: "3D000" });
});
