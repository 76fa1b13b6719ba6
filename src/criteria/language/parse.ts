// Reads the text of a rule into its tree. Every node remembers its place, so that later faults point at it.
import {
  bounds,
  comparisons,
  WHEN_POINTS,
  type Comparison,
  type Condition,
  type Rule,
  type Term,
  type Weight,
} from "./ast.ts";
import { faultOf, placeAt, said, type Fault, type Place, type Said } from "./fault.ts";
import type { faultWords } from "./fault-sentences.ts";
import { scan, Unreadable, type Token } from "./scan.ts";

/** Where the nodes of a tree stood in the text it was read from. */
export type Places = { readonly of: (node: object) => Place | null };

export type Parsed = { readonly rule: Rule; readonly places: Places } | { readonly fault: Fault };

const isComparison = (sign: string): sign is Comparison => comparisons.some((one) => one === sign);

/**
 * The rule that `text` writes, or the first fault that keeps it from being read. What is read need not be lawful: see lint.
 *
 *   rule hurried-cash suspect
 *     define hurried: booking.lead-hours < 24
 *     when hurried and count(payment where payment.form = "CA") >= 1
 *     adds 5 "no bag for a long stay": baggage.pieces = 0 and itinerary.stay-days > 30
 *     lowers 10 "travels with a child of the family": count(companion where companion.same-surname and companion.age < 12) >= 1
 *     match at 10
 */
export function parse(text: string): Parsed {
  const fault = (offset: number, wrong: Said, mend: Said): Parsed => ({
    fault: faultOf({
      code: "UNREADABLE",
      severity: "refused",
      path: "",
      at: placeAt(text, offset),
      text: [wrong],
      mend,
      clause: null,
    }),
  });
  if (text.length > bounds.text) {
    return fault(bounds.text, said("read-long", { most: bounds.text }), said("mend-split"));
  }
  try {
    const reader = new Reader(scan(text));
    const rule = reader.rule();
    const { offsets } = reader;
    return {
      rule,
      places: {
        of: (node) => {
          const offset = offsets.get(node);
          return offset === undefined ? null : placeAt(text, offset);
        },
      },
    };
  } catch (problem) {
    if (problem instanceof Unreadable) return fault(problem.offset, problem.wrong, problem.mend);
    throw problem;
  }
}

/** What a word stands for where one is missing. */
type Name = keyof typeof faultWords.what;

