// The tests that name an obligation in their title, read from the test files.
import type { Node } from "oxc-parser";
import { citation, obligationCited } from "../src/oversight/obligations.ts";
import { type Source, visitNodes } from "../test/tidy/sources.ts";

export type CitedTest = {
  /** From the repository's root. */
  readonly path: string;
  /** As written: `%s` and `$name` stand for what test.each fills in. */
  readonly title: string;
  /** Ids of the rows it cites, in its own title or in that of a describe around it. */
  readonly rows: readonly string[];
};

/** Every test that cites. Throws where a citation means no row: a slip of the pen would show nothing. */
export function citedTests(sources: readonly Source[]): readonly CitedTest[] {
  return sources.filter(({ path }) => /\.test\.tsx?$/.test(path)).flatMap(testsIn);
}

function testsIn(source: Source): readonly CitedTest[] {
  const groups: { readonly start: number; readonly end: number; readonly title: string }[] = [];
  const found: CitedTest[] = [];
  visitNodes(source, (node, line) => {
    const call = callOf(node);
    if (call === undefined) return;
    if (call.kind === "describe") {
      groups.push({ start: node.start, end: node.end, title: call.title });
      return;
    }
    const around = groups.filter(({ start, end }) => start <= node.start && node.end <= end);
    const said = [...around, call].map(({ title }) => title).join(" ");
    const rows = (said.match(citation) ?? []).map((cited) => {
      const row = obligationCited(cited);
      if (row === undefined)
        throw new Error(`${source.path}:${line}: ${cited} is no obligation of the catalogue`);
      return row.id;
    });
    if (rows.length > 0) found.push({ path: source.path, title: call.title, rows: [...new Set(rows)] });
  });
  return found;
}

/** `test("…")`, `test.each(…)("…")` and the like; undefined for any other node. */
function callOf(node: Node): { readonly kind: "test" | "describe"; readonly title: string } | undefined {
  if (node.type !== "CallExpression") return undefined;
  const title = node.arguments[0];
  if (title?.type !== "Literal" || typeof title.value !== "string") return undefined;
  let called: Node = node.callee;
  while (called.type === "CallExpression" || called.type === "MemberExpression") {
    called = called.type === "CallExpression" ? called.callee : called.object;
  }
  if (called.type !== "Identifier") return undefined;
  const kind = called.name === "it" ? "test" : called.name;
  return kind === "test" || kind === "describe" ? { kind, title: title.value } : undefined;
}
