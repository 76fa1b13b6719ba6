export type { Comparison, Condition, Rule, Term, Weight } from "./language/ast.ts";
export { collections, fields } from "./language/catalogue.ts";
export type { Fault } from "./language/fault.ts";
export { fieldsOf, isUsable, lint, readRule } from "./language/lint.ts";
export { parse } from "./language/parse.ts";
export { print } from "./language/print.ts";
export { compile, type CompiledRule } from "./run/compile.ts";
export { explain, fingerprintOf } from "./run/evidence.ts";
export type { Evidence } from "./run/evidence-types.ts";
export { factsFrom, type Facts } from "./run/facts.ts";
export { factsOfRead, factsRead, type FactsRead } from "./run/facts-read.ts";
export { repeatMatch, type RepeatableMatch, type RepeatedMatch } from "./run/repeat.ts";
export { RULES_ENGINE_VERSION } from "./run/version.ts";
export { ruleForCourt, type RuleForCourt } from "./court.ts";
export { toSql, type SqlCondition } from "./sql/expression-store.ts";
export { factsOfFlight, fillPlaces, matchesOf, type Subject } from "./sql/facts-store.ts";
export { openCriteria, type ActiveRule, type Criteria, type Hit, type RefusedRule } from "./run/criteria.ts";
export type { ReviewedPersons } from "./back-test.ts";
export { criteriaJobs, type CriteriaJobServices } from "./jobs.ts";
export { reviewedRules } from "./reviewed.ts";
export { criteriaRoutes, type CriteriaServices } from "./routes.ts";
export {
  askForCriteria,
  evaluateFlight,
  nightlyStops,
  noteReview,
  openRunningRules,
  type RuleMatch,
  type RunningRules,
} from "./running.ts";
export { askToRunAll, countInForce } from "./figures-store.ts";
