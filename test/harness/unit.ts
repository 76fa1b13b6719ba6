// A whole demonstration unit for tests: a listening server on a database of its own, carriers that push, people who ask.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addCarrier, issueToken } from "#carriers";
import { isRefusal, readConfig, systemActor, type Clock, type Config } from "#platform";
import { seedLists } from "../../src/app/demonstration-lists.ts";
import { startServer, type RunningServer } from "../../src/app/server.ts";
import { freshDatabase } from "./database.ts";

export type Push = {
  readonly body: Uint8Array | string;
  readonly path?: "/v1/messages" | "/v1/iapi";
  readonly headers?: Readonly<Record<string, string>>;
};

/** A registered carrier with a token of its own. */
export type CarrierLine = {
  readonly code: string;
  readonly token: string;
  push(push: Push): Promise<Response>;
};

export type Unit = {
  readonly address: string;
  readonly running: RunningServer;
  /** As superuser, to look at what row-level security hides. */
  readonly adminUrl: string;
  /** The server's log lines so far. */
  readonly log: readonly string[];
  /** Registers a carrier that flies as `code` (and as the others given) and issues its token. */
  carrier(code: string, options?: { readonly fliesAs?: readonly string[] }): Promise<CarrierLine>;
  /** Makes and activates the lists of these entries, and waits until screening goes by them. */
  lists(entries: Parameters<typeof seedLists>[1]): Promise<void>;
  /** Stops the server and starts it again on what is kept; ports, address and services are new ones. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** Opens it with ready accounts, without lists and without traffic. Call `close` in `afterAll`. */
export async function aUnit(
  options: { readonly clock?: Clock; readonly channels?: Partial<Config["channels"]> } = {},
): Promise<Unit> {
  const fresh = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), "openpiu-unit-"));
  const reading = readConfig(
    { DATA_FOLDER: folder, LOG_LEVEL: "warn" },
    { demonstration: true, workingFolder: folder },
  );
  if ("problems" in reading) throw new Error(reading.problems[0].text);
  const log: string[] = [];
  const { config } = reading;
  const start = async () => {
    const started = await startServer(
      {
        ...config,
        port: 0,
        channels: { ...config.channels, sftpPort: 0, typeBPort: 0, mailPort: 0, ...options.channels },
      },
      {
        databaseUrl: fresh.url,
        logSink: { write: (line) => void log.push(line) },
        ...(options.clock === undefined ? {} : { clock: options.clock }),
      },
    );
    // On a busy machine a first request would be answered before there is an index to screen it by.
    await started.services.screening.upToDate();
    return started;
  };
  let running = await start();
  return {
    get address() {
      return running.address;
    },
    get running() {
      return running;
    },
    adminUrl: fresh.adminUrl,
    log,
    carrier: (code, more) => carrierLine(running, code, more?.fliesAs ?? [code]),
    lists: async (entries) => {
      await seedLists(running.address, entries);
      await running.services.screening.upToDate();
    },
    restart: async () => {
      await running.stop();
      running = await start();
    },
    close: async () => {
      await running.stop();
      await fresh.drop();
      rmSync(folder, { recursive: true, force: true });
      nothingCut(log);
    },
  };
}

/** Throws where an answer had a field that its description does not have: it is cut from the answer, and is our fault. */
export function nothingCut(log: readonly string[]): void {
  const cut = log.find((line) => line.includes("undeclared field cut"));
  if (cut !== undefined) throw new Error(cut);
}

async function carrierLine(
  { services, address }: RunningServer,
  code: string,
  fliesAs: readonly string[],
): Promise<CarrierLine> {
  const actor = systemActor("test");
  const added = await addCarrier(services, actor, { code, name: `Carrier ${code}`, senderIds: [], fliesAs });
  if (isRefusal(added)) throw new Error(added.refused.detail);
  const issued = await issueToken(services, actor, { code, label: "test" });
  if (isRefusal(issued)) throw new Error(issued.refused.detail);
  const { token } = issued;
  return {
    code,
    token,
    push: ({ body, path = "/v1/messages", headers }) =>
      fetch(address + path, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/edifact", ...headers },
        body: typeof body === "string" ? body : Buffer.from(body),
      }),
  };
}
