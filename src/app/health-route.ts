// GET /api/health, for balancers and watchdogs.
import { Type, type Static } from "typebox";
import { askDatabase, systemActor, type Database, type HttpServer } from "#platform";
import { closed } from "#vocabulary";

const Health = closed({
  state: Type.Enum(["ok", "degraded"]),
  because: Type.Optional(Type.Enum(["database-away", "no-space"])),
});

/**
 * 200 ok; 503 degraded when the database does not answer within two seconds, or what was to be kept within the last minute found no
 * space. Says nothing else to anybody.
 */
export function healthRoute(server: HttpServer, database: Database): void {
  server.get(
    "/api/health",
    { schema: { summary: "Whether it works", response: { 200: Health, 503: Health } } },
    async (_request, reply): Promise<Static<typeof Health>> => {
      const asked = database.transaction(systemActor("health"), askDatabase).then(
        () => true,
        () => false,
      );
      const late = new Promise<boolean>((resolve) => {
        setTimeout(() => resolve(false), 2_000).unref();
      });
      const answers = await Promise.race([asked, late]);
      if (answers && !database.load().outOfSpace) return { state: "ok" };
      reply.code(503);
      return { state: "degraded", because: answers ? "no-space" : "database-away" };
    },
  );
}
