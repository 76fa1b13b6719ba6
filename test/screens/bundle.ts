// Reads a built bundle: what its files load from elsewhere, and what a first visit has to load.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Ways in which a page, a style or a script loads a file from another host. Addresses in texts are none of them. */
const loads: readonly RegExp[] = [
  /<(?:script|link|img|iframe|source)[^>]+(?:src|href)\s*=\s*["']?(?:https?:)?\/\/[^"'\s>]+/gi,
  /url\(\s*["']?(?:https?:)?\/\/[^)]+\)/gi,
  /@import\s+["'](?:https?:)?\/\/[^"']+/gi,
  /\b(?:fetch|import|importScripts)\(\s*["'`]https?:\/\/[^"'`]+/gi,
  /new (?:Worker|EventSource|WebSocket)\(\s*["'`](?:https?|wss?):\/\/[^"'`]+/gi,
];

/** Returns every load from another host, as "file: what". */
export function foreignLoads(folder: string): readonly string[] {
  return filesIn(folder)
    .filter((file) => /\.(html|css|js|mjs|svg|json|webmanifest)$/.test(file))
    .flatMap((file) =>
      foreignLoadsOf(readFileSync(join(folder, file), "utf8")).map((load) => `${file}: ${load}`),
    );
}

export function foreignLoadsOf(text: string): readonly string[] {
  return loads.flatMap((way) => text.match(way) ?? []);
}

/** Returns the bytes, compressed, of the scripts and styles that index.html itself names. */
export function firstVisit(folder: string): { readonly scripts: number; readonly styles: number } {
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const named = [...page.matchAll(/(?:src|href)="\/?([^"]+\.(?:js|css))"/g)].map(([, file]) => file ?? "");
  const bytes = (end: string): number =>
    named
      .filter((file) => file.endsWith(end))
      .reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
  return { scripts: bytes(".js"), styles: bytes(".css") };
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
