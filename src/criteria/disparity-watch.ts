// Rules in force are tested anew each week on the days since: a group that nobody has explained stops the rule.
import { newId, systemActor, type Database, type Transaction } from "#platform";
import { insertBackTest, type BackTestRow } from "./back-test-store.ts";
import type { BackTestResult } from "./contract.ts";
import { dayMs } from "./gates.ts";
import { stop } from "./steps.ts";
import { versionsIn, versionsOf } from "./store.ts";

const daysWatched = 30;
const watcher = systemActor("criteria");

/** Asks for a back-test of each rule in force over the last thirty days. Returns how many. */
export function watchDisparity(database: Database): Promise<number> {
  return database.transaction(watcher, async (tx) => {
    const rows = await versionsIn(tx, ["active"]);
    const day = (before: number) => new Date(tx.at.getTime() - before * dayMs).toISOString().slice(0, 10);
    for (const { rule_id: ruleId, version, text, tree } of rows) {
      if (text === null || tree === null) continue;
      const id = newId(tx.at);
      insertBackTest(tx, {
        id,
        ruleId,
        version,
        text,
        rule: tree,
        from: day(daysWatched),
        until: day(1),
        repeats: null,
      });
      tx.record({
        action: "criterion.back-test-asked",
        subjectKind: "criterion",
        subjectId: ruleId,
        detail: { version, test: id, from: day(daysWatched), until: day(1) },
      });
    }
    return rows.length;
  });
}

/** After a test that the watch asked for: suspends the version where a group alarms that its bias report does not explain. */
export async function stopForDisparity(
  tx: Transaction,
  test: BackTestRow,
  { disparity }: BackTestResult,
): Promise<void> {
  if (test.asked_by !== watcher.id) return;
  const row = (await versionsOf(tx, test.rule_id)).find((each) => each.version === test.version);
  if (row?.state !== "active") return;
  const explained = row.bias_explanations ?? [];
  // Those selected most often first: they are who bears it.
  const open = disparity
    .filter(
      ({ by, group, verdict }) =>
        verdict === "alarm" && !explained.some((one) => one.by === by && one.group === group),
    )
    .toSorted((a, b) => (b.ratio ?? 0) - (a.ratio ?? 0));
  const [first] = open;
  if (first === undefined) return;
  const { by, group, ratio } = first;
  const values = { by, group, ratio: (ratio ?? 0).toFixed(2), groups: String(open.length) };
  await stop(tx, row, "auto-suspended", { because: { code: "disparity-alarm", values } });
}
