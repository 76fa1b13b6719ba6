// All SQL over the register of authorities: versions, who proposed and who decided.
import type { Transaction } from "#platform";
import type { AuthorityContent, PublicKey } from "./contract.ts";

export type AuthorityRow = {
  authority_id: string;
  version: number;
  code: string;
  name: string;
  kind: AuthorityContent["kind"];
  service: AuthorityContent["service"];
  country: string;
  tenant: string;
  legal_act: string;
  purposes: AuthorityContent["purposes"];
  offences: AuthorityContent["offences"];
  contact: string;
  language: string;
  channel: AuthorityContent["channel"];
  recall_address: string;
  encryption_key: PublicKey;
  signing_key: PublicKey;
  keys_from: Date;
  keys_until: Date;
  valid_from: Date;
  valid_until: Date;
  death_penalty: boolean;
  torture_risk: boolean;
  protection_grounds: string | null;
  protection_until: string | null;
  state: "proposed" | "in-force" | "refused" | "replaced" | "ended";
  reason: string;
  proposed_by: string;
  proposed_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
};

const read = "protection_grounds, protection_until::text";
const columns = (
  protection = read,
) => `authority_id, version, code, name, kind, service, country, tenant, legal_act, purposes, offences, contact,
  language, channel, recall_address, encryption_key, signing_key, keys_from, keys_until, valid_from, valid_until,
  death_penalty, torture_risk, ${protection}, state, reason, proposed_by, proposed_at, decided_by, decided_at`;

/** In force and waiting, then what ended; newest version first. */
export function authorityRows(tx: Transaction): Promise<AuthorityRow[]> {
  return tx.query<AuthorityRow>(
    `select ${columns()} from disclosures.authority
     order by state in ('in-force', 'proposed') desc, name, version desc limit 500`,
  );
}

/** The version in force; null where none is. */
export async function authorityInForce(tx: Transaction, id: string): Promise<AuthorityRow | null> {
  const [row] = await tx.query<AuthorityRow>(
    `select ${columns()} from disclosures.authority where authority_id = $1 and state = 'in-force'`,
    [id],
  );
  return row ?? null;
}

export async function authorityVersion(
  tx: Transaction,
  id: string,
  version: number,
): Promise<AuthorityRow | null> {
  const [row] = await tx.query<AuthorityRow>(
    `select ${columns()} from disclosures.authority where authority_id = $1 and version = $2`,
    [id, version],
  );
  return row ?? null;
}

/** Those of an organisation, or with null of all, by the newest version that was ever in force. */
export function authoritiesOf(tx: Transaction, tenant: string | null): Promise<AuthorityRow[]> {
  return tx.query<AuthorityRow>(
    `select distinct on (name, authority_id) ${columns()} from disclosures.authority
     where ($1::text is null or tenant = $1) and state in ('in-force', 'replaced', 'ended')
     order by name, authority_id, version desc`,
    [tenant],
  );
}

export async function isCodeTaken(tx: Transaction, code: string, id: string): Promise<boolean> {
  const rows = await tx.query(
    "select from disclosures.authority where code = $1 and authority_id <> $2 and state in ('in-force', 'proposed')",
    [code, id],
  );
  return rows.length > 0;
}

/** Writes a proposed version; returns its number, or null where one waits already. */
export async function insertVersion(
  tx: Transaction,
  id: string,
  said: AuthorityContent,
): Promise<number | null> {
  const [row] = await tx.query<{ version: number }>(
    `insert into disclosures.authority (${columns("protection_grounds, protection_until")})
     select $1, coalesce((select max(version) from disclosures.authority where authority_id = $1), 0) + 1, $2, $3, $4, $5, $6, $7,
       $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, 'proposed', $25, $26, $27, null, null
     on conflict do nothing returning version`,
    [
      id,
      said.code,
      said.name,
      said.kind,
      said.service,
      said.country,
      `agency:${said.code}`,
      said.legalAct,
      said.purposes,
      said.offences,
      said.contact,
      said.language,
      said.channel,
      said.recallAddress,
      said.encryptionKey,
      said.signingKey,
      said.keysFrom,
      said.keysUntil,
      said.validFrom,
      said.validUntil,
      said.deathPenalty,
      said.tortureRisk,
      said.comparableProtection?.grounds.trim() ?? null,
      said.comparableProtection?.until ?? null,
      said.reason,
      tx.actor.id,
      tx.at,
    ],
  );
  return row?.version ?? null;
}

export async function decideVersion(
  tx: Transaction,
  id: string,
  version: number,
  inForce: boolean,
): Promise<void> {
  if (inForce) {
    await tx.query(
      "update disclosures.authority set state = 'replaced', ended_by = $2, ended_at = $3 where authority_id = $1 and state = 'in-force'",
      [id, tx.actor.id, tx.at],
    );
  }
  await tx.query(
    "update disclosures.authority set state = $3, decided_by = $4, decided_at = $5 where authority_id = $1 and version = $2",
    [id, version, inForce ? "in-force" : "refused", tx.actor.id, tx.at],
  );
}

export async function endAuthority(tx: Transaction, id: string): Promise<void> {
  await tx.query(
    "update disclosures.authority set state = 'ended', ended_by = $2, ended_at = $3 where authority_id = $1 and state = 'in-force'",
    [id, tx.actor.id, tx.at],
  );
}
