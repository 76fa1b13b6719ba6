// Requests for accounts, roles and secrets in the database.
import type { Transaction } from "#platform";
import type { Role } from "./contract.ts";

export type AccountRequestKind = "account" | "roles" | "secret" | "opening";

export type AccountRequestRow = {
  readonly request_id: string;
  readonly kind: AccountRequestKind;
  readonly person_id: string | null;
  readonly sign_in_name: string | null;
  readonly display_name: string | null;
  readonly tenant: string;
  readonly roles: Role[];
  readonly reason: string;
  /** Pairs of duties among the roles that are kept apart on one thing. */
  readonly flags: readonly string[];
  readonly state: "asked" | "executed" | "handed-over" | "refused";
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly executed_by: string | null;
  readonly executed_at: Date | null;
};

const columns = `request_id, kind, person_id, sign_in_name, display_name, tenant, roles, reason, flags, state, asked_by,
  asked_at, executed_by, executed_at`;

export async function insertRequest(
  tx: Transaction,
  row: Pick<
    AccountRequestRow,
    | "request_id"
    | "kind"
    | "person_id"
    | "sign_in_name"
    | "display_name"
    | "tenant"
    | "roles"
    | "reason"
    | "flags"
  >,
): Promise<void> {
  await tx.query(
    `insert into access.account_request (request_id, kind, person_id, sign_in_name, display_name, tenant, roles, reason,
       asked_by, asked_at, flags) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      row.request_id,
      row.kind,
      row.person_id,
      row.sign_in_name,
      row.display_name,
      row.tenant,
      row.roles,
      row.reason,
      tx.actor.id,
      tx.at,
      row.flags,
    ],
  );
}

/** Open ones first, the newest first among them. */
export function loadRequests(tx: Transaction, limit: number): Promise<AccountRequestRow[]> {
  return tx.query<AccountRequestRow>(
    `select ${columns} from access.account_request
     order by state in ('asked', 'executed') desc, asked_at desc, request_id limit $1`,
    [limit],
  );
}

/** The request; nobody else changes it until the transaction ends. */
export async function lockRequest(tx: Transaction, id: string): Promise<AccountRequestRow | undefined> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('account-request ' || $1, 0))", [id]);
  const rows = await tx.query<AccountRequestRow>(
    `select ${columns} from access.account_request where request_id = $1`,
    [id],
  );
  return rows[0];
}

/** Says who carried it out or refused it; of a new account with its id. */
export async function closeRequest(
  tx: Transaction,
  id: string,
  to: { readonly state: "executed" | "refused"; readonly personId: string | null },
): Promise<void> {
  await tx.query(
    `update access.account_request set state = $2, person_id = $3, executed_by = $4, executed_at = $5
     where request_id = $1`,
    [id, to.state, to.personId, tx.actor.id, tx.at],
  );
}

export async function markHandedOver(tx: Transaction, id: string): Promise<void> {
  await tx.query("update access.account_request set state = 'handed-over' where request_id = $1", [id]);
}

/** Whether the command line makes no account by itself any more: two accounts of the unit could confirm what it asks. */
export async function isCommandBound(tx: Transaction): Promise<boolean> {
  const [row] = await tx.query<{ bound: boolean }>("select access.command_is_bound() as bound");
  return row?.bound === true;
}

/** The roles of which somebody can confirm what the command line asks for this account, a new one with these roles. */
export async function confirmersOf(
  tx: Transaction,
  personId: string | null,
  roles: readonly Role[],
): Promise<readonly string[]> {
  const [row] = await tx.query<{ roles: string[] }>("select access.confirmers($1, $2) as roles", [
    personId,
    roles,
  ]);
  return row?.roles ?? [];
}
