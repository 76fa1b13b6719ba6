// All SQL of back-tests: what was asked and found, and the rows of history they read, without names or numbers.
import { createHash } from "node:crypto";
import type { Transaction } from "#platform";
import type { Sentence } from "#vocabulary";
import type { BackTestResult } from "./contract.ts";
import type { Rule } from "./language/ast.ts";
import { fieldsOf } from "./language/lint.ts";
import { columnsFor } from "./run/facts.ts";
import { toSql } from "./sql/expression-store.ts";

export type BackTestRow = {
  test_id: string;
  rule_id: string;
  version: number;
  tree: Rule;
  fingerprint: string;
  from_day: string;
  until_day: string;
  repeats: string | null;
  state: "running" | "done" | "failed";
  asked_by: string;
  asked_at: Date;
  ended_at: Date | null;
  dataset: string | null;
  hits: string | null;
  result: BackTestResult | null;
  failure: Sentence | null;
};

const columns = `test_id, rule_id, version, tree, encode(fingerprint, 'hex') as fingerprint, from_day, until_day, repeats, state,
  asked_by, asked_at, ended_at, encode(dataset, 'hex') as dataset, encode(hits, 'hex') as hits, result, failure`;

export async function backTestById(tx: Transaction, testId: string): Promise<BackTestRow | null> {
  const rows = await tx.query<BackTestRow>(`select ${columns} from criteria.back_test where test_id = $1`, [
    testId,
  ]);
  return rows[0] ?? null;
}

/** The back-tests of a rule, newest first. */
export function backTestsOf(tx: Transaction, ruleId: string, limit: number): Promise<BackTestRow[]> {
  return tx.query<BackTestRow>(
    `select ${columns} from criteria.back_test where rule_id = $1 order by asked_at desc, test_id desc limit $2`,
    [ruleId, limit],
  );
}

/** The last finished back-test of each rule's newest text: how many groups alarmed. */
export async function lastAlarms(tx: Transaction): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ rule_id: string; alarms: number }>(
    `select distinct on (b.rule_id) b.rule_id, (b.result ->> 'alarms')::int as alarms
     from criteria.back_test b
     where b.state = 'done' and b.fingerprint =
       (select v.fingerprint from criteria.version v where v.rule_id = b.rule_id order by v.version desc limit 1)
     order by b.rule_id, b.asked_at desc`,
  );
  return new Map(rows.map((row) => [row.rule_id, row.alarms]));
}

export function insertBackTest(
  tx: Transaction,
  test: {
    readonly id: string;
    readonly ruleId: string;
    readonly version: number;
    readonly text: string;
    readonly rule: Rule;
    readonly from: string;
    readonly until: string;
    readonly repeats: string | null;
  },
): void {
  tx.write(
    `insert into criteria.back_test (test_id, rule_id, version, text, tree, from_day, until_day, repeats, state, asked_by, asked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'running', $9, $10)`,
    [
      test.id,
      test.ruleId,
      test.version,
      test.text,
      JSON.stringify(test.rule),
      test.from,
      test.until,
      test.repeats,
      tx.actor.id,
      tx.at,
    ],
  );
  tx.write("select platform.add_job('back-test-criterion', $1::json, $2)", [
    JSON.stringify({ testId: test.id }),
    `back-test-criterion:${test.id}`,
  ]);
}

export function finishBackTest(
  tx: Transaction,
  testId: string,
  found: { readonly dataset: string; readonly hits: string; readonly result: BackTestResult },
): void {
  tx.write(
    `update criteria.back_test set state = 'done', ended_at = $2, dataset = decode($3, 'hex'), hits = decode($4, 'hex'), result = $5
     where test_id = $1`,
    [testId, tx.at, found.dataset, found.hits, JSON.stringify(found.result)],
  );
}

export function failBackTest(tx: Transaction, testId: string, failure: Sentence): void {
  tx.write("update criteria.back_test set state = 'failed', ended_at = $2, failure = $3 where test_id = $1", [
    testId,
    tx.at,
    JSON.stringify(failure),
  ]);
}

/** One traveller of a past flight as a back-test sees it: who it is stays a key that is only hashed and compared. */
export type HistoryRow = {
  flight_id: string;
  person_id: string;
  route: string;
  nationality: string | null;
  age: number | null;
  sex: string | null;
  /** True, false, or null where what is not told keeps the rule from being decided. */
  hit: boolean | null;
  /** Which of the other rules match, by their place. */
  others: boolean[];
  digest: string;
};

/** What the table of disparity and the bar on minors ask beside the rule. */
const always = ["traveller.age", "traveller.type", "traveller.sex", "traveller.nationality", "flight.route"];

/**
 * All travellers of a flight with what the rule and `others` say of them, in one order. `digest`: of everything
 * that was asked, so that a repeat can tell whether the data are the same.
 */
export function historyOfFlight(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
  rule: Rule,
  others: readonly Rule[],
): Promise<HistoryRow[]> {
  const own = columnsFor([...fieldsOf(rule), ...always]);
  const asked = columnsFor([...fieldsOf(rule), ...others.flatMap(fieldsOf), ...always]);
  const condition = toSql(rule, 3);
  let next = 3 + condition.values.length;
  const conditions = others.map((other) => {
    const written = toSql(other, next);
    next += written.values.length;
    return written;
  });
  const overlap = conditions.map(({ text }) => `coalesce(${text}, false)`).join(", ");
  const text = `select s.flight_id, s.person_id, s.flight_route as route, s.traveller_nationality as nationality, s.traveller_age as age,
       s.traveller_sex as sex, ${condition.text} as hit, array[${overlap}]::boolean[] as others,
       encode(sha256(convert_to(row(${own.map((column) => `s.${column}`).join(", ")})::text, 'UTF8')), 'hex') as digest
     from (select flight_id, person_id, ${asked.join(", ")} from criteria.subject
           where flight_date = $1 and flight_id = $2 offset 0) as s
     order by s.person_id`;
  return tx.query<HistoryRow>(
    // Planned once a connection: the view costs more to plan than to ask of one flight.
    { name: `criteria-history-${createHash("sha1").update(text).digest("hex")}`, text },
    [flight.date, flight.id, ...condition.values, ...conditions.flatMap(({ values }) => values)],
  );
}
