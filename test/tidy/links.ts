// Links of written pages lead to files that are there.
import { dirname, join } from "node:path/posix";
import type { Complaint, Source } from "./sources.ts";

/** Every relative link of a Markdown page that leads to no source; `isThere` knows what is there besides, such as folders and pictures. */
export function checkLinks(
  sources: readonly Source[],
  isThere: (path: string) => boolean = () => false,
): readonly Complaint[] {
  const paths = new Set(sources.map(({ path }) => path));
  return sources
    .filter(({ path }) => path.endsWith(".md"))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].flatMap(({ 1: to = "", index }) => {
        const target = join(dirname(path), to);
        if (paths.has(target) || isThere(target)) return [];
        const line = text.slice(0, index).split("\n").length;
        return [{ path, line, text: `the link leads to ${target}, which is not there` }];
      }),
    );
}
