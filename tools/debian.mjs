// Installs packages of Debian for the tests, where that is possible without asking.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"].filter(Boolean);

/** Whether one of these programs is on this machine. */
export function isThere(...names) {
  return folders.some((folder) => names.some((name) => existsSync(join(folder, name))));
}

/** Installs them when this is root on a machine with apt-get; answers whether they are there now. */
export function installPackages(...packages) {
  if (process.getuid?.() !== 0 || !isThere("apt-get")) return false;
  // Without a run level Debian starts no service that a package brings.
  const options = {
    stdio: "inherit",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
  };
  return (
    spawnSync("apt-get", ["update"], options).status === 0 &&
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", ...packages], options).status === 0
  );
}

/** The tests use OpenSSH's own client too; without it those count as skipped. */
export function ensureOpenSsh() {
  if (isThere("sftp")) return;
  console.log("No OpenSSH client found: installing it for the tests of the SFTP server …");
  if (installPackages("openssh-client")) return;
  console.log(
    "No OpenSSH client on this machine: its tests count as skipped (Debian: apt-get install openssh-client).",
  );
}

/**
 * A broker for the tests of AMQP, which start their own of it. Not on a machine with running services, where the package would
 * start one that nobody asked for.
 */
export function ensureRabbitMq() {
  if (existsSync("/usr/lib/rabbitmq/bin/rabbitmq-server") || process.platform === "darwin") return;
  if (!existsSync("/run/systemd/system")) {
    console.log("No AMQP broker found: installing RabbitMQ for the tests …");
    if (installPackages("rabbitmq-server")) return;
  }
  console.log(
    "No RabbitMQ on this machine: its tests count as skipped (Debian: apt-get install rabbitmq-server).",
  );
}
