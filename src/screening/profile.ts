// The threshold profile that production and the command line use unless told otherwise.
import type { SetThresholds } from "#watchlists";
import type { ThresholdProfile } from "./match.ts";

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

/** The profile of the thresholds that two persons put in force; the standard one while there are none. */
export function profileOf(set: SetThresholds | null): ThresholdProfile {
  if (set === null) return STANDARD_PROFILE;
  const { version, alert, byCategory } = set;
  return {
    ...STANDARD_PROFILE,
    name: "unit",
    version: String(version),
    alert,
    display: Math.min(STANDARD_PROFILE.display, alert, ...Object.values(byCategory)),
    alertByCategory: byCategory,
  };
}
