// The statements of one transaction on their way to the database, in as few round trips as the answers allow.
import type { PoolClient, QueryResultRow } from "pg";
import pgValues from "pg/lib/utils.js";
import { StatementBatch, type BatchedStatement } from "./statement-batch.ts";

/** A statement: plain text, or named so that the connection prepares it once (hot paths). */
export type Statement = string | { readonly name: string; readonly text: string };

export type StatementWay = {
  /** Waits for the rows. Goes out, with all that was sent before it, once the caller has nothing more to ask at once. */
  ask<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
  /** Goes out with the next that is asked. A failure of it is a failure of that. */
  send(statement: Statement, values: readonly unknown[]): void;
  /** Forgets what has not gone out and undoes what has. Rejects when the connection is lost. */
  rollBack(): Promise<void>;
};

/** Opens the way on a connection that nobody else uses meanwhile. */
export function openStatementWay(client: PoolClient): StatementWay {
  let waiting: BatchedStatement[] = [];
  /** Something waiting is asked for; `underWay`: an earlier batch is not answered yet. */
  let asked = false;
  let underWay = false;
  let used = false;

  function go(): void {
    if (underWay || !asked) return;
    const batch = new StatementBatch(waiting, () => {
      underWay = false;
      go();
    });
    waiting = [];
    asked = false;
    underWay = true;
    used = true;
    client.query(batch);
  }

  function put(
    statement: Statement,
    values: readonly unknown[],
    answer: Pick<BatchedStatement, "done" | "failed">,
  ): void {
    const { name, text } = typeof statement === "string" ? { name: null, text: statement } : statement;
    // A value that cannot be sent throws here, in the caller's own turn.
    waiting.push({ name, text, values: values.map(pgValues.prepareValue), ...answer });
  }

  function ask<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      put(statement, values, { done: (rows) => resolve(rows as Row[]), failed: reject });
      if (!asked) queueMicrotask(go);
      asked = true;
    });
  }

  return {
    ask,
    send: (statement, values) => put(statement, values, { done: null, failed: null }),
    rollBack: async () => {
      waiting = [];
      asked = false;
      if (used) await ask(rollback, []);
    },
  };
}

const rollback = { name: "rollback", text: "rollback" };
