// A database of its own for a test file: a copy of the migrated template, made in some ten milliseconds.
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { Client } from "pg";
import { inject } from "vitest";
import { databaseUrl, template } from "./global-setup.ts";

export type FreshDatabase = {
  /** As the role that owns the database and is no superuser, as in production. */
  readonly url: string;
  /** As superuser, to look at what row-level security hides. */
  readonly adminUrl: string;
  readonly drop: () => Promise<void>;
};

type Server = { readonly url: string; readonly adminUrl: string };

let server: Promise<Server> | undefined;
let made = 0;

/**
 * Makes an empty, migrated database; the first call of a run starts PostgreSQL. Call `drop` in `afterAll`: it fails when
 * the test left a connection open, since a server that forgets connections would too. `working`: as a working unit's, which
 * does not say that its travellers are invented; its modules of high risk go live by persons.
 */
export async function freshDatabase({ working = false } = {}): Promise<FreshDatabase> {
  server ??= askForServer();
  const { url, adminUrl } = await server;
  made += 1;
  const name = `test_${process.pid}_${made}`;
  await runAsAdmin(adminUrl, `create database ${name} template ${template} owner openpiu`);
  if (working)
    await runAsAdmin(adminUrl.replace("@/postgres?", `@/${name}?`), "delete from platform.rehearsal");
  return {
    url: databaseUrl(url, name),
    adminUrl: adminUrl.replace("@/postgres?", `@/${name}?`),
    drop: () => dropDatabase(adminUrl, name),
  };
}

/** A connection that is just being closed is waited for; one that stays is a leak. */
async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  let open = 1;
  for (let look = 0; open > 0 && look < 20; look += 1) {
    const rows = await runAsAdmin(adminUrl, `select from pg_stat_activity where datname = '${name}'`);
    open = rows.length;
    if (open > 0) await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await runAsAdmin(adminUrl, `drop database if exists ${name} with (force)`);
  if (open > 0) throw new Error(`${open} connection(s) to the test's database were left open`);
}

async function runAsAdmin(adminUrl: string, statement: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function askForServer(): Promise<Server> {
  const answer: unknown = JSON.parse(await text(connect(inject("databaseDoor"))));
  if (isServer(answer)) return answer;
  throw new Error(`no PostgreSQL for the tests: ${JSON.stringify(answer)}`);
}

function isServer(answer: unknown): answer is Server {
  return typeof answer === "object" && answer !== null && "url" in answer && "adminUrl" in answer;
}
