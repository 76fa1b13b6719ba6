// Refusals that are counted instead of entered in the ledger one by one (db/migrations/0098-access-denials.sql).
import type { Transaction } from "#platform";

export type CountedDenials = {
  readonly personId: string;
  /** The first refusal of the minute. */
  readonly since: Date;
  readonly further: number;
  /** By "METHOD /route code". */
  readonly routes: Readonly<Record<string, number>>;
};

/** Counts one refusal of who acts: whether it is an entry of its own, and what an earlier minute counted and nobody told. */
export async function countDenial(
  tx: Transaction,
  route: string,
  toldMax: number,
): Promise<{ readonly entry: boolean; readonly before: CountedDenials | null }> {
  type Row = {
    entry: boolean;
    since: Date | null;
    further: number | null;
    routes: Record<string, number> | null;
  };
  const [row] = await tx.query<Row>("select * from access.count_denial($1, $2)", [route, toldMax]);
  if (row === undefined) throw new Error("a refusal was not counted");
  const { entry, since, further, routes } = row;
  const before =
    since === null || further === null || routes === null
      ? null
      : { personId: tx.actor.id, since, further, routes };
  return { entry, before };
}

/** Takes what was counted in minutes that are over, which is then gone from there. */
export async function takeDenials(tx: Transaction): Promise<readonly CountedDenials[]> {
  type Row = { person_id: string; since: Date; further: number; routes: Record<string, number> };
  const rows = await tx.query<Row>("select * from access.take_denials()");
  return rows.map(({ person_id: personId, ...counted }) => ({ personId, ...counted }));
}
