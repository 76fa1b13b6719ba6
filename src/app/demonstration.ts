// What a demonstration has beyond a working unit: invented watchlists and synthetic traffic flowing in live.
import { demonstrationAccounts } from "#access";
import { syntheticWatchlist } from "#simulation";
import { startFeed, type Feed } from "./demonstration-feed.ts";
import { seedLists } from "./demonstration-lists.ts";
import type { RunningServer } from "./server.ts";

/** One world: the same seed gives the same people, flights and planted cases, also after a restart. */
const seed = 1;
/** Planted parties a flight: enough that a shift has something to decide, few enough that each can be looked at. */
const plantedPerFlight = 0.12;

/**
 * Begins the demonstration on a listening server and returns the lines to print and how to end it. Lists and traffic
 * come in behind the printed lines, so that the first page does not wait for them. Does nothing to a working unit.
 */
export async function beginDemonstration(
  running: RunningServer,
): Promise<{ readonly lines: readonly string[]; stop(): Promise<void> }> {
  const { services, address } = running;
  if (!services.config.demonstration) return { lines: [], stop: async () => undefined };
  const onProblem = (line: string): void => services.notice(`demonstration: ${line}`);
  let feed: Feed | undefined;
  let stopped = false;
  const begun = (async () => {
    await seedLists(address, syntheticWatchlist(seed));
    await services.screening.upToDate();
    if (!stopped) feed = await startFeed(services, { address, seed, plantedPerFlight, onProblem });
  })().catch((problem: Error) => {
    if (!stopped) onProblem(problem.message);
  });
  const width = Math.max(...demonstrationAccounts.map(({ name }) => name.length));
  const accounts = demonstrationAccounts.map(
    ({ name, password, roles }) => `  ${name.padEnd(width)}  ${password}  ${roles.join(", ")}`,
  );
  return {
    lines: ["Demonstration with made-up travellers. Sign in as (name, password, role):", ...accounts],
    stop: async () => {
      stopped = true;
      await begun;
      await feed?.stop();
    },
  };
}
