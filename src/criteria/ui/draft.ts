// A rule as the forms hold it: groups of any size, each part with a key of its own. It becomes the tree and comes from it.
import type { Condition, Rule, Term } from "../contract.ts";

type Plain = Extract<Condition, { is: "compare" | "in" | "range" | "like" | "known" | "use" }>;

/** A single question; `negated` stands for "not in", "not between", "not like", "not known". */
export type LeafDraft = {
  readonly kind: "leaf";
  readonly key: string;
  readonly negated: boolean;
  readonly condition: Plain;
};
export type CountDraft = {
  readonly kind: "count";
  readonly key: string;
  readonly count: Omit<Extract<Condition, { is: "count" }>, "is" | "where">;
  /** What is asked of each item; without items every one counts. */
  readonly where: GroupDraft;
};
export type Join = "all" | "any" | "none";
export type GroupDraft = {
  readonly kind: "group";
  readonly key: string;
  readonly join: Join;
  readonly items: readonly NodeDraft[];
};
export type NodeDraft = LeafDraft | CountDraft | GroupDraft;

export type WeightDraft = {
  readonly key: string;
  readonly text: string;
  readonly points: number;
  readonly group: GroupDraft;
};
export type RuleDraft = {
  readonly code: string;
  readonly outcome: Rule["outcome"];
  readonly definitions: readonly {
    readonly key: string;
    readonly name: string;
    readonly group: GroupDraft;
  }[];
  readonly when: GroupDraft;
  readonly adds: readonly WeightDraft[];
  readonly lowers: readonly WeightDraft[];
  readonly matchAt: number;
};

let made = 0;
/** A key that no other part of any rule on this page has. */
export function newKey(): string {
  made += 1;
  return `part-${made}`;
}

export const emptyGroup = (join: Join = "all"): GroupDraft => ({
  kind: "group",
  key: newKey(),
  join,
  items: [],
});

/** The forms of a rule that is read. */
export function draftOf(rule: Rule): RuleDraft {
  const weight = ({ text, points, condition }: Rule["adds"][number]): WeightDraft => ({
    key: newKey(),
    text: text === unsaidWords ? "" : text,
    points,
    group: asGroup(nodeOf(condition)),
  });
  return {
    code: rule.code,
    outcome: rule.outcome,
    definitions: rule.definitions.map(({ name, condition }) => ({
      key: newKey(),
      name,
      group: asGroup(nodeOf(condition)),
    })),
    when: asGroup(nodeOf(rule.when)),
    adds: rule.adds.map(weight),
    lowers: rule.lowers.map(weight),
    matchAt: rule.matchAt,
  };
}

const asGroup = (node: NodeDraft): GroupDraft =>
  node.kind === "group" ? node : { kind: "group", key: newKey(), join: "all", items: [node] };

function nodeOf(condition: Condition): NodeDraft {
  const key = newKey();
  switch (condition.is) {
    case "all":
    case "any":
      return { kind: "group", key, join: condition.is, items: condition.of.map(nodeOf) };
    case "not":
      return negation(key, condition.of);
    case "count": {
      const { of, within, window, op, number, where } = condition;
      return {
        kind: "count",
        key,
        count: { of, within, window, op, number },
        where: where === null ? emptyGroup() : asGroup(nodeOf(where)),
      };
    }
    case "use":
      if (condition.name === unsaidName) return { kind: "group", key, join: "all", items: [] };
      return { kind: "leaf", key, negated: false, condition };
    case "compare":
    case "in":
    case "range":
    case "like":
    case "known":
      return { kind: "leaf", key, negated: false, condition };
  }
}

function negation(key: string, of: Condition): NodeDraft {
  if (of.is === "in" || of.is === "range" || of.is === "like" || of.is === "known")
    return { kind: "leaf", key, negated: true, condition: of };
  const items = of.is === "any" ? of.of.map(nodeOf) : [nodeOf(of)];
  return { kind: "group", key, join: "none", items };
}

/** A place in the forms where something is still to be said. */
export type Lacking = { readonly key: string; readonly what: "condition" | "value" | "name" | "words" };

export type Built = {
  readonly rule: Rule;
  /** The form part that stands at a place of the tree (JSON pointer). */
  readonly keyAt: ReadonlyMap<string, string>;
  readonly lacking: readonly Lacking[];
};

/**
 * What stands in the tree, and in its text, where a group asks nothing yet: a name that is not defined. So what is half
 * done can be kept, written as text and read again.
 */
export const unsaidName = "to-be-said";
const nothing: Condition = { is: "use", name: unsaidName };
const unsaidWords = "...";

