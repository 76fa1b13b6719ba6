// The active rules in memory: replaced as a whole, asked of each traveller, every match with its evidence.
import { createHash } from "node:crypto";
import type { Transaction } from "#platform";
import type { Rule } from "../language/ast.ts";
import { isUsable, lint } from "../language/lint.ts";
import { factsOfFlight } from "../sql/facts-store.ts";
import { explain, fingerprintOf } from "./evidence.ts";
import type { Evidence } from "./evidence-types.ts";
import type { Facts } from "./facts.ts";
import { factsRead, type FactsRead } from "./facts-read.ts";
import { ruleSet, type RuleSet } from "./rule-set.ts";

/** A rule as it was approved: `fingerprint` is that of the text two persons signed. */
export type ActiveRule = {
  readonly ruleId: string;
  readonly version: number;
  readonly rule: Rule;
  readonly fingerprint: string;
};

export type Hit = {
  readonly ruleId: string;
  readonly version: number;
  readonly evidence: Evidence;
  /** What the rule read of the traveller to come to it. */
  readonly read: FactsRead;
};

/** A rule that is not asked: it is not what was approved, or the language no longer admits it. */
export type RefusedRule = {
  readonly ruleId: string;
  readonly version: number;
  readonly why: "changed" | "not-lawful";
};

export type Criteria = {
  /** Sets the rules asked from now on. Those refused are not among them; somebody must be told. */
  replace(rules: readonly ActiveRule[]): readonly RefusedRule[];
  readonly size: number;
  /** SHA-256 over the rules in force: what a run was made with. */
  readonly version: string;
  /** What the rules ask for: no other data need be read. */
  readonly fields: readonly string[];
  /** The rules that match one traveller. The same rules and facts give the same hits anywhere. */
  evaluate(facts: Facts): readonly Hit[];
  /** Rules that what is not told keeps from being decided. */
  undecided(facts: Facts): readonly { readonly ruleId: string; readonly version: number }[];
  /** Reads the persons of a flight (of some: `persons`) and asks the rules of each; persons without hits are left out. */
  evaluateFlight(
    tx: Transaction,
    flight: { readonly date: string; readonly id: string },
    persons?: readonly string[] | null,
  ): Promise<readonly { readonly personId: string; readonly hits: readonly Hit[] }[]>;
};

type InForce = {
  readonly set: RuleSet;
  readonly active: ReadonlyMap<Rule, ActiveRule>;
  readonly version: string;
};

/** Opens the rules in memory, none at first unless given. */
export function openCriteria(rules: readonly ActiveRule[] = []): Criteria {
  let now = inForce([]);
  const replace = (wanted: readonly ActiveRule[]): readonly RefusedRule[] => {
    const checked = wanted.map((active) => ({ active, why: objection(active) }));
    now = inForce(checked.flatMap(({ active, why }) => (why === null ? [active] : [])));
    return checked.flatMap(({ active: { ruleId, version }, why }) =>
      why === null ? [] : [{ ruleId, version, why }],
    );
  };
  const evaluate = (facts: Facts): readonly Hit[] => {
    const hits: Hit[] = [];
    const { set, active } = now;
    set.match(facts, (rule) => {
      const found = active.get(rule);
      const evidence = explain(rule, facts);
      if (found !== undefined && evidence !== null)
        hits.push({
          ruleId: found.ruleId,
          version: found.version,
          evidence,
          read: factsRead(rule, facts),
        });
    });
    return hits;
  };
  replace(rules);
  return {
    replace,
    get size() {
      return now.set.size;
    },
    get version() {
      return now.version;
    },
    get fields() {
      return now.set.fields;
    },
    evaluate,
    undecided: (facts) => {
      const open: { ruleId: string; version: number }[] = [];
      const { set, active } = now;
      set.undecided(facts, (rule) => {
        const found = active.get(rule);
        if (found !== undefined) open.push({ ruleId: found.ruleId, version: found.version });
      });
      return open;
    },
    evaluateFlight: async (tx, flight, persons = null) => {
      if (now.set.size === 0) return [];
      const subjects = await factsOfFlight(tx, flight, now.set.fields, persons);
      return subjects
        .map(({ personId, facts }) => ({ personId, hits: evaluate(facts) }))
        .filter(({ hits }) => hits.length > 0);
    },
  };
}

function objection({ rule, fingerprint }: ActiveRule): RefusedRule["why"] | null {
  if (fingerprintOf(rule) !== fingerprint) return "changed";
  return isUsable(lint(rule)) ? null : "not-lawful";
}

function inForce(rules: readonly ActiveRule[]): InForce {
  // Two active rules may have one tree: each needs an object of its own to be told apart.
  const own = rules.map((active) => ({ ...active, rule: { ...active.rule } }));
  const version = createHash("sha256");
  for (const { ruleId, version: number, fingerprint } of own)
    version.update(`${ruleId} ${number} ${fingerprint}\n`);
  return {
    set: ruleSet(own.map(({ rule }) => rule)),
    active: new Map(own.map((active) => [active.rule, active])),
    version: version.digest("hex"),
  };
}
