// Breaches from the report to the closing: each step in the ledger, no word of what happened in it.
import { createHash } from "node:crypto";
import { displayNames } from "#access";
import {
  canonicalJson,
  newId,
  refuse,
  seal,
  unseal,
  type Refusal,
  type SealingKey,
  type Transaction,
} from "#platform";
import type {
  Breaches,
  BreachAssessment,
  BreachClosing,
  BreachFile,
  BreachNotice,
  BreachReport,
  BreachReported,
  BreachRow,
} from "./breach-contract.ts";
import { shownReach } from "./breach-reach.ts";
import { latestReach } from "./breach-reach-store.ts";
import {
  authorityDue,
  breachChanged as changed,
  isOverdue,
  noBreach,
  noticeFault,
  wantedOf,
} from "./breach.ts";
import {
  assessBreach,
  breachById,
  breachRows,
  closeBreach,
  insertBreach,
  insertNotice,
  noticesOf,
  type BreachRecord,
} from "./breach-store.ts";

export type BreachServices = { readonly key: SealingKey };

const closedUp = (key: SealingKey, belongsTo: string, content: unknown): Buffer =>
  seal(key, belongsTo, Buffer.from(JSON.stringify(content)));
function opened<Shape>(key: SealingKey, belongsTo: string, sealed: Buffer): Shape {
  const plain = unseal(key, belongsTo, sealed);
  if (plain === null) throw new Error("a sealed breach cannot be opened with this installation's key");
  return JSON.parse(plain.toString("utf8")) as Shape;
}

const referenceOf = (number: number): string => `B-${number}`;

/** Anybody of the unit reports what may be a breach. The 72 hours run from awareness, which is now at the latest (LED-30). */
export async function reportBreach(
  tx: Transaction,
  { key }: BreachServices,
  report: BreachReport,
): Promise<BreachReported | Refusal> {
  const aware = report.awareAt === null ? tx.at : new Date(report.awareAt);
  if (Number.isNaN(aware.getTime()) || aware > tx.at)
    return refuse("awareness-to-come", "Nobody is aware of a breach from a time to come.", 400);
  const id = newId(tx.at);
  const due = authorityDue(aware);
  const number = await insertBreach(tx, {
    breach_id: id,
    processor: report.processor,
    aware_at: aware,
    authority_due: due,
    sealed: closedUp(key, id, report.what),
  });
  tx.record({
    action: "breach.reported",
    subjectKind: "breach",
    subjectId: id,
    detail: { number, aware: aware.toISOString(), processor: report.processor !== null },
  });
  tx.announce("breach", id);
  return { id, reference: referenceOf(number), due: due.toISOString() };
}

/** The register, without what happened. */
export async function listedBreaches(tx: Transaction, limit: number): Promise<Breaches> {
  const rows = await breachRows(tx, limit);
  const names = await displayNames(
    tx,
    rows.map((row) => row.reported_by),
  );
  return { breaches: rows.map((row) => rowOf(row, names)) };
}

function rowOf(row: BreachRecord, names: ReadonlyMap<string, string>): BreachRow {
  const standing = {
    state: row.state,
    risk: row.risk,
    authorityTold: row.authority_told,
    subjectsTold: row.subjects_told,
  };
  return {
    id: row.breach_id,
    reference: referenceOf(row.number),
    state: row.state,
    processor: row.processor,
    risk: row.risk,
    awareAt: row.aware_at.toISOString(),
    reportedAt: row.reported_at.toISOString(),
    reportedBy: names.get(row.reported_by) ?? row.reported_by,
    due: row.authority_due.toISOString(),
    authorityTold: row.authority_told?.toISOString() ?? null,
    subjectsTold: row.subjects_told?.toISOString() ?? null,
    overdue: isOverdue({ ...standing, due: row.authority_due }, row.latest),
    wanted: wantedOf(standing),
  };
}

/** One breach in clear. */
export async function breachFile(
  tx: Transaction,
  { key }: BreachServices,
  id: string,
): Promise<BreachFile | Refusal> {
  const row = await breachById(tx, id);
  if (row === undefined) return noBreach;
  const notices = await noticesOf(tx, id);
  const reach = await latestReach(tx, id);
  const people = [
    row.reported_by,
    row.decided_by ?? row.reported_by,
    ...notices.map((each) => each.by_person),
  ];
  const names = await displayNames(tx, people);
  tx.record({ action: "breach.viewed", subjectKind: "breach", subjectId: id });
  return {
    row: rowOf(row, names),
    version: row.version,
    what: opened<string>(key, id, row.sealed),
    assessment:
      row.sealed_assessment === null || row.decided_by === null || row.decided_at === null
        ? null
        : {
            ...opened<{ reasons: string; measures: string }>(key, `${id} assessment`, row.sealed_assessment),
            by: names.get(row.decided_by) ?? row.decided_by,
            at: row.decided_at.toISOString(),
          },
    exemption: row.exemption,
    lessons: row.sealed_closing === null ? null : opened<string>(key, `${id} closing`, row.sealed_closing),
    reach: reach === undefined ? null : await shownReach(tx, reach),
    notices: notices.map((each) => ({
      id: each.notice_id,
      at: each.at.toISOString(),
      by: names.get(each.by_person) ?? each.by_person,
      late: each.late,
      lateReasons:
        each.sealed_late === null ? null : opened<string>(key, `${each.notice_id} late`, each.sealed_late),
      hash: each.hash.toString("hex"),
      said: saidIn(opened(key, each.notice_id, each.sealed)),
      subjects: each.subjects,
      records: each.records,
    })),
  };
}

