// A RabbitMQ broker for tests, of this machine's packages, in a temporary folder and on ports of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

/** Whether Debian's rabbitmq-server is installed; tests that need it are skipped, and counted, without it. */
export const hasRabbitMq = existsSync(program);

export type TestBroker = { readonly url: string; stop(): Promise<void> };

/** Starts one that speaks AMQP 1.0, with the user guest. Takes some four seconds. */
export async function startRabbitMq(): Promise<TestBroker> {
  const folder = mkdtempSync(join(tmpdir(), "openpiu-rabbitmq-"));
  const [port, distribution, mapper] = await freePorts();
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  // Erlang would start one that stays behind.
  const portMapper = spawn("epmd", ["-address", "127.0.0.1", "-port", String(mapper)], { stdio: "ignore" });
  await once(portMapper, "spawn");
  const broker = spawn(program, [], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that nothing of it is left behind.
    detached: true,
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: folder,
      RABBITMQ_NODENAME: `openpiu${port}@localhost`,
      RABBITMQ_MNESIA_BASE: join(folder, "data"),
      RABBITMQ_LOG_BASE: join(folder, "log"),
      RABBITMQ_PID_FILE: join(folder, "pid"),
      RABBITMQ_CONFIG_FILE: file(
        "rabbitmq.conf",
        `listeners.tcp.1 = 127.0.0.1:${port}\nlog.console = true\nlog.file = false\n`,
      ),
      RABBITMQ_ADVANCED_CONFIG_FILE: file(
        "advanced.config",
        "[{kernel,[{inet_dist_use_interface,{127,0,0,1}}]}].",
      ),
      RABBITMQ_ENABLED_PLUGINS_FILE: file("enabled_plugins", "[rabbitmq_amqp1_0]."),
      RABBITMQ_DIST_PORT: String(distribution),
      ERL_EPMD_ADDRESS: "127.0.0.1",
      ERL_EPMD_PORT: String(mapper),
    },
  });
  let said = "";
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => broker.once("exit", resolve));
    if (broker.exitCode === null && broker.pid !== undefined) {
      process.kill(-broker.pid, "SIGKILL");
      await ended;
    }
    portMapper.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer): void => {
        said += chunk.toString();
        if (said.includes("Server startup complete")) resolve();
      };
      broker.stdout.on("data", hear);
      broker.stderr.on("data", hear);
      broker.once("error", reject);
      broker.once("exit", () => reject(new Error(`RabbitMQ did not start: ${said.slice(-2_000)}`)));
    });
  } catch (problem) {
    await stop();
    throw problem;
  }
  return { url: `amqp://guest:guest@127.0.0.1:${port}`, stop };
}

async function freePorts(): Promise<readonly [number, number, number]> {
  const servers = await Promise.all(
    [1, 2, 3].map(
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer();
          server.listen(0, "127.0.0.1", () => resolve(server));
        }),
    ),
  );
  const [first = 0, second = 0, third = 0] = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return [first, second, third];
}
