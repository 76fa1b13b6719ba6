// The parts of an installation that can be wrong, each examined without changing anything.
import { access, constants, readFile, stat, statfs } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import {
  type Config,
  type DatabaseState,
  databaseLabel,
  examinePrivatePostgres,
  migrations,
  postgresVersionProblem,
  readDatabaseState,
  roleProblem,
  startupProblemOf,
  type StartupProblem,
  daysReached,
  readPair,
} from "#platform";

/** `warn` lets OpenPIU start and should be looked at; `fail` does not. */
export type Check = {
  readonly check: string;
  readonly state: "ok" | "warn" | "fail";
  readonly text: string;
  /** What to do; absent when all is well. */
  readonly mend?: string;
};

const ok = (check: string, text: string): Check => ({ check, state: "ok", text });
const warn = (check: string, text: string, mend: string): Check => ({ check, state: "warn", text, mend });
const fail = (check: string, text: string, mend: string): Check => ({ check, state: "fail", text, mend });

function failed(check: string, { text, mend }: StartupProblem): Check {
  return fail(check, text, mend);
}

/** `version` is Node's, such as "24.21.0". */
export function checkNode(version: string): Check {
  const major = Number(version.split(".")[0]);
  return major >= 24
    ? ok("node", `Node ${version}`)
    : fail(
        "node",
        `Node ${version} cannot run OpenPIU`,
        "Use bin/openpiu or npm start: they take the pinned Node 24",
      );
}

/** The folder, or where it would be made, can be written, and its disk has room. */
export async function checkDataFolder(config: Config): Promise<readonly Check[]> {
  const { dataFolder } = config;
  try {
    const found = await stat(dataFolder).catch(missing);
    const there = found === undefined ? await nearestFolder(dataFolder) : dataFolder;
    if (found !== undefined && !found.isDirectory()) {
      throw Object.assign(new Error("not a folder"), { code: "ENOTDIR" });
    }
    await access(there, constants.R_OK | constants.W_OK | constants.X_OK);
    const text =
      found === undefined ? `${dataFolder} will be made at the first start` : `${dataFolder} can be used`;
    return [ok("data folder", text), await checkSpace(there)];
  } catch (error) {
    const problem = startupProblemOf(error, { doing: "using-data-folder", folder: dataFolder });
    if (problem === undefined) throw error;
    return [failed("data folder", problem)];
  }
}

async function checkSpace(folder: string): Promise<Check> {
  const { bavail, bsize } = await statfs(folder);
  const gigabytes = (bavail * bsize) / 1024 ** 3;
  const text = `${gigabytes.toFixed(1)} GB free`;
  const mend = "Free some space, or move DATA_FOLDER to a larger disk";
  if (gigabytes < 0.2) return fail("disk", text, mend);
  return gigabytes < 5 ? warn("disk", text, mend) : ok("disk", text);
}

/** The database: that of DATABASE_URL, or the private one, which is only looked at when it runs. */
export async function checkDatabase(config: Config): Promise<readonly Check[]> {
  if (config.databaseUrl !== undefined) return checkServer(config.databaseUrl, true);
  const found = await examinePrivatePostgres(config.dataFolder);
  if (found.versions.length === 0) {
    const mend = "Install PostgreSQL 15 or newer (Debian: apt-get install postgresql), or set DATABASE_URL";
    return [fail("postgresql", "no programs of PostgreSQL were found", mend)];
  }
  const programs = ok("postgresql", `programs of PostgreSQL ${found.versions.join(", ")}`);
  if (found.closed) {
    const mend = "Run this as the user that starts OpenPIU (after a start as root: as root)";
    return [programs, fail("database", "it belongs to another user and cannot be examined", mend)];
  }
  const { clusterMajor } = found;
  if (clusterMajor !== undefined && !found.majors.includes(clusterMajor)) {
    const mend = `Install PostgreSQL ${clusterMajor} beside it, or move the data over: docs/how-to/upgrade-postgresql.md`;
    return [programs, fail("database", `it was made by PostgreSQL ${clusterMajor}, which is not here`, mend)];
  }
  if (found.url !== undefined) return [programs, ...(await checkServer(found.url, false))];
  const text =
    clusterMajor === undefined
      ? "it will be made at the first start"
      : `PostgreSQL ${clusterMajor}, not running`;
  return [programs, ok("database", text)];
}

async function checkServer(url: string, operators: boolean): Promise<readonly Check[]> {
  let state: DatabaseState;
  try {
    state = await readDatabaseState(url);
  } catch (error) {
    const problem = startupProblemOf(error, { doing: "using-database", url });
    if (problem === undefined) throw error;
    return [failed("database", problem)];
  }
  const old = postgresVersionProblem(state.versionNumber, url);
  if (old !== undefined) return [failed("database", old)];
  const checks = [ok("database", `PostgreSQL ${state.version} answers`), checkMigrations(state, url)];
  if (operators && state.encoding !== "UTF8") {
    const mend = "Create the database with ENCODING 'UTF8': names in other scripts would be refused";
    checks.push(fail("database encoding", state.encoding, mend));
  }
  if (operators && !state.durable) {
    const mend = "Set fsync and synchronous_commit to on: acknowledged messages could be lost in a power cut";
    checks.push(warn("database durability", "commits are not waited for", mend));
  }
  return checks;
}

