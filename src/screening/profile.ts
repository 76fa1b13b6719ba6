// The threshold profile that production and the command line use unless told otherwise.
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
