// What an agency sees and does of its own requests and packages: nothing inside the unit, nothing of others (LED-15, PNRD-7.4).
import { refuse, unseal, type Refusal, type Transaction } from "#platform";
import { authoritiesOf } from "./authority-store.ts";
import { isUsable } from "./authorities.ts";
import { outcomesFor, remedies, type RefusalCode } from "./code-lists.ts";
import { conditionsOf } from "./content.ts";
import type { OpenedPackage, OutcomeCommand, OwnRequest, OwnRequests, Received } from "./contract.ts";
import type { DisclosureServices } from "./disclosure-services.ts";
import { readSigned, unitKeys } from "./envelope.ts";
import { openForm } from "./form.ts";
import {
  carriedOf,
  changePackage,
  packageById,
  packagesFor,
  recallsFor,
  type PackageRow,
} from "./package-store.ts";
import { noSuchPackage } from "./packages.ts";
import { changeRequest, requestById, requestsOfTenant, type RequestRecord } from "./request-store.ts";
import { shownState } from "./states.ts";
import { digest, moveRequest, noSuchRequest } from "./steps.ts";
import type { Static } from "typebox";

const tenantOf = (tx: Transaction): string => tx.actor.tenant ?? "piu";

export async function ownRequests(tx: Transaction): Promise<OwnRequests> {
  const tenant = tenantOf(tx);
  const packages = await packagesFor(tx, tenant, null);
  return {
    authorities: (await authoritiesOf(tx, tenant)).map((row) => ({
      id: row.authority_id,
      name: row.name,
      kind: row.kind,
      purposes: row.purposes,
      offences: row.offences,
      usable: isUsable(row, tx.at),
    })),
    requests: (await requestsOfTenant(tx, tenant)).map(ownRow),
    packages: packages.map(received),
    recalls: (await recallsFor(tx, tenant)).map((row) => ({
      id: row.recall_id,
      kind: row.kind,
      cause: row.cause,
      text: row.text,
      packages: row.references,
      madeAt: row.made_at.toISOString(),
      dueAt: row.due_at.toISOString(),
      acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    })),
  };
}

function ownRow(row: RequestRecord): OwnRequest["request"] {
  return {
    id: row.request_id,
    reference: row.reference,
    type: row.type,
    state: shownState(row.state),
    submittedAt: row.submitted_at?.toISOString() ?? null,
    dueAt: row.answer_due_at?.toISOString() ?? null,
  };
}

function received(row: PackageRow): Received {
  return {
    id: row.package_id,
    reference: row.reference,
    state: row.state,
    measure: row.measure,
    purpose: row.purpose,
    handling: row.handling,
    conditions: conditionsOf(row.handling, { purpose: row.purpose, keepUntil: row.retention_until }),
    keepUntil: row.retention_until,
    releasedAt: row.released_at?.toISOString() ?? "",
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    acknowledgementDueAt: row.ack_due_at?.toISOString() ?? null,
    openedAt: row.opened_at?.toISOString() ?? null,
    outcomes: [...outcomesFor({ claimant: row.claimant, freeMovement: row.free_movement })],
    outcome: row.outcome,
    outcomeDueAt: row.outcome_due_at?.toISOString() ?? null,
    hash: row.hash ?? "",
  };
}

/** The words of an answer without data are the same, whatever lies behind it. */
const nothingFound = "Nothing can be told on this request.";
const remedyOfAll = "Write to the data protection officer of the unit.";

/** One request as its requester sees it. What is refused for reasons of rights reads like nothing found, byte by byte. */
export async function ownRequest(
  tx: Transaction,
  id: string,
  { key }: Pick<DisclosureServices, "key">,
): Promise<OwnRequest | Refusal> {
  const row = await requestById(tx, id);
  if (row === null || row.tenant !== tenantOf(tx)) return noSuchRequest;
  // Asked in every case, so that the answer takes the same work whatever it is.
  const packages = await packagesFor(tx, row.tenant, id);
  return {
    request: ownRow(row),
    fields: openForm(key, row),
    asks: row.state === "incomplete" ? row.step_reason : null,
    answer: answerOf(row),
    packages: packages.map(received),
  };
}

/** The answer as its requester is told it; null until there is one. */
export function answerOf(row: RequestRecord): OwnRequest["answer"] {
  if (row.said === null || row.answered_at === null) return null;
  const code = row.said === "refused" ? (row.refusal_code as RefusalCode | null) : null;
  return {
    result: row.said,
    code,
    reason: row.said === "no-data" ? nothingFound : row.said === "refused" ? (row.refusal_reason ?? "") : "",
    remedy: code === null ? remedyOfAll : remedies[code],
    answeredAt: row.answered_at.toISOString(),
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
  };
}

/** The requester has read the answer. Without data nothing more is waited for. */
export async function acknowledgeAnswer(tx: Transaction, id: string): Promise<null | Refusal> {
  const row = await requestById(tx, id, true);
  if (row === null || row.tenant !== tenantOf(tx)) return noSuchRequest;
  if (row.said === null) return refuse("no-answer-yet", "There is no answer yet.");
  if (row.acknowledged_at !== null) return null;
  const step = { role: "liaison", reason: "acknowledged" };
  await changeRequest(tx, id, { acknowledged_at: tx.at }, step);
  tx.record({ action: "request.acknowledged", subjectKind: "request", subjectId: id, detail: {} });
  tx.announce("request", id);
  if (row.said === "no-data" || row.said === "refused") return close(tx, id);
  const released = await requestById(tx, id, true);
  return released?.state === "released" ? moveRequest(tx, released, "acknowledged", step) : null;
}

