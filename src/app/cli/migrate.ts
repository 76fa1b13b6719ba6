// openpiu migrate: brings a database up to date.
import { migrate as applyMigrations, migrateJobs } from "#platform";
import { admitSoftware, softwareHere } from "#releases";
import { readArguments } from "./read-arguments.ts";
import { withDatabase, type Surroundings } from "./reach-database.ts";

const usage = "Usage: openpiu migrate   bring the database up to date (openpiu serve does this too)";

/** Prints one line for each migration applied: {"applied": name}. Exit code 0 done, 2 wrong usage, 3 it could not be done. */
export async function migrate(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { out, err } = surroundings;
  const read = readArguments(args, {});
  if (typeof read === "string" || read.words.length > 0) {
    const fault = typeof read === "string" ? read : `Unexpected: ${read.words.join(" ")}`;
    err(fault === "" ? usage : `${fault}. ${usage}`);
    return fault === "" ? 0 : 2;
  }
  return withDatabase(surroundings, {}, async ({ url }) => {
    await admitSoftware(url, softwareHere());
    const applied = await applyMigrations(url);
    await migrateJobs(url);
    for (const name of applied) await out(JSON.stringify({ applied: name }));
    err(applied.length === 0 ? "The database is up to date." : `${applied.length} migrations applied.`);
    return 0;
  });
}
