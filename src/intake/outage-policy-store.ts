// All SQL of the setting by which carriers are answered while screening is away.
import type { Transaction } from "#platform";
import type { FailPolicy, ThreatLevel } from "#vocabulary";

export type KeptSetting = {
  policy_id: string;
  threat_level: ThreatLevel;
  policies: Record<ThreatLevel, FailPolicy>;
  reason: string;
  set_by: string;
  agreed_by: string | null;
  set_at: Date;
};

/** The newest versions, the one in force first. */
export function settingVersions(tx: Transaction, limit: number): Promise<KeptSetting[]> {
  return tx.query<KeptSetting>(
    {
      name: "intake-outage-settings",
      text: `select policy_id, threat_level, policies, reason, set_by, agreed_by, set_at from intake.outage_policy
             order by number desc limit $1`,
    },
    [limit],
  );
}

export function insertSetting(
  tx: Transaction,
  setting: {
    readonly id: string;
    readonly level: ThreatLevel;
    readonly policies: Readonly<Record<ThreatLevel, FailPolicy>>;
    readonly reason: string;
    /** Who asked for it, and the decision by which the actor agreed. */
    readonly setBy: string;
    readonly jointId: string;
  },
): void {
  tx.write(
    `insert into intake.outage_policy (policy_id, threat_level, policies, reason, set_by, set_at, agreed_by, joint_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      setting.id,
      setting.level,
      JSON.stringify(setting.policies),
      setting.reason,
      setting.setBy,
      tx.at,
      tx.actor.id,
      setting.jointId,
    ],
  );
}
