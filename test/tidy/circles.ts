// No file imports, by however many others, what imports it: imports go one way, types among them.
import { posix } from "node:path";
import { type Complaint, isProgramFile, isTestFile, programOf, type Source } from "./sources.ts";

/** The table that the lexer fills and the parts of the lexer that fill it know each other; by types alone. */
const knowEachOther: readonly string[] = ["src/messages/edifact/segments.ts"];

type Edge = { readonly to: string; readonly line: number };

/** Complains of each import that closes a circle of files. */
export function checkCircles(sources: readonly Source[]): readonly Complaint[] {
  const files = sources.filter((source) => isProgramFile(source) && !isTestFile(source));
  const known = new Set(files.map(({ path }) => path));
  const edges = new Map(files.map((source) => [source.path, edgesOf(source, known)]));
  return files.flatMap(({ path }) =>
    (edges.get(path) ?? [])
      .filter(({ to }) => !knowEachOther.includes(path) && !knowEachOther.includes(to))
      .filter(({ to }) => leadsTo(edges, to, path))
      .map(({ to, line }) => ({
        path,
        line,
        text: `imports ${to}, which imports this file again: put what both need into a file of its own`,
      })),
  );
}

function edgesOf(source: Source, known: ReadonlySet<string>): readonly Edge[] {
  return programOf(source).imports.flatMap(({ from, line }) => {
    const to = posix.join(posix.dirname(source.path), from);
    return from.startsWith(".") && known.has(to) ? [{ to, line }] : [];
  });
}

function leadsTo(edges: ReadonlyMap<string, readonly Edge[]>, from: string, goal: string): boolean {
  const seen = new Set([from]);
  for (const path of seen) {
    if (path === goal) return true;
    for (const { to } of edges.get(path) ?? []) seen.add(to);
  }
  return false;
}
