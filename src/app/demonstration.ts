// What a demonstration has beyond a working unit: invented watchlists and synthetic traffic flowing in live.
import { demonstrationAccounts } from "#access";
import type { Config } from "#platform";
import { syntheticWatchlist } from "#simulation";
import { seedCriteria } from "./demonstration-criteria.ts";
import { startFeed, type Feed } from "./demonstration-feed.ts";
import { seedFlightSelections, seedOffences } from "./demonstration-law.ts";
import { seedLists } from "./demonstration-lists.ts";
import { signIn } from "./demonstration-people.ts";
import { seedOutages } from "./demonstration-outages.ts";
import { seedPenalties } from "./demonstration-penalties.ts";
import { seedOversight } from "./demonstration-oversight.ts";
import { seedRetention } from "./demonstration-retention.ts";
import { seedProtection } from "./demonstration-protection.ts";
import { askForRights, reportABreach } from "./demonstration-rights.ts";
import { seedBureau } from "./demonstration-bureau.ts";
import { seedExchange } from "./demonstration-exchange.ts";
import { seedRequests } from "./demonstration-requests.ts";
import { scheduleDemonstration, withheldFrom } from "./demonstration-schedule.ts";
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
  const tell = (problem: Error): void => {
    if (!stopped) onProblem(problem.message);
  };
  const begun = (async () => {
    await seedLists(address, syntheticWatchlist(seed));
    await services.screening.upToDate();
    if (stopped) return;
    feed = await startFeed(services, {
      address,
      folder: services.config.dataFolder,
      seed,
      plantedPerFlight,
      withheld: withheldFrom(services.clock.now().getTime()),
      onProblem,
    });
  })().catch(tell);
  // What has come by then is not asked for again.
  const scheduled = begun
    .then(() => feed?.caughtUp)
    .then(() => (stopped ? undefined : scheduleDemonstration(services)))
    .then(() => (stopped ? undefined : seedOffences(address, () => stopped)))
    .then(() => (stopped ? undefined : seedFlightSelections(address, services.clock.now())))
    .then(() =>
      stopped
        ? undefined
        : seedRequests(address, services.config.dataFolder, services.clock.now(), () => stopped),
    )
    .then(() =>
      stopped ? undefined : seedExchange(address, services.config.dataFolder, services.clock, () => stopped),
    )
    .then(() => (stopped ? undefined : seedBureau(services, address, () => stopped)))
    .then(() => (stopped ? undefined : seedCriteria(address, () => stopped)))
    .then(() => (stopped ? undefined : seedRights(address, services.clock.now())))
    .then(() => (stopped ? undefined : seedOutages(address, services.clock.now())))
    .then(() => (stopped ? undefined : seedRetention(services, address)))
    .then(() => (stopped ? undefined : seedProtection(address)))
    .then(() => (stopped ? undefined : seedOversight(address, services.clock.now(), () => stopped)))
    .then(() => (stopped ? undefined : seedPenalties(address, services.clock.now())))
    .catch(tell);
  return {
    lines: greeting(services.config),
    stop: async () => {
      stopped = true;
      await begun;
      await feed?.stop();
      await scheduled;
    },
  };
}

async function seedRights(address: string, now: Date): Promise<void> {
  const officer = await signIn(address, "data-protection-officer");
  await askForRights(address, (path) => officer("GET", path));
  const analyst = await signIn(address, "analyst");
  await reportABreach(analyst, officer, now);
}

/** What somebody who has just started it needs to know, each name with its role. */
function greeting({ databaseUrl, dataFolder }: Config): readonly string[] {
  const width = Math.max(...demonstrationAccounts.map(({ name }) => name.length));
  const names = demonstrationAccounts.map(
    ({ name, roles }) => `  ${name.padEnd(width)}  ${roles.join(", ").replaceAll("-", " ")}`,
  );
  const password = demonstrationAccounts[0]?.password ?? "";
  return [
    "",
    `A demonstration: every traveller and list is made up. Sign in with the password "${password}" as one of`,
    ...names,
    "",
    databaseUrl === undefined
      ? `What you do is kept in ${dataFolder}; delete that folder to begin anew. Ctrl+C stops.`
      : "What you do is kept in the database of DATABASE_URL. Ctrl+C stops.",
  ];
}
