// Before and after one run of the tests: a throw-away PostgreSQL, started when the first test file asks for it.
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { migrateJobs } from "../../src/platform/jobs.ts";
import { migrate } from "../../src/platform/migrate.ts";
import { type PrivatePostgres, startPrivatePostgres } from "../../src/platform/private-postgres/start.ts";

/** The migrated database that each test file's own is copied from. */
export const template = "openpiu_template";

/**
 * Opens a door (a socket) at which test files ask for the server. Runs without a database test start none.
 * The answer is one line of JSON: the two addresses, or what went wrong.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "openpiu-test-"));
  // Started as root the server runs as another user, who must be able to pass through.
  await chmod(folder, 0o711);
  let server: Promise<PrivatePostgres> | undefined;
  const door = createServer((connection) => {
    server ??= startWithTemplate(folder);
    server.then(
      ({ url, adminUrl }) => connection.end(`${JSON.stringify({ url, adminUrl })}\n`),
      (error: unknown) => connection.end(`${JSON.stringify({ problem: String(error) })}\n`),
    );
    connection.on("error", () => connection.destroy());
  });
  const path = join(folder, "door");
  await new Promise<void>((resolve, reject) => {
    door.once("error", reject);
    door.listen(path, resolve);
  });
  project.provide("databaseDoor", path);
  return async () => {
    door.close();
    // A server that never started has told the test that asked for it; here is nothing left to stop.
    await server?.then(
      (started) => started.stopNow(),
      () => undefined,
    );
    await rm(folder, { recursive: true, force: true });
  };
}

async function startWithTemplate(folder: string): Promise<PrivatePostgres> {
  const server = await startPrivatePostgres({ dataFolder: join(folder, "data"), purpose: "throw-away" });
  const admin = new Client({ connectionString: server.adminUrl });
  await admin.connect();
  await admin.query(`create database ${template} owner openpiu`);
  await admin.end();
  await migrate(databaseUrl(server.url, template));
  await migrateJobs(databaseUrl(server.url, template));
  // Invented travellers only: modules of high risk work without an impact assessment.
  const owner = new Client({ connectionString: server.adminUrl.replace("@/postgres?", `@/${template}?`) });
  await owner.connect();
  await owner.query("insert into platform.rehearsal (kind) values ('test')");
  await owner.end();
  return server;
}

/** Returns the address of another database on the same server. */
export function databaseUrl(url: string, database: string): string {
  return url.replace("@/openpiu?", `@/${database}?`);
}
