// Releases over HTTP: what runs, and asking for another.
import { Type } from "typebox";
import { guarded } from "#access";
import { isRefusal, type Database, type HttpServer } from "#platform";
import { NewRelease, Releases, ReleaseStanding } from "./contract.ts";
import type { Release } from "./release.ts";
import { askRelease, standingNow } from "./releases.ts";
import { startRows } from "./store.ts";

const startsShown = 50;

export type ReleaseServices = {
  readonly database: Database;
  /** What this server runs. */
  readonly release: Release;
  /** A demonstration needs nobody's word. */
  readonly releaseExempt: boolean;
};

/** Adds the routes; the gate must be open. */
export function releaseRoutes(
  server: HttpServer,
  { database, release, releaseExempt }: ReleaseServices,
): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/releases/standing",
      action: "view-releases",
      summary: "Whether somebody has yet to agree to what runs",
      schema: { response: { 200: ReleaseStanding } },
    },
    (_request, actor) => database.transaction(actor, (tx) => standingNow(tx, release, releaseExempt)),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/releases",
      action: "view-releases",
      summary: "Which software runs with which settings, and what ran before",
      schema: { response: { 200: Releases } },
    },
    (_request, actor) =>
      database.transaction(actor, async (tx) => ({
        now: await standingNow(tx, release, releaseExempt),
        software: release.software,
        settings: Object.entries(release.settings).map(([name, value]) => ({ name, value })),
        starts: (await startRows(tx, startsShown)).map((row) => ({
          digest: row.digest,
          version: row.version,
          server: row.server,
          way: row.way,
          reason: row.reason,
          at: row.started_at.toISOString(),
        })),
      })),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/releases/requests",
      action: "ask-release",
      summary: "Ask a second person for a release of the software or for other settings",
      schema: { body: NewRelease, response: { 204: Type.Null() } },
    },
    async ({ body }, actor, reply) => {
      const asked = await database.transaction(actor, (tx) => askRelease(tx, release, body));
      return isRefusal(asked) ? asked : reply.code(204).send();
    },
  );
}
