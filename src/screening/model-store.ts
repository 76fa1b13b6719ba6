// All SQL over calibrations: fitted offline, proposed by one person, put in force by another, taken back in one step.
import type { Transaction } from "#platform";
import { isCalibration, type Calibration } from "./score/calibration.ts";

export type ModelRow = {
  version: number;
  state: "fitting" | "waiting" | "active" | "superseded" | "refused" | "withdrawn" | "failed";
  engine_version: string;
  fitted_on: number | null;
  replaces: number | null;
  reason: string;
  proposed_by: string;
  proposed_at: Date;
  knots: Calibration["knots"] | null;
  data_set_id: string | null;
  figures: unknown;
  hindered_by: string[];
  flights: number;
  flights_done: number;
  decided_by: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
  withdrawn_by: string | null;
  withdrawn_at: Date | null;
  withdrawn_reason: string | null;
};

const columns = `version, state, engine_version, fitted_on, replaces, reason, proposed_by, proposed_at, knots, data_set_id,
  figures, hindered_by, flights, flights_done, decided_by, decided_at, decision_reason, withdrawn_by, withdrawn_at,
  withdrawn_reason`;

/** The calibration in force; null: the engine's own. Throws on knots that are no calibration: nobody screens by them. */
export async function calibrationInForce(tx: Transaction): Promise<Calibration | null> {
  const [row] = await tx.query<{ version: number; knots: Calibration["knots"] }>({
    name: "screening-calibration-in-force",
    text: "select version, knots from screening.model where state = 'active'",
  });
  if (row === undefined) return null;
  if (!isCalibration(row.knots))
    throw new Error(`calibration ${row.version} does not keep the order of bits`);
  return { version: row.version, knots: row.knots };
}

/** The newest first. */
export function modelRows(tx: Transaction, limit: number): Promise<ModelRow[]> {
  return tx.query<ModelRow>(`select ${columns} from screening.model order by version desc limit $1`, [limit]);
}

/** One version with the data it was fitted on, nobody else changing any until this transaction ends. */
export async function lockModels(
  tx: Transaction,
  version: number,
): Promise<(ModelRow & { data_set: unknown }) | null> {
  const rows = await tx.query<ModelRow & { data_set: unknown }>(
    `select ${columns}, data_set from screening.model where version = $1 or state = 'active' order by version for update`,
    [version],
  );
  return rows.find((row) => row.version === version) ?? null;
}

/** Puts a proposal down and has it fitted; null while another one is open. */
export async function insertModel(
  tx: Transaction,
  wanted: { readonly engineVersion: string; readonly reason: string },
): Promise<number | null> {
  const [row] = await tx.query<{ version: number }>(
    `insert into screening.model (version, state, engine_version, fitted_on, reason, proposed_by, proposed_at)
     select coalesce(max(version), 0) + 1, 'fitting', $1, max(version) filter (where state = 'active'), $2, $3, $4
     from screening.model on conflict do nothing returning version`,
    [wanted.engineVersion, wanted.reason, tx.actor.id, tx.at],
  );
  if (row === undefined) return null;
  await tx.query("select platform.add_job('fit-model', $1::json, $2)", [
    JSON.stringify({ version: row.version }),
    `fit-model:${row.version}`,
  ]);
  return row.version;
}

/** How far the fitting has come; what is left out stays as it is. False when it is fitted no more: another job was faster. */
export async function noteModel(
  tx: Transaction,
  version: number,
  done: {
    readonly state?: "waiting" | "failed";
    readonly flights?: number;
    readonly flightsDone?: number;
    readonly knots?: Calibration["knots"];
    readonly dataSet?: unknown;
    readonly dataSetId?: string;
    readonly figures?: unknown;
    readonly hinderedBy?: readonly string[];
  },
): Promise<boolean> {
  const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
  const noted = await tx.query(
    `update screening.model set state = coalesce($2, state), flights = coalesce($3, flights),
       flights_done = coalesce($4, flights_done), knots = coalesce($5::jsonb, knots),
       data_set = coalesce($6::jsonb, data_set), data_set_id = coalesce($7, data_set_id),
       figures = coalesce($8::jsonb, figures), hindered_by = coalesce($9::text[], hindered_by)
     where version = $1 and state = 'fitting' returning version`,
    [
      version,
      done.state ?? null,
      done.flights ?? null,
      done.flightsDone ?? null,
      json(done.knots),
      json(done.dataSet),
      done.dataSetId ?? null,
      json(done.figures),
      done.hinderedBy ?? null,
    ],
  );
  return noted.length > 0;
}

/** Decides on one that waits; approved, it takes the place of the one in force and everyone to come is screened again. */
export async function closeModel(
  tx: Transaction,
  version: number,
  { approve, reason }: { readonly approve: boolean; readonly reason: string },
): Promise<void> {
  if (approve) await changeInForce(tx);
  const [former] = approve
    ? await tx.query<{ version: number }>(
        "update screening.model set state = 'superseded' where state = 'active' returning version",
      )
    : [];
  await tx.query(
    `update screening.model set state = $2, replaces = $3, decided_by = $4, decided_at = $5, decision_reason = $6
     where version = $1`,
    [version, approve ? "active" : "refused", former?.version ?? null, tx.actor.id, tx.at, reason],
  );
  if (approve) await screenAllAgain(tx, version);
}

/** Takes the one in force, or one's own that waits, back; the version that it replaced is in force again. */
export async function takeModelBack(tx: Transaction, row: ModelRow, reason: string): Promise<void> {
  if (row.state === "active") await changeInForce(tx);
  await tx.query(
    `update screening.model set state = 'withdrawn', withdrawn_by = $2, withdrawn_at = $3, withdrawn_reason = $4
     where version = $1`,
    [row.version, tx.actor.id, tx.at, reason],
  );
  if (row.state !== "active") return;
  await tx.query("update screening.model set state = 'active' where version = $1 and state = 'superseded'", [
    row.replaces,
  ]);
  await screenAllAgain(tx, row.version);
}

/** As with versions of lists: no transaction that raises alerts by the one before is under way. */
async function changeInForce(tx: Transaction): Promise<void> {
  await tx.query("select watchlists.change_versions()");
}

async function screenAllAgain(tx: Transaction, version: number): Promise<void> {
  await tx.query("select platform.add_job('rescreen-all', $1::json, $2)", [
    JSON.stringify({ model: version }),
    "rescreen-all",
  ]);
  // Every process looks at once at what it screens by.
  tx.announce("watchlist", "model");
}
