// Brings a database up to date: numbered SQL files, forward only, each in its own transaction, landed files never edited.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Client } from "pg";
import { connectTo } from "./database-connection.ts";
import { type StartupProblem, startupProblemOf, StartupRefused } from "./startup-problems.ts";

export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
};

const folder = fileURLToPath(new URL("../../db/migrations/", import.meta.url));
// One number for all OpenPIU servers that start on one database at once.
const migrationLock = 7_316_401;

/** The migrations in the repository, in order. */
export function migrations(): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name) => {
      const sql = readFileSync(folder + name, "utf8");
      return {
        number: Number(name.slice(0, 4)),
        name,
        sql,
        sha256: createHash("sha256").update(sql).digest("hex"),
      };
    });
}

/**
 * Applies what is missing and returns the names applied. Throws when the database knows a migration that this
 * version does not have (it is newer), or one whose text has changed since it was applied; refuses one whose restore was cut off, unless
 * it is the restore that asks.
 */
export async function migrate(url: string, { restoring = false } = {}): Promise<string[]> {
  const client = await connectTo(url, { name: "openpiu migrate" });
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    const restore = restoring ? null : await restoreIn(client);
    if (restore !== null) throw restoreUnfinished(restore);
    await client.query(`create table if not exists public.openpiu_migration (
      number integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`);
    const applied = await client.query<{ number: number; name: string; sha256: string }>(
      "select number, name, sha256 from public.openpiu_migration order by number",
    );
    const wanted = migrations();
    refuseForeign(applied.rows, wanted);
    const done = new Set(applied.rows.map((row) => row.number));
    const missing = wanted.filter((migration) => !done.has(migration.number));
    for (const migration of missing) await apply(client, migration, url);
    return missing.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/** What is being restored into this database, as it was noted before the first row came; null where nothing is. */
export async function unfinishedRestore(url: string): Promise<string | null> {
  const client = await connectTo(url);
  try {
    return await restoreIn(client);
  } finally {
    await client.end();
  }
}

async function restoreIn(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ text: string | null }>(
    `select obj_description(to_regclass('public.openpiu_restoring'), 'pg_class') as text`,
  );
  return rows[0]?.text ?? null;
}

function restoreUnfinished(backup: string): StartupRefused {
  return new StartupRefused({
    code: "restore-unfinished",
    text: `the restore of the backup of ${backup} was cut off: what was deleted since it was made may stand in the database again`,
    mend: "Run openpiu restore with the same file again: it goes on where it stopped",
  });
}

/** What the operator has to mend, and not we: told as such. */
const operators: readonly StartupProblem["code"][] = [
  "disk-full",
  "database-no-permission",
  "database-extension-missing",
];

async function apply(client: Client, migration: Migration, url: string): Promise<void> {
  await client.query("begin");
  try {
    await client.query("set local lock_timeout = '20s'");
    await client.query(migration.sql);
    await client.query("insert into public.openpiu_migration (number, name, sha256) values ($1, $2, $3)", [
      migration.number,
      migration.name,
      migration.sha256,
    ]);
    await client.query("commit");
  } catch (problem) {
    await client.query("rollback");
    const known = startupProblemOf(problem, { doing: "using-database", url });
    if (known !== undefined && operators.includes(known.code)) throw new StartupRefused(known, problem);
    const cause = problem instanceof Error ? problem.message : String(problem);
    throw new StartupRefused(
      {
        code: "database-migration-failed",
        text: `the database cannot be brought up to date: ${migration.name}: ${cause.split("\n", 1)[0]}`,
        mend: "Nothing of this step was kept. Mend the cause and start again",
      },
      problem,
    );
  }
}

function refuseForeign(
  applied: readonly { number: number; name: string; sha256: string }[],
  wanted: readonly Migration[],
): void {
  for (const row of applied) {
    const known = wanted.find((migration) => migration.number === row.number);
    if (known === undefined) {
      throw new StartupRefused({
        code: "database-newer",
        text: `this database was brought up to date by a newer OpenPIU (${row.name})`,
        mend: "Start that version or a later one",
      });
    }
    if (known.sha256 !== row.sha256) {
      throw new StartupRefused({
        code: "database-migration-changed",
        text: `the migration ${row.name} was changed after it was applied to this database`,
        mend: "Restore the file as it was released; a change needs a migration of its own",
      });
    }
  }
}