/** Goes to its end along the states that are left. */
async function close(tx: Transaction, id: string): Promise<null | Refusal> {
  for (const [from, to] of [
    ["released", "acknowledged"],
    ["acknowledged", "outcome"],
    ["outcome", "closed"],
    ["refused", "closed"],
  ] as const) {
    const row = await requestById(tx, id, true);
    if (row?.state !== from) continue;
    const refusal = await moveRequest(tx, row, to, { role: "liaison", reason: "nothing more is waited for" });
    if (refusal !== null) return refusal;
  }
  return null;
}

/** The handling conditions are accepted: only after that is a package opened (PNRD-7.4). */
export async function acknowledgePackage(tx: Transaction, id: string): Promise<null | Refusal> {
  const row = await packageById(tx, id, true);
  if (row === null || row.tenant !== tenantOf(tx)) return noSuchPackage;
  if (row.state === "recalled") return packageRecalled;
  if (row.acknowledged_at !== null) return null;
  const conditions = conditionsOf(row.handling, { purpose: row.purpose, keepUntil: row.retention_until });
  await changePackage(tx, id, {
    state: "acknowledged",
    acknowledged_by: tx.actor.id,
    acknowledged_at: tx.at,
  });
  tx.record({
    action: "package.acknowledged",
    subjectKind: "package",
    subjectId: id,
    detail: { handling: row.handling, conditions: digest(conditions.join("\n")) },
  });
  tx.announce("package", id);
  return row.request_id === null ? null : acknowledgeAnswer(tx, row.request_id);
}

const packageRecalled = refuse(
  "package-recalled",
  "This package was called back: it is not opened any more. Delete what you have of it.",
  410,
);
const conditionsFirst = refuse(
  "conditions-not-accepted",
  "Accept the handling conditions first: a package is opened after that only.",
  409,
);

/** The content, after the conditions were accepted; each opening is in the ledger. */
export async function openPackage(
  tx: Transaction,
  id: string,
  services: DisclosureServices,
): Promise<OpenedPackage | Refusal> {
  const row = await packageById(tx, id, true);
  const carried = row === null ? null : await carriedOf(tx, id);
  if (row === null || carried === null || row.tenant !== tenantOf(tx)) return noSuchPackage;
  if (row.state === "recalled") return packageRecalled;
  if (row.acknowledged_at === null) return conditionsFirst;
  const signed = unseal(services.key, `package ${id}`, carried.sealed)?.toString() ?? "";
  const content = await readSigned(unitKeys(services.key), signed);
  if (content === undefined) throw new Error("a package that this unit sealed cannot be read");
  if (row.opened_at === null) await changePackage(tx, id, { opened_at: tx.at });
  tx.record({
    action: "package.opened",
    subjectKind: "package",
    subjectId: id,
    about: [row.person_id],
    recipient: row.tenant,
    detail: { as: "content" },
  });
  tx.announce("package", id);
  return { content, signature: signed };
}

/** The encrypted file, for who opens it with their own key; after the conditions as well. */
export async function packageFile(
  tx: Transaction,
  id: string,
): Promise<{ readonly file: string; readonly reference: string } | Refusal> {
  const row = await packageById(tx, id, true);
  const carried = row === null ? null : await carriedOf(tx, id);
  if (row === null || carried === null || row.tenant !== tenantOf(tx)) return noSuchPackage;
  if (row.state === "recalled") return packageRecalled;
  if (row.acknowledged_at === null) return conditionsFirst;
  if (row.opened_at === null) await changePackage(tx, id, { opened_at: tx.at });
  tx.record({
    action: "package.opened",
    subjectKind: "package",
    subjectId: id,
    about: [row.person_id],
    recipient: row.tenant,
    detail: { as: "file", hash: row.hash },
  });
  return { file: carried.file, reference: row.reference };
}

/** What came of it at the border (SOP-08). */
export async function giveOutcome(
  tx: Transaction,
  id: string,
  said: Static<typeof OutcomeCommand>,
): Promise<null | Refusal> {
  const row = await packageById(tx, id, true);
  if (row === null || row.tenant !== tenantOf(tx)) return noSuchPackage;
  if (row.acknowledged_at === null) return conditionsFirst;
  if (row.outcome !== null) return refuse("outcome-given", "The outcome of this package was told already.");
  if (!outcomesFor({ claimant: row.claimant, freeMovement: row.free_movement }).includes(said.code)) {
    return refuse(
      "outcome-not-possible",
      "Nobody with a right to enter, or who seeks protection, is denied entry on this.",
      422,
      {
        fields: [{ field: "code", text: "another outcome" }],
      },
    );
  }
  if ((said.code === "DENIED-ENTRY" || said.code === "OTHER-OFFENCE") && said.article === undefined) {
    return refuse("article-needed", "Give the article of law that your decision rests on.", 422, {
      fields: [{ field: "article", text: "the article" }],
    });
  }
  await changePackage(tx, id, {
    outcome: said.code,
    outcome_by: tx.actor.id,
    outcome_at: tx.at,
    ...(said.article === undefined ? {} : { outcome_article: said.article }),
    ...(said.text === undefined ? {} : { outcome_text: said.text }),
  });
  tx.record({
    action: "package.outcome",
    subjectKind: "package",
    subjectId: id,
    about: [row.person_id],
    detail: { outcome: said.code, case: row.case_id },
  });
  tx.announce("package", id);
  if (row.case_id !== null) tx.announce("case", row.case_id);
  if (row.request_id === null) return null;
  const left = (await packagesFor(tx, row.tenant, row.request_id)).some(
    (each) => each.package_id !== id && each.outcome === null && each.state !== "recalled",
  );
  return left ? null : close(tx, row.request_id);
}
