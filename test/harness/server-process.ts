// A whole server in a process of its own, for tests that kill it: `aServerProcess` starts it, and this file is what it runs.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { readConfig, type Config } from "#platform";
import { startServer } from "../../src/app/server.ts";

export type ServerProcess = {
  readonly address: string;
  /** What it said on standard error so far. */
  readonly said: () => string;
  /** Ends it at once, as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
};

const self = fileURLToPath(import.meta.url);

/** The settings of the server in this data folder. */
export function configIn(folder: string): Config {
  const reading = readConfig(
    { DATA_FOLDER: folder, LOG_LEVEL: "warn" },
    { demonstration: true, workingFolder: folder },
  );
  if ("problems" in reading) throw new Error(reading.problems[0].text);
  const { config } = reading;
  return {
    ...config,
    port: 0,
    channels: { ...config.channels, sftpPort: 0, typeBPort: 0, mailPort: 0 },
  };
}

/** Starts it on a database and a data folder, with its temporary files in `folder`/tmp; resolves when it answers. */
export async function aServerProcess(url: string, folder: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [self, url, folder], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TMPDIR: `${folder}/tmp` },
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => void (said += text));
  const gone = once(child, "exit");
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").once("data", (text: string) => resolve(text.trim()));
    void gone.then(() => reject(new Error(`the server ended before it answered: ${said}`)));
  });
  return {
    address,
    said: () => said,
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

if (process.argv[1] === self) {
  const [, , url = "", folder = ""] = process.argv;
  const running = await startServer(configIn(folder), { databaseUrl: url });
  console.log(running.address);
}
