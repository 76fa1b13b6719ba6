// By which policy carriers are answered while screening is away: what a named officer has set for the threat level in force,
// within what the legal profile permits; the profile's usual before anybody set anything (cusres.md section 6).
import { newId, refuse, type Refusal, type Transaction } from "#platform";
import { threatLevels, type FailPolicy, type LegalProfile, type ThreatLevel } from "#vocabulary";
import type { NewOutageSetting } from "./outage-contract.ts";
import { holdSetting, insertSetting, settingVersions, type KeptSetting } from "./outage-policy-store.ts";

export type Setting = {
  readonly level: ThreatLevel;
  readonly policies: Readonly<Record<ThreatLevel, FailPolicy>>;
};

/**
 * What counts of a setting; null: the profile's usual at the normal level. What the profile does not permit any more gives way
 * to its usual. Pure.
 */
export function settingInForce(
  profile: LegalProfile,
  kept: Pick<KeptSetting, "threat_level" | "policies"> | null,
): Setting {
  const policyAt = (level: ThreatLevel): FailPolicy => {
    const { usual, permitted } = profile.outage[level];
    const set = kept?.policies[level];
    return set !== undefined && permitted.includes(set) ? set : usual;
  };
  const policies = {
    normal: policyAt("normal"),
    heightened: policyAt("heightened"),
    severe: policyAt("severe"),
  };
  return { level: kept?.threat_level ?? "normal", policies };
}

/** The policy for an answer that is given now. */
export async function policyInForce(tx: Transaction, profile: LegalProfile): Promise<FailPolicy> {
  const [kept = null] = await settingVersions(tx, 1);
  const { level, policies } = settingInForce(profile, kept);
  return policies[level];
}

/** Sets it, as the officer who acts. Refused: what the profile does not permit, and what was set anew meanwhile. */
export async function setOutagePolicy(
  tx: Transaction,
  profile: LegalProfile,
  wanted: NewOutageSetting,
): Promise<Refusal | undefined> {
  holdSetting(tx);
  const [latest] = await settingVersions(tx, 1);
  if ((latest?.policy_id ?? null) !== wanted.basedOn) {
    return refuse(
      "outage-policy-changed",
      "Somebody has set this anew since you opened it. Load the present state, then set it again.",
    );
  }
  const { level, policies } = wanted;
  const beyond = threatLevels.find((each) => !profile.outage[each].permitted.includes(policies[each]));
  if (beyond !== undefined) {
    return refuse(
      "outage-policy-not-permitted",
      `The legal profile does not permit ${policies[beyond]} at the level ${beyond}. Permitted: ${profile.outage[beyond].permitted.join(", ")}.`,
      422,
    );
  }
  const id = newId(tx.at);
  const reason = wanted.reason.trim();
  insertSetting(tx, { id, level, policies, reason });
  tx.record({
    action: "outage-policy.set",
    subjectKind: "outage-policy",
    subjectId: id,
    detail: { level, inForce: policies[level], ...policies, reason },
  });
  tx.announce("outage", id);
  return undefined;
}
