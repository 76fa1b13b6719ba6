// Statements on one month of the records. The tables are partitioned by the month of the flight; a plan made for any
// month bears all of them and costs more than its work, one that names the month is made once and knows one partition.
import type { Statement, Transaction } from "#platform";

/** Months around the present that get plans of their own: those that have partitions. */
const back = 2;
const ahead = 14;

const statements = new Map<string, Statement>();

/**
 * The statement `name` for flights of the day `date` (YYYY-MM-DD); `text` is given the condition that holds the month,
 * by the column it speaks of ("r.flight_date"). Months far off share one statement, so that no sender can make many.
 */
export function monthStatement(
  tx: Transaction,
  name: string,
  date: string,
  text: (within: (column: string) => string) => string,
): Statement {
  const [year = 0, month = 0] = date.split("-").map(Number);
  const distance = (year - tx.at.getUTCFullYear()) * 12 + (month - 1 - tx.at.getUTCMonth());
  const near = distance >= -back && distance <= ahead;
  const key = near ? `${name}-${year}-${month}` : name;
  const known = statements.get(key);
  if (known !== undefined) return known;
  const day = (months: number) => new Date(Date.UTC(year, months, 1)).toISOString().slice(0, 10);
  const made = {
    name: key,
    text: text((column) =>
      near ? `${column} >= '${day(month - 1)}' and ${column} < '${day(month)}'` : "true",
    ),
  };
  statements.set(key, made);
  return made;
}
