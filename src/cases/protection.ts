// Referring a case to a service that protects: by a person who has considered what age and sex ask for.
import { createHash } from "node:crypto";
import { newId, refuse, type Refusal, type Transaction } from "#platform";
import { caseById } from "./case-store.ts";
import { refuseWording } from "./categories.ts";
import type { NewProtectionService, ProtectionReferral, ServiceKind } from "./contract.ts";
import { noSuchCase } from "./into-case.ts";
import {
  checklistOf,
  endService,
  insertReferral,
  insertService,
  serviceInForce,
} from "./protection-store.ts";
import type { Permitted } from "./review.ts";

export const noSuchService = refuse(
  "no-such-service",
  "There is no such service on the register any more. Reload it and choose another.",
  404,
);
export const personProtected = refuse(
  "person-protected",
  "This person was referred to protection: the carrier is asked for nothing about them.",
  422,
);

/** Refers an open case; its outcome is PROTECTION_REFERRAL from then on. */
export async function refer(
  tx: Transaction,
  caseId: string,
  { serviceId, considered, reason }: ProtectionReferral,
  by: Permitted,
): Promise<null | Refusal> {
  const found = await caseById(tx, caseId, true);
  if (found === null) return noSuchCase;
  if (found.state !== "open") return refuse("case-not-open", "This case is closed: nothing is added to it.");
  const service = await serviceInForce(tx, serviceId);
  if (service === null) return noSuchService;
  const open = (await checklistOf(tx, caseId)).filter((item) => !considered.includes(item));
  if (open.length > 0)
    return refuse(
      "not-considered",
      `Consider first, for a person of this age and sex: ${open.join(", ")}.`,
      422,
      { fields: [{ field: "considered", text: open.join(", ") }] },
    );
  const accuses = await refuseWording(tx, `${service.name} (${service.contact}): ${reason}`);
  if (accuses !== null) return accuses;
  await insertReferral(tx, {
    id: newId(tx.at),
    caseId,
    serviceId,
    considered,
    text: `${service.name} (${service.contact}): ${reason.trim()}`,
  });
  tx.record({
    action: "case.referred",
    subjectKind: "case",
    subjectId: caseId,
    detail: {
      outcome: "PROTECTION_REFERRAL",
      service: serviceId,
      considered: considered.toSorted().join(" "),
      reason: createHash("sha256").update(reason).digest("hex"),
      policies: by.policies,
    },
  });
  tx.announce("case", caseId);
  return null;
}

/** Enters a service into the register. */
export async function enterService(
  tx: Transaction,
  service: NewProtectionService,
  by: Permitted,
): Promise<void> {
  const id = newId(tx.at);
  await insertService(tx, id, service);
  note(tx, "protection-service.entered", id, service.kind, by);
}

/** Takes a service off the register. */
export async function takeOffService(tx: Transaction, id: string, by: Permitted): Promise<null | Refusal> {
  const service = await serviceInForce(tx, id);
  if (service === null) return noSuchService;
  await endService(tx, id);
  note(tx, "protection-service.ended", id, service.kind, by);
  return null;
}

function note(tx: Transaction, action: string, id: string, kind: ServiceKind, by: Permitted): void {
  tx.record({
    action,
    subjectKind: "protection-service",
    subjectId: id,
    detail: { kind, policies: by.policies },
  });
}
