// The ledger as it is read: searched page by page, and walked from outside the server.
import { Client } from "pg";
import { StartupRefused, type Transaction } from "#platform";
import type { ChainSource, Head, StoredEntry } from "./chain.ts";

type EntryFields = {
  seq: number;
  at: Date;
  actor: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  purpose: string | null;
  body: string;
  hash: Buffer;
};

const columns = "seq, at, actor, action, subject_kind, subject_id, purpose, body, hash";

function entryFrom(row: EntryFields): StoredEntry {
  return {
    seq: Number(row.seq),
    at: row.at,
    actor: row.actor,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    purpose: row.purpose,
    body: row.body,
    hash: row.hash,
  };
}

export type LedgerFilter = {
  readonly before?: number | undefined;
  /** Ids of whom; undefined: everyone. */
  readonly actors?: readonly string[] | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
};

/** Entries that fit, newest first. */
export async function loadEntries(
  tx: Transaction,
  filter: LedgerFilter,
  limit: number,
): Promise<StoredEntry[]> {
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
  values.push(limit);
  const rows = await tx.query<EntryFields>(
    `select ${columns} from ledger.entry ${conditions.length === 0 ? "" : `where ${conditions.join(" and ")}`}
     order by seq desc limit $${values.length}`,
    values,
  );
  return rows.map(entryFrom);
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

/** The chain inside a transaction of the server. */
export function chainIn(tx: Transaction): ChainSource {
  return {
    entries: async (from, limit) =>
      (
        await tx.query<EntryFields>(
          {
            name: "ledger-walk",
            text: `select ${columns} from ledger.entry where seq >= $1 order by seq limit $2`,
          },
          [from, limit],
        )
      ).map(entryFrom),
    head: async () => (await tx.query<Head>("select seq, hash from ledger.head"))[0],
  };
}

/**
 * The chain read by a program of its own, without the server: a connection that reads one frozen state and changes
 * nothing. Throws what the driver throws.
 */
export async function openChain(url: string): Promise<ChainSource & { close(): Promise<void> }> {
  const client = new Client({
    connectionString: url,
    application_name: "openpiu ledger verify",
    connectionTimeoutMillis: 10_000,
    // Row-level security shows the ledger to the system and the data protection officer only.
    options: "-c openpiu.roles=system -c default_transaction_read_only=on -c timezone=UTC",
  });
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const { rows } = await client.query<{ there: boolean }>(
      "select to_regclass('ledger.entry') is not null as there",
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
  return {
    entries: async (from, limit) => {
      const { rows } = await client.query<EntryFields>({
        name: "ledger-walk",
        text: `select ${columns} from ledger.entry where seq >= $1 order by seq limit $2`,
        values: [from, limit],
      });
      return rows.map(entryFrom);
    },
    head: async () => {
      const { rows } = await client.query<Head>("select seq, hash from ledger.head");
      return rows.map((row) => ({ seq: Number(row.seq), hash: row.hash }))[0];
    },
    close: () => client.end(),
  };
}
