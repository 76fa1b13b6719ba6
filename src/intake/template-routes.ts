// The templates of the manifest for carriers without systems of their own, and a filled one given back with its findings.
import type { FastifyReply } from "fastify";
import { manifestTemplate, MODES } from "#messages";
import type { HttpServer } from "#platform";
import { Type } from "typebox";
import { closed } from "#vocabulary";
import type { ManifestBack } from "./manifest-report.ts";

const TemplateQuery = closed({
  /** By what the persons travel; without it a coach. */
  mode: Type.Optional(Type.Enum([...MODES])),
});

const formats = [
  { format: "csv", type: "text/csv; charset=utf-8" },
  { format: "xlsx", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
] as const;

/** Answers with a table and what was found beside each of its rows. */
export function sendReport({ format, bytes }: ManifestBack, reply: FastifyReply): FastifyReply {
  return reply
    .type(formats.find((one) => one.format === format)?.type ?? "application/octet-stream")
    .header("content-disposition", `attachment; filename="manifest-checked.${format}"`)
    .send(Buffer.from(bytes));
}

/** GET /v1/templates/manifest.csv and .xlsx `?mode=AIR|SEA|RAIL|BUS|CAR`, for everyone. */
export function templateRoutes(server: HttpServer): void {
  for (const { format, type } of formats) {
    server.route({
      method: "GET",
      url: `/v1/templates/manifest.${format}`,
      schema: { summary: `The template of a manifest (${format.toUpperCase()})`, querystring: TemplateQuery },
      handler: (request, reply) => {
        const { mode = "BUS" } = request.query;
        void reply
          .type(type)
          .header("content-disposition", `attachment; filename="manifest-${mode.toLowerCase()}.${format}"`);
        return reply.send(Buffer.from(manifestTemplate(format, mode)));
      },
    });
  }
}
