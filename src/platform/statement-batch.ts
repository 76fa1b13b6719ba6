// Several statements in one round trip: sent together, carried out in order, answered together. The wait for the database
// is what a message costs most, so that statements whose rows nobody waits for travel with the next that is waited for.
import { Result, types, type Connection, type FieldDef, type QueryResultRow, type Submittable } from "pg";

/** A statement to prepare once per connection (named) or each time, and what to do with its rows or its failure. */
export type BatchedStatement = {
  readonly name: string | null;
  readonly text: string;
  /** As they go over the wire. */
  readonly values: readonly (string | Buffer | null)[];
  readonly done: ((rows: QueryResultRow[]) => void) | null;
  readonly failed: ((problem: Error) => void) | null;
};

/** What the driver's connection offers to those who speak the protocol themselves, beyond its published types. */
type Wire = Connection & {
  /** Text by name of what the server holds prepared; the driver adds to it with each answer. */
  readonly parsedStatements: Record<string, string>;
};
type WireResult = {
  addFields(fields: readonly FieldDef[]): void;
  parseRow(fields: readonly (string | null)[]): QueryResultRow;
};

/** What the rows of a statement look like, by its name on a connection; null where it has none. The server says it once. */
const shapes = new WeakMap<Connection, Map<string, WireResult | null>>();

/**
 * One round trip of the extended protocol for the driver's queue: all statements and a single Sync. The first failure
 * ends it: the statements after it are not carried out and fail with the same problem (PostgreSQL manual, 54.2.4).
 */
export class StatementBatch implements Submittable {
  readonly #statements: readonly BatchedStatement[];
  readonly #settled: () => void;
  readonly #results: QueryResultRow[][] = [];
  #current = 0;
  #result: WireResult | null = null;
  #rows: QueryResultRow[] = [];
  #known: Map<string, WireResult | null> = new Map();
  #problem: Error | null = null;

  /** `settled` is called once every statement is answered, after each one's `done` or `failed`. */
  constructor(statements: readonly BatchedStatement[], settled: () => void) {
    this.#statements = statements;
    this.#settled = settled;
  }

  /** Read by the driver when the server has prepared the statement it is at, to remember it. */
  get name(): string | null {
    return this.#statements[this.#current]?.name ?? null;
  }

  get text(): string {
    return this.#statements[this.#current]?.text ?? "";
  }

  submit(connection: Connection): void {
    const wire = connection as Wire;
    const prepared = new Set<string>();
    this.#known = shapes.get(connection) ?? new Map<string, WireResult | null>();
    shapes.set(connection, this.#known);
    wire.stream.cork();
    for (const { name, text, values } of this.#statements) {
      const held = name !== null && (prepared.has(name) || wire.parsedStatements[name] !== undefined);
      if (!held) wire.parse({ name: name ?? "", text, types: [] }, true);
      if (name !== null) prepared.add(name);
      wire.bind({ statement: name ?? "", values: [...values] }, true);
      // Its rows cannot change their looks while it stays prepared (PostgreSQL manual, PREPARE: it would be an error).
      if (name === null || !held || !this.#known.has(name)) wire.describe({ type: "P", name: "" }, true);
      wire.execute({}, true);
    }
    wire.sync();
    wire.stream.uncork();
    this.#begin();
  }

  /** The statement that is answered next. */
  #begin(): void {
    const { name } = this;
    this.#rows = [];
    this.#result = (name === null ? undefined : this.#known.get(name)) ?? null;
  }

  handleRowDescription(message: { readonly fields: FieldDef[] }): void {
    const result = new Result("", types) as unknown as WireResult;
    result.addFields(message.fields);
    this.#result = result;
  }

  handleDataRow(message: { readonly fields: (string | null)[] }): void {
    if (this.#result !== null) this.#rows.push(this.#result.parseRow(message.fields));
  }

  handleCommandComplete(): void {
    const { name } = this;
    if (name !== null) this.#known.set(name, this.#result);
    this.#results.push(this.#rows);
    this.#current += 1;
    this.#begin();
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete();
  }

  handleError(problem: Error): void {
    this.#problem = problem;
    this.#settle();
  }

  handleReadyForQuery(): void {
    this.#settle();
  }

  #settle(): void {
    for (const [at, { done, failed }] of this.#statements.entries()) {
      const rows = this.#results[at];
      if (rows !== undefined) done?.(rows);
      else failed?.(this.#problem ?? new Error("the database did not answer a statement"));
    }
    this.#settled();
  }
}
