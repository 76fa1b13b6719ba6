// The templates of the manifest for carriers without systems of their own, and a filled one given back with its findings.
import type { FastifyReply } from "fastify";
import { manifestCells, manifestTemplate, MODES, reportOnManifest, type ReadMessage } from "#messages";
import { refuse, type HttpServer, type Refusal } from "#platform";
import { Type } from "typebox";
import { closed } from "#vocabulary";

const TemplateQuery = closed({
  /** By what the persons travel; without it a coach. */
  mode: Type.Optional(Type.Enum([...MODES])),
});

const formats = [
  { format: "csv", type: "text/csv; charset=utf-8" },
  { format: "xlsx", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
] as const;

const noManifest = refuse(
  "no-manifest",
  "This is no manifest table (CSV or XLSX). Use the template; messages are explained segment by segment.",
  422,
);

/** Answers with the table that `bytes` are and what `message` tells about each row; a refusal where they are none. */
export function sendReport(
  bytes: Buffer,
  message: Pick<ReadMessage, "findings"> | undefined,
  reply: FastifyReply,
): Refusal | undefined {
  if (message === undefined || manifestCells(bytes) === null) return noManifest;
  const report = reportOnManifest(bytes, message);
  void reply
    .type(formats.find(({ format }) => format === report.format)?.type ?? "application/octet-stream")
    .header("content-disposition", `attachment; filename="manifest-checked.${report.format}"`)
    .send(Buffer.from(report.bytes));
  return undefined;
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
