// Agreements in the database: proposals, the one in force, those of before.
import type { Transaction } from "#platform";
import type { Agreement, EffectiveAgreement } from "./agreement.ts";
import { effectiveAgreement } from "./effective-agreement.ts";

export type AgreementVersion = {
  readonly id: string;
  /** Null: the unit's own, for every carrier. */
  readonly carrierId: string | null;
  readonly content: Agreement;
  readonly reason: string;
  readonly state: "proposed" | "in-force" | "superseded" | "refused";
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
};

const columns = `agreement_id as id, carrier_id as "carrierId", content, reason, state, proposed_by as "proposedBy",
  proposed_at as "proposedAt", decided_by as "decidedBy", decided_at as "decidedAt", decision_reason as "decisionReason"`;
const versionsShownMax = 100;

/** The versions of one carrier's agreement, or (null) of the unit's own, newest first. */
export async function agreementVersions(
  tx: Transaction,
  carrierId: string | null,
): Promise<AgreementVersion[]> {
  return tx.query<AgreementVersion>(
    `select ${columns} from carriers.agreement where carrier_id is not distinct from $1
     order by proposed_at desc, agreement_id desc limit ${versionsShownMax}`,
    [carrierId],
  );
}

/** What a carrier is held to as in force, or (null) whoever comes without one: the unit's own. */
export async function agreementWith(tx: Transaction, carrierId: string | null): Promise<EffectiveAgreement> {
  const rows = await tx.query<{ carrier_id: string | null; content: Agreement }>(
    `select carrier_id, content from carriers.agreement
     where state = 'in-force' and (carrier_id is null or carrier_id = $1)`,
    [carrierId],
  );
  const of = (id: string | null) => rows.find((row) => row.carrier_id === id)?.content ?? null;
  return effectiveAgreement(of(null), carrierId === null ? null : of(carrierId));
}

/** What is not wanted of a carrier's flights, by a designator it flies as, under what was in force at an instant. */
export type UnwantedAt = (designator: string, at: Date) => EffectiveAgreement["unwanted"];

/** Flights whose lists are not wanted: of a carrier, and of whoever has agreed nothing of it as the unit has for everyone. */
export async function unwantedFlights(tx: Transaction): Promise<UnwantedAt> {
  const rows = await tx.query<{ flies_as: string[] | null; content: Agreement; since: Date }>(
    `select c.flies_as, a.content, a.decided_at as since
     from carriers.agreement a left join carriers.carrier c using (carrier_id)
     where a.state in ('in-force', 'superseded') order by a.decided_at desc, c.code desc`,
  );
  const latest = (own: typeof rows, at: Date) => own.find(({ since }) => since <= at)?.content.unwanted;
  const units = rows.filter(({ flies_as: flown }) => flown === null);
  const own = Map.groupBy(
    rows.flatMap((row) => (row.flies_as ?? []).map((designator) => ({ ...row, designator }))),
    ({ designator }) => designator,
  );
  return (designator, at) => latest(own.get(designator) ?? [], at) ?? latest(units, at) ?? [];
}

export async function agreementById(tx: Transaction, id: string): Promise<AgreementVersion | undefined> {
  const rows = await tx.query<AgreementVersion>(
    `select ${columns} from carriers.agreement where agreement_id = $1 for update`,
    [id],
  );
  return rows[0];
}

/** Adds a proposal; false when one waits to be decided already. */
export async function insertAgreement(
  tx: Transaction,
  version: Pick<AgreementVersion, "id" | "carrierId" | "content" | "reason" | "proposedBy">,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into carriers.agreement (agreement_id, carrier_id, content, reason, state, proposed_by, proposed_at)
     values ($1, $2, $3, $4, 'proposed', $5, $6) on conflict do nothing returning 1 as added`,
    [
      version.id,
      version.carrierId,
      JSON.stringify(version.content),
      version.reason,
      version.proposedBy,
      tx.at,
    ],
  );
  return rows.length === 1;
}

/** Brings a proposal into force, in the place of the version before it, or refuses it. */
export async function settleAgreement(
  tx: Transaction,
  version: Pick<AgreementVersion, "id" | "carrierId">,
  decision: { readonly inForce: boolean; readonly by: string; readonly reason: string },
): Promise<void> {
  if (decision.inForce) {
    await tx.query(
      "update carriers.agreement set state = 'superseded' where carrier_id is not distinct from $1 and state = 'in-force'",
      [version.carrierId],
    );
  }
  await tx.query(
    `update carriers.agreement set state = $2, decided_by = $3, decided_at = $4, decision_reason = $5
     where agreement_id = $1`,
    [version.id, decision.inForce ? "in-force" : "refused", decision.by, tx.at, decision.reason],
  );
}
