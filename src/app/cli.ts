// The command line: finds the command and hands it the rest of the line. A command's module is loaded only when it is asked for.
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Command, CommanderError } from "commander";
import { openSurroundings, type Surroundings } from "./cli/surroundings.ts";

type Run = (args: readonly string[], surroundings: Surroundings) => Promise<number>;
type Entry = { readonly name: string; readonly summary: string; readonly load: () => Promise<Run> };

/** Every command, in the order of `openpiu --help`. A command reads its own arguments and answers with the exit code. */
const commands: readonly Entry[] = [
  {
    name: "read",
    summary: "read API and PNR messages from files, one JSON object a line",
    load: async () => {
      // What is read is soon done with: without this V8 lets many times its size pile up before it clears.
      setFlagsFromString("--semi-space-growth-factor=1");
      setFlagsFromString("--heap-growing-percent=100");
      return (await import("./cli/read.ts")).read;
    },
  },
  {
    name: "screen",
    summary: "screen travellers against list files",
    load: async () => {
      // The list's index is small; without this V8 lets twice its size pile up before it clears.
      setFlagsFromString("--semi-space-growth-factor=1");
      setFlagsFromString("--heap-growing-percent=50");
      return (await import("./cli/screen.ts")).screen;
    },
  },
  {
    name: "serve",
    summary: "run the server (--demo: a demonstration)",
    load: async () => (await import("./cli/serve.ts")).serve,
  },
  {
    name: "migrate",
    summary: "bring the database up to date",
    load: async () => (await import("./cli/migrate.ts")).migrate,
  },
  {
    name: "person",
    summary: "add accounts, set roles, give out passwords",
    load: async () => (await import("./cli/person.ts")).person,
  },
  {
    name: "carrier",
    summary: "register carriers, issue and revoke their tokens",
    load: async () => (await import("./cli/carrier.ts")).carrier,
  },
  {
    name: "release",
    summary: "the digest of this software and its settings, ask a second person for it, list what ran",
    load: async () => (await import("./cli/release.ts")).release,
  },
  {
    name: "receive",
    summary: "take in files of messages, as a carrier's push",
    load: async () => (await import("./cli/receive.ts")).receive,
  },
  {
    name: "ledger",
    summary: "verify the ledger from outside the server",
    load: async () => (await import("./cli/ledger.ts")).ledger,
  },
  {
    name: "witness",
    summary: "sign the heads of another unit's ledger, as its independent witness",
    load: async () => (await import("./cli/witness.ts")).witness,
  },
  {
    name: "keys",
    summary: "list the unit's keys, rotate them",
    load: async () => (await import("./cli/keys.ts")).keys,
  },
  {
    name: "backup",
    summary: "back the database up into a sealed file, or delete backups whose time is over",
    load: async () => (await import("./cli/backup.ts")).backup,
  },
  {
    name: "restore",
    summary: "restore a backup into an empty database",
    load: async () => (await import("./cli/backup.ts")).restore,
  },
  {
    name: "replay",
    summary: "repeat the screening an alert rests on and compare the evidence",
    load: async () => (await import("./cli/replay.ts")).replay,
  },
  {
    name: "evidence",
    summary: "check a document that a unit made of itself, with nothing but the file",
    load: async () => (await import("./cli/evidence.ts")).evidence,
  },
  {
    name: "law",
    summary: "check the signed chain of legal profiles with nothing but the file, show a profile in words",
    load: async () => (await import("./cli/law.ts")).law,
  },
  {
    name: "simulate",
    summary: "write synthetic traffic with labels, the same for the same seed",
    load: async () => {
      // Much is written and little kept: without this V8 lets twice the memory pile up before it clears.
      setFlagsFromString("--semi-space-growth-factor=1");
      setFlagsFromString("--heap-growing-percent=100");
      return (await import("./cli/simulate.ts")).simulate;
    },
  },
  {
    name: "doctor",
    summary: "examine this installation and say how to mend what is wrong",
    load: async () => (await import("./cli/doctor.ts")).doctor,
  },
];

/** Runs a command line (without program names) and answers the exit code: 0 done, 1 done but refused, 2 wrong usage, 3 failed. */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<number> {
  let code = 0;
  const program = new Command("openpiu")
    .description("Passenger Information Unit: the server and its tools.")
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void surroundings.out(text.trimEnd()),
      writeErr: (text) => surroundings.err(text.trimEnd()),
    });
  for (const { name, summary, load } of commands) {
    program
      .command(name)
      .description(summary)
      .argument("[arguments...]")
      .passThroughOptions()
      .allowUnknownOption()
      .helpOption(false)
      .action(async (rest: string[]) => {
        const run = await load();
        code = await run(rest, surroundings);
      });
  }
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    surroundings.err(`openpiu failed: ${error instanceof Error ? error.message : String(error)}`);
    return 3;
  }
}

if (import.meta.main) {
  enableCompileCache();
  const root = fileURLToPath(new URL("../..", import.meta.url));
  process.exitCode = await runCommandLine(process.argv.slice(2), openSurroundings(process, root));
}
