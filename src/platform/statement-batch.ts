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
  readonly rows: QueryResultRow[];
  addFields(fields: readonly FieldDef[]): void;
  parseRow(fields: readonly (string | null)[]): QueryResultRow;
};

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
    wire.stream.cork();
    for (const { name, text, values } of this.#statements) {
      const held = name !== null && (prepared.has(name) || wire.parsedStatements[name] !== undefined);
      if (!held) wire.parse({ name: name ?? "", text, types: [] }, true);
      if (name !== null) prepared.add(name);
      wire.bind({ statement: name ?? "", values: [...values] }, true);
      wire.describe({ type: "P", name: "" }, true);
      wire.execute({}, true);
    }
    wire.sync();
    wire.stream.uncork();
  }

  handleRowDescription(message: { readonly fields: FieldDef[] }): void {
    const result = new Result("", types) as unknown as WireResult;
    result.addFields(message.fields);
    this.#result = result;
  }

  handleDataRow(message: { readonly fields: (string | null)[] }): void {
    this.#result?.rows.push(this.#result.parseRow(message.fields));
  }

  handleCommandComplete(): void {
    this.#results.push(this.#result?.rows ?? []);
    this.#result = null;
    this.#current += 1;
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
