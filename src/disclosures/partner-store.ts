// All SQL over what a partner unit is to be told of requests, packages and recalls.
import type { SealingKey, Transaction } from "#platform";
import type { RequestFields } from "./contract.ts";
import { openForm } from "./form.ts";

export type PartnerAuthority = {
  authority_id: string;
  name: string;
  country: string;
  tenant: string;
  code: string;
};

/** Requests of the unit's own that are approved and go to a partner, with their whole forms. */
export async function approvedOutgoing(
  tx: Transaction,
  authorityId: string,
  key: SealingKey,
): Promise<
  { request_id: string; reference: string; type: string; urgent: boolean; fields: RequestFields }[]
> {
  const rows = await tx.query<{
    request_id: string;
    reference: string;
    type: string;
    urgent: boolean;
    sealed_form: Buffer;
    form_mark: Buffer;
  }>(
    `select request_id, reference, type, urgent, sealed_form, form_mark from disclosures.request
     where authority_id = $1 and direction = 'out' and state = 'approved' and type in ('RQ-PIU-OUT', 'RQ-PIU-ADHOC')
     order by request_id`,
    [authorityId],
  );
  return rows.map((row) => ({ ...row, fields: openForm(key, row) }));
}

/** Packages that left for a partner and hold still. */
export function packagesLeft(
  tx: Transaction,
  authorityId: string,
): Promise<{ package_id: string; reference: string; request_id: string | null }[]> {
  return tx.query(
    `select package_id, reference, request_id from disclosures.package
     where authority_id = $1 and state = 'released' and released_at is not null order by released_at, package_id`,
    [authorityId],
  );
}

/** Requests of a partner that are answered. */
export function answeredIncoming(
  tx: Transaction,
  authorityId: string,
): Promise<{ request_id: string; reference: string }[]> {
  return tx.query(
    `select request_id, reference from disclosures.request
     where authority_id = $1 and direction = 'in' and said is not null order by answered_at, request_id`,
    [authorityId],
  );
}

/** Recalls of what a partner was told, with the references by which it knows the packages. */
export function recallsLeft(
  tx: Transaction,
  authorityId: string,
): Promise<{ recall_id: string; kind: "correct" | "delete"; cause: string; text: string; refs: string[] }[]> {
  return tx.query(
    `select r.recall_id, r.kind, r.cause, r.text,
       array(select p.reference from disclosures.package p where p.package_id = any (r.packages) order by p.reference) as refs
     from disclosures.recall r where r.authority_id = $1 and r.acknowledged_at is null order by r.made_at, r.recall_id`,
    [authorityId],
  );
}

export async function packageByReference(
  tx: Transaction,
  authorityId: string,
  reference: string,
): Promise<string | null> {
  const [row] = await tx.query<{ package_id: string }>(
    "select package_id from disclosures.package where authority_id = $1 and reference = $2 and released_at is not null",
    [authorityId, reference],
  );
  return row?.package_id ?? null;
}
