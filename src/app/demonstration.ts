// What a demonstration has beyond a working unit; runs once the server listens.
import { demonstrationAccounts } from "#access";
import type { RunningServer } from "./server.ts";

/**
 * Begins the demonstration on a listening server and returns the lines to print and how to end it. Does nothing to a
 * working unit.
 */
export async function beginDemonstration(
  running: RunningServer,
): Promise<{ readonly lines: readonly string[]; stop(): Promise<void> }> {
  if (!running.services.config.demonstration) return { lines: [], stop: async () => undefined };
  const width = Math.max(...demonstrationAccounts.map(({ name }) => name.length));
  const accounts = demonstrationAccounts.map(
    ({ name, password, roles }) => `  ${name.padEnd(width)}  ${password}  ${roles.join(", ")}`,
  );
  return {
    lines: ["Demonstration with made-up travellers. Sign in as (name, password, role):", ...accounts],
    stop: async () => undefined,
  };
}
