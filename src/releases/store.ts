// All SQL of releases (tables and what holds them: the migration of releases).
import type { Client } from "pg";
import { newId, type Looking, type Transaction } from "#platform";
import type { Standing } from "./contract.ts";
import { releaseDigest, type Release } from "./release.ts";

type Asking = Pick<Looking, "query">;

/** How a release stands, before anything of this version was applied to the database. Null: it knows no releases yet. */
export async function standingBefore(client: Client, digest: string): Promise<Standing | null> {
  const there = await client.query<{ there: boolean }>(
    "select to_regprocedure('releases.standing(text)') is not null as there",
  );
  if (there.rows[0]?.there !== true) return null;
  const { rows } = await client.query<{ standing: Standing }>("select releases.standing($1) as standing", [
    digest,
  ]);
  return rows[0]?.standing ?? "unapproved";
}

/** Whether this software was agreed with any settings, or nothing has run yet: for commands that work beside the server. */
export async function isSoftwareAgreed(client: Client, software: string): Promise<boolean> {
  const there = await client.query<{ there: boolean }>(
    "select to_regclass('releases.operation') is not null as there",
  );
  if (there.rows[0]?.there !== true) return true;
  const { rows } = await client.query<{ agreed: boolean }>(
    `select not exists (select from releases.operation)
       or exists (select from releases.operation where software = $1)
       or exists (select from approvals.joint_decision where point = 'F14' and state = 'approved' and item like 'release:%'
                  and content ->> 'software' = $1) as agreed`,
    [software],
  );
  return rows[0]?.agreed === true;
}

export type StandingRow = {
  readonly standing: Standing;
  readonly since: Date | null;
  readonly reason: string | null;
};

export async function standingOf(tx: Asking, digest: string): Promise<StandingRow> {
  const [row] = await tx.query<StandingRow>(
    `select releases.standing($1) as standing, releases.emergency_since($1) as since,
       (select o.reason from releases.operation o where o.digest = $1 and o.way = 'emergency' order by o.started_at desc limit 1) as reason`,
    [digest],
  );
  if (row === undefined) throw new Error("a function of the database answers");
  return row;
}

/** Starts one after the other: the next one sees this one's row. */
export async function holdStarts(tx: Transaction): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('releases.operation', 0))");
}

export async function insertStart(
  tx: Transaction,
  release: Release,
  { way, reason, server }: { readonly way: string; readonly reason: string | null; readonly server: string },
): Promise<void> {
  await tx.query(
    `insert into releases.operation (operation_id, digest, version, software, settings, way, reason, server, started_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      newId(tx.at),
      releaseDigest(release),
      release.version,
      release.software,
      JSON.stringify(release.settings),
      way,
      reason,
      server,
      tx.at,
    ],
  );
}

export type StartRow = {
  readonly digest: string;
  readonly version: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly server: string;
  readonly way: "first" | "approved" | "emergency";
  readonly reason: string | null;
  readonly started_at: Date;
};

/** The newest first. */
export function startRows(tx: Asking, limit: number): Promise<StartRow[]> {
  return tx.query<StartRow>(
    `select digest, version, settings, server, way, reason, started_at from releases.operation
     order by started_at desc, operation_id desc limit $1`,
    [limit],
  );
}
