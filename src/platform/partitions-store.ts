// Monthly partitions of large tables, made ahead of time.
import type { Database } from "./database.ts";
import { systemActor } from "./database.ts";

/** How far back and ahead partitions are kept ready, in months around the present one. */
const monthsBack = 2;
const monthsAhead = 14;

/**
 * Makes the missing monthly partitions of the tables ("records.flight"). Rows of a month that came before its partition
 * stand in the default partition and keep that month from being made; such months are returned ("records.flight 2027-05").
 */
export async function ensureMonths(
  database: Database,
  tables: readonly string[],
  at: Date,
): Promise<readonly string[]> {
  const month = (offset: number): string =>
    new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + offset, 1)).toISOString().slice(0, 10);
  const ensure = async (table: string, first: string, last: string): Promise<boolean> => {
    try {
      await database.transaction(systemActor("partitions"), (tx) =>
        tx.query("select platform.ensure_months($1::regclass, $2::date, $3::date)", [table, first, last]),
      );
      return true;
    } catch (problem) {
      if (isOccupied(problem)) return false;
      throw problem;
    }
  };
  const left: string[] = [];
  for (const table of tables) {
    if (await ensure(table, month(-monthsBack), month(monthsAhead))) continue;
    for (let offset = -monthsBack; offset <= monthsAhead; offset += 1) {
      if (!(await ensure(table, month(offset), month(offset))))
        left.push(`${table} ${month(offset).slice(0, 7)}`);
    }
  }
  return left;
}

/** check_violation: the default partition holds rows of that month. */
function isOccupied(problem: unknown): boolean {
  return problem instanceof Error && "code" in problem && problem.code === "23514";
}
