// All SQL of the authority's work: inspections, what is raised in them, what each side says (db/migrations: inspections).
import { newId, type Transaction } from "#platform";
import type { InspectionRow, MatterShown, NewInspection, NewMatter } from "./contract.ts";

export type InspectionRecord = {
  readonly inspection_id: string;
  readonly number: string;
  readonly kind: InspectionRow["kind"];
  readonly title: string;
  readonly scope: string;
  readonly basis: string;
  readonly from_day: string;
  readonly until_day: string;
  readonly document_id: string | null;
  readonly state: InspectionRow["state"];
  readonly opened_by: string;
  readonly opened_at: Date;
  readonly conclusion: string | null;
  readonly open: number;
  readonly overdue: number;
  readonly due: Date | null;
};

const listed = `select i.inspection_id, i.number, i.kind, i.title, i.scope, i.basis, i.from_day, i.until_day, i.document_id, i.state,
  i.opened_by, i.opened_at, i.conclusion,
  (count(m.matter_id) filter (where m.state <> 'closed'))::int as open,
  (count(m.matter_id) filter (where m.state = 'open' and m.due_at <= $1))::int as overdue,
  min(m.due_at) filter (where m.state = 'open') as due
  from inspections.inspection i left join inspections.matter m using (inspection_id)`;

export function inspectionRows(tx: Transaction): Promise<InspectionRecord[]> {
  return tx.query<InspectionRecord>(
    `${listed} group by i.inspection_id order by i.state = 'closed', due nulls last, i.opened_at desc limit 500`,
    [tx.at],
  );
}

export async function inspectionById(tx: Transaction, id: string): Promise<InspectionRecord | undefined> {
  const [row] = await tx.query<InspectionRecord>(
    `${listed} where i.inspection_id = $2 group by i.inspection_id`,
    [tx.at, id],
  );
  return row;
}

/** How many there are, by whether they are closed. */
export async function countInspections(tx: Transaction): Promise<{ open: number; closed: number }> {
  const [row] = await tx.query<{ open: number; closed: number }>(
    `select (count(*) filter (where state <> 'closed'))::int as open, (count(*) filter (where state = 'closed'))::int as closed
     from inspections.inspection`,
  );
  return row ?? { open: 0, closed: 0 };
}

export async function insertInspection(
  tx: Transaction,
  id: string,
  said: Omit<NewInspection, "kind"> & {
    readonly kind: InspectionRow["kind"];
    readonly document: string | null;
  },
): Promise<string> {
  const isReferral = said.kind === "referral";
  const [row] = await tx.query<{ number: string }>(
    `insert into inspections.inspection (inspection_id, number, kind, title, scope, basis, from_day, until_day, document_id, state,
       opened_by, opened_at, taken_by, taken_at)
     values ($1, 'INS-' || to_char($2::timestamptz at time zone 'UTC', 'YYYY') || '-' || nextval('inspections.number'), $3, $4, $5, $6, $7,
       $8, $9, $10, $11, $2, $12, $13) returning number`,
    [
      id,
      tx.at,
      said.kind,
      said.title,
      said.scope,
      said.basis,
      said.from,
      said.until,
      said.document,
      isReferral ? "referred" : "open",
      tx.actor.id,
      isReferral ? null : tx.actor.id,
      isReferral ? null : tx.at,
    ],
  );
  return row?.number ?? "";
}

export async function setTaken(tx: Transaction, id: string): Promise<void> {
  await tx.query(
    "update inspections.inspection set state = 'open', taken_by = $2, taken_at = $3 where inspection_id = $1",
    [id, tx.actor.id, tx.at],
  );
}

export async function setClosed(tx: Transaction, id: string, conclusion: string): Promise<void> {
  await tx.query(
    "update inspections.inspection set state = 'closed', closed_by = $2, closed_at = $3, conclusion = $4 where inspection_id = $1",
    [id, tx.actor.id, tx.at, conclusion],
  );
}