class Reader {
  readonly offsets = new WeakMap<object, number>();
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  #nodes = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  rule(): Rule {
    this.#expect("rule");
    const code = this.#plainWord("rule-name");
    const outcome = this.#oneOf(["suspect", "protect"]);
    const definitions: { name: string; condition: Condition }[] = [];
    while (this.#take("define")) {
      const name = this.#plainWord("definition-name");
      this.#expect(":");
      definitions.push({ name, condition: this.#condition() });
    }
    this.#expect("when");
    const when = this.#condition();
    const adds: Weight[] = [];
    const lowers: Weight[] = [];
    for (;;) {
      if (this.#take("adds")) adds.push(this.#weight());
      else if (this.#take("lowers")) lowers.push(this.#weight());
      else break;
    }
    let matchAt = WHEN_POINTS;
    if (this.#take("match")) {
      this.#expect("at");
      matchAt = this.#whole(1, 1000);
    }
    const left = this.#peek();
    if (left.kind !== "end") this.#fail(said("read-after-end", { found: left.text }), said("mend-order"));
    return { code, outcome, definitions, when, adds, lowers, matchAt };
  }

  #weight(): Weight {
    const points = this.#whole(1, 100);
    const words = this.#next();
    if (words.kind !== "text") this.#failAt(words, said("read-weight"), said("mend-weight"));
    this.#expect(":");
    return { text: words.text, points, condition: this.#condition() };
  }

  #condition(): Condition {
    return this.#joined("or", "any", () => this.#joined("and", "all", () => this.#single()));
  }

  #joined(word: "and" | "or", is: "all" | "any", part: () => Condition): Condition {
    const { offset } = this.#peek();
    const first = part();
    const of = [first];
    while (this.#take(word)) of.push(part());
    return of.length === 1 ? first : this.#node(offset, { is, of });
  }

  #single(): Condition {
    const start = this.#peek();
    this.#depth += 1;
    if (this.#depth > bounds.depth * 2)
      this.#failAt(start, said("read-deep", { most: bounds.depth }), said("mend-name-inner"));
    const read = this.#singleOf(start);
    this.#depth -= 1;
    return read;
  }

  #singleOf(start: Token): Condition {
    if (this.#take("not")) return this.#node(start.offset, { is: "not", of: this.#single() });
    if (this.#take("(")) {
      const inner = this.#condition();
      this.#expect(")");
      return inner;
    }
    if (start.kind === "word" && this.#ahead(1).text === "(") {
      if (start.text === "known") return this.#known(start);
      if (["count", "busiest", "some", "every", "none"].includes(start.text)) return this.#counted(start);
    }
    if (
      start.kind === "word" &&
      !start.text.includes(".") &&
      !["distance", "days-between", "hours-between", "yes", "no"].includes(start.text)
    ) {
      this.#next();
      return this.#node(start.offset, { is: "use", name: start.text });
    }
    return this.#comparison(start);
  }

  #known(start: Token): Condition {
    this.#next();
    this.#expect("(");
    const { text } = this.#word("field-or-collection");
    this.#expect(")");
    return this.#node(start.offset, { is: "known", what: text });
  }

  /** count(...) >= n, busiest(14 days, ...) >= n, and the short forms some, none, every. */
  #counted(start: Token): Condition {
    const form = this.#next().text;
    this.#expect("(");
    let window: number | null = null;
    if (form === "busiest") {
      window = this.#days();
      this.#expect(",");
    }
    const of = this.#plainWord("collection");
    const within = this.#take("within") ? this.#days() : null;
    const where = this.#take("where") ? this.#condition() : null;
    this.#expect(")");
    const counted = (condition: Condition | null, op: Comparison, number: number) =>
      this.#node(start.offset, { is: "count", of, where: condition, within, window, op, number } as const);
    if (form === "some") return counted(where, ">=", 1);
    if (form === "none") return counted(where, "=", 0);
    if (form === "every") {
      if (where === null) this.#failAt(start, said("read-every"), said("mend-every"));
      return counted(this.#node<Condition>(start.offset, { is: "not", of: where }), "=", 0);
    }
    const op = this.#op();
    return counted(where, op, this.#whole(0, 10_000));
  }

  #comparison(start: Token): Condition {
    const left = this.#term();
    if (this.#take("not")) {
      const inner = this.#after(start, left);
      if (inner === null) this.#fail(said("read-not"), said("mend-not"));
      return this.#node(start.offset, { is: "not", of: inner });
    }
    const special = this.#after(start, left);
    if (special !== null) return special;
    const sign = this.#peek();
    if (sign.kind === "sign" && isComparison(sign.text)) {
      const op = this.#op();
      return this.#node(start.offset, { is: "compare", left, op, right: this.#term() });
    }
    // A field alone asks whether it is so; lint tells where it is no such field.
    if (left.term === "field")
      return this.#node(start.offset, {
        is: "compare",
        left,
        op: "=",
        right: { term: "truth", truth: true },
      });
    return this.#fail(
      sign.text === "" ? said("read-no-comparison") : said("read-no-comparison-before", { found: sign.text }),
      said("mend-compare"),
    );
  }

  #after(start: Token, left: Term): Condition | null {
    if (this.#take("in")) return this.#node(start.offset, { is: "in", left, set: this.#set() });
    if (this.#take("between")) {
      const from = this.#term();
      this.#expect("and");
      return this.#node(start.offset, { is: "range", left, from, to: this.#term() });
    }
    if (this.#take("like")) {
      const pattern = this.#next();
      if (pattern.kind !== "text") this.#failAt(pattern, said("read-pattern"), said("mend-like"));
      return this.#node(start.offset, { is: "like", left, pattern: pattern.text });
    }
    return null;
  }

  #set(): string[] | number[] {
    this.#expect("(");
    const texts: string[] = [];
    const numbers: number[] = [];
    do {
      const value = this.#next();
      if (value.kind === "text") texts.push(value.text);
      else if (value.kind === "number") numbers.push(value.number);
      else this.#failAt(value, said("read-set"), said("mend-set"));
      if (texts.length > 0 && numbers.length > 0)
        this.#failAt(value, said("read-set-mixed"), said("mend-set-same"));
      if (texts.length + numbers.length > bounds.set)
        this.#failAt(value, said("read-set-long", { most: bounds.set }), said("mend-set-less"));
    } while (this.#take(","));
    this.#expect(")");
    return texts.length > 0 ? texts : numbers;
  }

  #term(): Term {
    const { offset } = this.#peek();
    let of = this.#simple();
    for (;;) {
      const sign = this.#peek();
      if (sign.kind !== "sign" || (sign.text !== "+" && sign.text !== "-")) return of;
      this.#next();
      const days = this.#days();
      of = this.#node(offset, { term: "shift", of, days: sign.text === "-" && days !== 0 ? -days : days });
    }
  }

  #simple(): Term {
    const token = this.#next();
    const { offset } = token;
    if (token.kind === "number") return this.#node(offset, { term: "number", number: token.number });
    if (token.kind === "text") return this.#node(offset, { term: "text", text: token.text });
    if (token.kind === "date") return this.#node(offset, { term: "date", date: token.text });
    if (token.kind !== "word")
      this.#failAt(
        token,
        token.kind === "end" ? said("read-ends") : said("read-no-value", { found: token.text }),
        said("mend-value"),
      );
    if (token.text === "yes" || token.text === "no")
      return this.#node(offset, { term: "truth", truth: token.text === "yes" });
    if (["distance", "days-between", "hours-between"].includes(token.text)) {
      this.#expect("(");
      const from = this.#term();
      this.#expect(",");
      const to = this.#term();
      this.#expect(")");
      if (token.text === "distance") return this.#node(offset, { term: "distance", from, to });
      return this.#node(offset, {
        term: "span",
        unit: token.text === "days-between" ? "days" : "hours",
        from,
        to,
      });
    }
    return this.#node(offset, { term: "field", field: token.text });
  }

  #days(): number {
    const days = this.#whole(0, 3660);
    if (!this.#take("days")) this.#expect("day");
    return days;
  }

  #whole(least: number, most: number): number {
    const token = this.#next();
    if (token.kind !== "number")
      return this.#failAt(
        token,
        token.kind === "end" ? said("read-number-missing") : said("read-no-number", { found: token.text }),
        said("mend-ten"),
      );
    if (Number.isInteger(token.number) && token.number >= least && token.number <= most) return token.number;
    return this.#failAt(
      token,
      said("read-number-bounds", { found: token.text, least, most }),
      said("mend-bounds", { least, most }),
    );
  }

  #op(): Comparison {
    const token = this.#next();
    if (token.kind === "sign" && isComparison(token.text)) return token.text;
    return this.#failAt(token, said("read-how-many"), said("mend-how-many"));
  }

  #oneOf<Word extends string>(words: readonly Word[]): Word {
    const token = this.#next();
    const found = words.find((word) => word === token.text);
    return (
      found ??
      this.#failAt(
        token,
        said("read-one-of", { allowed: words.join(", ") }),
        said("mend-words-allowed", { allowed: words.join(", ") }),
      )
    );
  }

  #word(what: Name): Token {
    const token = this.#next();
    return token.kind === "word"
      ? token
      : this.#failAt(token, said("read-what", { what }), said("mend-names"));
  }

  #plainWord(what: Name): string {
    const token = this.#word(what);
    return token.text.includes(".")
      ? this.#failAt(token, said("read-what-plain", { what }), said("mend-names"))
      : token.text;
  }

  #node<const Node extends Condition | Term>(offset: number, node: Node): Node {
    this.#nodes += 1;
    if (this.#nodes > bounds.nodes * 3)
      throw new Unreadable(offset, said("read-many", { most: bounds.nodes }), said("mend-split"));
    this.offsets.set(node, offset);
    return node;
  }

  #ahead(by: number): Token {
    return (
      this.#tokens[Math.min(this.#at + by, this.#tokens.length - 1)] ?? {
        kind: "end",
        text: "",
        offset: 0,
        end: 0,
      }
    );
  }

  #peek(): Token {
    return this.#ahead(0);
  }

  #next(): Token {
    const token = this.#peek();
    this.#at += 1;
    return token;
  }

  /** Takes the next word or sign if it is this one; a value in quotation marks is none. */
  #take(text: string): boolean {
    const token = this.#peek();
    if ((token.kind !== "word" && token.kind !== "sign") || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #expect(text: string): void {
    if (this.#take(text)) return;
    const found = this.#peek();
    this.#fail(
      found.kind === "end"
        ? said("read-ends-before", { wanted: text })
        : said("read-wanted", { found: found.text, wanted: text }),
      said("mend-put", { wanted: text }),
    );
  }

  #fail(wrong: Said, mend: Said): never {
    return this.#failAt(this.#peek(), wrong, mend);
  }

  #failAt(token: Token, wrong: Said, mend: Said): never {
    throw new Unreadable(token.offset, wrong, mend);
  }
}
