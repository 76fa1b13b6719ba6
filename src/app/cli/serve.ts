// openpiu serve: runs the server until it is asked to stop.
import {
  onStopSignals,
  readConfig,
  requireUsableDatabase,
  startPrivatePostgres,
  startupLine,
  StartupRefused,
  type Config,
  type PrivatePostgres,
} from "#platform";
import type { Surroundings } from "./reach-database.ts";
import { readArguments } from "./read-arguments.ts";

const usage = `Usage: openpiu serve [--demo] [--emergency-release REASON]
  --demo                       a demonstration: made-up travellers, ready accounts, reachable from this machine only
  --emergency-release REASON   start software or settings that no second person has agreed to, at once; said on every page of
                               administrators and officers, told to the ledger, to be agreed within 24 hours
Settings are variables of the environment: PORT, HOST, DATA_FOLDER, DATABASE_URL, PUBLIC_URL, LOG_LEVEL, …`;

/**
 * Runs until a signal ends the process. Resolves only when it does not come to that: 2 wrong usage, 3 it cannot start
 * (one line for each cause on standard error).
 */
export async function serve(args: readonly string[], surroundings: Surroundings): Promise<0 | 2 | 3> {
  const { environment, root, err } = surroundings;
  const options = readOptions(args);
  if (typeof options === "string") {
    err(options === "" ? usage : `${options}. ${usage}`);
    return options === "" ? 0 : 2;
  }
  const reading = readConfig(environment, { demonstration: options.demo, workingFolder: root });
  if ("problems" in reading) {
    for (const problem of reading.problems) err(startupLine(problem));
    return 3;
  }
  try {
    await run(reading.config, options.emergency, surroundings);
    return await new Promise<never>(() => undefined);
  } catch (error) {
    if (!(error instanceof StartupRefused)) throw error;
    err(error.message);
    return 3;
  }
}

function readOptions(
  args: readonly string[],
): { readonly demo: boolean; readonly emergency: string | undefined } | string {
  const read = readArguments(args, {
    demo: { type: "boolean" },
    "emergency-release": { type: "string" },
  });
  if (typeof read === "string") return read;
  if (read.words.length > 0) return `Unexpected: ${read.words.join(" ")}`;
  const emergency = read.values["emergency-release"]?.trim();
  if (emergency !== undefined && (emergency.length < 10 || emergency.length > 500)) {
    return "--emergency-release needs the reason, in 10 to 500 characters";
  }
  return { demo: read.values.demo === true, emergency };
}

async function run(config: Config, emergency: string | undefined, { out, err }: Surroundings): Promise<void> {
  // The server's code loads while PostgreSQL starts, or is asked whether it will do.
  const [server, demonstration, postgres] = await Promise.all([
    import("../server.ts").then((loaded) => {
      loaded.warmUp();
      return loaded;
    }),
    import("../demonstration.ts"),
    config.databaseUrl === undefined
      ? startPrivatePostgres({ dataFolder: config.dataFolder, notice: err })
      : requireUsableDatabase(config.databaseUrl).then(() => undefined),
  ]);
  const closers: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.toReversed()) await close();
  };
  if (postgres !== undefined) closers.push(() => postgres.stop());
  const end = onStopSignals({
    stop,
    stopNow: async () => postgres?.stopNow(),
    notice: err,
    starter: config.starter,
  });
  try {
    const running = await server.startServer(config, {
      databaseUrl: config.databaseUrl ?? urlOf(postgres),
      emergency,
    });
    closers.push(() => running.stop());
    watch(postgres, end, err);
    const demo = await demonstration.beginDemonstration(running);
    closers.push(() => demo.stop());
    await out(`OpenPIU ${server.version} is ready: ${config.publicUrl ?? running.address}`);
    for (const line of demo.lines) await out(line);
  } catch (error) {
    await stop();
    throw error;
  }
}

function urlOf(postgres: PrivatePostgres | undefined): string {
  if (postgres === undefined) throw new Error("neither DATABASE_URL nor a private database");
  return postgres.url;
}

/** Without its database the server can do nothing: it ends, so that whatever watches over it starts it anew. */
function watch(
  postgres: PrivatePostgres | undefined,
  end: (exitCode: number) => void,
  err: (line: string) => void,
): void {
  postgres?.died.then(
    (problem) => {
      err(`The private PostgreSQL ended: ${problem.text}. ${problem.mend}.`);
      end(3);
    },
    (error: Error) => err(`The private PostgreSQL can no longer be watched: ${error.message}`),
  );
}
