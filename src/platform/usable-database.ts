// Refuses a database that OpenPIU cannot work on, before anything is asked of it.
import { readDatabaseState } from "./database-state-store.ts";
import {
  databaseLabel,
  postgresVersionProblem,
  StartupRefused,
  startupProblemOf,
} from "./startup-problems.ts";

/**
 * Returns the server's version ("15.18") when it answers, is PostgreSQL 15 or newer and stores UTF-8.
 * Throws StartupRefused with one line of cause and remedy otherwise.
 */
export async function requireUsableDatabase(url: string): Promise<string> {
  const state = await readDatabaseState(url).catch((error: unknown) => {
    const problem = startupProblemOf(error, { doing: "using-database", url });
    throw problem === undefined ? error : new StartupRefused(problem, error);
  });
  const old = postgresVersionProblem(state.versionNumber, url);
  if (old !== undefined) throw new StartupRefused(old);
  if (state.encoding !== "UTF8") {
    throw new StartupRefused({
      code: "database-encoding",
      text: `the database at ${databaseLabel(url)} stores ${state.encoding}, in which most names cannot be written`,
      mend: "Create it anew with ENCODING 'UTF8' TEMPLATE template0",
    });
  }
  return state.version;
}
