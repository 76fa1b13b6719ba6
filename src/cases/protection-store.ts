// All SQL over the register of services that protect, and what must be considered of the persons of a case.
import type { Transaction } from "#platform";
import {
  considerations,
  type Consideration,
  type NewProtectionService,
  type ServiceKind,
} from "./contract.ts";

export type ServiceRow = {
  service_id: string;
  kind: ServiceKind;
  name: string;
  contact: string;
  ended_at: Date | null;
};

/** Services in force, by name. */
export function servicesInForce(tx: Transaction): Promise<ServiceRow[]> {
  return tx.query<ServiceRow>(
    `select service_id, kind, name, contact, ended_at from cases.protection_service where ended_at is null
     order by name, service_id`,
  );
}

/** One service; null where there is none in force. */
export async function serviceInForce(tx: Transaction, id: string): Promise<ServiceRow | null> {
  return (await servicesInForce(tx)).find((row) => row.service_id === id) ?? null;
}

export async function insertService(
  tx: Transaction,
  id: string,
  service: NewProtectionService,
): Promise<void> {
  await tx.query(
    `insert into cases.protection_service (service_id, kind, name, contact, entered_by, entered_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [id, service.kind, service.name.trim(), service.contact.trim(), tx.actor.id, tx.at],
  );
}

export async function endService(tx: Transaction, id: string): Promise<void> {
  await tx.query("update cases.protection_service set ended_by = $2, ended_at = $3 where service_id = $1", [
    id,
    tx.actor.id,
    tx.at,
  ]);
}

/** What must be considered of everybody in a case, in the order of the list. */
export async function checklistOf(tx: Transaction, caseId: string): Promise<Consideration[]> {
  const [row] = await tx.query<{ items: string[] }>("select cases.checklist_of_case($1, $2) as items", [
    caseId,
    tx.at,
  ]);
  return considerations.filter((item) => row?.items.includes(item) ?? false);
}

/** Refers a case; the database sets its outcome. */
export async function insertReferral(
  tx: Transaction,
  referral: {
    readonly id: string;
    readonly caseId: string;
    readonly serviceId: string;
    readonly considered: readonly Consideration[];
    readonly text: string;
  },
): Promise<void> {
  await tx.query(
    `insert into cases.case_event (case_event_id, case_id, at, actor, kind, text, service_id, considered)
     values ($1, $2, $3, $4, 'protection-referral', $5, $6, $7)`,
    [
      referral.id,
      referral.caseId,
      tx.at,
      tx.actor.id,
      referral.text,
      referral.serviceId,
      referral.considered,
    ],
  );
}

/** Whether this person of a flight was referred to protection in a case. */
export async function isProtected(
  tx: Transaction,
  of: { readonly date: string; readonly id: string; readonly person: string },
): Promise<boolean> {
  const [row] = await tx.query<{ is: boolean }>(
    `select exists (select from cases.case c, cases.persons_of_case(c.case_id) p
       where c.outcome = 'PROTECTION_REFERRAL' and (p.flight_date, p.flight_id, p.person_id) = ($1::date, $2::uuid, $3::uuid)) as is`,
    [of.date, of.id, of.person],
  );
  return row?.is ?? false;
}
