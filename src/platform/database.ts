// The way to PostgreSQL: a pool whose every connection runs as openpiu_app, and transactions that carry who acts,
// in which roles and for which purpose, and end by sealing their ledger entries and events.
import { Pool, types, type PoolClient, type QueryResultRow } from "pg";
import type { Clock } from "./clock.ts";
import { ledgerBody, type LedgerEntry } from "./ledger.ts";
import { watchSpace, type SpaceWatch } from "./out-of-space.ts";
import { type Period, keptFrom, euStrict } from "#vocabulary";
import { openStatementWay, type Statement, type StatementWay } from "./statement-way.ts";

// Dates without a time stay text (YYYY-MM-DD): they are no instants. Likewise timestamps without a zone.
types.setTypeParser(types.builtins.DATE, (text) => text);
types.setTypeParser(types.builtins.TIMESTAMP, (text) => text.replace(" ", "T").slice(0, 16));
types.setTypeParser(types.builtins.INT8, (text) => Number(text));

/** Who acts. `roles`, `tenant` and `purpose` decide what row-level security shows; "system" is the server's own work. */
export type Actor = {
  readonly id: string;
  readonly roles: readonly string[];
  /** The organisation that somebody acts for; the unit itself ("piu") without it. */
  readonly tenant?: string;
  readonly purpose: string | null;
  /** On which ground within the purpose: "case:<id>", "alert:<id>", "request:<id>" or "offence:<code>" (PNRD-1.2). */
  readonly ground?: string;
};

/** The server's own work, named by its part ("system:intake"). */
export function systemActor(part: string): Actor {
  return { id: `system:${part}`, roles: ["system"], purpose: null };
}

/**
 * The only actor whom row-level security shows what has expired, to delete or mask it ("system:retention" among the roles).
 * Nothing that reads for people or answers a carrier runs as this.
 */
export function retentionActor(part: string): Actor {
  return { id: `system:${part}`, roles: ["system", "system:retention"], purpose: null };
}

/** An open transaction. Ledger entries and events given to it are written at its end, in one call. */
export type Transaction = {
  readonly actor: Actor;
  /** The one instant of this transaction. */
  readonly at: Date;
  /** The legal profile in force, by name and version ("eu-strict 2026.1"): every ledger entry says it. */
  readonly profile: string;
  /** Asks; statements asked before any of them is awaited travel in one round trip (Promise.all). */
  query<Row extends QueryResultRow>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;
  /**
   * Writes without waiting: carried out in its place among the statements, sent with the next one that is asked or with
   * the commit. Should it fail, so does that, and the transaction with it.
   */
  write(statement: Statement, values: readonly unknown[]): void;
  record(entry: LedgerEntry): void;
  /** Announce to live screens: topic ("flight", "alert", "watchlist", "receipt", "case") and the subject's id. */
  announce(topic: string, subject: string): void;
};

/** A transaction in which nothing is written: neither rows nor entries nor events. */
export type Looking = Pick<Transaction, "actor" | "at" | "profile" | "query">;

export type Database = {
  transaction<Result>(actor: Actor, work: (tx: Transaction) => Promise<Result>): Promise<Result>;
  /**
   * A transaction that the database lets read only. What `work` returns is there a round trip earlier than from `transaction`:
   * nothing hangs on its commit, so nobody waits for that.
   */
  look<Result>(actor: Actor, work: (tx: Looking) => Promise<Result>): Promise<Result>;
  /** Connections in use and waiting, and whether the last that was to be written found no space, for health. */
  load(): { total: number; idle: number; waiting: number; outOfSpace: boolean };
  close(): Promise<void>;
};

/**
 * Opens the pool. `url` is a PostgreSQL address (a socket folder as host is fine). A lost idle connection is told to
 * `onLost` and replaced by the pool at the next use.
 */
