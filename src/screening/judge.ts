// What a match that was found would be under another profile: the same bits, other probabilities and bands. Pure.
import { isDocument, isStrong } from "./explain.ts";
import type { Band, Match, ThresholdProfile } from "./match.ts";
import { probabilityOf } from "./score/calibration.ts";

export type Judged = Pick<Match, "score" | "band" | "decision">;

const nameParts: ReadonlySet<string> = new Set(["surname", "given", "patronymic", "name"]);

/**
 * Probability, band and decision by the profile's calibration; the threshold is that of the match. Matches under the
 * display threshold were not returned, and no calibration speaks of them.
 */
export function judged(
  { bits, why, threshold }: Pick<Match, "bits" | "why" | "threshold">,
  profile: Pick<ThresholdProfile, "strong" | "calibration">,
): Judged {
  const score = probabilityOf(bits, profile.calibration);
  const nameBits = why.reduce((sum, one) => sum + (nameParts.has(one.feature) ? one.bits : 0), 0);
  const band: Band = isStrong(why, nameBits, score >= profile.strong)
    ? "strong"
    : score >= threshold
      ? "possible"
      : "weak";
  return { score, band, decision: score >= threshold || isDocument(why) ? "alert" : "none" };
}
