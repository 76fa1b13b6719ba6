// All SQL of documents and impact assessments (db/migrations: evidence-documents).
import type { Transaction } from "#platform";
import type { DocumentKind } from "./document-kinds.ts";
import type { AssessedRisk } from "./impact.ts";

export type DocumentRow = {
  readonly document_id: string;
  readonly kind: DocumentKind;
  readonly about: string;
  readonly made_at: Date;
  readonly made_by: string;
  readonly sha256: string;
};
const columns = "document_id, kind, about, made_at, made_by, encode(sha256, 'hex') as sha256";

export async function insertDocument(
  tx: Transaction,
  made: {
    readonly id: string;
    readonly kind: DocumentKind;
    readonly about: string;
    readonly content: string;
    readonly sha256: string;
  },
): Promise<void> {
  await tx.query(
    `insert into evidence.document (document_id, kind, about, made_at, made_by, content, sha256)
     values ($1, $2, $3, $4, $5, $6, decode($7, 'hex'))`,
    [made.id, made.kind, made.about, tx.at, tx.actor.id, made.content, made.sha256],
  );
}

/** The newest first. */
export function latestDocuments(tx: Transaction, limit: number): Promise<DocumentRow[]> {
  return tx.query<DocumentRow>(`select ${columns} from evidence.document order by made_at desc limit $1`, [
    limit,
  ]);
}

export async function documentById(
  tx: Transaction,
  id: string,
): Promise<(DocumentRow & { readonly content: string }) | undefined> {
  const [row] = await tx.query<DocumentRow & { content: string }>(
    `select ${columns}, content from evidence.document where document_id = $1`,
    [id],
  );
  return row;
}

/** The number of the ledger's entry that records the making of this; undefined before the transaction's end. */
export async function entryOfMaking(
  tx: Transaction,
  action: string,
  id: string,
): Promise<number | undefined> {
  const [row] = await tx.query<{ seq: number }>(
    "select seq from ledger.entry where subject_id = $2 and action = $1 order by seq desc limit 1",
    [action, id],
  );
  return row?.seq;
}

export type AssessmentRow = {
  readonly number: number;
  readonly state: "prepared" | "signed" | "sent-back";
  readonly necessity: string;
  readonly risks: readonly AssessedRisk[];
  readonly facts: unknown;
  readonly prepared_by: string;
  readonly prepared_at: Date;
  readonly opinion: string | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly consultation: "not-needed" | "asked" | "answered";
  readonly consulted_at: Date | null;
  readonly answer_due: Date | null;
  readonly answer: string | null;
  readonly answered_at: Date | null;
  readonly review_on: string | null;
};
const assessed = `number, state, necessity, risks, facts, prepared_by, prepared_at, opinion, decided_by, decided_at, consultation,
  consulted_at, answer_due, answer, answered_at, review_on`;

export function assessmentRows(tx: Transaction): Promise<AssessmentRow[]> {
  return tx.query<AssessmentRow>(`select ${assessed} from evidence.assessment order by number desc limit 50`);
}

export async function holdAssessment(tx: Transaction, number: number): Promise<AssessmentRow | undefined> {
  const [row] = await tx.query<AssessmentRow>(
    `select ${assessed} from evidence.assessment where number = $1 for update`,
    [number],
  );
  return row;
}

/** The assessment that was signed last. */
export async function assessmentInForce(
  tx: Transaction,
): Promise<{ number: number; signedAt: string; reviewOn: string } | null> {
  const [row] = await tx.query<{ number: number; decided_at: Date; review_on: string }>(
    "select number, decided_at, review_on from evidence.assessment where state = 'signed' order by number desc limit 1",
  );
  return row === undefined
    ? null
    : { number: row.number, signedAt: row.decided_at.toISOString(), reviewOn: row.review_on };
}

/** Prepares the next one; its number. */
export async function insertAssessment(
  tx: Transaction,
  made: { readonly necessity: string; readonly risks: readonly AssessedRisk[]; readonly facts: unknown },
): Promise<number> {
  const [row] = await tx.query<{ number: number }>(
    `insert into evidence.assessment (number, state, necessity, risks, facts, prepared_by, prepared_at)
     select coalesce(max(number), 0) + 1, 'prepared', $1, $2, $3, $4, $5 from evidence.assessment returning number`,
    [made.necessity, JSON.stringify(made.risks), JSON.stringify(made.facts), tx.actor.id, tx.at],
  );
  return row?.number ?? 0;
}

export async function decideAssessment(
  tx: Transaction,
  number: number,
  said: {
    readonly state: "signed" | "sent-back";
    readonly opinion: string;
    readonly reviewOn: string | null;
  },
): Promise<void> {
  await tx.query(
    `update evidence.assessment set state = $2, opinion = $3, decided_by = $4, decided_at = $5, review_on = $6 where number = $1`,
    [number, said.state, said.opinion, tx.actor.id, tx.at, said.reviewOn],
  );
}

export async function askConsultation(tx: Transaction, number: number, due: Date): Promise<void> {
  await tx.query(
    "update evidence.assessment set consultation = 'asked', consulted_at = $2, answer_due = $3 where number = $1",
    [number, tx.at, due],
  );
}

export async function answerConsultation(tx: Transaction, number: number, answer: string): Promise<void> {
  await tx.query(
    "update evidence.assessment set consultation = 'answered', answer = $2, answered_at = $3 where number = $1",
    [number, answer, tx.at],
  );
}
