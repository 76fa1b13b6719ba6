// All SQL over partners: which units are admitted, by whom, at which address and under which keys.
import type { PublicKey } from "#disclosures/contract";
import type { Transaction } from "#platform";
import type { AdapterName } from "./adapter-names.ts";

export type PartnerRow = {
  authority_id: string;
  version: number;
  address: string;
  agreement: string;
  keep_days: number;
  assessment: string;
  assessed_until: string;
  adapter: AdapterName;
  /** SHA-256 of the certificate that it shows when it is called, and of the one by which it calls. */
  certificate: string | null;
  caller_certificate: string | null;
  /** Or the authority (PEM) that signs both itself, and the name in the one by which it calls. */
  certificate_authority: string | null;
  caller_name: string | null;
  state: "proposed" | "in-force" | "refused" | "replaced" | "ended";
  reason: string;
  proposed_by: string;
  proposed_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
};
const columns = `p.authority_id, p.version, p.address, p.agreement, p.keep_days, p.assessment, p.assessed_until::text, p.adapter, p.certificate, p.caller_certificate, p.certificate_authority, p.caller_name, p.state, p.reason,
  p.proposed_by, p.proposed_at, p.decided_by, p.decided_at`;

/** A partner in force with what the register says of it today. */
export type KnownPartner = PartnerRow & {
  name: string;
  code: string;
  country: string;
  tenant: string;
  signing_key: PublicKey;
  encryption_key: PublicKey;
  /** SHA-256 of certificates of theirs that are not believed any more. */
  withdrawn: readonly string[];
};

/** Those who may be heard and told now: admitted, assessed, and in force on the register with their keys. */
export function knownPartners(tx: Transaction): Promise<KnownPartner[]> {
  return tx.query<KnownPartner>(
    `select ${columns}, a.name, a.code, a.country, a.tenant, a.signing_key, a.encryption_key,
       array(select w.certificate from exchange.withdrawn_certificate w where w.authority_id = p.authority_id) as withdrawn
     from exchange.partner p join disclosures.authority a on a.authority_id = p.authority_id and a.state = 'in-force'
     where platform.module_live('exchange') and p.state = 'in-force' and p.assessed_until >= ($1::timestamptz at time zone 'UTC')::date and a.kind = 'partner-unit'
       and p.adapter = 'unit'
       and a.valid_from <= $1 and $1 < a.valid_until and a.keys_from <= $1 and $1 < a.keys_until
     order by p.authority_id`,
    [tx.at],
  );
}

/** The signing keys that the register had for an authority before, by two persons each, the last first. */
export async function earlierKeys(tx: Transaction, authorityId: string): Promise<readonly PublicKey[]> {
  const rows = await tx.query<{ signing_key: PublicKey }>(
    "select signing_key from disclosures.authority where authority_id = $1 and state = 'replaced' order by version desc limit 20",
    [authorityId],
  );
  return rows.map((row) => row.signing_key);
}

export function partnerRows(tx: Transaction): Promise<(PartnerRow & { name: string; country: string })[]> {
  return tx.query(
    `select ${columns}, coalesce(a.name, '') as name, coalesce(a.country, '') as country from exchange.partner p
     left join lateral (select name, country from disclosures.authority a where a.authority_id = p.authority_id
       order by a.version desc limit 1) a on true
     order by p.state in ('in-force', 'proposed') desc, a.name, p.version desc limit 200`,
  );
}

/** Writes a proposed version; null where one waits already. */
export async function insertPartner(
  tx: Transaction,
  said: {
    readonly authorityId: string;
    readonly address: string;
    readonly agreement: string;
    readonly keepDays: number;
    readonly assessment: string;
    readonly assessedUntil: string;
    readonly adapter: AdapterName;
    readonly certificate: string | null;
    readonly callerCertificate: string | null;
    readonly certificateAuthority: string | null;
    readonly callerName: string | null;
    readonly reason: string;
  },
): Promise<number | null> {
  const [row] = await tx.query<{ version: number }>(
    `insert into exchange.partner (authority_id, version, address, agreement, keep_days, assessment, assessed_until, adapter,
       certificate, caller_certificate, certificate_authority, caller_name, state, reason, proposed_by, proposed_at)
     select $1, coalesce((select max(version) from exchange.partner where authority_id = $1), 0) + 1, $2, $3, $4, $5, $6, $7, $8,
       $9, $10, $11, 'proposed', $12, $13, $14 on conflict do nothing returning version`,
    [
      said.authorityId,
      said.address,
      said.agreement,
      said.keepDays,
      said.assessment,
      said.assessedUntil,
      said.adapter,
      said.certificate,
      said.callerCertificate,
      said.certificateAuthority,
      said.callerName,
      said.reason,
      tx.actor.id,
      tx.at,
    ],
  );
  return row?.version ?? null;
}

export async function partnerVersion(
  tx: Transaction,
  authorityId: string,
  version: number,
): Promise<PartnerRow | null> {
  const [row] = await tx.query<PartnerRow>(
    `select ${columns} from exchange.partner p where authority_id = $1 and version = $2 for update`,
    [authorityId, version],
  );
  return row ?? null;
}

export async function decidePartner(
  tx: Transaction,
  authorityId: string,
  version: number,
  inForce: boolean,
): Promise<void> {
  if (inForce) {
    await tx.query(
      "update exchange.partner set state = 'replaced', ended_at = $2 where authority_id = $1 and state = 'in-force'",
      [authorityId, tx.at],
    );
  }
  await tx.query(
    "update exchange.partner set state = $3, decided_by = $4, decided_at = $5 where authority_id = $1 and version = $2",
    [authorityId, version, inForce ? "in-force" : "refused", tx.actor.id, tx.at],
  );
}

export type WithdrawnRow = {
  authority_id: string;
  certificate: string;
  reason: string;
  withdrawn_by: string;
  withdrawn_at: Date;
};
export function withdrawnCertificates(tx: Transaction): Promise<WithdrawnRow[]> {
  return tx.query<WithdrawnRow>(
    "select authority_id, certificate, reason, withdrawn_by, withdrawn_at from exchange.withdrawn_certificate order by withdrawn_at desc",
  );
}

/** False where it was withdrawn before. */
export async function insertWithdrawn(
  tx: Transaction,
  authorityId: string,
  said: { readonly certificate: string; readonly reason: string },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into exchange.withdrawn_certificate (authority_id, certificate, reason, withdrawn_by, withdrawn_at)
     values ($1, $2, $3, $4, $5) on conflict do nothing returning certificate`,
    [authorityId, said.certificate, said.reason, tx.actor.id, tx.at],
  );
  return rows.length > 0;
}

export async function endPartner(tx: Transaction, authorityId: string): Promise<boolean> {
  const rows = await tx.query(
    "update exchange.partner set state = 'ended', ended_at = $2 where authority_id = $1 and state = 'in-force' returning version",
    [authorityId, tx.at],
  );
  return rows.length > 0;
}
