// All SQL over thresholds: from which probability a match is an alert, version by version.
import type { Transaction } from "#platform";

/** Alerts among the travellers tried, by category of the entry. */
export type TrialCount = {
  readonly category: string | null;
  readonly now: number;
  readonly proposed: number;
};

export type ThresholdRow = {
  version: number;
  state: "waiting" | "active" | "superseded" | "refused" | "withdrawn";
  alert: number;
  by_category: Record<string, number>;
  reason: string;
  proposed_by: string;
  proposed_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
  trial_state: "waiting" | "running" | "done" | "failed";
  trial_flights: number;
  trial_flights_done: number;
  trial_travellers: number;
  trial: TrialCount[];
};

const columns = `version, state, alert, by_category, reason, proposed_by, proposed_at, decided_by, decided_at,
  decision_reason, trial_state, trial_flights, trial_flights_done, trial_travellers, trial`;

/** What is set of thresholds, for screening to go by. */
export type SetThresholds = {
  readonly version: number;
  readonly alert: number;
  readonly byCategory: Readonly<Record<string, number>>;
};

/** Those in force; null while none was ever set: the engine's own hold. */
export async function activeThresholds(tx: Transaction): Promise<SetThresholds | null> {
  const [row] = await tx.query<Pick<ThresholdRow, "version" | "alert" | "by_category">>({
    name: "watchlists-active-thresholds",
    text: "select version, alert, by_category from watchlists.thresholds where state = 'active'",
  });
  return row === undefined ? null : { version: row.version, alert: row.alert, byCategory: row.by_category };
}

/** The newest versions first. */
export function thresholdRows(tx: Transaction, limit: number): Promise<ThresholdRow[]> {
  return tx.query<ThresholdRow>(
    `select ${columns} from watchlists.thresholds order by version desc limit $1`,
    [limit],
  );
}

/** One version; with `lock` nobody else changes it until this transaction ends. */
export async function thresholdsOf(
  tx: Transaction,
  version: number,
  lock = false,
): Promise<ThresholdRow | null> {
  const [row] = await tx.query<ThresholdRow>(
    `select ${columns} from watchlists.thresholds where version = $1 ${lock ? "for update" : ""}`,
    [version],
  );
  return row ?? null;
}

/** Puts a proposal down and has it tried; null when another one waits. */
export async function insertThresholds(
  tx: Transaction,
  wanted: Omit<SetThresholds, "version"> & { readonly reason: string },
): Promise<number | null> {
  const [row] = await tx.query<{ version: number }>(
    `insert into watchlists.thresholds (version, state, alert, by_category, reason, proposed_by, proposed_at, trial_state)
     select coalesce(max(version), 0) + 1, 'waiting', $1, $2::jsonb, $3, $4, $5, 'waiting' from watchlists.thresholds
     on conflict do nothing returning version`,
    [wanted.alert, JSON.stringify(wanted.byCategory), wanted.reason, tx.actor.id, tx.at],
  );
  if (row === undefined) return null;
  await tx.query("select platform.add_job('try-thresholds', $1::json, $2)", [
    JSON.stringify({ version: row.version }),
    `try-thresholds:${row.version}`,
  ]);
  return row.version;
}

/** Decides on those that wait; approved, they take the place of those in force. */
export async function closeThresholds(
  tx: Transaction,
  version: number,
  decision: { readonly state: "active" | "refused" | "withdrawn"; readonly reason: string },
): Promise<void> {
  if (decision.state === "active") {
    // As with versions of lists: no transaction that raises alerts by those before is under way.
    await tx.query("select watchlists.change_versions()");
    await tx.query("update watchlists.thresholds set state = 'superseded' where state = 'active'");
  }
  await tx.query(
    `update watchlists.thresholds set state = $2, decided_by = $3, decided_at = $4, decision_reason = $5 where version = $1`,
    [version, decision.state, tx.actor.id, tx.at, decision.reason],
  );
  if (decision.state === "active") {
    await tx.query("select platform.add_job('rescreen-all', $1::json, $2)", [
      JSON.stringify({ thresholds: version }),
      "rescreen-all",
    ]);
  }
}

/** How far the trial has come; what is left out stays as it is. */
export async function noteTrial(
  tx: Transaction,
  version: number,
  progress: {
    readonly state?: ThresholdRow["trial_state"];
    readonly flights?: number;
    readonly flightsDone?: number;
    readonly travellers?: number;
    readonly counts?: readonly TrialCount[];
  },
): Promise<void> {
  await tx.query(
    `update watchlists.thresholds set trial_state = coalesce($2, trial_state),
       trial_flights = coalesce($3, trial_flights), trial_flights_done = coalesce($4, trial_flights_done),
       trial_travellers = coalesce($5, trial_travellers), trial = coalesce($6::jsonb, trial) where version = $1`,
    [
      version,
      progress.state ?? null,
      progress.flights ?? null,
      progress.flightsDone ?? null,
      progress.travellers ?? null,
      progress.counts === undefined ? null : JSON.stringify(progress.counts),
    ],
  );
}

/** The categories that entries in force have. */
export async function categoriesInForce(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ category: string }>(
    `select distinct e.content ->> 'category' as category from watchlists.entry e join watchlists.list l using (list_id)
     where e.from_version <= l.active_version and (e.to_version is null or e.to_version > l.active_version)
       and e.content ->> 'category' ~ '^[a-z0-9-]{1,60}$' order by 1`,
  );
  return rows.map((row) => row.category);
}
