// A connection that the server ends under a transaction: told where the work is, and nowhere else.
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase, systemActor, systemClock, type Database } from "#platform";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, clock: systemClock, connections: 1 });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

test("a connection lost between two statements fails the transaction, not the process; the next one has a new connection", async () => {
  const admin = new Client({ connectionString: fresh.adminUrl });
  await admin.connect();
  const lost = database.transaction(systemActor("test"), async (tx) => {
    const [own] = await tx.query<{ pid: number }>("select pg_backend_pid() as pid");
    await admin.query("select pg_terminate_backend($1, 5000)", [own?.pid]);
    // The news of its end is read before anything is asked of it.
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    return tx.query("select 1");
  });
  await expect(lost).rejects.toThrow(/terminat|not queryable/);
  await admin.end();
  const [row] = await database.transaction(systemActor("test"), (tx) => tx.query("select 1 as one"));
  expect(row).toEqual({ one: 1 });
});
