// The files of the repository as the tidy rules see them: path, text and, for program files, the syntax tree.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { type Node, parseSync } from "oxc-parser";

export type Source = {
  /** From the repository's root, with slashes. */
  readonly path: string;
  readonly text: string;
};

/** A rule broken: where, and what to do instead. */
export type Complaint = { readonly path: string; readonly line: number; readonly text: string };

export type Import = { readonly from: string; readonly typeOnly: boolean; readonly line: number };

export type Program = {
  readonly body: Node;
  readonly comments: readonly { readonly value: string; readonly line: number }[];
  readonly imports: readonly Import[];
};

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Made or installed, not written: what .gitignore names. */
const ignored: ReadonlySet<string> = new Set(["node_modules", "dist", "data", ".cache", "coverage", ".git"]);
const textFile =
  /\.(ts|tsx|mjs|js|json|sql|md|css|html|sh|edi|txt|ya?ml)$|(^|\/)(\.npmrc|\.gitignore|run|openpiu|NOTICE|LICENSE)$/;

/** Returns all written text files, in order of their path. Symbolic links are not followed. */
export function repositorySources(): readonly Source[] {
  return walk(root)
    .map((file) => relative(root, file).split(sep).join("/"))
    .filter((path) => textFile.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

function walk(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = join(folder, entry.name);
    if (ignored.has(entry.name)) return [];
    if (entry.isDirectory()) return walk(file);
    return entry.isFile() && statSync(file).size < 4_000_000 ? [file] : [];
  });
}

export function isProgramFile({ path }: Source): boolean {
  return /\.(ts|tsx|mjs)$/.test(path);
}

/** Tests and what only they use: some rules of production code do not bind them. */
export function isTestFile({ path }: Source): boolean {
  return /^(test|bench)\/|\.(test|test-d)\.tsx?$/.test(path);
}

/** The slice a file belongs to; undefined outside src/. */
export function sliceOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

const parsed = new WeakMap<Source, Program>();

/** Parses a program file once. Throws for a file that is no program: then type checking tells more. */
export function programOf(source: Source): Program {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const result = parseSync(source.path, source.text);
  if (result.errors.length > 0)
    throw new Error(`${source.path}: ${result.errors[0]?.message ?? "cannot be read"}`);
  const lineAt = lineFinder(source.text);
  const named = [...result.module.staticImports].map((found) => ({
    from: found.moduleRequest.value,
    typeOnly: found.entries.length > 0 && found.entries.every(({ isType }) => isType),
    line: lineAt(found.start),
  }));
  const passedOn = result.module.staticExports
    .flatMap(({ entries }) => entries)
    .filter((entry) => entry.moduleRequest !== null)
    .map((entry) => ({
      from: entry.moduleRequest?.value ?? "",
      typeOnly: entry.isType,
      line: lineAt(entry.start),
    }));
  const later = result.module.dynamicImports.map(({ moduleRequest }) => ({
    from: source.text.slice(moduleRequest.start, moduleRequest.end).replace(/^["'`]|["'`]$/g, ""),
    typeOnly: false,
    line: lineAt(moduleRequest.start),
  }));
  const program = {
    body: result.program,
    comments: result.comments.map(({ value, start }) => ({ value, line: lineAt(start) })),
    imports: [...named, ...passedOn, ...later],
  };
  parsed.set(source, program);
  return program;
}

/** Calls `visit` for every node of the tree with its line. */
export function visitNodes(source: Source, visit: (node: Node, line: number) => void): void {
  const lineAt = lineFinder(source.text);
  const go = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const item of value) go(item);
    } else if (isNode(value)) {
      visit(value, lineAt(value.start));
      for (const child of Object.values(value)) if (typeof child === "object" && child !== null) go(child);
    }
  };
  go(programOf(source).body);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

/** Returns the line (from 1) of a place in the text. */
function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
