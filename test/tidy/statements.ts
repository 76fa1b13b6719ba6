// What may stand where inside a program: SQL, clock, chance, types, tests.
import type { Node } from "oxc-parser";
import { isStore } from "./imports.ts";
import { pureSlices } from "./order.ts";
import {
  type Complaint,
  isProgramFile,
  isTestFile,
  programOf,
  sliceOf,
  type Source,
  visitNodes,
} from "./sources.ts";

type Rule = (node: Node, source: Source) => string | undefined;

/** Checks every statement and comment of every program file. */
export function checkStatements(sources: readonly Source[]): readonly Complaint[] {
  return sources.filter(isProgramFile).flatMap((source) => {
    const complaints: Complaint[] = [];
    visitNodes(source, (node, line) => {
      for (const rule of rules) {
        const text = rule(node, source);
        if (text !== undefined) complaints.push({ path: source.path, line, text });
      }
    });
    for (const { value, line } of programOf(source).comments) {
      const text = wrongComment(value);
      if (text !== undefined) complaints.push({ path: source.path, line, text });
    }
    return complaints;
  });
}

const statementStart = new RegExp(
  [
    String.raw`select\s[^;]*\sfrom\s`,
    String.raw`insert\s+into\s`,
    String.raw`update\s+[\w."]+\s+set\s`,
    String.raw`delete\s+from\s`,
    String.raw`with\s+\w+\s+as\s*\(`,
    String.raw`(create|alter|drop)\s+(table|schema|role|database|index|policy|function|type|sequence|view)\s`,
  ]
    .map((start) => `^\\s*(${start})`)
    .join("|"),
  "i",
);

/** The platform's own machinery may speak SQL in files of other names. */
const platformSql: readonly string[] = [
  "src/platform/database.ts",
  "src/platform/migrate.ts",
  "src/platform/live.ts",
];

const sqlOnlyInStores: Rule = (node, { path, ...source }) => {
  if (isTestFile({ path, ...source }) || isStore(path) || platformSql.includes(path)) return undefined;
  const text = stringOf(node);
  if (text === undefined || !statementStart.test(text)) return undefined;
  return "SQL stands only in store.ts (or …-store.ts)";
};

const clockOnlyInPlatform: Rule = (node, source) => {
  if (isTestFile(source) || !source.path.startsWith("src/")) return undefined;
  // In the browser the shared pieces keep the page's clock in step with the server's.
  if (source.path === "src/platform/clock.ts" || source.path.startsWith("src/design/")) return undefined;
  const now =
    (isMember(node, "Date", "now") && "Date.now()") ||
    (node.type === "NewExpression" &&
      isName(node.callee, "Date") &&
      node.arguments.length === 0 &&
      "new Date()") ||
    (node.type === "CallExpression" && isName(node.callee, "Date") && "Date()") ||
    (isMember(node, "Temporal", "Now") && "Temporal.Now");
  return now === false ? undefined : `${now}: the time is asked only in platform/clock and handed on`;
};

const chanceOnlyInPlatform: Rule = (node, source) => {
  if (isTestFile(source) || !source.path.startsWith("src/") || source.path === "src/platform/ids.ts")
    return undefined;
  const name = memberName(node) ?? (node.type === "CallExpression" ? nameOf(node.callee) : undefined);
  if (isMember(node, "Math", "random") || name === "randomUUID" || name === "getRandomValues") {
    return `${name ?? "random"}: chance comes only from platform/ids`;
  }
  // Elsewhere random bytes are nonces and secrets, which nothing may foretell; a pure slice has neither.
  const bytes = name === "randomBytes" || name === "randomInt" || name === "randomFillSync";
  if (bytes && pureSlices.includes(sliceOf(source.path) ?? "")) {
    return `${name}: a pure slice leaves nothing to chance`;
  }
  return undefined;
};

const noAny: Rule = (node) => (node.type === "TSAnyKeyword" ? "any: say what it is, or unknown" : undefined);

const noEmptyCatch: Rule = (node) =>
  node.type === "CatchClause" && node.body.body.length === 0
    ? "an empty catch: handle the error, or say by a value that it does not matter"
    : undefined;

const noHalfTests: Rule = (node, source) => {
  if (!/\.(test|test-d)\.tsx?$/.test(source.path) || node.type !== "MemberExpression") return undefined;
  const name = memberName(node);
  const tested = nameOf(node.object) ?? memberName(node.object);
  if (tested === undefined || !["test", "it", "describe", "each"].includes(tested)) return undefined;
  if (name === "only") return ".only: the other tests would not run";
  if (name === "skip" || name === "todo")
    return `.${name}: use skipIf with the condition, so that it counts and says why`;
  return undefined;
};

/** What Node cannot strip, or erases meaning. */
const noUnstrippable: Rule = (node) => {
  if (node.type === "TSEnumDeclaration") return "enum: Node cannot strip it; use a union of literals";
  if (node.type === "TSModuleDeclaration" && node.kind === "namespace") return "namespace: use a file";
  if (node.type === "TSParameterProperty")
    return "parameter property: Node cannot strip it; declare the field";
  if (node.type === "Decorator") return "decorator: Node cannot strip it";
  return undefined;
};

const rules: readonly Rule[] = [
  sqlOnlyInStores,
  clockOnlyInPlatform,
  chanceOnlyInPlatform,
  noAny,
  noEmptyCatch,
  noHalfTests,
  noUnstrippable,
];

// Put together from parts, so that this file does not complain about itself.
const unfinished = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "HA" + "CK"].join("|")})\\b`);
const escapes = new RegExp(
  ["@ts-" + "(ignore|expect-error|nocheck)", "oxlint-" + "disable", "eslint-" + "disable"].join("|"),
);

function wrongComment(comment: string): string | undefined {
  if (unfinished.test(comment)) return "unfinished work is finished or becomes an issue, not a comment";
  if (escapes.test(comment)) return "the checker is not told to look away";
  return undefined;
}

function stringOf(node: Node): string | undefined {
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type === "TemplateLiteral") return node.quasis.map(({ value }) => value.cooked ?? "").join("x");
  return undefined;
}

function isName(node: Node, name: string): boolean {
  return nameOf(node) === name;
}

function nameOf(node: Node): string | undefined {
  return node.type === "Identifier" ? node.name : undefined;
}

/** The name after the dot. */
function memberName(node: Node): string | undefined {
  return node.type === "MemberExpression" && !node.computed ? nameOf(node.property) : undefined;
}

function isMember(node: Node, object: string, property: string): boolean {
  return node.type === "MemberExpression" && isName(node.object, object) && memberName(node) === property;
}
