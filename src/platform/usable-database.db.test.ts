// A database address that will not do is refused by what the real server answers.
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate, requireUsableDatabase, startupProblemOf } from "#platform";
import { type FreshDatabase, freshDatabase } from "../../test/harness/database.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

async function asAdmin(statement: string): Promise<void> {
  const client = new Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

test("a good one tells its version", async () => {
  expect(await requireUsableDatabase(database.url)).toMatch(/^\d+\.\d+/);
});

test.each([
  ["database-missing", (url: string) => url.replace(/@\/\w+/, "@/nowhere")],
  ["database-sign-in-failed", (url: string) => url.replace("openpiu@", "stranger@")],
  ["database-unreachable", (url: string) => url.replace(/host=.*/, "host=%2Fnowhere")],
  ["database-unreachable", () => "postgres://piu@127.0.0.1:1/piu"],
  ["database-host-unknown", () => "postgres://piu@host.invalid/piu"],
])("%s", async (code, change) => {
  await expect(requireUsableDatabase(change(database.url))).rejects.toMatchObject({ problem: { code } });
});

test("one that cannot store names", async () => {
  await asAdmin("create database latin encoding 'LATIN1' locale 'C' template template0 owner openpiu");
  const latin = database.url.replace(/@\/\w+/, "@/latin");
  await expect(requireUsableDatabase(latin)).rejects.toMatchObject({
    problem: { code: "database-encoding" },
  });
  await asAdmin("drop database latin");
});

test("a user who may not make what is needed is told so by the first migration", async () => {
  await asAdmin("create database anothers template template0");
  const url = database.url.replace(/@\/\w+/, "@/anothers");
  const error = await migrate(url).catch((problem: unknown) => problem);
  expect(startupProblemOf(error, { doing: "using-database", url })).toMatchObject({
    code: "database-no-permission",
  });
  await asAdmin("drop database anothers");
});
