// All SQL of the setting by which carriers are answered while screening is away.
import type { Transaction } from "#platform";
import type { FailPolicy, ThreatLevel } from "#vocabulary";

export type KeptSetting = {
  policy_id: string;
  threat_level: ThreatLevel;
  policies: Record<ThreatLevel, FailPolicy>;
  reason: string;
  set_by: string;
  set_at: Date;
};

/** The newest versions, the one in force first. */
export function settingVersions(tx: Transaction, limit: number): Promise<KeptSetting[]> {
  return tx.query<KeptSetting>(
    {
      name: "intake-outage-settings",
      text: `select policy_id, threat_level, policies, reason, set_by, set_at from intake.outage_policy
             order by number desc limit $1`,
    },
    [limit],
  );
}

/** One at a time: whoever sets it sees the version that stands before. */
export function holdSetting(tx: Transaction): void {
  tx.write("select pg_advisory_xact_lock(hashtextextended('intake.outage_policy', 0))", []);
}

export function insertSetting(
  tx: Transaction,
  setting: {
    readonly id: string;
    readonly level: ThreatLevel;
    readonly policies: Readonly<Record<ThreatLevel, FailPolicy>>;
    readonly reason: string;
  },
): void {
  tx.write(
    `insert into intake.outage_policy (policy_id, threat_level, policies, reason, set_by, set_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [setting.id, setting.level, JSON.stringify(setting.policies), setting.reason, tx.actor.id, tx.at],
  );
}
