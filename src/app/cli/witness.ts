// openpiu witness: a process that somebody else runs. It signs the heads of a unit's ledger as long as each begins with the one before.
import { createServer, type Server } from "node:http";
import { resolve } from "node:path";
import { openWitness, type Look, type Witness } from "#oversight";
import { onStopSignals, readIfThere, systemClock } from "#platform";
import { readArguments } from "./read-arguments.ts";
import type { Surroundings } from "./surroundings.ts";

const usage = `Usage: openpiu witness --of URL --dir FOLDER [--every SECONDS] [--port NUMBER] [--once]
  Looks at the signed heads of the ledger at URL, proves that the newest begins with the one seen before, and signs it.
  --of URL         the unit, https://piu.example
  --dir FOLDER     holds the witness's key and everything it signed; keep it where nobody of the unit can write
  --every SECONDS  how often it looks; 60 without it
  --port NUMBER    serves what it signed to everybody at this port, for openpiu ledger verify --against
  --once           looks once and ends
  The unit takes the witness in with: openpiu ledger add-witness NAME KEY (the key is printed at the start)`;

/** Exit code of --once: 0 signed or nothing new, 1 a fork (nothing was signed), 2 wrong usage, 3 the unit could not be reached. */
export async function witness(args: readonly string[], surroundings: WitnessSurroundings): Promise<number> {
  const { err } = surroundings;
  const options = readOptions(args);
  if (typeof options === "string") {
    err(options === "" ? usage : `${options}. ${usage}`);
    return options === "" ? 0 : 2;
  }
  const opened = await openWitness({ folder: options.folder, of: options.of, now: () => systemClock.now() });
  err(`Witness ${opened.keyId}, key ${opened.publicKey}, of the ledger at ${options.of}.`);
  if (options.once) return lookOnce(opened, surroundings);
  const server = options.port === undefined ? undefined : await serve(opened, options.port);
  const watching = setInterval(() => void lookOnce(opened, surroundings), options.every * 1_000);
  const stop = async (): Promise<void> => {
    clearInterval(watching);
    server?.close();
  };
  // What was begun is on the disk or not at all: stopping at once loses nothing either.
  onStopSignals({ stop, stopNow: stop });
  await lookOnce(opened, surroundings);
  return new Promise<number>(() => undefined);
}

type WitnessSurroundings = Pick<Surroundings, "out" | "err">;

async function lookOnce(opened: Witness, { out, err }: WitnessSurroundings): Promise<number> {
  let look: Look;
  try {
    look = await opened.look();
  } catch (problem) {
    err(`Nothing was signed: ${problem instanceof Error ? problem.message : String(problem)}`);
    return 3;
  }
  const { outcome } = look;
  if (outcome === "fork") {
    await out(JSON.stringify({ outcome, why: look.why, evidence: look.evidence }));
    err(`THE LEDGER IS NOT THE ONE SEEN BEFORE, nothing was signed: ${look.why}. Kept in ${look.evidence}.`);
    return 1;
  }
  const head = outcome === "cosigned" ? look.cosigned : look.last;
  await out(
    JSON.stringify({
      outcome,
      size: head?.size ?? 0,
      root: head?.root ?? null,
      ...(outcome === "cosigned" ? { delivered: look.delivered } : {}),
    }),
  );
  if (outcome === "cosigned" && !look.delivered)
    err("The unit did not take the signature: has it taken this witness in (openpiu ledger add-witness)?");
  return 0;
}

async function serve({ file }: Witness, port: number): Promise<Server> {
  const server = createServer((_request, response) => {
    void readIfThere(file).then((bytes) => {
      response.writeHead(200, {
        "content-type": "application/x-ndjson",
        "x-content-type-options": "nosniff",
      });
      response.end(bytes ?? "");
    });
  });
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(port, () => listening());
  });
  return server;
}

type Options = {
  readonly of: string;
  readonly folder: string;
  readonly every: number;
  readonly port: number | undefined;
  readonly once: boolean;
};

function readOptions(args: readonly string[]): Options | string {
  const read = readArguments(args, {
    of: { type: "string" },
    dir: { type: "string" },
    every: { type: "string" },
    port: { type: "string" },
    once: { type: "boolean" },
  });
  if (typeof read === "string") return read;
  const { of, dir, every = "60", port, once = false } = read.values;
  if (read.words.length > 0 || of === undefined || dir === undefined) return "Expected --of and --dir";
  if (!URL.canParse(of) || !/^https?:$/.test(new URL(of).protocol)) return "--of is an address, https://…";
  if (!/^[1-9]\d{0,4}$/.test(every)) return "--every is a number of seconds";
  if (port !== undefined && !/^\d{1,5}$/.test(port)) return "--port is a number";
  return {
    of,
    folder: resolve(dir),
    every: Number(every),
    port: port === undefined ? undefined : Number(port),
    once,
  };
}
