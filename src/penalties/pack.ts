// The file of a proposal: failures with where the unit holds them, what was set aside and why, outages looked for, what the carrier
// said, who agreed, and the acts in the ledger. No passenger stands in it. Pure.
import type { LegalProfile } from "#vocabulary";
import { failureShown, type WholeCase } from "./reading.ts";

/** What a proposal says to the enforcement authority (PNRD-14; Regulation (EU) 2025/13 Art. 38). */
export function packOf(
  whole: WholeCase,
  by: {
    readonly at: Date;
    readonly unit: string;
    readonly profile: LegalProfile;
    readonly profileLabel: string;
    readonly names: ReadonlyMap<string, string>;
    readonly sentBy: string;
    readonly ledger: readonly { readonly seq: number; readonly at: string; readonly action: string }[];
  },
) {
  const { row, failures, statements, disputes, joint } = whole;
  const name = (id: string | null): string => (id === null ? "–" : (by.names.get(id) ?? id));
  const iso = (at: Date | null): string => at?.toISOString() ?? "–";
  const standing = failures.filter(({ aside }) => aside === null);
  return {
    title: `Proposal of a penalty ${row.number}`,
    unit: by.unit,
    madeAt: by.at.toISOString(),
    legalProfile: by.profileLabel,
    carrier: row.carrier,
    provision: row.provision,
    summary: row.summary,
    // Stated for the authority; the unit reckons no amount.
    amountsByLaw: [...by.profile.penalty.bounds],
    failures: standing.map((one) => ({ ...failureShown(one), excuses: "none stood" })),
    exclusionsConsidered: {
      rule: "A failure during an outage of ours or of the carrier, declared or observed, or that is disputed, goes on to nobody (Annex 9, 9.11, 9.33 c and 9.38).",
      setAside: failures
        .filter(({ aside }) => aside !== null)
        .map((one) => ({
          ...failureShown(one),
          setAside: one.aside,
          reason: one.aside_reason,
          at: iso(one.aside_at),
        })),
    },
    factors: row.factors,
    earlierPenalties: row.earlier,
    hearing: {
      told: iso(row.notified_at),
      until: iso(row.hear_until),
      statements: statements.map((one) => ({
        by: one.by_carrier ? row.carrier : `letter ${one.reference ?? ""}`,
        at: iso(one.made_at),
        text: one.text,
      })),
      disputes: disputes.map((one) => ({
        ground: one.ground,
        text: one.text,
        openedAt: iso(one.opened_at),
        outcome: one.state,
        decidedBy: name(one.decided_by),
        decidedAt: iso(one.decided_at),
        reason: one.decision ?? "–",
      })),
      weighing: row.weighing ?? "–",
    },
    agreement: {
      draftedBy: name(row.drafted_by),
      askedBy: name(joint?.asked_by ?? null),
      askedAt: iso(joint?.asked_at ?? null),
      legalAdviser: (joint?.steps ?? []).map((step) => ({
        by: name(step.by),
        at: step.at,
        agreed: step.approve,
        reason: step.reason,
      })),
      fingerprint: joint?.fingerprint ?? "–",
      sentBy: by.sentBy,
    },
    ledger: by.ledger.map(({ seq, at, action }) => ({ entry: seq, at, act: action })),
  };
}
