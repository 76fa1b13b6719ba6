// What reviewers' decisions say for a calibration: one vote a pair of traveller and listed person, without names. Pure.
import { createHash } from "node:crypto";
import type { ReviewedPair } from "#cases";

type Opinion = ReviewedPair["outcome"];

/** `same`: 1 the same person, 0 another, between where two reviewers did not agree. */
export type Vote = {
  readonly bits: number;
  readonly same: number;
  readonly band: string;
  readonly list: string;
};

/** Every decision is a vote or is counted here by why it is none; `disputed` votes are among the votes. */
export type Told = {
  readonly decided: number;
  readonly votes: number;
  readonly same: number;
  readonly different: number;
  readonly disputed: number;
  readonly cannotTell: number;
  readonly withdrawn: number;
  readonly repeated: number;
  readonly otherEngine: number;
};

/** Fewer than these say nothing that a curve should follow. */
export const leastVotes = { votes: 60, same: 15, different: 15 } as const;

/**
 * The votes of decided alerts: of a pair the latest that somebody could tell and that was not taken back, by the engine
 * of today; a blind second look has the same say as the first. In an order of their own, the same for the same votes.
 */
export function votesOf(
  reviewed: readonly ReviewedPair[],
  seconds: ReadonlyMap<string, readonly Opinion[]>,
  engineVersion: string,
): { readonly votes: readonly Vote[]; readonly told: Told } {
  const counts = { cannotTell: 0, withdrawn: 0, repeated: 0, otherEngine: 0 };
  const voted = new Set<string>();
  const votes: Vote[] = [];
  const latestFirst = reviewed.toSorted(
    (a, b) => b.decidedAt.getTime() - a.decidedAt.getTime() || (a.alertId < b.alertId ? 1 : -1),
  );
  for (const one of latestFirst) {
    const opinions = [one.outcome, ...(seconds.get(one.alertId) ?? [])].filter(
      (opinion) => opinion !== "cannot-tell",
    );
    if (one.engineVersion !== engineVersion) counts.otherEngine += 1;
    else if (one.withdrawn) counts.withdrawn += 1;
    else if (opinions.length === 0) counts.cannotTell += 1;
    else if (voted.has(one.pair)) counts.repeated += 1;
    else {
      voted.add(one.pair);
      const same = opinions.filter((opinion) => opinion === "confirmed").length / opinions.length;
      votes.push({ bits: one.bits, same, band: one.band, list: one.list });
    }
  }
  const number = (test: (vote: Vote) => boolean): number => votes.filter(test).length;
  return {
    votes: inOrder(votes),
    told: {
      decided: reviewed.length,
      votes: votes.length,
      same: number(({ same }) => same === 1),
      different: number(({ same }) => same === 0),
      disputed: number(({ same }) => same > 0 && same < 1),
      ...counts,
    },
  };
}

function inOrder(votes: readonly Vote[]): readonly Vote[] {
  const text = (one: Vote): string => `${one.list}\n${one.band}`;
  return votes.toSorted((a, b) => a.bits - b.bits || a.same - b.same || (text(a) < text(b) ? -1 : 1));
}

/** What is missing for a fit, of each kind; null when nothing is. */
export function lackingOf(told: Told): {
  readonly votes: number;
  readonly same: number;
  readonly different: number;
} | null {
  const lacking = {
    votes: Math.max(0, leastVotes.votes - told.votes),
    same: Math.max(0, leastVotes.same - told.same),
    different: Math.max(0, leastVotes.different - told.different),
  };
  return lacking.votes + lacking.same + lacking.different === 0 ? null : lacking;
}

/** SHA-256 of the votes in their order, one a line: the same votes are the same data set anywhere. */
export function dataSetId(votes: readonly Vote[]): string {
  const lines = votes.map(({ bits, same, band, list }) => JSON.stringify([bits, same, band, list]));
  return createHash("sha256").update(lines.join("\n"), "utf8").digest("hex");
}
