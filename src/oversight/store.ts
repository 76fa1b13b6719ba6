// The ledger as it is read: searched page by page, and walked from outside the server (tables: db/migrations/0060-platform-ledger-tree.sql, 0068-oversight-ledger-search.sql).
import { Client } from "pg";
import { StartupRefused, type Transaction } from "#platform";
import { checkEntry } from "./check-entry.ts";
import { openCheckers } from "./checkers.ts";
import { copiedColumns } from "./copied-rows.ts";
import { copyOut } from "./copy-out.ts";
import type { StoredEntry } from "./entry.ts";
import type { Row } from "./merkle.ts";
import type { RowsOf } from "./proof.ts";
import type { LedgerSource, StoredHead } from "./verification.ts";

/** An entry as the ledger's page shows it. */
export type ShownEntry = Pick<
  StoredEntry,
  "seq" | "actor" | "action" | "subjectKind" | "subjectId" | "purpose" | "recipient"
> & { readonly at: Date; readonly body: string; readonly hash: Buffer };

export type LedgerFilter = {
  readonly before?: number | undefined;
  /** Ids of whom; undefined: everyone. */
  readonly actors?: readonly string[] | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  /** A person whom acts concerned. */
  readonly about?: string | undefined;
  readonly recipient?: string | undefined;
  readonly purpose?: string | undefined;
  readonly kind?: string | undefined;
  readonly ground?: string | undefined;
  readonly profile?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
};

/** Entries that fit, newest first. */
export async function loadEntries(
  tx: Transaction,
  filter: LedgerFilter,
  limit: number,
): Promise<ShownEntry[]> {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const add = (value: unknown, condition: (place: string) => string): void => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  add(filter.before, (place) => `seq < ${place}`);
  add(filter.actors, (place) => `actor = any (${place}::text[])`);
  add(filter.action, (place) => `action = ${place}`);
  add(filter.subject, (place) => `subject_id = ${place}`);
  add(filter.about, (place) => `seq = any (array(select ledger.concerning(array[${place}::uuid])))`);
  add(filter.recipient, (place) => `recipient = ${place}`);
  add(filter.purpose, (place) => `purpose = ${place}`);
  add(filter.kind, (place) => `subject_kind = ${place}`);
  add(filter.ground, (place) => `strpos(body, '"ground":"') > 0 and body::jsonb ->> 'ground' = ${place}`);
  add(filter.profile, (place) => `body::jsonb ->> 'profile' = ${place}`);
  add(filter.since, (place) => `at >= ${place}::timestamptz`);
  add(filter.until, (place) => `at < ${place}::timestamptz`);
  values.push(limit);
  return tx.query<ShownEntry>(
    `select seq, at, actor, action, subject_kind as "subjectKind", subject_id as "subjectId", purpose, recipient, body, hash
     from ledger.entry ${conditions.length === 0 ? "" : `where ${conditions.join(" and ")}`}
     order by seq desc limit $${values.length}`,
    values,
  );
}

/** Every action that occurs, each found by one step in the index. */
export async function loadActions(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ action: string }>(
    `with recursive known as (
       (select action from ledger.entry order by action limit 1)
       union all
       select (select e.action from ledger.entry e where e.action > known.action order by e.action limit 1)
       from known where known.action is not null)
     select action from known where action is not null`,
  );
  return rows.map(({ action }) => action);
}

/** Entries held in memory at once. */
const batch = 500;

type Walked = Omit<StoredEntry, "body"> & { readonly body: string };

/** The ledger inside a transaction of the server, a batch at a time. */
export function ledgerIn(tx: Transaction): LedgerSource {
  return {
    async *entries(from) {
      for (let next = from; ;) {
        const rows = await tx.query<Walked>(walk, [next, batch]);
        if (rows.length === 0) return;
        yield rows.map((row) => checkEntry({ ...row, body: Buffer.from(row.body) }));
        next = (rows.at(-1)?.seq ?? next) + 1;
      }
    },
    head: async () => (await tx.query<StoredHead>("select size, peaks from ledger.head"))[0],
  };
}

const walk = {
  name: "ledger-walk",
  text: `select seq, (extract(epoch from at) * 1000000)::bigint as "atMicros", actor, action, subject_kind as "subjectKind",
                subject_id as "subjectId", purpose, recipient, about::text[] as about, body, hash, node, chain
         from ledger.entry where seq >= $1 order by seq limit $2`,
};

export type OutsideLedger = LedgerSource & {
  readonly rows: RowsOf;
  /** The exact text of an entry. */
  body(seq: number): Promise<string>;
  close(): Promise<void>;
};

/**
 * The ledger read by a program of its own, without the server: a connection that reads one frozen state and changes
 * nothing. Throws what the driver throws.
 */
export async function openLedger(url: string): Promise<OutsideLedger> {
  const client = new Client({
    connectionString: url,
    application_name: "openpiu ledger verify",
    connectionTimeoutMillis: 10_000,
    // Row-level security shows the ledger to the system and to those who oversee it only.
    options: "-c openpiu.roles=system -c default_transaction_read_only=on -c timezone=UTC",
  });
  // A connection that is lost, or given up at the first bad entry, is told by the question that was under way.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const { rows } = await client.query<{ there: boolean }>(
      "select to_regclass('ledger.head') is not null as there",
    );
    if (rows[0]?.there !== true) {
      throw new StartupRefused({
        code: "database-missing",
        text: "this database holds no ledger of OpenPIU",
        mend: "Name the database of an OpenPIU, or bring it up to date with openpiu migrate",
      });
    }
  } catch (problem) {
    await client.end();
    throw problem;
  }
  const checkers = openCheckers();
  return {
    entries: (from) =>
      checkers.checked(
        copyOut(
          client,
          `copy (select ${copiedColumns} from ledger.entry where seq >= ${from} order by seq) to stdout (format binary)`,
        ),
      ),
    head: async () => {
      const { rows } = await client.query<StoredHead>("select size, peaks from ledger.head");
      return rows.map(({ size, peaks }) => ({ size: Number(size), peaks }))[0];
    },
    rows: async (entries) => {
      const { rows } = await client.query<Row & { seq: string }>(
        "select seq, hash, node from ledger.entry where seq = any ($1::bigint[])",
        [entries],
      );
      return new Map(rows.map((row) => [Number(row.seq), row]));
    },
    body: async (seq) => {
      const { rows } = await client.query<{ body: string }>("select body from ledger.entry where seq = $1", [
        seq,
      ]);
      return rows[0]?.body ?? "";
    },
    close: async () => {
      await checkers.close();
      await client.end();
    },
  };
}
