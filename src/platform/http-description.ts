// The API described by itself: an OpenAPI document made from the schemas that check every request and answer.
import { Problem } from "#vocabulary";
import type { HttpServer } from "./http.ts";

/** Collects every route added after this call and serves the document at /api/openapi.json. */
export async function describeApi(server: HttpServer, version: string): Promise<void> {
  const { default: swagger } = await import("@fastify/swagger");
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "OpenPIU",
        version,
        description:
          "Every error is application/problem+json with a stable code: docs/reference/problems.md. " +
          "Routes that show persons need the header x-purpose.",
      },
      components: {
        securitySchemes: {
          session: {
            type: "apiKey",
            in: "cookie",
            name: "openpiu",
            description: "Made by POST /api/session",
          },
          carrier: { type: "http", scheme: "bearer", description: "A carrier's token (openpiu carrier add)" },
        },
      },
    },
    transform: ({ schema, url, route }) => ({
      url,
      schema: described(schema ?? {}, url, route.config ?? {}),
    }),
  });
  server.get("/api/openapi.json", { schema: { hide: true } }, async () => server.swagger());
}

type RouteConfig = { readonly action?: string; readonly purposeNeeded?: boolean; readonly raw?: boolean };

/** Adds to a route's own schema what holds for all: errors, who may ask, the purpose. */
function described(schema: object, url: string, config: RouteConfig): object {
  const response = "response" in schema && typeof schema.response === "object" ? schema.response : {};
  const purpose = {
    headers: {
      type: "object",
      required: ["x-purpose"],
      properties: { "x-purpose": { type: "string", description: "Why the person's data are looked at" } },
    },
  };
  return {
    ...schema,
    tags: [url.split("/")[2] ?? "other"],
    ...(config.purposeNeeded ? purpose : {}),
    ...(config.action === undefined
      ? {}
      : { security: [{ session: [] }], description: `Action: ${config.action}` }),
    ...(url.startsWith("/v1/") ? { security: [{ carrier: [] }] } : {}),
    ...(config.raw ? { consumes: ["application/octet-stream"] } : {}),
    response: {
      ...response,
      "4xx": { description: "Refused", content: problemContent },
      "5xx": { description: "Failed", content: problemContent },
    },
  };
}

const problemContent = { "application/problem+json": { schema: Problem } };