type Said = BreachFile["notices"][number]["said"];
/** The words of a notification; one that went out before numbers were counted has them in it as well. */
function saidIn({ recipient, nature, categories, contact, consequences, measures }: Said): Said {
  return { recipient, nature, categories, contact, consequences, measures };
}

async function held(tx: Transaction, id: string, version: number): Promise<BreachRecord | Refusal> {
  const row = await breachById(tx, id, "for update of b");
  if (row === undefined) return noBreach;
  return row.version === version ? row : changed;
}

const isRow = (row: BreachRecord | Refusal): row is BreachRecord => "breach_id" in row;

/** The officer declares it with its risk, or dismisses it; a dismissed one stays documented (Art. 30 (5)). */
export async function assess(
  tx: Transaction,
  { key }: BreachServices,
  id: string,
  said: BreachAssessment,
): Promise<undefined | Refusal> {
  const row = await held(tx, id, said.version);
  if (!isRow(row)) return row;
  if (row.state === "dismissed" || row.state === "closed") return changed;
  if (!said.declared && (said.risk !== "none" || row.state === "declared"))
    return refuse("risk-dismissed", "What carries a risk, or was declared, is not dismissed.", 400);
  const aware = said.awareAt === null ? row.aware_at : new Date(said.awareAt);
  if (Number.isNaN(aware.getTime()) || aware > row.aware_at)
    return refuse(
      "awareness-later",
      "The 72 hours are never prolonged: the unit was aware then or earlier.",
      400,
    );
  await assessBreach(tx, id, {
    state: said.declared ? "declared" : "dismissed",
    risk: said.risk,
    aware_at: aware,
    authority_due: authorityDue(aware),
    sealed_assessment: closedUp(key, `${id} assessment`, { reasons: said.reasons, measures: said.measures }),
  });
  tx.record({
    action: said.declared ? "breach.declared" : "breach.dismissed",
    subjectKind: "breach",
    subjectId: id,
    detail: { risk: said.risk, due: authorityDue(aware).toISOString() },
  });
  tx.announce("breach", id);
  return undefined;
}

/** Tells the authority, those affected, or the unit of another State; late only with its reasons. */
export async function notify(
  tx: Transaction,
  { key }: BreachServices,
  id: string,
  notice: BreachNotice,
): Promise<undefined | Refusal> {
  const row = await held(tx, id, notice.version);
  if (!isRow(row)) return row;
  if (row.state !== "declared")
    return refuse("breach-not-declared", "Assess the breach first: what is not declared is told to nobody.");
  const reach = await latestReach(tx, id);
  const fault = noticeFault(notice, reach !== undefined);
  if (fault !== undefined) return fault;
  const late = notice.lateReasons?.trim() ?? "";
  const first = notice.recipient === "authority" && row.authority_told === null;
  if (first && row.latest > row.authority_due && late.length < 10)
    return refuse(
      "late-reasons-wanted",
      "The 72 hours are over: the notification says why it comes late (Art. 30 (1)).",
      400,
    );
  const { version: _version, lateReasons: _late, ...words } = notice;
  // The numbers are part of what is sent, and of its hash.
  const numbers = { subjects: reach?.persons ?? null, records: reach?.records ?? null };
  const said = { ...words, ...numbers };
  const noticeId = newId(tx.at);
  const wasLate = await insertNotice(tx, id, {
    notice_id: noticeId,
    recipient: notice.recipient,
    ...numbers,
    sealed: closedUp(key, noticeId, said),
    hash: createHash("sha256").update(canonicalJson(said)).digest(),
    sealed_late: late === "" ? null : closedUp(key, `${noticeId} late`, late),
  });
  tx.record({
    action: "breach.notified",
    subjectKind: "breach",
    subjectId: id,
    recipient: notice.recipient,
    detail: { notice: noticeId, late: wasLate, ...numbers },
  });
  tx.announce("breach", id);
  return undefined;
}

/** Closes a declared breach once everyone who must be told has been. */
export async function close(
  tx: Transaction,
  { key }: BreachServices,
  id: string,
  said: BreachClosing,
): Promise<undefined | Refusal> {
  const row = await held(tx, id, said.version);
  if (!isRow(row)) return row;
  const standing = {
    state: row.state,
    risk: row.risk,
    authorityTold: row.authority_told,
    subjectsTold: said.exemption === null ? row.subjects_told : row.latest,
  };
  const wanted = wantedOf(standing).filter((each) => each !== "closing");
  if (row.state !== "declared" || wanted.length > 0)
    return refuse("breach-open", `This breach cannot be closed yet: ${wanted.join(", ") || row.state}.`);
  await closeBreach(tx, id, {
    exemption: said.exemption,
    sealed_closing: closedUp(key, `${id} closing`, said.lessons),
  });
  tx.record({
    action: "breach.closed",
    subjectKind: "breach",
    subjectId: id,
    detail: { exemption: said.exemption },
  });
  tx.announce("breach", id);
  return undefined;
}
