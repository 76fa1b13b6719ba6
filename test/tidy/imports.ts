// Who may import whom: the order of slices, their three front doors, and what pure slices and screens must not touch.
import { posix } from "node:path";
import { pureSlices, sliceOrder } from "./order.ts";
import {
  type Complaint,
  type Import,
  isProgramFile,
  isTestFile,
  programOf,
  sliceOf,
  type Source,
} from "./sources.ts";

/** Parts of Node that only compute. */
const computing: readonly string[] = [
  "node:buffer",
  "node:crypto",
  "node:util",
  "node:zlib",
  "node:string_decoder",
];

/** Checks every import of every program file. */
export function checkImports(sources: readonly Source[]): readonly Complaint[] {
  const complaints = sources.filter(isProgramFile).flatMap((source) =>
    programOf(source).imports.flatMap((found) => {
      const texts = [
        wrongDoor(source, found),
        wrongOrder(source, found),
        impure(source, found),
        misplaced(source, found),
      ];
      return texts.flatMap((text) =>
        text === undefined ? [] : [{ path: source.path, line: found.line, text }],
      );
    }),
  );
  return [...complaints, ...unknownSlices(sources)];
}

function unknownSlices(sources: readonly Source[]): readonly Complaint[] {
  const slices = new Set(sources.map(({ path }) => sliceOf(path)).filter((slice) => slice !== undefined));
  return [...slices]
    .filter((slice) => !sliceOrder.includes(slice))
    .map((slice) => ({
      path: `src/${slice}`,
      line: 1,
      text: "this slice has no line in test/tidy/order.ts",
    }));
}

/** Inside a slice by relative path, to another one only by its door. */
function wrongDoor(source: Source, { from }: Import): string | undefined {
  const slice = sliceOf(source.path);
  if (slice === undefined) return undefined;
  if (from.startsWith(".")) {
    const target = posix.join(posix.dirname(source.path), from);
    if (sliceOf(target) === slice) return undefined;
    // Tests may use the harness, and the builders that other slices offer for tests.
    const forTests = target.startsWith("test/harness/") || /^src\/[^/]+\/fixtures\.ts$/.test(target);
    if (forTests && isForTests(source)) return undefined;
    return `imports ${from} from outside its slice: use the other slice's door (#slice, #slice/contract, #slice/ui)`;
  }
  const door = doorOf(from);
  // A test comes in by the door like anybody else.
  if (door?.slice === slice && !isTestFile(source))
    return `imports its own door ${from}: use a relative path`;
  if (door?.part === "ui" && slice !== "app" && door.slice !== "design") {
    return `imports the screens of another slice (${from}): only app puts screens together`;
  }
  return undefined;
}

function isForTests(source: Source): boolean {
  return isTestFile(source) || source.path.endsWith("/fixtures.ts");
}

function wrongOrder(source: Source, { from }: Import): string | undefined {
  const slice = sliceOf(source.path);
  const door = doorOf(from);
  if (slice === undefined || door === undefined || door.slice === slice) return undefined;
  // A test may set up a world with later slices.
  if (isTestFile(source) && door.part === "api") return undefined;
  if (sliceOrder.indexOf(door.slice) < sliceOrder.indexOf(slice)) return undefined;
  return `${slice} imports ${from}, which stands after it in test/tidy/order.ts: the later slice calls the earlier one`;
}

/** Pure slices compute; screens reach the server only by HTTP. */
function impure(source: Source, { from, typeOnly }: Import): string | undefined {
  const slice = sliceOf(source.path) ?? "";
  if (isTestFile(source) || typeOnly) return undefined;
  if (pureSlices.includes(slice) && from.startsWith("node:") && !computing.includes(from)) {
    return `${slice} is pure and imports ${from}: let the caller read and write`;
  }
  if (!isScreen(source.path)) return undefined;
  if (from.startsWith("node:")) return `a screen imports ${from}: it runs in a browser`;
  const door = doorOf(from);
  const allowed = door === undefined || door.part !== "api" || door.slice === "vocabulary";
  if (!allowed)
    return `a screen imports ${from}: it may use #vocabulary, #design/ui and contracts, and HTTP for the rest`;
  if (from.startsWith(".")) {
    const target = posix.join(posix.dirname(source.path), from);
    if (!isScreen(target) && !target.endsWith("/contract.ts")) {
      return `a screen imports ${from}: of its slice's server part it may use contract.ts only`;
    }
  }
  return undefined;
}

/** Packages that belong to one kind of file. */
function misplaced(source: Source, { from, typeOnly }: Import): string | undefined {
  const { path } = source;
  if (isTestFile(source) || typeOnly || sliceOf(path) === undefined) return undefined;
  if (from === "pg") {
    const allowed = isStore(path) || path.startsWith("src/platform/");
    return allowed ? undefined : `imports ${from}: only store.ts files and the platform speak to PostgreSQL`;
  }
  if (from === "fastify") {
    const allowed = /^src\/(platform|app)\//.test(path);
    return allowed ? undefined : "imports fastify: the platform makes the server, routes.ts registers on it";
  }
  return undefined;
}

export function isStore(path: string): boolean {
  return /(^|\/)([a-z0-9-]+-)?store\.ts$/.test(path);
}

function isScreen(path: string): boolean {
  return /^src\/([^/]+\/ui|app\/web|design)\//.test(path);
}

/** Reads "#cases", "#cases/contract" and "#cases/ui". */
function doorOf(from: string): { slice: string; part: "api" | "contract" | "ui" } | undefined {
  const found = /^#([a-z-]+)(?:\/(contract|ui))?$/.exec(from);
  if (found === null) return undefined;
  return {
    slice: found[1] ?? "",
    part: found[2] === "contract" ? "contract" : found[2] === "ui" ? "ui" : "api",
  };
}
