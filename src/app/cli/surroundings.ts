// What a command of the command line sees of the world: input, the two outputs, the installation.
import type { Readable, Writable } from "node:stream";

export type Surroundings = {
  readonly stdin: Readable;
  /** Writes a line of results; a promise when whoever reads them is slower than the command. */
  readonly out: (line: string) => void | Promise<void>;
  /** The same without a line end. */
  readonly write: (text: string) => void | Promise<void>;
  /** Writes a line for the person in front of the screen. */
  readonly err: (line: string) => void;
  /** Shows how far the work is, over the last one; does nothing when nobody looks (no terminal). */
  readonly progress: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly root: string;
  readonly nodeVersion: string;
};

type OutputStream = Writable & { readonly isTTY?: boolean };

type ProcessLike = {
  readonly stdin: Readable;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly versions: { readonly node: string };
  exit(code: number): never;
};

const CLEAR_LINE = "\r\u001b[K";

/** The surroundings of this process. A reader that goes away (`| head`) ends the process quietly. */
export function openSurroundings(process: ProcessLike, root: string): Surroundings {
  const { stdin, stdout, stderr, env, versions } = process;
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    stderr.write(`openpiu: the results could not be written: ${error.message}\n`);
    process.exit(3);
  });
  let shown = false;
  const write = (text: string): void | Promise<void> => {
    if (shown) clear();
    if (stdout.write(text)) return;
    return new Promise((resolve) => stdout.once("drain", resolve));
  };
  const clear = (): void => {
    stderr.write(CLEAR_LINE);
    shown = false;
  };
  return {
    stdin,
    write,
    out: (line) => write(`${line}\n`),
    err: (line) => {
      if (shown) clear();
      stderr.write(`${line}\n`);
    },
    progress: (text) => {
      if (stderr.isTTY !== true || (text === "" && !shown)) return;
      stderr.write(CLEAR_LINE + text);
      shown = text !== "";
    },
    environment: env,
    root,
    nodeVersion: versions.node,
  };
}
