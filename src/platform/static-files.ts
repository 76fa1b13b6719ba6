// The bundled screens: files read once, compressed once, with names that change with their content kept by browsers for good.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { HttpServer } from "./http.ts";
import { refuse } from "./problem.ts";
import { sendRefusal } from "./http.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};
const compressible = /^(text|application)\/|svg/;

type Served = {
  readonly type: string;
  readonly plain: Buffer;
  readonly gzipped: Buffer | undefined;
  readonly etag: string;
  /** Its name holds a hash of its content. */
  readonly immutable: boolean;
};

/**
 * Serves the folder at every address that no other route has; what looks like no file gets index.html, whose screens
 * know their own addresses. Only files that are in the folder at the first request exist: no path leads out of it.
 */
export function serveScreens(server: HttpServer, folder: string): void {
  let files: Promise<ReadonlyMap<string, string>> | undefined;
  const loaded = new Map<string, Promise<Served>>();
  server.route({
    method: ["GET", "HEAD"],
    url: "/*",
    schema: { hide: true },
    handler: async (request, reply) => {
      const path = pathOf(request.url);
      if (path === undefined || /^\/(api|v1)(\/|$)/.test(path)) return reply.callNotFound();
      files ??= filesBelow(folder);
      const known = await files;
      if (!known.has("/index.html")) {
        files = undefined;
        const refusal = refuse("screens-not-built", "The screens are not built: npm start builds them.", 503);
        return sendRefusal(refusal, request, reply);
      }
      const name = known.has(path) ? path : extname(path) === "" ? "/index.html" : undefined;
      if (name === undefined) return reply.callNotFound();
      const loading = loaded.get(name) ?? load(known.get(name) ?? "", name);
      loaded.set(name, loading);
      const file = await loading;
      reply
        .type(file.type)
        .header("etag", file.etag)
        .header("vary", "accept-encoding")
        .header("cache-control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
      if (request.headers["if-none-match"] === file.etag) return reply.code(304).send();
      const zipped = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "") ? file.gzipped : undefined;
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

async function filesBelow(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [`/${relative(folder, file).split(sep).join("/")}`, file]),
  );
}

async function load(file: string, name: string): Promise<Served> {
  const plain = await readFile(file);
  const type = types[extname(name)] ?? "application/octet-stream";
  return {
    type,
    plain,
    gzipped: compressible.test(type) && plain.length > 1024 ? await promisify(gzip)(plain) : undefined,
    etag: `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`,
    immutable: /^\/assets\/.+-[\w-]{8}\.\w+$/.test(name),
  };
}
