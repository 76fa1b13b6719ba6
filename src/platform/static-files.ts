// The bundled screens over HTTP: compressed, with names that change with their content kept by browsers for good.
import { extname } from "node:path";
import type { HttpServer } from "./http.ts";
import { refuse } from "./problem.ts";
import { sendRefusal } from "./http.ts";
import { openScreens } from "./screens-bundle.ts";

/**
 * Serves the folder at every address that no other route has; what looks like no file gets index.html, whose screens
 * know their own addresses. Only files of a build exist: no path leads out of the folder. A build made meanwhile is served
 * from the next page on.
 */
export function serveScreens(server: HttpServer, folder: string): void {
  const screens = openScreens(folder);
  server.route({
    method: ["GET", "HEAD"],
    url: "/*",
    schema: { hide: true },
    handler: async (request, reply) => {
      const path = pathOf(request.url);
      if (path === undefined || /^\/(api|v1)(\/|$)/.test(path)) return reply.callNotFound();
      const file = await screens.find(extname(path) === "" ? "/index.html" : path);
      if (file === undefined) {
        if ((await screens.find("/index.html")) !== undefined) return reply.callNotFound();
        const refusal = refuse(
          "screens-not-built",
          "The screens are not built: npm run build builds them.",
          503,
        );
        return sendRefusal(refusal, request, reply);
      }
      reply
        .type(file.type)
        .header("etag", file.etag)
        .header("vary", "accept-encoding")
        .header("cache-control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
      if (request.headers["if-none-match"] === file.etag) return reply.code(304).send();
      const zipped = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "")
        ? await file.gzipped()
        : undefined;
      if (zipped !== undefined) reply.header("content-encoding", "gzip");
      return reply.send(zipped ?? file.plain);
    },
  });
}

function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split("?", 1)[0] ?? "/");
    return path === "/" ? "/index.html" : path;
  } catch {
    // A malformed escape names no file.
    return undefined;
  }
}
