// How tests wait: for the very state they then look at, as long as it takes, never for a time.
import type { Node } from "oxc-parser";
import { type Complaint, isProgramFile, isTestFile, type Source, visitNodes } from "./sources.ts";

/** The patience of one wait, and the time after which what hangs is ended, stand in vitest.config.ts alone. */
const patienceMs = 600_000;
/** Where that of the pages in a browser stands. */
const patienceOfPages = "test/journeys/screens.ts";

/** Who may let time go by, and why nothing that is seen depends on how long that takes. */
const pacing: Readonly<Record<string, string>> = {
  "test/harness/until.ts": "looks until it sees what is wanted",
  "test/harness/shaken.ts": "makes tests late on purpose, to find those that go by luck",
  "test/harness/database.ts": "looks for open connections until there is none",
  "test/journeys/hostile.db.test.ts": "leaves the server a breath between two pushes of a stream of them",
  "src/intake/channels/sftp/limits.db.test.ts": "a timer of the same process that is due before it has fired",
};

/** Checks every wait of every test and of what only tests use. */
export function checkWaiting(sources: readonly Source[]): readonly Complaint[] {
  return sources.filter((source) => isProgramFile(source) && isWaiting(source)).flatMap(complaintsOf);
}

function isWaiting(source: Source): boolean {
  const fuzzOrBench = /^(bench|test\/fuzz|test\/tidy)\//.test(source.path);
  return isTestFile(source) && (!fuzzOrBench || source.path.endsWith(".test.ts"));
}

function complaintsOf(source: Source): readonly Complaint[] {
  const complaints: Complaint[] = [];
  visitNodes(source, (node, line) => {
    for (const text of [fixedTime(node, source), ownPatience(node, source), otherWay(node)])
      if (text !== undefined) complaints.push({ path: source.path, line, text });
  });
  return complaints;
}

function fixedTime(node: Node, { path }: Source): string | undefined {
  if (path in pacing) return undefined;
  const timer =
    (node.type === "CallExpression" && named(node.callee, "setTimeout") && node.arguments.length > 1) ||
    (node.type === "CallExpression" && methodOf(node.callee) === "waitForTimeout") ||
    (node.type === "ImportDeclaration" &&
      node.source.value === "node:timers/promises" &&
      node.specifiers.some((each) => each.type === "ImportSpecifier" && named(each.imported, "setTimeout")));
  return timer ? "a fixed time: wait for what is then looked at (expect.poll)" : undefined;
}

function ownPatience(node: Node, { path }: Source): string | undefined {
  if (node.type !== "CallExpression" || path === patienceOfPages) return undefined;
  const method = methodOf(node.callee);
  const waits = method !== undefined && /^(poll|wait\w*|click|fill)$/.test(method);
  const own =
    (waits && node.arguments.some((argument) => hasShort(argument))) ||
    (method === "setDefaultTimeout" && node.arguments.some((argument) => isShort(argument)));
  if (own) return "a patience of its own: vitest.config.ts and screens.ts set that of all";
  const last = node.arguments.at(-1);
  const isTest =
    last !== undefined &&
    ["test", "it", "describe", "beforeAll", "afterAll"].some((name) => begins(node.callee, name));
  if (isTest && node.arguments.some((argument) => isShort(argument) || hasShort(argument)))
    return "an end of its own: vitest.config.ts sets that of all";
  return undefined;
}

function otherWay(node: Node): string | undefined {
  const method = node.type === "MemberExpression" && named(node.object, "vi") ? methodOf(node) : undefined;
  return method === "waitFor" || method === "waitUntil"
    ? `vi.${method}: expect.poll waits as long as every other test`
    : undefined;
}

function hasShort(node: Node): boolean {
  return (
    node.type === "ObjectExpression" &&
    node.properties.some(
      (property) => property.type === "Property" && named(property.key, "timeout") && isShort(property.value),
    )
  );
}

function isShort(node: Node): boolean {
  return node.type === "Literal" && typeof node.value === "number" && node.value < patienceMs;
}

/** `test`, `test.concurrent`, `test.each(…)`, `test.skipIf(…)`: what the chain begins with. */
function begins(node: Node, name: string): boolean {
  if (node.type === "MemberExpression") return begins(node.object, name);
  if (node.type === "CallExpression") return begins(node.callee, name);
  return named(node, name);
}

function methodOf(node: Node): string | undefined {
  return node.type === "MemberExpression" && node.property.type === "Identifier"
    ? node.property.name
    : undefined;
}

function named(node: Node, name: string): boolean {
  return node.type === "Identifier" && node.name === name;
}