export function openDatabase(options: {
  url: string;
  clock: Clock;
  /** The legal profile in force at the time of asking. */
  profile?: () => string;
  /** The earliest instant of first receipt that may be read at `at`; by the strict profile without it. */
  keptFrom?: (at: Date) => Date;
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
  const { clock, profile = noProfile, keptFrom: keptFromAt = strictlyKeptFrom } = options;
  const now = (): Moment => {
    const at = clock.now();
    return { at, kept: keptFromAt(at), profile: profile() };
  };
  const space = watchSpace();
  return {
    transaction: (actor, work) => runTransaction(pool, now(), actor, work, space),
    look: (actor, work) => runLook(pool, now(), actor, work),
    load: () => ({
      total: pool.totalCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
      outOfSpace: space.short(),
    }),
    close: () => {
      closing = true;
      return pool.end();
    },
  };
}

/** The last answer, by its day and period: a day's transactions ask for the same. */
let last = { key: "", from: new Date(0) };

/** The earliest instant of first receipt whose data may be read at `at` where they are kept for `period`. */
export function readableFrom(at: Date, period: Period): Date {
  if ("hours" in period) return new Date(at.getTime() - period.hours * 3_600_000);
  const key = `${at.toISOString().slice(0, 10)} ${"months" in period ? `${period.months}M` : `${period.days}D`}`;
  if (last.key !== key) last = { key, from: new Date(`${keptFrom(at, period)}T00:00:00Z`) };
  return last.from;
}

/** The same under the strict profile (retention.initial P6M): before it is known which one is in force. */
export function strictlyKeptFrom(at: Date): Date {
  return readableFrom(at, euStrict.initial.period);
}

/** Programs that decide nothing by the law name no profile. */
const noProfile = (): string => "none";

/** The instant of a transaction, from when on it may read, and by which profile. */
type Moment = { readonly at: Date; readonly kept: Date; readonly profile: string };

async function runTransaction<Result>(
  pool: Pool,
  moment: Moment,
  actor: Actor,
  work: (tx: Transaction) => Promise<Result>,
  space: SpaceWatch,
): Promise<Result> {
  const { client, way } = await setOut(pool);
  let broken: Error | undefined;
  try {
    way.send({ name: "begin", text: "begin" }, []);
    identify(way, moment, actor);
    const { tx, seal } = openTransaction(way, moment, actor);
    const result = await work(tx);
    // Seal and commit in one round trip: the lock on the ledger's head is held as shortly as can be.
    const entries = seal();
    await way.ask(commit, []);
    if (entries > 0) {
      recorded.add(actor);
      space.wrote();
    }
    return result;
  } catch (problem) {
    space.failed(problem);
    await way.rollBack().catch((lost: Error) => {
      // The connection itself is gone: the pool must not hand it out again.
      broken = lost;
    });
    throw problem;
  } finally {
    client.release(broken);
  }
}

async function runLook<Result>(
  pool: Pool,
  moment: Moment,
  actor: Actor,
  work: (tx: Looking) => Promise<Result>,
): Promise<Result> {
  const { client, way } = await setOut(pool);
  try {
    way.send({ name: "begin-look", text: "begin read only" }, []);
    identify(way, moment, actor);
    const { at, profile } = moment;
    const result = await work({
      actor,
      at,
      profile,
      query: (statement, values = []) => way.ask(statement, values),
    });
    lookedAt.add(client);
    client.release();
    // Most often the act follows in this very turn, and takes the commit along.
    setImmediate(() => {
      if (lookedAt.delete(client)) openStatementWay(client).ask(commit, []).catch(lostWhileIdle);
    });
    return result;
  } catch (problem) {
    await way.rollBack().then(
      () => client.release(),
      (lost: Error) => client.release(lost),
    );
    throw problem;
  }
}

/** Connections in the pool whose look is still to be committed: nothing hangs on it, so it goes with what comes next. */
const lookedAt = new WeakSet<PoolClient>();

const commit = { name: "commit", text: "commit" };

/** The pool hears of a connection that is lost while it waits there, tells it (`onLost`) and opens another. */
const lostWhileIdle = (): void => undefined;

/** A connection of the pool's, with what was left to be done on it. */
async function setOut(pool: Pool): Promise<{ readonly client: PoolClient; readonly way: StatementWay }> {
  const client = await pool.connect();
  const way = openStatementWay(client);
  if (lookedAt.delete(client)) way.send(commit, []);
  return { client, way };
}

/** Actors by identity: one request is one of them. */
const recorded = new WeakSet<Actor>();

/** Whether a transaction of this very actor has left an entry in the ledger and is committed. */
export function hasRecorded(actor: Actor): boolean {
  return recorded.has(actor);
}

const identity = {
  name: "identity",
  // One short answer instead of eight.
  text: `select length(concat(set_config('openpiu.actor', $1, true), set_config('openpiu.roles', $2, true),
                set_config('openpiu.purpose', $3, true), set_config('plan_cache_mode', $4, true),
                set_config('openpiu.tenant', $5, true), set_config('openpiu.at', $6, true),
                set_config('openpiu.kept_from', $7, true), set_config('openpiu.ground', $8, true)))`,
};

function identify(way: StatementWay, { at, kept }: Moment, actor: Actor): void {
  way.send(identity, [
    actor.id,
    actor.roles.join(","),
    actor.purpose ?? "",
    plansOf(actor),
    actor.tenant ?? "piu",
    at.toISOString(),
    kept.toISOString(),
    actor.ground ?? "",
  ]);
}

/**
 * The server's own work repeats few statements by key, whose plan never depends on the values: planned once a connection.
 * Left to itself PostgreSQL plans those on partitioned tables anew each time, which costs more than carrying them out.
 * People's questions have filters of all kinds.
 */
const plansOf = (actor: Actor): string => (actor.roles.includes("system") ? "force_generic_plan" : "auto");

const sealing = {
  name: "seal",
  text: "select platform.seal($1::text[], $2::timestamptz, $3::text[], $4::text[])",
};

function openTransaction(way: StatementWay, { at, profile }: Pick<Moment, "at" | "profile">, actor: Actor) {
  const bodies: string[] = [];
  const topics: string[] = [];
  const subjects: string[] = [];
  const tx: Transaction = {
    actor,
    at,
    profile,
    query: (statement, values = []) => way.ask(statement, values),
    write: (statement, values) => way.send(statement, values),
    record: (entry) => {
      bodies.push(ledgerBody(entry, { actor, at, profile }));
    },
    announce: (topic, subject) => {
      topics.push(topic);
      subjects.push(subject);
    },
  };
  const seal = (): number => {
    if (bodies.length > 0 || topics.length > 0) way.send(sealing, [bodies, at, topics, subjects]);
    return bodies.length;
  };
  return { tx, seal };
}
