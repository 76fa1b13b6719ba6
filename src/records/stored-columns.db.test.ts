// Every column that could hold what a message says has an element of the law that admits it.
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { storedColumns } from "./stored-columns.table.ts";

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

test("no column of text or JSON in the records is without an element of Annex I or of the closed list (PNRD-6.1, EUAPI13-4.2)", async () => {
  const client = new Client({ connectionString: fresh.adminUrl });
  await client.connect();
  const tables = [...new Set(storedColumns.map(([table]) => table))];
  const { rows } = await client.query<{ table_name: string; column_name: string }>(
    `select table_name, column_name from information_schema.columns
     where table_schema = 'records' and table_name = any ($1)
       and data_type in ('text', 'jsonb', 'json', 'character varying', 'ARRAY')`,
    [tables],
  );
  await client.end();
  const listed = new Set(storedColumns.map(([table, column]) => `${table}.${column}`));
  const there = rows.map((row) => `${row.table_name}.${row.column_name}`);
  expect(there.filter((column) => !listed.has(column))).toEqual([]);
  expect([...listed].filter((column) => !there.includes(column))).toEqual([]);
});
