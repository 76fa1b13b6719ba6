// Makes a new database cluster, whole or not at all.
import { appendFile, chmod, chown, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { StartupRefused } from "../startup-problems.ts";
import type { Binaries } from "./binaries.ts";
import type { DatabaseHome } from "./database-home.ts";
import { explainServerFailure } from "./server-failure.ts";
import { type ProgramUser, runProgram } from "./running-programs.ts";
import { ownUser } from "./server-user.ts";
import type { Purpose } from "./settings.ts";

const unfinished = "cluster.new";

/**
 * Makes the cluster: UTF-8, sorted by code point, with checksums on every page. It is built beside its place and moved
 * there when complete, so that a start that was killed half-way leaves nothing behind.
 * Throws StartupRefused with the reason when PostgreSQL cannot make it.
 */
export async function initialise(binaries: Binaries, home: DatabaseHome, purpose: Purpose): Promise<void> {
  for (const name of await readdir(home.folder)) {
    if (name === unfinished) await rm(join(home.folder, name), { recursive: true, force: true });
  }
  const folder = join(home.folder, unfinished);
  let output = "";
  for (const locale of localeChoices(binaries.major)) {
    const args = ["--pgdata", folder, "--username=postgres", "--encoding=UTF8", "--data-checksums"];
    const more = ["--auth=peer", ...(purpose === "throw-away" ? ["--no-sync"] : []), ...locale];
    const end = await runProgram(join(binaries.folder, "initdb"), [...args, ...more], home.user);
    output = end.output;
    if (end.code === 0) {
      // What initdb found out about the machine stays; later lines win.
      await appendFile(join(folder, "postgresql.conf"), ownFiles);
      await setAccess(folder, home.user);
      await rename(folder, home.cluster);
      return;
    }
    await rm(folder, { recursive: true, force: true });
    if (!/error: .*locale/i.test(output)) break;
  }
  throw new StartupRefused(explainServerFailure(output, home.folder));
}

/** Names sort by code point everywhere, whatever the machine's language; letters are known beyond ASCII where possible. */
function localeChoices(major: number): readonly (readonly string[])[] {
  const plain = [["--locale=C.UTF-8"], ["--no-locale"]];
  if (major < 17) return plain;
  return [["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"], ...plain];
}

/** The operator's file comes last, but cannot undo what is given on the command line. */
const ownFiles = `
# OpenPIU's settings, written at every start, and the operator's own.
include_if_exists 'openpiu.conf'
include_if_exists 'operator.conf'
`;

/**
 * Only the user of OpenPIU and the server's own may sign in, checked by the system at the socket; no password exists.
 * Written at every start, since OpenPIU may be started by root today and was by another user before.
 */
export async function setAccess(cluster: string, serverUser: ProgramUser): Promise<void> {
  const users = new Set([ownUser().name, serverUser.name]);
  const lines = [...users].flatMap((user) =>
    ["openpiu", "postgres"].map((role) => `openpiu "${user}" ${role}`),
  );
  await writeFor(serverUser, join(cluster, "pg_hba.conf"), "local all all peer map=openpiu\n");
  await writeFor(serverUser, join(cluster, "pg_ident.conf"), `${lines.join("\n")}\n`);
}

/** Writes a file that belongs to the server's user. */
export async function writeFor(user: ProgramUser, file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  await chmod(file, 0o600);
  if (user.uid !== undefined) await chown(file, user.uid, user.gid ?? user.uid);
}
