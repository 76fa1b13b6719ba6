// openpiu release: which software and settings these are, asking a second person for them, and what has run (F14).
import { askRelease, releaseDigest, startRows } from "#releases";
import { isRefusal, openDatabase, readConfig, startupLine, systemActor, systemClock } from "#platform";
import { readArguments } from "./read-arguments.ts";
import { withDatabase, type Surroundings } from "./reach-database.ts";

const usage = `Usage: openpiu release digest               the version, its digests and its settings as one line, to be taken over on the page "Software"
       openpiu release ask --reason "…"     ask for it on the unit's database; a supervisor and an administrator then both agree
       openpiu release list                 which releases ran, on which servers, by whose word
  Settings are read from the environment, as openpiu serve reads them; no database is needed for digest.`;

/** Prints one line of JSON. Exit code 0 done, 1 refused (why: on standard error), 2 wrong usage, 3 settings or database. */
export async function release(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { out, err, environment, root } = surroundings;
  const read = readArguments(args, { reason: { type: "string" } });
  const [act, ...more] = typeof read === "string" ? [] : read.words;
  if (typeof read === "string" || !["digest", "ask", "list"].includes(act ?? "") || more.length > 0) {
    err(typeof read === "string" && read !== "" ? `${read}. ${usage}` : usage);
    return read === "" ? 0 : 2;
  }
  const reason = read.values.reason?.trim() ?? "";
  if (act === "ask" && (reason.length < 3 || reason.length > 1000)) {
    err(`--reason says what changes and why, in 3 to 1000 characters. ${usage}`);
    return 2;
  }
  const reading = readConfig(environment, { demonstration: false, workingFolder: root });
  if ("problems" in reading) {
    for (const problem of reading.problems) err(startupLine(problem));
    return 3;
  }
  const { releaseOf } = await import("../server.ts");
  const here = releaseOf(reading.config);
  const line = { ...here, digest: releaseDigest(here) };
  if (act === "digest") {
    await out(JSON.stringify(line));
    return 0;
  }
  return withDatabase(surroundings, { mustExist: true }, async ({ url }) => {
    // As it is: what asks for a release changes nothing of the database.
    const database = openDatabase({ url, clock: systemClock, connections: 2 });
    try {
      if (act === "list") {
        for (const row of await database.transaction(systemActor("command-line"), (tx) => startRows(tx, 200)))
          await out(JSON.stringify(row));
        return 0;
      }
      const asked = await database.transaction(systemActor("command-line"), async (tx) => {
        const [latest] = await startRows(tx, 1);
        return askRelease(tx, latest ?? null, { ...line, reason });
      });
      if (isRefusal(asked)) {
        err(asked.refused.detail);
        return 1;
      }
      await out(JSON.stringify({ asked, digest: line.digest }));
      err("Asked. A supervisor and an administrator both agree on the page of approvals, within 14 days.");
      return 0;
    } finally {
      await database.close();
    }
  });
}
