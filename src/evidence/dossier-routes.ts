// The dossier of one alert over HTTP: made for who may, on a purpose and a ground, and handed over at once.
import { guarded } from "#access";
import { isRefusal, type HttpServer } from "#platform";
import { closed, Uuid } from "#vocabulary";
import type { DocumentServices } from "./documents.ts";
import { dossierOf } from "./dossier.ts";

/** Adds the routes; the gate must be open. */
export function dossierRoutes(server: HttpServer, services: DocumentServices): void {
  for (const { url, kind, summary } of kinds)
    guarded(
      server,
      {
        method: "POST",
        url,
        action: "make-dossier",
        stepUp: true,
        shows: { kind, param: "id" },
        summary,
        schema: { params: closed({ id: Uuid }) },
      },
      async ({ params: { id } }, actor, reply) => {
        const dossier = await dossierOf(services, actor, { kind, alertId: id });
        if (isRefusal(dossier)) return dossier;
        void reply
          .header("content-disposition", `attachment; filename="dossier-${id.slice(0, 8)}.json"`)
          .type("application/json; charset=utf-8");
        return reply.send(JSON.stringify(dossier));
      },
    );
}

const kinds = [
  {
    url: "/api/evidence/dossiers/:id",
    kind: "alert",
    summary: "The dossier of an alert for a court, to be checked and repeated without this unit",
  },
  {
    url: "/api/evidence/rule-dossiers/:id",
    kind: "criterion-alert",
    summary:
      "The dossier of a rule's alert for a court: the rule, who approved it, what it read; to be asked again without this unit",
  },
] as const;
