// A bundle of screens as it is served: read whole into memory, so that nothing done to its folder reaches a running server.
import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

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

export type Served = {
  readonly type: string;
  readonly plain: Buffer;
  /** Compressed at the first call; undefined where that is not worth it. */
  readonly gzipped: () => Promise<Buffer> | undefined;
  readonly etag: string;
  /** Its name holds a hash of its content. */
  readonly immutable: boolean;
};

/** The files by the path they are asked for with. */
type Bundle = { readonly build: string; readonly files: ReadonlyMap<string, Served> };

export type Screens = {
  /** The file at a path, "/index.html" of the newest build; undefined when there is none, or no build at all. */
  find(path: string): Promise<Served | undefined>;
};

/** Pages that were opened before the last builds still load their parts, which bear other names. */
const bundlesKept = 4;

/**
 * Serves what is built in `folder`. A new build is taken whole, once it is complete; until then, and when it is gone, the
 * last one is served on.
 */
export function openScreens(folder: string): Screens {
  let bundles: readonly Bundle[] = [];
  let reading: Promise<void> | undefined;

  async function takeNewest(): Promise<void> {
    const build = await buildIn(folder);
    if (build === undefined || build === bundles[0]?.build) return;
    const files = await readFiles(folder);
    // Another build took its place while it was read: the next request looks again.
    if (files === undefined || (await buildIn(folder)) !== build) return;
    bundles = [{ build, files }, ...bundles].slice(0, bundlesKept);
  }

  async function lookForNewer(): Promise<void> {
    reading ??= takeNewest().finally(() => (reading = undefined));
    await reading;
  }

  return {
    find: async (path) => {
      if (path === "/index.html" || bundles.length === 0) await lookForNewer();
      const [newest, ...older] = bundles;
      const found = newest?.files.get(path);
      if (found !== undefined) return found;
      const kept = older.map(({ files }) => files.get(path)).find((file) => file?.immutable === true);
      return kept;
    },
  };
}

/** Names the build that stands in the folder; undefined when there is none. */
async function buildIn(folder: string): Promise<string | undefined> {
  const page = await stat(join(folder, "index.html")).catch(() => undefined);
  return page === undefined ? undefined : `${page.ino}/${page.mtimeMs}/${page.size}`;
}

/** Reads everything below the folder; undefined when something goes away meanwhile. */
async function readFiles(folder: string): Promise<ReadonlyMap<string, Served> | undefined> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const files = await Promise.all(
      paths.map(async (path) => {
        const name = `/${relative(folder, path).split(sep).join("/")}`;
        return [name, servedAs(name, await readFile(path))] as const;
      }),
    );
    return new Map(files);
  } catch {
    return undefined;
  }
}

function servedAs(name: string, plain: Buffer): Served {
  const type = types[extname(name)] ?? "application/octet-stream";
  const worthIt = compressible.test(type) && plain.length > 1024;
  let compressed: Promise<Buffer> | undefined;
  return {
    type,
    plain,
    gzipped: () => (worthIt ? (compressed ??= promisify(gzip)(plain)) : undefined),
    etag: `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`,
    immutable: /^\/assets\/.+-[\w-]{8}\.\w+$/.test(name),
  };
}
