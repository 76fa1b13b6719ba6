// All SQL over versions of the legal profile: drafts, decisions on them, what was signed and from when it is in force.
import type { Transaction } from "#platform";

export type VersionRow = {
  readonly number: number;
  readonly base: number | null;
  readonly document: string;
  readonly valid_from: Date;
  readonly reason: string;
  readonly drafted_by: string;
  readonly drafted_at: Date;
};
export type Office = "data-protection-officer" | "head" | "legal-adviser";
export type StepRow = {
  readonly number: number;
  readonly step: "approved" | "refused" | "withdrawn";
  readonly office: Office;
  readonly reason: string;
  readonly taken_by: string;
  readonly taken_at: Date;
};
export type ReleaseRow = {
  readonly number: number;
  readonly body: string;
  readonly signature: Buffer;
  readonly key_id: string;
  readonly in_force_from: Date;
  readonly released_at: Date;
};
/** A version with all that became of it. */
export type VersionFull = VersionRow & {
  readonly steps: readonly StepRow[];
  readonly release: ReleaseRow | null;
};

/** One after the other: drafts and decisions of a version wait for each other until the transaction ends. */
export async function lockProfiles(tx: Transaction): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('law.profile'))");
}

/** Every version, the newest first. */
export async function allVersions(tx: Transaction): Promise<readonly VersionFull[]> {
  const [versions, steps, releases] = await Promise.all([
    tx.query<VersionRow>(
      `select number, base, document, valid_from, reason, drafted_by, drafted_at
       from law.profile_version order by number desc`,
    ),
    tx.query<StepRow>(
      "select number, step, office, reason, taken_by, taken_at from law.profile_step order by taken_at, office",
    ),
    tx.query<ReleaseRow>(
      "select number, body, signature, key_id, in_force_from, released_at from law.profile_release",
    ),
  ]);
  return versions.map((version) => ({
    ...version,
    steps: steps.filter(({ number }) => number === version.number),
    release: releases.find(({ number }) => number === version.number) ?? null,
  }));
}

export async function insertVersion(
  tx: Transaction,
  version: Omit<VersionRow, "drafted_by" | "drafted_at">,
): Promise<void> {
  await tx.query(
    `insert into law.profile_version (number, base, document, document_hash, valid_from, reason, drafted_by, drafted_at)
     values ($1, $2, $3, sha256(convert_to($3, 'UTF8')), $4, $5, $6, $7)`,
    [version.number, version.base, version.document, version.valid_from, version.reason, tx.actor.id, tx.at],
  );
}

export async function insertStep(
  tx: Transaction,
  step: Pick<StepRow, "number" | "step" | "office" | "reason">,
): Promise<void> {
  await tx.query(
    `insert into law.profile_step (number, step, office, reason, taken_by, taken_at) values ($1, $2, $3, $4, $5, $6)`,
    [step.number, step.step, step.office, step.reason, tx.actor.id, tx.at],
  );
}

export async function insertRelease(
  tx: Transaction,
  release: Omit<ReleaseRow, "released_at">,
): Promise<void> {
  await tx.query(
    `insert into law.profile_release (number, body, signature, key_id, in_force_from, released_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [release.number, release.body, release.signature, release.key_id, release.in_force_from, tx.at],
  );
}
