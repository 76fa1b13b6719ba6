// All SQL of the statistics: days counted from the ledger, and what was counted (db/migrations: evidence-statistics).
import type { Transaction } from "#platform";
import { figureRules, rulesHash, type Amount } from "./figures.ts";

/** From this day (YYYY-MM-DD, UTC) to before that one. */
export type Days = { readonly from: string; readonly until: string };

const column = (pick: (rule: (typeof figureRules)[number]) => string | null): (string | null)[] =>
  figureRules.map(pick);

/** The rules as columns, for one statement to count by. */
const ruleColumns = [
  column(({ figure }) => figure),
  column(({ action }) => action),
  column(({ part }) => (typeof part === "object" && "says" in part ? part.says : null)),
  column(({ part }) => (typeof part === "object" && "detail" in part ? part.detail : null)),
  figureRules.map(({ part }) => part === "recipient"),
  column(({ sum }) => sum ?? null),
  column(({ where }) => where?.detail ?? null),
  column(({ where }) => where?.is ?? null),
  column(({ unless }) => unless?.detail ?? null),
  column(({ unless }) => unless?.is ?? null),
];

/** Counts the ledger's entries of these days anew. Only the server's own work and those who oversee see them. */
export function countLedger(tx: Transaction, { from, until }: Days): Promise<Amount[]> {
  return tx.query<Amount>(
    `with rule as (
       select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::text[], $8::text[],
           $9::text[], $10::text[])
         as r (figure, action, says, by_detail, by_recipient, sums, where_detail, where_is, unless_detail, unless_is)),
     said as materialized (
       select action, recipient, (body::jsonb -> 'detail') as detail from ledger.entry
       where at >= $11::date::timestamp at time zone 'UTC' and at < $12::date::timestamp at time zone 'UTC'
         and action = any ($2::text[]))
     select r.figure, coalesce(r.says, case when r.by_recipient then said.recipient else said.detail ->> r.by_detail end, '') as part,
       sum(case when r.sums is null then 1 else coalesce((said.detail ->> r.sums)::bigint, 0) end)::bigint as amount
     from said join rule r using (action)
     where (r.where_detail is null or said.detail ->> r.where_detail = r.where_is)
       and (r.unless_detail is null or said.detail ->> r.unless_detail is distinct from r.unless_is)
     group by 1, 2 having sum(case when r.sums is null then 1 else coalesce((said.detail ->> r.sums)::bigint, 0) end) <> 0`,
    [...ruleColumns, from, until],
  );
}

/** How many entries these days have, and the number of the last of them. */
export async function entriesOf(
  tx: Transaction,
  { from, until }: Days,
): Promise<{ entries: number; last: number | null }> {
  const [row] = await tx.query<{ entries: number; last: number | null }>(
    `select count(*)::bigint as entries, max(seq) as last from ledger.entry
     where at >= $1::date::timestamp at time zone 'UTC' and at < $2::date::timestamp at time zone 'UTC'`,
    [from, until],
  );
  return row ?? { entries: 0, last: null };
}

/** The day of the first entry there is (YYYY-MM-DD); null where there is none. */
export async function firstDay(tx: Transaction): Promise<string | null> {
  const [row] = await tx.query<{ day: string }>(
    "select (at at time zone 'UTC')::date as day from ledger.entry order by at limit 1",
  );
  return row?.day ?? null;
}

/** Writes down what a day came to, in place of what was written before. */
export async function keepDay(
  tx: Transaction,
  day: string,
  counted: { readonly entries: number; readonly last: number | null; readonly amounts: readonly Amount[] },
): Promise<void> {
  await tx.query("delete from evidence.day where day = $1", [day]);
  await tx.query(
    "insert into evidence.day (day, rules, entries, last_seq, counted_at) values ($1, $2, $3, $4, $5)",
    [day, rulesHash, counted.entries, counted.last, tx.at],
  );
  await tx.query(
    `insert into evidence.day_figure (day, figure, part, amount)
     select $1, * from unnest($2::text[], $3::text[], $4::bigint[])`,
    [
      day,
      counted.amounts.map(({ figure }) => figure),
      counted.amounts.map(({ part }) => part),
      counted.amounts.map(({ amount }) => amount),
    ],
  );
}

export type CountedDay = { readonly day: string; readonly entries: number; readonly last_seq: number | null };

/** The days of a period that stand counted by the present rules. */
export function countedDays(tx: Transaction, { from, until }: Days): Promise<CountedDay[]> {
  return tx.query<CountedDay>(
    "select day, entries, last_seq from evidence.day where rules = $1 and day >= $2 and day < $3 order by day",
    [rulesHash, from, until],
  );
}

/** What the counted days of a period come to together. */
export function keptFigures(tx: Transaction, { from, until }: Days): Promise<Amount[]> {
  return tx.query<Amount>(
    `select f.figure, f.part, sum(f.amount)::bigint as amount from evidence.day_figure f join evidence.day d using (day)
     where d.rules = $1 and f.day >= $2 and f.day < $3 group by 1, 2`,
    [rulesHash, from, until],
  );
}

/** What one counted day stands at. */
export function keptOfDay(tx: Transaction, day: string): Promise<Amount[]> {
  return tx.query<Amount>("select figure, part, amount from evidence.day_figure where day = $1", [day]);
}