export type MatterRecord = {
  readonly matter_id: string;
  readonly inspection_id: string;
  readonly kind: MatterShown["kind"];
  readonly measure: MatterShown["measure"];
  readonly text: string;
  readonly article: string;
  readonly raised_by: string;
  readonly raised_at: Date;
  readonly due_at: Date;
  readonly state: MatterShown["state"];
  readonly officer_took_at: Date | null;
  readonly head_took_at: Date | null;
};
const matter = `matter_id, inspection_id, kind, measure, text, article, raised_by, raised_at, due_at, state, officer_took_at, head_took_at`;

export function mattersOf(tx: Transaction, inspectionId: string): Promise<MatterRecord[]> {
  return tx.query<MatterRecord>(
    `select ${matter} from inspections.matter where inspection_id = $1 order by raised_at, matter_id`,
    [inspectionId],
  );
}

export async function holdMatter(tx: Transaction, id: string): Promise<MatterRecord | undefined> {
  const [row] = await tx.query<MatterRecord>(
    `select ${matter} from inspections.matter where matter_id = $1 for update`,
    [id],
  );
  return row;
}

export async function insertMatter(
  tx: Transaction,
  id: string,
  inspectionId: string,
  said: NewMatter,
): Promise<void> {
  await tx.query(
    `insert into inspections.matter (matter_id, inspection_id, kind, measure, text, article, raised_by, raised_at, due_at, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8::timestamptz + make_interval(hours => $9), 'open')`,
    [id, inspectionId, said.kind, said.measure, said.text, said.article, tx.actor.id, tx.at, said.hours],
  );
}

/** Sets the state; `hours` from now on as the new time. */
export async function setMatter(
  tx: Transaction,
  id: string,
  state: MatterShown["state"],
  hours: number | null,
): Promise<void> {
  await tx.query(
    `update inspections.matter set state = $2, overdue_at = case when $3::int is null then overdue_at end,
       due_at = case when $3::int is null then due_at else $4::timestamptz + make_interval(hours => $3::int) end
     where matter_id = $1`,
    [id, state, hours, tx.at],
  );
}

/** The officer or the head has taken note of an order; once each. */
export async function setTook(tx: Transaction, id: string, office: "officer" | "head"): Promise<void> {
  await tx.query(
    office === "officer"
      ? "update inspections.matter set officer_took_at = $2, officer_took_by = $3 where matter_id = $1 and officer_took_at is null"
      : "update inspections.matter set head_took_at = $2, head_took_by = $3 where matter_id = $1 and head_took_at is null",
    [id, tx.at, tx.actor.id],
  );
}

/** Matters whose time has come to its end just now: marked, so that each is told once. */
export function markOverdue(
  tx: Transaction,
): Promise<{ matter_id: string; inspection_id: string; kind: string }[]> {
  return tx.query<{ matter_id: string; inspection_id: string; kind: string }>(
    `update inspections.matter set overdue_at = $1 where state = 'open' and due_at <= $1 and overdue_at is null
     returning matter_id, inspection_id, kind`,
    [tx.at],
  );
}

export type StepRecord = {
  readonly matter_id: string;
  readonly at: Date;
  readonly by_person: string;
  readonly side: "authority" | "unit";
  readonly step: "answered" | "returned" | "closed";
  readonly text: string;
  readonly documents: string[];
};

export function stepsOf(tx: Transaction, inspectionId: string): Promise<StepRecord[]> {
  return tx.query<StepRecord>(
    `select s.matter_id, s.at, s.by_person, s.side, s.step, s.text, s.documents from inspections.step s
     join inspections.matter m using (matter_id) where m.inspection_id = $1 order by s.at, s.step_id`,
    [inspectionId],
  );
}

export async function insertStep(
  tx: Transaction,
  said: Pick<StepRecord, "matter_id" | "side" | "step" | "text" | "documents">,
): Promise<void> {
  await tx.query(
    `insert into inspections.step (step_id, matter_id, at, by_person, side, step, text, documents)
     values ($8, $1, $2, $3, $4, $5, $6, $7::uuid[])`,
    [said.matter_id, tx.at, tx.actor.id, said.side, said.step, said.text, said.documents, newId(tx.at)],
  );
}
