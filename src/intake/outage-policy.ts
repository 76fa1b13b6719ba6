// By which policy carriers are answered while screening is away: what two persons have set for the threat level in force (F14),
// within what the legal profile permits; the profile's usual before anybody set anything (cusres.md section 6).
import { askJointly, type OnAgreement } from "#approvals";
import { newId, refuse, type Refusal, type Transaction } from "#platform";
import {
  failPolicies,
  threatLevels,
  type FailPolicy,
  type LegalProfile,
  type ThreatLevel,
} from "#vocabulary";
import type { NewOutageSetting } from "./outage-contract.ts";
import { insertSetting, settingVersions, type KeptSetting } from "./outage-policy-store.ts";

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

/** Under which name the offices are asked about it. */
export const outagePolicyItem = "setting:outage-policy";

const changed = refuse(
  "outage-policy-changed",
  "Somebody has set this anew since you opened it. Load the present state, then set it again.",
);

/**
 * Asks for another setting (roles.md section 4, F14): it takes effect once a second person agrees. Refused: what the profile does
 * not permit, and what was set anew meanwhile.
 */
export async function askOutagePolicy(
  tx: Transaction,
  profile: LegalProfile,
  wanted: NewOutageSetting,
): Promise<Refusal | undefined> {
  const { level, policies, basedOn } = wanted;
  const obstacle = await obstacleTo(tx, profile, { policies, basedOn });
  if (obstacle !== null) return obstacle;
  const asked = await askJointly(tx, {
    point: "F14",
    item: outagePolicyItem,
    content: { level, ...policies, "based-on": basedOn ?? "" },
    reason: wanted.reason.trim(),
  });
  if (typeof asked !== "string") return asked;
  tx.announce("outage", asked);
  return undefined;
}

/** What an agreement brings about: the setting holds from the next answer on. */
export function outagePolicyAgreed(profile: LegalProfile): OnAgreement {
  return {
    item: outagePolicyItem,
    check: (tx, { content }) =>
      obstacleTo(tx, profile, {
        policies: policiesOf(content),
        basedOn: content["based-on"] === "" ? null : (content["based-on"] ?? null),
      }),
    carryOut: async (tx, row) => {
      const id = newId(tx.at);
      const level = threatLevels.find((one) => one === row.content["level"]);
      if (level === undefined) throw new Error("a setting that was asked for has a threat level");
      const policies = policiesOf(row.content);
      insertSetting(tx, {
        id,
        level,
        policies,
        reason: row.reason,
        setBy: row.asked_by,
        jointId: row.joint_id,
      });
      tx.record({
        action: "outage-policy.set",
        subjectKind: "outage-policy",
        subjectId: id,
        detail: {
          level,
          inForce: policies[level],
          ...policies,
          reason: row.reason,
          askedBy: row.asked_by,
          decision: row.joint_id,
        },
      });
      tx.announce("outage", id);
    },
  };
}

export function policiesOf(content: Readonly<Record<string, string>>): Record<ThreatLevel, FailPolicy> {
  const at = (level: ThreatLevel): FailPolicy => {
    const policy = failPolicies.find((one) => one === content[level]);
    if (policy === undefined) throw new Error("a setting that was asked for has a policy for each level");
    return policy;
  };
  return { normal: at("normal"), heightened: at("heightened"), severe: at("severe") };
}

async function obstacleTo(
  tx: Transaction,
  profile: LegalProfile,
  wanted: Pick<NewOutageSetting, "policies" | "basedOn">,
): Promise<Refusal | null> {
  const [latest] = await settingVersions(tx, 1);
  if ((latest?.policy_id ?? null) !== wanted.basedOn) return changed;
  const { policies } = wanted;
  const beyond = threatLevels.find((each) => !profile.outage[each].permitted.includes(policies[each]));
  if (beyond === undefined) return null;
  return refuse(
    "outage-policy-not-permitted",
    `The legal profile does not permit ${policies[beyond]} at the level ${beyond}. Permitted: ${profile.outage[beyond].permitted.join(", ")}.`,
    422,
  );
}
