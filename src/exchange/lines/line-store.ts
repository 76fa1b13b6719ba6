// All SQL over lines: which are admitted, how each does, how far its inbox was read.
import type { PublicKey } from "#disclosures/contract";
import type { Transaction } from "#platform";
import type { AdapterName } from "../adapter-names.ts";

/** A line in force now: admitted by two persons, assessed, on the register with its keys and its finding of protection. */
export type KnownLine = {
  readonly authority_id: string;
  readonly adapter: Exclude<AdapterName, "unit">;
  readonly address: string;
  readonly certificate: string;
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly tenant: string;
  readonly kind: "ncb" | "europol" | "third-country";
  readonly purposes: readonly string[];
  readonly keep_days: number;
  readonly encryption_key: PublicKey;
};

export function knownLines(tx: Transaction): Promise<KnownLine[]> {
  return tx.query<KnownLine>(
    `select p.authority_id, p.adapter, p.address, p.certificate, p.keep_days, a.code, a.name, a.country, a.tenant, a.kind, a.purposes,
       a.encryption_key
     from exchange.partner p join disclosures.authority a on a.authority_id = p.authority_id and a.state = 'in-force'
     where platform.module_live('exchange') and p.state = 'in-force' and p.assessed_until >= ($1::timestamptz at time zone 'UTC')::date and p.adapter <> 'unit'
       and a.kind = case p.adapter when 'interpol' then 'ncb' else p.adapter end
       and a.valid_from <= $1 and $1 < a.valid_until and a.keys_from <= $1 and $1 < a.keys_until
       and disclosures.protection_holds(p.authority_id, $1)
     order by p.authority_id`,
    [tx.at],
  );
}

export type LineRow = {
  authority_id: string;
  failures: number;
  open_until: Date | null;
  answered_at: Date | null;
  problem: string | null;
  inbox_after: string;
};

export function lineRows(tx: Transaction): Promise<LineRow[]> {
  return tx.query<LineRow>(
    "select authority_id, failures, open_until, answered_at, problem, inbox_after from exchange.line",
  );
}

export async function lineOf(tx: Transaction, authorityId: string): Promise<LineRow | null> {
  const [row] = await tx.query<LineRow>(
    "select authority_id, failures, open_until, answered_at, problem, inbox_after from exchange.line where authority_id = $1",
    [authorityId],
  );
  return row ?? null;
}

/** It answered: whatever failed before is over. */
export async function noteAnswered(tx: Transaction, authorityId: string): Promise<void> {
  await tx.query(
    `insert into exchange.line (authority_id, answered_at) values ($1, $2)
     on conflict (authority_id) do update set failures = 0, open_until = null, answered_at = $2, problem = null`,
    [authorityId, tx.at],
  );
}

/** So many failures in a row, and nothing is sent for a while: one minute, then twice as long each time, an hour at most. */
export const failuresMax = 5;
export async function noteFailed(tx: Transaction, authorityId: string, problem: string): Promise<LineRow> {
  const [row] = await tx.query<LineRow>(
    `insert into exchange.line as l (authority_id, failures, problem) values ($1, 1, $3)
     on conflict (authority_id) do update set failures = l.failures + 1, problem = $3,
       open_until = case when l.failures + 1 >= $4 then $2::timestamptz
         + make_interval(secs => least(3600, 60 * power(2, least(l.failures + 1 - $4, 6)))) end
     returning authority_id, failures, open_until, answered_at, problem, inbox_after`,
    [authorityId, tx.at, problem.slice(0, 200), failuresMax],
  );
  if (row === undefined) throw new Error("a line has no state");
  return row;
}

export async function noteRead(tx: Transaction, authorityId: string, after: string): Promise<void> {
  await tx.query(
    `insert into exchange.line (authority_id, inbox_after, answered_at) values ($1, $2, $3)
     on conflict (authority_id) do update set inbox_after = $2`,
    [authorityId, after, tx.at],
  );
}