function checkMigrations({ applied, mayCreate, mayHaveRole }: DatabaseState, url: string): Check {
  const known = migrations().map(({ number }) => number);
  const missing = known.filter((number) => !applied.includes(number));
  const newest = Math.max(0, ...known);
  if (applied.some((number) => number > newest)) {
    return fail(
      "migrations",
      "the database was migrated by a newer OpenPIU",
      "Run that version or a later one",
    );
  }
  if (missing.length === 0) return ok("migrations", `up to date (${newest})`);
  if (!mayCreate) {
    const mend = "Make the user of DATABASE_URL the owner of the database: ALTER DATABASE … OWNER TO …";
    return fail("migrations", `${missing.length} are missing and this user may not apply them`, mend);
  }
  // The first one makes the role.
  if (missing.includes(1) && !mayHaveRole) return failed("database role", roleProblem(databaseLabel(url)));
  return warn("migrations", `${missing.length} are missing`, "npm start or bin/openpiu migrate applies them");
}

/** The port can be had, or OpenPIU itself has it. */
export async function checkPort(config: Config): Promise<Check> {
  const { host, port } = config;
  const error = await tryListening(host, port);
  if (error === undefined) return ok("port", `${port} on ${host} is free`);
  const problem = startupProblemOf(error, { doing: "listening", host, port });
  if (problem === undefined) throw error;
  if (problem.code === "port-taken") {
    const { holder } = await examinePrivatePostgres(config.dataFolder);
    if (holder !== undefined) return ok("port", `${port} on ${host}: OpenPIU runs (process ${holder})`);
  }
  return failed("port", problem);
}

function tryListening(host: string, port: number): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", resolve);
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

/** `root` is the folder of the repository. */
export async function checkScreens(root: string): Promise<Check> {
  const page = await stat(join(root, "dist", "web", "index.html")).catch(missing);
  return page === undefined
    ? warn("screens", "not built yet", "npm run build builds them")
    : ok("screens", "built");
}

/** The certificates that this server is to show: two files that fit each other, and time left. */
export async function checkCertificates(
  { tls, channels: { https } }: Config,
  at: Date,
): Promise<readonly Check[]> {
  const shown = [
    ...(tls === undefined ? [] : [{ check: "certificate", files: tls }]),
    ...(https === undefined ? [] : [{ check: "certificate of the port for carriers", files: https }]),
  ];
  return Promise.all(
    shown.map(async ({ check, files }): Promise<Check> => {
      const pair = await readPair(files);
      const mend =
        "Put the certificate with its chain and its private key there, in PEM, readable by this user";
      if (typeof pair === "string") return fail(check, `${files.certificateFile} and its key: ${pair}`, mend);
      const until = pair.expiresAt.toISOString();
      const days = daysReached(pair.expiresAt, at);
      if (days === null) return ok(check, `${files.certificateFile} is good until ${until}`);
      const text = `${files.certificateFile} ${days === 0 ? "ran" : "runs"} out at ${until}`;
      const next = "Put the next certificate and its key in the place of the old: no restart is needed";
      return days === 0 ? fail(check, text, next) : warn(check, text, next);
    }),
  );
}

/** The key that seals what is kept of messages. */
export async function checkKey(config: Config): Promise<Check> {
  const { keyFile } = config;
  try {
    const found = await stat(keyFile).catch(missing);
    if (found === undefined) return ok("key", `${keyFile} will be made at the first start`);
    const key = Buffer.from((await readFile(keyFile, "utf8")).trim(), "base64");
    if (key.length !== 32) {
      return fail(
        "key",
        `${keyFile} is no key of 32 bytes in base64`,
        "Bring back the right file, or set KEY_FILE to it",
      );
    }
    if ((found.mode & 0o077) !== 0)
      return warn("key", `${keyFile} can be read by others`, `chmod 600 ${keyFile}`);
    return ok("key", `${keyFile} is there; keep a copy apart from the database's backups`);
  } catch (error) {
    if (startupProblemOf(error, { doing: "using-data-folder", folder: keyFile }) === undefined) throw error;
    const mend = "Run this as the user that starts OpenPIU, or give the file to that user";
    return fail("key", `this user cannot read ${keyFile}`, mend);
  }
}

function missing(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}

/** The folder that exists and in which the missing ones would be made. */
async function nearestFolder(folder: string): Promise<string> {
  const parent = dirname(folder);
  return (await stat(parent).catch(missing)) === undefined ? nearestFolder(parent) : parent;
}
