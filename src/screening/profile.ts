// The threshold profile that production and the command line use unless told otherwise, and the one that persons put in force.
import type { SetThresholds } from "#watchlists";
import type { ThresholdProfile } from "./match.ts";
import type { Calibration } from "./score/calibration.ts";

/**
 * Set from the alert-rate protocol (screening.md §10) for about four alerts in a thousand ordinary travellers on a
 * list of 10,000. Changed only by two persons with a what-if report; then the version changes.
 */
export const STANDARD_PROFILE: ThresholdProfile = {
  name: "standard",
  version: "1",
  alert: 0.35,
  strong: 0.95,
  display: 0.02,
  alertByCategory: {},
};

/**
 * The profile of the thresholds that two persons put in force; the standard one while there are none. A calibration in
 * force travels with it: an alert keeps both, and is replayed by both.
 */
export function profileOf(
  set: SetThresholds | null,
  calibration: Calibration | null = null,
): ThresholdProfile {
  const calibrated = calibration === null ? {} : { calibration };
  if (set === null) return { ...STANDARD_PROFILE, ...calibrated };
  const { version, alert, byCategory } = set;
  return {
    ...STANDARD_PROFILE,
    name: "unit",
    version: String(version),
    alert,
    display: Math.min(STANDARD_PROFILE.display, alert, ...Object.values(byCategory)),
    alertByCategory: byCategory,
    ...calibrated,
  };
}

/** Whether two profiles are one and the same version of everything in them. */
export function isSameProfile(one: ThresholdProfile, other: ThresholdProfile): boolean {
  return (
    one.name === other.name &&
    one.version === other.version &&
    one.calibration?.version === other.calibration?.version
  );
}
