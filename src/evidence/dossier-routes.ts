// The dossier of one alert over HTTP: made for who may, on a purpose and a ground, and handed over at once.
import { guarded } from "#access";
import { isRefusal, type HttpServer } from "#platform";
import { closed, Uuid } from "#vocabulary";
import type { DocumentServices } from "./documents.ts";
import { dossierOf } from "./dossier.ts";

/** Adds the route; the gate must be open. */
export function dossierRoutes(server: HttpServer, services: DocumentServices): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/evidence/dossiers/:id",
      action: "make-dossier",
      stepUp: true,
      shows: { kind: "alert", param: "id" },
      summary: "The dossier of an alert for a court, to be checked and repeated without this unit",
      schema: { params: closed({ id: Uuid }) },
    },
    async ({ params: { id } }, actor, reply) => {
      const dossier = await dossierOf(services, actor, id);
      if (isRefusal(dossier)) return dossier;
      void reply
        .header("content-disposition", `attachment; filename="dossier-${id.slice(0, 8)}.json"`)
        .type("application/json; charset=utf-8");
      return reply.send(JSON.stringify(dossier));
    },
  );
}
