// openpiu doctor: examines an installation and says of each part whether it is well, and how to mend it.
import { parseArgs } from "node:util";
import { readConfig, systemClock } from "#platform";
import {
  type Check,
  checkCertificates,
  checkDatabase,
  checkDataFolder,
  checkKey,
  checkNode,
  checkPort,
  checkScreens,
} from "./installation-checks.ts";

export type DoctorSurroundings = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The repository's root: relative settings and the built screens are found from here. */
  readonly root: string;
  readonly nodeVersion: string;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
};

const usage =
  "Usage: openpiu doctor [--json]   examine this installation and say what is wrong and how to mend it";

/**
 * Prints one line for each part: `ok`, `warn` or `FAIL`, and what to do; with `--json` one JSON object a line.
 * Returns the exit code: 0 nothing fails, 1 something does, 2 wrong usage, 3 the examination itself failed.
 */
export async function doctor(
  args: readonly string[],
  surroundings: DoctorSurroundings,
): Promise<0 | 1 | 2 | 3> {
  const { out, err } = surroundings;
  const options = readOptions(args);
  if (typeof options === "string") {
    err(options === "" ? usage : `${options}. ${usage}`);
    return options === "" ? 0 : 2;
  }
  try {
    const checks = await examine(surroundings);
    const width = Math.max(...checks.map(({ check }) => check.length));
    for (const check of checks) out(options.json ? JSON.stringify(check) : describe(check, width));
    if (!options.json) out(`\n${sumUp(checks)}`);
    return checks.some(({ state }) => state === "fail") ? 1 : 0;
  } catch (error) {
    err(`The examination failed: ${error instanceof Error ? error.message : String(error)}`);
    return 3;
  }
}

/** Returns the options, or what is wrong with them; an empty text when help was asked for. */
function readOptions(args: readonly string[]): { readonly json: boolean } | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { json: { type: "boolean" }, help: { type: "boolean" } },
    });
    return values.help === true ? "" : { json: values.json === true };
  } catch (error) {
    return error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error);
  }
}

async function examine({ environment, root, nodeVersion }: DoctorSurroundings): Promise<readonly Check[]> {
  const node = checkNode(nodeVersion);
  const reading = readConfig(environment, { demonstration: false, workingFolder: root });
  if ("problems" in reading) {
    const wrong = reading.problems.map(({ text, mend }): Check => ({
      check: "settings",
      state: "fail",
      text,
      mend,
    }));
    return [node, ...wrong];
  }
  const { config } = reading;
  return [
    node,
    { check: "settings", state: "ok", text: `address ${config.host}:${config.port}` },
    ...(await checkDataFolder(config)),
    ...(await checkDatabase(config)),
    await checkPort(config),
    await checkKey(config),
    ...(await checkCertificates(config, systemClock.now())),
    await checkScreens(root),
  ];
}

function sumUp(checks: readonly Check[]): string {
  const count = (wanted: Check["state"]): number => checks.filter(({ state }) => state === wanted).length;
  const failures = count("fail");
  if (failures > 0) return `${failures} ${failures === 1 ? "thing is" : "things are"} to be mended.`;
  const warnings = count("warn");
  return warnings === 0 ? "All is well." : `It works; ${warnings} to look at.`;
}

function describe({ check, state, text, mend }: Check, width: number): string {
  const word = state === "fail" ? "FAIL" : state.padEnd(4);
  return `${word}  ${check.padEnd(width)}  ${text}${mend === undefined ? "" : `\n      → ${mend}`}`;
}
