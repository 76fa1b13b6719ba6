// Every slice's routes and background work, put together into one unit.
import { accessRoutes, liveRoutes } from "#access";
import { carrierRoutes } from "#carriers";
import { oversightRoutes } from "#oversight";
import type { Config, HttpServer, Job, LiveFeed, Services } from "#platform";

/** What the running unit is made of; slices take from it what they need. */
export type UnitServices = Services & {
  readonly config: Config;
  readonly feed: LiveFeed;
  /** A line for whoever runs the server. */
  readonly notice: (line: string) => void;
  readonly version: string;
};

/** Adds the routes of all slices. */
export function unitRoutes(server: HttpServer, services: UnitServices): void {
  const { config, feed, version } = services;
  accessRoutes(server, { unit: config.unitName, zone: config.unitZone, version });
  liveRoutes(server, feed);
  carrierRoutes(server, services);
  oversightRoutes(server, services);
}

/** The background work of all slices. */
export function unitJobs(_services: UnitServices): readonly Job<UnitServices>[] {
  return [];
}
