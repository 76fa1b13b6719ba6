// The database for commands that work beside the server: that of DATABASE_URL, or the private one, running or not.
import {
  examinePrivatePostgres,
  postgresVersionProblem,
  readConfig,
  readDatabaseState,
  startPrivatePostgres,
  startupLine,
  startupProblemOf,
  StartupRefused,
  type Config,
  type Environment,
} from "#platform";

/** What a command is given to work with. */
export type Surroundings = {
  readonly environment: Environment;
  /** The repository's root: relative settings stand on it. */
  readonly root: string;
  /** A line of the result; a promise when whoever reads is slower. */
  readonly out: (line: string) => void | Promise<void>;
  /** Progress, warnings, errors. */
  readonly err: (line: string) => void;
};

export type Reached = {
  readonly config: Config;
  readonly url: string;
  /** Lets go of it; a private database that was started for this is stopped again. */
  readonly close: () => Promise<void>;
};

/**
 * Runs a command's work on the database. Returns its exit code, or after one line for each reason why the database
 * cannot be had: 3, 2 for a folder without one. `dataFolder` and `url` go before the settings. `mustExist`: a private database is not made if missing.
 */
export async function withDatabase(
  { environment, root, err }: Surroundings,
  given: {
    readonly url?: string | undefined;
    readonly dataFolder?: string | undefined;
    readonly mustExist?: boolean;
  },
  work: (reached: Reached) => Promise<number>,
): Promise<number> {
  const settings = {
    ...environment,
    ...(given.dataFolder === undefined ? {} : { DATA_FOLDER: given.dataFolder, DATABASE_URL: "" }),
    ...(given.url === undefined ? {} : { DATABASE_URL: given.url }),
  };
  const reading = readConfig(settings, { demonstration: false, workingFolder: root });
  if ("problems" in reading) {
    for (const problem of reading.problems) err(startupLine(problem));
    return 3;
  }
  try {
    const reached = await reach(reading.config, given.mustExist ?? false, err);
    try {
      return await work(reached);
    } finally {
      await reached.close();
    }
  } catch (error) {
    const url = reading.config.databaseUrl ?? "";
    const problem = startupProblemOf(error, { doing: "using-database", url });
    if (problem === undefined) throw error;
    err(`${problem.text}. ${problem.mend}.`);
    // A folder without a database is a wrong argument, as a missing file is.
    return problem.code === "data-folder-database-gone" && given.mustExist === true ? 2 : 3;
  }
}

async function reach(config: Config, mustExist: boolean, err: (line: string) => void): Promise<Reached> {
  const { databaseUrl, dataFolder } = config;
  if (databaseUrl !== undefined) {
    const { versionNumber } = await readDatabaseState(databaseUrl);
    const old = postgresVersionProblem(versionNumber, databaseUrl);
    if (old !== undefined) throw new StartupRefused(old);
    return { config, url: databaseUrl, close: async () => undefined };
  }
  const { url, clusterMajor, closed } = await examinePrivatePostgres(dataFolder);
  if (url !== undefined) return { config, url, close: async () => undefined };
  if (mustExist && clusterMajor === undefined && !closed) {
    throw new StartupRefused({
      code: "data-folder-database-gone",
      text: `there is no database in ${dataFolder}`,
      mend: "Name the data folder of an OpenPIU, or the database's address",
    });
  }
  const postgres = await startPrivatePostgres({ dataFolder, notice: err });
  return { config, url: postgres.url, close: () => postgres.stop() };
}
