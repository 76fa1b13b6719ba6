// Writes docs/reference/problems.md: every refusal that the program can answer with, read from the calls of refuse().
import type { Node } from "oxc-parser";
import { isTestFile, type Source, visitNodes } from "../test/tidy/sources.ts";

export type Refusal = {
  readonly code: string;
  /** "409"; "4xx" where it depends. */
  readonly status: string;
  /** The words that go with it; `…` stands for what is filled in. Empty where they are put together elsewhere. */
  readonly text: string;
  readonly path: string;
};

/** Finds every refuse("code", detail, status) outside the tests. Throws where a code is not written out. */
export function refusalsOf(sources: readonly Source[]): readonly Refusal[] {
  return sources
    .filter((source) => /^src\/.*\.ts$/.test(source.path) && !isTestFile(source))
    .flatMap((source) => {
      const found: Refusal[] = [];
      const declared = new Map<string, string>();
      visitNodes(source, (node, line) => {
        if (node.type === "VariableDeclarator" && node.id.type === "Identifier" && node.init !== null) {
          const text = words(node.init);
          if (text !== undefined) declared.set(node.id.name, text);
        }
        if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return;
        if (node.callee.name !== "refuse") return;
        const [code, detail, status] = node.arguments;
        if (code?.type !== "Literal" || typeof code.value !== "string") {
          throw new Error(`${source.path}:${line}: the code of a refusal is written out where it is made`);
        }
        const named = detail?.type === "Identifier" ? declared.get(detail.name) : undefined;
        found.push({
          code: code.value,
          status: status === undefined ? "409" : status.type === "Literal" ? String(status.value) : "4xx",
          text: (detail === undefined ? undefined : words(detail)) ?? named ?? "",
          path: source.path,
        });
      });
      return found;
    });
}

/** A text as it stands in the program, with … for what is filled in; undefined when it is no text. */
function words(node: Node): string | undefined {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  if (node.type === "TemplateLiteral") return node.quasis.map(({ value }) => value.cooked ?? "").join("…");
  if (node.type === "BinaryExpression" && node.operator === "+") {
    const parts = [words(node.left), words(node.right)];
    return parts.includes(undefined) ? undefined : parts.join("");
  }
  return undefined;
}

/** The page: one row a code, with its statuses and its words, sorted by code. */
export function problemsPage(sources: readonly Source[]): string {
  const byCode = Map.groupBy(refusalsOf(sources), ({ code }) => code);
  const rows = [...byCode]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, uses]) => {
      const statuses = [...new Set(uses.map(({ status }) => status))].toSorted().join(", ");
      const texts = [...new Set(uses.map(({ text }) => text).filter((text) => text !== ""))];
      const slices = [...new Set(uses.map(({ path }) => path.split("/")[1] ?? ""))].toSorted().join(", ");
      return `| \`${code}\` | ${statuses} | ${texts.map(cell).join("<br>") || "(the answer says it)"} | ${slices} |`;
    });
  return `# Problems

Every error answer is \`application/problem+json\` (RFC 9457): \`code\` is stable and listed here, \`detail\` says what is wrong and how to
mend it, \`fields\` names each faulty field, \`policies\` the access policies that decided, and \`reference\` is the request's number in
the server's log. \`…\` stands for what is filled in. This page is written by \`npm run reference\` from the program; a test compares the two.

| Code | Status | What the answer says | Slice |
|---|---|---|---|
${rows.join("\n")}
`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s+/g, " ").trim();
}
