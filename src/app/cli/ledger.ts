// openpiu ledger verify: recomputes the ledger's tree from outside the server.
import { resolve } from "node:path";
import { setFlagsFromString } from "node:v8";
import { checkLedger, openLedger, parseAnchor, type Anchor } from "#oversight";
import { readArguments } from "./read-arguments.ts";
import { withDatabase, type Surroundings } from "./reach-database.ts";

const usage = `Usage: openpiu ledger verify [--url URL | --dir FOLDER] [--anchor NUMBER:HASH]...
  --url URL        the database, postgres://user:password@host:5432/database; without it that of the settings
  --dir FOLDER     the data folder of an OpenPIU with its own database, running or not
  --anchor N:HASH  number of entries and their head, noted down from an earlier check and kept elsewhere; shows also a
                   ledger that was rewritten or cut off together with its head`;

/**
 * Prints one line: {"intact", "entries", "head", "firstBad", "anchor"}. Exit code 0 complete and unaltered, 1 not (with
 * the first bad entry), 2 wrong usage, 3 the ledger could not be read.
 */
export async function ledger(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { out, err } = surroundings;
  const options = readOptions(args);
  if (typeof options === "string") {
    err(options === "" ? usage : `${options}. ${usage}`);
    return options === "" ? 0 : 2;
  }
  return withDatabase(surroundings, { ...options, mustExist: true }, async ({ url }) => {
    // Every row is garbage at once: a small nursery keeps memory flat whatever the ledger's length.
    setFlagsFromString("--max-semi-space-size=2");
    setFlagsFromString("--semi-space-growth-factor=1");
    const source = await openLedger(url);
    let told = 0;
    try {
      const report = await checkLedger(source, options.anchors, (entries) => {
        if (entries - told < 250_000) return;
        told = entries;
        err(`${entries} entries good so far`);
      });
      const head = report.root.toString("hex");
      const { intact, entries, firstBad = null } = report;
      await out(JSON.stringify({ intact, entries, head, firstBad, anchor: `${entries}:${head}` }));
      err(
        firstBad === null
          ? `The ledger is complete and unaltered: ${entries} entries.`
          : `The ledger is NOT intact. Entry ${firstBad.seq}: ${firstBad.problem}.`,
      );
      return intact ? 0 : 1;
    } finally {
      await source.close();
    }
  });
}

type Options = {
  readonly url: string | undefined;
  readonly dataFolder: string | undefined;
  readonly anchors: readonly Anchor[];
};

function readOptions(args: readonly string[]): Options | string {
  const read = readArguments(args, {
    url: { type: "string" },
    dir: { type: "string" },
    anchor: { type: "string", multiple: true },
  });
  if (typeof read === "string") return read;
  const { values, words } = read;
  if (words.join(" ") !== "verify") return "Expected: ledger verify";
  if (values.url !== undefined && values.dir !== undefined) return "Give either --url or --dir";
  const anchors: Anchor[] = [];
  for (const text of values.anchor ?? []) {
    const anchor = parseAnchor(text);
    if (anchor === undefined) return `--anchor ${text} is not a number, a colon and 64 hexadecimal digits`;
    anchors.push(anchor);
  }
  return { url: values.url, dataFolder: values.dir === undefined ? undefined : resolve(values.dir), anchors };
}
