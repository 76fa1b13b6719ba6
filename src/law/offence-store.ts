// All SQL over the map of offences: changes proposed, their articles, and what was decided on them.
import type { Transaction } from "#platform";

export type Article = { readonly article: string; readonly title: string; readonly penaltyMonths: number };
export type OffenceChangeRow = {
  readonly change_id: string;
  readonly code: string;
  readonly air_link: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly reason: string;
  readonly proposed_by: string;
  readonly proposed_at: Date;
  readonly approved: boolean | null;
  readonly decision_reason: string | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly articles: readonly Article[];
};

/** Every change, the newest first. */
export function changesOf(tx: Transaction): Promise<OffenceChangeRow[]> {
  return tx.query<OffenceChangeRow>(
    `select c.change_id, c.code, c.air_link, c.valid_from, c.valid_to, c.reason, c.proposed_by, c.proposed_at,
       d.approved, d.reason as decision_reason, d.decided_by, d.decided_at,
       coalesce((select jsonb_agg(jsonb_build_object('article', a.article, 'title', a.title, 'penaltyMonths', a.penalty_months)
         order by a.article) from law.offence_article a where a.change_id = c.change_id), '[]') as articles
     from law.offence_change c left join law.offence_decision d using (change_id)
     order by c.proposed_at desc, c.change_id desc`,
  );
}

export async function insertChange(
  tx: Transaction,
  change: Pick<
    OffenceChangeRow,
    "change_id" | "code" | "air_link" | "valid_from" | "valid_to" | "reason" | "articles"
  >,
): Promise<void> {
  await tx.query(
    `insert into law.offence_change (change_id, code, air_link, valid_from, valid_to, reason, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      change.change_id,
      change.code,
      change.air_link,
      change.valid_from,
      change.valid_to,
      change.reason,
      tx.actor.id,
      tx.at,
    ],
  );
  await tx.query(
    `insert into law.offence_article (change_id, article, title, penalty_months)
     select $1, article, title, penalty from unnest($2::text[], $3::text[], $4::integer[]) as a (article, title, penalty)`,
    [
      change.change_id,
      change.articles.map(({ article }) => article),
      change.articles.map(({ title }) => title),
      change.articles.map(({ penaltyMonths }) => penaltyMonths),
    ],
  );
}

/** False when it was decided on meanwhile. */
export async function insertDecision(
  tx: Transaction,
  decision: { readonly changeId: string; readonly approve: boolean; readonly reason: string },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into law.offence_decision (change_id, approved, reason, decided_by, decided_at)
     values ($1, $2, $3, $4, $5) on conflict (change_id) do nothing returning 1`,
    [decision.changeId, decision.approve, decision.reason, tx.actor.id, tx.at],
  );
  return rows.length === 1;
}
