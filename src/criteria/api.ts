export type { Comparison, Condition, Rule, Term, Weight } from "./language/ast.ts";
export { collections, fields } from "./language/catalogue.ts";
export type { Fault } from "./language/fault.ts";
export { fieldsOf, isUsable, lint, readRule } from "./language/lint.ts";
export { parse } from "./language/parse.ts";
export { print } from "./language/print.ts";
export { compile, type CompiledRule } from "./run/compile.ts";
export { explain, fingerprintOf, type Evidence } from "./run/evidence.ts";
export { factsFrom, type Facts } from "./run/facts.ts";
