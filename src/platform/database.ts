// The way to PostgreSQL: a pool whose every connection runs as openpiu_app, and transactions that carry who acts,
// in which roles and for which purpose, and end by sealing their ledger entries and events.
import { escapeLiteral, Pool, types, type PoolClient, type QueryResultRow } from "pg";
import type { Clock } from "./clock.ts";
import { ledgerBody, type LedgerEntry } from "./ledger.ts";

// Dates without a time stay text (YYYY-MM-DD): they are no instants. Likewise timestamps without a zone.
types.setTypeParser(types.builtins.DATE, (text) => text);
types.setTypeParser(types.builtins.TIMESTAMP, (text) => text.replace(" ", "T").slice(0, 16));
types.setTypeParser(types.builtins.INT8, (text) => Number(text));

/** Who acts. `roles` and `purpose` decide what row-level security shows; "system" is the server's own work. */
export type Actor = {
  readonly id: string;
  readonly roles: readonly string[];
  readonly purpose: string | null;
};

/** The server's own work, named by its part ("system:intake"). */
export function systemActor(part: string): Actor {
  return { id: `system:${part}`, roles: ["system"], purpose: null };
}

/** A statement: plain text, or named so that the connection prepares it once (hot paths). */
export type Statement = string | { readonly name: string; readonly text: string };

/** An open transaction. Ledger entries and events given to it are written at its end, in one call. */
export type Transaction = {
  readonly actor: Actor;
  /** The one instant of this transaction. */
  readonly at: Date;
  query<Row extends QueryResultRow>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;
  record(entry: LedgerEntry): void;
  /** Announce to live screens: topic ("flight", "alert", "watchlist", "receipt", "case") and the subject's id. */
  announce(topic: string, subject: string): void;
};

export type Database = {
  transaction<Result>(actor: Actor, work: (tx: Transaction) => Promise<Result>): Promise<Result>;
  /** Connections in use and waiting, for health. */
  load(): { total: number; idle: number; waiting: number };
  close(): Promise<void>;
};

/**
 * Opens the pool. `url` is a PostgreSQL address (a socket folder as host is fine). A lost idle connection is told to
 * `onLost` and replaced by the pool at the next use.
 */
export function openDatabase(options: {
  url: string;
  clock: Clock;
  connections?: number;
  onLost?: (problem: Error) => void;
}): Database {
  const pool = new Pool({
    connectionString: options.url,
    max: options.connections ?? 16,
    options:
      "-c role=openpiu_app -c timezone=UTC -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000",
    application_name: "openpiu",
  });
  // While the pool closes, a connection that the other side ended first is no loss.
  let closing = false;
  pool.on("error", (problem) => {
    if (!closing) options.onLost?.(problem);
  });
  // The pool hears the connections that wait in it. One that is lost between two statements of a transaction is told by
  // the next of them; without anybody to hear it here, it would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    transaction: (actor, work) => runTransaction(pool, options.clock, actor, work),
    load: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => {
      closing = true;
      return pool.end();
    },
  };
}

async function runTransaction<Result>(
  pool: Pool,
  clock: Clock,
  actor: Actor,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(opening(actor));
    const { tx, closing } = openTransaction(client, clock, actor);
    const result = await work(tx);
    await client.query(closing());
    return result;
  } catch (problem) {
    await client.query("rollback").catch((lost: Error) => {
      // The connection itself is gone: the pool must not hand it out again.
      broken = lost;
    });
    throw problem;
  } finally {
    client.release(broken);
  }
}

/** Begin and identity in one round trip; all values are escaped literals. */
function opening(actor: Actor): string {
  const set = (name: string, value: string) => `set_config('openpiu.${name}', ${escapeLiteral(value)}, true)`;
  return `begin; select ${set("actor", actor.id)}, ${set("roles", actor.roles.join(","))}, ${set("purpose", actor.purpose ?? "")}`;
}

function openTransaction(client: PoolClient, clock: Clock, actor: Actor) {
  const at = clock.now();
  const bodies: string[] = [];
  const topics: string[] = [];
  const subjects: string[] = [];
  const tx: Transaction = {
    actor,
    at,
    query: async <Row extends QueryResultRow>(statement: Statement, values: readonly unknown[] = []) => {
      const config = typeof statement === "string" ? { text: statement } : statement;
      const result = await client.query<Row>({ ...config, values: [...values] });
      return result.rows;
    },
    record: (entry) => {
      bodies.push(ledgerBody(entry, { actor: actor.id, purpose: actor.purpose, at }));
    },
    announce: (topic, subject) => {
      topics.push(topic);
      subjects.push(subject);
    },
  };
  // Seal and commit in one round trip: the lock on the ledger's head is held as shortly as can be.
  const closing = () => {
    if (bodies.length === 0 && topics.length === 0) return "commit";
    const array = (items: string[]) => `array[${items.map(escapeLiteral).join(",")}]::text[]`;
    return `select platform.seal(${array(bodies)}, '${at.toISOString()}', ${array(topics)}, ${array(subjects)}); commit`;
  };
  return { tx, closing };
}