/** The tree of what the forms say. What is `lacking` stands in it as something that is no lawful rule. */
export function built(draft: RuleDraft): Built {
  const builder = new Builder();
  const weights = (kind: "adds" | "lowers") =>
    draft[kind].map(({ key, text, points, group }, at) => {
      const path = `/${kind}/${at}`;
      builder.keyAt.set(path, key);
      if (text.trim().length < 3) builder.lacks(key, "words");
      return {
        text: text.trim().length < 3 ? unsaidWords : text.trim(),
        points,
        condition: builder.group(group, `${path}/condition`),
      };
    });
  const definitions = draft.definitions.map(({ key, name, group }, at) => {
    const path = `/definitions/${at}`;
    builder.keyAt.set(path, key);
    if (name === "") builder.lacks(key, "name");
    return {
      name: name === "" ? `part-${at + 1}` : name,
      condition: builder.group(group, `${path}/condition`),
    };
  });
  const rule: Rule = {
    code: draft.code,
    outcome: draft.outcome,
    definitions,
    when: builder.group(draft.when, "/when"),
    adds: weights("adds"),
    lowers: weights("lowers"),
    matchAt: draft.matchAt,
  };
  return { rule, keyAt: builder.keyAt, lacking: builder.lacking };
}

class Builder {
  readonly keyAt = new Map<string, string>();
  readonly lacking: Lacking[] = [];

  lacks(key: string, what: Lacking["what"]): void {
    this.lacking.push({ key, what });
  }

  group(group: GroupDraft, path: string): Condition {
    if (group.items.length === 0) {
      this.lacks(group.key, "condition");
      this.keyAt.set(path, group.key);
      return nothing;
    }
    const negated = group.join === "none";
    const within = negated ? `${path}/of` : path;
    const single = group.items.length === 1;
    const of = group.items.map((item, at) => this.#node(item, single ? within : `${within}/of/${at}`));
    const [first = nothing] = of;
    // What a single item says stands at its group's place: there its own key counts.
    if (!single || negated) this.keyAt.set(path, group.key);
    const joined: Condition = single ? first : { is: group.join === "all" ? "all" : "any", of };
    return negated ? { is: "not", of: joined } : joined;
  }

  #node(node: NodeDraft, path: string): Condition {
    if (node.kind === "group") return this.group(node, path);
    this.keyAt.set(path, node.key);
    if (node.kind === "count") {
      const where = node.where.items.length === 0 ? null : this.group(node.where, `${path}/where`);
      return { is: "count", ...node.count, where };
    }
    const unsaid = isUnsaid(node.condition);
    if (unsaid) this.lacks(node.key, "value");
    const condition = unsaid ? shownUnsaid(node.condition) : node.condition;
    if (!node.negated) return condition;
    this.keyAt.set(`${path}/of`, node.key);
    return { is: "not", of: condition };
  }
}

/** Whether a value of the question was not given yet. */
function isUnsaid(condition: Plain): boolean {
  switch (condition.is) {
    case "compare":
      return isBlank(condition.left) || isBlank(condition.right);
    case "range":
      return isBlank(condition.left) || isBlank(condition.from) || isBlank(condition.to);
    case "in":
      return condition.set.length === 0;
    case "like":
      return condition.pattern === "";
    case "use":
      return condition.name === "";
    case "known":
      return condition.what === "";
  }
}

/** The same with empty texts where something is missing: that is of the shape of a rule. */
function shownUnsaid(condition: Plain): Plain {
  switch (condition.is) {
    case "compare":
      return { ...condition, left: shownTerm(condition.left), right: shownTerm(condition.right) };
    case "range":
      return {
        ...condition,
        left: shownTerm(condition.left),
        from: shownTerm(condition.from),
        to: shownTerm(condition.to),
      };
    case "in":
      return { ...condition, left: shownTerm(condition.left), set: [""] };
    case "like":
      return { is: "compare", left: shownTerm(condition.left), op: "=", right: blank };
    case "use":
    case "known":
      return { is: "use", name: unsaidName };
  }
}

const blank: Term = { term: "text", text: "" };
function shownTerm(term: Term): Term {
  if (!isBlank(term)) return term;
  switch (term.term) {
    case "shift":
      return { ...term, of: shownTerm(term.of) };
    case "distance":
    case "span":
      return { ...term, from: shownTerm(term.from), to: shownTerm(term.to) };
    case "text":
    case "date":
    case "field":
    case "number":
    case "truth":
      return blank;
  }
}

function isBlank(term: Term): boolean {
  if (term.term === "text") return term.text === "";
  if (term.term === "date") return term.date === "";
  if (term.term === "field") return term.field === "";
  if (term.term === "shift") return isBlank(term.of);
  return (term.term === "distance" || term.term === "span") && (isBlank(term.from) || isBlank(term.to));
}

/** The form part a fault at `path` belongs to: the one there, or the nearest around it. */
export function keyNear(keyAt: ReadonlyMap<string, string>, path: string): string | undefined {
  for (let at = path; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const key = keyAt.get(at);
    if (key !== undefined) return key;
  }
  return undefined;
}
