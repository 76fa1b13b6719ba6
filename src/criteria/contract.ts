// Criteria on the wire: the tree of a rule, its faults, and the catalogue of fields.
export {
  RuleSchema,
  type Comparison,
  type Condition,
  type Rule,
  type Term,
  type Weight,
} from "./language/ast.ts";
export type { Collection, Field, FieldKind, FieldType, Source } from "./language/catalogue.table.ts";
export type { Fault, Place } from "./language/fault.ts";
export type { Evidence, Statement, WeightEvidence } from "./run/evidence-types.ts";
