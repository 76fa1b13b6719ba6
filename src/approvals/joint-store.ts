// All SQL of decisions that several offices take together (tables and what holds them: 0110-approvals-joint-decisions).
import type { Transaction } from "#platform";
import type { JointDecision, JointOffice, JointPoint } from "./joint-contract.ts";

export type JointRow = {
  joint_id: string;
  point: JointPoint;
  item: string;
  content: Readonly<Record<string, string>>;
  fingerprint: string;
  reason: string;
  state: JointDecision["state"];
  asked_by: string;
  asked_at: Date;
  expires_at: Date;
  offices: JointOffice[];
  words_needed: number;
  steps: {
    readonly office: JointOffice;
    readonly by: string;
    readonly at: string;
    readonly approve: boolean;
    readonly reason: string;
  }[];
};

const whole = `select j.joint_id, j.point, j.item, j.content, j.fingerprint, j.reason,
    case when j.state = 'asked' and platform.at() >= j.expires_at then 'lapsed' else j.state end as state,
    j.asked_by, j.asked_at, j.expires_at,
    (select array_agg(o.office order by o.office desc) from approvals.offices_of(j.point, j.asked_as) as o (office)) as offices,
    approvals.words_needed(j.point, j.asked_as) as words_needed,
    coalesce((select jsonb_agg(jsonb_build_object('office', s.office, 'by', s.taken_by, 'at', s.taken_at, 'approve', s.approve,
                'reason', s.reason) order by s.taken_at) from approvals.joint_step s where s.joint_id = j.joint_id), '[]') as steps
  from approvals.joint_decision j`;

/** What waits first, then the newest; of one item where it is named. */
export function jointRows(tx: Transaction, item: string | null, limit: number): Promise<JointRow[]> {
  return tx.query<JointRow>(
    `${whole} where $1::text is null or j.item = $1 order by j.state <> 'asked', j.asked_at desc, j.joint_id desc limit $2`,
    [item, limit],
  );
}

/** One, held until this transaction ends; null where there is none. */
export async function holdJoint(tx: Transaction, id: string): Promise<JointRow | null> {
  await tx.query("select 1 from approvals.joint_decision where joint_id = $1 for update", [id]);
  const [row] = await tx.query<JointRow>(`${whole} where j.joint_id = $1`, [id]);
  return row ?? null;
}

/** Asks for one; false where the same waits already. One whose time is over makes room. */
export async function insertJoint(
  tx: Transaction,
  row: Pick<JointRow, "joint_id" | "point" | "item" | "content" | "fingerprint" | "reason" | "expires_at">,
): Promise<boolean> {
  await tx.query(
    `update approvals.joint_decision set state = 'lapsed', settled_at = $3
     where point = $1 and item = $2 and state = 'asked' and expires_at <= $3`,
    [row.point, row.item, tx.at],
  );
  const made = await tx.query(
    `insert into approvals.joint_decision (joint_id, point, item, content, fingerprint, reason, asked_by, asked_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning joint_id`,
    [
      row.joint_id,
      row.point,
      row.item,
      JSON.stringify(row.content),
      row.fingerprint,
      row.reason,
      tx.actor.id,
      tx.at,
      row.expires_at,
    ],
  );
  return made.length === 1;
}

export async function insertJointStep(
  tx: Transaction,
  id: string,
  step: {
    readonly office: JointOffice;
    readonly approve: boolean;
    readonly fingerprint: string;
    readonly reason: string;
  },
): Promise<void> {
  await tx.query(
    `insert into approvals.joint_step (joint_id, office, approve, fingerprint, reason, taken_by, taken_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, step.office, step.approve, step.fingerprint, step.reason, tx.actor.id, tx.at],
  );
}

export async function withdrawJoint(tx: Transaction, id: string): Promise<void> {
  await tx.query(
    "update approvals.joint_decision set state = 'withdrawn', settled_at = $2 where joint_id = $1",
    [id, tx.at],
  );
}

/** Whether the offices agreed to exactly this, and to nothing else about it since. */
export async function isJointlyAgreed(
  tx: Transaction,
  of: {
    readonly point: JointPoint;
    readonly item: string;
    readonly content: Readonly<Record<string, string>>;
  },
): Promise<boolean> {
  const [row] = await tx.query<{ agreed: boolean }>("select approvals.jointly_agreed($1, $2, $3) as agreed", [
    of.point,
    of.item,
    JSON.stringify(of.content),
  ]);
  return row?.agreed === true;
}
