// Processors: registered by the legal adviser, decided by the head; their support comes in for a time, by two persons (LED-22-23).
import { refuse, type Refusal, type Transaction } from "#platform";
import { displayNames } from "./store.ts";
import type { NewProcessor, NewVisit, ProcessorDecision, Processors } from "./processor-contract.ts";
import {
  approveVisit,
  decideProcessor,
  endVisit,
  holdVisit,
  insertProcessor,
  insertVisit,
  processorById,
  processorRows,
  tenantOf,
  visitRows,
  type VisitRow,
} from "./processor-store.ts";

const noProcessor = refuse("no-such-processor", "There is no such processor.", 404);
const noVisit = refuse("no-such-visit", "There is no such visit.", 404);
const decidedAlready = refuse("processor-decided", "This was decided on. Load the page again.");
const badTime = refuse(
  "processor-time",
  "A contract ends after it begins, within five years, and later than now.",
  422,
);
const notTheirs = refuse(
  "visit-not-theirs",
  "This account is not of this processor, or no contract of theirs is in force.",
);
const notOpen = refuse(
  "visit-not-open",
  "This visit does not wait for an approval, or was approved by your office.",
);

/** The register with all visits. */
export async function processorsNow(tx: Transaction): Promise<Processors> {
  const [processors, visits] = [await processorRows(tx), await visitRows(tx)];
  const names = await displayNames(tx, [
    ...processors.flatMap((row) => [row.proposed_by, row.decided_by ?? ""]),
    ...visits.flatMap((row) => [row.asked_by, row.officer_by ?? "", row.head_by ?? "", row.person_id]),
  ]);
  const named = (by: string | null, at: Date | null) =>
    by === null || at === null ? null : { by: names.get(by) ?? by, at: at.toISOString() };
  return {
    processors: processors.map((row) => ({
      id: row.processor_id,
      tenant: row.tenant,
      name: row.name,
      contract: row.contract,
      instructions: row.instructions,
      subProcessors: [...row.sub_processors],
      validFrom: row.valid_from.toISOString(),
      validUntil: row.valid_until.toISOString(),
      state: row.state === "in-force" && row.valid_until <= tx.at ? "over" : row.state,
      proposed: named(row.proposed_by, row.proposed_at),
      decided: named(row.decided_by, row.decided_at),
      reason: row.reason,
    })),
    visits: visits.map((row) => ({
      id: row.visit_id,
      processorId: row.processor_id,
      person: { id: row.person_id, name: names.get(row.person_id) ?? row.person_id },
      reason: row.reason,
      minutes: row.minutes,
      asked: named(row.asked_by, row.asked_at),
      officer: named(row.officer_by, row.officer_at),
      head: named(row.head_by, row.head_at),
      expiresAt: row.expires_at?.toISOString() ?? null,
      state: stateOf(row, tx.at),
    })),
  };
}

function stateOf(row: VisitRow, at: Date): Processors["visits"][number]["state"] {
  if (row.ended_at !== null) return "ended";
  if (row.expires_at === null) return "asked";
  return row.expires_at > at ? "in-force" : "over";
}

export async function registerProcessor(tx: Transaction, made: NewProcessor): Promise<Refusal | undefined> {
  const [from, until] = [Date.parse(made.validFrom), Date.parse(made.validUntil)];
  if (until <= from || until <= tx.at.getTime() || until - from > 5 * 365 * 86_400_000) return badTime;
  const id = await insertProcessor(tx, made);
  tx.record({
    action: "processor.registered",
    subjectKind: "processor",
    subjectId: id,
    detail: { tenant: made.tenant, subProcessors: made.subProcessors.length },
  });
  return undefined;
}

export async function decideOnProcessor(
  tx: Transaction,
  id: string,
  decision: ProcessorDecision,
): Promise<Refusal | undefined> {
  const row = await processorById(tx, id, "for update");
  if (row === undefined) return noProcessor;
  if ((decision.state === "ended") !== (row.state === "in-force") || row.state === "refused")
    return decidedAlready;
  await decideProcessor(tx, id, decision);
  const actions = {
    "in-force": "processor.admitted",
    refused: "processor.refused",
    ended: "processor.ended",
  } as const;
  tx.record({ action: actions[decision.state], subjectKind: "processor", subjectId: id });
  return undefined;
}

export async function askForSupport(
  tx: Transaction,
  processorId: string,
  visit: NewVisit,
): Promise<Refusal | undefined> {
  const processor = await processorById(tx, processorId);
  if (processor === undefined) return noProcessor;
  const inForce =
    processor.state === "in-force" && processor.valid_from <= tx.at && processor.valid_until > tx.at;
  if (!inForce || (await tenantOf(tx, visit.personId)) !== processor.tenant) return notTheirs;
  const id = await insertVisit(tx, processorId, visit);
  tx.record({
    action: "support.asked",
    subjectKind: "support-visit",
    subjectId: id,
    detail: { processor: processorId, person: visit.personId, minutes: visit.minutes },
  });
  return undefined;
}

/** One of the two approvals, in the office of whoever acts; the second begins the visit. */
export async function approveSupport(tx: Transaction, id: string): Promise<Refusal | undefined> {
  const row = await holdVisit(tx, id);
  if (row === undefined) return noVisit;
  const office = tx.actor.roles.includes("head") ? "head" : "officer";
  const [own, other] = office === "head" ? [row.head_by, row.officer_by] : [row.officer_by, row.head_by];
  if (row.ended_at !== null || own !== null) return notOpen;
  const expiresAt = other === null ? null : new Date(tx.at.getTime() + row.minutes * 60_000);
  await approveVisit(tx, id, office, expiresAt);
  tx.record({
    action: expiresAt === null ? "support.approved" : "support.begun",
    subjectKind: "support-visit",
    subjectId: id,
    detail: expiresAt === null ? { office } : { office, until: expiresAt.toISOString() },
  });
  return undefined;
}

/** Ends a visit, or takes the asking back; the person's sessions end with it. */
export async function endSupport(tx: Transaction, id: string): Promise<Refusal | undefined> {
  const row = await holdVisit(tx, id);
  if (row === undefined) return noVisit;
  if (row.ended_at !== null) return notOpen;
  await endVisit(tx, id);
  tx.record({ action: "support.ended", subjectKind: "support-visit", subjectId: id });
  return undefined;
}
